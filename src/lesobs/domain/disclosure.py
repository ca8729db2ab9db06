"""This file is which figures may stand beside each other, so that nobody of a small group can be found out.

Every figure of a picture is a sum over lessons: those of a group, or what a filter leaves of them. Whoever
has many figures can add and subtract. Figures are safe beside each other when every sum or difference of
them that depends on any lesson at all, depends on the lessons of at least `smallest` teachers.

Why the rule of `Disclosure` is enough. A sum or difference of figures gives each lesson a weight: an amount
for its block, and an amount for its class in every split. Suppose the weight is zero for all lessons but
those of a set of fewer than `smallest` teachers. Take two classes of one split, and the pairs of lessons
that differ in nothing but these two. Where such a pair has no lesson of the set, both have weight zero, and
so the two classes have equal amounts. When the pairs belong to so many teachers that the set can't be in all
of them, the amounts are equal in any case, and the two classes count as one from there on. Where every split
comes down to one class in each block, all lessons of a block have the same weight. A block has `smallest`
teachers or more; one of them is not in the set; so the weight is zero for every lesson.

Teachers are those with a level in these lessons: n.v.t. is no figure of whoever had it, and does not hide the
levels of others. A block without any level has `smallest` teachers with n.v.t.

The order in which classes are found to be one makes no difference: with fewer classes left, lessons differ in
less, so that there are only more pairs. That is why a split may be looked at beside those that are known to
be safe: once it comes down to one class in each block, what is left is those. A split of which each class is
made of classes of another one adds nothing to it: its amounts are as good as amounts of those.

What this promises, and what not. No sum or difference is about fewer than `smallest` teachers, with whatever
filters. A cell of more teachers may have its turn too late, and stay hidden; `unsaid` sees to it that what is
hidden can't be worked out either. That goes for one label or period of months in a group, and for two of them
in the whole school; for several labels at once where the cell speaks about each of its teachers. Beyond that
nothing is promised but the number of teachers; so it is where only lessons with n.v.t. keep a cell hidden.
Neither looks at what a reader knows already, such as the own scores.
"""

from collections.abc import Collection, Iterable, Mapping, Sequence
from itertools import combinations

from lesobs.domain.bridges import Bridge, Bridges, Teachers, between_classes_now
from lesobs.domain.lesson_sets import LessonSet

Classes = Mapping[int, LessonSet]
"""The lessons of one block by the class they have in a split."""


MOST_ASKED = 8
"""Splits that are told and left no room for another one most often; they are asked first, to be quick."""


class Disclosure:
    """The splits of some lessons that are told in figures, all of them safe beside each other.

    Blocks are what is told of the lessons anyway; each is taken to have `smallest` teachers or more.
    """

    def __init__(self, blocks: Iterable[LessonSet], teachers: Iterable[LessonSet], smallest: int) -> None:
        self._smallest = smallest
        self._told: list[tuple[Sequence[LessonSet], _Split]] = []
        known = list(teachers)
        self._blocks = [_Block(block, known) for block in blocks]

    def allows(self, classes: Sequence[LessonSet]) -> bool:
        """Whether the figures of these classes are safe beside all that is told.

        Classes have no lesson in common. In each block they hold all lessons or none. True is certain; False
        means that it can't be shown in this way.
        """
        return self._is_safe(self._split(classes), [split for _, split in self._beside(classes)])

    def tell(self, classes: Sequence[LessonSet]) -> None:
        """Tell the figures of these classes too."""
        self._told = [*self._beside(classes), (classes, self._split(classes))]

    def _split(self, classes: Sequence[LessonSet]) -> "_Split":
        return _Split(
            {
                place: {name: part for name, one in enumerate(classes) if (part := block.part(one))}
                for place, block in enumerate(self._blocks)
            }
        )

    def _beside(self, classes: Sequence[LessonSet]) -> list[tuple[Sequence[LessonSet], "_Split"]]:
        """What is told, without what these classes tell too."""
        return [(told, split) for told, split in self._told if not _implies(classes, told)]

    def _is_safe(self, new: "_Split", beside: Sequence["_Split"]) -> bool:
        """Whether all splits come down to one class in each block; those that are told do so already."""
        if not self._settle([new.copy()]):
            return False
        self._merge(new, beside)
        if new.settled:
            return True
        near = [told for told in beside if told.blocks.keys() & new.blocks.keys()]
        near.sort(key=lambda told: -told.refusals)
        if any(told.refusals and self._refuses(told, new) for told in near[:MOST_ASKED]):
            return False
        if self._settle([new.copy(), *(told.copy() for told in beside)]):
            return True
        any(self._refuses(told, new) for told in near)  # to be asked first from here on
        return False

    def _refuses(self, told: "_Split", new: "_Split") -> bool:
        """Whether a split is not safe beside one that is told, let alone beside all of them."""
        refuses = not self._settle([new.copy(), told.copy()])
        told.refusals += refuses
        return refuses

    def _settle(self, splits: Sequence["_Split"]) -> bool:
        """Make one of all classes that count as one; gives whether one is left in each block."""
        left = [split for split in splits if not split.settled]
        to_look_at = list(left)
        while to_look_at:
            split = to_look_at.pop(0)
            if self._merge(split, [other for other in left if other is not split]):
                left = [one for one in left if not one.settled]
                to_look_at += [one for one in left if one is not split and one not in to_look_at]
        return not left

    def _merge(self, split: "_Split", others: Iterable["_Split"]) -> bool:
        """Make one of the classes that count as one, given what else tells lessons apart; gives whether there
        were any."""
        before = split.joined
        bridges: Bridges = {}
        for place in [*split.blocks]:
            if (mine := split.blocks.get(place)) is None:
                continue
            block = self._blocks[place]
            apart = [other.blocks[place].values() for other in others if place in other.blocks]
            for alike in _alike(block.lessons, apart, [*mine.values()]):
                while self._bridge(bridges, split, block, mine, alike):
                    pass
        bridges = between_classes_now(bridges, split.name)
        while firm := [pair for pair, bridge in bridges.items() if bridge.holds_after_all]:
            for pair in firm:
                split.join(pair)
            bridges = between_classes_now(bridges, split.name)
        return split.joined > before

    def _bridge(
        self,
        bridges: Bridges,
        split: "_Split",
        block: "_Block",
        mine: Mapping[int, LessonSet],
        alike: LessonSet,
    ) -> bool:
        """Note whose the lessons are on either side of each two classes; gives whether two became one."""
        sides = [(name, block.teachers(side)) for name, one in mine.items() if (side := alike & one)]
        for (one, first), (other, second) in combinations(sides, 2):
            pair = (one, other) if one < other else (other, one)
            if (bridge := bridges.get(pair)) is None:
                bridge = bridges[pair] = Bridge(self._smallest)
            if bridge.holds(first, second):
                split.join(pair)
                return True
        return False


