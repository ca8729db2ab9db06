"""This file is what every row of a school must be: its values, references and what is unique."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time
from enum import StrEnum
from typing import Any

from sqlalchemy import Column, Table, UniqueConstraint

from lesobs.domain.dutch import listed
from lesobs.storage.tables import Base

Row = Mapping[str, Any]
Rows = Mapping[str, Sequence[Row]]
"""All rows of a school by table, with the values as JSON has them (dates and enumerations as text)."""

TABLES: Mapping[str, Table] = dict(sorted(Base.metadata.tables.items()))

LIMITS: Mapping[tuple[str, str], tuple[int, int | None]] = {
    ("anchor", "level"): (1, 4),
    ("cycle_indicator", "target_percent"): (0, 100),
    ("rating", "level"): (0, 4),
    ("school", "smallest_group"): (3, None),
    ("series", "days"): (0, 60),
    ("task_count", "on_task"): (0, None),
    ("task_count", "present"): (1, 99),
    ("teacher_rating", "level"): (0, 4),
    ("visit", "count_every"): (1, 60),
    ("visit", "lesson_hour"): (1, 12),
}
"""The lowest and highest whole number of a column, as the check constraints have them."""

ORDERED: Mapping[str, tuple[str, str]] = {
    "activity": ("starts_on", "ends_on"),
    "free_period": ("starts_on", "ends_on"),
    "round": ("starts_on", "ends_on"),
    "series": ("first_on", "last_on"),
    "task_count": ("on_task", "present"),
}
"""Two columns of a table of which the first may not be more than the second."""

COUNTS = (("cycle_indicator", "baseline"), ("finding", "counts"))
"""Columns that hold the counts of a cell of a picture."""

YEARS = range(1900, 3000)
"""The years a date may lie in; beyond them there are no school years to reckon with."""

_SQLITE_INTEGERS = range(-(2**63), 2**63)


@dataclass(frozen=True, slots=True)
class Fault:
    """What is wrong in one row. `number` counts the rows of the table from 1."""

    table: str
    number: int
    column: str
    reason: str

    @property
    def sentence(self) -> str:
        """`Tabel rating, rij 13, level: 7 kan niet; het is 0 tot en met 4.`"""
        return f"Tabel {self.table}, rij {self.number}, {self.column}: {self.reason}."


def columns_of(table: Table) -> list[Column[Any]]:
    """The columns in the order of an export: what identifies a row first."""
    return sorted(table.columns, key=lambda column: not column.primary_key)


def faults(rows: Rows, tables: Mapping[str, Table] = TABLES) -> Iterator[Fault]:
    """Everything that the tables don't allow. Every table is there, and every row has all its columns."""
    present = {name: {str(row[_identity(tables[name])]) for row in found} for name, found in rows.items()}
    for name, found in rows.items():
        table = tables[name]
        for number, row in enumerate(found, start=1):
            for column, reason in _row_faults(table, row, present):
                yield Fault(name, number, column, reason)
        for number, columns in _doubles(table, found):
            yield Fault(name, number, columns, "deze waarde staat er twee keer in")


def _identity(table: Table) -> str:
    (column,) = table.primary_key
    return column.name


def _row_faults(table: Table, row: Row, present: Mapping[str, Collection[str]]) -> Iterator[tuple[str, str]]:
    wrong = set()
    for column in table.columns:
        if reason := value_fault(column, row[column.name]):
            wrong.add(column.name)
            yield column.name, reason
    if wrong:
        return  # the rules below look at values of the right kind only
    for column in table.columns:
        value = row[column.name]
        for key in column.foreign_keys:
            if value is not None and value not in present[key.column.table.name]:
                yield column.name, f"verwijst naar een {key.column.table.name} die er niet is ({value})"
        if column.name == "table" and value not in present:
            yield column.name, f"tabel {value} bestaat niet"
    if table.name in ORDERED:
        low, high = ORDERED[table.name]
        if row[high] < row[low]:
            yield high, f"{high} ({row[high]}) kan niet minder zijn dan {low} ({row[low]})"


