"""This file is what Start shows: what waits for somebody, this week, open cycles, and what was secured."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta

from lesobs.domain import dutch
from lesobs.domain.cycle import Outcome, Phase
from lesobs.domain.schoolyear import SchoolDays, SchoolYear
from lesobs.domain.visit import LONG_WAIT, VisitState
from lesobs.services.calendar import ActivityLine, Calendar, RoundLine
from lesobs.services.cycles import CycleLine, Cycles
from lesobs.services.people import People
from lesobs.services.visit_lines import VisitLine
from lesobs.services.visits import Visits

BUSY_MONTH = 7
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
        return self.days >= (1 if self.busy else LONG_WAIT)


@dataclass(frozen=True, slots=True)
class WeekItem:
    """A visit or an activity of this week; an activity stands on the first of its days in this week."""

    day: date
    visit: VisitLine | None
    activity: ActivityLine | None


@dataclass(frozen=True, slots=True)
class Question:
    """A signal, put as a question: how many, of what, the question, and the page that shows them."""

    number: int
    what: str
    question: str
    place: str
    item: str


@dataclass(frozen=True, slots=True)
class Overview:
    waiting: tuple[Waiting, ...]
    week: tuple[WeekItem, ...]
    cycles: tuple[CycleLine, ...]
    secured: tuple[CycleLine, ...]
    questions: tuple[Question, ...]
    round: RoundLine | None
    visited_teachers: int
    teachers: int
    visits: int


class Start:
    """Gathers what the first page shows; writes nothing."""

    def __init__(
        self,
        people: People,
        visits: Visits,
        calendar: Calendar,
        cycles: Cycles,
        today: Callable[[], date],
    ) -> None:
        self._people, self._visits, self._calendar, self._cycles = people, visits, calendar, cycles
        self._today = today

    def number_waiting(self, me: str | None) -> int:
        """How many things wait for this person, for the count beside the page."""
        opened = tuple(cycle for cycle in self._cycles.all() if cycle.closed_on is None)
        return len(self._waiting(self._visits.all(SchoolYear.of(self._today())), opened, me))

    def overview(self, me: str | None) -> Overview:
        """What needs this person (everybody, when nobody in particular), and how the year goes."""
        today = self._today()
        year = SchoolYear.of(today)
        visits = self._visits.all(year)
        cycles = self._cycles.all()
        activities = self._calendar.activities(year)
        opened = tuple(cycle for cycle in cycles if cycle.closed_on is None)
        running = next(
            (one for one in self._calendar.rounds(year) if one.starts_on <= today <= one.ends_on), None
        )
        return Overview(
            waiting=self._waiting(visits, opened, me),
            week=_week([one for one in visits if me in (None, one.observer_id)], activities, today),
            cycles=opened,
            secured=tuple(
                cycle
                for cycle in cycles
                if cycle.outcome is Outcome.SECURE and cycle.closed_on is not None and cycle.closed_on in year
            ),
            questions=tuple(self._questions(visits, activities, opened, running)),
            round=running,
            visited_teachers=len({visit.teacher_id for visit in _of_round(visits, running)}),
            teachers=len(self._people.teachers()),
            visits=len(visits),
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

    def _questions(
        self,
        visits: list[VisitLine],
        activities: list[ActivityLine],
        cycles: tuple[CycleLine, ...],
        running: RoundLine | None,
    ) -> list[Question]:
        found = []
        if running is not None:
            visited = {visit.section for visit in _of_round(visits, running)}
            without = [one for one in self._people.sections() if one.teachers and one.name not in visited]
            if without:
                found.append(_question(len(without), "sectie", "secties", _NO_VISIT, "visits"))
        opened = [one for one in activities if one.status.open]
        orphans = sum(not one.owner for one in opened)
        if orphans:
            found.append(_question(orphans, "activiteit", "activiteiten", _NO_OWNER, "calendar"))
        alone = sum(bool(cycle.owner) and not cycle.deputy for cycle in cycles)
        if alone:
            found.append(_question(alone, "cyclus", "cycli", _NO_DEPUTY, "calendar"))
        for month, number in _busy_months(opened):
            sentence = f"in {dutch.FULL_MONTHS[month - 1]}. Kan er iets schuiven?"
            found.append(_question(number, "activiteit", "activiteiten", (sentence, sentence), "calendar"))
        return found


_NO_VISIT = (
    "heeft deze ronde nog geen bezoek. Klopt dat?",
    "hebben deze ronde nog geen bezoek. Klopt dat?",
)
_NO_OWNER = ("heeft nog geen eigenaar. Wie pakt dat op?", "hebben nog geen eigenaar. Wie pakt dat op?")
_NO_DEPUTY = ("heeft geen vervanger. Wie neemt het over?", "hebben geen vervanger. Wie neemt het over?")


def _question(number: int, one: str, many: str, questions: tuple[str, str], place: str) -> Question:
    return Question(number, dutch.count(number, one, many), questions[number != 1], place, "")


def _of_round(visits: list[VisitLine], running: RoundLine | None) -> list[VisitLine]:
    """Visits seen in the round that runs now; of the whole year between rounds."""
    return [
        visit
        for visit in visits
        if visit.state.seen and (running is None or running.starts_on <= visit.held_on <= running.ends_on)
    ]


def _week(visits: list[VisitLine], activities: list[ActivityLine], today: date) -> tuple[WeekItem, ...]:
    monday = today - timedelta(days=today.weekday())
    friday = monday + timedelta(days=4)
    items = [
        WeekItem(visit.held_on, visit, None)
        for visit in visits
        if monday <= visit.held_on <= friday and visit.state is VisitState.PLANNED
    ]
    items += [
        WeekItem(max(one.starts_on, monday), None, one)
        for one in activities
        if one.status.open
        and (monday <= one.starts_on <= friday or (monday <= one.ends_on <= friday and not one.overdue))
    ]
    return tuple(sorted(items, key=lambda item: (item.day, item.visit is None)))


def _busy_months(activities: list[ActivityLine]) -> list[tuple[int, int]]:
    """Months in which seven or more open activities start, the busiest only."""
    counts: dict[int, int] = {}
    for one in activities:
        counts[one.starts_on.month] = counts.get(one.starts_on.month, 0) + 1
    busy = [(month, number) for month, number in counts.items() if number >= BUSY_MONTH]
    return sorted(busy, key=lambda pair: -pair[1])[:1]
