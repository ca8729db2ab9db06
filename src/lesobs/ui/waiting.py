"""This file is work that may take long: done beside the window, with progress and a way to stop it."""

import gc
import sys
from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from typing import Any, TypeVar

from PySide6.QtCore import QEventLoop, Qt, QTimer
from PySide6.QtWidgets import QDialog, QHBoxLayout, QProgressBar, QVBoxLayout, QWidget

from lesobs.ui.widgets.buttons import plain_button
from lesobs.ui.widgets.labels import Label

R = TypeVar("R")

PATIENCE_MS = 1000
_LOOK_EVERY_MS = 15

_USUAL_TURN, _SHORT_TURN = sys.getswitchinterval(), 0.00005
"""Seconds that a thread keeps Python to itself. To paint a table asks for it some hundred times, and waits as
long each time; the work itself takes hardly longer for it."""

_MUCH = 50_000
"""New objects; so many are what was asked for, and stay."""


class GivenUp(Exception):  # noqa: N818 - it is no error
    """The user stopped waiting."""


class Progress:
    """How far a piece of work is, told by the work and read by the window."""

    def __init__(self) -> None:
        self.done, self.total = 0, 0
        self.heard = self.stopped = False

    def tell(self, done: int, total: int) -> None:
        """So much is done of so much. Raises GivenUp when the user has stopped it."""
        self.done, self.total, self.heard = done, total, True
        self.going_on()

    def going_on(self) -> None:
        """Raises GivenUp when the user has stopped it."""
        if self.stopped:
            raise GivenUp


def submitted(worker: ThreadPoolExecutor, work: Callable[[], R]) -> "Future[R]":
    """Begin `work` in another thread. No garbage is collected until it has ended: a widget that this thread
    would find to be garbage, and delete there, takes the program along."""
    gc.disable()
    sys.setswitchinterval(_SHORT_TURN)
    outcome = worker.submit(work)
    _running.append(outcome)
    QTimer.singleShot(_LOOK_EVERY_MS, collect_again)
    return outcome


_running: list["Future[Any]"] = []


def collect_again() -> None:
    """Collect garbage from here on, once all work beside the window has ended."""
    _running[:] = [one for one in _running if not one.done()]
    if _running:
        QTimer.singleShot(_LOOK_EVERY_MS, collect_again)
    elif not gc.isenabled():
        sys.setswitchinterval(_USUAL_TURN)
        if gc.get_count()[0] > _MUCH:
            gc.freeze()  # to look all of it through would hold up the window for longer than a key may take
        else:
            gc.collect(0)
        gc.enable()


def begun_beside(work: Callable[[], R]) -> "Future[R]":
    """Begin `work` in a thread of its own."""
    worker = ThreadPoolExecutor(1)
    outcome = submitted(worker, work)
    worker.shutdown(wait=False)
    return outcome


def done_beside(parent: QWidget, words: str, work: Callable[[Progress], R], *, can_stop: bool = True) -> R:
    """Do `work` in a thread of its own while the window stays alive, and give its result or its exception.

    After a second a dialog says `words`, such as `De lijst wordt gelezen…`. With `can_stop` the user can
    leave it: GivenUp is raised. Work that tells its progress has then ended; other work goes on to its end
    and its result is thrown away.
    """
    progress = Progress()
    outcome = begun_beside(lambda: work(progress))
    if not _ended_soon(outcome) and not _Waiting(parent, words, outcome, progress, can_stop).exec():
        progress.stopped = True
        if not progress.heard:
            raise GivenUp
    return outcome.result()


def _ended_soon(outcome: "Future[R]") -> bool:
    """Wait a second at most; keys and clicks are kept for later meanwhile."""
    loop = QEventLoop()
    look = _look_again(lambda: loop.quit() if outcome.done() else None)
    patience = QTimer(singleShot=True)
    patience.timeout.connect(loop.quit)
    patience.start(PATIENCE_MS)
    loop.exec(QEventLoop.ProcessEventsFlag.ExcludeUserInputEvents)
    look.stop()
    patience.stop()
    return outcome.done()


def _look_again(do: Callable[[], object]) -> QTimer:
    """Looks again and again; a call from the other thread into Qt would be a risk for nothing."""
    look = QTimer()
    look.timeout.connect(lambda: do())
    look.start(_LOOK_EVERY_MS)
    return look


class _Waiting(QDialog):
    """Says what is being done and how far it is; closes by itself at the end."""

    def __init__(
        self, parent: QWidget, words: str, outcome: "Future[R]", progress: Progress, can_stop: bool
    ) -> None:
        super().__init__(parent)
        self.setWindowTitle("Even geduld")
        self.setWindowModality(Qt.WindowModality.ApplicationModal)
        self._outcome, self._progress, self._can_stop = outcome, progress, can_stop
        self._bar = QProgressBar()
        self._bar.setRange(0, 0)
        self._bar.setAccessibleName(words)
        stop = plain_button("Stoppen", key="Esc")
        stop.clicked.connect(self.reject)
        stop.setVisible(can_stop)
        row = QHBoxLayout()
        row.addStretch()
        row.addWidget(stop)
        column = QVBoxLayout(self)
        column.setContentsMargins(20, 16, 20, 14)
        column.setSpacing(12)
        column.addWidget(Label(words, strong=True))
        column.addWidget(self._bar)
        column.addLayout(row)
        self.setMinimumWidth(380)
        self._look = _look_again(self._show_progress)

    def reject(self) -> None:
        """Esc and closing the dialog; nothing happens while the work has to be waited for."""
        if self._can_stop:
            super().reject()

    def done(self, result: int) -> None:
        self._look.stop()
        super().done(result)
        self.deleteLater()

    def _show_progress(self) -> None:
        if self._outcome.done():
            self.accept()
        elif self._progress.total:
            self._bar.setRange(0, self._progress.total)
            self._bar.setValue(self._progress.done)
