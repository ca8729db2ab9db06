"""This file is a month in whole weeks: which weeks those are, and what stands in which lane of a week."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Generic, TypeVar

DAY = timedelta(days=1)
T = TypeVar("T")


def first_of_month(day: date) -> date:
    return day.replace(day=1)


def other_month(day: date, months: int) -> date:
    """The same day in another month, or the last day of that month when it has no such day."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    last = (date(year + (month == 11), (month + 1) % 12 + 1, 1) - DAY).day
    return date(year, month + 1, min(day.day, last))


def mondays(month: date) -> list[date]:
    """The Monday of each week that has a day in this month."""
    monday, last = month - month.weekday() * DAY, other_month(month, 1) - DAY
    return [monday + number * 7 * DAY for number in range((last - monday).days // 7 + 1)]


def place_in_week(monday: date, first: date, last: date) -> tuple[bool, date]:
    """What the things of a week are sorted by: what only goes on comes after what begins or ends in it, and
    then they come by the day on which they are first there."""
    return first < monday and last > monday + 6 * DAY, max(first, monday)


@dataclass(frozen=True, slots=True)
class InLane(Generic[T]):
    """The part of an item in one week, and the lane it stands in."""

    item: T
    first: date
    last: date
    lane: int


def in_lanes(monday: date, items: Iterable[T], period: Callable[[T], tuple[date, date]]) -> list[InLane[T]]:
    """Put each item of a week, in this order, in the first lane that is free on its days."""
    placed: list[InLane[T]] = []
    taken: list[set[int]] = []
    """By lane, the days of the week on which something stands there."""
    for item in items:
        starts_on, ends_on = period(item)
        first, last = max(starts_on, monday), min(ends_on, monday + 6 * DAY)
        if first > last:
            continue
        days = set(range(first.weekday(), last.weekday() + 1))
        lane = next((lane for lane, those in enumerate(taken) if not those & days), len(taken))
        taken[lane : lane + 1] = [days | (taken[lane] if lane < len(taken) else set())]
        placed.append(InLane(item, first, last, lane))
    return placed


def lanes_of(placed: Iterable[InLane[T]]) -> int:
    """How many lanes hide nothing; an empty week has one as well."""
    return max((one.lane for one in placed), default=0) + 1


def shared(needed: Sequence[int], fewest: int, room: int) -> list[int]:
    """How many lanes each week of a month gets: what it can do with at least, `fewest` or what it needs, and
    what is left of the room to those that have few."""
    lanes = [min(one, fewest) for one in needed]
    short = [place for place, one in enumerate(needed) if lanes[place] < one]
    while short and sum(lanes) < room:
        lanes[min(short, key=lambda place: lanes[place])] += 1
        short = [place for place in short if lanes[place] < needed[place]]
    return lanes


def without_room(placed: Sequence[InLane[T]], lanes: int) -> list[InLane[T]]:
    """What has no lane, the highest lane first. A day where something is hidden gives its last lane to the
    count of it, which may hide more."""
    hidden = [one for one in placed if one.lane >= lanes]
    while hidden:
        more = [
            one
            for one in placed
            if one.lane == lanes - 1
            and one not in hidden
            and any(one.first <= other.last and one.last >= other.first for other in hidden)
        ]
        if not more:
            break
        hidden += more
    return sorted(hidden, key=lambda one: one.lane)


def counted(hidden: Iterable[InLane[T]]) -> dict[date, tuple[T, ...]]:
    """By day, what stands in it without a lane."""
    found: dict[date, tuple[T, ...]] = {}
    for one in hidden:
        for number in range((one.last - one.first).days + 1):
            day = one.first + number * DAY
            found[day] = (*found.get(day, ()), one.item)
    return found
