"""This file is the year planner for the wall: the activities of a school year, on one page when they fit."""

from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Literal

from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import Flowable, PageBreak, Spacer

from lesobs.domain.dutch import count, day
from lesobs.domain.schoolyear import Holiday, SchoolYear
from lesobs.reports import planner_layout
from lesobs.reports.page import Decorate, Letterhead, Written, write_document
from lesobs.reports.planner_chart import PlannerChart, foot_height, rows_room
from lesobs.reports.planner_frame import draw_legend, draw_title, listed_in_full
from lesobs.reports.planner_layout import Measures, PlannerActivity, lay_out, outside

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
    checks: tuple[PlannerActivity, ...] = ()
    """When the team looks again for its cycles, in a row of their own above those of the owners."""


def write_planner(path: Path, report: PlannerReport, paper: Paper = "A3") -> Written:
    """Write the planner on wide A3 or A4: the year on one page, else half a year on each, else more pages.

    Titles too long for their place are elided there and follow in full on a page of their own.
    """
    measures = MEASURES[paper]
    foot = foot_height(report.holidays, report.year, measures)
    shown = (*report.checks, *report.activities)
    sheets, numbers = lay_out(shown, report.year, measures, rows_room(measures, foot))
    empty = EMPTY.format(year=report.year.name)
    story: list[Flowable] = []
    for number, sheet in enumerate(sheets):
        if number:
            story.append(PageBreak())
        story.append(PlannerChart(sheet, report.holidays, measures, foot, "" if shown else empty))
    apart = outside(report.activities, report.year)
    if numbers.activities or apart:
        full = listed_in_full("Volledige titels", numbers.activities, measures, numbered=True)
        story += [PageBreak(), Spacer(0, 8), *full, Spacer(0, 16 if full else 0)]
        story += listed_in_full("Buiten dit schooljaar", apart, measures)
    return write_document(
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
    known = any(one.starts_on in report.year for one in report.holidays)
    right = (
        f"{report.audience} · stand van {day(report.printed_on)}",
        f"vakanties: regio {report.region_word}" if known else "vakanties nog niet bekend",
    )
    activities = count(len(report.activities), "activiteit", "activiteiten")

    def decorate(canvas: Canvas, number: int, total: int) -> None:
        title = f"Kwaliteitskalender {report.year.name}"
        about = f"{report.school} · {report.standards_sentence}"
        draw_title(canvas, measures, title, about, right)
        draw_legend(canvas, measures, f"{activities} · pagina {number} van {total}")

    return decorate
