"""This file is what a list would change in the school: what is new, what changes and what is left out."""

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from typing import Literal, TypeVar

from lesobs.domain.dutch import full_name, listed
from lesobs.domain.roster.cells import compatible, initials_of, same_department
from lesobs.domain.roster.model import Roster, RosterClass, RosterSection, RosterTeacher, Thing
from lesobs.domain.roster.school import (
    Change,
    KnownClass,
    KnownCluster,
    KnownDepartment,
    KnownSchool,
    KnownSection,
    KnownTeacher,
)
from lesobs.domain.texts import key

Kind = Literal["nieuw", "wijzigt", "ongewijzigd", "overgeslagen"]
_Known = TypeVar("_Known", KnownTeacher, KnownSection, KnownClass, KnownCluster, KnownDepartment)


@dataclass(frozen=True)
class PlanLine:
    """One line of the preview. `detail` is Dutch; `change` is there for `nieuw` and `wijzigt` only."""

    kind: Kind
    what: Thing
    row: int | None
    name: str
    detail: str = ""
    change: Change | None = None


@dataclass(frozen=True)
class RosterPlan:
    """What would happen, in the order in which it can be applied, and remarks about the list as a whole."""

    lines: tuple[PlanLine, ...]
    notes: tuple[str, ...] = ()


def plan(known: KnownSchool, roster: Roster) -> RosterPlan:
    """What the list would add and change. Nothing is ever deleted, and an empty cell never wipes a value."""
    clusters = _cluster_lines(known, roster.sections)
    sections = _section_lines(known, roster.sections)
    departments, classes = _class_lines(known, roster.classes)
    teachers = _teacher_lines(known, roster.teachers)
    skipped = [PlanLine("overgeslagen", one.what, one.row, one.name, one.sentence) for one in roster.problems]
    return RosterPlan(
        (*clusters, *sections, *departments, *classes, *teachers, *skipped), tuple(_notes(known, roster))
    )


def apply(known: KnownSchool, accepted: RosterPlan) -> KnownSchool:
    """The school as it is after the plan; planning the same list again then changes nothing."""
    changes = [line.change for line in accepted.lines if line.change is not None]
    return KnownSchool(
        _after(KnownTeacher, known.teachers, changes),
        _after(KnownSection, known.sections, changes),
        _after(KnownCluster, known.clusters, changes),
        _after(KnownDepartment, known.departments, changes),
        _after(KnownClass, known.classes, changes),
    )


def summary(made: RosterPlan) -> str:
    """`58 nieuw, 2 gewijzigd, 3 overgeslagen`; `niets te wijzigen` when all is as the list has it."""
    counted = Counter(line.kind for line in made.lines)
    kinds: tuple[tuple[Kind, str], ...] = (
        ("nieuw", "nieuw"),
        ("wijzigt", "gewijzigd"),
        ("overgeslagen", "overgeslagen"),
    )
    parts = [f"{counted[kind]} {word}" for kind, word in kinds if counted[kind]]
    if not counted["nieuw"] and not counted["wijzigt"]:
        parts.insert(0, "niets te wijzigen")
    return ", ".join(parts)


def _after(kind: type[_Known], present: tuple[_Known, ...], changes: Iterable[Change]) -> tuple[_Known, ...]:
    after = {_key(one): one for one in present}
    after.update({_key(change): change for change in changes if isinstance(change, kind)})
    return tuple(after.values())


def _key(thing: Change) -> str:
    return key(thing.code if isinstance(thing, KnownTeacher) else thing.name)


def _by_key(things: Iterable[_Known]) -> dict[str, _Known]:
    return {_key(one): one for one in things}


def _line(
    what: Thing, row: int, before: Change | None, after: Change, detail: str, name: str = ""
) -> PlanLine:
    """The line for one thing: new, changed, or as it was."""
    kind: Kind = "nieuw" if before is None else "ongewijzigd" if before == after else "wijzigt"
    shown = name or (after.code if isinstance(after, KnownTeacher) else after.name)
    return PlanLine(kind, what, row, shown, detail, None if kind == "ongewijzigd" else after)


def _change(label: str, old: str, new: str) -> list[str]:
    """`achternaam: Vis → Visser`, `cluster: bèta` where nothing stood, nothing when only the case differs."""
    if not new or key(old) == key(new):
        return []
    return [f"{label}: {old} → {new}" if old else f"{label}: {new}"]


