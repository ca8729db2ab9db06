"""This file is what a user can do with lesson visits: plan, start, finish, remove, and find them back."""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime, time
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.orm import Session, aliased

from lesobs.domain.activity import require_sensible
from lesobs.domain.dutch import full_name, sort_name
from lesobs.domain.errors import RuleBroken
from lesobs.domain.instrument import Instrument, Level
from lesobs.domain.schoolyear import SchoolYear
from lesobs.domain.visit import SEEN, LessonPhase, Purpose, VisitState, move, require_open
from lesobs.services.instruments import Instruments
from lesobs.storage import tables as t
from lesobs.storage.school_file import SchoolFile

LAST_LESSON_HOUR = 12


@dataclass(frozen=True, slots=True)
class VisitLine:
    """One row of the list of visits."""

    id: str
    held_on: date
    lesson_hour: int | None
    teacher: str
    teacher_sort: str
    teacher_id: str
    section: str
    class_group: str
    observer: str
    observer_id: str
    instrument: str
    kind: str
    purpose: Purpose
    announced: bool
    state: VisitState
    focus_question: str
    scored: int
    indicators: int
    talked_on: date | None
    look_again_on: date | None


@dataclass(frozen=True, slots=True)
class VisitDraft:
    """What is fixed about a visit before it starts."""

    teacher_id: str
    section_id: str
    observer_id: str
    instrument_id: str
    held_on: date
    purpose: Purpose
    class_group_id: str | None = None
    lesson_hour: int | None = None
    announced: bool = True
    focus_question: str = ""


@dataclass(frozen=True, slots=True)
class RatingDetail:
    """Score, explanation and the look-fors ticked as seen (their positions, from 0) of one indicator."""

    level: Level | None = None
    explanation: str = ""
    seen: frozenset[int] = frozenset()


@dataclass(frozen=True, slots=True)
class NoteDetail:
    id: str
    at: time
    phase: LessonPhase
    text: str
    indicator_key: str | None


@dataclass(frozen=True, slots=True)
class VisitDetail:
    """One visit with everything seen in it. `ratings` has an entry for every indicator of the instrument."""

    line: VisitLine
    draft: VisitDraft
    instrument: Instrument
    ratings: Mapping[str, RatingDetail]
    notes: tuple[NoteDetail, ...]
    phase: LessonPhase
    started_at: datetime | None
    finished_at: datetime | None
    pupils: int | None
    version: int

    @property
    def scored(self) -> int:
        return sum(rating.level is not None for rating in self.ratings.values())


