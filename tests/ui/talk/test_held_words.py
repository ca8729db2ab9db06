"""Words that the file does not take hold what they are about in view, whatever one looks for meanwhile."""

from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from lesobs.domain.finding import FindingState
from lesobs.domain.texts import LONGEST_TEXT
from lesobs.services.school import School
from lesobs.ui.talk.calibration_view import CalibrationView
from lesobs.ui.talk.findings_view import FindingsView
from lesobs.ui.talk.good_lessons_view import GoodLessonsView
from lesobs.ui.talk.page import CALIBRATION, FINDINGS, LESSONS, TalkPage

Key = Qt.Key
ALT, CTRL = Qt.KeyboardModifier.AltModifier, Qt.KeyboardModifier.ControlModifier
NOWHERE = "staat er niet"


@pytest.fixture
def findings(talk: TalkPage) -> FindingsView:
    talk.show_item(FINDINGS)
    made = talk.view(FINDINGS)
    assert isinstance(made, FindingsView)
    return made


@pytest.fixture
def lessons(talk: TalkPage) -> GoodLessonsView:
    talk.show_item(f"{LESSONS}:op3.verloop.nagaan")
    made = talk.view(LESSONS)
    assert isinstance(made, GoodLessonsView)
    return made


@pytest.fixture
def calibration(talk: TalkPage) -> CalibrationView:
    talk.show_item(CALIBRATION)
    made = talk.view(CALIBRATION)
    assert isinstance(made, CalibrationView)
    return made


@contextmanager
def full_disk(school: School) -> Iterator[None]:
    raw = school._file._raw
    raw.execute("PRAGMA query_only = ON")  # the file takes nothing at all
    yield
    raw.execute("PRAGMA query_only = OFF")


def test_a_finding_that_is_not_kept_stays_in_the_table_whatever_one_looks_for(
    qtbot: QtBot, findings: FindingsView, example_school: School
) -> None:
    shown = findings.table.current()
    assert shown is not None
    with full_disk(example_school):
        qtbot.keyClick(findings.table, Key.Key_Return)
        qtbot.keyClick(findings.panel.words, Key.Key_End, CTRL)
        qtbot.keyClicks(findings.panel.words, " En nog iets.")
        findings.filters.search.setFocus()
        qtbot.keyClicks(findings.filters.search, NOWHERE)
        assert [line.id for line in findings.table.lines.lines()] == [shown.id]
        assert findings.panel.words.toPlainText() == f"{shown.text} En nog iets."
        assert findings.refusal.isVisible()
        findings.filters.state.set_value(FindingState.SECURED)
        findings.filters.changed.emit()
        assert findings.table.current() == shown
    assert findings.flush()
    assert example_school.findings.all()[0].text == f"{shown.text} En nog iets."
    qtbot.keyClick(findings.filters.search, Key.Key_Backspace)
    assert shown.id not in [line.id for line in findings.table.lines.lines()]


def test_a_finding_one_is_writing_in_is_not_taken_away_by_what_is_looked_for(
    qtbot: QtBot, findings: FindingsView, example_school: School
) -> None:
    shown = findings.table.current()
    assert shown is not None
    findings.filters.search.setText(shown.text.split(maxsplit=1)[0])
    qtbot.keyClick(findings.table, Key.Key_Return)
    findings.panel.words.selectAll()
    qtbot.keyClicks(findings.panel.words, "Heel")
    assert findings.flush()
    qtbot.keyClicks(findings.panel.words, " anders.")
    assert findings.flush()
    assert next(one.text for one in example_school.findings.all() if one.id == shown.id) == "Heel anders."


def test_a_card_that_is_not_kept_stays_in_the_list_of_another_indicator(
    qtbot: QtBot, lessons: GoodLessonsView, example_school: School
) -> None:
    card = lessons._current()
    assert card is not None
    with full_disk(example_school):
        lessons.editor.words.setFocus()
        lessons.editor.words.selectAll()
        qtbot.keyClicks(lessons.editor.words, "Iedereen rekent voor.")
        qtbot.keyClick(lessons.lines, Key.Key_Up, ALT)
        assert lessons.indicator.value() != card.indicator_key
        assert lessons._current() == card
        assert lessons.editor.words.toPlainText() == "Iedereen rekent voor."
        assert lessons.cards.line(lessons.card_list.current_row()).caption.count(" · "), "it says of which"
        assert lessons.refusal.isVisible()
    qtbot.keyClick(lessons.lines, Key.Key_Up, ALT)
    kept = next(one for one in example_school.good_lessons.all() if one.id == card.id)
    assert kept.text == "Iedereen rekent voor."
    assert card.id not in [line.key for line in lessons.cards.lines()]


def test_a_new_card_never_gets_the_words_of_one_that_is_not_kept(
    qtbot: QtBot, lessons: GoodLessonsView, example_school: School
) -> None:
    before = example_school.good_lessons.all()
    lessons.editor.words.selectAll()
    lessons.editor.words.insertPlainText("x" * (LONGEST_TEXT + 1))
    qtbot.keyClick(lessons.lines, Key.Key_Insert)
    assert len(example_school.good_lessons.all()) == len(before)
    assert len(lessons.editor.words.toPlainText()) == LONGEST_TEXT + 1
    assert lessons.refusal.isVisible()


def test_what_was_agreed_and_is_not_kept_holds_its_indicator_and_period(
    qtbot: QtBot, calibration: CalibrationView, example_school: School
) -> None:
    shown, period = calibration._shown, calibration.period.value()
    words = calibration.panel.notes.words
    with full_disk(example_school):
        words.setFocus()
        qtbot.keyClicks(words, "Een 4 is zeldzaam.")
        calibration.list.setFocus()
        qtbot.keyClick(calibration.list, Key.Key_Down)
        qtbot.waitUntil(lambda: calibration.list.current_row() == 0)
        calibration.period.set_value(calibration.period.itemData(calibration.period.count() - 1))
        calibration.period.picked.emit(calibration.period.value())
        assert calibration.period.value() == period
        calibration.show_item("op3.leren.feedback")
        assert (calibration._shown, words.toPlainText()) == (shown, "Een 4 is zeldzaam.")
    qtbot.keyClick(calibration.list, Key.Key_Down)
    assert [note.text for note in example_school.agreement.notes(shown)][:1] == ["Een 4 is zeldzaam."]
    assert calibration._shown != shown
