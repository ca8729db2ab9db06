"""Tests of scoring by key, by click and by where a key lies."""

from datetime import time

import pytest
from classroom import Classroom, Key, Mod, Opened
from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QKeyEvent

from lesobs.domain.instrument import Level
from lesobs.domain.visit import LessonPhase, VisitState
from lesobs.services.visit_detail import RatingDetail
from lesobs.ui.observing.keys import Command, Do, list_command, text_command


def test_a_whole_visit_by_keyboard(opened: Opened) -> None:
    room = opened()
    room.press(Key.Key_F5)
    assert room.state is VisitState.BUSY

    for level in (4, 3, 2, 1, 4, 3, 2, 1, 4, 3, 2, 1, 4, 3):
        room.press(Key(Key.Key_0 + level))
        room.press(Key.Key_Down)
    assert room.detail.scored == 14
    assert "14 van 14" in room.shown()

    room.press(Key.Key_A)
    assert room.code() == "A1"
    room.press(Key.Key_0)
    room.press(Key.Key_Return)
    room.press(Key.Key_Backspace)
    room.press(Key.Key_C)
    room.press(Key.Key_N)
    room.press(Key.Key_U, Mod.ControlModifier)
    assert room.code() == "A2"
    room.press(Key.Key_2, Mod.ShiftModifier)

    room.press(Key.Key_Tab)
    room.type("Fout antwoord: 'mooi'.")
    room.press(Key.Key_3, Mod.AltModifier)
    room.press(Key.Key_F7)
    room.type("Lacht mee.")
    room.press(Key.Key_Return)
    room.press(Key.Key_F6)
    room.type("Bel gaat")
    room.press(Key.Key_Return, Mod.ShiftModifier)
    room.type("te vroeg.")
    room.press(Key.Key_Return, Mod.ControlModifier)
    room.press(Key.Key_T, Mod.ControlModifier)
    room.press(Key.Key_Escape)
    assert room.page.indicators.hasFocus()
    room.press(Key.Key_F5, Mod.ShiftModifier)

    assert room.state is VisitState.VISITED
    assert room.rating("A1").level is Level.NOT_APPLICABLE
    assert room.rating("C1").level is Level.NOT_APPLICABLE
    assert room.rating("A2") == RatingDetail(Level.VISIBLE, "Fout antwoord: 'mooi'.", frozenset({1}))
    assert [room.rating(code).level for code in ("A3", "B1", "D2")] == [2, 4, 3]
    tied, free, mark = room.detail.notes
    assert (tied.text, tied.indicator_key, tied.phase) == ("Lacht mee.", room.key("A2"), LessonPhase.START)
    assert (free.text, free.indicator_key) == ("Bel gaat\nte vroeg.", None)
    assert free.phase is LessonPhase.INSTRUCTION
    assert (mark.text, mark.at) == ("", time(10, 42, 7))
    assert "Afgerond" in room.said()


def test_a_score_is_in_the_file_before_anything_else_happens(room: Classroom) -> None:
    room.press(Key.Key_3)
    assert room.rating("A1").level is Level.VISIBLE
    assert [row.isChecked() for row in room.page.scoring.levels] == [False, False, True, False]
    assert room.page.hints.saved.accessibleName() == "Bewaard 10.42.07"
    assert room.code() == "A1"


def test_the_first_score_begins_a_planned_visit_and_says_so(opened: Opened) -> None:
    room = opened()
    assert "Gepland voor do 19 nov 2026, les 3." in room.said()
    room.press(Key.Key_2)
    assert room.state is VisitState.BUSY
    assert room.rating("A1").level is Level.EMERGING
    assert room.said() == "Het bezoek is begonnen om 10.42."
    room.press(Key.Key_Down)
    assert room.said() == ""


def test_in_a_text_digits_are_text_and_alt_scores(room: Classroom) -> None:
    room.press(Key.Key_F7)
    room.type("4 van 27")
    assert room.rating("A1").level is None
    room.press(Key.Key_2, Mod.AltModifier)
    assert room.rating("A1").level is Level.EMERGING
    room.press(Key.Key_0, Mod.AltModifier)
    assert room.rating("A1").level is Level.NOT_APPLICABLE
    assert room.page.entry.field.toPlainText() == "4 van 27"
    room.press(Key.Key_1, Mod.AltModifier | Mod.KeypadModifier)
    assert room.rating("A1").level is Level.NOT_APPLICABLE


def test_ctrl_u_finds_what_has_no_score_and_never_deletes_words(room: Classroom) -> None:
    room.press(Key.Key_4)
    room.press(Key.Key_Tab)
    room.type("blijft staan")
    room.press(Key.Key_U, Mod.ControlModifier)
    assert room.code() == "A2"
    room.page.flush()
    assert room.rating("A1").explanation == "blijft staan"


def test_clicks_score_tick_and_clear_without_taking_the_ring(room: Classroom) -> None:
    scoring = room.page.scoring
    room.bot.mouseClick(scoring.levels[2], Qt.MouseButton.LeftButton)
    room.bot.mouseClick(scoring.look_fors[0], Qt.MouseButton.LeftButton)
    assert room.rating("A1") == RatingDetail(Level.VISIBLE, "", frozenset({0}))
    assert room.page.indicators.hasFocus()
    room.bot.mouseClick(scoring.look_fors[0], Qt.MouseButton.LeftButton)
    room.press(Key.Key_Backspace)
    assert room.rating("A1") == RatingDetail()


def key_event(key: Key, text: str, place: int, held: Mod = Mod.NoModifier) -> QKeyEvent:
    """A key as an X server reports it: what it types and where it lies."""
    return QKeyEvent(QEvent.Type.KeyPress, key, held, place, 0, 0, text)


@pytest.mark.parametrize(
    ("event", "command"),
    [
        (key_event(Key.Key_Exclam, "!", 10, Mod.ShiftModifier), Command(Do.LOOK_FOR, 0)),
        (key_event(Key.Key_QuoteDbl, '"', 11, Mod.ShiftModifier), Command(Do.LOOK_FOR, 1)),
        (key_event(Key.Key_Percent, "%", 14, Mod.ShiftModifier), Command(Do.LOOK_FOR, 4)),
        (key_event(Key.Key_AsciiCircum, "^", 15, Mod.ShiftModifier), None),
        (key_event(Key.Key_Exclam, "!", 0, Mod.ShiftModifier), Command(Do.LOOK_FOR, 0)),
        (key_event(Key.Key_Ampersand, "&", 10), Command(Do.SCORE, 1)),
        (key_event(Key.Key_3, "3", 12), Command(Do.SCORE, 3)),
        (key_event(Key.Key_3, "3", 89, Mod.KeypadModifier), Command(Do.SCORE, 3)),
        (key_event(Key.Key_5, "5", 14), None),
        (key_event(Key.Key_N, "n", 57), Command(Do.SCORE, 0)),
        (key_event(Key.Key_D, "d", 40), Command(Do.PART, "D")),
        (key_event(Key.Key_D, "d", 40, Mod.ControlModifier), None),
    ],
)
def test_digits_count_by_where_their_key_lies(event: QKeyEvent, command: Command | None) -> None:
    assert list_command(event) == command


def test_alt_with_the_number_pad_types_signs() -> None:
    held = Mod.AltModifier | Mod.KeypadModifier
    assert text_command(key_event(Key.Key_1, "1", 87, held)) is None
    assert text_command(key_event(Key.Key_1, "1", 10, Mod.AltModifier)) == Command(Do.SCORE, 1)
