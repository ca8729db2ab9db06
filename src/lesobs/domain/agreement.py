"""This file is how alike two observers of one lesson scored: pairs, their table, and what to talk about."""

from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from fractions import Fraction

from lesobs.domain.dutch import count
from lesobs.domain.instrument import Indicator, Level
from lesobs.domain.visit import WORTH_A_TALK

FEWEST_TO_TALK = 5
"""From so many pairs on an indicator can become a question to talk about."""

FEWEST_FOR_ALPHA = 10
"""With fewer pairs one single pair can turn alpha upside down, so then the table says enough."""

Pair = tuple[Level, Level]
"""What the first and the second observer of one lesson scored on one indicator."""

LEVELS = (Level.NOT_VISIBLE, Level.EMERGING, Level.VISIBLE, Level.EFFECTIVE)


@dataclass(frozen=True, slots=True)
class PairTable:
    """How often the first observer scored a level where the second scored another or the same.

    `counts[first - 1][second - 1]` counts pairs of levels 1 to 4. Pairs with n.v.t. stand apart, since n.v.t.
    is no level: by one of the two, or by both.
    """

    counts: tuple[tuple[int, ...], ...] = ((0,) * 4,) * 4
    one_not_applicable: int = 0
    both_not_applicable: int = 0

    @classmethod
    def of(cls, pairs: Iterable[Pair]) -> "PairTable":
        seen = Counter(pairs)
        none = Level.NOT_APPLICABLE
        return cls(
            tuple(tuple(seen[first, second] for second in LEVELS) for first in LEVELS),
            sum(number for pair, number in seen.items() if (pair[0] is none) != (pair[1] is none)),
            seen[none, none],
        )

    def __add__(self, other: "PairTable") -> "PairTable":
        return PairTable(
            tuple(
                tuple(a + b for a, b in zip(mine, theirs, strict=True))
                for mine, theirs in zip(self.counts, other.counts, strict=True)
            ),
            self.one_not_applicable + other.one_not_applicable,
            self.both_not_applicable + other.both_not_applicable,
        )

    @property
    def pairs(self) -> int:
        """How many pairs have a level on both sides."""
        return self._apart(range(4))

    @property
    def equal(self) -> int:
        return self._apart((0,))

    @property
    def within_one(self) -> int:
        return self._apart((0, 1))

    @property
    def far_apart(self) -> int:
        """How many pairs are so many levels apart that the two looked in a different way."""
        return self._apart(range(WORTH_A_TALK, 4))

    def levels_apart(self, at_least: int) -> tuple[Level, ...]:
        """The levels in pairs so far apart, low to high."""
        found = {
            level
            for first in LEVELS
            for second in LEVELS
            if abs(first - second) >= at_least and self.counts[first - 1][second - 1]
            for level in (first, second)
        }
        return tuple(sorted(found))

    def scored(self) -> list[tuple[int, int]]:
        """Every pair that has a level on both sides."""
        return [
            (int(first), int(second))
            for first in LEVELS
            for second in LEVELS
            for _ in range(self.counts[first - 1][second - 1])
        ]

    @property
    def sentence(self) -> str:
        """`12 van 16 gelijk, 16 van 16 binnen één`, and how often n.v.t."""
        if not self.pairs:
            return "nog geen lessen die jullie allebei een niveau gaven"
        told = f"{self.equal} van {self.pairs} gelijk, {self.within_one} van {self.pairs} binnen één"
        if self.one_not_applicable:
            told += f"; {self.one_not_applicable} keer gaf één van beiden n.v.t."
        return told

    def _apart(self, distances: Iterable[int]) -> int:
        wanted = frozenset(distances)
        return sum(
            number
            for first, row in enumerate(self.counts)
            for second, number in enumerate(row)
            if abs(first - second) in wanted
        )


