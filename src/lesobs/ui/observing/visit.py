"""This file is the visit that is being observed: what each action writes, at once or after the last key."""

import uuid
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, time
from functools import partial

from PySide6.QtCore import QObject, QTimer, Signal

from lesobs.domain.errors import RuleBroken
from lesobs.domain.visit import LessonPhase, VisitState
from lesobs.services.school import School
from lesobs.services.visits import VisitDetail

SOON, AGAIN = 400, 5_000
"""Milliseconds after the last key that typing is written, and after which a failed writing is tried again."""


class Writer(QObject):
    """Writes at once, or soon after a key; what could not be written waits and is tried again."""

    saved = Signal()
    refused = Signal(RuleBroken)

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._waiting: dict[str, tuple[str, Callable[[str], None]]] = {}
        self._soon = QTimer(self, singleShot=True, interval=SOON)
        self._again = QTimer(self, singleShot=True, interval=AGAIN)
        self._soon.timeout.connect(self.flush)
        self._again.timeout.connect(self.flush)

    def now(self, write: Callable[[], object]) -> bool:
        """Write at once; False when it was refused, which `refused` tells with its sentence."""
        written = self._try(write)
        if written:
            self.saved.emit()
        return written

    def later(self, what: str, text: str, write: Callable[[str], None]) -> None:
        """Write a text that is being typed, soon after a key; `what` tells one text from another."""
        self._waiting[what] = (text, write)
        if not self._soon.isActive():  # not put off by the next key: typing on must not go unkept
            self._soon.start()

    def waiting(self, what: str) -> str | None:
        """The text of `what` as long as it is not written, else None."""
        return self._waiting[what][0] if what in self._waiting else None

    @property
    def is_waiting(self) -> bool:
        """Whether anything typed is not written yet."""
        return bool(self._waiting)

    def flush(self) -> bool:
        """Write everything that waits; False when something could not be written, which then waits on."""
        self._soon.stop()
        self._again.stop()
        written = False
        for what, entry in list(self._waiting.items()):
            text, write = entry
            if self._try(partial(write, text)):
                written = True
                if self._waiting.get(what) is entry:
                    del self._waiting[what]
        if self._waiting:
            self._again.start()
        elif written:
            self.saved.emit()
        return not self._waiting

    def _try(self, write: Callable[[], object]) -> bool:
        try:
            write()
        except RuleBroken as refusal:
            self.refused.emit(refusal)
            return False
        return True


@dataclass
class OpenNote:
    """The note in the field: kept in the file from its first words on, in the list once it is ended."""

    id: str
    at: time
    tie: str | None
    is_new: bool
    kept: bool
    """Whether it is in the file."""


