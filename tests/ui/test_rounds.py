"""A round of visits in the real window of the example school, made and planned by keyboard alone."""

import re
from collections import Counter
from collections.abc import Callable
from contextlib import AbstractContextManager
from dataclasses import replace
from datetime import date

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from lesobs.domain.planning import RoundState
from lesobs.domain.visit import VisitState
from lesobs.services.demo import EXAMPLE_DAY
from lesobs.services.rounds import RoundDraft
from lesobs.ui.calendar.page import CalendarPage
from lesobs.ui.page import Place
from lesobs.ui.visits.list_page import VisitsPage
from lesobs.ui.visits.plan_dialog import PlanDialog
from lesobs.ui.visits.rounds_dialog import RoundDialog
from lesobs.ui.visits.rounds_view import RoundView
from lesobs.ui.window import Window

Key, CTRL = Qt.Key, Qt.KeyboardModifier.ControlModifier
Answering = Callable[[Callable[[QWidget], None]], AbstractContextManager[None]]


@pytest.fixture
def page(window: Window, qtbot: QtBot) -> VisitsPage:
    """The page of visits, on the round that runs now."""
    shown = go(qtbot, window, Place.VISITS)
    assert isinstance(shown, VisitsPage)
    qtbot.keyClick(shown.table, Key.Key_PageDown, CTRL)
    assert shown.round.table.hasFocus()
    return shown


def go(qtbot: QtBot, window: Window, place: Place) -> QWidget:
    """Show a page; without a screen the window then has to ask for the keyboard again."""
    window.show_place(place)
    QApplication.processEvents()
    with qtbot.waitActive(window):
        window.activateWindow()
    shown = window.stack.currentWidget()
    assert shown is not None
    return shown


def codes(view: RoundView) -> list[str]:
    return [row.teacher.code for row in view.table.rows.lines()]


def states(view: RoundView) -> dict[str, int]:
    return dict(Counter(row.state.word for row in view.table.rows.lines()))


def said(view: RoundView) -> str:
    return view.bar.accessibleName() if view.bar.isVisible() else ""


def accept(qtbot: QtBot) -> Callable[[QWidget], None]:
    """Ctrl+Enter: plan it as it was filled in."""

    def act(dialog: QWidget) -> None:
        assert isinstance(dialog, PlanDialog)
        assert dialog.form.day.hasFocus()
        qtbot.keyClick(dialog, Key.Key_Return, CTRL)

    return act


def test_a_round_is_made_and_three_teachers_planned_by_keys_undone_and_seen_in_the_calendar(
    qtbot: QtBot, page: VisitsPage, window: Window, answering: Answering
) -> None:
    view, school = page.round, page.school

    def make_round(dialog: QWidget) -> None:
        assert isinstance(dialog, RoundDialog)
        assert dialog.title.hasFocus()
        qtbot.keyClicks(dialog.title, "Voorjaar")
        for field, words in ((dialog.starts_on, "10-5-2027"), (dialog.ends_on, "4-6-2027")):
            field.setFocus()
            field.selectAll()
            qtbot.keyClicks(field, words)
        qtbot.keyClick(dialog.ends_on, Key.Key_Return)

    with answering(make_round):
        qtbot.keyClick(view.table, Key.Key_Insert)
    assert school.rounds.all(school.year)[-1].title == "Voorjaar"
    assert states(view) == {"nog niet": 60}
    assert "0 van 60 docenten bezocht" in view.head.progress.text()
    assert "begint ma 10 mei 2027" in view.head.progress.text()

    first, second, third = codes(view)[:3]
    with answering(accept(qtbot)):
        qtbot.keyClick(view.table, Key.Key_Return)
    assert states(view)["gepland"] == 1
    qtbot.keyClick(view.table, Key.Key_D, CTRL)
    qtbot.keyClick(view.table, Key.Key_D, CTRL)
    planned = [row for row in view.table.rows.lines() if row.state is RoundState.PLANNED]
    assert [row.teacher.code for row in planned] == [first, second, third]
    days = [row.visit.held_on for row in planned if row.visit]
    assert days == [date(2027, 5, 10), date(2027, 5, 11), date(2027, 5, 12)]
    assert len({row.visit.observer for row in planned if row.visit}) == 1
    chosen = view.table.current()
    assert chosen is not None
    assert chosen.teacher.code == third
    assert f"Gepland: {chosen.teacher.name}, wo 12 mei" in said(view)

    qtbot.keyClick(window, Key.Key_Z, CTRL)
    assert states(view) == {"gepland": 2, "nog niet": 58}
    assert said(view) == ""
    qtbot.keyClick(window, Key.Key_Y, CTRL)
    assert states(view)["gepland"] == 3

    calendar = go(qtbot, window, Place.CALENDAR)
    assert isinstance(calendar, CalendarPage)
    for view_shown in ("month", "agenda"):
        qtbot.keyClick(calendar.views, Key.Key_PageDown, CTRL)
        assert calendar.view() == view_shown
    calendar.filters.search.setFocus()
    qtbot.keyClicks(calendar.filters.search, f"lesbezoek {chosen.teacher.name}")
    agenda = calendar.views.agenda
    model = agenda.model()
    shown = [[str(model.index(row, column).data()) for column in (0, 1)] for row in range(model.rowCount())]
    assert [f"Lesbezoek bij {chosen.teacher.name}", "wo 12 mei"] in shown
    assert chosen.visit is not None
    agenda.select(chosen.visit.id)
    agenda.setFocus()
    qtbot.keyClick(agenda, Key.Key_Delete)  # not from here: nothing happens
    qtbot.keyClick(agenda, Key.Key_Return)
    assert window.stack.currentWidget() is page
    row = page.table.current()
    assert row is not None
    assert row.visit.id == chosen.visit.id


