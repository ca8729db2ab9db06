"""This file is made-up lessons, scored on one indicator, for tests of what may be told of them."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from lesobs.domain.lesson_sets import SeenLesson, YearLessons
from lesobs.domain.narrowing import Narrowing, Split

INDICATOR = "op3.x"
DAY = date(2026, 11, 2)


@dataclass(frozen=True)
class Made:
    """A lesson: whose, what tells it apart, and at which level (5 is n.v.t.)."""

    section: str
    teacher: str
    labels: Mapping[Split, str]
    level: int = 3
    day: date = DAY

    def fits(self, wanted: Mapping[Split, frozenset[str]]) -> bool:
        return all(self.labels[split] in labels for split, labels in wanted.items())


def year_of(lessons: Iterable[Made]) -> YearLessons:
    seen = (
        SeenLesson(
            *(one.section, one.day, one.teacher, "o1"),
            labels=[one.labels.get(split, "-") for split in Split],
            marks=str(one.level),
        )
        for one in lessons
    )
    return YearLessons.of([INDICATOR], [*Split], seen)


def narrowing_of(lessons: Iterable[Made], clusters: Mapping[str, str | None], smallest: int) -> Narrowing:
    return Narrowing(year_of(lessons), INDICATOR, clusters, smallest)
