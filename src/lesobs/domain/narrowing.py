"""This file is what may be told of a group when a filter leaves lessons out, beside all else that is told."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import replace
from functools import cached_property
from itertools import combinations

from lesobs.domain.answers import Answers, GoingOn, always
from lesobs.domain.lesson_sets import LessonSet, YearLessons, union
from lesobs.domain.month import Period
from lesobs.domain.small_groups import WHOLE_SCHOOL, Veil, veils
from lesobs.domain.splits import Split, Wanted
from lesobs.domain.standing import Standing

__all__ = ["Narrowing", "Split", "ToldYear", "Wanted"]


class ToldYear:
    """The lessons of one school year, and what may be told of them; the latter is found when it is asked."""

    def __init__(self, lessons: YearLessons, clusters: Mapping[str, str | None], smallest: int) -> None:
        self.lessons, self._clusters, self._smallest = lessons, clusters, smallest
        self._known: dict[str, Narrowing] = {}

    def after(self, lessons: YearLessons) -> "ToldYear":
        """The same year after scores or visits changed. What was found of an indicator is kept as long as its
        scores are the same, of the same lessons."""
        if lessons == self.lessons:
            return self
        then = ToldYear(lessons, self._clusters, self._smallest)
        before = self.lessons.marked
        if replace(lessons, marked=before) == self.lessons:
            known = dict(self._known)  # another thread may be adding to it
            then._known = {key: one for key, one in known.items() if lessons.marked.get(key) == before[key]}
        return then

    def of(self, indicator: str) -> "Narrowing | None":
        """What may be told on an indicator; None when it was not scored in this year."""
        if indicator not in self._known and indicator in self.lessons.marked:
            self._known[indicator] = Narrowing(self.lessons, indicator, self._clusters, self._smallest)
        return self._known.get(indicator)


class Narrowing:
    """The lessons of one school year on one indicator, and which sums of them are told.

    A filter is answered when that is safe beside everything else that is answered (see `disclosure`), by
    turns in a fixed order (TURNS), so that an answer never depends on what was asked before.
    """

    def __init__(
        self, lessons: YearLessons, indicator: str, clusters: Mapping[str, str | None], smallest: int
    ) -> None:
        self.lessons, self.indicator, self.smallest = lessons, indicator, smallest
        self._standing = Standing(lessons, indicator, smallest)
        scored = lessons.scored(indicator)
        sections = {key: mine for key, one in lessons.sections.items() if (mine := one & scored)}
        figures = {key: self._standing.figure(key, mine) for key, mine in sections.items()}
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
            WHOLE_SCHOOL: scored,
        }
        several = [cluster for cluster in sections_of if cluster not in self._same_as]
        self._units = [self._told_as_they_are(keys) for keys in (sections, several, [WHOLE_SCHOOL])]
        """The groups that are told as they are: sections, then clusters, then the school."""
        self._blocks: dict[str, LessonSet] = defaultdict(int)
        """By the smallest group of which the sum is told, its lessons that are in no smaller one."""
        for section, mine in sections.items():
            self._blocks[self._block(section, clusters.get(section))] |= mine

    @cached_property
    def _answers(self) -> Answers:
        return Answers(self._standing, self._sets, self._units, self._blocks.values())

    def told(self, unit: str, wanted: Wanted, going_on: GoingOn = always) -> LessonSet | Veil:
        """What a filter leaves of a section, cluster or WHOLE_SCHOOL, or how it is veiled."""
        unit = self._same_as.get(unit, unit)
        mine = self.lessons_of(unit)
        left = mine & self.lessons.chosen(wanted)
        if left == mine:
            return self.veils.get(unit, left)
        return left if not left or self._tells(unit, left, wanted, going_on) else Veil.HIDDEN

    def nearest(self, unit: str, wanted: Wanted, going_on: GoingOn = always) -> Period | None:
        """The months nearest to those that a filter leaves, in which a group is told, if there are such."""
        unit = self._same_as.get(unit, unit)
        mine = self.lessons_of(unit)
        every = mine & self.lessons.chosen({**wanted, Split.MONTH: [*self.lessons.labels[Split.MONTH]]})
        tried = set[LessonSet]()
        for period in self._periods_near(wanted[Split.MONTH]):
            now = {**wanted, Split.MONTH: period}
            left = every & self.lessons.chosen({Split.MONTH: period})
            if left.bit_count() >= self.smallest and left not in tried:
                if self._tells(unit, left, now, going_on) if left != mine else unit not in self.veils:
                    return self.months(left)
                tried.add(left)
        return None

    def find(self, last: int, going_on: GoingOn = always) -> None:
        """Find what is told by the steps up to this one, before anybody asks."""
        self._answers.give_turns(last, going_on)

    def _periods_near(self, asked: frozenset[str]) -> list[frozenset[str]]:
        months = sorted(self.lessons.labels[Split.MONTH])
        ends = combinations(range(len(months) + 1), 2)
        periods = [frozenset(months[first:last]) for first, last in ends]
        return sorted(periods, key=lambda one: (len(one ^ asked & {*months}), -len(one), min(one)))

    def _tells(self, unit: str, left: LessonSet, wanted: Wanted, going_on: GoingOn) -> bool:
        """Whether these lessons of a unit, that a filter leaves, are told as they are."""
        mine = self.lessons_of(unit)
        cut = tuple(
            split
            for split in Split
            if split in wanted and mine & ~self.lessons.chosen({split: wanted[split]})
        )
        if unit not in self.veils and self._answers.tell(unit, cut, left, going_on):
            return True
        return self._answers.tell_already(left, tuple(wanted), going_on)

    def months(self, which: LessonSet) -> Period:
        """The first month and the last of these lessons."""
        found = [label for label, lessons in self.lessons.labels[Split.MONTH].items() if lessons & which]
        return min(found), max(found)

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

    def _told_as_they_are(self, keys: Iterable[str]) -> list[str]:
        return [key for key in keys if key not in self.veils]

    def _block(self, section: str, cluster: str | None) -> str:
        if section not in self.veils:
            return section
        return cluster if cluster and cluster not in self.veils else WHOLE_SCHOOL
