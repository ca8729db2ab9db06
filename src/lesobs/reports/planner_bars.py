"""This file is how one activity is drawn: a bar in the form of its phase, its label, and its sign."""

from collections.abc import Callable

from reportlab.lib.colors import HexColor, white
from reportlab.pdfgen.canvas import Canvas

from lesobs.domain.cycle import Phase
from lesobs.reports import fonts
from lesobs.reports.charts import hatch_lines
from lesobs.reports.planner_layout import Bar, Measures, PlannerActivity, mark_width
from lesobs.reports.style import INK

INKS = {
    Phase.PLAN: HexColor("#3B5EA3"),
    Phase.DO: HexColor("#23735F"),
    Phase.CHECK: HexColor("#965B0B"),
    Phase.ACT: HexColor("#80406D"),
}
TINTS = {Phase.DO: HexColor("#E0F0EB"), Phase.CHECK: HexColor("#FAEFDB"), Phase.ACT: HexColor("#F5E8F1")}
HATCHED = HexColor("#C99E5C")
HOLIDAY, HOLIDAY_LINE = HexColor("#EDEBE4"), HexColor("#C4C0B5")
ATTENTION, ATTENTION_GROUND = HexColor("#8A5200"), HexColor("#FBF0DA")
RADIUS = 2.2


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
