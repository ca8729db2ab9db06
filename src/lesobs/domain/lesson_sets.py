"""This file is the lessons of a school year as sets: a set is one number, in which every lesson is a bit."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import NamedTuple, TypeVar

from lesobs.domain.tally import Tally

LessonSet = int
"""Lessons of one school year: bit n is lesson n. Sets of tens of thousands are met within a microsecond."""

K = TypeVar("K")
S = TypeVar("S", bound=str)

NOT_SCORED, NOT_APPLICABLE = "05"
MARKS = "1234" + NOT_APPLICABLE
"""How an indicator can be scored in a lesson: at a level, or as n.v.t."""


class SeenLesson(NamedTuple):
    """A lesson as a picture counts it. `labels` tells it apart, one for each split; `marks` has a sign for
    each indicator: one of MARKS, or NOT_SCORED."""

    section: str
    day: date
    teacher: str
    observer: str
    labels: Sequence[str]
    marks: str


@dataclass(frozen=True, slots=True)
class YearLessons:
    """The lessons of one school year, by section, teacher, observer, label, and by indicator and mark."""

    days: Sequence[date]
    """By lesson; within a section the later lesson has the higher bit."""
    sections: Mapping[str, LessonSet]
    taught: Mapping[str, Mapping[str, LessonSet]]
    """By section and teacher."""
    teachers: Mapping[str, LessonSet]
    observers: Mapping[str, LessonSet]
    labels: Mapping[str, Mapping[str, LessonSet]]
    """By split and label."""
    marked: Mapping[str, tuple[LessonSet, ...]]
    """By indicator, in the order of MARKS; indicators that were never scored are left out."""

    @classmethod
    def of(
        cls, indicators: Sequence[str], splits: Sequence[str], lessons: Iterable[SeenLesson]
    ) -> "YearLessons":
        """Lessons with a sign for each of these indicators, and a label for each of these splits."""
        found = sorted(lessons, key=lambda one: (one.section, one.day))
        marks = zip(*(one.marks for one in found), strict=True)
        taught: dict[str, dict[str, LessonSet]] = defaultdict(dict)
        for (section, teacher), mine in _sets((one.section, one.teacher) for one in found).items():
            taught[section][teacher] = mine
        return cls(
            days=[one.day for one in found],
            sections=_sets(one.section for one in found),
            taught=taught,
            teachers=_sets(one.teacher for one in found),
            observers=_sets(one.observer for one in found),
            labels={split: _sets(one.labels[place] for one in found) for place, split in enumerate(splits)},
            marked={
                indicator: sets
                for indicator, signs in zip(indicators, marks, strict=bool(found))
                if any(sets := _marked("".join(signs)))
            },
        )

    def scored(self, indicator: str) -> LessonSet:
        """The lessons in which an indicator was scored, with a level or as n.v.t."""
        one, two, three, four, none = self.marked[indicator]
        return one | two | three | four | none

    def at_level(self, indicator: str) -> LessonSet:
        """The lessons in which an indicator had a level."""
        one, two, three, four, _ = self.marked[indicator]
        return one | two | three | four

    def tally(self, indicator: str, which: LessonSet) -> Tally:
        """The scores of these lessons."""
        one, two, three, four, none = ((which & lessons).bit_count() for lessons in self.marked[indicator])
        return Tally((one, two, three, four), none)

    def last_on(self, which: LessonSet) -> date | None:
        """The day of the last of these lessons."""
        inside = (which & section for section in self.sections.values())
        return max((self.days[one.bit_length() - 1] for one in inside if one), default=None)

    def chosen(self, wanted: Mapping[S, Iterable[str]]) -> LessonSet:
        """The lessons with one of these labels in each of these splits."""
        which = (1 << len(self.days)) - 1
        for split, labels in wanted.items():
            which &= union(self.labels[split].get(label, 0) for label in labels)
        return which


def union(sets: Iterable[LessonSet]) -> LessonSet:
    """All lessons of these sets."""
    every = 0
    for one in sets:
        every |= one
    return every


def met(groups: Mapping[str, LessonSet], which: LessonSet) -> frozenset[str]:
    """The teachers, say, who have one of these lessons."""
    return frozenset(key for key, lessons in groups.items() if lessons & which)


def _sets(values: Iterable[K]) -> dict[K, LessonSet]:
    """For each value the lessons that have it."""
    places: dict[K, list[int]] = defaultdict(list)
    for place, value in enumerate(values):
        places[value].append(place)
    return {value: _set(found) for value, found in places.items()}


def _set(places: Sequence[int]) -> LessonSet:
    bits = bytearray(places[-1] // 8 + 1)
    for place in places:
        bits[place >> 3] |= 1 << (place & 7)
    return int.from_bytes(bits, "little")


def _marked(signs: str) -> tuple[LessonSet, ...]:
    """For each of MARKS the lessons that have it, given the signs of one indicator."""
    backwards = signs[::-1]
    return tuple(
        int(backwards.translate({ord(sign): "01"[sign == mark] for sign in {*signs}}), 2) for mark in MARKS
    )
