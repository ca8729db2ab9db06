"""This file is the improvement plan of one cycle on one A4: the loop, what we aim at, do, see and decide."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from reportlab.lib.colors import white
from reportlab.lib.styles import ParagraphStyle
from reportlab.platypus import Flowable, Spacer

from lesobs.domain.activity import ActivityStatus
from lesobs.domain.cycle import Outcome, Phase, turn_words
from lesobs.domain.cycle_look import Look
from lesobs.domain.dutch import count, day, period
from lesobs.domain.tally import Tally
from lesobs.reports import fonts
from lesobs.reports.charts import distribution, legend, longest
from lesobs.reports.flow import Columns, Edge, Listing, Padding, WritingLines, height_of
from lesobs.reports.page import HEIGHT, WIDTH, Letterhead, write_document
from lesobs.reports.planner_bars import phase_form
from lesobs.reports.style import (
    BODY,
    CAPTION,
    CAPTION_STRONG,
    HAIRLINE,
    HEADING,
    INK,
    MUTE,
    RULE,
    SHADE,
    SMALL,
    TITLE,
    Span,
    mute,
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
    """One turn of a cycle. `history` says in a line each how earlier turns ended."""

    school: str
    title: str
    scope: str
    standard: str
    indicator: str
    number: int
    owner: str
    deputy: str
    finding: str
    finding_about: str
    goal: str
    baseline: Tally
    baseline_about: str
    target_percent: int | None
    activities: tuple[CycleActivity, ...]
    check_on: date | None
    check_reason: str
    look: Look
    phase: Phase
    outcome: Outcome | None
    reason: str
    closed_on: date | None
    printed_on: date
    history: tuple[str, ...] = ()


def write_cycle(path: Path, report: CycleReport) -> int:
    """Write the plan; gives the number of pages, one unless its texts are very long."""
    head = Letterhead(
        title=f"Verbeterplan {report.title}",
        subject=f"Verbetercyclus {report.scope}, {report.standard}",
        school=report.school,
        context=f"Verbeterplan · {report.scope}",
        audience=f"Voor {report.scope} en het MT",
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
    about = [report.scope, report.standard, turn_words(report.number)]
    leads = f"eigenaar {fonts.name(report.owner)}" if report.owner else "nog geen eigenaar"
    about.append(f"{leads}, vervanger {fonts.name(report.deputy)}" if report.deputy else leads)
    return [
        text(report.title, TITLE),
        text(" · ".join(about), CAPTION),
        Spacer(0, 6),
        LoopDrawing(report),
        Spacer(0, 8),
        Columns([_aim(report, size), _from(report, size)], [LEFT, RIGHT], gap=GAP, space_after=8),
        *_doing(report, size),
        Spacer(0, 8),
        *_looking(report, size),
        Spacer(0, 8),
        *_deciding(report, size),
    ]


def _aim(report: CycleReport, size: ParagraphStyle) -> list[Flowable]:
    """Why, and what for."""
    found: list[Flowable] = []
    if report.finding.strip():
        found += [
            text("Wat we zagen", HEADING),
            text(f"‘{report.finding.strip()}’", size),
            text(report.finding_about, CAPTION),
            Spacer(0, 6),
        ]
    goal = report.goal.strip() or "Nog opschrijven: waaraan zien we in de les dat het lukt?"
    found += [text("Ons doel", HEADING), text(goal, size)]
    if report.target_percent is not None:
        found.append(text([f"Streven: {report.target_percent} % ", mute("van de lessen op 3 of 4")], size))
    for line in report.history:
        found.append(text(line, CAPTION))
    return found


def _from(report: CycleReport, size: ParagraphStyle) -> list[Flowable]:
    found: list[Flowable] = [text("Beginmeting", HEADING)]
    if report.indicator:
        found.append(text(report.indicator, size))
    if not report.baseline.scored:
        return [*found, text("Geen: deze cyclus begon niet bij cijfers uit lessen.", size)]
    counts = report.baseline
    lessons = count(counts.scored, "les", "lessen")
    found += [
        Spacer(0, 3),
        distribution(counts, RIGHT, 16),
        Spacer(0, 2),
        text([strong(f"{counts.high} van {lessons}"), f" op 3 of 4 ({counts.percent} %)"], size),
        legend(RIGHT),
    ]
    if report.baseline_about:
        found.append(text(report.baseline_about, CAPTION))
    return found


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
    look = report.look
    until = f"vóór {day(report.check_on)}" if report.check_on else "op een dag die nog gekozen wordt"
    found: list[Flowable] = [text("Zien we meer?", HEADING)]
    if not look.new_lessons:
        words = f"We kijken opnieuw {until}, naar dezelfde indicator in gewone lessen."
        found.append(text(words if report.outcome is None else "Er zijn geen nieuwe lessen gezien.", size))
        if report.check_reason.strip():
            found.append(text([strong("Waarom nu niet: "), report.check_reason.strip()], size))
        return found
    now = look.now.cell.tally if look.now else None
    if now is not None and look.now is not None:
        scale = longest((look.then, now))
        for name, tally, about in (
            ("Toen", look.then, report.baseline_about),
            ("Nu", now, f"{look.now.stands_on}, {look.now.period}"),
        ):
            if tally.scored:
                side: list[Flowable] = [text([strong(name), mute(f"  {about}")], CAPTION)]
                bar = distribution(tally, LEFT, 14, scale=scale)
                found.append(Columns([side, [bar]], [RIGHT, LEFT], gap=GAP, padding=Padding(2, 0, 3, 0)))
    said = " ".join(part for part in (look.figures, look.explanation) if part)
    found.append(text([strong(f"{look.headline} "), said], size))
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


class LoopDrawing(Flowable):  # type: ignore[misc]  # ReportLab has no types
    """The eight stations on their track; walked is a full line, still to go is dashed."""

    HIGH, BOX, SIDE = 66.0, 13.0, 58.0

    def __init__(self, report: CycleReport) -> None:
        super().__init__()
        self.report = report

    def wrap(self, _width: float, _height: float) -> tuple[float, float]:
        self.width, self.height = WIDTH, self.HIGH
        return self.width, self.height

    def draw(self) -> None:
        canvas, step = self.canv, (WIDTH - 2 * self.SIDE) / 3
        spots = [(self.SIDE + step * place, self.HIGH - 13) for place in range(4)]
        spots += [(x, 13.0) for x, _ in reversed(spots)]
        walked = self._walked()
        canvas.setFillColor(SHADE)
        for place in range(8):
            (x1, y1), (x2, y2) = spots[place], spots[(place + 1) % 8]
            on = walked[place] and place < 7 and walked[place + 1]
            canvas.setStrokeColor(INK if on else RULE)
            canvas.setLineWidth(2.2 if on else 1.2)
            canvas.setDash(*([] if on else [[1.5, 2.5]]))
            canvas.line(x1, y1, x2, y2)
        canvas.setDash()
        for place, (x, y) in enumerate(spots):
            self._station(place, x, y, walked[place])

    def _walked(self) -> list[bool]:
        report = self.report
        figures = report.baseline.scored > 0
        reached = 7 if report.outcome is not None else 3 + list(Phase).index(report.phase)
        begun = [figures, figures, bool(report.finding.strip())]
        return [*begun, *(place <= reached for place in range(3, 8))]

    def _station(self, place: int, x: float, y: float, walked: bool) -> None:
        canvas, half = self.canv, self.BOX / 2
        names = ("Bezoeken", "Sectiebeeld", "Bevinding", "Plan", "Do", "Check", "Act", "Blijven kijken")
        phases = dict(zip((3, 4, 5, 6), Phase, strict=True))
        canvas.setFillColor(white)
        name = names[place]
        size = 8.2
        taken = fonts.width(name, fonts.SEMIBOLD, size)
        whole = self.BOX + 5 + taken + 10
        left = x - whole / 2
        canvas.setStrokeColor(INK if walked else RULE)
        canvas.setLineWidth(0.9)
        canvas.setDash(*([] if walked else [[2, 1.6]]))
        canvas.roundRect(left - 2, y - 11, whole + 4, 22, 4, fill=1)
        canvas.setDash()
        if (phase := phases.get(place)) is not None and walked:
            phase_form(canvas, phase, left + 3, y - half, self.BOX, self.BOX)
        else:
            sign = phase.letter if phase is not None else str(place + 1 if place < 3 else 4)
            canvas.setStrokeColor(INK if walked else MUTE)
            canvas.setFillColor(INK if walked else white)
            canvas.circle(left + 3 + half, y, half, fill=1)
            canvas.setFillColor(white if walked else MUTE)
            wide = fonts.width(sign, fonts.BOLD, 7.6)
            fonts.draw(canvas, left + 3 + half - wide / 2, y - 2.7, sign, fonts.BOLD, 7.6)
        canvas.setFillColor(INK if walked else MUTE)
        fonts.draw(canvas, left + 8 + self.BOX, y - 2.9, name, fonts.SEMIBOLD, size)
