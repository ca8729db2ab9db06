"""This file is the tests of a month on paper."""

from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pypdf import PdfReader
from report_samples import HOLIDAYS, HOSTILE, PRINTED, long_text, pages, words

from lesobs.domain.cycle import Phase
from lesobs.domain.month_weeks import mondays
from lesobs.reports.month import MonthReport, write_month
from lesobs.reports.month_layout import lay_out
from lesobs.reports.planner_layout import A4, PlannerActivity

NOVEMBER = date(2026, 11, 1)
PHASES = list(Phase)


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "maand.pdf"


def activity(title: str, first: date, days: int = 1, **more: object) -> PlannerActivity:
    last = first + timedelta(days=days - 1)
    made = PlannerActivity(title, Phase.DO, first, last, "Ada", "rector", overdue=False, done=False)
    return replace(made, **more)


def month(*activities: PlannerActivity, first: date = NOVEMBER) -> MonthReport:
    return MonthReport("Hazelkamp College", first, activities, HOLIDAYS, PRINTED, "alle standaarden")


def busy(number: int) -> list[PlannerActivity]:
    """So many in one month, of one day up to three weeks, each with a title of its own."""
    lengths = (1, 1, 2, 1, 5, 1, 3, 19)
    return [
        activity(
            f"Werk nummer {n:02}",
            NOVEMBER + timedelta(days=(n * 7) % 29),
            lengths[n % len(lengths)],
            phase=PHASES[n % 4],
        )
        for n in range(number)
    ]


def test_a_month_is_one_wide_a4_with_days_weeks_and_holidays(path: Path) -> None:
    write_month(path, month(activity("Studiedag", date(2026, 11, 12)), first=date(2026, 12, 1)))
    write_month(path, month(activity("Studiedag", date(2026, 11, 12)), activity("Gala", date(2026, 12, 17))))
    (page,) = pages(path)
    box = PdfReader(path).pages[0].mediabox
    assert (float(box.width), float(box.height)) == pytest.approx(A4.page, abs=0.01)
    for said in (
        *("Kwaliteitskalender november 2026", "Hazelkamp College · alle standaarden", "Studiedag · Ada"),
        *("maandag", "zondag", "44", "49", "1 nov", "26 okt", "30", "stand van ma 23 nov 2026"),
        *("plannen", "borgen of bijstellen", "1 activiteit · pagina 1 van 1"),
    ):
        assert said in page, said
    assert "Gala" not in page, "it is in another month"


def test_holidays_of_school_and_country_are_named(path: Path) -> None:
    write_month(path, month(first=date(2026, 12, 1)))
    (page,) = pages(path)
    assert "kerstvakantie" in page and "eerste kerstdag" in page.casefold()
    assert "2e kerstdag" in page, "on a Saturday there is no room for more"
    assert "In december 2026 staat nog niets in de kalender." in page


def test_forty_activities_are_read_or_counted_and_listed(path: Path) -> None:
    found = busy(40)
    write_month(path, month(*found))
    sheet, *rest = pages(path)
    assert len(rest) == 1 and ", zie lijst" in sheet and "Wat niet in de dagen paste" in rest[0]
    for one in found:
        assert one.title in sheet or one.title in rest[0], one.title
    assert sum(one.title in sheet for one in found) > 25


def test_a_long_title_gets_a_number_and_follows_in_full(path: Path) -> None:
    long = "Leerlingen aan het woord: " + long_text(300)
    write_month(path, month(activity(long, date(2026, 11, 12)), activity("Kort", date(2026, 11, 13))))
    sheet, titles = pages(path)
    assert "… (1)" in sheet and "Volledige titels" in titles and long in titles
    assert "Kort" not in titles


def test_a_day_says_how_many_visits_it_has(path: Path) -> None:
    """Also beside the name of a holiday; one outside the weeks of the month is left out."""
    visits = {date(2026, 12, 3): 3, date(2026, 12, 21): 1, date(2026, 11, 23): 40}
    write_month(path, replace(month(first=date(2026, 12, 1)), visits=visits))
    (page,) = pages(path)
    assert "3 lesbezoeken" in page and "1 lesbezoek " in f"{page} " and "kerstvakantie" in page
    assert "4 aangekondigde lesbezoeken · stand van ma 23 nov 2026" in page
    assert "40 lesbezoeken" not in page and "nog niets" not in page


@pytest.mark.parametrize("number", [0, 1, 200])
def test_none_and_two_hundred_look_right(path: Path, number: int) -> None:
    write_month(path, month(*busy(number)))
    told = words(path)
    assert all(one.title in told for one in busy(number))
    assert len(pages(path)) <= 11


def test_text_as_somebody_typed_it_is_text(path: Path) -> None:
    typed = [activity(one, date(2026, 11, 2), 19, owner="<b>&") for one in HOSTILE]
    write_month(path, month(*typed))
    told = words(path)
    assert "<b>&" in told and all(" ".join(one.split()) in told for one in HOSTILE[:4])


@settings(max_examples=40)
@given(
    st.dates(date(2024, 1, 1), date(2030, 12, 31)).map(lambda day: day.replace(day=1)),
    st.lists(st.tuples(st.integers(-20, 45), st.integers(1, 60)), max_size=45),
)
def test_every_day_of_every_activity_has_a_bar_or_is_counted(
    first: date, made: list[tuple[int, int]]
) -> None:
    all_of_it = [activity(f"A{n}", first + timedelta(days=at), days) for n, (at, days) in enumerate(made)]
    sheet = lay_out(all_of_it, first, 480)
    assert sum(week.height for week in sheet.weeks) == pytest.approx(480)
    for monday, week in zip(mondays(first), sheet.weeks, strict=True):
        lanes = [lane for lane, _ in week.bars]
        assert max(lanes, default=0) * sheet.pitch < week.height
        for day in (monday + timedelta(days=n) for n in range(7)):
            running = [one for one in all_of_it if one.starts_on <= day <= one.ends_on]
            shown = [bar for _, bar in week.bars if bar.activity.starts_on <= day <= bar.activity.ends_on]
            assert len(running) == len(shown) + week.more.get(day, 0)
            assert len({lane for lane, bar in week.bars if bar in shown}) == len(shown), "none on another"
