"""This file is the shapes of a list: its cells, what it says, and what in it can't be used."""

from dataclasses import dataclass, field
from typing import Literal

Thing = Literal["docent", "klas", "sectie", "cluster", "afdeling"]


@dataclass(frozen=True)
class SheetRow:
    """One row; `number` counts from 1 as the user sees it in Excel, empty rows included."""

    number: int
    cells: tuple[str, ...]


@dataclass(frozen=True)
class RowProblem:
    """What can't be used and why, as a Dutch sentence; `row` is None when it is about the whole list."""

    row: int | None
    sentence: str
    what: Thing = "docent"
    name: str = ""


@dataclass(frozen=True)
class Sheet:
    """The cells of a list, without its empty rows; `notes` are remarks about the file (other tabs)."""

    rows: tuple[SheetRow, ...]
    problems: tuple[RowProblem, ...] = ()
    notes: tuple[str, ...] = ()


@dataclass(frozen=True)
class RosterTeacher:
    """A teacher as the list has them, from all their rows together; `row` is the first one."""

    row: int
    code: str
    first_name: str = ""
    prefix: str = ""
    last_name: str = ""
    sections: tuple[str, ...] = ()


@dataclass(frozen=True)
class RosterClass:
    """A class as the list has it.

    `derived` names the parts (`leerjaar`, `afdeling`) that had no column of their own but were read from the
    text `derived_from`.
    """

    row: int
    name: str
    year_level: int | None = None
    department: str = ""
    pupils: int | None = None
    derived: tuple[str, ...] = ()
    derived_from: str = ""


@dataclass(frozen=True)
class RosterSection:
    """A section and the cluster the list puts it in, or `""`."""

    row: int
    name: str
    cluster: str = ""


@dataclass(frozen=True)
class Roster:
    """All that a list says. `ignored_columns` are the headings of what was never read."""

    teachers: tuple[RosterTeacher, ...] = ()
    classes: tuple[RosterClass, ...] = ()
    sections: tuple[RosterSection, ...] = ()
    problems: tuple[RowProblem, ...] = ()
    ignored_columns: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()


@dataclass
class Problems:
    """The problems found so far."""

    found: list[RowProblem]
    _told: set[tuple[object, ...]] = field(default_factory=set)

    def add(
        self, row: int, sentence: str, what: Thing = "docent", name: str = "", once: tuple[object, ...] = ()
    ) -> None:
        """Keep a problem; the same one in many rows (told by `once`) is kept the first time."""
        if once and (what, *once) in self._told:
            return
        self._told.add((what, *once))
        self.found.append(RowProblem(row, sentence, what, name))
