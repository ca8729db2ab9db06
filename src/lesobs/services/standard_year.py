"""This file is the standard year: a ready year of suggestions, and taking over what a school wants of it."""

import tomllib
from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass, replace
from datetime import date, timedelta
from functools import cache
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from lesobs.domain.activity import ActivityStatus
from lesobs.domain.cycle import Phase
from lesobs.domain.errors import RuleBroken
from lesobs.domain.recurrence import Anchor, Every, Rule, occurrences, require_rule, start_of_week
from lesobs.domain.schoolyear import Holiday, SchoolYear
from lesobs.domain.standards import STANDARDS
from lesobs.paths import resources
from lesobs.services.calendar import Calendar
from lesobs.services.series import new_series
from lesobs.storage import tables as t
from lesobs.storage.school_file import SchoolFile

_EVERY = {1: Every.YEAR, 2: Every.TWO_YEARS, 4: Every.FOUR_YEARS}
_TEXTS = ("key", "title", "text", "owner", "standard", "phase")
_PLACES = ({"weeks"}, {"dates"}, {"after", "days", "lasts"}, {"before", "days", "lasts"})
_OPTIONAL = {"every", "fact"}


@dataclass(frozen=True, slots=True)
class StandardItem:
    """One suggestion. `owner` is a function; `fact` is what is laid down outside the school. Its place is in
    weeks, on dates (month and day), or `days` from a holiday for `lasts` days."""

    key: str
    title: str
    text: str
    owner: str
    standard: str
    phase: Phase
    every: Every = Every.YEAR
    fact: str = ""
    weeks: tuple[int, int] | None = None
    dates: tuple[tuple[int, int], tuple[int, int]] | None = None
    anchor: Anchor = Anchor.WEEK
    holiday: str = ""
    days: int = 0
    lasts: int = 1

    @property
    def description(self) -> str:
        return f"{self.text} {self.fact}".strip()

    def rule(self, year: SchoolYear) -> Rule:
        """How it comes back from this school year on; by a holiday its own days are still to be found."""
        if self.weeks is not None:
            first, last = (start_of_week(year, week) for week in self.weeks)
            return Rule(self.every, Anchor.WEEK, first, last + timedelta(days=4))
        if self.dates is not None:
            first, last = (date(year.start + (month < 8), month, day) for month, day in self.dates)
            return Rule(self.every, Anchor.DATE, first, last)
        first = year.first_day
        last = first + timedelta(days=self.lasts - 1)
        return Rule(self.every, self.anchor, first, last, self.holiday, self.days)


@dataclass(frozen=True, slots=True)
class Suggestion:
    """An item in a school year. Without days it can't be placed, and `remark` says why; `present`: the school
    has it already; `past`: its days are over; `proposed`: chosen unless somebody thinks better of it."""

    item: StandardItem
    owner_id: str | None
    owner: str
    starts_on: date | None
    ends_on: date | None
    why: str
    remark: str
    present: bool
    past: bool

    @property
    def possible(self) -> bool:
        return self.starts_on is not None and not self.present

    @property
    def proposed(self) -> bool:
        """What comes once in some years is for the school to say: only it knows which year. What is over
        would only be late."""
        return self.possible and self.item.every is Every.YEAR and not self.past


class StandardYear:
    """Shows the standard year in a school year, and takes over what is chosen, in one action."""

    def __init__(self, file: SchoolFile, calendar: Calendar, today: Callable[[], date]) -> None:
        self._file, self._calendar, self._today = file, calendar, today

    def preview(self, year: SchoolYear) -> list[Suggestion]:
        """All items in this school year, in order; what has no place stands last. Nothing is written."""
        holidays, today = self._calendar.holidays(), self._today()
        titles = {_folded(line.title) for line in self._calendar.activities(year)}
        with self._file.reading() as session:
            persons = [one for one in session.scalars(select(t.Person)) if one.left_on is None]
            taken = set(session.scalars(select(t.Series.origin).where(t.Series.ended_on.is_(None))))
        found = []
        for item in standard_items():
            present = item.key in taken or _folded(item.title) in titles
            found.append(_suggested(item, year, holidays, persons, today, present=present))
        return sorted(found, key=lambda one: (one.starts_on or date.max, one.ends_on or date.max))

    def apply(self, year: SchoolYear, chosen: Collection[str]) -> int:
        """Take over the items with these keys, as suggestions; gives how many were added."""
        wanted = [one for one in self.preview(year) if one.possible and one.item.key in chosen]
        if not wanted:
            return 0
        with self._file.transaction(f"Standaardjaar overnemen in {year}") as session:
            for one in wanted:
                _take_over(session, one, year)
        return len(wanted)


