"""Months are read, follow each other, and are said as periods."""

import pytest

from lesobs.domain.errors import RuleBroken
from lesobs.domain.month import from_to, named, periods, said, year_of
from lesobs.domain.schoolyear import SchoolYear


def test_a_period_goes_on_over_the_turn_of_the_year() -> None:
    assert from_to(("2026-11", "2027-02")) == ["2026-11", "2026-12", "2027-01", "2027-02"]
    assert from_to(("2026-12", "2026-12")) == ["2026-12"]


def test_months_that_follow_each_other_are_one_period() -> None:
    assert periods({"2026-12", "2027-01", "2026-09", "2027-03"}) == [
        ("2026-09", "2026-09"),
        ("2026-12", "2027-01"),
        ("2027-03", "2027-03"),
    ]
    assert periods([]) == []


@pytest.mark.parametrize(
    ("period", "words"),
    [
        (("2026-09", "2026-11"), "sep t/m nov 2026"),
        (("2026-12", "2027-02"), "dec 2026 t/m feb 2027"),
        (("2027-01", "2027-01"), "jan 2027"),
    ],
)
def test_a_period_is_said_in_short(period: tuple[str, str], words: str) -> None:
    assert said(period) == words


def test_a_month_belongs_to_a_school_year() -> None:
    assert (year_of("2026-07"), year_of("2026-08")) == (SchoolYear(2025), SchoolYear(2026))


@pytest.mark.parametrize("text", ["2026-13", "sep 2026", "2026-9-1", "", "0001-01", "2026-00", "99999-01"])
def test_what_is_no_month_is_refused(text: str) -> None:
    with pytest.raises(RuleBroken):
        named(text)
