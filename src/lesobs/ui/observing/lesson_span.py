"""This file is the time of one lesson as its line shows it: from when till when, and in which phases."""

from dataclasses import dataclass
from datetime import datetime, time, timedelta

from lesobs.domain import dutch
from lesobs.domain.visit import LessonPhase, VisitState
from lesobs.services.visit_detail import VisitDetail

LONGEST_LESSON = timedelta(hours=3)
USUAL_LESSON = 50
"""Minutes that a lesson seems to last while it is going on."""


@dataclass(frozen=True, slots=True)
class Band:
    """A phase from one moment to another, in minutes since midnight."""

    phase: LessonPhase
    start: float
    end: float


@dataclass(frozen=True, slots=True)
class LessonSpan:
    """What the line spans, in minutes since midnight. `now` is None when the lesson is not going on."""

    start: float
    end: float
    bands: tuple[Band, ...]
    now: float | None


def minute_of(at: time) -> float:
    """Minutes since midnight."""
    return at.hour * 60 + at.minute + at.second / 60


def began(detail: VisitDetail) -> datetime | None:
    """When the visit began on the clock of the classroom; None before that."""
    return dutch.local(detail.started_at).replace(tzinfo=None) if detail.started_at else None


def minutes_busy(detail: VisitDetail, now: datetime) -> int | None:
    """Whole minutes since a busy visit began; None when that can't be told: not busy, begun long ago, or the
    clock was set back to before it."""
    since = _since(detail, now)
    return None if since is None or since < timedelta() else since // timedelta(minutes=1)


def is_live(detail: VisitDetail, now: datetime) -> bool:
    """Whether what is written now is seen now."""
    return detail.line.state is VisitState.PLANNED or _since(detail, now) is not None


def lesson_span(detail: VisitDetail, now: datetime, phase_since: time | None = None) -> LessonSpan | None:
    """The time to draw: of the lesson that is going on, else of its counts; None when there is neither.

    `phase_since` is when the present phase began, as far as anybody saw it begin.
    """
    counts = [minute_of(count.at) for count in detail.counts]
    live = _since(detail, now) is not None
    first = began(detail)
    if not counts and not live:
        return None
    here = minute_of(now.time()) if live else None
    moments = [*counts, *([here] if here is not None else [])]
    anchor = counts[0] if counts else moments[0]
    finished = dutch.local(detail.finished_at) if detail.finished_at else None
    edges = [minute_of(edge.time()) for edge in (first, finished) if edge is not None]
    moments += [edge for edge in edges if abs(edge - anchor) <= LONGEST_LESSON / timedelta(minutes=1)]
    start = min(moments)
    end = max(start + (USUAL_LESSON if live else 1), *moments)
    return LessonSpan(start, end, _bands(detail, start, end, here, phase_since), here)


def _since(detail: VisitDetail, now: datetime) -> timedelta | None:
    """How long a visit has been going on, below zero when the clock was set back; None when it is not."""
    first = began(detail)
    if detail.line.state is not VisitState.BUSY or first is None:
        return None
    since = now.replace(tzinfo=None) - first
    return since if abs(since) < LONGEST_LESSON else None


def _bands(
    detail: VisitDetail, start: float, end: float, here: float | None, phase_since: time | None
) -> tuple[Band, ...]:
    """A phase begins with the first thing written in it, the present one when it was seen to begin."""
    written = [(minute_of(note.at), note.phase) for note in detail.notes]
    written += [(minute_of(count.at), count.phase) for count in detail.counts]
    moments = sorted((one for one in written if start <= one[0] <= end), key=lambda one: one[0])
    last = moments[-1][0] if moments else start
    if here is not None:
        since = minute_of(phase_since) if phase_since else here
        moments.append((max(since, last) if since <= end else last, detail.phase))
    changes: list[tuple[float, LessonPhase]] = []
    for at, phase in moments:
        if not changes or changes[-1][1] is not phase:
            changes.append((at if changes else start, phase))
    until = end if here is None else max(here, last)
    ends = [*(at for at, _ in changes[1:]), until]
    return tuple(Band(phase, at, to) for (at, phase), to in zip(changes, ends, strict=True))
