"""This file is the check box whose words wrap, as look-fors need."""

from PySide6.QtCore import QPoint, QRect, QRectF, QSize
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QCheckBox, QSizePolicy, QWidget

from lesobs.ui import icons
from lesobs.ui.look import font, theme
from lesobs.ui.widgets.marks import paint_box, paint_focus
from lesobs.ui.widgets.text import Run, paint_wrapped, width_of, wrapped_height


class TickBox(QCheckBox):
    """A check box whose text wraps, with a muted first word if wanted (*Docent* geeft eerst denktijd)."""

    def __init__(self, text: str, before: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.set_words(text, before)
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        self.setMinimumHeight(28)

    def set_words(self, text: str, before: str = "") -> None:
        """Say something else; what is ticked stays."""
        self._before = before
        self.setText(text)
        self.setAccessibleName(f"{before} {text}".strip())
        self.updateGeometry()

    def hasHeightForWidth(self) -> bool:
        return True

    def heightForWidth(self, width: int) -> int:
        return max(28, round(wrapped_height(self._runs(), width - 30)) + 8)

    def sizeHint(self) -> QSize:
        width = round(sum(width_of(run.text, run.font) for run in self._runs())) + 36
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
        paint_wrapped(painter, QRectF(28, 5, self.width() - 30, self.height() - 5), self._runs())
        if self.hasFocus():
            paint_focus(painter, QRectF(self.rect()), 4)

    def _runs(self) -> list[Run]:
        worn, words = theme(), font("small")
        text = Run(self.text(), words, worn.color("ink" if self.isEnabled() else "mute"))
        return [Run(f"{self._before} ", words, worn.color("mute")), text] if self._before else [text]
