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

The order in which classes are found to be one makes no difference: with fewer classes left, lessons differ in
less, so that there are only more pairs. That is why a split may be looked at beside those that are known to
be safe: once it comes down to one class in each block, what is left is those.
"""

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from itertools import combinations

from lesobs.domain.lesson_sets import LessonSet

Teachers = int
"""A set of teachers: each of them is a bit."""

Classes = Mapping[int, LessonSet]
"""The lessons of one block by the class they have in a split."""


MOST_TRIED = 2_000
"""Sets of teachers; a smallest group of five needs a few dozen at most."""


class Disclosure:
    """The splits of some lessons that are told in figures, all of them safe beside each other.

    Blocks are what is told of the lessons anyway; each is taken to have `smallest` teachers or more.
    """

    def __init__(self, blocks: Iterable[LessonSet], teachers: Iterable[LessonSet], smallest: int) -> None:
        self._smallest = smallest
        self._told: list[_Split] = []
        known = list(teachers)
        self._blocks = [_Block(block, known) for block in blocks]

    def tell(self, classes: Sequence[LessonSet]) -> bool:
        """Tell the figures of these classes too, if that is safe; gives whether it was.

        Classes have no lesson in common. In each block they hold all lessons or none. True is certain; False
        means that it can't be shown in this way.
        """
        new = _Split(
            {
                place: {name: part for name, one in enumerate(classes) if (part := block.part(one))}
                for place, block in enumerate(self._blocks)
            }
        )
        if not self._is_safe(new.copy()):
            return False
        self._told.append(new)
        return True

    def _is_safe(self, new: "_Split") -> bool:
        """Whether all splits come down to one class in each block; those that are told do so already."""
        beside_one = ([new.copy(), told.copy()] for told in self._told)
        if not all(map(self._settle, ([new.copy()], *beside_one))):  # the more there are, the less are one
            return False
        self._merge(new, self._told)
        return new.settled or self._settle([*(told.copy() for told in self._told), new])

    def _settle(self, splits: Sequence["_Split"]) -> bool:
        """Make one of all classes that count as one; gives whether one is left in each block."""
        to_look_at = list(splits)
        while to_look_at:
            split = to_look_at.pop()
            others = [other for other in splits if other is not split and not other.settled]
            if self._merge(split, others):
                to_look_at = others
        return all(split.settled for split in splits)

    def _merge(self, split: "_Split", others: Iterable["_Split"]) -> bool:
        """Make one of the classes that count as one, given what else tells lessons apart; gives whether there
        were any."""
        before = split.joined
        bridges: Bridges = defaultdict(lambda: _Bridge(self._smallest))
        for place in list(split.blocks):
            if (mine := split.blocks.get(place)) is None:
                continue
            block = self._blocks[place]
            apart = [other.blocks[place].values() for other in others if place in other.blocks]
            for alike in _alike(block.lessons, apart, mine.values()):
                sides = [(name, block.teachers(alike & one)) for name, one in mine.items() if alike & one]
                for (one, first), (other, second) in combinations(sides, 2):
                    pair = frozenset((split.name(one), split.name(other)))
                    if len(pair) == 2 and bridges[pair].holds(first, second):
                        split.join(pair)
        bridges = _between_classes_now(bridges, split)
        while firm := [pair for pair, bridge in bridges.items() if bridge.holds_after_all]:
            for pair in firm:
                split.join(pair)
            bridges = _between_classes_now(bridges, split)
        return split.joined > before


class _Block:
    """The lessons of a block, and whose they are. Its sets begin at its own first lesson, to be short."""

    def __init__(self, block: LessonSet, teachers: Iterable[LessonSet]) -> None:
        self._all = block
        self._first = (block & -block).bit_length() - 1
        self.lessons = block >> self._first
        mine = (self.part(one) for one in teachers)
        self._teachers = [(1 << number, one) for number, one in enumerate(mine) if one]

    def part(self, lessons: LessonSet) -> LessonSet:
        """What is in this block."""
        return (lessons & self._all) >> self._first

    def teachers(self, lessons: LessonSet) -> Teachers:
        """Whose lessons these are."""
        found = 0
        for teacher, own in self._teachers:
            if own & lessons:
                found |= teacher
        return found


Bridges = dict[frozenset[int], "_Bridge"]


class _Split:
    """A split while it is looked at: its classes in each block in which there is more than one still."""

    def __init__(self, blocks: Mapping[int, Classes]) -> None:
        self.blocks = {place: dict(found) for place, found in blocks.items() if len(found) > 1}
        self._same: dict[int, int] = {}

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


class _Bridge:
    """The pairs of lessons that differ in two classes only: the teachers on either side of each."""

    def __init__(self, smallest: int) -> None:
        self.smallest = smallest
        self._pairs: set[tuple[Teachers, Teachers]] = set()
        self._counted = 0
        self._needed = 0

    def holds(self, one: Teachers, other: Teachers) -> bool:
        """Whether `smallest` teachers are needed to be on one side of every pair, these ones too. Each is
        counted once; False means that they may be fewer."""
        self._pairs.add((one, other))
        self._needed += _needed([(one, other)], self._counted)
        self._counted |= one | other
        return self._needed >= self.smallest

    @property
    def holds_after_all(self) -> bool:
        """The same, but exact: no set of fewer teachers is on one side of every pair. When there are too many
        sets to try, it counts as False."""
        to_try = [(0, sorted(self._pairs, key=_lesser))]
        for _ in range(MOST_TRIED):
            if not to_try:
                return True
            tried, pairs = to_try.pop()
            left = [(one, other) for one, other in pairs if one & ~tried and other & ~tried]
            if tried.bit_count() + _needed(reversed(left), tried) < self.smallest:
                if not left:
                    return False
                to_try += [(tried | side, left[:-1]) for side in left[-1]]
        return False

    def take(self, other: "_Bridge") -> None:
        """Have the pairs of another one too."""
        self._pairs |= other._pairs


def _between_classes_now(bridges: Mapping[frozenset[int], _Bridge], split: _Split) -> Bridges:
    """The same bridges after classes were joined."""
    found: Bridges = {}
    for pair, bridge in bridges.items():
        now = frozenset(map(split.name, pair))
        if len(now) == 2:
            found.setdefault(now, _Bridge(bridge.smallest)).take(bridge)
    return found


def _needed(pairs: Iterable[tuple[Teachers, Teachers]], counted: Teachers) -> int:
    """At least so many teachers more than these are on one side of every pair, each counted once."""
    needed = 0
    for one, other in pairs:
        needed += min((one & ~counted).bit_count(), (other & ~counted).bit_count())
        counted |= one | other
    return needed


def _lesser(pair: tuple[Teachers, Teachers]) -> tuple[int, tuple[Teachers, Teachers]]:
    return min(side.bit_count() for side in pair), pair


def _alike(
    lessons: LessonSet, apart: Sequence[Collection[LessonSet]], mine: Collection[LessonSet]
) -> Iterator[LessonSet]:
    """The lessons that nothing tells apart but one split, as far as they have two of its classes."""
    several = False
    for one in mine:
        if one & lessons:
            if several:
                break
            several = True
    else:
        return
    if not apart:
        yield lessons
        return
    for one in apart[0]:
        part = one & lessons
        if part & (part - 1):  # two lessons at least
            yield from _alike(part, apart[1:], mine)
