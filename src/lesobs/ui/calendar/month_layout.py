"""This file is where everything stands in the month: weeks, days, and what runs through them in lanes."""

from dataclasses import dataclass
from datetime import date

from PySide6.QtCore import QPointF, QRectF

from lesobs.domain.month_weeks import DAY, place_in_week
from lesobs.services.calendar import ActivityLine
from lesobs.services.round_rows import PlannedVisit
from lesobs.ui.calendar.planner_layout import RoundBand
from lesobs.ui.calendar.wording import about, about_visit, spoken, spoken_visit

HEAD = 24
"""The names of the days, above the weeks."""
NUMBERS = 30
"""The numbers of the weeks, left of the days."""
DAY_HEAD, BAND, ITEM, PITCH, FOOT = 19, 6, 16, 18, 3
WEEKEND = 0.75
"""How wide a day of the weekend is beside another day."""


@dataclass(frozen=True, slots=True)
class Item:
    """What stands in the month: an activity or a planned visit."""

    activity: ActivityLine | None = None
    visit: PlannedVisit | None = None

    @property
    def id(self) -> str:
        return self.activity.id if self.activity else self.visit.id if self.visit else ""

    @property
    def first(self) -> date:
        return self.activity.starts_on if self.activity else self.visit.held_on if self.visit else date.max

    @property
    def last(self) -> date:
        return self.activity.ends_on if self.activity else self.visit.held_on if self.visit else date.min

    def __contains__(self, day: date) -> bool:
        return self.first <= day <= self.last

    def spoken(self) -> str:
        """As it is read aloud."""
        return spoken(self.activity) if self.activity else spoken_visit(self.visit) if self.visit else ""

    def about(self) -> str:
        """In a few lines, for a tool tip."""
        return about(self.activity) if self.activity else about_visit(self.visit) if self.visit else ""

    def order(self, monday: date) -> tuple[bool, date, int, int, str]:
        """Its place in a week: what begins or ends in it comes before what only goes on, activities before
        visits, and what runs longest before what is short."""
        goes_on, day = place_in_week(monday, self.first, self.last)
        if self.activity is not None:
            return goes_on, day, 0, (self.first - self.last).days, self.activity.title.casefold()
        hour = self.visit.lesson_hour if self.visit else None
        return goes_on, day, 1, hour or 0, ""


@dataclass(frozen=True, slots=True)
class Piece:
    """The part of an item in one week. `begins` and `ends`: its own first and last day are in it."""

    item: Item
    first: date
    last: date
    lane: int
    box: QRectF

    @property
    def begins(self) -> bool:
        return self.first == self.item.first

    @property
    def ends(self) -> bool:
        return self.last == self.item.last


@dataclass(frozen=True, slots=True)
class Week:
    """One row. `hidden` has, by day, what has no lane; `bands` the rounds with their place."""

    monday: date
    top: float
    height: float
    pieces: tuple[Piece, ...]
    hidden: dict[date, tuple[Item, ...]]
    bands: tuple[tuple[RoundBand, QRectF], ...]

    @property
    def days(self) -> list[date]:
        return [self.monday + number * DAY for number in range(7)]


@dataclass(frozen=True, slots=True)
class Columns:
    """Where the days of a week begin; the last one is where Sunday ends."""

    edges: tuple[float, ...]

    @classmethod
    def across(cls, left: float, width: float) -> "Columns":
        shares = [0.0, 1, 2, 3, 4, 5, 5 + WEEKEND, 5 + 2 * WEEKEND]
        return cls(tuple(float(round(left + width * share / shares[-1])) for share in shares))

    def column_at(self, x: float) -> int:
        """The day of the week at a place, kept within the week."""
        return max(0, min(6, sum(edge <= x for edge in self.edges) - 1))

    def box(self, first: int, last: int, top: float, height: float) -> QRectF:
        """From one day to another."""
        left = self.edges[first]
        return QRectF(left, top, self.edges[last + 1] - left, height)