class Visits:
    """Lesson visits. Methods raise RuleBroken with the reason when something can't be done; a settled visit
    takes no change."""

    def __init__(self, file: SchoolFile, instruments: Instruments) -> None:
        self._file = file
        self._instruments = instruments

    def all(self, year: SchoolYear | None = None) -> list[VisitLine]:
        """Visits of one school year or of all, the newest first."""
        query = _lines().order_by(t.Visit.held_on.desc(), t.Visit.lesson_hour.desc(), t.Visit.id)
        if year is not None:
            query = query.where(t.Visit.held_on.between(year.first_day, year.last_day))
        with self._file.reading() as session:
            return [_line(row) for row in session.execute(query)]

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
            _lines()
            .where(t.Visit.teacher_id == teacher_id, t.Visit.held_on <= before, t.Visit.state.in_(SEEN))
            .order_by(t.Visit.held_on.desc(), t.Visit.lesson_hour.desc())
        )
        with self._file.reading() as session:
            return [_line(row) for row in session.execute(query)]

    def get(self, visit_id: str) -> VisitDetail:
        with self._file.reading() as session:
            visit = session.get(t.Visit, visit_id)
            if visit is None:
                raise RuleBroken("Dit bezoek is er niet meer.")
            line = _line(session.execute(_lines().where(t.Visit.id == visit_id)).one())
            instrument = self._instruments.get(visit.instrument_id)
            keys = {row: key for key, row in self._instruments.indicator_ids(visit.instrument_id).items()}
            pupils = (
                session.scalar(select(t.ClassGroup.pupils).where(t.ClassGroup.id == visit.class_group_id))
                if visit.class_group_id
                else None
            )
            return VisitDetail(
                line=line,
                draft=_draft(visit),
                instrument=instrument,
                ratings=_ratings(session, visit_id, keys),
                notes=_notes(session, visit_id, keys),
                phase=visit.phase,
                started_at=visit.started_at,
                finished_at=visit.finished_at,
                pupils=pupils,
                version=visit.version,
            )

    def plan(self, draft: VisitDraft) -> str:
        """Add a planned visit; gives its id."""
        _require_plan(draft)
        with self._file.transaction("Bezoek plannen") as session:
            visit = t.Visit(id=t.new_id())
            _fill(visit, draft)
            session.add(visit)
        return visit.id

    def change_plan(self, visit_id: str, draft: VisitDraft) -> None:
        """Change who, when and why. Purpose and instrument are fixed once the visit has started."""
        _require_plan(draft)
        with self._file.transaction("Bezoek wijzigen") as session:
            visit = open_visit(session, visit_id)
            fixed = visit.state is not VisitState.PLANNED
            if fixed and (draft.purpose, draft.instrument_id) != (visit.purpose, visit.instrument_id):
                raise RuleBroken("Doel en kijkwijzer staan vast zodra het bezoek begonnen is.")
            _fill(visit, draft)

    def remove(self, visit_id: str) -> None:
        """Delete a visit with all that was seen in it; can be undone."""
        with self._file.transaction("Bezoek verwijderen") as session:
            visit = open_visit(session, visit_id)
            for table in (t.SeenLookFor, t.Rating, t.Note, t.Debrief):
                for row in session.scalars(select(table).where(table.visit_id == visit_id)):
                    session.delete(row)
            session.flush()
            session.delete(visit)

    def start(self, visit_id: str) -> None:
        """Begin observing, or go on after finishing too early."""
        with self._file.transaction("Bezoek beginnen") as session:
            visit = session.get_one(t.Visit, visit_id)
            visit.state = move(visit.state, VisitState.BUSY)
            visit.started_at = visit.started_at or datetime.now(UTC)
            visit.finished_at = None

    def finish(self, visit_id: str) -> None:
        with self._file.transaction("Bezoek afronden") as session:
            visit = session.get_one(t.Visit, visit_id)
            visit.state = move(visit.state, VisitState.VISITED)
            visit.finished_at = datetime.now(UTC)


def open_visit(session: Session, visit_id: str) -> t.Visit:
    """The visit to change; raises RuleBroken when it is gone or settled."""
    visit = session.get(t.Visit, visit_id)
    if visit is None:
        raise RuleBroken("Dit bezoek is er niet meer.")
    require_open(visit.state)
    return visit


def _require_plan(draft: VisitDraft) -> None:
    for value, what in (
        (draft.teacher_id, "een docent"),
        (draft.section_id, "een sectie"),
        (draft.observer_id, "een waarnemer"),
        (draft.instrument_id, "een kijkwijzer"),
    ):
        if not value:
            raise RuleBroken(f"Kies eerst {what}.")
    require_sensible(draft.held_on)
    if draft.lesson_hour is not None and not 1 <= draft.lesson_hour <= LAST_LESSON_HOUR:
        raise RuleBroken(f"Een lesuur is 1 tot en met {LAST_LESSON_HOUR}.")


def _fill(visit: t.Visit, draft: VisitDraft) -> None:
    visit.teacher_id, visit.section_id = draft.teacher_id, draft.section_id
    visit.class_group_id, visit.observer_id = draft.class_group_id, draft.observer_id
    visit.instrument_id, visit.purpose = draft.instrument_id, draft.purpose
    visit.held_on, visit.lesson_hour = draft.held_on, draft.lesson_hour
    visit.announced, visit.focus_question = draft.announced, draft.focus_question.strip()


