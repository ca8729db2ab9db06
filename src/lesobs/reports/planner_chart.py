"""This file is the chart of the year planner: weeks, hatched holidays, a row per owner, bars with labels."""

from collections.abc import Iterable, Sequence
from datetime import date, timedelta
from itertools import groupby

from reportlab.lib.colors import HexColor
from reportlab.platypus import Flowable

from lesobs.domain.dutch import FULL_MONTHS, MONTHS, week
from lesobs.domain.schoolyear import Holiday, SchoolYear
from lesobs.reports import fonts
from lesobs.reports.planner_bars import draw_bar, hatched, patch
from lesobs.reports.planner_layout import (
    Measures,
    Row,
    Sheet,
    Weeks,
    row_name,
)
from lesobs.reports.style import INK, MUTE

MONTH_LINE, WEEK_LINE = HexColor("#8C8A82"), HexColor("#E2E0D9")


class PlannerChart(Flowable):  # type: ignore[misc]  # ReportLab has no types
    """One page of the planner, as wide and as high as its room; `empty` is said when nothing is planned."""

    def __init__(
        self, sheet: Sheet, holidays: Sequence[Holiday], measures: Measures, foot: float, empty: str
    ) -> None:
        super().__init__()
        self.sheet, self.measures, self.empty = sheet, measures, empty
        self.step = measures.chart / len(sheet.weeks.mondays)
        self.free = [_extent(holiday, sheet.weeks, self.step) for holiday in holidays]
        self.names = _names(holidays, sheet.weeks, measures)
        self.foot = foot

    def wrap(self, _width: float, _height: float) -> tuple[float, float]:
        self.width, self.height = self.measures.width, self.measures.height - 1
        return self.width, self.height

    def draw(self) -> None:
        self._grid()
        self._weeks()
        self._holiday_names()
        y = self.height - self.measures.head
        for row in self.sheet.rows:
            height = row.height(self.sheet.pitch, self.measures)
            self._row(row, y, height)
            y -= height
        if self.empty:
            self._empty()
        self._outline()

    def _grid(self) -> None:
        canvas, measures = self.canv, self.measures
        below_months = self.height - measures.months
        for left, right in (extent for extent in self.free if extent[1] > extent[0]):
            hatched(canvas, measures.names + left, 0, right - left, below_months)
        canvas.setLineWidth(0.5)
        canvas.setStrokeColor(WEEK_LINE)
        for column in range(1, len(self.sheet.weeks.mondays)):
            x = measures.names + column * self.step
            canvas.line(x, 0, x, below_months)

    def _weeks(self) -> None:
        canvas, measures = self.canv, self.measures
        small, top = measures.small, self.height - measures.months
        for column, monday in enumerate(self.sheet.weeks.mondays):
            middle = measures.names + (column + 0.5) * self.step
            canvas.setFillColor(INK)
            self._centred(str(week(monday)), middle, top - small - 1.5, fonts.SEMIBOLD, small)
            canvas.setFillColor(MUTE)
            self._centred(str(monday.day), middle, top - measures.weeks + 3, fonts.REGULAR, 7.5)
        canvas.setFillColor(MUTE)
        for word, y in (("week", top - small - 1.5), ("maandag", top - measures.weeks + 3)):
            x = measures.names - 6 - fonts.width(word, fonts.REGULAR, 7.5)
            fonts.draw(canvas, x, y, word, fonts.REGULAR, 7.5)
        self._months()

    def _months(self) -> None:
        canvas, measures = self.canv, self.measures
        columns = enumerate(_months(self.sheet.weeks.mondays))
        months = [(m, [c for c, _ in mine]) for m, mine in groupby(columns, key=lambda pair: pair[1])]
        whole = [(FULL_MONTHS[m - 1], len(places) * self.step - 6) for m, places in months if len(places) > 2]
        widest = max(fonts.width(name, fonts.BOLD, 1) / room for name, room in whole)
        size = min(measures.small + 2.5, max(8, 1 / widest))
        base = self.height - measures.months / 2 - size * 0.36
        for month, places in months:
            left = measures.names + places[0] * self.step
            canvas.setFillColor(INK)
            for name in (FULL_MONTHS[month - 1], MONTHS[month - 1]):
                if fonts.width(name, fonts.BOLD, size) <= len(places) * self.step - 5:
                    fonts.draw(canvas, left + 4, base, name, fonts.BOLD, size)
                    break
            if places[0]:
                canvas.setStrokeColor(MONTH_LINE)
                canvas.setLineWidth(0.9)
                canvas.line(left, 0, left, self.height)

    def _holiday_names(self) -> None:
        """The names of the holidays in the last row."""
        canvas, measures = self.canv, self.measures
        size, lanes = measures.small, _lanes_of(self.names)
        canvas.setFillColor(MUTE)
        fonts.draw(canvas, 6, self.foot / 2 - size * 0.36, "schoolvakanties", fonts.REGULAR, size)
        for name, start, wide, lane in self.names:
            base = self.foot / 2 - size * 0.36 + ((lanes - 1) / 2 - lane) * (size + 2)
            patch(canvas, measures.names + start - 2, base - 2, wide + 4, size + 1.5)
            canvas.setFillColor(INK)
            fonts.draw(canvas, measures.names + start, base, name, fonts.SEMIBOLD, size)

    def _row(self, row: Row, top: float, height: float) -> None:
        canvas, measures = self.canv, self.measures
        y = top - measures.room / 2
        for paragraph in row_name(row.owner, row.function, measures):
            y -= paragraph.wrap(measures.names - 12, height)[1]
            paragraph.drawOn(canvas, 6, y)
        for lane, bars in enumerate(row.lanes):
            base = top - measures.room / 2 - (lane + 0.5) * self.sheet.pitch - measures.bar / 2
            for bar in bars:
                draw_bar(canvas, bar, measures.names, base, measures)
        canvas.setStrokeColor(INK)
        canvas.setLineWidth(0.6)
        canvas.line(0, top - height, self.width, top - height)

    def _empty(self) -> None:
        canvas, measures = self.canv, self.measures
        lines = self.empty.split("\n")
        widest = max(fonts.width(line, fonts.SEMIBOLD, measures.label + 3) for line in lines)
        x, y = measures.names + measures.chart / 2, self.height * 0.55
        pitch = (measures.label + 3) * 1.7
        patch(canvas, x - widest / 2 - 16, y - pitch * len(lines), widest + 32, pitch * (len(lines) + 0.6))
        for number, line in enumerate(lines):
            canvas.setFillColor(MUTE if number else INK)
            font = fonts.REGULAR if number else fonts.SEMIBOLD
            self._centred(line, x, y - pitch * (number + 0.3), font, measures.label + 3)

    def _outline(self) -> None:
        canvas, measures = self.canv, self.measures
        canvas.setStrokeColor(INK)
        canvas.setLineWidth(0.9)
        canvas.rect(0, 0, self.width, self.height)
        canvas.line(measures.names, 0, measures.names, self.height)
        canvas.line(0, self.height - measures.head, self.width, self.height - measures.head)
        canvas.line(0, self.foot, self.width, self.foot)
        canvas.setStrokeColor(MONTH_LINE)
        canvas.line(0, self.height - measures.months, self.width, self.height - measures.months)

    def _centred(self, value: str, x: float, y: float, font: str, size: float) -> None:
        fonts.draw(self.canv, x - fonts.width(value, font, size) / 2, y, value, font, size)


