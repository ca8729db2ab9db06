"""This file is reading improvement cycles from the school file: their lines, facts and new lessons."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import case, func, select
from sqlalchemy.orm import Session, aliased

from lesobs.domain.activity import ActivityStatus
from lesobs.domain.cycle import CycleFacts, Outcome, Phase, SeenAgain
from lesobs.domain.tally import Tally
from lesobs.domain.visit import SEEN, Purpose
from lesobs.services.cycle_scope import Scope
from lesobs.services.tallies import tally_from
from lesobs.storage import tables as t


@dataclass(frozen=True, slots=True)
class CycleIndicator:
    """What a cycle is measured by: its counts of then, and the lessons scored on it since the activities."""

    key: str
    code: str
    title: str
    baseline: Tally
    stands_on: str = ""
    """What the counts were made of, when that was noted."""
    taken_on: date | None = None
    target_percent: int | None = None
    new_lessons: int = 0
    finding_id: str | None = None

    @property
    def words(self) -> str:
        """`B4 Nagaan en bijstellen`; its key when no kijkwijzer of this school has it."""
        return f"{self.code} {self.title}".strip() or self.key


@dataclass(frozen=True, slots=True)
class CycleLine:
    """A cycle with what it stands on: indicators, activities done, new lessons since its last activity."""

    id: str
    title: str
    goal: str
    standard: str
    section: str
    department: str
    owner: str
    deputy: str
    finding: str
    indicators: tuple[CycleIndicator, ...]
    check_on: date | None
    phase: Phase
    check_reason: str
    outcome: Outcome | None
    closed_on: date | None
    activities: int
    activities_done: int
    new_lessons: int
    """Lessons scored on any of its indicators."""
    finding_id: str | None = None
    reason: str = ""
    """What the team concluded, or why it stopped."""
    previous_id: str | None = None
    done_on: date | None = None
    """The last day of the last activity of Do; lessons after it are new ones."""
    owner_id: str | None = None
    deputy_id: str | None = None
    cluster: str = ""

    @property
    def scope(self) -> str:
        """Whom it is about: a section, a cluster, a department or the whole school."""
        if self.cluster:
            return f"cluster {self.cluster}"
        return self.section or (f"afdeling {self.department}" if self.department else "hele school")

    @property
    def whom(self) -> str:
        """The same in a sentence: `de sectie Wiskunde`, `de hele school`."""
        return f"{'het' if self.cluster else 'de sectie' if self.section else 'de'} {self.scope}"

    @property
    def of_all(self) -> bool:
        """Whether it is about the whole school."""
        return not (self.section or self.cluster or self.department)

    @property
    def measured(self) -> tuple[CycleIndicator, ...]:
        """The indicators with counts of then."""
        return tuple(one for one in self.indicators if one.baseline.scored)

    @property
    def finding_ids(self) -> tuple[str, ...]:
        """The finding it begins with, and those that were taken along."""
        found = (self.finding_id, *(one.finding_id for one in self.indicators))
        return tuple(dict.fromkeys(one for one in found if one is not None))

    @property
    def facts(self) -> CycleFacts:
        """What the rules look at that say whether it may go on or close."""
        return CycleFacts(
            phase=self.phase,
            goal=self.goal,
            has_owner=bool(self.owner),
            check_on=self.check_on,
            seen=tuple(SeenAgain(one.words, one.new_lessons) for one in self.indicators),
            check_reason=self.check_reason,
        )


def facts_of(session: Session, cycle: t.Cycle) -> CycleFacts:
    """What the rules look at."""
    rows = indicator_rows(session, [cycle.id])[cycle.id]
    keys = [row.indicator_key for row in rows]
    titles, seen = titles_of(session, keys), new_lessons(session, cycle, keys, done_on(session, cycle))
    return CycleFacts(
        phase=cycle.phase,
        goal=cycle.goal,
        has_owner=cycle.owner_id is not None,
        check_on=cycle.check_on,
        seen=tuple(
            SeenAgain(_indicator(row, titles, seen).words, len(seen[row.indicator_key])) for row in rows
        ),
        check_reason=cycle.check_reason,
    )


def done_on(session: Session, cycle: t.Cycle) -> date | None:
    """The last day of the last activity of Do, None when there is none; a dropped one does not count."""
    return session.scalar(
        select(func.max(t.Activity.ends_on)).where(
            t.Activity.cycle_id == cycle.id,
            t.Activity.phase == Phase.DO,
            t.Activity.status != ActivityStatus.DROPPED,
        )
    )


def new_lessons(
    session: Session, cycle: t.Cycle, keys: Collection[str], since: date | None
) -> Mapping[str, Collection[str]]:
    """The visits in which each indicator was scored after that day; until the cycle was closed, if it was."""
    found: dict[str, set[str]] = defaultdict(set)
    if since is not None and keys:
        query = scored_lessons(select(t.Indicator.key, t.Visit.id), Scope.of(cycle), keys)
        for key, visit in session.execute(query.where(t.Visit.held_on > since)):
            found[key].add(visit)
    return found


def scored_lessons(query: Any, scope: Scope, keys: Collection[str]) -> Any:
    """The query over the lessons of this scope that were scored on one of these indicators."""
    query = (
        query.select_from(t.Visit)
        .join(t.Rating, t.Rating.visit_id == t.Visit.id)
        .join(t.Indicator, t.Indicator.id == t.Rating.indicator_id)
        .where(
            t.Indicator.key.in_(keys),
            t.Rating.level > 0,
            t.Visit.state.in_(SEEN),
            t.Visit.purpose != Purpose.APPRAISAL,
            t.Visit.duo_of_id.is_(None),
        )
    )
    return scope.within(query)


def indicator_rows(session: Session, cycles: Collection[str]) -> Mapping[str, list[t.CycleIndicator]]:
    """The indicators of each of these cycles, in the order the team gave them."""
    found: dict[str, list[t.CycleIndicator]] = defaultdict(list)
    query = select(t.CycleIndicator).where(t.CycleIndicator.cycle_id.in_(cycles))
    for row in session.scalars(query.order_by(t.CycleIndicator.position, t.CycleIndicator.created_at)):
        found[row.cycle_id].append(row)
    return found


def titles_of(session: Session, keys: Collection[str]) -> Mapping[str, tuple[str, str]]:
    """Code and title of these indicators, in their newest wording."""
    query = select(t.Indicator.key, t.Indicator.code, t.Indicator.title).where(t.Indicator.key.in_(keys))
    return {key: (code, title) for key, code, title in session.execute(query.order_by(t.Indicator.version))}


def select_lines() -> Any:
    """The query for `read_lines`: cycles with the names they refer to and their activities counted."""
    owner, deputy = aliased(t.Person), aliased(t.Person)
    done = func.sum(case((t.Activity.status == ActivityStatus.DONE, 1), else_=0))
    activities = (
        select(
            t.Activity.cycle_id,
            func.count().label("total"),
            done.label("done"),
            func.max(t.Activity.ends_on).label("done_on"),
        )
        .where(t.Activity.phase == Phase.DO, t.Activity.status != ActivityStatus.DROPPED)
        .group_by(t.Activity.cycle_id)
        .subquery()
    )
    return (
        select(
            t.Cycle,
            func.coalesce(t.Section.name, "").label("section"),
            func.coalesce(t.Cluster.name, "").label("cluster"),
            func.coalesce(t.Department.name, "").label("department"),
            func.coalesce(owner.name, "").label("owner"),
            func.coalesce(deputy.name, "").label("deputy"),
            func.coalesce(t.Finding.text, "").label("finding"),
            func.coalesce(activities.c.total, 0).label("activities"),
            func.coalesce(activities.c.done, 0).label("activities_done"),
            activities.c.done_on,
        )
        .outerjoin(t.Section, t.Section.id == t.Cycle.section_id)
        .outerjoin(t.Cluster, t.Cluster.id == t.Cycle.cluster_id)
        .outerjoin(t.Department, t.Department.id == t.Cycle.department_id)
        .outerjoin(owner, owner.id == t.Cycle.owner_id)
        .outerjoin(deputy, deputy.id == t.Cycle.deputy_id)
        .outerjoin(t.Finding, t.Finding.id == t.Cycle.finding_id)
        .outerjoin(activities, activities.c.cycle_id == t.Cycle.id)
    )


def read_lines(session: Session, query: Any) -> list[CycleLine]:
    """The lines of a `select_lines`."""
    rows = session.execute(query).all()
    indicators = indicator_rows(session, [row[0].id for row in rows])
    titles = titles_of(session, {one.indicator_key for found in indicators.values() for one in found})
    return [_line(session, row, indicators[row[0].id], titles) for row in rows]


def _line(
    session: Session, row: Any, of_cycle: Sequence[t.CycleIndicator], titles: Mapping[str, tuple[str, str]]
) -> CycleLine:
    cycle: t.Cycle = row[0]
    seen = new_lessons(session, cycle, [one.indicator_key for one in of_cycle], row.done_on)
    return CycleLine(
        id=cycle.id,
        title=cycle.title,
        goal=cycle.goal,
        standard=cycle.standard,
        section=row.section,
        department=row.department,
        owner=row.owner,
        deputy=row.deputy,
        finding=row.finding,
        indicators=tuple(_indicator(one, titles, seen) for one in of_cycle),
        check_on=cycle.check_on,
        phase=cycle.phase,
        check_reason=cycle.check_reason,
        outcome=cycle.outcome,
        closed_on=cycle.closed_on,
        activities=row.activities,
        activities_done=row.activities_done,
        new_lessons=len(_together(seen.values())),
        finding_id=cycle.finding_id,
        reason=cycle.reason,
        previous_id=cycle.previous_id,
        done_on=row.done_on,
        owner_id=cycle.owner_id,
        deputy_id=cycle.deputy_id,
        cluster=row.cluster,
    )


def _together(visits: Iterable[Collection[str]]) -> set[str]:
    return {one for found in visits for one in found}


def _indicator(
    row: t.CycleIndicator, titles: Mapping[str, tuple[str, str]], seen: Mapping[str, Collection[str]]
) -> CycleIndicator:
    code, title = titles.get(row.indicator_key, ("", ""))
    return CycleIndicator(
        key=row.indicator_key,
        code=code,
        title=title,
        baseline=tally_from(row.baseline),
        stands_on=row.stands_on,
        taken_on=row.taken_on,
        target_percent=row.target_percent,
        new_lessons=len(seen.get(row.indicator_key, ())),
        finding_id=row.finding_id,
    )
