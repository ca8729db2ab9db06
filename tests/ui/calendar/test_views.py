"""This file is what agenda, board, cycles, filters and years of the calendar promise."""

from dataclasses import replace
from datetime import date

import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QContextMenuEvent, QDragEnterEvent, QDragMoveEvent, QDropEvent
from PySide6.QtWidgets import QApplication, QMenu
from pytestqt.qtbot import QtBot
from tests.ui.calendar.conftest import activity

from lesobs.domain.activity import ActivityStatus
from lesobs.domain.cycle import Phase
from lesobs.domain.finding import FindingKind
from lesobs.domain.picture import Cell, Group, PictureRow
from lesobs.domain.schoolyear import SchoolYear
from lesobs.domain.tally import Tally
from lesobs.services.cycles import CycleDraft
from lesobs.services.school import School
from lesobs.ui.calendar.activity_dialog import ActivityDialog
from lesobs.ui.calendar.agenda import GROUPS
from lesobs.ui.calendar.cycle_dialog import CycleDialog
from lesobs.ui.calendar.page import CalendarPage
from lesobs.ui.widgets.tables import ListView

Key, Mod = Qt.Key, Qt.KeyboardModifier
LEFT = Qt.MouseButton.LeftButton


def titles(page: CalendarPage) -> set[str]:
    return {bar.line.title for bar in page.views.planner.layout_shown().bars}


def drop(source: ListView, target: ListView) -> None:
    """Let the first card of one column go below the last card of another, as a drag with the mouse does."""
    data = source.model().mimeData([source.model().index(0, 0)])
    at, copy, none = QPoint(20, target.viewport().height() - 5), Qt.DropAction.CopyAction, Mod.NoModifier
    for event in (
        QDragEnterEvent(QPointF(at), copy, data, LEFT, none),
        QDragMoveEvent(QPointF(at), copy, data, LEFT, none),
        QDropEvent(QPointF(at), copy, data, LEFT, none),
    ):
        QApplication.sendEvent(target.viewport(), event)


def test_board_carries_a_card_to_the_next_phase_by_key_and_by_drop(
    page: CalendarPage, school: School, ids: dict[str, str], qtbot: QtBot
) -> None:
    page.views.select(ids["Lesbezoeken"])
    qtbot.mouseClick(page.switch._segments["board"], LEFT)
    board = page.views.board
    doing, checking = board.column(Phase.DO), board.column(Phase.CHECK)
    doing.setFocus()
    qtbot.keyClick(doing, Key.Key_Right)
    assert school.calendar.draft(ids["Lesbezoeken"]).phase is Phase.CHECK
    assert checking.hasFocus()
    assert board.selected_id() == ids["Lesbezoeken"]
    qtbot.keyClick(checking, Key.Key_Left)
    assert school.calendar.draft(ids["Lesbezoeken"]).phase is Phase.DO
    acting = board.column(Phase.ACT)
    drop(doing, acting)
    assert school.calendar.draft(ids["Lesbezoeken"]).phase is Phase.ACT
    assert doing.model().rowCount() == 0


@pytest.mark.parametrize("view", ["planner", "month", "agenda", "board"])
def test_a_key_calls_it_begun_and_then_done_in_every_view(
    page: CalendarPage, school: School, ids: dict[str, str], view: str, qtbot: QtBot
) -> None:
    page.views.select(ids["Lesbezoeken"])
    qtbot.mouseClick(page.switch._segments[view], LEFT)
    page.views.setFocus()
    for status in (ActivityStatus.DOING, ActivityStatus.DONE):
        focus = QApplication.focusWidget()
        assert focus is not None
        qtbot.keyClick(focus, Key.Key_Return, Mod.ControlModifier)
        assert school.calendar.draft(ids["Lesbezoeken"]).status is status
    school.undo.undo()
    assert school.calendar.draft(ids["Lesbezoeken"]).status is ActivityStatus.DOING


