"""Tests of the first press of each key: no statement is put together then, since all were rehearsed."""

from typing import Any

import pytest
from classroom import CTRL, SHIFT, Key, Mod
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot
from sqlalchemy import event
from sqlalchemy.engine.interfaces import CacheStats

from lesobs.domain.visit import VisitState
from lesobs.storage import connection
from lesobs.storage import tables as t
from lesobs.ui import waiting
from lesobs.ui.observing.page import ObservingPage
from lesobs.ui.window import Window

NONE = Mod.NoModifier
LESSON: list[str | tuple[Key, Mod]] = [
    *("3", (Key.Key_1, SHIFT), (Key.Key_Backspace, NONE), (Key.Key_Z, CTRL), (Key.Key_T, CTRL)),
    *((Key.Key_Tab, NONE), "Stil", (Key.Key_Escape, NONE), (Key.Key_Tab, NONE), ".", (Key.Key_F6, NONE)),
    *((Key.Key_F7, NONE), "Wacht", (Key.Key_Return, NONE), (Key.Key_Escape, NONE)),
    *((Key.Key_L, CTRL), "19/26", (Key.Key_Return, NONE), "z"),
    *((Key.Key_L, CTRL), (Key.Key_Up, NONE), "18/26", (Key.Key_Return, NONE), "z"),
    *((Key.Key_L, CTRL), (Key.Key_Up, NONE), (Key.Key_Delete, NONE), (Key.Key_Escape, NONE)),
    (Key.Key_Z, CTRL),
]
ON_A_NOTE: list[str | tuple[Key, Mod]] = [
    *((Key.Key_R, NONE), (Key.Key_Down, CTRL | SHIFT), (Key.Key_F2, NONE), ".", (Key.Key_Return, NONE)),
    *((Key.Key_Delete, NONE), (Key.Key_Z, CTRL)),
]


@pytest.fixture
def new_program() -> None:
    """As in a program that has just begun, no statement was put together yet."""
    connection._STATEMENTS.clear()
    for mapper in t.Base.registry.mappers:
        mapper.__dict__.pop("_compiled_cache", None)


def press(keys: list[str | tuple[Key, Mod]]) -> None:
    """Words and keys, for whatever has the ring."""
    for one in keys:
        ring = QApplication.focusWidget()
        assert ring is not None
        if isinstance(one, str):
            QTest.keyClicks(ring, one)
        else:
            QTest.keyClick(ring, *one)


@pytest.mark.usefixtures("new_program")
def test_the_first_keys_ask_nothing_new(window: Window, qtbot: QtBot) -> None:
    school = window.school
    assert school is not None
    visit = next(line.id for line in school.visits.all() if line.state is VisitState.PLANNED)
    window.show_place("observe", visit)
    qtbot.waitUntil(lambda: bool(waiting._running))
    qtbot.waitUntil(lambda: not waiting._running)
    known: list[str] = []
    new: list[str] = []

    def listen(_: Any, _cursor: Any, statement: str, _values: Any, context: Any, _many: Any) -> None:
        if context is not None and context.compiled is not None:
            (known if context.cache_hit is CacheStats.CACHE_HIT else new).append(statement)

    event.listen(school._file._engine, "before_cursor_execute", listen)
    press(LESSON)
    page = window.stack.currentWidget()
    assert isinstance(page, ObservingPage)
    page.notes.list.setFocus()
    press(ON_A_NOTE)
    assert new == []
    for written in ("UPDATE rating", "INTO seen_look_for", "FROM note", "FROM task_count", "UPDATE visit"):
        assert any(written in statement for statement in known)
