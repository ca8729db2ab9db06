"""This file is what may be told of a group when a filter leaves lessons out, beside all else that is told."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from enum import StrEnum
from functools import cached_property
from itertools import combinations, product

from lesobs.domain.disclosure import Disclosure
from lesobs.domain.lesson_sets import LessonSet, YearLessons, met, union
from lesobs.domain.small_groups import WHOLE_SCHOOL, GroupFigure, Veil, veils


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

STEPS: tuple[tuple[int, Cut], ...] = tuple((level, cut) for level, cuts in TURNS for cut in cuts)
LAST_SINGLE = max(place for place, (_, cut) in enumerate(STEPS) if len(cut) == 1)

Wanted = Mapping[Split, frozenset[str]]
"""The labels that a filter leaves, for each split it goes by."""

Classes = Sequence[LessonSet]
"""Lessons by their label, some labels together; a class is told as a whole or not at all."""


class ToldYear:
    """The lessons of one school year, and what may be told of them; the latter is found when it is asked."""

    def __init__(self, lessons: YearLessons, clusters: Mapping[str, str | None], smallest: int) -> None:
        self.lessons, self._clusters, self._smallest = lessons, clusters, smallest
        self._known: dict[str, Narrowing] = {}

    def of(self, indicator: str) -> "Narrowing | None":
        """What may be told on an indicator; None when it was not scored in this year."""
        if indicator not in self._known and indicator in self.lessons.marked:
            self._known[indicator] = Narrowing(self.lessons, indicator, self._clusters, self._smallest)
        return self._known.get(indicator)


class Narrowing:
    """The lessons of one school year on one indicator, and which sums of them are told.

    A filter is answered when that is safe beside everything else that is answered (see `disclosure`). Each
    group and cut gets its turn in a fixed order (TURNS), so that an answer never depends on what was asked
    before.
    """

    def __init__(
        self, lessons: YearLessons, indicator: str, clusters: Mapping[str, str | None], smallest: int
    ) -> None:
        self.lessons, self.indicator, self.smallest = lessons, indicator, smallest
        self._scored = lessons.scored(indicator)
        sections = {key: mine for key, one in lessons.sections.items() if (mine := one & self._scored)}
        figures = {key: self._figure(key, mine) for key, mine in sections.items()}
        self.veils = veils(figures, clusters, smallest)
        sections_of: dict[str, list[str]] = defaultdict(list)
        for section in sections:
            if cluster := clusters.get(section):
                sections_of[cluster].append(section)
        self._same_as = {cluster: inside[0] for cluster, inside in sections_of.items() if len(inside) == 1}
        """Clusters of one section: these are that section."""
        self._sets = {
            **{one: union(sections[key] for key in inside) for one, inside in sections_of.items()},
            **sections,
            WHOLE_SCHOOL: self._scored,
        }
        several = [cluster for cluster in sections_of if cluster not in self._same_as]
        self.units = [self._told_as_they_are(keys) for keys in (sections, several, [WHOLE_SCHOOL])]
        """The groups that are told as they are: sections, then clusters, then the school."""
        self._blocks: dict[str, LessonSet] = defaultdict(int)
        """By the smallest group of which the sum is told, its lessons that are in no smaller one."""
        for section, mine in sections.items():
            self._blocks[self._block(section, clusters.get(section))] |= mine

    @cached_property
    def _answers(self) -> "_Answers":
        return _Answers(self)

    def answers(self, unit: str, wanted: Wanted) -> bool:
        """Whether a section, cluster or WHOLE_SCHOOL may be told with only these labels of these splits."""
        cut = tuple(split for split in Split if split in wanted)
        if not cut:
            return unit not in self.veils
        classes = self._answers.of(unit, cut)
        left = self.lessons.chosen(wanted)
        return classes is not None and all(one & left in (0, one) for one in classes)

    def told(self, unit: str, wanted: Wanted) -> LessonSet | Veil:
        """What a filter leaves of a section, cluster or WHOLE_SCHOOL, or how it is veiled."""
        unit = self._same_as.get(unit, unit)
        mine = self.lessons_of(unit)
        left = mine & self.lessons.chosen(wanted)
        if left == mine:
            return self.veils.get(unit, left)
        if not left:
            return left
        narrowing = {
            split: labels for split, labels in wanted.items() if mine & ~self.lessons.chosen({split: labels})
        }
        if unit not in self.veils and self.answers(unit, narrowing):
            return left
        return left if self._answers.tells_already(left) else Veil.HIDDEN

    def by_teacher(self, which: LessonSet) -> dict[str, tuple[int, int]]:
        """How many of these lessons were at 3 or 4, and how many had a level, for each teacher with any."""
        found = {}
        for teacher, own in self.lessons.teachers.items():
            if mine := which & own:
                tally = self.lessons.tally(self.indicator, mine)
                if tally.scored:
                    found[teacher] = tally.high, tally.scored
        return found

    def lessons_of(self, unit: str) -> LessonSet:
        """The lessons of a section, a cluster or the whole school."""
        return self._sets.get(unit, 0)

    def classes(self, lessons: LessonSet, cut: Cut) -> Classes:
        """Labels taken together until each class has enough teachers, and none speaks about each of a few."""
        of_label = self.by_label(lessons, cut)
        told = {label: one for label, one in of_label.items() if self.can_stand(one)}
        together = union(one for label, one in of_label.items() if label not in told)
        while together and told and not self.can_stand(together):
            fewest = min(told, key=lambda label: (len(met(self.lessons.teachers, told[label])), label))
            together |= told.pop(fewest)
        return [*told.values(), together] if together else [*told.values()]

    def by_label(self, lessons: LessonSet, cut: Cut) -> dict[str, LessonSet]:
        """The lessons with each label, or each two of them, that occurs."""
        found = {}
        for labels in product(*(self.lessons.labels[split].items() for split in cut)):
            inside = lessons
            for _, one in labels:
                inside &= one
            if inside:
                found[" ".join(label for label, _ in labels)] = inside
        return found

    def can_stand(self, lessons: LessonSet) -> bool:
        """Whether a class may be told by itself: enough teachers, and not about each of a few."""
        teachers = self._teachers_up_to(lessons, 2 * self.smallest)
        if teachers < self.smallest:
            return False
        tally = self.lessons.tally(self.indicator, lessons)
        return teachers == 2 * self.smallest or 1 < tally.high < tally.scored - 1

    def disclosure(self) -> Disclosure:
        """Where nothing is told yet but the groups as they are."""
        return Disclosure(self._blocks.values(), self.lessons.teachers.values(), self.smallest)

    def _figure(self, section: str, lessons: LessonSet) -> GroupFigure:
        tally = self.lessons.tally(self.indicator, lessons)
        return GroupFigure(met(self.lessons.taught[section], lessons), tally.scored, tally.high)

    def _told_as_they_are(self, keys: Iterable[str]) -> list[str]:
        return [key for key in keys if key not in self.veils]

    def _block(self, section: str, cluster: str | None) -> str:
        if section not in self.veils:
            return section
        return cluster if cluster and cluster not in self.veils else WHOLE_SCHOOL

    def _teachers_up_to(self, lessons: LessonSet, most: int) -> int:
        found = 0
        for own in self.lessons.teachers.values():
            if own & lessons:
                found += 1
                if found == most:
                    break
        return found


class _Answers:
    """Which groups are answered for which cuts, found as far as it is asked for."""

    def __init__(self, narrowing: Narrowing) -> None:
        self._all = narrowing
        self._school = narrowing.lessons_of(WHOLE_SCHOOL)
        self._steps = 0
        """How many of STEPS have been taken."""
        self._found: dict[tuple[str, Cut], Classes] = {}
        self._told: dict[tuple[str, Cut], Classes] = {
            (unit, ()): [narrowing.lessons_of(unit)] for units in narrowing.units for unit in units
        }
        """The lessons of every figure that is told."""
        self._disclosure = narrowing.disclosure()

    def of(self, unit: str, cut: Cut) -> Classes | None:
        """The classes in which a unit is answered for a cut; None when it is not."""
        of_cut = (place for place, step in enumerate(STEPS) if step in ((SCHOOL, cut), (CLUSTERS, cut)))
        self._give_turns(max(of_cut, default=-1))
        return self._found.get((unit, cut))

    def tells_already(self, lessons: LessonSet) -> bool:
        """Whether these are the very lessons of something told, such as the first year and the brugklas."""
        self._give_turns(LAST_SINGLE)  # whatever was asked before
        for (_, cut), told in self._told.items():
            if len(cut) < 2 and union(one for one in told if one & lessons) == lessons:
                return True
        return False

    def _give_turns(self, last: int) -> None:
        while self._steps <= last:
            level, cut = STEPS[self._steps]
            for unit in self._all.units[level]:
                self._give_turn(level, unit, cut)
            self._steps += 1

    def _give_turn(self, level: int, unit: str, cut: Cut) -> None:
        lessons = self._all.lessons_of(unit)
        classes, rest = self._outside_parts(unit, lessons, cut)
        if not rest:
            self._found[unit, cut] = classes
            return
        own = self._all.classes(rest, cut)
        if len(own) < 2:
            return
        beside = self._beside(unit, lessons, cut) if level == CLUSTERS else 0
        each = self._all.by_label(beside, cut).values()
        if beside and len(self._all.classes(beside, cut)) < len(each):
            return  # what is left of the school would be known, and speak about too few
        if not self._leave_few(own) and self._disclosure.tell(own):
            self._told[unit, cut] = own
            self._found[unit, cut] = [*classes, *own]
            self._answer_the_last(rest, cut, own)
            self._answer_the_last(beside, cut, list(each))

    def _leave_few(self, classes: Classes) -> bool:
        """Whether one of these less something told, or the other way round, speaks about each of a few."""
        for one, other in product(classes, (one for told in self._told.values() for one in told)):
            both = one & other
            if one != other and both in (one, other) and not self._all.can_stand(one ^ other):
                return True
        return False

    def _answer_the_last(self, lessons: LessonSet, cut: Cut, classes: Classes) -> None:
        """A group that all others leave over is known, and may as well be told."""
        for units in self._all.units[:SCHOOL]:
            for unit in units:
                if lessons and lessons == self._all.lessons_of(unit):
                    self._found.setdefault((unit, cut), classes)

    def _beside(self, unit: str, lessons: LessonSet, cut: Cut) -> LessonSet:
        """What would be left of the school when a cluster is answered too; empty if the school is not."""
        if (WHOLE_SCHOOL, cut) not in self._found:
            return 0
        parts = (part for part, by in self._found if by == cut and part not in (unit, WHOLE_SCHOOL))
        return self._school & ~(lessons | union(map(self._all.lessons_of, parts)))

    def _outside_parts(self, unit: str, lessons: LessonSet, cut: Cut) -> tuple[list[LessonSet], LessonSet]:
        """The classes that parts of a unit are answered in already, and the lessons outside these parts."""
        parts = {part: self._all.lessons_of(part) for part, by in self._found if by == cut and part != unit}
        classes: list[LessonSet] = []
        rest = lessons
        for part in sorted(parts, key=lambda part: -parts[part].bit_count()):
            if parts[part] & rest == parts[part]:
                classes += self._found[part, cut]
                rest &= ~parts[part]
        return classes, rest
