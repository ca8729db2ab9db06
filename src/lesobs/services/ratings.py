"""This file is every score of the school as one row with all that it belongs to, for reckoning elsewhere."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.orm import Session, aliased

from lesobs.domain.instrument import Level
from lesobs.domain.schoolyear import SchoolYear
from lesobs.domain.visit import Purpose, VisitState
from lesobs.storage import tables as t


@dataclass(frozen=True, slots=True)
class RatingLine:
    """One scored indicator of one visit, with what the visit was. Empty texts: not filled in."""

    visit_id: str
    school_year: str
    round: str
    held_on: date
    lesson_hour: int | None
    section: str
    cluster: str
    department: str
    class_group: str
    teacher_code: str
    observer: str
    instrument: str
    instrument_version: int
    indicator: str
    indicator_version: int
    code: str
    title: str
    level: Level
    state: VisitState
    purpose: Purpose
    announced: bool
    second_observer: bool
    """Of a duo-visit the second half, which no picture counts."""


def all_ratings(session: Session) -> list[RatingLine]:
    """The scores of all visits by date, appraisals and unfinished visits too."""
    rounds = [
        tuple(row)
        for row in session.execute(
            select(t.Round.starts_on, t.Round.ends_on, t.Round.title).order_by(t.Round.starts_on, t.Round.id)
        )
    ]
    return [_line(row, rounds) for row in session.execute(_query())]


def _query() -> Any:
    observer = aliased(t.Person)
    return (
        select(
            t.Visit.id.label("visit_id"),
            t.Visit.held_on,
            t.Visit.lesson_hour,
            t.Section.name.label("section"),
            func.coalesce(t.Cluster.name, "").label("cluster"),
            func.coalesce(t.Department.name, "").label("department"),
            func.coalesce(t.ClassGroup.name, "").label("class_group"),
            t.Teacher.code.label("teacher_code"),
            observer.name.label("observer"),
            t.Instrument.key.label("instrument"),
            t.Instrument.version.label("instrument_version"),
            t.Indicator.key.label("indicator"),
            t.Indicator.version.label("indicator_version"),
            t.Indicator.code,
            t.Indicator.title,
            t.Rating.level,
            t.Visit.state,
            t.Visit.purpose,
            t.Visit.announced,
            t.Visit.duo_of_id.is_not(None).label("second_observer"),
        )
        .join(t.Visit, t.Visit.id == t.Rating.visit_id)
        .join(t.Indicator, t.Indicator.id == t.Rating.indicator_id)
        .join(t.Section, t.Section.id == t.Visit.section_id)
        .join(t.Teacher, t.Teacher.id == t.Visit.teacher_id)
        .join(observer, observer.id == t.Visit.observer_id)
        .join(t.Instrument, t.Instrument.id == t.Visit.instrument_id)
        .outerjoin(t.Cluster, t.Cluster.id == t.Section.cluster_id)
        .outerjoin(t.ClassGroup, t.ClassGroup.id == t.Visit.class_group_id)
        .outerjoin(t.Department, t.Department.id == t.ClassGroup.department_id)
        .where(t.Rating.level.is_not(None))
        .order_by(t.Visit.held_on, t.Visit.lesson_hour, t.Visit.id, t.Indicator.code, t.Indicator.key)
    )


def _line(row: Any, rounds: list[tuple[Any, ...]]) -> RatingLine:
    values = dict(row._mapping)
    values["level"] = Level.of(values["level"])
    return RatingLine(
        school_year=SchoolYear.of(row.held_on).name,
        round=next((title for starts, ends, title in rounds if starts <= row.held_on <= ends), ""),
        **values,
    )
