"""Tests of two pages on one visit: both show what happens, and neither takes words from the other."""

from contextlib import closing
from datetime import time

import pytest
import sqlcipher3.dbapi2 as sqlite
from classroom import ALT, Classroom, Key, Opened

from lesobs.domain.instrument import Level
from lesobs.services.school import School


@pytest.fixture
def rooms(opened: Opened, school: School, visit: str) -> tuple[Classroom, Classroom]:
    """Two pages, the second of which has the keyboard."""
    school.visits.start(visit)
    return opened(), opened()


def go_to(room: Classroom) -> None:
    room.page.activateWindow()
    room.page.indicators.setFocus()
    room.bot.waitUntil(room.page.indicators.hasFocus)


def test_each_shows_what_the_other_does(rooms: tuple[Classroom, Classroom]) -> None:
    first, second = rooms
    second.press(Key.Key_3)
    assert first.page.scoring.levels[2].isChecked()
    second.press(Key.Key_Tab)
    second.type("Hij wacht.")
    second.page.flush()
    assert first.page.scoring.explanation.toPlainText() == "Hij wacht."
    second.press(Key.Key_F7)
    second.type("Lacht.")
    second.page.flush()
    assert "Lacht." in first.note_texts()[-1]
    go_to(first)
    first.press(Key.Key_4)
    assert second.page.scoring.levels[3].isChecked()
    first.school.undo.undo()
    assert first.rating("A1").level is Level.VISIBLE, "the other score is one step back"


def test_the_same_explanation_typed_in_both(rooms: tuple[Classroom, Classroom]) -> None:
    first, second = rooms
    second.press(Key.Key_Tab)
    second.type("Van de tweede.")
    first.page.scoring.explanation.insertPlainText("Van de eerste.")
    first.page.flush()
    assert second.page.scoring.explanation.toPlainText() == "Van de tweede.", "who types keeps the words"
    second.page.flush()
    assert second.rating("A1").explanation == "Van de tweede."
    assert first.page.scoring.explanation.toPlainText() == "Van de tweede."
    assert second.said().startswith("De toelichting bij A1 was intussen ook ergens anders gewijzigd.")
    before = second.school.undo.next_undo
    first.page.flush()
    second.page.flush()
    assert second.school.undo.next_undo == before
    second.school.undo.undo()
    assert second.rating("A1").explanation == "Van de eerste."
    assert second.page.scoring.explanation.toPlainText() == "Van de eerste."
    assert first.page.scoring.explanation.toPlainText() == "Van de eerste."


def test_words_already_kept_stay_while_one_is_in_the_field(rooms: tuple[Classroom, Classroom]) -> None:
    first, second = rooms
    second.press(Key.Key_Tab)
    second.type("Mijn zin.")
    second.page.flush()
    second.school.observing.explain(second.visit, second.key("A1"), "Andere zin.", anew=True)
    assert second.page.scoring.explanation.toPlainText() == "Mijn zin."
    assert first.page.scoring.explanation.toPlainText() == "Andere zin."
    second.press(Key.Key_Down, ALT)
    second.press(Key.Key_Up, ALT)
    assert second.page.scoring.explanation.toPlainText() == "Andere zin.", "nothing was typed since"
    second.type(" Aangevuld.")
    second.page.flush()
    assert second.rating("A1").explanation == "Andere zin. Aangevuld."


def test_a_note_changed_in_both(rooms: tuple[Classroom, Classroom]) -> None:
    first, second = rooms
    second.press(Key.Key_F7)
    second.type("Eerste woorden")
    second.page.flush()
    note = second.detail.notes[0].id
    first.school.observing.edit_note(note, "Heel anders", anew=True)
    assert second.page.entry.field.toPlainText() == "Eerste woorden"
    second.type(" en meer")
    second.press(Key.Key_Return)
    assert [one.text for one in second.detail.notes] == ["Eerste woorden en meer"]
    second.school.undo.undo()
    assert [one.text for one in second.detail.notes] == ["Heel anders"]


def test_a_note_removed_elsewhere_while_one_types_in_it(rooms: tuple[Classroom, Classroom]) -> None:
    first, second = rooms
    second.press(Key.Key_F7)
    second.type("Blijft")
    second.page.flush()
    first.school.observing.remove_note(second.detail.notes[0].id)
    assert second.page.entry.field.toPlainText() == "Blijft"
    second.type(" staan.")
    second.press(Key.Key_Return)
    assert [one.text for one in second.detail.notes] == ["Blijft staan."]


def test_a_visit_finished_elsewhere(rooms: tuple[Classroom, Classroom]) -> None:
    first, second = rooms
    first.school.visits.finish(first.visit)
    assert "Afgerond" in first.said() and "Afgerond" in second.said()
    second.press(Key.Key_2)
    assert second.rating("A1").level is Level.EMERGING


def test_what_could_not_be_read_is_read_with_the_next_change(room: Classroom) -> None:
    file = room.school._file
    heard, file.listeners[:] = file.listeners[:], []
    room.school.observing.add_note(room.visit, time(10, 20), "Gemist.")
    file.listeners[:] = heard
    file._raw.execute("PRAGMA busy_timeout = 0")
    with closing(sqlite.connect(str(room.school.path))) as other:
        other.execute("BEGIN EXCLUSIVE")
        room.page.hear(frozenset({"note"}))
    assert room.note_texts() == []
    room.press(Key.Key_3)
    assert "Gemist." in room.note_texts()[-1]
    assert room.page.scoring.levels[2].isChecked()
