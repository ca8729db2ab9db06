"""This file is watching the clock of the laptop during a lesson: set back, or gone on while it slept."""

from collections.abc import Callable
from datetime import datetime, timedelta

from PySide6.QtCore import QObject

from lesobs.domain.visit import VisitState
from lesobs.ui.observing.head import Head
from lesobs.ui.observing.sentences import set_back_message, slept_message
from lesobs.ui.observing.visit import ObservedVisit
from lesobs.ui.widgets.bars import Message

SLEPT, SET_BACK = timedelta(minutes=10), timedelta(minutes=1)
"""The clock ticks each minute: what goes on by more was sleep, what goes back by more was set."""


class ClockWatch(QObject):
    """Says it when the times of notes may not be what they seem, and what can be done."""

    def __init__(
        self, visit: ObservedVisit, head: Head, now: Callable[[], datetime], say: Callable[[Message], None]
    ) -> None:
        super().__init__(visit)
        self._visit, self._now, self._say = visit, now, say
        self._last = now()
        head.minute.connect(self._look)

    def _look(self) -> None:
        before, self._last = self._last, self._now()
        if not self._visit.id or self._visit.detail.line.state is not VisitState.BUSY:
            return
        if self._last < before - SET_BACK:
            self._say(set_back_message(before, self._last))
        elif self._last > before + SLEPT:
            self._say(slept_message(before, self._last))
