"""This file is the table of things to choose from before they are made: a tick per row, by key or mouse."""

from collections.abc import Callable, Sequence
from typing import Generic, TypeVar

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent
from PySide6.QtWidgets import QWidget

from lesobs.ui.delegates.cells import TextCell
from lesobs.ui.models.table import Column, TableModel
from lesobs.ui.widgets.tables import TableView

L = TypeVar("L")

_TICK_WIDTH = 44


class ChoiceModel(TableModel[L], Generic[L]):
    """Lines of which some are chosen. `key` names a line; one that is not `possible` can't be chosen."""

    def __init__(
        self,
        columns: Sequence[Column[L]],
        key: Callable[[L], str],
        possible: Callable[[L], bool] = lambda _: True,
        parent: QObject | None = None,
    ) -> None:
        self.key, self.possible = key, possible
        self.chosen: set[str] = set()
        tick: Column[L] = Column(
            "",
            lambda line: self.key(line) not in self.chosen,
            lambda line: "gekozen" if self.key(line) in self.chosen else "",
            cell=self._tick,
            accessible=self._spoken,
            width=_TICK_WIDTH,
        )
        super().__init__((tick, *columns), parent)

    def toggle(self, rows: Sequence[int]) -> None:
        """Choose these rows, or let them go when all of them were chosen."""
        keys = {self.key(self.line(row)) for row in rows if self.possible(self.line(row))}
        self.choose((self.chosen - keys) if keys <= self.chosen else (self.chosen | keys))

    def choose(self, keys: set[str]) -> None:
        """Choose exactly these."""
        self.chosen = keys
        if self.rowCount():
            self.dataChanged.emit(self.index(0, 0), self.index(self.rowCount() - 1, self.columnCount() - 1))

    def _tick(self, line: L) -> TextCell:
        if not self.possible(line):
            return TextCell("", icon="lock", tone="mute")
        is_chosen = self.key(line) in self.chosen
        return TextCell("", icon="tick" if is_chosen else "box", tone="acc" if is_chosen else "mute")

    def _spoken(self, line: L) -> str:
        if not self.possible(line):
            return "kan niet gekozen worden"
        return "gekozen" if self.key(line) in self.chosen else "niet gekozen"


class ChoiceTable(TableView):
    """Space or a click on the tick chooses a row, Ctrl+A and space all; F2 or a double click asks to change
    one. Enter is left to the dialog."""

    toggled = Signal()
    change_asked = Signal(int)
    """The row to change."""

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(name, sortable=False, parent=parent)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Space:
            self._toggle(self.selected_rows())
        elif event.key() == Qt.Key.Key_F2 and self.current_row() >= 0:
            self.change_asked.emit(self.current_row())
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            event.ignore()
        else:
            super().keyPressEvent(event)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        super().mousePressEvent(event)
        index = self.indexAt(event.position().toPoint())
        if index.isValid() and index.column() == 0 and event.button() is Qt.MouseButton.LeftButton:
            self._toggle([index.row()])

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        index = self.indexAt(event.position().toPoint())
        if index.isValid() and index.column() > 0:
            self.change_asked.emit(index.row())

    def _toggle(self, rows: Sequence[int]) -> None:
        model = self.model()
        if isinstance(model, ChoiceModel) and rows:
            model.toggle(rows)
            self.toggled.emit()
