"""This file is the own indicator of the example school: which short visits look at it, and what they show."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from random import Random

from lesobs.domain.visit import Purpose, VisitState
from lesobs.services.demo.days import lesson_clock
from lesobs.services.demo.instruments import OWN, Kijkwijzer
from lesobs.services.demo.scores import MINUTES, Note, Seen
from lesobs.services.demo.texts import Texts
from lesobs.services.demo.visits import Lesson

OWN_VISITS = 6
LEVELS, LEVEL_WEIGHTS = (1, 2, 3, 4), (1, 3, 5, 2)
TICKED = {1: (), 2: (0,), 3: (0, 1), 4: (0, 1, 3)}


class OwnIndicator:
    """Looks at what only this school looks at."""

    def __init__(self, rng: Random, texts: Texts, kijkwijzers: Mapping[str, Kijkwijzer]) -> None:
        self._rng, self._facts = rng, texts.seen
        of_program = {item.key for item in kijkwijzers["volledig"].items}
        (self._item,) = (item for item in kijkwijzers[OWN].items if item.key not in of_program)

    def chosen(self, lessons: Sequence[Lesson]) -> list[Lesson]:
        """The same lessons; the last short visits seen this school year were with the own kijkwijzer."""
        with_own = list(lessons)
        for place in [place for place, lesson in enumerate(lessons) if _may_be(lesson)][-OWN_VISITS:]:
            with_own[place] = replace(lessons[place], own=True)
        return with_own

    def see(self, lesson: Lesson, seen: Seen) -> None:
        """Adds a level with its look-fors, and a note."""
        key = self._item.key
        (level,) = self._rng.choices(LEVELS, LEVEL_WEIGHTS)
        seen.levels[key] = level
        seen.ticks += [self._item.look_fors[place] for place in TICKED[level]]
        facts = [fact for fact in self._facts[key, level] if fact.phase in seen.phases]
        if facts:
            fact = self._rng.choice(facts)
            at = lesson_clock(lesson.hour, self._rng.randint(*MINUTES[fact.phase]))
            seen.notes.append(Note(at, fact.phase, key, lesson.topic.fill(fact.sentence)))
            seen.notes.sort(key=lambda note: note.at)


def _may_be(lesson: Lesson) -> bool:
    short = lesson.kind == "flits" and lesson.purpose is not Purpose.APPRAISAL
    return short and lesson.year == 0 and lesson.state is VisitState.VISITED and not lesson.story
