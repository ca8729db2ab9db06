"""The year is made ready by keys alone, and what comes back is changed for one or for all that follow."""

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QApplication, QLineEdit, QWidget
from pytestqt.qtbot import QtBot

from lesobs.domain.activity import ActivityStatus
from lesobs.domain.cycle import Phase
from lesobs.domain.recurrence import Anchor, Every, Rule
from lesobs.domain.schoolyear import SchoolYear
from lesobs.services.calendar import ActivityDraft
from lesobs.services.people import PersonDraft
from lesobs.services.school import School
from lesobs.ui import look
from lesobs.ui.calendar.activity_dialog import ActivityDialog
from lesobs.ui.calendar.holidays_dialog import HolidaysDialog
from lesobs.ui.calendar.page import CalendarPage
from lesobs.ui.calendar.repeat_field import FOLLOWING, ONE
from lesobs.ui.calendar.standard_year_dialog import StandardYearDialog
from lesobs.ui.calendar.year_turn_days import ItemDays
from lesobs.ui.calendar.year_turn_dialog import YearTurnDialog
from lesobs.ui.page import YEAR_TURN

Key, Mod = Qt.Key, Qt.KeyboardModifier
YEAR = SchoolYear(2026)


@pytest.fixture
def host(qtbot: QtBot, qapp: QApplication) -> QWidget:
    look.apply(qapp, dark=False)
    window = QWidget()
    qtbot.addWidget(window)
    window.resize(1366, 768)
    return window


def shown(dialog: Any, qtbot: QtBot) -> Any:
    with qtbot.waitExposed(dialog):
        dialog.show()
    dialog.activateWindow()
    qtbot.waitUntil(dialog.isActiveWindow)
    return dialog


def press(qtbot: QtBot, *keys: Qt.Key, mod: Qt.KeyboardModifier = Mod.NoModifier) -> None:
    """Keys go to whatever has the keyboard."""
    for key in keys:
        focused = QApplication.focusWidget()
        assert focused is not None
        qtbot.keyClick(focused, key, mod)


def meanwhile(do: Callable[[Any], object]) -> None:
    """When the next dialog is open, do this with it."""

    def act() -> None:
        dialog = QApplication.activeModalWidget()
        if dialog is None or not dialog.isActiveWindow():
            QTimer.singleShot(20, act)
        else:
            do(dialog)

    QTimer.singleShot(0, act)


def weekly(school: School, title: str, day: date, **more: Any) -> str:
    draft = ActivityDraft(title, Phase.CHECK, "OR1", day, day, **more)
    return school.series.save(draft, Rule(Every.YEAR, Anchor.WEEK, day, day))


@pytest.fixture
def busy(school: School) -> dict[str, str]:
    """Two that come back, one left open, one done, and an owner who left."""
    ada, bo = (school.people.save_person(PersonDraft(name)) for name in ("Ada", "Bo"))
    ids = {"Ada": ada, "Bo": bo}
    ids["Analyse"] = weekly(school, "Analyse", date(2026, 10, 5), owner_id=ada)
    ids["Verslag"] = weekly(school, "Verslag", date(2026, 11, 9))
    day = date(2026, 11, 16)
    ids["Open"] = school.calendar.save(ActivityDraft("Open", Phase.DO, "OP3", day, day))
    done = ActivityDraft("Klaar", Phase.DO, "OP3", day, day, status=ActivityStatus.DONE)
    ids["Klaar"] = school.calendar.save(done)
    school.people.save_person(PersonDraft("Ada", left_on=date(2026, 11, 1), id=ada))
    return ids


def test_the_whole_wizard_by_keys(host: QWidget, school: School, busy: dict[str, str], qtbot: QtBot) -> None:
    dialog = shown(YearTurnDialog(host, school, YEAR), qtbot)
    press(qtbot, Key.Key_Return)
    assert dialog.steps.value() == "recurs"
    titles = [line.title for line in dialog.recurs._rows.lines()]
    assert titles == ["Analyse", "Verslag", "Klaar"]
    press(qtbot, Key.Key_Down, Key.Key_Space)  # not the report this time
    press(qtbot, Key.Key_Return)
    assert [line.title for line in dialog.unready._rows.lines()] == ["Open"]
    press(qtbot, Key.Key_Return)
    assert dialog.steps.value() == "owners"
    field = dialog.gone.fields[busy["Ada"]].lineEdit()
    qtbot.keyClicks(field, "niemand zo")
    press(qtbot, Key.Key_Right, mod=Mod.AltModifier)
    assert dialog.steps.value() == "owners" and "staat niet in de lijst" in dialog._message.accessibleName()
    field.selectAll()
    qtbot.keyClicks(field, "bo")
    press(qtbot, Key.Key_Right, mod=Mod.AltModifier)
    assert dialog.steps.value() == "ready"
    lines = {line.title: line.item for line in dialog.ready._rows.lines()}
    assert list(lines) == ["Analyse", "Open"] and dialog._owner(lines["Analyse"]) == "Bo"
    assert school.calendar.activities(YEAR.next) == [], "nothing happens before it is asked for"
    press(qtbot, Key.Key_Left, mod=Mod.AltModifier)
    assert dialog.steps.value() == "owners"
    press(qtbot, Key.Key_Right, mod=Mod.AltModifier)
    press(qtbot, Key.Key_Return, mod=Mod.ControlModifier)
    assert not dialog.isVisible() and "2 activiteiten toegevoegd en 1 eigenaar" in dialog.sentence
    made = [(line.title, line.owner, line.starts_on) for line in school.calendar.activities(YEAR.next)]
    assert made == [("Analyse", "Bo", date(2027, 10, 11)), ("Open", "", date(2027, 11, 22))]
    school.undo.undo()
    assert school.calendar.activities(YEAR.next) == []


