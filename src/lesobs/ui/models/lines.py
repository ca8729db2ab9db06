"""This file is the one model of all lists: a line per row, painted by a delegate."""

from collections.abc import Callable, Sequence
from typing import Generic, Protocol, TypeVar, runtime_checkable

from PySide6.QtCore import QAbstractListModel, QObject, Qt

from lesobs.ui.models.roles import NO_PARENT, Index, Role


@runtime_checkable
class Spoken(Protocol):
    """A line that can say itself in words, for screen readers and for searching by typing."""

    def spoken(self) -> str: ...


S = TypeVar("S", bound=Spoken)


class ListModel(QAbstractListModel, Generic[S]):
    """Lines of a list. A line may say `selectable = False` (a heading) and may have a `tooltip`."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._lines: list[S] = []

    def set_lines(self, lines: Sequence[S]) -> None:
        """Show other lines; when only words changed, what is selected stays selected, and only rows with
        other words are painted again."""
        if len(lines) == len(self._lines):
            pairs = enumerate(zip(lines, self._lines, strict=True))
            other = [row for row, (new, old) in pairs if new is not old and new != old]
            self._lines = list(lines)
            for row in other:
                self.dataChanged.emit(self.index(row), self.index(row))
            return
        self.beginResetModel()
        self._lines = list(lines)
        self.endResetModel()

    def lines(self) -> list[S]:
        """All lines in the order shown."""
        return list(self._lines)

    def line(self, index: Index | int) -> S:
        """The line of a row."""
        return self._lines[index if isinstance(index, int) else index.row()]

    def row_of(self, wanted: Callable[[S], bool]) -> int:
        """The first row whose line fits, -1 when there is none."""
        return next((row for row, line in enumerate(self._lines) if wanted(line)), -1)

    def rowCount(self, parent: Index = NO_PARENT) -> int:
        return 0 if parent.isValid() else len(self._lines)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if not index.isValid():
            return None
        line = self._lines[index.row()]
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
            return line.spoken()
        if role == Qt.ItemDataRole.ToolTipRole:
            return getattr(line, "tooltip", "") or None
        if role == Role.LINE:
            return line
        return None

    def flags(self, index: Index) -> Qt.ItemFlag:
        if index.isValid() and not getattr(self._lines[index.row()], "selectable", True):
            return Qt.ItemFlag.ItemNeverHasChildren
        return super().flags(index)
