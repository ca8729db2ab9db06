"""This file is building a picture: lessons added up per group and indicator, told as far as they may be."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from lesobs.domain.narrowing import Narrowing, Score, Split, Wanted
from lesobs.domain.picture import Cell, Group, Grouping, Picture, PictureFilter, PictureIndicator, PictureRow
from lesobs.domain.small_groups import WHOLE_SCHOOL, GroupFigure, Veil, veils
from lesobs.domain.tally import Tally

SPLIT_OF = {Grouping.DEPARTMENT: Split.DEPARTMENT, Grouping.YEAR_LEVEL: Split.YEAR_LEVEL}
"""Rows that are no sections: what chooses their lessons."""


@dataclass(frozen=True, slots=True)
class SectionTally:
    """The scores of one section's lessons in one year on one indicator, and whose lessons they were."""

    section: str
    indicator: str
    teachers: frozenset[str]
    tally: Tally
    year: str = ""
    last_on: date | None = None

    @property
    def figure(self) -> GroupFigure:
        return GroupFigure(self.teachers, self.tally.scored, self.tally.high)


@dataclass(frozen=True, slots=True)
class Coverage:
    """Lessons of a section that are alike in every split: how many, of which teachers, by which observers."""

    section: str
    lessons: int
    teachers: frozenset[str]
    observers: frozenset[str]
    labels: Mapping[Split, str] = field(default_factory=dict)


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


CellOf = Callable[[Group, str], Cell]


def _always() -> None:
    """Nobody stops the work."""


def build_picture(frame: Frame, tallies: Iterable[SectionTally], coverage: Iterable[Coverage]) -> Picture:
    """The picture of all lessons, by section or cluster. Sections without lessons are left out.

    Protection always looks at sections, clusters and the whole school together, so that no view gives away
    what another one hides. A figure over several years is told when it is told in each of them.
    """
    clusters = {section.key: section.cluster for section in frame.sections}
    lines_of: dict[tuple[str, str], dict[str, SectionTally]] = defaultdict(dict)
    for line in tallies:
        lines_of[line.indicator, line.year][line.section] = line
    of_years: dict[str, list[tuple[dict[str, SectionTally], Mapping[str, Veil]]]] = defaultdict(list)
    for (indicator, _), lines in lines_of.items():
        figures = {key: line.figure for key, line in lines.items()}
        of_years[indicator].append((lines, veils(figures, clusters, frame.smallest)))
    members = _members(frame.sections)

    def cell(group: Group, indicator: str) -> Cell:
        told: list[SectionTally | Veil] = []
        for lines, veiled in of_years.get(indicator, ()):
            mine = [lines[section] for section in members[group.key] if section in lines]
            if mine:
                veil = veiled.get(group.key)
                told += [veil] if veil else mine
        return cell_of(told)

    return _picture(frame, cell, coverage)


def build_narrowed(
    frame: Frame,
    scores: Mapping[tuple[str, str], Narrowing],
    coverage: Iterable[Coverage],
    going_on: Callable[[], None] = _always,
) -> Picture:
    """The picture of the lessons that a filter leaves; `scores` by indicator and school year.

    `going_on` is called before each cell; an exception from it stops the work.
    """
    question = frame.question

    def cell(group: Group, indicator: str) -> Cell:
        going_on()
        unit, wanted = place_of(question, group.key)
        told: list[Score | Veil] = []
        for (key, _), narrowing in scores.items():
            if key == indicator:
                found = narrowing.told(unit, wanted)
                told += [found] if isinstance(found, Veil) else found
        return cell_of(told)

    return _picture(frame, cell, coverage)


def place_of(question: PictureFilter, group: str) -> tuple[str, Wanted]:
    """The unit that a group, by its key, is counted in, and which of the lessons there count."""
    split = SPLIT_OF.get(question.rows)
    if split is None or group == WHOLE_SCHOOL:
        return group, question.wanted
    own = frozenset({group}) & question.wanted.get(split, frozenset({group}))
    return WHOLE_SCHOOL, {**question.wanted, split: own}


def cell_of(told: Sequence[SectionTally | Score | Veil]) -> Cell:
    """What is told of several years or sections taken together."""
    if len(told) == 1:
        (part,) = told
        return Cell(None, part) if isinstance(part, Veil) else Cell(part.tally, last_on=part.last_on)
    veiled = [part for part in told if isinstance(part, Veil)]
    if veiled:
        return Cell(None, Veil.HIDDEN)
    lines = [part for part in told if not isinstance(part, Veil)]
    days = [line.last_on for line in lines if line.last_on is not None]
    return Cell(sum((line.tally for line in lines), Tally()), last_on=max(days, default=None))


def _picture(frame: Frame, cell: CellOf, coverage: Iterable[Coverage]) -> Picture:
    question, seen = frame.question, list(coverage)
    members = _members(frame.sections)

    def row(group: Group) -> PictureRow:
        _, wanted = place_of(question, group.key)
        inside = members.get(group.key, frozenset(members[WHOLE_SCHOOL]))
        mine = [
            line
            for line in seen
            if line.section in inside
            and all(line.labels[split] in labels for split, labels in wanted.items())
        ]
        people = _all_of(line.teachers for line in mine)
        if 0 < len(people) < frame.smallest:
            return PictureRow(
                group, None, None, None, tuple(Cell(None, Veil.HIDDEN) for _ in frame.indicators)
            )
        observers = _all_of(line.observers for line in mine)
        cells = tuple(cell(group, indicator.key) for indicator in frame.indicators)
        return PictureRow(group, sum(line.lessons for line in mine), len(people), len(observers), cells)

    rows = (row(group) for group in _groups(frame))
    years = question.years
    return Picture(
        year=years[0].name if len(years) == 1 else f"{years[0].name} tot en met {years[-1].name}",
        smallest=frame.smallest,
        indicators=tuple(frame.indicators),
        rows=tuple(one for one in rows if one.lessons != 0),
        total=row(Group(WHOLE_SCHOOL, WHOLE_SCHOOL)),
        asked=frame.asked,
    )


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


def _all_of(groups: Iterable[frozenset[str]]) -> frozenset[str]:
    return frozenset().union(*groups)
