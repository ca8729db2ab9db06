"""This file is the board as a poster for the wall: what is open in large cards per phase, and what worked."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from pathlib import Path

from reportlab.lib.pagesizes import A3, landscape
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import Flowable, PageBreak

from lesobs.domain.cycle import Phase
from lesobs.domain.dutch import count, day, week
from lesobs.reports import fonts
from lesobs.reports.page import Decorate, Letterhead, Written, draw_logo, write_document
from lesobs.reports.planner_bars import done_sign, phase_form
from lesobs.reports.poster_cards import PosterCard, card_height, draw_card, draw_room
from lesobs.reports.style import INK, MUTE, RULE

PAGE = landscape(A3)
SIDE, TOP, BOTTOM = 34.0, 104.0, 44.0
GAP, HEAD, FOOT, BETWEEN = 13.0, 52.0, 20.0, 9.0
ROOM, LEAST_ROOM = 84.0, 30.0
"""Kept empty below the cards of a column, to write on; less rather than a second sheet."""
SIZES = (26.0, 23.0, 20.0)
"""Of the titles in points: the largest with which all fits on one sheet and no word is broken. Below 20
nobody reads it from three metres, so more cards go on to a second sheet."""
SURELY_SHOWN = 4
"""So many successes fit, however long their titles."""
TITLES = {
    Phase.PLAN: "Plannen",
    Phase.DO: "Doen",
    Phase.CHECK: "Opnieuw kijken",
    Phase.ACT: "Borgen of bijstellen",
}
QUESTIONS = "Wat is er gelukt?   ·   Wat pakken we deze week op?   ·   Wie heeft hulp nodig?"


@dataclass(frozen=True, slots=True)
class PosterReport:
    """What hangs on the wall this week. `cards` are open and soon, `later` counts by phase what is open
    after that; `worked` are the successes, the newest first."""

    school: str
    cards: tuple[PosterCard, ...]
    worked: tuple[PosterCard, ...]
    later: dict[Phase, int]
    weeks_ahead: int
    choice: str
    """Which activities they are, `sectie Wiskunde`; empty when they are all."""
    printed_on: date


@dataclass(frozen=True, slots=True)
class _Column:
    """One column of one sheet. `foot` says what is not on it."""

    phase: Phase | None
    title: str
    number: int
    cards: tuple[PosterCard, ...]
    foot: str = ""


@dataclass(frozen=True, slots=True)
class _Sheet:
    columns: tuple[_Column, ...]
    size: float


def write_poster(path: Path, report: PosterReport) -> Written:
    """Write the poster on wide A3: on one sheet, looking less far ahead when it must; when what is late or
    begun takes more than that, on as many sheets as its cards need."""
    fonts.register()
    report, sheets = _on_few_sheets(report)
    story: list[Flowable] = []
    for number, sheet in enumerate(sheets):
        story += [PageBreak()] if number else []
        story.append(_Board(sheet))
    return write_document(
        path,
        Letterhead(
            title=f"Weekbord week {week(monday_of(report.printed_on))}",
            subject="Open activiteiten per fase, en wat gelukt is",
            school=report.school,
            context=report.choice,
            audience="Voor het hele team",
            purpose="",
            printed_on=report.printed_on,
        ),
        story,
        size=PAGE,
        margins=(TOP, SIDE, BOTTOM, SIDE),
        decorate=_decorate(report, sheets[0].size),
    )


def _on_few_sheets(report: PosterReport) -> tuple[PosterReport, list[_Sheet]]:
    """With the most weeks ahead that fit on one sheet, else with all: no sheet for a card or two."""
    sheets = _sheets(report)
    for weeks in range(report.weeks_ahead - 1, 0, -1) if len(sheets) > 1 else ():
        left_out = [one.phase for one in report.cards if one.weeks_ahead > weeks]
        fewer = replace(
            report,
            cards=tuple(one for one in report.cards if one.weeks_ahead <= weeks),
            later={phase: report.later.get(phase, 0) + left_out.count(phase) for phase in Phase},
            weeks_ahead=weeks,
        )
        if left_out and len(one_sheet := _sheets(fewer)) == 1:
            return fewer, one_sheet
    return report, sheets


def monday_of(printed_on: date) -> date:
    """Of the week the poster is for; one made in the weekend is for the week to come."""
    return printed_on + timedelta(days=(7 if printed_on.weekday() > 4 else 0) - printed_on.weekday())


def column_width() -> float:
    return float((PAGE[0] - 2 * SIDE - GAP * len(Phase)) / (len(Phase) + 1))


def _space(room: float) -> float:
    """For the cards of a column that keeps so much room to write, in points."""
    return float(PAGE[1] - TOP - BOTTOM - 2 - HEAD - FOOT - room)


def _sheets(report: PosterReport) -> list[_Sheet]:
    """One sheet in the largest type that fits, else as few as go with the smallest."""
    per_phase = {phase: [one for one in report.cards if one.phase is phase] for phase in Phase}
    shown = (*report.cards, *report.worked[:SURELY_SHOWN])
    for size, room in (*((size, ROOM) for size in SIZES), (SIZES[-1], LEAST_ROOM)):
        parts = {phase: _parts(cards, size, room) for phase, cards in per_phase.items()}
        whole = size == SIZES[-1] or not any(one.breaks(column_width(), size) for one in shown)
        if whole and all(len(pages) <= 1 for pages in parts.values()):
            break
    total = max(1, *(len(pages) for pages in parts.values()))
    return [
        _Sheet(
            (
                *(_phase_column(report, phase, pages, number) for phase, pages in parts.items()),
                _worked_column(report, size, number),
            ),
            size,
        )
        for number in range(total)
    ]


def _parts(cards: Sequence[PosterCard], size: float, room: float) -> list[tuple[PosterCard, ...]]:
    """The cards of one column, over the sheets they need."""
    parts: list[list[PosterCard]] = []
    left = 0.0
    for card in cards:
        height = card_height(card, column_width(), size) + BETWEEN
        if not parts or height > left:
            parts.append([])
            left = _space(room)
        parts[-1].append(card)
        left -= height
    return [tuple(part) for part in parts]


def _phase_column(
    report: PosterReport, phase: Phase, pages: Sequence[tuple[PosterCard, ...]], number: int
) -> _Column:
    total = sum(map(len, pages))
    cards = pages[number] if number < len(pages) else ()
    foot = (
        [f"nog {sum(map(len, pages[number + 1 :]))} op blad {number + 2}"] if number + 1 < len(pages) else []
    )
    later = report.later.get(phase, 0)
    if later and number + 1 >= len(pages) and number == max(len(pages), 1) - 1:
        foot.append(f"later dit jaar: nog {later}")
    title = f"{TITLES[phase]} (vervolg)" if number and cards else TITLES[phase]
    return _Column(phase, title, total, cards, " · ".join(foot))


def _worked_column(report: PosterReport, size: float, number: int) -> _Column:
    """The successes are on the first sheet; those that don't fit are counted."""
    fitting = _parts(report.worked, size, ROOM)
    if number:
        return _Column(None, "Gelukt", len(report.worked), ())
    cards = fitting[0] if fitting else ()
    more = len(report.worked) - len(cards)
    return _Column(None, "Gelukt", len(report.worked), cards, f"en nog {more} eerder" if more else "")