def foot_height(holidays: Sequence[Holiday], year: SchoolYear, measures: Measures) -> float:
    """Of the row with the names of the holidays: room for the lanes they need, at least two."""
    whole = Weeks.of_year(year)
    lanes = max(_lanes_of(_names(holidays, weeks, measures)) for weeks in (whole, *whole.halves(year)))
    return max(2, lanes) * (measures.small + 2) + 7


def rows_room(measures: Measures, foot: float) -> float:
    """What a page has for the rows of owners, in points."""
    return measures.height - 1 - measures.head - foot


def _names(
    holidays: Iterable[Holiday], weeks: Weeks, measures: Measures
) -> list[tuple[str, float, float, int]]:
    """Name, start, width and lane of each holiday on these weeks; a next lane when they are too close."""
    step = measures.chart / len(weeks.mondays)
    ends: list[float] = []
    placed: list[tuple[str, float, float, int]] = []
    for holiday in sorted(holidays, key=lambda one: one.starts_on):
        left, right = _extent(holiday, weeks, step)
        if right <= left:
            continue
        name = fonts.elide(_short(holiday.name), fonts.SEMIBOLD, measures.small, measures.chart / 6)
        wide = fonts.width(name, fonts.SEMIBOLD, measures.small)
        start = min(max((left + right - wide) / 2, 3), measures.chart - wide - 3)
        lane = next((i for i, end in enumerate(ends) if end <= start - 4), len(ends))
        ends[lane : lane + 1] = [start + wide]
        placed.append((name, start, wide, lane))
    return placed


def _lanes_of(names: Iterable[tuple[str, float, float, int]]) -> int:
    return max((lane + 1 for *_, lane in names), default=1)


def _short(name: str) -> str:
    """`kerst` for kerstvakantie: the row itself says that these are holidays."""
    short = fonts.one_line(name).removesuffix("vakantie") or name
    return "voorjaar" if short == "voorjaars" else short


def _extent(holiday: Holiday, weeks: Weeks, step: float) -> tuple[float, float]:
    """Where a holiday begins and ends on this page, in points."""
    last = holiday.ends_on
    end = weeks.position(last) + (0.2 if last.weekday() < 5 else 0)
    first, final = (
        step * min(max(at, 0), len(weeks.mondays)) for at in (weeks.position(holiday.starts_on), end)
    )
    return first, final


def _months(mondays: tuple[date, ...]) -> list[int]:
    """The month of each week, that of its Thursday; the ends of a school year stay August and July."""
    months = [(monday + timedelta(days=3)).month for monday in mondays]
    if months[0] == 7:
        months[0] = 8
    if months[-1] == 8:
        months[-1] = 7
    return months
