"""This file is the arithmetic of an attacker: which sums follow from known sums."""

from collections.abc import Iterable, Sequence
from fractions import Fraction

Row = Sequence[int]


class KnownSums:
    """Sums that are known; each row says which parts a sum is made of."""

    def __init__(self, rows: Iterable[Row]) -> None:
        self._basis: list[tuple[int, list[Fraction]]] = []
        for row in rows:
            rest = self._rest(row)
            pivot = next((place for place, value in enumerate(rest) if value), None)
            if pivot is not None:
                self._basis.append((pivot, rest))

    @property
    def rank(self) -> int:
        """How many of them are independent."""
        return len(self._basis)

    def give(self, row: Row) -> bool:
        """Whether this sum can be found from them."""
        return not any(self._rest(row))

    def _rest(self, row: Row) -> list[Fraction]:
        rest = [Fraction(value) for value in row]
        for pivot, known in self._basis:
            if rest[pivot]:
                factor = rest[pivot] / known[pivot]
                rest = [a - factor * b for a, b in zip(rest, known, strict=True)]
        return rest


def in_span(rows: Iterable[Row], target: Row) -> bool:
    """Whether a sum can be found from known sums."""
    return KnownSums(rows).give(target)
