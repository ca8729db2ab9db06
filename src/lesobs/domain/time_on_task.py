"""This file is counting pupils on task: how many of those present, at a moment, and what was going on."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import time
from enum import StrEnum
from fractions import Fraction
from itertools import pairwise
from statistics import median_low

from lesobs.domain.dutch import clock, listed, number_word
from lesobs.domain.errors import RuleBroken
from lesobs.domain.visit import LessonPhase

MOST_PUPILS = 99
"""More pupils than this in one room is a slip of the keys."""

MOST_MINUTES = 60
"""The longest interval between counts."""


class Occupation(StrEnum):
    """What the pupils were asked to do at the moment of a count."""

    LISTENING = "listening"
    TALKING = "talking"
    TOGETHER = "together"
    ALONE = "alone"
    TESTING = "testing"
    WAITING = "waiting"

    @property
    def word(self) -> str:
        return {
            "listening": "luisteren naar uitleg",
            "talking": "klassengesprek",
            "together": "samenwerken",
            "alone": "zelfstandig werken",
            "testing": "toets",
            "waiting": "wachten of wisselen",
        }[self.value]

    @property
    def short(self) -> str:
        """The same in one word, for a button."""
        return {
            "listening": "luisteren",
            "talking": "klassengesprek",
            "together": "samen",
            "alone": "zelfstandig",
            "testing": "toets",
            "waiting": "wachten",
        }[self.value]

    @property
    def letter(self) -> str:
        """The key for it while observing; no two are the same."""
        return {
            "listening": "L",
            "talking": "K",
            "together": "S",
            "alone": "Z",
            "testing": "T",
            "waiting": "W",
        }[self.value]


def require_count(on_task: int, present: int) -> None:
    """Raises RuleBroken for numbers that can't be of one class."""
    if not 1 <= present <= MOST_PUPILS:
        raise RuleBroken(f"Het aantal aanwezige leerlingen is 1 tot en met {MOST_PUPILS}, niet {present}.")
    if not 0 <= on_task <= present:
        raise RuleBroken(
            f"Er zijn {present} leerlingen aanwezig; dan kunnen er geen {on_task} bij de les zijn."
        )


def require_interval(minutes: int | None) -> None:
    """Raises RuleBroken for minutes between counts that no lesson has room for; None is no interval."""
    if minutes is not None and not 1 <= minutes <= MOST_MINUTES:
        raise RuleBroken(f"Tellen kan elke 1 tot en met {MOST_MINUTES} minuten.")


def minutes_to_count(every: int, began: time, counts: Iterable[time], now: time) -> int:
    """Whole minutes of the clock until the next count, 0 when it is time; counted from the last count or the
    beginning. When the clock was set back, what lies ahead of it does not matter."""
    past = [at for at in (began, *counts) if at <= now]
    if not past:
        return 0
    last = max(past)
    gone = (now.hour - last.hour) * 60 + now.minute - last.minute
    return max(0, every - gone)


@dataclass(frozen=True, slots=True)
class TaskPoint:
    """One count: at this clock time of the classroom so many of the pupils present were on task."""

    at: time
    on_task: int
    present: int
    phase: LessonPhase
    occupation: Occupation | None = None

    @property
    def minute(self) -> float:
        """Minutes since midnight."""
        return self.at.hour * 60 + self.at.minute + self.at.second / 60

    @property
    def share(self) -> Fraction:
        """The part of those present that was on task, to compare counts of another number of pupils."""
        return Fraction(self.on_task, self.present)


LONG_GAP = 2
"""After more than this many usual intervals without a count, nobody knows what happened in between."""

SLIP = 1
"""Counts this close are the same: one pupil more or less is how a class is counted."""

MOST_MOMENTS = 3
"""More moments than this are counted instead of named."""

_DURING = {
    LessonPhase.START: "bij de start",
    LessonPhase.INSTRUCTION: "tijdens de instructie",
    LessonPhase.GUIDED: "tijdens het samen oefenen",
    LessonPhase.INDEPENDENT: "tijdens het zelfstandig werken",
    LessonPhase.CLOSING: "bij het slot",
}
_SAID_BY_PHASE = {
    (LessonPhase.INSTRUCTION, Occupation.LISTENING),
    (LessonPhase.GUIDED, Occupation.TOGETHER),
    (LessonPhase.INDEPENDENT, Occupation.ALONE),
}


