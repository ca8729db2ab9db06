"""Asking for a file begins in a folder that is there, and only asks."""

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFileDialog, QLineEdit, QListView, QWidget
from pytestqt.qtbot import QtBot
from tests.ui.conftest import Answering

from lesobs.ui import ask


@pytest.fixture
def parent(qtbot: QtBot) -> QWidget:
    made = QWidget()
    qtbot.addWidget(made)
    made.show()
    return made


def test_a_folder_that_is_not_there_is_no_name_of_a_file(
    parent: QWidget, tmp_path: Path, answering: Answering
) -> None:
    def look(dialog: QWidget) -> None:
        assert isinstance(dialog, QFileDialog)
        field = dialog.findChild(QLineEdit)
        assert field is not None
        assert (dialog.directory().path(), field.text()) == (str(tmp_path), "")
        dialog.reject()

    with answering(look):
        assert ask.open_file(parent, "Welke lijst?", ask.LIST_FILES, tmp_path / "Downloads") is None


def test_nothing_can_be_thrown_away_or_renamed_there(
    qtbot: QtBot, parent: QWidget, tmp_path: Path, answering: Answering
) -> None:
    folder = tmp_path / "Downloads"
    folder.mkdir()

    def press(dialog: QWidget) -> None:
        assert isinstance(dialog, QFileDialog)
        shown = dialog.findChild(QListView, "listView")
        assert shown is not None
        dialog.setViewMode(QFileDialog.ViewMode.List)
        qtbot.waitUntil(lambda: shown.model().rowCount(shown.rootIndex()) == 1)
        shown.setCurrentIndex(shown.model().index(0, 0, shown.rootIndex()))
        shown.setFocus()
        for key in (Qt.Key.Key_F2, Qt.Key.Key_X, Qt.Key.Key_Return, Qt.Key.Key_Delete):
            qtbot.keyClick(shown, key)
        dialog.reject()

    with answering(press):
        ask.open_file(parent, "Welke lijst?", ask.LIST_FILES, tmp_path)
    assert folder.is_dir()
