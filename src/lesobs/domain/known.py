"""This file is what can be worked out from the figures that are told, by adding and subtracting them."""

from collections.abc import Iterable, Sequence
from functools import cache
from math import gcd

from lesobs.domain.lesson_sets import LessonSet

Classes = Sequence[LessonSet]
"""Lessons by their label, some labels together, so that none is in two of them."""


class Known:
    """Figures that are told, and which sums follow from them."""

    def __init__(self, told: Iterable[Classes]) -> None:
        self._following: dict[LessonSet, bool] = {}
        self._tried: tuple[Classes | None, Sums | None] = None, None
        self.sums: Sums | None = Sums()
        """The figures, without those that follow from others; None if that became too much to reckon."""
        for classes in told:
            self.tell(classes)

    def copy(self) -> "Known":
        """The same, that stays as it is when more is told here."""
        copy = Known(())
        copy.sums = self.sums
        return copy

    def tell(self, classes: Classes) -> None:
        """These figures are told too."""
        self.sums = self.sums_with(classes)
        self._following.clear()
        self._tried = None, None

    def sums_with(self, classes: Classes) -> "Sums | None":
        """What `sums` would be if these were told too."""
        if self._tried[0] != classes:
            try:
                self._tried = classes, self.sums and self.sums.and_also(classes)
            except OverflowError:
                self._tried = classes, None
        return self._tried[1]

    def follows(self, lessons: LessonSet) -> bool:
        """Whether the sum of these lessons can surely be worked out."""
        if lessons not in self._following:
            self._following[lessons] = self._gives(lessons)
        return self._following[lessons]

    def _gives(self, lessons: LessonSet) -> bool:
        try:
            return self.sums is not None and self.sums.give(lessons, self.sums.odd(lessons))
        except OverflowError:
            return False


_BYTES = 4
"""For the amount of one lesson."""

_BITS = 8 * _BYTES
_MOST = 1 << _BITS // 2 - 2
_AS_BYTES = bytes.maketrans(b"01", b"\0\1")


class Sums:
    """Sums of lessons, none of which follows from the others: each an amount for every lesson, side by side
    in one number, so that a sum is multiplied and subtracted as a whole.

    Raises OverflowError when amounts get too large for that; in sums of groups they hardly leave -1, 0 and 1.
    """

    def __init__(
        self, basis: Sequence[tuple[int, int, int]] = (), odd: Sequence[tuple[int, LessonSet]] = ()
    ) -> None:
        self._basis = [*basis]
        """Sums, each with the place of a lesson and the amount it has there; the sums after it have none."""
        self._odd = [*odd]
        """The same sums as far as amounts are odd, each with a lesson that those after it do not have."""

    @property
    def size(self) -> int:
        return len(self._odd)

    @property
    def sound(self) -> bool:
        """Whether no sum follows from the others even when only odd and even amounts are told apart."""
        return len(self._odd) == len(self._basis)

    def and_also(self, sums: Iterable[LessonSet]) -> "Sums":
        """These sums too, as far as they do not follow."""
        more = Sums(self._basis, self._odd)
        for one in sums:
            if rest := more.rest(amounts(one)):
                place = ((rest & -rest).bit_length() - 1) // _BITS
                more._basis.append((rest, place, _amount(_lanes(rest), place)))
                if odd := more.odd(one):
                    more._odd.append((odd & -odd, odd))
        return more

    def give(self, lessons: LessonSet, odd: LessonSet) -> bool:
        """Whether the sum of these lessons follows; `odd` is what is left of them.

        When these sums are sound and anything is left, it does not: were it so many times each of them,
        divided by some number, then that number is odd, and nothing would be left, or it is even, and some of
        them would follow from the others.
        """
        return not (self.sound and odd) and not self.rest(amounts(lessons))

    def odd(self, lessons: LessonSet, since: int = 0) -> LessonSet:
        """What is left of lessons when these sums, from the one at `since` on, are taken out, and amounts
        count as odd or even only."""
        for place, known in self._odd[since:]:
            if lessons & place:
                lessons ^= known
        return lessons

    def rest(self, of: int) -> int:
        """What is left of amounts when these sums are taken out as far as possible; 0 when they follow."""
        lanes = _lanes(of)
        for known, place, own in self._basis:
            if amount := _amount(lanes, place):
                common = gcd(own, amount)
                of = _times(of, own // common) - _times(known, amount // common)
                lanes = _lanes(of)
        return of


def amounts(lessons: LessonSet) -> int:
    """An amount of one for each of these lessons."""
    bits = f"{lessons:b}".encode().translate(_AS_BYTES)
    lanes = bytearray(_BYTES * len(bits))
    lanes[_BYTES - 1 :: _BYTES] = bits
    return int.from_bytes(lanes, "big")


def _times(of: int, factor: int) -> int:
    return of if factor == 1 else of * factor  # a copy of it takes as long as all the rest


def _lanes(of: int) -> bytes:
    """The amounts of all lessons, each with _MOST added lest it be less than nothing."""
    places = _rounded(abs(of).bit_length() // _BITS + 1)
    most, too_much = _most(places)
    if (lanes := of + most) & too_much:
        raise OverflowError
    return lanes.to_bytes(places * _BYTES, "little")


def _amount(lanes: bytes, place: int) -> int:
    """The amount of one lesson."""
    at = place * _BYTES
    return int.from_bytes(lanes[at : at + _BYTES], "little") - _MOST if at < len(lanes) else 0


def _rounded(places: int) -> int:
    """Somewhat more, so that there are few different ones."""
    left_out = max(0, places.bit_length() - 4)
    return ((places - 1 >> left_out) + 1) << left_out


@cache
def _most(places: int) -> tuple[int, int]:
    """_MOST for every lesson, and what no amount has when _MOST is added."""
    every = ((1 << _BITS * places) - 1) // ((1 << _BITS) - 1)
    return every * _MOST, every * ((1 << _BITS) - 2 * _MOST)
