"""Tests of the observing page: real keys on a real school file, and what is in the file afterwards."""

import typing
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import date, datetime, time
from pathlib import Path

import pytest
from PySide6.QtCore import QEvent, QMimeData, QPoint, QPointF, Qt
from PySide6.QtGui import QContextMenuEvent, QDropEvent, QKeyEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import QAbstractButton, QApplication, QLabel, QMenu, QWidget
from pytestqt.qtbot import QtBot

from lesobs.domain.instrument import Level
from lesobs.domain.schoolyear import Region
from lesobs.domain.visit import LessonPhase, ObserverRole, Purpose, VisitState
from lesobs.services.debriefs import DebriefText
from lesobs.services.people import ClassDraft, PersonDraft, SectionDraft, TeacherDraft
from lesobs.services.school import School
from lesobs.services.visits import NoteDetail, RatingDetail, VisitDetail, VisitDraft
from lesobs.ui import look
from lesobs.ui.observing.indicators import NOTE_MIME
from lesobs.ui.observing.keys import Command, Do, list_command, text_command
from lesobs.ui.observing.page import ObservingPage
from lesobs.ui.page import Changes, Place

DAY = date(2026, 11, 19)
NOW = datetime.combine(DAY, time(10, 42, 7))
Key, Mod = Qt.Key, Qt.KeyboardModifier
SECONDS = 1_000


@dataclass
class Classroom:
    """A page on a school with one visit, and fingers to use it with."""

    bot: QtBot
    school: School
    visit: str
    page: ObservingPage
    went: list[tuple[str, str]] = field(default_factory=list)

    def press(self, key: Key, held: Mod = Mod.NoModifier) -> None:
        """A key for whatever has the ring."""
        self.bot.keyClick(self.ring, key, held)

    def type(self, words: str) -> None:
        self.bot.keyClicks(self.ring, words)

    @property
    def ring(self) -> QWidget:
        found = QApplication.focusWidget()
        assert found is not None
        return found

    @property
    def detail(self) -> VisitDetail:
        return self.school.visits.get(self.visit)

    @property
    def state(self) -> VisitState:
        return self.detail.line.state

    def key(self, code: str) -> str:
        return next(one.key for one in self.detail.instrument.indicators if one.code == code)

    def rating(self, code: str) -> RatingDetail:
        return self.detail.ratings[self.key(code)]

    def note(self, text: str) -> NoteDetail:
        return next(note for note in self.detail.notes if note.text == text)

    def code(self) -> str:
        """The indicator in focus."""
        key = self.page.indicators.current_key()
        return next(one.code for one in self.detail.instrument.indicators if one.key == key)

    def said(self) -> str:
        """What the bar says, "" when it says nothing."""
        return self.page.bar.accessibleName() if self.page.bar.isVisible() else ""

    def shown(self) -> set[str]:
        """The words of all labels one can see."""
        return {label.text() for label in self.page.findChildren(QLabel) if label.isVisible()}

    def note_texts(self) -> list[str]:
        model = self.page.notes.list.model()
        return [str(model.index(row, 0).data()) for row in range(model.rowCount())]


@pytest.fixture
def school(tmp_path: Path) -> Iterator[School]:
    with School.create(tmp_path / "s.lesobs", "Hazelkamp College", Region.MIDDLE, today=lambda: DAY) as made:
        yield made


@pytest.fixture
def visit(school: School) -> str:
    section = school.people.save_section(SectionDraft("wiskunde"))
    teacher = school.people.save_teacher(
        TeacherDraft("DAN", "Đặng", "Minh", section_ids=frozenset({section}))
    )
    group = school.people.save_class(ClassDraft("3H2", 3, pupils=27))
    observer = school.people.save_person(PersonDraft("Farida", role=ObserverRole.TEAM_LEADER))
    draft = VisitDraft(
        teacher_id=teacher,
        section_id=section,
        observer_id=observer,
        instrument_id=school.instruments.all()[0].id,
        held_on=DAY,
        purpose=Purpose.DEVELOPMENT,
        class_group_id=group,
        lesson_hour=3,
        focus_question="wie denkt er mee als ik een vraag stel?",
    )
    return school.visits.plan(draft)


