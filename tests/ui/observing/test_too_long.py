"""Tests of texts that are longer than the program keeps: their start is in the file, their end in view."""

import shutil
from pathlib import Path

from classroom import ALT, DAY, Classroom, Key

from lesobs.domain.instrument import Level
from lesobs.domain.texts import LONGEST_TEXT
from lesobs.services.school import School
from lesobs.services.visit_detail import VisitDetail


def after_a_kill(room: Classroom, new: Path, folder: Path) -> VisitDetail:
    """What one finds who opens the file as it stands on the disk at this moment."""
    with School.open(Path(shutil.copy(new, folder / "kopie.lesobs")), today=lambda: DAY) as school:
        return school.visits.get(room.visit)


def test_a_text_that_is_too_long_stays_and_says_what_to_do(room: Classroom) -> None:
    room.press(Key.Key_Tab)
    room.type("Kort.")
    room.page.flush()
    field = room.page.scoring.explanation
    field.insertPlainText("é" * LONGEST_TEXT)
    assert not room.page.flush()
    assert room.said().startswith(
        "De toelichting bij A1 is te lang: alleen de eerste 20.000 tekens zijn bewaard."
    )
    assert "Haal er 5 tekens af" in room.said()
    assert len(field.toPlainText()) == LONGEST_TEXT + 5
    assert room.rating("A1").explanation == "Kort." + "é" * (LONGEST_TEXT - 5), "what fits is kept"

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
    assert [note.text for note in room.detail.notes] == ["Kort." + "x" * (LONGEST_TEXT - 5)]
    assert room.page.entry.field.toPlainText() == ""


def test_what_fits_of_a_long_text_survives_a_kill(room: Classroom, new: Path, tmp_path: Path) -> None:
    words = "".join(f"{number:06}" for number in range(5_000))
    room.press(Key.Key_Tab)
    room.page.scoring.explanation.insertPlainText(words)
    room.page.flush()
    room.press(Key.Key_F7)
    room.page.entry.field.insertPlainText(words)
    room.page.flush()
    found = after_a_kill(room, new, tmp_path)
    assert found.ratings[room.key("A1")].explanation == words[:LONGEST_TEXT]
    assert [note.text for note in found.notes] == [words[:LONGEST_TEXT]]


def test_typing_on_in_a_text_that_is_too_long_counts_as_nobody_elses_change(
    room: Classroom, new: Path, tmp_path: Path
) -> None:
    room.press(Key.Key_Tab)
    field = room.page.scoring.explanation
    field.insertPlainText("x" * LONGEST_TEXT)
    for words in ("een", "twee"):
        room.type(words)
        room.page.flush()
        assert room.said().startswith("De toelichting bij A1 is te lang")
    assert "intussen" not in room.said()
    assert field.toPlainText() == "x" * LONGEST_TEXT + "eentwee"
    field.moveCursor(field.textCursor().MoveOperation.Start)
    room.type("nieuw")
    room.page.flush()
    kept = after_a_kill(room, new, tmp_path).ratings[room.key("A1")].explanation
    assert kept == "nieuw" + "x" * (LONGEST_TEXT - 5)
    room.school.undo.undo()
    room.page.let_go()
    assert room.rating("A1").explanation == ""


def test_an_earlier_note_that_grows_too_long_stays_in_the_field(room: Classroom) -> None:
    room.press(Key.Key_F7)
    room.type("Kort.")
    room.press(Key.Key_Return)
    room.page.notes.list.setFocus()
    room.press(Key.Key_End)
    room.press(Key.Key_Return)
    field = room.page.entry.field
    field.moveCursor(field.textCursor().MoveOperation.End)
    field.insertPlainText("y" * LONGEST_TEXT)
    room.press(Key.Key_Return)
    assert [note.text for note in room.detail.notes] == ["Kort." + "y" * (LONGEST_TEXT - 5)]
    assert field.toPlainText().endswith("yyy")
    for _ in range(5):
        room.press(Key.Key_Backspace)
    room.press(Key.Key_Return)
    assert room.said() == ""
    assert field.toPlainText() == ""
