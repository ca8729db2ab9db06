"""This file is the small track of states a visit goes through, with the present one strong."""

from PySide6.QtCore import QRectF, QSize
from PySide6.QtGui import QFont, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from lesobs.domain.visit import VisitState
from lesobs.ui.look import font, theme
from lesobs.ui.widgets.text import draw_text, width_of

_LINK, _GAP = 14, 5


class StateTrack(QWidget):
    """gepland — bezig — bezocht — besproken — vastgesteld; with little room only the present one."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._state = VisitState.PLANNED
        self.setFixedHeight(20)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        self.set_state(VisitState.PLANNED)

    def set_state(self, state: VisitState) -> None:
        self._state = state
        states = list(VisitState)
        place = states.index(state) + 1
        self.setAccessibleName(f"Status: {state.word}, stap {place} van {len(states)}")
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        words = sum(width_of(state.word, self._font(state)) for state in VisitState)
        return QSize(round(words + (len(VisitState) - 1) * (_LINK + 2 * _GAP)) + 2, 20)

    def minimumSizeHint(self) -> QSize:
        return QSize(round(width_of(self._state.word, self._font(self._state))) + 2, 20)

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter, worn = QPainter(self), theme()
        whole = self.width() >= self.sizeHint().width()
        shown = list(VisitState) if whole else [self._state]
        left = self.width() - (self.sizeHint().width() if whole else self.minimumSizeHint().width())
        for place, state in enumerate(shown):
            if place:
                painter.fillRect(QRectF(left + _GAP, 9, _LINK, 2), worn.color("line2"))
                left += _LINK + 2 * _GAP
            words = QRectF(left, 0, self.width() - left, 20)
            ink = worn.color("ink" if state is self._state else "mute")
            left += round(draw_text(painter, words, state.word, self._font(state), ink))

    def _font(self, state: VisitState) -> QFont:
        return font("secondary", strong=state is self._state)
