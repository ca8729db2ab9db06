"""This file is the scores beside the talk: the teacher's own, what differs, both halves of a duo-visit."""

from dataclasses import replace
from datetime import date, time

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QApplication, QLabel, QMessageBox, QWidget
from pytestqt.qtbot import QtBot
from tests.ui.conftest import Answering

from lesobs.domain.instrument import Level
from lesobs.domain.visit import ObserverRole, VisitState
from lesobs.services.people import PersonDraft
from lesobs.services.school import School
from lesobs.ui import look
from lesobs.ui.debrief.lessons_strip import LessonsStrip
from lesobs.ui.debrief.page import DebriefPage
from lesobs.ui.page import Changes, Place
from lesobs.ui.visits.list_page import VisitsPage
from lesobs.ui.visits.plan_dialog import PlanDialog
from lesobs.ui.widgets.states import EmptyState

TODAY = date(2026, 11, 23)
Key, CTRL = Qt.Key, Qt.KeyboardModifier.ControlModifier
FIRST, INVOLVED = "op3.klimaat.sfeer", "op3.klimaat.betrokken"
Planned = tuple[School, str]


@pytest.fixture(autouse=True)
def dressed(qapp: QApplication) -> None:
    look.apply(qapp, dark=False)


def observe(school: School, visit: str, levels: dict[str, int]) -> None:
    school.visits.start(visit)
    for key, level in levels.items():
        school.observing.score(visit, key, level)
    school.observing.add_note(visit, time(10, 33), "Vijf vingers.", INVOLVED)
    school.visits.finish(visit)


@pytest.fixture
def seen(planned: Planned) -> Planned:
    """A lesson observed to the end: 4 on the first indicator, 2 on the third."""
    school, visit = planned
    observe(school, visit, {FIRST: 4, INVOLVED: 2})
    return school, visit


@pytest.fixture
def rachid(planned: Planned) -> str:
    school, _ = planned
    return school.people.save_person(PersonDraft("Rachid el Amrani", role=ObserverRole.COACH))


def shown(qtbot: QtBot, page: DebriefPage | VisitsPage, visit: str) -> None:
    qtbot.addWidget(page)
    page.resize(1190, 690)
    page.show_item(visit)
    with qtbot.waitExposed(page):
        page.show()
    page.activateWindow()
    qtbot.waitUntil(page.isActiveWindow)
    page.setFocus()


def talk_page(qtbot: QtBot, school: School, visit: str) -> DebriefPage:
    changes = Changes()
    school.on_change(changes.changed.emit)
    page = DebriefPage(school, changes)
    page.kept_changes = changes  # type: ignore[attr-defined]
    shown(qtbot, page, visit)
    return page


def list_page(qtbot: QtBot, school: School, visit: str, me: str | None) -> VisitsPage:
    changes = Changes()
    school.on_change(changes.changed.emit)
    page = VisitsPage(school, changes, lambda: me)
    page.kept_changes = changes  # type: ignore[attr-defined]
    shown(qtbot, page, visit)
    return page


@pytest.fixture
def page(qtbot: QtBot, seen: Planned) -> DebriefPage:
    return talk_page(qtbot, *seen)


def press(qtbot: QtBot, page: DebriefPage, *keys: Qt.Key) -> None:
    for key in keys:
        qtbot.keyClick(page.scores.list, key)


def words_of(page: QWidget) -> str:
    return " ".join(label.text() for label in page.findChildren(QLabel) if label.isVisible())


def test_the_teacher_scores_by_keyboard_as_when_observing(
    qtbot: QtBot, page: DebriefPage, seen: Planned
) -> None:
    school, visit = seen
    qtbot.keyClick(page, Key.Key_E, CTRL)
    assert QApplication.focusWidget() is page.scores.list
    press(qtbot, page, Key.Key_3, Key.Key_Return, Key.Key_N, Key.Key_Down, Key.Key_4)
    press(qtbot, page, Key.Key_D, Key.Key_1, Key.Key_Up, Key.Key_2, Key.Key_Backspace)
    keys = [one.key for one in school.visits.get(visit).instrument.indicators]
    last_part = next(
        one.key for one in school.visits.get(visit).instrument.indicators if one.code.startswith("D")
    )
    assert school.visits.get(visit).teacher_levels == {
        keys[0]: Level.VISIBLE,
        keys[1]: Level.NOT_APPLICABLE,
        keys[2]: Level.EFFECTIVE,
        last_part: Level.NOT_VISIBLE,
    }
    assert school.visits.get(visit).ratings[FIRST].level is Level.EFFECTIVE, "the observer's stay"
    qtbot.keyClick(page, Key.Key_U, CTRL)
    assert page.scores.list.current_key() not in school.visits.get(visit).teacher_levels
    school.undo.undo()  # the clearing of 2
    school.undo.undo()
    assert len(school.visits.get(visit).teacher_levels) == 4
    press(qtbot, page, Key.Key_Escape)
    assert page.form.isVisible()


