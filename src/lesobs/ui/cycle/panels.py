"""This file is what the panels in the middle of a loop have in common: how low and how narrow they may be."""

from PySide6.QtCore import QSize
from PySide6.QtWidgets import QBoxLayout, QLayout, QWidget

from lesobs.ui.cycle.decision import Decision
from lesobs.ui.look import NO_LIMIT

_DECISION_WIDTH = 300


class LowPanel(QWidget):
    """A panel that scrolls where it does not fit."""

    def minimumSizeHint(self) -> QSize:
        """As high as its width asks, not as high as its sentences would be in the narrowest column."""
        return QSize(super().minimumSizeHint().width(), 60)


class DecidingPanel(LowPanel):
    """A panel with the decision of a turn beside what it stands on."""

    def __init__(self) -> None:
        super().__init__()
        self.decision = Decision()
        self._row = QBoxLayout(QBoxLayout.Direction.LeftToRight, self)
        self._row.setSpacing(22)

    def set_narrow(self, narrow: bool) -> None:
        """The decision below, where there is no room beside."""
        down, across = QBoxLayout.Direction.TopToBottom, QBoxLayout.Direction.LeftToRight
        self._row.setDirection(down if narrow else across)
        self.decision.setMaximumWidth(NO_LIMIT if narrow else _DECISION_WIDTH)
        self.decision.setMinimumWidth(0 if narrow else _DECISION_WIDTH)

    def _put_beside(self, left: QLayout) -> None:
        self._row.addLayout(left, 1)
        self._row.addWidget(self.decision)
