"""This file is how a month is laid out: the lane of each item in a week, its height, and what is hidden."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from lesobs.domain.month_weeks import (
    DAY,
    InLane,
    counted,
    in_lanes,
    lanes_of,
    mondays,
    shared,
    without_room,
)
from lesobs.ui.calendar.month_layout import (
    BAND,
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
)
from lesobs.ui.calendar.planner_layout import RoundBand

FEWEST_LANES = 3
"""A week never has room for less than this; the month scrolls instead."""


@dataclass(slots=True)
class _Draft:
    """A week before it is known how high it may be: its items with their days and lanes."""

    monday: date
    bands: list[RoundBand]
    placed: list[InLane[Item]]
    lanes: int = 1
    """How many lanes there is room for."""

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
    heads = sum(draft.least - draft.lanes * PITCH for draft in drafts)
    needed = [lanes_of(draft.placed) for draft in drafts]
    for draft, lanes in zip(
        drafts, shared(needed, FEWEST_LANES, int((height - heads) // PITCH)), strict=True
    ):
        draft.lanes = lanes
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
    sunday = monday + 6 * DAY
    here = sorted(items, key=lambda one: one.order(monday))
    bands = [one for one in rounds if one.starts_on <= sunday and one.ends_on >= monday]
    return _Draft(monday, bands, in_lanes(monday, here, lambda one: (one.first, one.last)))


def _week(draft: _Draft, layout: MonthLayout, top: float, height: float) -> Week:
    hidden = without_room(draft.placed, draft.lanes)
    sunday = draft.monday + 6 * DAY
    bands = []
    for one in draft.bands:
        first, last = max(one.starts_on, draft.monday), min(one.ends_on, sunday)
        box = layout.columns.box(first.weekday(), last.weekday(), top + DAY_HEAD + 1, BAND - 3)
        bands.append((one, box.adjusted(2, 0, -3, 0)))
    more = counted(hidden)
    week = Week(draft.monday, top, height, (), more, tuple(bands))
    pieces = tuple(
        Piece(
            *(one.item, one.first, one.last, one.lane),
            layout.box(one.item, one.first, one.last, lane_top(week, one.lane)),
        )
        for one in draft.placed
        if one not in hidden
    )
    return Week(draft.monday, top, height, pieces, more, tuple(bands))