def test_who_was_not_visited_yet_is_one_key_and_ctrl_d_works_them_off(
    qtbot: QtBot, page: VisitsPage, answering: Answering
) -> None:
    view = page.round
    assert states(view)["bezocht"] > 30
    qtbot.keyClick(view.table, Key.Key_U, CTRL)
    left = codes(view)
    assert states(view) == {"nog niet": len(left)}
    with answering(accept(qtbot)):
        qtbot.keyClick(view.table, Key.Key_Return)
    for number in range(1, len(left)):
        assert codes(view) == left[number:]
        qtbot.keyClick(view.table, Key.Key_D, CTRL)
    assert codes(view) == []
    qtbot.keyClick(view, Key.Key_D, CTRL)
    assert "iedereen bezocht of gepland" in said(view)
    qtbot.keyClick(view, Key.Key_Escape)
    assert len(codes(view)) == 60
    assert view.table.hasFocus()


def test_f5_begins_at_once_with_the_chosen_teacher_nobody_goes_to(
    qtbot: QtBot, page: VisitsPage, answering: Answering
) -> None:
    school, view = page.school, page.round
    qtbot.keyClick(view.table, Key.Key_U, CTRL)
    row = view.table.current()
    assert row is not None
    with answering(lambda dialog: qtbot.keyClick(dialog, Key.Key_F5)):
        qtbot.keyClick(view.table, Key.Key_F5)
    mine = [one for one in school.visits.all() if one.teacher_id == row.teacher.id]
    begun = next(one for one in mine if one.held_on == EXAMPLE_DAY)
    assert begun.state is VisitState.BUSY
    assert begun.observer == "Marieke Doornbos", "who stands there, and not whom the round proposes"


def test_the_plan_just_made_is_adjusted_with_f2(qtbot: QtBot, page: VisitsPage, answering: Answering) -> None:
    view = page.round
    qtbot.keyClick(view.table, Key.Key_U, CTRL)
    teacher = view.table.current()
    assert teacher is not None
    qtbot.keyClick(view.table, Key.Key_D, CTRL)

    def another_hour(dialog: QWidget) -> None:
        assert isinstance(dialog, PlanDialog)
        dialog.form.hour.setFocus()
        dialog.form.hour.set_value(1)
        qtbot.keyClick(dialog, Key.Key_Return, CTRL)

    with answering(another_hour):
        qtbot.keyClick(view.table, Key.Key_F2)
    visit = next(one for one in page.school.visits.all() if one.teacher_id == teacher.teacher.id)
    assert visit.lesson_hour == 1
    assert f"Gewijzigd: {visit.teacher}" in said(view)


def test_a_warning_of_a_copied_plan_stands_in_the_bar_and_forbids_nothing(
    qtbot: QtBot, page: VisitsPage
) -> None:
    view, school = page.round, page.school
    qtbot.keyClick(view.table, Key.Key_U, CTRL)
    row = view.table.current()
    assert row is not None
    last = school.visits.of_teacher(row.teacher.id, EXAMPLE_DAY)[0]
    source = school.rounds.last_plan(school.rounds.all(school.year)[0].id)
    assert source is not None
    draft = school.visits.get(source).draft
    school.visits.change_plan(source, replace(draft, observer_id=last.observer_id))
    qtbot.keyClick(view.table, Key.Key_D, CTRL)
    assert f"{last.observer} keek hier de vorige keer ook" in said(view)
    assert view.bar.property("kind") == "bar-attention"


def test_a_plan_is_removed_and_taken_back(qtbot: QtBot, page: VisitsPage) -> None:
    view = page.round
    row = next(one for one in view.table.rows.lines() if one.state is RoundState.PLANNED)
    assert row.visit is not None
    view.table.select_teacher(row.teacher.id)
    qtbot.keyClick(view.table, Key.Key_Delete)
    assert row.visit.id not in [one.id for one in page.school.visits.all()]
    assert "verwijderd" in said(view)
    view.bar.acted.emit()
    assert row.visit.id in [one.id for one in page.school.visits.all()]
    assert said(view) == ""


