"""Tests of what the file does not take: a full disk, a file that is gone, and texts that are too long."""

from datetime import time

from classroom import ALT, CTRL, SECONDS, SHIFT, Classroom, Key, Opened
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QPushButton

from lesobs.domain.instrument import Level
from lesobs.domain.texts import LONGEST_TEXT
from lesobs.domain.visit import VisitState
from lesobs.services.school import School

MUCH = "Alle leerlingen schrijven. " * 400


def press_bar(room: Classroom) -> None:
    [button] = [one for one in room.page.bar.findChildren(QPushButton) if one.isVisible()]
    room.bot.mouseClick(button, Qt.MouseButton.LeftButton)


def test_scores_and_ticks_on_a_full_disk_wait_and_are_written_later(room: Classroom) -> None:
    raw = room.school._file._raw
    raw.execute("PRAGMA query_only = ON")  # the file takes nothing at all
    room.press(Key.Key_3)
    room.press(Key.Key_1, SHIFT)
    room.press(Key.Key_Down)
    room.press(Key.Key_4)
    room.press(Key.Key_T, CTRL)
    assert room.saved().endswith("nog niet bewaard")
    assert "score bij A1" in room.said() and "score bij A2" in room.said()
    assert room.page.scoring.levels[3].isChecked(), "what one scored is shown"
    assert room.page.indicators.model().index(1, 0).data() == "A1 Sfeer en uitdaging, 3, zichtbaar"
    assert "tijdstip, nog zonder tekst" in room.note_texts()[-1]

    raw.execute("PRAGMA query_only = OFF")
    press_bar(room)
    assert [room.rating(code).level for code in ("A1", "A2")] == [3, 4]
    assert [note.at for note in room.detail.notes] == [time(10, 42, 7)]
    assert room.said() == ""
    assert room.saved() == "Bewaard 10.42.07"


def test_what_waits_is_written_by_itself_with_the_next_score(room: Classroom) -> None:
    raw = room.school._file._raw
    raw.execute("PRAGMA query_only = ON")
    room.press(Key.Key_3)
    raw.execute("PRAGMA query_only = OFF")
    room.press(Key.Key_Down)
    room.press(Key.Key_2)
    room.bot.waitUntil(lambda: room.rating("A1").level is Level.VISIBLE, timeout=SECONDS)
    assert room.rating("A2").level is Level.EMERGING
    assert room.said() == ""


def test_a_score_that_waits_is_replaced_by_the_next(room: Classroom) -> None:
    raw = room.school._file._raw
    raw.execute("PRAGMA query_only = ON")
    room.press(Key.Key_3)
    room.press(Key.Key_1)
    raw.execute("PRAGMA query_only = OFF")
    assert room.page.flush()
    assert room.rating("A1").level is Level.NOT_VISIBLE


def test_a_first_score_that_waits_begins_the_visit_later(opened: Opened) -> None:
    room = opened()
    raw = room.school._file._raw
    raw.execute("PRAGMA query_only = ON")
    room.press(Key.Key_3)
    raw.execute("PRAGMA query_only = OFF")
    assert room.page.flush()
    assert room.state is VisitState.BUSY
    assert room.rating("A1").level is Level.VISIBLE


def test_notes_go_on_while_the_disk_is_full(room: Classroom) -> None:
    room.room_on_disk(0)
    room.press(Key.Key_F7)
    room.page.entry.field.insertPlainText(MUCH)
    room.press(Key.Key_Return)
    assert room.page.entry.field.toPlainText() == ""
    assert "aantekening 10.42" in room.said()
    assert any(MUCH in text for text in room.note_texts()), "it stands in the list"
    room.type("De volgende.")
    room.press(Key.Key_Return)
    room.room_on_disk(1000)
    assert room.page.flush()
    assert {note.text for note in room.detail.notes} == {MUCH, "De volgende."}
    assert room.said() == ""


def test_a_file_that_was_moved_away_takes_what_waits_when_it_is_back(room: Classroom) -> None:
    path = room.school.path
    away = path.with_name("elders.lesobs")
    path.rename(away)
    room.press(Key.Key_4)
    assert "score bij A1" in room.said()
    assert not room.page.flush()
    assert "score bij A1" in room.page.unkept()
    away.rename(path)
    assert room.page.flush()
    assert room.rating("A1").level is Level.EFFECTIVE


def test_a_text_that_is_too_long_stays_and_says_what_to_do(room: Classroom) -> None:
    room.press(Key.Key_Tab)
    room.type("Kort.")
    room.page.flush()
    field = room.page.scoring.explanation
    field.insertPlainText("é" * LONGEST_TEXT)
    assert not room.page.flush()
    assert room.said().startswith(
        "De toelichting bij A1 is te lang om te bewaren: 20.005 van hooguit 20.000 tekens."
    )
    assert "Haal er 5 tekens af" in room.said()
    assert len(field.toPlainText()) == LONGEST_TEXT + 5
    assert room.rating("A1").explanation == "Kort."

    room.press(Key.Key_Down, ALT)
    room.press(Key.Key_3, ALT)
    assert room.rating("A2").level is Level.VISIBLE, "the rest goes on"
    room.press(Key.Key_Up, ALT)
    assert len(field.toPlainText()) == LONGEST_TEXT + 5
    for _ in range(5):
        room.press(Key.Key_Backspace)
    assert room.page.flush()
    assert len(room.rating("A1").explanation) == LONGEST_TEXT
    assert room.said() == ""


def test_what_is_let_go_shows_the_last_kept_version(room: Classroom) -> None:
    room.press(Key.Key_F7)
    room.type("Kort.")
    room.page.flush()
    room.page.entry.field.insertPlainText("x" * LONGEST_TEXT)
    room.press(Key.Key_Return)
    assert room.page.entry.field.toPlainText() != "", "a note that can't be kept is not ended"
    assert "aantekening 10.42 is te lang" in room.page.unkept()
    room.page.let_go()
    assert room.page.flush()
    assert room.page.unkept() == ""
    assert [note.text for note in room.detail.notes] == ["Kort."]
    assert room.page.entry.field.toPlainText() == ""


def test_a_long_note_is_kept_whole_and_shown_in_short(room: Classroom) -> None:
    words = "Wacht tien tellen. " * 1_000
    room.press(Key.Key_F7)
    room.page.entry.field.insertPlainText(words)
    room.press(Key.Key_Return)
    assert room.detail.notes[0].text == words
    notes = room.page.notes.list
    assert notes.sizeHintForIndex(notes.model().index(1, 0)).height() < notes.height()


def test_signs_of_all_kinds_are_kept(room: Classroom) -> None:
    words = "Şahin: «مرحبا بالصف» 👩🏽‍🏫 ‏שלום — 😀"
    room.press(Key.Key_Tab)
    room.page.scoring.explanation.insertPlainText(words)
    room.press(Key.Key_F7)
    room.page.entry.field.insertPlainText(words)
    room.press(Key.Key_Return)
    assert room.rating("A1").explanation == room.detail.notes[0].text == words
    assert words in room.note_texts()[-1]
    assert not room.page.grab().isNull()


def test_a_visit_removed_elsewhere_keeps_what_was_being_typed(room: Classroom, school: School) -> None:
    room.press(Key.Key_F7)
    room.type("Nog niet bewaard")
    school.visits.remove(room.visit)
    assert room.said().startswith("Dit bezoek is intussen verwijderd.")
    assert room.page.entry.field.toPlainText() == "Nog niet bewaard"
    room.school.undo.undo()
    assert room.page.flush()
    room.press(Key.Key_Return)
    assert [note.text for note in room.detail.notes] == ["Nog niet bewaard"]