def test_the_observers_scores_are_out_of_sight_while_the_teacher_scores(
    qtbot: QtBot, page: DebriefPage
) -> None:
    assert page.scores.lines()[0].levels == (4,)
    qtbot.keyClick(page, Key.Key_E, CTRL)
    press(qtbot, page, Key.Key_1)
    line = page.scores.lines()[0]
    assert line.levels == (1,), "only the teacher's own"
    assert (line.tooltip, line.notes, line.differs) == ("", 0, False)
    assert "waarnemer" not in line.spoken()
    strip = page.findChild(LessonsStrip)
    assert strip is not None
    assert not strip.isVisible()
    assert not page.form.isVisible()
    qtbot.keyClick(page, Key.Key_H, CTRL)
    assert page.scores.lines()[0].levels == (1, 4)
    qtbot.keyClick(page, Key.Key_H, CTRL)
    assert page.scores.lines()[0].levels == (1,)
    press(qtbot, page, Key.Key_Escape)
    assert page.scores.lines()[0].levels == (1, 4)
    assert page.scores.lines()[0].differs


def test_a_touch_on_what_a_level_means_scores_too(qtbot: QtBot, page: DebriefPage, seen: Planned) -> None:
    school, visit = seen
    qtbot.keyClick(page, Key.Key_E, CTRL)
    three = next(row for row in page.own.rows if row.level() == 3)
    assert three.height() >= 40
    qtbot.mouseClick(three, Qt.MouseButton.LeftButton)
    assert school.visits.get(visit).teacher_levels[FIRST] is Level.VISIBLE
    assert three.isChecked()
    qtbot.mouseClick(three, Qt.MouseButton.LeftButton)
    assert FIRST not in school.visits.get(visit).teacher_levels
    press(qtbot, page, Key.Key_4)
    assert school.visits.get(visit).teacher_levels[FIRST] is Level.EFFECTIVE, "by key still"


def test_two_levels_apart_is_put_forward_and_a_key_goes_there(
    qtbot: QtBot, page: DebriefPage, seen: Planned
) -> None:
    school, visit = seen
    school.debriefs.score_own(visit, FIRST, 3)
    school.debriefs.score_own(visit, INVOLVED, 4)
    assert [line.code for line in page.scores.lines() if line.differs] == ["A3"]
    assert page.scores.said().startswith("Twee niveaus verschil of meer op A3: een mooi begin")
    qtbot.keyClick(page, Key.Key_F8)
    assert page.scores.list.current_key() == INVOLVED
    assert QApplication.focusWidget() is page.scores.list
    opened = page.scores.lines()[2]
    assert opened.is_open
    assert [text.split(":")[0] for text in opened.seen[:2]] == [
        "Docent – zichtbaar en werkzaam",
        "Waarnemer – in aanzet",
    ]
    school.debriefs.score_own(visit, INVOLVED, 3)
    assert not any(line.differs for line in page.scores.lines())


def test_a_settled_visit_takes_no_scores_of_the_teacher(
    qtbot: QtBot, page: DebriefPage, seen: Planned
) -> None:
    school, visit = seen
    settle(school, visit)
    qtbot.keyClick(page, Key.Key_E, CTRL)
    assert page.form.isVisible()
    assert not page.scores.fill_button.isVisible()


def test_a_small_window_has_room_for_the_teachers_scoring(qtbot: QtBot, page: DebriefPage) -> None:
    page.resize(800, 400)
    qtbot.keyClick(page, Key.Key_E, CTRL)
    assert page.own.isVisible()
    assert page.scores.isVisible()
    assert page.width() == 800
    press(qtbot, page, Key.Key_2, Key.Key_Escape)
    assert page.scores.isVisible()
    assert page.scores.lines()[0].levels == (2, 4)


