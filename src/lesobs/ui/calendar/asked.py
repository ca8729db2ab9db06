"""This file is the bar above the calendar while it shows only what a question is about."""

from collections.abc import Sequence
from dataclasses import replace

from lesobs.services.calendar_filter import ActivityFilter
from lesobs.services.cycles import CycleLine
from lesobs.services.school import School
from lesobs.services.signals import About, Signal
from lesobs.ui.widgets.bars import MessageBar


class AskedBar(MessageBar):
    """Keeps the question in view while one answers it. What is answered leaves the list; when all of it is,
    the bar says so and everything is shown again."""

    def __init__(self, school: School) -> None:
        super().__init__("info")
        self._school = school
        self._key = ""
        self._signal: Signal | None = None
        self.hide()

    @property
    def about(self) -> About | None:
        """What the question is about; None when nothing is asked."""
        return self._signal.about if self._signal else None

    def ask(self, key: str) -> None:
        """Show only what this signal is about."""
        self._key = key
        self.read()

    def clear(self) -> None:
        """Show everything again."""
        self._key, self._signal = "", None
        self.hide()

    def read(self) -> None:
        """Find anew what the question is about."""
        if not self._key:
            return
        self._signal = self._school.signals.one(self._key)
        if self._signal is not None:
            self.set_message("info", self._signal.what, "Alles tonen", self._signal.question)
        else:
            self._key = ""
            self.set_message("done", "Daar is niets meer van over. Je ziet weer alles.", "Sluiten")
        self.show()

    def narrow(self, wanted: ActivityFilter) -> ActivityFilter:
        """The filter, with only the activities that the question is about."""
        if self._signal is None or self.about is not About.ACTIVITY:
            return wanted
        return replace(wanted, only=frozenset(self._signal.ids), only_words=self._signal.listed)

    def cycles(self, lines: Sequence[CycleLine]) -> tuple[CycleLine, ...]:
        """The cycles that the question is about; all of them when it is about something else."""
        if self._signal is None or self.about is not About.CYCLE:
            return tuple(lines)
        return tuple(line for line in lines if line.id in self._signal.ids)
