"""A month in whole weeks: its days, the lanes of a week, and the room that weeks share."""

from datetime import date
from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from lesobs.domain.month_weeks import (
    DAY,
    counted,
    first_of_month,
    in_lanes,
    lanes_of,
    mondays,
    other_month,
    shared,
    without_room,
)

DAYS = st.dates(date(2000, 1, 1), date(2050, 12, 31))


@given(DAYS)
def test_the_weeks_of_a_month_hold_all_its_days_and_no_week_is_without_one(day: date) -> None:
    first = first_of_month(day)
    last = other_month(first, 1) - DAY
    weeks = mondays(first)
    assert weeks[0] <= first <= weeks[0] + 6 * DAY and weeks[-1] <= last <= weeks[-1] + 6 * DAY
    assert all(after - before == 7 * DAY for before, after in pairwise(weeks))


def test_another_month_keeps_the_day_as_far_as_it_has_it() -> None:
    assert other_month(date(2028, 1, 31), 1) == date(2028, 2, 29)
    assert other_month(date(2026, 12, 23), 1) == date(2027, 1, 23)
    assert other_month(date(2027, 1, 23), -1) == date(2026, 12, 23)


@given(st.lists(st.tuples(st.integers(-10, 12), st.integers(0, 20))), st.integers(1, 8))
def test_in_a_week_nothing_stands_on_something_else_and_nothing_is_lost(
    made: list[tuple[int, int]], lanes: int
) -> None:
    monday = date(2026, 11, 23)
    periods = [(monday + at * DAY, monday + (at + length) * DAY) for at, length in made]
    placed = in_lanes(monday, enumerate(periods), lambda one: one[1])
    hidden = without_room(placed, lanes)
    more = counted(hidden)
    for day in (monday + number * DAY for number in range(7)):
        running = [one for one in periods if one[0] <= day <= one[1]]
        here = [one for one in placed if one not in hidden and one.first <= day <= one.last]
        assert len({one.lane for one in here}) == len(here)
        assert len(here) + len(more.get(day, ())) == len(running)
        room = lanes - (day in more)
        assert all(one.lane < room for one in here), "a count has the last lane for itself"
    assert not hidden or lanes_of(placed) > lanes


@given(st.lists(st.integers(1, 12), min_size=4, max_size=6), st.integers(0, 60))
def test_weeks_share_the_room_and_none_gets_more_than_it_needs(needed: list[int], room: int) -> None:
    lanes = shared(needed, 3, room)
    assert all(min(3, most) <= one <= most for one, most in zip(lanes, needed, strict=True))
    if lanes != needed:
        assert sum(lanes) >= room, "room is left only when nobody is short"
