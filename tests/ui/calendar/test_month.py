"""This file is what the month promises: what keys and mouse do, and that nothing is cut off silently."""

from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path

import pytest
from pypdf import PdfReader
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot
from tests.ui.calendar.conftest import activity, choose

from lesobs.domain.schoolyear import SchoolYear
from lesobs.services.calendar import ActivityDraft
from lesobs.services.school import School
from lesobs.ui.calendar import edge_pull
from lesobs.ui.calendar.activity_dialog import ActivityDialog
from lesobs.ui.calendar.month_layout import HEAD
from lesobs.ui.calendar.month_view import MonthView
from lesobs.ui.calendar.page import CalendarPage
from lesobs.ui.page import Place
from lesobs.ui.preview import Preview
from lesobs.ui.window import Window

Key, Mod = Qt.Key, Qt.KeyboardModifier
LEFT = Qt.MouseButton.LeftButton
TODAY = date(2026, 11, 23)


@pytest.fixture
def month(page: CalendarPage, qtbot: QtBot) -> MonthView:
    """The month, with the keyboard in it."""
    qtbot.mouseClick(page.switch._segments["month"], LEFT)
    page.views.setFocus()
    return page.views.month


def period(school: School, key: str) -> tuple[date, date]:
    draft = school.calendar.draft(key)
    return draft.starts_on, draft.ends_on


def shown(month: MonthView) -> dict[str, list[tuple[date, date]]]:
    """By title, the parts of what is shown, week by week."""
    found: dict[str, list[tuple[date, date]]] = {}
    for week in month.layout_shown().weeks:
        for piece in week.pieces:
            if piece.item.activity is not None:
                found.setdefault(piece.item.activity.title, []).append((piece.first, piece.last))
    return found


def drag(month: MonthView, qtbot: QtBot, start: QPoint, to: QPoint) -> None:
    """Press, and move in three steps; the button stays down."""
    target = month.viewport()
    qtbot.mousePress(target, LEFT, pos=start)
    for part in (0.3, 0.6, 1.0):
        qtbot.mouseMove(target, start + (to - start) * part)


def middle(month: MonthView, day: date, top: float) -> QPoint:
    """The middle of a day, at a height of the viewport from its top on."""
    cell = month.cell_of(day)
    return QPointF(cell.center().x(), cell.top() + top).toPoint()


def test_the_month_of_today_opens_with_what_stands_in_today(
    page: CalendarPage, month: MonthView, ids: dict[str, str]
) -> None:
    assert (month.month(), month.day()) == (date(2026, 11, 1), TODAY)
    assert page.months.accessibleName() == "Maand november 2026"
    assert month.layout_shown().weeks[0].monday == date(2026, 10, 26)
    assert month.selected_id() == page.views.selected_id() == ids["Lesbezoeken"]
    assert month.accessibleName() == "Maand november 2026, 2 activiteiten"
    said = month.accessibleDescription()
    assert said.startswith("ma 23 nov 2026, week 48, vandaag, 1 activiteit. Gekozen: Lesbezoeken, fase doen")


def test_an_activity_runs_as_a_bar_through_its_weeks(month: MonthView) -> None:
    assert shown(month)["Lesbezoeken"] == [
        (date(2026, 11, 16), date(2026, 11, 22)),
        (date(2026, 11, 23), date(2026, 11, 29)),
        (date(2026, 11, 30), date(2026, 12, 6)),
    ]
    pieces = [piece for week in month.layout_shown().weeks for piece in week.pieces if piece.item.id]
    first, *_, last = [
        one for one in pieces if one.item.activity and one.item.activity.title == "Lesbezoeken"
    ]
    assert (first.begins, first.ends, last.begins, last.ends) == (True, False, False, False)


def test_arrows_go_by_day_and_week_and_pages_by_month(
    month: MonthView, page: CalendarPage, qtbot: QtBot
) -> None:
    for key, day in (
        (Key.Key_Right, date(2026, 11, 24)),
        (Key.Key_Up, date(2026, 11, 17)),
        (Key.Key_Left, date(2026, 11, 16)),
        (Key.Key_Down, TODAY),
        (Key.Key_End, date(2026, 11, 30)),
        (Key.Key_Home, date(2026, 11, 1)),
        (Key.Key_PageDown, date(2026, 12, 1)),
        (Key.Key_PageUp, date(2026, 11, 1)),
        (Key.Key_Left, date(2026, 10, 31)),
    ):
        qtbot.keyClick(month, key)
        assert month.day() == day
    assert page.months.accessibleName() == "Maand oktober 2026"
    assert month.hasFocus()
    qtbot.keyClick(month, Key.Key_Home, Mod.AltModifier)
    assert (month.day(), month.month()) == (TODAY, date(2026, 11, 1))


