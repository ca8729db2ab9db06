"""This file is which visits changed since pictures read their lessons, as the change history tells it."""

from functools import cache
from typing import Any, NamedTuple

from sqlalchemy import bindparam, func, or_, select
from sqlalchemy.orm import Session

from lesobs.storage import tables as t

MOST_CHANGED = 500
"""Visits; when there are more, all of them are read as fast."""


class LastChange(NamedTuple):
    """The last row of the change history: its number and its action."""

    number: int
    action_id: str


def last_change(session: Session) -> LastChange | None:
    """How far the change history goes."""
    found = session.connection().execute(_last_query()).first()
    return LastChange(*found) if found is not None else None


def changed_visits(session: Session, since: LastChange) -> set[str] | None:
    """The visits that were written, deleted, or scored since then, and of a duo both halves; None when the
    history can't tell, since it is not the same any more.

    An action may go on to change its own rows of the history, so those of the last one are looked at again.
    """
    connection = session.connection()
    if connection.scalar(_action_query(), {"number": since.number}) != since.action_id:
        return None
    rows = connection.execute(_changes_query(), since._asdict()).all()
    return {visit for row in rows for visit in row if visit is not None}


@cache
def _last_query() -> Any:
    return select(t.Change.number, t.Change.action_id).order_by(t.Change.number.desc()).limit(1)


@cache
def _action_query() -> Any:
    return select(t.Change.action_id).where(t.Change.number == bindparam("number"))


@cache
def _changes_query() -> Any:
    """For each change of a visit or score the visits it may be about."""
    of, change = func.json_extract, t.Change
    since = or_(change.number > bindparam("number"), change.action_id == bindparam("action_id"))
    visits = select(change.row_id, of(change.old, "$.duo_of_id"), of(change.new, "$.duo_of_id")).where(
        since, change.table == "visit"
    )
    scores = (
        select(t.Rating.visit_id, of(change.old, "$.visit_id"), of(change.new, "$.visit_id"))
        .outerjoin(t.Rating, t.Rating.id == change.row_id)
        .where(since, change.table == "rating")
    )
    return visits.union(scores)
