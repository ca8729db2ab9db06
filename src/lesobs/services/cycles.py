"""This file is improvement cycles: a turn of Plan, Do, Check and Act, from its goal to how it closes."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import case, func, select
from sqlalchemy.orm import Session, aliased

from lesobs.domain.activity import ActivityStatus
from lesobs.domain.cycle import (
    CycleFacts,
    Outcome,
    Phase,
    advance,
    looks_after_securing,
    require_closable,
    require_plan,
)
from lesobs.domain.errors import RuleBroken
from lesobs.domain.standards import STANDARDS
from lesobs.domain.tally import Tally
from lesobs.domain.texts import require_text, require_title
from lesobs.domain.visit import SEEN, Purpose
from lesobs.services.tallies import tally_from
from lesobs.storage import tables as t
from lesobs.storage.school_file import SchoolFile


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


@dataclass(frozen=True, slots=True)
class CycleDraft:
    """What a form edits. Empty ids mean: nobody yet, the whole school, no finding. `target_percent` is the
    share of lessons at 3 or 4 the team aims at."""

    title: str
    standard: str
    goal: str = ""
    section_id: str | None = None
    department_id: str | None = None
    finding_id: str | None = None
    indicator_key: str | None = None
    target_percent: int | None = None
    owner_id: str | None = None
    deputy_id: str | None = None
    check_on: date | None = None
    id: str | None = None


class Cycles:
    """Improvement cycles. Methods raise RuleBroken with the reason when something can't be done."""

    def __init__(self, file: SchoolFile, today: Callable[[], date]) -> None:
        self._file = file
        self._today = today

    def all(self) -> list[CycleLine]:
        """Open cycles first, by check date."""
        query = _lines().order_by(
            t.Cycle.closed_on.is_not(None),
            t.Cycle.closed_on.desc(),
            t.Cycle.check_on.is_(None),
            t.Cycle.check_on,
            t.Cycle.title,
        )
        with self._file.reading() as session:
            return [_line(session, row) for row in session.execute(query)]

    def draft(self, cycle_id: str) -> CycleDraft:
        """A cycle to edit."""
        with self._file.reading() as session:
            row = _cycle(session, cycle_id)
            return CycleDraft(**{name: getattr(row, name) for name in CycleDraft.__slots__})

    def draft_from(self, finding_id: str) -> CycleDraft:
        """A new cycle to fill in, that starts where a finding ends: its section, indicator and counts."""
        with self._file.reading() as session:
            finding = session.get(t.Finding, finding_id)
            if finding is None:
                raise RuleBroken("Deze bevinding is er niet meer.")
            standard = session.scalar(
                select(t.Indicator.standard).where(t.Indicator.key == finding.indicator_key)
            )
            return CycleDraft(
                title="",
                standard=standard or "OP3",
                section_id=finding.section_id,
                finding_id=finding.id,
                indicator_key=finding.indicator_key,
            )

    def save(self, draft: CycleDraft) -> str:
        """Add a cycle in Plan (a draft without id) or change one; gives its id. What it starts from are the
        counts of its finding."""
        title = _checked_title(draft)
        words = "Cyclus wijzigen" if draft.id else "Cyclus toevoegen"
        with self._file.transaction(words) as session:
            row = _cycle(session, draft.id) if draft.id else t.Cycle(id=t.new_id(), baseline={})
            if row.closed_on is not None:
                raise RuleBroken("Deze cyclus is gesloten en blijft zoals hij was.")
            if row.finding_id != draft.finding_id:
                finding = session.get_one(t.Finding, draft.finding_id) if draft.finding_id else None
                row.baseline = finding.counts if finding else {}
            for name in CycleDraft.__slots__:
                if name != "id":
                    setattr(row, name, getattr(draft, name))
            row.title, row.goal = title, draft.goal.strip()
            session.add(row)
            session.flush()
            if row.phase is not Phase.PLAN:
                require_plan(_facts(session, row))
        return row.id

    def remove(self, cycle_id: str) -> None:
        """Take away a cycle that never got going; one with activities or past Plan is history and stays."""
        with self._file.transaction("Cyclus verwijderen") as session:
            cycle = _cycle(session, cycle_id)
            used = session.scalar(select(t.Activity.id).where(t.Activity.cycle_id == cycle_id).limit(1))
            if cycle.phase is not Phase.PLAN or used is not None:
                raise RuleBroken("Deze cyclus is al begonnen en blijft bewaard. Je kunt hem wel stoppen.")
            session.delete(cycle)

    def advance(self, cycle_id: str) -> Phase:
        """Go on to the next phase; raises RuleBroken with what is missing."""
        with self._file.transaction("Cyclus verder") as session:
            cycle = session.get_one(t.Cycle, cycle_id)
            cycle.phase = advance(_facts(session, cycle))
        return cycle.phase

    def explain_no_check(self, cycle_id: str, reason: str) -> None:
        """Write down why no new lessons can be seen now."""
        with self._file.transaction("Reden zonder nieuwe bezoeken") as session:
            session.get_one(t.Cycle, cycle_id).check_reason = reason.strip()

    def close(self, cycle_id: str, outcome: Outcome, reason: str = "") -> None:
        """Secure, adjust or stop. Securing plants a new look after 6 and 12 months; adjusting starts a next
        turn with this history."""
        today = self._today()
        with self._file.transaction(f"Cyclus {outcome.word}") as session:
            cycle = session.get_one(t.Cycle, cycle_id)
            require_closable(_facts(session, cycle), outcome, reason)
            cycle.outcome, cycle.reason, cycle.closed_on = outcome, reason.strip(), today
            if outcome is Outcome.SECURE:
                for day in looks_after_securing(today):
                    session.add(new_look(cycle, day))
            elif outcome is Outcome.ADJUST:
                session.add(_next_turn(cycle))