@pytest.mark.parametrize("reason", list(QContextMenuEvent.Reason)[:2])
def test_the_menu_of_a_card_sets_any_status_and_phase(
    page: CalendarPage,
    school: School,
    ids: dict[str, str],
    reason: QContextMenuEvent.Reason,
    qtbot: QtBot,
) -> None:
    page.views.select(ids["Lesbezoeken"])
    qtbot.mouseClick(page.switch._segments["board"], LEFT)
    column = page.views.board.column(Phase.DO)
    column.setFocus()
    at = column.visualRect(column.currentIndex()).center()
    for words, status in (("Vervallen", ActivityStatus.DROPPED), ("Bezig", ActivityStatus.DOING)):
        event = QContextMenuEvent(reason, at, column.viewport().mapToGlobal(at))
        QApplication.sendEvent(column.viewport(), event)
        menu = QApplication.activePopupWidget()
        assert isinstance(menu, QMenu)
        menu.setActiveAction(next(one for one in menu.actions() if one.text() == words))
        qtbot.keyClick(menu, Key.Key_Return)
        assert school.calendar.draft(ids["Lesbezoeken"]).status is status
        school.undo.undo()


def test_agenda_groups_searches_and_opens(
    page: CalendarPage, school: School, ids: dict[str, str], qtbot: QtBot
) -> None:
    school.calendar.set_status(ids["Borgen"], ActivityStatus.DONE)
    qtbot.keyClick(page, Key.Key_F, Mod.ControlModifier)
    assert page.filters.search.hasFocus()
    model = page.views.agenda.model()
    first = [str(model.index(row, 0).data()) for row in range(model.rowCount())]
    late, week, later, over = GROUPS[0], GROUPS[1], GROUPS[3], GROUPS[4]
    assert first == [late, "Cijferanalyse", week, "Lesbezoeken", later, "Enquête", "Jaarplan", over, "Borgen"]
    page.views.agenda.sortByColumn(0, Qt.SortOrder.DescendingOrder)
    assert str(model.index(5, 0).data()) == "Jaarplan"
    qtbot.keyClicks(page.filters.search, "enquete")
    assert model.rowCount() == 2
    assert page.views.selected_id() == ids["Enquête"]


def test_what_lasts_for_years_says_which_in_every_view(
    page: CalendarPage, school: School, ids: dict[str, str]
) -> None:
    long = school.calendar.save(activity("Lang", date(2025, 8, 5), date(2028, 8, 4)))
    bar = page.views.planner.layout_shown().bar(long)
    assert bar is not None and bar.title == "Lang (sinds aug 2025, t/m aug 2028)"
    page._show_view("agenda")
    model = page.views.agenda.model()
    row = next(row for row in range(model.rowCount()) if str(model.index(row, 0).data()) == "Lang")
    assert str(model.index(row, 1).data()) == "5 aug 2025 – 4 aug 2028"
    page._show_view("board")
    cards = page.views.board._columns[Phase.DO].cards.lines()
    assert next(card.when for card in cards if card.title == "Lang") == "t/m wk 31 (2028)"


def test_another_year_by_key_and_a_year_with_nothing(
    page: CalendarPage, ids: dict[str, str], qtbot: QtBot
) -> None:
    qtbot.keyClick(page.views.planner, Key.Key_Right, Mod.AltModifier)
    assert page.years.value() == SchoolYear(2027)
    assert page.views._stack.empty is not None
    assert "2027-2028" in page.views._stack.empty.accessibleName()
    assert not page.message.isVisible()
    for _ in range(4):
        qtbot.keyClick(page.views, Key.Key_Right, Mod.AltModifier)
    assert page.message.isVisible()
    assert "2031-2032" in page.message.accessibleName()
    page.show_item(ids["Jaarplan"])
    assert page.years.value() == SchoolYear(2026)
    assert page.views.selected_id() == ids["Jaarplan"]


def test_status_changes_in_one_click(
    page: CalendarPage, school: School, ids: dict[str, str], qtbot: QtBot
) -> None:
    qtbot.mouseClick(page.views.panel._next, LEFT)
    assert school.calendar.draft(ids["Cijferanalyse"]).status is ActivityStatus.DOING
    qtbot.mouseClick(page.views.panel._next, LEFT)
    assert school.calendar.draft(ids["Cijferanalyse"]).status is ActivityStatus.DONE
    assert page.filters.overdue.isHidden()


