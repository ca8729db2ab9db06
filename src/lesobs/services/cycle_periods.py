"""This file is the periods in which the picture is asked about a cycle: those of then, and those since."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from lesobs.domain import dutch
from lesobs.domain.narrowing import Split
from lesobs.domain.picture import Grouping, PictureFilter
from lesobs.domain.schoolyear import SchoolYear
from lesobs.domain.small_groups import WHOLE_SCHOOL
from lesobs.services.calendar import Calendar, RoundLine
from lesobs.services.cycle_drafts import CycleDraft
from lesobs.services.cycle_scope import Scope
from lesobs.storage import tables as t

YEARS_BACK = 3
"""School years before the present one in which the lessons of a baseline are looked for."""


@dataclass(frozen=True, slots=True)
class Group:
    """The row of a picture that a cycle is about, without its period."""

    key: str
    rows: Grouping
    wanted: dict[Split, frozenset[str]]
    scope: Scope

    @classmethod
    def of(cls, draft: CycleDraft, cluster: str) -> "Group":
        """`cluster` is the name of the draft's cluster; the picture knows it by that."""
        scope = Scope(draft.section_id, draft.cluster_id, draft.department_id)
        of_department = {Split.DEPARTMENT: frozenset({draft.department_id})} if draft.department_id else {}
        if draft.section_id is not None:
            return cls(draft.section_id, Grouping.SECTION, of_department, scope)
        if draft.cluster_id is not None:
            return cls(cluster, Grouping.CLUSTER, of_department, scope)
        if draft.department_id is not None:
            return cls(draft.department_id, Grouping.DEPARTMENT, {}, scope)
        return cls(WHOLE_SCHOOL, Grouping.SECTION, {}, scope)

    def over(self, years: tuple[SchoolYear, ...], rounds: frozenset[str] = frozenset()) -> PictureFilter:
        by_round = {Split.ROUND: rounds} if rounds else {}
        return PictureFilter(years, self.rows, {**self.wanted, **by_round})


@dataclass(frozen=True, slots=True)
class Period:
    """A period the picture can be asked for, with its words."""

    words: str
    question: PictureFilter
    also_before: bool = False


def told_periods(calendar: Calendar, group: Group, today: date) -> Iterator[Period]:
    """Each of the last school years, and each round in it, the newest first."""
    this = SchoolYear.of(today)
    for back in range(YEARS_BACK + 1):
        year = SchoolYear(this.start - back)
        yield Period(year.name, group.over((year,)))
        for one in reversed(calendar.rounds(year)):
            yield _of_rounds([one], group)


def periods_since(calendar: Calendar, group: Group, done_on: date, until: date) -> Iterator[Period]:
    """The periods that have lessons after a day, those without others first: all rounds since, each of them,
    and later years. Of a round that still runs too little may be told, while the one before tells enough."""
    rounds = [one for one in calendar.rounds() if done_on < one.starts_on <= until]
    if rounds:
        yield _of_rounds(rounds, group)
    if len(rounds) > 1:
        yield from (_of_rounds([one], group) for one in reversed(rounds))
    first, last = SchoolYear.of(done_on), SchoolYear.of(until)
    if first < last:
        later = tuple(sorted(SchoolYear.all_between(first.next.first_day, until)))
        yield Period(_of_years(later), group.over(later))
    yield Period(last.name, group.over((last,)), also_before=True)


def within(session: Session, question: PictureFilter) -> Sequence[Any]:
    """What holds for the visits of a question, beside what it is about."""
    first, last = min(question.years).first_day, max(question.years).last_day
    found: list[Any] = [t.Visit.held_on.between(first, last)]
    if wanted := question.wanted.get(Split.ROUND):
        rounds = session.execute(select(t.Round.starts_on, t.Round.ends_on).where(t.Round.id.in_(wanted)))
        found.append(or_(*(t.Visit.held_on.between(first, last) for first, last in rounds)))
    return found


def _of_rounds(rounds: Sequence[RoundLine], group: Group) -> Period:
    years = tuple(sorted({SchoolYear.of(one.starts_on) for one in rounds}))
    titles = dutch.listed(one.title.lower() for one in rounds)
    return Period(f"{titles}, {_of_years(years)}", group.over(years, frozenset(one.id for one in rounds)))


def _of_years(years: tuple[SchoolYear, ...]) -> str:
    return years[0].name if len(years) == 1 else f"{years[0].name} tot en met {years[-1].name}"
