"""This file is the queries of a picture, each put together once: that may take longer than running it."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import cache
from typing import Any

from sqlalchemy import Integer, and_, bindparam, case, exists, func, literal_column, or_, select
from sqlalchemy.orm import InstrumentedAttribute, Session, aliased
from sqlalchemy.sql.functions import Function

from lesobs.domain.narrowing import Score, Split
from lesobs.domain.picture import Group, PictureIndicator
from lesobs.domain.picture_building import Coverage, SectionTally
from lesobs.domain.schoolyear import SchoolYear
from lesobs.domain.tally import Tally
from lesobs.domain.visit import SEEN, Purpose
from lesobs.services.picture_choices import NOTHING
from lesobs.storage import tables as t

LEVELS = [func.sum(t.Rating.level == literal_column(str(level)), type_=Integer) for level in (1, 2, 3, 4, 0)]


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


def read_occurring(session: Session, years: Iterable[SchoolYear]) -> dict[Split, set[str]]:
    """The labels of each split that occur in the lessons of these years."""
    found: dict[Split, set[str]] = {split: set() for split in Split}
    for row in session.connection().execute(_occurring_query(), _days(years)):
        for split, label in zip(Split, row, strict=True):
            found[split].add(str(label))
    return found


@cache
def _occurring_query() -> Any:
    labels = _labels()
    return labels.joined(select(*labels.columns)).where(_in_days()).distinct()


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


def read_tallies(session: Session, year: SchoolYear) -> list[SectionTally]:
    """Counts per section and indicator. Different wordings of one indicator add up under its key."""
    keys = {row.id: row.key for row in session.connection().execute(_keys_query())}
    found: dict[tuple[str, str], SectionTally] = {}
    for section, indicator, teachers, last_on, *levels in session.connection().execute(
        _tallies_query(), _days([year])
    ):
        place = section, keys[indicator]
        line = SectionTally(*place, _names(teachers), _tally(*levels), year.name, last_on)
        found[place] = _together(found[place], line) if place in found else line
    return list(found.values())


def _together(one: SectionTally, other: SectionTally) -> SectionTally:
    """The counts of two wordings of one indicator."""
    return replace(
        one,
        teachers=one.teachers | other.teachers,
        tally=one.tally + other.tally,
        last_on=max(day for day in (one.last_on, other.last_on) if day is not None),
    )


@cache
def _keys_query() -> Any:
    return select(t.Indicator.id, t.Indicator.key)


@cache
def _tallies_query() -> Any:
    return (
        select(
            *(t.Visit.section_id, t.Rating.indicator_id, _distinct(t.Visit.teacher_id)),
            *(func.max(t.Visit.held_on), *LEVELS),
        )
        .join(t.Rating, t.Rating.visit_id == t.Visit.id)
        .where(_in_days(), t.Rating.level.is_not(None))
        .group_by(t.Visit.section_id, t.Rating.indicator_id)
    )


@dataclass(frozen=True, slots=True)
class _Labels:
    """The columns that say of a visit what a filter can go by, in the order of Split."""

    columns: tuple[Any, ...]

    def joined(self, query: Any) -> Any:
        return (
            query.outerjoin(t.Round, t.Visit.held_on.between(t.Round.starts_on, t.Round.ends_on))
            .outerjoin(t.ClassGroup, t.ClassGroup.id == t.Visit.class_group_id)
            .join(t.Instrument, t.Instrument.id == t.Visit.instrument_id)
        )


@cache
def _labels() -> _Labels:
    half = aliased(t.Visit)
    of_split = {
        Split.ROUND: func.coalesce(t.Round.id, NOTHING),
        Split.DEPARTMENT: func.coalesce(t.ClassGroup.department_id, NOTHING),
        Split.FORM: case((exists().where(half.duo_of_id == t.Visit.id), "duo"), else_=t.Instrument.kind),
        Split.PURPOSE: t.Visit.purpose,
        Split.ANNOUNCED: case((t.Visit.announced, "ja"), else_="nee"),
        Split.YEAR_LEVEL: func.coalesce(t.ClassGroup.year_level, NOTHING),
        Split.INSTRUMENT: t.Instrument.key,
    }
    return _Labels(tuple(of_split[split] for split in Split))


def read_scores(session: Session, year: SchoolYear, indicator: str | None = None) -> dict[str, list[Score]]:
    """The scores of one year by indicator, all or one; lessons of one teacher that are alike are together."""
    query, values = _scores_query(), _days([year])
    if indicator is not None:
        query = query.where(t.Indicator.key == indicator)
    found: dict[str, list[Score]] = defaultdict(list)
    known: dict[tuple[Any, ...], dict[Split, str]] = {}
    for key, section, teacher, *rest in session.connection().execute(query, values):
        labels, (last_on, *levels) = tuple(rest[: len(Split)]), rest[len(Split) :]
        if labels not in known:
            known[labels] = dict(zip(Split, map(str, labels), strict=True))
        found[key].append(Score(section, teacher, known[labels], _tally(*levels), last_on))
    return found


@cache
def _scores_query() -> Any:
    labels = _labels()
    return (
        labels.joined(
            select(
                *(t.Indicator.key, t.Visit.section_id, t.Visit.teacher_id, *labels.columns),
                *(func.max(t.Visit.held_on), *LEVELS),
            )
            .join(t.Rating, t.Rating.visit_id == t.Visit.id)
            .join(t.Indicator, t.Indicator.id == t.Rating.indicator_id)
        )
        .where(_in_days(), t.Rating.level.is_not(None))
        .group_by(t.Indicator.key, t.Visit.section_id, t.Visit.teacher_id, *labels.columns)
    )


def read_coverage(session: Session, years: Iterable[SchoolYear], *, narrowed: bool) -> list[Coverage]:
    """How many lessons there are; `narrowed` keeps apart what a filter can tell apart."""
    return [
        Coverage(
            *(section, lessons, _names(teachers), _names(observers)),
            labels=dict(zip(Split, map(str, values), strict=False)),
        )
        for section, lessons, teachers, observers, *values in session.connection().execute(
            _coverage_query(narrowed), _days(years)
        )
    ]


@cache
def _coverage_query(narrowed: bool) -> Any:
    labels = _labels()
    columns = labels.columns if narrowed else ()
    query: Any = select(
        *(t.Visit.section_id, func.count(t.Visit.id.distinct())),
        *(_distinct(t.Visit.teacher_id), _distinct(t.Visit.observer_id), *columns),
    )
    return (
        (labels.joined(query) if narrowed else query).where(_in_days()).group_by(t.Visit.section_id, *columns)
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


def _tally(one: int, two: int, three: int, four: int, none: int) -> Tally:
    return Tally((one, two, three, four), none)


def _distinct(column: InstrumentedAttribute[str]) -> Function[str]:
    """The distinct ids of a group, commas between: who they are tells which groups overlap."""
    return func.group_concat(column.distinct())


def _names(ids: str) -> frozenset[str]:
    return frozenset(ids.split(","))
