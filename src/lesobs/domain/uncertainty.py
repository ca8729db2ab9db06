"""This file is how sure a difference in shares is: an interval that knows lessons of one teacher are alike.

Lessons of one teacher resemble each other, so twelve lessons of six teachers tell less than twelve lessons of
twelve. The interval therefore comes from drawing *teachers* with replacement, each with all their lessons,
and taking the difference again: the cluster bootstrap (Field and Welsh 2007; Cameron, Gelbach and Miller
2008), at 95 percent by percentiles. Three choices keep it from promising too much:

- With few teachers this bootstrap is too narrow, as the second paper warns. From n teachers n - 1 are drawn,
  which makes the spread of their sum unbiased (Rao and Wu 1988).
- The interval is never narrower than the one by Agresti and Caffo (2000) for lessons that have nothing to do
  with each other. So groups in which all lessons are alike, where drawing again finds no spread, do not look
  certain, and no interval tells that all teachers of a group have the same share.
- It is widened to whole points, and its word goes by these.

Tried on made-up schools without any difference, groups of 5 to 15 teachers beside 50 and one to three lessons
each, this calls 2 to 8 of 100 differences clear; the bare bootstrap up to 27.

Sources: C.A. Field and A.H. Welsh, Bootstrapping clustered data, Journal of the Royal Statistical Society B
69 (2007) 369-390. A.C. Cameron, J.B. Gelbach and D.L. Miller, Bootstrap-based improvements for inference with
clustered errors, Review of Economics and Statistics 90 (2008) 414-427. J.N.K. Rao and C.F.J. Wu, Resampling
inference with complex survey data, Journal of the American Statistical Association 83 (1988) 231-241.
A. Agresti and B. Caffo, Simple and effective confidence intervals for proportions and differences of
proportions result from adding two successes and two failures, The American Statistician 54 (2000) 280-288.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from math import ceil, floor, sqrt
from random import Random
from statistics import NormalDist

FEWEST_LESSONS = 8
"""With fewer lessons on either side nothing is said: one lesson would be 14 points of a share, or more."""

FEWEST_TEACHERS = 5
"""With fewer teachers on either side too, whatever a school takes for its smallest group: drawing from three
or four people finds no spread worth the name."""

CONFIDENCE = 0.95
"""Not 0.90: a picture has a hundred cells and more, and of those ten would look clear by chance."""

RESAMPLES, FEWEST_RESAMPLES, MOST_DRAWS = 2_000, 200, 600_000
"""How often teachers are drawn: less often when they are many, since their spread shows sooner then."""

SEED = 20_260_801
"""The same figures give the same interval, on every machine: `Random.random` promises its numbers."""

Counts = tuple[int, int]
"""Lessons at 3 or 4, and lessons scored."""

Lessons = Mapping[str, Counts]
"""What each teacher of a group has."""


class Verdict(StrEnum):
    """What may be said of a difference."""

    HIGHER = "higher"
    LOWER = "lower"
    UNCLEAR = "unclear"
    TOO_FEW = "too few"

    @property
    def word(self) -> str:
        return {
            "higher": "duidelijk hoger",
            "lower": "duidelijk lager",
            "unclear": "geen duidelijk verschil",
            "too few": "te weinig lessen",
        }[self.value]


@dataclass(frozen=True, slots=True)
class Difference:
    """How much higher one share is than another, in whole percentage points, and between which bounds that
    probably is. All three are None with too few lessons or teachers."""

    verdict: Verdict
    points: int | None = None
    low: int | None = None
    high: int | None = None

    @property
    def sentence(self) -> str:
        """`Het verschil ligt waarschijnlijk tussen −42 en +8 procentpunt.`"""
        if self.low is None or self.high is None:
            return "Hiervoor zijn er te weinig lessen of docenten."
        return (
            f"Het verschil ligt waarschijnlijk tussen {signed(self.low)} en {signed(self.high)} procentpunt."
        )


def signed(points: int) -> str:
    """`+8`, `−42` with a true minus, or `0`."""
    return f"+{points}" if points > 0 else f"−{-points}" if points < 0 else "0"


def difference(one: Lessons, other: Lessons, smallest: int) -> Difference:
    """How much higher the share of `one` is than that of `other`; no lesson may be in both, a teacher may.

    For two periods of one group. Swapped, the difference and its bounds change sign and nothing else. Either
    side needs FEWEST_LESSONS lessons, and `smallest` teachers or FEWEST_TEACHERS.
    """
    one, other = _scored(one), _scored(other)
    if not _enough(one, smallest) or not _enough(other, smallest):
        return Difference(Verdict.TOO_FEW)
    return _told(_gap(one, other), _bounds(one, other), 1.0)


def difference_with_whole(part: Lessons, rest: Lessons, smallest: int) -> Difference:
    """How much higher the share of a part is than that of the whole, which is the part and the rest.

    The whole, and not the rest, since that is the figure that stands on the same screen; yet the part is in
    it, and so pulls it along. That is reckoned with: the difference with the whole is the difference with the
    rest times the part of all lessons that the rest has, and so are its bounds. The word is hardly ever
    another one than beside the rest. The rest needs as many lessons and teachers as the part.
    """
    part, rest = _scored(part), _scored(rest)
    if not _enough(part, smallest) or not _enough(rest, smallest):
        return Difference(Verdict.TOO_FEW)
    of_rest, of_part = _sum(rest)[1], _sum(part)[1]
    return _told(_gap(part, rest), _bounds(part, rest), of_rest / (of_rest + of_part))


def _told(gap: float, bounds: tuple[float, float], scale: float) -> Difference:
    """In whole points, the bounds outward, so that no rounding makes anything clear."""
    middle, low, high = (round(100 * scale * value, 6) for value in (gap, *bounds))
    points = floor(abs(middle) + 0.5) * (1 if middle > 0 else -1)
    least, most = floor(low), ceil(high)
    verdict = Verdict.HIGHER if least > 0 else Verdict.LOWER if most < 0 else Verdict.UNCLEAR
    return Difference(verdict, points, least, most)


def _scored(lessons: Lessons) -> Lessons:
    return {teacher: counts for teacher, counts in lessons.items() if counts[1]}


def _enough(lessons: Lessons, smallest: int) -> bool:
    return len(lessons) >= max(smallest, FEWEST_TEACHERS) and _sum(lessons)[1] >= FEWEST_LESSONS


def _sum(lessons: Lessons) -> Counts:
    return sum(high for high, _ in lessons.values()), sum(scored for _, scored in lessons.values())


def _gap(one: Lessons, other: Lessons) -> float:
    (high, scored), (other_high, other_scored) = _sum(one), _sum(other)
    return high / scored - other_high / other_scored


def _bounds(one: Lessons, other: Lessons) -> tuple[float, float]:
    """The widest of the interval by teachers, the interval by lessons, and the difference itself."""
    by_teacher, by_lesson, gap = _drawn(one, other), _by_lesson(one, other), _gap(one, other)
    return min(by_teacher[0], by_lesson[0], gap), max(by_teacher[1], by_lesson[1], gap)


def _by_lesson(one: Lessons, other: Lessons) -> tuple[float, float]:
    """The interval by Agresti and Caffo, as if every lesson were of another teacher."""
    middle = variance = 0.0
    for sign, (high, scored) in ((1, _sum(one)), (-1, _sum(other))):
        share = (high + 1) / (scored + 2)
        middle += sign * share
        variance += share * (1 - share) / (scored + 2)
    reach = NormalDist().inv_cdf((1 + CONFIDENCE) / 2) * sqrt(variance)
    return middle - reach, middle + reach


Row = tuple[int, int, int, int]
"""What one teacher has on both sides."""


def _drawn(one: Lessons, other: Lessons) -> tuple[float, float]:
    """The bounds from drawing teachers. Who they are makes no difference, nor which side is named first."""
    rows = sorted((*one.get(who, (0, 0)), *other.get(who, (0, 0))) for who in one.keys() | other.keys())
    swapped = sorted((*row[2:], *row[:2]) for row in rows)
    if swapped < rows:
        low, high = _percentiles(swapped)
        return -high, -low
    low, high = _percentiles(rows)
    if swapped == rows:  # both sides are alike, so neither bound may lie further than the other
        return -max(-low, high), max(-low, high)
    return low, high


WIDTH = 32
"""Bits of one count within a packed row."""


def _percentiles(rows: Sequence[Row]) -> tuple[float, float]:
    """Teachers with lessons on both sides, on one and on the other are drawn apart, so that neither side ever
    runs empty. A row is packed into one number: adding these is most of the work."""
    strata: dict[tuple[bool, bool], list[int]] = {}
    for row in rows:
        packed = sum(count << WIDTH * place for place, count in enumerate(row))
        strata.setdefault((row[1] > 0, row[3] > 0), []).append(packed)
    draws = [(found, len(found), max(1, len(found) - 1)) for found in strata.values()]
    times = max(FEWEST_RESAMPLES, min(RESAMPLES, MOST_DRAWS // len(rows)))
    random, mask, gaps = Random(SEED).random, (1 << WIDTH) - 1, []
    for _ in range(times):
        sums = [0.0, 0.0, 0.0, 0.0]
        for found, size, drawn in draws:
            packed, weight = sum([found[int(random() * size)] for _ in range(drawn)]), size / drawn
            for place in range(4):
                sums[place] += weight * (packed >> WIDTH * place & mask)
        gaps.append(sums[0] / sums[1] - sums[2] / sums[3])
    gaps.sort()
    outside = floor(times * (1 - CONFIDENCE) / 2)
    return gaps[outside], gaps[-1 - outside]
