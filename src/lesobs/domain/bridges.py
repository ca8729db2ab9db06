"""This file is bridges: pairs of lessons that differ in two classes only, by the teachers on either side."""

from collections.abc import Callable, Iterable

Teachers = int
"""A set of teachers: each of them is a bit."""

MOST_TRIED = 2_000
"""Sets of teachers; a smallest group of five needs a few dozen at most."""


class Bridge:
    """The pairs of lessons that differ in two classes only: the teachers on either side of each."""

    def __init__(self, smallest: int) -> None:
        self.smallest = smallest
        self._pairs: set[tuple[Teachers, Teachers]] = set()
        self._counted = 0
        self._needed = 0

    def holds(self, one: Teachers, other: Teachers) -> bool:
        """Whether `smallest` teachers are needed to be on one side of every pair, these ones too. Each is
        counted once; False means that they may be fewer."""
        if (one, other) not in self._pairs:
            self._pairs.add((one, other))
            new, others = one & ~self._counted, other & ~self._counted
            self._needed += min(new.bit_count(), others.bit_count())
            self._counted |= one | other
        return self._needed >= self.smallest

    @property
    def holds_after_all(self) -> bool:
        """The same, but exact: no set of fewer teachers is on one side of every pair. When there are too many
        sets to try, it counts as False."""
        lesser = 0
        for pair in self._pairs:
            lesser |= min(pair, key=int.bit_count)
        if lesser.bit_count() < self.smallest:
            return False
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

    def take(self, other: "Bridge") -> None:
        """Have the pairs of another one too."""
        self._pairs |= other._pairs


Bridges = dict[tuple[int, int], Bridge]
"""By the names of two classes, the lesser first."""


def between_classes_now(bridges: Bridges, name: Callable[[int], int]) -> Bridges:
    """The same bridges after classes were joined; `name` gives what each class is now."""
    found: Bridges = {}
    for pair, bridge in bridges.items():
        one, other = sorted(map(name, pair))
        if one != other:
            found.setdefault((one, other), Bridge(bridge.smallest)).take(bridge)
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
