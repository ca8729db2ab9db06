"""On every page, in windows of any size, words that wrap come to have the height they need."""

import pytest
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel, QWidget
from pytestqt.exceptions import TimeoutError as NotInTime
from pytestqt.qtbot import QtBot

from lesobs.domain.visit import VisitState
from lesobs.services.school import School
from lesobs.ui.page import Place
from lesobs.ui.window import Window

SIZES = [(800, 600), (911, 512), (1366, 728), (1920, 1040)]


@pytest.mark.parametrize("place", list(Place))
def test_no_words_are_cut(qtbot: QtBot, window: Window, place: Place) -> None:
    school = window.school
    assert school is not None
    for width, height in SIZES:
        window.resize(width, height)
        for item in _items(school, place):
            window.show_place(place, item)
            QTest.qWait(20)
            try:
                qtbot.waitUntil(lambda: not _cut(window), timeout=2000)
            except NotInTime:
                pytest.fail(f"at {width}×{height}: {_cut(window)}")


def _items(school: School, place: Place) -> list[str]:
    """What a page looks different with."""
    if place in (Place.OBSERVE, Place.DEBRIEF):
        states = {visit.state: visit.id for visit in school.visits.all()}
        return [states[state] for state in VisitState if state in states]
    if place is Place.CYCLE:
        phases = {cycle.phase: cycle.id for cycle in school.cycles.all()}
        return list(phases.values())
    return [""]


def _cut(window: QWidget) -> list[str]:
    return [
        f"{label.text()!r} is {label.height()} high and needs {label.heightForWidth(label.width())}"
        for label in window.findChildren(QLabel)
        if label.isVisible() and label.wordWrap() and label.height() < label.heightForWidth(label.width())
    ]
