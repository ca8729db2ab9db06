"""This file is the rows of the planner: by which of its sides an activity is put in which row."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal

from lesobs.domain.dutch import count
from lesobs.domain.standards import STANDARDS
from lesobs.services.calendar import ActivityLine

RowsBy = Literal["owner", "department", "standard", "cycle"]


@dataclass(frozen=True, slots=True)
class Group:
    """The activities of one row. `attention`: the row itself asks for something."""

    key: str
    name: str
    caption: str
    lines: tuple[ActivityLine, ...]
    attention: bool = False


def grouped(lines: Iterable[ActivityLine], rows_by: RowsBy) -> list[Group]:
    """The rows in the order shown: what has no owner first, standards as the framework has them."""
    found: dict[str, list[ActivityLine]] = defaultdict(list)
    for line in lines:
        found[_key(line, rows_by)].append(line)
    groups = [_group(key, tuple(members), rows_by) for key, members in found.items()]
    return sorted(groups, key=lambda group: _order(group, rows_by))


def _key(line: ActivityLine, rows_by: RowsBy) -> str:
    keys = {
        "owner": line.owner_id or "",
        "department": line.department,
        "standard": line.standard,
        "cycle": line.cycle_id or "",
    }
    return keys[rows_by]


def _group(key: str, lines: tuple[ActivityLine, ...], rows_by: RowsBy) -> Group:
    total = count(len(lines), "activiteit", "activiteiten")
    match rows_by:
        case "owner" if not key:
            return Group(key, "Geen eigenaar", "wie pakt dit op?", lines, attention=True)
        case "owner":
            return Group(key, lines[0].owner, lines[0].owner_function, lines)
        case "department":
            return Group(key, key or "Hele school", total, lines)
        case "standard":
            return Group(key, key, STANDARDS.get(key, ""), lines)
        case "cycle":
            return Group(key, lines[0].cycle or "Zonder cyclus", total, lines)


def _order(group: Group, rows_by: RowsBy) -> tuple[int, str]:
    if rows_by == "standard":
        codes = list(STANDARDS)
        return (codes.index(group.key) if group.key in codes else len(codes), group.key)
    nothing_first = rows_by != "cycle"
    return (int(bool(group.key) is nothing_first), group.name.casefold())
