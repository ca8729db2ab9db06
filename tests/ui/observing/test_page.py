"""Tests of the page as a whole: states, narrow windows, hints, ways out, words read aloud."""

from datetime import time

import pytest
from classroom import SECONDS, Classroom, Key, Mod, Opened, settle
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QAbstractButton, QApplication, QWidget

from lesobs.domain.instrument import Level
from lesobs.domain.visit import VisitState
from lesobs.services.school import School
from lesobs.ui.page import Place


def test_a_settled_visit_can_only_be_read(opened: Opened, school: School, visit: str) -> None:
    school.visits.start(visit)
    school.observing.score(visit, "op3.klimaat.sfeer", 3)
    settle(school, visit)
    room = opened()
    assert room.said() == "Vastgesteld. Heropenen kan in de nabespreking."
    room.press(Key.Key_4)
    assert room.rating("A1").level is Level.VISIBLE
    assert room.said().startswith("Dit bezoek is vastgesteld.")
    assert room.page.scoring.explanation.isReadOnly()
    assert not room.page.entry.isVisible()
    room.press(Key.Key_Down)
    assert room.said() == "Vastgesteld. Heropenen kan in de nabespreking."


def test_after_the_lesson_everything_can_still_be_added(opened: Opened, school: School, visit: str) -> None:
    school.visits.start(visit)
    school.visits.finish(visit)
    room = opened()
    assert "Loop rustig na wat nog geen score heeft (Ctrl+U): nog 14." in room.said()
    room.press(Key.Key_4)
    assert room.rating("A1").level is Level.EFFECTIVE
    assert room.state is VisitState.VISITED


def test_a_narrow_window_makes_the_notes_a_tab(room: Classroom) -> None:
    room.school.observing.add_note(room.visit, time(10, 20), "Een.")
    page = room.page
    assert page.notes.isVisible() and not page.panels.tabs.isVisible()
    page.resize(853, 427)
    assert page.panels.tabs.isVisible() and not page.notes.isVisible()
    assert page.indicators.width() == 218
    assert page.entry.field.isVisible(), "a note can always be typed"
    assert page.indicators.hasFocus()
    [tab] = [one for one in page.findChildren(QAbstractButton) if one.text() == "Aantekeningen 1"]
    room.bot.mouseClick(tab, Qt.MouseButton.LeftButton)
    assert page.notes.isVisible() and not page.scoring.levels[0].isVisible()
    assert page.entry.field.isVisible()
    page.indicators.setFocus()
    room.press(Key.Key_F7)
    room.type("Smal.")
    page.resize(1366, 700)
    assert page.entry.field.hasFocus()
    assert page.entry.field.toPlainText() == "Smal."
    assert page.notes.isVisible() and page.scoring.levels[0].isVisible() and not page.panels.tabs.isVisible()


def test_hints_fit_what_has_the_ring(room: Classroom) -> None:
    assert {"score", "n.v.t.", "wis", "indicator", "deel"} <= room.shown()
    room.press(Key.Key_F7)
    assert "aantekening af" in room.shown() and "deel" not in room.shown()
    room.press(Key.Key_Escape)
    assert "deel" in room.shown()
    room.press(Key.Key_Tab)
    assert "lijst" in room.shown() and "aantekening af" not in room.shown()


def test_ways_out(room: Classroom) -> None:
    room.press(Key.Key_N, Mod.ControlModifier)
    assert room.went == [(Place.DEBRIEF, room.visit)]
    room.page.head.back_asked.emit()
    assert room.went[1:] == [(Place.VISITS, room.visit)]


def test_a_visit_that_is_gone_leads_back_to_the_list(room: Classroom) -> None:
    room.school.visits.remove(room.visit)
    room.bot.waitUntil(lambda: (Place.VISITS, "") in room.went, timeout=SECONDS)


def test_rows_say_themselves(room: Classroom) -> None:
    room.school.observing.score(room.visit, room.key("A3"), 2)
    for minute in (20, 21):
        room.school.observing.add_note(room.visit, time(10, minute), "Zag ik.", room.key("A3"))
    model = room.page.indicators.model()
    spoken = [model.index(row, 0).data(Qt.ItemDataRole.AccessibleTextRole) for row in range(4)]
    assert spoken[0] == "Deel A, Leerklimaat, 1 van 4 gescoord"
    assert spoken[3] == "A3 Iedereen doet mee, 2, in aanzet, 2 aantekeningen"
    assert room.page.scoring.levels[3].accessibleName() == "4, Zichtbaar en werkzaam"
    assert room.page.scoring.explanation.accessibleName() == "Toelichting bij A1"
    nameless = [
        widget
        for widget in room.page.findChildren(QWidget)
        if widget.focusPolicy() & Qt.FocusPolicy.TabFocus
        and widget.isVisible()
        and not widget.accessibleName()
    ]
    assert nameless == []


@pytest.mark.parametrize(
    ("width", "height", "after"),
    [(1366, 722, False), (1366, 722, True), (1366, 690, True), (853, 430, False)],
)
def test_all_levels_and_the_explanation_are_in_sight_at_every_indicator(
    room: Classroom, width: int, height: int, after: bool
) -> None:
    """The page in a maximised window of 1366 × 768, without and with a bar above, and on 150 %."""
    if after:
        room.school.visits.finish(room.visit)
    room.page.resize(width, height)
    scoring = room.page.scoring
    wanted = [*scoring.look_fors, *scoring.levels, scoring.not_applicable]
    wanted += [scoring.explanation] if width >= 1000 else [room.page.entry.field]
    for indicator in room.detail.instrument.indicators:
        room.page.indicators.choose(indicator.key)
        room.page.indicators.setFocus()
        QApplication.processEvents()  # let the panels find their places
        assert _cut_off(wanted) == [], indicator.code


def _cut_off(widgets: list[QWidget]) -> list[str]:
    """Those of these widgets that are shown, but not as a whole."""
    return [
        one.accessibleName()
        for one in widgets
        if one.isVisible() and one.visibleRegion().boundingRect() != one.rect()
    ]


@pytest.mark.parametrize("state", ["planned", "disk", "visited"])
def test_all_anchors_are_in_view_in_the_smallest_window_with_a_bar_above(opened: Opened, state: str) -> None:
    """1280×720 at 150 percent; above the page stands the menu bar."""
    room = opened()
    if state != "planned":
        room.press(Key.Key_3)
        room.school.observing.add_note(room.visit, time(10, 31), "Iedereen schrijft.", room.key("A2"))
    if state == "visited":
        room.school.visits.finish(room.visit)
    elif state == "disk":
        room.school._file._raw.execute("PRAGMA query_only = ON")
        room.press(Key.Key_4)
    room.page.resize(853, 434)
    wanted = [*room.page.scoring.look_fors, *room.page.scoring.levels, room.page.scoring.not_applicable]
    for _ in range(len(room.detail.ratings)):
        assert room.page.bar.isVisible()
        QApplication.processEvents()
        assert _cut_off(wanted) == [], room.code()
        room.press(Key.Key_Down)
        if state == "disk":
            room.press(Key.Key_1)
    assert room.code() == "D2"
