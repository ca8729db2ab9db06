"""This file is what is read of the visits of a round: who is planned, who was seen, and when last by whom."""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, func, select
from sqlalchemy.orm import Session

from lesobs.domain import dutch
from lesobs.domain.planning import Appointment, Booked, Candidate, RoundState, Slot, suggest
from lesobs.domain.visit import SEEN, VisitState
from lesobs.services.calendar import RoundLine
from lesobs.services.people import PersonLine, TeacherLine
from lesobs.storage import tables as t


@dataclass(frozen=True, slots=True)
class PlannedVisit:
    """A visit as a calendar and a round show it; of a duo-visit `with_observer` is who comes along, and
    `duo_of_id` the first observer's visit."""

    id: str
    teacher_id: str
    teacher: str
    section: str
    class_group: str
    observer: str
    observer_id: str
    held_on: date
    lesson_hour: int | None
    state: VisitState
    duo_of_id: str | None = None
    with_observer: str = ""
    announced: bool = True

    @property
    def observers(self) -> str:
        """`Ada`, or `Ada en Bo`."""
        return dutch.listed(filter(None, (self.observer, self.with_observer)))


@dataclass(frozen=True, slots=True)
class TeacherInRound:
    """A teacher in a round. `visit` is the one planned or seen in it; `last_on` and `last_by` are about the
    last visit seen, whenever that was; `suggestion` is who could go now."""

    teacher: TeacherLine
    state: RoundState
    visit: PlannedVisit | None
    last_on: date | None
    last_by: tuple[str, ...]
    suggestion: Candidate | None


@dataclass(frozen=True, slots=True)
class SectionInRound:
    """How many of the teachers of a section have been visited, or will be."""

    id: str
    name: str
    teachers: int
    visited: int
    planned: int


@dataclass(frozen=True, slots=True)
class RoundOverview:
    """A round with its teachers, by name. `time_left` says in words how far it is."""

    round: RoundLine
    teachers: tuple[TeacherInRound, ...]
    sections: tuple[SectionInRound, ...]
    time_left: str

    def count(self, state: RoundState) -> int:
        return sum(one.state is state for one in self.teachers)


def visits(session: Session, *where: ColumnElement[bool]) -> list[PlannedVisit]:
    """Visits in the order they are held; a duo-visit is two of them."""
    rows = session.execute(_rows(*where)).all()
    observers = {row.id: row.observer for row in rows}
    second = {row.duo_of_id: row.observer for row in rows if row.duo_of_id}
    return [
        PlannedVisit(
            id=row.id,
            teacher_id=row.teacher_id,
            teacher=_teacher(row),
            section=row.section,
            class_group=row.class_group,
            observer=row.observer,
            observer_id=row.observer_id,
            held_on=row.held_on,
            lesson_hour=row.lesson_hour,
            state=row.state,
            duo_of_id=row.duo_of_id,
            announced=row.announced,
            with_observer=second.get(row.id) or observers.get(row.duo_of_id, ""),
        )
        for row in rows
    ]


def booked(session: Session, *where: ColumnElement[bool]) -> list[Booked]:
    """Visits as appointments that a plan can clash with."""
    return [
        Booked(
            at=Appointment(
                row.teacher_id, row.observer_id, Slot(row.held_on, row.lesson_hour), row.class_group_id
            ),
            teacher=_teacher(row),
            observer=row.observer,
            class_group=row.class_group,
            seen=row.state.seen,
        )
        for row in session.execute(_rows(*where))
    ]


def last_seen(session: Session) -> dict[str, dict[str, date]]:
    """For each teacher who saw a lesson and when for the last time, counted by the database."""
    rows = session.execute(
        select(t.Visit.teacher_id, t.Visit.observer_id, func.max(t.Visit.held_on))
        .where(t.Visit.state.in_(SEEN))
        .group_by(t.Visit.teacher_id, t.Visit.observer_id)
    )
    found: dict[str, dict[str, date]] = defaultdict(dict)
    for teacher_id, observer_id, day in rows:
        found[teacher_id][observer_id] = day
    return found


def in_round(
    teacher: TeacherLine,
    visits: list[PlannedVisit],
    seen: Mapping[str, date],
    names: Mapping[str, str],
    observers: list[PersonLine],
    load: Mapping[str, int],
) -> TeacherInRound:
    done = [visit for visit in visits if visit.state.seen]
    done = [one for one in done if all(one.duo_of_id != other.id for other in done)]  # a duo-visit once
    shown = next(iter(done[-1:] or visits), None)
    last_on = max(seen.values(), default=None)
    last = [observer_id for observer_id, day in seen.items() if day == last_on]
    candidates = [
        Candidate(one.id, one.name, last_here=seen.get(one.id), in_round=load.get(one.id, 0))
        for one in observers
        if one.name != teacher.name  # a colleague does not visit the own lesson
    ]
    return TeacherInRound(
        teacher=teacher,
        state=RoundState.VISITED if done else RoundState.PLANNED if visits else RoundState.OPEN,
        visit=shown,
        last_on=last_on,
        last_by=tuple(sorted(names.get(observer_id, "") for observer_id in last)),
        suggestion=suggest(candidates, last),
    )


def _rows(*where: ColumnElement[bool]) -> Any:
    return (
        select(
            t.Visit.id,
            t.Visit.teacher_id,
            t.Teacher.first_name,
            t.Teacher.prefix,
            t.Teacher.last_name,
            t.Section.name.label("section"),
            t.Visit.class_group_id,
            func.coalesce(t.ClassGroup.name, "").label("class_group"),
            t.Person.name.label("observer"),
            t.Visit.observer_id,
            t.Visit.held_on,
            t.Visit.lesson_hour,
            t.Visit.state,
            t.Visit.duo_of_id,
            t.Visit.announced,
        )
        .join(t.Teacher, t.Teacher.id == t.Visit.teacher_id)
        .join(t.Section, t.Section.id == t.Visit.section_id)
        .join(t.Person, t.Person.id == t.Visit.observer_id)
        .outerjoin(t.ClassGroup, t.ClassGroup.id == t.Visit.class_group_id)
        .where(*where)
        .order_by(t.Visit.held_on, t.Visit.lesson_hour, t.Visit.id)
    )


def _teacher(row: Any) -> str:
    return dutch.full_name(row.first_name, row.prefix, row.last_name)
