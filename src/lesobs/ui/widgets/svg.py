"""This file is the view of a drawing that the reports made, as SVG."""

from PySide6.QtCore import QByteArray, QRectF, QSize
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtSvg import QSvgRenderer
from PySide6.QtWidgets import QSizePolicy, QWidget


class SvgView(QWidget):
    """A drawing in its own proportions, never wider than it was drawn times `largest`."""

    def __init__(
        self, accessible_text: str = "", largest: float = 1.0, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._renderer = QSvgRenderer(self)
        self._largest = largest
        self.setAccessibleName(accessible_text)
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)

    def set_svg(self, svg: bytes, accessible_text: str) -> None:
        """Show another drawing; the text says in words what it shows."""
        self._renderer.load(QByteArray(svg))
        self.setAccessibleName(accessible_text)
        self.updateGeometry()
        self.update()

    def hasHeightForWidth(self) -> bool:
        return True

    def heightForWidth(self, width: int) -> int:
        drawn = self._drawn_size()
        if drawn.isEmpty():
            return 0
        return round(min(width, drawn.width()) * drawn.height() / drawn.width())

    def sizeHint(self) -> QSize:
        return self._drawn_size()

    def minimumSizeHint(self) -> QSize:
        return QSize(40, self.heightForWidth(max(40, self.width())))

    def paintEvent(self, _event: QPaintEvent) -> None:
        drawn = self._drawn_size()
        if self._renderer.isValid() and not drawn.isEmpty():
            width = min(self.width(), drawn.width())
            height = width * drawn.height() / drawn.width()
            self._renderer.render(QPainter(self), QRectF(0, 0, width, height))

    def _drawn_size(self) -> QSize:
        return self._renderer.defaultSize() * self._largest if self._renderer.isValid() else QSize()
