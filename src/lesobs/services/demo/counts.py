"""This file is how many pupils were on task in the lessons of the example school, count by count."""

from collections.abc import Iterator
from datetime import time
from random import Random
from statistics import mean

from lesobs.domain.time_on_task import Occupation, TaskPoint
from lesobs.domain.visit import LessonPhase
from lesobs.services.demo.days import lesson_clock
from lesobs.services.demo.scores import MINUTES, Seen
from lesobs.services.demo.visits import Lesson

COUNTED_SHARE = 0.35
"""Share of the full visits in which pupils were counted."""
INTERVALS, INTERVAL_WEIGHTS = (5, 8, 10), (7, 2, 1)
"""In minutes."""
FIRST_COUNT = 3
"""Minutes into the lesson."""
ABSENT, ABSENT_WEIGHTS = (0, 1, 2, 3), (4, 5, 3, 1)
LATE_SHARE = 0.25
SPREAD = 0.035
PER_LEVEL = 0.06
ENGAGING = ("op3.klimaat.betrokken", "op3.verloop.orde", "op3.verloop.lestijd")
"""The indicators whose levels show in the counts, so much for each level above or below 2,5."""

ON_TASK = {
    Occupation.WAITING: 0.68,
    Occupation.LISTENING: 0.85,
    Occupation.TALKING: 0.80,
    Occupation.TOGETHER: 0.90,
    Occupation.ALONE: 0.93,
}
DONE: dict[LessonPhase, tuple[Occupation, ...]] = {
    LessonPhase.START: (Occupation.WAITING, Occupation.LISTENING),
    LessonPhase.INSTRUCTION: (Occupation.LISTENING, Occupation.LISTENING, Occupation.TALKING),
    LessonPhase.GUIDED: (Occupation.TALKING, Occupation.TOGETHER, Occupation.TOGETHER),
    LessonPhase.INDEPENDENT: (Occupation.ALONE, Occupation.ALONE, Occupation.TOGETHER),
    LessonPhase.CLOSING: (Occupation.TALKING, Occupation.WAITING),
}
"""What pupils do in each phase, the likelier the more often it is named."""


class Counting:
    """Counts in some of the full visits; a lesson dips where the class waits, and rises when all write."""

    def __init__(self, rng: Random) -> None:
        self._rng = rng

    def count(self, lesson: Lesson, seen: Seen) -> None:
        """Adds the counts to what was seen, when there were any."""
        if told := lesson.story.get("counts"):
            seen.count_every = lesson.story["count_every"]
            seen.counts = [_told(one, lesson) for one in told]
        elif lesson.kind == "volledig" and self._rng.random() < COUNTED_SHARE:
            (seen.count_every,) = self._rng.choices(INTERVALS, INTERVAL_WEIGHTS)
            seen.counts = list(self._points(lesson, seen, seen.count_every))

    def _points(self, lesson: Lesson, seen: Seen, every: int) -> Iterator[TaskPoint]:
        rng = self._rng
        levels = [level for key in ENGAGING if (level := seen.levels.get(key))]
        better = PER_LEVEL * (mean(levels) - 2.5) if levels else 0.0
        present = lesson.group.pupils - rng.choices(ABSENT, ABSENT_WEIGHTS)[0]
        late = int(rng.random() < LATE_SHARE)
        minutes = range(FIRST_COUNT, MINUTES[seen.phases[-1]][1] + 1, every)
        dip = rng.choice(minutes[1:])
        for minute in minutes:
            phase = next(one for one in LessonPhase if minute <= MINUTES[one][1])
            occupation = Occupation.WAITING if minute == dip else rng.choice(DONE[phase])
            here = present - (late if minute == FIRST_COUNT else 0)
            share = ON_TASK[occupation] + better + rng.gauss(0, SPREAD)
            on_task = min(here, max(0, round(share * here)))
            yield TaskPoint(lesson_clock(lesson.hour, minute), on_task, here, phase, occupation)


def _told(one: tuple[str, str, str, int], lesson: Lesson) -> TaskPoint:
    """A count of stories.toml, brought to the size of the class."""
    at, phase, occupation, on_task = one
    present = lesson.group.pupils - lesson.story.get("absent", 0)
    on_task = round(on_task * present / lesson.story["counts_of"])
    return TaskPoint(time.fromisoformat(at), on_task, present, LessonPhase(phase), Occupation(occupation))
