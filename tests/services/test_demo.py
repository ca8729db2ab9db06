"""This file is what the example school promises: the same for the same numbers, something of everything."""

import os
import subprocess
import sys
from collections import Counter, defaultdict
from datetime import UTC, date, datetime, timedelta
from itertools import pairwise
from pathlib import Path

import pytest

from lesobs.domain.activity import ActivityStatus
from lesobs.domain.cycle import Outcome, Phase
from lesobs.domain.errors import RuleBroken
from lesobs.domain.finding import FindingState
from lesobs.domain.schoolyear import SchoolDays, SchoolYear, is_school_day
from lesobs.domain.visit import Purpose, VisitState, is_impression
from lesobs.services.cycle_periods import Group
from lesobs.services.demo import EXAMPLE_DAY, make_demo
from lesobs.services.demo.texts import Texts
from lesobs.services.school import School
from lesobs.services.school_json import write_school
from lesobs.services.visit_lines import VisitLine
from lesobs.storage.school_file import SchoolFile
from lesobs.storage.tables import new_id, now

LAST_YEAR, THIS_YEAR = SchoolYear(2025), SchoolYear(2026)
PHASES = {"start", "instruction", "guided", "independent", "closing"}


@pytest.fixture(scope="module")
def visits(example: School) -> list[VisitLine]:
    return example.visits.all()


@pytest.fixture(scope="module")
def lessons(visits: list[VisitLine]) -> list[VisitLine]:
    """Each lesson once, also when two observers visited it."""
    return [visit for visit in visits if visit.duo_of_id is None]


def exported(folder: Path, name: str, **numbers: object) -> str:
    path = folder / f"{name}.lesobs"
    make_demo(path, **numbers)  # type: ignore[arg-type]
    with SchoolFile.open(path, copies=folder) as file:
        write_school(file, folder / f"{name}.json")
    return (folder / f"{name}.json").read_text("utf-8")


def test_the_same_numbers_give_the_same_rows_also_in_another_run(tmp_path: Path) -> None:
    small: dict[str, object] = {"teachers": 20, "visits_per_year": 30}
    first = exported(tmp_path, "first", **small)
    other_run = tmp_path / "third.lesobs"
    code = f"from pathlib import Path; from lesobs.services.demo import make_demo; \
make_demo(Path({str(other_run)!r}), teachers=20, visits_per_year=30)"
    environment = os.environ | {"PYTHONHASHSEED": "7", "TZ": "Asia/Tokyo"}
    subprocess.run([sys.executable, "-c", code], env=environment, check=True)
    with SchoolFile.open(other_run, copies=tmp_path) as file:
        write_school(file, tmp_path / "third.json")

    assert exported(tmp_path, "second", **small) == first
    assert (tmp_path / "third.json").read_text("utf-8") == first
    assert exported(tmp_path, "other", **small, seed=2) != first


def test_ids_and_moments_are_fresh_again_afterwards(tmp_path: Path) -> None:
    make_demo(tmp_path / "school.lesobs", teachers=10, years=1)
    assert len({new_id() for _ in range(3)}) == 3
    assert abs(now() - datetime.now(UTC)) < timedelta(minutes=1)


def test_breaks_no_rule_of_the_program_and_has_no_history(example: School) -> None:
    assert example.checks.problems() == []
    with pytest.raises(RuleBroken):
        example.undo.undo()


def test_people_and_classes(example: School) -> None:
    sections = {line.name: line.teachers for line in example.people.sections()}
    teachers = example.people.teachers()
    assert len(teachers) == 60
    assert len({teacher.name for teacher in teachers}) == 60
    assert len(sections) == 10
    assert {name for name, size in sections.items() if size < 5} == {"Klassieke talen", "Kunst en muziek"}
    assert "Siobhán Ó Súilleabháin" in {teacher.name for teacher in teachers}
    assert any(len(teacher.sections) == 2 for teacher in teachers)
    assert [line.name for line in example.people.departments()] == ["brugklas", "havo", "vmbo-kb/tl", "vwo"]
    classes = example.people.classes()
    assert len(classes) == 40
    assert all(line.pupils and 15 <= line.pupils <= 32 and line.department for line in classes)
    assert len(example.people.observers()) == 6
    assert {"Joke Veldhuizen", "Ruud Hofstede", "Sectievoorzitters"} < {
        person.name for person in example.people.persons()
    }


