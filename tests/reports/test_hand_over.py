"""This file is the tests of the list with which somebody hands work over."""

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from report_samples import HOSTILE, long_text, pages, words

from lesobs.domain.hand_over import HeldKind
from lesobs.reports.hand_over import HandOverLine, HandOverReport, write_hand_over

CYCLE = HandOverLine(
    HeldKind.CYCLE,
    "Lesdoel helder",
    "afdeling havo · vervanger nog niemand",
    "D doen, 4 van 6 activiteiten klaar",
    date(2027, 2, 15),
    "sinds ma 7 sep 2026 · laatst wo 4 nov 2026: cyclus verder",
    "Rachid el Amrani",
)
VISIT = HandOverLine(
    HeldKind.VISIT,
    "Lesbezoek bij Minh Đặng",
    "Wiskunde · 3H2",
    "gepland",
    date(2026, 12, 1),
    "nog niet eerder bezocht",
)
TALK = HandOverLine(
    HeldKind.TALK,
    "Gesprek met Aylin Şahin",
    "Engels",
    "nog te bespreken",
    None,
    "",
    stays="kan alleen wie de les zag",
)


def report(*lines: HandOverLine, **change: object) -> HandOverReport:
    made = HandOverReport(
        "Hazelkamp College", "Joke Veldhuizen", "rector", date(2026, 12, 31), lines, date(2026, 11, 23)
    )
    return replace(made, **change)  # type: ignore[arg-type]


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "overdracht.pdf"


def test_each_thing_says_how_far_when_next_what_happened_and_to_whom(path: Path) -> None:
    write_hand_over(path, report(TALK, VISIT, CYCLE))
    found = words(path)
    assert "Overdracht van Joke Veldhuizen rector · uit dienst do 31 dec 2026 · 3 dingen op de lijst" in found
    for line in (CYCLE, VISIT, TALK):
        for part in (line.title, line.about, line.history):
            assert part in found
    assert "ma 15 feb 2027 Rachid el Amrani" in found
    assert "geen datum" in found and "kan alleen wie de les zag" in found
    kinds = [found.index(kind.heading) for kind in (HeldKind.CYCLE, HeldKind.VISIT, HeldKind.TALK)]
    assert kinds == sorted(kinds)
    assert "Doorgesproken op" in found
    assert "Voor wie overdraagt en wie overneemt" in found


def test_nothing_to_hand_over_is_said(path: Path) -> None:
    write_hand_over(path, report(left_on=None, function=""))
    assert "geen dingen op de lijst Er staat niets open: er is niets over te dragen." in words(path)


def test_five_hundred_rows_have_heads_on_every_page(path: Path) -> None:
    write_hand_over(path, report(*(replace(VISIT, title=f"Lesbezoek {number}.") for number in range(500))))
    found = pages(path)
    assert all("Wat Hoe ver Volgende datum Gaat naar" in page for page in found[:-1])
    assert all("Geplande bezoeken · vervolg" in page for page in found[1:-1])
    everything = " ".join(found)
    assert all(f"Lesbezoek {number}." in everything for number in range(500))


@pytest.mark.parametrize("hostile", HOSTILE)
def test_texts_are_just_text(path: Path, hostile: str) -> None:
    line = replace(CYCLE, title=hostile, about=hostile, history=hostile, state=hostile, heir=hostile)
    write_hand_over(path, report(line, school=hostile, person=hostile, function=hostile))
    assert words(path).count(hostile) >= 5


def test_endless_texts_go_on_over_pages(path: Path) -> None:
    line = replace(CYCLE, title=long_text(6000), history=long_text(6000), heir="x" * 3000)
    write_hand_over(path, report(line, line))
    assert words(path).split().count("woord500") == 4
