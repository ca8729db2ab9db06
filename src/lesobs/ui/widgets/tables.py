"""This file is the tables and lists in the style of the house, and the headers above tables."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import Any

from PySide6.QtCore import (
    QAbstractItemModel,
    QEvent,
    QItemSelectionModel,
    QModelIndex,
    QRect,
    QRectF,
    QSize,
    Qt,
)
from PySide6.QtGui import (
    QFocusEvent,
    QGuiApplication,
    QKeyEvent,
    QKeySequence,
    QPainter,
    QPaintEvent,
    QRegion,
    QResizeEvent,
)
from PySide6.QtWidgets import QAbstractItemView, QFrame, QHeaderView, QListView, QTableView, QWidget

from lesobs.ui import icons
from lesobs.ui.delegates.cells import CellDelegate
from lesobs.ui.look import ROW, font, theme
from lesobs.ui.models.roles import Index
from lesobs.ui.models.table import Column, TableModel
from lesobs.ui.widgets.text import draw_text, width_of

_Flag = Qt.AlignmentFlag


class Header(QHeaderView):
    """The quiet header of a table: muted words, a line below, an arrow where it is sorted."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(Qt.Orientation.Horizontal, parent)
        self.setSectionsClickable(True)
        self.setHighlightSections(False)
        self.setStretchLastSection(False)
        self.setMinimumSectionSize(28)
        self.setDefaultAlignment(_Flag.AlignLeft | _Flag.AlignVCenter)

    def sizeHint(self) -> QSize:
        return QSize(super().sizeHint().width(), 32)

    def paintSection(self, painter: QPainter, rect: QRect, section: int) -> None:
        worn = theme()
        painter.fillRect(rect, worn.color("surf"))
        painter.fillRect(QRect(rect.left(), rect.bottom(), rect.width(), 1), worn.color("line2"))
        model = self.model()
        title = str(model.headerData(section, Qt.Orientation.Horizontal) or "")
        align = model.headerData(section, Qt.Orientation.Horizontal, Qt.ItemDataRole.TextAlignmentRole)
        side = align if isinstance(align, Qt.AlignmentFlag) else _Flag.AlignLeft
        sorted_here = self.isSortIndicatorShown() and self.sortIndicatorSection() == section
        box = QRectF(rect).adjusted(10, 0, -10, -1)
        strong, color = font("secondary", True), worn.color("ink" if sorted_here else "mute")
        if sorted_here:
            box.setRight(box.right() - 16)
            words = min(width_of(title, strong), box.width())
            left = box.left() if side & _Flag.AlignLeft else box.right() - words
            sign = "up" if self.sortIndicatorOrder() == Qt.SortOrder.AscendingOrder else "down"
            icons.draw(painter, QRectF(left + words + 4, box.center().y() - 6, 12, 12), sign)
        draw_text(painter, box, title, strong, color, side & _Flag.AlignHorizontal_Mask)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self.viewport())
        worn = theme()
        painter.fillRect(self.viewport().rect(), worn.color("surf"))
        box = self.viewport().rect()
        painter.fillRect(QRect(0, box.bottom(), box.width(), 1), worn.color("line2"))
        painter.end()
        super().paintEvent(event)


