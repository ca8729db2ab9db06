"""This file is that pages are made without a flash: a widget shown before it has a parent is a window of its
own for a moment, and takes the keyboard along."""

from pathlib import Path

import pytest
from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from lesobs.domain.visit import VisitState
from lesobs.services.demo import EXAMPLE_DAY
from lesobs.services.school import School
from lesobs.ui import look
from lesobs.ui.page import Place
from lesobs.ui.settings import Settings
from lesobs.ui.visits.plan_dialog import PlanDialog
from lesobs.ui.window import Window


class ShownWindows(QObject):
    """Remembers every window that was shown, by its class and name."""

    def __init__(self) -> None:
        super().__init__()
        self.names: list[str] = []

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Show and isinstance(watched, QWidget) and watched.isWindow():
            self.names.append(f"{type(watched).__name__} {watched.accessibleName()}".strip())
        return False


@pytest.mark.parametrize("state", [VisitState.BUSY, VisitState.VISITED, VisitState.SETTLED])
def test_no_page_shows_a_window_of_its_own(
    qtbot: QtBot, qapp: QApplication, example: Path, state: VisitState
) -> None:
    look.apply(qapp, dark=False)
    with School.open(example) as school:
        visit = next(one.id for one in school.visits.all() if one.state is state)
        Settings().set_me(example, school.people.observers()[0].id)
    window = Window(Settings(), today=lambda: EXAMPLE_DAY)
    qtbot.addWidget(window)
    window.furnish()
    window.setWindowState(Qt.WindowState.WindowNoState)
    shown = ShownWindows()
    qapp.installEventFilter(shown)
    try:
        window.show()
        window.open_file(example)
        for place in Place:
            window.show_place(place, visit if place in (Place.OBSERVE, Place.DEBRIEF) else "")
            qapp.processEvents()
        school_open = window.school
        assert school_open is not None
        PlanDialog(window, school_open).deleteLater()
    finally:
        qapp.removeEventFilter(shown)
        window.close_school()
    assert shown.names == ["Window"]
