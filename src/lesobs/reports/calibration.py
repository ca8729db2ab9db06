"""This file is the paper of a calibration session: one page with pairs, questions and room to write."""

from dataclasses import dataclass
from datetime import date
from pathlib import Path

from reportlab.graphics.shapes import Drawing, Line, Rect, Shape
from reportlab.platypus import Flowable, Spacer

from lesobs.domain.agreement import LEVELS, Calibration, PairTable, TalkingQuestion
from lesobs.domain.dutch import period
from lesobs.domain.visit import WORTH_A_TALK
from lesobs.reports import fonts
from lesobs.reports.charts import PAPER, color_of, label
from lesobs.reports.flow import Columns, Edge, Padding, WritingLines
from lesobs.reports.page import WIDTH, Letterhead, Written, write_document
from lesobs.reports.style import (
    BODY,
    BODY_MUTE,
    BODY_STRONG,
    CAPTION,
    HAIRLINE,
    SMALL,
    SUBHEADING,
    TITLE,
    strong,
    text,
)

MOST_QUESTIONS = 4
"""More does not fit on a page, nor in an hour."""
CELL, ROW, SIDE, HEAD = 27.0, 17.0, 18.0, 14.0
GAP = 16.0


@dataclass(frozen=True, slots=True)
class CalibrationReport:
    """What a session starts from."""

    school: str
    calibration: Calibration
    printed_on: date


def write_calibration(path: Path, report: CalibrationReport) -> Written:
    """Write the paper of a session."""
    calibration = report.calibration
    when = period(calibration.first_on, calibration.last_on)
    head = Letterhead(
        title="IJksessie",
        subject=when,
        school=report.school,
        context=when,
        audience="Voor de waarnemers",
        purpose="Dit gaat over de kijkwijzer en over kijken, niet over wie er keek. Er staan geen namen in.",
        printed_on=report.printed_on,
    )
    how = (
        "In elke tabel staat links wat de eerste waarnemer gaf en boven wat de tweede gaf. Omlijnd is "
        "gelijk; met een sterretje zijn jullie twee of meer niveaus uit elkaar."
    )
    story: list[Flowable] = [
        text("IJksessie: kijken we hetzelfde?", TITLE),
        text([strong(f"{calibration.sentence}. "), how], BODY_MUTE),
        Spacer(1, 8),
    ]
    questions = calibration.questions[:MOST_QUESTIONS]
    if not questions:
        story.append(text("Er zijn nog geen indicatoren waarop genoeg lessen verschillen.", BODY))
    story += map(_block, questions)
    story.append(text("Wat spreken we af?", SUBHEADING))
    story.append(WritingLines(8, [WIDTH], below=1))
    return write_document(path, head, story)


def _block(question: TalkingQuestion) -> Columns:
    """The table at the left, what to talk about at the right."""
    left = SIDE + 4 * CELL
    right = WIDTH - left - GAP
    indicator = question.indicator
    alike = question.table.sentence
    words: list[Flowable] = [
        text(f"{indicator.code} {indicator.title}", SUBHEADING),
        text(f"{alike[:1].upper()}{alike[1:]}.", SMALL),
        text(question.question, BODY_STRONG),
    ]
    words += [text([strong(f"{int(level)} "), sentence], SMALL) for level, sentence in question.anchors]
    edge = Edge(0.75, HAIRLINE)
    caption = text("eerste waarnemer links, tweede boven", CAPTION)
    return Columns(
        [[pair_table(question.table), caption], words],
        [left, right],
        gap=GAP,
        padding=Padding(7, 0, 9, 0),
        below=edge,
    )


def pair_table(table: PairTable) -> Drawing:
    """Four by four counts: equal framed, two or more apart with a star; black on white reads the same."""
    height = HEAD + 4 * ROW
    drawing = Drawing(SIDE + 4 * CELL, height)
    for level in LEVELS:
        middle = SIDE + (level - 0.5) * CELL
        drawing.add(_word(str(int(level)), middle, height - 10, fonts.SEMIBOLD))
        drawing.add(
            _word(str(int(level)), SIDE / 2 - 2, height - HEAD - (level - 0.5) * ROW - 3, fonts.SEMIBOLD)
        )
    for first in LEVELS:
        for second in LEVELS:
            x, y = SIDE + (second - 1) * CELL, height - HEAD - first * ROW
            number = table.counts[first - 1][second - 1]
            far = abs(first - second) >= WORTH_A_TALK and number > 0
            ground = None if first == second else color_of(PAPER.hidden)
            drawing.add(Rect(x, y, CELL - 2, ROW - 2, fillColor=ground, strokeColor=None))
            if first == second:
                drawing.add(_frame(x, y))
            shown = f"{number} *" if far else str(number) if number else "·"
            drawing.add(_word(shown, x + CELL / 2 - 1, y + 4.5, fonts.SEMIBOLD if number else fonts.REGULAR))
    drawing.add(
        Line(SIDE - 3, 0, SIDE - 3, height - HEAD, strokeColor=color_of(PAPER.hatch), strokeWidth=0.5)
    )
    return drawing


def _frame(x: float, y: float) -> Rect:
    return Rect(x, y, CELL - 2, ROW - 2, fillColor=None, strokeColor=color_of(PAPER.ink), strokeWidth=1.2)


def _word(value: str, x: float, y: float, font: str) -> Shape:
    return label(value, x, y, 9, font=font, anchor="middle")
