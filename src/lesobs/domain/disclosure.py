"""This file is which figures may stand beside each other, so that nobody of a small group can be found out.

Every figure of a picture is a sum over lessons: those of a group, or what a filter leaves of them. Whoever
has many figures can add and subtract. Figures are safe beside each other when every sum or difference of
them that depends on any lesson at all, depends on the lessons of at least `smallest` teachers.

Why the rule of `is_safe` is enough. A sum or difference of figures gives each lesson a weight: an amount
for its block, and an amount for its label in every split. Suppose the weight is zero for all lessons but
those of a set of fewer than `smallest` teachers. Take two labels of one split, and the pairs of lessons
that differ in nothing but these two. Where such a pair has no lesson of the set, both have weight zero, and
so the two labels have equal amounts. When the pairs belong to so many teachers that the set can't be in all
of them, the amounts are equal in any case, and the two labels count as one from there on. Where every split
comes down to one label in each block, all lessons of a block have the same weight. A block has `smallest`
teachers or more; one of them is not in the set; so the weight is zero for every lesson.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations

Kind = tuple[str, tuple[str | None, ...]]
"""A teacher with lessons that are alike: their block, and their label in each split."""


@dataclass(frozen=True, slots=True)
class Lesson:
    """Whose lesson, the block it is always counted in, and its label in each split it takes part in."""

    teacher: str
    block: str
    labels: Mapping[str, str]


def is_safe(lessons: Iterable[Lesson], splits: Sequence[str], smallest: int) -> bool:
    """Whether the figures of all blocks and of every label of these splits are safe beside each other.

    Blocks are taken to have `smallest` teachers or more. True is certain; False means that it can't be shown
    in this way.
    """
    kinds = {(one.teacher, (one.block, *(one.labels.get(split) for split in splits))) for one in lessons}
    while True:
        kinds, left = _without_settled(kinds)
        if not left:
            return True
        before = kinds
        for place in range(1, left + 1):
            if same := _same_labels(kinds, place, smallest):
                kinds = {(who, _relabelled(labels, place, same)) for who, labels in kinds}
        if kinds == before:
            return False


def _without_settled(kinds: set[Kind]) -> tuple[set[Kind], int]:
    """Leave out every split that has one label in each block; gives how many splits are left too."""
    labels_of = defaultdict(set)
    width = 0
    for _, labels in kinds:
        width = len(labels)
        for place in range(1, width):
            labels_of[place, labels[0]].add(labels[place])
    several = sorted({place for (place, _), found in labels_of.items() if len(found) > 1})
    if len(several) == width - 1:
        return kinds, len(several)
    return {(who, (labels[0], *(labels[place] for place in several))) for who, labels in kinds}, len(several)


def _same_labels(kinds: Iterable[Kind], place: int, smallest: int) -> dict[str, str]:
    """The labels of one split that count as another one of it."""
    teachers: dict[tuple[str | None, ...], dict[str, set[str]]] = defaultdict(lambda: defaultdict(set))
    for who, labels in kinds:
        label = labels[place]
        if label is not None:
            teachers[labels[:place] + labels[place + 1 :]][label].add(who)
    pairs: dict[tuple[str, str], list[tuple[set[str], set[str]]]] = defaultdict(list)
    for by_label in teachers.values():
        for one, other in combinations(sorted(by_label), 2):
            pairs[one, other].append((by_label[one], by_label[other]))
    same: dict[str, str] = {}
    for (one, other), found in pairs.items():
        first, second = _end(same, one), _end(same, other)
        if first != second and _fewest(found) >= smallest:
            same[second] = first
    return {label: _end(same, label) for label in same}


def _relabelled(
    labels: tuple[str | None, ...], place: int, same: Mapping[str, str]
) -> tuple[str | None, ...]:
    label = labels[place]
    if label is None or label not in same:
        return labels
    return (*labels[:place], same[label], *labels[place + 1 :])


def _end(same: Mapping[str, str], label: str) -> str:
    while label in same:
        label = same[label]
    return label


def _fewest(pairs: Iterable[tuple[set[str], set[str]]]) -> int:
    """At least so many teachers are needed to be on one side of every pair; each teacher is counted once."""
    counted: set[str] = set()
    needed = 0
    for one, other in sorted(pairs, key=lambda pair: -min(len(pair[0]), len(pair[1]))):
        needed += min(len(one - counted), len(other - counted))
        counted |= one | other
    return needed
