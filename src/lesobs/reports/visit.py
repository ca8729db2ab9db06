"""This file is the visit report: what an observer saw in one lesson, written to the teacher."""

from collections.abc import Sequence
from pathlib import Path

from reportlab.platypus import CondPageBreak, Flowable, PageBreak, Spacer

from lesobs.domain.dutch import FULL_MONTHS, clock, day, listed
from lesobs.domain.instrument import Level
from lesobs.domain.time_on_task import counted_sentence, extremes_sentence
from lesobs.domain.visit import Purpose
from lesobs.reports import fonts
from lesobs.reports.flow import Columns, Edge, Padding, Rule, height_of
from lesobs.reports.page import HEIGHT, WIDTH, Letterhead, Written, write_document
from lesobs.reports.scores import Scorers, scores_pages
from lesobs.reports.style import (
    BLUE,
    BODY,
    BODY_MUTE,
    BODY_STRONG,
    CAPTION,
    HEADING,
    INK,
    QUESTION,
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
from lesobs.reports.task_line import task_line
from lesobs.reports.visit_report import Agreement, VisitNote, VisitReport
from lesobs.reports.visit_talk import LEAST_LINES, LONG_HEADING, USUAL_LINES, closing, next_step

__all__ = ["Agreement", "VisitNote", "VisitReport", "write_visit"]

COLUMN_GAP = 22.0
AIRY, TIGHT = 16.0, 8.0
SNUG = (AIRY, 12.0, TIGHT)
"""The room between two parts: usually, and when less makes it one page less."""
TITLE_AND_LINES = 74.0
"""The room for a title and a few lines below it, in points."""
FEW_INDICATORS = 8
"""Up to this many scores are one table, without titles of parts, on a page with all the rest."""
USUAL_PAGES = 2


def write_visit(path: Path, report: VisitReport) -> Written:
    """Write the report on A4: one page when a short visit fits on it, else the scores from a new page.

    When more was written than fits so, the parts follow each other without a gap; and when that saves a third
    page, they stand closer, with what explains a score in smaller letters.
    """
    fonts.register()
    head = _letterhead(report)
    if story := _on_one_page(report) or _on_two_pages(report):
        return write_document(path, head, story)
    airy = write_document(path, head, _flowing(report, AIRY))
    if airy.pages <= USUAL_PAGES:
        return airy
    tight = write_document(path, head, _flowing(report, TIGHT))
    if tight.pages <= USUAL_PAGES:
        return tight
    small = write_document(path, head, _flowing(report, TIGHT, small=True))
    if small.pages <= USUAL_PAGES:
        return small
    return write_document(path, head, _flowing(report, TIGHT if tight.pages < airy.pages else AIRY))


def _on_one_page(report: VisitReport) -> list[Flowable]:
    """All of it, with as many lines for a reaction as there is room for; nothing when it does not fit."""
    few = sum(len(part.lines) for part in report.parts) <= FEW_INDICATORS
    for gap in SNUG if few else (AIRY,):
        for lines in range(USUAL_LINES, LEAST_LINES - 1, -1):
            scores = _scores(report, gap, compact=few)
            story = [*_lesson(report, gap), *scores, *closing(report, gap, lines)]
            if height_of(story, WIDTH) <= HEIGHT - 1:
                return story
    return []


def _on_two_pages(report: VisitReport) -> list[Flowable]:
    """The scores on a page of their own after a full first one; nothing when that does not hold the rest."""
    story = _lesson(report, AIRY)
    taken = height_of(story, WIDTH)
    if taken > HEIGHT - 1 or not report.parts:
        return []
    turn = [Spacer(0, 10), text(_turn_over(report), BODY_MUTE)]
    if taken + height_of(turn, WIDTH) <= HEIGHT:
        story += turn
    return [*story, PageBreak(), *_scores_and_room(report)]


def _scores_and_room(report: VisitReport) -> list[Flowable]:
    """The scores with the reaction and the signatures, closer when that keeps them on one page."""
    for gap, small in (*((gap, False) for gap in SNUG), (TIGHT, True)):
        scores = scores_pages(report.parts, _scorers(report), snug=gap <= TIGHT, small=small)
        if height_of([*scores, *closing(report, gap, LEAST_LINES)], WIDTH) <= HEIGHT - 1:
            return [*scores, *closing(report, gap)]
    return [*scores_pages(report.parts, _scorers(report)), *closing(report, AIRY)]


def _flowing(report: VisitReport, gap: float, *, small: bool = False) -> list[Flowable]:
    scores = _scores(report, gap, compact=gap <= TIGHT, small=small)
    return [*_lesson(report, gap), CondPageBreak(150), *scores, *closing(report, gap)]


def _lesson(report: VisitReport, gap: float) -> list[Flowable]:
    """What comes before the scores, with this room between its parts."""
    parts = (_opening(report), _seen(report, gap), _on_task(report), next_step(report, gap))
    story: list[Flowable] = []
    for part in parts:
        story += [*([Spacer(0, gap)] if story and part else []), *part]
    return story


def _scores(report: VisitReport, gap: float, *, compact: bool, small: bool = False) -> list[Flowable]:
    if not report.parts:
        return []
    return [Spacer(0, gap), *scores_pages(report.parts, _scorers(report), compact=compact, small=small)]


def _scorers(report: VisitReport) -> Scorers:
    return Scorers(report.teacher_short, report.observer_short, report.second_short if report.duo else "")


def _turn_over(report: VisitReport) -> str:
    if report.reaction.strip():
        return "Op de volgende pagina staan de scores en jouw reactie."
    room = ", en is er ruimte voor jouw reactie" if report.discussed_on else ""
    return f"Op de volgende pagina staan de scores{room}."


def _title(report: VisitReport) -> str:
    return "Wat wij zagen in jouw les" if report.duo else "Wat ik zag in jouw les"


def _mark(report: VisitReport) -> str:
    """What a reader must know before all else: that this is not the last word."""
    if report.reopened:
        return f"Versie {report.version}, later heropend"
    return "" if report.settled else "Concept, nog niet vastgesteld"


def _stamp(report: VisitReport) -> str:
    if report.reopened:
        return f"versie {report.version}, later heropend"
    if report.settled:
        return f"versie {report.version}"
    return f"concept van versie {report.version}" if report.version > 1 else "concept"


def _letterhead(report: VisitReport) -> Letterhead:
    keep = report.keep_until
    person = "" if report.purpose is Purpose.APPRAISAL else " en is geen oordeel over een persoon"
    return Letterhead(
        title=f"{_title(report)} – {report.teacher}, {day(report.held_on)}",
        subject=f"Verslag van een lesbezoek, {report.section}",
        school=report.school,
        context=f"schooljaar {report.year}",
        audience=f"Alleen voor {listed([report.teacher, *report.observers])}",
        purpose=(
            f"Doel van dit bezoek: {report.purpose.word}. Dit verslag gaat over één les{person}. "
            f"Bewaren tot uiterlijk {keep.day} {FULL_MONTHS[keep.month - 1]} {keep.year}."
        ),
        printed_on=report.printed_on,
        stamp=_stamp(report),
    )


def _opening(report: VisitReport) -> list[Flowable]:
    title: list[Flowable] = [text(_title(report), TITLE)]
    if marked := _mark(report):
        mark = Columns(
            [[text(marked, SMALL_STRONG)]],
            [140],
            padding=Padding(4, 8, 3, 8),
            box=Edge(1.1, INK),
        )
        title = [Columns([title, [Spacer(0, 2), mark]], [WIDTH - 166, 156], gap=10)]
    story = [*title, Spacer(0, 7), *_facts(report)]
    if report.focus_question.strip():
        question: list[Flowable] = [text("Jouw kijkvraag", BODY_MUTE), text(report.focus_question, QUESTION)]
        pad = Padding(4, 0, 5, 15)
        story += [Spacer(0, 13), Columns([question], [WIDTH - 15], padding=pad, left=Edge(3.8, BLUE))]
    return story


def _facts(report: VisitReport) -> list[Flowable]:
    pupils = f"{report.pupils} leerlingen" if report.pupils else ""
    lesson = ", ".join(part for part in (report.section, report.class_group, pupils) if part)
    observer = ", ".join(part for part in (report.observer, report.observer_function) if part)
    observers = ("Waarnemers", listed(report.observers)) if report.duo else ("Waarnemer", observer)
    announced = "vooraf afgesproken" if report.announced else "niet aangekondigd"
    rows = (
        ("Docent", strong(report.teacher), *observers),
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
    if report.starts and report.ends and clock(report.starts) != clock(report.ends):
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


def _seen(report: VisitReport, gap: float) -> list[Flowable]:
    """Strengths first: what worked, then the other notes; beside one another when that takes no more room."""
    worked, others = _by_worth(report)
    saw = "Dit zagen we" if report.duo else "Dit zag ik"
    asked = f"{saw} bij je vraag" if report.focus_question.strip() else saw
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
        half = (WIDTH - COLUMN_GAP) / 2
        beside = Columns([_seen_column(*one, half) for one in filled], [half] * len(filled), gap=COLUMN_GAP)
        below = _over_pages(_seen_column(*filled[0], WIDTH))
        for one in filled[1:]:
            below += [Spacer(0, gap), *_over_pages(_seen_column(*one, WIDTH))]
        short = len(filled) > 1 and height_of([beside], WIDTH) <= height_of(below, WIDTH)
        story = [beside] if short else below
    if report.teacher_view.strip():
        story += [Spacer(0, gap), *heading("Zo zag jij het zelf"), text(report.teacher_view)]
    return story


def _by_worth(report: VisitReport) -> tuple[list[VisitNote], list[VisitNote]]:
    """The notes about what all who scored it saw at level 3 or 4, and the others; without those that the
    observer took over in the talk, with their time, and that stand there already."""
    high = {
        line.code
        for part in report.parts
        for line in part.lines
        if (levels := [level for level in (line.level, line.second) if level])
        and min(levels) >= Level.VISIBLE
    }
    told = " ".join(f"{report.strength} {report.observer_view}".split())
    notes = [one for one in report.notes if f"{clock(one.at)} {' '.join(one.text.split())}" not in told]
    worked = [note for note in notes if note.indicator in high]
    return worked, [note for note in notes if note.indicator not in high]


def _seen_column(title: str, lead: str, notes: Sequence[VisitNote], width: float) -> list[Flowable]:
    column: list[Flowable] = [Rule(width, Edge(1.5, INK), space_after=5), text(title, HEADING)]
    for flowable in column:
        flowable.keepWithNext = 1
    if lead.strip():
        column.append(text(lead, BODY_STRONG if len(lead) <= LONG_HEADING else BODY))
    for note in notes:
        column += [Spacer(0, 4), _note(note, width)]
    return column


def _over_pages(column: list[Flowable]) -> list[Flowable]:
    """A column across the page: what stands under its title begins there, however long it is."""
    for flowable in column:
        flowable.keepWithNext = 0
    return [CondPageBreak(TITLE_AND_LINES), *column]


def _note(note: VisitNote, width: float) -> Flowable:
    said: list[str | Span] = [note.text]
    if source := "\u00a0·\u00a0".join(part for part in (note.indicator, note.by) if part):
        said.append(mute(f"  {source}"))
    return Columns([[text(clock(note.at), BODY_MUTE)], [text(said)]], [32, width - 38], gap=6)


def _on_task(report: VisitReport) -> list[Flowable]:
    """The line of pupils on task; one count is a sentence."""
    if not report.counts:
        return []
    title, said = text("Leerlingen bij de les", HEADING), counted_sentence(report.counts)
    if len(report.counts) == 1:
        return [CondPageBreak(60), title, text(said)]
    block = [title, text(said, CAPTION), task_line(report.counts, WIDTH)]
    if found := extremes_sentence(report.counts):
        block += [Spacer(0, 4), text(found, SMALL)]
    return [CondPageBreak(height_of(block, WIDTH)), *block]
