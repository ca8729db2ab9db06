"""This file is what goes into somebody's agenda: activities, their visits, and what is there no longer."""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from datetime import date, datetime
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from lesobs.domain.visit import VisitState
from lesobs.services import round_rows
from lesobs.services.calendar_choice import CalendarChoice
from lesobs.services.ics import AgendaItem, Moments, of_activity
from lesobs.services.round_rows import PlannedVisit
from lesobs.storage import tables as t

Changes = dict[str, list[t.Change]]


def of_choice(session: Session, choice: CalendarChoice, since: date) -> list[AgendaItem]:
    """The chosen activities, and cancelled those that an earlier agenda may have had and that are gone.

    What went away is told of when all activities were chosen, or all of one person: an activity that passed
    to somebody else is gone from that person's agenda. What ended before `since` stays as it is there.
    """
    moments = _moments(session, t.Activity)
    found = [of_activity(line, moments[line.id]) for line in choice.lines]
    if choice.words and choice.owner_id is None:
        return found
    for row_id, changes in _history(session, t.Activity).items():
        if choice.owner_id is not None:
            found += _gone(
                row_id, changes[: _left(changes, "owner_id", choice.owner_id)], since, len(changes)
            )
        elif row_id not in moments:
            found += _gone(row_id, changes, since, len(changes))
    return found


def of_visits(session: Session, person_id: str, since: date) -> list[AgendaItem]:
    """The planned visits of one observer, and cancelled those called off or passed to somebody else.

    A visit that was held is left out: it stays in the agenda as it was.
    """
    moments = _moments(session, t.Visit)
    mine = round_rows.visits(session, t.Visit.observer_id == person_id)
    planned = (VisitState.PLANNED, VisitState.BUSY)
    found = [_visit(one, moments[one.id]) for one in mine if one.state in planned]
    for row_id, changes in _history(session, t.Visit).items():
        found += _gone(row_id, changes[: _left(changes, "observer_id", person_id)], since, len(changes))
    return found


def _visit(visit: PlannedVisit, at: Moments) -> AgendaItem:
    hour = f"{visit.lesson_hour}e uur" if visit.lesson_hour else ""
    title = ", ".join(filter(None, (f"Lesbezoek {visit.teacher}", visit.class_group, hour)))
    observers = f"Waarnemers: {visit.observers}" if visit.with_observer else ""
    about = "\n".join(filter(None, (f"Sectie: {visit.section}", observers)))
    return AgendaItem(visit.id, title, visit.held_on, visit.held_on, at, about, ("lesbezoek",))


def _moments(session: Session, table: Any) -> dict[str, Moments]:
    counted = (
        select(func.count())
        .where(t.Change.table == table.__tablename__, t.Change.row_id == table.id)
        .scalar_subquery()
    )
    rows = session.execute(select(table.id, table.created_at, table.updated_at, counted))
    return {row[0]: Moments(row[1], row[2], max(row[3] - 1, 0)) for row in rows}


def _history(session: Session, table: Any) -> Changes:
    """All changes of the rows of a table, in their order."""
    found: Changes = defaultdict(list)
    query = select(t.Change).where(t.Change.table == table.__tablename__).order_by(t.Change.number)
    for change in session.scalars(query):
        found[change.row_id].append(change)
    return found


def _left(changes: Sequence[t.Change], column: str, value: str) -> int:
    """How many changes it took until the row was deleted or passed from this person to another; 0 when it is
    still theirs or never was."""
    theirs, left = False, 0
    for number, change in enumerate(changes, start=1):
        if (change.new or {}).get(column) == value:
            theirs, left = True, 0
        elif theirs and (change.new is None or column in change.new):
            theirs, left = False, number
    return left


def _gone(row_id: str, changes: Sequence[t.Change], since: date, number: int) -> Iterator[AgendaItem]:
    """A row as it was last, cancelled. What was there for less than a day is in no agenda, and stays out."""
    known: dict[str, Any] = {}
    for change in changes[:-1]:
        known |= change.new or {}
    starts, ends = known.get("starts_on", known.get("held_on")), known.get("ends_on", known.get("held_on"))
    if not starts or not ends or date.fromisoformat(ends) < since:
        return
    first, last = changes[0].at, changes[-1].at
    if first.date() != last.date():
        yield AgendaItem(
            row_id,
            known.get("title", "Lesbezoek"),
            date.fromisoformat(starts),
            date.fromisoformat(ends),
            Moments(datetime.fromisoformat(known.get("created_at", first.isoformat())), last, number - 1),
            cancelled=True,
        )
