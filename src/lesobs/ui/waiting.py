"""This file is work that may take long: done beside the window, with a way to give up after a second."""

from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from typing import TypeVar

from PySide6.QtCore import QEventLoop, Qt, QTimer
from PySide6.QtWidgets import QDialog, QHBoxLayout, QProgressBar, QVBoxLayout, QWidget

from lesobs.ui.widgets.buttons import plain_button
from lesobs.ui.widgets.labels import Label

R = TypeVar("R")

PATIENCE_MS = 1000
_LOOK_EVERY_MS = 15


class GivenUp(Exception):  # noqa: N818 - it is no error
    """The user stopped waiting. The work itself goes on to its end; its outcome is thrown away."""


def done_beside(
    parent: QWidget,
    words: str,
    work: Callable[[], R],
    *,
    can_stop: bool = True,
    thrown_away: Callable[[], object] = lambda: None,
) -> R:
    """Do `work` in a thread of its own while the window stays alive, and give its result or its exception.

    After a second a dialog says `words`, such as `De lijst wordt gelezen…`. With `can_stop` it can be left:
    GivenUp is raised, and `thrown_away` is called (in that thread) once the work has ended all the same.
    """
    worker = ThreadPoolExecutor(1)
    outcome = worker.submit(work)
    worker.shutdown(wait=False)
    if not _ended_soon(outcome) and not _Waiting(parent, words, outcome, can_stop).exec():
        outcome.add_done_callback(lambda _: thrown_away())
        raise GivenUp
    return outcome.result()


def _ended_soon(outcome: "Future[R]") -> bool:
    """Wait a second at most; keys and clicks are kept for later meanwhile."""
    loop = QEventLoop()
    look = _when_done(outcome, loop.quit)
    patience = QTimer(singleShot=True)
    patience.timeout.connect(loop.quit)
    patience.start(PATIENCE_MS)
    loop.exec(QEventLoop.ProcessEventsFlag.ExcludeUserInputEvents)
    look.stop()
    patience.stop()
    return outcome.done()


def _when_done(outcome: "Future[R]", do: Callable[[], object]) -> QTimer:
    """Looks again and again; a call from the other thread into Qt would be a risk for nothing."""
    look = QTimer()
    look.timeout.connect(lambda: do() if outcome.done() else None)
    look.start(_LOOK_EVERY_MS)
    return look


class _Waiting(QDialog):
    """Says what is being done; closes by itself when it is done."""

    def __init__(self, parent: QWidget, words: str, outcome: "Future[R]", can_stop: bool) -> None:
        super().__init__(parent)
        self.setWindowTitle("Even geduld")
        self.setWindowModality(Qt.WindowModality.ApplicationModal)
        self._can_stop = can_stop
        bar = QProgressBar()
        bar.setRange(0, 0)
        bar.setAccessibleName(words)
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
        column.addWidget(bar)
        column.addLayout(row)
        self.setMinimumWidth(380)
        self._look = _when_done(outcome, self.accept)

    def reject(self) -> None:
        """Esc and closing the dialog; nothing happens while the work has to be waited for."""
        if self._can_stop:
            super().reject()

    def done(self, result: int) -> None:
        self._look.stop()
        super().done(result)
        self.deleteLater()
