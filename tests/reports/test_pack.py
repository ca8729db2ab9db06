"""This file is the tests of the discussion pack, on paper and on a wall."""

import re
from collections.abc import Callable
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

from lesobs.domain.picture import Cell, Grouping, PictureRow
from lesobs.domain.small_groups import Veil
from lesobs.domain.tally import Tally
from lesobs.reports.pack import write_pack
from lesobs.reports.pack_slides import write_slides
from lesobs.reports.section import SectionReport

SHOWN, HIDDEN = SECTION_NAMES[:10], SECTION_NAMES[10:]
Writing = Callable[[Path, SectionReport], None]
both = pytest.mark.parametrize("write", [write_pack, write_slides])


def whole() -> SectionReport:
    """The whole school first, then all sections."""
    report = sections()
    return replace(report, rows=(report.picture.total, *report.rows))


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "pakket.pdf"


@pytest.fixture(scope="module")
def pack(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("pack") / "pakket.pdf"
    write_pack(path, whole())
    return path


@pytest.fixture(scope="module")
def slides(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("slides") / "dias.pdf"
    write_slides(path, whole())
    return path


def test_a_pack_has_a_guide_the_map_a_page_per_section_with_figures_and_the_agreements(pack: Path) -> None:
    found = pages(pack)
    titles = ["Zo lees je dit", "De secties naast elkaar", "Hele school", *SHOWN, "Onze afspraken"]
    assert len(found) == len(titles)
    reader = PdfReader(pack)
    assert [entry["/Title"] for entry in reader.outline] == titles
    assert [reader.get_destination_page_number(entry) for entry in reader.outline] == list(range(len(found)))
    assert [page.mediabox.width > page.mediabox.height for page in reader.pages] == [
        title == "De secties naast elkaar" for title in titles
    ]
    for name, page in zip(SHOWN, found[3:], strict=False):
        assert f"Voor de sectie {name} en het MT" in page
    for name in SHOWN:
        assert name in found[-1]


@pytest.mark.parametrize("paper", ["pack", "slides"])
def test_a_section_without_figures_is_named_with_the_reason(
    paper: str, request: pytest.FixtureRequest
) -> None:
    found = pages(request.getfixturevalue(paper))
    assert "Zonder eigen bladzijde: Klassieke talen en Kunst en muziek. Daar zijn minder dan 5" in found[0]
    for name in HIDDEN:
        assert not any(page.startswith(name) or f"Voor de sectie {name}" in page for page in found[1:])


def test_the_guide_explains_every_sign(pack: Path) -> None:
    guide = pages(pack)[0]
    for said in (
        "van de 10 lessen waarin we hierop keken, stonden er 7 op 3 of 4",
        "(n.v.t.)",
        "hoeveel lessen, docenten en waarnemers",
        "Eén of twee lessen verschil zegt niets.",
        "Bij minder dan 5 docenten tonen we geen cijfers",
        "alle of bijna alle",
        "Het gaat over lessen, niet over personen.",
    ):
        assert said.casefold() in guide.casefold()


@pytest.mark.parametrize("paper", ["pack", "slides"])
def test_no_mean_and_no_verdict(paper: str, request: pytest.FixtureRequest) -> None:
    found = words(request.getfixturevalue(paper)).casefold()
    for word in ("gemiddeld", "onvoldoende", "voldoende", "rang"):
        assert word not in found


def test_slides_are_wide_and_large_and_have_two_pages_per_section(slides: Path) -> None:
    reader = PdfReader(slides)
    assert {tuple(map(float, page.mediabox[2:])) for page in reader.pages} == {(960.0, 540.0)}
    found = pages(slides)
    for name in ("Hele school", *SHOWN):
        for said in ("dit was vaak te zien", "hier valt iets te bespreken"):
            assert sum(page.startswith(f"{name}: {said}") for page in found) == 1
    assert found[-1].startswith("Onze afspraken")
    sizes: set[float] = set()
    for page in reader.pages:
        page.extract_text(
            visitor_text=lambda text, _cm, _tm, _font, size: sizes.add(size) if text.strip() else None
        )
    assert min(sizes) >= 9 and sorted(sizes)[1] >= 12, "but for the digits in the legend"


def test_the_map_on_the_wall_has_every_figure_once(slides: Path) -> None:
    shown = picture()
    maps = [page for page in pages(slides) if "met de aantallen ernaast" in page]
    for part in "ABCD":
        assert sum(page.startswith(f"{part} · ") for page in maps) >= 1
    for row in shown.rows[:10]:
        counts = [f"{cell.tally.high} van {cell.tally.scored}" for cell in row.cells if cell.tally]
        for said in counts:
            assert any(said in page for page in maps)
    figures = sum(len(re.findall(r"\d+ van \d+ ", f"{page} ")) for page in maps)
    scored = sum(cell.tally is not None for row in shown.rows for cell in row.cells)
    again = sum(page.count("Hele school") - 1 for page in maps)
    assert figures - len(maps) >= scored and again == 0


@both
def test_nothing_is_printed_of_hidden_rows_and_cells(write: Writing, path: Path) -> None:
    shown = picture()
    few = replace(
        shown, rows=(hidden_row("Kunst"), replace(shown.rows[0], cells=(Cell(None, Veil.HIDDEN),) * 14))
    )
    write(path, replace(sections(), picture=few, rows=few.rows))
    maps = next(page for page in pages(path) if "Sfeer en uitdaging" in page)
    body = maps[maps.index("Kunst") : maps.index("Hele school")]
    assert set(re.findall(r"\d+", body)) <= {"5", "13", "8", "4"}, (
        "only how many lessons, teachers, observers"
    )
    assert "–" in body


@both
def test_words_are_told_without_a_figure(write: Writing, path: Path) -> None:
    shown = picture()
    row = replace(shown.rows[3], cells=(Cell(None, Veil.NEARLY_ALL), *shown.rows[3].cells[1:]))
    write(path, replace(sections(), picture=replace(shown, rows=(row,)), rows=(row,)))
    maps = next(page for page in pages(path) if "Sfeer en uitdaging" in page)
    body = maps[maps.index("Wiskunde") :]
    assert re.match(r"Wiskunde (13 8 4 )?alle of bijna( alle)? \d", body)


def test_with_too_few_lessons_one_slide_asks_what_the_school_can_talk_about(path: Path) -> None:
    shown = picture()
    few = replace(shown.rows[3], lessons=7, cells=tuple(Cell(Tally((1, 1, 2, 1))) for _ in INDICATORS))
    write_slides(path, replace(sections(), picture=replace(shown, rows=(few,)), rows=(few,)))
    (slide,) = (page for page in pages(path) if page.startswith("Wiskunde: "))
    for said in (
        "Wiskunde: herkennen we dit? 7 lessen van 8 docenten door 4 waarnemers",
        "Nog te weinig lessen om iets uit te lichten: dat kan vanaf 8 gescoorde lessen.",
        "In de hele school vaak te zien",
        "55 van 63 lessen op 3 of 4",
        "In de hele school te bespreken",
    ):
        assert said in slide
    assert slide.count("?") >= 3, "its title, and questions"
    assert "hieronder" not in words(path), "no list stands below on a wall"


def test_a_slide_of_a_school_with_too_few_lessons_says_so_once(path: Path) -> None:
    shown = picture()
    few = replace(shown.total, lessons=7, cells=tuple(Cell(Tally((1, 1, 2, 1))) for _ in INDICATORS))
    write_slides(path, replace(sections(), picture=replace(shown, rows=(), total=few), rows=(few,)))
    assert words(path).count("Nog te weinig lessen om iets uit te lichten") == 1


def test_no_name_of_a_part_is_cut_above_a_single_column(path: Path) -> None:
    """Its first word stands there, or its letter alone."""
    shown = picture()
    alone = tuple(
        replace(one, part=part) for one, part in zip(shown.indicators, "AABBBBCCCDDDDE", strict=True)
    )
    write_pack(path, replace(whole(), picture=replace(shown, indicators=alone)))
    wide = pages(path)[1]
    assert "…" not in wide
    assert "E Eigen" in wide


@both
def test_only_the_chosen_rows_are_on_the_map(write: Writing, path: Path) -> None:
    write(path, sections("Wiskunde", "Engels"))
    assert "Nederlands" not in words(path)
    assert "Hele school" in words(path)


@both
def test_a_pack_without_lessons_says_so(write: Writing, path: Path) -> None:
    shown = picture()
    total = PictureRow(shown.total.group, 0, 0, 0, tuple(Cell(Tally()) for _ in INDICATORS))
    write(path, replace(sections(), picture=replace(shown, rows=(), total=total), rows=(total,)))
    (only,) = pages(path)
    assert "Er zijn nog geen lessen om over te praten." in only
    assert "Kijk tot die tijd bij elkaar in de les" in only


@both
def test_a_pack_of_a_school_with_too_few_teachers_says_so_and_no_more(write: Writing, path: Path) -> None:
    """No map without a figure, and nobody is sent to the page of the school, which has none either."""
    shown = picture()
    total = replace(hidden_row("Hele school"), group=shown.total.group)
    few = replace(shown, rows=(hidden_row("Engels"), hidden_row("Wiskunde")), total=total)
    write(path, replace(sections(), picture=few, rows=(total, *few.rows)))
    (only,) = pages(path)
    assert "Te weinig docenten om cijfers te tonen, 2025-2026" in only
    assert "In de hele school zijn nog minder dan 5 docenten bezocht" in only
    assert "bij de hele school" not in only


@pytest.mark.parametrize(("names", "lines"), [(("Wiskunde",), 16), (("Wiskunde", "Engels"), 24)])
def test_few_sections_get_more_room_for_what_they_agree(
    path: Path, names: tuple[str, ...], lines: int
) -> None:
    write_pack(path, sections(*names))
    drawn = PdfReader(path).pages[-1].get_contents()
    assert drawn is not None
    ruled = [one for one in drawn.get_data().decode("latin-1").splitlines() if one.endswith(" l S")]
    assert len(ruled) >= 3 * lines


def test_a_pack_by_department_is_for_who_leads_those(path: Path) -> None:
    write_pack(path, replace(whole(), rows_are=Grouping.DEPARTMENT))
    found = words(path)
    assert "teamleiders" in found
    assert "sectievoorzitters" not in found


@both
def test_clusters_are_called_so(write: Writing, path: Path) -> None:
    write(path, replace(sections("Wiskunde"), rows_are=Grouping.CLUSTER))
    if write is write_pack:
        assert "De clusters naast elkaar" in words(path)
        assert "Voor het cluster Wiskunde en het MT" in words(path)


@both
@pytest.mark.parametrize("hostile", HOSTILE[2:4])
def test_texts_of_the_school_are_just_text(write: Writing, path: Path, hostile: str) -> None:
    report = sections("Wiskunde")
    shown = report.picture
    named = tuple(replace(i, title=hostile, watched=hostile, question=hostile) for i in shown.indicators)
    row = replace(report.rows[0], group=replace(report.rows[0].group, name=hostile))
    write(path, replace(report, picture=replace(shown, indicators=named, rows=(row,)), rows=(row,)))
    assert words(path).count(hostile) > 3


@both
def test_many_rows_and_indicators_go_on_over_pages(write: Writing, path: Path) -> None:
    report, long = sections("Wiskunde"), long_text(900)
    shown = report.picture
    many = tuple(
        replace(i, key=f"{i.key}.{n}", watched=long, question=long)
        for n in range(2)
        for i in shown.indicators
    )
    rows = tuple(
        replace(row, group=replace(row.group, name=f"{row.group.name} {n}"), cells=row.cells * 2)
        for n in range(4)
        for row in shown.rows[:10]
    )
    wide = replace(shown, indicators=many, rows=rows, total=replace(shown.total, cells=shown.total.cells * 2))
    write(path, replace(report, picture=wide, rows=rows))
    found = words(path)
    for row in rows:
        assert row.group.name in found
    assert set(long.split()) <= set(found.split())


@both
def test_writing_tells_how_far_it_is_and_can_be_stopped(write: Callable[..., None], path: Path) -> None:
    told: list[tuple[int, int]] = []
    write(path, sections("Wiskunde", "Engels"), lambda done, total: told.append((done, total)))
    assert [done for done, _ in told] == sorted(done for done, _ in told)
    assert told[-1] == (4, 4)
    path.unlink()

    def stop(done: int, _total: int) -> None:
        if done:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        write(path, sections("Wiskunde", "Engels"), stop)
    assert not path.exists()
