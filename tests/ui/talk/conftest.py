"""This file is the page of the picture and the team talk, open on the example school."""

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from lesobs.services.school import School
from lesobs.ui import look
from lesobs.ui.page import Changes
from lesobs.ui.talk.page import TalkPage


@pytest.fixture
def talk(qtbot: QtBot, qapp: QApplication, example_school: School) -> TalkPage:
    look.apply(qapp, dark=False)
    return shown(qtbot, example_school)


def shown(qtbot: QtBot, school: School) -> TalkPage:
    """The page on this school, with the keyboard."""
    changes = Changes()
    school.on_change(changes.changed.emit)
    made = TalkPage(school, changes)
    made.kept_changes = changes  # type: ignore[attr-defined]
    qtbot.addWidget(made)
    made.resize(1190, 690)
    with qtbot.waitActive(made):
        made.show()
        made.activateWindow()
    return made
