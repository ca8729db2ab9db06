"""This file is how every change of a row is written into the change history, within the same transaction."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, time
from enum import StrEnum
from typing import Any

from sqlalchemy import insert, inspect
from sqlalchemy.orm import Session
from sqlalchemy.sql.schema import ScalarElementColumnDefault

from lesobs.storage.tables import Base, Change, Record, Tombstone, new_id, now

TABLES: Mapping[str, type[Record]] = {
    mapper.local_table.name: mapper.class_  # type: ignore[attr-defined]
    for mapper in Base.registry.mappers
    if issubclass(mapper.class_, Record)
}

_INSERT_CHANGE = insert(Change.__table__)  # type: ignore[arg-type]


@dataclass(slots=True)
class Action:
    """One thing a user did: an identity, words for the undo menu, who did it, and its rows of history."""

    id: str
    words: str
    person_id: str | None
    rows: int = 0

    @classmethod
    def new(cls, words: str, person_id: str | None) -> "Action":
        return cls(new_id(), words, person_id)


def record_changes(session: Session, action: Action) -> frozenset[str]:
    """Add a history row for every row about to be flushed; returns the tables touched.

    A row changed again by the same action keeps one history row: its first old and its last new.
    """
    touched: set[str] = set()
    written = 0
    for row in [*session.new, *session.dirty, *session.deleted]:
        if not isinstance(row, Record):
            continue
        old, new = _difference(session, row)
        if old is None and new is None:
            continue
        table = row.__tablename__
        touched.add(table)
        written += _add(session, action, table, row.id, old, new)
        if new is None:
            session.add(Tombstone(row_id=row.id, table=table))
    action.rows += written
    return frozenset(touched)


def _add(
    session: Session,
    action: Action,
    table: str,
    row_id: str,
    old: dict[str, Any] | None,
    new: dict[str, Any] | None,
) -> int:
    """Write the history of one row; gives how many rows that added."""
    if action.rows and old is not None and new is not None:
        earlier = (
            session.query(Change)
            .filter_by(action_id=action.id, table=table, row_id=row_id)
            .order_by(Change.number.desc())
            .first()
        )
        if earlier is not None and earlier.new is not None:
            if earlier.old is not None:
                earlier.old = old | earlier.old
            earlier.new = earlier.new | new
            return 0
    # Written at once and not through the session, which costs a key press more than the row it is about.
    session.connection().execute(
        _INSERT_CHANGE,
        {
            "action_id": action.id,
            "action": action.words,
            "person_id": action.person_id,
            "table": table,
            "row_id": row_id,
            "old": old,
            "new": new,
        },
    )
    return 1


def _difference(session: Session, row: Record) -> tuple[dict[str, Any] | None, dict[str, Any] | None]:
    """The changed columns before and after; None for before means a new row, None for after a deleted one."""
    state = inspect(row)
    names = [attribute.key for attribute in state.mapper.column_attrs if attribute.key != "updated_at"]
    if row in session.deleted:
        return {name: as_json(getattr(row, name)) for name in names}, None
    if row in session.new:
        row.id = row.id or new_id()
        row.created_at = row.created_at or now()
        _fill_defaults(row)
        return None, {name: as_json(getattr(row, name)) for name in names}
    old: dict[str, Any] = {}
    new: dict[str, Any] = {}
    for name in names:
        history = state.attrs[name].history
        if history.has_changes():
            old[name] = as_json(history.deleted[0] if history.deleted else None)
            new[name] = as_json(getattr(row, name))
    changed = {name for name in new if old[name] != new[name]}
    if not changed:
        return None, None
    return {name: old[name] for name in changed}, {name: new[name] for name in changed}


def _fill_defaults(row: Record) -> None:
    """What a new row holds where nothing was said; SQLAlchemy itself fills that in only when it writes."""
    for column in inspect(row).mapper.columns:
        default = column.default
        if isinstance(default, ScalarElementColumnDefault) and getattr(row, column.key) is None:
            setattr(row, column.key, default.arg)


def as_json(value: Any) -> Any:
    """A column's value as the history and the export write it."""
    if isinstance(value, StrEnum):
        return value.value
    if isinstance(value, (datetime, date, time)):
        return value.isoformat()
    return value


def from_json(table: str, values: Mapping[str, Any]) -> dict[str, Any]:
    """The reverse of as_json, for the columns of one table. Raises ValueError for what does not fit."""
    columns = inspect(TABLES[table]).columns
    return {name: _typed(columns[name].type.python_type, value) for name, value in values.items()}


def _typed(kind: type[Any], value: Any) -> Any:
    if value is None or isinstance(value, dict):
        return value
    if kind in (datetime, date, time):
        return kind.fromisoformat(value)
    return kind(value) if issubclass(kind, StrEnum) else value
