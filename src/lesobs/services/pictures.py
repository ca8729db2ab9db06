"""This file is the picture of the lessons: counted in SQL, protected by the rule for small groups."""

import threading
from collections.abc import Callable, Sequence

from sqlalchemy import select
from sqlalchemy.orm import Session

from lesobs.domain.narrowing import Narrowing
from lesobs.domain.picture import Grouping, Picture, PictureFilter
from lesobs.domain.picture_building import Frame, SectionTally, build_narrowed, build_picture
from lesobs.domain.schoolyear import SchoolYear
from lesobs.services.picture_choices import Choices, read_choices
from lesobs.services.picture_queries import (
    read_coverage,
    read_indicators,
    read_occurring,
    read_scores,
    read_sections,
    read_tallies,
)
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
        file.listeners.insert(0, self._forget)  # before a page asks again

    def picture(self, year: SchoolYear, *, by_cluster: bool = False) -> Picture:
        """All sections (or clusters) with lessons in this year, and the whole school."""
        return self.ask(PictureFilter((year,), Grouping.CLUSTER if by_cluster else Grouping.SECTION))

    def choices(self, years: Sequence[SchoolYear]) -> Choices:
        """What a picture of these years can be narrowed by: the labels that occur, with their words."""
        with self._file.reading() as session:
            return _choices(session, years)

    def year_to_show(self, this: SchoolYear) -> SchoolYear:
        """The year to begin with: this one, or early in the year the last one, when more sections show."""
        with self._file.reading() as session:
            smallest = session.scalar(select(t.School.smallest_group)) or 0
            lines = {year: read_coverage(session, [year], narrowed=False) for year in (this.previous, this)}

        def shown(year: SchoolYear) -> int:
            return sum(len(line.teachers) >= smallest for line in lines[year])

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
            coverage = read_coverage(session, question.years, narrowed=not plain)
            for year in question.years:
                if plain:
                    tallies += read_tallies(session, year)
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


def _choices(session: Session, years: Sequence[SchoolYear]) -> Choices:
    return read_choices(session, years, read_occurring(session, years))


def _frame(session: Session, question: PictureFilter) -> Frame:
    by_section = question.rows in (Grouping.SECTION, Grouping.CLUSTER)
    choices = _choices(session, question.years) if question.wanted or not by_section else None
    return Frame(
        question=question,
        smallest=session.scalar(select(t.School.smallest_group)) or 0,
        sections=read_sections(session),
        indicators=read_indicators(session, question.years),
        others=choices.rows(question.rows) if choices else (),
        asked=choices.sentence(question.wanted) if choices else "",
    )
