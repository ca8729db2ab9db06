"""Tests of counting pupils on task: what is kept, in which phase, and what is refused."""

from datetime import date, time

import pytest

from lesobs.domain.errors import RuleBroken
from lesobs.domain.time_on_task import Occupation
from lesobs.domain.visit import LessonPhase
from lesobs.services.debriefs import TEXTS
from lesobs.services.school import School
from lesobs.services.visit_detail import CountDetail


def counts(school: School, visit: str) -> list[CountDetail]:
    return list(school.visits.get(visit).counts)


def numbers(school: School, visit: str) -> list[tuple[time, int, int]]:
    return [(count.at, count.on_task, count.present) for count in counts(school, visit)]


def test_counts_are_kept_in_the_order_of_the_clock(planned: tuple[School, str]) -> None:
    school, visit = planned
    school.visits.start(visit)
    school.counting.count(visit, time(10, 38), 19, 27, Occupation.ALONE)
    school.counting.count(visit, time(10, 33, 20), 22, 26)
    assert numbers(school, visit) == [(time(10, 33, 20), 22, 26), (time(10, 38), 19, 27)]
    assert [count.occupation for count in counts(school, visit)] == [None, Occupation.ALONE]


def test_a_count_is_in_the_phase_it_is_said_to_be_in(planned: tuple[School, str]) -> None:
    school, visit = planned
    school.visits.start(visit)
    school.observing.add_note(visit, time(10, 20), "Groet.")
    school.counting.count(visit, time(10, 15), 20, 27, phase=LessonPhase.GUIDED)  # the clock was set back
    assert counts(school, visit)[0].phase is LessonPhase.GUIDED


def test_a_count_added_later_is_in_the_phase_of_its_time(planned: tuple[School, str]) -> None:
    school, visit = planned
    school.visits.start(visit)
    school.observing.add_note(visit, time(10, 20), "Groet.")
    school.observing.set_phase(visit, LessonPhase.INSTRUCTION)
    school.observing.add_note(visit, time(10, 30), "Legt uit.")
    school.observing.set_phase(visit, LessonPhase.CLOSING)
    for at in (time(10, 10), time(10, 25), time(10, 31)):
        school.counting.count(visit, at, 20, 27)
    assert [count.phase for count in counts(school, visit)] == [
        LessonPhase.START,
        LessonPhase.START,
        LessonPhase.INSTRUCTION,
    ]


def test_the_first_thing_written_is_in_the_phase_of_the_visit(planned: tuple[School, str]) -> None:
    school, visit = planned
    school.visits.start(visit)
    school.observing.set_phase(visit, LessonPhase.GUIDED)
    school.counting.count(visit, time(10, 31), 20, 27)
    assert counts(school, visit)[0].phase is LessonPhase.GUIDED


def test_a_count_can_be_changed_and_removed_and_both_taken_back(planned: tuple[School, str]) -> None:
    school, visit = planned
    school.visits.start(visit)
    school.observing.add_note(visit, time(10, 0), "Start.")
    school.observing.set_phase(visit, LessonPhase.INSTRUCTION)
    school.observing.add_note(visit, time(10, 20), "Uitleg.")
    count = school.counting.count(visit, time(10, 25), 19, 27, Occupation.LISTENING)
    before = counts(school, visit)

    school.counting.change(count, time(10, 5), 9, 26, None)
    assert numbers(school, visit) == [(time(10, 5), 9, 26)]
    assert counts(school, visit)[0].phase is LessonPhase.START
    school.counting.remove(count)
    assert counts(school, visit) == []

    assert school.undo.next_undo == "Telling verwijderen"
    school.undo.undo()
    school.undo.undo()
    assert counts(school, visit) == before


def test_a_changed_number_stays_in_its_phase(planned: tuple[School, str]) -> None:
    school, visit = planned
    school.visits.start(visit)
    count = school.counting.count(visit, time(10, 25), 19, 27, phase=LessonPhase.GUIDED)
    school.counting.change(count, time(10, 25), 18, 27, None)
    assert counts(school, visit)[0].phase is LessonPhase.GUIDED


@pytest.mark.parametrize(("on_task", "present"), [(28, 27), (-1, 27), (0, 0), (5, 400)])
def test_numbers_that_are_not_of_one_class_are_refused(
    planned: tuple[School, str], on_task: int, present: int
) -> None:
    school, visit = planned
    school.visits.start(visit)
    count = school.counting.count(visit, time(10, 25), 19, 27)
    with pytest.raises(RuleBroken):
        school.counting.count(visit, time(10, 30), on_task, present)
    with pytest.raises(RuleBroken):
        school.counting.change(count, time(10, 25), on_task, present, None)
    assert numbers(school, visit) == [(time(10, 25), 19, 27)]


def test_the_interval_is_kept_with_the_visit(planned: tuple[School, str]) -> None:
    school, visit = planned
    assert school.visits.get(visit).count_every is None
    school.counting.set_interval(visit, 5)
    assert school.visits.get(visit).count_every == 5
    for minutes in (0, 61):
        with pytest.raises(RuleBroken):
            school.counting.set_interval(visit, minutes)
    school.counting.set_interval(visit, None)
    assert school.visits.get(visit).count_every is None


def test_a_count_or_visit_that_is_gone_says_so(planned: tuple[School, str]) -> None:
    school, visit = planned
    count = school.counting.count(visit, time(10, 25), 19, 27)
    school.visits.remove(visit)
    with pytest.raises(RuleBroken, match="er niet meer"):
        school.counting.remove(count)
    with pytest.raises(RuleBroken, match="er niet meer"):
        school.counting.count(visit, time(10, 25), 19, 27)


def test_a_settled_visit_takes_no_count(planned: tuple[School, str]) -> None:
    school, visit = planned
    school.visits.start(visit)
    count = school.counting.count(visit, time(10, 25), 19, 27)
    school.visits.finish(visit)
    for name in TEXTS:
        school.debriefs.write(visit, name, "Iedereen schrijft eerst zelf.")
    school.debriefs.choose_next_step(visit, school.visits.get(visit).instrument.indicators[0].key)
    school.debriefs.look_again(visit, date(2027, 1, 11))
    school.debriefs.discuss(visit, date(2026, 11, 20))
    school.debriefs.settle(visit)
    for write in (
        lambda: school.counting.count(visit, time(10, 30), 19, 27),
        lambda: school.counting.change(count, time(10, 30), 9, 27, None),
        lambda: school.counting.remove(count),
        lambda: school.counting.set_interval(visit, 5),
    ):
        with pytest.raises(RuleBroken, match="vastgesteld"):
            write()
    assert numbers(school, visit) == [(time(10, 25), 19, 27)]
