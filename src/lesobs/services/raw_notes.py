"""This file is the notes of a lesson that stay out of the report: which, and how they go for good."""

from collections.abc import Sequence

from sqlalchemy import delete, func, select
from sqlalchemy.orm import Session

from lesobs.domain.visit import goes_into_report
from lesobs.services.visit_rows import without_notes
from lesobs.storage import tables as t


def raw_notes(session: Session, visits: Sequence[t.Visit]) -> list[t.Note]:
    """The notes of these visits that the teacher does not read."""
    of_the_lesson = t.Note.visit_id.in_([visit.id for visit in visits])
    notes = session.scalars(select(t.Note).where(of_the_lesson))
    return [note for note in notes if not goes_into_report(note.indicator_id is not None, note.in_report)]


def wipe(session: Session, visits: Sequence[t.Visit]) -> None:
    """Take the raw notes away with every earlier wording, those that were deleted before from the history
    too; the file keeps nothing of what is deleted."""
    session.flush()
    lesson = [visit.id for visit in visits]
    raw = {note.id for note in raw_notes(session, visits)}
    ids = raw | _deleted_notes(session, lesson)
    kept = session.scalars(select(t.VisitVersion).where(t.VisitVersion.visit_id.in_(lesson))).all()
    for row in kept:
        row.content = without_notes(row.content, ids)
    session.flush()
    session.execute(delete(t.Change).where(t.Change.table == "note", t.Change.row_id.in_(ids)))
    told_of_versions = select(t.Change).where(
        t.Change.table == "visit_version", t.Change.row_id.in_([row.id for row in kept])
    )
    for change in session.scalars(told_of_versions):
        for side in ("old", "new"):
            values = getattr(change, side)
            if values and "content" in values:
                setattr(change, side, {**values, "content": without_notes(values["content"], ids)})
    session.execute(delete(t.Note).where(t.Note.id.in_(raw)))
    session.add_all(t.Tombstone(row_id=one, table="note") for one in raw)


def _deleted_notes(session: Session, lesson: Sequence[str]) -> set[str]:
    """The notes that were in these visits once, as the history tells it."""
    of_lesson = func.json_extract(t.Change.old, "$.visit_id").in_(lesson)  # a deletion keeps all columns
    ids = session.scalars(select(t.Change.row_id).where(t.Change.table == "note", of_lesson))
    return {one for one in ids if session.get(t.Note, one) is None}