# Clusters and sections


def _cluster_lines(known: KnownSchool, sections: Iterable[RosterSection]) -> list[PlanLine]:
    present = _by_key(known.clusters)
    lines: dict[str, PlanLine] = {}
    for section in sections:
        if section.cluster and key(section.cluster) not in lines:
            before = present.get(key(section.cluster))
            after = before or KnownCluster(section.cluster)
            lines[key(section.cluster)] = _line("cluster", section.row, before, after, "")
    return list(lines.values())


def _section_lines(known: KnownSchool, sections: Iterable[RosterSection]) -> list[PlanLine]:
    present, clusters = _by_key(known.sections), _by_key(known.clusters)
    lines = []
    for section in sections:
        before = present.get(key(section.name))
        spelled = clusters.get(key(section.cluster))
        cluster = spelled.name if spelled else section.cluster
        after = before or KnownSection(section.name)
        changes = _change("cluster", after.cluster, cluster)
        if changes:
            after = replace(after, cluster=cluster)
        lines.append(_line("sectie", section.row, before, after, "; ".join(changes)))
    return lines


# Departments and classes


def _class_lines(known: KnownSchool, classes: Iterable[RosterClass]) -> tuple[list[PlanLine], list[PlanLine]]:
    present, departments = _by_key(known.classes), _by_key(known.departments)
    department_lines: dict[str, PlanLine] = {}
    class_lines = []
    for group in classes:
        before = present.get(key(group.name))
        name, remark = _department(group, before, known.departments)
        if name:
            there = _by_key(known.departments).get(key(name))
            department = departments.setdefault(key(name), KnownDepartment(name))
            line = _line("afdeling", group.row, there, department, "")
            department_lines.setdefault(key(name), line)
            name = department.name
        class_lines.append(_class_line(group, before, name, remark))
    return list(department_lines.values()), class_lines


def _department(
    group: RosterClass, before: KnownClass | None, present: tuple[KnownDepartment, ...]
) -> tuple[str, str]:
    """The department to put a class in, and a remark.

    One that was only read from the class's name fills an empty place, and makes no new department in a school
    that has its own: there it may well go by another name.
    """
    if "afdeling" not in group.derived:
        return group.department, ""
    if before and before.department:
        return "", ""
    if not present:
        return group.department, ""
    found = same_department(group.department, tuple(one.name for one in present))
    return found or "", "" if found else f"afdeling niet ingevuld: {group.department} kent de school niet"


def _class_line(group: RosterClass, before: KnownClass | None, department: str, remark: str) -> PlanLine:
    old = before or KnownClass(group.name)
    year = group.year_level
    if "leerjaar" in group.derived and old.year_level is not None:
        year = None
    changes = [
        *_change("leerjaar", _shown(old.year_level), _shown(year)),
        *_change("afdeling", old.department, department),
        *_change("leerlingen", _shown(old.pupils), _shown(group.pupils)),
    ]
    after = replace(
        old,
        year_level=old.year_level if year is None else year,
        department=department if department and key(department) != key(old.department) else old.department,
        pupils=old.pupils if group.pupils is None else group.pupils,
    )
    filled = [
        part
        for part, used in (("leerjaar", year), ("afdeling", department))
        if used and part in group.derived
    ]
    if filled:
        changes.append(f"{listed(filled)} afgelezen uit {group.derived_from}")
    return _line("klas", group.row, before, after, "; ".join([*changes, *([remark] if remark else [])]))


def _shown(number: int | None) -> str:
    return "" if number is None else str(number)


# Teachers


def _teacher_lines(known: KnownSchool, teachers: Iterable[RosterTeacher]) -> list[PlanLine]:
    present, sections = _by_key(known.teachers), _by_key(known.sections)
    lines: list[PlanLine] = []
    for one in teachers:
        names = (sections.get(key(name), KnownSection(name)).name for name in one.sections)
        spelled = replace(one, sections=tuple(names))
        before = present.get(key(one.code))
        lines += [_new_teacher(spelled)] if before is None else _known_teacher(before, spelled)
    return lines


