"""This file is the turn of the school year: what comes back, what goes on, and who takes it over."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from lesobs.domain import dutch
from lesobs.domain.activity import ActivityStatus
from lesobs.domain.cycle import Phase
from lesobs.domain.errors import RuleBroken
from lesobs.domain.recurrence import Anchor, Every, Rule, occurrences
from lesobs.domain.schoolyear import Holiday, SchoolYear
from lesobs.services.calendar import Calendar, FreePeriodLine, rule_of
from lesobs.services.cycles import CycleLine, Cycles
from lesobs.services.series import SHARED, next_of
from lesobs.storage import tables as t
from lesobs.storage.school_file import SchoolFile

FIRST_MONTH, LAST_MONTH = 5, 10
"""From May on a school makes the next year ready; until October an empty year is a forgotten one."""


class TurnKind(StrEnum):
    """Why an activity would be in the new year."""

    RECURS = "recurs"
    OPEN = "open"
    ONCE = "once"

    @property
    def word(self) -> str:
        return {"recurs": "komt terug", "open": "nog niet klaar", "once": "stond er dit jaar ook"}[self.value]


@dataclass(frozen=True, slots=True)
class TurnItem:
    """An activity for the new year. `was` are the days it had last; `proposed`: whether it is chosen unless
    somebody thinks better of it. `key` names it within its turn."""

    key: str
    kind: TurnKind
    title: str
    phase: Phase
    standard: str
    owner_id: str | None
    owner: str
    was: tuple[date, date] | None
    starts_on: date
    ends_on: date
    why: str
    remark: str
    proposed: bool
    previous_id: str | None = None
    series_id: str | None = None
    occurrence: str | None = None


@dataclass(frozen=True, slots=True)
class NotPlaced:
    """What comes back, but not now, and why. `to_do`: somebody has to see to it."""

    title: str
    why: str
    to_do: bool


@dataclass(frozen=True, slots=True)
class GoneOwner:
    """Somebody who left, with what waits for a new owner, and who could be that."""

    id: str
    name: str
    left_on: date
    activities: int
    cycles: int
    proposed: str | None


@dataclass(frozen=True, slots=True)
class OpenCycle:
    """A cycle that goes on as it is; `turns` went before it."""

    line: CycleLine
    turns: int
    owner_left: bool


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
                found = _of_series(session, series, to_year, holidays, persons)
                items += found[0]
                not_placed += found[1]
                present += found[2]
            items += _going_on(session, from_year, holidays, persons)
            gone = _gone_owners(session, items, cycles, persons, to_year)
            loops = [_open_cycle(session, one, {owner.id for owner in gone}) for one in cycles]
        return YearTurn(
            from_year,
            to_year,
            tuple(self._calendar.free_periods(to_year)),
            tuple(sorted(items, key=lambda one: (one.starts_on, one.ends_on, one.title))),
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


def _of_series(
    session: Session,
    series: t.Series,
    year: SchoolYear,
    holidays: tuple[Holiday, ...],
    persons: Mapping[str, t.Person],
) -> tuple[list[TurnItem], list[NotPlaced], int]:
    """What a series asks for in a year: the new ones, those that have no place, and how many are there."""
    rule = rule_of(series)
    query = select(t.Activity).where(t.Activity.series_id == series.id).order_by(t.Activity.starts_on)
    there = list(session.scalars(query))
    if rule.first_year >= year or (series.ended_on is not None and series.ended_on < year.first_day):
        return [], [], 0
    if not rule.is_in_turn(year):
        why = f"{rule.words}; weer in {rule.next_turn(year)}"
        return [], [NotPlaced(series.title, why, to_do=False)], 0
    known = {one.occurrence for one in there}
    items, not_placed, present = [], [], 0
    for found in occurrences(rule, year, holidays):
        if found.key in known:
            present += 1
        elif found.starts_on is None or found.ends_on is None:
            not_placed.append(NotPlaced(series.title, f"{rule.words}. {found.remark}", to_do=True))
        elif series.ended_on is None or found.starts_on <= series.ended_on:
            before = [one for one in there if one.starts_on < found.starts_on]
            last = before[-1] if before else None
            owner = persons.get(series.owner_id or "")
            items.append(
                TurnItem(
                    key=f"{series.id} {found.key}",
                    kind=TurnKind.RECURS,
                    title=series.title,
                    phase=series.phase,
                    standard=series.standard,
                    owner_id=series.owner_id,
                    owner=owner.name if owner else "",
                    was=(last.starts_on, last.ends_on) if last else None,
                    starts_on=found.starts_on,
                    ends_on=found.ends_on,
                    why=f"{rule.every.word}, {found.why}",
                    remark=found.remark,
                    proposed=True,
                    previous_id=last.id if last else None,
                    series_id=series.id,
                    occurrence=found.key,
                )
            )
    return items, not_placed, present


def _going_on(
    session: Session, year: SchoolYear, holidays: tuple[Holiday, ...], persons: Mapping[str, t.Person]
) -> list[TurnItem]:
    """What was not ready yet, and what a school may want again: both in the same week of the new year."""
    followed = set(session.scalars(select(t.Activity.previous_id).where(t.Activity.previous_id.is_not(None))))
    query = select(t.Activity).where(
        t.Activity.series_id.is_(None),
        t.Activity.ends_on <= year.last_day,
        t.Activity.status != ActivityStatus.DROPPED,
    )
    items = []
    for row in session.scalars(query):
        is_open, of_year = row.status.open, row.ends_on >= year.first_day
        once = not is_open and of_year and row.cycle_id is None and row.finding_id is None
        if row.id in followed or not (is_open or once):
            continue
        rule = Rule(Every.YEAR, Anchor.WEEK, row.starts_on, row.ends_on)
        (found,) = occurrences(rule, year.next, holidays) or (None,)
        if found is None or found.starts_on is None or found.ends_on is None:
            continue
        owner = persons.get(row.owner_id or "")
        items.append(
            TurnItem(
                key=row.id,
                kind=TurnKind.OPEN if is_open else TurnKind.ONCE,
                title=row.title,
                phase=row.phase,
                standard=row.standard,
                owner_id=row.owner_id,
                owner=owner.name if owner else "",
                was=(row.starts_on, row.ends_on),
                starts_on=found.starts_on,
                ends_on=found.ends_on,
                why=f"{row.status.word if is_open else 'dezelfde week'}, {found.why}",
                remark=found.remark,
                proposed=is_open and of_year,
                previous_id=row.id,
            )
        )
    return items


def _gone_owners(
    session: Session,
    items: Iterable[TurnItem],
    cycles: Iterable[CycleLine],
    persons: Mapping[str, t.Person],
    year: SchoolYear,
) -> list[GoneOwner]:
    """Who left before the year began and still owns something in it."""
    rows = {one: session.get_one(t.Cycle, one) for one in (line.id for line in cycles)}
    listed = list(items)
    found = []
    for person in persons.values():
        if person.left_on is None or person.left_on > year.first_day:
            continue
        activities = sum(one.owner_id == person.id for one in listed)
        mine = [one for one in rows.values() if person.id in (one.owner_id, one.deputy_id)]
        if not activities and not mine:
            continue
        others = {one.deputy_id if one.owner_id == person.id else None for one in mine} - {None}
        deputies = [one for one in others if one and _stays(persons[one], year)]
        likes = [
            one.id
            for one in persons.values()
            if person.function and one.function == person.function and _stays(one, year)
        ]
        proposed = deputies if len(deputies) == 1 else likes
        found.append(
            GoneOwner(
                person.id,
                person.name,
                person.left_on,
                activities,
                len(mine),
                proposed[0] if len(proposed) == 1 else None,
            )
        )
    return sorted(found, key=lambda one: one.name)


def _stays(person: t.Person, year: SchoolYear) -> bool:
    return person.left_on is None or person.left_on > year.first_day


def _open_cycle(session: Session, line: CycleLine, gone: set[str]) -> OpenCycle:
    turns, row = 0, session.get_one(t.Cycle, line.id)
    owner_left, before = row.owner_id in gone, row.previous_id
    while before is not None and turns < 100:
        turns, before = turns + 1, session.get_one(t.Cycle, before).previous_id
    return OpenCycle(line, turns, owner_left)


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
        if cycle.deputy_id in (old, cycle.owner_id):
            cycle.deputy_id = None if cycle.owner_id == new else new


def took_over(turn: YearTurn, choices: TurnChoices, added: int) -> str:
    """What was done, in one sentence."""
    made = dutch.count(added, "activiteit", "activiteiten")
    handed = sum(choices.owners.get(one.id) is not None for one in turn.owners)
    also = f" en {dutch.count(handed, 'eigenaar', 'eigenaren')} opgevolgd" if handed else ""
    return f"Schooljaar {turn.to_year} staat klaar: {made} toegevoegd{also}. Ctrl+Z haalt alles terug."