def _draft(visit: t.Visit) -> VisitDraft:
    return VisitDraft(
        teacher_id=visit.teacher_id,
        section_id=visit.section_id,
        observer_id=visit.observer_id,
        instrument_id=visit.instrument_id,
        held_on=visit.held_on,
        purpose=visit.purpose,
        class_group_id=visit.class_group_id,
        lesson_hour=visit.lesson_hour,
        announced=visit.announced,
        focus_question=visit.focus_question,
    )


def _lines() -> Any:
    scored = (
        select(func.count())
        .select_from(t.Rating)
        .where(t.Rating.visit_id == t.Visit.id, t.Rating.level.is_not(None))
        .scalar_subquery()
    )
    indicators = (
        select(func.count())
        .select_from(t.InstrumentItem)
        .where(t.InstrumentItem.instrument_id == t.Visit.instrument_id)
        .scalar_subquery()
    )
    observer = aliased(t.Person)
    return (
        select(
            t.Visit.id,
            t.Visit.held_on,
            t.Visit.lesson_hour,
            t.Visit.teacher_id,
            t.Teacher.first_name,
            t.Teacher.prefix,
            t.Teacher.last_name,
            t.Section.name.label("section"),
            func.coalesce(t.ClassGroup.name, "").label("class_group"),
            observer.name.label("observer"),
            t.Visit.observer_id,
            t.Instrument.title.label("instrument"),
            t.Instrument.kind,
            t.Visit.purpose,
            t.Visit.announced,
            t.Visit.state,
            t.Visit.focus_question,
            scored.label("scored"),
            indicators.label("indicators"),
            t.Debrief.held_on.label("talked_on"),
            t.Debrief.look_again_on,
        )
        .join(t.Teacher, t.Teacher.id == t.Visit.teacher_id)
        .join(t.Section, t.Section.id == t.Visit.section_id)
        .join(observer, observer.id == t.Visit.observer_id)
        .join(t.Instrument, t.Instrument.id == t.Visit.instrument_id)
        .outerjoin(t.ClassGroup, t.ClassGroup.id == t.Visit.class_group_id)
        .outerjoin(t.Debrief, t.Debrief.visit_id == t.Visit.id)
    )


def _line(row: Any) -> VisitLine:
    values = dict(row._mapping)
    names = values.pop("first_name"), values.pop("prefix"), values.pop("last_name")
    return VisitLine(teacher=full_name(*names), teacher_sort=sort_name(*names), **values)


def _ratings(session: Session, visit_id: str, keys: Mapping[str, str]) -> dict[str, RatingDetail]:
    seen: dict[str, set[int]] = defaultdict(set)
    for indicator_id, position in session.execute(
        select(t.LookFor.indicator_id, t.LookFor.position)
        .join(t.SeenLookFor, t.SeenLookFor.look_for_id == t.LookFor.id)
        .where(t.SeenLookFor.visit_id == visit_id)
    ):
        seen[indicator_id].add(position)
    rows = {
        row.indicator_id: row
        for row in session.execute(
            select(t.Rating.indicator_id, t.Rating.level, t.Rating.explanation).where(
                t.Rating.visit_id == visit_id
            )
        )
    }
    return {
        key: RatingDetail(
            level=None if row is None or row.level is None else Level.of(row.level),
            explanation="" if row is None else row.explanation,
            seen=frozenset(seen[indicator_id]),
        )
        for indicator_id, key in keys.items()
        for row in [rows.get(indicator_id)]
    }


def _notes(session: Session, visit_id: str, keys: Mapping[str, str]) -> tuple[NoteDetail, ...]:
    rows = session.execute(
        select(t.Note.id, t.Note.at, t.Note.phase, t.Note.text, t.Note.indicator_id)
        .where(t.Note.visit_id == visit_id)
        .order_by(t.Note.at, t.Note.created_at, t.Note.id)
    )
    return tuple(NoteDetail(row.id, row.at, row.phase, row.text, keys.get(row.indicator_id)) for row in rows)
