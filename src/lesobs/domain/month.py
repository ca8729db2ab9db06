"""This file is months as labels, such as `2026-09`, and periods of them."""

from collections.abc import Iterable
from datetime import date

from lesobs.domain import dutch
from lesobs.domain.errors import RuleBroken
from lesobs.domain.schoolyear import SchoolYear

Period = tuple[str, str]
"""The first month and the last."""


def label_of(day: date) -> str:
    """The month of a day."""
    return f"{day:%Y-%m}"


def named(text: str) -> str:
    """Read a month; raises RuleBroken when it is none."""
    try:
        day = date.fromisoformat(f"{text.strip()}-01")
    except ValueError:
        raise RuleBroken(f"‘{text}’ is geen maand. Schrijf hem als 2026-09.") from None
    SchoolYear.named(SchoolYear.of(day).name)  # not too far away
    return label_of(day)


def year_of(label: str) -> SchoolYear:
    """The school year that a month is in."""
    return SchoolYear.of(date.fromisoformat(f"{label}-01"))


def from_to(period: Period) -> list[str]:
    """All months of a period."""
    (year, first), (last_year, last) = (map(int, label.split("-")) for label in period)
    until = 12 * (last_year - year) + last
    return [f"{year + place // 12}-{place % 12 + 1:02}" for place in range(first - 1, until)]


def periods(labels: Iterable[str]) -> list[Period]:
    """Months as periods, months that follow each other in one."""
    found: list[Period] = []
    for label in sorted(labels):
        if found and from_to((found[-1][1], label))[1:] == [label]:
            found[-1] = found[-1][0], label
        else:
            found.append((label, label))
    return found


def said(period: Period) -> str:
    """`sep t/m nov 2026`."""
    first, last = (date.fromisoformat(f"{label}-01") for label in period)
    return dutch.months(first, last)