def interval(points: Sequence[TaskPoint]) -> int | None:
    """The usual number of minutes between counts, which are in order of time; None when there is none."""
    gaps = _gaps(points)
    usual = round(median_low(gaps)) if gaps else 0
    near = sum(abs(gap - usual) <= max(1, usual * 0.4) for gap in gaps)
    return usual if usual >= 1 and near * 4 >= len(gaps) * 3 else None


def long_gaps(points: Sequence[TaskPoint]) -> frozenset[int]:
    """The positions of the counts after which it took much longer than usual until the next."""
    gaps = _gaps(points)
    usual = max(1.0, median_low(gaps)) if gaps else 0
    return frozenset(place for place, gap in enumerate(gaps) if gap > LONG_GAP * usual)


def counted_sentence(points: Sequence[TaskPoint]) -> str:
    """What was counted and how often, to read with the line; one count is told whole, no count is nothing."""
    if not points:
        return ""
    if len(points) == 1:
        return _one_count(points[0])
    least, most = min(p.present for p in points), max(p.present for p in points)
    pupils = f"de {most} leerlingen" if least == most else "de aanwezige leerlingen"
    said = f"Aantal van {pupils} dat met de les bezig was, {_how_often(points)}."
    if least != most:
        said += f" Er waren er {least} tot {most}: de dunne lijn."
    if long_gaps(points):
        said += " Bij de stippellijn is een tijd niet geteld."
    return said


def extremes_sentence(points: Sequence[TaskPoint]) -> str:
    """The lowest and the highest moment, without a judgement; empty when the counts hardly differ."""
    if len(points) < 2:
        return ""
    low = min(points, key=lambda point: point.share)
    high = max(points, key=lambda point: point.share)
    if low.share == 1:
        return f"Bij alle {number_word(len(points))} tellingen was iedereen met de les bezig."
    if (high.share - low.share) * max(low.present, high.present) <= SLIP:
        return ""
    return (
        f"Het minst waren het er {_of(low)}, {_moments(low, points)}. "
        f"Het meest {_of(high)}, {_moments(high, points)}."
    )


def _gaps(points: Sequence[TaskPoint]) -> list[float]:
    return [later.minute - earlier.minute for earlier, later in pairwise(points)]


def _one_count(point: TaskPoint) -> str:
    are = "waren" if point.on_task > 1 else "was"
    number = point.on_task or "geen"
    pupils = "leerlingen" if point.present > 1 else "leerling"
    return (
        f"Om {clock(point.at)}, {_DURING[point.phase]}{_doing(point)}, {are} {number} van de "
        f"{point.present} {pupils} met de les bezig."
    )


def _how_often(points: Sequence[TaskPoint]) -> str:
    usual = interval(points)
    if usual is None or len(points) == 2:
        return f"{number_word(len(points))} keer geteld, van {clock(points[0].at)} tot {clock(points[-1].at)}"
    exact = all(abs(gap - usual) <= 0.5 for gap in _gaps(points))
    every = "elke minuut" if usual == 1 else f"elke {number_word(usual)} minuten"
    return f"{'' if exact else 'ongeveer '}{every} geteld"


def _of(point: TaskPoint) -> str:
    return f"{point.on_task} van de {point.present}"


def _moments(one: TaskPoint, points: Sequence[TaskPoint]) -> str:
    """When it was as at this count: `om 10.41 en 10.46, tijdens het zelfstandig werken`."""
    same = [point for point in points if point.share == one.share]
    if len(same) > MOST_MOMENTS:
        return f"bij {number_word(len(same))} van de {number_word(len(points))} tellingen"
    whens = {f"{_DURING[point.phase]}{_doing(point)}" for point in same}
    if len(whens) == 1:
        return f"om {listed(clock(point.at) for point in same)}, {whens.pop()}"
    return listed(f"om {clock(point.at)} {_DURING[point.phase]}" for point in same)


def _doing(point: TaskPoint) -> str:
    if point.occupation is None or (point.phase, point.occupation) in _SAID_BY_PHASE:
        return ""
    return f" ({point.occupation.word})"
