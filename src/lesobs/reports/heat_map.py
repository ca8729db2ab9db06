"""This file is the heat map on paper: all sections beside each other, a share and its count in every cell."""

from collections.abc import Sequence
from itertools import groupby
from math import ceil

from reportlab.graphics.shapes import Drawing, Group, Line, Rect, Shape
from reportlab.lib.colors import Color, HexColor
from reportlab.platypus import Flowable, PageBreak, Spacer

from lesobs.domain.instrument import Part
from lesobs.domain.picture import Cell, Picture, PictureIndicator, PictureRow
from lesobs.domain.tally import heat_band
from lesobs.reports import fonts
from lesobs.reports.charts import PAPER, color_of, hatch, heat_colors, label
from lesobs.reports.page import WIDE_HEIGHT, WIDE_WIDTH
from lesobs.reports.painting import Chart
from lesobs.reports.style import SUBTITLE, text

NAME = 136.0
COUNT = 31.0
CELLS_AT = NAME + 3 * COUNT
MOST_COLUMNS = 20
"""Of more indicators a count as `10/12` would not fit in its cell."""
WIDEST_CELL = 40.0
PARTS = 27.0
HEAD_SIZE = 8.2
PART_SIZES = (8.2, 7.8, 7.4)
HIGHEST_HEAD = 112.0
LOWEST_ROW, HIGHEST_ROW = 19.5, 30.0
LEGEND = 37.0
LEGEND_LINE = 14.0
ABOVE = 46.0
"""Title and sentence above the map."""

_EDGE = color_of(PAPER.ink)
_THIN = HexColor("#8C8A82")


