"""This file is the picture of the lessons: counted in SQL, protected by the rule for small groups."""

import threading
from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import and_, case, exists, func, select
from sqlalchemy.orm import InstrumentedAttribute, Session, aliased
from sqlalchemy.sql.functions import Function

from lesobs.domain.narrowing import Narrowing, Score, Split
from lesobs.domain.picture import Group, Grouping, Picture, PictureFilter, PictureIndicator
from lesobs.domain.picture_building import Coverage, Frame, SectionTally, build_narrowed, build_picture
from lesobs.domain.schoolyear import SchoolYear
from lesobs.domain.tally import Tally
from lesobs.domain.visit import SEEN, Purpose
from lesobs.services.picture_choices import NOTHING, Choices, read_choices
from lesobs.storage import tables as t
from lesobs.storage.school_file import SchoolFile

NARROWED_BY = frozenset({"visit", "rating", "round", "section", "cluster", "class_group", "school"})
"""Tables that a filter or the rule for small groups goes by."""


class Pictures:
    """Pictures of one school year or more. Visits for appraisal never enter them, nor visits that are not
    finished; of a duo-visit the first observer's scores count."""

    def __init__(self, file: SchoolFile) -> None:
        self._file = file
        self._narrowings: dict[SchoolYear, dict[str, Narrowing]] = {}
        """What filters may tell, by indicator: dear to find out, and the same until lessons change."""
        self._reckoning = threading.Lock()
        file.listeners.append(self._forget)

    def picture(self, year: SchoolYear, *, by_cluster: bool = False) -> Picture:
        """All sections (or clusters) with lessons in this year, and the whole school."""
        return self.ask(PictureFilter((year,), Grouping.CLUSTER if by_cluster else Grouping.SECTION))

    def choices(self, years: Sequence[SchoolYear]) -> Choices:
        """What a picture of these years can be narrowed by: the labels that occur, with their words."""
        with self._file.reading() as session:
            return _choices(session, years)

    def year_to_show(self, this: SchoolYear) -> SchoolYear:
        """The year to begin with: this one, or early in the year the last one, when that shows more."""

        def shown(year: SchoolYear) -> int:
            return sum(not row.hidden for row in self.picture(year).rows)

        return this.previous if shown(this.previous) > shown(this) else this

    def ask(self, question: PictureFilter, going_on: Callable[[], None] = lambda: None) -> Picture:
        """The picture that was asked for. `going_on` is called every now and then; an exception from it stops
        the work, which may take seconds for a filter that was not asked before.

        The school file is free for others as soon as the counts are read.
        """
        plain = not question.wanted and question.rows in (Grouping.SECTION, Grouping.CLUSTER)
        tallies: list[SectionTally] = []
        scores: dict[tuple[str, str], Narrowing] = {}
        with self._file.reading() as session:
            frame = _frame(session, question)
            coverage = _coverage(session, question.years, narrowed=not plain)
            for year in question.years:
                if plain:
                    tallies += _tallies(session, year)
                else:
                    narrowed = self._narrowed(session, year, frame)
                    scores |= {(indicator, year.name): one for indicator, one in narrowed.items()}
        if plain:
            return build_picture(frame, tallies, coverage)
        with self._reckoning:
            return build_narrowed(frame, scores, coverage, going_on)

    def _narrowed(self, session: Session, year: SchoolYear, frame: Frame) -> dict[str, Narrowing]:
        known = self._narrowings
        if year not in known:
            clusters = {section.key: section.cluster for section in frame.sections}
            known[year] = {
                indicator: Narrowing(found, clusters, frame.smallest)
                for indicator, found in read_scores(session, year).items()
            }
        return known[year]

    def _forget(self, tables: frozenset[str]) -> None:
        if tables & NARROWED_BY:
            self._narrowings = {}  # another thread may still be filling the old one


def in_picture(years: Iterable[SchoolYear]) -> tuple[Any, ...]:
    """What holds for the visits that a picture of these years counts."""
    chosen = list(years)
    first, last = min(chosen).first_day, max(chosen).last_day
    return (
        t.Visit.held_on.between(first, last),
        t.Visit.state.in_(SEEN),
        t.Visit.purpose != Purpose.APPRAISAL,
        t.Visit.duo_of_id.is_(None),  # one lesson is one lesson
    )


def _choices(session: Session, years: Sequence[SchoolYear]) -> Choices:
    labels = _labels()
    query = labels.joined(select(*labels.columns)).where(and_(*in_picture(years))).distinct()
    occurring: dict[Split, set[str]] = {split: set() for split in Split}
    for row in session.execute(query):
        for split, label in zip(Split, row, strict=True):
            occurring[split].add(str(label))
    return read_choices(session, years, occurring)


def _frame(session: Session, question: PictureFilter) -> Frame:
    by_section = question.rows in (Grouping.SECTION, Grouping.CLUSTER)
    choices = _choices(session, question.years) if question.wanted or not by_section else None
    return Frame(
        question=question,
        smallest=session.scalar(select(t.School.smallest_group)) or 0,
        sections=read_sections(session),
        indicators=_indicators(session, question.years),
        others=choices.rows(question.rows) if choices else (),
        asked=choices.sentence(question.wanted) if choices else "",
    )


