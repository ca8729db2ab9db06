"""This file is the lessons of the example school that two observers visit, and who comes along."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import replace
from random import Random

from lesobs.domain.visit import Purpose, VisitState
from lesobs.services.demo.people import Person, Staff
from lesobs.services.demo.visits import Lesson

PER_ROUND = {1: 6, 2: 4}
"""Observers compare most when a school year begins."""
FEWEST_LESSONS_FOR_ONE = 3


class Duos:
    """Pairs observers, each pair as seldom as any other."""

    def __init__(self, rng: Random, staff: Staff) -> None:
        self._rng, self._observers, self._persons = rng, staff.observers, staff.persons
        self._pairs: Counter[frozenset[str]] = Counter()

    def second_halves(self, lessons: Sequence[Lesson]) -> dict[int, Lesson]:
        """The visit of the second observer, by the place of the first one's among those of a school year."""
        halves = {
            place: replace(lesson, observer=self._persons[lesson.story["duo"]], state=VisitState.PLANNED)
            for place, lesson in enumerate(lessons)
            if "duo" in lesson.story
        }
        for place, half in halves.items():
            self._pairs[frozenset((lessons[place].observer.id, half.observer.id))] += 1
        away = {_when(lesson) for lesson in (*lessons, *halves.values())}
        for round_, most in PER_ROUND.items():
            places = [place for place, lesson in enumerate(lessons) if _may_be(lesson, round_)]
            number = min(most, len(places) // FEWEST_LESSONS_FOR_ONE)
            for place in sorted(self._rng.sample(places, number)):
                if second := self._second(lessons[place], away):
                    halves[place] = replace(lessons[place], observer=second)
                    away.add(_when(halves[place]))
        return halves

    def _second(self, lesson: Lesson, away: Iterable[tuple[object, ...]]) -> Person | None:
        """Who has that hour free and was least often in a pair with the first observer."""
        first = lesson.observer
        free = [
            one
            for one in self._rng.sample(self._observers, len(self._observers))
            if one.name not in (first.name, lesson.teacher.name)
            and _when(replace(lesson, observer=one)) not in away
        ]
        second = min(free, key=lambda one: self._pairs[frozenset((first.id, one.id))], default=None)
        if second is not None:
            self._pairs[frozenset((first.id, second.id))] += 1
        return second


def _may_be(lesson: Lesson, round_: int) -> bool:
    """Whether two observers could have seen this lesson whole, to learn of each other's scores."""
    seen_whole = lesson.kind == "volledig" and lesson.state is VisitState.VISITED
    ordinary = lesson.purpose is not Purpose.APPRAISAL and not lesson.story
    return lesson.round == round_ and seen_whole and ordinary


def _when(lesson: Lesson) -> tuple[object, ...]:
    return (lesson.observer.id, lesson.day, lesson.hour)
