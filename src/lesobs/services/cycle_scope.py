"""This file is whose lessons a cycle is about: a section, a cluster, a department or the whole school."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from lesobs.domain.picture import Grouping
from lesobs.domain.small_groups import WHOLE_SCHOOL
from lesobs.services.asked import asked_from
from lesobs.storage import tables as t

SCOPE = ("section_id", "cluster_id", "department_id")
"""Whose lessons count; fixed once the team is doing, as its indicators are, or two different things would be
compared."""


@dataclass(frozen=True, slots=True)
class Scope:
    """Whose lessons a cycle is about, and until when; of everybody where nothing is said."""

    section_id: str | None = None
    cluster_id: str | None = None
    department_id: str | None = None
    until: date | None = None

    @classmethod
    def of(cls, cycle: t.Cycle) -> "Scope":
        return cls(cycle.section_id, cycle.cluster_id, cycle.department_id, cycle.closed_on)

    def within(self, query: Any) -> Any:
        """The query over visits, of these lessons only."""
        if self.until is not None:
            query = query.where(t.Visit.held_on <= self.until)
        if self.section_id is not None:
            query = query.where(t.Visit.section_id == self.section_id)
        if self.cluster_id is not None:
            inside = select(t.Section.id).where(t.Section.cluster_id == self.cluster_id)
            query = query.where(t.Visit.section_id.in_(inside))
        if self.department_id is not None:
            query = query.join(t.ClassGroup, t.ClassGroup.id == t.Visit.class_group_id).where(
                t.ClassGroup.department_id == self.department_id
            )
        return query


def scope_of_finding(session: Session, finding: t.Finding) -> Scope | None:
    """Whose lessons a finding is about; None when no cycle can be about those, such as a year level."""
    asked = asked_from(finding.asked)
    if finding.section_id is not None or asked is None or asked.group == WHOLE_SCHOOL:
        return Scope(finding.section_id)
    if asked.question.rows is Grouping.CLUSTER:
        cluster = session.scalar(select(t.Cluster.id).where(t.Cluster.name == asked.group))
        return Scope(cluster_id=cluster) if cluster is not None else None
    if asked.question.rows is Grouping.DEPARTMENT and session.get(t.Department, asked.group) is not None:
        return Scope(department_id=asked.group)
    return None


def is_about(session: Session, finding: t.Finding, cycle: t.Cycle) -> bool:
    """Whether a finding is about the lessons that a cycle is about."""
    scope = scope_of_finding(session, finding)
    return scope is not None and all(getattr(scope, name) == getattr(cycle, name) for name in SCOPE)
