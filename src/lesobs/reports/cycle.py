"""This file is the improvement plan of one cycle on one A4: the loop, what we aim at, do, see and decide."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from reportlab.lib.styles import ParagraphStyle
from reportlab.platypus import Flowable, Spacer

from lesobs.domain.activity import ActivityStatus
from lesobs.domain.cycle import Outcome, Phase, turn_words
from lesobs.domain.cycle_look import Looks
from lesobs.domain.dutch import day, period
from lesobs.reports import fonts
from lesobs.reports.cycle_loop import LoopDrawing
from lesobs.reports.cycle_measures import CycleAim, beginning, measures, single_look
from lesobs.reports.flow import Columns, Edge, Listing, Padding, WritingLines, height_of
from lesobs.reports.page import HEIGHT, WIDTH, Letterhead, Written, write_document
from lesobs.reports.style import (
    BODY,
    CAPTION,
    CAPTION_STRONG,
    HAIRLINE,
    HEADING,
    INK,
    SMALL,
    TITLE,
    Span,
    strong,
    text,
)

GAP = 18.0
LEFT = 300.0
RIGHT = WIDTH - LEFT - GAP
TINY = ParagraphStyle("tiny", parent=SMALL, fontSize=7.8, leading=10.4)
MOST_LINES, PITCH = 5, 24.0
"""Room to write on while the cycle runs, as much as the page has left."""

SIZES: tuple[ParagraphStyle, ...] = (BODY, SMALL, TINY)
"""Type to try in turn until it is one page; smaller is not legible, so that what is longer goes on."""


@dataclass(frozen=True, slots=True)
class CycleActivity:
    """One thing the team does."""

    title: str
    phase: Phase
    owner: str
    starts_on: date
    ends_on: date
    status: ActivityStatus


@dataclass(frozen=True, slots=True)
class CycleReport:
    """One turn of a cycle. `findings` are what the team saw, each with its day and kind; `history` says in a
    line each how earlier turns ended."""

    school: str
    title: str
    scope: str
    whom: str
    """The scope in a sentence, `de sectie Wiskunde`."""
    standard: str
    number: int
    owner: str
    deputy: str
    findings: tuple[tuple[str, str], ...]
    goal: str
    aims: tuple[CycleAim, ...]
    activities: tuple[CycleActivity, ...]
    check_on: date | None
    check_reason: str
    looks: Looks
    phase: Phase
    outcome: Outcome | None
    reason: str
    closed_on: date | None
    printed_on: date
    history: tuple[str, ...] = ()


def write_cycle(path: Path, report: CycleReport) -> Written:
    """Write the plan: on one page, unless its texts are very long."""
    head = Letterhead(
        title=f"Verbeterplan {report.title}",
        subject=f"Verbetercyclus {report.scope}, {report.standard}",
        school=report.school,
        context=f"Verbeterplan · {report.scope}",
        audience=f"Voor {report.whom} en het MT",
        purpose="Cijfers gaan over lessen, niet over personen; bij te weinig docenten staan ze er niet.",
        printed_on=report.printed_on,
    )
    story: list[Flowable] = []
    left = 0.0
    for size in SIZES:
        story = _story(report, size)
        if (left := HEIGHT - height_of(story, WIDTH)) >= 0:
            break
    if report.outcome is None and left > PITCH:
        story.append(WritingLines(min(MOST_LINES, int(left // PITCH)), [WIDTH], pitch=PITCH))
    return write_document(path, head, story)


def _story(report: CycleReport, size: ParagraphStyle) -> list[Flowable]:
    about = [report.scope[:1].upper() + report.scope[1:], report.standard, turn_words(report.number)]
    leads = f"eigenaar {fonts.name(report.owner)}" if report.owner else "nog geen eigenaar"
    about.append(f"{leads}, vervanger {fonts.name(report.deputy)}" if report.deputy else leads)
    return [
        text(report.title, TITLE),
        text(" · ".join(about), CAPTION),
        Spacer(0, 6),
        LoopDrawing(_walked(report)),
        Spacer(0, 8),
        *_begin(report, size),
        *_doing(report, size),
        Spacer(0, 8),
        *_looking(report, size),
        Spacer(0, 8),
        *_deciding(report, size),
    ]


def _begin(report: CycleReport, size: ParagraphStyle) -> list[Flowable]:
    """Why, what for, and where it starts from: several indicators are a table of their own."""
    if len(report.aims) < 2:
        measured = beginning(report.aims[0] if report.aims else None, size, RIGHT)
        why = [*_saw(report, size), *_goal(report, size)]
        return [Columns([why, measured], [LEFT, RIGHT], gap=GAP, space_after=8)]
    half = (WIDTH - GAP) / 2
    saw, goal = _saw(report, size), _goal(report, size)
    why = [Columns([saw, goal], [half, half], gap=GAP, space_after=6)] if saw else [*goal, Spacer(0, 6)]
    return [*why, *measures(report.aims, report.looks.each, size), Spacer(0, 8)]


def _saw(report: CycleReport, size: ParagraphStyle) -> list[Flowable]:
    found: list[Flowable] = [text("Wat we zagen", HEADING)] if report.findings else []
    for words, about in report.findings:
        found += [text(f"‘{words.strip()}’", size), text(about, CAPTION), Spacer(0, 6)]
    return found


def _goal(report: CycleReport, size: ParagraphStyle) -> list[Flowable]:
    goal = report.goal.strip() or "Nog opschrijven: waaraan zien we in de les dat het lukt?"
    return [
        *(text("Ons doel", HEADING), text(goal, size)),
        *(text(line, CAPTION) for line in report.history),
    ]


_WIDTHS = (0.0, 110.0, 140.0, 56.0)
_CLOSE = (0.0, 76.0, 110.0, 40.0)
"""Widths of the columns of activities in points, and those for the smallest type; 0 gets what is left."""


def _doing(report: CycleReport, size: ParagraphStyle) -> list[Flowable]:
    heading = text("Wat we doen", HEADING)
    if not report.activities:
        return [heading, text("Nog niets: spreek af wat jullie doen, wie het trekt en wanneer.", size)]
    heads = [text(word, CAPTION_STRONG) for word in ("Activiteit", "Wie", "Wanneer", "Stand")]
    rows = [_row(one, size) for one in report.activities]
    return [heading, Listing(_line(heads, Edge(0.9, INK), size), rows, WIDTH)]


def _row(one: CycleActivity, size: ParagraphStyle) -> Flowable:
    words = one.title if size is TINY else strong(one.title)
    title: list[str | Span] = [f"{one.phase.letter}  ", words]
    owner = fonts.name(one.owner) if one.owner else "nog niemand"
    cells = [title, owner, period(one.starts_on, one.ends_on), one.status.word]
    return _line([text(cell, size if size is TINY else SMALL) for cell in cells], Edge(0.5, HAIRLINE), size)


def _line(cells: Sequence[Flowable], below: Edge, size: ParagraphStyle) -> Columns:
    fixed, pad = (_CLOSE, 1.2) if size is TINY else (_WIDTHS, 2.5)
    widths = [width or WIDTH - sum(fixed) - 8 * (len(fixed) - 1) for width in fixed]
    return Columns(
        [[cell] for cell in cells], widths, gap=8, padding=Padding(top=pad, bottom=pad), below=below
    )


def _looking(report: CycleReport, size: ParagraphStyle) -> list[Flowable]:
    """When we look again, and what we saw then."""
    looks = report.looks
    until = f"vóór {day(report.check_on)}" if report.check_on else "op een dag die nog gekozen wordt"
    found: list[Flowable] = [text("Zien we meer?", HEADING)]
    if not looks.new_lessons:
        same = "dezelfde indicatoren" if len(report.aims) > 1 else "dezelfde indicator"
        words = f"We kijken opnieuw {until}, naar {same} in gewone lessen."
        found.append(text(words if report.outcome is None else "Er zijn geen nieuwe lessen gezien.", size))
    elif looks.single is not None:
        about = report.aims[0].about if report.aims else ""
        found += single_look(looks.single, about, size, (RIGHT, LEFT))
    else:
        said = " ".join(part for part in (looks.figures, looks.explanation) if part)
        found.append(text([strong(f"{looks.headline} "), said], size))
    all_seen = bool(looks.each) and all(look.new_lessons for look in looks.each)
    if report.check_reason.strip() and not all_seen:
        found.append(text([strong("Waarom nu niet: "), report.check_reason.strip()], size))
    return found


def _deciding(report: CycleReport, size: ParagraphStyle) -> list[Flowable]:
    """What came out of it, or what is still to be chosen."""
    found: list[Flowable] = [text("Wat we ermee doen", HEADING)]
    if report.outcome is not None and report.closed_on is not None:
        found.append(text(strong_line(report.outcome, report.closed_on), size))
        if report.reason.strip():
            found.append(text(report.reason.strip(), size))
        return found
    if report.reason.strip():
        found.append(text(report.reason.strip(), size))
    choices = (
        "Borgen (nieuwe blik na 6 en 12 maanden), bijstellen in een volgende ronde, of stoppen met een reden."
    )
    found.append(text(choices, CAPTION if report.reason.strip() else size))
    return found


def strong_line(outcome: Outcome, closed_on: date) -> list[str | Span]:
    """`Geborgd op vr 9 okt 2026.`"""
    return [strong(f"{outcome.word.capitalize()} op {day(closed_on)}.")]


def _walked(report: CycleReport) -> list[bool]:
    """Which stations of the loop the cycle came to, or past."""
    figures = any(aim.baseline.scored for aim in report.aims)
    reached = 7 if report.outcome is not None else 3 + list(Phase).index(report.phase)
    begun = [figures, figures, bool(report.findings)]
    return [*begun, *(place <= reached for place in range(3, 8))]
