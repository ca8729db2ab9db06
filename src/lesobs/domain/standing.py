"""This file is the lessons on one indicator, and what of them is enough to be told by itself."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import product

from lesobs.domain.lesson_sets import LessonSet, YearLessons, met, union
from lesobs.domain.small_groups import GroupFigure
from lesobs.domain.splits import Cut, Split

Classes = Sequence[LessonSet]
"""Lessons by their label, some labels together; a class is told as a whole or not at all."""


@dataclass(frozen=True, slots=True)
class Standing:
    """The lessons of one school year on one indicator; a class that can stand has enough teachers."""

    lessons: YearLessons
    indicator: str
    smallest: int
    _stand: dict[LessonSet, bool] = field(default_factory=dict, repr=False, compare=False)

    @property
    def at_level(self) -> LessonSet:
        """The lessons that had a level, and not n.v.t."""
        return self.lessons.at_level(self.indicator)

    def can_stand(self, lessons: LessonSet) -> bool:
        """Whether a class may be told by itself: enough teachers, and not about each of a few."""
        if lessons not in self._stand:
            self._stand[lessons] = self._can_stand(lessons)
        return self._stand[lessons]

    def _can_stand(self, lessons: LessonSet) -> bool:
        teachers = self._teachers_up_to(lessons, 2 * self.smallest)
        if teachers < self.smallest:
            return False
        tally = self.lessons.tally(self.indicator, lessons)
        return teachers == 2 * self.smallest or 1 < tally.high < tally.scored - 1

    def is_delicate(self, lessons: LessonSet) -> bool:
        """Whether these have enough teachers, but would speak about each of them."""
        teachers = self._teachers_up_to(lessons, 2 * self.smallest)
        return self.may_be_delicate(lessons) and self.smallest <= teachers < 2 * self.smallest

    def may_be_delicate(self, lessons: LessonSet) -> bool:
        """Whether these are so, or may become so when there are more of them."""
        tally = self.lessons.tally(self.indicator, lessons)
        if 1 < tally.high < tally.scored - 1:
            return False
        return not tally.scored or self._teachers_up_to(lessons, 2 * self.smallest) < 2 * self.smallest

    def figure(self, section: str, lessons: LessonSet) -> GroupFigure:
        """What lessons of one section have."""
        tally = self.lessons.tally(self.indicator, lessons)
        taught, levelled = self.lessons.taught[section], lessons & self.at_level
        return GroupFigure(met(taught, lessons), met(taught, levelled), tally.scored, tally.high)

    def by_label(self, lessons: LessonSet, cut: Cut) -> dict[str, LessonSet]:
        """The lessons with each label, or each two of them, that occurs."""
        found = {}
        for labels in product(*(self.lessons.labels[split].items() for split in cut)):
            inside = lessons
            for _, one in labels:
                inside &= one
            if inside:
                found[" ".join(label for label, _ in labels)] = inside
        return found

    def classes(self, lessons: LessonSet, cut: Cut) -> Classes:
        """Labels taken together until each class has enough teachers, and none speaks about each of a few."""
        of_label = self.by_label(lessons, cut)
        told = {label: one for label, one in of_label.items() if self.can_stand(one)}
        together = union(one for label, one in of_label.items() if label not in told)
        while together and told and not self.can_stand(together):
            fewest = min(told, key=lambda label: (self._teachers(told[label]), label))
            together |= told.pop(fewest)
        return [*told.values(), together] if together else [*told.values()]

    def classes_of(self, lessons: LessonSet, split: Split) -> Classes:
        """The classes of one split; months are the shortest periods."""
        if split is Split.MONTH:
            return next(self.periods(lessons, ()))
        return self.classes(lessons, (split,))

    def periods(self, lessons: LessonSet, rounds: Classes) -> Iterator[Classes]:
        """Months that follow each other, taken together until each period can stand; then ever fewer periods,
        as long as none is in two rounds that are told apart."""
        parts = [self._shortest(part) for part in self._between_rounds(lessons, rounds)]
        while True:
            yield [period for part in parts for period in part]
            several = [part for part in parts if len(part) > 1]
            if not several:
                return
            _, part, place = min(
                (self._teachers(period), number, place)
                for number, part in enumerate(several)
                for place, period in enumerate(part)
            )
            _join_to_neighbour(several[part], place, self._teachers)

    def _between_rounds(self, lessons: LessonSet, rounds: Classes) -> list[list[LessonSet]]:
        """Months in order, a new list where one set of rounds has ended and another begins."""
        of_label = self.by_label(lessons, (Split.MONTH,))
        parts: list[list[LessonSet]] = [[]]
        before = 0
        for label in sorted(of_label):
            over = lessons & ~before
            apart = rounds and before and not any(one & before and one & over for one in rounds)
            if apart and self.can_stand(union(parts[-1])) and self.can_stand(over):
                parts.append([])
            parts[-1].append(of_label[label])
            before |= of_label[label]
        return parts

    def _shortest(self, months: Sequence[LessonSet]) -> list[LessonSet]:
        periods, rest = [], 0
        for month in months:
            rest |= month
            if self.can_stand(rest):
                periods.append(rest)
                rest = 0
        if rest:
            periods = [*periods[:-1], union([*periods[-1:], rest])]
        return periods

    def _teachers(self, lessons: LessonSet) -> int:
        return len(met(self.lessons.teachers, lessons))

    def _teachers_up_to(self, lessons: LessonSet, most: int) -> int:
        """How many teachers had a level, or n.v.t. where nobody had one, as far as `most`."""
        lessons = lessons & self.at_level or lessons
        found = 0
        for own in self.lessons.teachers.values():
            if own & lessons:
                found += 1
                if found == most:
                    break
        return found


def _join_to_neighbour(periods: list[LessonSet], place: int, teachers: Callable[[LessonSet], int]) -> None:
    """Take a period together with the one before or after it, whichever has fewer teachers."""
    beside = [one for one in (place - 1, place + 1) if 0 <= one < len(periods)]
    other = min(beside, key=lambda one: teachers(periods[one]))
    first = min(place, other)
    periods[first : first + 2] = [periods[first] | periods[first + 1]]
