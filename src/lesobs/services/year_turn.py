"""This file is the turn of the school year: what comes back, what goes on, and who takes it over."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date

from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from lesobs.domain import dutch
from lesobs.domain.activity import ActivityStatus, require_period
from lesobs.domain.errors import RuleBroken
from lesobs.domain.hand_over import deputy_after
from lesobs.domain.schoolyear import SchoolYear
from lesobs.services.calendar import Calendar, FreePeriodLine
from lesobs.services.cycles import Cycles
from lesobs.services.series import SHARED, next_of
from lesobs.services.turn_rows import (
    GoneOwner,
    NotPlaced,
    OpenCycle,
    TurnItem,
    going_on,
    gone_owners,
    of_series,
    open_cycle,
)
from lesobs.storage import tables as t
from lesobs.storage.school_file import SchoolFile

FIRST_MONTH, LAST_MONTH = 5, 10
"""From May on a school makes the next year ready; until October an empty year is a forgotten one."""

OWN_DAYS = "zelf gekozen dagen"


@dataclass(frozen=True, slots=True)
class YearTurn:
    """All that would happen when a year turns, before it happens. `present` are the activities that the new
    year has already of what comes back."""

    from_year: SchoolYear
    to_year: SchoolYear
    holidays: tuple[FreePeriodLine, ...]
    items: tuple[TurnItem, ...]
    not_placed: tuple[NotPlaced, ...]
    cycles: tuple[OpenCycle, ...]
    owners: tuple[GoneOwner, ...]
    present: int

    def with_days(self, days: Mapping[str, tuple[date, date]]) -> "YearTurn":
        """The same with other days for these items, by key. What had no place gets one.

        Raises RuleBroken for days that can't be, or that do not begin in the new year.
        """
        for first, last in days.values():
            require_period(first, last)
            if first not in self.to_year:
                raise RuleBroken(f"Kies een begindatum in schooljaar {self.to_year}.")
        placed = [one.item for one in self.not_placed if one.item and one.item.key in days]
        items = [
            replace(one, starts_on=days[one.key][0], ends_on=days[one.key][1], why=OWN_DAYS, remark="")
            if one.key in days
            else one
            for one in (*self.items, *placed)
        ]
        return replace(
            self,
            items=_by_day(items),
            not_placed=tuple(one for one in self.not_placed if one.item not in placed or one.item is None),
        )


@dataclass(frozen=True, slots=True)
class TurnChoices:
    """What the user chose: the keys of the items to make, and a new owner for who left (None: nobody yet)."""

    chosen: frozenset[str]
    owners: Mapping[str, str | None] = field(default_factory=dict)


class YearTurns:
    """Makes the next school year ready: first shows, then does it in one action. Doing it again adds nothing
    that is there already."""

    def __init__(
        self, file: SchoolFile, calendar: Calendar, cycles: Cycles, today: Callable[[], date]
    ) -> None:
        self._file, self._calendar, self._cycles, self._today = file, calendar, cycles, today

    def due(self) -> SchoolYear | None:
        """The year to turn from when the one after it is still empty, from May on; else None."""
        today = self._today()
        if not FIRST_MONTH <= today.month <= LAST_MONTH:
            return None
        year = SchoolYear.of(today)
        year = year.previous if today.month >= 8 else year
        with self._file.reading() as session:
            ready = not _is_empty(session, year) and _is_empty(session, year.next)
        return year if ready else None

    def preview(self, from_year: SchoolYear) -> YearTurn:
        """What would be in the year after this one; nothing is written."""
        to_year, holidays = from_year.next, self._calendar.holidays()
        cycles = [one for one in self._cycles.all() if one.closed_on is None]
        with self._file.reading() as session:
            persons = {one.id: one for one in session.scalars(select(t.Person))}
            items: list[TurnItem] = []
            not_placed: list[NotPlaced] = []
            present = 0
            for series in session.scalars(select(t.Series).order_by(t.Series.title)):
                found = of_series(session, series, to_year, holidays, persons)
                items += found[0]
                not_placed += found[1]
                present += found[2]
            items += going_on(session, from_year, holidays, persons)
            gone = gone_owners(session, items, cycles, persons, to_year)
            loops = [open_cycle(session, one, {owner.id for owner in gone}) for one in cycles]
        return YearTurn(
            from_year,
            to_year,
            tuple(self._calendar.free_periods(to_year)),
            _by_day(items),
            tuple(not_placed),
            tuple(loops),
            tuple(gone),
            present,
        )

    def apply(self, turn: YearTurn, choices: TurnChoices) -> int:
        """Make what was chosen and hand over what was of who left; gives how many activities were added."""
        added = 0
        with self._file.transaction(f"Schooljaar {turn.to_year} klaarzetten") as session:
            gone = {one.id for one in turn.owners}
            owners = {one: choices.owners.get(one) for one in gone}
            for owner_id in owners.values():
                if owner_id is not None and session.get(t.Person, owner_id) is None:
                    raise RuleBroken("De gekozen nieuwe eigenaar is er niet meer. Kies iemand anders.")
            for item in turn.items:
                if item.key in choices.chosen and _make(session, item, owners):
                    added += 1
            for old, new in owners.items():
                _hand_over(session, old, new)
        return added


def _by_day(items: Iterable[TurnItem]) -> tuple[TurnItem, ...]:
    return tuple(sorted(items, key=lambda one: (one.starts_on, one.ends_on, one.title)))


def _is_empty(session: Session, year: SchoolYear) -> bool:
    within = t.Activity.starts_on.between(year.first_day, year.last_day)
    looks = t.Cycle.closed_on.is_not(None)  # the new looks that securing planted do not make a year
    query = (
        select(t.Activity.id)
        .outerjoin(t.Cycle, t.Cycle.id == t.Activity.cycle_id)
        .where(within, or_(t.Activity.cycle_id.is_(None), ~looks))
        .limit(1)
    )
    return session.scalar(query) is None


def _make(session: Session, item: TurnItem, owners: Mapping[str, str | None]) -> bool:
    """Add the activity of an item, unless it is there already or what it comes from is gone."""
    if item.series_id is not None:
        same = (t.Activity.series_id == item.series_id, t.Activity.occurrence == item.occurrence)
    else:
        same = (t.Activity.previous_id == item.previous_id, t.Activity.series_id.is_(None))
    source: t.Series | t.Activity | None
    before = session.get(t.Activity, item.previous_id) if item.previous_id else None
    source = session.get(t.Series, item.series_id) if item.series_id else before
    if source is None or session.scalar(select(t.Activity.id).where(*same).limit(1)) is not None:
        return False
    if isinstance(source, t.Series):
        made = next_of(
            source, item.occurrence or "", item.starts_on, item.ends_on, before.id if before else None
        )
        made.suggested = before is not None and before.suggested
    else:
        shared = {name: getattr(source, name) for name in (*SHARED, "finding_id")}
        made = t.Activity(
            id=t.new_id(), starts_on=item.starts_on, ends_on=item.ends_on, previous_id=source.id, **shared
        )
        if source.status.open:
            made.cycle_id = source.cycle_id
            source.status = ActivityStatus.DROPPED  # it goes on in the new year, and is done once
    if made.owner_id is not None:
        made.owner_id = owners.get(made.owner_id, made.owner_id)
    session.add(made)
    session.flush()
    return True


def _hand_over(session: Session, old: str, new: str | None) -> None:
    """What comes back and the open cycles of who left go to somebody else. A cycle keeps the old name until
    somebody is chosen, since one without an owner stands still."""
    for series in session.scalars(select(t.Series).where(t.Series.owner_id == old)):
        series.owner_id = new
    if new is None:
        return
    mine = or_(t.Cycle.owner_id == old, t.Cycle.deputy_id == old)
    for cycle in session.scalars(select(t.Cycle).where(t.Cycle.closed_on.is_(None), mine)):
        if cycle.owner_id == old:
            cycle.owner_id = new
        if cycle.deputy_id == old:
            cycle.deputy_id = new
        cycle.deputy_id = deputy_after(cycle.owner_id, cycle.deputy_id)


def took_over(turn: YearTurn, choices: TurnChoices, added: int) -> str:
    """What was done, in one sentence."""
    made = dutch.count(added, "activiteit", "activiteiten")
    handed = sum(choices.owners.get(one.id) is not None for one in turn.owners)
    also = f" en {dutch.count(handed, 'eigenaar', 'eigenaren')} opgevolgd" if handed else ""
    return f"Schooljaar {turn.to_year} staat klaar: {made} toegevoegd{also}. Ctrl+Z haalt alles terug."