@dataclass(frozen=True, slots=True)
class MonthLayout:
    """The weeks of one month below one another, the first at 0."""

    month: date
    columns: Columns
    weeks: tuple[Week, ...] = ()
    items: tuple[Item, ...] = ()
    """All that has a day in these weeks, in the order shown."""

    @property
    def height(self) -> float:
        return self.weeks[-1].top + self.weeks[-1].height if self.weeks else 0

    def __contains__(self, day: date) -> bool:
        return bool(self.weeks) and self.weeks[0].monday <= day < self.weeks[-1].monday + 7 * DAY

    def item(self, item_id: str) -> Item | None:
        return next((one for one in self.items if one.id == item_id), None)

    def on(self, day: date) -> list[Item]:
        """All items of a day, those that are shown first."""
        week = self.week_of(day)
        if week is None:
            return []
        shown = [piece for piece in week.pieces if piece.first <= day <= piece.last]
        shown.sort(key=lambda piece: piece.lane)
        return [*(piece.item for piece in shown), *week.hidden.get(day, ())]

    def shown_on(self, day: date) -> list[Item]:
        """The items of a day that have a place."""
        hidden = self.hidden_on(day)
        return [item for item in self.on(day) if item not in hidden]

    def hidden_on(self, day: date) -> tuple[Item, ...]:
        """The items of a day that are only counted."""
        week = self.week_of(day)
        return week.hidden.get(day, ()) if week else ()

    def week_of(self, day: date) -> Week | None:
        return next((week for week in self.weeks if week.monday <= day < week.monday + 7 * DAY), None)

    def week_at(self, y: float) -> Week:
        """The week at a height, kept within the month."""
        return next((week for week in self.weeks if y < week.top + week.height), self.weeks[-1])

    def day_at(self, point: QPointF) -> date:
        return self.week_at(point.y()).monday + self.columns.column_at(point.x()) * DAY

    def cell(self, day: date) -> QRectF:
        """The place of a day; nothing when it is not in these weeks."""
        week = self.week_of(day)
        if week is None:
            return QRectF()
        column = day.weekday()
        return self.columns.box(column, column, week.top, week.height)

    def piece_at(self, point: QPointF) -> Piece | None:
        pieces = self.week_at(point.y()).pieces
        return next((piece for piece in pieces if piece.box.adjusted(0, -1, 0, 1).contains(point)), None)

    def pieces_of(self, item_id: str) -> list[Piece]:
        return [piece for week in self.weeks for piece in week.pieces if piece.item.id == item_id]

    def more_box(self, day: date) -> QRectF:
        """Where `+3 meer` stands in a day that has more than fits."""
        week = self.week_of(day)
        if week is None or day not in week.hidden:
            return QRectF()
        column = day.weekday()
        box = self.columns.box(column, column, week.top + week.height - FOOT - PITCH, ITEM)
        return box.adjusted(2, 0, -3, 0)

    def pieces_for(self, item: Item, lane: int) -> list[Piece]:
        """Where an item would stand if it were in this lane of each of its weeks."""
        found = []
        for week in self.weeks:
            first, last = max(item.first, week.monday), min(item.last, week.monday + 6 * DAY)
            if first <= last:
                top = min(lane_top(week, lane), week.top + week.height - FOOT - PITCH)
                found.append(Piece(item, first, last, lane, self.box(item, first, last, top)))
        return found

    def box(self, item: Item, first: date, last: date, top: float) -> QRectF:
        """The place of a part of an item; it keeps off the edge of the day where it begins and ends."""
        whole = self.columns.box(first.weekday(), last.weekday(), top, ITEM)
        return whole.adjusted(2 if first == item.first else 0, 0, -3 if last == item.last else 0, 0)


def lane_top(week: Week, lane: int) -> float:
    """Where a lane of a week begins."""
    band = BAND if week.bands else 0
    return week.top + DAY_HEAD + band + lane * PITCH
