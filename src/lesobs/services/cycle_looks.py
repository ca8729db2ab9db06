"""This file is the new look of a cycle: which lessons of the picture stand beside those it began with."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import TYPE_CHECKING, Any

from sqlalchemy import case, func, select

from lesobs.domain.cycle_look import Look, Looks, Measured
from lesobs.domain.errors import RuleBroken
from lesobs.domain.schoolyear import SchoolYear
from lesobs.domain.uncertainty import Difference, Lessons
from lesobs.services.calendar import Calendar
from lesobs.services.cycle_indicators import Baseline
from lesobs.services.cycle_periods import Group, Period, periods_since, told_periods, within
from lesobs.services.cycle_rows import CycleIndicator, scored_lessons
from lesobs.services.cycles import CycleLine, Cycles
from lesobs.storage import tables as t
from lesobs.storage.school_file import SchoolFile

if TYPE_CHECKING:
    from lesobs.services.picture_details import PictureDetails


@dataclass(frozen=True, slots=True)
class CycleVisits:
    """The visits of a cycle in the newest year that has any; `words` say which they are."""

    ids: frozenset[str]
    words: str
    year: SchoolYear


@dataclass(frozen=True, slots=True)
class _Then:
    """Where the counts of a baseline are from: all lessons of a period, or those until a day."""

    period: Period
    until: date | None = None


class CycleLooks:
    """What the picture tells of a cycle, then and now. May be asked beside the window."""

    def __init__(
        self,
        file: SchoolFile,
        cycles: Cycles,
        calendar: Calendar,
        details: "PictureDetails",
        today: Callable[[], date],
    ) -> None:
        self._file, self._cycles, self._calendar = file, cycles, calendar
        self._details, self._today = details, today

    def of(self, cycle_id: str) -> Looks:
        """Each baseline beside the lessons since the activities, as far as the picture may tell these.

        Those are the rounds that began after the last activity, else the later school years, else the whole
        school year with the new lessons in it.
        """
        line, group = self._line_and_group(cycle_id)
        looks = tuple(self._look(line, group, one) for one in line.indicators)
        return Looks(looks, line.new_lessons, line.done_on)

    def baselines(self, cycle_id: str) -> list[Baseline]:
        """The counts that a cycle can begin from, the newest first: only what the picture tells."""
        line, group = self._line_and_group(cycle_id)
        offers = []
        for period in told_periods(self._calendar, group, self._today()) if line.indicators else ():
            for one in line.indicators:
                told = self._measure(period, group, one.key)
                if told.cell.tally is not None and told.cell.tally.scored:
                    stands_on = f"{told.stands_on}, {period.words}"
                    offers.append(Baseline(one.key, told.cell.tally, period.words, stands_on))
        return offers

    def visits(self, cycle_id: str, *, since: bool) -> CycleVisits:
        """The visits that were scored on what the cycle is about: those its baselines came from, or those
        since its activities. For who may open visits; a list of them is no figure."""
        line, group = self._line_and_group(cycle_id)
        if not line.indicators:
            raise RuleBroken("Deze cyclus heeft nog geen indicator; kies die bij Plan.")
        held: dict[str, date] = {}
        if since:
            query = self._scored(group, [one.key for one in line.indicators], t.Visit.id, t.Visit.held_on)
            query = query.where(t.Visit.held_on > (line.done_on or self._today()))
            query = query.where(t.Visit.held_on <= line.closed_on) if line.closed_on else query
            with self._file.reading() as session:
                held |= dict(session.execute(query).all())
        else:
            for one in line.measured or line.indicators:
                held |= self._held_then(line, group, one)
        year = SchoolYear.of(max(held.values(), default=self._today()))
        words = f"{line.title}, {'sinds de activiteiten' if since else 'waar het begon'}"
        return CycleVisits(frozenset(held), words, year)

    def _line_and_group(self, cycle_id: str) -> tuple[CycleLine, Group]:
        line = self._cycles.line(cycle_id)
        return line, Group.of(self._cycles.draft(cycle_id), line.cluster)

    # One indicator

    def _look(self, line: CycleLine, group: Group, one: CycleIndicator) -> Look:
        look = Look(
            key=one.key,
            code=one.code,
            title=one.title,
            then=one.baseline,
            then_on=one.stands_on,
            new_lessons=one.new_lessons,
            target_percent=one.target_percent,
        )
        if line.done_on is None or not one.new_lessons:
            return look
        then, until = self._where_from(group, one), line.closed_on or self._today()
        periods = [
            period
            for period in periods_since(self._calendar, group, line.done_on, until)
            if not (then and period.also_before and period.question == then.period.question)
        ]
        for period in periods:
            now = self._measure(period, group, one.key)
            if now.cell.tally is not None and now.cell.tally.scored:
                look = replace(look, now=now, also_before=period.also_before)
                difference, why = self._compare(group, one, then, period)
                return replace(look, difference=difference, why=why)
        return replace(look, why=_TOO_FEW if periods else _NO_ROUND)

    def _compare(
        self, group: Group, one: CycleIndicator, then: _Then | None, now: Period
    ) -> tuple[Difference | None, str]:
        """How much higher the share is now; or None and why nothing is said."""
        if not one.baseline.scored:
            return None, "Er is geen beginmeting."
        if then is None:
            return None, _NO_THEN
        if self._wordings(group, one.key, then) != self._wordings(group, one.key, _Then(now)):
            return None, _NEW_WORDS
        if then.until is None:
            apart = self._details.compare(now.question, then.period.question, group.key, one.key)
        elif self._first_day(group, one.key, now) <= then.until:
            apart = None
        else:
            lessons = self._lessons(group, one.key, then)
            apart = self._details.compare_with(now.question, lessons, group.key, one.key)
        return apart, "" if apart else _SHARED

    def _where_from(self, group: Group, one: CycleIndicator) -> _Then | None:
        """The lessons of the baseline: those that had the very same counts on the day it was taken, or else
        those of a period in which the picture tells these counts now."""
        if not one.baseline.scored:
            return None
        periods = list(told_periods(self._calendar, group, self._today()))
        periods.sort(key=lambda period: period.question.years[-1].name not in one.stands_on)
        if one.taken_on is not None:
            for period in periods:
                then = _Then(period, one.taken_on)
                if self._levels(group, one.key, then) == one.baseline.levels:
                    return then
        for period in periods:
            cell, _ = self._details.told(period.question, group.key, one.key)
            if cell.tally == one.baseline:
                return _Then(period)
        return None

    def _measure(self, period: Period, group: Group, key: str) -> Measured:
        cell, teachers = self._details.told(period.question, group.key, key)
        observers = None
        if cell.tally is not None:
            observers = self._single(group, key, _Then(period), func.count(t.Visit.observer_id.distinct()))
        return Measured(period.words, cell, teachers, observers)

    # Its lessons

    def _held_then(self, line: CycleLine, group: Group, one: CycleIndicator) -> dict[str, date]:
        """The visits of a baseline with their days; of its school year when these can't be found."""
        then = self._where_from(group, one)
        then = then or _Then(Period("", group.over((self._year_of(line, one),))))
        return dict(self._rows(group, one.key, then, t.Visit.id, t.Visit.held_on))

    def _year_of(self, line: CycleLine, one: CycleIndicator) -> SchoolYear:
        """The school year of the finding it came from, or the present one."""
        with self._file.reading() as session:
            finding_id = one.finding_id or line.finding_id
            found = session.get(t.Finding, finding_id) if finding_id else None
            try:
                return SchoolYear.named(found.school_year if found else one.stands_on[-9:])
            except RuleBroken:
                return SchoolYear.of(self._today())

    def _levels(self, group: Group, key: str, then: _Then) -> tuple[int, ...]:
        counts = [func.sum(case((t.Rating.level == level, 1), else_=0)) for level in range(1, 5)]
        return tuple(number or 0 for number in self._rows(group, key, then, *counts, distinct=False)[0])

    def _lessons(self, group: Group, key: str, then: _Then) -> Lessons:
        """What each teacher had in these lessons."""
        high = func.sum(case((t.Rating.level >= 3, 1), else_=0))
        query = self._scored(group, [key], t.Visit.teacher_id, high, func.count(), distinct=False)
        with self._file.reading() as session:
            rows = session.execute(self._of(session, query, then).group_by(t.Visit.teacher_id)).all()
        return {teacher: (high, scored) for teacher, high, scored in rows}

    def _wordings(self, group: Group, key: str, then: _Then) -> frozenset[int]:
        """The wordings in which the indicator was scored in these lessons."""
        return frozenset(row[0] for row in self._rows(group, key, then, t.Indicator.version))

    def _first_day(self, group: Group, key: str, now: Period) -> date:
        found: date = self._single(group, key, _Then(now), func.min(t.Visit.held_on))
        return found

    def _single(self, group: Group, key: str, then: _Then, what: Any) -> Any:
        return self._rows(group, key, then, what, distinct=False)[0][0]

    def _rows(self, group: Group, key: str, then: _Then, *what: Any, distinct: bool = True) -> Sequence[Any]:
        query = self._scored(group, [key], *what, distinct=distinct)
        with self._file.reading() as session:
            return [tuple(row) for row in session.execute(self._of(session, query, then))]

    @staticmethod
    def _scored(group: Group, keys: Sequence[str], *what: Any, distinct: bool = True) -> Any:
        chosen = select(*what).distinct() if distinct else select(*what)
        return scored_lessons(chosen, group.scope, keys)

    @staticmethod
    def _of(session: Any, query: Any, then: _Then) -> Any:
        query = query.where(*within(session, then.period.question))
        return query.where(t.Visit.held_on <= then.until) if then.until is not None else query


_TOO_FEW = (
    "Er zijn te weinig docenten om hun cijfers apart te tonen zonder dat groepjes uit te rekenen zijn. Het "
    "aantal lessen zegt dat er gekeken is; wat jullie zagen, bespreek je met elkaar."
)
_NO_ROUND = (
    "De nieuwe lessen liggen in hetzelfde schooljaar als de beginmeting, en niet in een ronde die na de "
    "activiteiten begon. Alleen zo’n ronde is apart te tellen: maak er bij Lesbezoeken een voor deze dagen."
)
_NO_THEN = (
    "De lessen van de beginmeting zijn niet terug te vinden: er is daarna in gewijzigd, of ze gaat over een "
    "andere groep of een andere keuze van lessen. Over het verschil zeggen we daarom niets."
)
_SHARED = (
    "In de lessen van nu zitten ook lessen van de beginmeting. Over het verschil zeggen we daarom niets; een "
    "ronde die na de activiteiten begint, is wel apart te tellen."
)
_NEW_WORDS = "De indicator kreeg intussen een nieuwe tekst. Vergelijk toen en nu dus niet."
