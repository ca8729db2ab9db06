"""This file is the school year: its name and weeks, holidays by region, public holidays and school days."""

import csv
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from functools import cache

from lesobs.domain.errors import RuleBroken


class Region(StrEnum):
    """The region the ministry spreads the holidays over; a school chooses it once."""

    NORTH = "N"
    MIDDLE = "M"
    SOUTH = "Z"

    @property
    def word(self) -> str:
        return {"N": "Noord", "M": "Midden", "Z": "Zuid"}[self.value]


@dataclass(frozen=True, slots=True, order=True)
class SchoolYear:
    """1 August of `start` to 31 July of the next calendar year, named `2026-2027`."""

    start: int

    @classmethod
    def of(cls, day: date) -> "SchoolYear":
        return cls(day.year if day.month >= 8 else day.year - 1)

    @classmethod
    def named(cls, name: str) -> "SchoolYear":
        """Read `2026-2027`; raises RuleBroken when it is not two years in a row."""
        first, _, second = name.strip().partition("-")
        if not (first.isdigit() and second.isdigit() and len(first) == 4 and int(second) == int(first) + 1):
            raise RuleBroken(f"‘{name}’ is geen schooljaar. Schrijf het als 2026-2027.")
        if not 1990 <= int(first) <= 2200:
            raise RuleBroken(f"Schooljaar {name} ligt te ver weg.")
        return cls(int(first))

    @classmethod
    def all_between(cls, first: date, last: date) -> "list[SchoolYear]":
        """The school years from one day to another, the newest first."""
        return [cls(start) for start in range(cls.of(last).start, cls.of(first).start - 1, -1)]

    @property
    def name(self) -> str:
        return f"{self.start}-{self.start + 1}"

    @property
    def first_day(self) -> date:
        return date(self.start, 8, 1)

    @property
    def last_day(self) -> date:
        return date(self.start + 1, 7, 31)

    @property
    def next(self) -> "SchoolYear":
        return SchoolYear(self.start + 1)

    @property
    def previous(self) -> "SchoolYear":
        return SchoolYear(self.start - 1)

    def __contains__(self, day: date) -> bool:
        return self.first_day <= day <= self.last_day

    def __str__(self) -> str:
        return self.name

    def mondays(self) -> list[date]:
        """The Monday of each ISO week that has a day in this school year (52 to 54 of them)."""
        first = self.first_day - timedelta(days=self.first_day.weekday())
        return list(_every(first, self.last_day, timedelta(weeks=1)))


@dataclass(frozen=True, slots=True)
class Holiday:
    """Days without lessons, both ends included."""

    name: str
    starts_on: date
    ends_on: date

    def __contains__(self, day: date) -> bool:
        return self.starts_on <= day <= self.ends_on


@dataclass(frozen=True, slots=True)
class NationalHoliday:
    """One row of the published holidays. `advised` means a school may choose other dates; `sure` means the
    date was read in an official source (else it is likely, and must be checked by the school)."""

    year: SchoolYear
    holiday: Holiday
    regions: frozenset[Region]
    advised: bool
    sure: bool


_HOLIDAY_NAMES = {
    "herfst": "herfstvakantie",
    "kerst": "kerstvakantie",
    "voorjaar": "voorjaarsvakantie",
    "mei": "meivakantie",
    "zomer": "zomervakantie",
}


def read_national_holidays(text: str) -> tuple[NationalHoliday, ...]:
    """The rows of resources/schoolvakanties.csv."""
    return tuple(
        NationalHoliday(
            year=SchoolYear.named(row["schooljaar"]),
            holiday=Holiday(
                _HOLIDAY_NAMES[row["vakantie"]],
                date.fromisoformat(row["van"]),
                date.fromisoformat(row["tot"]),
            ),
            regions=frozenset(Region(letter) for letter in row["regio"]),
            advised=row["status"] == "advies",
            sure=row["zekerheid"] == "S",
        )
        for row in csv.DictReader(text.splitlines(), delimiter=";")
    )


def easter(year: int) -> date:
    """Easter Sunday in the Gregorian calendar (J. Meeus, Astronomical Algorithms, ch. 8)."""
    a, b, c = year % 19, year // 100, year % 100
    d, e = divmod(b, 4)
    g = (b - (b + 8) // 25 + 1) // 3
    h = (19 * a + b - d - g + 15) % 30
    i, k = divmod(c, 4)
    el = (32 + 2 * e + 2 * i - h - k) % 7
    m = (a + 11 * h + 22 * el) // 451
    month, day = divmod(h + el - 7 * m + 114, 31)
    return date(year, month, day + 1)


@cache
def public_holidays(year: int) -> tuple[Holiday, ...]:
    """The general days off of one calendar year. Good Friday and Liberation Day are left to the school: they
    are no general day off. King's Day moves to the 26th when the 27th is a Sunday."""
    sunday = easter(year)
    king = date(year, 4, 27)
    days = [
        ("Nieuwjaarsdag", date(year, 1, 1)),
        ("eerste paasdag", sunday),
        ("tweede paasdag", sunday + timedelta(days=1)),
        ("Koningsdag", king if king.weekday() != 6 else date(year, 4, 26)),
        ("Hemelvaartsdag", sunday + timedelta(days=39)),
        ("eerste pinksterdag", sunday + timedelta(days=49)),
        ("tweede pinksterdag", sunday + timedelta(days=50)),
        ("eerste kerstdag", date(year, 12, 25)),
        ("tweede kerstdag", date(year, 12, 26)),
    ]
    return tuple(Holiday(name, day, day) for name, day in days)


def is_school_day(day: date, holidays: Iterable[Holiday]) -> bool:
    """Whether lessons are given: a weekday outside the school's holidays and the public holidays."""
    if day.weekday() >= 5 or any(day in public for public in public_holidays(day.year)):
        return False
    return not any(day in holiday for holiday in holidays)


def week_ahead(today: date) -> tuple[date, date]:
    """Monday and Friday of the school week somebody looks at: this one, and in the weekend the next."""
    monday = today - timedelta(days=today.weekday()) + timedelta(weeks=int(today.weekday() >= 5))
    return monday, monday + timedelta(days=4)


class SchoolDays:
    """Counts school days. It remembers every day it looked at, so that thousands of spans cost little."""

    def __init__(self, holidays: Iterable[Holiday]) -> None:
        self._holidays = tuple(holidays)
        self._known: dict[date, bool] = {}

    def after(self, start: date, end: date) -> int:
        """School days from the day after `start` up to and including `end`; negative when `end` comes first.

        A lesson on Thursday discussed on Monday is 2 school days later.
        """
        if end < start:
            return -self.after(end, start)
        return sum(map(self._is_school_day, _every(start + timedelta(days=1), end, timedelta(days=1))))

    def _is_school_day(self, day: date) -> bool:
        if day not in self._known:
            self._known[day] = is_school_day(day, self._holidays)
        return self._known[day]


def _every(first: date, last: date, step: timedelta) -> Iterator[date]:
    day = first
    while day <= last:
        yield day
        day += step
