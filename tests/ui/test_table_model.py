"""This file is what tables and lists promise: the right order, whole lines, copies, and words read aloud."""

from dataclasses import dataclass
from datetime import date

import pytest
from PySide6.QtCore import QEvent, QModelIndex, QPersistentModelIndex, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QAbstractItemModelTester
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from lesobs.ui import look
from lesobs.ui.delegates.cells import LevelCell
from lesobs.ui.delegates.observing import IndicatorLine, PartLine
from lesobs.ui.models.lines import ListModel
from lesobs.ui.models.roles import Role
from lesobs.ui.models.table import Column, TableModel
from lesobs.ui.widgets.tables import ListView, TableView


@dataclass(frozen=True)
class Line:
    name: str
    day: date | None
    rank: tuple[int, str]
    level: int | None = None


LINES = [
    Line("Şahin", date(2026, 11, 23), (2, "b")),
    Line("de Wit", None, (10, "a")),
    Line("Mulder", date(2025, 12, 1), (2, "a"), 3),
    Line("mulder", date(2026, 2, 3), (1, "z")),
]


@pytest.fixture
def model() -> TableModel[Line]:
    made = TableModel[Line](
        [
            Column("Naam", lambda line: line.name),
            Column("Dag", lambda line: line.day, lambda line: f"{line.day:%d-%m-%Y}" if line.day else ""),
            Column("Rang", lambda line: line.rank, lambda line: str(line.rank[0]), align="right"),
            Column("Score", lambda line: line.level, cell=lambda line: LevelCell(line.level)),
        ]
    )
    made.set_lines(LINES)
    return made


def shown(model: TableModel[Line], column: int) -> list[str]:
    return [str(model.index(row, column).data()) for row in range(model.rowCount())]


@pytest.fixture
def view(qtbot: QtBot, model: TableModel[Line]) -> TableView:
    made = TableView("Docenten")
    qtbot.addWidget(made)
    made.set_model(model)
    made.show()
    return made


def test_a_table_keeps_the_rules_of_qt_while_it_changes(qapp: object, model: TableModel[Line]) -> None:
    tester = QAbstractItemModelTester(model, QAbstractItemModelTester.FailureReportingMode.Fatal)
    model.sort(1, Qt.SortOrder.DescendingOrder)
    model.set_lines(LINES[:1])
    model.set_lines([])
    assert tester.model() is model


def test_a_list_keeps_the_rules_of_qt_while_it_changes(qapp: object) -> None:
    lines = ListModel[PartLine | IndicatorLine]()
    tester = QAbstractItemModelTester(lines, QAbstractItemModelTester.FailureReportingMode.Fatal)
    lines.set_lines([PartLine("A", "Leerklimaat", 1, 2), IndicatorLine("a1", "A1", "Sfeer", 3)])
    lines.set_lines([PartLine("A", "Leerklimaat", 2, 2), IndicatorLine("a1", "A1", "Sfeer", 4)])
    lines.set_lines([])
    assert tester.model() is lines


def test_dates_sort_as_dates_with_nothing_last_both_ways(model: TableModel[Line]) -> None:
    model.sort(1)
    assert shown(model, 1) == ["01-12-2025", "03-02-2026", "23-11-2026", ""]
    model.sort(1, Qt.SortOrder.DescendingOrder)
    assert shown(model, 1) == ["23-11-2026", "03-02-2026", "01-12-2025", ""]


def test_tuples_sort_by_their_parts_and_not_as_text(model: TableModel[Line]) -> None:
    model.sort(2)
    assert [line.rank for line in model.lines()] == [(1, "z"), (2, "a"), (2, "b"), (10, "a")]


def test_capitals_make_no_difference_and_equals_keep_their_order(model: TableModel[Line]) -> None:
    model.sort(0)
    assert shown(model, 0) == ["de Wit", "Mulder", "mulder", "Şahin"]


def test_the_order_stays_after_a_refresh(model: TableModel[Line]) -> None:
    model.sort(1)
    model.set_lines([*LINES, Line("nieuw", date(2026, 1, 1), (0, ""))])
    assert shown(model, 0) == ["Mulder", "nieuw", "mulder", "Şahin", "de Wit"]


def test_what_is_selected_follows_its_line_when_the_order_changes(view: TableView) -> None:
    view.select_row(0)
    view.sortByColumn(1, Qt.SortOrder.AscendingOrder)
    assert view.currentIndex().data() == "Şahin"
    assert view.current_row() == 2


def test_a_persistent_index_moves_with_its_line(model: TableModel[Line]) -> None:
    kept = QPersistentModelIndex(model.index(1, 2))
    model.sort(0, Qt.SortOrder.DescendingOrder)
    assert kept.data(Role.LINE) is LINES[1]
    assert kept.column() == 2


