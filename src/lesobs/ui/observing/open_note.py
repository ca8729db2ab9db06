"""This file is the note that stands in the field: its time, where it belongs, and what the file has of it."""

import re
import uuid
from dataclasses import dataclass
from datetime import time

from lesobs.domain import dutch
from lesobs.services.visit_detail import NoteDetail

_LEADING_TIME = re.compile(r"\s*(\d{1,2})[.:](\d{2})[ \t]+")


@dataclass
class OpenNote:
    """The note in the field: kept in the file from its first words on, in the list once it is ended."""

    id: str
    at: time
    tie: str | None
    is_new: bool
    kept: bool = False
    """Whether it is in the file."""
    fresh: bool = False
    """Whether the next words begin an action of their own, so that undo brings back what was there."""
    known: str = ""
    """The words of it that were last written or shown here; others in the file came from elsewhere."""
    is_mark: bool = False
    """Whether it was a time mark before it had words; without them it is one again."""

    @classmethod
    def new(cls, at: time, tie: str) -> "OpenNote":
        return cls(str(uuid.uuid4()), at, tie, is_new=True)

    @classmethod
    def at_mark(cls, mark: NoteDetail, tie: str) -> "OpenNote":
        """The words of a time mark that was made just now."""
        return cls(mark.id, mark.at, tie, is_new=True, kept=True, fresh=True, is_mark=True)

    @classmethod
    def of(cls, note: NoteDetail) -> "OpenNote":
        """An earlier note, to be changed."""
        return cls(note.id, note.at, note.indicator_key, is_new=False, kept=True, fresh=True, known=note.text)

    def start_again(self) -> None:
        """Go on as another note, after this one was taken away elsewhere or has lost all its words."""
        self.id, self.known = str(uuid.uuid4()), ""
        self.is_new, self.kept, self.fresh, self.is_mark = True, False, False, False


def with_time(note: NoteDetail) -> str:
    """A note as one types it: its time before its words."""
    return f"{dutch.clock(note.at)} {note.text}"


def split_time(text: str) -> tuple[time | None, str]:
    """The clock time a text begins with, as `10.42 ` or `10:42 `, and the words after it."""
    found = _LEADING_TIME.match(text)
    if found is None or int(found[1]) > 23 or int(found[2]) > 59:
        return None, text
    return time(int(found[1]), int(found[2])), text[found.end() :]