class ObservedVisit(QObject):
    """One visit and everything that can be done in it. The first thing written begins a planned visit."""

    begun_by_itself = Signal()

    def __init__(self, school: School, now: Callable[[], datetime], parent: QObject) -> None:
        super().__init__(parent)
        self._school, self.now = school, now
        self.writer = Writer(self)
        self.id = ""
        self.note: OpenNote | None = None

    def open(self, visit_id: str) -> VisitDetail:
        """Turn to a visit, after writing what was typed in the one before. Raises RuleBroken."""
        self.writer.flush()
        if visit_id != self.id:
            self.id, self.note = visit_id, None
        return self.read()

    def read(self) -> VisitDetail:
        """The visit as it is in the file now. Raises RuleBroken when it is gone."""
        self.detail = self._school.visits.get(self.id)
        return self.detail

    def begin(self) -> bool:
        """Begin, or go on after finishing."""
        return self.writer.now(lambda: self._school.visits.start(self.id))

    def finish(self) -> bool:
        return self.writer.flush() and self.writer.now(lambda: self._school.visits.finish(self.id))

    def last_touched(self) -> str:
        """The indicator to go on with: the last one written on, else the first without a score."""
        touched = self._school.observing.last_touched(self.id)
        ratings = self.detail.ratings
        keys = [indicator.key for indicator in self.detail.instrument.indicators]
        return touched or next((key for key in keys if ratings[key].level is None), keys[0])

    def score(self, key: str, level: int | None) -> bool:
        return self._write(lambda: self._school.observing.score(self.id, key, level))

    def tick(self, key: str, position: int) -> bool:
        """Tick a look-for, or take the tick away."""
        seen = position not in self.detail.ratings[key].seen
        return self._write(lambda: self._school.observing.tick(self.id, key, position, seen))

    def set_phase(self, phase: LessonPhase) -> None:
        if phase is not self.detail.phase:
            self.writer.now(lambda: self._school.observing.set_phase(self.id, phase))

    def explain(self, key: str, text: str) -> None:
        """Keep the explanation of an indicator while it is typed."""
        visit_id = self.id

        def write(text: str) -> None:
            self._begin_if_planned(visit_id)
            self._school.observing.explain(visit_id, key, text)

        self.writer.later(f"explain {visit_id} {key}", text, write)

    def explanation(self, key: str) -> str:
        """The explanation as it was typed, also when it could not be written yet."""
        waiting = self.writer.waiting(f"explain {self.id} {key}")
        return self.detail.ratings[key].explanation if waiting is None else waiting

    def type_note(self, text: str, focused: str) -> None:
        """Keep the note in the field while it is typed; a new one is tied to the indicator in focus."""
        if self.note is None:
            if not text.strip():
                return
            self.note = OpenNote(str(uuid.uuid4()), self._clock(), focused, is_new=True, kept=False)
        self._keep_soon(self.note, text)

    def follow(self, text: str, focused: str) -> None:
        """While a new note is being typed another indicator came in focus: the note goes along."""
        if self.note is not None and self.note.is_new:
            self.note.tie = focused
            self._keep_soon(self.note, text)

    def end_note(self, text: str, tied: bool = True) -> bool:
        """Write the note in the field for good; False when that failed and it stays in the field."""
        note = self.note
        if note is None:
            return True
        freed = not tied and note.tie is not None
        note.tie = note.tie if tied else None
        self._keep_soon(note, text)
        if not self.writer.flush() or (freed and not note.is_new and not self.tie_note(note.id, None)):
            return False
        self.note = None
        return True

    def edit_note(self, note_id: str) -> str | None:
        """Take an earlier note into the field; gives its text, None when it is gone."""
        found = next((note for note in self.detail.notes if note.id == note_id), None)
        if found is None:
            return None
        self.note = OpenNote(found.id, found.at, found.indicator_key, is_new=False, kept=True)
        return found.text

    def note_text(self) -> str | None:
        """What the field for a note holds after a change elsewhere: another text after an undo, "" when the
        note was taken away with it, None to leave it as it is."""
        note = self.note
        if note is None or not note.kept or self.writer.waiting(_name(note)) is not None:
            return None
        for found in self.detail.notes:
            if found.id == note.id:
                note.tie = found.indicator_key
                return found.text
        self.note = None
        return ""

    def mark_time(self) -> bool:
        """Note the present moment, for words that come later."""
        return self._write(lambda: self._school.observing.add_note(self.id, self._clock()))

    def move_note(self, note_id: str, by: int, focused: str) -> None:
        """Tie a note to the indicator before or after its own; a free one to the indicator in focus."""
        keys = [indicator.key for indicator in self.detail.instrument.indicators]
        present = next((note.indicator_key for note in self.detail.notes if note.id == note_id), None)
        place = keys.index(present) + by if present else keys.index(focused)
        if 0 <= place < len(keys):
            self.tie_note(note_id, keys[place])

    def tie_note(self, note_id: str, key: str | None) -> bool:
        return self.writer.now(lambda: self._school.observing.tie_note(note_id, key))

    def remove_note(self, note_id: str) -> bool:
        return self.writer.now(lambda: self._school.observing.remove_note(note_id))

    def _keep_soon(self, note: OpenNote, text: str) -> None:
        visit_id = self.id

        def write(text: str) -> None:
            if not note.is_new:
                self._school.observing.edit_note(note.id, text)
            elif text.strip():
                self._begin_if_planned(visit_id)
                self._school.observing.write_note(visit_id, note.id, note.at, text, note.tie)
                note.kept = True
            elif note.kept:  # all words were taken out again
                self._school.observing.remove_note(note.id)
                note.id, note.kept = str(uuid.uuid4()), False

        self.writer.later(_name(note), text, write)

    def _write(self, write: Callable[[], object]) -> bool:
        def begin_and_write() -> None:
            self._begin_if_planned(self.id)
            write()

        return self.writer.now(begin_and_write)

    def _begin_if_planned(self, visit_id: str) -> None:
        if visit_id == self.id and self.detail.line.state is VisitState.PLANNED:
            self._school.visits.start(visit_id)
            self.begun_by_itself.emit()

    def _clock(self) -> time:
        return self.now().time().replace(microsecond=0)


def _name(note: OpenNote) -> str:
    return f"note {note.id}"
