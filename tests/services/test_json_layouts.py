"""The JSON layouts are the ones in docs/data.md, so that nobody has to guess a name."""

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from lesobs.domain.schoolyear import SchoolYear
from lesobs.services import json_layouts
from lesobs.services.exchange import ACTIVITY_HEADINGS, RATING_HEADINGS
from lesobs.services.ratings import all_ratings
from lesobs.services.school import School

DATA = Path(__file__).parents[2] / "docs" / "data.md"


@pytest.fixture(scope="module")
def documents(filled_once: Path) -> dict[str, dict[str, Any]]:
    with School.open(filled_once) as school:
        year = SchoolYear(2026)
        sections, clusters = school.pictures.picture(year), school.pictures.picture(year, by_cluster=True)
        calendar, rounds = school.calendar, school.calendar.rounds()
        with school._file.reading() as session:
            ratings = all_ratings(session)
        found = [
            json_layouts.visits(school.visits.all()),
            json_layouts.picture(sections, sections.rows, clusters.rows),
            json_layouts.calendar(
                year, calendar.activities(year), calendar.free_periods(), rounds, school.cycles.all()
            ),
            json_layouts.ratings(ratings),
        ]
    return {document["format"]: document for document in found}


def names(value: Any) -> Iterator[str]:
    if isinstance(value, dict):
        for name, part in value.items():
            yield name
            yield from names(part)
    if isinstance(value, list):
        for part in value:
            yield from names(part)


def test_every_name_is_in_the_documentation(documents: dict[str, dict[str, Any]]) -> None:
    text = DATA.read_text("utf-8")
    documented = set(re.findall(r'[`"](\w+)["`]', text))
    for document in documents.values():
        assert set(names(document)) - documented == set()
        assert document["format"] in text and document["version"] == 1
    assert {*RATING_HEADINGS, *ACTIVITY_HEADINGS} <= set(re.findall(r"`([\w ]+)`", text))


def test_texts_are_utf8_as_they_are(documents: dict[str, dict[str, Any]]) -> None:
    assert "Łukasz Żak" in json_layouts.as_text(documents["lesobs-visits"])


def test_na_is_no_level(documents: dict[str, dict[str, Any]]) -> None:
    ratings = documents["lesobs-ratings"]["ratings"]
    assert {(one["level"] is None, one["not_applicable"]) for one in ratings} == {
        (True, True),
        (False, False),
    }
    assert {one["level"] for one in ratings} == {None, 1, 2, 3, 4}
