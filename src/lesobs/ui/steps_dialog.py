"""This file is the shape of a dialog in steps: all is chosen and looked over, and only then it happens."""

from collections.abc import Sequence

from PySide6.QtCore import QSize
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QDialog, QHBoxLayout, QVBoxLayout, QWidget

from lesobs.ui import ask
from lesobs.ui.look import PAGE
from lesobs.ui.screen import fit_screen
from lesobs.ui.widgets.bars import MessageBar, MessageKind
from lesobs.ui.widgets.buttons import Button, Switch, main_button, plain_button
from lesobs.ui.widgets.cards import rule
from lesobs.ui.widgets.labels import Label


class StepsDialog(QDialog):
    """Ctrl+Enter or Alt+→ goes on, Alt+← goes back, Esc leaves, after a question when something was chosen.

    A subclass fills `body` and then calls `begin`; it shows a step in `show_step`, tells in `_choice` what is
    chosen now, and does it in `_apply`. `sentence` says afterwards what was done.
    """

    def __init__(
        self, parent: QWidget, heading: str, steps: Sequence[tuple[str, str]], main_key: str
    ) -> None:
        """`steps` are (key, words); `main_key` is what the main button shows: the key that one uses here."""
        super().__init__(parent)
        self.sentence = ""
        self.steps = Switch("Stap", steps, small=True)
        self.steps.changed.connect(self.show_step)
        self._order = [key for key, _ in steps]
        self._words = Label(tone="mute", wrap=True)
        self._message = MessageBar("error")
        self._message.hide()
        self.main = main_button("Volgende", "", main_key)
        self.main.clicked.connect(self.go_on)
        self.back = plain_button("Vorige", "", "Alt+←")
        self.back.setAutoDefault(False)
        self.back.clicked.connect(self.go_back)
        self._head, self._beside_steps = QVBoxLayout(), QHBoxLayout()
        self.body, self._foot = QVBoxLayout(), QHBoxLayout()
        self._build(heading)
        for keys, do in (
            (("Alt+Left",), self.go_back),
            (("Alt+Right", "Ctrl+Return", "Ctrl+Enter"), self.go_on),
        ):
            for key in keys:
                QShortcut(QKeySequence(key), self, do)
        self._at_first: object = None

    def begin(self, largest: QSize) -> None:
        """Show the first step, as large as the screen has room for; from here on, choices are the user's."""
        fit_screen(self, largest.width(), largest.height())
        self._at_first = self._choice()
        self.show_step(self._order[0])

    def show_step(self, step: str) -> None:
        """Go to a step, with the keyboard in it."""
        raise NotImplementedError

    def go_on(self) -> None:
        """The next step; at the last one, do it."""
        here = self._order.index(self.steps.value())
        if here + 1 < len(self._order):
            self.show_step(self._order[here + 1])
        else:
            self._apply()

    def go_back(self) -> None:
        self.show_step(self._order[max(0, self._order.index(self.steps.value()) - 1)])

    def reject(self) -> None:
        if self._choice() == self._at_first or ask.confirm(
            self, "Niet doen?", "Wat je hier hebt gekozen, is nog niet gedaan.", "Weggooien"
        ):
            super().reject()

    def add_left(self, button: Button) -> None:
        """Set a button at the left of the foot."""
        self._foot.insertWidget(0, button)

    def _choice(self) -> object:
        raise NotImplementedError

    def _apply(self) -> None:
        raise NotImplementedError

    def _say(self, kind: MessageKind, sentence: str) -> None:
        self._message.set_message(kind, sentence)
        self._message.show()

    def _build(self, heading: str) -> None:
        cancel = plain_button("Annuleren", key="Esc")
        cancel.setAutoDefault(False)
        cancel.clicked.connect(self.reject)
        self._head.setContentsMargins(PAGE, 14, PAGE, 10)
        self._head.setSpacing(8)
        self._head.addWidget(Label(heading, "page"))
        self._beside_steps.addWidget(self.steps)
        self._beside_steps.addStretch()
        self._head.addLayout(self._beside_steps)
        self._head.addWidget(self._words)
        self._head.addWidget(self._message)
        self.body.setContentsMargins(PAGE, 0, PAGE, 12)
        self._foot.setContentsMargins(PAGE, 12, PAGE, 14)
        self._foot.setSpacing(9)
        self._foot.addStretch()
        for button in (cancel, self.back, self.main):
            self._foot.addWidget(button)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.setSpacing(0)
        outer.addLayout(self._head)
        outer.addLayout(self.body, 1)
        outer.addWidget(rule())
        outer.addLayout(self._foot)