def test_leaving_the_wizard_changes_nothing(
    host: QWidget, school: School, busy: dict[str, str], qtbot: QtBot
) -> None:
    dialog = shown(YearTurnDialog(host, school, YEAR), qtbot)
    dialog.show_step("ready")
    press(qtbot, Key.Key_A, mod=Mod.ControlModifier)
    press(qtbot, Key.Key_Space)
    assert not dialog.main.isEnabled(), "there is nothing left to do"
    meanwhile(lambda question: qtbot.keyClick(question, Key.Key_Escape))
    press(qtbot, Key.Key_Escape)
    assert dialog.isVisible() and dialog.steps.value() == "ready", "what was chosen does not go unasked"
    meanwhile(lambda question: next(b for b in question.buttons() if b.text() == "Weggooien").click())
    qtbot.keyClick(dialog, Key.Key_Escape)
    assert not dialog.isVisible() and dialog.sentence == ""
    assert school.calendar.activities(YEAR.next) == []


def test_leaving_untouched_asks_nothing(host: QWidget, school: School, qtbot: QtBot) -> None:
    dialog = shown(YearTurnDialog(host, school, YEAR), qtbot)
    press(qtbot, Key.Key_Right, mod=Mod.AltModifier)
    press(qtbot, Key.Key_Escape)
    assert not dialog.isVisible()


def test_another_holiday_gives_other_days_within_the_wizard(
    host: QWidget, school: School, qtbot: QtBot
) -> None:
    day = date(2026, 11, 4)
    rule = Rule(Every.YEAR, Anchor.AFTER, day, day, "herfstvakantie", 10)
    school.series.save(ActivityDraft("Na herfst", Phase.DO, "OP3", day, day), rule)
    dialog = shown(YearTurnDialog(host, school, YEAR), qtbot)
    assert "te controleren" in dialog.holidays._message.accessibleName()

    def move(holidays: Any) -> None:
        assert isinstance(holidays, HolidaysDialog)
        row = next(one for one in holidays.rows if one.name.text() == "herfstvakantie")
        for field, text in ((row.starts_on, "23-10-2027"), (row.ends_on, "31-10-2027")):
            field.setFocus()
            field.selectAll()
            qtbot.keyClicks(field, text)
            qtbot.keyClick(field, Key.Key_Tab)
        qtbot.keyClick(holidays, Key.Key_Escape)

    meanwhile(move)
    dialog.holidays.check.click()
    (item,) = dialog._turn.items
    assert item.starts_on == date(2027, 11, 10) and item.key in dialog._chosen


def give_days(dialog: YearTurnDialog, first: str, last: str, qtbot: QtBot) -> str:
    """Fill in the dialog for other days of the current row; gives what it refused, and leaves it then."""
    refused = ""

    def act(days: Any) -> None:
        nonlocal refused
        assert isinstance(days, ItemDays)
        for field, text in ((days.starts_on, first), (days.ends_on, last)):
            field.setFocus()
            field.selectAll()
            qtbot.keyClicks(field, text)
        press(qtbot, Key.Key_Return, mod=Mod.ControlModifier)
        if days.isVisible():
            refused = days.refusal()
            days._at_first = days._values()
            press(qtbot, Key.Key_Escape)

    meanwhile(act)
    press(qtbot, Key.Key_F2)
    dialog.activateWindow()
    qtbot.waitUntil(dialog.isActiveWindow)
    return refused


