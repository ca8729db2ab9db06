"""This file is the small row of level boxes: one lesson in one line, with a gap between the parts."""

from collections.abc import Sequence

from PySide6.QtCore import QRectF, QSize
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from lesobs.ui.look import theme
from lesobs.ui.widgets.marks import level_words, paint_level

_SIDE, _GAP, _PART_GAP = 17, 2, 7
_SMALLEST = 9


class LevelStrip(QWidget):
    """Levels 1–4, n.v.t. (0) and no score (None) per part; the boxes shrink where there is little room."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._parts: tuple[tuple[int | None, ...], ...] = ()
        self.setFixedHeight(_SIDE)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def set_levels(self, parts: Sequence[Sequence[int | None]], name: str = "") -> None:
        """`name` says whose levels these are, for who hears them read aloud."""
        self._parts = tuple(tuple(part) for part in parts)
        words = "; ".join(level_words(level) for part in self._parts for level in part)
        self.setAccessibleName(f"{name}: {words}" if name else words)
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(round(self._width(_SIDE)), _SIDE)

    def minimumSizeHint(self) -> QSize:
        return QSize(round(self._width(_SMALLEST)), _SIDE)

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter, worn, left = QPainter(self), theme(), 0.0
        side = self._side()
        for part in self._parts:
            for level in part:
                paint_level(painter, QRectF(left, (_SIDE - side) / 2, side, side), level, worn)
                left += side + _GAP
            left += _PART_GAP - _GAP

    def _side(self) -> float:
        boxes = sum(map(len, self._parts)) or 1
        return max(_SMALLEST, min(_SIDE, _SIDE - (self._width(_SIDE) - self.width()) / boxes))

    def _width(self, side: float) -> float:
        boxes = sum(map(len, self._parts))
        gaps = max(0, len(self._parts) - 1)
        return boxes * (side + _GAP) - _GAP + gaps * (_PART_GAP - _GAP) if boxes else 0
