"""Tests of undo and redo while observing, by real keys: all comes back, and the ring goes to it."""

from collections.abc import Callable
from datetime import time

import pytest
from classroom import ALT, CTRL, SHIFT, Classroom, Key, Opened
from PySide6.QtGui import QKeySequence, QShortcut

from lesobs.domain.instrument import Level
from lesobs.domain.visit import VisitState
from lesobs.services.school import School

Undone = Callable[[], None]


@pytest.fixture
def undo(room: Classroom) -> Undone:
    """Ctrl+Z and Ctrl+Y as the window has them; call it to press Ctrl+Z."""
    for keys, do in (("Ctrl+Z", room.school.undo.undo), ("Ctrl+Y", room.school.undo.redo)):
        QShortcut(QKeySequence(keys), room.page).activated.connect(do)

    def press() -> None:
        room.press(Key.Key_Z, CTRL)
        room.bot.wait(5)  # the ring moves once the undo has come to its end

    return press


def redo(room: Classroom) -> None:
    room.press(Key.Key_Y, CTRL)
    room.bot.wait(5)


def test_a_score_comes_back_with_the_indicator_in_focus(room: Classroom, undo: Undone) -> None:
    room.press(Key.Key_2)
    room.press(Key.Key_4)
    room.press(Key.Key_C)
    undo()
    assert (room.code(), room.rating("A1").level) == ("A1", Level.EMERGING)
    assert room.page.indicators.hasFocus()
    room.press(Key.Key_D)
    redo(room)
    assert (room.code(), room.rating("A1").level) == ("A1", Level.EFFECTIVE)


def test_an_explanation_comes_back_in_its_field(room: Classroom, undo: Undone) -> None:
    room.press(Key.Key_Tab)
    room.type("Iedereen schrijft.")
    room.press(Key.Key_Escape)
    room.press(Key.Key_B)
    undo()
    assert (room.code(), room.rating("A1").explanation) == ("A1", "")
    assert room.page.scoring.explanation.hasFocus()
    redo(room)
    assert room.page.scoring.explanation.toPlainText() == "Iedereen schrijft."
    room.type(" En meer.")
    room.page.flush()
    assert room.rating("A1").explanation == "Iedereen schrijft. En meer."


def test_a_tick_and_a_removed_note_come_back(room: Classroom, undo: Undone) -> None:
    room.press(Key.Key_1, SHIFT)
    room.school.observing.add_note(room.visit, time(10, 20), "Eerste.")
    note = room.school.observing.add_note(room.visit, time(10, 30), "Tweede.", room.key("A2"))
    notes = room.page.notes.list
    notes.setFocus()
    notes.choose(note)
    room.press(Key.Key_Delete)
    room.press(Key.Key_Escape)
    undo()
    assert notes.hasFocus() and notes.current_id() == note
    room.press(Key.Key_Down, CTRL | SHIFT)
    assert room.note("Tweede.").indicator_key == room.key("A3")
    room.press(Key.Key_Escape)
    undo()
    assert room.note("Tweede.").indicator_key == room.key("A2")
    assert notes.hasFocus() and notes.current_id() == note
    undo()
    undo()
    assert room.detail.notes == ()
    undo()
    assert room.rating("A1").seen == frozenset()
    assert room.page.indicators.hasFocus()
    for _ in range(4):
        redo(room)
    assert room.rating("A1").seen == frozenset({0})
    assert [note.text for note in room.detail.notes] == ["Eerste.", "Tweede."]
    assert room.note("Tweede.").indicator_key == room.key("A3")


def test_a_note_in_the_field_is_undone_word_for_word_first(room: Classroom, undo: Undone) -> None:
    room.press(Key.Key_3)
    room.press(Key.Key_F7)
    room.type("Toch niet.")
    room.page.flush()
    undo()  # the field's own: what was just typed
    assert room.page.entry.field.toPlainText() == ""
    room.page.flush()
    assert room.detail.notes == ()
    assert room.rating("A1").level is Level.VISIBLE
    assert room.page.entry.field.hasFocus()


def test_undo_goes_on_after_leaving_the_page_and_coming_back(
    room: Classroom, undo: Undone, opened: Opened, school: School
) -> None:
    room.press(Key.Key_3)
    room.press(Key.Key_Tab)
    room.type("Hij wacht.")
    room.press(Key.Key_F7)
    room.type("Lacht mee.")
    room.press(Key.Key_Return)
    room.page.flush()
    other = school.visits.plan(room.detail.draft)
    room.page.show_item(other)
    room.page.show_item(room.visit)
    room.page.indicators.setFocus()
    room.press(Key.Key_B)
    undo()  # the plan of the other visit
    undo()
    assert room.detail.notes == ()
    undo()
    assert room.rating("A1").explanation == ""
    assert room.page.scoring.explanation.hasFocus()
    undo()
    assert room.rating("A1").level is None
    redo(room)
    redo(room)
    redo(room)
    assert (room.rating("A1").level, room.rating("A1").explanation) == (Level.VISIBLE, "Hij wacht.")
    assert [note.text for note in room.detail.notes] == ["Lacht mee."]


def test_undo_from_a_text_field_of_another_indicator(room: Classroom, undo: Undone) -> None:
    room.press(Key.Key_4)
    room.press(Key.Key_Down)
    room.press(Key.Key_Tab)
    undo()
    assert (room.code(), room.rating("A1").level) == ("A1", None)
    assert room.page.indicators.hasFocus()


def test_undo_of_beginning_and_finishing(room: Classroom, undo: Undone) -> None:
    room.press(Key.Key_3, ALT)  # nothing: Alt is for texts
    room.press(Key.Key_F5, SHIFT)
    assert room.state is VisitState.VISITED
    undo()
    assert room.state is VisitState.BUSY
    assert room.said() == ""