Opened = Callable[[], Classroom]


@pytest.fixture
def opened(qtbot: QtBot, school: School, visit: str) -> Opened:
    """Opens the visit in a page of its own, as the window does."""
    app = QApplication.instance()
    assert isinstance(app, QApplication)
    look.apply(app, dark=False)
    changes = Changes(app)
    school.on_change(changes.changed.emit)

    def make() -> Classroom:
        page = ObservingPage(school, changes, now=lambda: NOW)
        qtbot.addWidget(page)
        room = Classroom(qtbot, school, visit, page)
        page.go.connect(lambda place, item: room.went.append((place, item)))
        page.resize(1366, 700)
        page.show_item(visit)
        page.show()
        page.activateWindow()
        page.setFocus()
        qtbot.waitUntil(page.indicators.hasFocus)
        return room

    return make


@pytest.fixture
def room(opened: Opened, school: School, visit: str) -> Classroom:
    school.visits.start(visit)
    return opened()


def settle(school: School, visit: str) -> None:
    school.visits.finish(visit)
    for name in typing.get_args(DebriefText):
        school.debriefs.write(visit, name, "Iedereen schrijft eerst zelf.")
    school.debriefs.choose_next_step(visit, "op3.klimaat.betrokken")
    school.debriefs.look_again(visit, date(2027, 1, 11))
    school.debriefs.discuss(visit, DAY)
    school.debriefs.settle(visit)


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


def test_the_first_note_begins_a_planned_visit(opened: Opened) -> None:
    room = opened()
    room.press(Key.Key_F7)
    room.type("Deur staat open.")
    room.press(Key.Key_Return)
    assert room.state is VisitState.BUSY
    assert room.note("Deur staat open.").indicator_key == room.key("A1")


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


def test_a_note_follows_the_indicator_in_focus_while_it_is_typed(room: Classroom) -> None:
    room.press(Key.Key_F7)
    room.type("Hoort bij de volgende.")
    room.page.flush()
    room.press(Key.Key_Down, Mod.AltModifier)
    room.press(Key.Key_Return)
    assert room.note("Hoort bij de volgende.").indicator_key == room.key("A2")


def test_ctrl_u_finds_what_has_no_score_and_never_deletes_words(room: Classroom) -> None:
    room.press(Key.Key_4)
    room.press(Key.Key_Tab)
    room.type("blijft staan")
    room.press(Key.Key_U, Mod.ControlModifier)
    assert room.code() == "A2"
    room.page.flush()
    assert room.rating("A1").explanation == "blijft staan"


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
        [menu] = notes.findChildren(QMenu)
        next(action for action in menu.actions() if action.text().startswith(words)).trigger()
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


def test_a_settled_visit_can_only_be_read(opened: Opened, school: School, visit: str) -> None:
    school.visits.start(visit)
    school.observing.score(visit, "op3.klimaat.sfeer", 3)
    settle(school, visit)
    room = opened()
    assert room.said() == "Vastgesteld. Heropenen kan in de nabespreking."
    room.press(Key.Key_4)
    assert room.rating("A1").level is Level.VISIBLE
    assert room.said().startswith("Dit bezoek is vastgesteld.")
    assert room.page.scoring.explanation.isReadOnly()
    assert not room.page.entry.isVisible()
    room.press(Key.Key_Down)
    assert room.said() == "Vastgesteld. Heropenen kan in de nabespreking."


