"""This file is what a new school year would hold: what comes back, what goes on, and whose owner left."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from sqlalchemy import select
from sqlalchemy.orm import Session

from lesobs.domain.activity import ActivityStatus
from lesobs.domain.cycle import Phase
from lesobs.domain.recurrence import Anchor, Every, Rule, occurrences
from lesobs.domain.schoolyear import Holiday, SchoolYear
from lesobs.services.calendar import rule_of
from lesobs.services.cycles import CycleLine
from lesobs.storage import tables as t


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
    """What comes back, but not now, and why. `item`: what it will be once somebody has chosen its days (it
    has those of last time, a year later); None when it is not its turn."""

    title: str
    why: str
    item: TurnItem | None = None

    @property
    def to_do(self) -> bool:
        """Whether somebody has to see to it."""
        return self.item is not None


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


def of_series(
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
        return [], [NotPlaced(series.title, why)], 0
    known = {one.occurrence for one in there}
    owner = persons.get(series.owner_id or "")
    items, not_placed, present = [], [], 0
    for found in occurrences(rule, year, holidays):
        if found.key in known:
            present += 1
            continue
        before = [one for one in there if one.starts_on < (found.starts_on or year.first_day)]
        last = before[-1] if before else None
        first_on, last_on = found.starts_on, found.ends_on
        if first_on is None or last_on is None:
            first_on, last_on = _a_year_later(last or series, year)
        item = TurnItem(
            key=f"{series.id} {found.key}",
            kind=TurnKind.RECURS,
            title=series.title,
            phase=series.phase,
            standard=series.standard,
            owner_id=series.owner_id,
            owner=owner.name if owner else "",
            was=(last.starts_on, last.ends_on) if last else None,
            starts_on=first_on,
            ends_on=last_on,
            why=f"{rule.every.word}, {found.why}",
            remark=found.remark,
            proposed=True,
            previous_id=last.id if last else None,
            series_id=series.id,
            occurrence=found.key,
        )
        if found.starts_on is None:
            not_placed.append(NotPlaced(series.title, f"{rule.words}. {found.remark}", item))
        elif series.ended_on is None or found.starts_on <= series.ended_on:
            items.append(item)
    return items, not_placed, present


def _a_year_later(last: t.Activity | t.Series, year: SchoolYear) -> tuple[date, date]:
    """The same week of another school year."""
    days = (last.first_on, last.last_on) if isinstance(last, t.Series) else (last.starts_on, last.ends_on)
    weeks = timedelta(weeks=52 * (year.start - SchoolYear.of(days[0]).start))
    return days[0] + weeks, days[1] + weeks


def going_on(
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


def gone_owners(
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


def open_cycle(session: Session, line: CycleLine, gone: set[str]) -> OpenCycle:
    turns, row = 0, session.get_one(t.Cycle, line.id)
    owner_left, before = row.owner_id in gone, row.previous_id
    while before is not None and turns < 100:
        turns, before = turns + 1, session.get_one(t.Cycle, before).previous_id
    return OpenCycle(line, turns, owner_left)