class _Board(Flowable):  # type: ignore[misc]  # ReportLab has no types
    """One sheet: the columns side by side, each with its cards and room to write."""

    def __init__(self, sheet: _Sheet) -> None:
        super().__init__()
        self.sheet = sheet

    def wrap(self, _width: float, _height: float) -> tuple[float, float]:
        self.width, self.height = PAGE[0] - 2 * SIDE, PAGE[1] - TOP - BOTTOM - 1
        return self.width, self.height

    def draw(self) -> None:
        for place, column in enumerate(self.sheet.columns):
            self._column(column, place * (column_width() + GAP))

    def _column(self, column: _Column, x: float) -> None:
        canvas, wide, y = self.canv, column_width(), self.height
        self._head(column, x)
        y -= HEAD
        for card in column.cards:
            height = card_height(card, wide, self.sheet.size)
            draw_card(canvas, card, (x, y - height), wide, self.sheet.size)
            y -= height + BETWEEN
        draw_room(canvas, x, FOOT, wide, y - FOOT)
        if column.foot:
            canvas.setFillColor(INK)
            said = fonts.elide(column.foot, fonts.SEMIBOLD, 12.5, wide)
            fonts.draw(canvas, x, 4, said, fonts.SEMIBOLD, 12.5)

    def _head(self, column: _Column, x: float) -> None:
        canvas, wide, top, block = self.canv, column_width(), self.height, 32.0
        middle = top - 8 - block / 2
        if column.phase is None:
            done_sign(canvas, x + 2, middle, block - 6)
        else:
            phase_form(canvas, column.phase, x, middle - block / 2, block, block)
        number = str(column.number)
        room = wide - block - 10 - fonts.width(number, fonts.REGULAR, 17) - 8
        size = min(20.0, 20.0 * room / fonts.width(column.title, fonts.BOLD, 20))
        canvas.setFillColor(INK)
        fonts.draw(canvas, x + block + 9, middle - size * 0.36, column.title, fonts.BOLD, size)
        canvas.setFillColor(MUTE)
        right = x + wide - fonts.width(number, fonts.REGULAR, 17)
        fonts.draw(canvas, right, middle - 6, number, fonts.REGULAR, 17)
        canvas.setStrokeColor(INK)
        canvas.setLineWidth(1.4)
        canvas.line(x, top - HEAD + 6, x + wide, top - HEAD + 6)


