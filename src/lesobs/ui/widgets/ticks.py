"""This file is the check box whose words wrap, as look-fors need."""

from functools import lru_cache

from PySide6.QtCore import QPoint, QRect, QRectF, QSize
from PySide6.QtGui import QFont, QPainter, QPaintEvent
from PySide6.QtWidgets import QCheckBox, QSizePolicy, QWidget

from lesobs.ui import icons
from lesobs.ui.look import font, theme
from lesobs.ui.widgets.anchor import Density
from lesobs.ui.widgets.marks import paint_box, paint_focus
from lesobs.ui.widgets.text import Run, draw_text, paint_wrapped, width_of, wrapped_height


class TickBox(QCheckBox):
    """A check box whose text wraps, with a muted first word if wanted (*Docent* geeft eerst denktijd)."""

    def __init__(self, text: str, before: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._density = Density.ROOMY
        self.set_words(text, before)
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        self.setMinimumHeight(28)

    def set_words(self, text: str, before: str = "") -> None:
        """Say something else; what is ticked stays."""
        self._before, self._whole = before, f"{before} {text}".strip()
        self.setText(text)
        self.setAccessibleName(self._whole)
        self._tell_rest()
        self.updateGeometry()

    def set_density(self, density: Density) -> None:
        """For small windows: smaller letters, or one line whose rest is in the tool tip."""
        if density != self._density:
            self._density = density
            self._tell_rest()
            self.updateGeometry()
            self.update()

    def hasHeightForWidth(self) -> bool:
        return True

    def heightForWidth(self, width: int) -> int:
        if self._density is Density.ONE_LINE:
            return 26
        return max(28, _needed(self._whole, self._density, width - 30))

    def sizeHint(self) -> QSize:
        width = round(width_of(self._whole, _font(self._density))) + 36
        return QSize(min(width, 300), 28)  # layouts ask the height for a width, and take this for the least

    def minimumSizeHint(self) -> QSize:
        return QSize(120, 28)

    def hitButton(self, pos: QPoint) -> bool:
        return self.rect().contains(pos)

    def paintEvent(self, _event: QPaintEvent) -> None:
        worn, painter = theme(), QPainter(self)
        if self.underMouse() and self.isEnabled():
            paint_box(painter, QRectF(self.rect()), None, worn.color("hover"), 4)
        mark = ("tick", "acc") if self.isChecked() else ("box", "ctl")
        icons.draw(painter, QRect(3, 5, 18, 18), mark[0], mark[1] if self.isEnabled() else "mute")
        box = QRectF(28, 5, self.width() - 30, self.height() - 5)
        if self._density is Density.ONE_LINE:
            self._paint_one_line(painter, QRectF(28, 0, self.width() - 30, 28))
        else:
            paint_wrapped(painter, box, self._runs())
        if self.hasFocus():
            paint_focus(painter, QRectF(self.rect()), 4)

    def _paint_one_line(self, painter: QPainter, box: QRectF) -> None:
        for run in self._runs():
            at = draw_text(painter, box, run.text, run.font, run.color or theme().color("ink"))
            box = box.adjusted(at, 0, 0, 0)

    def _tell_rest(self) -> None:
        """What one line has no room for."""
        self.setToolTip(self._whole if self._density is Density.ONE_LINE else "")

    def _runs(self) -> list[Run]:
        worn, words = theme(), _font(self._density)
        text = Run(self.text(), words, worn.color("ink" if self.isEnabled() else "mute"))
        return [Run(f"{self._before} ", words, worn.color("mute")), text] if self._before else [text]


@lru_cache(maxsize=1000)
def _needed(words: str, density: Density, room: float) -> int:
    """How high a box must be for its words; kept, since a layout asks all when one of them changes."""
    padding = 8 if density <= Density.COMPACT else 4
    return round(wrapped_height([Run(words, _font(density))], room)) + padding


def _font(density: Density) -> QFont:
    return font("small" if density <= Density.COMPACT else "caption")
