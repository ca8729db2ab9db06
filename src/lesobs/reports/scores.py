"""This file is the scores of one lesson on paper: four boxes and a word per indicator, no colours needed."""

from collections.abc import Sequence
from dataclasses import dataclass

from reportlab.platypus import Flowable, Spacer

from lesobs.domain.dutch import listed
from lesobs.domain.instrument import Level
from lesobs.domain.visit import worth_a_talk
from lesobs.reports import fonts
from lesobs.reports.charts import LEVELS
from lesobs.reports.flow import Columns, Edge, Listing, Padding
from lesobs.reports.page import WIDTH
from lesobs.reports.style import (
    BLUE,
    CAPTION,
    CAPTION_STRONG,
    FINE,
    HAIRLINE,
    HEADING,
    INK,
    MUTE,
    RULE,
    SMALL,
    SMALL_MUTE,
    SMALL_STRONG,
    SUBTITLE,
    Span,
    base_line,
    strong,
    text,
)

CODE = 24.0
ONE, TWO, THREE = (246.0, 9.2), (164.0, 9.2), (125.0, 7.5)
"""Width of a column of scores and its size of type, by the number of columns."""
_USUAL, _CLOSE = 3.0, 2.0
"""Room above and below the words of a row, in points."""


@dataclass(frozen=True, slots=True)
class ScoreLine:
    """One indicator with the score of the observer, the `own` score of the teacher and that of the `second`
    observer of a duo-visit; None: not scored."""

    code: str
    title: str
    level: Level | None
    explanation: str = ""
    own: Level | None = None
    second: Level | None = None
    second_explanation: str = ""

    @property
    def differs(self) -> bool:
        """Two of them scored it at least two levels apart."""
        return worth_a_talk((self.own, self.level, self.second))


@dataclass(frozen=True, slots=True)
class PartScores:
    """The indicators of one part of the instrument, under its title."""

    title: str
    lines: tuple[ScoreLine, ...]


@dataclass(frozen=True, slots=True)
class Scorers:
    """The names above the columns; without `second` there was one observer. The teacher's column is left out
    when there are no own scores."""

    teacher: str
    observer: str
    second: str = ""


class ScoreMark(Flowable):  # type: ignore[misc]  # ReportLab has no types
    """Four boxes filled up to the level, and the word; n.v.t. and not scored have words of their own."""

    def __init__(self, level: Level | None, room: tuple[float, float], *, starred: bool = False) -> None:
        super().__init__()
        self.level, self.starred = level, starred
        self.room, self.size = room

    def wrap(self, _width: float, _height: float) -> tuple[float, float]:
        self.width, self.height = self.room, SMALL.leading
        return self.width, self.height

    def draw(self) -> None:
        canvas, base = self.canv, base_line(SMALL)
        if self.level is Level.NOT_APPLICABLE:
            canvas.setFillColor(MUTE)
            fonts.draw(canvas, 0, base, "n.v.t. in deze les", fonts.REGULAR, self.size)
            return
        scored, side = self.level is not None, self.size * 0.87
        pitch = side + (2 if side > 7 else 1.4)
        canvas.setLineWidth(0.8)
        canvas.setStrokeColor(INK if scored else MUTE)
        canvas.setDash(*([] if scored else [1.4, 1.4]))
        canvas.setFillColor(BLUE)
        for box in range(4):
            canvas.rect(box * pitch, base - 0.7, side, side, fill=int(scored and box < (self.level or 0)))
        canvas.setDash()
        canvas.setFillColor(INK if scored else MUTE)
        word = self.level.word if self.level else "niet gescoord"
        end = fonts.draw(canvas, 4 * pitch + 4, base, word, fonts.REGULAR, self.size)
        if self.starred:
            fonts.draw(canvas, end + 2, base, "*", fonts.BOLD, SMALL.fontSize)


def scores_pages(
    parts: Sequence[PartScores],
    scorers: Scorers,
    *,
    compact: bool = False,
    snug: bool = False,
    small: bool = False,
) -> list[Flowable]:
    """Title, one table per part and the legend; on a next page the names come back.

    `compact` is for a few indicators that share a page with the rest: one table without the titles of parts.
    `snug` sets all rows closer, and `small` what explains a score in smaller letters over the whole width,
    when that saves a page.
    """
    lines = [line for part in parts for line in part.lines]
    both = any(line.own is not None for line in lines)
    columns = [scorers.teacher] if both else []
    columns += [name for name in (scorers.observer, scorers.second) if name]
    title = "Onze scores naast elkaar" if len(columns) > 1 else "De scores van deze les"
    if compact:
        head = _head(text("Onze scores" if len(columns) > 1 else "De scores", HEADING), columns, top=0)
        table = [
            head,
            *(row for line in lines for row in _line(line, scorers, both, room=_CLOSE, small=small)),
        ]
    else:
        table = [text(title, SUBTITLE), text(_about(scorers, both), SMALL_MUTE), Spacer(0, 2)]
        room = _CLOSE if snug else _USUAL
        table.append(_listing(parts, columns, scorers, both, room=room, small=small))
    short = compact or snug
    return [*table, *_apart(lines), Spacer(0, 7 if short else 9), _short_legend() if short else _legend()]


