"""This file is the people and classes of the example school, as many as are asked for."""

import itertools
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from random import Random
from typing import Any

from lesobs.domain.dutch import full_name
from lesobs.domain.visit import ObserverRole
from lesobs.services.demo.rows import Rows
from lesobs.services.demo.texts import Texts
from lesobs.storage import tables as t

USUAL_TEACHERS = 60
TEACHERS_PER_SECTION = 6
FEWEST_SECTIONS = 4
CLASSES_PER_TEACHER = 4
WITHOUT_MARKS = str.maketrans("ĐđŁłØøı", "DdLlOoi")


@dataclass(frozen=True, slots=True)
class Group:
    """A class group; `stream` is the letter in its name."""

    id: str
    name: str
    year: int
    stream: str
    department: str
    pupils: int


@dataclass(frozen=True, slots=True)
class Teaching:
    """What a teacher teaches in one section, and to which classes."""

    section: str
    section_id: str
    subject: str
    groups: tuple[Group, ...]


@dataclass(frozen=True, slots=True)
class Teacher:
    id: str
    name: str
    teaching: tuple[Teaching, ...]
    """The main section first."""
    starter: bool
    """New in the profession."""


@dataclass(frozen=True, slots=True)
class Person:
    id: str
    name: str
    role: ObserverRole | None
    departments: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Staff:
    """Everybody, and the ids of sections, departments and persons by name."""

    teachers: tuple[Teacher, ...]
    groups: dict[str, Group]
    sections: dict[str, str]
    departments: dict[str, str]
    persons: dict[str, Person]

    @property
    def observers(self) -> list[Person]:
        return [person for person in self.persons.values() if person.role is not None]

    def size(self, section: str | None) -> int:
        """How many teachers a section has, or without a section the school."""
        return sum(
            section is None or any(one.section == section for one in teacher.teaching)
            for teacher in self.teachers
        )


def hire(rows: Rows, texts: Texts, rng: Random, number: int) -> Staff:
    """Make `number` teachers with their sections and classes, the observers and the owners of work."""
    source = texts.people
    departments = {name: rows.add(t.Department, {"name": name}) for name in source["departments"]}
    groups = list(_groups(rows, rng, source, departments, number))
    chosen = source["section"][
        : max(FEWEST_SECTIONS, min(len(source["section"]), number // TEACHERS_PER_SECTION))
    ]
    clusters = {
        name: rows.add(t.Cluster, {"name": name}) for name in dict.fromkeys(one["cluster"] for one in chosen)
    }
    sections = {
        one["name"]: rows.add(t.Section, {"name": one["name"], "cluster_id": clusters[one["cluster"]]})
        for one in chosen
    }
    teachers = _teachers(rows, rng, source, chosen, sections, groups, number)
    persons = {one["name"]: _person(rows, one) for one in source["person"]}
    return Staff(teachers, {group.name: group for group in groups}, sections, departments, persons)


def _person(rows: Rows, one: dict[str, Any]) -> Person:
    role = ObserverRole(one["role"]) if "role" in one else None
    row = {"name": one["name"], "function": one["function"], "role": role, "left_on": None}
    return Person(rows.add(t.Person, row), one["name"], role, tuple(one.get("departments", ())))


def _groups(
    rows: Rows, rng: Random, source: dict[str, Any], departments: dict[str, str], number: int
) -> Iterator[Group]:
    for stream in source["stream"]:
        for year, usual in stream["parallel"].items():
            for place in range(1, max(1, round(usual * number / USUAL_TEACHERS)) + 1):
                name = f"{year}{stream['letter']}{place}"
                pupils = rng.randint(*stream["pupils"])
                pupils = source["class_sizes"].get(name, pupils)
                department = stream["department"]
                row = {
                    "name": name,
                    "year_level": int(year),
                    "department_id": departments[department],
                    "pupils": pupils,
                }
                row_id = rows.add(t.ClassGroup, row)
                yield Group(row_id, name, int(year), stream["letter"], department, pupils)


def _teachers(
    rows: Rows,
    rng: Random,
    source: dict[str, Any],
    chosen: list[dict[str, Any]],
    sections: dict[str, str],
    groups: list[Group],
    number: int,
) -> tuple[Teacher, ...]:
    known = {one["name"]: one for one in chosen}
    also = {last: (section, subject) for last, section, subject in source["also"] if section in known}
    more = _more_names(source, rng)
    codes: set[str] = set()
    made = []
    for one, size in zip(chosen, _shares([len(one["teachers"]) for one in chosen], number), strict=True):
        names = itertools.chain(one["teachers"], more)
        for place, (first, prefix, last) in enumerate(itertools.islice(names, size)):
            subjects = [(one["name"], one["subjects"][place % len(one["subjects"])])]
            if last in also and place < len(one["teachers"]):
                subjects.append(also[last])
            row = {
                "code": _code(first, last, codes),
                "first_name": first,
                "prefix": prefix,
                "last_name": last,
            }
            teacher_id = rows.add(t.Teacher, {**row, "left_on": None})
            for section, _ in subjects:
                rows.add(t.TeacherSection, {"teacher_id": teacher_id, "section_id": sections[section]})
            teaching = tuple(
                Teaching(section, sections[section], subject, _own_groups(rng, known[section], groups))
                for section, subject in subjects
            )
            made.append(Teacher(teacher_id, full_name(first, prefix, last), teaching, place == size - 1))
    return tuple(made)


def _shares(weights: list[int], number: int) -> list[int]:
    """`number` shared out in these proportions, the largest remainders rounded up."""
    total = sum(weights)
    shares = [weight * number // total for weight in weights]
    by_remainder = sorted(range(len(weights)), key=lambda place: (-(weights[place] * number % total), place))
    for place in by_remainder[: number - sum(shares)]:
        shares[place] += 1
    return shares


def _own_groups(rng: Random, section: dict[str, Any], groups: list[Group]) -> tuple[Group, ...]:
    streams, from_year = section.get("streams"), section.get("from_year", 1)
    taught = [
        group for group in groups if group.year >= from_year and (streams is None or group.stream in streams)
    ]
    return tuple(rng.sample(taught, min(CLASSES_PER_TEACHER, len(taught))))


def _more_names(source: dict[str, Any], rng: Random) -> Iterator[tuple[str, str, str]]:
    pairs = list(itertools.product(source["more_first_names"], source["more_last_names"]))
    rng.shuffle(pairs)
    return ((first, "", last) for first, last in pairs)


def _code(first: str, last: str, taken: set[str]) -> str:
    """Three letters, or more when those are taken: `DMI` for Minh Đặng."""
    plain = [
        "".join(
            letter
            for letter in unicodedata.normalize("NFKD", name.translate(WITHOUT_MARKS))
            if letter.isalpha()
        )
        for name in (last, first)
    ]
    letters = (plain[0][:1] + plain[1][:2]).upper()
    tries = itertools.chain(
        [letters, (plain[0][:2] + plain[1][:1]).upper()], (f"{letters}{n}" for n in itertools.count(2))
    )
    code = next(one for one in tries if one not in taken)
    taken.add(code)
    return code
