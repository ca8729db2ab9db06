"""This file is the new look of a cycle: which lessons of the picture stand beside those it began with."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from datetime import date
from typing import TYPE_CHECKING

from sqlalchemy import func, or_, select
from sqlalchemy.orm import Session

from lesobs.domain import dutch
from lesobs.domain.cycle_look import Look, Measured
from lesobs.domain.errors import RuleBroken
from lesobs.domain.narrowing import Split
from lesobs.domain.picture import Grouping, PictureFilter
from lesobs.domain.schoolyear import SchoolYear
from lesobs.domain.small_groups import WHOLE_SCHOOL
from lesobs.domain.tally import Tally
from lesobs.services.calendar import Calendar, RoundLine
from lesobs.services.cycle_rows import in_scope
from lesobs.services.cycles import CycleDraft, CycleLine, Cycles
from lesobs.storage import tables as t
from lesobs.storage.school_file import SchoolFile

if TYPE_CHECKING:
    from lesobs.services.picture_details import PictureDetails

YEARS_BACK = 3
"""School years before the present one in which the lessons of a baseline are looked for."""


@dataclass(frozen=True, slots=True)
class Baseline:
    """Counts that the picture tells now, and that a cycle can begin from."""

    counts: Tally
    period: str
    stands_on: str


@dataclass(frozen=True, slots=True)
class CycleVisits:
    """The visits of a cycle in the newest year that has any; `words` say which they are."""

    ids: frozenset[str]
    words: str
    year: SchoolYear


@dataclass(frozen=True, slots=True)
class _Scope:
    """The cell that a cycle is about, without its period."""

    group: str
    rows: Grouping
    wanted: dict[Split, frozenset[str]]
    indicator: str

    def over(self, years: tuple[SchoolYear, ...], rounds: frozenset[str] = frozenset()) -> PictureFilter:
        by_round = {Split.ROUND: rounds} if rounds else {}
        return PictureFilter(years, self.rows, {**self.wanted, **by_round})


@dataclass(frozen=True, slots=True)
class _Period:
    """A period the picture can be asked for, with its words."""

    words: str
    question: PictureFilter
    also_before: bool = False


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

    def of(self, cycle_id: str) -> Look:
        """The baseline beside the lessons since the activities, as far as the picture may tell these.

        Those are the rounds that began after the last activity, else the later school years, else the whole
        school year with the new lessons in it.
        """
        line, draft = self._cycles.line(cycle_id), self._cycles.draft(cycle_id)
        look = Look(
            then=line.baseline,
            then_on=line.stands_on,
            new_lessons=line.new_lessons,
            done_on=line.done_on,
            target_percent=line.target_percent,
        )
        scope = _scope(draft)
        if scope is None or line.done_on is None or not line.new_lessons:
            return look
        then = self._where_from(line, scope)
        found = self._now(line, scope, then)
        if found is None:
            return replace(look, why=self._why_hidden())
        period, now = found
        look = replace(look, now=now, also_before=period.also_before)
        if then is None:
            return replace(look, why=_NO_THEN if line.baseline.scored else "Er is geen beginmeting.")
        if self._words(scope, then.question) != self._words(scope, period.question):
            return replace(look, why=_NEW_WORDS)
        apart = self._details.compare(period.question, then.question, scope.group, scope.indicator)
        return replace(look, difference=apart, why="" if apart else _NO_THEN)

    def baselines(self, cycle_id: str) -> list[Baseline]:
        """The counts that a cycle can begin from, the newest first: only what the picture tells."""
        scope = _scope(self._cycles.draft(cycle_id))
        if scope is None:
            return []
        offers = []
        for period in self._periods(scope):
            told = self._measure(period, scope)
            if told.cell.tally is not None and told.cell.tally.scored:
                stands_on = f"{told.stands_on}, {period.words}"
                offers.append(Baseline(told.cell.tally, period.words, stands_on))
        return offers

    def visits(self, cycle_id: str, *, since: bool) -> CycleVisits:
        """The visits that were scored on what the cycle is about: those its baseline came from, or those
        since its activities. For who may open visits; a list of them is no figure."""
        line, draft = self._cycles.line(cycle_id), self._cycles.draft(cycle_id)
        scope = _scope(draft)
        if scope is None:
            raise RuleBroken("Deze cyclus heeft nog geen indicator; kies die bij Plan.")
        then = self._where_from(line, scope)
        question = then.question if then else scope.over((self._year_of(line),))
        query = in_scope(self._about(scope), select(t.Visit.id, t.Visit.held_on).distinct())
        with self._file.reading() as session:
            if since:
                query = query.where(t.Visit.held_on > (line.done_on or self._today()))
                query = query.where(t.Visit.held_on <= line.closed_on) if line.closed_on else query
            else:
                query = query.where(*_within(session, question))
            held: dict[str, date] = dict(session.execute(query).all())
        year = SchoolYear.of(max(held.values(), default=question.years[-1].first_day))
        words = f"{line.title}, {'sinds de activiteiten' if since else 'waar het begon'}"
        return CycleVisits(frozenset(held), words, year)

    def _year_of(self, line: CycleLine) -> SchoolYear:
        """The school year of the finding it came from, or the one before the present."""
        with self._file.reading() as session:
            found = session.get(t.Finding, line.finding_id) if line.finding_id else None
            try:
                return SchoolYear.named(found.school_year if found else line.stands_on[-9:])
            except RuleBroken:
                return SchoolYear.of(self._today())

    @staticmethod
    def _about(scope: _Scope) -> t.Cycle:
        """A cycle that is about nothing but this cell, to ask with."""
        of_section = scope.rows is Grouping.SECTION and scope.group != WHOLE_SCHOOL
        department = next(iter(scope.wanted.get(Split.DEPARTMENT, ())), None)
        if scope.rows is Grouping.DEPARTMENT:
            department = scope.group
        return t.Cycle(
            indicator_key=scope.indicator,
            section_id=scope.group if of_section else None,
            department_id=department,
        )

    def _where_from(self, line: CycleLine, scope: _Scope) -> _Period | None:
        """The period of the baseline: the one in which the same cell has the very same counts."""
        if not line.baseline.scored:
            return None
        for period in self._periods(scope):
            cell, _ = self._details.told(period.question, scope.group, scope.indicator)
            if cell.tally == line.baseline:
                return period
        return None

    def _now(self, line: CycleLine, scope: _Scope, then: _Period | None) -> tuple[_Period, Measured] | None:
        for period in self._since(line, scope):
            if then is not None and period.also_before and period.question == then.question:
                continue
            told = self._measure(period, scope)
            if told.cell.tally is not None and told.cell.tally.scored:
                return period, told
        return None

    def _since(self, line: CycleLine, scope: _Scope) -> Iterator[_Period]:
        """The periods that have the new lessons, those without others first."""
        assert line.done_on is not None
        until = line.closed_on or self._today()
        rounds = [one for one in self._calendar.rounds() if line.done_on < one.starts_on <= until]
        if rounds:
            yield _of_rounds(rounds, scope)
        first, last = SchoolYear.of(line.done_on), SchoolYear.of(until)
        if first < last:
            later = tuple(sorted(SchoolYear.all_between(first.next.first_day, until)))
            yield _Period(_of_years(later), scope.over(later))
        yield _Period(last.name, scope.over((last,)), also_before=True)

    def _periods(self, scope: _Scope) -> Iterator[_Period]:
        """Each of the last school years, and each round in it, the newest first."""
        this = SchoolYear.of(self._today())
        for back in range(YEARS_BACK + 1):
            year = SchoolYear(this.start - back)
            yield _Period(year.name, scope.over((year,)))
            for one in reversed(self._calendar.rounds(year)):
                yield _of_rounds([one], scope)

    def _measure(self, period: _Period, scope: _Scope) -> Measured:
        cell, teachers = self._details.told(period.question, scope.group, scope.indicator)
        observers = self._observers(period.question, scope) if cell.tally is not None else None
        return Measured(period.words, cell, teachers, observers)

    def _observers(self, question: PictureFilter, scope: _Scope) -> int:
        """How many observers saw the lessons of a cell that is told."""
        query = in_scope(self._about(scope), select(func.count(t.Visit.observer_id.distinct())))
        with self._file.reading() as session:
            return session.scalar(query.where(*_within(session, question))) or 0

    def _words(self, scope: _Scope, question: PictureFilter) -> frozenset[int]:
        """The wordings in which the indicator was scored in these lessons."""
        query = in_scope(self._about(scope), select(t.Indicator.version).distinct())
        with self._file.reading() as session:
            return frozenset(session.scalars(query.where(*_within(session, question))))

    def _why_hidden(self) -> str:
        return (
            "Er zijn te weinig docenten om hun cijfers apart te tonen zonder dat groepjes uit te rekenen "
            "zijn. Het aantal lessen zegt dat er gekeken is; wat jullie zagen, bespreek je met elkaar."
        )


_NO_THEN = (
    "De lessen van de beginmeting zijn nu niet meer apart te tellen, of gaan over een andere groep. Over het "
    "verschil zeggen we daarom niets."
)
_NEW_WORDS = "De indicator kreeg intussen een nieuwe tekst. Vergelijk toen en nu dus niet."


def _scope(draft: CycleDraft) -> _Scope | None:
    if draft.indicator_key is None:
        return None
    if draft.section_id is not None:
        wanted = {Split.DEPARTMENT: frozenset({draft.department_id})} if draft.department_id else {}
        return _Scope(draft.section_id, Grouping.SECTION, wanted, draft.indicator_key)
    if draft.department_id is not None:
        return _Scope(draft.department_id, Grouping.DEPARTMENT, {}, draft.indicator_key)
    return _Scope(WHOLE_SCHOOL, Grouping.SECTION, {}, draft.indicator_key)


def _of_rounds(rounds: list[RoundLine], scope: _Scope) -> _Period:
    years = tuple(sorted({SchoolYear.of(one.starts_on) for one in rounds}))
    titles = dutch.listed(one.title.lower() for one in rounds)
    return _Period(f"{titles}, {_of_years(years)}", scope.over(years, frozenset(one.id for one in rounds)))


def _of_years(years: tuple[SchoolYear, ...]) -> str:
    return years[0].name if len(years) == 1 else f"{years[0].name} tot en met {years[-1].name}"


def _within(session: Session, question: PictureFilter) -> list[object]:
    """What holds for the visits of a question, beside what it is about."""
    first, last = min(question.years).first_day, max(question.years).last_day
    found: list[object] = [t.Visit.held_on.between(first, last)]
    if wanted := question.wanted.get(Split.ROUND):
        rounds = session.execute(select(t.Round.starts_on, t.Round.ends_on).where(t.Round.id.in_(wanted)))
        found.append(or_(*(t.Visit.held_on.between(first, last) for first, last in rounds)))
    return found
