"""This file is the queries of a picture, each put together once: that may take longer than running it."""

from collections.abc import Collection, Iterable, Sequence
from datetime import date
from functools import cache
from sys import intern
from typing import Any

from sqlalchemy import String, and_, bindparam, case, exists, func, or_, select, type_coerce
from sqlalchemy.orm import Session, aliased

from lesobs.domain.answers import GoingOn, always
from lesobs.domain.lesson_sets import NOT_APPLICABLE
from lesobs.domain.narrowing import Split
from lesobs.domain.picture import Group, PictureIndicator
from lesobs.domain.schoolyear import SchoolYear
from lesobs.domain.visit import SEEN, Purpose
from lesobs.services.picture_choices import NOTHING
from lesobs.storage import tables as t


def in_picture(years: Iterable[SchoolYear]) -> tuple[Any, ...]:
    """What holds for the visits that a picture of these years counts."""
    days = _days(years)
    return _counted(days["first"], days["last"])


def _days(years: Iterable[SchoolYear]) -> dict[str, date]:
    chosen = list(years)
    return {"first": min(chosen).first_day, "last": max(chosen).last_day}


def _counted(first: Any, last: Any) -> tuple[Any, ...]:
    return (
        t.Visit.held_on.between(first, last),
        or_(*(t.Visit.state == state for state in SEEN)),
        t.Visit.purpose != Purpose.APPRAISAL,
        # One lesson is one lesson. Said in this way, lest SQLite search by its index: nearly all have none.
        func.coalesce(t.Visit.duo_of_id, "") == "",
    )


def _in_days() -> Any:
    """The same for the days that are given when the query is run."""
    return and_(*_counted(bindparam("first"), bindparam("last")))


def read_sections(session: Session) -> list[Group]:
    """All sections of the school, by name."""
    return [Group(*row) for row in session.connection().execute(_sections_query())]


@cache
def _sections_query() -> Any:
    return (
        select(t.Section.id, t.Section.name, t.Cluster.name)
        .outerjoin(t.Cluster, t.Cluster.id == t.Section.cluster_id)
        .order_by(func.lower(t.Section.name))
    )


def read_keys(session: Session) -> list[str]:
    """Of all indicators the keys, in order; different wordings of one indicator add up under its key."""
    return sorted(set(session.connection().scalars(_keys_query())))


LessonRow = tuple[str, date, str, str, tuple[str, ...], str]
"""What makes a SeenLesson. A plain tuple, which Python does not look through for garbage again and again."""


