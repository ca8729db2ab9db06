"""This file is counting lessons by their level: the distribution, and the share at 3 or 4."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Tally:
    """How many lessons were scored 1, 2, 3 and 4, and how many times an indicator did not apply."""

    levels: tuple[int, int, int, int] = (0, 0, 0, 0)
    not_applicable: int = 0

    @property
    def scored(self) -> int:
        return sum(self.levels)

    @property
    def high(self) -> int:
        """Lessons at 3 or 4."""
        return self.levels[2] + self.levels[3]

    @property
    def percent(self) -> int | None:
        """Share of the scored lessons at 3 or 4, in whole percents; None when nothing was scored."""
        return (200 * self.high + self.scored) // (2 * self.scored) if self.scored else None

    def __add__(self, other: "Tally") -> "Tally":
        (one, two, three, four), (a, b, c, d) = self.levels, other.levels
        return Tally((one + a, two + b, three + c, four + d), self.not_applicable + other.not_applicable)


def heat_band(percent: int) -> int:
    """The band 1 to 5 of a share: below 20, 40, 60 and 80 percent, and up."""
    return 1 + sum(percent >= edge for edge in (20, 40, 60, 80))
