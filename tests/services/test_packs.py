"""The discussion pack of the example school, from the file to the PDF: right counts, and nobody in it."""

import re
import shutil
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from pypdf import PdfReader

from lesobs.domain import dutch
from lesobs.domain.errors import RuleBroken
from lesobs.domain.narrowing import Split
from lesobs.domain.picture import Grouping, PictureFilter
from lesobs.domain.schoolyear import SchoolYear
from lesobs.services.papers import PackChoice
from lesobs.services.school import School

YEAR = SchoolYear(2025)
QUESTION = PictureFilter((YEAR,))
LATER = date(2027, 8, 2)
"""A day on which the example school has no lesson, for the date at the foot."""


@pytest.fixture(scope="module")
def example(example_once: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[School]:
    path = Path(shutil.copy(example_once, tmp_path_factory.mktemp("packs")))
    with School.open(path, today=lambda: LATER) as school:
        for line in school.good_lessons.all():
            school.good_lessons.remove(line.id)
        sections = {line.name: line.id for line in school.people.sections()}
        for key, text, section in (
            ("op3.verloop.nagaan", "Alle leerlingen houden tegelijk hun antwoord omhoog.", "Wiskunde"),
            ("op3.verloop.nagaan", "Iedereen schrijft eerst één zin op.", None),
            ("op3.leren.feedback", "Na de tip is er vijf minuten om te verbeteren.", "Biologie"),
        ):
            line_id = school.good_lessons.add(key, text, sections.get(section or ""))
            school.good_lessons.approve(line_id)
        school.good_lessons.add("op3.verloop.nagaan", "Nog niet goedgekeurd.", sections["Wiskunde"])
        yield school


def written(school: School, choice: PackChoice, path: Path) -> list[str]:
    school.papers.pack(choice, path)
    return [" ".join(page.extract_text().split()) for page in PdfReader(path).pages]


@pytest.mark.parametrize("project", [False, True])
@pytest.mark.parametrize("rows", Grouping)
def test_nobody_is_in_a_pack(example: School, tmp_path: Path, project: bool, rows: Grouping) -> None:
    """No teacher, no observer, no class, no day of a lesson, whatever is chosen."""
    choice = PackChoice(PictureFilter((YEAR,), rows), project=project)
    found = " ".join(written(example, choice, tmp_path / "pakket.pdf"))
    lines = [line for line in example.visits.all() if YEAR.first_day <= line.held_on <= YEAR.last_day]
    forbidden = {line.teacher for line in lines} | {line.observer for line in lines}
    forbidden |= {part for name in forbidden for part in name.split() if len(part) > 3 and part[0].isupper()}
    forbidden |= {teacher.last_name for teacher in example.people.teachers()}
    forbidden |= {line.class_group for line in lines if line.class_group}
    days = {line.held_on for line in lines}
    forbidden |= {dutch.day(day) for day in days} | {day.isoformat() for day in days}
    forbidden |= {f"{day.day}-{day.month}-{day.year}" for day in days}
    said = [name for name in forbidden if re.search(rf"(?<!\w){re.escape(name)}(?!\w)", found)]
    assert len(forbidden) > 150
    assert said == []


def test_counts_are_those_of_the_picture_and_no_others(example: School, tmp_path: Path) -> None:
    picture = example.pictures.ask(QUESTION)
    pages = written(example, PackChoice(QUESTION), tmp_path / "pakket.pdf")
    for row in picture.rows:
        mine = [page for page in pages if f"Voor de sectie {row.group.name} en het MT" in page]
        assert len(mine) == (not row.hidden)
        for page in mine:
            assert row.sentence in page
            listed = page[page.index("Alle indicatoren") : page.index("Wat spreken jullie af?")]
            for indicator, cell, school in zip(
                picture.indicators, row.cells, picture.total.cells, strict=True
            ):
                line = listed[listed.index(f"{indicator.code} {indicator.title}") :]
                line = line[
                    len(indicator.code) : re.search(r" [A-E]\d |niet zichtbaar", line[2:]).start() + 2
                ]  # type: ignore[union-attr]
                figures = re.findall(r"\d+ van \d+", line)
                own = [f"{cell.tally.high} van {cell.tally.scored}"] if cell.tally else []
                assert school.tally is not None
                assert figures == [*own, f"{school.tally.high} van {school.tally.scored}"]
                assert cell.words in line


def test_only_approved_lines_of_the_section_itself_or_of_none_are_shown(
    example: School, tmp_path: Path
) -> None:
    pages = written(example, PackChoice(QUESTION), tmp_path / "pakket.pdf")
    assert "Nog niet goedgekeurd" not in " ".join(pages)
    wiskunde = " ".join(page for page in pages if "Voor de sectie Wiskunde" in page)
    assert "omhoog" in wiskunde
    sections = " ".join(
        page for page in pages if "Voor de sectie" in page and "Wiskunde en het MT" not in page
    )
    assert "omhoog" not in sections
    assert "verbeteren." not in wiskunde


def test_the_choice_of_groups_and_period_is_followed(example: School, tmp_path: Path) -> None:
    picture = example.pictures.ask(QUESTION)
    wiskunde = next(row for row in picture.rows if row.group.name == "Wiskunde")
    only = PackChoice(QUESTION, frozenset({wiskunde.group.key}))
    pages = written(example, only, tmp_path / "een.pdf")
    assert len(pages) == 4
    assert "Biologie" not in " ".join(pages)
    first = example.calendar.rounds(YEAR)[0]
    asked = PictureFilter((YEAR,), wanted={Split.ROUND: frozenset({first.id})})
    page = written(example, PackChoice(asked), tmp_path / "ronde.pdf")[0]
    assert f"2025-2026, {first.title.lower()}, zonder beoordelingsbezoeken" in page
    with pytest.raises(RuleBroken, match="minstens één sectie"):
        written(example, PackChoice(QUESTION, frozenset()), tmp_path / "geen.pdf")
    assert not (tmp_path / "geen.pdf").exists()


def test_rounds_that_have_not_begun_are_not_named(tmp_path: Path, filled: Path) -> None:
    with School.open(filled, today=lambda: date(2026, 9, 1)) as school:
        rounds = school.calendar.rounds(school.year)
        school.papers.discussion(school.year, tmp_path / "pakket.pdf")
    found = PdfReader(tmp_path / "pakket.pdf").pages[0].extract_text().casefold()
    late = [line.title.casefold() for line in rounds if line.starts_on > date(2026, 9, 1)]
    assert not any(title in found for title in late)
