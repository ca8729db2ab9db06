"""This file is reading a list of people and classes into the school: first a preview, then all in one go."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, TypeVar

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from lesobs.domain import roster as lists
from lesobs.domain.errors import RuleBroken
from lesobs.domain.texts import key
from lesobs.services.roster_reader import read_sheet
from lesobs.storage import tables as t
from lesobs.storage.school_file import SchoolFile

Row = TypeVar("Row", t.Cluster, t.Section, t.Department, t.ClassGroup, t.Teacher)


@dataclass(frozen=True)
class RosterPreview(lists.RosterPlan):
    """What a list would change in the school as it is now, and the list itself."""

    roster: lists.Roster = field(default_factory=lists.Roster)

    @property
    def summary(self) -> str:
        """`58 nieuw, 2 gewijzigd, 3 overgeslagen`."""
        return lists.summary(self)

    @property
    def changes(self) -> tuple[lists.Change, ...]:
        """What has to be written, in order; empty when the school is as the list has it."""
        return tuple(line.change for line in self.lines if line.change is not None)


class Rosters:
    """Lists from a school's administration. Nothing is ever deleted by a list."""

    def __init__(self, file: SchoolFile) -> None:
        self._file = file

    def preview(self, path: Path) -> RosterPreview:
        """What would change, with everything that can't be used and why; nothing is written.

        Raises RuleBroken when the file can't be read or understood as a list at all.
        """
        sheet = read_sheet(path)
        with self._file.reading() as session:
            known = _known_school(session)
        roster = lists.interpret(sheet, [section.name for section in known.sections])
        return _preview(known, roster)

    def apply(self, preview: RosterPreview) -> RosterPreview:
        """Write what the preview showed, as one action; gives the plan as it was carried out.

        When the school has it all already nothing is written. Raises RuleBroken, with nothing written, when
        the school changed since in a way that makes the preview wrong.
        """
        if not self._current(preview).changes:
            return self._current(preview)
        with self._file.transaction("Lijst inlezen") as session:
            present = _preview(_known_school(session), preview.roster)
            if present.changes != preview.changes:
                raise RuleBroken(
                    "De school is veranderd sinds dit overzicht is gemaakt. Er is niets overgenomen; lees de "
                    "lijst opnieuw in."
                )
            _Writing(session).write(present.changes)
        return present

    def _current(self, preview: RosterPreview) -> RosterPreview:
        with self._file.reading() as session:
            return _preview(_known_school(session), preview.roster)


def _preview(known: lists.KnownSchool, roster: lists.Roster) -> RosterPreview:
    made = lists.plan(known, roster)
    return RosterPreview(made.lines, made.notes, roster)


def _known_school(session: Session) -> lists.KnownSchool:
    clusters = dict(_pairs(session, t.Cluster))
    sections = dict(_pairs(session, t.Section))
    departments = dict(_pairs(session, t.Department))
    links: dict[str, list[str]] = defaultdict(list)
    for teacher_id, section_id in session.execute(
        select(t.TeacherSection.teacher_id, t.TeacherSection.section_id)
        .join(t.Section, t.Section.id == t.TeacherSection.section_id)
        .order_by(func.lower(t.Section.name))
    ):
        links[teacher_id].append(sections[section_id])
    return lists.KnownSchool(
        teachers=tuple(
            lists.KnownTeacher(
                row.code,
                row.first_name,
                row.prefix,
                row.last_name,
                tuple(links[row.id]),
                active=row.left_on is None,
            )
            for row in session.scalars(select(t.Teacher).order_by(t.Teacher.code))
        ),
        sections=tuple(
            lists.KnownSection(row.name, clusters.get(row.cluster_id or "", ""))
            for row in session.scalars(select(t.Section).order_by(t.Section.name))
        ),
        clusters=tuple(map(lists.KnownCluster, clusters.values())),
        departments=tuple(map(lists.KnownDepartment, departments.values())),
        classes=tuple(
            lists.KnownClass(
                row.name, row.year_level, departments.get(row.department_id or "", ""), row.pupils
            )
            for row in session.scalars(select(t.ClassGroup).order_by(t.ClassGroup.name))
        ),
    )


def _pairs(session: Session, table: Any) -> Sequence[tuple[str, str]]:
    return [tuple(row) for row in session.execute(select(table.id, table.name).order_by(table.name))]


class _Writing:
    """Writing changes; each table is known by what makes a row the same one: its name or code."""

    def __init__(self, session: Session) -> None:
        self._session = session
        self._clusters = self._rows(t.Cluster, "name")
        self._sections = self._rows(t.Section, "name")
        self._departments = self._rows(t.Department, "name")
        self._classes = self._rows(t.ClassGroup, "name")
        self._teachers = self._rows(t.Teacher, "code")
        self._links = {
            (row.teacher_id, row.section_id)
            for row in session.execute(select(t.TeacherSection.teacher_id, t.TeacherSection.section_id))
        }

    def write(self, changes: Sequence[lists.Change]) -> None:
        """Write the changes in their order, the parents before their children reach the file."""
        kind: type[lists.Change] | None = None
        for change in changes:
            if kind is not None and not isinstance(change, kind):
                self._session.flush()
            kind = type(change)
            match change:
                case lists.KnownCluster():
                    self._row(t.Cluster, self._clusters, change.name).name = change.name
                case lists.KnownDepartment():
                    self._row(t.Department, self._departments, change.name).name = change.name
                case lists.KnownSection():
                    self._write_section(change)
                case lists.KnownClass():
                    self._write_class(change)
                case lists.KnownTeacher():
                    self._write_teacher(change)
        self._session.flush()
        self._add_links([change for change in changes if isinstance(change, lists.KnownTeacher)])

    def _write_section(self, change: lists.KnownSection) -> None:
        row = self._row(t.Section, self._sections, change.name)
        row.name = change.name
        row.cluster_id = self._clusters[key(change.cluster)].id if change.cluster else None

    def _write_class(self, change: lists.KnownClass) -> None:
        row = self._row(t.ClassGroup, self._classes, change.name)
        row.name, row.year_level, row.pupils = change.name, change.year_level, change.pupils
        row.department_id = self._departments[key(change.department)].id if change.department else None

    def _write_teacher(self, change: lists.KnownTeacher) -> None:
        row = self._row(t.Teacher, self._teachers, change.code)
        row.code, row.first_name = change.code, change.first_name
        row.prefix, row.last_name = change.prefix, change.last_name
        if change.active:
            row.left_on = None

    def _add_links(self, teachers: Sequence[lists.KnownTeacher]) -> None:
        for teacher in teachers:
            teacher_id = self._teachers[key(teacher.code)].id
            for name in teacher.sections:
                section_id = self._sections[key(name)].id
                if (teacher_id, section_id) not in self._links:
                    self._links.add((teacher_id, section_id))
                    self._session.add(t.TeacherSection(teacher_id=teacher_id, section_id=section_id))

    def _rows(self, table: type[Row], name: str) -> dict[str, Row]:
        column = getattr(table, name)
        return {key(getattr(row, name)): row for row in self._session.scalars(select(table).order_by(column))}

    def _row(self, table: type[Row], rows: dict[str, Row], name: str) -> Row:
        if key(name) not in rows:
            rows[key(name)] = row = table(id=t.new_id())
            self._session.add(row)
        return rows[key(name)]
