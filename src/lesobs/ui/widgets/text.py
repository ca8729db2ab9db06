"""This file is text painted by rows and delegates: one line cut with …, or a wrapped paragraph of runs."""

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QPointF, QRect, QRectF, Qt
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QPainter, QTextCharFormat, QTextLayout, QTextOption


@dataclass(frozen=True)
class Run:
    """A piece of a paragraph in one font and colour; no colour means only measuring."""

    text: str
    font: QFont
    color: QColor | None = None


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
    space = QRectF(where)
    metrics = QFontMetricsF(chosen)
    shown = text
    if metrics.horizontalAdvance(text) > space.width() + 0.5:
        shown = metrics.elidedText(text, Qt.TextElideMode.ElideRight, max(0.0, space.width()))
    painter.setFont(chosen)
    painter.setPen(color)
    flags = align | Qt.AlignmentFlag.AlignVCenter | Qt.TextFlag.TextSingleLine | Qt.TextFlag.TextDontClip
    painter.drawText(space, int(flags), shown)
    return metrics.horizontalAdvance(shown)


_heights: dict[tuple[object, ...], float] = {}
_MOST_HEIGHTS = 2000


def wrapped_height(runs: Sequence[Run], width: float) -> float:
    """The height of a paragraph of runs, wrapped at this width.

    It is kept: layouts ask it of every paragraph on a page again whenever one of them changes.
    """
    key = (width, *((run.text, run.font.key()) for run in runs))
    if key not in _heights:
        if len(_heights) >= _MOST_HEIGHTS:
            _heights.clear()
        _heights[key] = _laid_out(runs, width)[1]
    return _heights[key]


def paint_wrapped(
    painter: QPainter, where: QRect | QRectF, runs: Sequence[Run], centred: bool = False
) -> float:
    """Paint a paragraph of runs from the top of a box, or centred in its height; gives its height."""
    box = QRectF(where)
    layout, height = _laid_out(runs, box.width())
    down = max(0.0, (box.height() - height) / 2) if centred else 0.0
    layout.draw(painter, box.topLeft() + QPointF(0, down))
    return height


def _laid_out(runs: Sequence[Run], width: float) -> tuple[QTextLayout, float]:
    layout = QTextLayout("".join(run.text for run in runs).replace("\n", "\u2028"), runs[0].font)
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
