"""This file is what a user can do with lesson visits: plan, start, finish, remove, and find them back."""

from dataclasses import replace
from datetime import UTC, date, datetime

from sqlalchemy import func, or_, select
from sqlalchemy.orm import Session

from lesobs.domain.errors import RuleBroken
from lesobs.domain.schoolyear import SchoolYear
from lesobs.domain.visit import (
    SEEN,
    VisitState,
    ended_at,
    move,
    require_before_talk,
    require_open,
    with_other_half,
)
from lesobs.services.instruments import Instruments
from lesobs.services.visit_detail import VisitDetail, read_changed, read_detail
from lesobs.services.visit_lines import VisitLine, as_line, lines
from lesobs.services.visit_plan import VisitDraft, fill, require_plan
from lesobs.services.visit_rows import VisitRows, row_of
from lesobs.storage import tables as t
from lesobs.storage.school_file import SchoolFile


class Visits:
    """Lesson visits. Methods raise RuleBroken with the reason when something can't be done; a settled visit
    takes no change."""

    def __init__(self, file: SchoolFile, instruments: Instruments) -> None:
        self._file = file
        self._instruments = instruments

    def all(self, year: SchoolYear | None = None) -> list[VisitLine]:
        """Visits of one school year or of all, the newest first."""
        query = lines().order_by(t.Visit.held_on.desc(), t.Visit.lesson_hour.desc(), t.Visit.id)
        if year is not None:
            query = query.where(t.Visit.held_on.between(year.first_day, year.last_day))
        with self._file.reading() as session:
            return [as_line(row) for row in session.execute(query)]

    def years(self) -> list[SchoolYear]:
        """School years with visits, the newest first."""
        with self._file.reading() as session:
            first, last = session.execute(select(func.min(t.Visit.held_on), func.max(t.Visit.held_on))).one()
        if first is None:
            return []
        return SchoolYear.all_between(first, last)

    def of_teacher(self, teacher_id: str, before: date) -> list[VisitLine]:
        """Visits seen of one teacher up to and including a day, the newest first."""
        query = (
            lines()
            .where(t.Visit.teacher_id == teacher_id, t.Visit.held_on <= before, t.Visit.state.in_(SEEN))
            .order_by(t.Visit.held_on.desc(), t.Visit.lesson_hour.desc())
        )
        with self._file.reading() as session:
            return [as_line(row) for row in session.execute(query)]

    def planned(self, teacher_id: str, observer_id: str, day: date) -> VisitLine | None:
        """The visit to this teacher that this observer planned for a day, the first one if there are more."""
        query = (
            lines()
            .where(t.Visit.teacher_id == teacher_id, t.Visit.observer_id == observer_id)
            .where(t.Visit.held_on == day, t.Visit.state == VisitState.PLANNED)
            .order_by(t.Visit.lesson_hour, t.Visit.created_at)
            .limit(1)
        )
        with self._file.reading() as session:
            found = session.execute(query).first()
            return None if found is None else as_line(found)

    def get(self, visit_id: str) -> VisitDetail:
        with self._file.reading() as session:
            return read_detail(session, self._instruments, visit_id)

    def get_changed(self, before: VisitDetail, changed: frozenset[str]) -> VisitDetail:
        """A visit that was as `before`, after a change of these tables; quicker than `get`."""
        with self._file.reading() as session:
            return read_changed(session, self._instruments, before, changed)

    def plan(self, draft: VisitDraft) -> str:
        """Add a planned visit; gives its id."""
        require_plan(draft)
        with self._file.transaction("Bezoek plannen") as session:
            visit = t.Visit(id=t.new_id())
            fill(visit, draft)
            session.add(visit)
        return visit.id

    def change_plan(self, visit_id: str, draft: VisitDraft) -> None:
        """Change who, when and why. Purpose and instrument are fixed once the visit has started."""
        require_plan(draft)
        with self._file.transaction("Bezoek wijzigen") as session:
            visit = open_visit(session, visit_id)
            fixed = visit.state is not VisitState.PLANNED
            for half in other_halves(session, visit):
                fixed = fixed or half.state is not VisitState.PLANNED
                if half.observer_id == draft.observer_id:
                    raise RuleBroken("Kies een andere waarnemer: een duo-bezoek doe je met zijn tweeën.")
                fill(half, replace(draft, observer_id=half.observer_id))  # it is the same lesson
            if draft.held_on != visit.held_on:
                _require_before_talk(session, visit, draft.held_on)
            if fixed and (draft.purpose, draft.instrument_id) != (visit.purpose, visit.instrument_id):
                raise RuleBroken("Doel en kijkwijzer staan vast zodra het bezoek begonnen is.")
            fill(visit, draft)

    def remove(self, visit_id: str) -> None:
        """Delete a visit with all that was seen in it; can be undone."""
        with self._file.transaction("Bezoek verwijderen") as session:
            visit = open_visit(session, visit_id)
            for half in session.scalars(select(t.Visit).where(t.Visit.duo_of_id == visit_id)):
                make_single(half)
            kept = session.scalars(select(t.VisitVersion).where(t.VisitVersion.visit_id == visit_id))
            for row in (*VisitRows.read(session, visit).hanging(), *kept):
                session.delete(row)
            session.flush()
            session.delete(visit)

    def start(self, visit_id: str) -> None:
        """Begin observing, or go on after finishing too early."""
        with self._file.transaction("Bezoek beginnen") as session:
            visit = session.get_one(t.Visit, visit_id)
            for half in other_halves(session, visit):
                require_open(half.state)
            visit.state = move(visit.state, VisitState.BUSY)
            visit.started_at = visit.started_at or datetime.now(UTC)
            visit.finished_at = None

    def finish(self, visit_id: str) -> None:
        with self._file.transaction("Bezoek afronden") as session:
            visit = session.get_one(t.Visit, visit_id)
            visit.state = move(visit.state, VisitState.VISITED)
            visit.finished_at = ended_at(visit.started_at, datetime.now(UTC))
            for half in other_halves(session, visit):
                visit.state = with_other_half(visit.state, half.state)


def _require_before_talk(session: Session, visit: t.Visit, held_on: date) -> None:
    talk = session.scalar(select(t.Debrief).where(t.Debrief.visit_id == (visit.duo_of_id or visit.id)))
    if talk is not None:
        require_before_talk(held_on, talk.held_on, talk.agreed_until, talk.look_again_on)


def open_visit(session: Session, visit_id: str) -> t.Visit:
    """The visit to change; raises RuleBroken when it is gone or settled."""
    visit = row_of(session, t.Visit, visit_id)
    if visit is None:
        raise RuleBroken("Dit bezoek is er niet meer.")
    require_open(visit.state)
    return visit


def other_halves(session: Session, visit: t.Visit) -> list[t.Visit]:
    """The visit of the other observer of a duo-visit; empty when there is none."""
    first = visit.duo_of_id or visit.id
    same_lesson = or_(t.Visit.id == first, t.Visit.duo_of_id == first)
    return list(session.scalars(select(t.Visit).where(same_lesson, t.Visit.id != visit.id)))


def make_single(half: t.Visit) -> None:
    """Take the other half of a duo-visit apart, as a visit of its own, that waits for a talk of its own."""
    half.duo_of_id = None
    if half.state is VisitState.DISCUSSED:
        half.state = VisitState.VISITED
