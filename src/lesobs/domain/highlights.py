"""This file is the choice of what a section page puts forward: what was often seen, what is worth a talk."""

from dataclasses import dataclass, replace
from fractions import Fraction

from lesobs.domain.picture import Cell, Picture, PictureIndicator, PictureRow
from lesobs.domain.small_groups import Veil
from lesobs.domain.tally import Tally

ENOUGH_LESSONS = 8
MOST = 3
NOTHING = 2
"""A difference of so many lessons says nothing."""

HALF = Fraction(1, 2)
WORDS = {Veil.NEARLY_ALL: Fraction(1), Veil.NEARLY_NONE: Fraction(0)}
"""What stands for the share of a cell that is told in words; it is never shown."""

RULE = (
    f"Gekozen uit wat in {ENOUGH_LESSONS} of meer lessen is gescoord. Vaak te zien: in minstens de helft op "
    "3 of 4. Te bespreken: in minder dan de helft, of meer dan twee lessen onder de hele school."
)


@dataclass(frozen=True, slots=True)
class Highlight:
    """One indicator put forward: the figures of the group, or `words` when it is told in those only."""

    indicator: PictureIndicator
    tally: Tally | None
    school: Tally | None
    """None when the school itself is looked at, or its figure is hidden."""
    words: str = ""


@dataclass(frozen=True, slots=True)
class Highlights:
    """Strengths, strongest first; points to talk about, furthest below the school first."""

    strengths: tuple[Highlight, ...]
    points: tuple[Highlight, ...]
    of_school: bool = False
    """The group has too few lessons for any of its own; these are of the whole school."""


def talk_highlights(picture: Picture, row: PictureRow, most: int = MOST) -> Highlights:
    """What a group can talk about: its own highlights, or those of the whole school while it has too few
    lessons for any."""
    own = choose_highlights(picture, row, most)
    if own.strengths or own.points or has_enough(row) or row == picture.total:
        return own
    return replace(choose_highlights(picture, picture.total, most), of_school=True)


def has_enough(row: PictureRow) -> bool:
    """Whether an indicator could have been put forward."""
    return any(cell.tally is not None and cell.tally.scored >= ENOUGH_LESSONS for cell in row.cells)


def choose_highlights(picture: Picture, row: PictureRow, most: int = MOST) -> Highlights:
    """At most `most` strengths and points of one row, as RULE tells.

    It goes by what the picture tells, and by nothing that it veils: a cell in words stands for all or for
    none of the lessons, as long as the row has ENOUGH_LESSONS, and a hidden cell is never put forward. Where
    strengths are alike, that which the school has least goes first.
    """
    whole = row == picture.total
    lines = [
        _Line(Highlight(indicator, cell.tally, None if whole else school.tally, cell.words), share, whole)
        for indicator, cell, school in zip(picture.indicators, row.cells, picture.total.cells, strict=True)
        if (share := _share(cell, row)) is not None
    ]
    strengths = [line for line in lines if not line.is_point]
    points = [line for line in lines if line.is_point]
    strengths.sort(key=lambda line: (-line.share, line.of_school, -line.scored))
    points.sort(key=lambda line: -line.behind)
    return Highlights(
        tuple(line.highlight for line in strengths[:most]), tuple(line.highlight for line in points[:most])
    )


def _share(cell: Cell, row: PictureRow) -> Fraction | None:
    """The share at 3 or 4; None when it is hidden, or of too few lessons."""
    if cell.tally is not None:
        enough = cell.tally.scored >= ENOUGH_LESSONS
        return Fraction(cell.tally.high, cell.tally.scored) if enough else None
    return WORDS.get(cell.veil or Veil.HIDDEN) if (row.lessons or 0) >= ENOUGH_LESSONS else None


@dataclass(frozen=True, slots=True)
class _Line:
    """An indicator that may be put forward. `whole`: it is the school that is looked at."""

    highlight: Highlight
    share: Fraction
    whole: bool

    @property
    def scored(self) -> int:
        return self.highlight.tally.scored if self.highlight.tally else 0

    @property
    def of_school(self) -> Fraction:
        school = self.highlight.school
        return Fraction(school.high, school.scored) if school is not None and school.scored else HALF

    @property
    def behind(self) -> Fraction:
        """How far below the school, or for the school itself below half, as a share of the lessons."""
        return self.of_school - self.share

    @property
    def is_point(self) -> bool:
        return self.share < HALF or (not self.whole and self.behind * self.scored > NOTHING)
