"""This file is where everything on the sheet of a month stands: days, bars in lanes, and what is counted."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from lesobs.domain.month_weeks import (
    DAY,
    InLane,
    counted,
    in_lanes,
    lanes_of,
    mondays,
    place_in_week,
    shared,
    without_room,
)
from lesobs.reports import fonts
from lesobs.reports.planner_layout import A4, Bar, Measures, Numbers, PlannerActivity, mark_width

NUMBERS, HEAD = 24.0, 17.0
"""The column with the numbers of the weeks, and the row with the names of the days."""
DAY_HEAD, FOOT, BETWEEN_LANES = 13.5, 2.5, 1.7
SIZES = (A4, replace(A4, bar=11.2), replace(A4, bar=10.0))
"""The lower ones for a month in which else something has no place."""
WEEKEND = 0.6
"""How wide a day of the weekend is beside another day."""
FEWEST_LANES = 2
BETWEEN = 2.0
"""Between a bar and the edge of the day where it begins or ends."""


@dataclass(frozen=True, slots=True)
class MonthWeek:
    """One row: its bars with their lanes, and by day how many activities have no place in it."""

    monday: date
    height: float
    bars: tuple[tuple[int, Bar], ...]
    more: dict[date, int]


@dataclass(frozen=True, slots=True)
class MonthSheet:
    """The weeks of a month, the titles that got a number, and what is only counted somewhere."""

    measures: Measures
    weeks: tuple[MonthWeek, ...]
    numbered: tuple[PlannerActivity, ...]
    counted: tuple[PlannerActivity, ...]

    @property
    def pitch(self) -> float:
        """From one lane to the next."""
        return pitch(self.measures)


def edges(width: float) -> tuple[float, ...]:
    """Where the days of a week begin, from the left of the sheet; the last one is where Sunday ends."""
    shares = [0.0, 1, 2, 3, 4, 5, 5 + WEEKEND, 5 + 2 * WEEKEND]
    return tuple(NUMBERS + (width - NUMBERS) * share / shares[-1] for share in shares)


def in_month(activities: Iterable[PlannerActivity], month: date) -> list[PlannerActivity]:
    """Those with a day in one of the weeks of this month."""
    weeks = mondays(month)
    until = weeks[-1] + 6 * DAY
    return [one for one in activities if one.starts_on <= until and one.ends_on >= weeks[0]]


def in_weeks(by_day: Mapping[date, int], month: date) -> dict[date, int]:
    """What is counted on the days of the weeks of this month."""
    weeks = mondays(month)
    return {day: found for day, found in by_day.items() if found and weeks[0] <= day < weeks[-1] + 7 * DAY}


def pitch(measures: Measures) -> float:
    return measures.bar + BETWEEN_LANES


def lay_out(activities: Sequence[PlannerActivity], month: date, room: float) -> MonthSheet:
    """Share `room` points over the weeks of a month, after what stands in them, and place the bars; they are
    somewhat lower when else something would have no place."""
    for measures in SIZES:
        sheet = _sheet(activities, month, measures, room)
        if not sheet.counted:
            break
    return sheet


def _sheet(activities: Sequence[PlannerActivity], month: date, measures: Measures, room: float) -> MonthSheet:
    starts = mondays(month)
    placed = [_placed(activities, monday) for monday in starts]
    heads = len(starts) * (DAY_HEAD + FOOT)
    lanes = shared([lanes_of(one) for one in placed], FEWEST_LANES, int((room - heads) // pitch(measures)))
    spare = (room - heads - sum(lanes) * pitch(measures)) / len(starts)
    numbers, hidden, weeks = Numbers(), [], []
    for monday, mine, most in zip(starts, placed, lanes, strict=True):
        without = without_room(mine, most)
        hidden += [one.item for one in without]
        bars = tuple((one.lane, _bar(one, measures, numbers)) for one in mine if one not in without)
        more = {day: len(those) for day, those in counted(without).items()}
        weeks.append(MonthWeek(monday, DAY_HEAD + most * pitch(measures) + FOOT + spare, bars, more))
    apart = sorted(dict.fromkeys(hidden), key=lambda one: (one.starts_on, one.ends_on, one.title))
    return MonthSheet(measures, tuple(weeks), tuple(numbers.activities), tuple(apart))


def _placed(activities: Iterable[PlannerActivity], monday: date) -> list[InLane[PlannerActivity]]:
    def order(one: PlannerActivity) -> tuple[bool, date, int, str]:
        length = (one.starts_on - one.ends_on).days
        return (*place_in_week(monday, one.starts_on, one.ends_on), length, one.title.casefold())

    return in_lanes(monday, sorted(activities, key=order), lambda one: (one.starts_on, one.ends_on))


def _bar(placed: InLane[PlannerActivity], measures: Measures, numbers: Numbers) -> Bar:
    """A bar with as much of title and owner as fits; a title that does not fit gets a number."""
    activity, days = placed.item, edges(measures.width)
    left = days[placed.first.weekday()] + (BETWEEN if placed.first == activity.starts_on else 0)
    right = days[placed.last.weekday() + 1] - (BETWEEN if placed.last == activity.ends_on else 0)
    room = right - left - measures.bar - mark_width(activity, measures) - 6
    title, owner = fonts.one_line(activity.title), fonts.one_line(activity.owner)
    whole = f"{title} · {owner}" if owner else title
    label = next((one for one in (whole, title) if _wide(one, measures) <= room), "")
    if not label:
        sign = f" ({numbers.of(activity)})"
        label = fonts.elide(title, fonts.REGULAR, measures.label, room - _wide(sign, measures)) + sign
    return Bar(activity, left, right, label, "inside", left, right)


def _wide(label: str, measures: Measures) -> float:
    return fonts.width(label, fonts.REGULAR, measures.label)
