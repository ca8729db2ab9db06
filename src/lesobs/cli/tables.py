"""This file is tables as text, with columns that line up."""

import unicodedata
from collections.abc import Sequence

Cell = str | int | None

HIDDEN = "·"
"""In the place of a figure that is not shown."""


def table(headings: Sequence[str], rows: Sequence[Sequence[Cell]]) -> str:
    """Headings, a line and the rows; columns of figures are set to the right."""
    shown = [[_shown(cell) for cell in row] for row in rows]
    widths = [max(map(_width, column)) for column in zip(headings, *shown, strict=True)]
    right = [all(_is_figure(cell) for cell in column) for column in zip(*rows, strict=True)]
    right = right or [False] * len(headings)
    lines = [_line(headings, widths, right), "─" * (sum(widths) + 2 * (len(widths) - 1))]
    return "\n".join([*lines, *(_line(row, widths, right) for row in shown)])


def _line(cells: Sequence[str], widths: Sequence[int], right: Sequence[bool]) -> str:
    padded = []
    for cell, width, to_the_right in zip(cells, widths, right, strict=True):
        space = " " * (width - _width(cell))
        padded.append(space + cell if to_the_right else cell + space)
    return "  ".join(padded).rstrip()


def _is_figure(cell: Cell) -> bool:
    return not isinstance(cell, str) or cell == HIDDEN


def _shown(cell: Cell) -> str:
    """One line of visible signs: a name may not move the cursor or colour the screen."""
    if cell is None:
        return ""
    return "".join(" " if unicodedata.category(sign)[0] == "C" else sign for sign in str(cell))


def _width(text: str) -> int:
    """Columns on the screen: an accent on its own takes none, a wide sign two."""
    marks = sum(unicodedata.combining(sign) != 0 for sign in text)
    return len(text) - marks + sum(unicodedata.east_asian_width(sign) in "WF" for sign in text)
