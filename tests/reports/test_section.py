"""This file is the tests of the section pages."""

import re
from dataclasses import replace
from pathlib import Path

import pytest
from report_samples import (
    HOSTILE,
    INDICATORS,
    long_text,
    pages,
    picture,
    sections,
    words,
)

from lesobs.domain.highlights import choose_highlights
from lesobs.domain.picture import Cell, Grouping, PictureRow
from lesobs.domain.small_groups import Veil
from lesobs.domain.tally import Tally
from lesobs.reports.questions import shipped_questions
from lesobs.reports.section import GoodLessonCard, SectionReport, write_sections


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "beeld.pdf"


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
        "Gekozen uit wat in 8 of meer lessen is gescoord.",
    ):
        assert said in page
    assert page.index("Dit was vaak te zien") < page.index("Hier valt iets te bespreken")
    for _, title in INDICATORS:
        assert title in page


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


def test_the_whole_school_is_not_compared_with_itself(path: Path) -> None:
    write_sections(path, replace(sections(), rows=(picture().total,)))
    (page,) = pages(path)
    assert "· school" not in page
    assert "Voor het MT en alle secties" in page
    write_sections(path, replace(sections(), rows=(picture().total,), rows_are=Grouping.DEPARTMENT))
    assert "Voor het MT en alle afdelingen" in words(path)


def thin(row: PictureRow) -> PictureRow:
    """With so few lessons that nothing is put forward."""
    return replace(row, lessons=7, cells=tuple(Cell(Tally((1, 1, 2, 1))) for _ in INDICATORS))


def test_with_too_few_lessons_there_is_the_school_to_talk_about(path: Path) -> None:
    report = sections("Wiskunde")
    write_sections(path, replace(report, rows=(thin(report.rows[0]),)))
    (page,) = pages(path)
    for said in (
        "Hier zijn nog te weinig lessen om iets uit te lichten: dat kan vanaf 8 gescoorde lessen",
        "In de hele school vaak te zien",
        "In de hele school te bespreken",
        "55 van 63 lessen op 3 of 4",
        "Waaraan merken leerlingen dit in onze lessen?",
    ):
        assert said in page
    assert "Dit was vaak te zien" not in page


def test_too_few_lessons_in_the_school_too_are_said_to_be_so(path: Path) -> None:
    shown = picture()
    rows = thin(shown.rows[3]), thin(shown.total)
    small_school = replace(shown, rows=rows[:1], total=rows[1])
    write_sections(path, replace(sections(), picture=small_school, rows=rows))
    assert [page.count("Nog te weinig lessen: vanaf 8") for page in pages(path)] == [2, 2]


def test_a_year_without_lessons_says_so(path: Path) -> None:
    shown = picture()
    total = PictureRow(shown.total.group, 0, 0, 0, tuple(Cell(Tally()) for _ in INDICATORS))
    write_sections(path, replace(sections(), picture=replace(shown, rows=(), total=total), rows=(total,)))
    assert "Nog geen lessen in 2025-2026." in words(path)


def small(veil: Veil) -> SectionReport:
    """A section with one cell told in words, and nothing else."""
    report = sections("Wiskunde")
    cells = (Cell(None, veil), *(Cell(None, Veil.HIDDEN) for _ in INDICATORS[1:]))
    return replace(report, rows=(replace(report.rows[0], cells=cells),))


@pytest.mark.parametrize(
    ("veil", "said", "under"),
    [
        (Veil.NEARLY_ALL, "alle of bijna alle lessen op 3 of 4 · school 70 van 83", "Dit was vaak te zien"),
        (
            Veil.NEARLY_NONE,
            "geen of bijna geen lessen op 3 of 4 · school 70 van 83",
            "Hier valt iets te bespreken",
        ),
    ],
)
def test_what_is_told_in_words_stays_in_words(path: Path, veil: Veil, said: str, under: str) -> None:
    write_sections(path, small(veil))
    (page,) = pages(path)
    assert page.index(under) < page.index(said)
    row = page[page.index("A1 Sfeer en uitdaging") : page.index("A2 Veilig om te proberen")]
    assert row == f"A1 Sfeer en uitdaging {veil.words} 70 van 83 "
    assert "In woorden: een kleine groep" in page


def shipped_keys(report: SectionReport) -> SectionReport:
    """The same indicators under the keys of the program, so that the bank of questions knows them."""
    keys = list(shipped_questions())
    named = tuple(replace(i, key=key) for i, key in zip(report.picture.indicators, keys, strict=True))
    return replace(report, picture=replace(report.picture, indicators=named))


def test_two_points_have_their_questions_and_two_strengths_stand_beside_them(path: Path) -> None:
    report = shipped_keys(sections("Wiskunde"))
    write_sections(path, report)
    (page,) = pages(path)
    chosen = choose_highlights(report.picture, report.rows[0])
    first, second = (shipped_questions()[line.indicator.key].asked for line in chosen.points[:2])
    for question in (*first, *second[:2]):
        assert question in page
    for line in chosen.strengths[:2]:
        assert line.indicator.watched in page


def test_a_line_from_a_good_lesson_stands_with_what_is_put_forward(path: Path) -> None:
    report = shipped_keys(sections("Wiskunde"))
    chosen = choose_highlights(report.picture, report.rows[0])
    put_forward, other = chosen.points[0].indicator, report.picture.indicators[12]
    assert other.key not in {line.indicator.key for line in (*chosen.points, *chosen.strengths)}
    cards = (
        GoodLessonCard(other.key, "Hier gaat het vandaag niet over."),
        GoodLessonCard(put_forward.key, "Iedereen houdt het bordje omhoog."),
        GoodLessonCard(put_forward.key, "Een tweede over hetzelfde."),
    )
    write_sections(path, replace(report, good_lessons={"wiskunde": cards, "biologie": cards}))
    (page,) = pages(path)
    assert f"Uit een goede les · {put_forward.title} “Iedereen houdt het bordje omhoog.”" in page
    assert "niet over." not in page and "tweede" not in page


@pytest.mark.parametrize("hostile", HOSTILE[2:4])
def test_texts_of_the_school_are_just_text(path: Path, hostile: str) -> None:
    report = sections("Wiskunde")
    shown = report.picture
    named = tuple(replace(i, title=hostile, watched=hostile, question=hostile) for i in shown.indicators)
    row = replace(report.rows[0], group=replace(report.rows[0].group, name=hostile))
    write_sections(path, replace(report, picture=replace(shown, indicators=named, rows=(row,)), rows=(row,)))
    found = pages(path)
    assert len(found) == 1
    assert all(hostile in page for page in found)


def test_long_questions_and_many_indicators_go_on_over_pages(path: Path) -> None:
    report = sections("Wiskunde")
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
    assert set(long.split()) <= set(" ".join(found).split())