def heat_pages(picture: Picture, title: str, sentence: str) -> list[Flowable]:
    """The map on as many wide pages as it needs; columns and rows are those of the picture, in its order.

    The picture has at least one row and one indicator.
    """
    story: list[Flowable] = []
    for columns in _shares(len(picture.indicators), MOST_COLUMNS):
        room = WIDE_HEIGHT - ABOVE - LEGEND - PARTS - _head_height(picture.indicators, columns)
        fits = int(room // LOWEST_ROW) - 1
        for places in _shares(len(picture.rows), fits):
            rows = picture.rows[places.start : places.stop]
            pitch = min(HIGHEST_ROW, room / (len(rows) + 1))
            if story:
                story.append(PageBreak())
            story += [text(title, SUBTITLE), text(sentence), Spacer(0, 10)]
            story.append(_map(picture, rows, columns, pitch))
    return story


def _shares(total: int, most: int) -> list[range]:
    """0 to `total` in as few ranges as `most` allows, all about as long."""
    share = ceil(total / ceil(total / most))
    return [range(start, min(start + share, total)) for start in range(0, total, share)]


def _head_height(indicators: Sequence[PictureIndicator], columns: range) -> float:
    widest = max(fonts.width(fonts.one_line(indicators[i].title), fonts.REGULAR, HEAD_SIZE) for i in columns)
    return min(HIGHEST_HEAD, widest) + 8


def _map(picture: Picture, rows: Sequence[PictureRow], columns: range, pitch: float) -> Drawing:
    head = _head_height(picture.indicators, columns)
    cell = min(WIDEST_CELL, (WIDE_WIDTH - CELLS_AT) / len(columns))
    body = pitch * (len(rows) + 1)
    drawing = Chart(WIDE_WIDTH, LEGEND + body + head + PARTS)
    drawing.add(_head(picture.indicators, columns, cell, LEGEND + body, head))
    for place, row in enumerate((*rows, picture.total)):
        y = LEGEND + body - (place + 1) * pitch
        drawing.add(_row(row, columns, cell, y, pitch, picture.smallest, whole=row is picture.total))
    right = CELLS_AT + cell * len(columns)
    for y, thickness in ((LEGEND, 1.1), (LEGEND + pitch, 1.4), (LEGEND + body, 1.1)):
        drawing.add(Line(0, y, right, y, strokeColor=_EDGE, strokeWidth=thickness))
    drawing.add(_legend(picture.smallest))
    return drawing


def _head(
    indicators: Sequence[PictureIndicator], columns: range, cell: float, y: float, height: float
) -> Group:
    group = Group()
    for place, word in enumerate(("lessen", "docenten", "waarnemers")):
        group.add(_upright(word, NAME + (place + 0.5) * COUNT, y + 5, height, PAPER.mute))
    for place, index in enumerate(columns):
        title = fonts.one_line(indicators[index].title)
        group.add(_upright(title, CELLS_AT + (place + 0.5) * cell, y + 5, height, PAPER.ink))
    top = y + height
    for letter, members in groupby(enumerate(columns), key=lambda pair: indicators[pair[1]].part):
        places = [place for place, _ in members]
        left, right = CELLS_AT + places[0] * cell, CELLS_AT + (places[-1] + 1) * cell
        group.add(Line(left + 1, top, right - 1, top, strokeColor=_THIN, strokeWidth=0.75))
        start = fonts.width(letter, fonts.BOLD, HEAD_SIZE) + 6
        size, lines = _part_title(Part(letter).title, right - left - start)
        group.add(label(letter, left + 2, top - 6 + 10 * len(lines), HEAD_SIZE, font=fonts.BOLD))
        for number, line in enumerate(reversed(lines)):
            group.add(label(line, left + start, top + 4 + 10 * number, size))
    return group


def _part_title(title: str, room: float) -> tuple[float, list[str]]:
    """The name of a part in the largest type in which it fits whole, and its lines; above a single column its
    first word or nothing, since its letter says which part it is."""
    for size in PART_SIZES:
        lines = _wrapped(title, fonts.REGULAR, size, room)
        if " ".join(lines) == title:
            return size, lines
    size, first = PART_SIZES[-1], title.split()[0].rstrip(",")
    return size, [first if fonts.width(first, fonts.REGULAR, size) <= room else ""]


def _wrapped(value: str, font: str, size: float, room: float) -> list[str]:
    """A name on one line, or on two of which the second is elided when it must."""
    words = fonts.one_line(value).split(" ")
    first = words.pop(0)
    while words and fonts.width(f"{first} {words[0]}", font, size) <= room:
        first = f"{first} {words.pop(0)}"
    lines = [first, " ".join(words)] if words else [first]
    return [fonts.elide(line, font, size, room) for line in lines]


def _upright(value: str, x: float, y: float, room: float, color: str) -> Group:
    """Text that runs upwards, centred on `x`."""
    shown = fonts.elide(value, fonts.REGULAR, HEAD_SIZE, room - 6)
    group = Group(label(shown, 0, 0, HEAD_SIZE, color=color))
    group.translate(x + HEAD_SIZE * 0.36, y)
    group.rotate(90)
    return group


def _row(
    row: PictureRow, columns: range, cell: float, y: float, pitch: float, smallest: int, *, whole: bool
) -> Group:
    middle = y + pitch / 2
    font = fonts.BOLD if whole else fonts.REGULAR
    lines = _wrapped(row.group.name, font, 9, NAME - 8)
    above = middle - 8.4 + 5.2 * len(lines)
    group = Group(*(label(line, 2, above - 10.4 * n, 9, font=font) for n, line in enumerate(lines)))
    group.add(Line(0, y, CELLS_AT, y, strokeColor=_THIN, strokeWidth=0.5))
    if row.hidden:
        group.add(_hidden_row(y, CELLS_AT, cell * len(columns), pitch, smallest))
        return group
    for place, number in enumerate((row.lessons, row.teachers, row.observers)):
        x = NAME + (place + 0.5) * COUNT
        group.add(label(str(number), x, middle - 3, 8.8, anchor="middle"))
    for place, index in enumerate(columns):
        group.add(_cell(row.cells[index], CELLS_AT + place * cell, y, cell, pitch))
    return group


def _cell(cell: Cell, x: float, y: float, width: float, height: float) -> Group:
    tally, middle, center = cell.tally, x + width / 2, y + height / 2
    if cell.sign is not None:
        word, band = cell.sign
        ground, ink = heat_colors(band)
        return Group(
            _box(x, y, width, height, color_of(ground)),
            label(word, middle, center + 0.7, 9.5, font=fonts.BOLD, color=ink, anchor="middle"),
            label("of bijna", middle, center - 8, 7.5, color=ink, anchor="middle"),
        )
    if tally is None:
        return Group(hatch(x, y, width, height), *_patched("–", x, y, width, height))
    percent = tally.percent
    if percent is None:
        return Group(_box(x, y, width, height, None))
    ground, ink = heat_colors(heat_band(percent))
    return Group(
        _box(x, y, width, height, color_of(ground)),
        label(str(percent), middle, center + 0.7, 9.5, font=fonts.BOLD, color=ink, anchor="middle"),
        label(f"{tally.high}/{tally.scored}", middle, center - 8, 7.5, color=ink, anchor="middle"),
    )


def _box(x: float, y: float, width: float, height: float, fill: Color | None) -> Rect:
    return Rect(x, y, width, height, fillColor=fill, strokeColor=_EDGE, strokeWidth=0.6)


def _hidden_row(y: float, x: float, width: float, height: float, smallest: int) -> Group:
    few = label(f"< {smallest} doc.", NAME + 1.5 * COUNT, y + height / 2 - 3, 8.8, anchor="middle")
    why = f"Minder dan {smallest} docenten bezocht: geen cijfers. Telt alleen mee bij de hele school."
    shown = fonts.elide(why, fonts.REGULAR, 8.5, width - 30)
    return Group(few, hatch(x, y, width, height), *_patched(shown, x, y, width, height))


def _patched(value: str, x: float, y: float, width: float, height: float) -> tuple[Rect, Shape]:
    """Text in the middle of a hatched rectangle, on a plain patch."""
    taken = fonts.width(value, fonts.REGULAR, 8.5) + 8
    patch = Rect(x + (width - taken) / 2, y + height / 2 - 6.5, taken, 13, strokeWidth=0)
    patch.fillColor, patch.strokeColor = color_of(PAPER.hidden), None
    return patch, label(value, x + width / 2, y + height / 2 - 3, 8.5, anchor="middle")


def _legend(smallest: int) -> Group:
    group = Group(label("% op 3 of 4", 0, LEGEND_LINE + 2, 8.3, color=PAPER.mute))
    x = 58.0
    for percent, words in (
        (0, "tot 20"),
        (20, "tot 40"),
        (40, "tot 60"),
        (60, "tot 80"),
        (80, "80 en hoger"),
    ):
        group.add(_box(x, LEGEND_LINE, 20, 10, color_of(heat_colors(heat_band(percent))[0])))
        group.add(label(words, x + 25, LEGEND_LINE + 2, 8.3, color=PAPER.mute))
        x += 35 + fonts.width(words, fonts.REGULAR, 8.3)
    group.add(hatch(x, LEGEND_LINE, 20, 10))
    few = f"minder dan {smallest} docenten, of daaruit af te leiden"
    group.add(label(few, x + 25, LEGEND_LINE + 2, 8.3, color=PAPER.mute))
    said = "alle of bijna, geen of bijna: een kleine groep, daarom in woorden · n.v.t. telt niet mee"
    group.add(label(said, 58, 1, 8.3, color=PAPER.mute))
    return group
