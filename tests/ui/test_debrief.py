"""This file is the talk after a visit: what is typed is kept, and a settled talk is only read."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date, time
from pathlib import Path

import pytest
from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import (
    QApplication,
    QFrame,
    QMenu,
    QMessageBox,
    QPushButton,
    QToolButton,
    QWidget,
)
from pytestqt.qtbot import QtBot

from lesobs.domain.instrument import Level
from lesobs.domain.texts import LONGEST_TEXT
from lesobs.domain.visit import ObserverRole, Purpose, VisitState
from lesobs.services.people import PersonDraft
from lesobs.services.school import School
from lesobs.ui import look
from lesobs.ui.debrief.lessons_strip import LessonsStrip
from lesobs.ui.debrief.page import DebriefPage
from lesobs.ui.debrief.reopen_dialog import ReopenDialog
from lesobs.ui.debrief.sentences import impression, who_sees_it
from lesobs.ui.debrief.wipe_dialog import WipeDialog
from lesobs.ui.page import Changes, Place
from lesobs.ui.preview import Preview
from lesobs.ui.widgets.kept import KeptText
from lesobs.ui.widgets.labels import Label
from lesobs.ui.widgets.states import EmptyState

TODAY = date(2026, 11, 23)
INVOLVED = "op3.klimaat.betrokken"
Key, CTRL = Qt.Key, Qt.KeyboardModifier.ControlModifier
SHIFT = Qt.KeyboardModifier.ShiftModifier
Planned = tuple[School, str]


@pytest.fixture(autouse=True)
def dressed(qapp: QApplication) -> None:
    look.apply(qapp, dark=False)


@pytest.fixture
def visited(planned: Planned) -> Planned:
    """A lesson of Thursday 19 November with one score, its explanation and two notes, before the talk."""
    school, visit = planned
    school.visits.start(visit)
    school.observing.score(visit, INVOLVED, 2)
    school.observing.explain(visit, INVOLVED, "Vijf vingers, <altijd> dezelfde.")
    school.observing.add_note(visit, time(10, 33), "Waarom mag dit?", INVOLVED)
    school.observing.add_note(visit, time(10, 42), "De hele rij schrijft & rekent.")
    school.visits.finish(visit)
    return school, visit


def shown(qtbot: QtBot, school: School, visit: str) -> DebriefPage:
    changes = Changes()
    school.on_change(changes.changed.emit)
    page = DebriefPage(school, changes)
    page.kept_changes = changes  # type: ignore[attr-defined]
    qtbot.addWidget(page)
    page.resize(1190, 690)
    page.show_item(visit)
    with qtbot.waitExposed(page):
        page.show()
    page.activateWindow()
    qtbot.waitUntil(page.isActiveWindow)
    page.setFocus()
    return page


@pytest.fixture
def page(qtbot: QtBot, visited: Planned) -> DebriefPage:
    return shown(qtbot, *visited)


def in_dialog(do: Callable[[QWidget], None]) -> None:
    """Do something with the dialog that is about to open; afterwards it is closed in any case."""

    def act() -> None:
        dialog = QApplication.activeModalWidget()
        if dialog is None or not dialog.isActiveWindow():
            QTimer.singleShot(20, act)
            return
        try:
            do(dialog)
        finally:
            dialog.close()

    QTimer.singleShot(20, act)


def field(page: DebriefPage, name: str) -> KeptText:
    return page.form.texts[name]  # type: ignore[index]


def button(page: DebriefPage, words: str) -> QPushButton:
    return next(one for one in page.findChildren(QPushButton) if one.text() == words)


def typed(qtbot: QtBot, page: DebriefPage, name: str, words: str) -> KeptText:
    text = field(page, name)
    text.setFocus()
    qtbot.keyClicks(text, words)
    return text


def test_typing_is_kept_without_a_button(qtbot: QtBot, page: DebriefPage, visited: Planned) -> None:
    school, visit = visited
    typed(qtbot, page, "teacher_view", "Het liep lekker.")
    qtbot.waitUntil(lambda: school.debriefs.get(visit).teacher_view == "Het liep lekker.", timeout=2000)
    assert "Bewaard" in page.form.saved.accessibleName()


def test_going_to_the_next_field_keeps_at_once(qtbot: QtBot, page: DebriefPage, visited: Planned) -> None:
    school, visit = visited
    text = typed(qtbot, page, "teacher_view", "Het liep")
    qtbot.keyClick(text, Key.Key_Tab)
    assert school.debriefs.get(visit).teacher_view == "Het liep"


def test_flush_keeps_what_was_just_typed(qtbot: QtBot, page: DebriefPage, visited: Planned) -> None:
    school, visit = visited
    typed(qtbot, page, "reaction", "Dank je.")
    page.flush()
    assert school.debriefs.get(visit).reaction == "Dank je."


def test_another_change_leaves_alone_what_is_being_typed(
    qtbot: QtBot, page: DebriefPage, visited: Planned
) -> None:
    school, visit = visited
    text = typed(qtbot, page, "help", "Sanne")
    school.debriefs.write(visit, "strength", "Rust")
    assert text.toPlainText() == "Sanne"
    assert text.textCursor().position() == 5
    assert field(page, "strength").toPlainText() == "Rust"
    qtbot.keyClicks(text, " helpt")
    page.flush()
    assert school.debriefs.get(visit).help == "Sanne helpt"


def test_typing_is_one_thing_to_undo_and_comes_back_on_the_page(
    qtbot: QtBot, page: DebriefPage, visited: Planned
) -> None:
    school, visit = visited
    typed(qtbot, page, "strength", "Rust")
    page.flush()
    typed(qtbot, page, "strength", " in de klas")
    page.flush()
    school.undo.undo()
    assert school.debriefs.get(visit).strength == ""
    assert field(page, "strength").toPlainText() == ""


def test_a_text_that_is_too_long_stays_in_the_field_and_the_page_stays(
    qtbot: QtBot, page: DebriefPage, visited: Planned
) -> None:
    school, visit = visited
    other = school.visits.plan(replace(school.visits.get(visit).draft, held_on=TODAY))
    text = field(page, "reaction")
    text.setFocus()
    text.insertPlainText("x" * (LONGEST_TEXT + 1))
    page.flush()
    assert page.form.saved.accessibleName() == "1 nog niet bewaard"
    assert page.bar.isVisible()
    assert "‘Reactie van de docent’ is nog niet helemaal bewaard. Alleen" in page.bar.accessibleName()
    assert school.debriefs.get(visit).reaction == "x" * LONGEST_TEXT
    in_dialog(lambda dialog: None)
    page.show_item(other)
    assert len(text.toPlainText()) == LONGEST_TEXT + 1
    text.textCursor().deletePreviousChar()
    page.flush()
    assert not page.bar.isVisible()
    assert school.debriefs.get(visit).reaction == "x" * LONGEST_TEXT


def test_what_a_full_disk_does_not_take_of_a_talk_waits(
    qtbot: QtBot, page: DebriefPage, visited: Planned
) -> None:
    school, visit = visited
    raw = school._file._raw
    raw.execute("PRAGMA query_only = ON")  # the file takes nothing at all
    typed(qtbot, page, "strength", "Rust")
    page.form.look_again_on.setFocus()
    qtbot.keyClicks(page.form.look_again_on, "10-12-2026")
    qtbot.keyClick(page.form.look_again_on, Key.Key_Return)
    page.form.indicator.setFocus()
    qtbot.keyClicks(page.form.indicator, "A3")
    qtbot.keyClick(page, Key.Key_E, CTRL)
    qtbot.keyClick(page.scores.list, Key.Key_4)
    assert page.form.saved.accessibleName() == "4 nog niet bewaard"
    assert "Nog niet bewaard: ‘Eén sterk punt’, de dag om opnieuw te kijken" in page.bar.accessibleName()
    line = next(one for one in page.scores.lines() if one.key == page.scores.list.current_key())
    assert Level.EFFECTIVE in line.levels, "what the teacher scored is shown"

    raw.execute("PRAGMA query_only = OFF")
    qtbot.mouseClick(button(page, "Opnieuw proberen"), Qt.MouseButton.LeftButton)
    talk = school.debriefs.get(visit)
    assert (talk.strength, talk.look_again_on) == ("Rust", date(2026, 12, 10))
    assert talk.next_step_indicator == INVOLVED
    assert list(school.visits.get(visit).teacher_levels.values()) == [Level.EFFECTIVE]
    assert not page.bar.isVisible()
    assert page.form.saved.accessibleName().startswith("Bewaard ")


def test_what_waits_of_a_talk_is_there_when_one_comes_back(
    qtbot: QtBot, page: DebriefPage, visited: Planned
) -> None:
    school, visit = visited
    other = school.visits.plan(replace(school.visits.get(visit).draft, held_on=TODAY))
    raw = school._file._raw
    raw.execute("PRAGMA query_only = ON")
    typed(qtbot, page, "strength", "Rust")
    page.form.flush()
    page.show_item(other)
    assert "Nog niet bewaard: ‘Eén sterk punt’" in page.bar.accessibleName()
    page.show_item(visit)
    assert field(page, "strength").toPlainText() == "Rust"
    typed(qtbot, page, "strength", " en orde")
    raw.execute("PRAGMA query_only = OFF")
    assert page.flush()
    assert school.debriefs.get(visit).strength == "Rust en orde"


def test_a_note_is_set_into_the_text_where_the_cursor_is(
    qtbot: QtBot, page: DebriefPage, visited: Planned
) -> None:
    school, visit = visited
    text = typed(qtbot, page, "observer_view", "Ik zag dit.")
    actions = page.form.notes.button.findChildren(QWidget)[0].actions()
    assert [action.text() for action in actions] == [
        "10.33  Waarom mag dit?  (A3)",
        "10.42  De hele rij schrijft && rekent.",
    ]
    actions[1].trigger()
    assert text.toPlainText() == "Ik zag dit.\n10.42 De hele rij schrijft & rekent."
    page.flush()
    assert school.debriefs.get(visit).observer_view == text.toPlainText()


def test_from_visited_to_settled_by_keyboard(qtbot: QtBot, page: DebriefPage, visited: Planned) -> None:
    school, visit = visited
    typed(qtbot, page, "strength", "Rust")
    qtbot.keyClick(page, Key.Key_Return, CTRL)
    assert school.visits.get(visit).line.state is VisitState.DISCUSSED
    assert school.debriefs.get(visit).held_on == TODAY
    said: list[str] = []

    def read(dialog: QWidget) -> None:
        assert isinstance(dialog, QMessageBox)
        said.append(dialog.text())

    in_dialog(read)
    qtbot.keyClick(page, Key.Key_Return, CTRL | SHIFT)
    assert "volgende stap" in said[0]
    page.activateWindow()
    qtbot.waitUntil(page.isActiveWindow)
    typed(qtbot, page, "next_step", "Denktijd")
    in_dialog(lambda dialog: qtbot.keyClick(dialog.focusWidget(), Key.Key_Return))
    qtbot.keyClick(page, Key.Key_Return, CTRL | SHIFT)
    assert school.visits.get(visit).line.state is VisitState.SETTLED
    assert len(school.visits.get(visit).notes) == 2, "what the keyboard falls on first keeps the notes"
    assert school.debriefs.get(visit).next_step == "Denktijd"


def test_a_settled_talk_can_be_read_but_not_changed_until_it_is_opened_with_a_reason(
    qtbot: QtBot, page: DebriefPage, visited: Planned
) -> None:
    school, visit = visited
    settle(school, visit)
    text = typed(qtbot, page, "strength", "!!!")
    page.flush()
    assert text.toPlainText() == "Rust"
    assert school.debriefs.get(visit).strength == "Rust"
    assert page.form.look_again_on.isReadOnly()
    assert not page.form.indicator.isEnabled()

    def give(dialog: QWidget) -> None:
        assert isinstance(dialog, ReopenDialog)
        qtbot.keyClick(dialog.reason, Key.Key_Return)
        assert dialog.refusal().startswith("Schrijf op waarom dit bezoek weer open moet")
        qtbot.keyClicks(dialog.reason, "Minh wil iets toevoegen")
        qtbot.keyClick(dialog.reason, Key.Key_Return)

    in_dialog(give)
    button(page, "Heropenen…").click()
    assert school.visits.get(visit).line.state is VisitState.DISCUSSED
    assert school.visits.get(visit).version == 2
    typed(qtbot, page, "strength", "!")
    page.flush()
    assert "!" in school.debriefs.get(visit).strength


def test_the_day_of_the_talk_can_be_another_day(qtbot: QtBot, page: DebriefPage, visited: Planned) -> None:
    school, visit = visited
    day = page.form.talked_on
    assert day.value() == TODAY
    day.setFocus()
    day.selectAll()
    qtbot.keyClicks(day, "20-11-2026")
    qtbot.keyClick(day, Key.Key_Return)
    typed(qtbot, page, "help", "Sanne")
    page.flush()
    assert day.value() == date(2026, 11, 20), "a refresh may not forget the day"
    assert school.debriefs.get(visit).held_on is None, "choosing a day is not yet having talked"
    button(page, "Besproken").click()
    assert school.debriefs.get(visit).held_on == date(2026, 11, 20)
    day.setFocus()
    qtbot.keyClick(day, Key.Key_Up)
    qtbot.keyClick(day, Key.Key_Up)
    assert school.debriefs.get(visit).held_on == date(2026, 11, 22)


def test_looking_again_is_told_in_school_days_and_kept(
    qtbot: QtBot, page: DebriefPage, visited: Planned
) -> None:
    school, visit = visited
    day = page.form.look_again_on
    day.setFocus()
    qtbot.keyClicks(day, "10-12-2026")
    qtbot.keyClick(day, Key.Key_Return)
    assert school.debriefs.get(visit).look_again_on == date(2026, 12, 10)
    assert any(one.text() == "13 schooldagen na vandaag." for one in page.form.findChildren(Label))


def test_a_field_stays_in_view_when_the_offer_to_plan_comes_above_it(qtbot: QtBot, page: DebriefPage) -> None:
    page.form.look_again_on.setFocus()
    qtbot.keyClicks(page.form.look_again_on, "10-12-2026")
    qtbot.keyClick(page.form.look_again_on, Key.Key_Tab)
    reaction = field(page, "reaction")
    assert reaction.hasFocus()
    assert not page.form.next_look.isHidden()
    assert "de volgende stap" in page.form.next_look.said()
    qtbot.waitUntil(lambda: reaction.visibleRegion().boundingRect().height() >= reaction.viewport().height())


def test_a_day_before_the_lesson_is_no_day_to_look_again(
    qtbot: QtBot, page: DebriefPage, visited: Planned
) -> None:
    school, visit = visited
    school.debriefs.look_again(visit, date(2026, 12, 10))
    day = page.form.look_again_on
    day.setFocus()
    day.selectAll()
    qtbot.keyClicks(day, "1-9-2026")
    qtbot.keyClick(day, Key.Key_Return)
    assert school.debriefs.get(visit).look_again_on == date(2026, 12, 10)
    assert "na de les" in day.accessibleDescription()


def test_the_next_step_is_about_an_indicator(qtbot: QtBot, page: DebriefPage, visited: Planned) -> None:
    school, visit = visited
    page.form.indicator.setFocus()
    for _ in range(3):
        qtbot.keyClick(page.form.indicator, Key.Key_Down)
    assert school.debriefs.get(visit).next_step_indicator == INVOLVED


def test_the_notes_of_the_next_step_come_first_and_are_set_in_by_key(
    qtbot: QtBot, page: DebriefPage, visited: Planned
) -> None:
    school, visit = visited
    school.observing.add_note(visit, time(10, 50), "Later nog eens.", INVOLVED)
    school.debriefs.choose_next_step(visit, INVOLVED)
    strength = typed(qtbot, page, "strength", "Rust.")
    qtbot.keyClick(strength, Key.Key_Space, CTRL)
    menu = QApplication.activePopupWidget()
    assert isinstance(menu, QMenu)
    assert [one.text()[:5] for one in menu.actions() if one.text()] == ["10.33", "10.50", "10.42"]
    qtbot.keyClick(menu, Key.Key_Down)
    qtbot.keyClick(menu, Key.Key_Return)
    assert strength.toPlainText() == "Rust.\n10.50 Later nog eens."
    page.flush()
    assert school.debriefs.get(visit).strength == strength.toPlainText()


def test_a_time_beside_the_question_sets_its_note_in(
    qtbot: QtBot, page: DebriefPage, visited: Planned
) -> None:
    school, visit = visited
    note = school.visits.get(visit).notes[0]
    page.form.fields["observer_view"].hint.linkActivated.emit(note.id)
    page.flush()
    assert school.debriefs.get(visit).observer_view == "10.33 Waarom mag dit?"


def test_an_agreement_has_its_day(qtbot: QtBot, page: DebriefPage, visited: Planned) -> None:
    school, visit = visited
    day = page.form.agreed_until
    day.setFocus()
    qtbot.keyClicks(day, "4-12-2026")
    qtbot.keyClick(day, Key.Key_Return)
    assert school.debriefs.get(visit).agreed_until == date(2026, 12, 4)
    assert any(one.text() == "9 schooldagen na vandaag." for one in page.form.findChildren(Label))


def test_looking_again_is_planned_once_by_key(qtbot: QtBot, page: DebriefPage, visited: Planned) -> None:
    school, visit = visited
    qtbot.keyClick(page, Key.Key_K, CTRL)
    assert len(school.visits.all()) == 1, "nothing was agreed yet"
    school.debriefs.look_again(visit, date(2026, 12, 10))
    assert page.form.next_look.offers
    for _ in range(3):
        qtbot.keyClick(page, Key.Key_K, CTRL)
    again, _ = school.visits.all()
    assert (again.held_on, again.state, again.observer) == (
        date(2026, 12, 10),
        VisitState.PLANNED,
        "Marieke Doornbos",
    )
    assert not page.form.next_look.offers
    assert "Staat als lesbezoek in de kalender" in page.form.next_look.said()
    school.debriefs.look_again(visit, date(2026, 12, 17))
    assert "nog op do 10 dec 2026" in page.form.next_look.said()
    qtbot.keyClick(page, Key.Key_K, CTRL)
    assert school.visits.get(again.id).line.held_on == date(2026, 12, 17)
    assert len(school.visits.all()) == 2


def test_a_lesson_still_going_on_is_finished_and_discussed_from_the_talk(
    qtbot: QtBot, planned: Planned
) -> None:
    school, visit = planned
    school.visits.start(visit)
    page = shown(qtbot, school, visit)
    assert button(page, "Rond bezoek af").isVisible()
    typed(qtbot, page, "strength", "Rust")
    states = []
    for _ in range(2):
        qtbot.keyClick(QApplication.focusWidget(), Key.Key_Return, CTRL)
        states.append(school.visits.get(visit).line.state)
    assert states == [VisitState.VISITED, VisitState.DISCUSSED]
    assert school.debriefs.get(visit).strength == "Rust"


def test_the_talk_of_a_short_visit_asks_for_one_step_until_there_is_more(
    qtbot: QtBot, planned: Planned
) -> None:
    school, visit = planned
    short = next(line for line in school.instruments.all() if line.kind == "flits")
    plan = school.visits.get(visit).draft
    school.visits.change_plan(visit, replace(plan, instrument_id=short.id))
    school.visits.start(visit)
    page = shown(qtbot, school, visit)
    asked = [name for name in page.form.texts if field(page, name).isVisible()]
    assert asked == ["observer_view", "strength", "next_step"]
    assert field(page, "observer_view").hasFocus()
    qtbot.keyClick(page.form.all_questions, Key.Key_Space)
    assert all(text.isVisible() for text in page.form.texts.values())
    assert field(page, "teacher_view").hasFocus()
    school.debriefs.write(visit, "reaction", "Dank je.")
    again = shown(qtbot, school, visit)
    assert field(again, "reaction").isVisible(), "what was written is never out of sight"
    assert not again.form.all_questions.isVisible()


def test_tab_goes_from_question_to_question_and_brings_each_into_view(
    qtbot: QtBot, page: DebriefPage, visited: Planned
) -> None:
    page.resize(1190, 560)
    texts = {id(text): name for name, text in page.form.texts.items()}
    field(page, "teacher_view").setFocus()
    reached = ["teacher_view"]
    while reached[-1] != "reaction":
        qtbot.keyClick(QApplication.focusWidget(), Key.Key_Tab)
        now = QApplication.focusWidget()
        assert now is not None and page.form.isAncestorOf(now)
        reached += [texts[id(now)]] if id(now) in texts else []
        qtbot.waitUntil(lambda now=now: now.visibleRegion().boundingRect() == now.rect())
    assert reached == list(page.form.texts)
    field(page, "teacher_view").setFocus()
    qtbot.keyClick(QApplication.focusWidget(), Key.Key_Tab)
    qtbot.keyClick(QApplication.focusWidget(), Key.Key_Tab)
    assert field(page, "strength").hasFocus()


def test_the_menu_has_a_blank_form_of_this_list(
    page: DebriefPage, visited: Planned, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    titles = []

    def show_paper(_parent: object, title: str, _proposal: str, write: Callable[[Path], str]) -> None:
        titles.append(title)
        write(tmp_path / "formulier.pdf")

    monkeypatch.setattr(Preview, "show_paper", show_paper)
    page.act.blank.trigger()
    assert titles == ["Blanco formulier: OP3 volledig"]
    assert (tmp_path / "formulier.pdf").stat().st_size > 5_000


def test_settling_wipes_the_raw_notes_when_asked(qtbot: QtBot, page: DebriefPage, visited: Planned) -> None:
    school, visit = visited
    school.debriefs.write(visit, "strength", "Rust")
    school.debriefs.write(visit, "next_step", "Denktijd")
    school.debriefs.discuss(visit, TODAY)
    in_dialog(lambda dialog: None)  # closed without an answer
    qtbot.keyClick(page, Key.Key_Return, CTRL | SHIFT)
    assert school.visits.get(visit).line.state is VisitState.DISCUSSED
    said: list[str] = []

    def wipe(dialog: QWidget) -> None:
        assert isinstance(dialog, WipeDialog)
        said.extend(label.text() for label in dialog.findChildren(Label))
        qtbot.keyClick(dialog.wipe_button, Key.Key_Return)

    in_dialog(wipe)
    page.activateWindow()
    qtbot.waitUntil(page.isActiveWindow)
    qtbot.keyClick(page, Key.Key_Return, CTRL | SHIFT)
    assert "1 aantekening komt niet in het verslag." in said
    assert any("Reservekopieën" in words for words in said)
    assert school.visits.get(visit).line.state is VisitState.SETTLED
    assert [note.text for note in school.visits.get(visit).notes] == ["Waarom mag dit?"]


def test_without_raw_notes_settling_asks_nothing(qtbot: QtBot, page: DebriefPage, visited: Planned) -> None:
    school, visit = visited
    loose = next(note for note in school.visits.get(visit).notes if note.indicator_key is None)
    school.observing.put_in_report(loose.id, True)
    school.debriefs.write(visit, "strength", "Rust")
    school.debriefs.write(visit, "next_step", "Denktijd")
    school.debriefs.discuss(visit, TODAY)
    qtbot.keyClick(page, Key.Key_Return, CTRL | SHIFT)
    assert school.visits.get(visit).line.state is VisitState.SETTLED


def test_an_earlier_version_is_read_on_the_page_and_left_again(
    qtbot: QtBot, page: DebriefPage, visited: Planned
) -> None:
    school, visit = visited
    settle(school, visit)
    school.debriefs.reopen(visit, "Minh wil iets toevoegen")
    school.debriefs.write(visit, "strength", "Rust en humor")
    school.observing.score(visit, INVOLVED, 4)
    assert page.scores.lines()[2].levels == (4,)
    qtbot.keyClick(page, Key.Key_V, CTRL | SHIFT)
    assert "Je leest versie 1." in page.bar.accessibleName()
    assert "Minh wil iets toevoegen" in page.bar.accessibleName()
    assert field(page, "strength").toPlainText() == "Rust"
    assert page.scores.lines()[2].levels == (2,)
    typed(qtbot, page, "strength", "!!!")
    page.flush()
    assert school.debriefs.get(visit).strength == "Rust en humor"
    assert not any(one.isVisible() for one in page.findChildren(QPushButton) if one.text() == "Heropenen…")
    qtbot.keyClick(page, Key.Key_Left, Qt.KeyboardModifier.AltModifier)
    assert field(page, "strength").toPlainText() == "Rust en humor"
    assert not page.bar.isVisible()


def test_scores_open_to_what_was_seen(qtbot: QtBot, page: DebriefPage) -> None:
    line = page.scores.lines()[2]
    assert (line.code, line.levels, line.notes) == ("A3", (2,), 1)
    assert "&lt;altijd&gt;" in line.tooltip
    page.scores.list.setFocus()
    page.scores.list.select_row(2)
    qtbot.keyClick(page.scores.list, Key.Key_Return)
    opened = page.scores.lines()[2]
    assert opened.is_open
    assert opened.seen[1:] == ("Vijf vingers, <altijd> dezelfde.", "10.33  Waarom mag dit?")
    assert opened.seen[0].startswith("In aanzet: ")


def test_a_planned_lesson_can_be_begun_from_here(qtbot: QtBot, planned: Planned) -> None:
    school, visit = planned
    school.visits.change_plan(visit, replace(school.visits.get(visit).draft, held_on=TODAY))
    page = shown(qtbot, school, visit)
    assert page.findChild(EmptyState) is not None
    assert not page.form.isVisible()
    with qtbot.waitSignal(page.go) as asked:
        qtbot.keyClick(page, Key.Key_F5)
    assert asked.args == [Place.OBSERVE, visit]
    assert school.visits.get(visit).line.state is VisitState.BUSY
    assert page.form.isVisible()
    assert not button(page, "Besproken").isEnabled()


def test_a_visit_that_is_gone_leads_back_to_the_list(
    qtbot: QtBot, page: DebriefPage, visited: Planned
) -> None:
    school, visit = visited
    school.visits.remove(visit)
    empty = page.findChild(EmptyState)
    assert empty is not None
    with qtbot.waitSignal(page.go) as asked:
        empty.buttons[0].click()
    assert asked.args[0] == Place.VISITS


def test_lessons_before_stand_beside_this_one_but_an_appraisal_stays_apart(
    page: DebriefPage, visited: Planned
) -> None:
    school, visit = visited
    draft = school.visits.get(visit).draft
    coach = school.people.save_person(PersonDraft("Rachid el Amrani", role=ObserverRole.COACH))
    for day, observer, purpose in (
        (date(2026, 4, 14), coach, Purpose.DEVELOPMENT),
        (date(2026, 5, 12), coach, Purpose.APPRAISAL),
        (date(2025, 11, 12), draft.observer_id, Purpose.STARTER),
    ):
        earlier = school.visits.plan(replace(draft, held_on=day, observer_id=observer, purpose=purpose))
        school.visits.start(earlier)
        school.visits.finish(earlier)
    strip = page.findChild(LessonsStrip)
    assert strip is not None
    cards = [card.accessibleName().split(",")[0] for card in strip.findChildren(QFrame) if card.isVisible()]
    assert [name for name in cards if name][:-1] == ["Dit bezoek", "di 14 apr 2026", "wo 12 nov 2025"]
    said = (
        "Een indruk, nog geen beeld. Drie bezoeken, maar door twee waarnemers. "
        "Er hoort nog een derde paar ogen bij."
    )
    assert any(label.accessibleName() == said for label in strip.findChildren(Label))


def test_a_narrow_page_has_the_scores_as_a_second_tab(qtbot: QtBot, page: DebriefPage) -> None:
    page.resize(800, 400)
    assert page.width() == 800
    assert (page.form.isVisible(), page.scores.isVisible()) == (True, False)
    scores = next(one for one in page.findChildren(QToolButton) if one.text() == "Scores")
    scores.setFocus()
    qtbot.keyClick(scores, Key.Key_Space)
    assert (page.form.isVisible(), page.scores.isVisible()) == (False, True)


@pytest.mark.parametrize(
    ("visits", "observers", "title"),
    [
        (1, 1, "Een indruk, nog geen beeld."),
        (2, 2, "Een indruk, nog geen beeld."),
        (3, 1, "Een indruk, nog geen beeld."),
        (3, 2, "Een indruk, nog geen beeld."),
        (3, 3, "Meer dan een indruk."),
    ],
)
def test_below_three_visits_by_three_observers_it_is_an_impression(
    visits: int, observers: int, title: str
) -> None:
    assert impression(visits, observers)[0] == title


def test_an_appraisal_says_that_it_never_counts() -> None:
    assert "nooit" in who_sees_it(Purpose.APPRAISAL, "Minh", "Marieke")
    assert who_sees_it(Purpose.DEVELOPMENT, "Minh", "Marieke") == (
        "Doel: ontwikkeling. Zichtbaar voor Minh en Marieke."
    )


def settle(school: School, visit: str) -> None:
    school.debriefs.write(visit, "strength", "Rust")
    school.debriefs.write(visit, "next_step", "Denktijd")
    school.debriefs.discuss(visit, TODAY)
    school.debriefs.settle(visit)
