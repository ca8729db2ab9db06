"""This file is undo and redo over the change history: taking back what one action wrote, row by row."""

from collections.abc import Mapping
from typing import Any

from sqlalchemy import delete, select, text
from sqlalchemy.orm import Session

from lesobs.domain.errors import RuleBroken
from lesobs.storage import tables as t
from lesobs.storage.recording import TABLES, Action, as_json, from_json
from lesobs.storage.school_file import SchoolFile

MOST_ACTIONS = 200
MANY_ROWS = 40
"""Rows written back one after the other in less time than a window may stand still: 0.1 s."""


class Undo:
    """Undo and redo of what was done since the file was opened. Undoing is an action of its own in the
    history, so nothing that was ever written is lost."""

    def __init__(self, file: SchoolFile) -> None:
        self._file = file
        self._done: list[Action] = []
        self._undone: list[Action] = []
        self._replaying: tuple[list[Action], list[Action]] | None = None
        file.listeners.insert(0, self._remember)

    @property
    def next_undo(self) -> str | None:
        """Words of the action that `undo` takes back, None when there is none."""
        return self._done[-1].words if self._done else None

    @property
    def next_redo(self) -> str | None:
        """Words of the action that `redo` does again, None when there is none."""
        return self._undone[-1].words if self._undone else None

    @property
    def replaying(self) -> bool:
        """Whether the change that is being told of is an undo or a redo."""
        return self._replaying is not None

    def takes_long(self, *, redo: bool = False) -> bool:
        """Whether the next undo, or redo, writes so many rows that a window should not wait for it."""
        actions = self._undone if redo else self._done
        return bool(actions) and actions[-1].rows > MANY_ROWS

    def undo(self) -> None:
        """Take back the last action. Raises RuleBroken when its rows were changed since by something else."""
        self._replay(self._done, self._undone, "niets om ongedaan te maken")

    def redo(self) -> None:
        """Do the last undone action again."""
        self._replay(self._undone, self._done, "niets om opnieuw te doen")

    def _remember(self, _: frozenset[str]) -> None:
        action = self._file.last_action
        if action is None:
            return
        if self._replaying is not None:
            source, target = self._replaying
            source.pop()
            target.append(action)
            return
        self._undone.clear()
        if not self._done or self._done[-1].id != action.id:
            self._done = [*self._done[-MOST_ACTIONS:], action]

    def _replay(self, source: list[Action], target: list[Action], nothing: str) -> None:
        if not source:
            raise RuleBroken(f"Er is {nothing}.")
        self._file.stop_merging()
        action = source[-1]
        self._replaying = source, target  # moved over in `_remember`, before anybody else hears of it
        try:
            with self._file.transaction(action.words) as session:
                _take_back(session, action.id)
        finally:
            self._replaying = None
            if source and source[-1] is action:  # it was refused, or there was nothing left to take back
                source.pop()


def _take_back(session: Session, action_id: str) -> None:
    session.execute(text("PRAGMA defer_foreign_keys = ON"))
    changes = session.scalars(
        select(t.Change).where(t.Change.action_id == action_id).order_by(t.Change.number.desc())
    ).all()
    for change in changes:
        table = TABLES[change.table]
        row = session.get(table, change.row_id)
        if change.old is None:
            _require(row is not None)
            session.delete(row)
        elif change.new is None:
            _require(row is None)
            session.add(table(**from_json(change.table, change.old)))
            session.execute(delete(t.Tombstone).where(t.Tombstone.row_id == change.row_id))
        else:
            _require(row is not None and _holds(row, change.new))
            for name, value in from_json(change.table, change.old).items():
                setattr(row, name, value)
        session.flush()


def _holds(row: t.Record, values: Mapping[str, Any]) -> bool:
    return all(as_json(getattr(row, name)) == value for name, value in values.items())


def _require(holds: bool) -> None:
    if not holds:
        raise RuleBroken("Dit is daarna nog veranderd en kan daarom niet meer ongedaan gemaakt worden.")
