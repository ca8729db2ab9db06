"""This file is the tests of the year planner."""

from dataclasses import replace
from datetime import date, timedelta
from itertools import pairwise
from pathlib import Path

import pytest
from pypdf import PdfReader
from report_samples import (
    HOLIDAYS,
    HOSTILE,
    NAMES,
    OWNERS,
    YEAR,
    activity,
    long_text,
    many,
    pages,
    planned,
    planner,
    words,
)

from lesobs.domain.cycle import Phase
from lesobs.domain.schoolyear import Holiday
from lesobs.reports import planner_layout
from lesobs.reports.planner import Paper, PlannerActivity, write_planner
from lesobs.reports.planner_chart import foot_height, rows_room
from lesobs.reports.planner_layout import Measures, Weeks, lay_out


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "planner.pdf"


def room(measures: Measures) -> float:
    return rows_room(measures, foot_height(HOLIDAYS, YEAR, measures))


@pytest.mark.parametrize(("paper", "points"), [("A3", 1190.55), ("A4", 841.89)])
def test_a_believable_year_is_one_wide_page(path: Path, paper: Paper, points: float) -> None:
    write_planner(path, planner(), paper)
    (page,) = pages(path)
    box = PdfReader(path).pages[0].mediabox
    assert float(box.width) == pytest.approx(points, abs=0.01)
    assert box.width > box.height
    for said in (
        "Kwaliteitskalender 2026-2027",
        "Hazelkamp College · alle standaarden",
        "stand van ma 23 nov 2026",
        "vakanties: regio Midden",
        "53 activiteiten · pagina 1 van 1",
        "september",
        "herfst",
        "voorjaar",
        *(name for name, _ in OWNERS if name),
        *(one.title for one in planned()),
    ):
        assert said in page
    assert page.index("Geen eigenaar wie pakt dit op?") < page.index("Joke Veldhuizen")


@pytest.mark.parametrize(
    ("number", "paper", "most"), [(1, "A4", 1), (60, "A3", 1), (60, "A4", 1), (200, "A4", 8)]
)
def test_every_title_is_on_paper_whatever_their_number(
    path: Path, paper: Paper, number: int, most: int
) -> None:
    write_planner(path, planner(many(number)), paper)
    found = words(path)
    assert all(one.title in found for one in many(number))
    assert len(pages(path)) <= most


def test_an_empty_year_invites_to_begin(path: Path) -> None:
    write_planner(path, planner(()), "A4")
    found = words(path)
    assert "De kalender van 2026-2027 is nog leeg." in found
    assert "geen activiteiten · pagina 1 van 1" in found
    assert "juli" in found


def test_too_full_a_year_gets_a_page_for_each_half(path: Path) -> None:
    write_planner(path, planner(many(90)), "A3")
    first, second = pages(path)
    assert "september" in first
    assert "maart" not in first
    assert "februari" in second
    assert "december" not in second


def test_a_title_of_300_signs_is_elided_at_its_bar_and_follows_in_full(path: Path) -> None:
    long = "Leerlingen aan het woord: " + long_text(300)
    write_planner(path, planner((activity(long, 20, 2), activity("Kort", 30, 1))), "A4")
    chart, titles = pages(path)
    assert "… (1)" in chart
    assert "Volledige titels" in titles
    assert long in titles
    assert "Kort" not in titles


def test_an_activity_of_another_year_is_listed_apart(path: Path) -> None:
    other = PlannerActivity("Vorig jaar", Phase.DO, date(2025, 9, 1), date(2025, 10, 1), "", "", False, False)
    write_planner(path, planner((other,)), "A4")
    assert "Buiten dit schooljaar" in pages(path)[1]
    assert "Vorig jaar" in pages(path)[1]


