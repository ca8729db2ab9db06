"""This file is the bar of one figure: how many lessons were at each level, with its number in each part."""

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from lesobs.domain.instrument import Level
from lesobs.domain.tally import Tally
from lesobs.ui.look import font, theme
from lesobs.ui.widgets.marks import paint_hatch
from lesobs.ui.widgets.text import draw_text

_HEIGHT, _GAP, _LEAST = 22, 2, 12


class TallyBar(QWidget):
    """Levels 1 to 4 and n.v.t.; hatched where there is no figure to show."""

    def __init__(self) -> None:
        super().__init__()
        self._tally: Tally | None = None
        self.setFixedHeight(_HEIGHT)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def show_tally(self, tally: Tally | None) -> None:
        """None: nothing may be told."""
        self._tally = tally
        self.setAccessibleName(spoken(tally))
        self.setToolTip(spoken(tally))
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(240, _HEIGHT)

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter, worn = QPainter(self), theme()
        if self._tally is None:
            paint_hatch(painter, QRectF(self.rect()), worn.color("sunk"), worn.color("hatch"))
            return
        parts = [(level, count) for level, count in _parts(self._tally) if count]
        room = self.width() - _GAP * (len(parts) - 1) - _LEAST * len(parts)
        whole, left = sum(count for _, count in parts), 0.0
        for level, count in parts:
            width = _LEAST + room * count / whole
            ground, ink = worn.level(level)
            box = QRectF(left, 0, width, self.height())
            painter.fillRect(box, ground)
            draw_text(painter, box, str(count), font("note", True), ink, Qt.AlignmentFlag.AlignHCenter)
            left += width + _GAP


def spoken(tally: Tally | None) -> str:
    """`4 keer niet zichtbaar, 5 keer in aanzet`."""
    if tally is None:
        return "geen cijfers, te weinig docenten"
    return ", ".join(f"{count} keer {Level(level).word}" for level, count in _parts(tally) if count)


def _parts(tally: Tally) -> list[tuple[int, int]]:
    return [*enumerate(tally.levels, start=1), (0, tally.not_applicable)]
