"""This file is who does what: how much open work each holds."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from typing import Protocol

from lesobs.domain.activity import ActivityStatus
from lesobs.domain.cycle import CycleFacts, Phase


class Work(Protocol):
    """What is asked of an activity."""

    @property
    def phase(self) -> Phase: ...
    @property
    def status(self) -> ActivityStatus: ...
    @property
    def overdue(self) -> bool: ...
    @property
    def starts_on(self) -> date: ...
    @property
    def owner_id(self) -> str | None: ...
    @property
    def cycle_id(self) -> str | None: ...


class Loop(Protocol):
    """What is asked of a cycle."""

    @property
    def id(self) -> str: ...
    @property
    def closed_on(self) -> date | None: ...
    @property
    def facts(self) -> CycleFacts: ...
    @property
    def owner_id(self) -> str | None: ...
    @property
    def deputy_id(self) -> str | None: ...


@dataclass(slots=True)
class Load:
    """How much open work somebody holds; `months` are the first days of the months in which it begins. What
    one would take over as deputy is no work yet, and stands apart."""

    activities: int = 0
    cycles: int = 0
    deputy_of: int = 0
    overdue: int = 0
    months: Counter[date] = field(default_factory=Counter)

    @property
    def total(self) -> int:
        return self.activities + self.cycles

    @property
    def busiest(self) -> tuple[date, int] | None:
        """The month in which most begins with how many, the first of those that are alike; None while no two
        things begin in the same one."""
        month = max(self.months.items(), key=lambda pair: (pair[1], -pair[0].toordinal()), default=None)
        return month if month is not None and month[1] > 1 else None

    def add(self, other: "Load") -> None:
        """Take what somebody else holds along, for the sum of a layer or the whole school."""
        self.activities += other.activities
        self.cycles += other.cycles
        self.deputy_of += other.deputy_of
        self.overdue += other.overdue
        self.months += other.months


def loads(activities: Iterable[Work], cycles: Iterable[Loop]) -> dict[str | None, Load]:
    """What each person holds, by id; under None what nobody holds."""
    found: dict[str | None, Load] = {}
    for activity in activities:
        if activity.status.open:
            mine = found.setdefault(activity.owner_id, Load())
            mine.activities += 1
            mine.overdue += activity.overdue
            mine.months[activity.starts_on.replace(day=1)] += 1
    for cycle in cycles:
        if cycle.closed_on is None:
            found.setdefault(cycle.owner_id, Load()).cycles += 1
            if cycle.deputy_id is not None:
                found.setdefault(cycle.deputy_id, Load()).deputy_of += 1
    return found


def percent(part: int, whole: int) -> int:
    """A part as whole percents; of nothing it is none."""
    return round(100 * part / whole) if whole else 0