# Duo-visits


def test_both_halves_lead_to_one_talk_with_the_scores_side_by_side(
    qtbot: QtBot, seen: Planned, rachid: str
) -> None:
    school, visit = seen
    other = school.duos.add_observer(visit, rachid)
    page = talk_page(qtbot, school, visit)
    assert "Rachid el Amrani heeft nog niet gekeken" in page.bar.accessibleName()
    assert page.scores.lines()[0].levels == (4,)
    school.visits.start(other)
    school.observing.score(other, FIRST, 1)
    assert "Rachid el Amrani is nog bezig" in page.bar.accessibleName()
    assert page.scores.lines()[0].levels == (4,), "not before both are done"
    school.visits.finish(other)
    assert not page.bar.isVisible()
    assert page.scores.lines()[0].levels == (4, 1)
    assert page.scores.lines()[0].differs
    assert "jullie keken elk anders" in page.scores.said()
    school.debriefs.score_own(visit, FIRST, 2)
    assert page.scores.lines()[0].levels == (2, 4, 1)

    half = talk_page(qtbot, school, other)
    assert half.scores.lines()[0].levels == (2, 4, 1)
    text = half.form.texts["strength"]
    text.setFocus()
    qtbot.keyClicks(text, "Rust")
    half.flush()
    assert school.debriefs.get(visit).strength == "Rust"


def test_the_second_observer_looks_before_reading_the_talk(qtbot: QtBot, seen: Planned, rachid: str) -> None:
    school, visit = seen
    school.debriefs.write(visit, "next_step", "Denktijd")
    other = school.duos.add_observer(visit, rachid)
    school.visits.start(other)
    page = talk_page(qtbot, school, other)
    empty = page.findChild(EmptyState)
    assert empty is not None
    assert not page.form.isVisible()
    assert not page.scores.isVisible()
    with qtbot.waitSignal(page.go) as asked:
        empty.buttons[0].click()
    assert asked.args == [Place.OBSERVE, other]


def test_the_strip_counts_a_lesson_once_and_leaves_an_unfinished_half_out(
    qtbot: QtBot, seen: Planned, rachid: str
) -> None:
    school, visit = seen
    draft = replace(school.visits.get(visit).draft, held_on=date(2026, 10, 1))
    first, second = school.duos.plan(draft, rachid)
    observe(school, first, {FIRST: 3})
    page = talk_page(qtbot, school, visit)
    assert "Dit zijn er twee, door één waarnemer." in words_of(page)
    school.visits.start(second)
    assert "Dit zijn er twee, door één waarnemer." in words_of(page)
    school.visits.finish(second)
    assert "Dit zijn er twee, door twee waarnemers." in words_of(page)
    names = [one.accessibleName() for one in page.findChildren(QWidget) if one.isVisible()]
    assert sum(name.startswith("do 1 okt 2026, Marieke en Rachid") for name in names) == 1


def test_the_list_hides_the_half_of_the_other_until_both_are_done(
    qtbot: QtBot, seen: Planned, rachid: str, answering: Answering
) -> None:
    school, visit = seen
    marieke = school.visits.get(visit).draft.observer_id
    other = school.duos.add_observer(visit, rachid)
    school.visits.start(other)
    school.observing.score(other, FIRST, 1)
    page = list_page(qtbot, school, other, marieke)
    assert "kijken los van elkaar" in words_of(page.panel)
    asked: list[str] = []
    qtbot.mouseClick(page.table.viewport(), Qt.MouseButton.LeftButton)
    page.show_item(other)
    with answering(lambda dialog: asked.append(dialog.accessibleName()) or dialog.close()):  # type: ignore[func-returns-value]
        qtbot.keyClick(page.table, Key.Key_Return)
    assert len(asked) == 1
    page.show_item(visit)
    assert "kijken los van elkaar" not in words_of(page.panel), "one's own scores"
    school.visits.finish(other)
    page.show_item(other)
    assert "kijken los van elkaar" not in words_of(page.panel)
    assert "Naar het gesprek" in [one.accessibleName() for one in page.panel.findChildren(QWidget)]


