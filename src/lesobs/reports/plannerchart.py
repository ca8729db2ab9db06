"""This file is the chart of the year planner: weeks, hatched holidays, a row per owner, bars with labels."""

from collections.abc import Callable, Iterable
from datetime import date, timedelta
from itertools import groupby

from reportlab.lib.colors import HexColor, white
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import Flowable

from lesobs.domain.cycle import Phase
from lesobs.domain.dutch import FULL_MONTHS, MONTHS, week
from lesobs.domain.schoolyear import Holiday
from lesobs.reports import fonts
from lesobs.reports.charts import hatch_lines
from lesobs.reports.plannerlayout import (
    Bar,
    Measures,
    PlannerActivity,
    Row,
    Sheet,
    Weeks,
    mark_width,
    row_name,
)
from lesobs.reports.style import INK, MUTE

INKS = {
    Phase.PLAN: HexColor("#3B5EA3"),
    Phase.DO: HexColor("#23735F"),
    Phase.CHECK: HexColor("#965B0B"),
    Phase.ACT: HexColor("#80406D"),
}
TINTS = {Phase.DO: HexColor("#E0F0EB"), Phase.CHECK: HexColor("#FAEFDB"), Phase.ACT: HexColor("#F5E8F1")}
HATCHED = HexColor("#C99E5C")
HOLIDAY, HOLIDAY_LINE = HexColor("#EDEBE4"), HexColor("#C4C0B5")
MONTH_LINE, WEEK_LINE = HexColor("#8C8A82"), HexColor("#E2E0D9")
ATTENTION, ATTENTION_GROUND = HexColor("#8A5200"), HexColor("#FBF0DA")
RADIUS = 2.2


class PlannerChart(Flowable):  # type: ignore[misc]  # ReportLab has no types
    """One page of the planner, as wide and as high as its room; `empty` is said when nothing is planned."""

    def __init__(self, sheet: Sheet, holidays: Iterable[Holiday], measures: Measures, empty: str) -> None:
        super().__init__()
        self.sheet, self.measures, self.empty = sheet, measures, empty
        self.step = measures.chart / len(sheet.weeks.mondays)
        self.holidays = [(h, *_extent(h, sheet.weeks, self.step)) for h in holidays]
        self.holidays = [found for found in self.holidays if found[2] > found[1]]
        self.foot = foot_height(measures)

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
        for _, left, right in self.holidays:
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
        """The names of the holidays in the last row, in lanes when they are close together."""
        canvas, measures = self.canv, self.measures
        size = measures.small
        canvas.setFillColor(MUTE)
        fonts.draw(canvas, 6, self.foot / 2 - size * 0.36, "schoolvakanties", fonts.REGULAR, size)
        ends: list[float] = []
        placed: list[tuple[str, float, float, int]] = []
        for holiday, left, right in sorted(self.holidays, key=lambda found: found[1]):
            name = fonts.elide(_short(holiday.name), fonts.SEMIBOLD, size, measures.chart / 6)
            wide = fonts.width(name, fonts.SEMIBOLD, size)
            start = min(max((left + right - wide) / 2, 3), measures.chart - wide - 3)
            lane = next((i for i, end in enumerate(ends) if end <= start - 4), len(ends))
            ends[lane : lane + 1] = [start + wide]
            placed.append((name, start, wide, lane))
        for name, start, wide, lane in placed:
            base = self.foot / 2 - size * 0.36 + ((len(ends) - 1) / 2 - lane) * (size + 2)
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


def foot_height(measures: Measures) -> float:
    """Of the row with the names of the holidays: room for two lanes."""
    return 2 * measures.small + 11


def rows_room(measures: Measures) -> float:
    """What a page has for the rows of owners, in points."""
    return measures.height - 1 - measures.head - foot_height(measures)


def _short(name: str) -> str:
    """`kerst` for kerstvakantie: the row itself says that these are holidays."""
    short = fonts.one_line(name).removesuffix("vakantie") or name
    return "voorjaar" if short == "voorjaars" else short


def _extent(holiday: Holiday, weeks: Weeks, step: float) -> tuple[float, float]:
    """Where a holiday begins and ends on this page, in points."""
    last = holiday.ends_on
    end = weeks.position(last) + (0.2 if last.weekday() < 5 else 0)
    count = len(weeks.mondays)
    return tuple(step * min(max(at, 0), count) for at in (weeks.position(holiday.starts_on), end))  # type: ignore[return-value]


def _months(mondays: tuple[date, ...]) -> list[int]:
    """The month of each week, that of its Thursday; the ends of a school year stay August and July."""
    months = [(monday + timedelta(days=3)).month for monday in mondays]
    if months[0] == 7:
        months[0] = 8
    if months[-1] == 8:
        months[-1] = 7
    return months


def draw_bar(canvas: Canvas, bar: Bar, x: float, y: float, measures: Measures) -> None:
    """A bar in the form of its phase, its sign when it is late or done, and its label on a white patch."""
    activity, height = bar.activity, measures.bar
    left, wide = x + bar.left, bar.right - bar.left
    label = fonts.width(bar.label, fonts.REGULAR, measures.label)
    mark = mark_width(activity, measures)
    if bar.side == "left":
        start = left - 4 - label
        patch(canvas, start - mark - 2, y + 1, label + mark + 4, height - 2)
    elif bar.side == "right":
        start = left + wide + 4 + mark
        patch(canvas, left + wide + 2, y + 1, label + mark + 4, height - 2)
    else:
        start = left + height + 2 + mark
    phase_form(canvas, activity.phase, left, y, wide, height)
    if bar.side == "inside" and activity.phase in (Phase.CHECK, Phase.ACT):
        patch(canvas, start - mark - 2, y + 1.5, label + mark + 4, height - 3)
    _sign(canvas, activity, start - mark, y + height / 2, measures.label)
    canvas.setFillColor(INK)
    fonts.draw(
        canvas, start, y + height / 2 - measures.label * 0.36, bar.label, fonts.REGULAR, measures.label
    )


