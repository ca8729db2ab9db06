"""This file is how tests of the window answer the dialogs that open while they press keys."""

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager

import pytest
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

Act = Callable[[QWidget], None]
Answering = Callable[[Act], AbstractContextManager[None]]


@pytest.fixture
def answering(qtbot: QtBot) -> Answering:
    """`with answering(act): …` calls `act` with the dialog that opens in the block, once it has the keyboard.

    It fails when no dialog opened, and when one was left open by a failing `act`.
    """

    @contextmanager
    def answer(act: Act) -> Iterator[None]:
        window = QApplication.activeWindow()
        answered: list[QWidget] = []

        def look_for_it() -> None:
            dialog = QApplication.activeModalWidget()
            if dialog is None or not dialog.isActiveWindow():
                timer.start()
                return
            answered.append(dialog)
            try:
                act(dialog)
            except BaseException:
                dialog.hide()
                raise

        timer = QTimer(singleShot=True, interval=5)
        timer.timeout.connect(look_for_it)
        timer.start()
        yield
        timer.stop()
        assert answered, "no dialog opened"
        if window is not None and QApplication.activeModalWidget() is None:
            qtbot.waitUntil(lambda: _activated(window))

    return answer


def _activated(window: QWidget) -> bool:
    """Without a screen nobody gives the keyboard back to the window below a dialog."""
    window.activateWindow()
    return window.isActiveWindow()
