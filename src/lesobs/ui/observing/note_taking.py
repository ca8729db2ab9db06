"""This file is taking notes: the field, the list, and what keys do with a note, joined to the visit."""

from collections.abc import Callable

from PySide6.QtCore import QObject
from PySide6.QtGui import QTextCursor

from lesobs.domain import dutch
from lesobs.ui.observing.indicators import IndicatorList
from lesobs.ui.observing.keys import Command, Do
from lesobs.ui.observing.panels import Panels
from lesobs.ui.observing.visit import ObservedVisit


class NoteTaking(QObject):
    """Typing a new note, changing an earlier one, and moving, reporting or removing those in the list."""

    def __init__(self, visit: ObservedVisit, panels: Panels, may_write: Callable[[], bool]) -> None:
        super().__init__(visit)
        self._visit, self._panels, self._may_write = visit, panels, may_write
        self._indicators: IndicatorList = panels.indicators
        self._list, self._entry = panels.notes.list, panels.entry
        self._entry.typed.connect(self._type)
        self._indicators.note_dropped.connect(visit.listed.tie)
        panels.notes.asked.connect(self.start_new)

    def show(self) -> None:
        """Show the notes of the visit; the new one in the field is not in the list yet."""
        note, detail = self._visit.note, self._visit.detail
        hidden = note.id if note is not None and note.is_new else None
        self._panels.show_notes(detail, self._indicators.current_key(), hidden)
        self.show_entry()

    def show_change(self, replaying: bool) -> None:
        """After a change: other words in the field when they came from elsewhere, or from an undo."""
        field = self._entry.field
        typing = field.is_typed_in() and not replaying
        text = self._visit.note_text(field.toPlainText(), typing)
        if text is not None:
            field.set_text(text)

    def show_entry(self) -> None:
        """Say of the note in the field when it was seen and where it belongs."""
        visit = self._visit
        if not visit.id:
            return
        note = visit.note
        at, tie = (note.at, note.tie) if note else (visit.time_of_new(), self._indicators.current_key())
        shown = "" if visit.from_paper and note is None else dutch.clock(at)  # the form says when it was
        self._entry.show_tie(shown, visit.code(tie) if tie else "", bool(note and not note.is_new))

    def follow(self, key: str) -> None:
        """Another indicator came in focus: a new note that is being typed goes along."""
        if self._entry.field.hasFocus():
            self._visit.follow(self._entry.field.toPlainText(), key)

    def start_new(self) -> None:
        """A note that was in the field is ended when one was typing in it; else one goes on with it."""
        note = self._visit.note
        if note is not None and (self._entry.field.hasFocus() or not note.is_new):
            self.end()
        self._entry.field.setFocus()

    def begin_with(self, letter: str) -> None:
        """Who begins a sentence in the list of indicators means a note."""
        if self._may_write():
            self.start_new()
            self._entry.field.moveCursor(QTextCursor.MoveOperation.End)
            self._entry.field.insertPlainText(letter)

    def end(self, tied: bool = True) -> bool:
        """End the note in the field; False when it could not be written and stays there."""
        note = self._visit.note
        if note is None:
            return True
        if not self._visit.end_note(self._entry.field.toPlainText(), tied):
            return False
        self._entry.field.start("")
        self._visit.show_waiting()
        self.show()
        if not note.is_new and self._entry.field.hasFocus():
            self.go_to(note.id)
        return True

    def go_to(self, note_id: str) -> None:
        """Give the ring to a note: in the list, or in the field when it stands there."""
        note = self._visit.note
        if note is not None and note.id == note_id:
            self._entry.field.setFocus()
            return
        self._panels.show_tab("notes")
        self._list.setFocus()
        self._list.choose(note_id)

    def do(self, command: Command) -> None:
        """Do what a key on a note asked for."""
        note_id, value = self._list.current_id(), command.value
        if not note_id or not self._may_write():
            return
        match command.do:
            case Do.EDIT_NOTE:
                self._edit(note_id)
            case Do.MOVE_NOTE:
                self._visit.listed.move(note_id, int(value or 0), self._indicators.current_key())
            case Do.TIE_NOTE:
                self._visit.listed.tie(note_id, str(value) if value else None)
            case Do.REPORT_NOTE:
                self._visit.listed.report(note_id)
            case Do.REMOVE_NOTE:
                self._visit.listed.remove(self._list.selected_ids())
            case _:
                pass

    def _type(self, text: str) -> None:
        self._visit.type_note(text, self._indicators.current_key())
        self.show_entry()

    def _edit(self, note_id: str) -> None:
        text = self._visit.edit_note(note_id) if self.end() else None
        if text is not None:
            self._entry.field.start(text)
            self._entry.field.setFocus()
            self.show()
