"""This file is what stands beside one cell of a picture: the difference with the school, rounds and years."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from lesobs.domain.answers import GoingOn, always
from lesobs.domain.cell_detail import (
    YEARS_BEFORE,
    CellDetail,
    Place,
    RoundFacts,
    cell_detail,
    compare,
    compare_with,
    compare_years,
    told_cell,
)
from lesobs.domain.picture import Cell, PictureFilter
from lesobs.domain.picture_building import narrowings
from lesobs.domain.schoolyear import SchoolYear
from lesobs.domain.uncertainty import Difference, Lessons
from lesobs.services.picture_lessons import PictureLessons, read_smallest
from lesobs.services.picture_queries import in_picture
from lesobs.storage import tables as t
from lesobs.storage.school_file import SchoolFile


class PictureDetails:
    """What is told beside a cell, by the same rule for small groups as the picture itself.

    A cell is named by the question the picture answered, the key of its row's group and the key of its
    indicator. The first answer about an indicator takes longest; the school file is free for others as soon
    as the scores are read, so that all of this may be asked beside the window.
    """

    def __init__(self, file: SchoolFile, lessons: PictureLessons) -> None:
        self._file, self._lessons = file, lessons

    def detail(
        self,
        question: PictureFilter,
        group_key: str,
        indicator_key: str,
        going_on: GoingOn = always,
    ) -> CellDetail:
        """How a cell differs from the whole school, and the rounds of its years and of two years before.
        `going_on` is called every now and then; an exception from it stops the work."""
        first = min(question.years)
        before = [SchoolYear(first.start - back) for back in range(YEARS_BEFORE, 0, -1)]
        years = [*before, *question.years]
        with self._file.reading() as session:
            place = self._place(session, question, group_key, indicator_key, years, going_on)
            rounds = _rounds(session, indicator_key, years)
        with self._lessons.reckoning:
            return cell_detail(place, rounds, going_on)

    def compare_years(
        self, question: PictureFilter, earlier: Sequence[SchoolYear], group_key: str, indicator_key: str
    ) -> Difference | None:
        """How much higher the share in a cell is than it was in earlier school years, with the same filter.
        None when one of both is veiled or was not scored, or the indicator was not worded the same."""
        with self._file.reading() as session:
            words = [_versions(session, indicator_key, years) for years in (earlier, question.years)]
            years = [*earlier, *question.years]
            place = self._place(session, question, group_key, indicator_key, years)
        if words[0] != words[1]:
            return None
        with self._lessons.reckoning:
            return compare_years(place, earlier)

    def told(self, question: PictureFilter, group_key: str, indicator_key: str) -> tuple[Cell, int | None]:
        """What the picture tells in a cell, and of how many teachers that is; None while it is veiled."""
        with self._file.reading() as session:
            place = self._place(session, question, group_key, indicator_key, question.years)
        with self._lessons.reckoning:
            return told_cell(place)

    def compare(
        self, now: PictureFilter, then: PictureFilter, group_key: str, indicator_key: str
    ) -> Difference | None:
        """How much higher the share in a cell is than it was in other lessons; None when either is veiled or
        empty, or they share lessons. Whether the indicator was worded the same is not looked at."""
        with self._file.reading() as session:
            places = [
                self._place(session, question, group_key, indicator_key, question.years)
                for question in (now, then)
            ]
        with self._lessons.reckoning:
            return compare(*places)

    def compare_with(
        self, now: PictureFilter, then: Lessons, group_key: str, indicator_key: str
    ) -> Difference | None:
        """How much higher the share in a cell is than it was in lessons that the picture told earlier, and
        that are not in the cell now; None when the cell is veiled or empty."""
        with self._file.reading() as session:
            place = self._place(session, now, group_key, indicator_key, now.years)
        with self._lessons.reckoning:
            return compare_with(place, then)

    def _place(
        self,
        session: Session,
        question: PictureFilter,
        group: str,
        indicator: str,
        years: Iterable[SchoolYear],
        going_on: GoingOn = always,
    ) -> Place:
        told = {year: self._lessons.of(session, year, going_on) for year in years}
        return Place(question, group, read_smallest(session), narrowings(told, indicator))


def _rounds(session: Session, indicator: str, years: Sequence[SchoolYear]) -> list[RoundFacts]:
    """The rounds with days in these school years, in order."""
    rows = session.execute(
        select(t.Round.id, t.Round.title, t.Round.starts_on, t.Round.ends_on)
        .where(t.Round.starts_on <= max(years).last_day, t.Round.ends_on >= min(years).first_day)
        .order_by(t.Round.starts_on)
    )
    versions = _versions_by_round(session, indicator, years)
    return [
        RoundFacts(
            key=row.id,
            title=row.title,
            years=tuple(
                one for one in years if row.starts_on <= one.last_day and row.ends_on >= one.first_day
            ),
            versions=versions.get(row.id, frozenset()),
        )
        for row in rows
    ]


def _versions(session: Session, indicator: str, years: Iterable[SchoolYear]) -> frozenset[int]:
    """The wordings in which an indicator was scored in these years."""
    return frozenset(session.scalars(_scored(select(t.Indicator.version), indicator, years)))


def _versions_by_round(
    session: Session, indicator: str, years: Iterable[SchoolYear]
) -> Mapping[str, frozenset[int]]:
    """The wordings in which an indicator was scored in each round; empty while it has only one."""
    if len(session.scalars(select(t.Indicator.id).where(t.Indicator.key == indicator)).all()) < 2:
        return {}
    query = _scored(select(t.Round.id, t.Indicator.version), indicator, years).join(
        t.Round, t.Visit.held_on.between(t.Round.starts_on, t.Round.ends_on)
    )
    found: dict[str, set[int]] = defaultdict(set)
    for round_id, version in session.execute(query):
        found[round_id].add(version)
    return {round_id: frozenset(words) for round_id, words in found.items()}


def _scored(query: Any, indicator: str, years: Iterable[SchoolYear]) -> Any:
    return (
        query.select_from(t.Visit)
        .join(t.Rating, t.Rating.visit_id == t.Visit.id)
        .join(t.Indicator, t.Indicator.id == t.Rating.indicator_id)
        .where(*in_picture(years), t.Indicator.key == indicator, t.Rating.level.is_not(None))
        .distinct()
    )