def test_the_month_goes_on_into_another_school_year_and_back(
    month: MonthView, page: CalendarPage, ids: dict[str, str], qtbot: QtBot
) -> None:
    for _ in range(9):
        qtbot.keyClick(month, Key.Key_PageDown)
    assert (month.month(), page.years.value()) == (date(2027, 8, 1), SchoolYear(2027))
    assert month.isVisible() and month.hasFocus(), "an empty year is still a month"
    qtbot.keyClick(month, Key.Key_PageUp)
    assert (month.month(), page.years.value()) == (date(2027, 7, 1), SchoolYear(2026))
    qtbot.keyClick(month, Key.Key_Left, Mod.AltModifier)
    assert (month.month(), month.day(), page.years.value()) == (
        date(2026, 7, 1),
        date(2026, 7, 23),
        SchoolYear(2025),
    )
    qtbot.mouseClick(page.months._on, LEFT)
    assert (month.month(), page.years.value()) == (date(2026, 8, 1), SchoolYear(2026))


def test_a_leap_day_is_a_day(month: MonthView, school: School, page: CalendarPage, qtbot: QtBot) -> None:
    leap = school.calendar.save(activity("Schrikkeldag", date(2028, 2, 29), date(2028, 2, 29)))
    page.show_item(leap)
    assert month.day() == date(2028, 2, 29) and month.selected_id() == leap
    qtbot.keyClick(month, Key.Key_PageUp)
    assert month.day() == date(2028, 1, 29)
    for _ in range(2):
        qtbot.keyClick(month, Key.Key_Right)
    qtbot.keyClick(month, Key.Key_PageDown)
    assert month.day() == date(2028, 2, 29), "31 February is the last day of February"
    qtbot.keyClick(month, Key.Key_Left, Mod.AltModifier)
    assert month.day() == date(2027, 2, 28)


def test_what_lies_in_the_first_week_before_the_year_is_shown_too(
    school: School, ids: dict[str, str], page: CalendarPage, qtbot: QtBot
) -> None:
    school.calendar.save(activity("Net ervoor", date(2027, 7, 29), date(2027, 7, 30)))
    page.years.step(1)
    school.calendar.save(activity("Erna", date(2027, 8, 2), date(2027, 8, 3)))
    qtbot.mouseClick(page.switch._segments["month"], LEFT)
    page.views.month.go_to(date(2027, 8, 2))
    assert set(shown(page.views.month)) == {"Net ervoor", "Erna"}
    before = page.views.month.box_of(next(one.id for one in page._beside))
    assert before is not None
    qtbot.mouseClick(page.views.month.viewport(), LEFT, pos=before.center().toPoint())
    assert page.years.value() == SchoolYear(2027), "a click does not go to another year"
    assert page.views.panel._title.text() == "Net ervoor"


def test_keys_move_and_lengthen_at_both_ends(
    month: MonthView, school: School, ids: dict[str, str], page: CalendarPage, qtbot: QtBot
) -> None:
    key = ids["Cijferanalyse"]
    page.views.select(key)
    assert month.day() == date(2026, 11, 2)
    for pressed, held, becomes in (
        (Key.Key_Right, Mod.ControlModifier, (date(2026, 11, 3), date(2026, 11, 7))),
        (Key.Key_Down, Mod.ControlModifier, (date(2026, 11, 10), date(2026, 11, 14))),
        (Key.Key_Left, Mod.ShiftModifier, (date(2026, 11, 10), date(2026, 11, 13))),
        (Key.Key_Down, Mod.ShiftModifier, (date(2026, 11, 10), date(2026, 11, 20))),
        (Key.Key_Left, Mod.ShiftModifier | Mod.AltModifier, (date(2026, 11, 9), date(2026, 11, 20))),
        (Key.Key_Down, Mod.ShiftModifier | Mod.AltModifier, (date(2026, 11, 16), date(2026, 11, 20))),
        (Key.Key_Down, Mod.ShiftModifier | Mod.AltModifier, (date(2026, 11, 20), date(2026, 11, 20))),
    ):
        qtbot.keyClick(month, pressed, held)
        assert period(school, key) == becomes
        assert (month.selected_id(), page.views.selected_id()) == (key, key)
        assert month.hasFocus()
    assert month.day() == date(2026, 11, 20), "the day follows"
    school.undo.undo()
    assert period(school, key) == (date(2026, 11, 2), date(2026, 11, 6))
    assert (month.selected_id(), month.day()) == (key, date(2026, 11, 2))


