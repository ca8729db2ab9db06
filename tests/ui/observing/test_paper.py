"""Tests of what comes after the lesson: a walk past what has no score, and entering a form on paper."""

from datetime import time

import pytest
from classroom import ALT, CTRL, Classroom, Key, Opened
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QPushButton

from lesobs.domain.instrument import Level
from lesobs.domain.visit import LessonPhase, VisitState
from lesobs.services.school import School
from lesobs.ui.observing.open_note import split_time


@pytest.fixture
def after(opened: Opened, school: School, visit: str) -> Classroom:
    """A lesson seen to its end, with three notes in two phases and one score."""
    school.visits.start(visit)
    keys = [one.key for one in school.visits.get(visit).instrument.indicators]
    school.observing.add_note(visit, time(10, 17), "Groet.", keys[0])
    school.observing.set_phase(visit, LessonPhase.INSTRUCTION)
    school.observing.add_note(visit, time(10, 24), "Drie stappen.", keys[2])
    school.observing.set_phase(visit, LessonPhase.CLOSING)
    school.observing.add_note(visit, time(10, 50), "Exit-kaartje.")
    school.observing.score(visit, keys[0], 4)
    school.visits.finish(visit)
    return opened()


def test_the_bar_offers_the_walk_and_says_when_it_is_done(after: Classroom) -> None:
    assert "nog 13" in after.said()
    [button] = [one for one in after.page.bar.findChildren(QPushButton) if one.isVisible()]
    assert button.text() == "Volgende zonder score"
    after.bot.mouseClick(button, Qt.MouseButton.LeftButton)
    assert after.code() == "A2" and after.page.indicators.hasFocus()
    for left in range(13, 0, -1):
        assert f"nog {left}" in after.said()
        after.press(Key.Key_3)
        after.press(Key.Key_U, CTRL)
    assert after.detail.scored == 14
    assert "Alles heeft een score." in after.said()
    assert not [one for one in after.page.bar.findChildren(QPushButton) if one.isVisible()]
    assert after.state is VisitState.VISITED


def test_notes_of_the_indicator_in_focus_come_into_view(after: Classroom) -> None:
    for minute in range(40):
        after.school.observing.add_note(after.visit, time(11, minute), "Een hele zin. " * 4)
    notes = after.page.notes.list
    notes.scrollToBottom()
    after.press(Key.Key_Down)
    after.press(Key.Key_Down)
    assert after.code() == "A3"
    shown = notes.visualRect(notes.model().index(3, 0))
    assert "Drie stappen." in str(notes.model().index(3, 0).data())
    assert notes.viewport().rect().contains(shown.center())


def test_a_note_with_a_time_after_the_lesson_goes_to_that_time(after: Classroom) -> None:
    after.press(Key.Key_F7)
    after.type("10:26 Vraagt waarom.")
    assert "10.26" in after.shown()
    after.press(Key.Key_Return)
    note = after.note("Vraagt waarom.")
    assert (note.at, note.phase) == (time(10, 26), LessonPhase.INSTRUCTION)
    after.type("Zonder tijd.")
    after.press(Key.Key_Return)
    assert (after.note("Zonder tijd.").at, after.note("Zonder tijd.").phase) == (
        time(10, 50),
        LessonPhase.CLOSING,
    ), "it follows the last one; that it is 10.42 now tells nothing of the lesson"


def test_during_the_lesson_a_time_is_part_of_the_words(room: Classroom) -> None:
    room.press(Key.Key_F7)
    room.type("10.30 staat op het bord")
    room.press(Key.Key_Return)
    assert room.note("10.30 staat op het bord").at == time(10, 42, 7)


@pytest.mark.parametrize(
    ("typed", "at", "words"),
    [
        ("10.42 tekst", time(10, 42), "tekst"),
        (" 9:05  tekst", time(9, 5), "tekst"),
        ("10.42", None, "10.42"),
        ("24.10 tekst", None, "24.10 tekst"),
        ("10.60 tekst", None, "10.60 tekst"),
        ("3.14159 is pi", None, "3.14159 is pi"),
        ("10.42 10.43 twee", time(10, 42), "10.43 twee"),
    ],
)
def test_a_leading_time(typed: str, at: time | None, words: str) -> None:
    assert split_time(typed) == (at, words)


def test_f2_changes_the_time_too(room: Classroom) -> None:
    note = room.school.observing.add_note(room.visit, time(10, 20, 33), "Vergist.", room.key("A2"))
    room.page.notes.list.setFocus()
    room.press(Key.Key_F2)
    field = room.page.entry.field
    assert field.toPlainText() == "10.20 Vergist."
    room.type("!")
    room.page.flush()
    assert room.note("Vergist.!").at == time(10, 20, 33)
    field.selectAll()
    room.type("10.15 Vergist in de tijd.")
    room.press(Key.Key_Return)
    [found] = room.detail.notes
    assert (found.id, found.at, found.text) == (note, time(10, 15), "Vergist in de tijd.")
    room.school.undo.undo()
    [found] = room.detail.notes
    assert (found.at, found.text) == (time(10, 20, 33), "Vergist.")


def test_a_form_is_entered_in_its_own_order(opened: Opened) -> None:
    room = opened()
    room.press(Key.Key_F8)
    assert room.page.act.from_paper.isChecked()
    told = [label.text() for label in room.page.entry.field.findChildren(QLabel)]
    assert told == [""], "the form says when it was"
    for level in (4, 3):
        room.press(Key(Key.Key_0 + level))
    assert room.code() == "A3"
    room.press(Key.Key_Tab)
    room.type("Zes handen.")
    room.press(Key.Key_2, ALT)
    assert room.code() == "A3" and room.page.scoring.explanation.hasFocus()
    room.press(Key.Key_Tab)
    assert room.code() == "A4" and room.page.indicators.hasFocus()
    room.press(Key.Key_N)
    room.press(Key.Key_F7)
    room.type("9.12 Bel gaat.")
    room.press(Key.Key_Return)
    room.type("9.05 Groet bij de deur.")
    room.press(Key.Key_Return, CTRL)
    room.press(Key.Key_Escape)
    assert [room.rating(code).level for code in ("A1", "A2", "A3", "A4")] == [
        Level.EFFECTIVE,
        Level.VISIBLE,
        Level.EMERGING,
        Level.NOT_APPLICABLE,
    ]
    assert room.rating("A3").explanation == "Zes handen."
    assert [(note.at, note.text) for note in room.detail.notes] == [
        (time(9, 5), "Groet bij de deur."),
        (time(9, 12), "Bel gaat."),
    ]
    room.press(Key.Key_F8)
    assert room.page.indicators.hasFocus()
    room.press(Key.Key_3)
    assert room.code() == "B1", "the digits stay again where they are"
    room.press(Key.Key_Tab)
    room.press(Key.Key_Tab)
    assert room.page.entry.field.hasFocus()


def test_another_visit_is_not_entered_from_paper(room: Classroom, school: School) -> None:
    room.press(Key.Key_F8)
    room.page.show_item(school.visits.plan(room.detail.draft))
    assert not room.page.act.from_paper.isChecked() and not room.page.visit.from_paper
