"""This file is what a school year is asked about: the signals, and from which number or day on."""

from collections import Counter
from collections.abc import Collection, Iterable
from datetime import date
from enum import StrEnum
from typing import TypeVar

from lesobs.domain.activity import ActivityStatus
from lesobs.domain.cycle import Phase
from lesobs.domain.responsibility import Loop, Work
from lesobs.domain.schoolyear import SchoolYear
from lesobs.domain.visit import LONG_WAIT

BUSY_MONTH = 7
"""Fewer open activities that begin in one month are no question."""
BUSY_PART = 6
"""A busy month has at least one in so many of all activities of its year: twice its share."""
MUCH_WORK, MUCH_PERCENT = 5, 40
"""Somebody holds much from so many things on, when they are more than this part of all that is open."""
QUIET_PART = 3
"""A section without visits is asked about when one in so many days of the round is over."""


class SignalKind(StrEnum):
    """What is asked about, in the order in which it is put."""

    NO_CHECK = "no_check"
    UNCHECKED = "unchecked"
    CHECK_LATE = "check_late"
    LOOK_LATE = "look_late"
    NO_TALK = "no_talk"
    NO_VISIT = "no_visit"
    NO_OWNER = "no_owner"
    CYCLE_NO_OWNER = "cycle_no_owner"
    NO_DEPUTY = "no_deputy"
    OWNER_LEFT = "owner_left"
    MUCH_WORK = "much_work"
    BUSY_MONTH = "busy_month"


W = TypeVar("W", bound=Work)


def is_planned_only(cycle: Loop) -> bool:
    """An open cycle in Plan or Do without a day to look again."""
    facts = cycle.facts
    return cycle.closed_on is None and facts.phase in (Phase.PLAN, Phase.DO) and facts.check_on is None


def unchecked(activities: Iterable[W], cycles: Iterable[Loop], looked_at: Collection[str]) -> list[W]:
    """What is planned or done for an open cycle that nobody will look at: it has no day to look again, and no
    activity of Check. `looked_at` are the cycles with such an activity, whenever it is, by id."""
    blind = {
        one.id
        for one in cycles
        if one.closed_on is None and one.facts.check_on is None and one.id not in looked_at
    }
    return [
        one
        for one in activities
        if one.cycle_id in blind
        and one.phase in (Phase.PLAN, Phase.DO)
        and one.status is not ActivityStatus.DROPPED
    ]


def is_check_late(cycle: Loop, today: date) -> bool:
    """The day to look again has passed, and nobody looked or wrote down why not."""
    facts = cycle.facts
    return (
        cycle.closed_on is None
        and facts.phase is not Phase.ACT
        and facts.check_on is not None
        and facts.check_on < today
        and not facts.looked_again
    )


def is_look_late(activity: Work) -> bool:
    """An activity of Check that should have been done by now."""
    return activity.phase is Phase.CHECK and activity.overdue


def is_ownerless(activity: Work) -> bool:
    """Still to be done, and nobody does it."""
    return activity.owner_id is None and activity.status.open


def is_leaderless(cycle: Loop) -> bool:
    """An open cycle that nobody leads."""
    return cycle.closed_on is None and cycle.owner_id is None


def lacks_deputy(cycle: Loop) -> bool:
    """An open cycle that stops when its owner leaves."""
    return cycle.closed_on is None and cycle.owner_id is not None and cycle.deputy_id is None


def holds_much(mine: int, whole: int) -> bool:
    """Whether one person has so much of all open work that somebody could take something over."""
    return mine >= MUCH_WORK and mine * 100 > MUCH_PERCENT * whole


def busy_month(activities: Iterable[Work], today: date) -> date | None:
    """The first day of the month, this one or later in the school year, in which most open activities begin,
    when that are too many; the earlier of two that are alike."""
    year = SchoolYear.of(today)
    begun = [one for one in activities if one.status is not ActivityStatus.DROPPED and one.starts_on in year]
    ahead = Counter(
        one.starts_on.replace(day=1)
        for one in begun
        if one.status.open and one.starts_on >= today.replace(day=1)
    )
    month, number = max(ahead.items(), key=lambda pair: (pair[1], -pair[0].toordinal()), default=(today, 0))
    return month if number >= BUSY_MONTH and number * BUSY_PART >= len(begun) else None


def begins_in(activity: Work, month: date) -> bool:
    """Whether an open activity begins in the month that has this first day."""
    return activity.status.open and activity.starts_on.replace(day=1) == month


def asks_for_visits(starts_on: date, ends_on: date, today: date) -> bool:
    """Whether a round is so far that a section without any visit is a question."""
    return ((today - starts_on).days + 1) * QUIET_PART > (ends_on - starts_on).days + 1 and today <= ends_on


def waits_long(school_days: int) -> bool:
    """Whether a lesson waits so many school days for its talk that it is a question."""
    return school_days >= LONG_WAIT
