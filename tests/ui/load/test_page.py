"""Who does what in the real window: reading, sorting, going on from it by keys, and by layer."""

from datetime import date

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot
from tests.ui.conftest import Answering

from lesobs.domain.cycle import Phase
from lesobs.domain.visit import ObserverRole
from lesobs.services.calendar import ActivityDraft
from lesobs.services.people import PersonDraft
from lesobs.services.responsibility import Division
from lesobs.services.school import School
from lesobs.ui.calendar.page import CalendarPage
from lesobs.ui.cycle.page import CyclePage
from lesobs.ui.load.page import LoadPage
from lesobs.ui.page import Changes, Place
from lesobs.ui.school.persons import PersonDialog
from lesobs.ui.start.page import StartPage
from lesobs.ui.window import Window

Key, Mod = Qt.Key, Qt.KeyboardModifier
LEFT = Qt.MouseButton.LeftButton


def school_of(window: Window) -> School:
    assert window.school is not None
    return window.school


@pytest.fixture
def page(window: Window) -> LoadPage:
    """Opened from the calendar, as most will."""
    window.show_place(Place.CALENDAR)
    window.show_place(Place.LOAD)
    shown = window.stack.currentWidget()
    assert isinstance(shown, LoadPage)
    return shown


def division(page: LoadPage) -> Division:
    return page.school.responsibility.division(page.years.value())


def names(page: LoadPage) -> list[str]:
    return [line.name for line in page.table.rows.lines()]


def choose(page: LoadPage, name: str) -> None:
    line = next(one for one in page.table.rows.lines() if one.name == name)
    page.table.select(line.key)


def test_a_key_leads_there_from_start_and_from_the_calendar_and_escape_back(
    qtbot: QtBot, window: Window
) -> None:
    for place in (Place.START, Place.CALENDAR):
        window.show_place(place)
        before = window.stack.currentWidget()
        before.setFocus()
        qtbot.keyClick(window.focusWidget() or before, Key.Key_D, Mod.ControlModifier | Mod.ShiftModifier)
        page = window.stack.currentWidget()
        assert isinstance(page, LoadPage)
        assert page.table.hasFocus()
        qtbot.keyClick(page.table, Key.Key_Escape)
        assert window.stack.currentWidget() is before


def test_the_table_says_what_the_service_counts_and_sorts_by_what_one_clicks(
    qtbot: QtBot, page: LoadPage
) -> None:
    found = division(page)
    assert names(page) == [line.name for line in found.persons]
    index = page.table.rows.index(0, 5)
    first = found.persons[0]
    assert index.data() == f"{first.load.total} · {first.share} %"
    assert f"{first.share} procent" in str(index.data(Qt.ItemDataRole.AccessibleTextRole))
    header = page.table.horizontalHeader()
    middle = header.sectionViewportPosition(0) + 20
    qtbot.mouseClick(header.viewport(), LEFT, pos=QPoint(middle, 10))
    assert names(page) == sorted(names(page), key=str.casefold)
    page.table.selectRow(0)
    qtbot.keyClick(page.table, Key.Key_C, Mod.ControlModifier)
    copied = QGuiApplication.clipboard().text().splitlines()
    assert copied[0].startswith("Wie\tLaag\tActiviteiten") and copied[1].startswith(names(page)[0])


def test_enter_shows_the_activities_of_a_person_in_the_calendar(
    qtbot: QtBot, window: Window, page: LoadPage
) -> None:
    choose(page, "Ruud Hofstede")
    line = page.table.current()
    assert line is not None
    qtbot.keyClick(page.table, Key.Key_Return)
    calendar = window.stack.currentWidget()
    assert isinstance(calendar, CalendarPage)
    content = calendar.views._content
    assert content is not None
    assert len(content.lines) == line.load.activities
    assert {one.owner for one in content.lines} == {"Ruud Hofstede"}
    assert all(one.status.open for one in content.lines)


def test_what_nobody_holds_leads_to_what_has_no_owner(qtbot: QtBot, window: Window, page: LoadPage) -> None:
    choose(page, "Nog niemand")
    assert page.hand_over.text() == "Verdelen…"
    qtbot.keyClick(page.table, Key.Key_Return)
    calendar = window.stack.currentWidget()
    assert isinstance(calendar, CalendarPage)
    assert calendar.asked.isVisible()


def test_the_panel_leads_to_each_thing_and_names_the_deputy(
    qtbot: QtBot, window: Window, page: LoadPage
) -> None:
    choose(page, "Marieke Doornbos")
    rows = [page.panel.list.model().index(row, 0).data() for row in range(page.panel.list.model().rowCount())]
    assert "cyclus · vervanger: nog niemand" in rows[0]
    assert "vervanger van Ruud Hofstede" in rows[1]
    page.panel.list.setFocus()
    qtbot.keyClick(page.panel.list, Key.Key_Return)
    cycle = window.stack.currentWidget()
    assert isinstance(cycle, CyclePage)
    qtbot.keyClick(cycle, Key.Key_Escape)
    assert window.stack.currentWidget() is page
    page.panel.list.setFocus()
    page.panel.list.select_row(2)
    qtbot.keyClick(page.panel.list, Key.Key_Return)
    calendar = window.stack.currentWidget()
    assert isinstance(calendar, CalendarPage)
    assert calendar.views.selected_id()


