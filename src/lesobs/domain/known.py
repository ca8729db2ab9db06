"""This file is what can be worked out from the figures that are told, by adding and subtracting them."""

from collections.abc import Iterable, Sequence
from functools import cache
from math import gcd

from lesobs.domain.lesson_sets import LessonSet

Classes = Sequence[LessonSet]
"""Lessons by their label, some labels together, so that none is in two of them."""


class Known:
    """Figures that are told: which lessons they tell apart, and which sums follow from them."""

    def __init__(self, told: Iterable[Classes]) -> None:
        self._told: list[Classes] = []
        self._alike: dict[LessonSet, LessonSet] = {}
        self._following: dict[LessonSet, bool] = {}
        self.sums: Sums | None = Sums()
        """The figures, without those that follow from others; None if that became too much to reckon."""
        for classes in told:
            self.tell(classes)

    def tell(self, classes: Classes) -> None:
        """These figures are told too."""
        self._told.append(classes)
        self._alike.clear()
        self._following.clear()
        try:
            self.sums = self.sums and self.sums.and_also(classes)
        except OverflowError:
            self.sums = None

    def follows(self, lessons: LessonSet) -> bool:
        """Whether the sum of these lessons can surely be worked out."""
        if lessons not in self._following:
            self._following[lessons] = self._gives(lessons)
        return self._following[lessons]

    def _gives(self, lessons: LessonSet) -> bool:
        try:
            sums = self.sums if self.pair(lessons) is None else None
            return sums is not None and not sums.rest(amounts(lessons))
        except OverflowError:
            return False

    def pair(self, lessons: LessonSet, classes: Classes = ()) -> LessonSet | None:
        """One of these lessons and one that is none of them, which no figure tells apart, these classes
        neither; None if all are told apart. Where there is such a pair, the sum of these lessons does not
        follow: any sum of figures counts both or neither."""
        rest = lessons
        while rest:
            one = rest & -rest
            if one not in self._alike:
                self._alike[one] = _alike(one, self._told)
            alike = self._alike[one] & _alike(one, [classes])
            if other := alike & ~lessons:
                return one | (other & -other)
            rest &= ~alike
        return None


_DIGITS = 16
"""Hexadecimal digits for the amount of one lesson."""

_BITS = 4 * _DIGITS
_APART = {ord(bit): bit.zfill(_DIGITS) for bit in "01"}
_MOST = 1 << _BITS // 2 - 2


class Sums:
    """Sums of lessons, none of which follows from the others: each an amount for every lesson, side by side
    in one number, so that a sum is multiplied and subtracted as a whole.

    Raises OverflowError when amounts get too large for that; in sums of groups they hardly leave -1, 0 and 1.
    """

    def __init__(self, basis: Sequence[tuple[int, int, int]] = ()) -> None:
        self._basis = list(basis)
        """Sums, each with the place of a lesson and the amount it has there; the sums after it have none."""

    @property
    def size(self) -> int:
        return len(self._basis)

    def and_also(self, sums: Iterable[LessonSet]) -> "Sums":
        """These sums too, as far as they do not follow."""
        more = Sums(self._basis)
        for one in sums:
            if rest := more.rest(amounts(one)):
                place = ((rest & -rest).bit_length() - 1) // _BITS
                more._basis.append((rest, place, _amount(rest, place)))
        return more

    def rest(self, of: int, since: int = 0) -> int:
        """What is left of amounts when these sums, from the one at `since` on, are taken out as far as
        possible; 0 when they follow."""
        for known, place, own in self._basis[since:]:
            if amount := _amount(of, place):
                common = gcd(own, amount)
                of = own // common * of - amount // common * known
                _require_small(of)
        return of


def amounts(lessons: LessonSet) -> int:
    """An amount of one for each of these lessons."""
    return int(f"{lessons:b}".translate(_APART), 16)


def _amount(of: int, place: int) -> int:
    """The amount of one lesson; where the amounts below it are less than nothing, one was borrowed."""
    below = of & ((1 << _BITS * place) - 1)
    borrowed = below >> (_BITS * place - 1) if place else 0
    found = ((of >> _BITS * place) + borrowed) & ((1 << _BITS) - 1)
    return found - (1 << _BITS) if found >> (_BITS - 1) else found


def _require_small(of: int) -> None:
    every = _ones(abs(of).bit_length() // _BITS + 1)
    if (of + every * _MOST) & (every * ((1 << _BITS) - 2 * _MOST)):
        raise OverflowError


@cache
def _ones(places: int) -> int:
    return ((1 << _BITS * places) - 1) // ((1 << _BITS) - 1)


def _alike(lesson: LessonSet, told: Iterable[Classes]) -> LessonSet:
    """The lessons that no figure tells apart from this one."""
    alike = -1
    for classes in told:
        for one in classes:
            if one & lesson:
                alike &= one
                break
        else:
            for one in classes:
                alike &= ~one
    return alike
