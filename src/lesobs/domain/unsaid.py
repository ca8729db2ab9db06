"""This file is what is hidden, and must not follow from all that is told."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import accumulate, combinations

from lesobs.domain.known import Classes, Known, Sums
from lesobs.domain.lesson_sets import LessonSet, YearLessons
from lesobs.domain.small_groups import WHOLE_SCHOOL
from lesobs.domain.splits import Split
from lesobs.domain.standing import Standing

Cells = Iterator[LessonSet]


class Unsaid:
    """The cells of enough teachers, but of so few that a figure would speak about each of them; and, once all
    who may tell them have had their turns, any other cells that are not told.

    A cell is what a filter leaves of a group, by one or several labels of a split, or by a period of months;
    of the whole school also what such choices in two splits leave.
    """

    def __init__(self, standing: Standing, groups: Mapping[str, LessonSet], told: Iterable[Classes]) -> None:
        self._at_level = standing.at_level
        self._known = Known(map(self._levelled, told))
        self._rests: dict[LessonSet, LessonSet] = {}
        """For each cell that does not follow what is left of it: see `Sums.odd`."""
        self.keep(
            cell
            for cell in {*_cells(standing, groups)}
            if cell.bit_count() >= standing.smallest and standing.is_delicate(cell)
        )

    def stays_so(self, classes: Classes) -> bool:
        """Whether none of these cells follows when these classes are told too."""
        then = self._known.sums_with(self._levelled(classes))
        if then is None or not then.sound:  # else every cell would have to be reckoned with amounts
            return False
        try:
            return not any(then.give(cell, odd) for cell, odd in self._rests_with(then).items())
        except OverflowError:
            return False

    def keep(self, cells: Iterable[LessonSet]) -> None:
        """These cells must not follow either; one that does already is no secret any more."""
        if (sums := self._known.sums) is not None:
            levelled = self._levelled(cells)
            secret = (one for one in levelled if one not in self._rests and not self._known.follows(one))
            self._rests |= {cell: sums.odd(cell) for cell in secret}

    def tell(self, classes: Classes) -> None:
        """These classes are told too."""
        classes = self._levelled(classes)
        if (then := self._known.sums_with(classes)) is not None:
            self._rests = self._rests_with(then)
        self._known.tell(classes)

    def _levelled(self, cells: Iterable[LessonSet]) -> list[LessonSet]:
        """What of each cell is in its figure; a lesson with n.v.t. makes it no other one."""
        return [levels for one in cells if (levels := one & self._at_level)]

    def _rests_with(self, then: Sums) -> dict[LessonSet, LessonSet]:
        now = self._known.sums.size if self._known.sums is not None else 0
        return {cell: then.odd(odd, now) for cell, odd in self._rests.items()}


def _cells(standing: Standing, groups: Mapping[str, LessonSet]) -> Iterator[LessonSet]:
    """All cells that may be delicate, and some others."""
    splits = [choices(standing.lessons, split) for split in Split if split is not Split.MONTH]
    periods = choices(standing.lessons, Split.MONTH)
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


def choices(lessons: YearLessons, split: Split) -> list[LessonSet]:
    """The lessons with each label of a split; of months those of each period."""
    ones = [one for _, one in sorted(lessons.labels.get(split, {}).items())]
    if split is not Split.MONTH:
        return ones
    return [one for first in range(len(ones)) for one in accumulate(ones[first:], int.__or__)]


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
