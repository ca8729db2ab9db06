"""This file is the list to hand work over with: what, how far, when next, what happened, and to whom."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from reportlab.platypus import Flowable, Spacer

from lesobs.domain.dutch import count, day
from lesobs.domain.hand_over import HeldKind
from lesobs.reports import fonts
from lesobs.reports.flow import Columns, Edge, Listing, Padding, Rule, WritingLines
from lesobs.reports.page import WIDTH, Letterhead, Written, write_document
from lesobs.reports.style import (
    BODY,
    BODY_MUTE,
    CAPTION_STRONG,
    HAIRLINE,
    INK,
    RULE,
    SHADE,
    SMALL,
    SUBHEADING,
    TITLE,
    Span,
    mute,
    strong,
    text,
)

GAP = 8.0
COLUMNS: tuple[tuple[str, float], ...] = (
    ("Wat", 0),
    ("Hoe ver", 88),
    ("Volgende datum", 76),
    ("Gaat naar", 96),
)
"""Heads and widths in points; the first column gets what is left."""
CAPTION_SIZE = 8.2
_TO_WRITE_ON = 11.0


@dataclass(frozen=True, slots=True)
class HandOverLine:
    """One thing that is held. `heir` is empty while nobody was chosen; `stays` says why it can't go."""

    kind: HeldKind
    title: str
    about: str
    state: str
    next_on: date | None
    history: str
    heir: str = ""
    stays: str = ""


@dataclass(frozen=True, slots=True)
class HandOverReport:
    """All that one person holds, in the order of the list."""

    school: str
    person: str
    function: str
    left_on: date | None
    lines: tuple[HandOverLine, ...]
    printed_on: date


def write_hand_over(path: Path, report: HandOverReport) -> Written:
    """Write the list on A4."""
    title = f"Overdracht van {fonts.one_line(report.person)}"
    story: list[Flowable] = [text(title, TITLE), text(_summary(report), BODY_MUTE), Spacer(0, 10)]
    if report.lines:
        story += [_listing(report), Spacer(0, 18), _signing()]
    else:
        story.append(text("Er staat niets open: er is niets over te dragen.", BODY))
    head = Letterhead(
        title=title,
        subject="Wat iemand die vertrekt aan werk overdraagt",
        school=report.school,
        context="Overdracht van werk",
        audience="Voor wie overdraagt en wie overneemt",
        purpose="Er staan namen van docenten in: bewaar dit stuk niet langer dan nodig. Wat in een gesprek "
        "is gezegd, staat er niet in.",
        printed_on=report.printed_on,
    )
    return write_document(path, head, story)


def _summary(report: HandOverReport) -> str:
    parts = [report.function.strip(), f"uit dienst {day(report.left_on)}" if report.left_on else ""]
    parts.append(count(len(report.lines), "ding op de lijst", "dingen op de lijst"))
    return " · ".join(part for part in parts if part)


def _listing(report: HandOverReport) -> Flowable:
    """All rows under one head; the kind of a row stands above the first of it, and again after a page end."""
    rows: list[Flowable] = []
    for kind in HeldKind:
        mine = [line for line in report.lines if line.kind is kind]
        if mine:
            said = _kind(kind.heading, str(len(mine)))
            rows.append(Listing(said, [_row(line) for line in mine], WIDTH, _kind(kind.heading, "vervolg")))
    heads = [text(word, CAPTION_STRONG) for word, _ in COLUMNS]
    return Listing(_columns(heads, Edge(0.9, INK)), rows, WIDTH)


def _columns(cells: Sequence[Flowable], below: Edge) -> Columns:
    fixed = sum(width for _, width in COLUMNS) + GAP * (len(COLUMNS) - 1)
    widths = [width or WIDTH - fixed for _, width in COLUMNS]
    return Columns(
        [[cell] for cell in cells], widths, gap=GAP, padding=Padding(top=4, bottom=3.5), below=below
    )


def _kind(heading: str, about: str) -> Flowable:
    said: list[str | Span] = [heading, mute(f" · {about}")]
    return Columns([[text(said, SUBHEADING)]], [WIDTH - 10], padding=Padding(4.5, 5, 3.5, 5), ground=SHADE)


def _row(line: HandOverLine) -> Flowable:
    captions = [_caption(f"\n{one}") for one in (line.about, line.history) if one.strip()]
    what: list[str | Span] = [strong(line.title), *captions]
    when = day(line.next_on) if line.next_on else "geen datum"
    cells = [text(what, SMALL), text(line.state, SMALL), text(when, SMALL), _heir(line)]
    return _columns(cells, Edge(0.5, HAIRLINE))


def _heir(line: HandOverLine) -> Flowable:
    """Who takes it over; a line to write on while nobody was chosen."""
    if line.heir.strip():
        return text([strong(fonts.name(line.heir))], SMALL)
    if line.stays:
        return text([mute(line.stays)], SMALL)
    width = COLUMNS[-1][1]
    return Columns([[Spacer(0, _TO_WRITE_ON), Rule(width, Edge(0.75, RULE))]], [width])


def _signing() -> Flowable:
    """Room for when this was talked over, and with whom."""
    half = (WIDTH - 24) / 2
    return Columns(
        [
            [text("Doorgesproken op", CAPTION_STRONG), WritingLines(1, [half])],
            [text("met", CAPTION_STRONG), WritingLines(1, [half])],
        ],
        [half, half],
        gap=24,
    )


def _caption(value: str) -> Span:
    return Span(value, font=fonts.REGULAR, color=mute("").color, size=CAPTION_SIZE)
