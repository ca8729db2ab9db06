"""This file is the choice of what a section page puts forward: what was often seen, what is worth a talk."""

from dataclasses import dataclass

from lesobs.domain.picture import Picture, PictureIndicator, PictureRow
from lesobs.domain.tally import Tally

ENOUGH_LESSONS = 8
MOST = 3


@dataclass(frozen=True, slots=True)
class Highlight:
    """One indicator put forward, with the figures of the group and of the school."""

    indicator: PictureIndicator
    tally: Tally
    school: Tally | None
    """None when the school itself is looked at, or its figure is hidden."""


@dataclass(frozen=True, slots=True)
class Highlights:
    """Strengths, strongest first; points to talk about, furthest below the school first."""

    strengths: tuple[Highlight, ...]
    points: tuple[Highlight, ...]


def choose_highlights(picture: Picture, row: PictureRow, most: int = MOST) -> Highlights:
    """At most `most` strengths and points of one row, from indicators with ENOUGH_LESSONS scores or more.

    A strength was at 3 or 4 in at least half of the lessons: the highest shares win. A point has a lower
    share than the school and is no strength: the furthest below wins. In the row of the school itself a
    point is what was at 3 or 4 in less than half of the lessons, least often first.
    """
    whole = row == picture.total
    lines = [
        Highlight(indicator, cell.tally, None if whole else school.tally)
        for indicator, cell, school in zip(picture.indicators, row.cells, picture.total.cells, strict=True)
        if cell.tally is not None and cell.tally.scored >= ENOUGH_LESSONS
    ]
    often = [line for line in lines if 2 * line.tally.high >= line.tally.scored]
    strengths = sorted(often, key=lambda line: (-_share(line.tally), -line.tally.scored))[:most]
    below = [line for line in lines if line not in strengths and _behind(line, whole) > 0]
    points = sorted(below, key=lambda line: -_behind(line, whole))[:most]
    return Highlights(tuple(strengths), tuple(points))


def _share(tally: Tally) -> float:
    return tally.high / tally.scored


def _behind(line: Highlight, whole: bool) -> float:
    """How far below the school, or for the school itself below half, as a share of the lessons."""
    if whole:
        return 0.5 - _share(line.tally)
    if line.school is None or not line.school.scored:
        return 0.0
    return _share(line.school) - _share(line.tally)
