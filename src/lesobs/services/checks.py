"""This file is what is wrong in a school file: damage, values that can't be, and work that breaks a rule."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from sqlalchemy import Table, func, select, text
from sqlalchemy.orm import Session

from lesobs.domain import dutch
from lesobs.domain.errors import RuleBroken
from lesobs.services.check_rules import RULES, cycles_follow_their_turn
from lesobs.services.cycles import Cycles
from lesobs.services.row_rules import TABLES, Rows, faults
from lesobs.services.whole_school import UNREADABLE, rows_of
from lesobs.storage import tables as t
from lesobs.storage.school_file import SchoolFile

COVERED = ("CHECK constraint failed", "NULL value in", "NUMERIC value in", "TEXT value in")
"""What SQLite's own check says of values that `row_rules` tells in Dutch."""


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing that is wrong, as a Dutch sentence that names the place."""

    sentence: str


class Checks:
    """Looking for mistakes in the open school file; nothing is changed."""

    def __init__(self, file: SchoolFile, cycles: Cycles) -> None:
        self._file = file
        self._cycles = cycles

    def problems(self) -> list[Problem]:
        """Everything that is wrong. Each step looks only when the one before found a sound footing:
        the file itself, every value in it, and then the rules of the field."""
        with self._file.reading() as session:
            found = [*_damage(session)] or [*_faults(session)]
            sound = not found
            if sound:
                found = [sentence for rule in RULES for sentence in rule(session)]
                reasons = {row.id: row.reason for row in session.execute(select(t.Cycle.id, t.Cycle.reason))}
        if sound:
            found += cycles_follow_their_turn(self._cycles.all(), reasons)
        return [Problem(sentence) for sentence in found]

    def summary(self) -> str:
        """`240 bezoeken, 2.731 scores, 60 docenten, 40 activiteiten en 3 cycli`."""
        counted: Iterable[tuple[type[t.Record], str, str]] = (
            (t.Visit, "bezoek", "bezoeken"),
            (t.Rating, "score", "scores"),
            (t.Teacher, "docent", "docenten"),
            (t.Activity, "activiteit", "activiteiten"),
            (t.Cycle, "cyclus", "cycli"),
        )
        with self._file.reading() as session:
            return dutch.listed(
                _count(session.scalar(select(func.count()).select_from(table)) or 0, one, many)
                for table, one, many in counted
            )


def _count(number: int, one: str, many: str) -> str:
    words = dutch.count(number, one, many)
    return words.replace(str(number), f"{number:,}".replace(",", ".")) if number else words


def _damage(session: Session) -> Iterator[str]:
    """What SQLite finds wrong with the file as such."""
    found = [str(row[0]) for row in session.execute(text("PRAGMA integrity_check"))]
    messages = [line for line in found if line != "ok" and not line.startswith(COVERED)]
    if messages:
        yield (
            f"Het bestand is beschadigd op {dutch.count(len(messages), 'plek', 'plekken')}. Open de laatste "
            f"reservekopie; laat dit bestand ernaast staan. (SQLite: {messages[0].splitlines()[-1]})"
        )


def _faults(session: Session) -> Iterator[str]:
    rows: dict[str, list[dict[str, object]]] = {}
    for name, table in TABLES.items():
        try:
            rows[name] = [dict(row) for row in rows_of(session, table)]
        except RuleBroken as broken:
            yield from [*_unreadable(session, table)] or [str(broken)]
    if len(rows) == len(TABLES):
        found: Rows = rows
        yield from (fault.sentence for fault in faults(found))


def _unreadable(session: Session, table: Table) -> Iterator[str]:
    """The rows that can't be read, each tried on its own."""
    (identity,) = table.primary_key
    try:
        keys = session.scalars(select(identity)).all()
    except UNREADABLE:
        return
    for key in keys:
        try:
            session.execute(select(table).where(identity == key)).all()
        except UNREADABLE:
            yield f"Tabel {table.name}, rij {key}: hierin staat een waarde die niet te lezen is."
