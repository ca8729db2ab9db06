"""This file is what a drag at the edge of the month does: scroll its weeks, and soon turn the month."""

from collections.abc import Callable

from PySide6.QtCore import QObject, QPoint, QPointF, QTimer, Signal
from PySide6.QtWidgets import QAbstractScrollArea

from lesobs.ui.calendar.month_layout import HEAD, NUMBERS

NEAR = 14
"""So near to the edge a drag scrolls."""
OUTSIDE = 40
"""So far beyond the edge it is still at that edge."""
FIRST_WAIT, NEXT_WAIT = 600, 1000
"""Milliseconds: long enough to pass the edge by accident, short enough not to wonder."""


class EdgePull(QObject):
    """Follows a drag. `step_at` tells which way a point of the screen turns, such as a button for the next
    month; 0 for nowhere."""

    turned = Signal(int)
    """Go so many months on."""

    def __init__(self, area: QAbstractScrollArea) -> None:
        super().__init__(area)
        self._area, self._by = area, 0
        self.step_at: Callable[[QPoint], int] = lambda _: 0
        self._wait = QTimer(self, singleShot=True)
        self._wait.timeout.connect(self._turn)

    def follow(self, point: QPointF) -> None:
        """The drag is at this point of the viewport now."""
        if self._scrolled(point.y()):
            self.stop()
            return
        by = self.step_at(self._area.viewport().mapToGlobal(point.toPoint())) or self._edge(point)
        if by != self._by:
            self.stop()
            if by:
                self._by = by
                self._wait.start(FIRST_WAIT)

    def stop(self) -> None:
        self._by = 0
        self._wait.stop()

    def _turn(self) -> None:
        self._wait.start(NEXT_WAIT)
        self.turned.emit(self._by)

    def _scrolled(self, y: float) -> bool:
        """Bring weeks into sight for what is dragged to the edge; gives whether there were any."""
        down = self._area.verticalScrollBar()
        before = down.value()
        if y > self._area.viewport().height() - NEAR:
            down.setValue(before + down.singleStep())
        elif y < HEAD + NEAR:
            down.setValue(before - down.singleStep())
        return down.value() != before

    def _edge(self, point: QPointF) -> int:
        """-1 at the numbers of the weeks or the names of the days, 1 at the other two edges."""
        size = self._area.viewport().size()
        x, y = point.x(), point.y()
        if not -OUTSIDE < x < size.width() + OUTSIDE or not -OUTSIDE < y < size.height() + OUTSIDE:
            return 0
        if x < NUMBERS or y < HEAD:
            return -1
        return int(x > size.width() - NEAR / 2 or y > size.height() - NEAR / 2)
