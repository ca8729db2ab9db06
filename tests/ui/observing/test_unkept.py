"""Tests of what the file does not take: a full disk, and a file that is gone."""

from datetime import time

from classroom import CTRL, SECONDS, SHIFT, Classroom, Key, Opened
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QPushButton

from lesobs.domain.instrument import Level
from lesobs.domain.visit import LessonPhase, VisitState
from lesobs.services.school import School
from lesobs.ui.observing.counter import Counted

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


def three_notes(room: Classroom) -> dict[str, str]:
    """Notes of three minutes, with the ring on the last of them in the list; their ids by their words."""
    for minute, words in ((31, "een"), (35, "twee"), (39, "drie")):
        room.school.observing.add_note(room.visit, time(10, minute), words, room.key("A1"))
    room.page.notes.list.setFocus()
    assert room.page.notes.list.current_id() == room.note("drie").id
    return {note.text: note.id for note in room.detail.notes}


def test_moves_and_deletions_wait_for_a_full_disk_like_scores(room: Classroom) -> None:
    ids = three_notes(room)
    raw = room.school._file._raw
    raw.execute("PRAGMA query_only = ON")
    room.press(Key.Key_R)
    room.press(Key.Key_Down, CTRL | SHIFT)
    room.press(Key.Key_Down, CTRL | SHIFT)
    room.press(Key.Key_Up)
    room.press(Key.Key_Delete)
    room.press(Key.Key_F6)
    shown = {note.text: note for note in room.page.visit.detail.notes}
    assert set(shown) == {"een", "drie"}, "what was removed is out of sight"
    assert shown["drie"].indicator_key == room.key("A3")
    assert not shown["drie"].goes_into_report
    assert "aantekening 10.39 niet in het verslag, aantekening 10.39 bij A3, verwijderen van" in room.said()
    assert room.page.visit.detail.phase is LessonPhase.INSTRUCTION
    assert [note.text for note in room.detail.notes] == ["een", "twee", "drie"], "the file is as it was"

    raw.execute("PRAGMA query_only = OFF")
    room.press(Key.Key_Escape)
    room.press(Key.Key_3)  # the next thing that is kept takes along what waits
    room.bot.waitUntil(lambda: room.said() == "", timeout=SECONDS)
    kept = {note.text: note for note in room.detail.notes}
    assert set(kept) == {"een", "drie"}
    assert kept["drie"].id == ids["drie"]
    assert kept["drie"].indicator_key == room.key("A3") and not kept["drie"].goes_into_report
    assert room.detail.phase is LessonPhase.INSTRUCTION


def test_a_note_that_waits_can_be_moved_and_changed(room: Classroom) -> None:
    raw = room.school._file._raw
    raw.execute("PRAGMA query_only = ON")
    room.press(Key.Key_F7)
    room.type("Wacht.")
    room.press(Key.Key_Return)
    room.page.notes.list.setFocus()
    room.press(Key.Key_Down, CTRL | SHIFT)
    assert "aantekening 10.42 en aantekening 10.42 bij A2" in room.said()
    room.press(Key.Key_F2)
    assert room.page.entry.field.toPlainText() == "Wacht."
    room.type(" Tien tellen.")
    room.press(Key.Key_Return)
    assert [note.text for note in room.page.visit.detail.notes] == ["Wacht. Tien tellen."]
    raw.execute("PRAGMA query_only = OFF")
    assert room.page.flush()
    [note] = room.detail.notes
    assert (note.text, note.indicator_key) == ("Wacht. Tien tellen.", room.key("A2"))
    assert room.said() == ""


def test_a_change_that_waits_is_there_when_the_note_is_changed_again(room: Classroom) -> None:
    three_notes(room)
    raw = room.school._file._raw
    raw.execute("PRAGMA query_only = ON")
    for words in (" vier", " vijf"):
        room.press(Key.Key_F2)
        room.type(words)
        room.press(Key.Key_Return)
    raw.execute("PRAGMA query_only = OFF")
    assert room.page.flush()
    assert room.note("drie vier vijf").at == time(10, 39)


def test_a_note_is_moved_once_it_is_in_the_file(room: Classroom) -> None:
    """The disk has room for the small change, not for the long note that it is about."""
    room.room_on_disk(0)
    room.press(Key.Key_F7)
    room.page.entry.field.insertPlainText(MUCH)
    room.press(Key.Key_Return)
    room.page.notes.list.setFocus()
    room.press(Key.Key_Down, CTRL | SHIFT)
    assert not room.page.flush()
    room.room_on_disk(1000)
    assert room.page.flush()
    assert room.note(MUCH).indicator_key == room.key("A2")


def test_counts_wait_too_also_when_they_are_changed_or_removed(room: Classroom) -> None:
    raw = room.school._file._raw
    raw.execute("PRAGMA query_only = ON")
    counts = room.page.visit.counts
    for on_task in (19, 21):
        assert counts.enter(Counted("", time(10, on_task), on_task, 27, None))
    first, second = room.page.visit.detail.counts
    assert counts.enter(Counted(first.id, time(10, 19), 20, 27, None))
    assert counts.remove(second.id)
    assert [one.on_task for one in room.page.visit.detail.counts] == [20]
    raw.execute("PRAGMA query_only = OFF")
    assert room.page.flush()
    assert [(one.on_task, one.at) for one in room.detail.counts] == [(20, time(10, 19))]


def test_a_score_that_waits_begins_its_own_visit_also_from_another(opened: Opened) -> None:
    room = opened()
    other = room.school.visits.plan(room.detail.draft)
    raw = room.school._file._raw
    raw.execute("PRAGMA query_only = ON")
    room.press(Key.Key_3)
    room.page.show_item(other)
    raw.execute("PRAGMA query_only = OFF")
    assert room.page.flush()
    assert room.state is VisitState.BUSY and room.rating("A1").level is Level.VISIBLE
    assert room.school.visits.get(other).line.state is VisitState.PLANNED


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
