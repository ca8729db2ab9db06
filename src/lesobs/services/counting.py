"""This file is what an observer does to count pupils on task: how often, and count, change and remove."""

from datetime import time

from sqlalchemy import select
from sqlalchemy.orm import Session

from lesobs.domain.errors import RuleBroken
from lesobs.domain.time_on_task import Occupation, require_count, require_interval
from lesobs.domain.visit import LessonPhase
from lesobs.services.visit_rows import row_of
from lesobs.services.visits import open_visit
from lesobs.storage import tables as t
from lesobs.storage.school_file import SchoolFile


class Counting:
    """Counts of pupils on task in one lesson. Every method is durable when it returns, and raises RuleBroken
    with the reason when it can't be done; a settled visit takes no change."""

    def __init__(self, file: SchoolFile) -> None:
        self._file = file

    def set_interval(self, visit_id: str, minutes: int | None) -> None:
        """Be reminded to count every so many minutes; None: not at all."""
        require_interval(minutes)
        words = "Niet herinneren aan tellen" if minutes is None else f"Tellen elke {minutes} minuten"
        with self._file.transaction(words) as session:
            open_visit(session, visit_id).count_every = minutes

    def count(
        self,
        visit_id: str,
        at: time,
        on_task: int,
        present: int,
        occupation: Occupation | None = None,
        *,
        phase: LessonPhase | None = None,
        count_id: str = "",
    ) -> str:
        """Add a count at a clock time; gives its id (that may be chosen, a UUID). Without a phase it belongs
        to the one of that time."""
        require_count(on_task, present)
        with self._file.transaction("Telling") as session:
            visit = open_visit(session, visit_id)
            count = t.TaskCount(
                id=count_id or t.new_id(),
                visit_id=visit_id,
                at=at,
                phase=phase or _phase_at(session, visit, at),
                on_task=on_task,
                present=present,
                occupation=occupation,
            )
            session.add(count)
        return count.id

    def change(
        self, count_id: str, at: time, on_task: int, present: int, occupation: Occupation | None
    ) -> None:
        """Write a count anew; at another time it belongs to the phase of that time."""
        require_count(on_task, present)
        with self._file.transaction("Telling wijzigen") as session:
            count = _count(session, count_id)
            if at != count.at:
                visit = session.get_one(t.Visit, count.visit_id)
                count.phase = _phase_at(session, visit, at, but=count_id)
            count.at, count.on_task, count.present = at, on_task, present
            count.occupation = occupation

    def remove(self, count_id: str) -> None:
        with self._file.transaction("Telling verwijderen") as session:
            session.delete(_count(session, count_id))


def _count(session: Session, count_id: str) -> t.TaskCount:
    count = row_of(session, t.TaskCount, count_id)
    if count is None:
        raise RuleBroken("Deze telling is er niet meer.")
    open_visit(session, count.visit_id)
    return count


def _phase_at(session: Session, visit: t.Visit, at: time, but: str = "") -> LessonPhase:
    """The phase of the last thing written down before this time, else of the first after it."""
    written: list[tuple[time, LessonPhase]] = []
    for table in (t.Note, t.TaskCount):
        query = select(table.at, table.phase).where(table.visit_id == visit.id, table.id != but)
        written += [(row.at, row.phase) for row in session.execute(query)]
    written.sort(key=lambda moment: moment[0])
    before = [phase for moment, phase in written if moment <= at]
    if before:
        return before[-1]
    return written[0][1] if written else visit.phase
