"""This file measures the calendar of a year with 500 activities: opening, dragging and its sheet of paper."""

import statistics
import time
from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path

from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractScrollArea

from benchmarks.measure import Row, large_copy, late, seconds, within
from benchmarks.window import opened
from lesobs.app import application, dress
from lesobs.domain.cycle import Phase
from lesobs.services.calendar import ActivityDraft
from lesobs.services.school import School
from lesobs.ui.calendar.page import CalendarPage
from lesobs.ui.window import Window

ACTIVITIES, OPENINGS, MOVES, PAPERS = 500, 9, 120, 5
OPENING, FRAME, PAPER = 0.15, 1 / 60, 1.0
"""Seconds that opening a view, a move of the mouse and a sheet may take."""
VIEWS = ("planner", "month", "agenda", "board")


def measure(folder: Path) -> list[Row]:
    """On the real window without a screen. What a row computes leaves out what it waits for others."""
    dress(application(), dark=False)
    with opened(large_copy(folder, "calendar", None)) as (window, school):
        fill(school)
        _show(window, "school")  # what waits to be refreshed after so many changes is not ours
        first = seconds(lambda: _show(window, "calendar"))
        page = window.stack.currentWidget()
        assert isinstance(page, CalendarPage)
        rows = [within("calendar made and opened the first time", first, OPENING)]
        for view in VIEWS:
            page._show_view(view)
            rows += _openings(window, page, view)
        return [*rows, *_drag_planner(page), *_drag_month(page), *_paper(school, folder)]


def fill(school: School) -> None:
    """Bring the year to its number of activities, of all lengths and owners."""
    owners = [person.id for person in school.people.persons()]
    first = date(school.year.start, 8, 3)
    for number in range(ACTIVITIES - len(school.calendar.activities(school.year))):
        day = first + timedelta(days=(number * 37) % 350)
        title = f"{'Activiteit ' * (number % 5 + 1)}{number}"
        phase, owner = list(Phase)[number % 4], owners[number % len(owners)]
        last = day + timedelta(days=number % 60)
        school.calendar.save(ActivityDraft(title, phase, "OP3", day, last, owner_id=owner))


def _show(window: Window, place: str) -> None:
    window.show_place(place)
    application().processEvents()


def _openings(window: Window, page: CalendarPage, view: str) -> list[Row]:
    """From another page, after a change elsewhere: read, laid out and painted."""
    took, computed = [], []
    for _ in range(OPENINGS):
        _show(window, "school")
        page._stale = True
        begin = time.thread_time()
        took.append(seconds(lambda: _show(window, "calendar")))
        computed.append(time.thread_time() - begin)
    return [
        within(f"{view} opens with {ACTIVITIES} activities", statistics.median(took), OPENING),
        within("  without waiting for others", statistics.median(computed), OPENING),
    ]


def _drag_planner(page: CalendarPage) -> list[Row]:
    page._show_view("planner")
    planner = page.views.planner
    bars = planner.layout_shown().bars
    bar = bars[len(bars) // 2]
    planner.select(bar.line.id)
    application().processEvents()
    box = planner.box_of(bar.line.id)
    assert box is not None
    return _drag("planner", planner, box.center().toPoint(), lambda step: QPoint(4 * step, 0))


def _drag_month(page: CalendarPage) -> list[Row]:
    page._show_view("month")
    application().processEvents()
    month = page.views.month
    weeks = month.layout_shown().weeks
    piece = next(one for one in weeks[1].pieces if one.item.activity is not None)
    box = month.box_of(piece.item.id)
    assert box is not None
    return _drag("month", month, box.center().toPoint(), lambda step: QPoint((step * 40) % 600, step))


def _drag(what: str, view: QAbstractScrollArea, start: QPoint, path: Callable[[int], QPoint]) -> list[Row]:
    """99 % of the moves, each painted; nothing is let go."""
    target = view.viewport()
    QTest.mousePress(target, Qt.MouseButton.LeftButton, pos=start)
    took, computed = [], []

    def move(step: int) -> None:
        QTest.mouseMove(target, start + path(step))
        application().processEvents()

    for step in range(1, MOVES + 1):
        begin = time.thread_time()
        took.append(seconds(lambda step=step: move(step)))  # type: ignore[misc]
        computed.append(time.thread_time() - begin)
    QTest.keyClick(view, Qt.Key.Key_Escape)
    QTest.mouseRelease(target, Qt.MouseButton.LeftButton, pos=start)
    return [
        within(f"99 % of mouse moves, {what} of {ACTIVITIES}", late(took), FRAME),
        within("  without waiting for others", late(computed), FRAME),
    ]


def _paper(school: School, folder: Path) -> list[Row]:
    took, computed = [], []
    for _ in range(PAPERS):
        begin = time.thread_time()
        paper = folder / "planner.pdf"
        took.append(seconds(lambda paper=paper: school.papers.planner(school.year, paper, paper="A3")))  # type: ignore[misc]
        computed.append(time.thread_time() - begin)
    return [
        within(f"planner on A3 with {ACTIVITIES} activities", statistics.median(took), PAPER),
        within("  without waiting for others", statistics.median(computed), PAPER),
    ]
