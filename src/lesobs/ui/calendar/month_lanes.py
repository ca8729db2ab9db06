"""This file is how a month is laid out: the lane of each item in a week, its height, and what is hidden."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date

from lesobs.ui.calendar.month_layout import (
    BAND,
    DAY,
    DAY_HEAD,
    FOOT,
    NUMBERS,
    PITCH,
    Columns,
    Item,
    MonthLayout,
    Piece,
    Week,
    lane_top,
    mondays,
)
from lesobs.ui.calendar.planner_layout import RoundBand

FEWEST_LANES = 3
"""A week never has room for less than this; the month scrolls instead."""


@dataclass(slots=True)
class _Draft:
    """A week before it is known how high it may be: its items with their days and lanes."""

    monday: date
    bands: list[RoundBand]
    placed: list[tuple[Item, date, date, int]] = field(default_factory=list)
    lanes: int = 1
    """How many lanes there is room for."""

    @property
    def needed(self) -> int:
        """How many lanes would hide nothing."""
        return max((lane for *_, lane in self.placed), default=0) + 1

    @property
    def least(self) -> int:
        """How high it must be to have room for its lanes."""
        return DAY_HEAD + (BAND if self.bands else 0) + self.lanes * PITCH + FOOT


def lay_out(
    month: date, items: Iterable[Item], rounds: Sequence[RoundBand], width: float, height: float
) -> MonthLayout:
    """Give each week the height it needs as far as there is room, and hide what has no lane then."""
    starts = mondays(month)
    first, last = starts[0], starts[-1] + 6 * DAY
    here = [one for one in items if one.first <= last and one.last >= first]
    drafts = [_draft(monday, here, rounds) for monday in starts]
    _share(drafts, height)
    spare = max(0.0, (height - sum(draft.least for draft in drafts)) / len(drafts))
    columns = Columns.across(NUMBERS, max(1.0, width - NUMBERS))
    layout = MonthLayout(month, columns)
    weeks, top = [], 0.0
    for draft in drafts:
        bottom = int(top + draft.least + spare)  # never more than there is: a bar to scroll would appear
        weeks.append(_week(draft, layout, top, bottom - top))
        top = bottom
    return MonthLayout(month, columns, tuple(weeks), tuple(here))


def _draft(monday: date, items: Iterable[Item], rounds: Sequence[RoundBand]) -> _Draft:
    """Put each item of a week in the first lane that is free on its days."""
    sunday = monday + 6 * DAY
    draft = _Draft(monday, [one for one in rounds if one.starts_on <= sunday and one.ends_on >= monday])
    lanes: list[set[int]] = []
    """By lane, the days of the week on which something stands there."""
    here = (one for one in items if one.first <= sunday and one.last >= monday)
    for item in sorted(here, key=lambda one: one.order(monday)):
        first, last = max(item.first, monday), min(item.last, sunday)
        days = set(range(first.weekday(), last.weekday() + 1))
        lane = next((lane for lane, taken in enumerate(lanes) if not taken & days), len(lanes))
        lanes[lane : lane + 1] = [days | (lanes[lane] if lane < len(lanes) else set())]
        draft.placed.append((item, first, last, lane))
    return draft


def _share(drafts: list[_Draft], height: float) -> None:
    """Give each week the fewest lanes it can do with, and what room is left to those that have few."""
    for draft in drafts:
        draft.lanes = min(draft.needed, FEWEST_LANES)
    short = [draft for draft in drafts if draft.lanes < draft.needed]
    while short and sum(draft.least for draft in drafts) + PITCH <= height:
        fewest = min(short, key=lambda draft: draft.lanes)
        fewest.lanes += 1
        short = [draft for draft in short if draft.lanes < draft.needed]


def _week(draft: _Draft, layout: MonthLayout, top: float, height: float) -> Week:
    hidden = _without_room(draft, draft.lanes)
    days = [draft.monday + number * DAY for number in range(7)]
    counted = {
        day: tuple(item for item, first, last, _ in hidden if first <= day <= last)
        for day in days
        if any(first <= day <= last for _, first, last, _ in hidden)
    }
    bands = []
    for one in draft.bands:
        first, last = max(one.starts_on, days[0]), min(one.ends_on, days[-1])
        box = layout.columns.box(first.weekday(), last.weekday(), top + DAY_HEAD + 1, BAND - 3)
        bands.append((one, box.adjusted(2, 0, -3, 0)))
    week = Week(draft.monday, top, height, (), counted, tuple(bands))
    pieces = tuple(
        Piece(item, first, last, lane, layout.box(item, first, last, lane_top(week, lane)))
        for item, first, last, lane in draft.placed
        if (item, first, last, lane) not in hidden
    )
    return Week(draft.monday, top, height, pieces, counted, tuple(bands))


def _without_room(draft: _Draft, room: int) -> list[tuple[Item, date, date, int]]:
    """What has no lane. A day where something is hidden gives its last lane to the count of it, which may
    hide more."""
    hidden = [one for one in draft.placed if one[3] >= room]
    while hidden:
        days = [(first, last) for _, first, last, _ in hidden]
        more = [
            one
            for one in draft.placed
            if one[3] == room - 1
            and one not in hidden
            and any(one[1] <= last and one[2] >= first for first, last in days)
        ]
        if not more:
            break
        hidden += more
    hidden.sort(key=lambda one: one[3])
    return hidden