def test_a_cycle_is_shown_with_what_it_waits_for_and_goes_on_by_its_rules(
    page: CalendarPage, school: School, qtbot: QtBot
) -> None:
    cycle = school.cycles.save(CycleDraft("Nagaan", "OP3"))
    page.show_item(cycle)
    panel = page.views.cycles.panel
    assert page.view() == "cycles"
    qtbot.mouseClick(panel.button("advance"), LEFT)
    assert "Schrijf eerst het doel op" in panel.refusal.accessibleName()
    assert panel.refusal.isVisible()
    lead = school.people.persons()[0].id
    school.cycles.save(
        replace(school.cycles.draft(cycle), goal="Zien", owner_id=lead, check_on=date(2026, 12, 11))
    )
    for phase in (Phase.DO, Phase.CHECK):
        qtbot.mouseClick(panel.button("advance"), LEFT)
        assert school.cycles.all()[0].phase is phase
    with qtbot.waitSignal(page.go) as asked:
        qtbot.mouseClick(panel.button("visits"), LEFT)
    assert asked.args == ["visits", ""]
    qtbot.mouseClick(panel.button("advance"), LEFT)
    assert school.cycles.all()[0].phase is Phase.CHECK
    assert "nog niet opnieuw gekeken" in panel.refusal.accessibleName()


def test_enter_opens_the_form_of_the_chosen_activity(
    page: CalendarPage, ids: dict[str, str], qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    opened: list[str] = []
    monkeypatch.setattr(ActivityDialog, "exec", lambda dialog: opened.append(dialog.title.text()) or 0)
    qtbot.keyClick(page.views.planner, Key.Key_Return)
    qtbot.keyClick(page.views.planner, Key.Key_F2)
    qtbot.keyClick(page.views.planner, Key.Key_Insert)
    assert opened == ["Cijferanalyse", "Cijferanalyse", ""]


def test_a_finding_becomes_a_cycle_and_a_strength_waits_for_none(
    page: CalendarPage, school: School, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    counts = Cell(Tally((4, 5, 2, 1), 1))
    row = PictureRow(Group("", "Hele school"), 12, 8, 4, (counts,))
    for kind in (FindingKind.STRENGTH, FindingKind.DEVELOP):
        school.findings.add(kind, f"een {kind.word}", school.year, row, "op3.x", counts)
    develop = next(one for one in school.findings.all() if one.kind is FindingKind.DEVELOP)
    page.show_item(school.cycles.save(CycleDraft("Eigen plan", "OP3")))
    lines = [line.spoken() for line in page.views.cycles.model.lines()]
    assert any("een ontwikkelpunt" in line for line in lines)
    assert not any("een sterk punt" in line for line in lines)

    def fill(dialog: CycleDialog) -> int:
        qtbot.keyClicks(dialog.title, "Nagaan")
        dialog.try_to_save()
        return 1

    monkeypatch.setattr(CycleDialog, "exec", fill)
    page.views.cycles.select(develop.id)
    qtbot.mouseClick(page.views.cycles.panel.button("take"), LEFT)
    made = next(cycle for cycle in school.cycles.all() if cycle.title == "Nagaan")
    assert (made.finding_id, made.indicators[0].baseline.scored) == (develop.id, 12)
    assert page.views.cycles.selected_id() == made.id


def test_the_views_follow_one_another_by_key(qtbot: QtBot, page: CalendarPage) -> None:
    seen = [page.switch.value()]
    for _ in range(5):
        focus = QApplication.focusWidget()
        assert focus is not None
        assert page.isAncestorOf(focus)
        qtbot.keyClick(focus, Key.Key_PageDown, Mod.ControlModifier)
        seen.append(page.switch.value())
    assert len(set(seen)) == 5
    assert seen[5] == seen[0]
    focus = QApplication.focusWidget()
    assert focus is not None
    qtbot.keyClick(focus, Key.Key_PageUp, Mod.ControlModifier)
    assert page.switch.value() == seen[4]
