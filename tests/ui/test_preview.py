"""This file is the preview of a paper: what is shown is what is saved."""

from collections.abc import Callable
from contextlib import AbstractContextManager
from pathlib import Path

import pytest
from pypdf import PdfReader
from PySide6.QtCore import Qt
from PySide6.QtPdf import QPdfDocument
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from lesobs.domain.errors import RuleBroken
from lesobs.domain.schoolyear import SchoolYear
from lesobs.services.school import School
from lesobs.ui import ask, look
from lesobs.ui.preview import Preview
from lesobs.ui.widgets.bars import MessageBar
from lesobs.ui.widgets.labels import Label

Key = Qt.Key
CTRL = Qt.KeyboardModifier.ControlModifier
Answering = Callable[[Callable[[QWidget], None]], AbstractContextManager[None]]


@pytest.fixture(autouse=True)
def dressed(qapp: QApplication) -> None:
    look.apply(qapp, dark=False)


@pytest.fixture
def window(qtbot: QtBot) -> QWidget:
    made = QWidget()
    made.resize(1190, 700)
    qtbot.addWidget(made)
    with qtbot.waitActive(made):
        made.show()
        made.activateWindow()
    return made


@pytest.fixture
def paper(example_school: School, tmp_path: Path) -> Path:
    """A paper of several pages."""
    path = tmp_path / "pakket.pdf"
    example_school.papers.discussion(SchoolYear(2025), path)
    return path


def words(dialog: QWidget) -> list[str]:
    return [label.text() for label in dialog.findChildren(Label)]


def test_as_many_pages_are_shown_as_the_file_has(window: QWidget, paper: Path) -> None:
    dialog = Preview(window, "Bespreekpakket", "Bespreekpakket.pdf", paper)
    document = dialog.findChild(QPdfDocument)
    assert isinstance(document, QPdfDocument)
    pages = len(PdfReader(paper).pages)
    assert pages > 1
    assert document.pageCount() == pages
    assert f"{pages} pagina's" in words(dialog)
    dialog.forget()


def copied_from(paper: Path, missing: str = "") -> Callable[[Path], str]:
    def write(path: Path) -> str:
        path.write_bytes(paper.read_bytes())
        return missing

    return write


def test_signs_that_can_not_be_printed_are_told_above_the_paper(
    window: QWidget, paper: Path, answering: Answering
) -> None:
    told: list[list[str]] = []

    def read(dialog: QWidget) -> None:
        told.append([bar.accessibleName() for bar in dialog.findChildren(MessageBar)])
        dialog.close()

    for missing in ("漢字", ""):
        with answering(read):
            Preview.show_paper(window, "Verslag", "Verslag.pdf", copied_from(paper, missing))
    assert told == [["Deze tekens kunnen niet gedrukt worden, en op papier staat er □: 漢, 字."], []]


def test_saving_gives_the_very_file_that_is_shown(
    qtbot: QtBot,
    window: QWidget,
    paper: Path,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    answering: Answering,
) -> None:
    target = tmp_path / "nieuwe map" / "mijn pakket.pdf"
    proposals: list[str] = []

    def choose(_parent: object, _title: str, _kinds: str, proposal: Path) -> Path:
        proposals.append(proposal.name)
        return target

    monkeypatch.setattr(ask, "save_file", choose)

    def save_and_close(dialog: QWidget) -> None:
        qtbot.keyClick(dialog, Key.Key_S, CTRL)
        assert f"Opgeslagen in {target.parent}" in words(dialog)
        qtbot.keyClick(dialog, Key.Key_Escape)

    with answering(save_and_close):
        Preview.show_paper(window, "Bespreekpakket", "Bespreekpakket.pdf", copied_from(paper))
    assert proposals == ["Bespreekpakket.pdf"]
    assert target.read_bytes() == paper.read_bytes()


def test_thinking_better_of_saving_writes_nothing(
    qtbot: QtBot, window: QWidget, paper: Path, monkeypatch: pytest.MonkeyPatch, answering: Answering
) -> None:
    asked: list[str] = []
    monkeypatch.setattr(ask, "save_file", lambda _parent, title, *_: asked.append(title))
    before = sorted(paper.parent.rglob("*"))

    def save_and_close(dialog: QWidget) -> None:
        qtbot.keyClick(dialog, Key.Key_S, CTRL)
        assert not any(text.startswith("Opgeslagen") for text in words(dialog))
        qtbot.keyClick(dialog, Key.Key_Escape)

    with answering(save_and_close):
        Preview.show_paper(window, "Bespreekpakket", "Bespreekpakket.pdf", copied_from(paper))
    assert asked == ["Opslaan als PDF"]
    assert sorted(paper.parent.rglob("*")) == before


def test_a_place_that_can_not_be_written_is_told(
    qtbot: QtBot,
    window: QWidget,
    paper: Path,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    answering: Answering,
) -> None:
    (tmp_path / "geen map").write_text("een bestand")
    told: list[str] = []
    monkeypatch.setattr(ask, "save_file", lambda *_: tmp_path / "geen map" / "pakket.pdf")
    monkeypatch.setattr(ask, "tell", lambda _parent, _title, sentence: told.append(sentence))

    def save_and_close(dialog: QWidget) -> None:
        qtbot.keyClick(dialog, Key.Key_S, CTRL)
        qtbot.keyClick(dialog, Key.Key_Escape)

    with answering(save_and_close):
        Preview.show_paper(window, "Bespreekpakket", "Bespreekpakket.pdf", copied_from(paper))
    assert len(told) == 1
    assert str(tmp_path / "geen map") in told[0]


def test_a_paper_that_can_not_be_made_is_refused_in_words(
    window: QWidget, monkeypatch: pytest.MonkeyPatch
) -> None:
    told: list[str] = []
    monkeypatch.setattr(ask, "tell", lambda _parent, _title, sentence: told.append(sentence))

    def refuse(_path: Path) -> str:
        raise RuleBroken("Dit bezoek is nog niet afgerond.")

    Preview.show_paper(window, "Verslag", "Verslag.pdf", refuse)
    assert told == ["Dit bezoek is nog niet afgerond."]