def _new_teacher(one: RosterTeacher) -> PlanLine:
    after = KnownTeacher(one.code, one.first_name, one.prefix, one.last_name, one.sections)
    parts = [] if one.last_name else ["nog zonder achternaam"]
    word = "sectie" if len(one.sections) == 1 else "secties"
    parts.append(f"{word}: {listed(one.sections)}" if one.sections else "nog zonder sectie")
    return _line("docent", one.row, None, after, "; ".join(parts), _person(after))


def _known_teacher(before: KnownTeacher, one: RosterTeacher) -> Iterator[PlanLine]:
    """The line of a teacher the school has; a second one when a part of the row can't be used."""
    here = full_name(one.first_name, one.prefix, one.last_name)
    there = full_name(before.first_name, before.prefix, before.last_name)
    if reason := _someone_else(before, one, here, there):
        yield PlanLine(
            "overgeslagen", "docent", one.row, _person(before), f"Rij {one.row} overgeslagen: {reason}"
        )
        return
    renamed = bool(one.last_name) and bool(before.last_name) and key(one.last_name) != key(before.last_name)
    if renamed and before.prefix and not one.prefix:
        # An empty cell may mean "no prefix" or "not in this list", and de Wit must not become de Jansen.
        reason = f"de lijst heeft {here}, de school {there}. Pas de naam zelf aan; de rest is wel gebruikt."
        yield PlanLine("overgeslagen", "docent", one.row, _person(before), f"Rij {one.row}: {reason}")
        one = replace(one, last_name="")
    after, changes = _changed_teacher(before, one)
    yield _line("docent", one.row, before, after, "; ".join(changes), _person(after))


def _changed_teacher(before: KnownTeacher, one: RosterTeacher) -> tuple[KnownTeacher, list[str]]:
    first = "" if initials_of(one.first_name, before.first_name) else one.first_name
    mine = {key(name) for name in before.sections}
    added = tuple(name for name in one.sections if key(name) not in mine)
    changes = [] if before.active else ["weer in dienst"]
    if added:
        changes.append(f"{'sectie' if len(added) == 1 else 'secties'} erbij: {listed(added)}")
    first_change = _change("voornaam", before.first_name, first)
    prefix_change = _change("tussenvoegsel", before.prefix, one.prefix)
    last_change = _change("achternaam", before.last_name, one.last_name)
    after = replace(
        before,
        first_name=first if first_change else before.first_name,
        prefix=one.prefix if prefix_change else before.prefix,
        last_name=one.last_name if last_change else before.last_name,
        sections=before.sections + added,
        active=True,
    )
    return after, [*changes, *first_change, *prefix_change, *last_change]


def _someone_else(before: KnownTeacher, one: RosterTeacher, here: str, there: str) -> str:
    """Why this can't be the teacher the school has under this code, or `""`.

    Codes are given out again. The visits of one person must never move to another's name, so a row that
    differs in both names, or in the surname of somebody who left, waits for a human.
    """
    same_last = key(before.last_name) == key(one.last_name)
    if not before.active and (
        not one.last_name or not same_last or not compatible(before.first_name, one.first_name)
    ):
        named = f", de lijst heeft {here}" if here else ""
        return (
            f"code {before.code} is van {there}, die niet meer op school werkt{named}. Is het dezelfde "
            "persoon, zet die dan zelf weer in dienst; geef iemand anders een eigen code."
        )
    both = before.last_name and one.last_name and not same_last
    if both and not compatible(before.first_name, one.first_name):
        return (
            f"code {before.code} is op school van {there} en in de lijst van {here}. Is het iemand anders, "
            "geef die dan een eigen code; is het dezelfde persoon, pas dan zelf de naam aan."
        )
    return ""


def _person(teacher: KnownTeacher) -> str:
    """`Sanne de Wit (WIT)`."""
    name = full_name(teacher.first_name, teacher.prefix, teacher.last_name)
    return f"{name} ({teacher.code})" if name else teacher.code


# Remarks


def _notes(known: KnownSchool, roster: Roster) -> Iterator[str]:
    yield from roster.notes
    if roster.ignored_columns:
        yield f"Niet overgenomen: {', '.join(roster.ignored_columns)}."
    named = {key(one.code) for one in roster.teachers}
    absent = sum(1 for one in known.teachers if one.active and key(one.code) not in named)
    if named and absent == 1:
        yield "1 docent staat wel in de school, niet in de lijst; die blijft staan."
    elif named and absent:
        yield f"{absent} docenten staan wel in de school, niet in de lijst; ze blijven staan."
