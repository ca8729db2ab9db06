"""This file is the example school for tests of the window, and how they answer the dialogs that open."""

import shutil
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from pathlib import Path

import pytest
from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from lesobs.services.demo import EXAMPLE_DAY
from lesobs.services.school import School
from lesobs.ui import look
from lesobs.ui.settings import Settings
from lesobs.ui.window import Window

Act = Callable[[QWidget], None]
Answering = Callable[[Act], AbstractContextManager[None]]


@pytest.fixture
def example(example_once: Path, tmp_path: Path) -> Path:
    """The file of the example school, of its own for each test; its today is EXAMPLE_DAY."""
    return Path(shutil.copy(example_once, tmp_path / "voorbeeld.lesobs"))


@pytest.fixture
def example_school(example: Path) -> Iterator[School]:
    """The example school, open on its own day."""
    with School.open(example, today=lambda: EXAMPLE_DAY) as school:
        yield school


@pytest.fixture
def window(qtbot: QtBot, qapp: QApplication, example: Path) -> Iterator[Window]:
    """The window of Marieke, who has work waiting, on the example school."""
    look.apply(qapp, dark=False)
    settings = Settings()
    with School.open(example) as school:
        me = next(one.id for one in school.people.observers() if one.name == "Marieke Doornbos")
    settings.set_me(example, me)
    made = Window(settings, today=lambda: EXAMPLE_DAY)
    qtbot.addWidget(made)
    made.furnish()
    made.setWindowState(Qt.WindowState.WindowNoState)
    made.resize(1366, 768)
    made.show()
    made.open_file(example)
    with qtbot.waitActive(made):
        made.activateWindow()
    yield made
    made.close_school()


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
        if window is not None and window.isVisible() and QApplication.activeModalWidget() is None:
            qtbot.waitUntil(lambda: _activated(window))

    return answer


def _activated(window: QWidget) -> bool:
    """Without a screen nobody gives the keyboard back to the window below a dialog."""
    window.activateWindow()
    return window.isActiveWindow()