def test_a_row_gets_other_days_and_keeps_them(
    host: QWidget, school: School, busy: dict[str, str], qtbot: QtBot
) -> None:
    dialog = shown(YearTurnDialog(host, school, YEAR), qtbot)
    dialog.show_step("recurs")
    refused = give_days(dialog, "3 mrt 2027", "4 mrt 2027", qtbot)
    assert "schooljaar 2027-2028" in refused, "the days of another year are refused"
    assert give_days(dialog, "wk 46", "19 nov", qtbot) == ""
    (changed,) = (one for one in dialog._turn.items if one.title == "Analyse")
    assert (changed.starts_on, changed.ends_on) == (date(2027, 11, 15), date(2027, 11, 19))
    assert QApplication.focusWidget() is dialog.recurs.table, "the keyboard stays in the list"
    meanwhile(lambda holidays: qtbot.keyClick(holidays, Key.Key_Escape))
    dialog._check_holidays()
    dialog.activateWindow()
    qtbot.waitUntil(dialog.isActiveWindow)
    dialog.show_step("ready")
    press(qtbot, Key.Key_Return, mod=Mod.ControlModifier)
    days = {line.title: line.starts_on for line in school.calendar.activities(YEAR.next)}
    assert days["Analyse"] == date(2027, 11, 15) and days["Verslag"] == date(2027, 11, 15)


def test_what_has_no_place_gets_one_by_hand(host: QWidget, school: School, qtbot: QtBot) -> None:
    far, day = SchoolYear(2039), date(2039, 11, 8)
    rule = Rule(Every.YEAR, Anchor.AFTER, day, day, "herfstvakantie", 10)
    school.series.save(ActivityDraft("Na herfst", Phase.DO, "OP3", day, day), rule)
    dialog = shown(YearTurnDialog(host, school, far), qtbot)
    dialog.show_step("recurs")
    assert [line.becomes for line in dialog.recurs._rows.lines()] == ["nog geen plaats"]
    assert give_days(dialog, "12 nov", "13 nov", qtbot) == ""
    dialog.show_step("ready")
    press(qtbot, Key.Key_Return, mod=Mod.ControlModifier)
    (made,) = school.calendar.activities(far.next)
    assert (made.title, made.starts_on, made.ends_on) == ("Na herfst", date(2040, 11, 12), date(2040, 11, 13))
    again = school.year_turns.preview(far)
    assert (again.items, again.not_placed, again.present) == ((), (), 1), "it is not asked for again"


def test_the_page_offers_it_and_goes_to_the_new_year(
    page: CalendarPage, school: School, qtbot: QtBot, ids: dict[str, str]
) -> None:
    assert page.turn_offer.isHidden(), "in November nobody asks for next year"
    school.today = lambda: date(2027, 6, 1)
    school.year_turns._today = school.today
    weekly(school, "Analyse", date(2026, 10, 5))
    page._read_now()
    assert "2027-2028 is nog leeg" in page.turn_offer.accessibleName()

    def accept(dialog: Any) -> None:
        assert isinstance(dialog, YearTurnDialog)
        dialog.show_step("ready")
        press(qtbot, Key.Key_Return)

    meanwhile(accept)
    page.show_item(YEAR_TURN)
    qtbot.waitUntil(lambda: page.years.value() == YEAR.next)
    assert "staat klaar" in page.turn_offer.accessibleName()
    page.years.step(-1)
    assert page.turn_offer.isHidden()


def test_an_activity_is_told_to_come_back_by_keys(host: QWidget, school: School, qtbot: QtBot) -> None:
    draft = ActivityDraft("Verslag", Phase.CHECK, "SKA3", date(2026, 11, 4), date(2026, 11, 6))
    dialog = shown(ActivityDialog(host, school, draft), qtbot)
    assert dialog.repeat.scope.isHidden() or not dialog.repeat.scope.isVisible()
    dialog.repeat.every.setFocus()
    press(qtbot, Key.Key_Down)
    places = [dialog.repeat.place.itemText(row) for row in range(dialog.repeat.place.count())]
    assert places == [
        "op 4 november",
        "in week 45",
        "10 dagen na de herfstvakantie",
        "45 dagen vóór de kerstvakantie",
    ]
    assert dialog.repeat.place.currentText() == "in week 45"
    dialog.repeat.place.setFocus()
    qtbot.keyClick(dialog.repeat.place, Key.Key_Down)
    press(qtbot, Key.Key_Return, mod=Mod.ControlModifier)
    rule = school.series.rule(dialog.saved_id or "")
    assert rule is not None and rule.words == "elk jaar 10 dagen na de herfstvakantie"


