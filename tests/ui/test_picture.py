"""This file is the section picture, worked by keyboard on the real example school."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from pypdf import PdfReader
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QToolButton, QWidget
from pytestqt.qtbot import QtBot

from lesobs.domain.finding import FindingKind
from lesobs.domain.picture import Picture, PictureFilter, PictureRow
from lesobs.domain.schoolyear import SchoolYear
from lesobs.domain.tally import Tally
from lesobs.services.school import School
from lesobs.ui import look, preview
from lesobs.ui.models.roles import Role
from lesobs.ui.page import Changes, Place
from lesobs.ui.picture.finding_dialog import FindingDialog
from lesobs.ui.picture.heat_map import FIRST, HeatMap
from lesobs.ui.picture.page import PicturePage
from lesobs.ui.picture.panel import CellPanel
from lesobs.ui.widgets.bars import MessageBar
from lesobs.ui.widgets.buttons import Button
from lesobs.ui.widgets.labels import Label
from lesobs.ui.widgets.states import EmptyState

Key = Qt.Key
CTRL = Qt.KeyboardModifier.ControlModifier
YEAR = SchoolYear(2025)


@pytest.fixture(autouse=True)
def dressed(qapp: QApplication) -> None:
    look.apply(qapp, dark=False)


@pytest.fixture
def page(qtbot: QtBot, example_school: School) -> PicturePage:
    """The page begins with last year: this year too few teachers were visited yet."""
    changes = Changes()
    example_school.on_change(changes.changed.emit)
    made = PicturePage(example_school, changes)
    made.kept_changes = changes  # type: ignore[attr-defined]
    qtbot.addWidget(made)
    made.resize(1190, 700)
    with qtbot.waitActive(made):
        made.show()
        made.activateWindow()
    made.setFocus()
    settled(qtbot, made)
    return made


def settled(qtbot: QtBot, page: PicturePage) -> None:
    """Wait until everything that was asked is answered."""
    qtbot.waitUntil(lambda: not page.waiting, timeout=20_000)


@pytest.fixture
def picture(example_school: School) -> Picture:
    return example_school.pictures.picture(YEAR)


def map_of(page: PicturePage) -> HeatMap:
    found = page.findChild(HeatMap)
    assert isinstance(found, HeatMap)
    return found


def panel_words(page: PicturePage) -> str:
    """All that the panel shows now, also what it reads aloud."""
    panel = page.findChild(CellPanel)
    assert isinstance(panel, CellPanel)
    labels = [label for label in panel.findChildren(Label) if label.isVisible()]
    spoken = [child.accessibleName() for child in panel.findChildren(QWidget) if child.isVisible()]
    return " ".join([*(re.sub("<[^>]+>", "", label.text()) for label in labels), *spoken])


def go_to(qtbot: QtBot, page: PicturePage, row: int, place: int) -> None:
    """Walk to a cell with the arrow keys."""
    heat = map_of(page)
    for _ in range(40):
        now = heat.currentIndex()
        if now.row() == row:
            break
        qtbot.keyClick(heat, Key.Key_Down if now.row() < row else Key.Key_Up)
    for _ in range(40):
        now = heat.currentIndex()
        if now.column() == FIRST + place:
            break
        qtbot.keyClick(heat, Key.Key_Right if now.column() < FIRST + place else Key.Key_Left)
    assert (heat.currentIndex().row(), heat.currentIndex().column()) == (row, FIRST + place)


def filled_rows(picture: Picture) -> Iterator[tuple[int, PictureRow]]:
    return ((number, row) for number, row in enumerate(picture.rows) if not row.hidden)


def tally_of(row: PictureRow, place: int) -> Tally:
    tally = row.cells[place].tally
    assert tally is not None
    return tally


def test_a_picture_that_begins_with_last_year_says_so_until_another_is_asked(
    qtbot: QtBot, page: PicturePage, example_school: School
) -> None:
    note = next(bar for bar in page.findChildren(MessageBar) if bar.isVisible())
    assert note.accessibleName() == "Dit is 2025-2026: van 2026-2027 hebben nog minder secties cijfers."
    way = next(button for button in note.findChildren(Button) if button.text() == "Toon 2026-2027")
    way.setFocus()
    qtbot.keyClick(way, Key.Key_Space)
    settled(qtbot, page)
    assert map_of(page).model().rowCount() == len(example_school.pictures.picture(SchoolYear(2026)).rows) + 1
    assert "2025-2026" not in note.accessibleName() or not note.isVisible()
    page.ask(PictureFilter((YEAR,)))
    settled(qtbot, page)
    assert not note.isVisible(), "who asks for a year knows which it is"


def test_nothing_is_said_about_a_cell_before_there_are_figures(qtbot: QtBot, example_school: School) -> None:
    page = PicturePage(example_school, Changes())
    qtbot.addWidget(page)
    page.resize(1190, 700)
    with example_school.pictures._lessons.reckoning:  # no answer yet
        page.show()
        assert not panel_words(page)
        qtbot.keyClick(map_of(page), Key.Key_N)  # nor does a letter, of a group to go to, do anything
    settled(qtbot, page)
    assert panel_words(page)


def test_the_panel_follows_the_arrow_keys(qtbot: QtBot, page: PicturePage, picture: Picture) -> None:
    assert map_of(page).hasFocus()
    for number, row in list(filled_rows(picture))[1:3]:
        go_to(qtbot, page, number, 2)
        words, tally = panel_words(page), tally_of(row, 2)
        counts = f"{row.lessons} lessen, {row.teachers} docenten, {row.observers} waarnemers"
        assert f"{row.group.name} · {counts}" in words
        assert picture.indicators[2].title in words
        assert f"{tally.percent} % op 3 of 4 ({tally.high} van {tally.scored})" in words
    qtbot.keyClick(map_of(page), Key.Key_Right)
    assert picture.indicators[3].title in panel_words(page)


def test_typing_a_name_goes_to_its_row(qtbot: QtBot, page: PicturePage, picture: Picture) -> None:
    go_to(qtbot, page, 0, 7)
    qtbot.keyClicks(map_of(page), "wis")
    names = [row.group.name for row in picture.rows]
    assert (map_of(page).currentIndex().row(), map_of(page).currentIndex().column()) == (
        names.index("Wiskunde"),
        FIRST + 7,
    )
    assert panel_words(page).startswith("Wiskunde")


def test_the_whole_school_is_not_set_beside_itself(qtbot: QtBot, page: PicturePage, picture: Picture) -> None:
    go_to(qtbot, page, len(picture.rows), 0)
    tally = tally_of(picture.total, 0)
    assert f"({tally.high} van {tally.scored})." in panel_words(page)
    assert ", school" not in panel_words(page)


def test_a_hidden_row_gives_no_figure_anywhere(qtbot: QtBot, page: PicturePage, picture: Picture) -> None:
    number = next(number for number, row in enumerate(picture.rows) if row.hidden)
    heat, row = map_of(page), picture.rows[number]
    while heat.currentIndex().row() != number:
        qtbot.keyClick(heat, Key.Key_Down)
    words = panel_words(page)
    assert "Minder dan 5 docenten bezocht: geen cijfers." in words
    figures = re.compile(r"\d+ (van|keer|lessen)|\d+ ?%|\d+/\d+")
    assert not figures.search(words), words
    model = heat.model()
    roles = (
        Qt.ItemDataRole.DisplayRole,
        Qt.ItemDataRole.ToolTipRole,
        Qt.ItemDataRole.AccessibleTextRole,
        Qt.ItemDataRole.AccessibleDescriptionRole,
    )
    for column in range(1, model.columnCount()):
        index = model.index(number, column)
        told = " ".join(str(index.data(role)) for role in roles if index.data(role) is not None)
        assert not re.search(r"\d", told.replace("< 5 doc.", "").replace(code_of(told), "")), told
        cell = index.data(Role.CELL)
        assert not re.search(r"\d+/\d+|\d+ ?%", str(cell)), cell
    assert row.lessons is None
    finding = next(one for one in page.findChildren(Button) if one.accessibleName().startswith("Maak bevin"))
    assert not finding.isEnabled()


def code_of(words: str) -> str:
    """The code of an indicator in these words, such as `B4`; no figure."""
    found = re.search(r"\b[A-D]\d\b", words)
    return found.group() if found else "\0"


def test_clusters_take_the_place_of_sections(qtbot: QtBot, page: PicturePage, example_school: School) -> None:
    clusters = example_school.pictures.picture(YEAR, by_cluster=True)
    assert len(clusters.rows) < len(example_school.pictures.picture(YEAR).rows)
    switch = next(one for one in page.findChildren(QToolButton) if one.text() == "Clusters")
    switch.click()
    settled(qtbot, page)
    model = map_of(page).model()
    names = [model.index(row, 0).data() for row in range(model.rowCount())]
    assert names == [*(row.group.name for row in clusters.rows), clusters.total.group.name]


def test_ctrl_b_writes_down_a_finding_with_its_figures(
    qtbot: QtBot,
    page: PicturePage,
    picture: Picture,
    example_school: School,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    number, row = next(filled_rows(picture))
    go_to(qtbot, page, number, 1)
    asked: list[tuple[object, ...]] = []

    def answer(_parent: object, *what: object) -> tuple[FindingKind, str]:
        asked.append(what)
        return FindingKind.STRENGTH, "Iedereen durft."

    monkeypatch.setattr(FindingDialog, "ask", answer)
    before = {one.id for one in example_school.findings.all()}
    qtbot.keyClick(map_of(page), Key.Key_B, CTRL)
    assert asked[0][:3] == (row.group.name, picture.indicators[1].title, row.cells[1].tally)
    (made,) = [one for one in example_school.findings.all() if one.id not in before]
    assert (made.kind, made.text) == (FindingKind.STRENGTH, "Iedereen durft.")
    assert any("Bevinding bewaard" in label.text() for label in page.findChildren(Label) if label.isVisible())


def test_a_finding_thought_better_of_is_not_kept(
    qtbot: QtBot, page: PicturePage, example_school: School, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(FindingDialog, "ask", lambda *_: None)
    before = example_school.findings.all()
    qtbot.keyClick(map_of(page), Key.Key_B, CTRL)
    assert example_school.findings.all() == before


def test_a_year_without_lessons_says_where_to_begin(qtbot: QtBot, school: School) -> None:
    page = PicturePage(school, Changes())
    qtbot.addWidget(page)
    with qtbot.waitExposed(page):
        page.show()
    settled(qtbot, page)
    went = []
    page.go.connect(lambda place, item: went.append((place, item)))
    empty = page.findChild(EmptyState)
    assert isinstance(empty, EmptyState)
    assert empty.accessibleName() == "Nog geen lessen in 2026-2027"
    assert not any(action.isEnabled() for action in page.menu_actions()[:6])
    empty.buttons[0].click()
    assert went == [(Place.VISITS, "")]


def test_the_paper_is_of_the_section_in_focus(
    qtbot: QtBot, page: PicturePage, picture: Picture, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    number, row = list(filled_rows(picture))[1]
    go_to(qtbot, page, number, 0)
    written: list[Path] = []

    def show_paper(_parent: object, _title: str, proposal: str, write: preview.Write) -> None:
        write(tmp_path / proposal)
        written.append(tmp_path / proposal)

    monkeypatch.setattr(preview.Preview, "show_paper", show_paper)
    qtbot.keyClick(map_of(page), Key.Key_P, CTRL)
    assert [path.name for path in written] == [f"Sectiebeeld {row.group.name} 2025-2026.pdf"]
    text = "".join(one.extract_text() for one in PdfReader(written[0]).pages)
    assert "2025-2026" in text
    assert row.group.name in text
