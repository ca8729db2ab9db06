"""This file is what a user can do with lesson visits: plan, start, finish, remove, and find them back."""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, time

from sqlalchemy import func, or_, select
from sqlalchemy.orm import Session

from lesobs.domain.activity import require_sensible
from lesobs.domain.errors import RuleBroken
from lesobs.domain.instrument import Instrument, Level
from lesobs.domain.schoolyear import SchoolYear
from lesobs.domain.time_on_task import Occupation
from lesobs.domain.visit import (
    SEEN,
    LessonPhase,
    Purpose,
    VisitState,
    goes_into_report,
    move,
    require_open,
    with_other_half,
)
from lesobs.services.instruments import Instruments
from lesobs.services.visit_lines import VisitLine, as_line, line_of, lines
from lesobs.services.visit_rows import VisitRows
from lesobs.storage import tables as t
from lesobs.storage.school_file import SchoolFile

LAST_LESSON_HOUR = 12


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
    in_report: bool | None = None
    """What the observer chose; None: it goes into the report when it is tied to an indicator."""

    @property
    def goes_into_report(self) -> bool:
        return goes_into_report(self.indicator_key is not None, self.in_report)


@dataclass(frozen=True, slots=True)
class CountDetail:
    """How many of the pupils present were on task at a clock time."""

    id: str
    at: time
    phase: LessonPhase
    on_task: int
    present: int
    occupation: Occupation | None


@dataclass(frozen=True, slots=True)
class VisitDetail:
    """One visit with everything seen in it. `ratings` has an entry for every indicator of the instrument,
    `teacher_levels` for those that the teacher scored too. `count_every` is in minutes."""

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
    teacher_levels: Mapping[str, Level]
    counts: tuple[CountDetail, ...]
    count_every: int | None

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

    def get(self, visit_id: str) -> VisitDetail:
        with self._file.reading() as session:
            visit = session.get(t.Visit, visit_id)
            if visit is None:
                raise RuleBroken("Dit bezoek is er niet meer.")
            return self.detail(session, line_of(session, visit_id), VisitRows.read(session, visit))

    def detail(self, session: Session, line: VisitLine, rows: VisitRows) -> VisitDetail:
        """A visit as these rows tell it: those of the file, or of a version that was kept."""
        visit = rows.visit
        keys = {row: key for key, row in self._instruments.indicator_ids(visit.instrument_id).items()}
        pupils = (
            session.scalar(select(t.ClassGroup.pupils).where(t.ClassGroup.id == visit.class_group_id))
            if visit.class_group_id
            else None
        )
        own = {row.indicator_id: Level.of(row.level) for row in rows.teacher_ratings}
        return VisitDetail(
            line=line,
            draft=draft_of(visit),
            instrument=self._instruments.get(visit.instrument_id),
            ratings=_ratings(session, rows, keys),
            notes=tuple(
                NoteDetail(
                    note.id, note.at, note.phase, note.text, keys.get(note.indicator_id or ""), note.in_report
                )
                for note in rows.notes
            ),
            phase=visit.phase,
            started_at=visit.started_at,
            finished_at=visit.finished_at,
            pupils=pupils,
            version=visit.version,
            teacher_levels={key: own[row] for row, key in keys.items() if row in own},
            counts=tuple(
                CountDetail(row.id, row.at, row.phase, row.on_task, row.present, row.occupation)
                for row in rows.counts
            ),
            count_every=visit.count_every,
        )

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
            visit.finished_at = datetime.now(UTC)
            for half in other_halves(session, visit):
                visit.state = with_other_half(visit.state, half.state)


def open_visit(session: Session, visit_id: str) -> t.Visit:
    """The visit to change; raises RuleBroken when it is gone or settled."""
    visit = session.get(t.Visit, visit_id)
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


def require_plan(draft: VisitDraft) -> None:
    """Raises RuleBroken with what is still missing, or not possible, in the plan of a visit."""
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


def fill(visit: t.Visit, draft: VisitDraft) -> None:
    """Give a visit the plan of a draft."""
    visit.teacher_id, visit.section_id = draft.teacher_id, draft.section_id
    visit.class_group_id, visit.observer_id = draft.class_group_id, draft.observer_id
    visit.instrument_id, visit.purpose = draft.instrument_id, draft.purpose
    visit.held_on, visit.lesson_hour = draft.held_on, draft.lesson_hour
    visit.announced, visit.focus_question = draft.announced, draft.focus_question.strip()


def draft_of(visit: t.Visit) -> VisitDraft:
    """The plan of a visit."""
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


def _ratings(session: Session, rows: VisitRows, keys: Mapping[str, str]) -> dict[str, RatingDetail]:
    seen: dict[str, set[int]] = defaultdict(set)
    ticked = [row.look_for_id for row in rows.seen_look_fors]
    for indicator_id, position in session.execute(
        select(t.LookFor.indicator_id, t.LookFor.position).where(t.LookFor.id.in_(ticked))
    ):
        seen[indicator_id].add(position)
    found = {row.indicator_id: row for row in rows.ratings}
    return {
        key: RatingDetail(
            level=None if row is None or row.level is None else Level.of(row.level),
            explanation="" if row is None else row.explanation,
            seen=frozenset(seen[indicator_id]),
        )
        for indicator_id, key in keys.items()
        for row in [found.get(indicator_id)]
    }
