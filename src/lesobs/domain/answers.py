"""This file is who is answered for what, found in turns, so that all answers are safe beside each other."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import reduce
from itertools import permutations, product

from lesobs.domain.disclosure import Disclosure
from lesobs.domain.known import Known
from lesobs.domain.lesson_sets import LessonSet, union
from lesobs.domain.small_groups import WHOLE_SCHOOL
from lesobs.domain.splits import (
    LAST_MONTH,
    LAST_OTHER,
    LAST_STEP,
    MONTHS,
    OTHERS,
    ROUNDS,
    SCHOOL,
    STEPS,
    Cut,
    Split,
)
from lesobs.domain.standing import Classes, Standing
from lesobs.domain.unsaid import Unsaid, choices

GoingOn = Callable[[], None]
"""Called between pieces of work that takes long; an exception from it stops the work."""


def always() -> None:
    """Nobody stops the work."""


class Answers:
    """Which groups are answered for which cuts, found as far as it is asked for."""

    def __init__(
        self,
        standing: Standing,
        sets: Mapping[str, LessonSet],
        units: Sequence[Sequence[str]],
        blocks: Iterable[LessonSet],
    ) -> None:
        self._standing, self._sets, self._units = standing, sets, units
        self._steps, self._given = 0, 0
        """How many of STEPS have been taken, and how many groups had their turn in the next one."""
        self._found: dict[tuple[str, Cut], Classes] = {}
        self._told: dict[tuple[str, Cut], Classes] = {
            (unit, ()): [sets[unit]] for level in units for unit in level
        }
        """The lessons of every figure that is told."""
        self._unsaid = Unsaid(standing, sets, self._told.values())
        self._known = Known(self._told.values())
        self._known_after: dict[int, Known] = {}
        """What follows from the answers up to this step."""
        levelled = (own & standing.at_level for own in standing.lessons.teachers.values())
        self._disclosure = Disclosure(blocks, levelled, standing.smallest)

    def tell(self, unit: str, cut: Cut, lessons: LessonSet, going_on: GoingOn = always) -> bool:
        """Whether a unit is answered for a cut, and these of its lessons are classes of that answer."""
        self.give_turns(LAST_STEP.get(cut, -1), going_on)
        return self._is_told(unit, cut, lessons)

    def tell_already(self, lessons: LessonSet, cut: Cut, going_on: GoingOn = always) -> bool:
        """Whether these lessons may be told, since their sum follows from answers: from those by one split,
        those about months where the question is about months or rounds, and up to those by the same two."""
        last = LAST_MONTH if {*cut} & {Split.MONTH, Split.ROUND} else LAST_OTHER
        last = max(last, LAST_STEP.get(tuple(split for split in Split if split in cut), 0))
        self.give_turns(last, going_on)
        return self._known_after[last].follows(lessons) and self._standing.can_stand(lessons)

    def give_turns(self, last: int, going_on: GoingOn = always) -> None:
        """Take the steps up to this one, as far as they have not been taken. `going_on` is called before each
        turn; whoever stops there leaves what was found, and the next one goes on from there."""
        while self._steps <= last:
            level, cut = STEPS[self._steps]
            for unit in self._units[level][self._given :]:
                going_on()
                self._give_turn(level, unit, cut)
                self._given += 1
            self._known_after[self._steps] = self._known.copy()
            self._keep_the_rest(cut)
            self._steps, self._given = self._steps + 1, 0

    def _keep_the_rest(self, cut: Cut) -> None:
        """What is not told after a step, and has had all its turns, must not follow from later ones."""
        if len(cut) > 1:
            self._unsaid.keep(self._untold([WHOLE_SCHOOL], cut))
        elif self._steps in (LAST_OTHER, LAST_MONTH):
            for one in OTHERS if self._steps == LAST_OTHER else (*ROUNDS, *MONTHS):
                self._unsaid.keep(self._untold(self._sets, one))

    def _untold(self, units: Iterable[str], cut: Cut) -> Iterable[LessonSet]:
        """What one label, or a period, of each of these splits leaves of units, where that is not told."""
        chosen = [choices(self._standing.lessons, split) for split in cut]
        for unit, ones in product(units, product(*chosen)):
            lessons = reduce(int.__and__, ones, self._sets[unit])
            if lessons and not self._is_told(unit, cut, lessons):
                yield lessons

    def _is_told(self, unit: str, cut: Cut, lessons: LessonSet) -> bool:
        classes = self._found.get((unit, cut))
        return classes is not None and all(one & lessons in (0, one) for one in classes)

    def _give_turn(self, level: int, unit: str, cut: Cut) -> None:
        lessons = self._sets[unit]
        classes, rest = self._outside_parts(unit, lessons, cut)
        if not rest:
            self._found[unit, cut] = classes
            return
        own = self._finest(unit, rest, cut)
        if own is None:
            return
        if not self._is_sum(unit, own):
            self._disclosure.tell(own)
            self._unsaid.tell(own)
            self._known.tell(own)
        self._told[unit, cut] = own
        self._found[unit, cut] = [*classes, *own]
        self._answer_the_last(rest, cut, own)
        for left in self._left_over(unit, cut, own):
            self._answer_the_last(union(left), cut, left)

    def _finest(self, unit: str, lessons: LessonSet, cut: Cut) -> Classes | None:
        """The classes in which lessons may be told, those that tell most; None when there are no such."""
        if cut != (Split.MONTH,):
            return next((way for way in self._ways(unit, lessons, cut) if self._allows(unit, cut, way)), None)
        rounds = self._found.get((unit, (Split.ROUND,)), ())
        ways = [way for way in self._standing.periods(lessons, rounds) if len(way) > 1]
        if not ways or not self._allows(unit, cut, ways[-1]):
            return None
        first, last = 0, len(ways) - 1
        while first < last:  # periods of which the parts are safe, are safe themselves
            middle = (first + last) // 2
            if self._allows(unit, cut, ways[middle]):
                last = middle
            else:
                first = middle + 1
        return ways[last]

    def _ways(self, unit: str, lessons: LessonSet, cut: Cut) -> Iterable[Classes]:
        """The classes by label, and then those of one split within classes that are told of the other."""
        if Split.MONTH not in cut:
            yield self._standing.classes(lessons, cut)
        for first, second in permutations(cut, 2):
            told = (one & lessons for one in self._found.get((unit, (first,)), ()))
            yield [part for one in told for part in self._standing.classes_of(one, second)]

    def _allows(self, unit: str, cut: Cut, classes: Classes) -> bool:
        if len(classes) < 2:
            return False
        if self._is_sum(unit, classes):
            return True
        for left in self._left_over(unit, cut, classes):
            if len(left) > 1 and not all(map(self._standing.can_stand, left)):
                return False
        return (
            not self._leave_few(classes)
            and self._disclosure.allows(classes)
            and self._unsaid.stays_so(classes)
        )

    def _is_sum(self, unit: str, classes: Classes) -> bool:
        """Whether these are sums of the rounds that a unit is answered in, and known already."""
        rounds = self._found.get((unit, (Split.ROUND,)), ())
        return bool(rounds) and all(one & period in (0, one) for one, period in product(rounds, classes))

    def _leave_few(self, classes: Classes) -> bool:
        """Whether one of these less something told, or the other way round, speaks about each of a few."""
        told = {one for known in self._told.values() for one in known}
        at_level = self._standing.at_level
        pairs = [*product(classes, told)]
        pairs += product([one & at_level for one in classes], {one & at_level for one in told})
        return not all(
            self._standing.can_stand(one ^ other)
            for one, other in pairs
            if one != other and one & other in (one, other)
        )

    def _answer_the_last(self, lessons: LessonSet, cut: Cut, classes: Classes) -> None:
        """A group that all others leave over is known, and may as well be told."""
        for units in self._units[:SCHOOL]:
            for unit in units:
                if lessons and lessons == self._sets[unit]:
                    self._found.setdefault((unit, cut), classes)

    def _left_over(self, unit: str, cut: Cut, classes: Classes) -> list[Classes]:
        """What is left of each larger group that is answered, when this unit is answered in these classes."""
        mine = self._sets[unit]
        found: list[Classes] = []
        for whole, its_classes in self._answered(cut):
            lessons = self._sets[whole]
            if whole == unit or mine & lessons != mine:
                continue
            parts = [(unit, classes), *((part, of) for part, of in self._answered(cut) if part != whole)]
            inside = [(self._sets[part], of) for part, of in parts if not self._sets[part] & ~lessons]
            beside = lessons & ~union(one for one, _ in inside)
            if cut == (Split.MONTH,):
                known = _joined(its_classes, [one for _, of in inside for one in of])
                found.append([left for one in known if (left := one & beside)])
            else:
                found.append([*self._standing.by_label(beside, cut).values()])
        return found

    def _answered(self, cut: Cut) -> list[tuple[str, Classes]]:
        return [(unit, classes) for (unit, by), classes in self._found.items() if by == cut]

    def _outside_parts(self, unit: str, lessons: LessonSet, cut: Cut) -> tuple[list[LessonSet], LessonSet]:
        """The classes that parts of a unit are answered in already, and the lessons outside these parts."""
        parts = {part: self._sets[part] for part, by in self._found if by == cut and part != unit}
        classes: list[LessonSet] = []
        rest = lessons
        for part in sorted(parts, key=lambda part: -parts[part].bit_count()):
            if parts[part] & rest == parts[part]:
                classes += self._found[part, cut]
                rest &= ~parts[part]
        return classes, rest


def _joined(classes: Iterable[LessonSet], others: Iterable[LessonSet]) -> list[LessonSet]:
    """Classes taken together where one of the others is in both."""
    found = list(classes)
    for other in others:
        hit = [one for one in found if one & other]
        found = [one for one in found if not one & other] + [union(hit)] * bool(hit)
    return found
