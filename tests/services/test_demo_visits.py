"""This file is what the example school shows of the lesson visit: counts, own scores, pairs and versions."""

from collections import Counter, defaultdict
from datetime import date
from statistics import mean

import pytest

from lesobs.domain.schoolyear import SchoolYear, is_school_day
from lesobs.domain.time_on_task import Occupation, TaskPoint, interval, long_gaps
from lesobs.domain.visit import LessonPhase, Purpose, VisitState
from lesobs.services.demo import EXAMPLE_DAY
from lesobs.services.school import School
from lesobs.services.visit_detail import VisitDetail
from lesobs.services.visit_lines import VisitLine

LAST_YEAR, THIS_YEAR = SchoolYear(2025), SchoolYear(2026)
TALKED = (VisitState.DISCUSSED, VisitState.SETTLED)


@pytest.fixture(scope="module")
def visits(example: School) -> list[VisitLine]:
    return example.visits.all()


@pytest.fixture(scope="module")
def lessons(visits: list[VisitLine]) -> list[VisitLine]:
    """Each lesson once, also when two observers visited it."""
    return [visit for visit in visits if visit.duo_of_id is None]


@pytest.fixture(scope="module")
def details(example: School, visits: list[VisitLine]) -> dict[str, VisitDetail]:
    return {visit.id: example.visits.get(visit.id) for visit in visits}


def test_pupils_on_task_were_counted_in_a_third_of_the_full_visits(
    lessons: list[VisitLine], details: dict[str, VisitDetail]
) -> None:
    full = [details[line.id] for line in lessons if line.kind == "volledig" and line.state.seen]
    counted = [visit for visit in full if visit.counts]
    assert 0.25 < len(counted) / len(full) < 0.45
    assert all((visit.count_every is None) == (not visit.counts) for visit in details.values())
    shares: dict[Occupation | None, list[float]] = defaultdict(list)
    for visit in counted:
        points = [
            TaskPoint(one.at, one.on_task, one.present, one.phase, one.occupation) for one in visit.counts
        ]
        assert interval(points) == visit.count_every
        assert not long_gaps(points)
        assert all(point.present <= (visit.pupils or 0) for point in points)
        order = [list(LessonPhase).index(point.phase) for point in points]
        assert order == sorted(order)
        for point in points:
            shares[point.occupation].append(float(point.share))
    assert mean(shares[Occupation.WAITING]) + 0.1 < mean(shares[Occupation.LISTENING])
    assert mean(shares[Occupation.LISTENING]) < mean(shares[Occupation.ALONE])


def test_teachers_scored_half_of_the_lessons_talked_about_themselves(
    lessons: list[VisitLine], details: dict[str, VisitDetail]
) -> None:
    talked = [details[line.id] for line in lessons if line.state in TALKED]
    own = [visit for visit in talked if visit.teacher_levels]
    assert 0.4 < len(own) / len(talked) < 0.65
    apart = Counter(
        abs(level - (visit.ratings[key].level or 0))
        for visit in own
        for key, level in visit.teacher_levels.items()
    )
    assert apart[0] > apart[1] > apart[2] > 10
    assert set(apart) == {0, 1, 2}


