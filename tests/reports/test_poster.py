"""This file is the tests of the poster."""

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from pypdf import PdfReader
from report_samples import HOSTILE, PRINTED, pages, words

from lesobs.domain.cycle import Phase
from lesobs.reports.poster import SIZES, PosterReport, write_poster
from lesobs.reports.poster_cards import PosterCard

WORKED = (PosterCard("Iedereen doet mee", "Nederlands", "geborgd vr 9 okt"),)


def card(title: str, phase: Phase = Phase.DO, late: str = "") -> PosterCard:
    return PosterCard(title, "Ruud Hofstede", "week 48 en 49", phase, late)


def poster(
    *cards: PosterCard,
    worked: tuple[PosterCard, ...] = WORKED,
    later: dict[Phase, int] | None = None,
    choice: str = "",
    school: str = "Hazelkamp College",
) -> PosterReport:
    return PosterReport(school, cards, worked, later or {}, 6, choice, PRINTED)


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "poster.pdf"


def sizes(path: Path) -> set[float]:
    """The sizes of semibold type on the paper, of titles among others."""
    found: set[float] = set()

    def visit(text: str, _cm: object, _tm: object, font: object, size: float) -> None:
        if text.strip() and isinstance(font, dict) and "Semibold" in str(font.get("/BaseFont")):
            found.add(round(size, 1))

    for page in PdfReader(path).pages:
        page.extract_text(visitor_text=visit)
    return found


def test_a_week_is_one_wide_a3_with_large_titles(path: Path) -> None:
    cards = [card(f"Kaart {number}", phase) for phase in Phase for number in range(3)]
    assert write_poster(path, poster(*cards, later={Phase.PLAN: 4}, choice="sectie Wiskunde")).pages == 1
    (page,) = pages(path)
    box = PdfReader(path).pages[0].mediabox
    assert (round(box.width), round(box.height)) == (1191, 842)
    for said in (
        *("Weekbord", "week 48", "ma 23 nov – vr 27 nov 2026", "Hazelkamp College · sectie Wiskunde"),
        *("Plannen", "Doen", "Opnieuw kijken", "Borgen of bijstellen", "Gelukt", "Iedereen doet mee"),
        *("geborgd vr 9 okt", "later dit jaar: nog 4", "12 open activiteiten", "blad 1 van 1"),
    ):
        assert said in page
    assert SIZES[0] in sizes(path)


def test_the_poster_looks_less_far_ahead_rather_than_onto_a_second_sheet(path: Path) -> None:
    """What is left out is counted with what comes later."""
    now = [card(f"Kaart nummer {number}") for number in range(5)]
    soon = [replace(card(f"Straks {weeks}"), weeks_ahead=weeks) for weeks in (2, 3, 5, 6)]
    assert write_poster(path, poster(*now, *soon, later={Phase.DO: 3})).pages == 1
    (page,) = pages(path)
    assert "Straks 2" in page and "Straks 6" not in page
    weeks = int(page.split("of begint binnen ")[1][0])
    shown = [one for one in soon if one.weeks_ahead <= weeks]
    assert all(one.title in page for one in shown)
    assert f"later dit jaar: nog {3 + len(soon) - len(shown)}" in page
    assert f"{len(now) + len(shown)} open activiteiten" in page


def test_too_many_cards_go_on_to_a_second_sheet_and_say_so(path: Path) -> None:
    cards = [card(f"Kaart nummer {number}") for number in range(20)]
    total = write_poster(path, poster(*cards, later={Phase.DO: 3})).pages
    found, told = pages(path), words(path)
    assert total == len(found) > 1
    assert all(one.title in told for one in cards)
    assert "op blad 2" in found[0] and "later dit jaar" not in found[0]
    assert "Doen (vervolg)" in found[1] and "later dit jaar: nog 3" in found[-1]
    assert "Iedereen doet mee" in found[0] and "Iedereen doet mee" not in found[1]
    assert min(sizes(path) - {12.5, 14.0}) >= SIZES[-1] * 0.64 - 0.1


def test_successes_that_do_not_fit_are_counted(path: Path) -> None:
    worked = tuple(PosterCard(f"Succes {number}", "", "klaar") for number in range(30))
    write_poster(path, poster(worked=worked))
    (page,) = pages(path)
    shown = sum(f"Succes {number} klaar" in page for number in range(30))
    assert 4 < shown < 30
    assert f"en nog {30 - shown} eerder" in page


def test_an_empty_board_leaves_room_to_write(path: Path) -> None:
    assert write_poster(path, poster(worked=())).pages == 1
    assert "geen open activiteiten" in words(path)


@pytest.mark.parametrize("title", [*HOSTILE, "Verantwoordelijkheidsgevoel" * 11, "woord " * 50])
def test_any_title_stays_on_its_card(path: Path, title: str) -> None:
    shown = card(title, late="over tijd, week 45")
    assert write_poster(path, poster(shown, worked=(shown,), choice=title[:200], school=title)).pages == 1
    assert "over tijd, week 45" in words(path)
    if len(title) > 200:
        assert "is ingekort: de hele titel staat in de activiteitenlijst" in words(path)


def test_a_word_is_rather_set_smaller_than_broken(path: Path) -> None:
    write_poster(path, poster(card("Lesbezoekronde 1")))
    assert "Lesbezoekronde 1" in words(path)
    assert SIZES[0] not in sizes(path)


def test_a_poster_made_in_the_weekend_is_for_the_week_to_come(path: Path) -> None:
    for printed, number in ((date(2026, 11, 22), 48), (date(2026, 11, 27), 48), (date(2026, 11, 28), 49)):
        write_poster(path, replace(poster(), printed_on=printed))
        assert f"week {number}" in words(path)


def test_one_card_too_many_takes_room_to_write_rather_than_a_sheet(path: Path) -> None:
    cards = [card(f"Een titel die over twee regels gaat {number}") for number in range(5)]
    assert write_poster(path, poster(*cards)).pages == 1
