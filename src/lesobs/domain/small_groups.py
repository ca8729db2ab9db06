"""This file is the rule for small groups: which figures are veiled, and how."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import Enum

WHOLE_SCHOOL = "Hele school"


class Veil(Enum):
    """How a figure is kept from telling about persons."""

    HIDDEN = "hidden"
    """Nothing is told."""
    NEARLY_NONE = "nearly none"
    """At 3 or 4 in no lesson or in one; which of the two is not told."""
    NEARLY_ALL = "nearly all"
    """At 3 or 4 in all lessons or in all but one; which of the two is not told."""

    @property
    def words(self) -> str:
        """What is told instead of the figure; empty when nothing is."""
        return {"hidden": "", "nearly none": "geen of bijna geen", "nearly all": "alle of bijna alle"}[
            self.value
        ]


@dataclass(frozen=True, slots=True)
class GroupFigure:
    """What one group has on one indicator: its teachers, the lessons at a level, and those at 3 or 4."""

    teachers: frozenset[str]
    levelled: frozenset[str]
    """Those who had a level. Who had n.v.t. only makes the group no larger for them."""
    scored: int
    high: int

    @classmethod
    def of(cls, parts: Iterable["GroupFigure"]) -> "GroupFigure":
        """Several groups taken together."""
        found = list(parts)
        return cls(
            teachers=frozenset().union(*(part.teachers for part in found)),
            levelled=frozenset().union(*(part.levelled for part in found)),
            scored=sum(part.scored for part in found),
            high=sum(part.high for part in found),
        )

    def has_enough(self, smallest: int) -> bool:
        """Whether these are enough teachers; where there are levels, also those who had one."""
        return len(self.teachers) >= smallest and (not self.scored or len(self.levelled) >= smallest)

    def is_about_each_of_few(self, smallest: int) -> bool:
        """Whether nearly nobody or nearly everybody of fewer than twice `smallest` was at 3 or 4."""
        few = self.scored > 0 and len(self.levelled) < 2 * smallest
        return few and not 1 < self.high < self.scored - 1


Veils = dict[str, Veil]


def veils(
    figures: Mapping[str, GroupFigure], clusters: Mapping[str, str | None], smallest: int
) -> Mapping[str, Veil]:
    """The sections, clusters and WHOLE_SCHOOL whose figure on one indicator is not shown as it is.

    `figures` gives those of the sections with lessons. A group of fewer than `smallest` teachers is hidden;
    where there are levels, only who had one counts. A section of fewer than twice that many, in which at most
    one lesson was at 3 or 4, or at most one was not, is told in words, as the figure would speak about each
    member. Then more groups are hidden, smallest first, until what can be found by subtracting is about
    `smallest` teachers or more and does not speak about each member, and no subtraction tells which of the
    two the words mean (complementary suppression).
    """
    everyone = GroupFigure.of(figures.values())
    sections_of: dict[str, list[str]] = defaultdict(list)
    for section in figures:
        sections_of[clusters.get(section) or section].append(section)
    alone = {top: inside[0] for top, inside in sections_of.items() if len(inside) == 1}
    for top, section in alone.items():  # such a cluster is its section
        del sections_of[top]
        sections_of[section] = [section]
    if not everyone.has_enough(smallest):
        return dict.fromkeys((WHOLE_SCHOOL, *figures, *sections_of, *alone), Veil.HIDDEN)

    tops = {top: GroupFigure.of(figures[one] for one in inside) for top, inside in sections_of.items()}
    found = _own(figures, smallest)
    larger = _own({**tops, WHOLE_SCHOOL: everyone}, smallest)  # words about these would tell of their parts
    found |= dict.fromkeys(larger.keys() - figures.keys(), Veil.HIDDEN)
    before: Veils = {}
    while found != before:  # a cluster that gets veiled is known again as long as its sections are shown
        before = dict(found)
        for top, inside in sections_of.items():
            if top not in figures:
                _protect(found, top, {one: figures[one] for one in inside}, smallest)
        _protect(found, WHOLE_SCHOOL, _loose(found, sections_of, figures), smallest)
    return found | {top: found[section] for top, section in alone.items() if section in found}


def _own(figures: Mapping[str, GroupFigure], smallest: int) -> Veils:
    """What each group asks for by itself."""
    found: Veils = {}
    for key, figure in figures.items():
        if not figure.has_enough(smallest):
            found[key] = Veil.HIDDEN
        elif figure.is_about_each_of_few(smallest):
            found[key] = Veil.NEARLY_NONE if figure.high <= 1 else Veil.NEARLY_ALL
    return found


def _loose(
    found: Veils, sections_of: Mapping[str, Sequence[str]], figures: Mapping[str, GroupFigure]
) -> dict[str, GroupFigure]:
    """All groups that add up to the school when a veiled cluster is taken apart."""
    parts: dict[str, GroupFigure] = {}
    for top, inside in sections_of.items():
        if top in found:
            parts |= {section: figures[section] for section in inside}
        else:
            parts[top] = GroupFigure.of(figures[section] for section in inside)
    return parts


def _protect(found: Veils, whole: str, parts: Mapping[str, GroupFigure], smallest: int) -> None:
    """Hide parts of a group, and at last the group itself, until subtracting from it tells nothing."""
    while whole not in found and not _is_safe(found, parts, smallest):
        shown = [key for key in parts if key not in found]
        told = [key for key in parts if found.get(key) not in (None, Veil.HIDDEN)]
        choice = min(shown or told or [whole], key=lambda key: _size(parts, key))
        found[choice] = Veil.HIDDEN


def _size(parts: Mapping[str, GroupFigure], key: str) -> tuple[int, str]:
    return (len(parts[key].teachers) if key in parts else 0, key)


def _is_safe(found: Veils, parts: Mapping[str, GroupFigure], smallest: int) -> bool:
    """Whether the veiled parts together may be known: enough teachers behind what is hidden, no figure that
    speaks about each of a few, and of every part more than one figure possible."""
    veiled = [(figure, found[key]) for key, figure in parts.items() if key in found]
    scored = [(figure, veil) for figure, veil in veiled if figure.scored]
    hidden = [figure for figure, veil in veiled if veil is Veil.HIDDEN]
    if hidden and not GroupFigure.of(hidden).has_enough(smallest):
        return False
    if not scored:
        return True
    together = GroupFigure.of(figure for figure, _ in scored)
    if not together.has_enough(smallest) or together.is_about_each_of_few(smallest):
        return False
    lowest, highest = (sum(bound) for bound in zip(*map(_bounds, scored), strict=True))
    return len(scored) > 1 and lowest < together.high < highest


def _bounds(veiled: tuple[GroupFigure, Veil]) -> tuple[int, int]:
    figure, veil = veiled
    if veil is Veil.NEARLY_NONE:
        return 0, 1
    if veil is Veil.NEARLY_ALL:
        return figure.scored - 1, figure.scored
    return 0, figure.scored
