"""This file is the signals of a school year, each found in what the school file holds."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date

from sqlalchemy import select

from lesobs.domain import dutch, signals
from lesobs.domain.activity import ActivityStatus
from lesobs.domain.cycle import Phase
from lesobs.domain.responsibility import loads
from lesobs.domain.schoolyear import SchoolDays, SchoolYear
from lesobs.domain.signals import SignalKind
from lesobs.domain.visit import VisitState
from lesobs.services.calendar import ActivityLine, Calendar, RoundLine
from lesobs.services.cycles import CycleLine, Cycles
from lesobs.services.people import People, SectionLine
from lesobs.services.signal_words import About, Signal, asked, ids_of, of_person
from lesobs.services.visit_lines import VisitLine
from lesobs.services.visits import Visits
from lesobs.storage import tables as t
from lesobs.storage.school_file import SchoolFile

__all__ = ["About", "Facts", "Signal", "Signals"]


@dataclass(frozen=True, slots=True)
class Facts:
    """What the signals look at: all of one school year, open and closed, and the round that runs now."""

    visits: list[VisitLine]
    activities: list[ActivityLine]
    cycles: list[CycleLine]
    running: RoundLine | None

    @property
    def opened(self) -> list[CycleLine]:
        return [cycle for cycle in self.cycles if cycle.closed_on is None]

    def of_round(self) -> list[VisitLine]:
        """Visits seen in the round that runs now; of the whole year between rounds."""
        now = self.running
        return [
            visit
            for visit in self.visits
            if visit.state.seen and (now is None or now.starts_on <= visit.held_on <= now.ends_on)
        ]


class Signals:
    """Finds what a school could ask itself. Writes nothing."""

    def __init__(
        self,
        file: SchoolFile,
        people: People,
        visits: Visits,
        calendar: Calendar,
        cycles: Cycles,
        today: Callable[[], date],
    ) -> None:
        self._file = file
        self._people, self._visits, self._calendar, self._cycles = people, visits, calendar, cycles
        self._today = today

    def facts(self) -> Facts:
        """The present school year, read once for all that looks at it."""
        today = self._today()
        year = SchoolYear.of(today)
        rounds = self._calendar.rounds(year)
        running = next((one for one in rounds if one.starts_on <= today <= one.ends_on), None)
        return Facts(self._visits.all(year), self._calendar.activities(year), self._cycles.all(), running)

    def all(self, facts: Facts | None = None) -> tuple[Signal, ...]:
        """What is worth a question now, in the order to put it."""
        known = self.facts() if facts is None else facts
        parts = (self._of_checks(known), self._of_visits(known), self._of_owners(known), self._of_load(known))
        return tuple(signal for part in parts for signal in part)

    def one(self, key: str) -> Signal | None:
        """A signal as it is now; None when there is nothing to ask any more."""
        return next((one for one in self.all() if one.key == key), None)

    def _of_checks(self, facts: Facts) -> Iterator[Signal]:
        today = self._today()
        without = [one for one in facts.cycles if signals.is_planned_only(one)]
        yield from asked(SignalKind.NO_CHECK, without)
        unchecked = signals.unchecked(facts.activities, facts.cycles, self._looked_at())
        yield from asked(SignalKind.UNCHECKED, unchecked)
        late = [one for one in facts.cycles if signals.is_check_late(one, today)]
        yield from asked(SignalKind.CHECK_LATE, late)
        yield from asked(SignalKind.LOOK_LATE, (one for one in facts.activities if signals.is_look_late(one)))

    def _of_visits(self, facts: Facts) -> Iterator[Signal]:
        today, days = self._today(), SchoolDays(self._calendar.holidays())
        waiting = [
            one
            for one in facts.visits
            if one.state is VisitState.VISITED
            and one.duo_of_id is None
            and signals.waits_long(days.after(one.held_on, today))
        ]
        yield from asked(SignalKind.NO_TALK, waiting)
        now = facts.running
        if now is not None and signals.asks_for_visits(now.starts_on, now.ends_on, today):
            visited = {visit.section for visit in facts.of_round()}
            yield from asked(
                SignalKind.NO_VISIT, (one for one in self._people.sections() if _is_quiet(one, visited))
            )

    def _of_owners(self, facts: Facts) -> Iterator[Signal]:
        yield from asked(SignalKind.NO_OWNER, (one for one in facts.activities if signals.is_ownerless(one)))
        yield from asked(
            SignalKind.CYCLE_NO_OWNER, (one for one in facts.cycles if signals.is_leaderless(one))
        )
        yield from asked(SignalKind.NO_DEPUTY, (one for one in facts.cycles if signals.lacks_deputy(one)))
        held, today = loads(facts.activities, facts.cycles), self._today()
        for person in self._people.persons(also_left=True):
            mine = held.get(person.id)
            if mine is None or person.left_on is None or person.left_on > today:
                continue
            if number := mine.total + mine.deputy_of:
                things = dutch.count(number, "ding", "dingen")
                question = f"is uit dienst en heeft nog {things} open. Wie neemt het over?"
                yield of_person(SignalKind.OWNER_LEFT, person.id, person.name, question)

    def _of_load(self, facts: Facts) -> Iterator[Signal]:
        held = loads(facts.activities, facts.cycles)
        whole = sum(one.total for one in held.values())
        for person in self._people.persons():
            mine = held[person.id].total if person.id in held else 0
            if signals.holds_much(mine, whole):
                question = (
                    f"heeft {mine} van de {whole} open activiteiten en cycli. Kan iemand iets overnemen?"
                )
                yield of_person(SignalKind.MUCH_WORK, person.id, person.name, question)
        month = signals.busy_month(facts.activities, self._today())
        if month is not None:
            begins = [one for one in facts.activities if signals.begins_in(one, month)]
            name = dutch.FULL_MONTHS[month.month - 1]
            yield Signal(
                f"{SignalKind.BUSY_MONTH}:{month:%Y-%m}",
                About.ACTIVITY,
                ids_of(begins),
                dutch.count(len(begins), "activiteit", "activiteiten"),
                f"in {name}. Kan er iets schuiven?",
                f"begint in {name} {month.year}",
            )

    def _looked_at(self) -> set[str]:
        """The cycles that have an activity of Check, in whatever year it is."""
        query = select(t.Activity.cycle_id).where(
            t.Activity.cycle_id.is_not(None),
            t.Activity.phase == Phase.CHECK,
            t.Activity.status != ActivityStatus.DROPPED,
        )
        with self._file.reading() as session:
            return {one for one in session.scalars(query) if one is not None}


def _is_quiet(section: SectionLine, visited: set[str]) -> bool:
    return bool(section.teachers) and section.name not in visited
