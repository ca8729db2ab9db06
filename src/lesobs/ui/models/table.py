"""This file is the one model of all tables: lines shown in columns, and sorted in Python."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any, Generic, TypeVar

from PySide6.QtCore import QAbstractTableModel, QObject, Qt

from lesobs.domain.texts import folded
from lesobs.ui.models.roles import NO_PARENT, Index, Role

L = TypeVar("L")

_LEFT = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
_RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
_CENTRE = Qt.AlignmentFlag.AlignCenter


@dataclass(frozen=True)
class Column(Generic[L]):
    """One column: its title, the value it sorts by and the text it shows.

    Without `text` the value itself is shown, None as nothing. `cell` gives a delegate its own dataclass,
    `accessible` what is read aloud, `code` a short title for narrow windows, `width` pixels (0 stretches).
    """

    title: str
    value: Callable[[L], Any]
    text: Callable[[L], str] | None = None
    align: str = "left"
    tooltip: Callable[[L], str] | None = None
    cell: Callable[[L], object] | None = None
    accessible: Callable[[L], str] | None = None
    title_tip: str = ""
    code: str = ""
    width: int | None = None

    def shown(self, line: L) -> str:
        """The text of the cell."""
        if self.text is not None:
            return self.text(line)
        value = self.value(line)
        return "" if value is None else str(value)


class TableModel(QAbstractTableModel, Generic[L]):
    """Lines of any frozen dataclass in columns. Sorting keeps None last in both directions."""

    def __init__(self, columns: Sequence[Column[L]], parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.columns = tuple(columns)
        self._lines: list[L] = []
        self._sorted_by: tuple[int, Qt.SortOrder] | None = None

    def set_lines(self, lines: Sequence[L]) -> None:
        """Show other lines, in the order the user chose."""
        self.beginResetModel()
        self._lines = list(lines)
        if self._sorted_by is not None:
            self._order(*self._sorted_by)
        self.endResetModel()

    def lines(self) -> list[L]:
        """All lines in the order shown."""
        return list(self._lines)

    def line(self, index: Index | int) -> L:
        """The line of a row."""
        return self._lines[index if isinstance(index, int) else index.row()]

    def row_of(self, wanted: Callable[[L], bool]) -> int:
        """The first row whose line fits, -1 when there is none; to find a selection back after a refresh."""
        return next((row for row, line in enumerate(self._lines) if wanted(line)), -1)

    def rowCount(self, parent: Index = NO_PARENT) -> int:
        return 0 if parent.isValid() else len(self._lines)

    def columnCount(self, parent: Index = NO_PARENT) -> int:
        return 0 if parent.isValid() else len(self.columns)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if not index.isValid():
            return None
        line, column = self._lines[index.row()], self.columns[index.column()]
        if role == Qt.ItemDataRole.DisplayRole:
            return column.shown(line)
        if role == Qt.ItemDataRole.ToolTipRole:
            return column.tooltip(line) if column.tooltip else None
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return {"left": _LEFT, "right": _RIGHT, "centre": _CENTRE}[column.align]
        if role == Qt.ItemDataRole.AccessibleTextRole:
            words = column.accessible(line) if column.accessible else column.shown(line)
            return f"{column.title}: {words}" if words and not column.accessible else words
        if role == Role.CELL:
            return column.cell(line) if column.cell else None
        if role == Role.LINE:
            return line
        return None

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> object:
        if orientation == Qt.Orientation.Vertical or not 0 <= section < len(self.columns):
            return None
        column = self.columns[section]
        if role == Qt.ItemDataRole.DisplayRole:
            return column.title
        if role == Qt.ItemDataRole.ToolTipRole:
            return column.title_tip or None
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return {"left": _LEFT, "right": _RIGHT, "centre": _CENTRE}[column.align]
        if role == Role.CODE:
            return column.code or column.title
        return None

    def sort(self, column: int, order: Qt.SortOrder = Qt.SortOrder.AscendingOrder) -> None:
        """Sort in Python: Qt's own proxy silently mis-sorts dates, tuples and enums."""
        if not 0 <= column < len(self.columns):
            self._sorted_by = None
            return
        self.layoutAboutToBeChanged.emit()
        self._sorted_by = (column, order)
        before = self.persistentIndexList()
        held = [self._lines[index.row()] for index in before]
        self._order(column, order)
        rows = {id(line): row for row, line in enumerate(self._lines)}
        after = [self.index(rows[id(line)], index.column()) for line, index in zip(held, before, strict=True)]
        self.changePersistentIndexList(before, after)
        self.layoutChanged.emit()

    def _order(self, column: int, order: Qt.SortOrder) -> None:
        value = self.columns[column].value
        known = [line for line in self._lines if value(line) is not None]
        unknown = [line for line in self._lines if value(line) is None]
        known.sort(key=lambda line: _key(value(line)), reverse=order == Qt.SortOrder.DescendingOrder)
        self._lines = known + unknown


def _key(value: Any) -> Any:
    """Words sort as one reads them, without regard to capitals and accents: Şahin stands between R and T."""
    return (folded(value), value) if isinstance(value, str) else value
