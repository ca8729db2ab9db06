"""This file is counting pupils on task: line, counter and reminder, joined to the visit."""

from datetime import datetime, time, timedelta

from PySide6.QtCore import QObject, Qt
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QApplication, QWidget

from lesobs.domain.time_on_task import minutes_to_count
from lesobs.domain.visit import LessonPhase, VisitState
from lesobs.services.visit_detail import CountDetail, VisitDetail
from lesobs.ui.observing.actions import VisitActions, interval_words
from lesobs.ui.observing.counter import Countable, Counted
from lesobs.ui.observing.head import Head
from lesobs.ui.observing.lesson_span import began, is_live, lesson_span, minutes_busy
from lesobs.ui.observing.task_line import TaskState
from lesobs.ui.observing.visit import ObservedVisit
from lesobs.ui.settings import Settings

SUGGESTED = timedelta(minutes=5)
"""After the lesson a next count is likely so much later than the last."""


class Counting(QObject):
    """Opens the counter, writes what was counted, and keeps the line and the reminder true."""

    def __init__(
        self, visit: ObservedVisit, head: Head, act: VisitActions, settings: Settings, home: QWidget
    ) -> None:
        """`home` gets the ring back when what had it is gone."""
        super().__init__(visit)
        self._settings = settings
        self._visit, self._head, self._act, self._home = visit, head, act, home
        self._held: QWidget | None = None
        self._chosen = ""
        self._phase: tuple[str, LessonPhase, time | None] = ("", LessonPhase.START, None)
        counter = head.counter
        counter.entered.connect(self._enter)
        counter.removed.connect(visit.counts.remove)
        counter.turned.connect(self._choose)
        counter.left.connect(self.leave)
        visit.begun_by_itself.connect(self._take_interval)
        act.begin.triggered.connect(self._take_interval)
        act.count.triggered.connect(lambda: self.open())
        for choice in act.every.actions():
            self._listen_to(choice)
        for source in (head.line.asked, head.figure.clicked):
            source.connect(lambda: self.open())
        head.line.chosen.connect(self.open)
        head.minute.connect(self.show_line)

    def show_visit(self) -> None:
        """The visit changed, or another one is shown."""
        detail, shown = self._visit.detail, self._phase
        if shown[0] != self._visit.id:
            self._phase = (self._visit.id, detail.phase, None)
            self.leave()
        elif shown[1] is not detail.phase:
            self._phase = (self._visit.id, detail.phase, self._visit.now().time())
        self._show_interval()
        if not self._act.count.isEnabled():
            self.leave()
        if self._head.is_counting:
            self._head.counter.follow(self._countable())
        self.show_line()

    def show_line(self) -> None:
        """Show the counts as they are at this minute."""
        if self._visit.id:
            self._head.show_counts(self._state())

    def open(self, count_id: str = "") -> None:
        """Begin to count, or to change an earlier count; the ring goes back afterwards."""
        if not self._act.count.isEnabled():
            return
        if not self._head.is_counting:
            self._held = QApplication.focusWidget()
            self._head.set_counting(True)
        elif not count_id:
            self._head.counter.take_ring()
            return
        self._head.counter.start(self._countable(), count_id)

    def leave(self) -> None:
        """Close the counter and give the ring back."""
        if not self._head.is_counting:
            return
        had_ring = self._head.counter.isAncestorOf(QApplication.focusWidget() or self._home)
        held, self._held = self._held, None
        if had_ring:
            usable = held is not None and held.isVisible() and held.isEnabled()
            (held if usable and held is not None else self._home).setFocus(Qt.FocusReason.OtherFocusReason)
        self._head.set_counting(False)
        self._choose("")

    def _enter(self, counted: Counted) -> None:
        if self._visit.counts.enter(counted):
            self.leave()

    def _choose(self, count_id: str) -> None:
        self._chosen = count_id
        self.show_line()

    def _listen_to(self, choice: QAction) -> None:
        choice.triggered.connect(lambda: self._set_interval(choice.data()))

    def _set_interval(self, minutes: int | None) -> None:
        """For this visit, and for the next."""
        if self._visit.counts.set_interval(minutes):
            self._settings.count_every = minutes
        self._show_interval()

    def _take_interval(self) -> None:
        """A visit begins: count in it as often as was chosen last."""
        if self._settings.count_every is not None and self._visit.detail.count_every is None:
            self._visit.counts.set_interval(self._settings.count_every)

    def _show_interval(self) -> None:
        detail = self._visit.detail
        minutes = detail.count_every
        if minutes is None and detail.line.state is VisitState.PLANNED:
            minutes = self._settings.count_every
        self._act.show_interval(minutes)
        self._head.counter.numbers.show_interval(f"elke {minutes} min" if minutes else interval_words(None))

    def _state(self) -> TaskState:
        detail, now = self._visit.detail, self._visit.now()
        return TaskState(
            counts=detail.counts,
            span=lesson_span(detail, now, self._phase[2]),
            pupils=self._countable().present,
            left=_minutes_left(detail, now),
            last=_last(detail, now),
            chosen=self._chosen,
            can_count=self._act.count.isEnabled(),
        )

    def _countable(self) -> Countable:
        detail, now = self._visit.detail, self._visit.now()
        live = is_live(detail, now) and not self._visit.from_paper
        return Countable(detail.counts, detail.pupils, live, None if live else _suggested(detail))


def _minutes_left(detail: VisitDetail, now: datetime) -> int | None:
    """Minutes until the next count; None when nobody is to be reminded."""
    first = began(detail)
    if detail.count_every is None or first is None or not is_live(detail, now):
        return None
    return minutes_to_count(detail.count_every, first.time(), [one.at for one in detail.counts], now.time())


def _last(detail: VisitDetail, now: datetime) -> CountDetail | None:
    """The last count before now; when the clock was set back to before them all, the last there is."""
    past = [one for one in detail.counts if one.at <= now.time()]
    if past and minutes_busy(detail, now) is not None:
        return past[-1]
    return detail.counts[-1] if detail.counts else None


def _suggested(detail: VisitDetail) -> time | None:
    """The time to begin with when a count is added after the lesson."""
    if detail.counts:
        last = datetime.combine(detail.line.held_on, detail.counts[-1].at)
        step = timedelta(minutes=detail.count_every) if detail.count_every else SUGGESTED
        later = last + step
        return later.time() if later.date() == last.date() else detail.counts[-1].at
    first = began(detail)
    return first.time() if first is not None and first.date() == detail.line.held_on else None
