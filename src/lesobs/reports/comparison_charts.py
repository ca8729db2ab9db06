"""This file is the charts of comparing: a difference with how sure it is, and shares round by round."""

from collections.abc import Sequence
from dataclasses import dataclass
from math import ceil

from reportlab.graphics.shapes import Circle, Drawing, Line, Rect
from reportlab.lib.colors import Color, HexColor

from lesobs.reports import fonts
from lesobs.reports.charts import PAPER, Palette, hatch, label

LEAST_REACH = 40
"""The axis of a difference runs at least this many points to both sides, so that drawings compare."""

MOST_ROUNDS = 6


@dataclass(frozen=True, slots=True)
class RoundBar:
    """One round: its name over its year, and how many of the lessons were at 3 or 4.

    `share` None means that there is no figure, and `words` says what there is instead; nothing is hidden.
    `new_wording`: from this round on the indicator has another text.
    """

    title: str
    year: str
    share: float | None
    words: str
    new_wording: bool = False


def difference(
    low: int, points: int, high: int, width: float, height: float, *, palette: Palette = PAPER
) -> Drawing:
    """How much higher or lower a share is than that of the school, as a dot on the bar where it probably is.

    All in percentage points; the axis has the school at its middle line.
    """
    drawing = Drawing(width, height)
    reach = max(LEAST_REACH, 20 * ceil(max(abs(low), abs(high)) / 20))
    side, base, size = 20.0, 18.0, 10.0
    step = 20 if reach <= 60 else 40

    def at(value: float) -> float:
        return side + (value + reach) / (2 * reach) * (width - 2 * side)

    middle = base + (height - base) / 2
    for value in range(-reach // step * step, reach + 1, step):
        if abs(value) > reach:
            continue
        school = value == 0
        line = Line(at(value), base, at(value), height)
        line.strokeColor = HexColor(palette.mute if school else palette.hatch)
        line.strokeWidth = 1.4 if school else 0.8
        drawing.add(line)
        words = "school" if school else f"{'+' if value > 0 else '−'}{abs(value)}"
        drawing.add(label(words, at(value), 4, size, color=palette.mute, anchor="middle"))
    bar = Rect(at(low), middle - 2.5, max(at(high) - at(low), 5), 5, strokeColor=None, strokeWidth=0)
    bar.fillColor = _between(palette.levels[2], palette.hidden)
    drawing.add(bar)
    dot = Circle(at(points), middle, 5, strokeColor=None, strokeWidth=0)
    dot.fillColor = HexColor(palette.levels[3])
    drawing.add(dot)
    return drawing


def rounds(bars: Sequence[RoundBar], width: float, height: float, *, palette: Palette = PAPER) -> Drawing:
    """A column per round, filled by its share, with the counts in it; a dashed line where the text changed.

    Only the last MOST_ROUNDS are drawn. No line joins the rounds: a few lessons are no trend.
    """
    drawing = Drawing(width, height)
    shown = list(bars)[-MOST_ROUNDS:]
    broken = any(bar.new_wording for bar in shown[1:])
    foot = 28.0 + (13 if broken else 0)
    pitch = min(82.0, width / max(1, len(shown)))
    for place, bar in enumerate(shown):
        left = place * pitch + pitch * 0.12
        _column(drawing, bar, (left, foot, pitch * 0.76, height - foot - 2), palette)
        middle = left + pitch * 0.38
        for words, base in ((bar.title, foot - 12), (bar.year, foot - 24)):
            fitting = fonts.elide(fonts.one_line(words), fonts.REGULAR, 10, pitch - 3)
            drawing.add(label(fitting, middle, base, 10, color=palette.mute, anchor="middle"))
        if bar.new_wording and place:
            edge = place * pitch
            line = Line(edge, foot - 28, edge, height, strokeColor=HexColor(palette.mute), strokeWidth=1)
            line.strokeDashArray = (2, 2)
            drawing.add(line)
            words = "nieuwe tekst"
            taken = fonts.width(words, fonts.REGULAR, 10) / 2
            centre = min(max(edge, taken), width - taken)
            drawing.add(label(words, centre, 2, 10, color=palette.ink, anchor="middle"))
    return drawing


def _between(one: str, other: str) -> Color:
    """The colour halfway: SVG of this kind knows no transparency."""
    first, second = HexColor(one), HexColor(other)
    return Color(*((getattr(first, part) + getattr(second, part)) / 2 for part in ("red", "green", "blue")))


def _column(
    drawing: Drawing, bar: RoundBar, box: tuple[float, float, float, float], palette: Palette
) -> None:
    x, y, width, height = box
    if bar.share is None and not bar.words:
        drawing.add(hatch(x, y, width, height, palette))
        patch = Rect(x + width / 2 - 7, y + height / 2 - 7, 14, 14, strokeColor=None, strokeWidth=0)
        patch.fillColor = HexColor(palette.hidden)
        drawing.add(patch)
        drawing.add(label("–", x + width / 2, y + height / 2 - 3, 9, color=palette.mute, anchor="middle"))
        return
    ground = Rect(x, y, width, height, strokeColor=HexColor(palette.edge or palette.hatch), strokeWidth=0.6)
    ground.fillColor = HexColor(palette.hidden)
    drawing.add(ground)
    filled = height * (bar.share or 0)
    if filled:
        part = Rect(x, y, width, filled, strokeColor=None, strokeWidth=0)
        part.fillColor = HexColor(palette.levels[2])
        drawing.add(part)
    inside = filled + 15 > height
    lines = _fitting(bar.words, width - 2)
    base = y + (filled - 13 if inside else filled + 4 + 12 * (len(lines) - 1))
    for number, words in enumerate(lines):
        color = palette.on_levels[2] if inside else palette.ink
        where = base - 12 * number
        drawing.add(label(words, x + width / 2, where, 11, font=fonts.SEMIBOLD, color=color, anchor="middle"))


def _fitting(words: str, room: float) -> list[str]:
    """The words on one line, or broken over lines that fit."""
    lines: list[str] = []
    for word in words.split():
        longer = f"{lines[-1]} {word}" if lines else word
        if lines and fonts.width(longer, fonts.SEMIBOLD, 11) <= room:
            lines[-1] = longer
        else:
            lines.append(word)
    return lines
