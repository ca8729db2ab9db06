"""This file is how a year plan tells when: dates, Dutch months and week numbers of a school year."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta
from enum import Enum

from lesobs.domain import dutch
from lesobs.domain.errors import RuleBroken
from lesobs.domain.schoolyear import SchoolYear

_MONTHS = {
    word: number
    for number, words in enumerate(
        (
            *("jan januari", "feb febr februari", "mrt maart", "apr april", "mei", "jun juni", "jul juli"),
            *("aug augustus", "sep sept september", "okt oktober", "nov november", "dec december"),
        ),
        start=1,
    )
    for word in words.split()
}
_MONTH = "|".join(sorted(_MONTHS, key=len, reverse=True))
_DAY_NAMES = re.compile(
    r"\b(?:(?:maan|dins|woens|donder|vrij|zater|zon)dag|ma|di|wo|do|vr|za|zo)\b\.?,?\s*(?=\d)"
)
_QUIET = re.compile(r"^(?:vanaf|van|op|per|datum)[:\s]\s*")
_LOUD = re.compile(r"^(?:begin|half|midden|medio|eind|einde|rond|omstreeks|ca\.?|uiterlijk|voor|vóór|na)\s+")
_ISO = re.compile(r"(\d{4})-(\d{1,2})-(\d{1,2})")
_NUMBERS = re.compile(r"(\d{1,2})\s*[-/.]\s*(\d{1,2})(?:\s*[-/.]\s*'?(\d{4}|\d{2}))?\.?")
_WORDS = re.compile(rf"(\d{{1,2}})(?:e|de|ste)?[\s-]*({_MONTH})\.?(?:[\s-]*'?(\d{{4}}|\d{{2}}))?")
_DAY = re.compile(r"(\d{1,2})")
_TO = r"\s*(?:-|/|&|\+|\ben\b)\s*"
_WEEK_WORD = r"(?:weeknummers?|weeknr\.?|weken|week|wkn|wk|w)\.?\s*"
_WEEKS = re.compile(rf"{_WEEK_WORD}(\d{{1,2}})(?:{_TO}(?:{_WEEK_WORD})?(\d{{1,2}}))?(?:[\s,(]+(\d{{4}})\)?)?")
_BARE = re.compile(rf"(\d{{1,2}})(?:{_TO}(\d{{1,2}}))?")
_WHOLE_MONTHS = re.compile(rf"({_MONTH})\.?(?:{_TO}({_MONTH})\.?)?(?:\s+'?(\d{{4}}|\d{{2}}))?")
_WHOLE_YEAR = re.compile(
    r"(?:het\s+)?(?:ge)?hee?le?\s+(?:school)?jaar(?:\s+door)?|doorlopend|gehele jaar|continu"
)
_SEVERAL = re.compile(
    rf"(?:{_WEEK_WORD})?\d{{1,2}}(?:\s*(?:,|;|en|&|\+|/)\s*(?:{_WEEK_WORD})?\d{{1,2}}){{2,}}"
)


class Column(Enum):
    """What the heading says the numbers below it are."""

    DAYS = "days"
    WEEKS = "weeks"
    ANY = "any"


@dataclass(frozen=True, slots=True)
class When:
    """A period, both ends included; `remark` says what was not taken literally."""

    first: date
    last: date
    remark: str = ""


def read_when(text: str, year: SchoolYear, column: Column = Column.ANY) -> When:
    """The period a cell tells of. What has no year of its own is in `year`.

    Raises RuleBroken with the reason when it can't be read, or can be read in two ways: nothing is guessed.
    """
    words, remark = _plain(text)
    whole = _WHOLE_YEAR.fullmatch(words)
    if whole:
        return When(year.first_day, year.last_day, f"‘{_short(text)}’ is gelezen als het hele schooljaar")
    for read in (_one_day, _weeks, _months, _from_to):
        found = read(words, year)
        if found is not None:
            return _told(text, found, year, remark)
    return _told(text, _numbers(words, text, year, column), year, remark)


def _plain(text: str) -> tuple[str, bool]:
    """Small letters, single spaces, one kind of dash; and whether a word as `begin` was left out."""
    words = " ".join(text.casefold().replace("‑", "-").split())
    words = re.sub(r"\s*[–—]\s*", " - ", words)
    words = re.sub(r"\s*\b(?:t/m|tm|t\.e\.m\.?|t\.m\.|tot en met|tot)\b\.?\s*", " - ", words)
    words = _QUIET.sub("", _DAY_NAMES.sub("", words.strip()))
    bare = _LOUD.sub("", words)
    return _DAY_NAMES.sub("", bare), bare != words


def _told(text: str, found: tuple[date, date], year: SchoolYear, loud: bool) -> When:
    first, last = found
    remarks = []
    if loud:
        remarks.append(f"‘{_short(text)}’ is gelezen als {dutch.period(first, last)}")
    if last < year.first_day or first > year.last_day:
        remarks.append(f"valt buiten schooljaar {year}")
    return When(first, last, "; ".join(remarks))


def _one_day(words: str, year: SchoolYear) -> tuple[date, date] | None:
    """A whole date; numbers without a year may be weeks too, and are left to `_numbers`."""
    iso = _ISO.fullmatch(words)
    if iso:
        day = _date(int(iso[1]), int(iso[2]), int(iso[3]))
        return day, day
    if (match := _NUMBERS.fullmatch(words)) and not match[3] and _BARE.fullmatch(words):
        return None
    day_found = _day(words, year)
    return None if day_found is None else (day_found, day_found)


def _day(words: str, year: SchoolYear, near: date | None = None) -> date | None:
    """One date in numbers or words. Without a month, or a year, those of `near`, the end of its period."""
    words = words.strip()
    if iso := _ISO.fullmatch(words):
        return _date(int(iso[1]), int(iso[2]), int(iso[3]))
    match = _NUMBERS.fullmatch(words)
    if match:
        return _in_year(int(match[1]), int(match[2]), match[3], year, near)
    if match := _WORDS.fullmatch(words):
        return _in_year(int(match[1]), _MONTHS[match[2]], match[3], year, near)
    if near is not None and _DAY.fullmatch(words):
        return _date(near.year, near.month, int(words))
    return None


def _in_year(day: int, month: int, written: str | None, year: SchoolYear, near: date | None) -> date:
    if written:
        return _date(int(written) + (2000 if len(written) == 2 else 0), month, day)
    if near is not None and not year.first_day <= near <= year.last_day:
        found = _date(near.year, month, day)
        return found if found <= near else _date(near.year - 1, month, day)
    return _date(year.start if month >= 8 else year.start + 1, month, day)


def _date(year: int, month: int, day: int) -> date:
    try:
        return date(year, month, day)
    except ValueError:
        raise RuleBroken(f"{day}-{month}-{year} is geen dag die bestaat") from None


def _weeks(words: str, year: SchoolYear) -> tuple[date, date] | None:
    match = _WEEKS.fullmatch(words)
    if not match:
        return None
    first, last = int(match[1]), int(match[2] or match[1])
    if match[3]:
        return _monday_of(first, int(match[3])), _monday_of(last, int(match[3])) + timedelta(days=4)
    return _week_span(first, last, year)


def _monday_of(week: int, calendar_year: int) -> date:
    try:
        return date.fromisocalendar(calendar_year, week, 1)
    except ValueError:
        raise RuleBroken(f"week {week} bestaat niet in {calendar_year}") from None


def _week_span(first: int, last: int, year: SchoolYear) -> tuple[date, date]:
    """From Monday to Friday, in the order of the school year: week 51 to 2 is over new year."""
    mondays = [one for one in year.mondays() if one + timedelta(days=4) >= year.first_day]
    numbers = [dutch.week(monday) for monday in mondays]
    for number in (first, last):
        if number not in numbers:
            raise RuleBroken(f"week {number} bestaat niet in schooljaar {year}")
    start = numbers.index(first)
    if last not in numbers[start:]:
        raise RuleBroken(f"week {last} komt in een schooljaar vóór week {first}")
    return mondays[start], mondays[numbers.index(last, start)] + timedelta(days=4)


def _months(words: str, year: SchoolYear) -> tuple[date, date] | None:
    match = _WHOLE_MONTHS.fullmatch(words)
    if not match:
        return None
    last_month = _MONTHS[match[2] or match[1]]
    last = _in_year(1, last_month, match[3], year, None)
    first = _in_year(1, _MONTHS[match[1]], None, year, last) if match[2] else last
    return first, (last + timedelta(days=31)).replace(day=1) - timedelta(days=1)


def _from_to(words: str, year: SchoolYear) -> tuple[date, date] | None:
    """`12 okt - 3 nov`, `12-16 oktober`, `12-10-2026 - 16-10-2026`: cut where both sides are dates."""
    if _BARE.fullmatch(words):
        return None
    for cut in re.finditer(r"-|\ben\b", words):
        try:
            last = _day(words[cut.end() :], year)
            first = _day(words[: cut.start()], year, last) if last else None
        except RuleBroken:
            continue
        if first and last:
            return first, last
    return None


def _numbers(words: str, text: str, year: SchoolYear, column: Column) -> tuple[date, date]:
    """`41-43` and `9-10`: weeks or a date, whichever it can only be; the heading decides when it says so."""
    if _SEVERAL.fullmatch(words):
        raise RuleBroken(f"‘{_short(text)}’ noemt losse weken; geef elke periode een eigen rij")
    match = _BARE.fullmatch(words)
    if not match:
        raise RuleBroken(f"‘{_short(text)}’ is geen datum, maand of week")
    first, last = int(match[1]), int(match[2] or match[1])
    as_weeks = _tried(lambda: _week_span(first, last, year))
    as_day = _tried(lambda: _as_day(first, last, year)) if match[2] else None
    if column is Column.WEEKS:
        return as_weeks or _week_span(first, last, year)
    if column is Column.DAYS and as_day:
        return as_day
    only = as_weeks if as_day is None else as_day if as_weeks is None else None
    if only is not None and (match[2] or (first > 31 and column is Column.ANY)):
        return only
    if match[2] and as_weeks is None and as_day is None:
        raise RuleBroken(f"‘{_short(text)}’ is in schooljaar {year} geen dag, en ook geen weken na elkaar")
    raise RuleBroken(
        f"‘{_short(text)}’ kan een week zijn of een dag; schrijf ‘wk {_short(text)}’, of zet de maand erbij"
    )


def _as_day(day: int, month: int, year: SchoolYear) -> tuple[date, date]:
    found = _in_year(day, month, None, year, None)
    return found, found


def _tried(read: Callable[[], tuple[date, date]]) -> tuple[date, date] | None:
    try:
        return read()
    except (RuleBroken, ValueError):
        return None


def _short(text: str) -> str:
    line = " ".join(text.split())
    return line if len(line) <= 40 else f"{line[:39]}…"
