"""This file is the table of pairs of one indicator: what one observer scored against what the other did."""

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from lesobs.domain.agreement import LEVELS, PairTable
from lesobs.domain.instrument import Level
from lesobs.domain.visit import WORTH_A_TALK
from lesobs.ui import icons
from lesobs.ui.look import font, theme
from lesobs.ui.widgets.marks import paint_box, paint_level
from lesobs.ui.widgets.text import draw_text

_CELL, _ROW, _HEAD, _LEFT, _GAP = 58, 34, 48, 104, 2
_CENTRE = Qt.AlignmentFlag.AlignHCenter


class PairGrid(QWidget):
    """Four by four counts; equal scores are framed, two levels apart have a sign. Read aloud cell by cell."""

    def __init__(self) -> None:
        super().__init__()
        self._table = PairTable()
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.setFixedSize(self.sizeHint())

    def show_table(self, table: PairTable) -> None:
        self._table = table
        self.setAccessibleName(f"Tabel van paren. {spoken(table)}")
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(_LEFT + 4 * (_CELL + _GAP), _HEAD + 4 * (_ROW + _GAP))

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter, worn = QPainter(self), theme()
        wide = QRectF(_LEFT, 0, 4 * (_CELL + _GAP), 18)
        draw_text(painter, wide, "tweede waarnemer", font("note"), worn.color("mute"), _CENTRE)
        for number, words in enumerate(("eerste", "waarnemer")):
            left = QRectF(0, _HEAD + 2 * _ROW - 18 + 16 * number, _LEFT - 34, 18)
            draw_text(painter, left, words, font("note"), worn.color("mute"))
        for level in LEVELS:
            across = QRectF(_LEFT + (level - 1) * (_CELL + _GAP) + (_CELL - 22) / 2, 22, 22, 22)
            down = QRectF(_LEFT - 28, _HEAD + (level - 1) * (_ROW + _GAP) + (_ROW - 22) / 2, 22, 22)
            paint_level(painter, across, level, worn)
            paint_level(painter, down, level, worn)
        for first in LEVELS:
            for second in LEVELS:
                self._paint_cell(painter, first, second)

    def _paint_cell(self, painter: QPainter, first: Level, second: Level) -> None:
        worn, number = theme(), self._table.counts[first - 1][second - 1]
        left, top = _LEFT + (second - 1) * (_CELL + _GAP), _HEAD + (first - 1) * (_ROW + _GAP)
        box, apart = QRectF(left, top, _CELL, _ROW), abs(first - second)
        far = apart >= WORTH_A_TALK and number > 0
        ground = "attention_ground" if far else "sunk" if apart else "surf"
        paint_box(painter, box, None, worn.color(ground), 3)
        if not apart:
            paint_box(painter, box.adjusted(1, 1, -1, -1), QPen(worn.color("ink"), 2), None, 3)
        strong = font("panel" if number else "body", bool(number))
        ink = worn.color("ink" if number else "mute")
        draw_text(painter, box, str(number) if number else "·", strong, ink, _CENTRE)
        if far:
            icons.draw(painter, QRectF(box.right() - 17, box.top() + 3, 14, 14), "warn", "attention")


def spoken(table: PairTable) -> str:
    """`12 keer allebei 3; 2 keer 2 en 4, ver uit elkaar`."""
    told = []
    for first in LEVELS:
        for second in LEVELS:
            number = table.counts[first - 1][second - 1]
            far = ", ver uit elkaar" if abs(first - second) >= WORTH_A_TALK else ""
            if number:
                both = f"allebei {int(first)}" if first == second else f"{int(first)} en {int(second)}{far}"
                told.append(f"{number} keer {both}")
    return "; ".join(told) or "nog geen paren"
