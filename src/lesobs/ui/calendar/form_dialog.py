"""This file is what the dialogs with a form share: a refusal above it, and nothing typed is lost."""

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import (
    QDialog,
    QFrame,
    QHBoxLayout,
    QLayout,
    QScrollArea,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from lesobs.domain.errors import RuleBroken
from lesobs.ui import ask
from lesobs.ui.widgets.bars import MessageBar
from lesobs.ui.widgets.buttons import Button, main_button, plain_button


class FormDialog(QDialog):
    """Ctrl+Enter saves, Esc leaves, after a question when something was filled in.

    A subclass fills `form`, writes in `_save` (RuleBroken is shown above the form) and tells in `_values`
    what the form holds now.
    """

    def __init__(self, parent: QWidget, title: str, save: str = "Bewaar") -> None:
        super().__init__(parent)
        self.setWindowTitle(title)
        self._refusal = MessageBar("error")
        self._refusal.hide()
        self._inner = QWidget()
        self.form = QVBoxLayout(self._inner)
        self.form.setContentsMargins(20, 2, 20, 2)
        self.form.setSpacing(12)
        self._scroll = QScrollArea()
        self._scroll.setWidget(self._inner)
        self._scroll.setWidgetResizable(True)
        self._scroll.setFrameShape(QFrame.Shape.NoFrame)
        self._scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.save_button = main_button(save, "", "Ctrl+Enter")
        self.save_button.clicked.connect(self.try_to_save)
        cancel = plain_button("Annuleren", "", "Esc")
        cancel.clicked.connect(self.reject)
        for key in ("Ctrl+Return", "Ctrl+Enter"):
            QShortcut(QKeySequence(key), self, self.try_to_save)
        self._foot = QHBoxLayout()
        self._foot.setContentsMargins(20, 0, 20, 0)
        self._foot.setSpacing(9)
        self._foot.addStretch()
        self._foot.addWidget(cancel)
        self._foot.addWidget(self.save_button)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 16, 0, 16)
        column.setSpacing(12)
        bar = QHBoxLayout()
        bar.setContentsMargins(20, 0, 20, 0)
        bar.addWidget(self._refusal)
        column.addLayout(bar)
        column.addWidget(self._scroll, 1)
        column.addLayout(self._foot)
        self._at_first: object = None

    def begin(self, width: int) -> None:
        """The form is filled: from here on, changes are the user's. As high as the screen allows."""
        self._at_first = self._values()
        needed = max(self._inner.sizeHint().height(), self._inner.heightForWidth(width)) + 100
        self.resize(width, min(needed, self.screen().availableGeometry().height() - 48))

    def add_left(self, button: Button) -> None:
        """Set a button at the left of the foot."""
        self._foot.insertWidget(0, button)

    def try_to_save(self) -> None:
        """Save and close, or say above the form why not."""
        focused = self.focusWidget()
        self.save_button.setFocus()  # a field being typed in is read when it is left
        try:
            self._save()
        except RuleBroken as refusal:
            self.refuse(str(refusal))
            if focused is not None:
                focused.setFocus()
                self._scroll.ensureWidgetVisible(focused)
        else:
            self.accept()

    def refuse(self, sentence: str) -> None:
        """Say above the form what is not right yet."""
        self._refusal.set_message("error", sentence)
        self._refusal.show()

    def refusal(self) -> str:
        """The sentence that is shown above the form."""
        return "" if self._refusal.isHidden() else self._refusal.accessibleName()

    def reject(self) -> None:
        if self._values() == self._at_first or ask.confirm(
            self, "Niet bewaren?", "Wat je hier hebt ingevuld, is nog niet bewaard.", "Weggooien"
        ):
            super().reject()

    def _values(self) -> object:
        raise NotImplementedError

    def _save(self) -> None:
        raise NotImplementedError


def beside(left: QWidget, right: QWidget, shares: tuple[int, int] = (1, 1)) -> QHBoxLayout:
    """Two fields next to one another, with their shares of the width."""
    row = QHBoxLayout()
    row.setSpacing(12)
    for field, share in zip((left, right), shares, strict=True):
        field.setSizePolicy(QSizePolicy.Policy.Ignored, field.sizePolicy().verticalPolicy())
        row.addWidget(field, share)
    return row


def fill(layout: QVBoxLayout, *parts: QWidget | QLayout) -> None:
    """Put widgets and rows below one another."""
    for part in parts:
        if isinstance(part, QLayout):
            layout.addLayout(part)
        else:
            layout.addWidget(part)


def distinct(choices: Sequence[tuple[str, object]]) -> list[tuple[str, object]]:
    """Choices of which no two have the same words, so that each can be picked by typing."""
    seen: dict[str, int] = {}
    found = []
    for words, value in choices:
        number = seen[words] = seen.get(words, 0) + 1
        found.append((words if number == 1 else f"{words} ({number})", value))
    return found
