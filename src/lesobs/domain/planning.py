"""This file is how a round of visits is planned: its days, who could go, which hour is free, what to mind."""

from collections.abc import Callable, Collection, Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from typing import Protocol, TypeVar

from lesobs.domain import dutch
from lesobs.domain.activity import require_sensible
from lesobs.domain.errors import RuleBroken
from lesobs.domain.schoolyear import Holiday, is_school_day, public_holidays

LONGEST_ROUND_DAYS = 366


class RoundState(StrEnum):
    """How far a teacher is in a round."""

    OPEN = "open"
    PLANNED = "planned"
    VISITED = "visited"

    @property
    def word(self) -> str:
        return {"open": "nog niet", "planned": "gepland", "visited": "bezocht"}[self.value]


@dataclass(frozen=True, slots=True)
class Candidate:
    """Who could visit a teacher. `active`: has an observer's role and has not left; `last_here`: when
    they last visited this teacher; `in_round`: how many visits of the round are theirs."""

    id: str
    name: str
    active: bool = True
    last_here: date | None = None
    in_round: int = 0


def suggest(candidates: Iterable[Candidate], last: Collection[str]) -> Candidate | None:
    """Who could go now: somebody else than who went last (`last`, by id), unless there is nobody else.

    First who never visited this teacher, then whose visit is longest ago, then who has the fewest visits in
    the round, then by name. So every teacher is seen by several pairs of eyes, and the work is shared.
    """
    active = [one for one in candidates if one.active]
    others = [one for one in active if one.id not in last]
    return min(others or active, key=_turn, default=None)


def _turn(one: Candidate) -> tuple[date, int, str, str]:
    return (one.last_here or date.min, one.in_round, one.name, one.id)


@dataclass(frozen=True, slots=True)
class Slot:
    """A moment for a visit: a day, and a lesson hour when that is known."""

    day: date
    hour: int | None = None


def next_slot(
    after: Slot, taken: Collection[Slot], last_hour: int, has_lessons: Callable[[date], bool], until: date
) -> Slot | None:
    """The first moment after another that is not taken: a later lesson hour of that day, else the first free
    hour of a following school day; None when the round (`until`) is over by then.

    Without an hour it is the next school day with nothing on it.
    """
    days = [after.day + timedelta(days=number) for number in range((until - after.day).days + 1)]
    for day in filter(has_lessons, days):
        if after.hour is None:
            if day != after.day and all(slot.day != day for slot in taken):
                return Slot(day)
            continue
        first = after.hour + 1 if day == after.day else 1
        for hour in range(first, last_hour + 1):
            if Slot(day, hour) not in taken:
                return Slot(day, hour)
    return None


class Concern(StrEnum):
    """What of a plan a hint is about."""

    DAY = "day"
    TEACHER = "teacher"
    OBSERVER = "observer"
    CLASS = "class"


@dataclass(frozen=True, slots=True)
class Hint:
    """Something worth a second look before a visit is planned so; it forbids nothing."""

    about: Concern
    sentence: str


@dataclass(frozen=True, slots=True)
class Appointment:
    """Who visits whom and when, by id. Without an hour or a class it can't clash in those."""

    teacher_id: str
    observer_id: str
    slot: Slot
    class_group_id: str | None = None


@dataclass(frozen=True, slots=True)
class Booked:
    """An appointment of somebody else, with the names to tell of it; `seen` when it has been held."""

    at: Appointment
    teacher: str
    observer: str
    class_group: str = ""
    seen: bool = False


def hints(plan: Appointment, booked: Iterable[Booked], holidays: Iterable[Holiday]) -> tuple[Hint, ...]:
    """What is worth knowing about a plan beside what is booked already, at most one of each concern."""
    others = sorted(booked, key=lambda one: (one.at.slot.day, one.at.slot.hour or 0, one.teacher))
    found = (
        (Concern.DAY, about_day(plan.slot.day, holidays)),
        (Concern.TEACHER, _about_teacher(plan, others)),
        (Concern.OBSERVER, _about_observer(plan, others)),
        (Concern.CLASS, _about_class(plan, others)),
    )
    return tuple(Hint(about, sentence) for about, sentence in found if sentence)