class TableView(QTableView):
    """A table of lines: rows of 40 with a line below, whole rows selected, Ctrl+C copies them as a table.

    Enter and double click are `activated`. Call `set_model` to get the widths of the columns too.
    """

    def __init__(self, name: str, sortable: bool = True, parent: QWidget | None = None) -> None:
        """`name` is read aloud."""
        super().__init__(parent)
        self.setAccessibleName(name)
        self.setHorizontalHeader(Header(self))
        self.verticalHeader().hide()
        self.verticalHeader().setDefaultSectionSize(ROW)
        self.verticalHeader().setMinimumSectionSize(24)
        self._cells = CellDelegate(self)
        self.setItemDelegate(self._cells)
        self.setShowGrid(False)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setMouseTracking(True)
        self.setWordWrap(False)
        self.setCornerButtonEnabled(False)
        self.setTabKeyNavigation(False)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self._sortable = sortable
        self.entered.connect(lambda index: self._hover(index.row()))

    def set_model(self, model: TableModel[Any], sorted_by: int = -1, down: bool = False) -> None:
        """Show a model with the widths of its columns; `sorted_by` is the column it starts sorted by."""
        order = Qt.SortOrder.DescendingOrder if down else Qt.SortOrder.AscendingOrder
        self.horizontalHeader().setSortIndicator(sorted_by, order)
        self.setModel(model)
        self.setSortingEnabled(self._sortable)
        self.fit_columns()

    def fit_columns(self) -> None:
        """Give each column the width it asks for: pixels, 0 to stretch, None for what its words need."""
        model = self.model()
        columns: Sequence[Column[Any]] = getattr(model, "columns", ())
        for place, column in enumerate(columns):
            header = self.horizontalHeader()
            if column.width == 0:
                header.setSectionResizeMode(place, QHeaderView.ResizeMode.Stretch)
                continue
            header.setSectionResizeMode(place, QHeaderView.ResizeMode.Interactive)
            words = round(width_of(column.title, font("secondary", True))) + 40
            header.resizeSection(place, column.width or max(words, self.sizeHintForColumn(place) + 24))

    def current_row(self) -> int:
        """The row that has the keyboard, -1 when none has."""
        index = self.currentIndex()
        return index.row() if index.isValid() else -1

    def select_row(self, row: int) -> None:
        """Select one row and bring it into view; -1 selects nothing."""
        if row < 0:
            self.clearSelection()
            return
        index = self.model().index(row, 0)
        flags = QItemSelectionModel.SelectionFlag.ClearAndSelect | QItemSelectionModel.SelectionFlag.Rows
        self.selectionModel().setCurrentIndex(index, flags)
        self.scrollTo(index)

    def selected_rows(self) -> list[int]:
        """The selected rows from top to bottom."""
        return sorted({index.row() for index in self.selectionModel().selectedIndexes()})

    def copied(self) -> str:
        """The selected rows with the titles above, as lines of tab-separated text."""
        model = self.model()
        columns = [place for place in range(model.columnCount()) if not self.isColumnHidden(place)]
        rows = [[str(model.headerData(place, Qt.Orientation.Horizontal) or "") for place in columns]]
        rows += [
            [str(model.index(row, place).data() or "") for place in columns] for row in self.selected_rows()
        ]
        return "\n".join("\t".join(" ".join(cell.split()) for cell in row) for row in rows) + "\n"

    def leaveEvent(self, event: QEvent) -> None:
        super().leaveEvent(event)
        self._hover(-1)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.matches(QKeySequence.StandardKey.Copy) and self.selected_rows():
            QGuiApplication.clipboard().setText(self.copied())
            event.accept()
        else:
            super().keyPressEvent(event)

    def _hover(self, row: int) -> None:
        """The pointer is over a row; a row is one thing, so all of it is lit, not one cell."""
        if row != self._cells.hovered:
            for one in (row, self._cells.hovered):
                top, height = self.rowViewportPosition(one), self.rowHeight(one)
                self.viewport().update(0, top, self.viewport().width(), height)
            self._cells.hovered = row


