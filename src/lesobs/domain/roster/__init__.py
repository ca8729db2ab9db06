"""This folder is lists of people and classes: reading one and planning what it would change in the school."""

from lesobs.domain.roster.columns import Header, column_letter, find_header
from lesobs.domain.roster.model import (
    Roster,
    RosterClass,
    RosterSection,
    RosterTeacher,
    RowProblem,
    Sheet,
    SheetRow,
    Thing,
)
from lesobs.domain.roster.planning import Kind, PlanLine, RosterPlan, apply, plan, summary
from lesobs.domain.roster.reading import interpret
from lesobs.domain.roster.school import (
    Change,
    KnownClass,
    KnownCluster,
    KnownDepartment,
    KnownSchool,
    KnownSection,
    KnownTeacher,
)

__all__ = [
    "Change",
    "Header",
    "Kind",
    "KnownClass",
    "KnownCluster",
    "KnownDepartment",
    "KnownSchool",
    "KnownSection",
    "KnownTeacher",
    "PlanLine",
    "Roster",
    "RosterClass",
    "RosterPlan",
    "RosterSection",
    "RosterTeacher",
    "RowProblem",
    "Sheet",
    "SheetRow",
    "Thing",
    "apply",
    "column_letter",
    "find_header",
    "interpret",
    "plan",
    "summary",
]
