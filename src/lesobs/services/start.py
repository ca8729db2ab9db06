"""This file is what Start shows: what waits for somebody, this week, open cycles, and what was secured."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from lesobs.domain.cycle import Outcome, Phase
from lesobs.domain.schoolyear import SchoolDays, SchoolYear, week_ahead
from lesobs.domain.signals import waits_long
from lesobs.domain.visit import VisitState
from lesobs.services.calendar import ActivityLine, Calendar, RoundLine
from lesobs.services.cycles import CycleLine, Cycles
from lesobs.services.people import People
from lesobs.services.signals import About, Facts, Signal, Signals
from lesobs.services.visit_lines import VisitLine
from lesobs.services.visits import Visits

SOON_DAYS = 42
"""Days before its date that a check begins to stand at Start."""


@dataclass(frozen=True, slots=True)
class Waiting:
    """A visit that goes on or has no talk yet, or a cycle to look at again. `days` are school days: since the
    lesson, or left until the check (negative when it has passed)."""

    visit: VisitLine | None
    cycle: CycleLine | None
    days: int

    @property
    def busy(self) -> bool:
        """A lesson that was never finished, so that it counts nowhere yet."""
        return self.visit is not None and self.visit.state is VisitState.BUSY

    @property
    def pressing(self) -> bool:
        if self.visit is None:
            return self.days < 0
        return self.days >= 1 if self.busy else waits_long(self.days)


@dataclass(frozen=True, slots=True)
class WeekItem:
    """A visit or an activity of this week; an activity stands on the first of its days in this week."""

    day: date
    visit: VisitLine | None
    activity: ActivityLine | None


@dataclass(frozen=True, slots=True)
class Overview:
    """`monday` is that of the week that `week` is about: this one, in the weekend the next."""

    waiting: tuple[Waiting, ...]
    monday: date
    week: tuple[WeekItem, ...]
    cycles: tuple[CycleLine, ...]
    secured: tuple[CycleLine, ...]
    questions: tuple[Signal, ...]
    round: RoundLine | None
    visited_teachers: int
    teachers: int
    visits: int
    activities: int

    @property
    def is_fresh(self) -> bool:
        """Whether there is nothing of this school year yet that Start could show."""
        return not (self.visits or self.activities or self.cycles or self.secured)


class Start:
    """Gathers what the first page shows; writes nothing."""

    def __init__(
        self,
        people: People,
        visits: Visits,
        calendar: Calendar,
        cycles: Cycles,
        signals: Signals,
        today: Callable[[], date],
    ) -> None:
        self._people, self._visits, self._calendar, self._cycles = people, visits, calendar, cycles
        self._signals, self._today = signals, today

    def number_waiting(self, me: str | None) -> int:
        """How many things wait for this person, for the count beside the page."""
        opened = tuple(cycle for cycle in self._cycles.all() if cycle.closed_on is None)
        return len(self._waiting(self._visits.all(SchoolYear.of(self._today())), opened, me))

    def overview(self, me: str | None) -> Overview:
        """What needs this person (everybody, when nobody in particular), and how the year goes."""
        today = self._today()
        year, monday = SchoolYear.of(today), week_ahead(today)[0]
        facts = self._signals.facts()
        opened = tuple(facts.opened)
        waiting = self._waiting(facts.visits, opened, me)
        return Overview(
            waiting=waiting,
            monday=monday,
            week=self._week(facts, me),
            cycles=opened,
            secured=tuple(
                cycle
                for cycle in facts.cycles
                if cycle.outcome is Outcome.SECURE and cycle.closed_on is not None and cycle.closed_on in year
            ),
            questions=_besides(self._signals.all(facts), waiting),
            round=facts.running,
            visited_teachers=len({visit.teacher_id for visit in facts.of_round()}),
            teachers=len(self._people.teachers()),
            visits=len(facts.visits),
            activities=len(facts.activities),
        )

    def _waiting(
        self, visits: list[VisitLine], cycles: tuple[CycleLine, ...], me: str | None
    ) -> tuple[Waiting, ...]:
        name = next((person.name for person in self._people.persons() if person.id == me), None)
        today, days = self._today(), SchoolDays(self._calendar.holidays())
        lessons = [
            Waiting(visit, None, days.after(visit.held_on, today))
            for visit in visits
            if visit.state is VisitState.BUSY or (visit.state is VisitState.VISITED and not visit.duo_of_id)
            if me is None or visit.observer_id == me
        ]
        checks = [
            Waiting(None, cycle, days.after(today, cycle.check_on))
            for cycle in cycles
            if cycle.check_on is not None
            and cycle.phase in (Phase.DO, Phase.CHECK)
            and (name is None or name in (cycle.owner, cycle.deputy))
            and (cycle.check_on - today).days <= SOON_DAYS
        ]
        lessons.sort(key=lambda waiting: (not waiting.busy, -waiting.days))
        checks.sort(key=lambda waiting: waiting.days)
        return (*lessons, *checks)

    def _week(self, facts: Facts, me: str | None) -> tuple[WeekItem, ...]:
        """The visits of this person and the activities of everybody, in the order of their days."""
        monday, friday = week_ahead(self._today())
        visits, activities, year = facts.visits, facts.activities, SchoolYear.of(self._today())
        if friday not in year:  # the last weekend of July looks into the next school year
            visits = visits + self._visits.all(year.next)
            known = {one.id for one in activities}
            more = (one for one in self._calendar.activities(year.next) if one.id not in known)
            activities = [*activities, *more]
        items = [
            WeekItem(visit.held_on, visit, None)
            for visit in visits
            if me in (None, visit.observer_id) and visit.state is VisitState.PLANNED
            if monday <= visit.held_on <= friday
        ]
        items += [
            WeekItem(max(one.starts_on, monday), None, one)
            for one in activities
            if one.status.open
            and (monday <= one.starts_on <= friday or (monday <= one.ends_on <= friday and not one.overdue))
        ]
        return tuple(sorted(items, key=lambda item: (item.day, item.visit is None)))


def _besides(signals: tuple[Signal, ...], waiting: tuple[Waiting, ...]) -> tuple[Signal, ...]:
    """The signals but for the visits without a talk when all of those wait for this person, one line up."""
    mine = {one.visit.id for one in waiting if one.visit is not None}
    return tuple(one for one in signals if one.about is not About.VISIT or not mine.issuperset(one.ids))
