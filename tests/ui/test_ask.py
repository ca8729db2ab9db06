"""Asking for a file begins in a folder that is there."""

from pathlib import Path

from PySide6.QtWidgets import QFileDialog, QLineEdit, QWidget
from pytestqt.qtbot import QtBot
from tests.ui.conftest import Answering

from lesobs.ui import ask


def test_a_folder_that_is_not_there_is_no_name_of_a_file(
    qtbot: QtBot, tmp_path: Path, answering: Answering
) -> None:
    parent = QWidget()
    qtbot.addWidget(parent)
    parent.show()

    def look(dialog: QWidget) -> None:
        assert isinstance(dialog, QFileDialog)
        field = dialog.findChild(QLineEdit)
        assert field is not None
        assert (dialog.directory().path(), field.text()) == (str(tmp_path), "")
        dialog.reject()

    with answering(look):
        assert ask.open_file(parent, "Welke lijst?", ask.LIST_FILES, tmp_path / "Downloads") is None
