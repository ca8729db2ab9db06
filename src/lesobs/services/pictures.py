"""This file is the picture of the lessons: counted, and protected by the rule for small groups."""

from collections.abc import Mapping, Sequence
from itertools import product

from sqlalchemy.orm import Session

from lesobs.domain.answers import GoingOn, always
from lesobs.domain.narrowing import ToldYear
from lesobs.domain.picture import Grouping, Picture, PictureFilter
from lesobs.domain.picture_building import SPLIT_OF, Frame, build_picture
from lesobs.domain.schoolyear import SchoolYear
from lesobs.domain.splits import AHEAD, FURTHER
from lesobs.services.picture_choices import Choices, read_choices
from lesobs.services.picture_lessons import PictureLessons, read_smallest
from lesobs.services.picture_queries import read_indicators, read_sections, read_shown
from lesobs.storage.school_file import SchoolFile


class Pictures:
    """Pictures of one school year or more. Visits for appraisal never enter them, nor visits that are not
    finished; of a duo-visit the first observer's scores count."""

    def __init__(self, file: SchoolFile, lessons: PictureLessons) -> None:
        self._file, self._lessons = file, lessons

    def picture(self, year: SchoolYear, *, by_cluster: bool = False) -> Picture:
        """All sections (or clusters) with lessons in this year, and the whole school."""
        return self.ask(PictureFilter((year,), Grouping.CLUSTER if by_cluster else Grouping.SECTION))

    def choices(self, years: Sequence[SchoolYear], going_on: GoingOn = always) -> Choices:
        """What a picture of these years can be narrowed by: the labels that occur, with their words. An
        exception from `going_on`, which is called while lessons are read, stops that."""
        with self._file.reading() as session:
            return read_choices(session, years, self._of(session, years, going_on).values())

    def year_to_show(self, this: SchoolYear) -> SchoolYear:
        """The year to begin with: this one, or early in the year the last one, when more sections show."""
        with self._file.reading() as session:
            smallest = read_smallest(session)
            before, now = (read_shown(session, year, smallest) for year in (this.previous, this))
        return this.previous if before > now else this

    def ask(self, question: PictureFilter, going_on: GoingOn = always) -> Picture:
        """The picture that was asked for. `going_on` is called every now and then; an exception from it stops
        the work, which may take seconds for a filter that was not asked before.

        The school file is free for others as soon as the lessons are read.
        """
        with self._file.reading() as session:
            years = self._of(session, question.years, going_on)
            frame = _frame(session, question, years)
        with self._lessons.reckoning:
            return build_picture(frame, years, going_on)

    def reckon_ahead(self, question: PictureFilter, going_on: GoingOn) -> None:
        """Find what may be told when a question that was answered gets one more filter, before anybody asks;
        the filters that need least come first. Whoever asks meanwhile has only one turn to wait for.

        Nothing is read from the school file. `going_on` is called before each turn; an exception from it
        stops the work, and what was found is kept.
        """
        reckoning = self._lessons.reckoning
        steps = FURTHER if question.wanted or question.rows in SPLIT_OF else AHEAD

        def between() -> None:
            going_on()
            reckoning.give_way()

        with reckoning:
            for last, year in product(steps, self._lessons.kept(question.years)):
                for indicator in year.lessons.marked:
                    if (narrowing := year.of(indicator)) is not None:
                        narrowing.find(last, between)

    def _of(
        self, session: Session, years: Sequence[SchoolYear], going_on: GoingOn
    ) -> dict[SchoolYear, ToldYear]:
        return {year: self._lessons.of(session, year, going_on) for year in years}


def _frame(session: Session, question: PictureFilter, years: Mapping[SchoolYear, ToldYear]) -> Frame:
    by_section = question.rows in (Grouping.SECTION, Grouping.CLUSTER)
    choices = None
    if question.wanted or not by_section:
        choices = read_choices(session, question.years, years.values())
    return Frame(
        question=question,
        smallest=read_smallest(session),
        sections=read_sections(session),
        indicators=read_indicators(session, question.years),
        others=choices.rows(question.rows) if choices else (),
        asked=choices.sentence(question.wanted) if choices else "",
    )
