"""This file is what may be told of a group when a filter leaves lessons out, beside all else that is told."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import cached_property
from itertools import combinations, product

from lesobs.domain.disclosure import Lesson, is_safe
from lesobs.domain.small_groups import WHOLE_SCHOOL, GroupFigure, veils


class Split(StrEnum):
    """What a filter can go by, in the order in which they get their turn where not all are safe together."""

    ROUND = "round"
    DEPARTMENT = "department"
    FORM = "form"
    PURPOSE = "purpose"
    ANNOUNCED = "announced"
    YEAR_LEVEL = "year_level"
    INSTRUMENT = "instrument"


Cut = tuple[Split, ...]
CUTS: tuple[Cut, ...] = (*((split,) for split in Split), *combinations(Split, 2))
"""What a filter may go by at once, the plain ones first."""


@dataclass(frozen=True, slots=True)
class Score:
    """Lessons of one teacher that are alike in every split, on one indicator: how many, and at 3 or 4."""

    section: str
    teacher: str
    labels: Mapping[Split, str]
    scored: int
    high: int

    def label(self, cut: Cut) -> str:
        return " ".join(self.labels[split] for split in cut)


Classes = Mapping[str, str]
"""For each label the class it is told in; a class is told as a whole or not at all."""


class Narrowing:
    """The scores of one school year on one indicator, and which sums of them are told.

    A filter by one split or two is answered when that is safe beside everything else that is answered (see
    `disclosure`). They get their turn in a fixed order, first per section, then per cluster, then for the
    whole school, so that the answer never depends on what was asked before.
    """

    def __init__(self, scores: Sequence[Score], clusters: Mapping[str, str | None], smallest: int) -> None:
        self._smallest = smallest
        self._scores = scores
        by_section = defaultdict(list)
        for score in scores:
            by_section[score.section].append(score)
        figures = {section: _figure(found) for section, found in by_section.items()}
        self.veils = veils(figures, clusters, smallest)
        self._sections_of: dict[str, list[str]] = defaultdict(list)
        for section in figures:
            if cluster := clusters.get(section):
                self._sections_of[cluster].append(section)
        self._block = {
            section: section
            if section not in self.veils
            else cluster
            if (cluster := clusters.get(section)) and cluster not in self.veils
            else WHOLE_SCHOOL
            for section in figures
        }

    def answers(self, unit: str, wanted: Mapping[Split, frozenset[str]]) -> bool:
        """Whether a section, cluster or WHOLE_SCHOOL may be told with only these labels of these splits."""
        cut = tuple(split for split in Split if split in wanted)
        if not cut:
            return unit not in self.veils
        labels = frozenset(" ".join(labels) for labels in product(*(wanted[split] for split in cut)))
        classes = self._answered.get((unit, cut))
        return classes is not None and all(_is_closed(one, labels) for one in classes)

    @cached_property
    def _answered(self) -> Mapping[tuple[str, Cut], Sequence[Classes]]:
        return _Answers(self).found

    def units(self) -> list[list[str]]:
        """The groups that are told as they are: sections, then clusters, then the school."""
        sections = [section for section in self._block if section not in self.veils]
        clusters = [one for one, inside in self._sections_of.items() if len(inside) > 1]
        return [
            sections,
            [one for one in clusters if one not in self.veils],
            [] if WHOLE_SCHOOL in self.veils else [WHOLE_SCHOOL],
        ]

    def scores_of(self, unit: str) -> list[Score]:
        """The scores of a section, a cluster or the whole school."""
        if unit == WHOLE_SCHOOL:
            return list(self._scores)
        inside = {unit, *self._sections_of.get(unit, ())}
        return [score for score in self._scores if score.section in inside]

    def block(self, score: Score) -> str:
        """The smallest group of which the sum this score is in is told."""
        return self._block[score.section]

    def classes(self, scores: Sequence[Score], cut: Cut) -> Classes:
        """Labels taken together until each class has enough teachers, and none speaks about each of a few."""
        of_label = defaultdict(list)
        for score in scores:
            of_label[score.label(cut)].append(score)
        small = sorted(
            of_label, key=lambda label: (len(_figure(of_label[label]).teachers), label), reverse=True
        )
        told, together = [], list[str]()
        for label in list(small):
            if _can_stand(_figure(of_label[label]), self._smallest):
                told.append(label)
            else:
                together.append(label)
        while (
            together
            and told
            and not _can_stand(
                _figure(score for label in together for score in of_label[label]), self._smallest
            )
        ):
            together.append(told.pop())
        return {label: label for label in told} | dict.fromkeys(together, "/".join(sorted(together)))


class _Answers:
    """Finds the splits that are safe beside each other, per unit."""

    def __init__(self, narrowing: Narrowing) -> None:
        self._all = narrowing
        self.found: dict[tuple[str, Cut], Sequence[Classes]] = {}
        self._labels: dict[int, dict[str, str]] = defaultdict(dict)
        """The labels given out so far, by the identity of a score."""
        self._columns: list[str] = []
        for level, units in enumerate(narrowing.units()):
            for unit in units:
                self._give_turns(level, unit)

    def _give_turns(self, level: int, unit: str) -> None:
        scores = self._all.scores_of(unit)
        for cut in CUTS:
            classes, rest = self._inside(unit, scores, cut)
            if rest:
                own = self._all.classes(rest, cut)
                if len(set(own.values())) > 1 and not self._fits(
                    f"{level} {cut}", unit, scores, rest, cut, own
                ):
                    continue
                classes.append(own)
            self.found[unit, cut] = classes

    def _inside(self, unit: str, scores: Sequence[Score], cut: Cut) -> tuple[list[Classes], list[Score]]:
        """The classes that parts of a unit are answered in already, and the scores outside these parts."""
        parts = {part: self._all.scores_of(part) for part, by in self.found if by == cut and part != unit}
        mine = {id(score) for score in scores}
        classes: list[Classes] = []
        covered: set[int] = set()
        for part in sorted(parts, key=lambda part: -len(parts[part])):
            ids = {id(score) for score in parts[part]}
            if ids <= mine and not ids & covered:
                classes += self.found[part, cut]
                covered |= ids
        return classes, [score for score in scores if id(score) not in covered]

    def _fits(
        self, column: str, unit: str, scores: Sequence[Score], rest: Sequence[Score], cut: Cut, own: Classes
    ) -> bool:
        """Give the scores their label, if that is safe; gives whether it was."""
        new = {id(score): {column: f"{unit} {own[score.label(cut)]}"} for score in rest}
        lessons = [
            Lesson(score.teacher, self._all.block(score), self._labels[id(score)] | new.get(id(score), {}))
            for score in scores
        ]
        columns = list(dict.fromkeys([*self._columns, column]))
        if not is_safe(lessons, columns, self._all._smallest):
            return False
        for score in rest:
            self._labels[id(score)] |= new[id(score)]
        self._columns = columns
        return True


def _is_closed(classes: Classes, labels: frozenset[str]) -> bool:
    """Whether these labels are whole classes."""
    whole = {
        label for label, name in classes.items() if name in {classes[one] for one in labels & classes.keys()}
    }
    return whole <= labels


def _figure(scores: Iterable[Score]) -> GroupFigure:
    found = list(scores)
    return GroupFigure(
        frozenset(score.teacher for score in found),
        sum(score.scored for score in found),
        sum(score.high for score in found),
    )


def _can_stand(figure: GroupFigure, smallest: int) -> bool:
    """Whether a class may be told by itself: enough teachers, and not about each of a few."""
    few = len(figure.teachers) < 2 * smallest
    return len(figure.teachers) >= smallest and not (few and not 1 < figure.high < figure.scored - 1)
