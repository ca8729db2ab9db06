"""This file is what a user can do with people and classes: sections, departments, teachers and persons."""

from collections import defaultdict
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date
from typing import Any, TypeVar

from sqlalchemy import func, or_, select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from lesobs.domain.dutch import full_name, sort_name
from lesobs.domain.errors import RuleBroken
from lesobs.domain.texts import key
from lesobs.domain.visit import ObserverRole
from lesobs.services.clusters import clusters_kept, put_in_cluster
from lesobs.storage import tables as t
from lesobs.storage.school_file import SchoolFile

R = TypeVar("R", bound=t.Record)

LONGEST_NAME = 80
MOST_PUPILS = 60
_LEAVES = "Wie weg is, kun je ‘uit dienst’ zetten."


@dataclass(frozen=True, slots=True)
class SectionLine:
    id: str
    name: str
    cluster: str
    teachers: int


@dataclass(frozen=True, slots=True)
class ClusterLine:
    id: str
    name: str
    sections: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class DepartmentLine:
    id: str
    name: str
    classes: int


@dataclass(frozen=True, slots=True)
class TeacherLine:
    id: str
    code: str
    name: str
    sort_name: str
    first_name: str
    prefix: str
    last_name: str
    sections: tuple[str, ...]
    section_ids: tuple[str, ...]
    left_on: date | None


@dataclass(frozen=True, slots=True)
class ClassLine:
    id: str
    name: str
    year_level: int | None
    department: str
    department_id: str | None
    pupils: int | None


@dataclass(frozen=True, slots=True)
class PersonLine:
    """An observer (with a role), an owner of activities, or both."""

    id: str
    name: str
    function: str
    role: ObserverRole | None
    left_on: date | None


@dataclass(frozen=True, slots=True)
class SectionDraft:
    """`whole_cluster`: the other sections of the cluster it was in go along."""

    name: str
    cluster: str = ""
    id: str | None = None
    whole_cluster: bool = False


@dataclass(frozen=True, slots=True)
class DepartmentDraft:
    name: str
    id: str | None = None


@dataclass(frozen=True, slots=True)
class TeacherDraft:
    code: str
    last_name: str
    first_name: str = ""
    prefix: str = ""
    section_ids: frozenset[str] = field(default_factory=frozenset)
    left_on: date | None = None
    id: str | None = None


@dataclass(frozen=True, slots=True)
class ClassDraft:
    name: str
    year_level: int | None = None
    department_id: str | None = None
    pupils: int | None = None
    id: str | None = None


@dataclass(frozen=True, slots=True)
class PersonDraft:
    name: str
    function: str = ""
    role: ObserverRole | None = None
    left_on: date | None = None
    id: str | None = None


