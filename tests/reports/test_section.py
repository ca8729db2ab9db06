"""This file is the tests of the section pages and the discussion pack."""

import re
from dataclasses import replace
from pathlib import Path

import pytest
from pypdf import PdfReader
from report_samples import (
    HOSTILE,
    INDICATORS,
    SECTION_NAMES,
    hidden_row,
    long_text,
    pages,
    picture,
    sections,
    words,
)

from lesobs.domain.picture import Cell, PictureRow
from lesobs.domain.tally import Tally
from lesobs.reports.section import write_sections


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "beeld.pdf"


@pytest.fixture(scope="module")
def pack(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The discussion pack of all sections, written once."""
    path = tmp_path_factory.mktemp("pack") / "pakket.pdf"
    write_sections(path, sections(pack=True))
    return path


@pytest.fixture(scope="module")
def pack_pages(pack: Path) -> list[str]:
    return pages(pack)


def test_one_section_is_one_page_with_counts_beside_every_figure(path: Path) -> None:
    write_sections(path, sections("Wiskunde"))
    (page,) = pages(path)
    for said in (
        "Sectiebeeld 2025-2026",
        "Voor de sectie Wiskunde en het MT",
        "13 lessen van 8 docenten door 4 waarnemers, ronde 1 en 2",
        "7 van 9 lessen op 3 of 4 · school 55 van 63",
        "3 van 12 lessen op 3 of 4 · school 35 van 82",
        "Hoe weet je na tien minuten wat alle leerlingen begrijpen?",
        "9 van 12 70 van 83",
        "Wat spreken jullie af?",
        "vanaf 8 gescoorde lessen",
    ):
        assert said in page
    assert page.index("Dit was vaak te zien") < page.index("Hier valt iets te bespreken")
    for _, title in INDICATORS:
        assert title in page


def test_no_mean_and_no_verdict(pack_pages: list[str]) -> None:
    found = " ".join(pack_pages).casefold()
    for word in ("gemiddeld", "onvoldoende", "voldoende", "rang"):
        assert word not in found


def test_a_pack_has_a_guide_the_map_and_a_page_per_section_in_the_given_order(
    pack: Path, pack_pages: list[str]
) -> None:
    found = pack_pages
    assert len(found) == 2 + len(SECTION_NAMES)
    assert "Zo lees je dit" in found[0]
    assert "Alle secties naast elkaar" in found[1]
    for name, page in zip(SECTION_NAMES, found[2:], strict=True):
        assert f"Voor de sectie {name} en het MT" in page
    reader = PdfReader(pack)
    assert [entry["/Title"] for entry in reader.outline] == [
        "Zo lees je dit",
        "Alle secties naast elkaar",
        *SECTION_NAMES,
    ]
    assert [reader.get_destination_page_number(entry) for entry in reader.outline] == list(range(len(found)))
    assert reader.pages[1].mediabox.width > reader.pages[1].mediabox.height
    assert reader.pages[2].mediabox.width < reader.pages[2].mediabox.height


def test_a_hidden_section_explains_itself_and_shows_only_the_school(path: Path) -> None:
    write_sections(path, sections("Klassieke talen"))
    (page,) = pages(path)
    assert "Hier zijn minder dan 5 docenten bezocht." in page
    assert "Bekijk het beeld van cluster Talen" in page
    before = page[: page.index("De hele school")]
    assert set(re.findall(r"\d+", before)) <= {"2025", "2026", "5", "1", "2", "3"}


def test_a_hidden_cell_prints_a_dash_and_no_number(path: Path) -> None:
    """Veilig om te proberen is hidden for biology: only the figure of the school may stand there."""
    write_sections(path, sections("Biologie"))
    (page,) = pages(path)
    rest = page[page.index("Alle indicatoren") :]
    row = rest[rest.index("A2 Veilig om te proberen") : rest.index("A3 Iedereen doet mee")]
    assert row == "A2 Veilig om te proberen – – 55 van 63 "
    assert "Gestreept: Bij minder dan 5 docenten tonen we geen cijfers" in page


def test_the_map_prints_nothing_of_hidden_rows_and_cells(path: Path) -> None:
    shown = picture()
    few = replace(
        shown,
        rows=(hidden_row("Kunst"), replace(shown.rows[0], cells=(Cell(None),) * len(INDICATORS))),
    )
    write_sections(path, replace(sections(pack=True), picture=few, rows=()))
    page = pages(path)[1]
    body = page[page.index("Kunst") : page.index("Hele school")]
    assert "Minder dan 5 docenten bezocht: geen cijfers." in body
    assert re.findall(r"\d+", body) == ["5", "5", "13", "8", "4"]
    assert body.count("–") == len(INDICATORS)


def test_the_whole_school_is_not_compared_with_itself(path: Path) -> None:
    write_sections(path, replace(sections(), rows=(picture().total,)))
    (page,) = pages(path)
    assert "· school" not in page
    assert "Voor het MT en alle secties" in page
    assert "en het minst vaak" in page


def test_too_few_lessons_are_said_to_be_so(path: Path) -> None:
    report = sections("Wiskunde")
    thin = replace(report.rows[0], lessons=7, cells=tuple(Cell(Tally((1, 1, 2, 1))) for _ in INDICATORS))
    write_sections(path, replace(report, rows=(thin,)))
    assert words(path).count("Nog te weinig lessen: vanaf 8") == 2


def test_a_school_without_lessons_gets_a_page_and_a_pack_that_say_so(path: Path) -> None:
    shown = picture()
    total = PictureRow(shown.total.group, 0, 0, 0, tuple(Cell(Tally()) for _ in INDICATORS))
    none = replace(shown, rows=(), total=total)
    write_sections(path, replace(sections(pack=True), picture=none, rows=()))
    assert "Er zijn nog geen lessen om over te praten." in words(path)
    write_sections(path, replace(sections(), picture=none, rows=(total,)))
    assert "Nog geen lessen in 2025-2026." in words(path)


@pytest.mark.parametrize("hostile", HOSTILE[2:4])
def test_texts_of_the_school_are_just_text(path: Path, hostile: str) -> None:
    report = sections("Wiskunde", pack=True)
    shown = report.picture
    named = tuple(replace(i, title=hostile, watched=hostile, question=hostile) for i in shown.indicators)
    row = replace(report.rows[0], group=replace(report.rows[0].group, name=hostile))
    write_sections(path, replace(report, picture=replace(shown, indicators=named, rows=(row,)), rows=(row,)))
    found = pages(path)
    assert len(found) == 3
    assert all(hostile in page for page in found)


def test_long_questions_and_many_indicators_go_on_over_pages(path: Path) -> None:
    report = sections("Wiskunde", pack=True)
    shown, long = report.picture, long_text(3000)
    many = tuple(
        replace(i, key=f"{i.key}.{n}", watched=long, question=long)
        for n in range(2)
        for i in shown.indicators
    )
    rows = tuple(replace(row, cells=row.cells * 2) for row in shown.rows * 2)
    wide = replace(shown, indicators=many, rows=rows, total=replace(shown.total, cells=shown.total.cells * 2))
    write_sections(path, replace(report, picture=wide, rows=rows[3:4]))
    found = pages(path)
    maps = [page for page in found if "Alle secties naast elkaar" in page]
    assert sum(page.count("Nederlands") for page in maps) == 4
    assert set(long.split()) <= set(" ".join(found).split())
