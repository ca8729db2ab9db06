"""A list of people and classes goes in at once or not at all, and a second time does nothing."""

from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from lesobs.domain.errors import RuleBroken
from lesobs.services.people import SectionDraft, TeacherDraft
from lesobs.services.school import School

TEACHERS = """\
Afk.;Roepnaam;Tussenvoegsel;Achternaam;Sectie;Cluster
WIT;Sanne;de;Wit;Wiskunde;Exact
ŞAH;Ayşe;;Şahin;Wiskunde / Natuurkunde;Exact
OSU;Ciarán;;Ó Súilleabháin;Engels;Talen
;Zonder;;Code;Engels;
"""
CLASSES = "Klas;Leerjaar;Afdeling;Aantal leerlingen\n3H2;3;havo;27\n4V1;4;vwo;25\n"

WriteList = Callable[[str], Path]


@pytest.fixture
def write(tmp_path: Path) -> WriteList:
    def write_list(content: str) -> Path:
        path = tmp_path / "lijst.csv"
        path.write_text(content, encoding="utf-8")
        return path

    return write_list


def teachers(school: School) -> dict[str, tuple[str, tuple[str, ...]]]:
    return {one.code: (one.name, one.sections) for one in school.people.teachers(also_left=True)}


def test_a_preview_writes_nothing(school: School, write: WriteList) -> None:
    preview = school.rosters.preview(write(TEACHERS))
    assert preview.summary == "8 nieuw, 1 overgeslagen"
    assert len(preview.changes) == 8
    assert teachers(school) == {} and school.undo.next_undo != "Lijst inlezen"


def test_a_list_of_teachers_and_one_of_classes(school: School, write: WriteList) -> None:
    done = school.rosters.apply(school.rosters.preview(write(TEACHERS)))
    assert done.summary == "8 nieuw, 1 overgeslagen"
    assert teachers(school) == {
        "WIT": ("Sanne de Wit", ("Wiskunde",)),
        "ŞAH": ("Ayşe Şahin", ("Natuurkunde", "Wiskunde")),
        "OSU": ("Ciarán Ó Súilleabháin", ("Engels",)),
    }
    clusters = {one.name: one.cluster for one in school.people.sections()}
    assert clusters == {"Engels": "Talen", "Natuurkunde": "Exact", "Wiskunde": "Exact"}
    school.rosters.apply(school.rosters.preview(write(CLASSES)))
    found = [(one.name, one.year_level, one.department, one.pupils) for one in school.people.classes()]
    assert found == [("3H2", 3, "havo", 27), ("4V1", 4, "vwo", 25)]
    assert school.checks.problems() == []


def test_a_second_time_changes_nothing(school: School, write: WriteList) -> None:
    path = write(TEACHERS)
    first = school.rosters.preview(path)
    school.rosters.apply(first)
    again = school.rosters.preview(path)
    assert (again.changes, again.summary) == ((), "niets te wijzigen, 1 overgeslagen")
    changed: list[frozenset[str]] = []
    school.on_change(changed.append)
    assert school.rosters.apply(again).changes == ()
    assert school.rosters.apply(first).changes == ()
    assert changed == []


def test_it_is_one_action_that_can_be_undone(school: School, write: WriteList) -> None:
    changed: list[frozenset[str]] = []
    school.on_change(changed.append)
    school.rosters.apply(school.rosters.preview(write(TEACHERS)))
    assert changed == [frozenset({"cluster", "section", "teacher", "teacher_section"})]
    assert school.undo.next_undo == "Lijst inlezen"
    school.undo.undo()
    assert (teachers(school), school.people.sections()) == ({}, [])
    school.undo.redo()
    assert len(teachers(school)) == 3


def test_what_is_there_is_completed_and_never_wiped(school: School, write: WriteList) -> None:
    section = school.people.save_section(SectionDraft("wiskunde", "Exacte vakken"))
    music = school.people.save_section(SectionDraft("Muziek"))
    school.people.save_teacher(
        TeacherDraft("wit", "Wit", "S.", "de", frozenset({section, music}), left_on=date(2025, 7, 31))
    )
    school.people.save_teacher(TeacherDraft("OUD", "Oud", section_ids=frozenset({section})))
    preview = school.rosters.preview(write(TEACHERS))
    school.rosters.apply(preview)
    (sanne,) = [one for one in school.people.teachers() if one.last_name == "Wit"]
    assert (sanne.code, sanne.name, sanne.left_on) == ("wit", "Sanne de Wit", None)
    assert sanne.sections == ("Muziek", "wiskunde")
    assert "OUD" in teachers(school)
    assert any("blijft staan" in note for note in preview.notes)
    assert school.rosters.preview(write(TEACHERS)).changes == ()


def test_a_school_that_changed_in_between_refuses(school: School, write: WriteList) -> None:
    preview = school.rosters.preview(write(TEACHERS))
    school.people.save_teacher(TeacherDraft("WIT", "Witteveen", "Kees"))
    before = teachers(school)
    with pytest.raises(RuleBroken, match="veranderd sinds dit overzicht"):
        school.rosters.apply(preview)
    assert teachers(school) == before and school.people.sections() == []


def test_a_change_that_does_not_matter_does_not_refuse(school: School, write: WriteList) -> None:
    preview = school.rosters.preview(write(TEACHERS))
    school.people.save_teacher(TeacherDraft("KEE", "Kee"))
    school.rosters.apply(preview)
    assert len(teachers(school)) == 4


def test_a_list_that_is_none(school: School, write: WriteList, tmp_path: Path) -> None:
    with pytest.raises(RuleBroken, match="geen kopregel"):
        school.rosters.preview(write("hallo\nallemaal\n"))
    with pytest.raises(RuleBroken, match="is er niet"):
        school.rosters.preview(tmp_path / "weg.csv")


def test_a_long_list_is_quick_and_whole(school: School, write: WriteList) -> None:
    rows = [f"D{number};Docent{number};Sectie {number % 40}" for number in range(2_000)]
    preview = school.rosters.preview(write("\n".join(["Code;Achternaam;Sectie", *rows])))
    school.rosters.apply(preview)
    assert len(teachers(school)) == 2_000
    assert len(school.people.sections()) == 40
