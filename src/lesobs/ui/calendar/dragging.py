"""This file is one drag of a bar in the planner: what is held, and the days it would get."""

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Literal

from PySide6.QtCore import QPointF, QRectF

from lesobs.domain import dutch
from lesobs.ui.calendar.planner_layout import BAR, BLOCK, Bar, Scale
from lesobs.ui.calendar.planner_paint import ghost_label

Grip = Literal["move", "start", "end"]
EDGE, WIDE_ENOUGH = 6, 30


@dataclass(slots=True)
class Drag:
    """A held bar: the whole of it, or its first or last day. `days` is how far it has come."""

    bar: Bar
    from_x: float
    grip: Grip
    days: int = 0
    moving: bool = False

    @classmethod
    def begin(cls, bar: Bar, point: QPointF) -> "Drag":
        """Take a bar where it is touched; a short one can only be lengthened at its end."""
        box = bar.box
        grip: Grip = "move"
        on_bar = box.left() <= point.x() <= box.right() + 4
        if on_bar and point.x() >= box.right() - (EDGE if box.width() >= WIDE_ENOUGH else 2):
            grip = "end"
        elif on_bar and box.width() >= WIDE_ENOUGH and point.x() <= box.left() + EDGE / 2:
            grip = "start"
        return cls(bar, point.x(), grip)

    def move_to(self, x: float, scale: Scale) -> bool:
        """Follow the pointer in whole days; gives whether that changes anything."""
        days = round((x - self.from_x) / scale.day_width)
        changed = days != self.days or not self.moving
        self.days, self.moving = days, True
        return changed

    def period(self) -> tuple[date, date]:
        """The days it would get; at least one."""
        first, last = self.bar.line.starts_on, self.bar.line.ends_on
        step = timedelta(days=self.days)
        if self.grip == "end":
            return first, max(first, last + step)
        if self.grip == "start":
            return min(last, first + step), last
        return first + step, last + step

    def box(self, scale: Scale) -> QRectF:
        """Where the bar would stand, in its own lane."""
        first, last = self.period()
        left = round(scale.x(first))
        width = max(round(scale.x(last + timedelta(days=1))) - left - 1, BLOCK)
        return QRectF(min(left, scale.right - width), self.bar.box.top(), width, BAR)

    def words(self) -> str:
        """The days as they stand beside the bar."""
        first, last = self.period()
        return f"{dutch.period(first, last)} · {dutch.weeks(first, last)}"

    def area(self, scale: Scale) -> QRectF:
        """All that is painted while dragging: where it came from, where it is, and its days."""
        box = self.box(scale)
        return self.bar.whole.united(box).united(ghost_label(box, self.words()))
