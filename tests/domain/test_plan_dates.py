"""What the cells of a year plan say of when, and what is refused rather than guessed."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lesobs.domain import dutch
from lesobs.domain.errors import RuleBroken
from lesobs.domain.plan_dates import Column, read_when
from lesobs.domain.schoolyear import SchoolYear

YEAR = SchoolYear(2026)


def day(text: str) -> date:
    return date.fromisoformat(text)


@pytest.mark.parametrize(
    ("text", "first", "last"),
    [
        ("12-10-2026", "2026-10-12", "2026-10-12"),
        ("12.10.26", "2026-10-12", "2026-10-12"),
        ("2026-10-12", "2026-10-12", "2026-10-12"),
        ("12 okt", "2026-10-12", "2026-10-12"),
        ("12 oktober", "2026-10-12", "2026-10-12"),
        ("ma 12 okt 2026", "2026-10-12", "2026-10-12"),
        ("Do 1 okt.", "2026-10-01", "2026-10-01"),
        ("3 mrt", "2027-03-03", "2027-03-03"),
        ("12/10", "2026-10-12", "2026-10-12"),
        ("oktober", "2026-10-01", "2026-10-31"),
        ("febr.", "2027-02-01", "2027-02-28"),
        ("sept - nov", "2026-09-01", "2026-11-30"),
        ("nov/dec", "2026-11-01", "2026-12-31"),
        ("december t/m februari", "2026-12-01", "2027-02-28"),
        ("wk 41–43", "2026-10-05", "2026-10-23"),
        ("wk 41 – wk 43", "2026-10-05", "2026-10-23"),
        ("Week 41", "2026-10-05", "2026-10-09"),
        ("week 41 en 42", "2026-10-05", "2026-10-16"),
        ("weken 41 t/m 43", "2026-10-05", "2026-10-23"),
        ("41-43", "2026-10-05", "2026-10-23"),
        ("41", "2026-10-05", "2026-10-09"),
        ("wk 51-2", "2026-12-14", "2027-01-15"),
        ("week 53", "2026-12-28", "2027-01-01"),
        ("12 okt - 3 nov", "2026-10-12", "2026-11-03"),
        ("12-16 oktober", "2026-10-12", "2026-10-16"),
        ("12-10-2026 t/m 16-10-2026", "2026-10-12", "2026-10-16"),
        ("28 dec t/m 8 jan", "2026-12-28", "2027-01-08"),
        ("1 en 2 okt", "2026-10-01", "2026-10-02"),
        ("12-10", "2026-10-12", "2026-10-12"),
    ],
)
def test_what_can_be_read(text: str, first: str, last: str) -> None:
    found = read_when(text, YEAR)
    assert (found.first, found.last, found.remark) == (day(first), day(last), "")


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("begin oktober", "‘begin oktober’ is gelezen als do 1 okt – za 31 okt 2026"),
        ("vóór 1 okt", "‘vóór 1 okt’ is gelezen als do 1 okt 2026"),
        ("doorlopend", "‘doorlopend’ is gelezen als het hele schooljaar"),
        ("12 okt 2025", "valt buiten schooljaar 2026-2027"),
    ],
)
def test_what_is_not_taken_literally_is_told(text: str, said: str) -> None:
    assert read_when(text, YEAR).remark == said


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("n.t.b.", "geen datum, maand of week"),
        ("periode 1", "geen datum, maand of week"),
        ("9-10", "kan een week zijn of een dag; schrijf ‘wk 9-10’, of zet de maand erbij"),
        ("12", "kan een week zijn of een dag"),
        ("29-2", "geen dag, en ook geen weken na elkaar"),
        ("29 februari", "29-2-2027 is geen dag die bestaat"),
        ("31-11-2026", "geen dag die bestaat"),
        ("week 60", "week 60 bestaat niet in schooljaar 2026-2027"),
        ("week 43-41", "week 41 komt in een schooljaar vóór week 43"),
        ("41, 43 en 45", "noemt losse weken; geef elke periode een eigen rij"),
        ("vergadering 3 keer per jaar", "geen datum, maand of week"),
        ("46307", "geen datum, maand of week"),
    ],
)
def test_what_can_not_be_read_says_why(text: str, why: str) -> None:
    with pytest.raises(RuleBroken) as refused:
        read_when(text, YEAR)
    assert why in str(refused.value)


def test_the_heading_decides_between_a_week_and_a_day() -> None:
    assert read_when("9-10", YEAR, Column.DAYS).first == day("2026-10-09")
    assert read_when("9-10", YEAR, Column.WEEKS).first == day("2027-03-01")
    assert read_when("12", YEAR, Column.WEEKS).first == day("2027-03-22")
    with pytest.raises(RuleBroken, match="dag"):
        read_when("12", YEAR, Column.DAYS)


def test_a_leap_day_is_read_in_its_own_year() -> None:
    assert read_when("29 feb", SchoolYear(2027)).first == day("2028-02-29")


DAYS = st.dates(date(2026, 8, 1), date(2027, 7, 31))


@given(DAYS, st.integers(0, 60))
def test_whatever_way_a_day_is_written_it_is_that_day(first: date, days: int) -> None:
    last = min(first + timedelta(days=days), YEAR.last_day)
    for text in (
        dutch.day(first),
        dutch.day(first, year=False),
        f"{first:%d-%m-%Y}",
        f"{first.day} {dutch.FULL_MONTHS[first.month - 1]}",
        first.isoformat(),
    ):
        assert read_when(text, YEAR).first == first
    found = read_when(f"{dutch.day(first)} – {dutch.day(last)}", YEAR)
    assert (found.first, found.last) == (first, last)
    shown = read_when(dutch.weeks(first, last), YEAR) if first.month != 8 or first.day > 2 else None
    if shown is not None and last.weekday() < 5:
        assert shown.first <= first and shown.last >= last


@given(st.text(max_size=30))
def test_any_text_is_read_or_refused(text: str) -> None:
    try:
        found = read_when(text, YEAR)
    except RuleBroken as refusal:
        assert str(refusal)
    else:
        assert isinstance(found.first, date)
