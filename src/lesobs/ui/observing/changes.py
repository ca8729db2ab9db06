"""This file is what an undo or a redo changed in a visit, so that the ring can go there."""

from typing import Literal

from lesobs.services.visit_detail import VisitDetail

Part = Literal["score", "explanation", "note", "notes"]


def what_changed(before: VisitDetail, after: VisitDetail) -> tuple[Part, str] | None:
    """The part of the page and the key of the indicator or the id of the note; None when nothing differs that
    has a place of its own. Of a note that is gone only the part is told."""
    for key, rating in after.ratings.items():
        old = before.ratings.get(key, rating)
        if (rating.level, rating.seen) != (old.level, old.seen):
            return "score", key
        if rating.explanation != old.explanation:
            return "explanation", key
    notes = {note.id: note for note in before.notes}
    for note in after.notes:
        if notes.pop(note.id, None) != note:
            return "note", note.id
    return ("notes", "") if notes else None
