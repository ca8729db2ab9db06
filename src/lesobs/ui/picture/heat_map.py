"""This file is the heat map: a row per group, a column per indicator, and the key to its colours."""

from collections.abc import Callable
from itertools import groupby

from PySide6.QtCore import QModelIndex, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QTableView, QWidget

from lesobs.domain.instrument import Part
from lesobs.domain.picture import Picture, PictureIndicator, PictureRow, explain_hidden
from lesobs.ui.delegates.heat import HEAT_HEIGHT, HEAT_WIDTH, HeatCell, HeatDelegate, NameCell
from lesobs.ui.look import theme
from lesobs.ui.models.table import Column, TableModel
from lesobs.ui.widgets.labels import Label
from lesobs.ui.widgets.rotated import Group, RotatedHeader
from lesobs.ui.widgets.tables import TableView

COUNTS = 3
FIRST = 1 + COUNTS
"""The column of the first indicator: after the name and the three counts."""

LOWEST = 31
"""Rows get this low before the map scrolls: two lines of figures still fit."""

NAME_WIDTH, NARROW_NAME_WIDTH = 154, 120
BANDS = ("tot 20", "tot 40", "tot 60", "tot 80", "80 en hoger")


class HeatMap(TableView):
    """Walk through it with the arrow keys; `current_changed` tells that another cell is in focus."""

    current_changed = Signal()

    def __init__(self) -> None:
        super().__init__("Sectiebeeld", sortable=False)
        self._picture: Picture | None = None
        self._narrow = False
        self._header = RotatedHeader(flat=1, counts=COUNTS)
        self._model: TableModel[PictureRow] = TableModel([])
        self.setHorizontalHeader(self._header)
        self._delegate = HeatDelegate(self)
        self.setItemDelegate(self._delegate)
        self.setSelectionMode(QTableView.SelectionMode.NoSelection)
        self.setSelectionBehavior(QTableView.SelectionBehavior.SelectItems)
        self.setProperty("kind", "card")

    def show_picture(self, picture: Picture, *, by_cluster: bool) -> None:
        """Show another picture; the cell in focus stays in focus when it is still there."""
        before = self.chosen()
        self._picture = picture
        self._model = TableModel(self._columns(picture, by_cluster))
        self._model.set_lines([*picture.rows, picture.total])
        self._delegate.total_row = len(picture.rows)
        groups = _groups(picture)
        self._delegate.group_starts = frozenset(group.first for group in groups[1:])
        self.setModel(self._model)
        self.selectionModel().currentChanged.connect(self._moved)
        self._header.set_groups(groups)
        self._size()
        self._span_hidden()
        self._focus(before)

    def chosen(self) -> tuple[PictureRow, int] | None:
        """The row and the number of the indicator in focus."""
        index = self.currentIndex()
        if self._picture is None or not index.isValid():
            return None
        place = max(0, index.column() - FIRST)
        row = self._model.line(index.row())
        return (row, place) if place < len(row.cells) else None

    def set_narrow(self, narrow: bool) -> None:
        """Codes instead of turned titles."""
        if narrow != self._narrow:
            self._narrow = narrow
            self._header.set_narrow(narrow)
            self._size()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._size()

    def _columns(self, picture: Picture, by_cluster: bool) -> list[Column[PictureRow]]:
        columns = [
            Column[PictureRow](
                "Cluster" if by_cluster else "Sectie",
                lambda row: row.group.name,
                cell=lambda row: NameCell(row.group.name),
                accessible=lambda row: f"{row.group.name}, {row.sentence}",
            ),
            _count("lessen", lambda row: row.lessons, picture.smallest),
            _count("docenten", lambda row: row.teachers, picture.smallest),
            _count("waarnemers", lambda row: row.observers, picture.smallest),
        ]
        columns += [_indicator(place, one, picture.smallest) for place, one in enumerate(picture.indicators)]
        return columns

    def _size(self) -> None:
        """The name takes what the cells leave; cells share what is left over, up to half as wide again."""
        if self._picture is None or not self._model.columnCount():
            return
        name = NARROW_NAME_WIDTH if self._narrow else NAME_WIDTH
        counts = 30 if self._narrow else 40
        cells = len(self._picture.indicators)
        room = self.viewport().width() - name - COUNTS * counts
        width = max(34, min(round(HEAT_WIDTH * 1.5), room // max(1, cells)))
        self.setColumnWidth(0, max(name, min(240, self.viewport().width() - COUNTS * counts - cells * width)))
        for column in range(1, FIRST):
            self.setColumnWidth(column, counts)
        for column in range(FIRST, FIRST + cells):
            self.setColumnWidth(column, width)
        rows = self._model.rowCount()
        height = max(LOWEST, min(HEAT_HEIGHT, self.viewport().height() // max(1, rows)))
        for row in range(rows):
            self.setRowHeight(row, height)

    def _span_hidden(self) -> None:
        self.clearSpans()
        assert self._picture is not None
        for place, row in enumerate((*self._picture.rows, self._picture.total)):
            if row.hidden:
                self.setSpan(place, 1, 1, COUNTS)
                if self._picture.indicators:
                    self.setSpan(place, FIRST, 1, len(self._picture.indicators))

    def _focus(self, before: tuple[PictureRow, int] | None) -> None:
        row, column = 0, FIRST
        if before is not None:
            same = self._model.row_of(lambda line: line.group.key == before[0].group.key)
            row, column = (same if same >= 0 else 0), FIRST + before[1]
        column = min(column, self._model.columnCount() - 1)
        self.setCurrentIndex(self._model.index(row, column))
        self._moved(self.currentIndex(), QModelIndex())

    def _moved(self, current: QModelIndex, _before: QModelIndex) -> None:
        self._header.set_current(current.column() if current.column() >= FIRST else -1)
        self.viewport().update()
        self.current_changed.emit()


class HeatKey(QWidget):
    """What the colours of the heat map mean."""

    def __init__(self) -> None:
        super().__init__()
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(6)
        row.addWidget(Label("% op 3 of 4", "secondary", "mute"))
        for band, words in enumerate(BANDS, start=1):
            row.addSpacing(6)
            row.addWidget(_Swatch(band))
            row.addWidget(Label(words, "secondary"))
        row.addSpacing(12)
        self._small = Label(role="secondary", tone="mute").shrinkable()
        self._small.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        row.addWidget(self._small, 1)

    def set_narrow(self, narrow: bool) -> None:
        """Only the colours; a hidden row says itself why it is hidden."""
        self._small.setVisible(not narrow)

    def show_smallest(self, smallest: int) -> None:
        self._small.setText(f"gestreept: minder dan {smallest} docenten · n.v.t. telt niet mee")


class _Swatch(QWidget):
    """One colour of the key."""

    def __init__(self, band: int) -> None:
        super().__init__()
        self._band = band
        self.setFixedSize(QSize(26, 14))

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.fillRect(QRectF(self.rect()), theme().band(self._band)[0])
        painter.setPen(theme().color("line"))
        painter.drawRect(self.rect().adjusted(0, 0, -1, -1))


def _groups(picture: Picture) -> list[Group]:
    """The parts over the indicators, in the order of the columns."""
    found, first = [], FIRST
    for part, members in groupby(picture.indicators, key=lambda indicator: indicator.part):
        number = len(list(members))
        found.append(Group(part, Part(part).title, first, number))
        first += number
    return found


def _count(title: str, number: Callable[[PictureRow], int | None], smallest: int) -> Column[PictureRow]:
    few = f"< {smallest} doc."
    return Column[PictureRow](
        title, number, text=lambda row: few if row.hidden else str(number(row)), align="centre"
    )


def _indicator(place: int, indicator: PictureIndicator, smallest: int) -> Column[PictureRow]:
    return Column[PictureRow](
        indicator.title,
        lambda row: _percent(row, place),
        cell=lambda row: _heat(row, place, smallest),
        accessible=lambda row: _spoken(row, place, indicator.title),
        tooltip=lambda row: _spoken(row, place, indicator.title),
        title_tip=f"{indicator.code} {indicator.title}",
        code=indicator.code,
        width=HEAT_WIDTH,
    )


def _percent(row: PictureRow, place: int) -> int | None:
    tally = row.cells[place].tally
    return tally.percent if tally is not None else None


def _heat(row: PictureRow, place: int, smallest: int) -> HeatCell:
    if row.hidden:
        return HeatCell(sentence=explain_hidden(row, smallest))
    return HeatCell.of(row.cells[place])


def _spoken(row: PictureRow, place: int, title: str) -> str:
    """`Wiskunde, Nagaan en bijstellen: 3 van 12, 25 procent`; never a figure of a hidden cell."""
    cell = row.cells[place]
    tally = cell.tally
    if tally is None:
        return f"{row.group.name}, {title}: {cell.words or 'geen cijfers, te weinig docenten'}"
    if not tally.scored:
        return f"{row.group.name}, {title}: niet gescoord"
    return f"{row.group.name}, {title}: {tally.high} van {tally.scored}, {tally.percent} procent"
