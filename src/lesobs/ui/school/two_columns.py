"""This file is cards in two columns, or in one below the other where there is no room for both."""

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QFrame, QGridLayout, QScrollArea, QVBoxLayout, QWidget

from lesobs.ui.look import PAGE

_ONE_COLUMN = 860
_GAP = 14


class TwoColumns(QScrollArea):
    """Scrolls its cards together when they are higher than the page."""

    def __init__(self, left: Sequence[QWidget], right: Sequence[QWidget]) -> None:
        super().__init__()
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setWidgetResizable(True)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        inside = QWidget()
        self._grid = QGridLayout(inside)
        self._grid.setContentsMargins(0, 0, 0, PAGE)
        self._grid.setSpacing(_GAP)
        self._columns = (_column(left), _column(right))
        self.setWidget(inside)
        self._arrange(wide=True)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._arrange(event.size().width() >= _ONE_COLUMN)

    def _arrange(self, wide: bool) -> None:
        for column in self._columns:
            self._grid.removeItem(column)
        left, right = self._columns
        self._grid.addLayout(left, 0, 0)
        self._grid.addLayout(right, 0 if wide else 1, 1 if wide else 0)
        self._grid.setColumnStretch(0, 1)
        self._grid.setColumnStretch(1, 1 if wide else 0)
        self._grid.setRowStretch(0 if wide else 1, 1)
        self._grid.setRowStretch(1 if wide else 0, 0)


def _column(cards: Sequence[QWidget]) -> QVBoxLayout:
    column = QVBoxLayout()
    column.setSpacing(_GAP)
    for card in cards:
        column.addWidget(card)
    column.addStretch(1)
    return column
