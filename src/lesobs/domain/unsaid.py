"""This file is what would speak about each of a few, and must not follow from all that is told."""

from collections.abc import Iterable, Mapping, Sequence
from itertools import accumulate, combinations, product

from lesobs.domain.known import Classes, Known, amounts
from lesobs.domain.lesson_sets import LessonSet, YearLessons
from lesobs.domain.small_groups import WHOLE_SCHOOL
from lesobs.domain.splits import Split
from lesobs.domain.standing import Standing


class Unsaid:
    """The cells of enough teachers, but of so few that a figure would speak about each of them.

    A cell is what a filter by one label, or by a period of months, leaves of a group; of the whole school
    also what two labels leave.
    """

    def __init__(self, standing: Standing, groups: Mapping[str, LessonSet], told: Iterable[Classes]) -> None:
        self._known = Known(told)
        self._pairs: dict[LessonSet, LessonSet] = {}
        """For each cell two lessons, one in it and one not, that nothing tells apart."""
        self._rests: dict[LessonSet, int] = {}
        """The cells without such a pair: what is left of each when all that is told is taken out."""
        for cell in _cells(standing.lessons, groups):
            if cell.bit_count() >= standing.smallest and standing.is_delicate(cell):
                self._look_at(cell)

    def stays_so(self, classes: Classes) -> bool:
        """Whether none of these cells follows when these classes are told too."""
        parted = self._parted(classes)
        apart = [cell for cell in parted if self._known.pair(cell, classes) is None]
        if not apart and not self._rests:
            return True
        now, then = self._known.sums, self._known.sums_with(classes)
        if now is None or then is None:
            return False
        try:
            return all(then.rest(rest, now.size) for rest in self._rests.values()) and all(
                then.rest(amounts(cell)) for cell in apart
            )
        except OverflowError:
            return False

    @property
    def known(self) -> Known:
        """What can be worked out now from all that is told."""
        return self._known.copy()

    def tell(self, classes: Classes) -> None:
        """These classes are told too."""
        parted, before = self._parted(classes), self._known.sums
        self._known.tell(classes)
        if before is not None and (now := self._known.sums) is not None:
            self._rests = {cell: now.rest(rest, before.size) for cell, rest in self._rests.items()}
        for cell in parted:
            del self._pairs[cell]
            self._look_at(cell)

    def _parted(self, classes: Classes) -> list[LessonSet]:
        return [
            cell for cell, pair in self._pairs.items() if any(one & pair not in (0, pair) for one in classes)
        ]

    def _look_at(self, cell: LessonSet) -> None:
        """Remember why a cell does not follow; one that does is no secret any more."""
        if pair := self._known.pair(cell):
            self._pairs[cell] = pair
        elif (sums := self._known.sums) and (rest := sums.rest(amounts(cell))):
            self._rests[cell] = rest


def _cells(lessons: YearLessons, groups: Mapping[str, LessonSet]) -> set[LessonSet]:
    choices = _choices(lessons)
    found = set(groups.values())
    for ones, group in product(choices.values(), groups.values()):
        found |= {group & one for one in ones}
    school = groups[WHOLE_SCHOOL]
    for ones, others in combinations(choices.values(), 2):
        found |= {school & one & other for one, other in product(ones, others)}
    return found


def _choices(lessons: YearLessons) -> dict[Split, Sequence[LessonSet]]:
    """For each split the lessons that one choice leaves."""
    choices = {split: [*lessons.labels.get(split, {}).values()] for split in Split}
    months = [one for _, one in sorted(lessons.labels.get(Split.MONTH, {}).items())]
    periods = (accumulate(months[first:], int.__or__) for first in range(len(months)))
    return {**choices, Split.MONTH: [one for several in periods for one in several]}
