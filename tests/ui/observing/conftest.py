"""This file is what the tests of the observing page start from: an empty school with one planned visit."""

import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from lesobs.domain.visit import ObserverRole, Purpose
from lesobs.services.people import ClassDraft, PersonDraft, SectionDraft, TeacherDraft
from lesobs.services.school import School
from lesobs.services.visit_plan import VisitDraft
from lesobs.ui import look
from lesobs.ui.observing.page import ObservingPage
from lesobs.ui.page import Changes

sys.path.insert(0, str(Path(__file__).parent))

from classroom import DAY, Classroom, Clock, Opened


@pytest.fixture
def school(new: Path) -> Iterator[School]:
    with School.open(new, today=lambda: DAY) as opened:
        yield opened


@pytest.fixture
def visit(school: School) -> str:
    section = school.people.save_section(SectionDraft("wiskunde"))
    teacher = school.people.save_teacher(
        TeacherDraft("DAN", "Đặng", "Minh", section_ids=frozenset({section}))
    )
    group = school.people.save_class(ClassDraft("3H2", 3, pupils=27))
    observer = school.people.save_person(PersonDraft("Farida", role=ObserverRole.TEAM_LEADER))
    draft = VisitDraft(
        teacher_id=teacher,
        section_id=section,
        observer_id=observer,
        instrument_id=school.instruments.all()[0].id,
        held_on=DAY,
        purpose=Purpose.DEVELOPMENT,
        class_group_id=group,
        lesson_hour=3,
        focus_question="wie denkt er mee als ik een vraag stel?",
    )
    return school.visits.plan(draft)


@pytest.fixture
def opened(qtbot: QtBot, school: School, visit: str) -> Opened:
    """Opens the visit in a page of its own, as the window does."""
    app = QApplication.instance()
    assert isinstance(app, QApplication)
    look.apply(app, dark=False)
    changes = Changes(app)
    school.on_change(changes.changed.emit)

    def make() -> Classroom:
        clock = Clock()
        page = ObservingPage(school, changes, now=clock)
        qtbot.addWidget(page)
        room = Classroom(qtbot, school, visit, page, clock)
        page.go.connect(lambda place, item: room.went.append((place, item)))
        page.resize(1366, 700)
        page.show_item(visit)
        page.show()
        page.activateWindow()
        page.setFocus()
        qtbot.waitUntil(page.indicators.hasFocus)
        return room

    return make


@pytest.fixture
def room(opened: Opened, school: School, visit: str) -> Classroom:
    school.visits.start(visit)
    return opened()