def test_a_row_gives_its_whole_line_and_a_cell_its_own_value(model: TableModel[Line]) -> None:
    assert model.index(2, 0).data(Role.LINE) is LINES[2]
    assert model.index(2, 3).data(Role.CELL) == LevelCell(3)
    assert model.line(model.index(2, 3)) is LINES[2]
    assert model.row_of(lambda line: line.name == "Mulder") == 2
    assert model.row_of(lambda line: line.name == "niemand") == -1


def test_a_cell_is_read_aloud_with_its_title(model: TableModel[Line]) -> None:
    assert model.index(0, 1).data(Qt.ItemDataRole.AccessibleTextRole) == "Dag: 23-11-2026"
    assert model.index(1, 1).data(Qt.ItemDataRole.AccessibleTextRole) == ""


def test_nothing_is_found_outside_the_table(model: TableModel[Line]) -> None:
    assert model.data(QModelIndex()) is None
    assert model.headerData(9, Qt.Orientation.Horizontal) is None
    assert model.rowCount(model.index(0, 0)) == 0


def test_copying_gives_titles_and_the_selected_rows_separated_by_tabs(qtbot: QtBot, view: TableView) -> None:
    view.select_row(0)
    qtbot.keyClick(view, Qt.Key.Key_Down, Qt.KeyboardModifier.ShiftModifier)
    qtbot.keyClick(view, Qt.Key.Key_C, Qt.KeyboardModifier.ControlModifier)
    assert QGuiApplication.clipboard().text() == (
        "Naam\tDag\tRang\tScore\nŞahin\t23-11-2026\t2\t\nde Wit\t\t10\t\n"
    )


def test_a_line_break_or_tab_in_a_cell_never_breaks_a_copy(view: TableView, model: TableModel[Line]) -> None:
    model.set_lines([Line("een\ttwee\ndrie", None, (1, ""))])
    view.select_row(0)
    assert view.copied().splitlines()[1] == "een twee drie\t\t1\t"


def test_enter_opens_the_row(qtbot: QtBot, view: TableView) -> None:
    view.select_row(1)
    with qtbot.waitSignal(view.activated) as told:
        qtbot.keyClick(view, Qt.Key.Key_Return)
    assert told.args[0].row() == 1


def test_headings_in_a_list_cannot_be_chosen(qtbot: QtBot) -> None:
    lines = ListModel[PartLine | IndicatorLine]()
    lines.set_lines(
        [
            PartLine("A", "Leerklimaat", 1, 1),
            IndicatorLine("a1", "A1", "Sfeer", 3, notes=1),
            PartLine("B", "Lesverloop", 0, 1),
            IndicatorLine("b1", "B1", "Ordelijk verloop"),
        ]
    )
    view = ListView("Indicatoren")
    qtbot.addWidget(view)
    view.setModel(lines)
    view.select_row(1)
    qtbot.keyClick(view, Qt.Key.Key_Down)
    assert view.current_row() == 3
    assert lines.index(1).data(Qt.ItemDataRole.AccessibleTextRole) == "A1 Sfeer, 3, zichtbaar, 1 aantekening"
    assert lines.index(3).data(Qt.ItemDataRole.AccessibleTextRole) == "B1 Ordelijk verloop, nog niet gescoord"
    assert lines.index(0).data(Qt.ItemDataRole.AccessibleTextRole) == "Deel A, Leerklimaat, 1 van 1 gescoord"


def test_a_list_keeps_its_choice_when_only_the_words_change(qtbot: QtBot) -> None:
    lines = ListModel[IndicatorLine]()
    lines.set_lines([IndicatorLine(n, f"A{n}", "x") for n in range(3)])
    view = ListView("Indicatoren")
    qtbot.addWidget(view)
    view.setModel(lines)
    view.select_row(2)
    lines.set_lines([IndicatorLine(n, f"A{n}", "x", level=4) for n in range(3)])
    assert view.current_row() == 2


def test_the_whole_row_under_the_pointer_is_lit(qtbot: QtBot, qapp: QApplication, view: TableView) -> None:
    look.apply(qapp, dark=False)
    view.resize(600, 240)

    def lit(row: int) -> int:
        """How many pixels along a row have the colour of what the pointer is over."""
        hover, image = look.theme().color("hover").rgb(), view.viewport().grab().toImage()
        y = view.rowViewportPosition(row) + 4
        return sum(image.pixel(x, y) == hover for x in range(image.width()))

    assert lit(2) == 0
    qtbot.mouseMove(view.viewport(), view.visualRect(view.model().index(2, 1)).center())
    qtbot.waitUntil(lambda: lit(2) > 0)
    assert lit(2) >= sum(view.columnWidth(column) for column in range(4)) - 1
    assert lit(1) == 0
    QApplication.sendEvent(view, QEvent(QEvent.Type.Leave))
    assert lit(2) == 0
