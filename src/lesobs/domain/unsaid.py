"""This file is what would speak about each of a few, and must not follow from all that is told."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import accumulate, combinations

from lesobs.domain.known import Classes, Known, amounts
from lesobs.domain.lesson_sets import LessonSet
from lesobs.domain.small_groups import WHOLE_SCHOOL
from lesobs.domain.splits import Split
from lesobs.domain.standing import Standing

Cells = Iterator[LessonSet]


class Unsaid:
    """The cells of enough teachers, but of so few that a figure would speak about each of them.

    A cell is what a filter leaves of a group, by one or several labels of a split, or by a period of months;
    of the whole school also what such choices in two splits leave.
    """

    def __init__(self, standing: Standing, groups: Mapping[str, LessonSet], told: Iterable[Classes]) -> None:
        self._known = Known(told)
        self._pairs: dict[LessonSet, LessonSet] = {}
        """For each cell two lessons, one in it and one not, that nothing tells apart."""
        self._rests: dict[LessonSet, int] = {}
        """The cells without such a pair: what is left of each when all that is told is taken out."""
        for cell in {*_cells(standing, groups)}:
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


def _cells(standing: Standing, groups: Mapping[str, LessonSet]) -> Iterator[LessonSet]:
    """All cells that may be delicate, and some others."""
    splits = [
        [*standing.lessons.labels.get(split, {}).values()] for split in Split if split is not Split.MONTH
    ]
    months = [one for _, one in sorted(standing.lessons.labels.get(Split.MONTH, {}).items())]
    periods = [one for first in range(len(months)) for one in accumulate(months[first:], int.__or__)]
    for group in groups.values():
        yield group
        yield from (group & period for period in periods)
        for ones in splits:
            yield from _several(standing, group, ones)
    school = groups[WHOLE_SCHOOL]
    for ones in splits:
        for period in periods:
            yield from _several(standing, school & period, ones)
    for ones, others in combinations(splits, 2):
        yield from _several_of_both(standing, school, ones, others)


def _several(
    standing: Standing, lessons: LessonSet, ones: Sequence[LessonSet], found: LessonSet = 0
) -> Cells:
    """What one or several labels leave, beside what is found already: more of them as long as that may be
    delicate."""
    for place, one in enumerate(ones):
        now = found | lessons & one
        if now != found and standing.may_be_delicate(now):
            yield now
            yield from _several(standing, lessons, ones[place + 1 :], now)


def _several_of_both(
    standing: Standing,
    lessons: LessonSet,
    ones: Sequence[LessonSet],
    others: Sequence[LessonSet],
    chosen: LessonSet = 0,
) -> Cells:
    """The same for the labels of two splits, beside labels of the first that are chosen already."""
    for place, one in enumerate(ones):
        now = lessons & (chosen | one)
        left = [other for other in others if standing.may_be_delicate(now & other)]
        if any(lessons & one & other for other in left):  # else this label adds nothing
            yield from _several(standing, now, left)
            yield from _several_of_both(standing, lessons, ones[place + 1 :], left, now)
