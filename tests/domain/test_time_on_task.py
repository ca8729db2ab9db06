"""What is said of counts of pupils on task: what was counted, when it was lowest and highest, no more."""

from datetime import time

import pytest

from lesobs.domain.errors import RuleBroken
from lesobs.domain.time_on_task import (
    Occupation,
    TaskPoint,
    counted_sentence,
    extremes_sentence,
    interval,
    long_gaps,
    minutes_to_count,
    require_count,
    require_interval,
)
from lesobs.domain.visit import LessonPhase

START, TEACHING, ALONE = LessonPhase.START, LessonPhase.INSTRUCTION, LessonPhase.INDEPENDENT


def points(*counts: tuple[int, int], present: int = 27, phase: LessonPhase = ALONE) -> list[TaskPoint]:
    """Counts as (minute after 10.00, pupils on task)."""
    return [TaskPoint(time(10, minute), number, present, phase) for minute, number in counts]


def every(minutes: int, *numbers: int) -> list[TaskPoint]:
    return points(*((minutes * place, number) for place, number in enumerate(numbers, start=1)))


def test_counts_at_one_interval_say_so() -> None:
    assert counted_sentence(every(5, 18, 24, 25)) == (
        "Aantal van de 27 leerlingen dat met de les bezig was, elke vijf minuten geteld."
    )
    assert "ongeveer elke vijf minuten geteld." in counted_sentence(points((0, 9), (5, 9), (9, 9), (15, 9)))
    assert "elke minuut geteld" in counted_sentence(every(1, 5, 5, 5))


def test_counts_without_an_interval_are_only_counted() -> None:
    loose = points((1, 20), (4, 20), (16, 20), (40, 20))
    assert interval(loose) is None
    assert "vier keer geteld, van 10.01 tot 10.40." in counted_sentence(loose)
    assert "twee keer geteld, van 10.05 tot 10.10." in counted_sentence(every(5, 18, 24))


def test_a_time_without_counts_is_told() -> None:
    gap = points((0, 20), (5, 21), (10, 22), (35, 20), (40, 20), (45, 21), (50, 20))
    assert long_gaps(gap) == {2}
    assert interval(gap) == 5
    assert counted_sentence(gap).endswith("Bij de stippellijn is een tijd niet geteld.")
    assert long_gaps(every(5, 1, 2, 3)) == frozenset()
    assert long_gaps([]) == long_gaps(every(5, 1)) == frozenset()


def test_another_number_of_pupils_present_is_told() -> None:
    changed = [*every(5, 18, 24), TaskPoint(time(10, 15), 20, 24, ALONE)]
    assert counted_sentence(changed).startswith("Aantal van de aanwezige leerlingen dat met de les bezig was")
    assert "Er waren er 24 tot 27: de dunne lijn." in counted_sentence(changed)


def test_one_count_is_a_sentence_and_none_is_nothing() -> None:
    one = TaskPoint(time(10, 24), 19, 27, TEACHING, Occupation.TALKING)
    assert counted_sentence([one]) == (
        "Om 10.24, tijdens de instructie (klassengesprek), waren 19 van de 27 leerlingen met de les bezig."
    )
    nobody = TaskPoint(time(9, 5), 0, 1, START)
    assert counted_sentence([nobody]) == "Om 9.05, bij de start, was geen van de 1 leerling met de les bezig."
    assert counted_sentence([]) == extremes_sentence([]) == extremes_sentence([one]) == ""


def test_lowest_and_highest_moment_with_time_and_phase() -> None:
    counts = every(5, 18, 24, 26, 26, 22)
    counts[0] = TaskPoint(time(10, 5), 18, 27, START, Occupation.WAITING)
    assert extremes_sentence(counts) == (
        "Het minst waren het er 18 van de 27, om 10.05, bij de start (wachten of wisselen). "
        "Het meest 26 van de 27, om 10.15 en 10.20, tijdens het zelfstandig werken."
    )


def test_the_same_height_in_two_phases_and_at_many_moments() -> None:
    low = [TaskPoint(time(10, 2), 9, 27, START), TaskPoint(time(10, 8), 9, 27, TEACHING)]
    said = extremes_sentence([*low, *points((20, 25), (25, 25), (30, 25), (35, 25))])
    assert "9 van de 27, om 10.02 bij de start en om 10.08 tijdens de instructie." in said
    assert said.endswith("Het meest 25 van de 27, bij vier van de zes tellingen.")


def test_lowest_is_of_those_present() -> None:
    fewer = TaskPoint(time(10, 20), 18, 18, ALONE)
    said = extremes_sentence([*every(5, 20, 24), fewer])
    assert said.startswith("Het minst waren het er 20 van de 27, om 10.05")
    assert "Het meest 18 van de 18, om 10.20" in said


def test_counts_that_hardly_differ_are_not_made_into_news() -> None:
    assert extremes_sentence(every(5, 25, 26, 25, 26)) == ""
    assert extremes_sentence(every(5, 25, 27, 25)) != ""
    assert extremes_sentence(every(5, 27, 27, 27)) == "Bij alle drie tellingen was iedereen met de les bezig."


@pytest.mark.parametrize(("on_task", "present"), [(1, 0), (1, 100), (-1, 20), (21, 20)])
def test_numbers_that_can_not_be_of_one_class_are_refused(on_task: int, present: int) -> None:
    require_count(20, 20)
    with pytest.raises(RuleBroken):
        require_count(on_task, present)


@pytest.mark.parametrize(
    ("began", "counted", "now", "left"),
    [
        ("10.15", [], "10.15", 5),
        ("10.15", [], "10.19", 1),
        ("10.15", [], "10.20", 0),
        ("10.15", ["10.18"], "10.20", 3),
        ("10.15", ["10.18", "10.25"], "10.27", 3),
        ("10.15", ["10.18"], "11.59", 0),  # slept: it is time, and no more than that
        ("10.15", ["10.38"], "10.20", 0),  # set back: the count ahead does not keep us waiting
        ("10.15", ["10.38"], "9.40", 0),
        ("10.15", ["9.40", "10.38"], "9.42", 3),
    ],
)
def test_the_next_count_is_an_interval_after_the_last(
    began: str, counted: list[str], now: str, left: int
) -> None:
    def at(text: str) -> time:
        hour, minute = text.split(".")
        return time(int(hour), int(minute), 30)

    assert minutes_to_count(5, at(began), [at(count) for count in counted], at(now)) == left


def test_every_occupation_has_a_key_of_its_own() -> None:
    assert len({one.letter for one in Occupation}) == len(Occupation)
    assert len({one.short for one in Occupation}) == len(Occupation)


def test_an_interval_fits_in_a_lesson() -> None:
    require_interval(None)
    require_interval(1)
    require_interval(60)
    for minutes in (0, -5, 61):
        with pytest.raises(RuleBroken):
            require_interval(minutes)
