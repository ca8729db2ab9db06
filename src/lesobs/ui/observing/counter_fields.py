"""This file is the parts of the counter: a field for a number or time, and the row of what is going on."""

import re
from collections.abc import Sequence
from datetime import time
from functools import partial

from PySide6.QtCore import QEvent, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QKeySequence, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QAbstractButton, QHBoxLayout, QLineEdit, QSizePolicy, QWidget

from lesobs.domain.time_on_task import Occupation
from lesobs.ui.look import font, theme
from lesobs.ui.observing.keys import Command, Do, count_command
from lesobs.ui.observing.scoring import TARGET
from lesobs.ui.widgets.marks import key_width, paint_box, paint_focus, paint_key
from lesobs.ui.widgets.text import draw_text, width_of

MOST_TYPED = 9


def number_typed(text: str) -> int | None:
    """A number as it was typed; None for anything else."""
    return int(text) if re.fullmatch(r"\s*[0-9]{1,6}\s*", text) else None


def count_typed(text: str) -> tuple[int | None, int | None]:
    """`19` or `19/26`: pupils on task and, if it was typed, pupils present; None for what can't be read."""
    on_task, _, present = text.partition("/")
    if present.strip() and number_typed(present) is None:
        return None, None
    return number_typed(on_task), number_typed(present)


def time_typed(text: str) -> time | None:
    """A time of the clock as `10.38`, `10:38` or `1038`; None for anything else."""
    found = re.fullmatch(r"\s*([0-9]{1,2})[.:, ]?([0-9]{2})\s*", text)
    if found is None or int(found[1]) > 23 or int(found[2]) > 59:
        return None
    return time(int(found[1]), int(found[2]))


class CountField(QLineEdit):
    """A short field of digits. Letters, ↑ ↓ and Enter are commands; so is Del on what was not touched yet,
    when there is something to remove."""

    commanded = Signal(Command)

    def __init__(self, name: str, width: int, signs: str) -> None:
        """`name` is read aloud; `signs` can be typed beside digits."""
        super().__init__()
        self._signs = signs
        self.removes = False
        self.setAccessibleName(name)
        self.setMaxLength(MOST_TYPED)
        self.setFixedSize(width, TARGET)
        self.setAlignment(Qt.AlignmentFlag.AlignHCenter)
        self.setFont(font("card"))
        self.textEdited.connect(lambda _: self.mark_wrong(False))

    def mark_wrong(self, wrong: bool) -> None:
        if wrong != bool(self.property("wrong")):
            self.setProperty("wrong", wrong)
            self.style().unpolish(self)
            self.style().polish(self)

    def start(self, text: str) -> None:
        """Hold another text, not touched yet."""
        self.setText(text)
        self.mark_wrong(False)

    def take_ring(self) -> None:
        """Be typed in: the first sign replaces what is there."""
        self.setFocus(Qt.FocusReason.OtherFocusReason)
        self.selectAll()

    def event(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent):
            undo, redo = (QKeySequence.StandardKey.Undo, QKeySequence.StandardKey.Redo)
            if (event.matches(undo) and not self.isUndoAvailable()) or (
                event.matches(redo) and not self.isRedoAvailable()
            ):
                event.ignore()  # what was counted before is taken back by the window
                return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        command = count_command(event)
        if command is not None and command.do is Do.COUNT_REMOVE and not self._may_remove():
            command = None
        typed = event.text()
        if command is not None:
            self.commanded.emit(command)
        elif not typed.isprintable() or not typed or typed in self._signs or typed in "0123456789":
            super().keyPressEvent(event)

    def _may_remove(self) -> bool:
        return self.removes and not self.isModified() and self.selectedText() == self.text()


class DoingRow(QWidget):
    """What pupils are doing, each with its letter; the last button leaves it unsaid."""

    commanded = Signal(Command)

    def __init__(self) -> None:
        super().__init__()
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(4)
        self._buttons: dict[Occupation | None, DoingButton] = {}
        for doing in (*Occupation, None):
            button = DoingButton(doing)
            button.clicked.connect(partial(self._tell, doing))
            button.asked.connect(self._answer)
            row.addWidget(button)
            self._buttons[doing] = button

    def button(self, doing: Occupation | None) -> "DoingButton":
        return self._buttons[doing]

    def take_ring(self, doing: Occupation | None) -> None:
        """Begin at what is likely going on."""
        self._buttons[doing].setFocus(Qt.FocusReason.TabFocusReason)

    def _tell(self, doing: Occupation | None) -> None:
        self.commanded.emit(Command(Do.COUNT_DOING, doing.letter if doing else ""))

    def _answer(self, event: QKeyEvent) -> None:
        buttons: Sequence[DoingButton] = list(self._buttons.values())
        here = next(place for place, button in enumerate(buttons) if button.hasFocus())
        step = {Qt.Key.Key_Left: -1, Qt.Key.Key_Right: 1}.get(Qt.Key(event.key()))
        command = count_command(event)
        if step is not None:
            buttons[(here + step) % len(buttons)].setFocus(Qt.FocusReason.TabFocusReason)
        elif event.key() == Qt.Key.Key_Backspace:
            self.commanded.emit(Command(Do.COUNT_STEP, 0))
        elif event.key() == Qt.Key.Key_Space or (command is not None and command.do is Do.COUNT_ON):
            buttons[here].click()
        elif command is not None:
            self.commanded.emit(command)
        else:
            event.ignore()


class DoingButton(QAbstractButton):
    """One thing pupils can be doing: its letter as a key cap, and its word below."""

    asked = Signal(QKeyEvent)

    def __init__(self, doing: Occupation | None) -> None:
        super().__init__()
        self._letter, self._word = (doing.letter, doing.short) if doing else ("-", "zonder")
        self.setAccessibleName(doing.word if doing else "niet opschrijven wat er gebeurt")
        self.setAccessibleDescription(self._letter)
        self.setToolTip(f"{self.accessibleName().capitalize()} ({self._letter})")
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:
        return QSize(max(46, round(width_of(self._word, font("note"))) + 15), 42)

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        self.asked.emit(event)

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter, box, worn = QPainter(self), QRectF(self.rect()), theme()
        ground = "sel" if self.isDown() else "hover" if self.underMouse() else "surf"
        paint_box(painter, box, QPen(worn.color("ctl"), 1), worn.color(ground), 4)
        if self.hasFocus():
            paint_focus(painter, box, 4)
        cap = key_width(self._letter)
        paint_key(painter, (box.width() - cap) / 2, 13, self._letter, 17)
        below = QRectF(0, 22, box.width(), 17)
        draw_text(painter, below, self._word, font("note"), worn.color("ink"), Qt.AlignmentFlag.AlignHCenter)