def value_fault(column: Column[Any], value: Any) -> str:
    """Why this value can't be in this column; empty when it can."""
    place = (column.table.name, column.name)
    if value is None:
        return "" if column.nullable else "mag niet leeg zijn"
    kind = column.type.python_type
    if reason := _kind_fault(kind, value):
        return reason
    if place in LIMITS:
        low, high = LIMITS[place]
        if value < low or (high is not None and value > high):
            until = f"{low} tot en met {high}" if high is not None else f"{low} of meer"
            return f"{value} kan niet; het is {until}"
    if place in COUNTS and not _are_counts(value):
        return 'geen tellingen; het is {"levels": [0, 0, 0, 0], "not_applicable": 0}'
    return ""


def _kind_fault(kind: type[Any], value: Any) -> str:
    if issubclass(kind, StrEnum):
        codes = [code.value for code in kind]
        return "" if value in codes else f"{_shown(value)} kan niet; het is {listed(codes, 'of')}"
    if kind in (date, datetime, time):
        if not _is_moment(kind, value):
            return f"{_shown(value)} is geen {_MOMENTS[kind]}"
        return "" if kind is time or int(value[:4]) in YEARS else f"{value} ligt te ver weg"
    if kind is int:
        fits = type(value) is int and value in _SQLITE_INTEGERS
        return "" if fits else f"{_shown(value)} is geen geheel getal"
    if kind is bool:
        return "" if isinstance(value, bool) else f"{_shown(value)} is geen true of false"
    if kind is str and not isinstance(value, str):
        return f"{_shown(value)} is geen tekst"
    if kind is object and not isinstance(value, dict):
        return f"{_shown(value)} is geen object"
    return "" if _is_unicode(value) else "in deze tekst staat een teken dat niet bestaat"


_MOMENTS = {
    date: "datum (zoals 2026-11-23)",
    time: "tijd (zoals 10:42:00)",
    datetime: "moment in UTC (zoals 2026-11-23T09:42:00+00:00)",
}


def _is_moment(kind: type[Any], value: Any) -> bool:
    """Only the one spelling that an export writes, so that a second export gives the same text."""
    try:
        read = kind.fromisoformat(value)
        if kind is datetime:
            read = read.astimezone(UTC) if read.tzinfo else None
    except (TypeError, ValueError, OverflowError):
        return False
    return read is not None and read.isoformat() == value and (kind is not time or read.tzinfo is None)


def _are_counts(value: dict[str, Any]) -> bool:
    levels = value.get("levels", [0, 0, 0, 0])
    numbers = [*levels, value.get("not_applicable", 0)] if isinstance(levels, list) else []
    known = value.keys() <= {"levels", "not_applicable"}
    return known and len(numbers) == 5 and all(type(number) is int and number >= 0 for number in numbers)


def _is_unicode(value: Any) -> bool:
    """Whether all texts in a value can be written as UTF-8; half a surrogate pair can't."""
    if isinstance(value, str):
        try:
            value.encode()
        except UnicodeEncodeError:
            return False
    if isinstance(value, dict):
        return all(_is_unicode(part) for pair in value.items() for part in pair)
    return all(map(_is_unicode, value)) if isinstance(value, list) else True


def _doubles(table: Table, rows: Sequence[Row]) -> Iterator[tuple[int, str]]:
    """The rows that repeat what must be unique, with the columns it is about."""
    constraints = [one for one in table.constraints if isinstance(one, UniqueConstraint)]
    unique = [(_identity(table),), *(tuple(one.columns.keys()) for one in constraints)]
    for columns in sorted(unique):
        seen = set()
        for number, row in enumerate(rows, start=1):
            values = tuple(str(row[column]) for column in columns)
            if values in seen:
                yield number, listed(columns)
            seen.add(values)


def _shown(value: Any) -> str:
    if isinstance(value, bool):
        return str(value).lower()
    text = "een lijst" if isinstance(value, list) else "een object" if isinstance(value, dict) else ""
    return text or f"‘{' '.join(str(value).split())[:40]}’"
