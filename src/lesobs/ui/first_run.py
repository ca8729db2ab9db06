"""This file is the first page: a new school, the example school or a file, and what was open before."""

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFont, QKeyEvent, QPainter, QPaintEvent, QPen, QResizeEvent
from PySide6.QtWidgets import (
    QAbstractButton,
    QFrame,
    QHBoxLayout,
    QScrollArea,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from lesobs.domain import dutch
from lesobs.ui import icons
from lesobs.ui.delegates.rows import RowDelegate, RowLine
from lesobs.ui.look import font, sized_font, theme
from lesobs.ui.models.lines import ListModel
from lesobs.ui.settings import RecentFile
from lesobs.ui.widgets.buttons import quiet_button
from lesobs.ui.widgets.cards import panel
from lesobs.ui.widgets.labels import Label
from lesobs.ui.widgets.marks import IconMark, Logo, paint_box, paint_key
from lesobs.ui.widgets.tables import ListView
from lesobs.ui.widgets.text import Run, draw_text, paint_wrapped, wrapped_height

_PROMISE = "Alles blijft in één bestand op deze laptop. lesobs heeft geen internet nodig en stuurt niets weg."
_WIDEST = 900
_LOW = 560
_PAD = 20
_RING = 3
_STEPS: dict[int, int] = {Qt.Key.Key_Right: 1, Qt.Key.Key_Left: -1}


class ChoiceCard(QAbstractButton):
    """A large button with an icon, a title, two or three lines, and a last word or its key."""

    stepped = Signal(int)
    """Tells that the right (1) or left (-1) arrow was pressed."""

    def __init__(self, icon: str, title: str, text: str, last: str = "", key: str = "") -> None:
        """The letter after & in the title is the one to press, with or without Alt."""
        super().__init__()
        self._icon, self._words, self._last, self._key = icon, text, last, key
        self.setText(title)
        self.letter = title[title.index("&") + 1].upper()
        self.setAccessibleName(title.replace("&", ""))
        self.setAccessibleDescription(f"{text} {last or key}")
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)

    def hasHeightForWidth(self) -> bool:
        return True

    def heightForWidth(self, width: int) -> int:
        return max(202, round(84 + wrapped_height([self._text()], self._room(width))) + 58)

    def sizeHint(self) -> QSize:
        return QSize(290, self.heightForWidth(290))

    def minimumSizeHint(self) -> QSize:
        return QSize(190, 202)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.click()
        elif step := _STEPS.get(event.key(), 0):
            self.stepped.emit(step)
        else:
            super().keyPressEvent(event)

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter, worn, box = QPainter(self), theme(), QRectF(self.rect())
        card = box.adjusted(_RING, _RING, -_RING, -_RING)
        if self.hasFocus():
            paint_box(painter, box, QPen(worn.color("acc"), 2), None, 7)
        ground = worn.color("sel" if self.isDown() else "hover" if self.underMouse() else "surf")
        paint_box(painter, card, None, ground, 6)
        paint_box(painter, card, QPen(worn.color("acc" if self.hasFocus() else "line2"), 1), None, 6)
        left, width = _PAD + _RING + 1, self._room(self.width())
        icons.draw(painter, QRectF(left, 22, 30, 30), self._icon, "acc")
        paint_wrapped(painter, QRectF(left, 58, width, 22), self._title())
        paint_wrapped(painter, QRectF(left, 85, width, self.height() - 84), [self._text()])
        foot = self.height() - 30
        if self._key:
            paint_key(painter, left, foot, self._key)
        else:
            line = QRectF(left, foot - 10, width, 20)
            draw_text(painter, line, self._last, font("secondary"), worn.color("ink"))

    def _room(self, width: int) -> float:
        return width - 2 * (_PAD + _RING + 1)

    def _title(self) -> list[Run]:
        """The title with its letter underlined."""
        plain, ink = font("panel"), theme().color("ink")
        underlined = QFont(plain)
        underlined.setUnderline(True)
        before, _, after = self.text().partition("&")
        runs = [Run(before, plain, ink), Run(after[:1], underlined, ink), Run(after[1:], plain, ink)]
        return [run for run in runs if run.text]

    def _text(self) -> Run:
        return Run(self._words, font("body"), theme().color("mute"))


