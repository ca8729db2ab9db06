"""This file is what the year planner promises: what keys and mouse do to the activities of a real school."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta

from PySide6.QtCore import QEvent, QObject, QPoint, QPointF, Qt
from PySide6.QtGui import QPaintEvent
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from lesobs.domain.cycle import Phase
from lesobs.services.calendar import ActivityDraft
from lesobs.services.cycle_drafts import CycleDraft
from lesobs.services.people import PersonDraft
from lesobs.services.school import School
from lesobs.ui.calendar.page import CalendarPage
from lesobs.ui.calendar.planner_layout import CHECKS, HEAD
from lesobs.ui.calendar.views import CYCLES, PLANNER

Key, Mod = Qt.Key, Qt.KeyboardModifier
LEFT = Qt.MouseButton.LeftButton


def period(school: School, key: str) -> tuple[date, date]:
    draft = school.calendar.draft(key)
    return draft.starts_on, draft.ends_on


def titles(page: CalendarPage) -> set[str]:
    return {bar.line.title for bar in page.views.planner.layout_shown().bars}


def grab_bar(page: CalendarPage, key: str) -> tuple[QPoint, QPoint, float]:
    """The middle of a bar, its right edge, and how wide a day is."""
    box = page.views.planner.box_of(key)
    assert box is not None
    edge = QPointF(box.right() - 1, box.center().y()).toPoint()
    return box.center().toPoint(), edge, page.views.planner.layout_shown().scale.day_width


def drag(page: CalendarPage, qtbot: QtBot, start: QPoint, across: float) -> None:
    """Press, move in three steps; the button stays down."""
    target = page.views.planner.viewport()
    qtbot.mousePress(target, LEFT, pos=start)
    for part in (0.3, 0.6, 1.0):
        qtbot.mouseMove(target, start + QPoint(round(across * part), 0))


def test_first_what_is_late_is_chosen_and_shown(page: CalendarPage, ids: dict[str, str]) -> None:
    assert page.views.selected_id() == ids["Cijferanalyse"]
    assert page.views.panel.isVisible()
    assert "Cijferanalyse" in page.views.planner.accessibleDescription()
    assert "over tijd" in page.views.planner.accessibleDescription()


def test_what_is_chosen_stays_in_view_while_the_page_gets_lower(
    page: CalendarPage, ids: dict[str, str], qtbot: QtBot
) -> None:
    planner = page.views.planner
    while page.views.selected_id() != ids["Borgen"]:
        qtbot.keyClick(planner, Key.Key_Down)
    page.resize(1190, 330)
    box = planner.box_of(ids["Borgen"])
    assert box is not None
    assert box.bottom() <= planner.viewport().height()
    planner.verticalScrollBar().setValue(0)
    page.resize(1190, 331)
    assert planner.verticalScrollBar().value() == 0, "who looked elsewhere stays there"


def test_arrows_choose_and_move_by_week_and_day(
    page: CalendarPage, school: School, ids: dict[str, str], qtbot: QtBot
) -> None:
    planner = page.views.planner
    assert planner.hasFocus()
    qtbot.keyClick(planner, Key.Key_Down)
    assert page.views.selected_id() == ids["Lesbezoeken"]
    qtbot.keyClick(planner, Key.Key_Right)
    assert period(school, ids["Lesbezoeken"]) == (date(2026, 11, 23), date(2026, 12, 25))
    qtbot.keyClick(planner, Key.Key_Left, Mod.ControlModifier)
    assert period(school, ids["Lesbezoeken"]) == (date(2026, 11, 22), date(2026, 12, 24))
    assert planner.hasFocus()
    assert page.views.selected_id() == ids["Lesbezoeken"]
    school.undo.undo()
    assert period(school, ids["Lesbezoeken"]) == (date(2026, 11, 16), date(2026, 12, 18))


def test_shift_and_arrows_lengthen_but_never_below_a_day(
    page: CalendarPage, school: School, ids: dict[str, str], qtbot: QtBot
) -> None:
    planner, key = page.views.planner, ids["Cijferanalyse"]
    qtbot.keyClick(planner, Key.Key_Right, Mod.ShiftModifier)
    assert period(school, key) == (date(2026, 11, 2), date(2026, 11, 13))
    qtbot.keyClick(planner, Key.Key_Left, Mod.ShiftModifier | Mod.ControlModifier)
    assert period(school, key) == (date(2026, 11, 2), date(2026, 11, 12))
    for _ in range(3):
        qtbot.keyClick(planner, Key.Key_Left, Mod.ShiftModifier)
    assert period(school, key) == (date(2026, 11, 2), date(2026, 11, 2))


def test_alt_shift_and_arrows_lengthen_at_the_start(
    page: CalendarPage, school: School, ids: dict[str, str], qtbot: QtBot
) -> None:
    planner, key = page.views.planner, ids["Cijferanalyse"]
    alt_shift = Mod.ShiftModifier | Mod.AltModifier
    qtbot.keyClick(planner, Key.Key_Left, alt_shift)
    assert period(school, key) == (date(2026, 10, 26), date(2026, 11, 6))
    qtbot.keyClick(planner, Key.Key_Right, alt_shift | Mod.ControlModifier)
    assert period(school, key) == (date(2026, 10, 27), date(2026, 11, 6))
    for _ in range(3):
        qtbot.keyClick(planner, Key.Key_Right, alt_shift)
    assert period(school, key) == (date(2026, 11, 6), date(2026, 11, 6)), "a day is left"
    school.undo.undo()
    assert period(school, key) == (date(2026, 11, 2), date(2026, 11, 6)), "one after another is one action"


def test_dragging_the_start_edge_lengthens_there(
    page: CalendarPage, school: School, ids: dict[str, str], qtbot: QtBot
) -> None:
    key, planner = ids["Lesbezoeken"], page.views.planner
    box = planner.box_of(key)
    assert box is not None
    start, day = QPointF(box.left() + 1, box.center().y()).toPoint(), planner.layout_shown().scale.day_width
    drag(page, qtbot, start, -14 * day)
    qtbot.mouseRelease(planner.viewport(), LEFT, pos=start - QPoint(round(14 * day), 0))
    assert period(school, key) == (date(2026, 11, 2), date(2026, 12, 18))


def test_walking_goes_row_by_row(page: CalendarPage, ids: dict[str, str], qtbot: QtBot) -> None:
    planner = page.views.planner
    walked = []
    qtbot.keyClick(planner, Key.Key_Home)
    for _ in ids:
        walked.append(page.views.selected_id())
        qtbot.keyClick(planner, Key.Key_Down)
    order = ("Enquête", "Cijferanalyse", "Lesbezoeken", "Jaarplan", "Borgen")
    assert walked == [ids[title] for title in order]
    qtbot.keyClick(planner, Key.Key_PageUp)
    assert page.views.selected_id() == ids["Cijferanalyse"]
    qtbot.keyClick(planner, Key.Key_End)
    assert page.views.selected_id() == ids["Borgen"]


def test_dragging_a_bar_moves_it_by_whole_days(
    page: CalendarPage, school: School, ids: dict[str, str], qtbot: QtBot
) -> None:
    key = ids["Lesbezoeken"]
    middle, _, day = grab_bar(page, key)
    drag(page, qtbot, middle, 14 * day + 0.2)
    assert period(school, key)[0] == date(2026, 11, 16), "nothing is written before the button is let go"
    qtbot.mouseRelease(page.views.planner.viewport(), LEFT, pos=middle + QPoint(round(14 * day), 0))
    assert period(school, key) == (date(2026, 11, 30), date(2027, 1, 1))


def test_dragging_an_edge_lengthens_and_escape_leaves_all_as_it_was(
    page: CalendarPage, school: School, ids: dict[str, str], qtbot: QtBot
) -> None:
    key, planner = ids["Lesbezoeken"], page.views.planner
    _, edge, day = grab_bar(page, key)
    drag(page, qtbot, edge, 21 * day)
    qtbot.keyClick(planner, Key.Key_Escape)
    qtbot.mouseRelease(planner.viewport(), LEFT, pos=edge + QPoint(round(21 * day), 0))
    assert period(school, key) == (date(2026, 11, 16), date(2026, 12, 18))
    drag(page, qtbot, edge, 21 * day)
    qtbot.mouseRelease(planner.viewport(), LEFT, pos=edge + QPoint(round(21 * day), 0))
    assert period(school, key) == (date(2026, 11, 16), date(2027, 1, 8))


class Painted(QObject):
    """Writes down how high each painted piece of a widget was."""

    def __init__(self, widget: QWidget) -> None:
        super().__init__(widget)
        self.heights: list[int] = []
        widget.installEventFilter(self)

    def eventFilter(self, _: QObject, event: QEvent) -> bool:
        if isinstance(event, QPaintEvent):
            self.heights.append(event.region().boundingRect().height())
        return False


def test_dragging_paints_only_what_changes(page: CalendarPage, ids: dict[str, str], qtbot: QtBot) -> None:
    viewport = page.views.planner.viewport()
    middle, _, day = grab_bar(page, ids["Jaarplan"])
    qtbot.mousePress(viewport, LEFT, pos=middle)
    QApplication.processEvents()
    painted = Painted(viewport)
    for step in range(1, 6):
        qtbot.mouseMove(viewport, middle + QPoint(round(step * 5 * day), 0))
        QApplication.processEvents()
    qtbot.keyClick(page.views.planner, Key.Key_Escape)
    qtbot.mouseRelease(viewport, LEFT, pos=middle)
    assert painted.heights
    assert max(painted.heights) < 90


def test_delete_takes_away_and_undo_brings_back(
    page: CalendarPage, school: School, ids: dict[str, str], qtbot: QtBot
) -> None:
    qtbot.keyClick(page.views.planner, Key.Key_Delete)
    assert "Cijferanalyse" not in titles(page)
    assert page.views.selected_id() == ids["Lesbezoeken"], "the next one is chosen"
    school.undo.undo()
    assert "Cijferanalyse" in titles(page)


def test_an_activity_longer_than_the_year_and_a_very_long_title_fit(
    page: CalendarPage, school: School
) -> None:
    long = school.calendar.save(ActivityDraft("L" * 300, Phase.DO, "OP3", date(2026, 1, 1), date(2028, 6, 1)))
    short = school.calendar.save(
        ActivityDraft("Heel lang " * 30, Phase.ACT, "OP3", date(2027, 7, 30), date(2027, 7, 31))
    )
    layout = page.views.planner.layout_shown()
    for key in (long, short):
        bar = layout.bar(key)
        assert bar is not None
        assert layout.scale.left <= min(bar.box.left(), bar.title_box.left())
        assert max(bar.box.right(), bar.title_box.right()) <= layout.scale.right
    page.views.select(long)
    page.grab()
    school.calendar.shift(long, date(2026, 1, 8), date(2028, 6, 8))
    assert page.views.selected_id() == long


def test_narrow_shows_half_a_year_and_enter_shows_the_panel(
    ids: dict[str, str], open_page: Callable[[int, int], CalendarPage], qtbot: QtBot
) -> None:
    page = open_page(801, 430)
    planner = page.views.planner
    assert not page.views.panel.isVisible()
    assert planner.horizontalScrollBar().maximum() > 300
    qtbot.keyClick(planner, Key.Key_End)
    box = planner.box_of(ids["Borgen"])
    assert box is not None
    assert planner.viewport().rect().contains(box.toRect())
    qtbot.keyClick(planner, Key.Key_Return)
    assert page.views.panel.isVisible()
    assert not planner.isVisible()
    qtbot.keyClick(page.views.panel, Key.Key_Escape)
    assert planner.isVisible()
    assert not page.views.panel.isVisible()


def test_a_drag_to_the_edge_goes_on_into_the_weeks_out_of_sight(
    school: School, ids: dict[str, str], open_page: Callable[[int, int], CalendarPage], qtbot: QtBot
) -> None:
    page = open_page(801, 430)
    planner, viewport = page.views.planner, page.views.planner.viewport()
    start, _, _ = grab_bar(page, ids["Cijferanalyse"])
    edge = QPoint(viewport.width() - 3, start.y())
    before = planner.horizontalScrollBar().value()
    drag(page, qtbot, start, edge.x() - start.x())
    for _ in range(60):
        qtbot.mouseMove(viewport, edge)
    assert planner.horizontalScrollBar().value() > before
    qtbot.mouseRelease(viewport, LEFT, pos=edge)
    assert period(school, ids["Cijferanalyse"])[0] > date(2027, 6, 1)


def test_five_hundred_activities_never_overlap_and_open_at_once(
    page: CalendarPage, school: School, qtbot: QtBot
) -> None:
    owners = [school.people.save_person(PersonDraft(f"Persoon {n}")) for n in range(12)]
    line = school.calendar.activities(school.year)[0]
    days = [date(2026, 8, 3) + timedelta(days=(n * 37) % 350) for n in range(500)]
    lines = [
        replace(
            line,
            id=str(n),
            title="Activiteit " * (n % 5 + 1),
            owner_id=owners[n % 12],
            owner=f"Persoon {n % 12}",
            starts_on=day,
            ends_on=day + timedelta(days=n % 60),
        )
        for n, day in enumerate(days)
    ]
    page._lines = lines
    page._fill()
    for row in page.views.planner.layout_shown().rows:
        for place, one in enumerate(row.bars):
            for other in row.bars[place + 1 :]:
                assert not one.box.united(one.title_box).intersects(other.box.united(other.title_box))


def test_when_a_team_looks_again_stands_above_the_rows_and_leads_to_its_cycle(
    page: CalendarPage, school: School, qtbot: QtBot
) -> None:
    planner, head = page.views.planner, page.views.planner.layout_shown().scale
    before = grab_bar(page, page.views.selected_id())[0].y()
    draft = CycleDraft("Nagaan en bijstellen", "OP3", check_on=date(2027, 1, 13))
    cycle = school.cycles.save(draft)
    school.cycles.save(replace(draft, title="Volgend jaar", check_on=date(2027, 9, 1)))
    row = grab_bar(page, page.views.selected_id())[0].y() - before
    assert row == CHECKS, "one row, and only for what is looked at in this year"
    at = QPoint(round(head.x(date(2027, 1, 13))) + 4, HEAD + CHECKS // 2)
    for beside in (-200, 300):
        qtbot.mouseClick(planner.viewport(), LEFT, pos=at + QPoint(beside, 0))
        assert page.view() == PLANNER, "there is no cycle there"
    qtbot.mouseClick(planner.viewport(), LEFT, pos=at)
    assert page.view() == CYCLES
    assert page.views.cycles.selected_id() == cycle
