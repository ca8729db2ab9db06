"""This file is what the filter of the calendar promises: in every view, in words, and gone with Esc."""

from collections.abc import Callable
from datetime import date

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot
from tests.ui.calendar.conftest import activity, choose

from lesobs.domain.activity import ActivityStatus
from lesobs.domain.cycle import Phase
from lesobs.domain.visit import VisitState
from lesobs.services.people import PersonDraft
from lesobs.services.school import School
from lesobs.ui.calendar.filter_buttons import Choice
from lesobs.ui.calendar.page import CalendarPage
from lesobs.ui.window import Window

Key, Mod = Qt.Key, Qt.KeyboardModifier
LEFT = Qt.MouseButton.LeftButton


def titles(page: CalendarPage) -> set[str]:
    """What the view that is shown lets one see."""
    match page.view():
        case "planner":
            return {bar.line.title for bar in page.views.planner.layout_shown().bars}
        case "agenda":
            lines = page.views.agenda._model.lines()
            return {line.activity.title for line in lines if line.activity is not None}
    columns = [page.views.board.column(phase).model() for phase in Phase]
    return {str(one.index(row, 0).data()).split(",")[0] for one in columns for row in range(one.rowCount())}


def shown_choices(page: CalendarPage) -> list[str]:
    """The words on the buttons, as they stand in the row."""
    buttons = [one for one in page.filters._choosing if one.isVisible()]
    if page.filters.more.isVisible():
        buttons.append(page.filters.more)
    return [one.accessibleName() for one in buttons]


def test_chips_and_choices_filter_and_escape_shows_all_again(
    page: CalendarPage, school: School, ids: dict[str, str], qtbot: QtBot
) -> None:
    qtbot.mouseClick(page.filters.overdue, LEFT)
    assert titles(page) == {"Cijferanalyse"}
    assert page.filters.status.text() == "over tijd"
    qtbot.mouseClick(page.filters.overdue, LEFT)
    qtbot.mouseClick(page.filters.ownerless, LEFT)
    assert titles(page) == {"Enquête"}
    assert (page.filters.owner.text(), page.filters.status.text()) == ("zonder eigenaar", "nog open")
    page.views.planner.setFocus()
    qtbot.keyClick(page.views.planner, Key.Key_Escape)
    assert len(titles(page)) == 5
    choose(page, "Afdeling", "havo")
    assert titles(page) == {"Lesbezoeken"}
    school.calendar.remove(ids["Lesbezoeken"])
    assert page.views._stack.empty is not None
    assert page.views._stack.empty.isVisible()
    qtbot.keyClick(page.views, Key.Key_Escape)
    assert len(titles(page)) == 4


@pytest.mark.parametrize("view", ["planner", "agenda", "board"])
def test_owner_and_status_filter_every_view(
    page: CalendarPage, school: School, ids: dict[str, str], view: str, qtbot: QtBot
) -> None:
    qtbot.mouseClick(page.switch._segments[view], LEFT)
    choose(page, "Eigenaar", "Ada")
    assert titles(page) == {"Cijferanalyse", "Lesbezoeken"}
    choose(page, "Status", "over tijd")
    assert titles(page) == {"Cijferanalyse"}
    assert page.filters.overdue.isChecked()
    choose(page, "Eigenaar", "zonder eigenaar")
    choose(page, "Status", "nog te doen")
    assert titles(page) == {"Enquête"}
    qtbot.keyClick(page.views, Key.Key_Escape)
    assert len(titles(page)) == 5


def test_a_status_without_board_is_in_the_agenda(
    page: CalendarPage, school: School, ids: dict[str, str]
) -> None:
    school.calendar.set_status(ids["Borgen"], ActivityStatus.DROPPED)
    school.calendar.set_status(ids["Jaarplan"], ActivityStatus.DOING)
    page._show_view("agenda")
    for words, found in (("vervallen", {"Borgen"}), ("bezig", {"Jaarplan"}), ("klaar", set())):
        choose(page, "Status", words)
        assert titles(page) == found


def test_an_owner_stays_chosen_in_a_year_without_activities(
    page: CalendarPage, ids: dict[str, str], qtbot: QtBot
) -> None:
    choose(page, "Eigenaar", "Bo")
    qtbot.keyClick(page.views.planner, Key.Key_Right, Mod.AltModifier)
    assert page.filters.owner.text() == "Bo"
    qtbot.keyClick(page.views, Key.Key_Left, Mod.AltModifier)
    assert titles(page) == {"Jaarplan", "Borgen"}


def test_what_leaves_something_out_stands_in_words_however_narrow(
    school: School, ids: dict[str, str], open_page: Callable[[int, int], CalendarPage]
) -> None:
    school.calendar.save(
        activity(
            "Van ver",
            date(2026, 10, 5),
            date(2026, 10, 9),
            owner_id=school.people.save_person(PersonDraft("Wilhelmina van Oranje-Nassau tot Dietz")),
        )
    )
    page = open_page(801, 430)
    everything = [one.accessibleName() for one in page.filters._choosing]
    assert "Meer filters" in shown_choices(page)
    choose(page, "Afdeling", "hele school")
    choose(page, "Eigenaar", "Wilhelmina van Oranje-Nassau tot Dietz")
    choose(page, "Fase", "doen")
    choose(page, "Status", "nog open")
    said = " ".join(shown_choices(page))
    for words in ("Wilhelmina van Oranje-Nassau tot Dietz", "hele school", "doen", "nog open"):
        assert words in said
    last = max(page.filters.findChildren(Choice), key=lambda one: one.geometry().right() * one.isVisible())
    assert last.geometry().right() < page.filters.width()
    assert titles(page) == {"Van ver"}
    page.resize(1700, 715)
    QApplication.processEvents()
    assert not page.filters.more.isVisible()
    page.filters.clear()
    assert shown_choices(page) == everything


def test_everything_has_room_on_a_school_laptop(page: CalendarPage) -> None:
    """1190 wide is what a window of 1366 leaves."""
    assert not page.filters.more.isVisible()
    assert all(one.isVisible() for one in page.filters._choosing)


def test_mine_follows_who_is_at_the_keyboard_and_takes_visits_along(window: Window) -> None:
    window.show_place("calendar")
    page, school = window.stack.currentWidget(), window.school
    assert isinstance(page, CalendarPage) and school is not None
    persons = {one.name: one.id for one in school.people.persons()}
    choose(page, "Eigenaar", "mijn activiteiten")
    lines = school.calendar.activities(school.year)

    def of(name: str) -> set[str]:
        return {line.title for line in lines if line.owner == name}

    assert titles(page) == of("Marieke Doornbos") != set()
    assert page.filters.wanted().sentence == "Marieke Doornbos", "on paper mine says nothing"
    page._show_view("agenda")
    seen = [line.visit for line in page.views.agenda._model.lines() if line.visit is not None]
    assert seen and all("Marieke Doornbos" in one.observers for one in seen)
    choose(page, "Status", "bezig")
    states = [line.visit.state for line in page.views.agenda._model.lines() if line.visit is not None]
    assert set(states) <= {VisitState.BUSY} and len(states) < len(seen)
    choose(page, "Status", "elke status")
    window.settings.set_me(school.path, persons["Rachid el Amrani"])
    window.show_me()
    assert titles(page) == of("Rachid el Amrani") != set()
