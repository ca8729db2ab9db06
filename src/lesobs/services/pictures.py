"""This file is the picture of the lessons: counted in SQL, protected by the rule for small groups."""

from typing import Any

from sqlalchemy import case, func, select
from sqlalchemy.orm import InstrumentedAttribute, Session
from sqlalchemy.sql.functions import Function

from lesobs.domain.picture import Coverage, Group, Picture, PictureIndicator, SectionTally, build_picture
from lesobs.domain.tally import Tally
from lesobs.domain.schoolyear import SchoolYear
from lesobs.domain.visit import SEEN, Purpose
from lesobs.storage import tables as t
from lesobs.storage.school_file import SchoolFile


class Pictures:
    """Pictures of a school year. Visits for appraisal never enter them, nor visits that are not finished; of
    a duo-visit the first observer's scores count."""

    def __init__(self, file: SchoolFile) -> None:
        self._file = file

    def picture(self, year: SchoolYear, *, by_cluster: bool = False) -> Picture:
        """All sections (or clusters) with lessons in this year, and the whole school."""
        with self._file.reading() as session:
            smallest = session.scalar(select(t.School.smallest_group))
            return build_picture(
                year=year.name,
                smallest=smallest or 0,
                sections=_sections(session),
                indicators=_indicators(session, year),
                tallies=_tallies(session, year),
                coverage=_coverage(session, year),
                by_cluster=by_cluster,
            )


def _in_picture(year: SchoolYear) -> tuple[Any, ...]:
    return (
        t.Visit.held_on.between(year.first_day, year.last_day),
        t.Visit.state.in_(SEEN),
        t.Visit.purpose != Purpose.APPRAISAL,
        t.Visit.duo_of_id.is_(None),  # one lesson is one lesson
    )


def _sections(session: Session) -> list[Group]:
    query = (
        select(t.Section.id, t.Section.name, t.Cluster.name)
        .outerjoin(t.Cluster, t.Cluster.id == t.Section.cluster_id)
        .order_by(func.lower(t.Section.name))
    )
    return [Group(*row) for row in session.execute(query)]


def _tallies(session: Session, year: SchoolYear) -> list[SectionTally]:
    """Counts per section and indicator. Different wordings of one indicator add up under its key."""
    levels = [func.sum(case((t.Rating.level == level, 1), else_=0)) for level in (1, 2, 3, 4, 0)]
    query = (
        select(t.Visit.section_id, t.Indicator.key, _distinct(t.Visit.teacher_id), *levels)
        .join(t.Rating, t.Rating.visit_id == t.Visit.id)
        .join(t.Indicator, t.Indicator.id == t.Rating.indicator_id)
        .where(*_in_picture(year), t.Rating.level.is_not(None))
        .group_by(t.Visit.section_id, t.Indicator.key)
    )
    return [
        SectionTally(section, key, _names(teachers), Tally((one, two, three, four), none))
        for section, key, teachers, one, two, three, four, none in session.execute(query)
    ]


def _coverage(session: Session, year: SchoolYear) -> list[Coverage]:
    query = (
        select(
            t.Visit.section_id, func.count(), _distinct(t.Visit.teacher_id), _distinct(t.Visit.observer_id)
        )
        .where(*_in_picture(year))
        .group_by(t.Visit.section_id)
    )
    return [
        Coverage(section, lessons, _names(teachers), _names(observers))
        for section, lessons, teachers, observers in session.execute(query)
    ]


def _distinct(column: InstrumentedAttribute[str]) -> Function[str]:
    """The distinct ids of a group, commas between: who they are tells which groups overlap."""
    return func.group_concat(column.distinct())


def _names(ids: str) -> frozenset[str]:
    return frozenset(ids.split(","))


def _indicators(session: Session, year: SchoolYear) -> list[PictureIndicator]:
    """The indicators of the instruments used in this year, in the words of their newest version."""
    used = select(t.Visit.instrument_id).where(*_in_picture(year)).distinct()
    query = (
        select(t.Indicator)
        .join(t.InstrumentItem, t.InstrumentItem.indicator_id == t.Indicator.id)
        .where(t.InstrumentItem.instrument_id.in_(used))
        .order_by(t.Indicator.version)
    )
    newest = {row.key: row for row in session.scalars(query)}
    return [
        PictureIndicator(row.key, row.code, row.title, row.part, row.watched, row.question)
        for row in sorted(newest.values(), key=lambda row: row.code)
    ]