def test_two_years_of_visits_in_two_rounds(
    example: School, visits: list[VisitLine], lessons: list[VisitLine]
) -> None:
    assert Counter(SchoolYear.of(lesson.held_on) for lesson in lessons) == {LAST_YEAR: 120, THIS_YEAR: 120}
    rounds = example.calendar.rounds()
    assert [line.title for line in rounds] == ["Ronde 1", "Ronde 2"] * 2
    outside = [v for v in visits if not any(r.starts_on <= v.held_on <= r.ends_on for r in rounds)]
    assert outside == []
    kinds = Counter(visit.kind for visit in visits)
    assert kinds["volledig"] > kinds["flits"] > 40
    assert {visit.purpose for visit in visits} == set(Purpose)
    assert {visit.announced for visit in visits} == {True, False}
    assert {visit.state for visit in visits} == set(VisitState)


def test_lessons_are_where_they_can_be(
    example: School, visits: list[VisitLine], lessons: list[VisitLine]
) -> None:
    holidays = example.calendar.holidays()
    sections = {teacher.id: set(teacher.sections) for teacher in example.people.teachers()}
    assert [visit.held_on for visit in visits if not is_school_day(visit.held_on, holidays)] == []
    assert all(visit.section in sections[visit.teacher_id] for visit in visits)
    assert all(visit.lesson_hour in range(1, 9) and visit.class_group for visit in visits)
    assert not any(visit.teacher == visit.observer for visit in visits)
    for what in ("teacher_id",), ("class_group", "lesson_hour"):
        places = Counter((visit.held_on, *(getattr(visit, name) for name in what)) for visit in lessons)
        assert max(places.values()) == 1, what
    assert max(Counter((visit.held_on, visit.observer, visit.lesson_hour) for visit in visits).values()) == 1


def test_what_is_past_was_seen_and_talked_about(example: School, lessons: list[VisitLine]) -> None:
    holidays = example.calendar.holidays()
    for visit in lessons:
        assert visit.state.seen == (visit.held_on < EXAMPLE_DAY)
        if visit.talked_on is not None:
            assert 0 <= SchoolDays(holidays).after(visit.held_on, visit.talked_on) <= 8
            assert visit.talked_on < EXAMPLE_DAY
        if visit.state is VisitState.SETTLED:
            detail = example.debriefs.get(visit.id)
            assert detail.strength
            assert detail.next_step
            assert detail.agreement
            assert example.visits.get(visit.id).ratings[detail.next_step_indicator or ""].level
    seen = [visit for visit in lessons if visit.state.seen]
    teachers = defaultdict(list)
    for visit in seen:
        teachers[visit.teacher_id].append(visit.observer_id)
    settled = [len(some) for some in teachers.values() if not is_impression(len(some), len(set(some)))]
    assert 3 <= len(settled) < len(teachers)


def test_marieke_finds_her_morning(example: School, visits: list[VisitLine]) -> None:
    me = next(person.id for person in example.people.observers() if person.name == "Marieke Doornbos")
    overview = example.start.overview(me)
    waiting = [(one.visit.teacher, one.visit.class_group, one.days) for one in overview.waiting if one.visit]
    assert waiting == [("Aylin Şahin", "2K3", 8), ("Łukasz Wiśniewski", "4V1", 5), ("Minh Đặng", "3H2", 2)]
    assert [one.cycle.title for one in overview.waiting if one.cycle] == ["Nagaan en bijstellen"]
    today = {one.visit.teacher: one.visit for one in overview.week if one.visit and one.day == EXAMPLE_DAY}
    sanne = today["Sanne de Wit"]
    assert (sanne.class_group, sanne.lesson_hour, sanne.focus_question) == ("5H1", 5, "Wie geeft antwoord?")
    busy = next(visit for visit in visits if visit.state is VisitState.BUSY)
    assert (busy.teacher, busy.held_on, busy.scored) == ("Siobhán Ó Súilleabháin", EXAMPLE_DAY, 8)
    assert "Joost Mulder" in {one.visit.teacher for one in overview.week if one.visit}
    assert {one.title for one in overview.secured} == {"Iedereen doet mee", "Rustig van start"}
    asked = [one.key for one in overview.questions]
    assert asked == [
        *("no_check", "look_late", "no_visit", "no_owner", "cycle_no_owner", "no_deputy"),
        "busy_month:2027-02",
    ]


