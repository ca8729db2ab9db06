"""Tests of what an observer writes down in the classroom."""

from collections.abc import Iterator
from datetime import date, time
from pathlib import Path

import pytest

from lesobs.domain.visit import LessonPhase, ObserverRole, Purpose
from lesobs.services.people import PersonDraft, SectionDraft, TeacherDraft
from lesobs.services.school import School
from lesobs.services.visit_plan import VisitDraft

DAY = date(2026, 11, 19)
NOTE = "6b0f3c1e-8a1d-4c55-9a7e-0d5a8f3f1c11"


@pytest.fixture
def school(new: Path) -> Iterator[School]:
    with School.open(new, today=lambda: DAY) as opened:
        yield opened


@pytest.fixture
def visit(school: School) -> str:
    section = school.people.save_section(SectionDraft("wiskunde"))
    teacher = school.people.save_teacher(TeacherDraft("DAN", "Đặng", section_ids=frozenset({section})))
    observer = school.people.save_person(PersonDraft("Farida", role=ObserverRole.TEAM_LEADER))
    instrument = school.instruments.all()[0].id
    draft = VisitDraft(teacher, section, observer, instrument, DAY, Purpose.DEVELOPMENT)
    made = school.visits.plan(draft)
    school.visits.start(made)
    return made


def keys(school: School, visit: str) -> list[str]:
    return [indicator.key for indicator in school.visits.get(visit).instrument.indicators]


def test_a_note_typed_in_pieces_is_one_note_and_one_action(school: School, visit: str) -> None:
    first, second = keys(school, visit)[:2]
    school.observing.write_note(visit, NOTE, time(10, 17), "Docent staat", first)
    school.observing.set_phase(visit, LessonPhase.INSTRUCTION)
    school.observing.write_note(visit, NOTE, time(10, 18), "Docent staat bij de", second)
    school.observing.write_note(visit, NOTE, time(10, 19), "Docent staat bij de deur.", second)

    [note] = school.visits.get(visit).notes
    assert (note.id, note.at, note.phase) == (NOTE, time(10, 17), LessonPhase.START)
    assert (note.text, note.indicator_key) == ("Docent staat bij de deur.", second)

    school.undo.undo()
    assert [note.text for note in school.visits.get(visit).notes] == ["Docent staat"]


def test_undo_takes_back_all_the_typing_of_a_note(school: School, visit: str) -> None:
    for text in ("Op", "Op het", "Op het bord"):
        school.observing.write_note(visit, NOTE, time(10, 17), text)
    school.undo.undo()
    assert school.visits.get(visit).notes == ()
    school.undo.redo()
    assert [note.text for note in school.visits.get(visit).notes] == ["Op het bord"]


def test_the_last_touched_indicator_is_found_back(school: School, visit: str) -> None:
    first, second, third = keys(school, visit)[:3]
    assert school.observing.last_touched(visit) is None
    school.observing.score(visit, first, 3)
    school.observing.explain(visit, second, "Iedereen pakt zijn schrift.")
    assert school.observing.last_touched(visit) == second
    school.observing.add_note(visit, time(10, 20), "Stil.", third)
    assert school.observing.last_touched(visit) == third
    school.observing.add_note(visit, time(10, 21), "Zonder indicator.")
    assert school.observing.last_touched(visit) == third
    school.observing.score(visit, first, 4)
    assert school.observing.last_touched(visit) == first
