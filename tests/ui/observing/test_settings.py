"""Tests of what one chooses while observing: fingers, going on, question and report; and of odd lessons."""

from dataclasses import replace
from datetime import date, time

import pytest
from classroom import CTRL, SECONDS, Classroom, Key, Opened
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QContextMenuEvent
from PySide6.QtWidgets import QAbstractButton, QListView, QMenu, QWidget

from lesobs.domain.errors import RuleBroken
from lesobs.domain.instrument import Level
from lesobs.domain.visit import ObserverRole
from lesobs.services.people import ClassDraft, PersonDraft
from lesobs.services.school import School
from lesobs.ui.delegates.observing import NoteLine
from lesobs.ui.models.roles import Role
from lesobs.ui.observing.texts import ObservingText


def low_targets(room: Classroom) -> list[str]:
    """What one can hit with a finger and is lower than 40 pixels."""
    touched = [one for kind in (QAbstractButton, ObservingText) for one in room.page.findChildren(kind)]
    return [
        f"{one.accessibleName() or type(one).__name__} {one.height()}"
        for one in touched
        if one.isVisible() and one.focusPolicy() is not Qt.FocusPolicy.NoFocus and one.height() < 40
    ]


def row_height(view: QListView) -> int:
    return view.sizeHintForIndex(view.model().index(1, 0)).height()


@pytest.mark.parametrize("width", [1366, 853])
def test_with_fingers_everything_is_high_enough_and_it_is_remembered(
    room: Classroom, opened: Opened, width: int
) -> None:
    room.school.observing.add_note(room.visit, time(10, 20), "Kort.", room.key("A1"))
    room.press(Key.Key_3)
    room.page.resize(width, 700)
    usual = 36 if width == 1366 else 30
    assert row_height(room.page.indicators) == usual
    room.page.act.touch.trigger()
    assert row_height(room.page.indicators) == 44
    assert row_height(room.page.notes.list) >= 44
    room.bot.wait(10)
    assert low_targets(room) == []
    again = opened()
    assert again.page.act.touch.isChecked() and row_height(again.page.indicators) == 44
    again.page.act.touch.trigger()
    assert row_height(again.page.indicators) == 36


def test_going_on_after_a_score_is_a_choice_that_is_remembered(room: Classroom, opened: Opened) -> None:
    room.press(Key.Key_3)
    assert room.code() == "A1"
    room.page.act.step_on.trigger()
    room.press(Key.Key_4)
    assert (room.code(), room.rating("A1").level) == ("A2", Level.EFFECTIVE)
    room.bot.mouseClick(room.page.scoring.levels[1], Qt.MouseButton.LeftButton)
    assert room.code() == "A3"
    room.press(Key.Key_Up)
    room.press(Key.Key_Backspace)
    assert (room.code(), room.rating("A2").level) == ("A2", None), "clearing stays where it is"
    assert opened().page.act.step_on.isChecked()


def test_the_question_is_changed_where_it_stands(room: Classroom) -> None:
    room.press(Key.Key_Tab)
    room.type("blijft")
    room.press(Key.Key_K, CTRL)
    field = room.page.question
    assert field.hasFocus() and field.selectedText() == "wie denkt er mee als ik een vraag stel?"
    room.type("Wie krijgt er denktijd?")
    room.bot.waitUntil(
        lambda: room.detail.line.focus_question == "Wie krijgt er denktijd?", timeout=2 * SECONDS
    )
    assert field.isVisible() and field.text() == "Wie krijgt er denktijd?"
    room.press(Key.Key_Return)
    assert not field.isVisible() and room.page.indicators.hasFocus()
    assert room.rating("A1").explanation == "blijft"
    room.school.undo.undo()
    assert room.detail.line.focus_question == "wie denkt er mee als ik een vraag stel?"


def test_a_click_on_the_question_changes_it(room: Classroom) -> None:
    question = room.page.head.findChildren(QWidget, options=Qt.FindChildOption.FindChildrenRecursively)
    [shown] = [one for one in question if one.accessibleName().startswith("Kijkvraag: ")]
    room.bot.mouseClick(shown, Qt.MouseButton.LeftButton)
    assert room.page.question.hasFocus()
    room.press(Key.Key_Escape)
    assert room.page.indicators.hasFocus()


def note_line(room: Classroom, row: int) -> NoteLine:
    line = room.page.notes.list.model().index(row, 0).data(Role.LINE)
    assert isinstance(line, NoteLine)
    return line


def test_r_takes_a_note_into_the_report_and_out_of_it(room: Classroom) -> None:
    room.school.observing.add_note(room.visit, time(10, 20), "Los.")
    room.school.observing.add_note(room.visit, time(10, 30), "Vast.", room.key("A2"))
    assert [note_line(room, row).reported for row in (1, 2)] == [False, True]
    assert "Komt in het verslag" in note_line(room, 2).tooltip
    room.page.notes.list.setFocus()
    room.press(Key.Key_R)
    assert room.note("Vast.").in_report is False and not note_line(room, 2).reported
    room.press(Key.Key_Up)
    room.press(Key.Key_R)
    assert room.note("Los.").goes_into_report and note_line(room, 1).reported
    assert "in het verslag" in note_line(room, 1).spoken()
    room.press(Key.Key_R)
    assert room.note("Los.").in_report is None, "as it usually is"


