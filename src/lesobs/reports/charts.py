"""This file is the charts, drawn once: into a PDF, and as SVG on the screen in the colours of its theme."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache

from reportlab.graphics.shapes import Drawing, Group, Line, Rect, Shape, String
from reportlab.lib.colors import Color, HexColor
from reportlab.pdfbase import pdfmetrics

from lesobs.domain.instrument import Level
from lesobs.domain.tally import Tally
from lesobs.reports import bidi, fonts
from lesobs.reports.painting import Chart

WALL_BAR = 28.0
LEVELS = (Level.NOT_VISIBLE, Level.EMERGING, Level.VISIBLE, Level.EFFECTIVE)


@dataclass(frozen=True, slots=True)
class Palette:
    """The colours of a chart as `#RRGGBB`; the defaults are those of paper, the window passes its theme."""

    ink: str = "#14191B"
    mute: str = "#4A5357"
    levels: tuple[str, str, str, str] = ("#F2E2B6", "#A9D0B8", "#31788F", "#123F58")
    on_levels: tuple[str, str, str, str] = ("#1B2529", "#1B2529", "#FFFFFF", "#FFFFFF")
    not_applicable: str = "#E4E2DC"
    on_not_applicable: str = "#4A5357"
    heat: tuple[str, str, str, str, str] = ("#F7F1DF", "#D3E4D2", "#9FCBC2", "#4C97A9", "#1A5673")
    on_heat: tuple[str, str, str, str, str] = ("#1B2529", "#1B2529", "#1B2529", "#0D2029", "#FFFFFF")
    hidden: str = "#F0EEE8"
    hatch: str = "#B4B0A5"
    edge: str | None = "#14191B"
    """The line around each part of a bar; None on screen, where a gap parts them."""


PAPER = Palette()


@dataclass(frozen=True, slots=True)
class BarRow:
    """One indicator in a list of bars. `tally` None means: hidden because the group is small."""

    code: str
    title: str
    tally: Tally | None
    beside: str = ""
    """The figure of the school to compare with, `55 van 63`."""
    words: str = ""
    """What is told of a small group instead of figures, `alle of bijna alle`."""


@dataclass(frozen=True, slots=True)
class ListShape:
    """The columns of a list of bars, in points from its left side; the bars get what is left between."""

    width: float
    title_at: float = 27
    bar_at: float = 150
    figures: tuple[float, float] = (52, 62)
    """Widths of the two right-aligned columns of figures."""
    pitch: float = 15
    bar: float = 11
    size: float = 9

    @property
    def bar_room(self) -> float:
        return self.width - self.bar_at - sum(self.figures) - 8


def distribution(
    tally: Tally | None,
    width: float,
    height: float,
    *,
    scale: int = 0,
    palette: Palette = PAPER,
    words: str = "",
) -> Drawing:
    """A bar of how many lessons were at 1, 2, 3, 4 and n.v.t., with the number in each part.

    The full `width` (points) stands for `scale` lessons, at least those of the tally itself. A hidden tally
    is a hatched bar with a dash, or an empty box with the `words` that are told instead; a tally without
    lessons is an empty drawing.
    """
    drawing = Chart(width, height)
    if tally is None and words:
        drawing.add(_words_box(words, 0, 0, width, height, palette))
    else:
        drawing.add(_bar(tally, 0, 0, width, height, scale, palette))
    return drawing


def bar_list(
    rows: Sequence[BarRow], shape: ListShape, *, scale: int = 0, palette: Palette = PAPER
) -> Drawing:
    """All indicators under one another: code, title, bar, own figure, figure of the school."""
    drawing = Chart(shape.width, shape.pitch * len(rows))
    top = scale or longest(row.tally for row in rows)
    for place, row in enumerate(rows, start=1):
        drawing.add(_list_row(row, drawing.height - place * shape.pitch, shape, top, palette))
    return drawing


def legend(width: float, size: float = 8.3) -> Drawing:
    """The four levels and n.v.t. with their words in type of `size` points, on one line (two when `width` is
    narrow)."""
    palette = PAPER
    signs: list[tuple[str, str, str, str]] = [
        (level.sign, level.word, palette.levels[level - 1], palette.on_levels[level - 1]) for level in LEVELS
    ]
    signs.append(("", "n.v.t.", palette.not_applicable, palette.on_not_applicable))
    box, pitch = size + 2.5, size + 7
    places: list[tuple[float, int]] = []
    x, line = 0.0, 0
    for _, word, _, _ in signs:
        taken = box + 4 + fonts.width(word, fonts.REGULAR, size)
        if x and x + taken > width:
            x, line = 0.0, line + 1
        places.append((x, line))
        x += taken + 5.7 + size
    drawing = Chart(width, pitch * (line + 1))
    for (sign, word, fill, on), (left, row) in zip(signs, places, strict=True):
        base = drawing.height - (row + 1) * pitch + 3
        drawing.add(_part(sign, left, base, box, box, fill, on, palette, dashed=not sign))
        drawing.add(label(word, left + box + 4, base + size * 0.29, size, color=palette.mute))
    return drawing


def figure(tally: Tally | None) -> str:
    """`7 van 9`; a dash when hidden, nothing when no lesson was scored."""
    if tally is None:
        return "–"
    return f"{tally.high} van {tally.scored}" if tally.scored else ""


def longest(tallies: Iterable[Tally | None]) -> int:
    """The most lessons any of these tallies has, n.v.t. included: the scale that makes bars comparable."""
    return max((t.scored + t.not_applicable for t in tallies if t is not None), default=0)


def heat_colors(band: int) -> tuple[str, str]:
    """Ground and text of a cell of the heat map in this band."""
    return PAPER.heat[band - 1], PAPER.on_heat[band - 1]


def hatch(x: float, y: float, width: float, height: float, palette: Palette = PAPER) -> Group:
    """A rectangle of 45° lines: here a figure is hidden."""
    group = Group(
        Rect(x, y, width, height, fillColor=color_of(palette.hidden), strokeColor=None, strokeWidth=0)
    )
    for x1, y1, x2, y2 in hatch_lines(x, y, width, height, 4):
        group.add(Line(x1, y1, x2, y2, strokeColor=color_of(palette.hatch), strokeWidth=0.6))
    group.add(
        Rect(x, y, width, height, fillColor=None, strokeColor=_edge(palette, palette.hatch), strokeWidth=0.6)
    )
    return group


def hatch_lines(
    x: float, y: float, width: float, height: float, step: float
) -> list[tuple[float, float, float, float]]:
    """Lines at 45° within a rectangle, `step` points apart along its base; they join those of a neighbour."""
    first = int((x - y - height) // step) + 1
    last = int((x + width - y) // step)
    lines = []
    for number in range(first, last + 1):
        offset = number * step
        start = max(x, y + offset)
        end = min(x + width, y + height + offset)
        if end > start:
            lines.append((start, start - offset, end, end - offset))
    return lines


def label(
    value: str,
    x: float,
    y: float,
    size: float,
    *,
    font: str = fonts.REGULAR,
    color: str = PAPER.ink,
    anchor: str = "start",
) -> Shape:
    """One line of text on base line `y`; `anchor` says whether `x` is its start, middle or end."""
    value = fonts.one_line(value)
    taken = fonts.width(value, font, size)
    x -= {"start": 0.0, "middle": taken / 2, "end": taken}[anchor]
    strings = []
    for name, piece in fonts.drawn(value, font):
        # SVG drops spaces at the start of a text, so they are a shift
        start = x + pdfmetrics.stringWidth(piece[: len(piece) - len(piece.lstrip())], name, size)
        strings.append(
            String(start, y, piece.strip(), fontName=name, fontSize=size, fillColor=color_of(color))
        )
        if len(piece) < len(value):
            x += pdfmetrics.stringWidth(piece, name, size)
    return strings[0] if len(strings) == 1 else Group(*strings)  # a group takes as long as its only string


@cache
def color_of(color: str) -> Color:
    """The colour of `#RRGGBB`."""
    return HexColor(color)


def svg(drawing: Drawing) -> bytes:
    """The drawing for the screen, with the type named as the window knows it: a family and a weight.

    The clip path is left out: Qt does not clip by it but paints it, in black. What runs from right to left
    stands as it is drawn, and must be told so, or Qt would turn it once more.
    """
    from reportlab.graphics import renderSVG  # a paper does without it, and without all of the XML it brings

    named = re.sub(r"<clipPath.*?</clipPath>", "", renderSVG.drawToString(drawing), flags=re.DOTALL)
    named = bidi.RIGHT.sub("\u202d\\g<0>\u202c", named)
    return re.sub(r"font-family: ([\w-]+)", lambda found: _SCREEN_FONTS[found[1]], named).encode()


_SCREEN_FONTS = {
    fonts.REGULAR: "font-family: Open Sans; font-weight: 400",
    fonts.SEMIBOLD: "font-family: Open Sans; font-weight: 600",
    fonts.BOLD: "font-family: Open Sans; font-weight: 700",
    fonts.FALLBACK: "font-family: DejaVu Sans; font-weight: 400",
    fonts.EMOJI: "font-family: Noto Emoji; font-weight: 400",
    fonts.MISSING: "font-family: Open Sans; font-weight: 400",  # a screen may have it
}


def _list_row(row: BarRow, y: float, shape: ListShape, scale: int, palette: Palette) -> Group:
    middle = y + shape.pitch / 2
    base = middle - shape.size * 0.36
    room = shape.bar_at - shape.title_at - 6
    title = fonts.elide(fonts.one_line(row.title), fonts.REGULAR, shape.size, room)
    own, own_end = figure(row.tally) if not row.words else "", shape.width - shape.figures[1]
    place = shape.bar_at, middle - shape.bar / 2, shape.bar_room, shape.bar
    bar = _words_box(row.words, *place, palette) if row.words else _bar(row.tally, *place, scale, palette)
    return Group(
        label(row.code, 0, base, shape.size, color=palette.mute),
        label(title, shape.title_at, base, shape.size, color=palette.ink),
        bar,
        label(own, own_end, base, shape.size, color=palette.ink, anchor="end"),
        label(row.beside, shape.width, base, shape.size, color=palette.mute, anchor="end"),
    )


def _bar(
    tally: Tally | None, x: float, y: float, width: float, height: float, scale: int, palette: Palette
) -> Group:
    if tally is None:
        return _hidden_bar(x, y, width, height, palette)
    counts = (*tally.levels, tally.not_applicable)
    lessons = sum(counts)
    if not lessons:
        return Group()
    gap = 0.0 if palette.edge else 2.0
    size = _number_size(height)
    parts = _part_widths(counts, width * lessons / max(scale, lessons), size)
    group = Group()
    for step, (number, taken) in enumerate(zip(counts, parts, strict=True)):
        if number:
            applies = step < 4
            fill = palette.levels[step] if applies else palette.not_applicable
            on = palette.on_levels[step] if applies else palette.on_not_applicable
            group.add(_part(str(number), x, y, taken - gap, height, fill, on, palette, dashed=not applies))
        x += taken
    return group


def _number_size(height: float) -> float:
    """The type of a number in a bar; larger only in a bar that is meant for a wall."""
    return min(height * 0.72, 9.5) if height < WALL_BAR else height * 0.5


def _part_widths(counts: Sequence[int], room: float, size: float) -> list[float]:
    """Widths by number, but no part narrower than its number needs; together `room` if they can."""
    least = [fonts.width(str(n), fonts.BOLD, size) + 5 if n else 0.0 for n in counts]
    fair = [room * n / sum(counts) for n in counts]
    short = sum(max(0.0, low - width) for low, width in zip(least, fair, strict=True))
    spare = sum(max(0.0, width - low) for low, width in zip(least, fair, strict=True))
    if short >= spare:
        return least if short else fair
    return [
        low if width <= low else width - (width - low) * short / spare
        for low, width in zip(least, fair, strict=True)
    ]


def _part(
    sign: str,
    x: float,
    y: float,
    width: float,
    height: float,
    fill: str,
    on: str,
    palette: Palette,
    *,
    dashed: bool = False,
) -> Group:
    size = _number_size(height)
    box = Rect(x, y, width, height, fillColor=color_of(fill), strokeWidth=0.75)
    box.strokeColor = _edge(palette, palette.mute if dashed else None)
    box.strokeDashArray = (2, 1.5) if dashed else None
    middle = y + height / 2 - size * 0.36
    return Group(box, label(sign, x + width / 2, middle, size, font=fonts.BOLD, color=on, anchor="middle"))


def _words_box(words: str, x: float, y: float, width: float, height: float, palette: Palette) -> Group:
    """What is told of a small group, in a box with no length to read."""
    size = min(height * 0.75, 9.5)
    box = Rect(x, y, width, height, fillColor=None, strokeColor=_edge(palette, palette.mute), strokeWidth=0.6)
    middle = y + height / 2 - size * 0.36
    return Group(box, label(words, x + width / 2, middle, size, color=palette.ink, anchor="middle"))


def _hidden_bar(x: float, y: float, width: float, height: float, palette: Palette) -> Group:
    group = hatch(x, y, width, height, palette)
    patch = Rect(x + width / 2 - 8, y + 0.5, 16, height - 1, strokeColor=None, strokeWidth=0)
    patch.fillColor = color_of(palette.hidden)
    group.add(patch)
    group.add(
        label("–", x + width / 2, y + height / 2 - 3, 9, font=fonts.BOLD, color=palette.mute, anchor="middle")
    )
    return group


def _edge(palette: Palette, otherwise: str | None) -> Color | None:
    edge = palette.edge or otherwise
    return color_of(edge) if edge else None
