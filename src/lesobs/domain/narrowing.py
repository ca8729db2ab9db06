"""This file is what may be told of a group when a filter leaves lessons out, beside all else that is told."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from functools import cached_property
from itertools import combinations, product

from lesobs.domain.disclosure import Lesson, is_safe
from lesobs.domain.small_groups import WHOLE_SCHOOL, GroupFigure, Veil, veils
from lesobs.domain.tally import Tally


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
"""What a filter goes by at once: one split or two."""

ROUNDS: tuple[Cut, ...] = ((Split.ROUND,),)
SINGLE: tuple[Cut, ...] = tuple((split,) for split in Split)
PAIRS: tuple[Cut, ...] = tuple(combinations(Split, 2))

SECTIONS, CLUSTERS, SCHOOL = range(3)
TURNS: tuple[tuple[int, tuple[Cut, ...]], ...] = (
    (SECTIONS, ROUNDS),
    (CLUSTERS, ROUNDS),
    (SCHOOL, SINGLE),
    (CLUSTERS, SINGLE[1:]),
    (SCHOOL, PAIRS),
)
"""Who gets a turn at what, the most useful first. What is not here is never answered."""


@dataclass(frozen=True, slots=True)
class Score:
    """Lessons of one teacher that are alike in every split, on one indicator, and the day of the last one."""

    section: str
    teacher: str
    labels: Mapping[Split, str]
    tally: Tally
    last_on: date

    @property
    def figure(self) -> GroupFigure:
        return GroupFigure(frozenset({self.teacher}), self.tally.scored, self.tally.high)

    def fits(self, wanted: "Wanted") -> bool:
        """Whether a filter leaves these lessons."""
        return all(self.labels[split] in labels for split, labels in wanted.items())

    def label(self, cut: Cut) -> str:
        return " ".join(self.labels[split] for split in cut)


Wanted = Mapping[Split, frozenset[str]]
"""The labels that a filter leaves, for each split it goes by."""

Classes = Mapping[str, str]
"""For each label the class it is told in; a class is told as a whole or not at all."""


class Narrowing:
    """The scores of one school year on one indicator, and which sums of them are told.

    A filter is answered when that is safe beside everything else that is answered (see `disclosure`). Each
    group and cut gets its turn in a fixed order (TURNS), so that an answer never depends on what was asked
    before.
    """

    def __init__(self, scores: Sequence[Score], clusters: Mapping[str, str | None], smallest: int) -> None:
        self.smallest = smallest
        self._scores = scores
        self._by_section: dict[str, list[Score]] = defaultdict(list)
        for score in scores:
            self._by_section[score.section].append(score)
        figures = {section: _of(found) for section, found in self._by_section.items()}
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

    def answers(self, unit: str, wanted: Wanted) -> bool:
        """Whether a section, cluster or WHOLE_SCHOOL may be told with only these labels of these splits."""
        cut = tuple(split for split in Split if split in wanted)
        if not cut:
            return unit not in self.veils
        labels = frozenset(" ".join(labels) for labels in product(*(wanted[split] for split in cut)))
        classes = self._answers.of(unit, cut)
        return classes is not None and all(_is_closed(one, labels) for one in classes)

    def told(self, unit: str, wanted: Wanted) -> "list[Score] | Veil":
        """What a filter leaves of a section, cluster or WHOLE_SCHOOL, or how it is veiled."""
        inside = self._sections_of.get(unit, [])
        unit = inside[0] if len(inside) == 1 else unit  # such a cluster is its section
        mine = self.scores_of(unit)
        left = [score for score in mine if score.fits(wanted)]
        if len(left) == len(mine):
            return self.veils.get(unit, left)
        if not left:
            return left
        narrowing = {
            split: labels
            for split, labels in wanted.items()
            if any(score.labels[split] not in labels for score in mine)
        }
        if unit not in self.veils and self.answers(unit, narrowing):
            return left
        return left if self._answers.tells_already(left) else Veil.HIDDEN

    @cached_property
    def _answers(self) -> "_Answers":
        return _Answers(self)

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
        inside = self._sections_of.get(unit) or (unit,)
        return [score for section in inside for score in self._by_section.get(section, ())]

    def block(self, score: Score) -> str:
        """The smallest group of which the sum this score is in is told."""
        return self._block[score.section]

    def classes(self, scores: Sequence[Score], cut: Cut) -> Classes:
        """Labels taken together until each class has enough teachers, and none speaks about each of a few."""
        of_label = defaultdict(list)
        for score in scores:
            of_label[score.label(cut)].append(score)
        small = sorted(of_label, key=lambda label: (len(_of(of_label[label]).teachers), label), reverse=True)
        told, together = [], list[str]()
        for label in list(small):
            if _can_stand(_of(of_label[label]), self.smallest):
                told.append(label)
            else:
                together.append(label)
        while (
            together
            and told
            and not _can_stand(_of(score for label in together for score in of_label[label]), self.smallest)
        ):
            together.append(told.pop())
        return {label: label for label in told} | dict.fromkeys(together, "/".join(sorted(together)))


class _Answers:
    """Which groups are answered for which cuts, found as far as it is asked for."""

    def __init__(self, narrowing: Narrowing) -> None:
        self._all = narrowing
        self._found: dict[tuple[str, Cut], list[Classes]] = {}
        self._labels: dict[int, dict[str, str]] = defaultdict(dict)
        """The labels given out so far, by the identity of a score."""
        self._columns: list[str] = []
        self._turns = list(TURNS)
        self._told: dict[tuple[str, Cut], list[frozenset[int]]] = {
            (unit, ()): [_ids(narrowing.scores_of(unit))] for units in narrowing.units() for unit in units
        }
        """The lessons of every figure that is told, by the identity of their scores."""

    def of(self, unit: str, cut: Cut) -> Sequence[Classes] | None:
        """The classes in which a unit is answered for a cut; None when it is not."""
        while self._turns and any(cut in cuts for _, cuts in self._turns):
            level, cuts = self._turns.pop(0)
            for turn in cuts:
                for one in self._all.units()[level]:
                    self._give_turn(level, one, turn)
        return self._found.get((unit, cut))

    def tells_already(self, scores: Sequence[Score]) -> bool:
        """Whether these are the very lessons of something told, such as the first year and the brugklas."""
        self.of(WHOLE_SCHOOL, SINGLE[-1])  # the plain cuts have had their turn, whatever was asked before
        wanted = _ids(scores)
        for (_, cut), told in self._told.items():
            inside = [one for one in told if one & wanted]
            if len(cut) < 2 and inside and frozenset().union(*inside) == wanted:
                return True
        return False

    def _give_turn(self, level: int, unit: str, cut: Cut) -> None:
        scores = self._all.scores_of(unit)
        classes, rest = self._outside_parts(unit, scores, cut)
        if not rest:
            self._found[unit, cut] = classes
            return
        own = self._all.classes(rest, cut)
        if len(set(own.values())) < 2:
            return
        beside = self._beside(unit, scores, cut) if level == CLUSTERS else []
        if beside and len(set(self._all.classes(beside, cut).values())) < len(_labels(beside, cut)):
            return  # what is left of the school would be known, and speak about too few
        told = _by_class(rest, cut, own)
        if not self._leave_few(told) and self._fits(level, unit, rest, cut, own):
            self._told[unit, cut] = [_ids(found) for found in told]
            self._found[unit, cut] = [*classes, own]
            self._answer_the_last(rest, cut, own)
            self._answer_the_last(beside, cut, {label: label for label in _labels(beside, cut)})

    def _leave_few(self, told: Iterable[Sequence[Score]]) -> bool:
        """Whether one of these less something told, or the other way round, speaks about each of a few."""
        of_id = {id(score): score for score in self._all.scores_of(WHOLE_SCHOOL)}
        earlier = [ids for found in self._told.values() for ids in found]
        for ids in map(_ids, told):
            for other in earlier:
                between = other - ids if ids < other else ids - other if other < ids else frozenset()
                if between and not _can_stand(_of(of_id[one] for one in between), self._all.smallest):
                    return True
        return False

    def _answer_the_last(self, scores: Sequence[Score], cut: Cut, classes: Classes) -> None:
        """A group that all others leave over is known, and may as well be told."""
        ids = {id(score) for score in scores}
        for units in self._all.units()[:SCHOOL]:
            for unit in units:
                if ids and ids == {id(score) for score in self._all.scores_of(unit)}:
                    self._found.setdefault((unit, cut), [classes])

    def _beside(self, unit: str, scores: Sequence[Score], cut: Cut) -> list[Score]:
        """What would be left of the school when a cluster is answered too; empty if the school is not."""
        if (WHOLE_SCHOOL, cut) not in self._found:
            return []
        known = {id(score) for score in scores}
        for part, by in self._found:
            if by == cut and part not in (unit, WHOLE_SCHOOL):
                known |= {id(score) for score in self._all.scores_of(part)}
        return [score for score in self._all.scores_of(WHOLE_SCHOOL) if id(score) not in known]

    def _outside_parts(
        self, unit: str, scores: Sequence[Score], cut: Cut
    ) -> tuple[list[Classes], list[Score]]:
        """The classes that parts of a unit are answered in already, and the scores outside these parts."""
        parts = {part: self._all.scores_of(part) for part, by in self._found if by == cut and part != unit}
        mine = {id(score) for score in scores}
        classes: list[Classes] = []
        covered: set[int] = set()
        for part in sorted(parts, key=lambda part: -len(parts[part])):
            ids = {id(score) for score in parts[part]}
            if ids <= mine and not ids & covered:
                classes += self._found[part, cut]
                covered |= ids
        return classes, [score for score in scores if id(score) not in covered]

    def _fits(self, level: int, unit: str, rest: Sequence[Score], cut: Cut, own: Classes) -> bool:
        """Give the scores their label, if that is safe; gives whether it was."""
        column = f"{level} {cut}"
        new = {id(score): {column: f"{unit} {own[score.label(cut)]}"} for score in rest}
        # Before the school had a turn, what is told of a section or cluster is about its own lessons only.
        alone = level < SCHOOL and cut in ROUNDS
        lessons = [
            Lesson(score.teacher, self._all.block(score), self._labels[id(score)] | new.get(id(score), {}))
            for score in self._all.scores_of(unit if alone else WHOLE_SCHOOL)
        ]
        columns = list(dict.fromkeys([*self._columns, column]))
        if not is_safe(lessons, columns, self._all.smallest):
            return False
        for score in rest:
            self._labels[id(score)] |= new[id(score)]
        self._columns = columns
        return True


def _ids(scores: Iterable[Score]) -> frozenset[int]:
    return frozenset(id(score) for score in scores)


def _by_class(scores: Iterable[Score], cut: Cut, classes: Classes) -> list[list[Score]]:
    """The scores of each class."""
    found: dict[str, list[Score]] = defaultdict(list)
    for score in scores:
        found[classes[score.label(cut)]].append(score)
    return list(found.values())


def _labels(scores: Iterable[Score], cut: Cut) -> set[str]:
    return {score.label(cut) for score in scores}


def _is_closed(classes: Classes, labels: frozenset[str]) -> bool:
    """Whether these labels are whole classes."""
    whole = {
        label for label, name in classes.items() if name in {classes[one] for one in labels & classes.keys()}
    }
    return whole <= labels


def _of(scores: Iterable[Score]) -> GroupFigure:
    return GroupFigure.of(score.figure for score in scores)


def _can_stand(figure: GroupFigure, smallest: int) -> bool:
    """Whether a class may be told by itself: enough teachers, and not about each of a few."""
    few = len(figure.teachers) < 2 * smallest
    return len(figure.teachers) >= smallest and not (few and not 1 < figure.high < figure.scored - 1)