def test_after_the_lesson_everything_can_still_be_added(opened: Opened, school: School, visit: str) -> None:
    school.visits.start(visit)
    school.visits.finish(visit)
    room = opened()
    assert "Loop rustig na wat nog geen score heeft (Ctrl+U)." in room.said()
    room.press(Key.Key_4)
    assert room.rating("A1").level is Level.EFFECTIVE
    assert room.state is VisitState.VISITED


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
    raw = room.school._file._raw
    pages = raw.execute("PRAGMA page_count").fetchone()[0]
    raw.execute(f"PRAGMA max_page_count = {pages}")
    room.press(Key.Key_Tab)
    room.page.scoring.explanation.insertPlainText(words)
    room.page.flush()
    assert room.said().startswith("Niet bewaard.")
    assert "blijft staan" in room.said()
    assert room.page.hints.saved.accessibleName() == "Niet bewaard"
    assert room.page.scoring.explanation.toPlainText() == words

    room.press(Key.Key_Down, Mod.AltModifier)
    room.press(Key.Key_Up, Mod.AltModifier)
    assert room.page.scoring.explanation.toPlainText() == words

    raw.execute(f"PRAGMA max_page_count = {pages + 1000}")
    room.type("!")
    room.bot.waitUntil(lambda: room.rating("A1").explanation.endswith("!"), timeout=2 * SECONDS)
    assert len(room.rating("A1").explanation) == len(words) + 1
    assert room.said() == ""


def test_a_narrow_window_makes_the_notes_a_tab(room: Classroom) -> None:
    room.school.observing.add_note(room.visit, time(10, 20), "Een.")
    page = room.page
    assert page.notes.isVisible() and not page.panels.tabs.isVisible()
    page.resize(853, 427)
    assert page.panels.tabs.isVisible() and not page.notes.isVisible()
    assert page.indicators.width() == 218
    assert page.entry.field.isVisible(), "a note can always be typed"
    assert page.indicators.hasFocus()
    [tab] = [one for one in page.findChildren(QAbstractButton) if one.text() == "Aantekeningen 1"]
    room.bot.mouseClick(tab, Qt.MouseButton.LeftButton)
    assert page.notes.isVisible() and not page.scoring.levels[0].isVisible()
    assert page.entry.field.isVisible()
    page.indicators.setFocus()
    room.press(Key.Key_F7)
    room.type("Smal.")
    page.resize(1366, 700)
    assert page.entry.field.hasFocus()
    assert page.entry.field.toPlainText() == "Smal."
    assert page.notes.isVisible() and page.scoring.levels[0].isVisible() and not page.panels.tabs.isVisible()


def test_hints_fit_what_has_the_ring(room: Classroom) -> None:
    assert {"score", "n.v.t.", "wis", "indicator", "deel"} <= room.shown()
    room.press(Key.Key_F7)
    assert "aantekening af" in room.shown() and "deel" not in room.shown()
    room.press(Key.Key_Escape)
    assert "deel" in room.shown()
    room.press(Key.Key_Tab)
    assert "lijst" in room.shown() and "aantekening af" not in room.shown()


def test_ways_out(room: Classroom) -> None:
    room.press(Key.Key_N, Mod.ControlModifier)
    assert room.went == [(Place.DEBRIEF, room.visit)]
    room.page.head.back_asked.emit()
    assert room.went[1:] == [(Place.VISITS, room.visit)]


def test_a_visit_that_is_gone_leads_back_to_the_list(room: Classroom) -> None:
    room.school.visits.remove(room.visit)
    room.bot.waitUntil(lambda: (Place.VISITS, "") in room.went, timeout=SECONDS)


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


def test_rows_say_themselves(room: Classroom) -> None:
    room.school.observing.score(room.visit, room.key("A3"), 2)
    for minute in (20, 21):
        room.school.observing.add_note(room.visit, time(10, minute), "Zag ik.", room.key("A3"))
    model = room.page.indicators.model()
    spoken = [model.index(row, 0).data(Qt.ItemDataRole.AccessibleTextRole) for row in range(4)]
    assert spoken[0] == "Deel A, Leerklimaat, 1 van 4 gescoord"
    assert spoken[3] == "A3 Iedereen doet mee, 2, in aanzet, 2 aantekeningen"
    assert room.page.scoring.levels[3].accessibleName() == "4, Zichtbaar en werkzaam"
    assert room.page.scoring.explanation.accessibleName() == "Toelichting bij A1"
    nameless = [
        widget
        for widget in room.page.findChildren(QWidget)
        if widget.focusPolicy() & Qt.FocusPolicy.TabFocus
        and widget.isVisible()
        and not widget.accessibleName()
    ]
    assert nameless == []