def test_rows_tell_of_a_duo_visit_and_with_whom_the_talk_is(qtbot: QtBot, seen: Planned, rachid: str) -> None:
    school, visit = seen
    other = school.duos.add_observer(visit, rachid)
    observe(school, other, {FIRST: 1})
    page = list_page(qtbot, school, other, rachid)
    model = page.table.model()

    def cells(row: int) -> list[str]:
        return [str(model.index(row, column).data()) for column in range(model.columnCount())]

    both = [" | ".join(cells(row)) for row in range(model.rowCount())]
    assert any("Rachid el Amrani, duo met Marieke Doornbos" in one for one in both)
    assert any(one.endswith("gesprek bij Marieke Doornbos") for one in both)
    assert sum("wacht op gesprek" in one for one in both) == 1


def test_a_duo_visit_is_planned_made_and_taken_apart(
    qtbot: QtBot, planned: Planned, rachid: str, answering: Answering
) -> None:
    school, visit = planned
    page = list_page(qtbot, school, visit, None)

    def choose(dialog: QWidget) -> None:
        field = dialog.focusWidget()
        qtbot.keyClicks(field, "Rach")
        qtbot.keyClick(field, Key.Key_Return)
        if dialog.isVisible():
            qtbot.keyClick(dialog, Key.Key_Return, CTRL)

    add, apart = (action(page, words) for words in ("Tweede", "Duo-bezoek"))
    with answering(choose):
        add.trigger()
    duo = school.duos.of(visit)
    assert duo is not None
    assert duo.second.observer == "Rachid el Amrani"
    page.show_item(visit)
    with answering(lambda dialog: confirm(dialog, "Losmaken")):
        apart.trigger()
    assert school.duos.of(visit) is None


def test_the_plan_has_a_field_for_a_second_observer(qtbot: QtBot, planned: Planned, rachid: str) -> None:
    school, visit = planned
    plan = replace(school.visits.get(visit).draft, held_on=date(2026, 12, 1))
    below = QWidget()
    qtbot.addWidget(below)
    dialog = PlanDialog(below, school, plan)
    dialog.show()
    dialog.form.second.set_value(plan.observer_id)
    dialog.plan()
    assert dialog.visit_id is None, "a duo-visit is done with two"
    dialog.form.second.set_value(rachid)
    dialog.plan()
    assert dialog.visit_id is not None
    duo = school.duos.of(dialog.visit_id)
    assert duo is not None
    assert {duo.first.held_on, duo.second.held_on} == {date(2026, 12, 1)}
    again = PlanDialog(below, school, dialog.visit_id)
    assert again.form.second.currentText() == "Rachid el Amrani"
    assert not again.form.second.isEnabled()


def test_a_lesson_that_was_talked_about_does_not_move_behind_its_talk(
    qtbot: QtBot, planned: Planned, answering: Answering
) -> None:
    school, visit = planned
    school.visits.start(visit)
    school.visits.finish(visit)
    school.debriefs.discuss(visit, date(2026, 11, 20))
    below = QWidget()
    qtbot.addWidget(below)
    dialog = PlanDialog(below, school, visit)
    with qtbot.waitActive(dialog):
        dialog.show()
        dialog.activateWindow()
    dialog.form.day.set_value(date(2026, 11, 21))
    said: list[str] = []

    def read(message: QWidget) -> None:
        assert isinstance(message, QMessageBox)
        said.extend((message.windowTitle(), message.text()))
        message.accept()

    with answering(read):
        dialog.plan()
    assert said[0] == "Het plan is niet gewijzigd"
    assert said[1].startswith("De nabespreking was op vr 20 nov 2026")
    assert dialog.isVisible() and school.visits.get(visit).line.held_on == date(2026, 11, 19)


def action(page: VisitsPage, words: str) -> QAction:
    return next(one for one in page.menu_actions() if words in one.text().replace("&", ""))


def confirm(dialog: QWidget, words: str) -> None:
    assert isinstance(dialog, QMessageBox)
    next(one for one in dialog.buttons() if one.text() == words).click()


def settle(school: School, visit: str) -> None:
    school.debriefs.write(visit, "strength", "Rust")
    school.debriefs.write(visit, "next_step", "Denktijd")
    school.debriefs.discuss(visit, TODAY)
    school.debriefs.settle(visit)
    assert school.visits.get(visit).line.state is VisitState.SETTLED
