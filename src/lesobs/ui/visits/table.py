"""This file is the table of visits; in little room it keeps what one can't do without."""

from datetime import date

from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QWidget

from lesobs.ui.look import ROW_TWO_LINES
from lesobs.ui.models.table import TableModel
from lesobs.ui.visits.rows import COLUMNS, GIVEN_UP, VisitRow
from lesobs.ui.widgets.tables import TableView

_ROOM_FOR_NAME = 138


class VisitsTable(TableView):
    """Rows of visits, the newest first; keeps selection and scroll position when its rows change."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("Lesbezoeken", parent=parent)
        self.setSelectionMode(TableView.SelectionMode.SingleSelection)
        self.verticalHeader().setDefaultSectionSize(ROW_TWO_LINES)
        self.rows = TableModel[VisitRow](COLUMNS, self)
        self.set_model(self.rows, sorted_by=0, down=True)

    def current(self) -> VisitRow | None:
        """The row that has the keyboard."""
        row = self.current_row()
        return self.rows.line(row) if 0 <= row < self.rows.rowCount() else None

    def show_rows(self, rows: list[VisitRow], near: date | None = None) -> None:
        """Show other rows. The same visit stays selected; when it is gone, the one nearest to the day `near`
        is, without such a day the one in its place."""
        before, place = self.current(), self.current_row()
        scrolled = self.verticalScrollBar().value()
        self.rows.set_lines(rows)
        self.executeDelayedItemsLayout()  # the scroll bar still has the length of the rows before
        self.verticalScrollBar().setValue(scrolled)
        found = self.rows.row_of(lambda row: before is not None and row.visit.id == before.visit.id)
        if found < 0 and near is not None:
            self.select_near(near)
        else:
            self.select_row(found if found >= 0 else min(max(place, 0), len(rows) - 1))

    def select_visit(self, visit_id: str) -> bool:
        """Go to a visit; gives whether it is in the list."""
        row = self.rows.row_of(lambda row: row.visit.id == visit_id)
        if row >= 0:
            self.select_row(row)
        return row >= 0

    def select_near(self, day: date) -> None:
        """Go to the visit nearest to a day, with what comes before and after it around it."""
        lines = self.rows.lines()
        if lines:
            row = min(range(len(lines)), key=lambda row: abs((lines[row].visit.held_on - day).days))
            self.select_row(row)
            self.scrollTo(self.rows.index(row, 0), self.ScrollHint.PositionAtCenter)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """The row that has the keyboard stays in view when a message above takes room."""
        row = self.visualRect(self.currentIndex())
        in_view = row.isValid() and row.top() >= 0 and row.bottom() <= event.oldSize().height()
        super().resizeEvent(event)
        self._make_room(self.viewport().width())
        if in_view:
            self.scrollTo(self.currentIndex())

    def _make_room(self, width: int) -> None:
        needed = _ROOM_FOR_NAME + sum(column.width or 0 for column in COLUMNS)
        hidden = set()
        for title in GIVEN_UP:
            if needed <= width:
                break
            hidden.add(title)
            needed -= next(column.width or 0 for column in COLUMNS if column.title == title)
        for place, column in enumerate(COLUMNS):
            self.setColumnHidden(place, column.title in hidden)
