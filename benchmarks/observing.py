"""This file measures the page one observes on: how long a key keeps it busy, and how long a visit takes to
open."""

import statistics
import time
from collections.abc import Callable
from datetime import time as clock
from itertools import cycle
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget

from benchmarks.measure import Row, large_copy, late, seconds, within
from benchmarks.window import opened
from lesobs.app import application, dress
from lesobs.domain.visit import VisitState
from lesobs.services.school import School
from lesobs.ui.observing.page import ObservingPage
from lesobs.ui.window import Window

PRESSES, VISITS, NOTES = 200, 20, 20
KEY, OPENING = 0.008, 0.1
"""Seconds that a key, and opening a visit, may take."""
Keys, CTRL = Qt.Key, Qt.KeyboardModifier.ControlModifier
SHIFT = Qt.KeyboardModifier.ShiftModifier


def measure(folder: Path) -> list[Row]:
    """On the real window without a screen, with a plain and an encrypted file."""
    dress(application(), dark=False)
    rows = []
    for name, secret in (("plain", None), ("encrypted", "meten")):
        with opened(large_copy(folder, f"page-{name}", secret), secret) as (window, school):
            rows += [*_opening(window, school, name), *_keys(window, school, name)]
    return rows


def _opening(window: Window, school: School, name: str) -> list[Row]:
    """From the list to the painted page; the first time it is made as well."""
    seen = [line.id for line in school.visits.all() if line.state is VisitState.VISITED][:VISITS]

    def show(visit: str) -> None:
        window.show_place("observe", visit)
        application().processEvents()

    times = []
    for visit in seen:
        window.show_place("visits")
        application().processEvents()
        times.append(seconds(lambda visit=visit: show(visit)))  # type: ignore[misc]
    first, *others = times
    return [
        within(f"first visit opened, {name}", first, OPENING),
        within(f"  the next ones (median), {name}", statistics.median(others), OPENING),
    ]


def _keys(window: Window, school: School, name: str) -> list[Row]:
    """99 % of the presses of each key, in a lesson with everything scored and as many notes as one makes."""
    page = _busy_page(window, school)
    text, note, down = page.scoring.explanation, page.entry.field, page.indicators
    letters, digits = cycle("de klas schrijft "), cycle("1234")

    def press(
        widget: QWidget, key: Qt.Key, held: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier
    ) -> None:
        QTest.keyClick(widget, key, held)

    def type_and_write() -> None:
        QTest.keyClicks(text, next(letters))
        page.flush()

    acts: tuple[tuple[str, QWidget, Callable[[], object]], ...] = (
        ("score", down, lambda: QTest.keyClicks(down, next(digits))),
        ("arrow", down, lambda: press(down, Keys.Key_Down if _at_top(page) else Keys.Key_Up)),
        ("look-for ticked", down, lambda: press(down, Keys.Key_1, SHIFT)),
        ("Ctrl+T", down, lambda: press(down, Keys.Key_T, CTRL)),
        ("letter of an explanation", text, lambda: QTest.keyClicks(text, next(letters))),
        ("letters written, 0.4 s later", text, type_and_write),
        ("letter of a note", note, lambda: QTest.keyClicks(note, next(letters))),
    )
    rows = []
    for what, widget, act in acts:
        widget.setFocus()
        application().processEvents()
        took, computed = _presses(act, after=school.undo.undo if what == "Ctrl+T" else page.flush)
        rows.append(within(f"{what}, {name}", late(took), KEY))
        rows.append(within("  without waiting for the disk", late(computed), KEY))
    return rows


def _busy_page(window: Window, school: School) -> ObservingPage:
    visit = next(line.id for line in school.visits.all() if line.state is VisitState.VISITED)
    school.visits.start(visit)
    detail = school.visits.get(visit)
    keys = [one.key for one in detail.instrument.indicators]
    for place, key in enumerate(keys):
        school.observing.score(visit, key, 1 + place % 4)
    for place in range(NOTES):
        school.observing.add_note(visit, clock(10, place), "Wacht tien tellen.", keys[place % len(keys)])
    window.show_place("observe", visit)
    application().processEvents()
    page = window.stack.currentWidget()
    assert isinstance(page, ObservingPage)
    return page


def _at_top(page: ObservingPage) -> bool:
    return page.indicators.current_row() <= 1


def _presses(act: Callable[[], object], after: Callable[[], object]) -> tuple[list[float], list[float]]:
    """Seconds that each press took, and that it computed: without waiting for the disk or for others."""
    took, computed = [], []
    for _ in range(PRESSES):
        begin = time.thread_time()
        took.append(seconds(act))
        computed.append(time.thread_time() - begin)
        after()
        application().processEvents()
    return took, computed
