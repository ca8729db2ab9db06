"""This file is the year planner for the wall: the activities of a school year, on one page when they fit."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Literal

from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import Flowable, PageBreak, Spacer

from lesobs.domain.cycle import Phase
from lesobs.domain.dutch import count, day, period
from lesobs.domain.schoolyear import Holiday, SchoolYear
from lesobs.reports import fonts, planner_layout
from lesobs.reports.flow import Columns, Edge, Padding
from lesobs.reports.page import Decorate, Letterhead, draw_logo, write_document
from lesobs.reports.planner_bars import ATTENTION, done_sign, hatched, late_sign, phase_form
from lesobs.reports.planner_chart import PlannerChart, foot_height, rows_room
from lesobs.reports.planner_layout import NO_OWNER, Measures, PlannerActivity, lay_out, outside
from lesobs.reports.style import (
    BODY_MUTE,
    CAPTION_STRONG,
    HAIRLINE,
    INK,
    MUTE,
    SUBTITLE,
    Span,
    mute,
    text,
)

Paper = Literal["A3", "A4"]
MEASURES: dict[Paper, Measures] = {"A3": planner_layout.A3, "A4": planner_layout.A4}
EMPTY = (
    "De kalender van {year} is nog leeg.\n"
    "Begin met één activiteit: wat willen jullie dit jaar bereiken, en wanneer kijken jullie of het lukt?"
)


@dataclass(frozen=True, slots=True)
class PlannerReport:
    """The activities of one school year, rows in the order in which their owners first come."""

    school: str
    year: SchoolYear
    region_word: str
    activities: tuple[PlannerActivity, ...]
    holidays: tuple[Holiday, ...]
    printed_on: date
    standards_sentence: str
    """Which standards are shown, `alle standaarden`."""
    audience: str = "Voor het hele team"


def write_planner(path: Path, report: PlannerReport, paper: Paper = "A3") -> None:
    """Write the planner on wide A3 or A4: the year on one page, else half a year on each, else more pages.

    Titles too long for their place are elided there and follow in full on a page of their own.
    """
    measures = MEASURES[paper]
    foot = foot_height(report.holidays, report.year, measures)
    sheets, numbers = lay_out(report.activities, report.year, measures, rows_room(measures, foot))
    empty = EMPTY.format(year=report.year.name)
    story: list[Flowable] = []
    for number, sheet in enumerate(sheets):
        if number:
            story.append(PageBreak())
        story.append(PlannerChart(sheet, report.holidays, measures, foot, "" if report.activities else empty))
    apart = outside(report.activities, report.year)
    if numbers.activities or apart:
        story += [PageBreak(), *_full_titles(numbers.activities, apart, measures)]
    write_document(
        path,
        _letterhead(report),
        story,
        size=measures.page,
        margins=(measures.top, measures.side, measures.bottom, measures.side),
        decorate=_decorate(report, measures),
    )


def _letterhead(report: PlannerReport) -> Letterhead:
    return Letterhead(
        title=f"Kwaliteitskalender {report.year.name}",
        subject=f"Activiteiten van het schooljaar, {report.standards_sentence}",
        school=report.school,
        context=f"schooljaar {report.year.name}",
        audience=report.audience,
        purpose="",
        printed_on=report.printed_on,
    )


def _decorate(report: PlannerReport, measures: Measures) -> Decorate:
    def decorate(canvas: Canvas, number: int, total: int) -> None:
        _draw_title(canvas, report, measures)
        _draw_legend(canvas, report, measures, number, total)

    return decorate


def _draw_title(canvas: Canvas, report: PlannerReport, measures: Measures) -> None:
    size = measures.title
    base = measures.page[1] - measures.top + size * 0.72
    right = measures.page[0] - measures.side
    draw_logo(canvas, measures.side, base - size * 0.26, size * 1.25)
    canvas.setFillColor(INK)
    title = f"Kwaliteitskalender {report.year.name}"
    end = fonts.draw(canvas, measures.side + size * 1.7, base, title, fonts.BOLD, size)
    canvas.setFillColor(MUTE)
    small = measures.label
    known = any(one.starts_on in report.year for one in report.holidays)
    lines = (
        f"{report.audience} · stand van {day(report.printed_on)}",
        f"vakanties: regio {report.region_word}" if known else "vakanties nog niet bekend",
    )
    room = right - end - 40
    for place, line in enumerate(lines):
        shown = fonts.elide(fonts.one_line(line), fonts.REGULAR, small, room / 2)
        wide = fonts.width(shown, fonts.REGULAR, small)
        y = base + small * 0.75 - place * small * 1.4
        fonts.draw(canvas, right - wide, y, shown, fonts.REGULAR, small)
    about = fonts.one_line(f"{report.school} · {report.standards_sentence}")
    shown = fonts.elide(about, fonts.REGULAR, small * 1.2, room / 2)
    fonts.draw(canvas, end + small * 1.2, base, shown, fonts.REGULAR, small * 1.2)


def _draw_legend(canvas: Canvas, report: PlannerReport, measures: Measures, number: int, total: int) -> None:
    size, bar = measures.label, measures.bar * 0.85
    y = measures.bottom - bar - 10
    base = y + bar / 2 - size * 0.36
    x = measures.side

    def word(said: str) -> None:
        nonlocal x
        x = fonts.draw(canvas, x, base, said, fonts.REGULAR, size) + size * 1.7

    for phase in Phase:
        phase_form(canvas, phase, x, y, bar * 2.2, bar)
        x += bar * 2.2 + 5
        canvas.setFillColor(INK)
        word(phase.word)
    hatched(canvas, x, y, bar * 1.5, bar)
    x += bar * 1.5 + 5
    canvas.setFillColor(INK)
    word("vakantie")
    done_sign(canvas, x, y + bar / 2, size)
    x += size + 4
    canvas.setFillColor(INK)
    word("klaar")
    late_sign(canvas, x, y + bar / 2, size + 1)
    x += size + 5
    canvas.setFillColor(ATTENTION)
    word("over tijd op de dag van afdrukken")
    canvas.setFillColor(MUTE)
    place = f"{count(len(report.activities), 'activiteit', 'activiteiten')} · pagina {number} van {total}"
    wide = fonts.width(place, fonts.REGULAR, size)
    fonts.draw(canvas, measures.page[0] - measures.side - wide, base, place, fonts.REGULAR, size)


def _full_titles(
    numbered: Sequence[PlannerActivity], apart: Sequence[PlannerActivity], measures: Measures
) -> list[Flowable]:
    """What the chart had no room for, in full."""
    story: list[Flowable] = [Spacer(0, 8)]
    if numbered:
        story += [text("Volledige titels", SUBTITLE), _heads(measures)]
        story += [_activity(f"{n}.", activity, measures) for n, activity in enumerate(numbered, start=1)]
        story.append(Spacer(0, 16))
    if apart:
        story += [text("Buiten dit schooljaar", SUBTITLE), _heads(measures)]
        story += [_activity("", activity, measures) for activity in apart]
    return story


def _heads(measures: Measures) -> Flowable:
    cells = [text(word, CAPTION_STRONG) for word in ("", "activiteit", "wie", "wanneer")]
    return _line(cells, Edge(0.8, INK), measures)


def _activity(sign: str, activity: PlannerActivity, measures: Measures) -> Flowable:
    who = activity.owner.strip() or NO_OWNER.lower()
    when = period(activity.starts_on, activity.ends_on)
    title: list[str | Span] = [activity.title, mute(f"  {activity.phase.word}")]
    return _line([text(sign, BODY_MUTE), text(title), text(who), text(when)], Edge(0.6, HAIRLINE), measures)


def _line(cells: Sequence[Flowable], below: Edge, measures: Measures) -> Flowable:
    widths = [26.0, measures.width - 26 - 150 - 190 - 30, 150.0, 190.0]
    return Columns(
        [[cell] for cell in cells], widths, gap=10, padding=Padding(top=3, bottom=2.5), below=below
    )
