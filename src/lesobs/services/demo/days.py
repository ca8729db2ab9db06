"""This file is the days of the example school: its school days, its weeks and the clock of its lessons."""

from bisect import bisect_left, bisect_right
from collections.abc import Iterable
from datetime import UTC, date, datetime, time, timedelta

from lesobs.domain.schoolyear import Holiday, SchoolYear, is_school_day

LESSON_STARTS = ((8, 30), (9, 20), (10, 15), (11, 20), (12, 10), (13, 30), (14, 20), (15, 10))
LESSON_MINUTES = 50
FIRST_WEEK = 31
MONDAY, FRIDAY = 1, 5


class SchoolDays:
    """The days with lessons from `first` to `last`, counted back and forth."""

    def __init__(self, holidays: Iterable[Holiday], first: date, last: date) -> None:
        closed = tuple(holidays)
        every = (first + timedelta(days=number) for number in range((last - first).days + 1))
        self.all = [day for day in every if is_school_day(day, closed)]

    def between(self, first: date, last: date) -> list[date]:
        """The school days from `first` to `last`, both included."""
        return self.all[bisect_left(self.all, first) : bisect_right(self.all, last)]

    def after(self, day: date, number: int) -> date:
        """So many school days later; 0 is the day itself, or the next school day."""
        place = bisect_left(self.all, day) if number == 0 else bisect_right(self.all, day) + number - 1
        return self.all[min(place, len(self.all) - 1)]

    def before(self, day: date, number: int) -> date | None:
        """The school day from which it is so many school days to `day`; None before the first one."""
        place = bisect_right(self.all, day) - number - 1
        return self.all[place] if place >= 0 else None


def week_period(
    year: SchoolYear, first: int, last: int, weekdays: tuple[int, int] = (MONDAY, FRIDAY)
) -> tuple[date, date]:
    """From Monday of the first to Friday of the last ISO week of a school year, or from and to other days."""
    return (
        date.fromisocalendar(year.start + (first < FIRST_WEEK), first, weekdays[0]),
        date.fromisocalendar(year.start + (last < FIRST_WEEK), last, weekdays[1]),
    )


def half_year(year: SchoolYear, half: int) -> tuple[date, date]:
    """August to January (1), or February to July (2)."""
    if half == 1:
        return year.first_day, date(year.start + 1, 1, 31)
    return date(year.start + 1, 2, 1), year.last_day


def lesson_clock(hour: int, minute: int) -> time:
    """The clock time so many minutes into a lesson hour."""
    hours, minutes = LESSON_STARTS[hour - 1]
    return time(hours + (minutes + minute) // 60, (minutes + minute) % 60)


def moment(day: date, clock: time) -> datetime:
    """A moment in the Netherlands: UTC+1, and UTC+2 from the last Sunday of March to that of October."""
    summer = _last_sunday(day.year, 3) <= day < _last_sunday(day.year, 10)
    return datetime.combine(day, clock, UTC) - timedelta(hours=1 + summer)


def _last_sunday(year: int, month: int) -> date:
    last = date(year, month, 31)
    return last - timedelta(days=(last.weekday() + 1) % 7)
