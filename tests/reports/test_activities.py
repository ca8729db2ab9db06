"""This file is the tests of the list of activities on paper."""

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from report_samples import HOSTILE, activity_list, long_text, many, pages, planned, words

from lesobs.domain.standards import STANDARDS
from lesobs.reports.activities import write_activities


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "activiteiten.pdf"


def test_the_list_says_per_owner_what_when_and_how_far(path: Path) -> None:
    write_activities(path, activity_list())
    found = words(path)
    assert "53 activiteiten, alle standaarden: 8 klaar, 7 bezig en 38 nog te doen; 1 over tijd." in found
    assert "Geen eigenaar · wie pakt dit op? · 1 activiteit" in found
    assert "Marieke Doornbos · teamleider havo · 9 activiteiten" in found
    assert "P plannen" in found
    assert "ma 24 aug – vr 11 sep" in found
    assert "week 35–37" in found
    assert "volgt uit: Cyclus: iedereen doet mee" in found
    assert "over tijd nog te doen" in found
    assert all(one.title in found for one in planned())
    assert found.index("Geen eigenaar") < found.index("Joke Veldhuizen")


def test_rows_of_an_owner_stand_by_date(path: Path) -> None:
    write_activities(path, activity_list())
    found = words(path)
    assert found.index("Managementrapportage 1") < found.index("Tussenevaluatie jaarplan")


def test_a_period_outside_the_year_has_its_years(path: Path) -> None:
    line = replace(activity_list(1).lines[0], starts_on=date(2026, 6, 1), ends_on=date(2026, 9, 4))
    write_activities(path, activity_list(lines=(line,)))
    assert "ma 1 jun – vr 4 sep 2026" in words(path)


def test_no_activities_is_an_invitation(path: Path) -> None:
    write_activities(path, activity_list(0))
    assert "Geen activiteiten, alle standaarden." in words(path)
    assert "De kalender van 2026-2027 is nog leeg." in words(path)


def test_five_hundred_rows_have_heads_on_every_page(path: Path) -> None:
    write_activities(path, activity_list(500))
    found = pages(path)
    assert all("Activiteit Fase Standaard Wanneer Status" in page for page in found)
    everything = " ".join(found)
    assert all(one.title in everything for one in many(500))
    assert "vervolg" in found[1]
    assert f"pagina {len(found)} van {len(found)}" in found[-1]


@pytest.mark.parametrize("hostile", HOSTILE)
def test_texts_are_just_text(path: Path, hostile: str) -> None:
    line = replace(
        activity_list(1).lines[0], title=hostile, owner=hostile, follows_from=hostile, standard=hostile
    )
    write_activities(path, activity_list(lines=(line,), school=hostile))
    assert words(path).count(hostile) >= 4


def test_endless_titles_and_names_go_on_over_pages(path: Path) -> None:
    long = long_text(9000)
    line = replace(activity_list(1).lines[0], title=long, owner="x" * 3000)
    write_activities(path, activity_list(lines=(line, line)))
    assert words(path).split().count("woord500") == 2


def test_the_list_can_be_per_standard_with_the_owner_beside(path: Path) -> None:
    write_activities(path, activity_list(by="standard", standards_sentence="sectie Wiskunde"))
    found = words(path)
    places = [found.index(f"{code} · {STANDARDS[code]}") for code in ("OP2", "OP3", "VS1", "OR1", "SKA2")]
    assert places == sorted(places), "in the order of the framework"
    assert "Eigenaar" in found and "Joke Veldhuizen" in found and "geen eigenaar" in found
    assert "sectie Wiskunde:" in found
