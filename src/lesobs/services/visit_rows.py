"""This file is the rows of one visit taken together: read from the file, kept as text, and put back."""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass
from functools import cache
from typing import Any, TypeVar

from sqlalchemy import Select, bindparam, select
from sqlalchemy.orm import Session

from lesobs.services.visit_lines import line_of
from lesobs.storage import tables as t
from lesobs.storage.recording import as_json, from_json

Hanging = t.Rating | t.TeacherRating | t.SeenLookFor | t.Note | t.TaskCount | t.Debrief
HANGING: tuple[type[Hanging], ...] = (
    t.Rating,
    t.TeacherRating,
    t.SeenLookFor,
    t.Note,
    t.TaskCount,
    t.Debrief,
)
"""The tables of what hangs under a visit; versions kept of it aside."""

R = TypeVar("R", bound=t.Record)
N = TypeVar("N", t.Note, t.TaskCount)


@dataclass(frozen=True, slots=True)
class VisitRows:
    """A visit and what hangs under it. Notes and counts are in the order of the lesson."""

    visit: t.Visit
    ratings: tuple[t.Rating, ...]
    teacher_ratings: tuple[t.TeacherRating, ...]
    seen_look_fors: tuple[t.SeenLookFor, ...]
    notes: tuple[t.Note, ...]
    counts: tuple[t.TaskCount, ...]
    debrief: t.Debrief | None

    @classmethod
    def read(cls, session: Session, visit: t.Visit) -> "VisitRows":
        """The rows as they are in the file now."""
        return cls._of(
            visit,
            [row for table in HANGING for row in rows_of(session, table, visit.id)],
        )

    @classmethod
    def from_text(cls, content: Mapping[str, Any]) -> "VisitRows":
        """What `as_text` wrote; the rows are no part of any file."""
        rows = [
            table(**from_json(table.__tablename__, values))
            for table in (t.Visit, *HANGING)
            for values in content[table.__tablename__]
        ]
        (visit,) = (row for row in rows if isinstance(row, t.Visit))
        return cls._of(visit, rows)

    def as_text(self) -> dict[str, Any]:
        """All columns of all rows by table, as JSON has them."""
        content: dict[str, Any] = {table.__tablename__: [] for table in (t.Visit, *HANGING)}
        for row in (self.visit, *self.hanging()):
            columns = type(row).__table__.columns
            content[row.__tablename__].append({one.name: as_json(getattr(row, one.name)) for one in columns})
        return content

    def hanging(self) -> Iterator[Hanging]:
        """Every row but that of the visit itself."""
        yield from self.ratings
        yield from self.teacher_ratings
        yield from self.seen_look_fors
        yield from self.notes
        yield from self.counts
        if self.debrief is not None:
            yield self.debrief

    @classmethod
    def _of(cls, visit: t.Visit, rows: Sequence[t.Record]) -> "VisitRows":
        def of(table: type[R]) -> tuple[R, ...]:
            return tuple(row for row in rows if isinstance(row, table))

        return cls(
            visit=visit,
            ratings=of(t.Rating),
            teacher_ratings=of(t.TeacherRating),
            seen_look_fors=of(t.SeenLookFor),
            notes=tuple(in_order(of(t.Note))),
            counts=tuple(in_order(of(t.TaskCount))),
            debrief=next(iter(of(t.Debrief)), None),
        )


def row_of(session: Session, table: type[R], row_id: str) -> R | None:
    """One row by its id. Quicker than `session.get`, which puts the same query together each time."""
    row: R | None = session.scalar(_by_id(table), {"id": row_id})
    return row


def rows_of(session: Session, table: type[R], visit_id: str) -> list[R]:
    """What hangs under a visit in one table."""
    return list(session.scalars(_of_visit(table), {"visit": visit_id}))


@cache
def _by_id(table: type[t.Record]) -> Select[Any]:
    return select(table).where(table.id == bindparam("id"))


@cache
def _of_visit(table: type[Hanging]) -> Select[Any]:
    """A query, put together once: every key while observing asks."""
    return select(table).where(table.visit_id == bindparam("visit"))


def in_order(rows: Iterable[N]) -> list[N]:
    """Notes or counts in the order of the lesson."""
    return sorted(rows, key=lambda row: (row.at, row.created_at, row.id))


def keep_version(session: Session, visit: t.Visit, reason: str) -> None:
    """Keep a settled visit as it is now, before it changes; `reason` is why it is opened again."""
    line = {name: as_json(value) for name, value in asdict(line_of(session, visit.id)).items()}
    content = {"line": line, "rows": VisitRows.read(session, visit).as_text()}
    session.add(t.VisitVersion(visit_id=visit.id, version=visit.version, reason=reason, content=content))


def without_notes(content: Mapping[str, Any], ids: Collection[str]) -> dict[str, Any]:
    """What a version keeps, without these notes."""
    rows = content["rows"]
    notes = [note for note in rows["note"] if note["id"] not in ids]
    return {**content, "rows": {**rows, "note": notes}}