def test_by_layer_it_adds_up_and_enter_goes_to_its_people(qtbot: QtBot, page: LoadPage) -> None:
    qtbot.keyClick(page.table, Key.Key_PageDown, Mod.ControlModifier)
    assert names(page) == ["Leiding", "Nog niemand", "Sectie", "Docenten"]
    lines = page.table.rows.lines()
    assert sum(line.load.total for line in lines) == division(page).whole
    assert not page.hand_over.isEnabled()
    choose(page, "Docenten")
    people = page.panel.list.model()
    assert people.rowCount() == 2 and "Hülya Demir" in people.index(0, 0).data()
    qtbot.keyClick(page.table, Key.Key_Return)
    assert page.switch.value() == "persons"
    chosen = page.table.current()
    assert chosen is not None and chosen.layer_word == "docenten"


def test_a_function_that_is_not_known_is_said_and_filled_in_by_keys(
    qtbot: QtBot, window: Window, page: LoadPage, answering: Answering
) -> None:
    school = page.school
    school.people.save_person(PersonDraft("Noor Bos", "decaan", ObserverRole.COLLEAGUE))
    choose(page, "Noor Bos")
    line = page.table.current()
    assert line is not None and line.layer_word == "functie niet bekend"
    assert page.panel.function.isVisible()

    def fill_in(dialog: QWidget) -> None:
        assert isinstance(dialog, PersonDialog) and dialog.function.hasFocus()
        assert "(leiding), (sectie) of (docenten)" in dialog.function.accessibleDescription()
        qtbot.keyClick(dialog.function, Key.Key_End)
        qtbot.keyClicks(dialog.function, " (docenten)")
        assert "Laag: docenten." in dialog.function.accessibleDescription()
        qtbot.keyClick(dialog.function, Key.Key_Return, Mod.ControlModifier)

    with answering(fill_in):
        qtbot.keyClick(page.table, Key.Key_F2)
    line = page.table.current()
    assert line is not None and (line.name, line.layer_word) == ("Noor Bos", "docenten")
    assert not page.panel.function.isVisible()
    qtbot.keyClick(page, Key.Key_Z, Mod.ControlModifier)
    assert page.panel.function.isVisible()


def test_who_is_not_placed_is_a_line_among_the_layers(qtbot: QtBot, page: LoadPage) -> None:
    page.school.people.save_person(PersonDraft("Noor Bos", "decaan"))
    qtbot.keyClick(page.table, Key.Key_PageDown, Mod.ControlModifier)
    choose(page, "Functie niet bekend")
    people = page.panel.list.model()
    assert people.rowCount() == 1 and "Noor Bos" in people.index(0, 0).data()


def test_cycles_without_a_deputy_are_listed(qtbot: QtBot, window: Window, page: LoadPage) -> None:
    assert page.deputies.accessibleName() == "1 cyclus zonder vervanger"
    qtbot.keyClick(page.deputies, Key.Key_Space)
    calendar = window.stack.currentWidget()
    assert isinstance(calendar, CalendarPage)
    assert calendar.view() == "cycles" and calendar.asked.isVisible()


def test_it_follows_what_happens_and_keeps_the_choice(qtbot: QtBot, page: LoadPage) -> None:
    choose(page, "Sanne de Wit")
    sanne = page.table.current()
    assert sanne is not None and sanne.load.total == 0
    day = date(2027, 1, 12)
    page.school.calendar.save(ActivityDraft("Oefenen", Phase.DO, "OP3", day, day, owner_id=sanne.key))
    chosen = page.table.current()
    assert chosen is not None and (chosen.key, chosen.load.total) == (sanne.key, 1)
    page.school.undo.undo()
    chosen = page.table.current()
    assert chosen is not None and (chosen.key, chosen.load.total) == (sanne.key, 0)


def test_another_year_has_its_own_work(qtbot: QtBot, page: LoadPage) -> None:
    qtbot.keyClick(page.table, Key.Key_Right, Mod.AltModifier)
    assert page.years.value() == page.school.year.next
    assert division(page).whole == sum(line.load.total for line in page.table.rows.lines())
    qtbot.keyClick(page.table, Key.Key_Left, Mod.AltModifier)
    assert page.years.value() == page.school.year


def test_a_school_without_people_says_what_to_do(qtbot: QtBot, school: School) -> None:
    changes, went = Changes(), []
    page = LoadPage(school, changes)
    page.go.connect(lambda place, item: went.append((place, item)))
    qtbot.addWidget(page)
    page.resize(1190, 700)
    page.show()
    assert page._empty.isVisible() and not page.panel.isVisible()
    qtbot.keyClick(page._empty.buttons[0], Key.Key_Space)
    assert went == [(Place.SCHOOL, "persons")]


def test_a_narrow_window_has_the_table_alone(qtbot: QtBot, window: Window, page: LoadPage) -> None:
    window.resize(853, 480)
    qtbot.waitUntil(lambda: page.width() < 840)
    assert not page.panel.isVisible()
    shown = [place for place in range(7) if not page.table.isColumnHidden(place)]
    assert shown == [0, 2, 3, 5]
    assert page.hand_over.isVisible()


def test_the_menu_of_start_leads_there_too(window: Window) -> None:
    window.show_place(Place.START)
    start = window.stack.currentWidget()
    assert isinstance(start, StartPage)
    action = next(one for one in start.menu_actions() if "oet wat" in one.text())
    action.trigger()
    assert isinstance(window.stack.currentWidget(), LoadPage)


def test_the_calendar_has_a_button_for_it_where_there_is_room(qtbot: QtBot, window: Window) -> None:
    window.show_place(Place.CALENDAR)
    calendar = window.stack.currentWidget()
    assert isinstance(calendar, CalendarPage)
    window.resize(853, 480)
    qtbot.waitUntil(lambda: not calendar.load.isVisible())
    window.resize(1366, 768)
    qtbot.waitUntil(calendar.load.isVisible)
    qtbot.keyClick(calendar.load, Key.Key_Space)
    assert isinstance(window.stack.currentWidget(), LoadPage)
