"""This file is reading improvement cycles from the school file: their lines, their facts and their turns."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import case, func, select
from sqlalchemy.orm import Session, aliased

from lesobs.domain.activity import ActivityStatus
from lesobs.domain.cycle import CycleFacts, Outcome, Phase
from lesobs.domain.tally import Tally
from lesobs.domain.visit import SEEN, Purpose
from lesobs.services.tallies import tally_from
from lesobs.storage import tables as t


@dataclass(frozen=True, slots=True)
class CycleLine:
    """A cycle with what it stands on: baseline, activities done, and new lessons since its last activity."""

    id: str
    title: str
    goal: str
    standard: str
    section: str
    department: str
    owner: str
    deputy: str
    finding: str
    indicator_key: str | None
    baseline: Tally
    target_percent: int | None
    check_on: date | None
    phase: Phase
    check_reason: str
    outcome: Outcome | None
    closed_on: date | None
    activities: int
    activities_done: int
    new_lessons: int
    finding_id: str | None = None
    reason: str = ""
    """What the team concluded, or why it stopped."""
    previous_id: str | None = None
    done_on: date | None = None
    """The last day of the last activity of Do; lessons after it are new ones."""
    stands_on: str = ""
    """What the baseline was made of, when that was noted."""
    owner_id: str | None = None
    deputy_id: str | None = None

    @property
    def scope(self) -> str:
        """Whom it is about: a section, a department or the whole school."""
        return self.section or (f"afdeling {self.department}" if self.department else "hele school")

    @property
    def facts(self) -> CycleFacts:
        """What the rules look at that say whether it may go on or close."""
        return CycleFacts(
            phase=self.phase,
            goal=self.goal,
            has_owner=bool(self.owner),
            check_on=self.check_on,
            new_lessons=self.new_lessons,
            check_reason=self.check_reason,
        )


def facts_of(session: Session, cycle: t.Cycle) -> CycleFacts:
    """What the rules look at."""
    return CycleFacts(
        phase=cycle.phase,
        goal=cycle.goal,
        has_owner=cycle.owner_id is not None,
        check_on=cycle.check_on,
        new_lessons=new_lessons(session, cycle, done_on(session, cycle)),
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


def new_lessons(session: Session, cycle: t.Cycle, since: date | None) -> int:
    """Lessons scored on the cycle's indicator after that day; until it was closed, when it was."""
    if since is None or cycle.indicator_key is None:
        return 0
    return (
        session.scalar(
            in_scope(cycle, select(func.count(t.Visit.id.distinct()))).where(t.Visit.held_on > since)
        )
        or 0
    )


def in_scope(cycle: t.Cycle, query: Any) -> Any:
    """The query over the scored lessons that a cycle is about."""
    query = (
        query.select_from(t.Visit)
        .join(t.Rating, t.Rating.visit_id == t.Visit.id)
        .join(t.Indicator, t.Indicator.id == t.Rating.indicator_id)
        .where(
            t.Indicator.key == cycle.indicator_key,
            t.Rating.level > 0,
            t.Visit.state.in_(SEEN),
            t.Visit.purpose != Purpose.APPRAISAL,
            t.Visit.duo_of_id.is_(None),
        )
    )
    if cycle.closed_on is not None:
        query = query.where(t.Visit.held_on <= cycle.closed_on)
    if cycle.section_id is not None:
        query = query.where(t.Visit.section_id == cycle.section_id)
    if cycle.department_id is not None:
        query = query.join(t.ClassGroup, t.ClassGroup.id == t.Visit.class_group_id).where(
            t.ClassGroup.department_id == cycle.department_id
        )
    return query


def select_lines() -> Any:
    """The query for `line_of`: a cycle with the names it refers to and its activities counted."""
    owner, deputy = aliased(t.Person), aliased(t.Person)
    done = func.sum(case((t.Activity.status == ActivityStatus.DONE, 1), else_=0))
    activities = (
        select(t.Activity.cycle_id, func.count().label("total"), done.label("done"))
        .where(t.Activity.phase == Phase.DO, t.Activity.status != ActivityStatus.DROPPED)
        .group_by(t.Activity.cycle_id)
        .subquery()
    )
    return (
        select(
            t.Cycle,
            func.coalesce(t.Section.name, "").label("section"),
            func.coalesce(t.Department.name, "").label("department"),
            func.coalesce(owner.name, "").label("owner"),
            func.coalesce(deputy.name, "").label("deputy"),
            func.coalesce(t.Finding.text, "").label("finding"),
            func.coalesce(t.Finding.stands_on, "").label("stands_on"),
            func.coalesce(activities.c.total, 0).label("activities"),
            func.coalesce(activities.c.done, 0).label("activities_done"),
        )
        .outerjoin(t.Section, t.Section.id == t.Cycle.section_id)
        .outerjoin(t.Department, t.Department.id == t.Cycle.department_id)
        .outerjoin(owner, owner.id == t.Cycle.owner_id)
        .outerjoin(deputy, deputy.id == t.Cycle.deputy_id)
        .outerjoin(t.Finding, t.Finding.id == t.Cycle.finding_id)
        .outerjoin(activities, activities.c.cycle_id == t.Cycle.id)
    )


def line_of(session: Session, row: Any) -> CycleLine:
    """One row of `select_lines`."""
    cycle: t.Cycle = row[0]
    since = done_on(session, cycle)
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
        indicator_key=cycle.indicator_key,
        baseline=tally_from(cycle.baseline),
        target_percent=cycle.target_percent,
        check_on=cycle.check_on,
        phase=cycle.phase,
        check_reason=cycle.check_reason,
        outcome=cycle.outcome,
        closed_on=cycle.closed_on,
        activities=row.activities,
        activities_done=row.activities_done,
        new_lessons=new_lessons(session, cycle, since),
        finding_id=cycle.finding_id,
        reason=cycle.reason,
        previous_id=cycle.previous_id,
        done_on=since,
        stands_on=str(cycle.baseline.get("stands_on") or row.stands_on),
        owner_id=cycle.owner_id,
        deputy_id=cycle.deputy_id,
    )
