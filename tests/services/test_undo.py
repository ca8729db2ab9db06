"""Undo and redo: who hears of it sees what comes next, and what is refused is not offered again."""

import pytest

from lesobs.domain.errors import RuleBroken
from lesobs.services.people import TeacherDraft
from lesobs.services.school import School


def test_who_hears_of_an_undo_sees_what_comes_next(school: School) -> None:
    school.people.save_teacher(TeacherDraft("WIT", "Wit"))
    before = school.undo.next_undo
    school.people.save_teacher(TeacherDraft("DAN", "Đặng"))
    seen: list[tuple[str | None, str | None]] = []
    school.on_change(lambda _: seen.append((school.undo.next_undo, school.undo.next_redo)))
    school.undo.undo()
    school.undo.redo()
    assert before == "Docent WIT toevoegen"
    assert seen == [(before, "Docent DAN toevoegen"), ("Docent DAN toevoegen", None)]


def test_what_was_changed_by_something_else_is_not_offered_again(school: School) -> None:
    school.people.save_teacher(TeacherDraft("WIT", "Wit"))
    with school._file.transaction("Elders", record=False) as session:
        session.connection().exec_driver_sql("DELETE FROM teacher")
    with pytest.raises(RuleBroken, match="daarna nog veranderd"):
        school.undo.undo()
    assert school.undo.next_undo != "Docent WIT toevoegen"


def test_with_nothing_done_there_is_nothing_to_take_back(school: School) -> None:
    while school.undo.next_undo:
        school.undo.undo()
    with pytest.raises(RuleBroken, match="niets om ongedaan te maken"):
        school.undo.undo()
