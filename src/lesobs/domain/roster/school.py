"""This file is the people and classes a school has, as far as a list can change them."""

from dataclasses import dataclass


@dataclass(frozen=True)
class KnownTeacher:
    """A teacher of the school; `sections` by name; not `active` when they left."""

    code: str
    first_name: str = ""
    prefix: str = ""
    last_name: str = ""
    sections: tuple[str, ...] = ()
    active: bool = True


@dataclass(frozen=True)
class KnownSection:
    """A section and the name of its cluster, or `""`."""

    name: str
    cluster: str = ""


@dataclass(frozen=True)
class KnownClass:
    """A class group; `department` by name, or `""`."""

    name: str
    year_level: int | None = None
    department: str = ""
    pupils: int | None = None


@dataclass(frozen=True)
class KnownCluster:
    """A cluster of sections."""

    name: str


@dataclass(frozen=True)
class KnownDepartment:
    """A department of the school."""

    name: str


Change = KnownTeacher | KnownSection | KnownClass | KnownCluster | KnownDepartment
"""The thing as it must be afterwards: add it, or bring the one of that code or name to this state."""


@dataclass(frozen=True)
class KnownSchool:
    """The people and classes a school has now. Codes and names are unique but for case and spaces."""

    teachers: tuple[KnownTeacher, ...] = ()
    sections: tuple[KnownSection, ...] = ()
    clusters: tuple[KnownCluster, ...] = ()
    departments: tuple[KnownDepartment, ...] = ()
    classes: tuple[KnownClass, ...] = ()