def test_small_sections_are_hidden_and_mathematics_asks_for_a_cycle(example: School) -> None:
    picture = example.pictures.picture(LAST_YEAR)
    assert {row.group.name for row in picture.rows if row.hidden} == {"Klassieke talen", "Kunst en muziek"}
    shown = [cell for row in picture.rows if not row.hidden for cell in row.cells]
    assert sum(cell.hidden for cell in shown) < len(shown) / 5
    codes = [indicator.code for indicator in picture.indicators]
    row = picture.row("Wiskunde")
    assert row is not None
    tally = row.cells[codes.index("B4")].tally
    assert tally is not None
    assert (tally.high, tally.scored, tally.levels, tally.not_applicable) == (3, 12, (4, 5, 2, 1), 1)


def test_the_pattern_is_a_ladder(example: School) -> None:
    """Climate before explanation before tuning, feedback and steering one's own learning."""
    picture = example.pictures.picture(LAST_YEAR)
    shares = {
        indicator.code: cell.tally.percent
        for indicator, cell in zip(picture.indicators, picture.total.cells, strict=True)
        if cell.tally
    }
    for higher, lower in pairwise(("A2", "C2", "C3", "D2")):
        assert shares[higher] > shares[lower] + 5, (higher, lower)  # type: ignore[operator]


def test_findings_cycles_and_activities(example: School) -> None:
    findings = example.findings.all()
    assert 4 <= len(findings) <= 8
    assert all(finding.counts.scored and "{" not in finding.text for finding in findings)
    assert {finding.state for finding in findings} == {
        FindingState.SEEN,
        FindingState.DISCUSSED,
        FindingState.AGREED,
        FindingState.DONE,
        FindingState.LOOKED_AGAIN,
        FindingState.SECURED,
    }
    cycles = {cycle.title: cycle for cycle in example.cycles.all()}
    states = [(one.title, one.phase, one.outcome) for one in cycles.values()]
    assert states[:3] == [
        ("Nagaan en bijstellen", Phase.CHECK, None),
        ("Lesdoel helder", Phase.DO, None),
        ("Feedback op het leren", Phase.PLAN, None),
    ]
    assert {state[1:] for state in states[3:]} == {(Phase.ACT, Outcome.SECURE)}
    check, plan = cycles["Nagaan en bijstellen"], cycles["Feedback op het leren"]
    begins = [(one.code, one.baseline.high, one.baseline.scored) for one in check.indicators]
    assert (check.new_lessons, begins) == (5, [("B4", 3, 12), ("D1", 7, 14)])
    assert check.facts.seen_again
    assert len(cycles["Lesdoel helder"].measured) == 3
    assert (plan.owner, plan.check_on) == ("", None)
    goals = cycles["Lesdoel helder"]
    assert (goals.activities_done, goals.activities) == (4, 6)
    now_, before = example.calendar.activities(THIS_YEAR), example.calendar.activities(LAST_YEAR)
    assert (len(now_), len(before)) == (41, 30)
    assert [one.title for one in now_ if one.overdue] == ["Cijferanalyse periode 1 vwo"]
    assert [one.title for one in now_ if not one.owner] == ["Medewerkersonderzoek"]
    assert {one.phase for one in now_} == set(Phase)
    assert {one.status for one in before} == {ActivityStatus.DONE, ActivityStatus.DROPPED}
    looks = [one.starts_on for one in now_ if one.title.startswith("Opnieuw kijken")]
    assert looks == [date(2027, 3, 15), date(2027, 4, 9)]


