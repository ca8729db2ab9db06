"""This file is the buttons of the filter: a choice with a menu, what has no room, and a chip that counts."""

from collections.abc import Sequence

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QAction, QActionGroup, QFontMetricsF, QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QAbstractButton, QMenu, QSizePolicy, QWidget

from lesobs.ui.look import font, theme
from lesobs.ui.widgets.buttons import Button
from lesobs.ui.widgets.marks import chip_width, paint_box, paint_chip, paint_focus

WIDEST = 150
"""Words wider than this are cut off in a button; its tool tip and its name keep them whole."""
MORE = "Meer filters"

Offered = tuple[str, str, object]
"""The words on the button, an explanation behind them in the menu, and the value."""


def cut(words: str, strong: bool, widest: float = WIDEST) -> str:
    """Words as they fit in a button."""
    metrics = QFontMetricsF(font("small", strong))
    return metrics.elidedText(words, Qt.TextElideMode.ElideRight, widest).replace("&", "&&")


class Choice(Button):
    """A button with an arrow that shows what was chosen, in bold when that leaves something out."""

    picked = Signal()

    def __init__(self, name: str, choices: Sequence[Offered]) -> None:
        """`name` is read aloud; the first choice is the usual one."""
        super().__init__(choices[0][0], small=True, arrow=True)
        self._name = name
        self.menu_of_choices = QMenu(self)
        self._group = QActionGroup(self)
        self._value: object = choices[0][2]
        self._choices: list[Offered] = []
        self.clicked.connect(lambda: self.menu_of_choices.popup(self.mapToGlobal(self.rect().bottomLeft())))
        self.set_choices(choices)

    def value(self) -> object:
        return self._value

    def words(self) -> str:
        """What is chosen, as it stands in the menu."""
        return next((words for words, _, value in self._choices if value == self._value), "")

    def is_active(self) -> bool:
        """Whether another choice than the first holds."""
        return self._value != self._choices[0][2]

    def set_choices(self, choices: Sequence[Offered]) -> None:
        """Offer other choices; what was chosen stays when it is still there."""
        if list(choices) == self._choices:
            return
        self.menu_of_choices.clear()
        self._choices = list(choices)
        for words, explanation, value in choices:
            action = QAction(f"{words}  {explanation}".strip().replace("&", "&&"), self.menu_of_choices)
            action.setCheckable(True)
            action.triggered.connect(lambda _=False, value=value: self._pick(value))
            self._group.addAction(action)
            self.menu_of_choices.addAction(action)
        self.set_value(self._value)

    def set_value(self, value: object) -> None:
        """Show a choice without telling it; an unknown value shows the first."""
        known = [choice[2] for choice in self._choices]
        place = known.index(value) if value in known else 0
        self._value = known[place]
        words, active = self._choices[place][0], place > 0
        self.menu_of_choices.actions()[place].setChecked(True)
        self.menu_of_choices.setTitle(f"{self._name}: {words}".replace("&", "&&"))
        self.setFont(font("small", active))
        self.setText(cut(words, active))
        self.setAccessibleName(f"{self._name}: {words}")
        self.setToolTip(self.accessibleName())

    def menu_actions(self) -> list[QAction]:
        """The entries of its menu."""
        return self.menu_of_choices.actions()

    def _pick(self, value: object) -> None:
        self.set_value(value)
        self.picked.emit()


class MoreChoices(Button):
    """The choices that have no room, each as a menu of its own; what they leave out stands on the button."""

    def __init__(self) -> None:
        super().__init__(MORE, small=True, arrow=True)
        self._menu = QMenu(self)
        self.clicked.connect(lambda: self._menu.popup(self.mapToGlobal(self.rect().bottomLeft())))

    def hold(self, choices: Sequence[Choice], spare: float = 0) -> None:
        """Offer these choices; `spare` is how much wider than a choice it may be."""
        self._menu.clear()
        for choice in choices:
            self._menu.addMenu(choice.menu_of_choices)
        chosen = ", ".join(choice.words() for choice in choices if choice.is_active())
        self.setFont(font("small", bool(chosen)))
        self.setText(cut(chosen or MORE, bool(chosen), WIDEST + spare))
        self.setAccessibleName(f"{MORE}: {chosen}" if chosen else MORE)
        self.setToolTip(self.accessibleName())


class ChipButton(QAbstractButton):
    """A chip with a count that shows only what it counts while it is pressed."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setCheckable(True)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self._sign, self._count = "warn", 0

    def set_count(self, count: int, words: str, sign: str = "warn") -> None:
        """Show `3 over tijd`; nothing to count hides it, unless it is pressed."""
        self._sign, self._count = sign, count
        self.setText(f"{count} {words}")
        self.setAccessibleName(self.text())
        self.setToolTip(f"Toon alleen: {words}")
        self.set_on(self.isChecked())

    def set_on(self, on: bool) -> None:
        """Show it pressed or not, without telling it."""
        self.setChecked(on)
        self.setVisible(self._count > 0 or on)
        self.updateGeometry()

    def sizeHint(self) -> QSize:
        sign = "check" if self.isChecked() else self._sign
        return QSize(round(chip_width(self.text(), "attention", sign)) + 6, 28)

    def nextCheckState(self) -> None:
        super().nextCheckState()
        self.updateGeometry()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.click()
        else:
            super().keyPressEvent(event)

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter, middle = QPainter(self), self.height() / 2
        sign = "check" if self.isChecked() else self._sign
        paint_chip(painter, 3, middle, self.text(), "attention", sign)
        if self.isChecked():
            box = self.rect().toRectF().adjusted(2, 3, -2, -3)
            pen = painter.pen()
            pen.setColor(theme().color("attention"))
            pen.setWidthF(1.6)
            paint_box(painter, box, pen, None, 11)
        if self.hasFocus():
            paint_focus(painter, self.rect().toRectF().adjusted(0, 1, 0, -1), 13)