def _cycle(session: Session, cycle_id: str | None) -> t.Cycle:
    row = session.get(t.Cycle, cycle_id)
    if row is None:
        raise RuleBroken("Deze cyclus is er niet meer.")
    return row


def _checked_title(draft: CycleDraft) -> str:
    """The title on one line; raises RuleBroken when the draft can't be a cycle."""
    title = require_title(draft.title, "de cyclus")
    require_text(draft.goal, "Dit doel")
    if draft.standard not in STANDARDS:
        raise RuleBroken(f"Standaard ‘{draft.standard}’ kennen we niet.")
    if draft.target_percent is not None and not 0 <= draft.target_percent <= 100:
        raise RuleBroken("Een streefcijfer is 0 tot en met 100 procent van de lessen.")
    if draft.owner_id is not None and draft.owner_id == draft.deputy_id:
        raise RuleBroken("Kies als vervanger iemand anders dan de eigenaar.")
    return title


def new_look(cycle: t.Cycle, day: date) -> t.Activity:
    """The activity that securing a cycle plants on a later day."""
    return t.Activity(
        id=t.new_id(),
        title=f"Opnieuw kijken: {cycle.title}",
        description="Blijft zichtbaar wat geborgd is? Kijk naar dezelfde indicator.",
        phase=Phase.CHECK,
        standard=cycle.standard,
        owner_id=cycle.owner_id,
        section_id=cycle.section_id,
        department_id=cycle.department_id,
        cycle_id=cycle.id,
        starts_on=day,
        ends_on=day,
    )


def _next_turn(cycle: t.Cycle) -> t.Cycle:
    return t.Cycle(
        id=t.new_id(),
        title=cycle.title,
        goal=cycle.goal,
        standard=cycle.standard,
        section_id=cycle.section_id,
        department_id=cycle.department_id,
        finding_id=cycle.finding_id,
        indicator_key=cycle.indicator_key,
        baseline=cycle.baseline,
        target_percent=cycle.target_percent,
        owner_id=cycle.owner_id,
        deputy_id=cycle.deputy_id,
        previous_id=cycle.id,
    )


def _facts(session: Session, cycle: t.Cycle) -> CycleFacts:
    return CycleFacts(
        phase=cycle.phase,
        goal=cycle.goal,
        has_owner=cycle.owner_id is not None,
        check_on=cycle.check_on,
        new_lessons=_new_lessons(session, cycle),
        check_reason=cycle.check_reason,
    )


def _new_lessons(session: Session, cycle: t.Cycle) -> int:
    """Lessons scored on the cycle's indicator since the last activity of Do ended (none: never)."""
    since = session.scalar(
        select(func.max(t.Activity.ends_on)).where(
            t.Activity.cycle_id == cycle.id, t.Activity.phase == Phase.DO
        )
    )
    if since is None or cycle.indicator_key is None:
        return 0
    query = (
        select(func.count(t.Visit.id.distinct()))
        .join(t.Rating, t.Rating.visit_id == t.Visit.id)
        .join(t.Indicator, t.Indicator.id == t.Rating.indicator_id)
        .where(
            t.Indicator.key == cycle.indicator_key,
            t.Rating.level > 0,
            t.Visit.held_on > since,
            t.Visit.state.in_(SEEN),
            t.Visit.purpose != Purpose.APPRAISAL,
            t.Visit.duo_of_id.is_(None),
        )
    )
    if cycle.section_id is not None:
        query = query.where(t.Visit.section_id == cycle.section_id)
    if cycle.department_id is not None:
        query = query.join(t.ClassGroup, t.ClassGroup.id == t.Visit.class_group_id).where(
            t.ClassGroup.department_id == cycle.department_id
        )
    return session.scalar(query) or 0


def _lines() -> Any:
    owner, deputy = aliased(t.Person), aliased(t.Person)
    done = func.sum(case((t.Activity.status == ActivityStatus.DONE, 1), else_=0))
    activities = (
        select(t.Activity.cycle_id, func.count().label("total"), done.label("done"))
        .where(t.Activity.phase == Phase.DO)
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


def _line(session: Session, row: Any) -> CycleLine:
    cycle: t.Cycle = row[0]
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
        new_lessons=_new_lessons(session, cycle),
        finding_id=cycle.finding_id,
    )
