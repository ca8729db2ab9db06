"""This file is how an activity comes back in later school years: how often, and by what it finds its days."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from lesobs.domain import dutch
from lesobs.domain.errors import RuleBroken
from lesobs.domain.schoolyear import Holiday, SchoolYear, is_school_day, public_holidays

FARTHEST_DAYS = 60
"""Most days between an activity and the holiday it goes by."""
SHORTEST_HOLIDAY = 5
"""Days a holiday lasts at least to part one period of the school year from the next."""
_FIRST_WEEK = 31
"""The ISO week in which a school year begins; this week and later ones are of its first half."""
_LONGEST_SEARCH = 100


class Every(StrEnum):
    """How often."""

    PERIOD = "period"
    YEAR = "year"
    TWO_YEARS = "two_years"
    FOUR_YEARS = "four_years"

    @property
    def years(self) -> int:
        return {"two_years": 2, "four_years": 4}.get(self.value, 1)

    @property
    def word(self) -> str:
        return {
            "period": "elke periode",
            "year": "elk jaar",
            "two_years": "eens in de 2 jaar",
            "four_years": "eens in de 4 jaar",
        }[self.value]


class Anchor(StrEnum):
    """What keeps its place: the date, the ISO week, or so many days after or before a holiday."""

    DATE = "date"
    WEEK = "week"
    AFTER = "after"
    BEFORE = "before"

    @property
    def by_holiday(self) -> bool:
        return self in (Anchor.AFTER, Anchor.BEFORE)


@dataclass(frozen=True, slots=True)
class Rule:
    """When an activity comes back. `first_on` to `last_on` is the one the others are like. `holiday` (empty:
    every holiday that ends a period) and `days` count for an anchor to a holiday only. `moves_out`: what
    would begin in a holiday or a weekend begins at the first school day after it."""

    every: Every
    anchor: Anchor
    first_on: date
    last_on: date
    holiday: str = ""
    days: int = 0
    moves_out: bool = False

    @property
    def first_year(self) -> SchoolYear:
        """The school year of the one the others are like; a week over 1 August is of the new one."""
        if self.anchor is not Anchor.WEEK:
            return SchoolYear.of(self.first_on)
        year, week, _ = self.first_on.isocalendar()
        return SchoolYear(year if week >= _FIRST_WEEK else year - 1)

    @property
    def place(self) -> str:
        """Where in the year: `in week 41`, `op 1 oktober`, `10 dagen na de herfstvakantie`."""
        day = self.first_on
        if self.anchor is Anchor.DATE:
            return f"op {day.day} {dutch.FULL_MONTHS[day.month - 1]}"
        if self.anchor is Anchor.WEEK:
            return f"in week {dutch.week(day)}"
        side = "na" if self.anchor is Anchor.AFTER else "vóór"
        return f"{dutch.count(self.days, 'dag', 'dagen')} {side} {_with_article(self.holiday)}"

    @property
    def words(self) -> str:
        """`elk jaar in week 41`."""
        return f"{self.every.word} {self.place}"

    def is_in_turn(self, year: SchoolYear) -> bool:
        """Whether it comes back in this school year; it does not before the first."""
        ahead = year.start - self.first_year.start
        return ahead >= 0 and ahead % self.every.years == 0

    def next_turn(self, year: SchoolYear) -> SchoolYear:
        """The first school year from this one on in which it comes back."""
        while not self.is_in_turn(year):
            year = year.next
        return year


@dataclass(frozen=True, slots=True)
class Occurrence:
    """One time a rule comes back. `key` names it for good, also when its days change. Without days it can not
    be placed, and `remark` says why; else that says what is worth knowing about the days."""

    key: str
    starts_on: date | None
    ends_on: date | None
    why: str
    remark: str = ""


def require_rule(rule: Rule) -> None:
    """Raises RuleBroken for a rule that can not be followed."""
    if rule.last_on < rule.first_on:
        raise RuleBroken("De einddatum ligt vóór de begindatum. Kies een einddatum op of na het begin.")
    if rule.every is Every.PERIOD and not (rule.anchor.by_holiday and rule.holiday == ""):
        raise RuleBroken("Elke periode herhalen kan alleen zoveel dagen vóór of na een vakantie.")
    if rule.anchor.by_holiday:
        if rule.every is not Every.PERIOD and not rule.holiday.strip():
            raise RuleBroken("Kies de vakantie waar deze activiteit bij hoort.")
        if not 1 <= rule.days <= FARTHEST_DAYS:
            raise RuleBroken(f"Kies 1 tot en met {FARTHEST_DAYS} dagen vóór of na de vakantie.")
    length = (rule.last_on - rule.first_on).days + 1
    if rule.every is Every.PERIOD and length > FARTHEST_DAYS:
        raise RuleBroken("Deze activiteit duurt te lang om elke periode terug te komen.")
    if length > 365 * rule.every.years:
        raise RuleBroken("Deze activiteit is nog bezig als ze terug zou komen. Maak haar korter.")


def occurrences(rule: Rule, year: SchoolYear, holidays: Iterable[Holiday]) -> list[Occurrence]:
    """The times a rule comes back in a school year, in order; none when it is not its turn. `holidays` are
    those of the school, of all years it knows."""
    if not rule.is_in_turn(year):
        return []
    known = tuple(holidays)
    if rule.every is Every.PERIOD:
        return _every_period(rule, year, known)
    if rule.anchor.by_holiday:
        return [_by_one_holiday(rule, year, known)]
    if rule.anchor is Anchor.DATE:
        first, remark = _same_date(rule.first_on, year)
        last = _clamped(rule.last_on, first.year + rule.last_on.year - rule.first_on.year)
    else:
        first, remark = _same_week(rule.first_on, year)
        last = first + (rule.last_on - rule.first_on)
    return [_placed(rule, year.name, year, first, last, rule.place, remark, known)]


def rules_for(first_on: date, last_on: date, every: Every, holidays: Sequence[Holiday]) -> list[Rule]:
    """What an activity on these days can go by: its date, its week, the holiday before or after it."""
    found = []
    if every is not Every.PERIOD:
        found = [Rule(every, anchor, first_on, last_on) for anchor in (Anchor.DATE, Anchor.WEEK)]
    near = [one for one in holidays if every is not Every.PERIOD or _parts(one)]
    ended = [one for one in near if 1 <= (first_on - one.ends_on).days <= FARTHEST_DAYS]
    coming = [one for one in near if 1 <= (one.starts_on - first_on).days <= FARTHEST_DAYS]
    if ended:
        after = max(ended, key=lambda one: one.ends_on)
        name = "" if every is Every.PERIOD else after.name
        found.append(Rule(every, Anchor.AFTER, first_on, last_on, name, (first_on - after.ends_on).days))
    if coming:
        before = min(coming, key=lambda one: one.starts_on)
        name = "" if every is Every.PERIOD else before.name
        found.append(Rule(every, Anchor.BEFORE, first_on, last_on, name, (before.starts_on - first_on).days))
    return found


def start_of_week(year: SchoolYear, week: int) -> date:
    """The Monday of an ISO week of a school year; of week 52 when a year has no week 53."""
    iso_year = year.start if week >= _FIRST_WEEK else year.start + 1
    return date.fromisocalendar(iso_year, min(week, _last_week(iso_year)), 1)


def _last_week(iso_year: int) -> int:
    return date(iso_year, 12, 28).isocalendar().week


def _same_date(day: date, year: SchoolYear) -> tuple[date, str]:
    found = _clamped(day, year.start if day.month >= 8 else year.start + 1)
    if found.day == day.day:
        return found, ""
    return found, f"In {found.year} is er geen 29 februari: het wordt de 28e."


def _clamped(day: date, year: int) -> date:
    """The same day in another calendar year; 29 February becomes the last of that month."""
    try:
        return day.replace(year=year)
    except ValueError:
        return day.replace(year=year, day=28)


def _same_week(day: date, year: SchoolYear) -> tuple[date, str]:
    _, week, weekday = day.isocalendar()
    monday = start_of_week(year, week)
    remark = "" if dutch.week(monday) == week else f"In {year} is er geen week {week}: het wordt week 52."
    return monday + timedelta(days=weekday - 1), remark


def _by_one_holiday(rule: Rule, year: SchoolYear, holidays: Sequence[Holiday]) -> Occurrence:
    name = _same_name(rule.holiday)
    found = [one for one in holidays if _same_name(one.name) == name and _edge(rule, one) in year]
    if len(found) == 1:
        return _at_holiday(rule, year.name, year, found[0], holidays)
    if found:
        reason = f"In {year} zijn er {len(found)} keer vrije dagen die ‘{rule.holiday}’ heten."
    elif _is_known(year, holidays):
        reason = f"In {year} zijn er geen vrije dagen die ‘{rule.holiday}’ heten."
    else:
        reason = f"De vakanties van {year} zijn nog niet bekend."
    return Occurrence(year.name, None, None, rule.place, reason)


def _every_period(rule: Rule, year: SchoolYear, holidays: Sequence[Holiday]) -> list[Occurrence]:
    if not _is_known(year, holidays):
        reason = f"De vakanties van {year} zijn nog niet bekend."
        return [Occurrence(year.name, None, None, rule.words, reason)]
    of_year = sorted(
        (one for one in holidays if _parts(one) and _edge(rule, one) in year), key=lambda one: one.starts_on
    )
    found, seen = [], dict[str, int]()
    for one in of_year:
        name = _same_name(one.name)
        seen[name] = seen.get(name, 0) + 1
        key = f"{year} {name}" if seen[name] == 1 else f"{year} {name} {seen[name]}"
        found.append(_at_holiday(rule, key, year, one, holidays))
    return found


def _at_holiday(
    rule: Rule, key: str, year: SchoolYear, holiday: Holiday, holidays: Sequence[Holiday]
) -> Occurrence:
    days = timedelta(days=rule.days if rule.anchor is Anchor.AFTER else -rule.days)
    first = _edge(rule, holiday) + days
    side = "na" if rule.anchor is Anchor.AFTER else "vóór"
    dates = dutch.period(holiday.starts_on, holiday.ends_on)
    why = f"{dutch.count(rule.days, 'dag', 'dagen')} {side} {_with_article(holiday.name)} ({dates})"
    return _placed(rule, key, year, first, first + (rule.last_on - rule.first_on), why, "", holidays)


def _placed(
    rule: Rule,
    key: str,
    year: SchoolYear,
    first: date,
    last: date,
    why: str,
    remark: str,
    holidays: Sequence[Holiday],
) -> Occurrence:
    """An occurrence on these days, moved out of a holiday or weekend when the rule says so."""
    remarks = [remark] if remark else []
    if rule.moves_out:
        moved = _first_school_day(first, holidays)
        if moved != first:
            remarks.append(f"Geschoven van {dutch.day(first, year=False)}: {_why_free(first, holidays)}.")
            first, last = moved, last + (moved - first)
        if not _is_known(year, holidays):
            remarks.append(f"De vakanties van {year} zijn nog niet bekend; kijk het later na.")
    elif free := _why_free(first, holidays):
        remarks.append(f"Begint op een vrije dag: {free}.")
    return Occurrence(key, first, last, why, " ".join(remarks))


def _first_school_day(day: date, holidays: Sequence[Holiday]) -> date:
    for ahead in range(_LONGEST_SEARCH):
        if is_school_day(day + timedelta(days=ahead), holidays):
            return day + timedelta(days=ahead)
    return day  # free days without an end, so there is nowhere to go


def _why_free(day: date, holidays: Sequence[Holiday]) -> str:
    """The name of what makes a day free, empty when it is none."""
    for holiday in (*holidays, *public_holidays(day.year)):
        if day in holiday:
            return holiday.name
    return "weekend" if day.weekday() >= 5 else ""


def _edge(rule: Rule, holiday: Holiday) -> date:
    """The day of a holiday that is counted from."""
    return holiday.ends_on if rule.anchor is Anchor.AFTER else holiday.starts_on


def _is_known(year: SchoolYear, holidays: Iterable[Holiday]) -> bool:
    return any(one.starts_on in year for one in holidays)


def _parts(holiday: Holiday) -> bool:
    return (holiday.ends_on - holiday.starts_on).days + 1 >= SHORTEST_HOLIDAY


def _same_name(name: str) -> str:
    return " ".join(name.split()).casefold()


def _with_article(name: str) -> str:
    if not name:
        return "elke vakantie"
    return f"de {name}" if name.casefold().endswith(("vakantie", "dagen", "weken", "week")) else name