def about_day(day: date, holidays: Iterable[Holiday]) -> str:
    """Why no lessons are given on a day; empty when they are."""
    free = next((one for one in (*holidays, *public_holidays(day.year)) if day in one), None)
    if free is not None:
        return f"{_capital(dutch.day(day))} is een vrije dag ({free.name})."
    return f"{_capital(dutch.day(day))} valt in het weekend." if day.weekday() >= 5 else ""


def _about_teacher(plan: Appointment, others: list[Booked]) -> str:
    week = plan.slot.day.isocalendar()[:2]
    for one in others:
        if one.at.teacher_id == plan.teacher_id and one.at.slot.day.isocalendar()[:2] == week:
            verb = "kreeg" if one.seen else "krijgt"
            when = dutch.day(one.at.slot.day, year=False)
            return f"{one.teacher} {verb} in week {week[1]} al bezoek: {when}, door {one.observer}."
    return ""


def _about_observer(plan: Appointment, others: list[Booked]) -> str:
    for one in _same_hour(plan, others):
        if one.at.observer_id == plan.observer_id:
            return f"{one.observer} is dat lesuur al bij {one.teacher}."
    return ""


def _about_class(plan: Appointment, others: list[Booked]) -> str:
    for one in _same_hour(plan, others):
        if plan.class_group_id is not None and one.at.class_group_id == plan.class_group_id:
            return f"{one.class_group} heeft dat lesuur al bezoek, bij {one.teacher} door {one.observer}."
    return ""


def _same_hour(plan: Appointment, others: list[Booked]) -> list[Booked]:
    return [one for one in others if plan.slot.hour is not None and one.at.slot == plan.slot]


def _capital(words: str) -> str:
    return words[:1].upper() + words[1:]


def require_round(starts_on: date, ends_on: date) -> None:
    """Raises RuleBroken when a round can't have these days."""
    for day in (starts_on, ends_on):
        require_sensible(day)
    if ends_on < starts_on:
        raise RuleBroken("De ronde eindigt vóór ze begint. Kies een laatste dag op of na de eerste.")
    if (ends_on - starts_on).days > LONGEST_ROUND_DAYS:
        raise RuleBroken("Een ronde duurt hooguit een jaar. Maak er twee van.")


class RoundDays(Protocol):
    """The days of a round."""

    @property
    def starts_on(self) -> date: ...
    @property
    def ends_on(self) -> date: ...


R = TypeVar("R", bound=RoundDays)


def missed_round(day: date, rounds: Iterable[R], today: date) -> R | None:
    """The round that is not over now and would be on this day, which is in no round itself; the last of
    those."""
    known = list(rounds)
    if any(one.starts_on <= day <= one.ends_on for one in known):
        return None
    before = [one for one in known if today <= one.ends_on < day]
    return max(before, key=lambda one: one.ends_on, default=None)


def time_left(starts_on: date, ends_on: date, today: date, holidays: Collection[Holiday]) -> str:
    """How far a round is: `loopt nog 3 schoolweken`. A week counts when it has a school day left."""
    if today > ends_on:
        return f"liep tot en met {dutch.day(ends_on)}"
    if today < starts_on:
        return f"begint {dutch.day(starts_on)}"
    span = (today + timedelta(days=number) for number in range((ends_on - today).days + 1))
    days = [day for day in span if is_school_day(day, holidays)]
    weeks = {day.isocalendar()[:2] for day in days}
    if len(weeks) > 1:
        return f"loopt nog {len(weeks)} schoolweken"
    if not days:
        return f"eindigt {dutch.day(ends_on)}, zonder schooldag ervoor"
    return f"loopt nog {dutch.count(len(days), 'schooldag', 'schooldagen')}"
