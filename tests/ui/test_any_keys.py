"""Whatever keys are pressed, wherever: nothing breaks, nothing hangs, and the school file stays in order.

LESOBS_SEED starts elsewhere, LESOBS_KEYS presses more keys.
"""

import os
from collections.abc import Callable
from random import Random
from traceback import walk_stack

import pytest
from PySide6.QtCore import Qt, QTimer
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QDialog, QFileDialog, QWidget
from pytestqt.qtbot import QtBot

from lesobs.services.school import School
from lesobs.ui.page import Place
from lesobs.ui.waiting import _ended_soon
from lesobs.ui.window import Window

SEED, PRESSES = int(os.environ.get("LESOBS_SEED", "1")), int(os.environ.get("LESOBS_KEYS", "250"))
Key, Held = Qt.Key, Qt.KeyboardModifier
PLAIN = [
    *(Key.Key_Up, Key.Key_Down, Key.Key_Left, Key.Key_Right, Key.Key_Home, Key.Key_End, Key.Key_PageDown),
    *(Key.Key_Tab, Key.Key_Tab, Key.Key_Backtab, Key.Key_Return, Key.Key_Return, Key.Key_Space),
    *(Key.Key_Escape, Key.Key_Escape, Key.Key_Insert, Key.Key_Delete, Key.Key_Backspace),
    *(Key.Key_F2, Key.Key_F5, Key.Key_F6, Key.Key_F7, Key.Key_F8),
    *(Key.Key_0, Key.Key_1, Key.Key_2, Key.Key_3, Key.Key_4, Key.Key_A, Key.Key_B, Key.Key_N, Key.Key_R),
]
WITH_CTRL = [getattr(Key, f"Key_{letter}") for letter in "ABCDEFGILNTUVXYZ"] + PLAIN
"""Not those that open or close a school, or end the program; nor does Alt+B, with the menu of files."""


@pytest.mark.parametrize("place", [Place.OBSERVE, Place.DEBRIEF, Place.PICTURE, Place.CALENDAR, Place.CYCLE])
def test_no_keys_break_anything(qtbot: QtBot, window: Window, place: Place) -> None:
    school = window.school
    assert school is not None
    random = Random(f"{place} {SEED}")
    window.show_place(place, _something(school, place, random))
    more = _press_at_random(window, random)
    qtbot.waitUntil(lambda: not more(), timeout=120_000)
    assert window.school is school
    assert school.checks.problems() == []


def _something(school: School, place: Place, random: Random) -> str:
    """What a page can be opened with."""
    if place in (Place.OBSERVE, Place.DEBRIEF):
        return random.choice(school.visits.all()).id
    return random.choice(school.cycles.all()).id if place is Place.CYCLE else ""


def _press_at_random(window: Window, random: Random) -> Callable[[], bool]:
    """Presses a key whenever the program takes one, also in dialogs; tells whether more are to come. At
    the end it closes what stands over the window."""
    left = PRESSES

    def press() -> None:
        nonlocal left
        over = QApplication.activePopupWidget() or QApplication.activeModalWidget()
        if left or over is not None:
            QTimer.singleShot(0, press)  # before the key: what it opens has a loop of its own
        if _keys_are_kept():
            return
        if isinstance(over, QFileDialog):  # never: the files there are not those of a test
            over.reject()
        elif left:
            left -= 1
            QTest.keyPress(_at_keyboard(window, over), *_any_key(random))
        elif isinstance(over, QDialog):
            over.done(0)
        elif over is not None:
            over.close()

    QTimer.singleShot(0, press)
    return lambda: left > 0 or QApplication.activeModalWidget() is not None


def _keys_are_kept() -> bool:
    """Whether something is done beside the window: it keeps keys for later then, but not those of a test."""
    return any(frame.f_code is _ended_soon.__code__ for frame, _ in walk_stack(None))


def _at_keyboard(window: Window, over: QWidget | None) -> QWidget:
    """Who gets a key; what stands over the window keeps it from all the rest."""
    if over is not None and over is QApplication.activePopupWidget():
        return over
    focused = QApplication.focusWidget()
    if focused is not None and focused.isVisible() and over in (None, focused.window()):
        return focused
    shown = over or window
    return shown.focusWidget() or shown


def _any_key(random: Random) -> tuple[Qt.Key, Qt.KeyboardModifier]:
    held = random.choice([*[Held.NoModifier] * 6, Held.ShiftModifier, Held.AltModifier, Held.ControlModifier])
    key = random.choice(WITH_CTRL if held is Held.ControlModifier else PLAIN)
    return key, Held.NoModifier if (held, key) == (Held.AltModifier, Key.Key_B) else held
