"""This file is the sentence above the figures: which lessons they are of, each part opening its menu."""

from collections.abc import Callable
from dataclasses import replace
from functools import partial
from math import ceil

from PySide6.QtCore import QPoint, QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QAbstractButton, QFrame, QHBoxLayout, QMenu, QSizePolicy, QWidget

from lesobs.domain.narrowing import Split
from lesobs.domain.picture import WITHOUT_APPRAISALS
from lesobs.ui.look import font, theme
from lesobs.ui.picture.asking import Answer
from lesobs.ui.picture.filters import (
    ALL,
    TITLES,
    LabelMenu,
    month_menu,
    parts,
    with_labels,
    year_menu,
    years_said,
)
from lesobs.ui.widgets.buttons import icon_button, plain_button, quiet_button
from lesobs.ui.widgets.flow import FlowLayout
from lesobs.ui.widgets.labels import Label
from lesobs.ui.widgets.marks import IconMark, paint_box
from lesobs.ui.widgets.text import draw_text, width_of


class FilterSentence(QFrame):
    """`asked` tells another question, `filter_asked` that all of the filter is wanted, `stopped` that one
    does not want to wait."""

    asked = Signal(object)
    filter_asked = Signal()
    cleared = Signal()
    stopped = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setProperty("kind", "bar-info")
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        self._answer: Answer | None = None
        self._links: dict[str, _Link] = {}
        self._words = QWidget()
        self._flow = FlowLayout(self._words, across=4, down=0)
        self._clear = icon_button("x", "Alles weer meetellen (Esc)", small=True)
        self._clear.clicked.connect(self.cleared)
        self._filter = quiet_button("Filter", key="Ctrl+F", small=True)
        self._filter.clicked.connect(self.filter_asked)
        self._busy = Label("Rekenen…", "secondary", "mute")
        self._stop = plain_button("Stoppen", key="Esc", small=True)
        self._stop.clicked.connect(self.stopped)
        row = QHBoxLayout(self)
        row.setContentsMargins(13, 4, 10, 4)
        row.setSpacing(8)
        row.addWidget(IconMark("filter", 17))
        row.addWidget(self._words, 1)
        for widget in (self._busy, self._stop, self._clear, self._filter):
            row.addWidget(widget)
            widget.hide()
        self._filter.show()

    def show_answer(self, answer: Answer) -> None:
        """Say which lessons these are."""
        if self._answer == answer:
            return
        self._answer = answer
        focused = next((key for key, link in self._links.items() if self.focusWidget() is link), "")
        while (item := self._flow.takeAt(0)) is not None:
            if (widget := item.widget()) is not None:
                widget.hide()
                widget.deleteLater()
        total = answer.picture.total
        found = total.sentence if total.lessons != 0 else "Geen lessen"
        self._say(_words(f"{found[:1].upper()}{found[1:]},", strong=True))
        self._links = {"years": self._link("Schooljaar", years_said(answer.question.years), self._open_years)}
        for split, words in parts(answer):
            self._links[split] = self._link(
                *(TITLES[split], words, partial(self._open_labels, split)),
                strong=split in answer.question.wanted,
            )
        self._say(_words(f"{WITHOUT_APPRAISALS}."))
        self._clear.setVisible(bool(answer.question.wanted))
        if focused in self._links:
            self._links[focused].setFocus()
        self.updateGeometry()

    def show_busy(self, busy: bool) -> None:
        """Whether an answer is being reckoned."""
        self._busy.setVisible(busy)
        self._stop.hide()
        self._filter.setVisible(not busy)

    def show_slow(self) -> None:
        """It takes longer: offer to stop."""
        self._stop.show()

    def _link(
        self, name: str, words: str, open_menu: Callable[[], object], *, strong: bool = False
    ) -> "_Link":
        link = _Link(name, words, strong)
        link.clicked.connect(lambda: open_menu())
        self._say(link)
        return link

    def _say(self, part: QWidget) -> None:
        self._flow.addWidget(part)
        part.show()  # Qt would do so later, and the ring can't go to what is not shown

    def _open_years(self) -> None:
        if self._answer is not None:
            question = self._answer.question
            menu = year_menu(
                self,
                self._answer.years,
                question.years,
                lambda years: self.asked.emit(replace(question, years=years)),
            )
            self._pop_up(menu, self._links["years"])

    def _open_labels(self, split: Split) -> None:
        if self._answer is not None:
            question, words = self._answer.question, self._answer.choices.words[split]
            if split is Split.MONTH:
                self._pop_up(month_menu(self, words, question, self.asked.emit), self._links[split])
                return
            menu = LabelMenu(self, ALL[split], words, question.wanted.get(split, frozenset()))
            menu.chosen.connect(lambda labels: self.asked.emit(with_labels(question, split, labels)))
            self._pop_up(menu, self._links[split])

    def _pop_up(self, menu: QMenu, link: "_Link") -> None:
        menu.aboutToHide.connect(menu.deleteLater)
        menu.popup(link.mapToGlobal(QPoint(0, link.height() + 2)))


def _words(text: str, *, strong: bool = False) -> Label:
    label = Label(text, strong=strong).shrinkable()
    label.setFixedHeight(26)
    return label


class _Link(QAbstractButton):
    """Words of the sentence that open a menu, with the comma after them."""

    def __init__(self, name: str, words: str, strong: bool) -> None:
        super().__init__()
        self.setText(words)
        self._font = font("body", strong)
        self.setAccessibleName(f"{name}: {words}")
        self.setToolTip(f"{name} kiezen")
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:
        return QSize(ceil(width_of(self.text(), self._font) + width_of(",", font("body"))) + 3, 26)

    def minimumSizeHint(self) -> QSize:
        return QSize(min(60, self.sizeHint().width()), 26)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.click()
        else:
            super().keyPressEvent(event)

    def paintEvent(self, _event: QPaintEvent) -> None:
        worn, painter = theme(), QPainter(self)
        comma = width_of(",", font("body"))
        box = QRectF(self.rect()).adjusted(2, 0, -comma, 0)
        width = draw_text(painter, box, self.text(), self._font, worn.color("link"))
        line = round(box.center().y() + 8) + 0.5
        painter.setPen(QPen(worn.color("link"), 1))
        painter.drawLine(QPointF(box.left(), line), QPointF(box.left() + width - 1, line))
        after = QRectF(box.left() + width, 0, comma + 2, self.height())
        draw_text(painter, after, ",", font("body"), worn.color("ink"))
        if self.hasFocus():
            ring = QRectF(self.rect()).adjusted(0, 1, -comma, -1)
            paint_box(painter, ring, QPen(worn.color("acc"), 2), None, 3)