def _about(scorers: Scorers, both: bool) -> str:
    said = "De scores gaan over wat in deze les te zien was."
    if both:
        said += f" {scorers.teacher} scoorde zelf."
    if scorers.second:
        said += f" {scorers.observer} en {scorers.second} scoorden los van elkaar."
    return said


def _listing(
    parts: Sequence[PartScores],
    columns: Sequence[str],
    scorers: Scorers,
    both: bool,
    *,
    room: float,
    small: bool,
) -> Listing:
    first, *_ = parts
    rows: list[Flowable] = []
    for part in parts:
        if part is not first:
            rows.append(_head(text(part.title, CAPTION_STRONG), [""] * len(columns), top=2.5 * room))
        for line in part.lines:
            rows += _line(line, scorers, both, room=room, small=small)
    head = _head(text(first.title, CAPTION_STRONG), columns, top=8)
    return Listing(head, rows, WIDTH, again=_head(text("", CAPTION_STRONG), columns, top=0))


def _apart(lines: Sequence[ScoreLine]) -> list[Flowable]:
    apart = [line.title for line in lines if line.differs]
    if not apart:
        return []
    said = f" Hier keken we verschillend (twee niveaus of meer): {listed(apart)}."
    return [Spacer(0, 6), text([strong("*"), said], SMALL)]


def _widths(columns: int) -> list[float]:
    score = (ONE, TWO, THREE)[columns - 1][0]
    return [CODE, WIDTH - CODE - score * columns, *[score] * columns]


def _head(title: Flowable, names: Sequence[str], *, top: float) -> Columns:
    code, title_room, *scores = _widths(len(names))
    drop = max(0.0, title.style.leading - CAPTION_STRONG.leading)
    head = Columns(
        [[title], *([Spacer(0, drop), text(fonts.name(name), CAPTION_STRONG)] for name in names)],
        [code + title_room, *scores],
        padding=Padding(top=top, bottom=2),
        below=Edge(0.8, INK),
    )
    head.keepWithNext = 1
    return head


def _line(
    line: ScoreLine, scorers: Scorers, both: bool, *, room: float, small: bool = False
) -> list[Flowable]:
    levels = [line.own] if both else []
    levels += [line.level, line.second] if scorers.second else [line.level]
    marks = [ScoreMark(level, (ONE, TWO, THREE)[len(levels) - 1]) for level in levels]
    marks[-1].starred = line.differs
    cells: list[list[Flowable]] = [
        [text(line.code, SMALL_MUTE)],
        [text(line.title, SMALL_STRONG if line.differs else SMALL)],
        *([mark] for mark in marks),
    ]
    hairline = Edge(0.6, HAIRLINE)
    row = Columns(cells, _widths(len(marks)), padding=Padding(top=room, bottom=room - 1), below=hairline)
    said = _explained(line, scorers)
    if not said:
        return [row]
    row.below, row.keepWithNext = None, 1
    right = 0 if small else 20
    why = Columns(
        [[text(one, FINE if small else SMALL) for one in said]],
        [WIDTH - CODE - right],
        padding=Padding(bottom=2.5, left=CODE, right=right),
        below=hairline,
    )
    return [row, why]


def _explained(line: ScoreLine, scorers: Scorers) -> list[list[str | Span]]:
    said = [(scorers.observer, line.explanation), (scorers.second, line.second_explanation)]
    named = bool(scorers.second)
    return [[*([strong(f"{who}: ")] if named else []), why] for who, why in said if why.strip()]


def _legend() -> Columns:
    width = (WIDTH - 32) / 2
    said = [text([strong(level.word), f"  {level.meaning}"], CAPTION) for level in LEVELS]
    return Columns(
        [said[::2], said[1::2]],
        [width, width],
        gap=14,
        padding=Padding(6.5, 9, 6, 9),
        box=Edge(0.75, RULE),
    )


def _short_legend() -> Flowable:
    said: list[str | Span] = []
    for level in LEVELS:
        said += [strong(level.word), f" {level.meaning}{' · ' if level is not LEVELS[-1] else '.'}"]
    return text(said, CAPTION)
