"""School years, holidays and school days."""

from datetime import date, timedelta
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lesobs.domain.errors import RuleBroken
from lesobs.domain.schoolyear import (
    Holiday,
    Region,
    SchoolDays,
    SchoolYear,
    easter,
    is_school_day,
    public_holidays,
    read_national_holidays,
    week_ahead,
)
from lesobs.paths import resources

AUTUMN = Holiday("herfstvakantie", date(2026, 10, 17), date(2026, 10, 25))


def test_a_school_year_begins_on_1_august() -> None:
    assert SchoolYear.of(date(2026, 7, 31)).name == "2025-2026"
    assert SchoolYear.of(date(2026, 8, 1)).name == "2026-2027"
    assert date(2027, 7, 31) in SchoolYear(2026)


@pytest.mark.parametrize("name", ["2026-2028", "2026", "26-27", "", "2026-2025", "abcd-efgh", "9999-10000"])
def test_what_is_no_school_year_is_refused(name: str) -> None:
    with pytest.raises(RuleBroken):
        SchoolYear.named(name)


@given(st.integers(1990, 2100))
def test_the_weeks_cover_the_whole_year(start: int) -> None:
    year = SchoolYear(start)
    mondays = year.mondays()
    assert mondays[0] <= year.first_day < mondays[0] + timedelta(days=7)
    assert mondays[-1] <= year.last_day < mondays[-1] + timedelta(days=7)
    assert all(b - a == timedelta(days=7) for a, b in pairwise(mondays))


# Published dates of Easter Sunday.
@pytest.mark.parametrize(
    "day",
    [
        date(2025, 4, 20),
        date(2026, 4, 5),
        date(2027, 3, 28),
        date(2028, 4, 16),
        date(2029, 4, 1),
        date(2038, 4, 25),
    ],
)
def test_easter(day: date) -> None:
    assert easter(day.year) == day


def test_kings_day_moves_off_sunday() -> None:
    days = {holiday.name: holiday.starts_on for holiday in public_holidays(2025)}
    assert days["Koningsdag"] == date(2025, 4, 26)
    assert days["Hemelvaartsdag"] == date(2025, 5, 29)
    assert days["tweede pinksterdag"] == date(2025, 6, 9)


def test_a_lesson_on_thursday_discussed_on_monday_is_two_school_days_later() -> None:
    assert SchoolDays([]).after(date(2026, 11, 19), date(2026, 11, 23)) == 2


def test_holidays_and_public_holidays_do_not_count() -> None:
    assert SchoolDays([AUTUMN]).after(date(2026, 10, 16), date(2026, 10, 26)) == 1
    assert SchoolDays([]).after(date(2027, 5, 5), date(2027, 5, 7)) == 1  # Ascension Day between


@given(st.dates(date(2024, 1, 1), date(2028, 1, 1)), st.integers(0, 200))
def test_school_days_add_up_and_turn_around(start: date, days: int) -> None:
    end = start + timedelta(days=days)
    middle = start + timedelta(days=days // 2)
    whole = SchoolDays([AUTUMN]).after(start, end)
    assert whole == SchoolDays([AUTUMN]).after(start, middle) + SchoolDays([AUTUMN]).after(middle, end)
    assert SchoolDays([AUTUMN]).after(end, start) == -whole
    assert is_school_day(end, [AUTUMN]) == (SchoolDays([AUTUMN]).after(end - timedelta(days=1), end) == 1)


@given(st.dates(date(2020, 1, 1), date(2035, 12, 31)))
def test_the_week_one_looks_at_is_this_one_and_in_the_weekend_the_next(today: date) -> None:
    monday, friday = week_ahead(today)
    assert (monday.weekday(), friday.weekday(), (friday - monday).days) == (0, 4, 4)
    if today.weekday() < 5:
        assert monday <= today <= friday
    else:
        assert 1 <= (monday - today).days <= 2


def test_the_published_holidays_are_whole_weeks() -> None:
    rows = read_national_holidays((resources() / "schoolvakanties.csv").read_text("utf-8"))
    assert len(rows) == 69
    for row in rows:
        assert row.holiday.starts_on.weekday() == 5
        assert row.holiday.ends_on.weekday() == 6
    middle = [row for row in rows if row.year == SchoolYear(2026) and Region.MIDDLE in row.regions]
    assert [row.holiday.name for row in middle] == [
        "herfstvakantie",
        "kerstvakantie",
        "voorjaarsvakantie",
        "meivakantie",
        "zomervakantie",
    ]