@cache
def standard_items() -> tuple[StandardItem, ...]:
    """The items that come with the program."""
    return read_standard_year((resources() / "standard_year.toml").read_text("utf-8"))


def read_standard_year(text: str) -> tuple[StandardItem, ...]:
    """A standard year as TOML. Raises RuleBroken with what is wrong, and in which item."""
    try:
        tables = tomllib.loads(text).get("item", [])
    except tomllib.TOMLDecodeError as error:
        raise RuleBroken(f"Het standaardjaar is geen goede TOML: {error}") from None
    items = tuple(_item(table) for table in tables)
    for number, item in enumerate(items):
        if item.key in {one.key for one in items[:number]}:
            raise RuleBroken(f"{item.key}: deze naam staat er twee keer in.")
    return items


def _item(table: Mapping[str, Any]) -> StandardItem:
    name = str(table.get("key", "een item zonder key"))

    def refuse(reason: str) -> RuleBroken:
        return RuleBroken(f"{name}: {reason}.")

    texts = {field: table.get(field) for field in _TEXTS}
    if missing := [field for field, value in texts.items() if not isinstance(value, str) or not value]:
        raise refuse(f"{missing[0]} ontbreekt")
    place = set(table) - set(_TEXTS) - _OPTIONAL
    if place not in _PLACES:
        raise refuse("kies één plaats: weeks, dates, of after of before met days en lasts")
    if table["standard"] not in STANDARDS:
        raise refuse(f"standaard {table['standard']} kennen we niet")
    if table["phase"] not in {phase.value for phase in Phase}:
        raise refuse(f"fase {table['phase']} kennen we niet")
    if table.get("every", 1) not in _EVERY:
        raise refuse("every is 1, 2 of 4")
    anchor = Anchor.AFTER if "after" in table else Anchor.BEFORE if "before" in table else Anchor.WEEK
    try:
        item = StandardItem(
            **{field: table[field] for field in _TEXTS if field != "phase"},
            phase=Phase(table["phase"]),
            every=_EVERY[table.get("every", 1)],
            fact=table.get("fact", ""),
            weeks=(int(table["weeks"][0]), int(table["weeks"][1])) if "weeks" in table else None,
            dates=(_month_day(table["dates"][0]), _month_day(table["dates"][1]))
            if "dates" in table
            else None,
            anchor=anchor,
            holiday=str(table.get("after", table.get("before", ""))),
            days=int(table.get("days", 0)),
            lasts=int(table.get("lasts", 1)),
        )
        require_rule(item.rule(SchoolYear(2026)))
    except (ValueError, TypeError, IndexError):
        raise refuse("deze weken, data of dagen kunnen niet") from None
    except RuleBroken as broken:
        raise RuleBroken(f"{name}: {broken}") from None
    return item


def _month_day(text: str) -> tuple[int, int]:
    month, _, day = text.partition("-")
    return int(month), int(day)


def _suggested(
    item: StandardItem,
    year: SchoolYear,
    holidays: tuple[Holiday, ...],
    persons: Collection[t.Person],
    today: date,
    *,
    present: bool,
) -> Suggestion:
    (found,) = occurrences(item.rule(year), year, holidays)
    owners = [one for one in persons if _folded(item.owner) in _folded(one.function)]
    owner = owners[0] if len(owners) == 1 else None
    return Suggestion(
        item,
        owner.id if owner else None,
        owner.name if owner else "",
        found.starts_on,
        found.ends_on,
        f"{item.every.word}, {found.why}",
        found.remark,
        present,
        past=found.ends_on is not None and found.ends_on < today,
    )


def _take_over(session: Session, one: Suggestion, year: SchoolYear) -> None:
    assert one.starts_on is not None and one.ends_on is not None
    row = t.Activity(
        id=t.new_id(),
        title=one.item.title,
        description=one.item.description,
        phase=one.item.phase,
        standard=one.item.standard,
        owner_id=one.owner_id,
        starts_on=one.starts_on,
        ends_on=one.ends_on,
        status=ActivityStatus.TODO,
        occurrence=year.name,
        suggested=True,
    )
    rule = replace(one.item.rule(year), first_on=one.starts_on, last_on=one.ends_on)
    series = new_series(row, rule, one.item.key)
    session.add(series)
    session.flush()
    row.series_id = series.id
    session.add(row)


def _folded(text: str) -> str:
    return " ".join(text.split()).casefold()
