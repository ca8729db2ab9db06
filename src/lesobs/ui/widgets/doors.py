"""This file is a piece of a page that is a way to elsewhere as a whole, whatever stands in it."""

from collections.abc import Callable

from PySide6.QtCore import QEvent, QRectF, QSize, Qt
from PySide6.QtGui import QEnterEvent, QKeyEvent, QPainter, QPaintEvent, QPalette
from PySide6.QtWidgets import QAbstractButton, QHBoxLayout, QSizePolicy, QWidget

from lesobs.ui.look import theme
from lesobs.ui.widgets.marks import paint_focus


class Door(QAbstractButton):
    """A row of widgets that opens something by click, Enter or space. Fill `row`."""

    def __init__(self, name: str, open_it: Callable[[], object], parent: QWidget | None = None) -> None:
        """`name` is read aloud, instead of what stands in it."""
        super().__init__(parent)
        self.setAccessibleName(name)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setBackgroundRole(QPalette.ColorRole.Window)  # else labels in it take the ink of a button
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Preferred)
        self.row = QHBoxLayout(self)
        self.row.setContentsMargins(14, 7, 14, 7)
        self.row.setSpacing(10)
        self._marked = False
        self.clicked.connect(lambda: open_it())

    def mark(self) -> None:
        """Stand on a ground of its own, as what it is about now."""
        self._marked = True

    def sizeHint(self) -> QSize:
        return self.row.totalSizeHint()

    def minimumSizeHint(self) -> QSize:
        return self.row.totalMinimumSize()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.click()
        else:
            super().keyPressEvent(event)

    def enterEvent(self, event: QEnterEvent) -> None:
        super().enterEvent(event)
        self.update()

    def leaveEvent(self, event: QEvent) -> None:
        super().leaveEvent(event)
        self.update()

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter, worn, box = QPainter(self), theme(), QRectF(self.rect())
        if self._marked:
            painter.fillRect(box, worn.color("sel"))
        elif self.underMouse():
            painter.fillRect(box, worn.color("hover"))
        if self.hasFocus():
            paint_focus(painter, box.adjusted(1, 1, -1, -1), 3)
