"""This file is reading a year plan from Excel into the calendar: first a preview, then all in one go."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from lesobs.domain import dutch
from lesobs.domain.errors import RuleBroken
from lesobs.domain.plan_columns import PlanField, find_plan_header
from lesobs.domain.plan_import import (
    Known,
    NewActivity,
    PlanChoices,
    PlanSchool,
    YearPlan,
    plan,
)
from lesobs.domain.roster import SheetRow
from lesobs.services.roster_reader import read_sheet
from lesobs.services.roster_text import Headings, ListKind
from lesobs.storage import tables as t
from lesobs.storage.school_file import SchoolFile


def _headings(rows: Sequence[Sequence[str]]) -> Headings | None:
    header = find_plan_header(rows)
    if header is None or len(header.proposal) < 2:
        return None
    return Headings(len(header.headings), len(header.proposal), frozenset(header.proposal))


YEAR_PLAN = ListKind("activiteiten", _headings)
EXAMPLES = 3


@dataclass(frozen=True, slots=True)
class PlanFile:
    """A year plan as it was read: its headings, the rows below these, and what each column seems to be.

    `notes` are remarks about the file, such as other sheets that were not read.
    """

    name: str
    headings: tuple[str, ...]
    rows: tuple[SheetRow, ...]
    proposal: dict[int, PlanField]
    notes: tuple[str, ...] = ()

    def examples(self, column: int) -> str:
        """The first values of a column, for whoever chooses what it is."""
        filled = (row.cells[column].strip() for row in self.rows if column < len(row.cells))
        found = list(dict.fromkeys(" ".join(one.split()) for one in filled if one))[:EXAMPLES]
        return " · ".join(one if len(one) <= 40 else f"{one[:39]}…" for one in found)


class Plans:
    """Year plans of elsewhere. Nothing that is in the calendar is changed or removed by one."""

    def __init__(self, file: SchoolFile) -> None:
        self._file = file

    def open(self, path: Path) -> PlanFile:
        """Read a year plan. Raises RuleBroken, with what to do, when there is no table in the file."""
        sheet = read_sheet(path, YEAR_PLAN)
        header = find_plan_header([row.cells for row in sheet.rows])
        if header is None:
            raise RuleBroken(
                f"In {path.name} staat geen tabel. Zet in Excel elke activiteit op een eigen rij, met "
                "daarboven een kopregel: bijvoorbeeld Activiteit, Wanneer, Wie."
            )
        width = max((len(row.cells) for row in sheet.rows[header.at :]), default=0)
        headings = header.headings + ("",) * (width - len(header.headings))
        below = [row for row in sheet.rows[header.at + 1 :] if row.cells != sheet.rows[header.at].cells]
        if not below:
            raise RuleBroken(f"In {path.name} staan onder de kopregel geen activiteiten.")
        notes = sheet.notes + tuple(problem.sentence for problem in sheet.problems)
        return PlanFile(path.name, headings, tuple(below), dict(header.proposal), notes)

    def preview(self, file: PlanFile, choices: PlanChoices) -> YearPlan:
        """What would be added, with everything that can't be used and why; nothing is written."""
        with self._file.reading() as session:
            return plan(file.rows, choices, _school(session))

    def apply(self, file: PlanFile, choices: PlanChoices) -> YearPlan:
        """Add what the preview shows, as one action that can be undone, and tell what was done."""
        if not (made := self.preview(file, choices)).new:
            return made
        with self._file.transaction("Jaarplan inlezen") as session:
            made = plan(file.rows, choices, _school(session))
            session.add_all(_row(one) for one in made.new)
        return made


def column_named(file: PlanFile, heading: str) -> int:
    """The number of the column with this heading. Raises RuleBroken with the headings there are."""
    for at, known in enumerate(file.headings):
        if known and known.casefold() == heading.strip().casefold():
            return at
    names = dutch.listed(f"‘{one}’" for one in file.headings if one)
    raise RuleBroken(f"Er is geen kolom ‘{heading}’. Wel: {names}.")


def _row(new: NewActivity) -> t.Activity:
    values = {name: getattr(new, name) for name in NewActivity.__slots__}
    return t.Activity(id=t.new_id(), **values)


def _school(session: Session) -> PlanSchool:
    """Whom and what a plan can name, and the activities of all years."""
    codes: dict[str, list[str]] = {}
    for teacher in session.scalars(select(t.Teacher)):
        name = dutch.full_name(teacher.first_name, teacher.prefix, teacher.last_name)
        codes.setdefault(name, []).append(teacher.code)
    persons = [
        Known(one.id, one.name, tuple(filter(None, (one.name, one.function, *codes.get(one.name, ())))))
        for one in session.scalars(select(t.Person).where(t.Person.left_on.is_(None)).order_by(t.Person.name))
    ]
    rows = session.execute(select(t.Activity.title, t.Activity.starts_on, t.Activity.ends_on))
    return PlanSchool(
        {
            PlanField.OWNER: tuple(persons),
            PlanField.SECTION: _named(session, t.Section),
            PlanField.DEPARTMENT: _named(session, t.Department),
        },
        tuple((title, first, last) for title, first, last in rows),
    )


def _named(session: Session, table: Any) -> tuple[Known, ...]:
    rows = session.execute(select(table.id, table.name).order_by(table.name))
    return tuple(Known(row_id, name, (name,)) for row_id, name in rows)
