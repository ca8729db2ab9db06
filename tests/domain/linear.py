"""This file is the arithmetic of an attacker: which sums follow from known sums."""

from collections.abc import Iterable, Sequence

Row = Sequence[int]

PRIME = 2**61 - 1
"""Amounts are whole numbers modulo this; what follows from small sums follows in either way."""


class KnownSums:
    """Sums that are known; each row says which parts a sum is made of."""

    def __init__(self, rows: Iterable[Row]) -> None:
        self._basis: list[tuple[int, list[int]]] = []
        for row in rows:
            rest = self._rest(row)
            pivot = next((place for place, value in enumerate(rest) if value), None)
            if pivot is not None:
                turned = pow(rest[pivot], -1, PRIME)
                self._basis.append((pivot, [value * turned % PRIME for value in rest]))

    @property
    def rank(self) -> int:
        """How many of them are independent."""
        return len(self._basis)

    def give(self, row: Row) -> bool:
        """Whether this sum can be found from them."""
        return not any(self._rest(row))

    def _rest(self, row: Row) -> list[int]:
        rest = list(row)
        for pivot, known in self._basis:
            if factor := rest[pivot]:
                rest = [(a - factor * b) % PRIME for a, b in zip(rest, known, strict=True)]
        return rest


def in_span(rows: Iterable[Row], target: Row) -> bool:
    """Whether a sum can be found from known sums."""
    return KnownSums(rows).give(target)
