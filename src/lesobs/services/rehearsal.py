"""This file is the rehearsal of a lesson: all that one writes in it is written once in a school in memory.

What is written or asked for the first time takes five times as long as later: its statement is put together
then. In a lesson that would hold up the first press of every key.
"""

from datetime import date, time

from lesobs.domain.instrument import Indicator, Instrument, LookFor, Part
from lesobs.domain.time_on_task import Occupation
from lesobs.domain.visit import LessonPhase, Purpose
from lesobs.services.instruments import publish
from lesobs.services.subjects import Subjects
from lesobs.services.visit_plan import VisitDraft
from lesobs.storage import tables as t
from lesobs.storage.school_file import SchoolFile

A1, A2 = "rehearsal.one", "rehearsal.two"
DAY, BEGIN, LATER = date(2026, 11, 19), time(10, 30), time(10, 45)


def rehearse(file: SchoolFile) -> None:
    """Do in an empty school what is done in a lesson, what comes first in it first."""
    school = Subjects(file, lambda: DAY)
    visit = _planned(school, file)
    school.visits.get(visit)
    school.visits.start(visit)
    _score(school, visit)
    _note(school, visit)
    _count(school, visit)
    school.observing.set_phase(visit, LessonPhase.INSTRUCTION)
    school.observing.last_touched(visit)


def _score(school: Subjects, visit: str) -> None:
    observing = school.observing
    for level in (2, 3):
        observing.score(visit, A1, level)
    school.undo.undo()
    for text in ("Stil", "Stil."):
        observing.explain(visit, A2, text)
    school.undo.undo()
    for seen in (True, False):
        observing.tick(visit, A1, 0, seen)
    school.undo.undo()


def _note(school: Subjects, visit: str) -> None:
    observing, note, mark = school.observing, t.new_id(), t.new_id()
    for text in ("Stil", "Stil."):
        observing.write_note(visit, note, LATER, text, A1)
    observing.write_note(visit, mark, BEGIN, "")
    observing.edit_note(note, "Nog stil.", BEGIN)
    observing.tie_note(note, A2)
    observing.put_in_report(note, True)
    observing.remove_note(note)
    school.undo.undo()


def _count(school: Subjects, visit: str) -> None:
    counting = school.counting
    count = counting.count(visit, BEGIN, 19, 26, Occupation.ALONE)
    counting.change(count, BEGIN, 20, 26, Occupation.ALONE)
    counting.change(count, LATER, 20, 26, None)
    counting.remove(count)
    school.undo.undo()


def _planned(school: Subjects, file: SchoolFile) -> str:
    """A visit, with what it needs."""
    published = Instrument(A1, 1, "", "", "flits", (5, 10), (_indicator(A1), _indicator(A2)))
    with file.transaction("", record=False) as session:
        teacher = t.Teacher(id="teacher", code="", last_name="")
        session.add_all([teacher, t.Section(id="section", name=""), t.Person(id="person", name="")])
        instrument = publish(session, published, DAY)
    draft = VisitDraft("teacher", "section", "person", instrument, DAY, Purpose.DEVELOPMENT)
    return school.visits.plan(draft)


def _indicator(key: str) -> Indicator:
    look_fors = (LookFor("docent", ""),)
    return Indicator(key, 1, "A1", Part.CLIMATE, "", "", "", look_fors, ("", "", "", ""), "", "")
