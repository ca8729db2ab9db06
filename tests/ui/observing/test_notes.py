"""Tests of notes while observing: typed, tied, dragged, timed, reported, removed."""

from datetime import time

from classroom import Classroom, Key, Mod, Opened
from PySide6.QtCore import QMimeData, QPoint, QPointF, Qt
from PySide6.QtGui import QContextMenuEvent, QDropEvent
from PySide6.QtWidgets import QMenu

from lesobs.domain.instrument import Level
from lesobs.domain.visit import VisitState
from lesobs.ui.observing.indicators import NOTE_MIME


def test_the_first_note_begins_a_planned_visit(opened: Opened) -> None:
    room = opened()
    room.press(Key.Key_F7)
    room.type("Deur staat open.")
    room.press(Key.Key_Return)
    assert room.state is VisitState.BUSY
    assert room.note("Deur staat open.").indicator_key == room.key("A1")


def test_a_note_follows_the_indicator_in_focus_while_it_is_typed(room: Classroom) -> None:
    room.press(Key.Key_F7)
    room.type("Hoort bij de volgende.")
    room.page.flush()
    room.press(Key.Key_Down, Mod.AltModifier)
    room.press(Key.Key_Return)
    assert room.note("Hoort bij de volgende.").indicator_key == room.key("A2")


def test_undoing_a_note_in_the_field_empties_the_field(room: Classroom) -> None:
    room.press(Key.Key_F7)
    room.type("Toch niet.")
    room.page.flush()
    room.school.undo.undo()
    assert room.detail.notes == ()
    assert room.page.entry.field.toPlainText() == ""
    room.type("Wel dit.")
    room.press(Key.Key_Return)
    assert [note.text for note in room.detail.notes] == ["Wel dit."]


def test_keys_on_a_note(room: Classroom) -> None:
    room.school.observing.add_note(room.visit, time(10, 20), "Eerste.")
    room.school.observing.add_note(room.visit, time(10, 30), "Tweede.", room.key("A2"))
    notes = room.page.notes.list
    notes.setFocus()
    assert notes.current_id() == room.note("Tweede.").id
    room.press(Key.Key_Down, Mod.ControlModifier | Mod.ShiftModifier)
    assert room.note("Tweede.").indicator_key == room.key("A3")
    room.press(Key.Key_Up, Mod.ControlModifier | Mod.ShiftModifier)
    assert room.note("Tweede.").indicator_key == room.key("A2")

    room.press(Key.Key_F2)
    assert room.page.entry.field.hasFocus()
    room.type(" Met meer.")
    room.press(Key.Key_Return)
    assert notes.hasFocus()
    assert room.note("Tweede. Met meer.").at == time(10, 30)
    assert room.note("Tweede. Met meer.").indicator_key == room.key("A2")

    room.press(Key.Key_Delete)
    assert [note.text for note in room.detail.notes] == ["Eerste."]
    room.school.undo.undo()
    assert [note.text for note in room.detail.notes] == ["Eerste.", "Tweede. Met meer."]
    room.press(Key.Key_Escape)
    assert room.page.indicators.hasFocus()


def test_a_free_note_is_tied_to_the_indicator_in_focus(room: Classroom) -> None:
    room.school.observing.add_note(room.visit, time(10, 20), "Los.")
    room.press(Key.Key_B)
    room.page.notes.list.setFocus()
    room.press(Key.Key_Down, Mod.ControlModifier | Mod.ShiftModifier)
    assert room.note("Los.").indicator_key == room.key("B1")


def test_a_note_dragged_onto_an_indicator_is_tied_to_it(room: Classroom) -> None:
    note = room.school.observing.add_note(room.visit, time(10, 20), "Sleep mij.")
    view = room.page.indicators
    carried = QMimeData()
    carried.setData(NOTE_MIME, note.encode())
    where = QPointF(view.visualRect(view.model().index(3, 0)).center())
    held = Qt.MouseButton.LeftButton
    view.dropEvent(QDropEvent(where, Qt.DropAction.MoveAction, carried, held, Mod.NoModifier))
    assert room.note("Sleep mij.").indicator_key == room.key("A3")
    heading = QPointF(view.visualRect(view.model().index(0, 0)).center())
    view.dropEvent(QDropEvent(heading, Qt.DropAction.MoveAction, carried, held, Mod.NoModifier))
    assert room.note("Sleep mij.").indicator_key == room.key("A3")


def test_a_note_without_words_is_no_note(room: Classroom) -> None:
    room.press(Key.Key_F7)
    room.type("oeps")
    room.page.flush()
    for _ in "oeps":
        room.press(Key.Key_Backspace)
    room.page.flush()
    assert room.detail.notes == ()
    room.type("Toch iets.")
    room.press(Key.Key_Return)
    room.press(Key.Key_Return)
    assert [note.text for note in room.detail.notes] == ["Toch iets."]
    room.school.observing.remove_note(room.detail.notes[0].id)
    assert room.detail.notes == ()


