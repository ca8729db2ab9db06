"""This file is one visit with all that was seen in it, as the file has it or as a version kept it."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime, time

from sqlalchemy import select
from sqlalchemy.orm import Session

from lesobs.domain.errors import RuleBroken
from lesobs.domain.instrument import Instrument, Level
from lesobs.domain.time_on_task import Occupation
from lesobs.domain.visit import LessonPhase, goes_into_report
from lesobs.services.instruments import InstrumentIds, Instruments
from lesobs.services.visit_lines import VisitLine, line_of
from lesobs.services.visit_plan import VisitDraft, draft_of
from lesobs.services.visit_rows import VisitRows, in_order, row_of, rows_of
from lesobs.storage import tables as t

_PARTS = frozenset({"visit", "rating", "seen_look_for", "note", "task_count"})
"""Tables that tell nothing of a visit but what `read_changed` reads of them."""


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


def read_detail(session: Session, instruments: Instruments, visit_id: str) -> VisitDetail:
    """A visit as it is now. Raises RuleBroken when it is gone."""
    visit = session.get(t.Visit, visit_id)
    if visit is None:
        raise RuleBroken("Dit bezoek is er niet meer.")
    return as_detail(session, instruments, line_of(session, visit_id), VisitRows.read(session, visit))


def read_changed(
    session: Session, instruments: Instruments, before: VisitDetail, changed: frozenset[str]
) -> VisitDetail:
    """A visit as it is after these tables changed. Every key while observing asks, so of what is written then
    no more is read than changed."""
    if not changed <= _PARTS:
        return read_detail(session, instruments, before.line.id)
    detail = _read_alone(session, instruments, before) if "visit" in changed else before
    if detail.draft.instrument_id != before.draft.instrument_id:
        return read_detail(session, instruments, before.line.id)
    visit_id, ids = before.line.id, instruments.ids(before.draft.instrument_id)
    ratings, notes, counts = before.ratings, before.notes, before.counts
    if "rating" in changed:
        seen = {key: rating.seen for key, rating in ratings.items()}
        ratings = _ratings(ids, rows_of(session, t.Rating, visit_id), seen)
    if "seen_look_for" in changed:
        seen = _seen(ids, rows_of(session, t.SeenLookFor, visit_id))
        ratings = {key: replace(rating, seen=seen[key]) for key, rating in ratings.items()}
    if "note" in changed:
        notes = _notes(ids, in_order(rows_of(session, t.Note, visit_id)))
    if "task_count" in changed:
        counts = _counts(in_order(rows_of(session, t.TaskCount, visit_id)))
    detail = replace(detail, ratings=ratings, notes=notes, counts=counts)
    return replace(detail, line=replace(detail.line, scored=detail.scored))


def _read_alone(session: Session, instruments: Instruments, before: VisitDetail) -> VisitDetail:
    """A visit without what hangs under it; of that only the teacher's own levels stay as they were."""
    visit = row_of(session, t.Visit, before.line.id)
    if visit is None:
        raise RuleBroken("Dit bezoek is er niet meer.")
    line, rows = line_of(session, visit.id), VisitRows(visit, (), (), (), (), (), None)
    return replace(as_detail(session, instruments, line, rows), teacher_levels=before.teacher_levels)


def as_detail(session: Session, instruments: Instruments, line: VisitLine, rows: VisitRows) -> VisitDetail:
    """A visit as these rows tell it: those of the file, or of a version that was kept."""
    visit, ids = rows.visit, instruments.ids(rows.visit.instrument_id)
    pupils = (
        session.scalar(select(t.ClassGroup.pupils).where(t.ClassGroup.id == visit.class_group_id))
        if visit.class_group_id
        else None
    )
    own = {row.indicator_id: Level.of(row.level) for row in rows.teacher_ratings}
    return VisitDetail(
        line=line,
        draft=draft_of(visit),
        instrument=instruments.get(visit.instrument_id),
        ratings=_ratings(ids, rows.ratings, _seen(ids, rows.seen_look_fors)),
        notes=_notes(ids, rows.notes),
        phase=visit.phase,
        started_at=visit.started_at,
        finished_at=visit.finished_at,
        pupils=pupils,
        version=visit.version,
        teacher_levels={key: own[row] for key, row in ids.indicators.items() if row in own},
        counts=_counts(rows.counts),
        count_every=visit.count_every,
    )


def _ratings(
    ids: InstrumentIds, rows: Iterable[t.Rating], seen: Mapping[str, frozenset[int]]
) -> dict[str, RatingDetail]:
    found = {row.indicator_id: row for row in rows}
    return {
        key: RatingDetail(
            level=None if row is None or row.level is None else Level.of(row.level),
            explanation="" if row is None else row.explanation,
            seen=seen[key],
        )
        for key, indicator_id in ids.indicators.items()
        for row in [found.get(indicator_id)]
    }


def _seen(ids: InstrumentIds, rows: Iterable[t.SeenLookFor]) -> dict[str, frozenset[int]]:
    """The positions of the look-fors that were ticked, of every indicator."""
    ticked = {row.look_for_id for row in rows}
    return {
        key: frozenset(at for at, row in enumerate(look_fors) if row in ticked)
        for key, look_fors in ids.look_fors.items()
    }


def _notes(ids: InstrumentIds, rows: Iterable[t.Note]) -> tuple[NoteDetail, ...]:
    keys = {row: key for key, row in ids.indicators.items()}
    return tuple(
        NoteDetail(row.id, row.at, row.phase, row.text, keys.get(row.indicator_id or ""), row.in_report)
        for row in rows
    )


def _counts(rows: Iterable[t.TaskCount]) -> tuple[CountDetail, ...]:
    return tuple(
        CountDetail(row.id, row.at, row.phase, row.on_task, row.present, row.occupation) for row in rows
    )
