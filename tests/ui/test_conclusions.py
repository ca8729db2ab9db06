"""Typing in what teams concluded: Enter keeps a line, closing loses none."""

from collections.abc import Iterator
from datetime import date

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from lesobs.domain.finding import FindingKind, FindingState
from lesobs.domain.schoolyear import SchoolYear
from lesobs.domain.texts import LONGEST_TEXT
from lesobs.services.school import School
from lesobs.ui.picture.conclusions_dialog import ConclusionsDialog

YEAR = SchoolYear(2025)


@pytest.fixture
def parent(qtbot: QtBot) -> Iterator[QWidget]:
    widget = QWidget()
    qtbot.addWidget(widget)
    yield widget


@pytest.fixture
def dialog(example_school: School, parent: QWidget, qtbot: QtBot) -> ConclusionsDialog:
    section = next(line.id for line in example_school.people.sections() if line.name == "Wiskunde")
    made = ConclusionsDialog(parent, example_school, YEAR, section)
    made.show()
    qtbot.waitExposed(made)
    return made


def typed(dialog: ConclusionsDialog, qtbot: QtBot, words: str, until: str = "") -> None:
    dialog._words.setFocus()
    qtbot.keyClicks(dialog._words, words)
    if until:
        dialog._until.setFocus()
        qtbot.keyClicks(dialog._until, until)
    qtbot.keyClick(dialog._until if until else dialog._words, Qt.Key.Key_Return)


def test_enter_keeps_a_line_and_begins_the_next(
    dialog: ConclusionsDialog, example_school: School, qtbot: QtBot
) -> None:
    dialog._kind.set_value(FindingKind.STRENGTH.value)
    dialog._indicator.set_value("op3.verloop.orde")
    typed(dialog, qtbot, "De start is overal rustig.")
    assert dialog._words.text() == "" and dialog._words.hasFocus()
    assert dialog._indicator.value() is None
    typed(dialog, qtbot, "En dat houden we zo.")
    first, second = example_school.findings.concluded_today()
    assert (first.kind, first.section, first.indicator_key) == (
        FindingKind.STRENGTH,
        "Wiskunde",
        "op3.verloop.orde",
    )
    assert (second.text, second.indicator_key, second.school_year) == (
        "En dat houden we zo.",
        None,
        "2025-2026",
    )
    assert [line.title for line in dialog._lines.lines()] == [second.text, first.text]


def test_words_that_are_too_many_are_refused_and_not_cut(
    dialog: ConclusionsDialog, example_school: School, qtbot: QtBot
) -> None:
    words = "x" * (LONGEST_TEXT + 1)
    dialog._words.setText(words)
    qtbot.keyClick(dialog._words, Qt.Key.Key_Return)
    assert dialog._message.accessibleName() == "Deze tekst is te lang: hooguit 20.000 tekens."
    assert dialog._words.text() == words
    assert example_school.findings.concluded_today() == []


def test_a_date_puts_it_in_the_calendar(
    dialog: ConclusionsDialog, example_school: School, qtbot: QtBot
) -> None:
    owner = example_school.people.persons()[0]
    dialog._owner.set_value(owner.id)
    typed(dialog, qtbot, "Eerst opschrijven.", "18-1")
    (line,) = example_school.findings.concluded_today()
    assert line.state is FindingState.AGREED
    (activity,) = example_school.calendar.following(line.id)
    assert (activity.owner, activity.ends_on) == (owner.name, date(2027, 1, 18))
    assert owner.name in dialog._lines.line(0).caption and "ma 18 jan 2027" in dialog._lines.line(0).caption
    assert dialog._owner.value() is None and dialog._until.value() is None


@pytest.mark.parametrize(
    ("words", "owner", "until", "said"),
    [
        ("   ", False, "", "Schrijf in jullie eigen woorden"),
        ("Iets.", True, "", "wanneer jullie opnieuw kijken"),
        ("Iets.", False, "volgende keer", "is geen datum"),
        ("Iets.", False, "1-1-2020", "al geweest"),
    ],
)
def test_what_can_not_be_stays_as_it_was_typed(
    words: str,
    owner: bool,
    until: str,
    said: str,
    dialog: ConclusionsDialog,
    example_school: School,
    qtbot: QtBot,
) -> None:
    if owner:
        dialog._owner.set_value(example_school.people.persons()[0].id)
    typed(dialog, qtbot, words, until)
    assert said in dialog._message.accessibleName()
    assert dialog._words.text() == words
    assert example_school.findings.concluded_today() == []


def test_closing_keeps_what_is_still_being_typed(
    dialog: ConclusionsDialog, example_school: School, qtbot: QtBot
) -> None:
    qtbot.keyClicks(dialog._words, "Nog niet op Enter gedrukt.")
    qtbot.keyClick(dialog._words, Qt.Key.Key_Escape)
    assert not dialog.isVisible()
    assert [line.text for line in example_school.findings.concluded_today()] == ["Nog niet op Enter gedrukt."]


def test_closing_waits_for_what_can_not_be_kept(
    dialog: ConclusionsDialog, example_school: School, qtbot: QtBot
) -> None:
    dialog._owner.set_value(example_school.people.persons()[0].id)
    qtbot.keyClicks(dialog._words, "Zonder datum.")
    qtbot.keyClick(dialog._words, Qt.Key.Key_Escape)
    assert dialog.isVisible() and dialog._words.text() == "Zonder datum."


def test_a_line_is_taken_back_with_del(
    dialog: ConclusionsDialog, example_school: School, qtbot: QtBot
) -> None:
    typed(dialog, qtbot, "Een vergissing.", "18-1")
    (line,) = example_school.findings.concluded_today()
    dialog._list.setFocus()
    dialog._list.select_row(0)
    qtbot.keyClick(dialog._list, Qt.Key.Key_Delete)
    assert example_school.findings.concluded_today() == []
    assert example_school.calendar.following(line.id) == []
    assert not dialog._list.isVisible()