def _decorate(report: PosterReport, size: float) -> Decorate:
    def decorate(canvas: Canvas, number: int, total: int) -> None:
        _draw_title(canvas, report)
        said = " · ".join(_foot(report, size, number, total))
        shown = fonts.elide(said, fonts.REGULAR, 10.5, PAGE[0] - 2 * SIDE)
        canvas.setFillColor(MUTE)
        fonts.draw(canvas, SIDE, 22, shown, fonts.REGULAR, 10.5)

    return decorate


def _foot(report: PosterReport, size: float, number: int, total: int) -> Iterator[str]:
    """What stands on the poster and what does not, in small type."""
    yield f"stand van {day(report.printed_on)}"
    open_now, later = len(report.cards), sum(report.later.values())
    shown = count(open_now, "open activiteit", "open activiteiten")
    ahead = count(report.weeks_ahead, "week", "weken")
    yield f"{shown}: over tijd, bezig, of begint binnen {ahead}"
    if later:
        yield f"{later} later dit schooljaar staan er niet op"
    if any(one.cut(column_width(), size) for one in (*report.cards, *report.worked[:SURELY_SHOWN])):
        yield "… is ingekort: de hele titel staat in de activiteitenlijst"
    yield f"blad {number} van {total}"


def _draw_title(canvas: Canvas, report: PosterReport) -> None:
    top, right = PAGE[1] - 30, PAGE[0] - SIDE
    monday = monday_of(report.printed_on)
    number = f"week {week(monday)}"
    wide = fonts.width(number, fonts.BOLD, 44)
    canvas.setFillColor(INK)
    fonts.draw(canvas, right - wide, top - 38, number, fonts.BOLD, 44)
    days = f"{day(monday, year=False)} – {day(monday + timedelta(days=4))}"
    canvas.setFillColor(MUTE)
    fonts.draw(canvas, right - fonts.width(days, fonts.REGULAR, 12), top - 58, days, fonts.REGULAR, 12)
    draw_logo(canvas, SIDE, top - 34, 34)
    canvas.setFillColor(INK)
    end = fonts.draw(canvas, SIDE + 46, top - 28, "Weekbord", fonts.BOLD, 32)
    about = fonts.one_line(" · ".join(filter(None, (report.school, report.choice))))
    room = right - wide - 24 - (end + 16)
    canvas.setFillColor(MUTE)
    fonts.draw(canvas, end + 16, top - 28, fonts.elide(about, fonts.REGULAR, 17, room), fonts.REGULAR, 17)
    canvas.setFillColor(INK)
    fonts.draw(canvas, SIDE + 46, top - 55, QUESTIONS, fonts.SEMIBOLD, 14)
    canvas.setStrokeColor(RULE)
    canvas.setLineWidth(0.8)
    canvas.line(SIDE, top - 68, right, top - 68)
