"""This file is what the report of a visit says: texts as they were typed, finished for setting on paper."""

from dataclasses import dataclass
from datetime import date, time

from lesobs.domain.time_on_task import TaskPoint
from lesobs.domain.visit import Purpose
from lesobs.reports.scores import PartScores


@dataclass(frozen=True, slots=True)
class VisitNote:
    """What was seen, with the clock time of the classroom; `indicator` is its code, or empty."""

    at: time
    text: str
    indicator: str = ""
    by: str = ""
    """Whose note it is, when two observers saw the lesson."""


@dataclass(frozen=True, slots=True)
class Agreement:
    """One thing agreed in the talk; `when` is a date or period as it is to be read."""

    what: str
    helper: str = ""
    when: str = ""


@dataclass(frozen=True, slots=True)
class VisitReport:
    """Everything the report of one visit says. Texts may be empty: that part is then left out."""

    school: str
    year: str
    teacher: str
    teacher_short: str
    """How the teacher is called in a heading, `Minh`."""
    observer: str
    observer_short: str
    observer_function: str
    section: str
    class_group: str
    pupils: int | None
    held_on: date
    lesson_hour: int | None
    starts: time | None
    ends: time | None
    instrument: str
    """What kind of visit, `volledig bezoek`."""
    announced: bool
    purpose: Purpose
    focus_question: str
    discussed_on: date | None
    school_days_later: int | None
    strength: str
    teacher_view: str
    observer_view: str
    next_step: str
    agreements: tuple[Agreement, ...]
    look_again_on: date | None
    look_again_at: str
    """The title of the indicator to look at again."""
    reaction: str
    notes: tuple[VisitNote, ...]
    parts: tuple[PartScores, ...]
    settled: bool
    version: int
    keep_until: date
    printed_on: date
    counts: tuple[TaskPoint, ...] = ()
    """Pupils on task, in order of time."""
    second_observer: str = ""
    """The other observer of a duo-visit, who scored the same lesson."""
    second_short: str = ""
    reopened: bool = False
    """This version was settled, and the visit was opened again later."""

    @property
    def duo(self) -> bool:
        return bool(self.second_observer)

    @property
    def observers(self) -> tuple[str, ...]:
        return (self.observer, self.second_observer) if self.duo else (self.observer,)
