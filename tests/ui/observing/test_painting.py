"""Tests of what is painted after a key: no more than changed, and yet all that did."""

from datetime import time

import pytest
from classroom import CTRL, SHIFT, Classroom, Key, Mod
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QApplication, QWidget


@pytest.fixture
def busy(room: Classroom) -> Classroom:
    """A lesson with more notes than can be seen at once."""
    for minute in range(24):
        code = ("A1", "A2", "B1")[minute % 3]
        room.school.observing.add_note(
            room.visit, time(10, minute), f"Wacht {minute} tellen.", room.key(code)
        )
    return room


def on_screen(page: QWidget) -> QImage:
    for _ in range(10):
        QApplication.processEvents()
    return page.screen().grabWindow(page.winId()).toImage()


def all_anew(page: QWidget) -> QImage:
    for part in (page, *page.findChildren(QWidget)):
        part.update()
    return on_screen(page)


def test_what_is_on_the_screen_is_what_there_is(busy: Classroom) -> None:
    busy.page.notes.list.show_first(newest=True)
    steps: list[tuple[Key, Mod]] = [
        (Key.Key_3, Mod.NoModifier),
        (Key.Key_1, SHIFT),
        (Key.Key_T, CTRL),
        (Key.Key_Down, Mod.NoModifier),
        (Key.Key_B, Mod.NoModifier),
        (Key.Key_T, CTRL),
        (Key.Key_Backspace, Mod.NoModifier),
    ]
    on_notes = [
        (Key.Key_Up, Mod.NoModifier),
        (Key.Key_Down, CTRL | SHIFT),
        (Key.Key_R, Mod.NoModifier),
        (Key.Key_Up, SHIFT),
        (Key.Key_Delete, Mod.NoModifier),
        (Key.Key_T, CTRL),
        (Key.Key_Escape, Mod.NoModifier),
    ]
    all_anew(busy.page)
    for key, held in steps:
        busy.press(key, held)
        assert on_screen(busy.page) == all_anew(busy.page), (key, held)
    busy.page.notes.list.setFocus()
    for key, held in on_notes:
        busy.press(key, held)
        assert on_screen(busy.page) == all_anew(busy.page), (key, held)
    busy.school.undo.undo()
    assert on_screen(busy.page) == all_anew(busy.page), "an undo"
    busy.page.resize(1250, 640)
    assert on_screen(busy.page) == all_anew(busy.page), "another size"


def test_a_note_comes_and_goes_between_others(room: Classroom) -> None:
    notes = [
        room.school.observing.add_note(room.visit, time(10, minute), "Wacht.") for minute in (30, 35, 50)
    ]
    room.page.notes.list.choose(notes[0])
    all_anew(room.page)
    room.press(Key.Key_T, CTRL)
    assert len(room.note_texts()) == 5
    assert on_screen(room.page) == all_anew(room.page)
    room.school.undo.undo()
    assert on_screen(room.page) == all_anew(room.page)
    room.school.observing.remove_note(notes[2])
    assert on_screen(room.page) == all_anew(room.page)
    room.page.notes.list.setFocus()
    room.press(Key.Key_Down, SHIFT)
    assert len(room.page.notes.list.selected_ids()) == 2
    room.press(Key.Key_T, CTRL)
    assert on_screen(room.page) == all_anew(room.page), "of two selected notes one stays"
    room.school.observing.edit_note(notes[0], "Wacht tien tellen. " * 20)
    assert on_screen(room.page) == all_anew(room.page)