def test_search_section_and_copy(qtbot: QtBot, page: VisitsPage) -> None:
    view = page.round
    qtbot.keyClick(view.table, Key.Key_F, CTRL)
    assert view.filters.search.hasFocus()
    qtbot.keyClicks(view.filters.search, "dang")
    qtbot.keyClick(view.filters.search, Key.Key_Return)
    assert [row.teacher.name for row in view.table.rows.lines()] == ["Minh Đặng"]
    qtbot.keyClick(view.table, Key.Key_Escape)
    biology = next(one for one in page.school.people.sections() if one.name == "Biologie")
    view.sections.list.setFocus()
    qtbot.keyClick(view.sections.list, Key.Key_Down)
    qtbot.keyClick(view.sections.list, Key.Key_Return)
    assert view.filters.value().section_id == biology.id
    assert len(codes(view)) == biology.teachers
    view.table.setFocus()
    qtbot.keyClick(view.table, Key.Key_C, CTRL)
    lines = QApplication.clipboard().text().splitlines()
    assert lines[0].split("\t") == [
        "Docent",
        "Sectie",
        "In deze ronde",
        "Wanneer",
        "Laatst bezocht",
        "Voorstel",
    ]
    assert len(lines) == 1 + biology.teachers
    assert all("Biologie" in line for line in lines[1:])


def test_an_overlapping_round_is_refused_in_the_dialog(
    qtbot: QtBot, page: VisitsPage, answering: Answering
) -> None:
    def overlap(dialog: QWidget) -> None:
        assert isinstance(dialog, RoundDialog)
        dialog.starts_on.set_value(date(2026, 12, 1))
        qtbot.keyClick(dialog.title, Key.Key_Return)
        assert "al een ronde: ‘Ronde 1’" in dialog.refusal()
        dialog.starts_on.set_value(date(2027, 3, 29))
        dialog.ends_on.set_value(date(2027, 4, 9))
        qtbot.keyClick(dialog.title, Key.Key_Return)

    before = page.school.rounds.all()
    with answering(overlap):
        qtbot.keyClick(page.round.table, Key.Key_Insert)
    assert len(page.school.rounds.all()) == len(before) + 1


def test_a_removed_round_keeps_its_visits_and_comes_back(qtbot: QtBot, page: VisitsPage) -> None:
    view, school = page.round, page.school
    visits, rounds = len(school.visits.all()), school.rounds.all(school.year)
    view.round_actions[2].trigger()
    assert school.rounds.all(school.year) == rounds[1:]
    assert len(school.visits.all()) == visits
    assert "De bezoeken blijven staan." in said(view)
    view.bar.acted.emit()
    assert school.rounds.all(school.year) == rounds


def test_a_year_without_rounds_offers_to_make_one(
    qtbot: QtBot, page: VisitsPage, answering: Answering
) -> None:
    page._years.step(1)
    assert page.round.table.rows.lines() == []

    def keep(dialog: QWidget) -> None:
        assert isinstance(dialog, RoundDialog)
        qtbot.keyClick(dialog.title, Key.Key_Return)

    with answering(keep):
        qtbot.keyClick(page.focusWidget() or page, Key.Key_Insert)
    (made,) = page.school.rounds.all(page.school.year.next)
    assert made.title == "Ronde 1"
    assert made.starts_on.weekday() == 0
    assert states(page.round) == {"nog niet": 60}


@pytest.mark.parametrize("view", ["list", "round"])
def test_every_entry_of_the_menus_has_a_letter_and_a_key_of_its_own(
    page: VisitsPage, window: Window, view: str
) -> None:
    page._show_view(view)
    keys: Counter[str] = Counter()
    for top in window.menuBar().actions():
        menu = top.menu()
        assert menu is not None
        letters = Counter(
            found.group(1).lower()
            for action in menu.actions()  # type: ignore[attr-defined]
            if action.isVisible() and (found := re.search("&(.)", action.text()))
        )
        assert [letter for letter, number in letters.items() if number > 1] == [], letters
        keys.update(
            key.toString()
            for action in menu.actions()  # type: ignore[attr-defined]
            if action.isEnabled() and action.isVisible()
            for key in action.shortcuts()
        )
    assert [key for key, number in keys.items() if number > 1] == []


def test_a_narrow_window_has_tabs_and_no_cards_beside(qtbot: QtBot, page: VisitsPage, window: Window) -> None:
    window.resize(853, 480)
    qtbot.waitUntil(lambda: page.width() <= 853)
    QApplication.processEvents()
    assert not page.round.sections.isVisible()
    needed = page.minimumSizeHint()
    assert needed.width() <= page.width()
    tabs = page._tabs
    assert tabs.isVisible()
    assert tabs.value() == "round"
    tabs.setFocus()
    page._show_tab("list")
    assert page.table.isVisible()
    assert not page.view.isVisible()


def test_the_view_follows_what_happens_elsewhere(page: VisitsPage, qtbot: QtBot) -> None:
    view, school = page.round, page.school
    row = next(one for one in view.table.rows.lines() if one.state is RoundState.OPEN)
    view.table.select_teacher(row.teacher.id)
    school.rounds.save(RoundDraft("Zomer", date(2027, 6, 14), date(2027, 7, 2)))
    assert view.head.choice.count() == 3
    current = view.table.current()
    assert current is not None
    assert current.teacher.id == row.teacher.id
