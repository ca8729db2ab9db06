"""This file is the visits as lists show them: one row each, counted in SQL."""

from dataclasses import dataclass
from datetime import date
from functools import cache
from typing import Any

from sqlalchemy import bindparam, func, or_, select
from sqlalchemy.orm import Session, aliased

from lesobs.domain.dutch import full_name, sort_name
from lesobs.domain.visit import Purpose, VisitState
from lesobs.storage import tables as t


@dataclass(frozen=True, slots=True)
class VisitLine:
    """One row of the list of visits."""

    id: str
    held_on: date
    lesson_hour: int | None
    teacher: str
    teacher_sort: str
    teacher_id: str
    section: str
    class_group: str
    observer: str
    observer_id: str
    instrument: str
    kind: str
    purpose: Purpose
    announced: bool
    state: VisitState
    focus_question: str
    scored: int
    indicators: int
    talked_on: date | None
    look_again_on: date | None
    duo_of_id: str | None = None
    """The visit of the first observer, when this is the other half of a duo-visit. The talk and the picture
    go by that first visit: one lesson is one lesson."""
    duo_with: str = ""
    """The name of the other observer of a duo-visit."""

    @property
    def lesson_id(self) -> str:
        """The same for both halves of a duo-visit."""
        return self.duo_of_id or self.id


def line_of(session: Session, visit_id: str) -> VisitLine:
    """One visit as the list of visits shows it."""
    return as_line(session.execute(_one_line(), {"visit": visit_id}).one())


@cache
def _one_line() -> Any:
    """The query of `line_of`, put together once: that takes longer than to run it, and every key asks."""
    return lines().where(t.Visit.id == bindparam("visit"))


@cache
def lines() -> Any:
    """A query of visits with the columns that `as_line` takes."""
    scored = (
        select(func.count())
        .select_from(t.Rating)
        .where(t.Rating.visit_id == t.Visit.id, t.Rating.level.is_not(None))
        .scalar_subquery()
    )
    indicators = (
        select(func.count())
        .select_from(t.InstrumentItem)
        .where(t.InstrumentItem.instrument_id == t.Visit.instrument_id)
        .scalar_subquery()
    )
    observer, other, half = aliased(t.Person), aliased(t.Person), aliased(t.Visit)
    duo_with = (
        select(other.name)
        .join(half, half.observer_id == other.id)
        .where(or_(half.id == t.Visit.duo_of_id, half.duo_of_id == t.Visit.id))
        .limit(1)
        .scalar_subquery()
    )
    return (
        select(
            t.Visit.id,
            t.Visit.held_on,
            t.Visit.lesson_hour,
            t.Visit.teacher_id,
            t.Teacher.first_name,
            t.Teacher.prefix,
            t.Teacher.last_name,
            t.Section.name.label("section"),
            func.coalesce(t.ClassGroup.name, "").label("class_group"),
            observer.name.label("observer"),
            t.Visit.observer_id,
            t.Instrument.title.label("instrument"),
            t.Instrument.kind,
            t.Visit.purpose,
            t.Visit.announced,
            t.Visit.state,
            t.Visit.focus_question,
            scored.label("scored"),
            indicators.label("indicators"),
            t.Debrief.held_on.label("talked_on"),
            t.Debrief.look_again_on,
            t.Visit.duo_of_id,
            func.coalesce(duo_with, "").label("duo_with"),
        )
        .join(t.Teacher, t.Teacher.id == t.Visit.teacher_id)
        .join(t.Section, t.Section.id == t.Visit.section_id)
        .join(observer, observer.id == t.Visit.observer_id)
        .join(t.Instrument, t.Instrument.id == t.Visit.instrument_id)
        .outerjoin(t.ClassGroup, t.ClassGroup.id == t.Visit.class_group_id)
        .outerjoin(t.Debrief, t.Debrief.visit_id == func.coalesce(t.Visit.duo_of_id, t.Visit.id))
    )


def as_line(row: Any) -> VisitLine:
    """A row of `lines` as other parts see it."""
    values = dict(row._mapping)
    names = values.pop("first_name"), values.pop("prefix"), values.pop("last_name")
    return VisitLine(teacher=full_name(*names), teacher_sort=sort_name(*names), **values)
