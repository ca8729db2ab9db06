"""This file is the pages in place of content: what to do when nothing is there, or when something failed."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from html import escape
from typing import Literal

from PySide6.QtCore import QRectF, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QGuiApplication, QPainter, QPaintEvent, QResizeEvent, QShowEvent
from PySide6.QtWidgets import (
    QApplication,
    QFrame,
    QGridLayout,
    QHBoxLayout,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from lesobs.ui.look import Tone, theme
from lesobs.ui.widgets.buttons import Button, main_button, plain_button, quiet_button
from lesobs.ui.widgets.cards import rule
from lesobs.ui.widgets.flow import FlowLayout
from lesobs.ui.widgets.labels import Label
from lesobs.ui.widgets.marks import IconMark, paint_box, paint_dashes

OutlineKind = Literal["grid", "list", "calendar", "cards"]
ROOM_FOR_OUTLINE = 330
"""Pixels of height below which an empty page leaves its drawing out, and has its words whole."""


@dataclass(frozen=True)
class Offer:
    """A button that is offered: its words, what it does, and its icon and key."""

    text: str
    do: Callable[[], object]
    icon: str = ""
    key: str = ""


class Outline(QWidget):
    """A faint drawing of what will stand here."""

    def __init__(self, kind: OutlineKind, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._kind = kind
        self.setFixedHeight(152)

    def sizeHint(self) -> QSize:
        return QSize(630, self.height())

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        _OUTLINES[self._kind](painter)


def _bar(painter: QPainter, x: float, y: float, width: float, height: float = 10) -> None:
    paint_box(painter, QRectF(x, y, width, height), None, theme().color("line"), 2)


def _box(painter: QPainter, x: float, y: float, width: float, height: float) -> None:
    paint_dashes(painter, QRectF(x, y, width, height), theme().color("line2"), 2)


def _grid(painter: QPainter) -> None:
    for row in range(5):
        _bar(painter, 0, row * 30 + 6, 110)
        for column in range(14):
            _box(painter, 140 + column * 33 + 6 * sum(column > edge for edge in (3, 7, 11)), row * 30, 30, 26)


def _list(painter: QPainter) -> None:
    for row in range(4):
        _box(painter, 0, row * 38 + 5, 22, 22)
        _bar(painter, 36, row * 38 + 5, 190 - row % 2 * 40)
        _bar(painter, 36, row * 38 + 20, 280 - row % 3 * 30, 7)
        _box(painter, 520, row * 38 + 3, 100, 26)


def _calendar(painter: QPainter) -> None:
    for row, (start, length) in enumerate(((2, 3), (5, 5), (4, 2), (9, 2), (7, 4))):
        _bar(painter, 0, row * 30 + 6, 100)
        _box(painter, 130 + start * 38, row * 30, length * 38, 20)


def _cards(painter: QPainter) -> None:
    for column in range(4):
        _bar(painter, column * 160, 0, 80)
        for row in range(2 - column % 2):
            _box(painter, column * 160, 24 + row * 66, 148, 58)


_OUTLINES: dict[OutlineKind, Callable[[QPainter], None]] = {
    "grid": _grid,
    "list": _list,
    "calendar": _calendar,
    "cards": _cards,
}


class EmptyState(QFrame):
    """An empty page: a faint outline, one title, two sentences, a main button, a way out and help."""

    def __init__(
        self,
        title: str,
        text: str,
        main: Offer | None = None,
        second: Offer | None = None,
        help: Offer | None = None,
        outline: OutlineKind = "list",
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setProperty("kind", "card")
        self.setAccessibleName(title)
        block = QWidget()
        block.setMaximumWidth(630)
        block.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        column = QVBoxLayout(block)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        self._outline = Outline(outline)
        column.addWidget(self._outline)
        column.addSpacing(18)
        self._title = Label(title, "figure", wrap=True)
        self._text = Label(text, tone="mute", wrap=True)
        self._text.setMaximumWidth(540)
        column.addWidget(self._title)
        column.addWidget(self._text)
        column.addSpacing(10)
        self.buttons: list[Button] = []
        column.addLayout(self._row(main, second, help))
        outer = QHBoxLayout(self)
        outer.addStretch(1)
        outer.addWidget(block, 100, Qt.AlignmentFlag.AlignVCenter)
        outer.addStretch(1)

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        QTimer.singleShot(0, self, self._take_ring)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._outline.setVisible(event.size().height() >= ROOM_FOR_OUTLINE)

    def _take_ring(self) -> None:
        """Be at the keyboard when what it was at went, or stands behind this."""
        focused = QApplication.focusWidget()
        if self.buttons and self.isVisible() and (focused is None or not focused.isVisible()):
            self.buttons[0].setFocus(Qt.FocusReason.OtherFocusReason)

    def _row(self, main: Offer | None, second: Offer | None, help: Offer | None) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(9)
        for offer, make in ((main, main_button), (second, plain_button), (help, quiet_button)):
            if offer is not None:
                row.addWidget(self._button(make, offer))
        row.addStretch()
        return row

    def _button(self, make: Callable[[str, str, str], Button], offer: Offer) -> Button:
        button = make(offer.text, offer.icon, offer.key)
        button.clicked.connect(lambda: offer.do())
        self.buttons.append(button)
        return button


class ErrorCard(QFrame):
    """What happened, what was kept and what you can do; the first button is the safest and has the ring."""

    chosen = Signal(int)

    def __init__(
        self,
        title: str,
        happened: str,
        kept: str,
        can_do: str,
        actions: Sequence[tuple[str, str]] = (),
        about: str = "",
        details: str = "",
        parent: QWidget | None = None,
    ) -> None:
        """`actions` are (words, icon), the safest first; `chosen` tells their place.

        `about` names the file or thing, `details` is copied for whoever helps.
        """
        super().__init__(parent)
        self.setProperty("kind", "error-card")
        self.setAccessibleName(title)
        self.setAccessibleDescription(f"{happened} {kept} {can_do}")
        column = QVBoxLayout(self)
        column.setContentsMargins(26, 22, 26, 20)
        column.setSpacing(0)
        head = QHBoxLayout()
        head.setSpacing(12)
        head.addWidget(IconMark("warn", 24, "error"))
        head.addWidget(Label(title, "page", wrap=True), 1)
        column.addLayout(head)
        if about:
            column.addSpacing(6)
            column.addWidget(Label(about, tone="mute", wrap=True))
        column.addSpacing(12)
        lines: tuple[tuple[str, Tone, str, str], ...] = (
            ("help", "ink", "Wat er gebeurde", happened),
            ("check", "done", "Wat is bewaard", kept),
            ("aright", "ink", "Wat je kunt doen", can_do),
        )
        for icon, tone, word, sentence in lines:
            column.addWidget(rule())
            column.addLayout(_line(icon, tone, word, sentence))
        column.addWidget(rule())
        column.addSpacing(16)
        column.addLayout(self._buttons(actions, details))

    def _buttons(self, actions: Sequence[tuple[str, str]], details: str) -> QHBoxLayout:
        """The actions go on in a second line where they do not fit; the details stay at the right."""
        row, offered = QHBoxLayout(), QWidget()
        row.setSpacing(9)
        flow = FlowLayout(offered, across=9, down=8)
        row.addWidget(offered, 1)
        self._first: Button | None = None
        for place, (text, icon) in enumerate(actions):
            button = plain_button(text, icon) if place else main_button(text, icon)
            button.clicked.connect(lambda _=False, place=place: self.chosen.emit(place))
            self._first = self._first or button
            flow.addWidget(button)
        if details:
            copy = quiet_button("Technische gegevens kopiëren")
            copy.clicked.connect(lambda: QGuiApplication.clipboard().setText(details))
            row.addWidget(copy, 0, Qt.AlignmentFlag.AlignBottom)
        return row

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        if self._first is not None:
            QTimer.singleShot(0, self._first, self._first.setFocus)


def _line(icon: str, tone: Tone, word: str, sentence: str) -> QGridLayout:
    grid = QGridLayout()
    grid.setContentsMargins(0, 9, 0, 9)
    grid.setHorizontalSpacing(8)
    grid.setColumnMinimumWidth(0, 22)
    grid.setColumnMinimumWidth(1, 118)
    grid.setColumnStretch(2, 1)
    top = Qt.AlignmentFlag.AlignTop
    mark = IconMark(icon, 15, tone)
    mark.setFixedHeight(18)
    grid.addWidget(mark, 0, 0, top)
    grid.addWidget(Label(word, strong=True), 0, 1, top)
    text = Label(wrap=True)
    text.set_html(escape(sentence).replace("\n", "<br>"))
    grid.addWidget(text, 0, 2)
    return grid


class ErrorPage(QWidget):
    """A whole page for one error, its card in the middle of the top; more bars may follow below."""

    def __init__(self, card: ErrorCard, *below: QWidget, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        column = QVBoxLayout()
        column.setSpacing(16)
        column.addStretch(1)
        for widget in (card, *below):
            widget.setMaximumWidth(720)
            column.addWidget(widget)
        column.addStretch(4)
        row = QHBoxLayout(self)
        row.setContentsMargins(16, 16, 16, 16)
        row.addStretch(1)
        row.addLayout(column, 100)
        row.addStretch(1)
        self.card = card