def read_lessons(
    session: Session,
    year: SchoolYear,
    keys: Sequence[str],
    visits: Collection[str] | None = None,
    going_on: GoingOn = always,
) -> dict[str, LessonRow]:
    """The lessons of one year with a sign for each of these indicators, by visit; or those of some visits.
    An exception from `going_on` stops the reading."""
    columns = -(-len(keys) // IN_A_COLUMN)
    query, given = _lessons_query(columns), dict[str, Any](_days([year]))
    if visits is not None:
        query, given["visits"] = _some_lessons_query(columns), [*visits]
    found = {}
    with session.connection().execute(query, given, execution_options={"yield_per": AT_A_TIME}) as rows:
        for some in rows.partitions():
            going_on()
            for visit, section, day, *rest in some:
                said, packed = rest[:FIRST_MARK], rest[FIRST_MARK:]
                teacher, observer, *labels = map(intern, map(str, said))  # kept, and nearly all of them alike
                marks = "".join(f"{column or 0:0{IN_A_COLUMN}o}"[::-1] for column in packed)
                found[visit] = intern(section), day, teacher, observer, tuple(labels), marks[: len(keys)]
    return found


AT_A_TIME = 1000
"""Lessons that are fetched in one go; while that is done, the window can do nothing."""

FIRST_MARK = 2 + len(Split)
"""After teacher, observer and the labels of a lesson come its scores."""

IN_A_COLUMN = 20
"""Indicators of which the scores fit in one number of SQLite, each in three bits."""


@cache
def _keys_query() -> Any:
    return select(t.Indicator.key)


@cache
def _lessons_query(columns: int) -> Any:
    visit, half = t.Visit, aliased(t.Visit)
    labels = {
        Split.ROUND: func.coalesce(t.Round.id, NOTHING),
        Split.MONTH: func.strftime("%Y-%m", visit.held_on),
        Split.DEPARTMENT: func.coalesce(t.ClassGroup.department_id, NOTHING),
        Split.FORM: case((exists().where(half.duo_of_id == visit.id), "duo"), else_=t.Instrument.kind),
        Split.PURPOSE: type_coerce(visit.purpose, String),
        Split.ANNOUNCED: case((visit.announced, "ja"), else_="nee"),
        Split.YEAR_LEVEL: func.coalesce(t.ClassGroup.year_level, NOTHING),
        Split.INSTRUMENT: t.Instrument.key,
    }
    return (
        select(
            *(visit.id, visit.section_id, visit.held_on, visit.teacher_id, visit.observer_id),
            *(labels[split] for split in Split),
            *(_marks(number) for number in range(columns)),
        )
        .outerjoin(t.Round, visit.held_on.between(t.Round.starts_on, t.Round.ends_on))
        .outerjoin(t.ClassGroup, t.ClassGroup.id == visit.class_group_id)
        .join(t.Instrument, t.Instrument.id == visit.instrument_id)
        .where(_in_days())
        .order_by(visit.section_id, visit.held_on)  # Python would hold up the window while it sorts
    )


@cache
def _some_lessons_query(columns: int) -> Any:
    return _lessons_query(columns).where(t.Visit.id.in_(bindparam("visits", expanding=True)))


def _marks(number: int) -> Any:
    """All scores of a visit in one number, indicators by key: one column is read as fast as one score."""
    place = select(t.Indicator.id, (func.dense_rank().over(order_by=t.Indicator.key) - 1).label("place")).cte(
        "place"
    )
    first = number * IN_A_COLUMN
    mark = case((t.Rating.level == 0, int(NOT_APPLICABLE)), else_=t.Rating.level)
    return (
        select(func.sum(mark.op("<<")(3 * (place.c.place - first))))
        .join(place, place.c.id == t.Rating.indicator_id)
        .where(t.Rating.visit_id == t.Visit.id, t.Rating.level.is_not(None))
        .where(place.c.place.between(first, first + IN_A_COLUMN - 1))
        .scalar_subquery()
    )


def read_shown(session: Session, year: SchoolYear, smallest: int) -> int:
    """In how many sections enough teachers were visited."""
    return len(session.connection().execute(_shown_query(), {**_days([year]), "smallest": smallest}).all())


@cache
def _shown_query() -> Any:
    return (
        select(t.Visit.section_id)
        .where(_in_days())
        .group_by(t.Visit.section_id)
        .having(func.count(t.Visit.teacher_id.distinct()) >= bindparam("smallest"))
    )


def read_indicators(session: Session, years: Sequence[SchoolYear]) -> list[PictureIndicator]:
    """The indicators of the instruments used in these years, in the words of their newest version."""
    newest = {row.key: row for row in session.connection().execute(_indicators_query(), _days(years))}
    in_use = set(session.connection().scalars(_in_use_query()))
    return [
        PictureIndicator(
            *(row.key, row.code, row.title, row.part, row.watched, row.question),
            retired=row.key not in in_use,
        )
        for row in sorted(newest.values(), key=lambda row: row.code)
    ]


@cache
def _indicators_query() -> Any:
    one, used = t.Indicator, select(t.Visit.instrument_id).where(_in_days()).distinct()
    return (
        select(one.key, one.code, one.title, one.part, one.watched, one.question)
        .join(t.InstrumentItem, t.InstrumentItem.indicator_id == one.id)
        .where(t.InstrumentItem.instrument_id.in_(used))
        .order_by(one.version)
    )


@cache
def _in_use_query() -> Any:
    """The indicators of the newest version of every instrument that is not out of use."""
    later = aliased(t.Instrument)
    return (
        select(t.Indicator.key)
        .join(t.InstrumentItem, t.InstrumentItem.indicator_id == t.Indicator.id)
        .join(t.Instrument, t.Instrument.id == t.InstrumentItem.instrument_id)
        .where(t.Instrument.retired_on.is_(None))
        .where(~exists().where(later.key == t.Instrument.key, later.version > t.Instrument.version))
    )
