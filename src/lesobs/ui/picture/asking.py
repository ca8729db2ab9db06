"""This file is asking for a picture beside the window, which stays alive while a filter is reckoned."""

from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from concurrent.futures import TimeoutError as TooSlow
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import QObject, QTimer, Signal

from lesobs.domain.picture import Picture, PictureFilter
from lesobs.domain.schoolyear import SchoolYear
from lesobs.services import charts
from lesobs.services.good_lessons import GoodLessonLine
from lesobs.services.picture_choices import Choices
from lesobs.services.school import School
from lesobs.ui.waiting import PATIENCE_MS, Progress, submitted

AT_ONCE = 0.015
"""Seconds to wait for an answer before the window goes on without it."""

QUIET_MS = 400
"""How long nothing happens before work is done ahead."""

_LOOK_EVERY_MS = 20


@dataclass(frozen=True, slots=True)
class Answer:
    """A picture, what was asked (as far as it fits these years), what else can be asked, and of which years;
    `visited` are those with visits."""

    question: PictureFilter
    picture: Picture
    choices: Choices
    years: tuple[SchoolYear, ...]
    visited: tuple[SchoolYear, ...]
    cards: tuple[GoodLessonLine, ...] = ()
    """The approved lines from good lessons, read along so that the window need not wait for them."""


class Asking(QObject):
    """Reckons one thing at a time in a thread of its own; a new wish takes the place of the one before.

    `busy` tells that an answer takes a while, and `slow` that it takes longer than a second. Of what is done
    ahead, when it is quiet, nobody is told.
    """

    busy = Signal(bool)
    slow = Signal()

    def __init__(self, school: School, parent: QObject) -> None:
        super().__init__(parent)
        self._school = school
        self._worker = ThreadPoolExecutor(1, "picture")
        self._wish: tuple[Future[Any], Callable[[Any], object]] | None = None
        running = self._running = [Progress()]
        self._look = QTimer(self, interval=_LOOK_EVERY_MS)
        self._look.timeout.connect(self._look_again)
        self._patience = QTimer(self, interval=PATIENCE_MS, singleShot=True)
        self._patience.timeout.connect(self.slow)
        self._ahead: Callable[[Progress], object] = lambda _: None
        self._quiet = QTimer(self, interval=QUIET_MS, singleShot=True)
        self._quiet.timeout.connect(self._begin_ahead)
        worker = self._worker

        def end() -> None:
            running[0].stopped = True
            worker.shutdown(wait=False, cancel_futures=True)

        self.destroyed.connect(end)

    @property
    def waiting(self) -> bool:
        """Whether an answer is still to come."""
        return self._wish is not None

    def ask(self, work: Callable[[Progress], Any], then: Callable[[Any], object]) -> None:
        """Do `work` and give its answer to `then`: at once if it takes no time, else when it is there."""
        self.stop()
        progress = self._running[0] = Progress()
        outcome = submitted(self._worker, lambda: work(progress))
        self._wish = outcome, then
        try:
            outcome.exception(AT_ONCE)
        except TooSlow:
            self.busy.emit(True)
            self._look.start()
            self._patience.start()
        else:
            self._finish()

    def expect(self, ahead: Callable[[Progress], object]) -> None:
        """Do this once it has been quiet for a moment, for what may be asked next; a wish takes its place."""
        self.be_quiet()
        if self._wish is None:
            self._ahead = ahead
            self._quiet.start()

    def be_quiet(self) -> None:
        """Give up what is done ahead."""
        if self._wish is None:
            self.stop()

    def stop(self) -> None:
        """Give up what is being reckoned."""
        self._quiet.stop()
        self._running[0].stopped = True
        if self._wish is not None:
            self._wish[0].cancel()
            self._wish = None
            self._rest()

    def _begin_ahead(self) -> None:
        progress, ahead = Progress(), self._ahead
        self._running[0] = progress
        if not self._school.closed:
            submitted(self._worker, lambda: ahead(progress))

    def _look_again(self) -> None:
        if self._wish is not None and self._wish[0].done():
            self._rest()
            self._finish()

    def _finish(self) -> None:
        if self._wish is None:
            return
        outcome, then = self._wish
        self._wish = None
        if not self._school.closed:  # else there is nobody to tell, and its file was taken away meanwhile
            then(outcome.result())

    def _rest(self) -> None:
        self._look.stop()
        self._patience.stop()
        self.busy.emit(False)


def reckon(school: School, question: PictureFilter | None, progress: Progress) -> Answer:
    """The picture of a question; None begins with the year that has figures. Runs in another thread."""
    if question is None:
        question = PictureFilter((school.pictures.year_to_show(school.year),))
    visited = school.visits.years()
    progress.going_on()
    choices = school.pictures.choices(question.years, progress.going_on)
    fitting = choices.fitting(question)
    picture = school.pictures.ask(fitting, progress.going_on)
    charts.load()
    years = {*visited, *question.years, school.year}
    cards = tuple(one for one in school.good_lessons.all() if one.approved_on is not None)
    return Answer(fitting, picture, choices, tuple(sorted(years)), tuple(sorted(visited)), cards)


def reckon_ahead(school: School, answer: Answer, progress: Progress) -> None:
    """What one filter more may tell. Runs in another thread."""
    school.pictures.reckon_ahead(answer.question, progress.going_on)