@dataclass(frozen=True, slots=True)
class Alpha:
    """Krippendorff's alpha for ordered levels, with its pairs: 1 is wholly alike, 0 what chance would give,
    below 0 less alike than chance. No value where there are too few pairs or all scores are the same."""

    value: float | None
    pairs: int

    @property
    def words(self) -> str:
        """`0,63 (16 paren)`, or why there is no number."""
        told = count(self.pairs, "paar", "paren")
        if self.value is not None:
            return f"{self.value:.2f} ({told})".replace("-", "−").replace(".", ",")
        if self.pairs < FEWEST_FOR_ALPHA:
            return f"te weinig paren ({told}, vanaf {FEWEST_FOR_ALPHA} een getal)"
        return f"geen getal: alle scores zijn gelijk ({told})"


def ordinal_distance(units: Iterable[Sequence[int]]) -> Callable[[int, int], float]:
    """How far apart two levels are for alpha: by the scores between them and half of the scores on them.

    `units` are the scores that each thing got, each from two observers or more. From Krippendorff (2011),
    Computing Krippendorff's alpha-reliability; libraries leave it to whoever asks, since it depends on all
    scores together.
    """
    scored = Counter(score for unit in units for score in unit)

    def distance(one: int, other: int) -> float:
        low, high = min(one, other), max(one, other)
        if low == high:
            return 0.0
        between = sum(number for level, number in scored.items() if low <= level <= high)
        return float(between - (scored[low] + scored[high]) / 2) ** 2

    return distance


@dataclass(frozen=True, slots=True)
class IndicatorAgreement:
    """One indicator in its newest wording, with its table over all wordings."""

    indicator: Indicator
    table: PairTable


@dataclass(frozen=True, slots=True)
class TalkingQuestion:
    """An indicator on which observers scored differently, with the anchors of the levels at stake: those that
    were two or more apart, or if there are none, those that were not equal."""

    indicator: Indicator
    table: PairTable
    anchors: tuple[tuple[Level, str], ...]

    @property
    def question(self) -> str:
        """The indicator's own question for a team."""
        return self.indicator.question

    @property
    def why(self) -> str:
        """`2 van 16 twee of meer uit elkaar, 5 van 16 niet gelijk`."""
        pairs, unequal = self.table.pairs, self.table.pairs - self.table.equal
        far = f"{self.table.far_apart} van {pairs} twee of meer uit elkaar, " if self.table.far_apart else ""
        return f"{far}{unequal} van {pairs} niet gelijk"


@dataclass(frozen=True, slots=True)
class Calibration:
    """What observers compare in a session: the duo-visits of a period that both observers have finished.

    Nobody's name is in it, neither of a teacher nor of an observer.
    """

    first_on: date
    last_on: date
    lessons: int
    observers: int
    indicators: tuple[IndicatorAgreement, ...]

    @property
    def table(self) -> PairTable:
        """All indicators together. For counts only: alpha over indicators of unlike difficulty would look
        better than the observers are."""
        return sum((one.table for one in self.indicators), PairTable())

    @property
    def questions(self) -> tuple[TalkingQuestion, ...]:
        """What is most worth a talk first: how often two or more apart, then how often not equal. Indicators
        with fewer than FEWEST_TO_TALK pairs, or on which all agree, are left out."""
        found = [
            one
            for one in self.indicators
            if one.table.pairs >= FEWEST_TO_TALK and one.table.equal < one.table.pairs
        ]
        found.sort(key=lambda one: _worth(one.table), reverse=True)
        return tuple(_question(one) for one in found)

    @property
    def sentence(self) -> str:
        """`16 duo-bezoeken door 5 waarnemers`."""
        if not self.lessons:
            return "Nog geen duo-bezoeken die beide waarnemers hebben afgerond."
        lessons = count(self.lessons, "duo-bezoek", "duo-bezoeken")
        return f"{lessons} door {count(self.observers, 'waarnemer', 'waarnemers')}"


def _worth(table: PairTable) -> tuple[Fraction, Fraction]:
    return Fraction(table.far_apart, table.pairs), Fraction(table.pairs - table.equal, table.pairs)


def _question(one: IndicatorAgreement) -> TalkingQuestion:
    at_stake = one.table.levels_apart(WORTH_A_TALK) or one.table.levels_apart(1)
    anchors = tuple((level, one.indicator.anchor(level)) for level in at_stake)
    return TalkingQuestion(one.indicator, one.table, anchors)
