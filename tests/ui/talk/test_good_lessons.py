"""The view of good lessons: from a line without names to an approved card, by keyboard."""

from dataclasses import replace

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot
from tests.ui.talk.conftest import shown

from lesobs.domain.texts import LONGEST_TEXT
from lesobs.services.good_lessons import GoodLessonLine
from lesobs.services.school import School
from lesobs.ui.talk.good_lessons_view import NO_LINES, GoodLessonsView
from lesobs.ui.talk.page import LESSONS, TalkPage
from lesobs.ui.widgets.labels import Label

Key = Qt.Key
CTRL = Qt.KeyboardModifier.ControlModifier
CHECKING = "op3.verloop.nagaan"


@pytest.fixture
def view(talk: TalkPage) -> GoodLessonsView:
    talk.show_item(f"{LESSONS}:{CHECKING}")
    made = talk.view(LESSONS)
    assert isinstance(made, GoodLessonsView)
    assert made.lines.hasFocus()
    return made


def of_checking(school: School) -> list[GoodLessonLine]:
    return [card for card in school.good_lessons.all() if card.indicator_key == CHECKING]


def test_lines_and_cards_of_one_indicator(
    qtbot: QtBot, view: GoodLessonsView, example_school: School
) -> None:
    years = example_school.visits.years()
    expected = example_school.good_lessons.evidence(years, CHECKING)
    assert [line.text for line in view.evidence.lines()] == expected
    assert [line.key for line in view.cards.lines()] == [card.id for card in of_checking(example_school)]
    assert {line.chip for line in view.cards.lines()} == {"goedgekeurd", "concept"}
    view._which.changed.emit("all")
    qtbot.keyClick(view.lines, Key.Key_Up, Qt.KeyboardModifier.AltModifier)
    assert view.indicator.value() == "op3.verloop.lesdoel"


def test_enter_makes_a_card_that_is_approved_after_editing(
    qtbot: QtBot, view: GoodLessonsView, example_school: School
) -> None:
    before = {card.id for card in example_school.good_lessons.all()}
    line = view.evidence.line(0).text
    qtbot.keyClick(view.lines, Key.Key_Return)
    (made,) = [card for card in example_school.good_lessons.all() if card.id not in before]
    assert (made.text, made.indicator_key, made.approved_on) == (line, CHECKING, None)
    assert view.editor.words.hasFocus() and view.editor.words.toPlainText() == line
    assert view.evidence.line(0).chip == "kaart gemaakt"
    qtbot.keyClick(view.editor.words, Key.Key_A, CTRL)
    qtbot.keyClicks(view.editor.words, "Iedereen schrijft eerst iets op.")
    qtbot.keyClick(view.editor.words, Key.Key_Return, CTRL)
    card = next(one for one in example_school.good_lessons.all() if one.id == made.id)
    assert (card.text, card.approved_on) == ("Iedereen schrijft eerst iets op.", example_school.today())
    assert view.editor.withdraw.isVisible() and not view.editor.approve.isVisible()
    qtbot.keyClick(view.editor.words, Key.Key_Return, CTRL)
    assert next(one for one in example_school.good_lessons.all() if one.id == made.id).approved_on is None


def test_a_name_is_marked_and_refused(qtbot: QtBot, view: GoodLessonsView, example_school: School) -> None:
    teacher = example_school.people.teachers()[0]
    qtbot.keyClick(view.lines, Key.Key_Insert)
    assert view.editor.words.toPlainText() == ""
    # Pasted: Qt's tests can press the keys of Latin-1 only.
    view.editor.words.insertPlainText(f"Bij {teacher.last_name} werkt iedereen 😀, zegt {teacher.last_name}.")
    qtbot.keyClick(view.editor.words, Key.Key_Return, CTRL)
    assert view.refusal.isVisible()
    marked = [one.cursor.selectedText() for one in view.editor.words.extraSelections()]  # type: ignore[attr-defined]
    assert marked == [teacher.last_name, teacher.last_name]
    assert view.editor.warning.isVisible()
    drafts = [card for card in of_checking(example_school) if teacher.last_name in card.text]
    assert [card.approved_on for card in drafts] == [None]
    view.editor.words.selectAll()
    qtbot.keyClicks(view.editor.words, "Bij ons werkt iedereen.")
    assert view.flush()
    assert view.editor.words.extraSelections() == []


def test_del_removes_a_card_and_undo_brings_it_back(
    qtbot: QtBot, view: GoodLessonsView, example_school: School
) -> None:
    before = [replace(card) for card in of_checking(example_school)]
    view.card_list.setFocus()
    qtbot.keyClick(view.card_list, Key.Key_Delete)
    assert len(of_checking(example_school)) == len(before) - 1
    view._removed.acted.emit()
    assert of_checking(example_school) == before


def test_in_a_narrow_window_lines_and_cards_take_turns(
    qtbot: QtBot, talk: TalkPage, view: GoodLessonsView
) -> None:
    talk.resize(801, 440)
    qtbot.waitUntil(lambda: not view.card_list.isVisible())
    qtbot.keyClick(view.lines, Key.Key_Return)
    assert view.editor.words.hasFocus() and not view.lines.isVisible()
    qtbot.keyClick(view.editor.words, Key.Key_Escape)
    qtbot.keyClick(view.card_list, Key.Key_Escape)
    assert view.lines.hasFocus()


def test_a_school_without_visits_says_where_lines_come_from(qtbot: QtBot, school: School) -> None:
    talk = shown(qtbot, school)
    talk.show_item(LESSONS)
    labels = talk.view(LESSONS).findChildren(Label)
    assert NO_LINES in [label.text() for label in labels if label.isVisible()]


def test_words_that_can_not_be_kept_hold_the_card_in_view(
    qtbot: QtBot, view: GoodLessonsView, example_school: School
) -> None:
    for _ in range(2):
        qtbot.keyClick(view.lines, Key.Key_Insert)
        qtbot.keyClicks(view.editor.words, "Iedereen schrijft.")
    view.flush()
    row = view.card_list.current_row()
    view.editor.words.selectAll()
    view.editor.words.insertPlainText("x" * (LONGEST_TEXT + 1))
    view.card_list.setFocus()
    qtbot.keyClick(view.card_list, Key.Key_Up if row else Key.Key_Down)
    qtbot.waitUntil(lambda: view.card_list.current_row() == row)
    assert len(view.editor.words.toPlainText()) == LONGEST_TEXT + 1