def test_tab_goes_by_what_stands_in_the_day_and_then_on(
    month: MonthView, school: School, ids: dict[str, str], qtbot: QtBot
) -> None:
    extra = school.calendar.save(activity("Extra", TODAY, TODAY))
    month._choose(extra)
    qtbot.keyClick(month, Key.Key_Tab)
    assert month.selected_id() == ids["Lesbezoeken"]
    qtbot.keyClick(month, Key.Key_Backtab, Mod.ShiftModifier)
    assert month.selected_id() == extra
    qtbot.keyClick(month, Key.Key_Tab)
    qtbot.keyClick(month, Key.Key_Tab)
    assert not month.hasFocus()
    focus = QApplication.focusWidget()
    assert focus is not None
    qtbot.keyClick(focus, Key.Key_Backtab, Mod.ShiftModifier)
    assert month.hasFocus()
    assert month.selected_id() == ids["Lesbezoeken"]


def test_insert_adds_on_the_day_enter_opens_and_delete_takes_away(
    month: MonthView,
    page: CalendarPage,
    school: School,
    ids: dict[str, str],
    qtbot: QtBot,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    opened: list[tuple[str, date]] = []

    def look(dialog: ActivityDialog) -> int:
        opened.append((dialog.title.text(), dialog.starts_on.value()))
        return 0

    monkeypatch.setattr(ActivityDialog, "exec", look)
    qtbot.keyClick(month, Key.Key_Return)
    month.go_to(date(2026, 11, 11))
    assert page.views.panel._about.text() == "wo 11 nov 2026: nog niets gekozen. Ins voegt hier iets toe."
    qtbot.keyClick(month, Key.Key_Insert)
    qtbot.keyClick(month, Key.Key_Return)
    qtbot.mouseDClick(month.viewport(), LEFT, pos=middle(month, date(2026, 11, 12), 40))
    assert opened == [
        ("Lesbezoeken", date(2026, 11, 16)),
        ("", date(2026, 11, 11)),
        ("", date(2026, 11, 11)),
        ("", date(2026, 11, 12)),
    ]
    page.views.select(ids["Cijferanalyse"])
    qtbot.keyClick(month, Key.Key_Delete)
    assert "Cijferanalyse" not in shown(month)
    school.undo.undo()
    assert "Cijferanalyse" in shown(month)


def test_dragging_moves_by_days_and_weeks(
    month: MonthView, school: School, ids: dict[str, str], qtbot: QtBot
) -> None:
    key = ids["Cijferanalyse"]
    box = month.box_of(key)
    assert box is not None
    start = box.center().toPoint()
    one_on, week_on = month.cell_of(date(2026, 11, 5)), month.cell_of(date(2026, 11, 11))
    to = QPointF(one_on.center().x(), week_on.center().y()).toPoint()
    drag(month, qtbot, start, to)
    assert period(school, key)[0] == date(2026, 11, 2), "nothing is written before the button is let go"
    month.grab()
    qtbot.mouseRelease(month.viewport(), LEFT, pos=to)
    assert period(school, key) == (date(2026, 11, 10), date(2026, 11, 14))
    assert (month.selected_id(), month.month()) == (key, date(2026, 11, 1))


def test_dragging_an_end_lengthens_and_escape_leaves_all_as_it_was(
    month: MonthView, school: School, ids: dict[str, str], qtbot: QtBot
) -> None:
    key = ids["Cijferanalyse"]
    box = month.box_of(key)
    assert box is not None
    edge = QPointF(box.right() - 1, box.center().y()).toPoint()
    to = month.cell_of(date(2026, 11, 12)).center().toPoint()
    drag(month, qtbot, edge, to)
    qtbot.keyClick(month, Key.Key_Escape)
    qtbot.mouseRelease(month.viewport(), LEFT, pos=to)
    assert period(school, key) == (date(2026, 11, 2), date(2026, 11, 6))
    drag(month, qtbot, edge, to)
    qtbot.mouseRelease(month.viewport(), LEFT, pos=to)
    assert period(school, key) == (date(2026, 11, 2), date(2026, 11, 12))
    begin = QPointF(box.left() + 1, box.center().y()).toPoint()
    to = month.cell_of(date(2026, 11, 4)).center().toPoint()
    drag(month, qtbot, begin, to)
    qtbot.mouseRelease(month.viewport(), LEFT, pos=to)
    assert period(school, key) == (date(2026, 11, 4), date(2026, 11, 12))


@pytest.fixture
def quick(monkeypatch: pytest.MonkeyPatch) -> None:
    """A drag at the edge turns the month almost at once."""
    monkeypatch.setattr(edge_pull, "FIRST_WAIT", 10)
    monkeypatch.setattr(edge_pull, "NEXT_WAIT", 400)


@pytest.mark.usefixtures("quick")
def test_a_drag_at_the_edge_goes_on_in_the_next_month(
    month: MonthView, page: CalendarPage, school: School, ids: dict[str, str], qtbot: QtBot
) -> None:
    key = ids["Cijferanalyse"]
    box = month.box_of(key)
    assert box is not None
    edge = QPoint(month.viewport().width() - 2, 300)
    drag(month, qtbot, box.center().toPoint(), edge)
    qtbot.waitUntil(lambda: month.month() == date(2026, 12, 1))
    assert page.months.accessibleName() == "Maand december 2026"
    to = middle(month, date(2026, 12, 9), 60)
    qtbot.mouseMove(month.viewport(), to)
    month.grab()
    assert period(school, key)[0] == date(2026, 11, 2), "nothing is written before the button is let go"
    qtbot.mouseRelease(month.viewport(), LEFT, pos=to)
    first, last = period(school, key)
    assert first <= date(2026, 12, 9) <= last and (last - first).days == 4
    assert (month.month(), month.selected_id()) == (date(2026, 12, 1), key)
    assert page.views.selected_id() == key
    school.undo.undo()
    assert period(school, key) == (date(2026, 11, 2), date(2026, 11, 6))


@pytest.mark.usefixtures("quick")
def test_the_button_of_the_month_before_takes_a_drag_along_and_escape_goes_back(
    month: MonthView, page: CalendarPage, school: School, ids: dict[str, str], qtbot: QtBot
) -> None:
    key = ids["Lesbezoeken"]
    box = month.box_of(key)
    assert box is not None
    start, button = box.center().toPoint(), page.months._back
    day = month.layout_shown().day_at(QPointF(start) - QPointF(0, HEAD))
    over = month.viewport().mapFromGlobal(button.mapToGlobal(button.rect().center()))
    drag(month, qtbot, start, over)
    qtbot.waitUntil(lambda: month.month() == date(2026, 10, 1))
    qtbot.mouseMove(month.viewport(), middle(month, date(2026, 10, 14), 60))
    qtbot.keyClick(month, Key.Key_Escape)
    assert (month.month(), month.day(), month.selected_id()) == (date(2026, 11, 1), day, key)
    qtbot.mouseRelease(month.viewport(), LEFT, pos=start)
    assert period(school, key) == (date(2026, 11, 16), date(2026, 12, 18))


@pytest.mark.usefixtures("quick")
def test_a_drag_goes_on_in_another_school_year(
    month: MonthView, page: CalendarPage, school: School, qtbot: QtBot
) -> None:
    day = date(2027, 7, 14)
    key = school.calendar.save(activity("Terugblik", day, day))
    month.go_to(day)
    box = month.box_of(key)
    assert box is not None
    drag(month, qtbot, box.center().toPoint(), QPoint(month.viewport().width() - 2, 300))
    qtbot.waitUntil(lambda: month.month() == date(2027, 8, 1))
    assert page.years.value() == SchoolYear(2027)
    to = middle(month, date(2027, 8, 31), 40)
    qtbot.mouseMove(month.viewport(), to)
    qtbot.mouseRelease(month.viewport(), LEFT, pos=to)
    assert period(school, key) == (date(2027, 8, 31),) * 2
    assert (month.month(), month.selected_id()) == (date(2027, 8, 1), key)


def fill_day(school: School, day: date, number: int) -> list[str]:
    drafts = [activity(f"Nummer {one}", day, day) for one in range(number)]
    return [school.calendar.save(draft) for draft in drafts]


def test_what_does_not_fit_is_counted_and_opens_as_a_list(
    month: MonthView, page: CalendarPage, school: School, qtbot: QtBot
) -> None:
    day = date(2026, 11, 11)
    fill_day(school, day, 30)
    hidden = month.layout_shown().hidden_on(day)
    assert len(hidden) + len(month.layout_shown().shown_on(day)) == 30 and len(hidden) > 3
    month.go_to(day)
    while month.accessibleDescription().count("Gekozen"):
        qtbot.keyClick(month, Key.Key_Tab)
    assert month.hasFocus(), "the count is the last stop of the day"
    assert f"Nog {len(hidden)} meer: Nummer" in month.accessibleDescription()
    qtbot.keyClick(month, Key.Key_Return)
    menu = month._opened_day
    assert menu is not None and menu.isVisible()
    entries = [one for one in menu.actions() if one.text() and not one.isSeparator()]
    assert [one.text() for one in entries][-2:] == ["D  Nummer 9", "Activiteit toevoegen…"]
    assert len(entries) == 31
    qtbot.keyClick(menu, Key.Key_Up)
    qtbot.keyClick(menu, Key.Key_Up)
    qtbot.keyClick(menu, Key.Key_Return)
    assert page.views.panel._title.text() == "Nummer 9"
    qtbot.keyClick(month, Key.Key_Right, Mod.ControlModifier)
    moved = next(one for one in school.calendar.activities(school.year) if one.title == "Nummer 9")
    assert moved.starts_on == date(2026, 11, 12), "what is only counted can be moved all the same"
    qtbot.mouseClick(month.viewport(), LEFT, pos=month.more_of(day).center().toPoint())
    menu = month._opened_day
    assert menu is not None and menu.isVisible()
    menu.close()


def test_planned_visits_stand_in_their_day_while_they_are_wanted(window: Window, qtbot: QtBot) -> None:
    window.show_place("calendar")
    page = window.stack.currentWidget()
    assert isinstance(page, CalendarPage)
    page._show_view("month")
    month = page.views.month
    day = date(2026, 11, 25)
    visits = [item.visit for item in month.layout_shown().on(day) if item.visit is not None]
    planned = [one for one in page._visits if one.held_on == day]
    assert visits == planned != []
    first = planned[0]
    month.go_to(day)
    month._choose(first.id)
    assert f"Lesbezoek bij {first.teacher}, wo 25 nov 2026" in month.accessibleDescription()
    assert page.views.panel._about.text() == "Een lesbezoek: open het met Enter"
    with qtbot.waitSignal(page.go) as asked:
        qtbot.keyClick(month, Key.Key_Return)
    assert asked.args == [Place.VISITS, first.id]
    window.show_place("calendar")
    choose(page, "Lesbezoeken", "zonder lesbezoeken")
    assert all(item.visit is None for item in month.layout_shown().on(day))
    rounds = [band.title for week in month.layout_shown().weeks for band, _ in week.bands]
    assert set(rounds) == {"Ronde 1"} and len(rounds) == 6


def test_the_paper_counts_the_visits_that_are_shown(
    window: Window, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    window.show_place("calendar")
    page = window.stack.currentWidget()
    assert isinstance(page, CalendarPage)
    page._show_view("month")
    said: list[str] = []

    def write(_: QWidget, __: str, ___: str, write: Callable[[Path], None]) -> None:
        write(tmp_path / "m.pdf")
        said.append(PdfReader(tmp_path / "m.pdf").pages[0].extract_text())

    monkeypatch.setattr(Preview, "show_paper", write)
    entry = next(one for one in page.menu_actions() if one.text() == "&Maand op A4…")
    entry.trigger()
    choose(page, "Lesbezoeken", "zonder lesbezoeken")
    entry.trigger()
    first, last = date(2026, 10, 26), date(2026, 12, 6)
    announced = [one for one in page._visits if one.announced and first <= one.held_on <= last]
    assert f"{len(announced)} aangekondigde lesbezoeken" in said[0]
    assert not any(one.teacher in said[0] for one in announced)
    assert "aangekondigd" not in said[1] and "Lesbezoekronde 1" in said[1]


def test_holidays_are_named_and_read_aloud(month: MonthView) -> None:
    for day, words in (
        (date(2026, 12, 25), "eerste kerstdag"),
        (date(2027, 4, 27), "Koningsdag"),
        (date(2026, 10, 19), "herfstvakantie"),
    ):
        month.go_to(day)
        assert words in month.accessibleDescription()
        assert words in month._tip(month.cell_of(day).center())
        month.grab()


def test_what_was_chosen_elsewhere_is_shown_in_its_month(
    page: CalendarPage, ids: dict[str, str], qtbot: QtBot
) -> None:
    page.views.planner.select(ids["Borgen"], tell=True)
    qtbot.mouseClick(page.switch._segments["month"], LEFT)
    assert (page.views.month.month(), page.views.month.selected_id()) == (date(2027, 6, 1), ids["Borgen"])
    qtbot.mouseClick(page.switch._segments["planner"], LEFT)
    assert page.views.planner.selected_id() == ids["Borgen"]


@pytest.mark.parametrize("size", [(1190, 715), (801, 430)])
def test_bad_input_can_be_seen_and_moved(
    school: School,
    ids: dict[str, str],
    open_page: Callable[[int, int], CalendarPage],
    size: tuple[int, int],
    qtbot: QtBot,
) -> None:
    for draft in (
        activity("L" * 300, date(2026, 1, 1), date(2028, 6, 1)),
        activity("Heel lang " * 29, date(2026, 12, 28), date(2026, 12, 28)),
        activity("🎓 <b>vet</b> & zo", date(2026, 11, 23), date(2026, 11, 23)),
    ):
        school.calendar.save(ActivityDraft(**{name: getattr(draft, name) for name in draft.__slots__}))
    page = open_page(*size)
    page._show_view("month")
    month = page.views.month
    for day in (TODAY, date(2026, 12, 28), date(2026, 8, 1), date(2027, 7, 31)):
        month.go_to(day)
        month.grab()
        layout = month.layout_shown()
        right = layout.columns.edges[-1]
        assert all(piece.box.right() <= right for week in layout.weeks for piece in week.pieces)
        cell = month.cell_of(day)
        assert month.viewport().rect().contains(cell.center().toPoint()), "the chosen day is in sight"
        assert any(item.id for item in layout.on(day))


def test_narrow_enter_shows_the_panel_and_escape_comes_back(
    ids: dict[str, str], open_page: Callable[[int, int], CalendarPage], qtbot: QtBot
) -> None:
    page = open_page(801, 430)
    page._show_view("month")
    month: QWidget = page.views.month
    page.views.setFocus()
    qtbot.keyClick(month, Key.Key_Return)
    assert page.views.panel.isVisible() and not month.isVisible()
    qtbot.keyClick(page.views.panel, Key.Key_Escape)
    assert month.isVisible() and month.hasFocus()
    assert page.header.sizeHint().width() <= 801 - 40


def test_every_day_of_every_item_is_shown_or_counted(month: MonthView, school: School) -> None:
    first = date(2026, 11, 1)
    for number in range(60):
        begin = first + timedelta(days=(number * 7) % 40)
        school.calendar.save(activity(f"A{number}", begin, begin + timedelta(days=(number * 5) % 19)))
    layout = month.layout_shown()
    for week in layout.weeks:
        for place, one in enumerate(week.pieces):
            for other in week.pieces[place + 1 :]:
                assert not one.box.intersects(other.box)
        for day in week.days:
            here = {item.id for item in layout.items if day in item}
            on = [item.id for item in layout.on(day)]
            assert set(on) == here and len(on) == len(here)
            more = layout.more_box(day)
            assert more.isNull() == (day not in week.hidden)
            assert all(not piece.box.intersects(more) for piece in week.pieces)
            assert more.bottom() <= week.top + week.height
