"""This file is the shape of a form in a dialog: title, fields, one main button; nothing typed is lost."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import (
    QComboBox,
    QDialog,
    QFrame,
    QHBoxLayout,
    QLayout,
    QLineEdit,
    QScrollArea,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from lesobs.domain.errors import RuleBroken
from lesobs.ui import ask
from lesobs.ui.look import PAGE
from lesobs.ui.screen import fit_screen
from lesobs.ui.widgets.bars import MessageBar, MessageKind
from lesobs.ui.widgets.buttons import Button, main_button, plain_button
from lesobs.ui.widgets.cards import rule
from lesobs.ui.widgets.labels import Label


class Refused(RuleBroken):
    """What was filled in can't be; the keyboard goes to the field where it can be mended."""

    def __init__(self, sentence: str, field: QWidget) -> None:
        super().__init__(sentence)
        self.field = field


class FormDialog(QDialog):
    """Enter or Ctrl+Enter saves, Esc leaves, after a question when something was filled in.

    A subclass fills `form` and then calls `begin`; it writes in `_save` (a RuleBroken is shown above the
    form, and the dialog stays) and tells in `_values` what the form holds now.
    """

    def __init__(
        self,
        parent: QWidget,
        title: str,
        save: str,
        icon: str = "",
        explanation: str = "",
        width: int = 480,
        lowest: int = 0,
        enter_saves: bool = True,
    ) -> None:
        """`lowest` is the least height, for a form with a list that grows. Where Enter is for the fields
        themselves (`enter_saves` is False), only Ctrl+Enter saves."""
        super().__init__(parent)
        self.setWindowTitle(title)
        self._width, self._lowest = width, lowest
        self._message = MessageBar("error")
        self._message.hide()
        self._inside = QWidget()
        self._inside.setMinimumHeight(1)  # else text is measured as narrow as it can be, and so too high
        self.form = QVBoxLayout(self._inside)
        self.form.setContentsMargins(PAGE, 4, PAGE, 8)
        self.form.setSpacing(12)
        self.save_button = main_button(save, icon, "Enter" if enter_saves else "Ctrl+Enter")
        self.save_button.setDefault(enter_saves)
        self.save_button.clicked.connect(self.try_to_save)
        for key in ("Ctrl+Return", "Ctrl+Enter"):
            QShortcut(QKeySequence(key), self, self.try_to_save)
        self._foot, self._scroll = QHBoxLayout(), QScrollArea()
        self._head = self._titles(title, explanation)
        self._build()
        self._at_first: object = None

    def begin(self) -> None:
        """The form is filled: from here on, changes are the user's."""
        self._at_first = self._values()
        self.fit()

    def add_left(self, button: Button) -> None:
        """Set a button at the left of the foot."""
        self._foot.insertWidget(0, button)

    def try_to_save(self) -> None:
        """Save and close, or say above the form why not."""
        if self.saved():
            self.accept()

    def saved(self) -> bool:
        """Save and give whether that went well; when not, the form says why."""
        self._message.hide()
        focused = self.focusWidget()
        self.save_button.setFocus()  # a field being typed in is read when it is left
        try:
            self._save()
        except RuleBroken as refusal:
            field = refusal.field if isinstance(refusal, Refused) else None
            self.refuse(str(refusal), field)
            if field is None and focused is not None:
                focused.setFocus()
                self._scroll.ensureWidgetVisible(focused)
            return False
        return True

    def refuse(self, sentence: str, field: QWidget | None = None) -> None:
        """Say above the form what is not right yet; the field it is about is marked until it changes."""
        self.say("error", sentence)
        if field is not None:
            field.setFocus(Qt.FocusReason.OtherFocusReason)
        once = Qt.ConnectionType.SingleShotConnection
        if isinstance(field, QLineEdit):
            _mark(field, wrong=True)
            field.selectAll()
            field.textChanged.connect(lambda _: _mark(field, wrong=False), once)
        elif isinstance(field, QComboBox):
            _mark(field, wrong=True)
            field.currentIndexChanged.connect(lambda _: _mark(field, wrong=False), once)

    def say(self, kind: MessageKind, sentence: str) -> None:
        """Say something above the form."""
        self._message.set_message(kind, sentence)
        self._message.show()
        if self.isVisible():
            self.fit()

    def unsay(self) -> None:
        """Take back what was said above the form."""
        self._message.hide()

    def refusal(self) -> str:
        """The sentence that is shown above the form."""
        return "" if self._message.isHidden() else self._message.accessibleName()

    def fit(self) -> None:
        """Be as high as the form asks for, as far as the screen has room."""
        wanted = sum(_height(layout, self._width) for layout in (self._head, self.form, self._foot)) + 1
        fit_screen(self, self._width, max(wanted, self._lowest))

    def exec(self) -> int:
        self.fit()
        return super().exec()

    def reject(self) -> None:
        if self._values() == self._at_first or ask.confirm(
            self, "Niet bewaren?", "Wat je hier hebt ingevuld, is nog niet bewaard.", "Weggooien"
        ):
            super().reject()

    def _values(self) -> object:
        raise NotImplementedError

    def _save(self) -> None:
        raise NotImplementedError

    def _titles(self, title: str, explanation: str) -> QVBoxLayout:
        head = QVBoxLayout()
        head.setContentsMargins(PAGE, 14, PAGE, 10)
        head.setSpacing(6)
        head.addWidget(Label(title, "page"))
        if explanation:
            head.addWidget(Label(explanation, tone="mute", wrap=True))
        head.addWidget(self._message)
        return head

    def _build(self) -> None:
        self._scroll.setWidget(self._inside)
        self._scroll.setWidgetResizable(True)
        self._scroll.setFrameShape(QFrame.Shape.NoFrame)
        self._scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        cancel = plain_button("Annuleren", "", "Esc")
        cancel.clicked.connect(self.reject)
        self._foot.setContentsMargins(PAGE, 12, PAGE, 14)
        self._foot.setSpacing(9)
        self._foot.addStretch()
        self._foot.addWidget(cancel)
        self._foot.addWidget(self.save_button)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.setSpacing(0)
        outer.addLayout(self._head)
        outer.addWidget(self._scroll, 1)
        outer.addWidget(rule())
        outer.addLayout(self._foot)


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


def _height(layout: QLayout, width: int) -> int:
    """What a layout asks for at this width; text that wraps makes the difference."""
    layout.invalidate()
    return (
        layout.totalHeightForWidth(width) if layout.hasHeightForWidth() else layout.totalSizeHint().height()
    )


def _mark(field: QWidget, wrong: bool) -> None:
    field.setProperty("wrong", wrong)
    field.style().unpolish(field)
    field.style().polish(field)