class People:
    """Sections, clusters, departments, teachers, class groups and persons of one school.

    A `save_…` with a draft without id adds, with an id changes; it gives the id back. It and `remove_…` raise
    RuleBroken with the reason when that can't be done.
    """

    def __init__(self, file: SchoolFile) -> None:
        self._file = file

    def sections(self) -> list[SectionLine]:
        teachers = (
            select(func.count())
            .select_from(t.TeacherSection)
            .join(t.Teacher, t.Teacher.id == t.TeacherSection.teacher_id)
            .where(t.TeacherSection.section_id == t.Section.id, t.Teacher.left_on.is_(None))
            .scalar_subquery()
        )
        query = (
            select(t.Section.id, t.Section.name, func.coalesce(t.Cluster.name, ""), teachers)
            .outerjoin(t.Cluster, t.Cluster.id == t.Section.cluster_id)
            .order_by(func.lower(t.Section.name))
        )
        with self._file.reading() as session:
            return [SectionLine(*row) for row in session.execute(query)]

    def clusters(self, also: str | None = None) -> list[ClusterLine]:
        """The clusters with the names of their sections; one without any is left out, but for `also`."""
        query = (
            select(t.Cluster.id, t.Cluster.name, t.Section.name)
            .outerjoin(t.Section, t.Section.cluster_id == t.Cluster.id)
            .where(or_(t.Section.id.is_not(None), t.Cluster.id == also))
            .order_by(func.lower(t.Cluster.name), func.lower(t.Section.name))
        )
        sections: dict[tuple[str, str], list[str]] = defaultdict(list)
        with self._file.reading() as session:
            for cluster_id, name, section in session.execute(query):
                sections[cluster_id, name].append(section)
        return [ClusterLine(*cluster, tuple(filter(None, names))) for cluster, names in sections.items()]

    def departments(self) -> list[DepartmentLine]:
        query = (
            select(t.Department.id, t.Department.name, func.count(t.ClassGroup.id))
            .outerjoin(t.ClassGroup, t.ClassGroup.department_id == t.Department.id)
            .group_by(t.Department.id)
            .order_by(func.lower(t.Department.name))
        )
        with self._file.reading() as session:
            return [DepartmentLine(*row) for row in session.execute(query)]

    def teachers(self, *, also_left: bool = False) -> list[TeacherLine]:
        sections = (
            select(t.TeacherSection.teacher_id, t.Section.id, t.Section.name)
            .join(t.Section, t.Section.id == t.TeacherSection.section_id)
            .order_by(func.lower(t.Section.name))
        )
        columns = (
            t.Teacher.id,
            t.Teacher.code,
            t.Teacher.first_name,
            t.Teacher.prefix,
            t.Teacher.last_name,
            t.Teacher.left_on,
        )
        query = select(*columns).order_by(func.lower(t.Teacher.last_name), t.Teacher.first_name)
        if not also_left:
            query = query.where(t.Teacher.left_on.is_(None))
        with self._file.reading() as session:
            mine: dict[str, list[tuple[str, str]]] = defaultdict(list)
            for teacher_id, section_id, name in session.execute(sections):
                mine[teacher_id].append((section_id, name))
            return [
                TeacherLine(
                    id=row.id,
                    code=row.code,
                    name=full_name(row.first_name, row.prefix, row.last_name),
                    sort_name=sort_name(row.first_name, row.prefix, row.last_name),
                    first_name=row.first_name,
                    prefix=row.prefix,
                    last_name=row.last_name,
                    sections=tuple(name for _, name in mine[row.id]),
                    section_ids=tuple(section_id for section_id, _ in mine[row.id]),
                    left_on=row.left_on,
                )
                for row in session.execute(query)
            ]

    def classes(self) -> list[ClassLine]:
        query = (
            select(
                t.ClassGroup.id,
                t.ClassGroup.name,
                t.ClassGroup.year_level,
                func.coalesce(t.Department.name, ""),
                t.ClassGroup.department_id,
                t.ClassGroup.pupils,
            )
            .outerjoin(t.Department, t.Department.id == t.ClassGroup.department_id)
            .order_by(func.lower(t.ClassGroup.name))
        )
        with self._file.reading() as session:
            return [ClassLine(*row) for row in session.execute(query)]

    def persons(self, *, also_left: bool = False) -> list[PersonLine]:
        query = select(
            t.Person.id, t.Person.name, t.Person.function, t.Person.role, t.Person.left_on
        ).order_by(func.lower(t.Person.name))
        if not also_left:
            query = query.where(t.Person.left_on.is_(None))
        with self._file.reading() as session:
            return [PersonLine(*row) for row in session.execute(query)]

    def observers(self) -> list[PersonLine]:
        """The persons who visit lessons."""
        return [person for person in self.persons() if person.role is not None]

    def save_section(self, draft: SectionDraft) -> str:
        """Refused when it would leave a cluster empty that an open cycle is about."""
        name = _named(draft.name, "de sectie")
        with self._saving("Sectie", name, draft.id, t.Section.name) as session, clusters_kept(session):
            row = _row(session, t.Section, draft.id)
            row.name = name
            put_in_cluster(session, row, draft.cluster, whole=draft.whole_cluster)
            session.add(row)
        return row.id

    def save_department(self, draft: DepartmentDraft) -> str:
        name = _named(draft.name, "de afdeling")
        with self._saving("Afdeling", name, draft.id, t.Department.name) as session:
            row = _row(session, t.Department, draft.id)
            row.name = name
            session.add(row)
        return row.id

    def save_teacher(self, draft: TeacherDraft) -> str:
        code = _named(draft.code, "de docent (de afkorting)")
        last_name = _named(draft.last_name, "de docent (de achternaam)")
        with self._saving("Docent", code, draft.id, t.Teacher.code) as session:
            row = _row(session, t.Teacher, draft.id)
            row.code, row.last_name, row.left_on = code, last_name, draft.left_on
            row.first_name, row.prefix = draft.first_name.strip(), draft.prefix.strip()
            session.add(row)
            session.flush()
            _set_sections(session, row.id, draft.section_ids)
        return row.id

    def save_class(self, draft: ClassDraft) -> str:
        name = _named(draft.name, "de klas")
        if draft.year_level is not None and not 1 <= draft.year_level <= 6:
            raise RuleBroken("Een leerjaar is 1 tot en met 6.")
        if draft.pupils is not None and not 1 <= draft.pupils <= MOST_PUPILS:
            raise RuleBroken(f"Een klas heeft 1 tot en met {MOST_PUPILS} leerlingen.")
        with self._saving("Klas", name, draft.id, t.ClassGroup.name) as session:
            row = _row(session, t.ClassGroup, draft.id)
            row.name, row.year_level, row.pupils = name, draft.year_level, draft.pupils
            row.department_id = draft.department_id
            session.add(row)
        return row.id

    def save_person(self, draft: PersonDraft) -> str:
        name = _named(draft.name, "de medewerker")
        with self._saving("Medewerker", name, draft.id) as session:
            row = _row(session, t.Person, draft.id)
            row.name, row.function, row.role = name, draft.function.strip(), draft.role
            row.left_on = draft.left_on
            session.add(row)
        return row.id

    def remove_section(self, section_id: str) -> None:
        self._remove(t.Section, section_id, "Deze sectie", "Er horen nog docenten of bezoeken bij.")

    def remove_department(self, department_id: str) -> None:
        self._remove(t.Department, department_id, "Deze afdeling", "Er horen nog klassen bij.")

    def remove_teacher(self, teacher_id: str) -> None:
        """A teacher with visits can't be removed; give `left_on` instead."""
        self._remove(t.Teacher, teacher_id, "Deze docent", _LEAVES, t.TeacherSection.teacher_id)

    def remove_class(self, class_id: str) -> None:
        self._remove(t.ClassGroup, class_id, "Deze klas", "Er horen bezoeken bij.")

    def remove_person(self, person_id: str) -> None:
        self._remove(t.Person, person_id, "Deze medewerker", _LEAVES)

    @contextmanager
    def _saving(
        self, what: str, name: str, present: str | None, unique: Any | None = None
    ) -> Iterator[Session]:
        """A transaction that adds a row, or changes the one that is `present`; no other may have this name
        in the column `unique`."""
        verb = "wijzigen" if present else "toevoegen"
        with self._file.transaction(f"{what} {name} {verb}") as session:
            if unique is not None and _same(session, unique, name) not in (None, present):
                raise RuleBroken(f"{what} ‘{name}’ staat al in de school.")
            yield session

    def _remove(
        self, table: type[t.Record], row_id: str, what: str, advice: str, owned: Any | None = None
    ) -> None:
        try:
            with self._file.transaction(f"{what} verwijderen") as session:
                if owned is not None:
                    for row in session.scalars(select(owned.class_).where(owned == row_id)):
                        session.delete(row)
                    session.flush()
                with clusters_kept(session):
                    session.delete(session.get_one(table, row_id))
        except IntegrityError as error:
            raise RuleBroken(f"{what} wordt nog gebruikt en blijft staan. {advice}") from error


def _row(session: Session, table: type[R], row_id: str | None) -> R:
    return session.get_one(table, row_id) if row_id else table(id=t.new_id())


def _named(name: str, what: str) -> str:
    """The name without spaces around it; raises RuleBroken when it is empty or too long."""
    name = " ".join(name.split())
    if not name:
        raise RuleBroken(f"Vul de naam van {what} in.")
    if len(name) > LONGEST_NAME:
        raise RuleBroken(f"Die naam is te lang: hooguit {LONGEST_NAME} tekens.")
    return name


def _same(session: Session, column: Any, name: str) -> str | None:
    """The id of the row that has this name or code in a column, whatever its capitals and spaces."""
    rows = session.execute(select(column.class_.id, column))
    return next((row_id for row_id, other in rows if key(other) == key(name)), None)


def _set_sections(session: Session, teacher_id: str, section_ids: frozenset[str]) -> None:
    links = session.scalars(select(t.TeacherSection).where(t.TeacherSection.teacher_id == teacher_id)).all()
    for link in links:
        if link.section_id not in section_ids:
            session.delete(link)
    for section_id in sorted(section_ids - {link.section_id for link in links}):
        session.add(t.TeacherSection(teacher_id=teacher_id, section_id=section_id))
