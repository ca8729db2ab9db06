"""This file is a month of the calendar on one wide A4, with a list of what has no room on it."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import Flowable, PageBreak, Spacer

from lesobs.domain.dutch import FULL_MONTHS, count, day
from lesobs.domain.schoolyear import Holiday
from lesobs.reports.month_chart import MonthChart
from lesobs.reports.month_layout import HEAD, MonthSheet, in_month, in_weeks, lay_out
from lesobs.reports.page import Letterhead, Written, write_document
from lesobs.reports.planner_frame import draw_legend, draw_title, listed_in_full
from lesobs.reports.planner_layout import A4, PlannerActivity

EMPTY = "In {month} staat nog niets in de kalender."
_ROOM = A4.height - 1
"""A flowable as high as its frame would not fit."""


@dataclass(frozen=True, slots=True)
class MonthReport:
    """The activities with a day in the weeks of one month; `month` is its first day."""

    school: str
    month: date
    activities: tuple[PlannerActivity, ...]
    holidays: tuple[Holiday, ...]
    printed_on: date
    standards_sentence: str
    """Which activities are shown, `alle standaarden`."""
    audience: str = "Voor het hele team"
    visits: Mapping[date, int] = field(default_factory=dict)
    """How many lesson visits a day has; a sheet on a wall names nobody who is visited."""

    @property
    def name(self) -> str:
        return f"{FULL_MONTHS[self.month.month - 1]} {self.month.year}"


def write_month(path: Path, report: MonthReport) -> Written:
    """Write the month. What has no place in a day is counted there, and follows on a next page, as do titles
    that are too long for their bar."""
    activities = in_month(report.activities, report.month)
    sheet = lay_out(activities, report.month, _ROOM - HEAD)
    visits = in_weeks(report.visits, report.month)
    empty = "" if activities or visits else EMPTY.format(month=report.name)
    chart = MonthChart(sheet, report.month, report.holidays, empty, visits)
    story: list[Flowable] = [chart, *_apart(sheet)]
    title = f"Kwaliteitskalender {report.name}"
    head = Letterhead(
        title=title,
        subject=f"Activiteiten van de maand, {report.standards_sentence}",
        school=report.school,
        context=report.name,
        audience=report.audience,
        purpose="",
        printed_on=report.printed_on,
    )

    as_of = f"stand van {day(report.printed_on)}"
    if visits:
        counted = count(sum(visits.values()), "aangekondigd lesbezoek", "aangekondigde lesbezoeken")
        as_of = f"{counted} · {as_of}"

    def decorate(canvas: Canvas, number: int, total: int) -> None:
        right = (report.audience, as_of)
        draw_title(canvas, A4, title, f"{report.school} · {report.standards_sentence}", right)
        found = count(len(activities), "activiteit", "activiteiten")
        draw_legend(canvas, A4, f"{found} · pagina {number} van {total}")

    margins = (A4.top, A4.side, A4.bottom, A4.side)
    return write_document(path, head, story, size=A4.page, margins=margins, decorate=decorate)


def _apart(sheet: MonthSheet) -> list[Flowable]:
    """What the sheet had no room for."""
    if not sheet.counted and not sheet.numbered:
        return []
    counted = listed_in_full("Wat niet in de dagen paste", sheet.counted, A4)
    numbered = listed_in_full("Volledige titels", sheet.numbered, A4, numbered=True)
    return [PageBreak(), Spacer(0, 8), *counted, Spacer(0, 16 if counted else 0), *numbered]
