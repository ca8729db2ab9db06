"""This file is the new look at several indicators: a row for each, with its bars and what may be said."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QFrame, QHBoxLayout, QVBoxLayout, QWidget

from lesobs.domain.cycle_look import COUNTING, Look
from lesobs.domain.tally import Tally
from lesobs.domain.uncertainty import Verdict
from lesobs.ui.talk.tally_bar import TallyBar
from lesobs.ui.widgets.cards import rule
from lesobs.ui.widgets.labels import Chip, Label
from lesobs.ui.widgets.marks import ChipKind
from lesobs.ui.widgets.text import width_of

_NO_FIGURES = "Geen beginmeting en nog geen cijfers."
BESIDE = 560
"""From this width on, what a bar stands on is beside it, and else below."""


class LookRows(QWidget):
    """The rows are made anew when there are more or fewer; their words follow."""

    def __init__(self) -> None:
        super().__init__()
        self.rows: list[LookRow] = []
        self._rules: list[QFrame] = []
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(4)

    def show_looks(self, looks: Sequence[Look], then_on: Callable[[Look], str]) -> None:
        """`then_on` says in a line what the counts of then stand on."""
        if len(looks) != len(self.rows):
            self._make(len(looks))
        for row, look in zip(self.rows, looks, strict=True):
            row.show_look(look, then_on(look))

    def _make(self, number: int) -> None:
        while (item := self._column.takeAt(0)) is not None:
            if (widget := item.widget()) is not None:
                widget.hide()
                widget.deleteLater()
        self.rows = [LookRow() for _ in range(number)]
        for place, row in enumerate(self.rows):
            if place:
                self._column.addWidget(rule())
            self._column.addWidget(row)


class LookRow(QWidget):
    """One indicator: its name with the verdict, the two bars, and what to know about them."""

    def __init__(self) -> None:
        super().__init__()
        self._name, self._verdict = Label("", "body", strong=True).shrinkable(), Chip("")
        self._then, self._now = _Bar("Toen"), _Bar("Nu")
        self._words = ""
        self._said = Label(role="secondary", tone="mute", wrap=True)
        self._beside = Label(role="secondary", tone="mute")
        head = QHBoxLayout()
        head.setSpacing(8)
        head.addWidget(self._name)
        head.addWidget(self._beside, 1)
        head.addWidget(self._verdict)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(2)
        column.addLayout(head)
        for widget in (self._then, self._now, self._said):
            column.addWidget(widget)

    def show_look(self, look: Look, then_on: str) -> None:
        self._name.setText(look.words)
        self._verdict.set_chip(look.verdict, _kind(look), "")
        self._then.show_bar(look.then, then_on or "geen beginmeting")
        now = look.now
        otherwise = COUNTING if look.waiting else "nog geen cijfers"
        self._now.show_bar(
            now.cell.tally if now else None, f"{now.stands_on}, {now.period}" if now else otherwise
        )
        shown = now.cell.tally if now else None
        empty = not look.then.scored and not (shown and shown.scored)
        self._then.setVisible(not empty)
        self._now.setVisible(not empty and look.new_lessons > 0)
        parts = (look.figures, look.explanation if look.told else "", _NO_FIGURES if empty else "")
        self._words = " ".join(part for part in parts if part)
        self._fit()
        self.setAccessibleName(f"{look.words}: {look.headline}")

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        """What is said stands behind the name where it fits there, and else below the bars."""
        room = self.width() - self._verdict.sizeHint().width() - 16
        taken = width_of(self._name.text(), self._name.font()) + width_of(self._words, self._beside.font())
        behind = taken + 12 <= room
        self._beside.setText(self._words if behind else "")
        self._said.setText("" if behind else self._words)
        self._said.setVisible(not behind and bool(self._words))


class _Bar(QWidget):
    """One period: its bar, and what it stands on."""

    def __init__(self, name: str) -> None:
        super().__init__()
        self._bar, self._words = TallyBar(), Label(role="caption", tone="mute", wrap=True)
        self._bar.setFixedHeight(16)
        when = Label(name, "secondary", strong=True)
        when.setFixedWidth(36)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(6)
        row.addWidget(when, 0, Qt.AlignmentFlag.AlignTop)
        self._both = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self._both.addWidget(self._bar, 5)
        self._both.addWidget(self._words, 8)
        row.addLayout(self._both, 1)

    def show_bar(self, tally: Tally | None, words: str) -> None:
        has = tally is not None and tally.scored > 0
        self._bar.setVisible(has)
        self._words.setText(words)
        if has:
            self._bar.show_tally(tally)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        beside = event.size().width() >= BESIDE
        self._both.setDirection(
            QBoxLayout.Direction.LeftToRight if beside else QBoxLayout.Direction.TopToBottom
        )
        self._both.setSpacing(10 if beside else 1)


def _kind(look: Look) -> ChipKind:
    if look.difference is not None and look.difference.verdict is Verdict.HIGHER:
        return "done"
    return "attention" if not look.new_lessons else "plain"
