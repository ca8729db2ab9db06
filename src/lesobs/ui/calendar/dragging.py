"""This file is one drag of an activity in planner or month: what is held, and the days it would get."""

from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Literal

from PySide6.QtCore import QPointF, QRectF

from lesobs.domain import dutch
from lesobs.services.calendar import ActivityLine
from lesobs.ui.calendar.month_layout import Item, MonthLayout, Piece
from lesobs.ui.calendar.planner_layout import BAR, BLOCK, Bar, Scale
from lesobs.ui.calendar.planner_paint import ghost_label

Grip = Literal["move", "start", "end"]
EDGE, WIDE_ENOUGH = 6, 30


def shifted(line: ActivityLine, grip: Grip, days: int) -> tuple[date, date]:
    """The days of an activity that is moved, or lengthened at one end; at least one is left."""
    first, last, step = line.starts_on, line.ends_on, timedelta(days=days)
    if grip == "end":
        return first, max(first, last + step)
    if grip == "start":
        return min(last, first + step), last
    return first + step, last + step


def days_words(first: date, last: date) -> str:
    """The days as they stand beside what is dragged."""
    return f"{dutch.period(first, last)} · {dutch.weeks(first, last)}"


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
        """The days it would get."""
        return shifted(self.bar.line, self.grip, self.days)

    def box(self, scale: Scale) -> QRectF:
        """Where the bar would stand, in its own lane."""
        first, last = self.period()
        left = round(scale.x(first))
        width = max(round(scale.x(last + timedelta(days=1))) - left - 1, BLOCK)
        return QRectF(min(left, scale.right - width), self.bar.box.top(), width, BAR)

    def words(self) -> str:
        return days_words(*self.period())

    def area(self, scale: Scale) -> QRectF:
        """All that is painted while dragging: where it came from, where it is, and its days."""
        box = self.box(scale)
        return self.bar.whole.united(box).united(ghost_label(box, self.words()))


@dataclass(slots=True)
class MonthDrag:
    """A held piece of the month: the whole activity, or its first or last day."""

    item: Item
    lane: int
    from_day: date
    grip: Grip
    at: QPointF
    """Where it was touched; a hand that shakes is no drag."""
    days: int = 0
    moving: bool = False

    @classmethod
    def begin(cls, piece: Piece, point: QPointF, day: date) -> "MonthDrag | None":
        """Take a piece where it is touched; a visit is planned elsewhere."""
        if piece.item.activity is None:
            return None
        grip: Grip = "move"
        if piece.ends and point.x() >= piece.box.right() - EDGE:
            grip = "end"
        elif piece.begins and point.x() <= piece.box.left() + EDGE / 2:
            grip = "start"
        return cls(piece.item, piece.lane, day, grip, point)

    def move_to(self, day: date) -> bool:
        """Follow the pointer from day to day; gives whether that changes anything."""
        days = (day - self.from_day).days
        changed = days != self.days or not self.moving
        self.days, self.moving = days, True
        return changed

    def period(self) -> tuple[date, date]:
        """The days it would get."""
        assert self.item.activity is not None
        return shifted(self.item.activity, self.grip, self.days)

    def words(self) -> str:
        return days_words(*self.period())

    def pieces(self, layout: MonthLayout) -> list[Piece]:
        """Where it would stand, in the lane it came from."""
        assert self.item.activity is not None
        first, last = self.period()
        moved = Item(replace(self.item.activity, starts_on=first, ends_on=last))
        return layout.pieces_for(moved, self.lane)
