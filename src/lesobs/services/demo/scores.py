"""This file is what was seen in the lessons of the example school: levels, ticks, notes and explanations."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import time
from random import Random
from statistics import NormalDist

from lesobs.domain.time_on_task import TaskPoint
from lesobs.domain.visit import LessonPhase, Purpose, VisitState
from lesobs.services.demo.days import LESSON_MINUTES, lesson_clock
from lesobs.services.demo.instruments import Item, Kijkwijzer
from lesobs.services.demo.people import Teacher
from lesobs.services.demo.texts import Fact, Texts
from lesobs.services.demo.visits import Lesson

TEACHER_SPREAD, HABIT_SPREAD, LESSON_SPREAD = 0.45, 0.3, 0.6
"""How much, in levels, teachers differ, one teacher's indicators, and one teacher's lessons."""
SPREAD = (TEACHER_SPREAD**2 + HABIT_SPREAD**2 + LESSON_SPREAD**2) ** 0.5
BETWEEN_LOW_AND_HIGH = 2.5
NOT_SCORED_SHARE = 0.025
NOTED_SHARE, EXPLAINED_SHARE, CIRCUMSTANCE_SHARE = 0.6, 0.5, 0.25
OTHER_EYES = ((0, 1, -1, 2, -2), (66, 15, 15, 2, 2))
"""How many levels two observers of one lesson differ, and how often in a hundred."""
NOT_SCORED = -1

WHOLE = tuple(LessonPhase)
SHORT = (WHOLE[0:2], WHOLE[1:3], WHOLE[2:4], WHOLE[3:5])
"""The phases that a short visit may fall in."""
MINUTES = dict(zip(WHOLE, ((1, 4), (5, 15), (16, 28), (29, 43), (44, 48)), strict=True))


@dataclass(frozen=True, slots=True)
class Note:
    """One sentence with its clock time; without `key` it is tied to no indicator. `in_report` is what the
    observer chose, if anything."""

    at: time
    phase: LessonPhase
    key: str
    sentence: str
    in_report: bool | None = None


@dataclass(slots=True)
class Seen:
    """What one lesson showed: a level per scored indicator (0: n.v.t.), what was written down, and counted.
    `teacher_levels` is how the teacher scored it, `count_every` in minutes."""

    phases: tuple[LessonPhase, ...]
    began: time
    ended: time
    levels: dict[str, int]
    notes: list[Note] = field(default_factory=list)
    explanations: dict[str, str] = field(default_factory=dict)
    ticks: list[str] = field(default_factory=list)
    teacher_levels: dict[str, int] = field(default_factory=dict)
    counts: list[TaskPoint] = field(default_factory=list)
    count_every: int | None = None

    @property
    def written(self) -> set[str]:
        """The indicators that a note or an explanation tells about."""
        return {note.key for note in self.notes} | self.explanations.keys()


class Observing:
    """Sees lesson after lesson: each teacher is recognisable, and each lesson is another one."""

    def __init__(
        self, rng: Random, texts: Texts, kijkwijzers: Mapping[str, Kijkwijzer], teachers: Sequence[Teacher]
    ) -> None:
        self._rng, self._texts, self._kijkwijzers = rng, texts, kijkwijzers
        spread = NormalDist(0, TEACHER_SPREAD).quantiles(len(teachers) + 1)
        self._own = {
            teacher.id: own for teacher, own in zip(rng.sample(teachers, len(teachers)), spread, strict=True)
        }
        self._habits: dict[tuple[str, str], dict[str, float]] = {}
        self._given: Counter[int] = Counter()
        normal = NormalDist(BETWEEN_LOW_AND_HIGH, SPREAD)
        self._usual = {key: normal.inv_cdf(share) for key, share in texts.lessons["share"].items()}

    def see(self, lesson: Lesson, *, detailed: bool) -> Seen:
        """The levels of one lesson; when `detailed` also ticks, notes and explanations."""
        items = self._kijkwijzers[lesson.kind].items
        phases = WHOLE if lesson.kind == "volledig" else self._rng.choice(SHORT)
        if lesson.state is VisitState.BUSY:
            phases = WHOLE[:3]
        last = MINUTES[phases[-1]][1] + 1
        seen = Seen(
            phases=phases,
            began=lesson_clock(lesson.hour, MINUTES[phases[0]][0] - 1),
            ended=lesson_clock(lesson.hour, min(last, LESSON_MINUTES)),
            levels=self._levels(lesson, items),
        )
        if detailed:
            self._tell(lesson, items, seen)
        return seen

    def see_too(self, lesson: Lesson, first: Seen, *, detailed: bool) -> Seen:
        """What another observer made of a lesson that was seen already: mostly the same scores, in words of
        its own, and fewer of them."""
        levels = {key: self._other_eyes(level) for key, level in first.levels.items()}
        seen = Seen(first.phases, first.began, first.ended, levels)
        if detailed:
            self._tell(lesson, self._kijkwijzers[lesson.kind].items, seen)
            said = {note.sentence for note in first.notes} | set(first.explanations.values())
            seen.notes = [note for note in seen.notes if note.sentence not in said][::2]
            seen.explanations = {
                key: text
                for key, text in seen.explanations.items()
                if key not in first.explanations and text not in said
            }
        return seen

    def _other_eyes(self, level: int) -> int:
        (differs,) = self._rng.choices(*OTHER_EYES)
        return min(4, max(1, level + differs)) if level else 0

    def _tell(self, lesson: Lesson, items: tuple[Item, ...], seen: Seen) -> None:
        self._write(lesson, seen)
        seen.ticks = [
            look for item in items for look in self._ticks(lesson, item, seen.levels.get(item.key, 0))
        ]

    def _levels(self, lesson: Lesson, items: tuple[Item, ...]) -> dict[str, int]:
        if told := lesson.story.get("levels"):
            return {item.key: told[item.key] for item in items if item.key in told}
        habits = self._habits_of(lesson)
        gauss, random = self._rng.gauss, self._rng.random
        whole = lesson.kind == "volledig"
        never = self._texts.lessons["not_applicable"] if whole else {}
        skipped = NOT_SCORED_SHARE if whole else 0.0
        levels = {}
        for item in items:
            key, chance = item.key, random()
            if chance < never.get(key, 0.0):
                levels[key] = 0
            elif chance < 1 - skipped:
                levels[key] = min(4, max(1, round(habits[key] + gauss(0, LESSON_SPREAD))))
        if not lesson.story and lesson.purpose is not Purpose.APPRAISAL:
            self._give(lesson, levels)
        return levels

    def _habits_of(self, lesson: Lesson) -> dict[str, float]:
        """What is usual for this teacher in this section, per indicator."""
        place = (lesson.teacher.id, lesson.teaching.section)
        if place not in self._habits:
            tilt = self._texts.lessons["tilt"].get(lesson.teaching.section, {})
            self._habits[place] = {
                key: usual
                + self._own[lesson.teacher.id]
                + tilt.get(key, 0.0)
                + self._rng.gauss(0, HABIT_SPREAD)
                for key, usual in self._usual.items()
            }
        return self._habits[place]

    def _give(self, lesson: Lesson, levels: dict[str, int]) -> None:
        """The levels that lessons.toml prescribes, since a finding or a cycle stands on them."""
        for place, given in enumerate(self._texts.lessons["given"]):
            fits = given["section"] == lesson.teaching.section and given["year"] == lesson.year
            if fits and given.get("round", lesson.round) == lesson.round:
                level = given["levels"][self._given[place] % len(given["levels"])]
                self._given[place] += 1
                levels.pop(given["indicator"], None)
                if level != NOT_SCORED:
                    levels[given["indicator"]] = level

    def _ticks(self, lesson: Lesson, item: Item, level: int) -> Iterator[str]:
        """The look-fors ticked at a level: first what the teacher does, then what pupils do."""
        told = lesson.story.get("ticks", {})
        if item.key in told:
            yield from (item.look_fors[place] for place in told[item.key])
            return
        of_pupils = [look for look in item.look_fors if look not in item.of_teacher]
        of_teacher = [look for look in item.look_fors if look in item.of_teacher]
        most = {2: (1, 0), 3: (1, 1), 4: (2, 2)}.get(level, (0, 0))
        extra = level == 3 and self._rng.random() < 0.5
        yield from self._rng.sample(of_teacher, min(most[0] + extra, len(of_teacher)))
        yield from self._rng.sample(of_pupils, min(most[1], len(of_pupils)))

    def _write(self, lesson: Lesson, seen: Seen) -> None:
        """Notes and explanations that fit the levels, each sentence at most once."""
        seen.explanations.update(lesson.story.get("explanations", {}))
        if told := lesson.story.get("notes"):
            seen.notes = [
                Note(time.fromisoformat(at), LessonPhase(phase), *rest) for at, phase, *rest in told
            ]
            return
        free = {phase: list(range(first, last + 1)) for phase, (first, last) in MINUTES.items()}
        for key, level in seen.levels.items():
            fitting = [fact for fact in self._texts.seen.get((key, level), ()) if fact.phase in seen.phases]
            facts = self._rng.sample(fitting, min(2, len(fitting)))
            if facts and level and self._rng.random() < NOTED_SHARE:
                self._note(lesson, seen, key, facts.pop(0), free)
            if facts and (not level or self._rng.random() < EXPLAINED_SHARE):
                seen.explanations[key] = lesson.topic.fill(facts[0].sentence)
        around = [fact for fact in self._texts.circumstances if fact.phase in seen.phases]
        if around and self._rng.random() < CIRCUMSTANCE_SHARE:
            self._note(lesson, seen, "", self._rng.choice(around), free)
        seen.notes.sort(key=lambda note: note.at)

    def _note(
        self, lesson: Lesson, seen: Seen, key: str, fact: Fact, free: dict[LessonPhase, list[int]]
    ) -> None:
        """A note at a minute of its phase at which nothing was noted yet."""
        minutes = free[fact.phase]
        if minutes:
            minute = minutes.pop(self._rng.randrange(len(minutes)))
            sentence = lesson.topic.fill(fact.sentence)
            seen.notes.append(Note(lesson_clock(lesson.hour, minute), fact.phase, key, sentence))
