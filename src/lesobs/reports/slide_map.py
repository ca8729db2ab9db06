"""This file is the heat map on a wall: part by part, so that it can be read from the back of a room."""

from collections.abc import Sequence
from itertools import groupby
from typing import TypeVar

from reportlab.graphics.shapes import Group, Line, Rect
from reportlab.platypus import Flowable, Spacer

from lesobs.domain.instrument import Part
from lesobs.domain.picture import Cell, Picture, PictureRow
from lesobs.domain.tally import heat_band
from lesobs.reports import fonts
from lesobs.reports.charts import PAPER, color_of, hatch, heat_colors, label
from lesobs.reports.page import Chapter
from lesobs.reports.painting import Chart
from lesobs.reports.style import SLIDE_MUTE, SLIDE_TITLE, text

T = TypeVar("T")

NAME = 236.0
NAME_SIZES = (17.0, 15.0, 13.5)
HEAD = 46.0
MOST_COLUMNS = 5
LOWEST_ROW, HIGHEST_ROW = 27.0, 44.0
WIDEST_CELL = 190.0
ABOVE = 74.0
"""Title and sentence above a map."""


def map_slides(
    picture: Picture, rows: Sequence[PictureRow], width: float, height: float
) -> list[list[Flowable]]:
    """For each part of the kijkwijzer as many pages as its columns and rows need; the school is on each."""
    room = height - ABOVE - HEAD
    fits = max(1, int(room // LOWEST_ROW) - 1)
    slides: list[list[Flowable]] = []
    for letter, members in groupby(range(len(picture.indicators)), lambda i: picture.indicators[i].part):
        columns = list(members)
        for across in _shares(columns, MOST_COLUMNS):
            for down in _shares(list(rows), fits) or [[]]:
                pitch = min(HIGHEST_ROW, room / (len(down) + 1))
                title = f"{letter} · {Part(letter).title}"
                said = "Percentage van de lessen op 3 of 4, met de aantallen ernaast"
                slides.append(
                    [
                        Chapter(title),
                        text(title, SLIDE_TITLE),
                        text(said, SLIDE_MUTE),
                        Spacer(0, 8),
                        _map(picture, down, across, width, pitch),
                    ]
                )
    return slides


def _shares(items: Sequence[T], most: int) -> list[list[T]]:
    """The items in as few lists as `most` allows, all about as long."""
    parts = -(-len(items) // most)
    share = -(-len(items) // parts) if parts else 1
    return [list(items[start : start + share]) for start in range(0, len(items), share)]


def _map(
    picture: Picture, rows: Sequence[PictureRow], columns: Sequence[int], width: float, pitch: float
) -> Chart:
    cell = min(WIDEST_CELL, (width - NAME) / len(columns))
    body = pitch * (len(rows) + 1)
    drawing = Chart(width, body + HEAD)
    for place, index in enumerate(columns):
        drawing.add(_head(picture.indicators[index].title, NAME + (place + 0.5) * cell, body, cell))
    for place, row in enumerate((*rows, picture.total)):
        y = body - (place + 1) * pitch
        font = fonts.BOLD if row is picture.total else fonts.REGULAR
        name = fonts.one_line(row.group.name)
        size = next((one for one in NAME_SIZES if fonts.width(name, font, one) < NAME - 12), NAME_SIZES[-1])
        shown = fonts.elide(name, font, size, NAME - 12)
        drawing.add(label(shown, 0, y + pitch / 2 - size * 0.36, size, font=font))
        for across, index in enumerate(columns):
            drawing.add(_cell(row.cells[index], NAME + across * cell, y, cell, pitch))
    drawing.add(
        Line(0, pitch, NAME + cell * len(columns), pitch, strokeColor=color_of(PAPER.ink), strokeWidth=2)
    )
    return drawing


def _head(title: str, x: float, y: float, width: float) -> Group:
    """The name of an indicator, on two lines when it must."""
    words, lines = fonts.one_line(title).split(" "), [""]
    for word in words:
        longer = f"{lines[-1]} {word}".strip()
        if fonts.width(longer, fonts.SEMIBOLD, 14) <= width - 8 or not lines[-1] or len(lines) == 2:
            lines[-1] = longer
        else:
            lines.append(word)
    group = Group()
    for number, line in enumerate(reversed(lines)):
        shown = fonts.elide(line, fonts.SEMIBOLD, 14, width - 8)
        group.add(label(shown, x, y + 7 + 17 * number, 14, font=fonts.SEMIBOLD, anchor="middle"))
    return group


def _cell(cell: Cell, x: float, y: float, width: float, height: float) -> Group:
    middle, base = x + width / 2, y + height / 2
    percent = cell.tally.percent if cell.tally is not None else None
    if cell.sign is not None:
        ground, on = heat_colors(cell.sign[1])
        return Group(
            _box(x, y, width, height, ground),
            label(cell.words, middle, base - 4.7, 13, color=on, anchor="middle"),
        )
    if cell.tally is None:
        patch = Rect(middle - 12, y + 3, 24, height - 6, fillColor=color_of(PAPER.hidden), strokeColor=None)
        return Group(hatch(x, y, width, height), patch, label("–", middle, base - 6, 17, anchor="middle"))
    if percent is None:
        return Group(_box(x, y, width, height, None))
    ground, on = heat_colors(heat_band(percent))
    counts = f"{cell.tally.high} van {cell.tally.scored}"
    return Group(
        _box(x, y, width, height, ground),
        label(f"{percent}", middle - 14, base - 6.5, 18, font=fonts.BOLD, color=on, anchor="end"),
        label(counts, middle - 4, base - 5.5, 13, color=on),
    )


def _box(x: float, y: float, width: float, height: float, ground: str | None) -> Rect:
    fill = color_of(ground) if ground else None
    return Rect(x, y, width, height, fillColor=fill, strokeColor=color_of(PAPER.ink), strokeWidth=0.8)