def test_several_notes_go_at_once(room: Classroom) -> None:
    for minute in (20, 21, 22):
        room.school.observing.add_note(room.visit, time(10, minute), f"Nummer {minute}.")
    room.page.notes.list.setFocus()
    room.press(Key.Key_Up, Qt.KeyboardModifier.ShiftModifier)
    room.press(Key.Key_Delete)
    assert [note.text for note in room.detail.notes] == ["Nummer 20."]
    room.school.undo.undo()
    assert len(room.detail.notes) == 3


def pick(room: Classroom, view: QListView, *words: str) -> None:
    """Choose an entry of the context menu of the row with the ring."""
    reason = QContextMenuEvent.Reason.Keyboard
    view.contextMenuEvent(QContextMenuEvent(reason, QPoint(5, 5), view.mapToGlobal(QPoint(5, 5))))
    menu: QMenu = next(one for one in view.findChildren(QMenu) if one.isVisible())
    top, found = menu, menu
    for word in words:
        action = next(one for one in found.actions() if one.text().replace("&", "").startswith(word))
        inside = action.menu()
        if isinstance(inside, QMenu):
            found = inside
    action.trigger()
    top.close()


def test_the_menus_of_a_note_and_of_an_indicator(room: Classroom) -> None:
    room.school.observing.add_note(room.visit, time(10, 20), "Los.")
    room.page.notes.list.setFocus()
    pick(room, room.page.notes.list, "Naar indicator", "B2")
    assert room.note("Los.").indicator_key == room.key("B2")
    pick(room, room.page.notes.list, "Niet in het verslag")
    assert room.note("Los.").in_report is False
    pick(room, room.page.notes.list, "Zonder indicator")
    assert room.note("Los.").indicator_key is None
    room.page.indicators.setFocus()
    pick(room, room.page.indicators, "3 ")
    assert room.rating("A1").level is Level.VISIBLE
    pick(room, room.page.indicators, "Score wissen")
    assert room.rating("A1").level is None
    pick(room, room.page.indicators, "Toelichting")
    assert room.page.scoring.explanation.hasFocus()


def test_half_a_duo_visit_says_so_and_shows_nothing_of_the_other(
    opened: Opened, school: School, visit: str
) -> None:
    other = school.people.save_person(PersonDraft("Sem Bos", role=ObserverRole.COACH))
    second = school.duos.add_observer(visit, other)
    school.visits.start(visit)
    school.visits.start(second)
    keys = [one.key for one in school.visits.get(visit).instrument.indicators]
    school.observing.score(second, keys[0], 4)
    school.observing.add_note(second, time(10, 20), "Van Sem.")
    room = opened()
    when = "je ziet elkaars scores in het gesprek, als jullie allebei klaar zijn"
    assert room.said() == f"Duo-bezoek met Sem Bos: {when}."
    assert not any(row.isChecked() for row in room.page.scoring.levels)
    assert room.note_texts() == []
    room.press(Key.Key_Down)
    assert room.said() == ""
    room.page.visit.ask("Voor ons allebei?")
    room.page.flush()
    assert school.visits.get(second).line.focus_question == "Voor ons allebei?"
    school.visits.finish(second)
    assert not any(row.isChecked() for row in room.page.scoring.levels)


def test_the_clock_set_back_and_a_laptop_that_slept(room: Classroom) -> None:
    room.press(Key.Key_F7)
    room.type("Eerst.")
    room.press(Key.Key_Return)
    room.clock.set(9, 30)  # an hour and more back
    room.type("Later, maar vroeger.")
    assert "9.30" in room.shown()
    room.press(Key.Key_Return)
    room.press(Key.Key_T, CTRL)
    assert [(note.at, note.text) for note in room.detail.notes] == [
        (time(9, 30), "Later, maar vroeger."),
        (time(9, 30), ""),
        (time(10, 42, 7), "Eerst."),
    ]
    room.clock.set(11, 55)  # slept for more than two hours
    room.type("Weer wakker.")
    assert "11.55" in room.shown()
    room.press(Key.Key_Escape)
    room.press(Key.Key_3)
    assert room.saved() == "Bewaard 11.55.00"
    assert room.note("Weer wakker.").at == time(11, 55)


@pytest.mark.parametrize("pupils", [0, 400])
def test_a_class_that_can_not_be(room: Classroom, school: School, pupils: int) -> None:
    group = school.people.classes()[0]
    with pytest.raises(RuleBroken, match="1 tot en met 60 leerlingen"):
        school.people.save_class(ClassDraft(group.name, 3, pupils=pupils, id=group.id))
    room.press(Key.Key_3)
    assert room.rating("A1").level is Level.VISIBLE


def test_a_teacher_who_leaves_or_goes_during_the_lesson(room: Classroom, school: School) -> None:
    room.press(Key.Key_F7)
    room.type("Net begonnen")
    teacher = school.people.teachers()[0]
    with pytest.raises(RuleBroken):
        school.people.remove_teacher(teacher.id)
    draft = school.visits.get(room.visit).draft
    school.visits.change_plan(room.visit, replace(draft, lesson_hour=4, held_on=date(2026, 11, 20)))
    assert room.page.entry.field.toPlainText() == "Net begonnen"
    assert room.page.entry.field.hasFocus()
    room.press(Key.Key_Return)
    assert room.note("Net begonnen").at == time(10, 42, 7)
