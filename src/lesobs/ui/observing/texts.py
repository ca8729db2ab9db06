"""This file is the two fields one types in while observing: the explanation of a score, and a note."""

from collections.abc import Callable

from PySide6.QtCore import QEvent, QSize, Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent, QResizeEvent, QTextCursor
from PySide6.QtWidgets import QHBoxLayout, QWidget

from lesobs.ui.observing.keys import Command, Do, text_command, typed_note_command
from lesobs.ui.widgets.fields import TextArea
from lesobs.ui.widgets.labels import KeyCap, Label

_CTRL, _SHIFT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier


ROOM = 4
"""Pixels a field is higher than its lines, so that it does not start to scroll."""


class ObservingText(TextArea):
    """A field that passes on the keys of the page. What was typed here can be undone here; after that, or
    when nothing was, Ctrl+Z is the window's."""

    commanded = Signal(Command)
    left = Signal()

    def __init__(self, name: str, lines: int, commands: Callable[[QKeyEvent], Command | None]) -> None:
        super().__init__(name, lines=lines)
        self._commands = commands

    def sizeHint(self) -> QSize:
        return super().sizeHint() + QSize(0, ROOM)

    def minimumSizeHint(self) -> QSize:
        return super().minimumSizeHint() + QSize(0, ROOM)

    def set_text(self, text: str) -> None:
        """Show a text without telling it, with the cursor at the end of other words than there were."""
        if text != self.toPlainText():
            super().set_text(text)
            self.moveCursor(QTextCursor.MoveOperation.End)

    def start(self, text: str) -> None:
        """Turn to another text: nothing to undo here, and the cursor at its end."""
        self.set_text(text)
        self.document().clearUndoRedoStacks()
        self.document().setModified(False)
        self.moveCursor(QTextCursor.MoveOperation.End)

    def is_typed_in(self) -> bool:
        """Whether somebody is typing here, so that the words must not be changed from elsewhere."""
        return self.hasFocus() and self.document().isModified()

    def event(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent):
            if self._commands(event) is not None:
                event.accept()
                return True
            if self._is_for_the_window(event):
                event.ignore()
                return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        command = self._commands(event)
        if command is not None:
            self.commanded.emit(command)
        elif self._is_for_the_window(event):
            event.ignore()
        else:
            super().keyPressEvent(event)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self.left.emit()

    def _is_for_the_window(self, event: QKeyEvent) -> bool:
        key, held = event.key(), event.modifiers()
        if key in (Qt.Key.Key_U, Qt.Key.Key_K) and held == _CTRL:  # Qt would delete the line
            return True
        if key == Qt.Key.Key_Z and held == _CTRL:
            return not self.document().isUndoAvailable()
        if (key == Qt.Key.Key_Y and held == _CTRL) or (key == Qt.Key.Key_Z and held == _CTRL | _SHIFT):
            return not self.document().isRedoAvailable()
        return False


class ExplanationField(ObservingText):
    """The evidence for a score, under a caption that says of which indicator."""

    CAPTION = 15

    def __init__(self) -> None:
        super().__init__("Toelichting", 2, text_command)
        self.tab_goes_on = False
        """Whether Tab asks for the next indicator, as on a form that is being entered."""
        self._caption = QWidget(self)
        self._caption.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        row = QHBoxLayout(self._caption)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(6)
        self._words = Label("", "caption", "mute")
        row.addWidget(self._words)
        row.addWidget(KeyCap("Tab", 16))
        self._caption.move(11, 5)
        self.setViewportMargins(0, self.CAPTION, 0, 0)

    def focusNextPrevChild(self, following: bool) -> bool:
        if following and self.tab_goes_on:
            self.commanded.emit(Command(Do.NEXT_ON_FORM))
            return True
        return super().focusNextPrevChild(following)

    def set_code(self, code: str) -> None:
        """The indicator this explains, by its code."""
        self._words.setText(f"Toelichting bij {code}")
        self._caption.adjustSize()
        self.setAccessibleName(f"Toelichting bij {code}")

    def sizeHint(self) -> QSize:
        return super().sizeHint() + QSize(0, self.CAPTION)

    def minimumSizeHint(self) -> QSize:
        return super().minimumSizeHint() + QSize(0, self.CAPTION)


class NoteField(ObservingText):
    """A note after its clock time; low and with the code behind the time in a narrow window."""

    def __init__(self) -> None:
        super().__init__("Nieuwe aantekening", 2, typed_note_command)
        self._before = Label("", "secondary", "mute", parent=self)
        self._before.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self._make_room()

    def set_before(self, words: str) -> None:
        """The time, and in a narrow window the code, before the first line."""
        if words != self._before.text():
            self._before.setText(words)
            self._make_room()

    def _make_room(self) -> None:
        self._before.adjustSize()
        self._before.move(12, 8)
        self.setViewportMargins(self._before.width() + 7, 0, 0, 0)

    def set_low(self, low: bool) -> None:
        """One line, growing to three, instead of two and more."""
        self._lines, self._most = (1, 3) if low else (2, 8)
        self.setMinimumHeight(40)  # a finger must hit it
        self.updateGeometry()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.updateGeometry()
