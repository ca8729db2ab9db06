"""This file is a reckoning beside the window: what is asked last is answered, without waiting for it."""

from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from typing import Generic, TypeVar

from PySide6.QtCore import QObject, QTimer

R = TypeVar("R")
_LOOK_EVERY_MS = 20


class Beside(QObject, Generic[R]):
    """Does work in a thread of its own and calls `done` with its result, unless something else was asked."""

    def __init__(self, parent: QObject, done: Callable[[R], None]) -> None:
        super().__init__(parent)
        self._done = done
        self._worker: ThreadPoolExecutor | None = None
        self._wanted: Future[R] | None = None
        self._look = QTimer(self, interval=_LOOK_EVERY_MS)
        self._look.timeout.connect(self._tell)

    def ask(self, work: Callable[[], R]) -> None:
        """Do this; an answer that was still on its way is no longer wanted."""
        self._worker = self._worker or ThreadPoolExecutor(1)
        if self._wanted is not None:
            self._wanted.cancel()
        self._wanted = self._worker.submit(work)
        self._look.start()

    def forget(self) -> None:
        """Nothing is wanted any more."""
        self._wanted = None
        self._look.stop()

    def _tell(self) -> None:
        wanted = self._wanted
        if wanted is not None and wanted.done():
            self.forget()
            self._done(wanted.result())
