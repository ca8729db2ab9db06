"""This file is how dates, times, counts and names are written in Dutch, on screen and on paper."""

from collections.abc import Iterable
from datetime import date, datetime, time
from functools import cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from zoneinfo import ZoneInfo

LONG_DAYS = 366
"""A week number alone says too little of what lasts longer."""
FULL_DAYS = ("maandag", "dinsdag", "woensdag", "donderdag", "vrijdag", "zaterdag", "zondag")
DAYS = ("ma", "di", "wo", "do", "vr", "za", "zo")
MONTHS = ("jan", "feb", "mrt", "apr", "mei", "jun", "jul", "aug", "sep", "okt", "nov", "dec")
FULL_MONTHS = (
    "januari",
    "februari",
    "maart",
    "april",
    "mei",
    "juni",
    "juli",
    "augustus",
    "september",
    "oktober",
    "november",
    "december",
)


@cache
def _zone() -> "ZoneInfo":
    """The clock of the classroom, whatever a laptop is set to; looked up after the first paint."""
    from zoneinfo import ZoneInfo

    return ZoneInfo("Europe/Amsterdam")


def now() -> datetime:
    """The moment on the clock of the classroom."""
    return datetime.now(_zone())


def today() -> date:
    """The day on the clock of the classroom."""
    return now().date()


def local(moment: datetime) -> datetime:
    """A moment on the clock of the classroom."""
    return moment.astimezone(_zone())


def day(value: date, *, year: bool = True) -> str:
    """`ma 23 nov 2026`, or `ma 23 nov` without the year."""
    text = f"{DAYS[value.weekday()]} {value.day} {MONTHS[value.month - 1]}"
    return f"{text} {value.year}" if year else text


def week(value: date) -> int:
    """The ISO week number."""
    return value.isocalendar().week


def clock(value: time | datetime) -> str:
    """`10.42`, as schools write it."""
    return f"{value.hour}.{value.minute:02d}"


def day_and_clock(value: datetime, *, year: bool = True) -> str:
    """`vr 20 nov 2026, 16.12 uur`, of a moment that is local already."""
    return f"{day(value, year=year)}, {clock(value)} uur"


def period(start: date, end: date) -> str:
    """`ma 30 nov – vr 11 dec 2026`; one date when both are the same; both years when they differ."""
    if start == end:
        return day(start)
    return f"{day(start, year=start.year != end.year)} – {day(end)}"


def months(first: date, last: date) -> str:
    """`sep t/m nov 2026`, `dec 2026 t/m feb 2027`, or one month as `nov 2026`."""
    begin, end = MONTHS[first.month - 1], f"{MONTHS[last.month - 1]} {last.year}"
    if (first.year, first.month) == (last.year, last.month):
        return end
    return f"{begin} t/m {end}" if first.year == last.year else f"{begin} {first.year} t/m {end}"


def weeks(start: date, end: date) -> str:
    """`week 49 en 50`, `week 49–52`, `week 49`; over more than a year `week 32 (2025) – week 31 (2028)`."""
    first, last = week(start), week(end)
    if (end - start).days > LONG_DAYS:
        return f"week {first} ({start.isocalendar().year}) – {until_week(start, end)}"
    if (start.isocalendar()[:2]) == (end.isocalendar()[:2]):
        return f"week {first}"
    if (end - start).days <= 13 and last - first == 1:
        return f"week {first} en {last}"
    return f"week {first}–{last}"


def until_week(start: date, end: date) -> str:
    """The last week of a period: `week 51`, and `week 31 (2028)` when it lasts longer than a year."""
    return (
        f"week {week(end)} ({end.isocalendar().year})"
        if (end - start).days > LONG_DAYS
        else f"week {week(end)}"
    )


def beyond(start: date, end: date, first: date, last: date) -> str:
    """How a period goes on outside another: `sinds aug 2025, t/m aug 2028`; empty when it lies within it."""
    parts = [f"sinds {MONTHS[start.month - 1]} {start.year}"] if start < first else []
    parts += [f"t/m {MONTHS[end.month - 1]} {end.year}"] if end > last else []
    return ", ".join(parts)


def ago(value: date, today: date) -> str:
    """How long ago a day was: `vandaag`, `3 dagen geleden`, `5 weken geleden`, `ruim 2 jaar geleden`."""
    days = (today - value).days
    if days <= 1:
        return "gisteren" if days == 1 else "vandaag" if days == 0 else "nog te komen"
    months = (today.year - value.year) * 12 + today.month - value.month - (today.day < value.day)
    if days < 14:
        return f"{days} dagen geleden"
    if months < 3:
        return f"{days // 7} weken geleden"
    if months < 12:
        return f"{months} maanden geleden"
    years, rest = divmod(months, 12)
    return f"{'ruim ' if rest else ''}{'een' if years == 1 else years} jaar geleden"


def count(number: int, one: str, many: str) -> str:
    """`1 les`, `3 lessen`, `geen lessen`."""
    if number == 0:
        return f"geen {many}"
    return f"{number} {one if number == 1 else many}"


_NUMBERS = ("geen", "één", "twee", "drie", "vier", "vijf", "zes", "zeven", "acht", "negen", "tien")


def number_word(number: int) -> str:
    """`vier`; from eleven on `11`."""
    return _NUMBERS[number] if 0 <= number < len(_NUMBERS) else str(number)


def listed(words: Iterable[str], joint: str = "en") -> str:
    """`wiskunde, Engels en biologie`, or with another word before the last."""
    *rest, last = list(words) or [""]
    return f"{', '.join(rest)} {joint} {last}" if rest else last


def full_name(first: str, prefix: str, last: str) -> str:
    """`Sanne de Wit`: the parts that are there, one space between."""
    return " ".join(part for part in (first, prefix, last) if part)


def sort_name(first: str, prefix: str, last: str) -> str:
    """`Wit, Sanne de`: as a Dutch list of names is ordered."""
    rest = " ".join(part for part in (first, prefix) if part)
    return f"{last}, {rest}" if rest else last
