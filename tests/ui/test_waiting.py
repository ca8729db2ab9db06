"""This file is work beside the window: its result, its refusal, and stopping it."""

import threading
import time

import pytest
from PySide6.QtCore import Qt, QTimer
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QProgressBar, QWidget
from pytestqt.qtbot import QtBot

from lesobs.domain.errors import RuleBroken
from lesobs.ui import waiting
from lesobs.ui.waiting import GivenUp, Progress, done_beside


@pytest.fixture
def window(qtbot: QtBot) -> QWidget:
    made = QWidget()
    qtbot.addWidget(made)
    made.show()
    return made


@pytest.fixture
def impatient(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(waiting, "PATIENCE_MS", 30)


def test_short_work_gives_its_result_from_another_thread(window: QWidget) -> None:
    assert done_beside(window, "Even…", lambda _: threading.current_thread()) is not threading.main_thread()


def test_a_refusal_of_the_work_comes_back(window: QWidget) -> None:
    def refuse(_: Progress) -> None:
        raise RuleBroken("Dat kan niet.")

    with pytest.raises(RuleBroken, match="Dat kan niet"):
        done_beside(window, "Even…", refuse)


def test_the_window_lives_while_it_waits(window: QWidget) -> None:
    beats: list[int] = []
    clock = QTimer(window)
    clock.timeout.connect(lambda: beats.append(1))
    clock.start(5)
    done_beside(window, "Even…", lambda _: time.sleep(0.15))
    assert len(beats) > 8


@pytest.mark.usefixtures("impatient")
def test_long_work_shows_how_far_it_is_and_escape_ends_it(window: QWidget) -> None:
    reached: list[int] = []
    seen: list[tuple[int, int]] = []

    def work(progress: Progress) -> None:
        for step in range(1, 1000):
            progress.tell(step, 1000)
            reached.append(step)
            time.sleep(0.01)

    def stop() -> None:
        dialog = QApplication.activeModalWidget()
        assert dialog is not None
        bar = dialog.findChild(QProgressBar)
        assert isinstance(bar, QProgressBar)
        seen.append((bar.value(), bar.maximum()))
        QTest.keyClick(dialog, Qt.Key.Key_Escape)

    QTimer.singleShot(200, stop)
    with pytest.raises(GivenUp):
        done_beside(window, "Even…", work)
    assert seen[0][0] > 1
    assert seen[0][1] == 1000
    last = len(reached)
    time.sleep(0.05)
    assert len(reached) == last < 900, "the work has ended"


@pytest.mark.usefixtures("impatient")
def test_work_that_must_be_waited_for_does_not_stop(window: QWidget) -> None:
    QTimer.singleShot(60, lambda: QTest.keyClick(QApplication.activeModalWidget(), Qt.Key.Key_Escape))
    assert done_beside(window, "Even…", lambda _: time.sleep(0.15) or "klaar", can_stop=False) == "klaar"
