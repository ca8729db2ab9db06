"""This file is what the dialogs of the calendar promise: what is typed is kept or refused in place."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date

import pytest
from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QApplication, QDialog, QLineEdit, QMessageBox, QWidget
from pytestqt.qtbot import QtBot

from lesobs.domain.cycle import Outcome, Phase
from lesobs.domain.finding import FindingKind
from lesobs.domain.picture import Cell, Group, PictureRow
from lesobs.domain.schoolyear import SchoolYear
from lesobs.domain.tally import Tally
from lesobs.services.calendar import ActivityDraft
from lesobs.services.cycles import CycleDraft
from lesobs.services.people import PersonDraft, SectionDraft
from lesobs.services.school import School
from lesobs.ui import look
from lesobs.ui.calendar.activity_dialog import ActivityDialog, blank
from lesobs.ui.calendar.cycle_dialog import CycleDialog, ReasonDialog
from lesobs.ui.calendar.holidays_dialog import HolidaysDialog
from lesobs.ui.calendar.page import CalendarPage

Key, Mod = Qt.Key, Qt.KeyboardModifier
LEFT = Qt.MouseButton.LeftButton


@pytest.fixture
def host(qtbot: QtBot, qapp: QApplication) -> QWidget:
    """A window for the dialogs to stand over."""
    look.apply(qapp, dark=False)
    window = QWidget()
    qtbot.addWidget(window)
    window.resize(1366, 768)
    return window


def shown(dialog: QDialog, qtbot: QtBot) -> None:
    with qtbot.waitExposed(dialog):
        dialog.show()
    dialog.activateWindow()


def type_into(field: QLineEdit, text: str, qtbot: QtBot) -> None:
    field.setFocus()
    field.selectAll()
    qtbot.keyClicks(field, text)


def meanwhile(qtbot: QtBot, do: Callable[[QWidget], object]) -> None:
    """When the next dialog is open, do this with it."""

    def act() -> None:
        dialog = QApplication.activeModalWidget()
        if dialog is None or not dialog.isActiveWindow():
            QTimer.singleShot(20, act)
        else:
            do(dialog)

    QTimer.singleShot(0, act)


def test_a_new_activity_by_keys_alone(
    page: CalendarPage, school: School, ids: dict[str, str], qtbot: QtBot
) -> None:
    def fill(dialog: QWidget) -> None:
        assert isinstance(dialog, ActivityDialog)
        dialog.title.insert("Šahin &")  # the test library types no letters like these
        qtbot.keyClicks(dialog.title, " <b>les</b>")
        type_into(dialog.starts_on, "7-12-2026", qtbot)
        type_into(dialog.ends_on, "11 dec 2026", qtbot)
        owner = dialog.owner.lineEdit()
        assert owner is not None
        type_into(owner, "bo", qtbot)
        qtbot.keyClick(owner, Key.Key_Return, Mod.ControlModifier)

    meanwhile(qtbot, fill)
    qtbot.keyClick(page.views.planner, Key.Key_Insert)
    new = next(line for line in school.calendar.activities(school.year) if line.id not in ids.values())
    assert new.title == "Šahin & <b>les</b>"
    assert (new.starts_on, new.ends_on, new.owner) == (date(2026, 12, 7), date(2026, 12, 11), "Bo")
    assert page.views.selected_id() == new.id


def test_an_end_before_the_start_is_refused_in_place(host: QWidget, school: School, qtbot: QtBot) -> None:
    dialog = ActivityDialog(host, school, replace(blank(date(2026, 11, 30)), title="Zo"))
    shown(dialog, qtbot)
    type_into(dialog.ends_on, "23-11-2026", qtbot)
    qtbot.keyClick(dialog.ends_on, Key.Key_Tab)
    assert "vóór de begindatum" in dialog.period_words.text()
    qtbot.keyClick(dialog, Key.Key_Return, Mod.ControlModifier)
    assert dialog.isVisible()
    assert "vóór de begindatum" in dialog.refusal()
    assert school.calendar.activities(school.year) == []
    type_into(dialog.ends_on, "geen datum", qtbot)
    qtbot.keyClick(dialog.ends_on, Key.Key_Return, Mod.ControlModifier)
    assert "einddatum in" in dialog.refusal()
    assert dialog.ends_on.text() == "geen datum", "what was typed stays"
    type_into(dialog.ends_on, "4-12-2026", qtbot)
    qtbot.keyClick(dialog.ends_on, Key.Key_Return, Mod.ControlModifier)
    assert not dialog.isVisible()
    assert school.calendar.draft(dialog.saved_id or "").ends_on == date(2026, 12, 4)


@pytest.mark.parametrize("kind", ["activity", "cycle"])
def test_a_title_that_is_too_long_is_refused_and_not_cut(
    host: QWidget, school: School, qtbot: QtBot, kind: str
) -> None:
    dialog = (
        ActivityDialog(host, school, blank(date(2026, 11, 23)))
        if kind == "activity"
        else CycleDialog(host, school, CycleDraft("", "OP3"))
    )
    shown(dialog, qtbot)
    dialog.title.setFocus()
    QApplication.clipboard().setText("Overleg " * 40)
    qtbot.keyClick(dialog.title, Key.Key_V, Mod.ControlModifier)
    qtbot.keyClick(dialog, Key.Key_Return, Mod.ControlModifier)
    assert dialog.isVisible()
    assert dialog.refusal() == "Deze titel is te lang: hooguit 300 tekens."
    assert dialog.title.text() == "Overleg " * 40
    type_into(dialog.title, "Overleg", qtbot)
    qtbot.keyClick(dialog, Key.Key_Return, Mod.ControlModifier)
    assert not dialog.isVisible()


def test_a_holiday_is_named_but_allowed(host: QWidget, school: School, qtbot: QtBot) -> None:
    dialog = ActivityDialog(host, school, replace(blank(date(2026, 12, 14)), title="Kerst"))
    shown(dialog, qtbot)
    type_into(dialog.ends_on, "8-1-2027", qtbot)
    qtbot.keyClick(dialog.ends_on, Key.Key_Return, Mod.ControlModifier)
    assert "kerstvakantie" in dialog.period_words.text()
    assert dialog.saved_id is not None


def test_leaving_a_changed_form_asks_and_an_untouched_one_does_not(
    host: QWidget, school: School, qtbot: QtBot
) -> None:
    key = school.calendar.save(ActivityDraft("Zo", Phase.DO, "OP3", date(2026, 12, 1), date(2026, 12, 1)))
    dialog = ActivityDialog(host, school, school.calendar.draft(key))
    shown(dialog, qtbot)
    qtbot.keyClicks(dialog.title, "Anders")
    asked: list[str] = []

    def stay(box: QWidget) -> None:
        assert isinstance(box, QMessageBox)
        asked.append(box.text())
        qtbot.keyClick(box, Key.Key_Escape)

    meanwhile(qtbot, stay)
    qtbot.keyClick(dialog, Key.Key_Escape)
    assert asked
    assert dialog.isVisible()
    assert dialog.title.text() == "Anders"
    dialog.title.setText("Zo")
    qtbot.keyClick(dialog, Key.Key_Escape)
    assert not dialog.isVisible()


def test_two_persons_of_one_name_stay_two(host: QWidget, school: School, qtbot: QtBot) -> None:
    first, second = (school.people.save_person(PersonDraft("Jan Jansen", word)) for word in ("a", "b"))
    for person in (first, second):
        draft = replace(blank(date(2026, 12, 1)), title="Zo", owner_id=person)
        dialog = ActivityDialog(host, school, draft)
        dialog.try_to_save()
        assert school.calendar.draft(dialog.saved_id or "").owner_id == person


def test_a_cycle_is_made_and_a_wrong_target_is_refused(host: QWidget, school: School, qtbot: QtBot) -> None:
    dialog = CycleDialog(host, school, CycleDraft("", "OP3"))
    shown(dialog, qtbot)
    qtbot.keyClicks(dialog.title, "Nagaan")
    field = dialog.indicators
    for words in ("feedback", "B4"):
        field.add.setFocus()
        qtbot.keyClicks(field.add, words)
        qtbot.keyClick(field.add, Key.Key_Return)
    type_into(field.target, "120", qtbot)
    qtbot.keyClick(field.target, Key.Key_Return, Mod.ControlModifier)
    assert "0 tot en met 100" in dialog.refusal() and dialog.isVisible()
    type_into(field.target, "67", qtbot)
    type_into(dialog.check_on, "11-12-2026", qtbot)
    qtbot.keyClick(dialog.check_on, Key.Key_Return, Mod.ControlModifier)
    (cycle,) = school.cycles.all()
    assert (cycle.title, cycle.check_on) == ("Nagaan", date(2026, 12, 11))
    assert [(one.code, one.target_percent) for one in cycle.indicators] == [("D1", None), ("B4", 67)]


def test_a_finding_brings_its_indicator_and_those_of_the_standard_come_first(
    host: QWidget, school: School, qtbot: QtBot
) -> None:
    counts = Cell(Tally((4, 5, 2, 1), 1))
    row = PictureRow(Group("", "Hele school"), 12, 8, 4, (counts,))
    key = "op3.verloop.nagaan"
    finding = school.findings.add(FindingKind.DEVELOP, "Te laat.", school.year, row, key, counts)
    dialog = CycleDialog(host, school, school.cycles.draft_from(finding))
    shown(dialog, qtbot)
    lines = [line.spoken() for line in dialog.indicators.model.lines()]
    assert lines == ["B4 Nagaan en bijstellen, beginmeting 3 van 12 (25 %)"]
    offered = [dialog.indicators.add.itemText(row) for row in range(dialog.indicators.add.count())]
    assert offered[0] == "A1 Sfeer en uitdaging" and len(offered) == 13
    dialog.standard.set_value("OR1")
    dialog.standard.picked.emit("OR1")
    assert dialog.indicators.add.itemText(0) == "A1 Sfeer en uitdaging · OP3"
    dialog.finding.lineEdit().clear()
    dialog.finding.settle()
    (line,) = dialog.indicators.model.lines()
    assert line.caption == "beginmeting neem je straks uit het beeld"


def test_a_finding_of_a_cluster_brings_it_and_its_activities_are_for_it(
    host: QWidget, school: School, qtbot: QtBot
) -> None:
    school.people.save_section(SectionDraft("Frans", "Talen"))
    key = "op3.verloop.nagaan"
    finding = school.findings.conclude(
        FindingKind.DEVELOP, "Te laat.", school.year, None, key, cluster="Talen"
    )
    dialog = CycleDialog(host, school, school.cycles.draft_from(finding))
    shown(dialog, qtbot)
    assert dialog.whom.currentText() == "cluster Talen"
    type_into(dialog.title, "Nagaan", qtbot)
    qtbot.keyClick(dialog.title, Key.Key_Return, Mod.ControlModifier)
    (cycle,) = school.cycles.all()
    assert cycle.scope == "cluster Talen"
    activity = ActivityDialog(host, school, replace(blank(date(2026, 11, 23)), cycle_id=cycle.id))
    shown(activity, qtbot)
    assert activity.section.currentText() == "cluster Talen"
    activity.follows.lineEdit().clear()
    activity.follows.settle()
    assert activity.section.currentText() == "hele school"


def test_a_reason_must_have_words(host: QWidget, qtbot: QtBot) -> None:
    dialog = ReasonDialog(host, "Waarom", "Waarom?", "Bewaar")
    shown(dialog, qtbot)
    qtbot.keyClick(dialog.text, Key.Key_Return, Mod.ControlModifier)
    assert dialog.isVisible()
    qtbot.keyClicks(dialog.text, "Ziek")
    qtbot.keyClick(dialog.text, Key.Key_Return, Mod.ControlModifier)
    assert not dialog.isVisible()


def test_a_cycle_closes_with_its_reason_by_mouse_and_keys(
    page: CalendarPage, school: School, qtbot: QtBot
) -> None:
    lead = school.people.persons()[0].id
    cycle = school.cycles.save(
        CycleDraft("Nagaan", "OP3", goal="Zien", owner_id=lead, check_on=date(2026, 12, 11))
    )
    for _ in range(2):
        school.cycles.advance(cycle)
    school.cycles.explain_no_check(cycle, "geen lessen")
    school.cycles.advance(cycle)
    page.show_item(cycle)
    panel = page.views.cycles.panel
    qtbot.mouseClick(panel.outcome(Outcome.SECURE), LEFT)
    assert "Borgen vraagt een nieuwe blik" in panel.refusal.accessibleName()

    def answer(dialog: QWidget) -> None:
        assert isinstance(dialog, ReasonDialog)
        qtbot.keyClicks(dialog.text, "De sectie kiest iets anders.")
        qtbot.keyClick(dialog.text, Key.Key_Return, Mod.ControlModifier)

    meanwhile(qtbot, answer)
    qtbot.mouseClick(panel.outcome(Outcome.STOP), LEFT)
    (closed,) = school.cycles.all()
    assert closed.outcome is Outcome.STOP


def test_holidays_are_kept_as_they_are_changed(host: QWidget, school: School, qtbot: QtBot) -> None:
    dialog = HolidaysDialog(host, school, school.year)
    shown(dialog, qtbot)
    autumn = next(row for row in dialog.rows if row.name.text() == "herfstvakantie")
    assert autumn.confirm.isVisible()
    type_into(autumn.starts_on, "10-10-2026", qtbot)
    qtbot.keyClick(autumn.starts_on, Key.Key_Tab)
    kept = next(line for line in school.calendar.free_periods(school.year) if line.id == autumn.id)
    assert kept.starts_on == date(2026, 10, 10)
    assert not kept.to_confirm
    assert not autumn.confirm.isVisible()
    spring = next(row for row in dialog.rows if row.name.text() == "voorjaarsvakantie")
    qtbot.mouseClick(spring.confirm, LEFT)
    assert not any(line.to_confirm for line in school.calendar.free_periods(school.year))
    type_into(autumn.ends_on, "1-9-2026", qtbot)
    qtbot.keyClick(autumn.ends_on, Key.Key_Tab)
    assert "vóór de begindatum" in dialog._message.accessibleName()
    assert school.calendar.free_periods(school.year)[1].ends_on == date(2026, 10, 25)


def test_a_year_without_holidays_gets_its_own(host: QWidget, school: School, qtbot: QtBot) -> None:
    year = SchoolYear(2032)
    dialog = HolidaysDialog(host, school, year)
    shown(dialog, qtbot)
    assert "nog geen vakanties" in dialog._message.accessibleName()
    row = dialog.add()
    qtbot.keyClicks(row.name, "studiedagen")
    type_into(row.starts_on, "18-10-2032", qtbot)
    type_into(row.ends_on, "22-10-2032", qtbot)
    qtbot.keyClick(dialog, Key.Key_Escape)
    (kept,) = school.calendar.free_periods(year)
    assert (kept.name, kept.starts_on, kept.ends_on) == (
        "studiedagen",
        date(2032, 10, 18),
        date(2032, 10, 22),
    )
    other = HolidaysDialog(host, school, year)
    other.rows[0].remove_asked.emit()
    assert school.calendar.free_periods(year) == []
