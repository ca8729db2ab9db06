"""This file is the keyboard after a dialog: back in the window below, where nobody else sees to that."""

from collections.abc import Iterator

import pytest
from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QApplication, QDialog, QLineEdit, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from lesobs.ui.focus import FocusReturn


@pytest.fixture
def returning(qapp: QApplication) -> Iterator[FocusReturn]:
    made = FocusReturn(qapp)
    yield made
    made.deleteLater()


def with_field(widget: QWidget) -> QLineEdit:
    field = QLineEdit()
    QVBoxLayout(widget).addWidget(field)
    return field


@pytest.mark.usefixtures("returning")
def test_the_window_below_gets_the_keyboard_back(qtbot: QtBot) -> None:
    window = QWidget()
    qtbot.addWidget(window)
    field = with_field(window)
    with qtbot.waitActive(window):
        window.show()
        window.activateWindow()
    field.setFocus()
    dialog = QDialog(window)
    typed_in = with_field(dialog)

    def type_and_leave() -> None:
        qtbot.keyClicks(typed_in, "a")
        qtbot.keyClick(typed_in, Qt.Key.Key_Escape)

    QTimer.singleShot(50, type_and_leave)
    dialog.exec()
    assert typed_in.text() == "a"
    dialog.deleteLater()
    qtbot.waitUntil(window.isActiveWindow)
    assert field.hasFocus()