def read_sections(session: Session) -> list[Group]:
    """All sections of the school, by name."""
    query = (
        select(t.Section.id, t.Section.name, t.Cluster.name)
        .outerjoin(t.Cluster, t.Cluster.id == t.Section.cluster_id)
        .order_by(func.lower(t.Section.name))
    )
    return [Group(*row) for row in session.execute(query)]


LEVELS = [func.sum(case((t.Rating.level == level, 1), else_=0)) for level in (1, 2, 3, 4, 0)]


def _tallies(session: Session, year: SchoolYear) -> list[SectionTally]:
    """Counts per section and indicator. Different wordings of one indicator add up under its key."""
    query = (
        select(
            *(t.Visit.section_id, t.Indicator.key, _distinct(t.Visit.teacher_id)),
            *(func.max(t.Visit.held_on), *LEVELS),
        )
        .join(t.Rating, t.Rating.visit_id == t.Visit.id)
        .join(t.Indicator, t.Indicator.id == t.Rating.indicator_id)
        .where(*in_picture([year]), t.Rating.level.is_not(None))
        .group_by(t.Visit.section_id, t.Indicator.key)
    )
    return [
        SectionTally(section, key, _names(teachers), _tally(*levels), year.name, last_on)
        for section, key, teachers, last_on, *levels in session.execute(query)
    ]


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
    labels = _labels()
    query = (
        labels.joined(
            select(
                *(t.Indicator.key, t.Visit.section_id, t.Visit.teacher_id, *labels.columns),
                *(func.max(t.Visit.held_on), *LEVELS),
            )
            .join(t.Rating, t.Rating.visit_id == t.Visit.id)
            .join(t.Indicator, t.Indicator.id == t.Rating.indicator_id)
        )
        .where(and_(*in_picture([year])), t.Rating.level.is_not(None))
        .group_by(t.Indicator.key, t.Visit.section_id, t.Visit.teacher_id, *labels.columns)
    )
    if indicator is not None:
        query = query.where(t.Indicator.key == indicator)
    found: dict[str, list[Score]] = defaultdict(list)
    known: dict[tuple[Any, ...], dict[Split, str]] = {}
    for key, section, teacher, *rest in session.execute(query):
        values, (last_on, *levels) = tuple(rest[: len(Split)]), rest[len(Split) :]
        if values not in known:
            known[values] = dict(zip(Split, map(str, values), strict=True))
        found[key].append(Score(section, teacher, known[values], _tally(*levels), last_on))
    return found


def _coverage(session: Session, years: Sequence[SchoolYear], *, narrowed: bool = False) -> list[Coverage]:
    """How many lessons there are; `narrowed` keeps apart what a filter can tell apart."""
    labels = _labels()
    columns = labels.columns if narrowed else ()
    query: Any = select(
        *(t.Visit.section_id, func.count(t.Visit.id.distinct())),
        *(_distinct(t.Visit.teacher_id), _distinct(t.Visit.observer_id), *columns),
    )
    query = (labels.joined(query) if narrowed else query).where(and_(*in_picture(years)))
    return [
        Coverage(
            *(section, lessons, _names(teachers), _names(observers)),
            labels=dict(zip(Split, map(str, values), strict=False)),
        )
        for section, lessons, teachers, observers, *values in session.execute(
            query.group_by(t.Visit.section_id, *columns)
        )
    ]


def _tally(one: int, two: int, three: int, four: int, none: int) -> Tally:
    return Tally((one, two, three, four), none)


def _distinct(column: InstrumentedAttribute[str]) -> Function[str]:
    """The distinct ids of a group, commas between: who they are tells which groups overlap."""
    return func.group_concat(column.distinct())


def _names(ids: str) -> frozenset[str]:
    return frozenset(ids.split(","))


def _indicators(session: Session, years: Sequence[SchoolYear]) -> list[PictureIndicator]:
    """The indicators of the instruments used in these years, in the words of their newest version."""
    used = select(t.Visit.instrument_id).where(*in_picture(years)).distinct()
    query = (
        select(t.Indicator)
        .join(t.InstrumentItem, t.InstrumentItem.indicator_id == t.Indicator.id)
        .where(t.InstrumentItem.instrument_id.in_(used))
        .order_by(t.Indicator.version)
    )
    newest = {row.key: row for row in session.scalars(query)}
    in_use = _indicators_in_use(session)
    return [
        PictureIndicator(
            *(row.key, row.code, row.title, row.part, row.watched, row.question),
            retired=row.key not in in_use,
        )
        for row in sorted(newest.values(), key=lambda row: row.code)
    ]


def _indicators_in_use(session: Session) -> set[str]:
    """The indicators of the newest version of every instrument that is not out of use."""
    later = aliased(t.Instrument)
    query = (
        select(t.Indicator.key)
        .join(t.InstrumentItem, t.InstrumentItem.indicator_id == t.Indicator.id)
        .join(t.Instrument, t.Instrument.id == t.InstrumentItem.instrument_id)
        .where(t.Instrument.retired_on.is_(None))
        .where(~exists().where(later.key == t.Instrument.key, later.version > t.Instrument.version))
    )
    return set(session.scalars(query))
