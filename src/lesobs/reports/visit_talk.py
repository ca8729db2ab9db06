"""This file is what a visit led to, on paper: the next step, the agreements, the reaction, who signs."""

from collections.abc import Sequence

from reportlab.lib.colors import Color
from reportlab.platypus import CondPageBreak, Flowable, Spacer

from lesobs.domain.dutch import day
from lesobs.reports.flow import Columns, Edge, Listing, Padding, Rule, WritingLines, height_of
from lesobs.reports.page import WIDTH
from lesobs.reports.style import (
    BODY,
    BODY_STRONG,
    CAPTION,
    CAPTION_STRONG,
    HEADING,
    INK,
    MUTE,
    RULE,
    Span,
    heading,
    mute,
    text,
)
from lesobs.reports.visit_report import VisitReport

LONG_HEADING = 120
"""A next step of more signs than this is no heading but a paragraph."""

ROW = 64.0
"""An agreement of this height is begun below its title, and goes on over the page end when it is longer."""

USUAL_LINES, LEAST_LINES = 4, 2
"""Empty lines for a reaction."""


def next_step(report: VisitReport, gap: float) -> list[Flowable]:
    """The next step and what was agreed about it, or nothing; `gap` is the room between two parts."""
    step = report.next_step.strip()
    rows = [(agreed.what, agreed.helper, agreed.when, False) for agreed in report.agreements]
    if report.look_again_on:
        again = f": {report.look_again_at}" if report.look_again_at else ""
        rows.append((f"We kijken opnieuw{again}", report.observer, day(report.look_again_on), True))
    if not step and not rows:
        return []
    short = len(step) <= LONG_HEADING
    title = text(f"Jouw volgende stap: {step}" if step and short else "Afspraken", HEADING)
    long: list[Flowable] = [] if short else [*heading("Jouw volgende stap"), text(step), Spacer(0, 6)]
    if not rows:
        return long or [CondPageBreak(ROW), title]
    listing = _agreed(rows, gap)
    top = [listing.head] if long else [title, listing.head]
    least = height_of(top, WIDTH) + min(height_of(listing.rows[:1], WIDTH), ROW)
    return [*long, CondPageBreak(least), *([] if long else [title]), listing]


def _agreed(rows: Sequence[tuple[str, str, str, bool]], gap: float) -> Listing:
    """What, with whose help and when; what the observer comes back for stands out."""
    widths = [225, 140, WIDTH - 225 - 140 - 20]
    head = _row([text(word, CAPTION_STRONG) for word in ("Afspraak", "Wie helpt", "Wanneer")], widths, INK, 2)
    lines = []
    for what, helper, when, important in rows:
        style = BODY_STRONG if important else BODY
        lines.append(_row([text(what, style), text(helper), text(when, style)], widths, RULE, gap * 0.38))
    return Listing(head, lines, WIDTH)


def _row(cells: Sequence[Flowable], widths: Sequence[float], line: Color, room: float) -> Columns:
    return Columns(
        [[cell] for cell in cells],
        widths,
        gap=10,
        padding=Padding(room, 0, room * 0.75, 0),
        below=Edge(0.75, line),
    )


def closing(report: VisitReport, gap: float, lines: int = USUAL_LINES) -> list[Flowable]:
    """The reaction of the teacher, and who signs; before the talk there is nothing to react to or sign."""
    if report.reaction.strip():
        story = [Spacer(0, gap), *heading(f"Reactie van {report.teacher_short}"), text(report.reaction)]
    elif report.discussed_on:
        asked = "Wat herken je, wat zie je anders? Je reactie hoort bij dit verslag."
        aside = Span(asked, CAPTION.fontName, MUTE, CAPTION.fontSize)
        head = [text([f"Reactie van {report.teacher_short}   ", aside], HEADING)]
        room = WritingLines(lines, [WIDTH], below=height_of(_signatures(report, gap), WIDTH) + 2)
        least = height_of(head, WIDTH) + LEAST_LINES * room.pitch + room.below
        story = [Spacer(0, gap * 0.75), CondPageBreak(least), *head, room]
    else:
        return []
    if not report.discussed_on:
        return story
    signatures = _signatures(report, gap)
    return [*story, CondPageBreak(height_of(signatures, WIDTH)), *signatures]


def _signatures(report: VisitReport, gap: float) -> list[Flowable]:
    signers = [(report.teacher, " · gezien, datum:"), *((name, " · datum:") for name in report.observers)]
    between = 30 if len(signers) == 2 else 18
    width = (WIDTH - between * (len(signers) - 1)) / len(signers)
    cells = [
        [Rule(width, Edge(0.9, INK), space_after=2), text([name, mute(after)], BODY)]
        for name, after in signers
    ]
    meaning = (
        "Ondertekenen betekent: gelezen en besproken. Het betekent niet dat je het overal mee eens bent."
    )
    return [
        Spacer(0, gap * 2.25),
        Columns(cells, [width] * len(cells), gap=between),
        Spacer(0, gap * 0.38),
        text(meaning, CAPTION),
    ]
