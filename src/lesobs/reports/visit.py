"""This file is the visit report: what an observer saw in one lesson, written to the teacher."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, time
from pathlib import Path

from reportlab.lib.colors import Color
from reportlab.platypus import CondPageBreak, Flowable, KeepTogether, PageBreak, Spacer

from lesobs.domain.dutch import FULL_MONTHS, clock, day
from lesobs.domain.instrument import Level
from lesobs.domain.visit import Purpose
from lesobs.reports.flow import Columns, Edge, Padding, Rule, WritingLines, height_of
from lesobs.reports.page import WIDTH, Letterhead, write_document
from lesobs.reports.scores import PartScores, scores_pages
from lesobs.reports.style import (
    BLUE,
    BODY,
    BODY_MUTE,
    BODY_STRONG,
    CAPTION,
    CAPTION_STRONG,
    HEADING,
    INK,
    QUESTION,
    RULE,
    SMALL,
    SMALL_MUTE,
    SMALL_STRONG,
    TITLE,
    Span,
    heading,
    mute,
    strong,
    text,
)

COLUMN_GAP = 22.0
LONG_HEADING = 120
"""A next step of more signs than this is no heading but a paragraph."""


@dataclass(frozen=True, slots=True)
class VisitNote:
    """What was seen, with the clock time of the classroom; `indicator` is its code, or empty."""

    at: time
    text: str
    indicator: str = ""


@dataclass(frozen=True, slots=True)
class Agreement:
    """One thing agreed in the talk; `when` is a date or period as it is to be read."""

    what: str
    helper: str = ""
    when: str = ""


@dataclass(frozen=True, slots=True)
class VisitReport:
    """Everything the report of one visit says. Texts may be empty: that part is then left out."""

    school: str
    year: str
    teacher: str
    teacher_short: str
    """How the teacher is called in a heading, `Minh`."""
    observer: str
    observer_short: str
    observer_function: str
    section: str
    class_group: str
    pupils: int | None
    held_on: date
    lesson_hour: int | None
    starts: time | None
    ends: time | None
    instrument: str
    """What kind of visit, `volledig bezoek`."""
    announced: bool
    purpose: Purpose
    focus_question: str
    discussed_on: date | None
    school_days_later: int | None
    strength: str
    teacher_view: str
    observer_view: str
    next_step: str
    agreements: tuple[Agreement, ...]
    look_again_on: date | None
    look_again_at: str
    """The title of the indicator to look at again."""
    reaction: str
    notes: tuple[VisitNote, ...]
    parts: tuple[PartScores, ...]
    settled: bool
    version: int
    keep_until: date
    printed_on: date


def write_visit(path: Path, report: VisitReport) -> None:
    """Write the report on A4."""
    story = [*_opening(report), *_seen(report), *_next_step(report)]
    if report.parts:
        story += [Spacer(0, 10), text(_turn_over(report), BODY_MUTE), PageBreak()]
        story += scores_pages(report.parts, report.teacher_short, report.observer_short)
    story += _closing(report)
    write_document(path, _letterhead(report), story)


def _turn_over(report: VisitReport) -> str:
    if report.reaction.strip():
        return "Op de volgende pagina staan de scores en jouw reactie."
    room = ", en is er ruimte voor jouw reactie" if report.discussed_on else ""
    return f"Op de volgende pagina staan de scores{room}."


def _letterhead(report: VisitReport) -> Letterhead:
    keep = report.keep_until
    person = "" if report.purpose is Purpose.APPRAISAL else " en is geen oordeel over een persoon"
    return Letterhead(
        title=f"Wat ik zag in jouw les – {report.teacher}, {day(report.held_on)}",
        subject=f"Verslag van een lesbezoek, {report.section}",
        school=report.school,
        context=f"schooljaar {report.year}",
        audience=f"Alleen voor {report.teacher} en {report.observer}",
        purpose=(
            f"Doel van dit bezoek: {report.purpose.word}. Dit verslag gaat over één les{person}. "
            f"Bewaren tot uiterlijk {keep.day} {FULL_MONTHS[keep.month - 1]} {keep.year}."
        ),
        printed_on=report.printed_on,
        stamp=f"versie {report.version}" if report.settled else "concept",
    )


def _opening(report: VisitReport) -> list[Flowable]:
    title: list[Flowable] = [text("Wat ik zag in jouw les", TITLE)]
    if not report.settled:
        mark = Columns(
            [[text("Concept, nog niet vastgesteld", SMALL_STRONG)]],
            [140],
            padding=Padding(4, 8, 3, 8),
            box=Edge(1.1, INK),
        )
        title = [Columns([title, [Spacer(0, 2), mark]], [WIDTH - 166, 156], gap=10)]
    story = [*title, Spacer(0, 7), *_facts(report), Spacer(0, 14)]
    if report.focus_question.strip():
        question: list[Flowable] = [text("Jouw kijkvraag", BODY_MUTE), text(report.focus_question, QUESTION)]
        pad = Padding(4, 0, 5, 15)
        story += [Columns([question], [WIDTH - 15], padding=pad, left=Edge(3.8, BLUE)), Spacer(0, 16)]
    return story


def _facts(report: VisitReport) -> list[Flowable]:
    pupils = f"{report.pupils} leerlingen" if report.pupils else ""
    lesson = ", ".join(part for part in (report.section, report.class_group, pupils) if part)
    observer = ", ".join(part for part in (report.observer, report.observer_function) if part)
    announced = "vooraf afgesproken" if report.announced else "niet aangekondigd"
    rows = (
        ("Docent", strong(report.teacher), "Waarnemer", observer),
        ("Les", lesson, "Bezoek", f"{report.instrument}, {announced}"),
        ("Wanneer", _when(report), "Besproken", _discussed(report)),
    )
    return [
        Columns(
            [
                [text(one, SMALL_MUTE)],
                [text([value], SMALL)],
                [text(other, SMALL_MUTE)],
                [text(other_value, SMALL)],
            ],
            [61, 181, 61, WIDTH - 61 - 181 - 61 - 24],
            gap=8,
            space_after=1.5,
        )
        for one, value, other, other_value in rows
    ]


def _when(report: VisitReport) -> str:
    words = [day(report.held_on)]
    if report.lesson_hour is not None:
        words.append(f"les {report.lesson_hour}")
    when = ", ".join(words)
    if report.starts and report.ends:
        return f"{when} ({clock(report.starts)}–{clock(report.ends)} uur)"
    return f"{when} (vanaf {clock(report.starts)} uur)" if report.starts else when


def _discussed(report: VisitReport) -> str:
    if report.discussed_on is None:
        return "nog niet besproken"
    match report.school_days_later:
        case None:
            return day(report.discussed_on)
        case later if later <= 0:
            return f"{day(report.discussed_on)}, dezelfde dag"
        case 1:
            return f"{day(report.discussed_on)}, 1 schooldag later"
        case later:
            return f"{day(report.discussed_on)}, {later} schooldagen later"


def _seen(report: VisitReport) -> list[Flowable]:
    """Strengths first: what worked, and beside it the other notes; one column when the other is empty."""
    high = {
        line.code
        for part in report.parts
        for line in part.lines
        if line.level and line.level >= Level.VISIBLE
    }
    worked = [note for note in report.notes if note.indicator in high]
    others = [note for note in report.notes if note.indicator not in high]
    asked = "Dit zag ik bij je vraag" if report.focus_question.strip() else "Dit zag ik"
    filled = [
        (title, lead, notes)
        for title, lead, notes in (
            ("Dit werkte", report.strength, worked),
            (asked, report.observer_view, others),
        )
        if lead.strip() or notes
    ]
    story: list[Flowable] = []
    if filled:
        width = (WIDTH - COLUMN_GAP * (len(filled) - 1)) / len(filled)
        cells = [_seen_column(title, lead, notes, width) for title, lead, notes in filled]
        story.append(Columns(cells, [width] * len(filled), gap=COLUMN_GAP, space_after=16))
    if report.teacher_view.strip():
        story += [*heading(f"Zo keek {report.teacher_short}"), text(report.teacher_view), Spacer(0, 16)]
    return story


def _seen_column(title: str, lead: str, notes: Sequence[VisitNote], width: float) -> list[Flowable]:
    column: list[Flowable] = [Rule(width, Edge(1.5, INK), space_after=5), text(title, HEADING)]
    for flowable in column:
        flowable.keepWithNext = 1
    if lead.strip():
        column.append(text(lead, BODY_STRONG if len(lead) <= LONG_HEADING else BODY))
    for note in notes:
        column += [Spacer(0, 4), _note(note, width)]
    return column


def _note(note: VisitNote, width: float) -> Flowable:
    said: list[str | Span] = [note.text]
    if note.indicator:
        said.append(mute(f"  {note.indicator}"))
    return Columns([[text(clock(note.at), BODY_MUTE)], [text(said)]], [32, width - 38], gap=6)


def _next_step(report: VisitReport) -> list[Flowable]:
    """The next step and what was agreed about it."""
    step = report.next_step.strip()
    rows = [(agreed.what, agreed.helper, agreed.when, False) for agreed in report.agreements]
    if report.look_again_on:
        again = f": {report.look_again_at}" if report.look_again_at else ""
        rows.append((f"We kijken opnieuw{again}", report.observer, day(report.look_again_on), True))
    if not step and not rows:
        return []
    short = len(step) <= LONG_HEADING
    story: list[Flowable] = heading(f"Jouw volgende stap: {step}" if step and short else "Afspraken")
    if not short:
        story = [*heading("Jouw volgende stap"), text(step), Spacer(0, 6)]
    if not rows:
        return story
    widths = [225, 140, WIDTH - 225 - 140 - 20]
    header = _row(
        [text(word, CAPTION_STRONG) for word in ("Afspraak", "Wie helpt", "Wanneer")], widths, INK, 2
    )
    header.keepWithNext = 1
    story.append(header)
    for what, helper, when, important in rows:
        style = BODY_STRONG if important else BODY
        story.append(_row([text(what, style), text(helper), text(when, style)], widths, RULE, 6))
    return story


def _row(cells: Sequence[Flowable], widths: Sequence[float], line: Color, room: float) -> Columns:
    return Columns(
        [[cell] for cell in cells],
        widths,
        gap=10,
        padding=Padding(room, 0, room * 0.75, 0),
        below=Edge(0.75, line),
    )


def _closing(report: VisitReport) -> list[Flowable]:
    """The reaction of the teacher, and who signs; before the talk there is nothing to react to or sign."""
    story: list[Flowable] = []
    if report.reaction.strip():
        story = [Spacer(0, 16), *heading(f"Reactie van {report.teacher_short}"), text(report.reaction)]
    elif report.discussed_on:
        head = [
            text(f"Reactie van {report.teacher_short}", HEADING),
            text("Wat herken je, wat zie je anders? Je reactie hoort bij dit verslag.", CAPTION),
        ]
        lines = WritingLines(4, [WIDTH], below=height_of(_signatures(report), WIDTH) + 2)
        least = height_of(head, WIDTH) + 2 * lines.pitch + lines.below
        story = [Spacer(0, 12), CondPageBreak(least), *head, lines]
    if report.discussed_on:
        story.append(KeepTogether(_signatures(report)))
    return story


def _signatures(report: VisitReport) -> list[Flowable]:
    width = (WIDTH - 30) / 2
    signers = ((report.teacher, " · gezien, datum:"), (report.observer, " · datum:"))
    cells = [
        [Rule(width, Edge(0.9, INK), space_after=2), text([name, mute(after)], BODY)]
        for name, after in signers
    ]
    meaning = (
        "Ondertekenen betekent: gelezen en besproken. Het betekent niet dat je het overal mee eens bent."
    )
    return [Spacer(0, 36), Columns(cells, [width, width], gap=30), Spacer(0, 6), text(meaning, CAPTION)]
