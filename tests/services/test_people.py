"""The people and classes of a school: names are taken once, and what is in use stays."""

import pytest

from lesobs.domain.errors import RuleBroken
from lesobs.services.people import (
    ClassDraft,
    DepartmentDraft,
    PersonDraft,
    SectionDraft,
    TeacherDraft,
)
from lesobs.services.school import School


def test_a_code_or_name_is_taken_once_whatever_its_capitals_and_spaces(school: School) -> None:
    people = school.people
    for save, first, second in (
        (people.save_teacher, TeacherDraft("WIT", "Wit"), TeacherDraft(" wit ", "Witteveen")),
        (people.save_section, SectionDraft("Économie"), SectionDraft("éCONOMIE")),
        (people.save_department, DepartmentDraft("vmbo tl"), DepartmentDraft("VMBO-TL".replace("-", " "))),
        (people.save_class, ClassDraft("3H2"), ClassDraft("3 h2")),
    ):
        save(first)  # type: ignore[operator]
        with pytest.raises(RuleBroken, match="staat al in de school"):
            save(second)  # type: ignore[operator]


def test_a_row_may_keep_its_own_name_in_other_capitals(school: School) -> None:
    key = school.people.save_section(SectionDraft("wiskunde"))
    assert school.people.save_section(SectionDraft("Wiskunde", id=key)) == key
    assert [one.name for one in school.people.sections()] == ["Wiskunde"]


def test_two_persons_may_have_one_name(school: School) -> None:
    school.people.save_person(PersonDraft("Jan Smit"))
    school.people.save_person(PersonDraft("Jan Smit", "conciërge"))
    assert len(school.people.persons()) == 2


def test_a_cluster_is_found_whatever_its_capitals(school: School) -> None:
    school.people.save_section(SectionDraft("Wiskunde", "Bèta"))
    school.people.save_section(SectionDraft("Biologie", "BÈTA"))
    assert {one.cluster for one in school.people.sections()} == {"Bèta"}


def test_the_history_says_what_was_added_and_what_changed(school: School) -> None:
    key = school.people.save_teacher(TeacherDraft("WIT", "Wit"))
    assert school.undo.next_undo == "Docent WIT toevoegen"
    school.people.save_teacher(TeacherDraft("WIT", "Witteveen", id=key))
    assert school.undo.next_undo == "Docent WIT wijzigen"


def test_what_is_in_use_stays_and_says_why(planned: tuple[School, str]) -> None:
    school, _ = planned
    people = school.people
    for remove, lines, reason in (
        (people.remove_teacher, people.teachers(), "uit dienst"),
        (people.remove_person, people.persons(), "uit dienst"),
        (people.remove_section, people.sections(), "docenten of bezoeken"),
        (people.remove_department, people.departments(), "klassen"),
        (people.remove_class, people.classes(), "bezoeken"),
    ):
        with pytest.raises(RuleBroken, match=reason):
            remove(lines[0].id)  # type: ignore[attr-defined]
    assert [len(people.teachers()), len(people.persons()), len(people.sections())] == [1, 1, 1]
    assert [len(people.departments()), len(people.classes())] == [1, 1]


def test_a_teacher_without_visits_goes_with_her_sections_and_comes_back(school: School) -> None:
    maths = school.people.save_section(SectionDraft("Wiskunde"))
    key = school.people.save_teacher(TeacherDraft("WIT", "Wit", section_ids=frozenset({maths})))
    school.people.remove_teacher(key)
    assert school.people.teachers() == []
    school.undo.undo()
    assert [one.sections for one in school.people.teachers()] == [("Wiskunde",)]
