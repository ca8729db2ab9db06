"""This file is building a picture: lessons added up per group and indicator, told as far as they may be."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from lesobs.domain.answers import GoingOn, always
from lesobs.domain.lesson_sets import LessonSet, YearLessons, met, union
from lesobs.domain.month import Period, from_to
from lesobs.domain.narrowing import Narrowing, Split, ToldYear, Wanted
from lesobs.domain.picture import Cell, Group, Grouping, Picture, PictureFilter, PictureIndicator, PictureRow
from lesobs.domain.schoolyear import SchoolYear
from lesobs.domain.small_groups import WHOLE_SCHOOL, Veil
from lesobs.domain.tally import Tally

SPLIT_OF = {Grouping.DEPARTMENT: Split.DEPARTMENT, Grouping.YEAR_LEVEL: Split.YEAR_LEVEL}
"""Rows that are no sections: what chooses their lessons."""


@dataclass(frozen=True, slots=True)
class Frame:
    """What a picture is drawn in: the question, the threshold, the groups, the columns, the words."""

    question: PictureFilter
    smallest: int
    sections: Sequence[Group]
    indicators: Sequence[PictureIndicator]
    others: Sequence[Group] = ()
    """The rows when they are no sections or clusters."""
    asked: str = ""


Told = Mapping[Narrowing, LessonSet | Veil]
"""What is told of each of several years that has any such lessons: these, or how they are veiled."""


def build_picture(frame: Frame, years: Mapping[SchoolYear, ToldYear], going_on: GoingOn = always) -> Picture:
    """The picture of the lessons that a filter leaves, or of all. Groups without lessons are left out.

    Protection always looks at sections, clusters and the whole school together, so that no view gives away
    what another one hides. A figure over several years is told when it is told in each of them. `going_on` is
    called before each row, and while it is found what may be told; an exception from it stops the work.
    """
    members = _members(frame.sections)

    def row(group: Group) -> PictureRow:
        going_on()
        unit, wanted = place_of(frame.question, group.key)
        inside = members.get(group.key, members[WHOLE_SCHOOL])
        counts = _counts((year.lessons for year in years.values()), inside, wanted)
        if 0 < counts[1] < frame.smallest:
            hidden = tuple(Cell(None, Veil.HIDDEN) for _ in frame.indicators)
            return PictureRow(group, None, None, None, hidden)
        of_indicator = (narrowings(years, one.key).values() for one in frame.indicators)
        return PictureRow(group, *counts, tuple(_cell(of, unit, wanted, going_on) for of in of_indicator))

    rows = (row(group) for group in _groups(frame))
    first, last = frame.question.years[0], frame.question.years[-1]
    return Picture(
        year=first.name if first == last else f"{first.name} tot en met {last.name}",
        smallest=frame.smallest,
        indicators=tuple(frame.indicators),
        rows=tuple(one for one in rows if one.lessons != 0),
        total=row(Group(WHOLE_SCHOOL, WHOLE_SCHOOL)),
        asked=frame.asked,
    )


def narrowings(years: Mapping[SchoolYear, ToldYear], indicator: str) -> dict[SchoolYear, Narrowing]:
    """What may be told of an indicator, in each of these years that it was scored in."""
    found = {year: one.of(indicator) for year, one in years.items()}
    return {year: narrowing for year, narrowing in found.items() if narrowing is not None}


def place_of(question: PictureFilter, group: str) -> tuple[str, Wanted]:
    """The unit that a group, by its key, is counted in, and which of the lessons there count."""
    split = SPLIT_OF.get(question.rows)
    if split is None or group == WHOLE_SCHOOL:
        return group, question.wanted
    own = frozenset({group}) & question.wanted.get(split, frozenset({group}))
    return WHOLE_SCHOOL, {**question.wanted, split: own}


def told(years: Iterable[Narrowing], unit: str, wanted: Wanted, going_on: GoingOn = always) -> Told:
    """What these years tell of the lessons that a filter leaves of a group."""
    found = {year: year.told(unit, wanted, going_on) for year in years}
    return {year: lessons for year, lessons in found.items() if lessons}


def plain(told: Told) -> Mapping[Narrowing, LessonSet]:
    """The lessons, when no part of them is veiled; else none."""
    lessons = {year: one for year, one in told.items() if not isinstance(one, Veil)}
    return lessons if len(lessons) == len(told) else {}


def cell_of(told: Told) -> Cell:
    """What is told of several years taken together."""
    lessons = plain(told)
    if told and not lessons:
        first = next(iter(told.values()))
        return Cell(None, first if len(told) == 1 and isinstance(first, Veil) else Veil.HIDDEN)
    days = (year.lessons.last_on(one) for year, one in lessons.items())
    tallies = (year.lessons.tally(year.indicator, one) for year, one in lessons.items())
    return Cell(sum(tallies, Tally()), last_on=max((day for day in days if day), default=None))


def _cell(years: Iterable[Narrowing], unit: str, wanted: Wanted, going_on: GoingOn) -> Cell:
    found = told(years, unit, wanted, going_on)
    cell = cell_of(found)
    if cell.hidden and Split.MONTH in wanted:
        return replace(cell, nearest=_nearest(found, unit, wanted, going_on))
    return cell


def _nearest(now: Told, unit: str, wanted: Wanted, going_on: GoingOn) -> Period | None:
    """The months nearest to those that were asked for, in which every year with lessons is told."""
    ends: list[str] = []
    for year, lessons in now.items():
        period = year.nearest(unit, wanted, going_on) if isinstance(lessons, Veil) else year.months(lessons)
        if period is None:
            return None
        ends += period
    nearest = min(ends), max(ends)
    then = {**wanted, Split.MONTH: frozenset(from_to(nearest))}
    return nearest if plain(told(now, unit, then, going_on)) else None


def _counts(years: Iterable[YearLessons], sections: Iterable[str], wanted: Wanted) -> tuple[int, int, int]:
    """How many lessons of these sections a filter leaves, of how many teachers, by how many observers."""
    lessons, teachers, observers = 0, set[str](), set[str]()
    for year in years:
        which = year.chosen(wanted) & union(year.sections.get(section, 0) for section in sections)
        lessons += which.bit_count()
        teachers |= met(year.teachers, which)
        observers |= met(year.observers, which)
    return lessons, len(teachers), len(observers)


def _groups(frame: Frame) -> Iterable[Group]:
    """The rows, sections without a cluster among the clusters."""
    match frame.question.rows:
        case Grouping.SECTION:
            return frame.sections
        case Grouping.CLUSTER:
            found: dict[str, Group] = {}
            for section in frame.sections:
                key = section.cluster or section.key
                found.setdefault(key, Group(key, section.cluster or section.name))
            return found.values()
        case _:
            return frame.others


def _members(sections: Iterable[Group]) -> Mapping[str, frozenset[str]]:
    """The sections of every section, cluster and the whole school."""
    members: dict[str, set[str]] = defaultdict(set)
    for section in sections:
        for key in (section.key, section.cluster, WHOLE_SCHOOL):
            if key:
                members[key].add(section.key)
    members[WHOLE_SCHOOL] |= set()
    return {key: frozenset(found) for key, found in members.items()}
