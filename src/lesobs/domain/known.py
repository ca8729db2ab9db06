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
        self._tried: tuple[Classes | None, Sums | None] = None, None
        self.sums: Sums | None = Sums()
        """The figures, without those that follow from others; None if that became too much to reckon."""
        for classes in told:
            self.tell(classes)

    def copy(self) -> "Known":
        """The same, that stays as it is when more is told here."""
        copy = Known(())
        copy._told, copy.sums = [*self._told], self.sums
        return copy

    def tell(self, classes: Classes) -> None:
        """These figures are told too."""
        self.sums = self.sums_with(classes)
        self._told.append(classes)
        self._alike.clear()
        self._following.clear()
        self._tried = None, None

    def sums_with(self, classes: Classes) -> "Sums | None":
        """What `sums` would be if these were told too."""
        if self._tried[0] is not classes:
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
                more._basis.append((rest, place, _amount(_lanes(rest), place)))
        return more

    def rest(self, of: int, since: int = 0) -> int:
        """What is left of amounts when these sums, from the one at `since` on, are taken out as far as
        possible; 0 when they follow."""
        lanes = _lanes(of)
        for known, place, own in self._basis[since:]:
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
