"""This file is what every test starts from: no screen, and folders of its own."""

import os
import shutil
from collections.abc import Iterator
from dataclasses import replace
from datetime import date, time
from pathlib import Path

import pytest
from hypothesis import settings

from lesobs.domain.activity import ActivityStatus
from lesobs.domain.cycle import Phase
from lesobs.domain.finding import FindingKind
from lesobs.domain.schoolyear import Region, SchoolYear
from lesobs.domain.visit import ObserverRole, Purpose
from lesobs.services.calendar import ActivityDraft
from lesobs.services.demo import make_demo
from lesobs.services.people import ClassDraft, DepartmentDraft, PersonDraft, SectionDraft, TeacherDraft
from lesobs.services.school import School
from lesobs.services.visit_plan import VisitDraft

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


class Clock:
    """The day on which a school is looked at; a test may let time go on."""

    day = TODAY


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture(scope="session")
def new_once(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The file of a new school, to copy; made once, since making its tables takes longer than most tests."""
    path = tmp_path_factory.mktemp("new") / "school.lesobs"
    School.create(path, "Hazelkamp College", Region.MIDDLE, today=lambda: TODAY).close()
    return path


@pytest.fixture
def new(new_once: Path, tmp_path: Path) -> Path:
    """The file of a new school, of its own for each test."""
    return Path(shutil.copy(new_once, tmp_path / "school.lesobs"))


@pytest.fixture
def school(new: Path) -> Iterator[School]:
    """An empty, open school on Monday 23 November 2026."""
    with School.open(new, today=lambda: TODAY) as opened:
        yield opened


@pytest.fixture
def planned(school: School) -> tuple[School, str]:
    """A school with one section, teacher, class and observer, and the id of one planned full visit."""
    return school, plan_one(school)


def plan_one(school: School) -> str:
    """What `planned` promises; gives the id of the visit."""
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
    return school.visits.plan(
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


@pytest.fixture(scope="session")
def filled_once(new_once: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """See `filled`; made once, since every commit waits for the disk."""
    path = Path(shutil.copy(new_once, tmp_path_factory.mktemp("filled")))
    with School.open(path, today=lambda: TODAY) as school:
        fill(school)
    return path


@pytest.fixture
def filled(filled_once: Path, tmp_path: Path) -> Path:
    """The file of a school on Monday 23 November 2026 with something of everything: 13 teachers in 3 sections
    (Klassieke talen is too small for figures), 13 visits seen of which one settled, an appraisal, a planned
    visit, a finding, a cycle, 3 activities of which one late, a line from a good lesson, a note on an
    indicator, a kijkwijzer in the making, history and a deleted row."""
    return Path(shutil.copy(filled_once, tmp_path / "school.lesobs"))


@pytest.fixture(scope="session")
def example_once(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The file of the example school, to copy; made once. Its today is EXAMPLE_DAY."""
    path = tmp_path_factory.mktemp("example") / "voorbeeld.lesobs"
    make_demo(path)
    return path


def fill(school: School) -> None:
    """What `filled` promises."""
    people, flits = school.people, next(one.id for one in school.instruments.all() if one.kind == "flits")
    havo = people.save_department(DepartmentDraft("havo"))
    group = people.save_class(ClassDraft("3H2", 3, havo, 27))
    roles = (("Marieke Doornbos", ObserverRole.TEAM_LEADER), ("Łukasz Żak", ObserverRole.COACH))
    observers = [people.save_person(PersonDraft(name, role.word, role)) for name, role in roles]
    visits = []
    for section, cluster, size in (
        ("Wiskunde", "Exact", 6),
        ("Engels", "Talen", 5),
        ("Klassieke talen", "Talen", 2),
    ):
        section_id = people.save_section(SectionDraft(section, cluster))
        for number in range(1, size + 1):
            code = f"{section[:2].upper()}{number}"
            teacher = people.save_teacher(
                TeacherDraft(code, f"Achternaam{number}", section, "de", frozenset({section_id}))
            )
            visits.append(
                VisitDraft(
                    *(
                        teacher,
                        section_id,
                        observers[number % 2],
                        flits,
                        date(2026, 10, 5 + (number - 1) % 5),
                        Purpose.PICTURE,
                    ),
                    class_group_id=group,
                    lesson_hour=number,
                )
            )
    seen = [see(school, draft, 1 + place % 4) for place, draft in enumerate(visits)]
    see(school, replace(visits[0], purpose=Purpose.APPRAISAL), 1)
    school.visits.plan(replace(visits[0], held_on=date(2026, 12, 1), purpose=Purpose.STARTER))
    talk(school, seen[0])
    look_closer(school, seen[0], seen[1])
    conclude(school)


def see(school: School, draft: VisitDraft, level: int) -> str:
    """A visit seen to its end, every indicator on this level but the last, which is n.v.t."""
    visit = school.visits.plan(draft)
    school.visits.start(visit)
    *most, last = school.visits.get(visit).instrument.indicators
    for indicator in most:
        school.observing.score(visit, indicator.key, level)
    school.observing.score(visit, last.key, 0)
    school.observing.tick(visit, last.key, 0, True)
    school.observing.explain(visit, most[0].key, "Zes handen; regel twee: <b> & “ja”\nen verder.")
    school.observing.add_note(visit, time(10, 42), "Wacht tien tellen.", most[1].key)
    school.visits.finish(visit)
    return visit


def talk(school: School, visit: str) -> None:
    """The visit discussed and settled."""
    school.debriefs.write(visit, "strength", "Een fout is het begin van de uitleg.")
    school.debriefs.write(visit, "next_step", "Eerst iedereen laten opschrijven.")
    school.debriefs.look_again(visit, date(2026, 12, 10))
    school.debriefs.discuss(visit, date(2026, 10, 8))
    school.debriefs.settle(visit)


def look_closer(school: School, settled: str, seen: str) -> None:
    """A settled visit that was opened again, a lesson counted and scored by its teacher, a line from a good
    lesson, what observers agreed, and an own kijkwijzer in the making."""
    school.debriefs.reopen(settled, "De afspraak stond er niet bij.")
    school.debriefs.settle(settled)
    school.counting.count(seen, time(10, 50), 20, 27)
    key = school.visits.get(seen).instrument.indicators[0].key
    school.debriefs.score_own(seen, key, 3)
    school.good_lessons.approve(school.good_lessons.add(key, "De hele klas schrijft eerst zelf iets op."))
    school.agreement.add_note(key, "Een 3 geven we als iedereen iets opschrijft.")
    school.instrument_drafts.new("Eigen kijkwijzer")


def conclude(school: School) -> None:
    """A finding, a cycle from it, and the calendar."""
    picture = school.pictures.picture(SchoolYear(2026))
    key, cell = picture.indicators[0].key, picture.total.cells[0]
    finding = school.findings.add(
        FindingKind.DEVELOP, "Te vaak stil.", SchoolYear(2026), picture.total, key, cell
    )
    owner = school.people.persons()[0].id
    draft = school.cycles.draft_from(finding)
    cycle = school.cycles.save(
        replace(
            draft, title="Iedereen denkt mee", goal="Meer denktijd", owner_id=owner, check_on=date(2027, 3, 1)
        )
    )
    school.cycles.advance(cycle)
    for title, first, last, status in (
        ('=2+2; "vragen", oefenen', date(2026, 10, 1), date(2026, 10, 30), ActivityStatus.DOING),
        ("Studiemiddag Ó Súilleabháin", date(2026, 12, 1), date(2026, 12, 1), ActivityStatus.TODO),
        ("Over de zomer heen", date(2027, 7, 1), date(2027, 9, 1), ActivityStatus.TODO),
    ):
        school.calendar.save(
            ActivityDraft(
                title, Phase.DO, "OP3", first, last, "Regel één\nregel twee", status, owner, cycle_id=cycle
            )
        )
    school.calendar.remove(
        school.calendar.save(ActivityDraft("Weg", Phase.DO, "OP3", date(2026, 9, 1), date(2026, 9, 1)))
    )