class _Block:
    """The lessons of a block, and whose they are. Its sets begin at its own first lesson, to be short."""

    def __init__(self, block: LessonSet, teachers: Iterable[LessonSet]) -> None:
        self._all = block
        self._first = (block & -block).bit_length() - 1
        self.lessons = block >> self._first
        mine = (self.part(one) for one in teachers)
        self._teachers = [(1 << number, one) for number, one in enumerate(mine) if one]
        self._whose: dict[LessonSet, Teachers] = {}

    def part(self, lessons: LessonSet) -> LessonSet:
        """What is in this block."""
        return (lessons & self._all) >> self._first

    def teachers(self, lessons: LessonSet) -> Teachers:
        """Whose lessons these are."""
        found = self._whose.get(lessons)
        if found is None:
            found = 0
            for teacher, own in self._teachers:
                if own & lessons:
                    found |= teacher
            self._whose[lessons] = found
        return found


class _Split:
    """A split while it is looked at: its classes in each block in which there is more than one still."""

    def __init__(self, blocks: Mapping[int, Classes]) -> None:
        self.blocks = {place: dict(found) for place, found in blocks.items() if len(found) > 1}
        self._same: dict[int, int] = {}
        self.refusals = 0

    def copy(self) -> "_Split":
        return _Split(self.blocks)

    @property
    def joined(self) -> int:
        """How many classes have become part of another one."""
        return len(self._same)

    @property
    def settled(self) -> bool:
        """Whether it comes down to one class in each block."""
        return not self.blocks

    def name(self, one: int) -> int:
        """The class that this one is now."""
        while one in self._same:
            one = self._same[one]
        return one

    def join(self, pair: Collection[int]) -> None:
        """Make one class of two, or of what they have become part of."""
        one, other = sorted(map(self.name, pair))
        if one == other:
            return
        self._same[other] = one
        for place, mine in list(self.blocks.items()):
            if other in mine:
                mine[one] = mine.get(one, 0) | mine.pop(other)
            if len(mine) < 2:
                del self.blocks[place]


def _implies(classes: Iterable[LessonSet], others: Sequence[LessonSet]) -> bool:
    """Whether each of the others is made of some of these classes."""
    left = list(others)
    for one in classes:
        for place, other in enumerate(others):
            if one & other == one:
                left[place] &= ~one
                break
    return not any(left)


def _alike(
    lessons: LessonSet, apart: Iterable[Collection[LessonSet]], mine: Sequence[LessonSet]
) -> list[LessonSet]:
    """The lessons that nothing tells apart but one split, as far as they have two of its classes."""
    parts = [lessons]
    for classes in sorted(apart, key=len, reverse=True):
        parts = [
            part
            for whole in parts
            for one in classes
            if (part := one & whole) & (part - 1) and _have_several(part, mine)
        ]
    return parts


def _have_several(lessons: LessonSet, classes: Sequence[LessonSet]) -> bool:
    """Whether these lessons are in more than one class."""
    for one in classes:
        if both := one & lessons:
            return both != lessons
    return False