def test_cycles_start_from_nothing_that_the_picture_would_not_tell(example: School) -> None:
    """Each baseline is a figure of its year as a whole; it was told, or is, of this very group."""
    measured = 0
    for cycle in example.cycles.all():
        group = Group.of(example.cycles.draft(cycle.id), cycle.cluster)
        for one in cycle.measured:
            year = SchoolYear.named(one.stands_on[-9:])
            cell, teachers = example.picture_details.told(group.over((year,)), group.key, one.key)
            assert cell.tally is not None and teachers is not None and teachers >= 5
            whole = "ronde" not in one.stands_on
            assert cell.tally == one.baseline if whole else cell.tally.scored > one.baseline.scored
            measured += 1
    assert measured == 7


def test_cards_and_notes_are_there(example: School) -> None:
    cards = example.good_lessons.all()
    assert [card.approved_on is not None for card in cards].count(True) == 2
    assert len(cards) == 3
    assert [example.good_lessons.mentions(card.id) for card in cards] == [[], [], []]
    (note,) = example.agreement.notes()
    assert note.indicator_key == "op3.leren.feedback" and note.written_on < example.today()


def test_holidays_are_confirmed(example: School) -> None:
    assert not any(line.to_confirm for line in example.calendar.free_periods(THIS_YEAR))
    assert len(example.calendar.free_periods(THIS_YEAR)) >= 5


def test_minh_is_told_in_full(example: School, visits: list[VisitLine]) -> None:
    line = next(v for v in visits if v.teacher == "Minh Đặng" and v.state is VisitState.VISITED)
    minh = example.visits.get(line.id)
    assert minh.scored == 14
    assert [note.indicator_key is not None for note in minh.notes].count(True) == 11
    assert len(minh.notes) == 12
    assert minh.ratings["op3.klimaat.betrokken"].seen == {0, 1}
    differs = {
        key: (own, minh.ratings[key].level)
        for key, own in minh.teacher_levels.items()
        if abs(own - (minh.ratings[key].level or 0)) > 1
    }
    assert differs == {"op3.klimaat.betrokken": (4, 2), "op3.leren.sturen": (3, 1)}
    assert minh.teacher_levels.keys() == minh.ratings.keys()
    assert (minh.pupils, minh.count_every) == (27, 5)
    assert [(count.on_task, count.present) for count in minh.counts] == [
        (number, 27) for number in (18, 24, 25, 22, 19, 25, 26, 26, 24, 22)
    ]
    talk = example.debriefs.get(line.id)
    assert talk.held_on is None
    assert talk.next_step_indicator == "op3.klimaat.betrokken"
    assert (talk.agreed_until, talk.look_again_on) == (date(2026, 12, 4), date(2026, 12, 10))


def test_every_lesson_has_words_that_fit() -> None:
    texts = Texts()
    for section in texts.people["section"]:
        for stream in texts.people["stream"]:
            if stream["letter"] in section.get("streams", stream["letter"]):
                for year in map(int, stream["parallel"]):
                    taught = year >= section.get("from_year", 1)
                    for subject in section["subjects"] if taught else ():
                        assert texts.topics(subject, stream["letter"], year), (
                            subject,
                            stream["letter"],
                            year,
                        )
    topic = texts.topics("Wiskunde", "H", 3)[0]
    indicators = texts.lessons["share"]
    for indicator in indicators:
        for level in (1, 2, 3, 4):
            facts = texts.seen[indicator, level]
            assert len(facts) >= 4
            assert {fact.phase.value for fact in facts} <= PHASES
            assert not any("{" in topic.fill(fact.sentence) for fact in facts)
        for step in texts.talks[indicator]["step"]:
            said = [topic.fill(step[name], class_name="3H2", colleague="Anouk Visser") for name in step]
            assert not any("{" in sentence for sentence in said)
    assert set(texts.talks["focus"]) < set(indicators)