def phase_form(canvas: Canvas, phase: Phase, x: float, y: float, wide: float, height: float) -> None:
    """P hollow, D plain, C hatched, A dotted; a block with the letter in front, solid for D and A."""
    ink = INKS[phase]
    block = height - 2 if wide >= height + 4 else wide
    canvas.setLineWidth(0.9)
    canvas.setStrokeColor(ink)
    canvas.setFillColor(TINTS.get(phase, white))
    canvas.roundRect(x, y, wide, height, RADIUS, fill=1, stroke=0)
    if phase is Phase.CHECK:
        _clipped(canvas, x, y, wide, height, lambda: _lines(canvas, x, y, wide, height))
    elif phase is Phase.ACT:
        _clipped(canvas, x, y, wide, height, lambda: _dots(canvas, x, y, wide, height))
    canvas.setStrokeColor(ink)
    canvas.setLineWidth(0.9)
    canvas.roundRect(x, y, wide, height, RADIUS)
    solid = phase in (Phase.DO, Phase.ACT)
    canvas.setFillColor(ink if solid else white)
    canvas.roundRect(x, y, block, height, RADIUS, fill=1)
    if phase is Phase.ACT:
        canvas.setStrokeColor(white)
        canvas.setLineWidth(0.7)
        canvas.roundRect(x + 1.7, y + 1.7, block - 3.4, height - 3.4, RADIUS / 2)
    canvas.setFillColor(white if solid else ink)
    size = max(7.5, height * 0.52)
    at = x + (block - fonts.width(phase.letter, fonts.BOLD, size)) / 2
    fonts.draw(canvas, at, y + height / 2 - size * 0.36, phase.letter, fonts.BOLD, size)


def hatched(canvas: Canvas, x: float, y: float, wide: float, height: float) -> None:
    """The ground of a holiday."""
    canvas.setFillColor(HOLIDAY)
    canvas.rect(x, y, wide, height, fill=1, stroke=0)
    canvas.setStrokeColor(HOLIDAY_LINE)
    canvas.setLineWidth(0.6)
    canvas.lines(hatch_lines(x, y, wide, height, 5))


def patch(canvas: Canvas, x: float, y: float, wide: float, height: float) -> None:
    """Plain white under a text."""
    canvas.setFillColor(white)
    canvas.rect(x, y, wide, height, fill=1, stroke=0)


def late_sign(canvas: Canvas, x: float, middle: float, size: float) -> None:
    """A triangle with an exclamation mark, `size` points wide."""
    half = size * 0.46
    path = canvas.beginPath()
    path.moveTo(x + size / 2, middle + half)
    path.lineTo(x + size, middle - half)
    path.lineTo(x, middle - half)
    path.close()
    canvas.setStrokeColor(ATTENTION)
    canvas.setFillColor(ATTENTION_GROUND)
    canvas.setLineWidth(0.9)
    canvas.setLineJoin(1)
    canvas.drawPath(path, fill=1, stroke=1)
    canvas.setLineJoin(0)
    canvas.line(x + size / 2, middle + half * 0.42, x + size / 2, middle - half * 0.3)
    canvas.setFillColor(ATTENTION)
    canvas.circle(x + size / 2, middle - half * 0.62, 0.6, stroke=0, fill=1)


def done_sign(canvas: Canvas, x: float, middle: float, size: float) -> None:
    """A tick, `size` points wide."""
    canvas.setStrokeColor(INK)
    canvas.setLineWidth(1.2)
    canvas.lines(
        [
            (x + 0.08 * size, middle - 0.02 * size, x + 0.36 * size, middle - 0.32 * size),
            (x + 0.36 * size, middle - 0.32 * size, x + 0.92 * size, middle + 0.36 * size),
        ]
    )


def _sign(canvas: Canvas, activity: PlannerActivity, x: float, middle: float, size: float) -> None:
    if activity.overdue:
        late_sign(canvas, x, middle, size + 1)
    elif activity.done:
        done_sign(canvas, x, middle, size)


def _clipped(
    canvas: Canvas, x: float, y: float, wide: float, height: float, draw: Callable[[], None]
) -> None:
    canvas.saveState()
    path = canvas.beginPath()
    path.roundRect(x, y, wide, height, RADIUS)
    canvas.clipPath(path, stroke=0)
    draw()
    canvas.restoreState()


def _lines(canvas: Canvas, x: float, y: float, wide: float, height: float) -> None:
    canvas.setStrokeColor(HATCHED)
    canvas.setLineWidth(1.1)
    canvas.lines(hatch_lines(x, y, wide, height, 4.6))


def _dots(canvas: Canvas, x: float, y: float, wide: float, height: float) -> None:
    """Dots as one dashed line with round ends per row: a single stroke instead of a circle for each."""
    canvas.setStrokeColor(INKS[Phase.ACT])
    canvas.setLineWidth(1.1)
    canvas.setLineCap(1)
    canvas.setDash(0, 3.6)
    row = y + 2.2
    while row < y + height:
        canvas.line(x + 2, row, x + wide, row)
        row += 3.6
    canvas.setDash()
    canvas.setLineCap(0)
