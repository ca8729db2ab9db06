"""This file is text painted by rows and delegates: one line cut with …, or a wrapped paragraph of runs."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache, lru_cache

from PySide6.QtCore import QPointF, QRect, QRectF, Qt
from PySide6.QtGui import (
    QColor,
    QFont,
    QFontMetricsF,
    QPainter,
    QStaticText,
    QTextCharFormat,
    QTextLayout,
    QTextOption,
)

_ONE_LINE = dict.fromkeys(map(ord, "\n\r\t\u2028\u2029"), " ")


@dataclass(frozen=True)
class Run:
    """A piece of a paragraph in one font and colour; no colour means only measuring."""

    text: str
    font: QFont
    color: QColor | None = None


@lru_cache(maxsize=2000)
def width_of(text: str, chosen: QFont) -> float:
    """The width of a line in logical pixels."""
    return QFontMetricsF(chosen).horizontalAdvance(text)


def draw_text(
    painter: QPainter,
    where: QRect | QRectF,
    text: str,
    chosen: QFont,
    color: QColor,
    align: Qt.AlignmentFlag = Qt.AlignmentFlag.AlignLeft,
) -> float:
    """Paint one line, vertically centred and cut with … where it does not fit; gives the width it took."""
    words = text.translate(_ONE_LINE)
    width, room = width_of(words, chosen), where.width()
    if width > room + 0.5:
        words = _cut(words, chosen, max(0.0, room))
        width = width_of(words, chosen)
    left = where.x()
    if align != Qt.AlignmentFlag.AlignLeft:
        left += (room - width) / (2 if align == Qt.AlignmentFlag.AlignHCenter else 1)
    top = where.y() + (where.height() - _height_of(chosen)) / 2
    painter.setFont(chosen)
    painter.setPen(color)
    painter.drawStaticText(QPointF(left, top), _line(words, chosen))
    return width


@lru_cache(maxsize=2000)
def _line(words: str, chosen: QFont) -> QStaticText:
    """A line with its signs in place: pages paint the same words again and again."""
    line = QStaticText(words)
    line.setTextFormat(Qt.TextFormat.PlainText)
    unwrapped = QTextOption()
    unwrapped.setWrapMode(QTextOption.WrapMode.NoWrap)
    line.setTextOption(unwrapped)
    line.prepare(font=chosen)
    return line


@lru_cache(maxsize=2000)
def _cut(words: str, chosen: QFont, room: float) -> str:
    return QFontMetricsF(chosen).elidedText(words, Qt.TextElideMode.ElideRight, room)


@cache
def _height_of(chosen: QFont) -> float:
    return QFontMetricsF(chosen).height()


def wrapped_height(runs: Sequence[Run], width: float) -> float:
    """The height of a paragraph of runs, wrapped at this width."""
    return _laid_out(runs, width)[1]


def paint_wrapped(
    painter: QPainter, where: QRect | QRectF, runs: Sequence[Run], centred: bool = False
) -> float:
    """Paint a paragraph of runs from the top of a box, or centred in its height; gives its height."""
    box = QRectF(where)
    layout, height = _laid_out(runs, box.width())
    down = max(0.0, (box.height() - height) / 2) if centred else 0.0
    layout.draw(painter, box.topLeft() + QPointF(0, down))
    return height


_layouts: dict[tuple[object, ...], tuple[QTextLayout, float]] = {}
_MOST_LAYOUTS = 1000


def _laid_out(runs: Sequence[Run], width: float) -> tuple[QTextLayout, float]:
    """A paragraph, kept: layouts ask the height of all on a page whenever one of them changes."""
    key = (width, *((run.text, run.font, None if run.color is None else run.color.rgba()) for run in runs))
    if key not in _layouts:
        if len(_layouts) >= _MOST_LAYOUTS:
            _layouts.clear()
        _layouts[key] = _lay_out(runs, width)
    return _layouts[key]


def _lay_out(runs: Sequence[Run], width: float) -> tuple[QTextLayout, float]:
    layout = QTextLayout("".join(run.text for run in runs).replace("\n", "\u2028"), runs[0].font)
    layout.setCacheEnabled(True)  # else every painting shapes the words anew
    option = QTextOption()
    option.setWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
    layout.setTextOption(option)
    pieces, start = [], 0
    for run in runs:
        piece = QTextLayout.FormatRange()
        piece.start, piece.length, piece.format = start, _utf16_length(run.text), _format(run)
        start += piece.length
        pieces.append(piece)
    layout.setFormats(pieces)
    layout.beginLayout()
    height = 0.0
    while (line := layout.createLine()).isValid():
        line.setLineWidth(max(30.0, width))
        line.setPosition(QPointF(0, height))
        height += line.height()
    layout.endLayout()
    return layout, height


def _format(run: Run) -> QTextCharFormat:
    shape = QTextCharFormat()
    shape.setFont(run.font)
    if run.color is not None:
        shape.setForeground(run.color)
    return shape


def _utf16_length(text: str) -> int:
    """Qt counts in UTF-16, where an emoji takes two places."""
    return len(text.encode("utf-16-le")) // 2