def test_two_observers_of_a_lesson_mostly_agree(
    visits: list[VisitLine], lessons: list[VisitLine], details: dict[str, VisitDetail]
) -> None:
    first = {line.id: line for line in lessons}
    halves = [line for line in visits if line.duo_of_id]
    done = [line for line in halves if line.state.seen]
    assert Counter(SchoolYear.of(line.held_on) for line in done) == {LAST_YEAR: 10, THIS_YEAR: 6}
    assert all(first[line.lesson_id].state is line.state for line in done)
    assert len({frozenset((line.observer, line.duo_with)) for line in halves}) >= 12
    for line in done:
        words = [{note.text for note in details[half].notes} for half in (line.id, line.lesson_id)]
        assert words[0]
        assert not words[0] & words[1]
    apart: Counter[int] = Counter()
    for line in done:
        other = details[line.lesson_id].ratings
        assert {key for key, rating in details[line.id].ratings.items() if rating.level is not None} == {
            key for key, rating in other.items() if rating.level is not None
        }
        apart.update(
            abs(rating.level - (other[key].level or 0))
            for key, rating in details[line.id].ratings.items()
            if rating.level is not None
        )
    assert 0.6 < apart[0] / apart.total() < 0.8
    assert (apart[0] + apart[1]) / apart.total() > 0.95
    waiting = [(line.teacher, first[line.lesson_id].state) for line in halves if not line.state.seen]
    assert sorted(waiting) == [
        ("Joost Mulder", VisitState.PLANNED),
        ("Łukasz Wiśniewski", VisitState.VISITED),
    ]


def test_notes_are_tied_or_loose_and_some_were_chosen(details: dict[str, VisitDetail]) -> None:
    kinds = Counter(
        (note.indicator_key is not None, note.in_report) for visit in details.values() for note in visit.notes
    )
    assert all(kinds[kind] > 5 for kind in ((True, None), (True, False), (False, None), (False, True)))
    assert kinds[True, None] > kinds.total() * 0.7


def test_two_visits_were_settled_a_second_time(
    example: School, visits: list[VisitLine], details: dict[str, VisitDetail]
) -> None:
    again = [line for line in visits if details[line.id].version > 1]
    reasons = []
    for line in again:
        assert (line.state, details[line.id].version) == (VisitState.SETTLED, 2)
        (kept,) = example.versions.of(line.id)
        visit, talk = example.versions.get(line.id, kept.number)
        assert (visit.version, visit.line.state) == (1, VisitState.SETTLED)
        assert line.talked_on is not None
        assert line.talked_on < kept.reopened_at.date() < EXAMPLE_DAY
        assert is_school_day(kept.reopened_at.date(), example.calendar.holidays())
        levels = sum(
            visit.ratings[key].level != rating.level for key, rating in details[line.id].ratings.items()
        )
        reactions = (bool(talk.reaction), bool(example.debriefs.get(line.id).reaction))
        reasons.append((kept.reason.split()[0], levels, reactions if not levels else None))
    assert sorted(reasons, key=str) == [("Bij", 1, None), ("De", 0, (False, True))]


def test_a_kijkwijzer_of_its_own_and_one_half_written(
    example: School, visits: list[VisitLine], details: dict[str, VisitDetail]
) -> None:
    (own,) = (line for line in example.instruments.all() if line.own)
    with_own = [line for line in visits if line.instrument == own.title]
    assert {line.kind for line in with_own} == {"flits"}
    assert {SchoolYear.of(line.held_on) for line in with_own} == {THIS_YEAR}
    assert len([line for line in with_own if line.state.seen]) == 6
    assert all(details[line.id].ratings["eigen.telefoons"].level for line in with_own if line.state.seen)
    (draft,) = example.instrument_drafts.all()
    assert (draft.title, draft.indicators) == ("Praktijkles", 11)
    assert draft.missing == 4


def test_marieke_planned_one_visit_and_copied_it(example: School, visits: list[VisitLine]) -> None:
    day = date(2026, 12, 2)
    copies = sorted((line for line in visits if line.held_on == day), key=lambda line: line.lesson_hour or 0)
    assert [line.lesson_hour for line in copies] == [3, 4, 5]
    assert {(line.observer, line.instrument, line.purpose, line.state) for line in copies} == {
        ("Marieke Doornbos", "Flitsbezoek met telefoons", Purpose.PICTURE, VisitState.PLANNED)
    }
    week = day.isocalendar()[:2]
    teachers = Counter(line.teacher for line in visits if line.held_on.isocalendar()[:2] == week)
    assert max(teachers.values()) == 2
