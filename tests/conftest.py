"""This file is what every test starts from: no screen, and folders of its own."""

import os
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from hypothesis import settings

from lesobs.domain.schoolyear import Region
from lesobs.domain.visit import ObserverRole, Purpose
from lesobs.services.people import ClassDraft, DepartmentDraft, PersonDraft, SectionDraft, TeacherDraft
from lesobs.services.school import School
from lesobs.services.visits import VisitDraft

# Hypothesis stops an example after 0.2 s by itself; a busy machine is no mistake.
settings.register_profile("lesobs", settings(deadline=None))
settings.load_profile("lesobs")


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--onscreen", action="store_true", help="show the windows while the tests run")


def pytest_configure(config: pytest.Config) -> None:
    """Choose Qt's platform before any test module imports PySide6."""
    if not config.getoption("--onscreen"):
        os.environ["QT_QPA_PLATFORM"] = "offscreen"


@pytest.fixture(autouse=True)
def own_data_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """School files, settings and window state of this test, so that nobody's own files are ever touched."""
    folder = tmp_path / "lesobs"
    monkeypatch.setenv("LESOBS_DATA", str(folder))
    monkeypatch.delenv("LESOBS_PASSPHRASE", raising=False)
    return folder


TODAY = date(2026, 11, 23)


@pytest.fixture
def school(tmp_path: Path) -> Iterator[School]:
    """An empty, open school on Monday 23 November 2026."""
    with School.create(
        tmp_path / "school.lesobs", "Hazelkamp College", Region.MIDDLE, today=lambda: TODAY
    ) as made:
        yield made


@pytest.fixture
def planned(school: School) -> tuple[School, str]:
    """A school with one section, teacher, class and observer, and the id of one planned full visit."""
    section = school.people.save_section(SectionDraft("Wiskunde", "Exact"))
    teacher = school.people.save_teacher(
        TeacherDraft("DAN", "Đặng", "Minh", section_ids=frozenset({section}))
    )
    havo = school.people.save_department(DepartmentDraft("havo"))
    group = school.people.save_class(ClassDraft("3H2", 3, havo, 27))
    observer = school.people.save_person(
        PersonDraft("Marieke Doornbos", "teamleider havo", ObserverRole.TEAM_LEADER)
    )
    full = next(line for line in school.instruments.all() if line.kind == "volledig")
    visit = school.visits.plan(
        VisitDraft(
            teacher_id=teacher,
            section_id=section,
            observer_id=observer,
            instrument_id=full.id,
            held_on=date(2026, 11, 19),
            purpose=Purpose.DEVELOPMENT,
            class_group_id=group,
            lesson_hour=3,
            focus_question="Wie denkt er mee als ik een vraag stel?",
        )
    )
    return school, visit
