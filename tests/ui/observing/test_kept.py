"""Tests of what is kept of what one types and does, and what undo brings back."""

from datetime import time

from classroom import SECONDS, Classroom, Key, Mod, Opened
from PySide6.QtGui import QKeySequence, QShortcut

from lesobs.domain.instrument import Level
from lesobs.services.school import School


def test_typing_is_in_the_file_soon_after_the_last_key(room: Classroom) -> None:
    room.press(Key.Key_Tab)
    room.type("Iedereen schrijft.")
    assert room.rating("A1").explanation == ""
    room.bot.waitUntil(lambda: room.rating("A1").explanation == "Iedereen schrijft.", timeout=2 * SECONDS)
    assert room.page.scoring.explanation.hasFocus()

    room.press(Key.Key_F7)
    room.type("Wacht tien tellen")
    room.bot.waitUntil(lambda: len(room.detail.notes) == 1, timeout=2 * SECONDS)
    room.type(" en knikt")
    room.bot.waitUntil(lambda: room.detail.notes[0].text.endswith("knikt"), timeout=2 * SECONDS)
    assert room.note_texts() == [], "a note that is being typed stands in the field, not in the list"
    room.press(Key.Key_Return)
    assert [note.text for note in room.detail.notes] == ["Wacht tien tellen en knikt"]
    assert room.page.entry.field.toPlainText() == ""
    assert len(room.note_texts()) == 2


def test_flush_writes_what_is_being_typed(room: Classroom) -> None:
    room.press(Key.Key_Tab)
    room.type("Half af")
    room.page.flush()
    assert room.rating("A1").explanation == "Half af"
    room.press(Key.Key_F7)
    room.type("Ook half")
    room.page.flush()
    assert room.note("Ook half").at == time(10, 42, 7)


def test_leaving_a_field_writes_it(room: Classroom) -> None:
    room.press(Key.Key_Tab)
    room.type("Bij opgave 14")
    room.press(Key.Key_Escape)
    assert room.rating("A1").explanation == "Bij opgave 14"
    room.press(Key.Key_F7)
    room.type("Stil.")
    room.press(Key.Key_Escape)
    assert room.note("Stil.").indicator_key == room.key("A1")
    assert room.page.entry.field.toPlainText() == ""


def test_other_changes_leave_words_being_typed_alone(room: Classroom) -> None:
    room.press(Key.Key_Tab)
    room.type("nog niet")
    room.school.observing.score(room.visit, room.key("B1"), 4)
    assert room.page.scoring.explanation.toPlainText() == "nog niet"
    assert room.page.scoring.explanation.hasFocus()
    room.type(" bewaard")
    room.page.flush()
    assert room.rating("A1").explanation == "nog niet bewaard"


def test_an_explanation_goes_with_its_own_indicator(room: Classroom) -> None:
    room.press(Key.Key_Tab)
    room.type("bij A1")
    room.press(Key.Key_Down, Mod.AltModifier)
    assert room.code() == "A2"
    assert room.page.scoring.explanation.toPlainText() == ""
    room.type("bij A2")
    room.press(Key.Key_Up, Mod.AltModifier)
    assert room.page.scoring.explanation.toPlainText() == "bij A1"
    room.page.flush()
    assert (room.rating("A1").explanation, room.rating("A2").explanation) == ("bij A1", "bij A2")


def test_undo_of_the_school_shows_at_once(room: Classroom) -> None:
    room.press(Key.Key_2)
    room.press(Key.Key_4)
    room.school.undo.undo()
    assert room.rating("A1").level is Level.EMERGING
    assert room.page.scoring.levels[1].isChecked()
    model = room.page.indicators.model()
    assert model.index(1, 0).data() == "A1 Sfeer en uitdaging, 2, in aanzet"
    room.school.undo.undo()
    assert not any(row.isChecked() for row in room.page.scoring.levels)


def test_ctrl_z_undoes_typing_first_and_else_the_last_action(room: Classroom) -> None:
    undo = QShortcut(QKeySequence("Ctrl+Z"), room.page)
    undo.activated.connect(room.school.undo.undo)
    room.press(Key.Key_3)
    room.press(Key.Key_Tab)
    room.type("weg")
    room.press(Key.Key_Z, Mod.ControlModifier)
    assert room.page.scoring.explanation.toPlainText() == ""
    assert room.rating("A1").level is Level.VISIBLE
    room.page.flush()
    room.press(Key.Key_Down, Mod.AltModifier)
    room.press(Key.Key_F7)
    room.press(Key.Key_Z, Mod.ControlModifier)
    room.press(Key.Key_Z, Mod.ControlModifier)
    assert room.rating("A1").level is None


def test_it_opens_where_it_was_left(opened: Opened, school: School, visit: str) -> None:
    school.visits.start(visit)
    keys = [one.key for one in school.visits.get(visit).instrument.indicators]
    school.observing.score(visit, keys[9], 2)
    school.observing.explain(visit, keys[4], "Bij de start.")
    room = opened()
    assert room.page.indicators.current_key() == keys[4]
    assert room.page.scoring.explanation.toPlainText() == "Bij de start."


def test_a_full_disk_keeps_the_words_and_tries_again(room: Classroom) -> None:
    words = "Alle leerlingen schrijven. " * 400
    room.room_on_disk(0)
    room.press(Key.Key_Tab)
    room.page.scoring.explanation.insertPlainText(words)
    room.page.flush()
    assert room.said().startswith("Nog niet bewaard: toelichting bij A1.")
    assert "blijft hier staan" in room.said()
    assert room.saved() == "1 nog niet bewaard"
    assert room.page.scoring.explanation.toPlainText() == words

    room.press(Key.Key_Down, Mod.AltModifier)
    room.press(Key.Key_Up, Mod.AltModifier)
    assert room.page.scoring.explanation.toPlainText() == words

    room.room_on_disk(1000)
    room.type("!")
    room.bot.waitUntil(lambda: room.rating("A1").explanation.endswith("!"), timeout=2 * SECONDS)
    assert len(room.rating("A1").explanation) == len(words) + 1
    assert room.said() == ""


def test_another_visit_starts_clean(room: Classroom) -> None:
    other = room.school.visits.plan(room.detail.draft)
    room.press(Key.Key_3)
    room.press(Key.Key_F7)
    room.type("Nog niet af")
    room.page.show_item(other)
    assert room.note("Nog niet af").indicator_key == room.key("A1")
    assert room.page.entry.field.toPlainText() == ""
    assert not any(row.isChecked() for row in room.page.scoring.levels)
    assert "Gepland" in room.said()
    room.page.indicators.setFocus()
    room.press(Key.Key_4)
    assert room.rating("A1").level is Level.VISIBLE
    assert room.school.visits.get(other).ratings[room.key("A1")].level is Level.EFFECTIVE
