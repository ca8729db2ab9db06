"""This file is what an activity in the quality calendar may be, and when it is late."""

from datetime import date, timedelta
from enum import StrEnum

from lesobs.domain.errors import RuleBroken

LONGEST_DAYS = 3 * 366
COMING_UP_DAYS = 14
FIRST_YEAR, LAST_YEAR = 2000, 2100


class ActivityStatus(StrEnum):
    """How far an activity is."""

    TODO = "todo"
    DOING = "doing"
    DONE = "done"
    DROPPED = "dropped"

    @property
    def word(self) -> str:
        return {"todo": "nog te doen", "doing": "bezig", "done": "klaar", "dropped": "vervallen"}[self.value]

    @property
    def open(self) -> bool:
        return self in (ActivityStatus.TODO, ActivityStatus.DOING)

    @property
    def next(self) -> "ActivityStatus":
        """What one press makes of it: begun, then done; what is over is taken up again."""
        return ActivityStatus.DONE if self is ActivityStatus.DOING else ActivityStatus.DOING


class WantedStatus(StrEnum):
    """How far activities are that somebody asks to see; those over time are open too."""

    OPEN = "open"
    TODO = "todo"
    DOING = "doing"
    OVERDUE = "overdue"
    DONE = "done"
    DROPPED = "dropped"

    @property
    def word(self) -> str:
        if self in (WantedStatus.OPEN, WantedStatus.OVERDUE):
            return "nog open" if self is WantedStatus.OPEN else "over tijd"
        return ActivityStatus(self.value).word

    def holds(self, status: ActivityStatus, overdue: bool) -> bool:
        """Whether an activity that is this far is asked for."""
        if self is WantedStatus.OPEN:
            return status.open
        return overdue if self is WantedStatus.OVERDUE else status.value == self.value


def require_sensible(day: date) -> None:
    """Raises RuleBroken for a date no school plans by, such as one in 0206 or 9999."""
    if not FIRST_YEAR <= day.year <= LAST_YEAR:
        raise RuleBroken(
            f"Het jaar {day.year} kan niet kloppen. Kies een datum tussen {FIRST_YEAR} en {LAST_YEAR}."
        )


def require_period(starts_on: date, ends_on: date) -> None:
    """Raises RuleBroken when the end comes before the start, the period is longer than three years, or a year
    can only be a slip of the hand."""
    for day in (starts_on, ends_on):
        require_sensible(day)
    if ends_on < starts_on:
        raise RuleBroken("De einddatum ligt vóór de begindatum. Kies een einddatum op of na het begin.")
    if (ends_on - starts_on).days > LONGEST_DAYS:
        raise RuleBroken("Een activiteit duurt hooguit drie jaar. Splits haar, of kies een cyclus.")


def is_overdue(status: ActivityStatus, ends_on: date, today: date) -> bool:
    """Open, and its last day has passed."""
    return status.open and ends_on < today


def is_coming_up(status: ActivityStatus, starts_on: date, ends_on: date, today: date) -> bool:
    """Open, not late, and running now or starting within two weeks."""
    return status.open and ends_on >= today and starts_on <= today + timedelta(days=COMING_UP_DAYS)