class ListView(QListView):
    """A list whose lines a delegate paints; Enter and double click are `activated`."""

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        """`name` is read aloud."""
        super().__init__(parent)
        self.setAccessibleName(name)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setMouseTracking(True)
        self.setResizeMode(QListView.ResizeMode.Adjust)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self._fitted = False

    def fit_height(self) -> "ListView":
        """Be as high as all rows together, for short lists in a card that must not scroll by itself."""
        self._fitted = True
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFixedHeight(self._rows_height())
        return self

    def setModel(self, model: QAbstractItemModel | None) -> None:
        super().setModel(model)
        if model is None:
            return
        for changed in (model.modelReset, model.rowsInserted, model.dataChanged):
            changed.connect(lambda *_: self._refit())
        self._refit()

    def select_row(self, row: int) -> None:
        """Make a row the current one and bring it into view; -1 selects nothing."""
        index = self.model().index(row, 0) if row >= 0 else QModelIndex()
        self.setCurrentIndex(index)

    def current_row(self) -> int:
        """The row that has the keyboard, -1 when none has."""
        index = self.currentIndex()
        return index.row() if index.isValid() else -1

    def dataChanged(self, first: Index, last: Index, roles: Sequence[int] = ()) -> None:
        """Paint only the rows that changed; Qt would lay out and paint the whole list for each of them."""
        if any(self._is_higher(first.sibling(row, 0)) for row in range(first.row(), last.row() + 1)):
            super().dataChanged(first, last, roles)
        else:
            QAbstractItemView.dataChanged(self, first, last, roles)

    def _is_higher(self, row: Index) -> bool:
        """Whether a row asks for another height than it has, so that those below it have to move."""
        below = row.sibling(row.row() + 1, 0)
        end = self.visualRect(below).top() if below.isValid() else self._end_of_rows()
        return end - self.visualRect(row).top() != self.sizeHintForIndex(row).height()

    def _end_of_rows(self) -> int:
        return self.contentsSize().height() - self.verticalOffset()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the rows that are asked for; Qt would paint those between two of them too."""
        for part in event.region():  # type: ignore[attr-defined]
            super().paintEvent(QPaintEvent(part))

    @contextmanager
    def painting_from(self, row: int) -> Iterator[None]:
        """Within it lines may change from this row on; of those above it only what looks other is painted."""
        selected, ring = self._selected(), self._ring()
        with self._painting_later():
            yield
            self.executeDelayedItemsLayout()
        first = self.model().index(row, 0)
        top = self.visualRect(first).top() if first.isValid() else self._end_of_rows()
        below = QRegion(self.viewport().rect().adjusted(0, max(0, top), 0, 0))
        other = selected.xored(self._selected()).united(ring.xored(self._ring()))
        self.viewport().update(below.united(other))

    def focusInEvent(self, event: QFocusEvent) -> None:
        before = self._selected()
        with self._painting_later():
            super().focusInEvent(event)
        self.viewport().update(before.united(self._selected()).united(self._ring()))

    def focusOutEvent(self, event: QFocusEvent) -> None:
        with self._painting_later():
            super().focusOutEvent(event)
        self.viewport().update(self._selected().united(self._ring()))

    @contextmanager
    def _painting_later(self) -> Iterator[None]:
        """Qt's own wish to paint all of the list is left out within it, unless what is shown moves."""
        before = self._where()
        for part in (self, self.viewport()):
            part.setAttribute(Qt.WidgetAttribute.WA_UpdatesDisabled)
        try:
            yield
        finally:
            for part in (self, self.viewport()):
                part.setAttribute(Qt.WidgetAttribute.WA_UpdatesDisabled, False)
            if self._where() != before:
                self.viewport().update()

    def _where(self) -> tuple[int, QSize]:
        return self.verticalScrollBar().value(), self.viewport().size()

    def _selected(self) -> QRegion:
        model = self.selectionModel()
        return self.visualRegionForSelection(model.selection()) if model else QRegion()

    def _ring(self) -> QRegion:
        return QRegion(self.visualRect(self.currentIndex()))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.scheduleDelayedItemsLayout()
        self._refit()

    def _refit(self) -> None:
        if self._fitted and self.model() is not None:
            self.setFixedHeight(self._rows_height())

    def _rows_height(self) -> int:
        model = self.model()
        if model is None:
            return 0
        return sum(self.sizeHintForIndex(model.index(row, 0)).height() for row in range(model.rowCount()))