def test_new_days_give_new_places_and_far_from_a_holiday_none(
    host: QWidget, school: School, qtbot: QtBot
) -> None:
    draft = ActivityDraft("Verslag", Phase.CHECK, "SKA3", date(2026, 11, 4), date(2026, 11, 4))
    dialog = shown(ActivityDialog(host, school, draft), qtbot)
    dialog.repeat.every.setFocus()
    press(qtbot, Key.Key_Down, Key.Key_Down)
    assert dialog.repeat.place.currentText() == "10 dagen na elke vakantie"
    for field in (dialog.starts_on, dialog.ends_on):
        field.setFocus()
        field.selectAll()
        qtbot.keyClicks(field, "4-11-2040")
        qtbot.keyClick(field, Key.Key_Tab)
    press(qtbot, Key.Key_Return, mod=Mod.ControlModifier)
    assert dialog.isVisible() and "Vul eerst de vakanties" in dialog.refusal()
    dialog.repeat.every.setFocus()
    press(qtbot, Key.Key_Home)
    press(qtbot, Key.Key_Return, mod=Mod.ControlModifier)
    assert not dialog.isVisible() and school.series.rule(dialog.saved_id or "") is None


@pytest.mark.parametrize("scope", [ONE, FOLLOWING])
def test_a_change_holds_for_one_or_for_all_that_follow(
    host: QWidget, school: School, qtbot: QtBot, scope: str
) -> None:
    first = weekly(school, "Analyse", date(2026, 10, 5))
    turn = school.year_turns.preview(YEAR)
    from lesobs.services.year_turn import TurnChoices

    school.year_turns.apply(turn, TurnChoices(frozenset(one.key for one in turn.items)))
    dialog = shown(ActivityDialog(host, school, school.calendar.draft(first)), qtbot)
    assert dialog.repeat.scope.value() == ONE
    type_into(dialog.title, "Anders", qtbot)
    if scope == FOLLOWING:
        next(b for b in dialog.repeat.scope.findChildren(QWidget) if "volgende" in b.text()).setFocus()
        press(qtbot, Key.Key_Space)
        assert "1 volgende" in dialog.repeat._words.text()
    press(qtbot, Key.Key_Return, mod=Mod.ControlModifier)
    titles = [line.title for year in (YEAR, YEAR.next) for line in school.calendar.activities(year)]
    assert titles == ["Anders", "Anders" if scope == FOLLOWING else "Analyse"]
    again = shown(ActivityDialog(host, school, school.calendar.draft(first)), qtbot)
    again.repeat.scope.set_value(scope)
    again.repeat._say()
    again.remove_button.click()
    left = [line for year in (YEAR, YEAR.next) for line in school.calendar.activities(year)]
    assert len(left) == (0 if scope == FOLLOWING else 1)


def test_another_way_of_coming_back_is_for_all_that_follow(
    host: QWidget, school: School, qtbot: QtBot
) -> None:
    first = weekly(school, "Analyse", date(2026, 10, 5))
    dialog = shown(ActivityDialog(host, school, school.calendar.draft(first)), qtbot)
    assert dialog._values() == dialog._at_first, "an untouched form is not a changed one"
    dialog.repeat.every.setFocus()
    press(qtbot, Key.Key_Home)
    assert dialog.repeat.scope.value() == FOLLOWING
    press(qtbot, Key.Key_Return, mod=Mod.ControlModifier)
    assert school.series.rule(first) is None
    assert [line.title for line in school.calendar.activities(YEAR)] == ["Analyse"]


def test_the_standard_year_is_taken_over_by_keys_and_confirmed(
    page: CalendarPage, school: School, qtbot: QtBot, ids: dict[str, str]
) -> None:
    before = len(school.calendar.activities(YEAR))

    def take(dialog: Any) -> None:
        assert isinstance(dialog, StandardYearDialog)
        press(qtbot, Key.Key_A, mod=Mod.ControlModifier)
        press(qtbot, Key.Key_Space)  # what comes once in some years, too
        press(qtbot, Key.Key_Space)  # and now none
        assert not dialog.take_over.isEnabled()
        press(qtbot, Key.Key_Home, Key.Key_Up)
        dialog.table.select_row(0)
        press(qtbot, Key.Key_Space)
        assert dialog.take_over.text() == "1 activiteit overnemen"
        press(qtbot, Key.Key_Return, mod=Mod.ControlModifier)

    meanwhile(take)
    page._bars.take_standard_year()
    lines = school.calendar.activities(YEAR)
    assert len(lines) == before + 1
    (new,) = (line for line in lines if line.suggested)
    page.show_item(new.id)
    assert "1 suggestie overgenomen" in page.turn_offer.accessibleName()
    dialog = shown(ActivityDialog(page, school, school.calendar.draft(new.id)), qtbot)
    assert "suggestie" in dialog.refusal()
    press(qtbot, Key.Key_Return, mod=Mod.ControlModifier)
    assert not any(line.suggested for line in school.calendar.activities(YEAR))


def type_into(field: QLineEdit, text: str, qtbot: QtBot) -> None:
    field.setFocus()
    field.selectAll()
    qtbot.keyClicks(field, text)
