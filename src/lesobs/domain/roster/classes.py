"""This file is the classes of a list: their level, department and number of pupils, from all their rows."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field

from lesobs.domain.roster.cells import (
    class_hint,
    split_classes,
    split_department,
    whole_number,
    year_number,
)
from lesobs.domain.roster.columns import Field
from lesobs.domain.roster.model import Problems, RosterClass
from lesobs.domain.texts import key

YEAR_LEVELS = range(1, 7)
MOST_PUPILS = 40


@dataclass
class _Class:
    """A class so far; values come with the row they stood in, `department_text` is the first whole cell."""

    row: int
    name: str
    year: tuple[int, int] | None = None
    pupils: tuple[int, int] | None = None
    department: tuple[str, int] | None = None
    department_text: str = ""


@dataclass
class Classes:
    """The classes read so far from a list with these columns."""

    columns: Collection[Field]
    problems: Problems
    _found: dict[str, _Class] = field(default_factory=dict)

    def read(self, row: int, cells: Mapping[Field, str]) -> list[str]:
        """Take the classes of one row; returns their names."""
        names = split_classes(cells.get(Field.CLASS, ""))
        for name in names:
            group = self._found.setdefault(key(name), _Class(row, name))
            self._read_year(row, group, cells.get(Field.YEAR, ""))
            self._read_pupils(row, group, cells.get(Field.PUPILS, ""))
            self._read_department(row, group, cells.get(Field.DEPARTMENT, ""))
        return names

    def finished(self) -> tuple[RosterClass, ...]:
        """The classes in the order of the list."""
        return tuple(self._finished(group) for group in self._found.values())

    def _read_year(self, row: int, group: _Class, text: str) -> None:
        year = year_number(text)
        if year is not None and year in YEAR_LEVELS:
            group.year = group.year or (year, row)
            self._compare(row, group, "leerjaar", group.year, year)
        elif text:
            self._unfit(row, group, f"leerjaar ‘{text}’ kan niet (1 tot en met 6)")

    def _read_pupils(self, row: int, group: _Class, text: str) -> None:
        pupils = whole_number(text)
        if pupils is not None and 0 <= pupils <= MOST_PUPILS:
            group.pupils = group.pupils or (pupils, row)
            self._compare(row, group, "aantal leerlingen", group.pupils, pupils)
        elif text:
            self._unfit(row, group, f"aantal leerlingen ‘{text}’ kan niet (0 tot en met {MOST_PUPILS})")

    def _read_department(self, row: int, group: _Class, text: str) -> None:
        if not text:
            return
        department, _ = split_department(text)
        group.department_text = group.department_text or text
        group.department = group.department or (department, row)
        self._compare(row, group, "afdeling", group.department, department)

    def _compare(
        self, row: int, group: _Class, label: str, first: tuple[int | str, int], value: int | str
    ) -> None:
        """Tell once when a later row says something else than the first one."""
        kept, kept_row = first
        if key(str(kept)) == key(str(value)):
            return
        self.problems.add(
            row,
            f"Rij {row}: klas {group.name} heeft hier {label} {value} en in rij {kept_row} {kept}. "
            f"Rij {kept_row} is aangehouden.",
            "klas",
            group.name,
            once=(group.name, label),
        )

    def _unfit(self, row: int, group: _Class, reason: str) -> None:
        sentence = f"Rij {row}: {reason}. De rest van de rij is wel gebruikt."
        self.problems.add(row, sentence, "klas", group.name, once=(group.name, reason))

    def _finished(self, group: _Class) -> RosterClass:
        """The class, with what its name gives away where the list has no column for it."""
        hint = class_hint(group.name)
        year = group.year[0] if group.year else None
        department = group.department[0] if group.department else ""
        derived: list[str] = []
        source = "de klasnaam"
        if Field.YEAR not in self.columns:
            _, said = split_department(group.department_text)
            agreed = said is None or hint.year_level in (None, said)
            year = (said or hint.year_level) if agreed else None
            source = f"‘{group.department_text}’" if said else source
            derived += ["leerjaar"] if year else []
        if Field.DEPARTMENT not in self.columns and hint.department:
            department = hint.department
            derived.append("afdeling")
        pupils = group.pupils[0] if group.pupils else None
        return RosterClass(
            group.row, group.name, year, department, pupils, tuple(derived), source if derived else ""
        )