@pytest.mark.parametrize("said", [*HOSTILE, *NAMES])
def test_titles_and_names_are_just_text(path: Path, said: str) -> None:
    one = PlannerActivity(said, Phase.ACT, date(2026, 9, 1), date(2026, 9, 4), said, said, True, False)
    write_planner(path, planner((one,), school=said), "A4")
    assert words(path).count(said) >= 3


@pytest.mark.parametrize("measures", [planner_layout.A3, planner_layout.A4])
@pytest.mark.parametrize("number", [1, 60, 200])
def test_nothing_overlaps_or_runs_off_the_chart(measures: Measures, number: int) -> None:
    """Bars with their labels, lane by lane, and rows within the page."""
    activities = (
        *many(number),
        activity("Een lange titel " * 12, 26, 1),
        activity("Nog een lange titel " * 9, 50, 1),
    )
    sheets, _ = lay_out(activities, YEAR, measures, room(measures))
    for sheet in sheets:
        assert sum(row.height(sheet.pitch, measures) for row in sheet.rows) <= room(measures)
        assert sheet.pitch >= measures.least_pitch > measures.bar
        for bars in (lane for row in sheet.rows for lane in row.lanes):
            ordered = sorted(bars, key=lambda bar: bar.start)
            assert all(bar.start >= 0 and bar.end <= measures.chart for bar in ordered)
            assert all(a.end < b.start for a, b in pairwise(ordered))


def test_owners_keep_their_order_in_both_halves() -> None:
    sheets, _ = lay_out(many(200), YEAR, planner_layout.A3, room(planner_layout.A3))
    order = ["Geen eigenaar", *dict.fromkeys(a.owner for a in many(200) if a.owner)]
    for half in {sheet.weeks for sheet in sheets}:
        owners = [row.owner for sheet in sheets if sheet.weeks == half for row in sheet.rows]
        assert [name for name in owners if not name.endswith("(vervolg)")] == order


def test_weekends_take_no_room_in_a_week() -> None:
    weeks = Weeks.of_year(YEAR)
    saturday, sunday, monday = date(2026, 10, 17), date(2026, 10, 18), date(2026, 10, 19)
    assert weeks.position(saturday) == weeks.position(sunday) == weeks.position(monday)
    assert weeks.column(sunday) == weeks.column(monday) - 1


def test_a_week_belongs_to_the_half_of_its_thursday() -> None:
    first, second = Weeks.of_year(YEAR).halves(YEAR)
    assert first.mondays[-1] == date(2027, 1, 25)
    assert second.mondays[0] == date(2027, 2, 1)
    assert len(first.mondays) + len(second.mondays) == 53


def test_many_days_off_close_together_are_all_named(path: Path) -> None:
    days = tuple(
        Holiday(
            f"studiedag {n}", date(2026, 11, 2) + timedelta(days=n), date(2026, 11, 2) + timedelta(days=n)
        )
        for n in range(5)
    )
    write_planner(path, planner(many(60), holidays=days), "A4")
    assert all(f"studiedag {n}" in pages(path)[0] for n in range(5))


def test_a_half_year_without_activities_is_no_page(path: Path) -> None:
    crowd = tuple(activity(f"Oktober {number}", 9 + number % 4, 1) for number in range(60))
    write_planner(path, planner(crowd), "A3")
    found, told = pages(path), words(path)
    assert all("oktober" in page and "april" not in page for page in found)
    assert all(one.title in told for one in crowd)


def test_rows_may_be_something_else_than_owners(path: Path) -> None:
    one = replace(activity("Kijken", 10, 2), row="OP3", caption="Pedagogisch-didactisch handelen")
    nobody = replace(activity("Van niemand", 10, 2, owner=0), row="OP2")
    write_planner(path, planner((one, nobody), standards_sentence="Joke Veldhuizen, OP3"))
    (page,) = pages(path)
    assert "OP3" in page and "Pedagogisch-" in page
    assert "Geen eigenaar" not in page and "rector" not in page
    assert "Hazelkamp College · Joke Veldhuizen, OP3" in page
