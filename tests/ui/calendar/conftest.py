"""This file is what the tests of the calendar start from: a page on a school with five activities."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from lesobs.domain.cycle import Phase
from lesobs.services.calendar import ActivityDraft
from lesobs.services.people import DepartmentDraft, PersonDraft
from lesobs.services.school import School
from lesobs.ui import look
from lesobs.ui.calendar.filter_buttons import Choice
from lesobs.ui.calendar.page import CalendarPage
from lesobs.ui.page import Changes

OpenPage = Callable[[int, int], CalendarPage]


def activity(title: str, first: date, last: date, phase: Phase = Phase.DO, **more: object) -> ActivityDraft:
    return replace(ActivityDraft(title, phase, "OP3", first, last), **more)  # type: ignore[arg-type]


@pytest.fixture
def ids(school: School) -> dict[str, str]:
    """Four activities of two people and one of nobody; Ada's first is late."""
    ada, bo = (school.people.save_person(PersonDraft(name, "teamleider")) for name in ("Ada", "Bo"))
    havo = school.people.save_department(DepartmentDraft("havo"))
    drafts = (
        activity("Cijferanalyse", date(2026, 11, 2), date(2026, 11, 6), Phase.CHECK, owner_id=ada),
        activity("Lesbezoeken", date(2026, 11, 16), date(2026, 12, 18), owner_id=ada, department_id=havo),
        activity("Jaarplan", date(2027, 4, 5), date(2027, 4, 23), Phase.PLAN, owner_id=bo),
        activity("Borgen", date(2027, 6, 7), date(2027, 6, 11), Phase.ACT, owner_id=bo),
        activity("Enquête", date(2027, 3, 1), date(2027, 3, 12), Phase.CHECK, standard="SKA1"),
    )
    return {draft.title: school.calendar.save(draft) for draft in drafts}


@pytest.fixture
def open_page(school: School, qtbot: QtBot, qapp: QApplication) -> OpenPage:
    """Opens the page at a size, with the keyboard in it."""

    def opened(width: int, height: int) -> CalendarPage:
        look.apply(qapp, dark=False)
        changes = Changes(qapp)
        school.on_change(changes.changed.emit)
        page = CalendarPage(school, changes)
        qtbot.addWidget(page)
        page.resize(width, height)
        with qtbot.waitExposed(page):
            page.show()
        page.activateWindow()
        page.setFocus()
        return page

    return opened


@pytest.fixture
def page(ids: dict[str, str], open_page: OpenPage) -> CalendarPage:
    """As wide as in a window of 1366×768."""
    return open_page(1190, 715)


def choose(page: CalendarPage, name: str, words: str) -> None:
    """Pick from the menu of a choice of the filter, wherever that menu is now."""
    (menu,) = (
        one for one in page.filters.findChildren(Choice) if one.accessibleName().startswith(f"{name}: ")
    )
    next(one for one in menu.menu_actions() if one.text().split("  ")[0] == words).trigger()
