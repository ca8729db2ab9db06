"""This file is the visit that is being observed: what each action writes, at once or after the last key."""

from collections.abc import Callable
from datetime import datetime, time

from PySide6.QtCore import QObject, Signal

from lesobs.domain import dutch
from lesobs.domain.texts import fitting
from lesobs.domain.visit import LessonPhase, VisitState
from lesobs.services.observing import NOTING
from lesobs.services.school import School
from lesobs.services.visit_detail import NoteDetail, VisitDetail
from lesobs.ui.observing.listed_notes import ListedNotes
from lesobs.ui.observing.open_note import OpenNote, split_time, with_time
from lesobs.ui.observing.shown import with_waiting
from lesobs.ui.observing.visit_counts import VisitCounts
from lesobs.ui.unkept import lesson_words
from lesobs.ui.writer import What, Writer


class ObservedVisit(QObject):
    """One visit and everything that can be done in it. The first thing written begins a planned visit.

    `detail` is the visit as the file has it, with what waits to be written already in it.
    """

    begun_by_itself = Signal()
    overtaken = Signal(str)
    """A text that was written here had been changed elsewhere; gives its name."""

    detail: VisitDetail

    def __init__(self, school: School, now: Callable[[], datetime], parent: QObject) -> None:
        super().__init__(parent)
        self._school, self.now = school, now
        self.writer = Writer(self)
        self.id = ""
        self._is_read = False
        """Whether what is known of the visit is what the file has."""
        self.note: OpenNote | None = None
        self.from_paper = False
        """Whether a form on paper is being entered: what one types is then of another moment."""
        self.listed, self.counts = ListedNotes(self, school), VisitCounts(self, school)
        self._known: dict[What, str] = {}
        """Of each text that is being typed, what the file had of it as far as this page knows."""

    def open(self, visit_id: str) -> VisitDetail:
        """Turn to a visit, after writing what was typed in the one before. Raises RuleBroken, and then stays
        with the one before."""
        self.writer.flush()
        stored = self._school.visits.get(visit_id)
        if visit_id != self.id:
            self.id, self.note, self.from_paper = visit_id, None, False
            self._known.clear()
        return self._take(stored)

    def read(self) -> VisitDetail:
        """The visit as it is now. Raises RuleBroken when it is gone."""
        self._is_read = False
        return self._take(self._school.visits.get(self.id))

    def read_changed(self, tables: frozenset[str]) -> VisitDetail:
        """The visit as it is after a change of these tables. Raises RuleBroken when it is gone."""
        if not self._is_read:  # it could not be read after an earlier change
            return self.read()
        self._is_read = False
        return self._take(self._school.visits.get_changed(self._stored, tables))

    def _take(self, stored: VisitDetail) -> VisitDetail:
        self._stored, self._is_read = stored, True
        self.writer.about = lesson_words(stored.line)
        return self.show_waiting()

    def show_waiting(self) -> VisitDetail:
        """The visit with what could not be written; for that the file need not be read."""
        self.detail = with_waiting(self._stored, self.writer.of_visit(self.id))
        return self.detail

    def forget_typing(self) -> None:
        """Begin anew with what the file holds: what was being typed is given up."""
        self.note = None
        self._known.clear()

    def code(self, key: str) -> str:
        """The code of an indicator (`A3`) by its key."""
        return next(one.code for one in self.detail.instrument.indicators if one.key == key)

    def begin(self) -> bool:
        """Begin, or go on after finishing. In which state a visit is, the file says at once or not at all:
        a step that waited would be taken later, when nobody asks for it any more."""
        return self.writer.now(lambda: self._school.visits.start(self.id))

    def finish(self) -> bool:
        return self.writer.flush() and self.writer.now(lambda: self._school.visits.finish(self.id))

    def last_touched(self) -> str:
        """The indicator to go on with: the last one written on, else the first without a score."""
        touched = self._school.observing.last_touched(self.id)
        ratings = self.detail.ratings
        keys = [indicator.key for indicator in self.detail.instrument.indicators]
        return touched or next((key for key in keys if ratings[key].level is None), keys[0])

    # Scores, look-fors, phases

    def score(self, key: str, level: int | None) -> bool:
        visit_id, school = self.id, self._school
        name = f"score bij {self.code(key)}"
        return self.write(
            ("score", visit_id, key), name, level, lambda: school.observing.score(visit_id, key, level)
        )

    def tick(self, key: str, position: int) -> bool:
        """Tick a look-for, or take the tick away."""
        visit_id, school = self.id, self._school
        seen = position not in self.detail.ratings[key].seen
        return self.write(
            ("tick", visit_id, key, str(position)),
            f"kijkpunt {position + 1} bij {self.code(key)}",
            seen,
            lambda: school.observing.tick(visit_id, key, position, seen),
        )

    def set_phase(self, phase: LessonPhase) -> None:
        if phase is not self.detail.phase:
            visit_id, school = self.id, self._school
            self.writer.at_once(
                ("phase", visit_id), "lesfase", phase, lambda: school.observing.set_phase(visit_id, phase)
            )

    # Texts

    def ask(self, question: str) -> None:
        """Keep the focus question while it is typed."""
        visit_id, school, kept = self.id, self._school, fitting(question)
        self.writer.later(
            ("question", visit_id), "kijkvraag", question, lambda: school.observing.ask(visit_id, kept)
        )

    def explain(self, key: str, text: str) -> None:
        """Keep the explanation of an indicator while it is typed."""
        visit_id, what = self.id, ("explain", self.id, key)
        self._known.setdefault(what, self._stored.ratings[key].explanation)
        name = f"toelichting bij {self.code(key)}"

        def write() -> None:
            self._begin_if_planned(visit_id)
            overtaken = visit_id == self.id and self._stored.ratings[key].explanation != self._known.get(what)
            kept = fitting(text)
            self._school.observing.explain(visit_id, key, kept, anew=overtaken)
            self._known[what] = kept
            if overtaken:
                self.overtaken.emit(name)

        self.writer.later(what, name, text, write)

    def explanation(self, key: str, typed: str | None) -> str:
        """The explanation to show: as it waits to be written, else as it is being `typed`, else as it is."""
        what = ("explain", self.id, key)
        waiting = self.writer.waiting(what)
        if waiting is not None:
            return str(waiting.value)
        if typed is not None:
            return typed
        self._known.pop(what, None)
        return self._stored.ratings[key].explanation

    # The note in the field

    def type_note(self, text: str, focused: str) -> None:
        """Keep the note in the field while it is typed; a new one is tied to the indicator in focus. What is
        typed right after a time mark was made, are the words of that."""
        if self.note is None:
            if not text.strip():
                return
            mark = self._mark_of_now()
            self.note = OpenNote.at_mark(mark, focused) if mark else OpenNote.new(self.time_of_new(), focused)
        self._keep_soon(self.note, text)

    def follow(self, text: str, focused: str) -> None:
        """While a new note is being typed another indicator came in focus: the note goes along."""
        if self.note is not None and self.note.is_new:
            self.note.tie = focused
            self._keep_soon(self.note, text)

    def end_note(self, text: str, tied: bool = True) -> bool:
        """Write the note in the field for good; False when the rules refuse it and it stays in the field."""
        note = self.note
        if note is None:
            return True
        freed = not tied and note.tie is not None
        note.tie = note.tie if tied else None
        self._keep_soon(note, text)
        self.writer.flush()
        if self.writer.is_refused(("note", self.id, note.id)):
            return False
        if freed and not note.is_new and not self.listed.tie(note.id, None):
            return False
        self.note = None
        return True

    def edit_note(self, note_id: str) -> str | None:
        """Take an earlier note into the field; gives its text with its time, None when it is gone. What the
        file did not take of it yet is in it; a note that waits as a whole is a new one still."""
        shown, stored = self.shown_note(note_id), self._found(note_id)
        if shown is None:
            return None
        if stored is None:
            self.note = OpenNote(note_id, shown.at, shown.indicator_key, is_new=True)
            return shown.text
        self.note = OpenNote.of(shown)
        self.note.known = stored.text
        return with_time(shown)

    def note_text(self, shown: str, typing: bool) -> str | None:
        """What the field for a note holds after a change: other words when they were changed elsewhere and
        nobody is `typing` here, "" when the note was taken away with them, None to leave what is `shown`."""
        note = self.note
        if note is None or not note.kept or self.writer.waiting(("note", self.id, note.id)) is not None:
            return None
        found = self._found(note.id)
        if found is None and typing:
            return None
        if found is None:
            self.note = None
            return ""
        note.tie = found.indicator_key
        if typing or self._read(note, shown) == (found.at, found.text):
            return None
        note.at, note.known = found.at, found.text
        return found.text if note.is_new else with_time(found)

    def shown_note(self, note_id: str) -> NoteDetail | None:
        """A note as it is shown: also what waits for the file."""
        return next((note for note in self.detail.notes if note.id == note_id), None)

    def _mark_of_now(self) -> NoteDetail | None:
        """The time mark that was made in this very minute, if nothing else was done since."""
        newest = self.detail.notes[-1] if self.detail.notes and not self.from_paper else None
        if newest is None or newest.text or self._school.undo.next_undo != NOTING:
            return None
        return newest if dutch.clock(newest.at) == dutch.clock(self.clock()) else None

    def _found(self, note_id: str) -> NoteDetail | None:
        return next((note for note in self._stored.notes if note.id == note_id), None)

    def _read(self, note: OpenNote, text: str) -> tuple[time, str]:
        """Time and words of what is typed. During the lesson a time before a new note is part of it."""
        timed = not note.is_new or self._is_afterwards
        at, words = split_time(text) if timed else (None, text)
        if at is None or (at.hour, at.minute) == (note.at.hour, note.at.minute):
            return note.at, words
        return at, words

    def _keep_soon(self, note: OpenNote, text: str) -> None:
        visit_id = self.id
        note.at, words = self._read(note, text)
        name = f"aantekening {dutch.clock(note.at)}"
        value = NoteDetail(note.id, note.at, self.detail.phase, words, note.tie)
        self.writer.later(
            ("note", visit_id, note.id),
            name,
            value,
            lambda: self._write_note(visit_id, note, fitting(words), name),
        )

    def _write_note(self, visit_id: str, note: OpenNote, words: str, name: str) -> None:
        observing = self._school.observing
        stored = self._found(note.id) if visit_id == self.id else None
        if note.kept and stored is None and visit_id == self.id:
            note.start_again()
        overtaken = stored is not None and note.kept and stored.text != note.known
        if not note.is_new and (words, note.at) != (note.known, stored.at if stored else None):
            observing.edit_note(note.id, words, note.at, anew=overtaken or note.fresh)
            note.fresh = False
        elif not note.is_new:
            pass  # opened to be changed, and left as it was
        elif words.strip() or (note.is_mark and note.kept):
            self._begin_if_planned(visit_id)
            anew = overtaken or note.fresh
            observing.write_note(visit_id, note.id, note.at, words, note.tie, retimed=True, anew=anew)
            note.kept, note.fresh = True, False
        elif note.kept or stored is not None:  # all words were taken out again
            observing.remove_note(note.id)
            note.start_again()
        note.known = words
        if overtaken:
            self.overtaken.emit(name)

    # Writing

    def write_or_wait(self, what: What, name: str, value: object, write: Callable[[], object]) -> bool:
        """Write to a visit that was begun; False when it is neither kept nor waits for the file."""
        return self.writer.at_once(what, name, value, write) or self.writer.waiting(what) is not None

    def write(self, what: What, name: str, value: object, write: Callable[[], object]) -> bool:
        """Write, and begin the visit with it when it was only planned; False when it is not in the file."""
        visit_id = self.id

        def begin_and_write() -> None:
            self._begin_if_planned(visit_id)
            write()

        return self.writer.at_once(what, name, value, begin_and_write)

    def _begin_if_planned(self, visit_id: str) -> None:
        here = visit_id == self.id  # what waited may be of a visit before
        state = self._stored.line.state if here else self._school.visits.get(visit_id).line.state
        if state is VisitState.PLANNED:
            self._school.visits.start(visit_id)
            if here:
                self.begun_by_itself.emit()

    @property
    def _is_afterwards(self) -> bool:
        """Whether what is written was seen before: the lesson is over, or a form on paper is entered."""
        return self.from_paper or self.detail.line.state.seen

    def time_of_new(self) -> time:
        """The time of a new note: now, and after the lesson that of the last one, which it then follows."""
        notes = self.detail.notes
        return notes[-1].at if notes and self._is_afterwards else self.clock()

    def clock(self) -> time:
        """The time that is written with what one does now."""
        return self.now().time().replace(microsecond=0)