class FirstRunPage(QWidget):
    """Shown when no school is open; each signal is one choice of the user."""

    new_school = Signal()
    example = Signal()
    open_file = Signal()
    open_recent = Signal(str)
    """Tells the path of the file."""
    help = Signal()

    def __init__(self, recent: Sequence[RecentFile]) -> None:
        super().__init__()
        self.cards = (
            ChoiceCard(
                "school",
                "&Nieuwe school",
                "Begin met de naam van de school en een lijst van docenten uit jullie administratie "
                "(Excel of CSV).",
                "ongeveer 5 minuten",
            ),
            ChoiceCard(
                "lamp",
                "&Voorbeeldschool bekijken",
                "Een verzonnen school met 60 docenten en twee jaar bezoeken. Probeer alles; er kan niets "
                "misgaan.",
                "meteen klaar",
            ),
            ChoiceCard(
                "folder",
                "Bestand &openen",
                "Een schoolbestand (.lesobs) van deze laptop of een USB-stick, of een reservekopie.",
                key="Ctrl+O",
            ),
        )
        for card, chosen in zip(self.cards, (self.new_school, self.example, self.open_file), strict=True):
            card.clicked.connect(lambda _=False, chosen=chosen: chosen.emit())
            card.stepped.connect(lambda by, card=card: self._step(card, by))
        self.recent = ListView("Laatst geopend")
        self._build(recent)
        self.setFocusProxy(self.cards[0])

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """The letter of a card alone is enough here."""
        for card in self.cards:
            if event.text().upper() == card.letter and not event.modifiers():
                card.click()
                return
        super().keyPressEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """A low window gets less air, so that all of it can be seen."""
        super().resizeEvent(event)
        low = event.size().height() < _LOW
        self._column.setContentsMargins(0, 6 if low else 54, 0, 8)
        self._column.setSpacing(10 if low else 23)

    def _step(self, card: ChoiceCard, by: int) -> None:
        place = (self.cards.index(card) + by) % len(self.cards)
        self.cards[place].setFocus(Qt.FocusReason.TabFocusReason)

    def _build(self, recent: Sequence[RecentFile]) -> None:
        inside = QWidget()
        inside.setMaximumWidth(_WIDEST + 6)
        inside.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        column = self._column = QVBoxLayout(inside)
        column.setSpacing(0)
        column.addLayout(_welcome())
        cards = QHBoxLayout()
        cards.setSpacing(14 - 2 * _RING)
        for card in self.cards:
            cards.addWidget(card, 1)
        column.addLayout(cards)
        if recent:
            column.addWidget(_inset(self._recent_card(recent)))
        column.addWidget(_inset(self._promise()))
        column.addStretch()
        middle = QWidget()
        row = QHBoxLayout(middle)
        row.setContentsMargins(16, 0, 16, 0)
        row.addStretch(1)
        row.addWidget(inside, 100)
        row.addStretch(1)
        scroll = QScrollArea()
        scroll.setFrameShape(QFrame.Shape.NoFrame)
        scroll.setWidgetResizable(True)
        scroll.setWidget(middle)
        scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(scroll)

    def _recent_card(self, recent: Sequence[RecentFile]) -> QWidget:
        frame, column = panel(0)
        word = Label("Laatst geopend", "secondary", "mute")
        word.setContentsMargins(14, 13, 0, 0)
        row = QHBoxLayout()
        row.setSpacing(0)
        row.addWidget(word, 0, Qt.AlignmentFlag.AlignTop)
        row.addWidget(self.recent, 1)
        column.addLayout(row)
        column.setContentsMargins(1, 1, 1, 1)
        model = ListModel[RowLine](self)
        model.set_lines([_recent_line(file) for file in recent])
        self.recent.setModel(model)
        delegate = RowDelegate(self.recent)
        self.recent.setItemDelegate(delegate)
        self.recent.fit_height()
        self.recent.select_row(-1)
        delegate.pressed.connect(lambda index: self.open_recent.emit(str(model.line(index).key)))
        self.recent.activated.connect(lambda index: self.open_recent.emit(str(model.line(index).key)))
        return frame

    def _promise(self) -> QWidget:
        whole = QWidget()
        row = QHBoxLayout(whole)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(4)
        row.addWidget(IconMark("shield", 15, "mute"))
        row.addWidget(Label(_PROMISE, "secondary", "mute", wrap=True), 1)
        read = quiet_button("Lees voor je begint", key="F1", small=True)
        read.clicked.connect(self.help)
        row.addWidget(read)
        return whole


def _welcome() -> QHBoxLayout:
    row = QHBoxLayout()
    row.setSpacing(16)
    titles = QVBoxLayout()
    titles.setSpacing(0)
    titles.addWidget(Label("Welkom bij lesobs", "welcome"))
    words = "Van lesbezoek naar gesprek, van gesprek naar beeld, van beeld naar een plan dat rond komt."
    subtitle = Label(words, tone="mute", wrap=True)
    subtitle.setFont(sized_font(15))
    titles.addWidget(subtitle)
    row.addSpacing(3)
    row.addWidget(Logo(54))
    row.addLayout(titles, 1)
    return row


def _inset(widget: QWidget) -> QWidget:
    """In line with the edges of the cards, which keep 3 px for their ring."""
    whole = QWidget()
    whole.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Maximum)
    row = QHBoxLayout(whole)
    row.setContentsMargins(_RING, 0, _RING, 0)
    row.addWidget(widget)
    return whole


def _recent_line(file: RecentFile) -> RowLine:
    moment = dutch.day_and_clock(file.opened_at)
    facts = [_folder_name(file.path), moment, *(["met wachtwoord"] if file.encrypted else [])]
    return RowLine(
        file.path, file.path.name, " · ".join(facts), icon="file", action="Openen", tooltip=str(file.path)
    )


def _folder_name(path: Path) -> str:
    return path.parent.name or str(path.parent)