def test_a_note_can_be_freed_and_removed_by_mouse(room: Classroom) -> None:
    room.school.observing.add_note(room.visit, time(10, 20), "Vast.", room.key("A2"))
    notes = room.page.notes.list

    def pick(words: str) -> None:
        notes.setFocus()
        notes.contextMenuEvent(QContextMenuEvent(QContextMenuEvent.Reason.Mouse, QPoint(5, 5), QPoint(5, 5)))
        menu = notes.findChildren(QMenu)[0]
        next(one for one in menu.actions() if one.text().replace("&", "").startswith(words)).trigger()
        menu.close()
        room.bot.waitUntil(lambda: not notes.findChildren(QMenu))

    pick("Zonder indicator")
    assert room.note("Vast.").indicator_key is None
    pick("Verwijderen")
    assert room.detail.notes == ()


def test_a_time_mark_gets_its_words_later(room: Classroom) -> None:
    room.press(Key.Key_T, Mod.ControlModifier)
    assert room.note_texts() == ["Start", "10.42: tijdstip, nog zonder tekst"]
    room.page.notes.list.setFocus()
    room.press(Key.Key_F2)
    room.type("Toen viel het stil.")
    room.press(Key.Key_Return)
    assert room.note("Toen viel het stil.").at == time(10, 42, 7)


def test_a_clock_that_is_set_back_is_told_and_nothing_is_lost(room: Classroom) -> None:
    room.press(Key.Key_F7)
    room.type("Voor.")
    room.press(Key.Key_Return)
    room.clock.set(10, 12)
    room.page.head._tick()
    assert room.said().startswith("De klok van deze laptop is teruggezet, van 10.42 naar 10.12.")
    room.type("Na.")
    room.press(Key.Key_Return)
    assert [(note.at.minute, note.text) for note in room.detail.notes] == [(12, "Na."), (42, "Voor.")]


def test_sleep_in_the_middle_of_a_lesson_is_told(room: Classroom) -> None:
    room.press(Key.Key_F7)
    room.type("Voor")
    room.clock.set(10, 43)
    room.page.head._tick()
    assert room.said() == ""
    room.clock.set(11, 20)
    room.page.head._tick()
    assert room.said().startswith("De laptop stond stil sinds 10.43.")
    room.type(" en na.")
    room.press(Key.Key_Return)
    assert [note.text for note in room.detail.notes] == ["Voor en na."]


def test_a_sentence_begun_in_the_list_is_a_note_and_no_score(room: Classroom) -> None:
    before = room.detail.ratings
    room.bot.keyClick(room.ring, "N", Mod.ShiftModifier)
    room.type("a 3 minuten begint de eerste groep.")
    room.press(Key.Key_Return)
    assert room.note("Na 3 minuten begint de eerste groep.").indicator_key == room.key("A1")
    assert room.detail.ratings == before
    room.press(Key.Key_Escape)
    room.type("n")
    assert room.rating("A1").level is Level.NOT_APPLICABLE, "a bare letter is a key"


def test_a_sentence_begun_among_the_notes_is_a_note_too(room: Classroom) -> None:
    room.school.observing.add_note(room.visit, time(10, 30), "Vast.", room.key("A2"))
    room.page.notes.list.setFocus()
    room.bot.keyClick(room.ring, "R", Mod.ShiftModifier)
    room.type("ustig begin.")
    room.press(Key.Key_Return)
    assert sorted(note.text for note in room.detail.notes) == ["Rustig begin.", "Vast."]
    assert room.note("Vast.").in_report is None, "a bare R is a key"


def test_what_is_typed_right_after_a_time_mark_is_its_words(room: Classroom) -> None:
    room.press(Key.Key_T, Mod.ControlModifier)
    room.bot.keyClick(room.ring, "L", Mod.ShiftModifier)
    room.type("eerling vraagt door.")
    room.page.flush()
    room.press(Key.Key_Return)
    assert [note.text for note in room.detail.notes] == ["Leerling vraagt door."]
    assert room.page.entry.field.hasFocus(), "a next note can follow"
    room.school.undo.undo()
    assert [note.text for note in room.detail.notes] == [""], "the words are undone, the moment stays"


def test_a_time_mark_stays_without_the_words_and_later_ones_are_of_another_note(room: Classroom) -> None:
    room.press(Key.Key_T, Mod.ControlModifier)
    room.press(Key.Key_F7)
    room.type("x")
    room.page.flush()
    room.press(Key.Key_Backspace)
    room.press(Key.Key_Escape)
    assert [note.text for note in room.detail.notes] == [""]
    room.press(Key.Key_3)
    room.press(Key.Key_F7)
    room.type("Na een score.")
    room.press(Key.Key_Return)
    assert [note.text for note in room.detail.notes] == ["", "Na een score."]
    room.press(Key.Key_T, Mod.ControlModifier)
    room.clock.set(10, 43)
    room.press(Key.Key_F7)
    room.type("Een minuut later.")
    room.press(Key.Key_Return)
    assert [note.text for note in room.detail.notes] == ["", "Na een score.", "", "Een minuut later."]
