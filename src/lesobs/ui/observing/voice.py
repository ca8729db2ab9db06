"""This file is what the observing page says: the bar above, the hints at the foot, and if all is kept."""

from collections.abc import Callable
from datetime import datetime

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QHBoxLayout, QWidget

from lesobs.domain.errors import RuleBroken
from lesobs.ui.observing import keys
from lesobs.ui.observing.sentences import (
    begun_message,
    gone_message,
    overtaken_message,
    refusal_message,
    state_message,
)
from lesobs.ui.observing.visit import ObservedVisit
from lesobs.ui.unkept import TRY_AGAIN, waiting_message
from lesobs.ui.widgets.bars import HintBar, Message, MessageBar


class Voice(QObject):
    """Says one thing at a time: what could not be written first, then what just happened, then the state."""

    def __init__(self, visit: ObservedVisit, now: Callable[[], datetime], to_unscored: Callable[[], object]):
        super().__init__(visit)
        self._visit, self._now, self._to_unscored = visit, now, to_unscored
        self._message: Message | None = None
        self._gone = False
        self._hints: list[keys.Hint] = []
        self.bar, self.hints, self.holder = MessageBar(), HintBar(), QWidget()
        around = self._around = QHBoxLayout(self.holder)
        around.setContentsMargins(12, 8, 12, 4)
        around.addWidget(self.bar)
        self.bar.acted.connect(self._act)
        visit.writer.saved.connect(self._on_saved)
        visit.writer.refused.connect(self._on_refused)
        visit.begun_by_itself.connect(lambda: self.say(begun_message(now())))
        visit.overtaken.connect(lambda name: self.say(overtaken_message(name)))

    def set_narrow(self, narrow: bool) -> None:
        """Leave the height to what one observes with."""
        self._around.setContentsMargins(*((12, 4, 12, 2) if narrow else (12, 8, 12, 4)))
        self.bar.set_narrow(narrow)

    def say(self, message: Message | None) -> None:
        """Say what just happened; None says the state of the visit again."""
        self._message = message
        self.show()

    def forget(self) -> None:
        """What was said was about another visit."""
        self._message, self._gone = None, False

    def set_gone(self, gone: bool) -> None:
        """Whether the visit was removed while something of it was not kept yet."""
        self._gone = gone
        self.show()

    def show(self) -> None:
        """Say what is to be said now."""
        failed = self._visit.writer.failed()
        if failed:
            self.hints.saved.show_failed(f"{len(failed)} nog niet bewaard")
        message = gone_message() if self._gone else waiting_message(failed) if failed else self._message
        message = message or state_message(self._visit.detail, self._now().date())
        self.holder.setVisible(message is not None)
        if message is not None:
            self.bar.set_message(message.kind, message.sentence, message.action, message.more)

    def show_hints(self, hints: list[keys.Hint]) -> None:
        """Show these keys at the foot."""
        if hints != self._hints:
            self._hints = hints
            self.hints.set_hints(hints)

    def _on_saved(self) -> None:
        now = self._now()
        self.hints.saved.show_saved(f"{now.hour}.{now.minute:02d}.{now.second:02d}")
        if self._message is not None and self._message.kind == "error":
            self._message = None
        self.show()

    def _on_refused(self, refusal: RuleBroken) -> None:
        if not self._visit.writer.failed():
            self._message = refusal_message(refusal)
        self.show()

    def _act(self) -> None:
        failed = self._visit.writer.failed()
        if failed and waiting_message(failed).action == TRY_AGAIN:
            self._visit.writer.flush()
        elif not failed:
            self._to_unscored()
