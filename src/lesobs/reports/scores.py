"""This file is the scores of one lesson on paper: four boxes and a word per indicator, no colours needed."""

from collections.abc import Sequence
from dataclasses import dataclass

from reportlab.platypus import Flowable, Spacer

from lesobs.domain.dutch import listed
from lesobs.domain.instrument import Level
from lesobs.reports import fonts
from lesobs.reports.charts import LEVELS
from lesobs.reports.flow import Columns, Edge, Padding
from lesobs.reports.page import WIDTH
from lesobs.reports.style import (
    BLUE,
    CAPTION,
    CAPTION_STRONG,
    HAIRLINE,
    INK,
    MUTE,
    RULE,
    SMALL,
    SMALL_MUTE,
    SMALL_STRONG,
    SUBTITLE,
    base_line,
    strong,
    text,
)

CODE = 24.0
SCORE = 164.0
WORTH_A_TALK = 2
"""From this many levels apart both looked in a different way."""


@dataclass(frozen=True, slots=True)
class ScoreLine:
    """One indicator with the score of the observer and the `own` score of the teacher; None: not scored."""

    code: str
    title: str
    level: Level | None
    explanation: str = ""
    own: Level | None = None

    @property
    def differs(self) -> bool:
        """Both scored it, at least two levels apart."""
        return bool(self.level and self.own) and abs((self.level or 0) - (self.own or 0)) >= WORTH_A_TALK


@dataclass(frozen=True, slots=True)
class PartScores:
    """The indicators of one part of the instrument, under its title."""

    title: str
    lines: tuple[ScoreLine, ...]


class ScoreMark(Flowable):  # type: ignore[misc]  # ReportLab has no types
    """Four boxes filled up to the level, and the word; n.v.t. and not scored have words of their own."""

    def __init__(self, level: Level | None, *, starred: bool = False) -> None:
        super().__init__()
        self.level, self.starred = level, starred

    def wrap(self, _width: float, _height: float) -> tuple[float, float]:
        self.width, self.height = SCORE, SMALL.leading
        return self.width, self.height

    def draw(self) -> None:
        canvas, base = self.canv, base_line(SMALL)
        if self.level is Level.NOT_APPLICABLE:
            canvas.setFillColor(MUTE)
            fonts.draw(canvas, 0, base, "n.v.t. in deze les", fonts.REGULAR, SMALL.fontSize)
            return
        scored = self.level is not None
        canvas.setLineWidth(0.8)
        canvas.setStrokeColor(INK if scored else MUTE)
        canvas.setDash(*([] if scored else [1.4, 1.4]))
        canvas.setFillColor(BLUE)
        for box in range(4):
            canvas.rect(box * 10, base - 0.7, 8, 8, fill=int(scored and box < (self.level or 0)))
        canvas.setDash()
        canvas.setFillColor(INK if scored else MUTE)
        word = self.level.word if self.level else "niet gescoord"
        end = fonts.draw(canvas, 46, base, word, fonts.REGULAR, SMALL.fontSize)
        if self.starred:
            fonts.draw(canvas, end + 3, base, "*", fonts.BOLD, SMALL.fontSize)


def scores_pages(parts: Sequence[PartScores], teacher: str, observer: str) -> list[Flowable]:
    """Title, one table per part and the legend; `teacher` and `observer` head their columns of scores.

    The teacher's column is left out when there are no own scores.
    """
    both = any(line.own is not None for part in parts for line in part.lines)
    title = "Onze scores naast elkaar" if both else "De scores van deze les"
    about = "De scores gaan over wat in deze les te zien was."
    if both:
        about += f" {teacher} scoorde zelf, vóór het gesprek."
    story: list[Flowable] = [text(title, SUBTITLE), text(about, SMALL_MUTE), Spacer(0, 2)]
    names = [teacher, observer] if both else [observer]
    for number, part in enumerate(parts):
        story.append(_part_head(part.title, names if number == 0 else [""] * len(names)))
        for line in part.lines:
            story += _line(line, both)
    apart = [line.title for part in parts for line in part.lines if line.differs]
    if apart:
        said = f" Hier keken we verschillend (twee niveaus of meer): {listed(apart)}."
        story += [Spacer(0, 6), text([strong("*"), said], SMALL)]
    return [*story, Spacer(0, 9), _legend()]


def _widths(columns: int) -> list[float]:
    if columns == 1:
        return [CODE, WIDTH - CODE - 1.5 * SCORE, 1.5 * SCORE]
    return [CODE, WIDTH - CODE - SCORE * columns, *[SCORE] * columns]


def _part_head(title: str, names: Sequence[str]) -> Columns:
    code, title_room, *scores = _widths(len(names))
    head = Columns(
        [[text(title, CAPTION_STRONG)], *([text(name, CAPTION_STRONG)] for name in names)],
        [code + title_room, *scores],
        padding=Padding(top=8, bottom=2),
        below=Edge(0.8, INK),
    )
    head.keepWithNext = 1
    return head


def _line(line: ScoreLine, both: bool) -> list[Flowable]:
    marks = [ScoreMark(line.own)] if both else []
    marks.append(ScoreMark(line.level, starred=line.differs))
    cells: list[list[Flowable]] = [
        [text(line.code, SMALL_MUTE)],
        [text(line.title, SMALL_STRONG if line.differs else SMALL)],
        *([mark] for mark in marks),
    ]
    hairline = Edge(0.6, HAIRLINE)
    row = Columns(cells, _widths(len(marks)), padding=Padding(top=3, bottom=2), below=hairline)
    if not line.explanation.strip():
        return [row]
    row.below, row.keepWithNext = None, 1
    why = Columns(
        [[text(line.explanation, SMALL)]],
        [WIDTH - CODE - 20],
        padding=Padding(bottom=2.5, left=CODE, right=20),
        below=hairline,
    )
    return [row, why]


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
