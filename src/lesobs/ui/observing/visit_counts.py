"""This file is what is done with counts of pupils on task: added, changed, removed, reminded of."""

from __future__ import annotations

from typing import TYPE_CHECKING
from uuid import uuid4

from lesobs.domain import dutch
from lesobs.services.school import School
from lesobs.services.visit_detail import CountDetail
from lesobs.ui.observing.counter import Counted

if TYPE_CHECKING:
    from lesobs.ui.observing.visit import ObservedVisit


class VisitCounts:
    """The counts of a visit. What the file does not take now waits; False says that it neither is kept nor
    waits."""

    def __init__(self, visit: ObservedVisit, school: School) -> None:
        self._visit, self._counting = visit, school.counting

    def enter(self, counted: Counted) -> bool:
        """Keep a count, or change an earlier one."""
        return self._change(counted) if counted.count else self._add(counted)

    def remove(self, count_id: str) -> bool:
        visit, counting, count = self._visit, self._counting, self._found(count_id)
        return count is not None and visit.write_or_wait(
            ("uncount", visit.id, count_id),
            f"verwijderen van telling {dutch.clock(count.at)}",
            count,
            lambda: counting.remove(count_id),
        )

    def set_interval(self, minutes: int | None) -> bool:
        """Be reminded to count every so many minutes; None: not at all."""
        visit, counting = self._visit, self._counting
        visit_id, often = (
            visit.id,
            f"tellen elke {minutes} minuten" if minutes else "niet herinneren aan tellen",
        )
        return visit.write_or_wait(
            ("interval", visit_id), often, minutes, lambda: counting.set_interval(visit_id, minutes)
        )

    def _add(self, counted: Counted) -> bool:
        visit, counting = self._visit, self._counting
        visit_id, at = visit.id, counted.at or visit.clock()
        numbers = (at, counted.on_task, counted.present, counted.occupation)
        phase = visit.detail.phase if counted.at is None else None
        value = CountDetail(str(uuid4()), at, phase or visit.detail.phase, *numbers[1:])
        what = ("count", visit_id, value.id)
        kept = visit.write(
            what,
            f"telling {dutch.clock(at)}",
            value,
            lambda: counting.count(visit_id, *numbers, phase=phase, count_id=value.id),
        )
        return kept or visit.writer.waiting(what) is not None

    def _change(self, counted: Counted) -> bool:
        visit, counting, earlier = self._visit, self._counting, self._found(counted.count)
        at, phase = counted.at or visit.clock(), earlier.phase if earlier else visit.detail.phase
        numbers = (at, counted.on_task, counted.present, counted.occupation)
        return visit.write_or_wait(
            ("recount", visit.id, counted.count),
            f"telling {dutch.clock(at)}",
            CountDetail(counted.count, at, phase, *numbers[1:]),
            lambda: counting.change(counted.count, *numbers),
        )

    def _found(self, count_id: str) -> CountDetail | None:
        return next((one for one in self._visit.detail.counts if one.id == count_id), None)