@pytest.mark.parametrize(
    ("numbers", "visits"),
    [
        ({"teachers": 10, "years": 1}, 20),
        ({"teachers": 12}, 48),
        ({"teachers": 90, "years": 3, "visits_per_year": 40}, 120),
        ({"teachers": 10, "visits_per_year": 1200}, 2400),
        ({"on": date(2026, 8, 1)}, 240),
        ({"on": date(2026, 11, 22), "years": 1}, 120),
        ({"on": date(2027, 7, 31), "teachers": 25}, 100),
        ({"on": date(2034, 3, 1), "teachers": 25}, 100),
        ({"teachers": 12, "years": 1, "seed": 3}, 24),
        ({"years": 5, "seed": 7, "visits_per_year": 80}, 400),
    ],
    ids=str,
)
def test_awkward_numbers_still_give_a_sound_school(
    tmp_path: Path, numbers: dict[str, object], visits: int
) -> None:
    path, on = tmp_path / "school.lesobs", numbers.get("on", EXAMPLE_DAY)
    make_demo(path, **numbers)  # type: ignore[arg-type]
    assert isinstance(on, date)
    with School.open(path, today=lambda: on) as school:
        assert school.checks.problems() == []
        assert len(school.people.teachers()) == numbers.get("teachers", 60)
        assert len([line for line in school.visits.all() if line.duo_of_id is None]) == visits
        school.pictures.picture(SchoolYear.of(on))
        school.start.overview(None)


@pytest.mark.parametrize(
    ("numbers", "word"),
    [
        ({"years": 0}, "schooljaren"),
        ({"years": 11}, "schooljaren"),
        ({"teachers": 9}, "docenten"),
        ({"teachers": 501}, "docenten"),
        ({"visits_per_year": 19}, "bezoeken"),
        ({"visits_per_year": 7201}, "bezoeken"),
        ({"on": date(1990, 1, 1)}, "dag"),
    ],
    ids=str,
)
def test_numbers_that_make_no_school_are_refused(
    tmp_path: Path, numbers: dict[str, object], word: str
) -> None:
    with pytest.raises(RuleBroken, match=word):
        make_demo(tmp_path / "school.lesobs", **numbers)  # type: ignore[arg-type]
    assert list(tmp_path.iterdir()) == []


def test_a_file_that_is_there_stays_as_it_is(tmp_path: Path) -> None:
    path = tmp_path / "school.lesobs"
    path.write_text("iets anders")
    with pytest.raises(RuleBroken, match="bestaat al"):
        make_demo(path)
    assert path.read_text() == "iets anders"


def test_a_passphrase_locks_the_example_too(tmp_path: Path) -> None:
    path = tmp_path / "school.lesobs"
    make_demo(path, teachers=10, years=1, passphrase="appel")
    with pytest.raises(RuleBroken, match="wachtwoord"):
        School.open(path)
    with School.open(path, "appel", today=lambda: EXAMPLE_DAY) as school:
        assert len(school.people.teachers()) == 10


def test_tells_how_far_it_is_and_leaves_nothing_when_stopped(tmp_path: Path) -> None:
    heard: list[tuple[int, int]] = []
    make_demo(
        tmp_path / "a.lesobs", visits_per_year=150, progress=lambda done, all_: heard.append((done, all_))
    )
    assert heard == [(200, 300), (300, 300)]

    def stop(done: int, _all: int) -> None:
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        make_demo(tmp_path / "b.lesobs", progress=stop)
    assert not (tmp_path / "b.lesobs").exists()


def test_many_visits_have_scores_but_few_have_notes(tmp_path: Path) -> None:
    path = tmp_path / "school.lesobs"
    make_demo(path, years=1, visits_per_year=1500, on=date(2027, 7, 31))
    with School.open(path, today=lambda: date(2027, 7, 31)) as school:
        lines = [line for line in school.visits.all() if line.duo_of_id is None]
        assert len(lines) == 1500
        assert len({(line.teacher_id, line.held_on) for line in lines}) == 1500
        assert min(line.scored for line in lines if line.state.seen) > 2
        assert school.visits.get(lines[0].id).notes == ()
        assert school.visits.get(lines[-1].id).notes != ()
