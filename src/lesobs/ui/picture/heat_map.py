"""This file is the heat map: a row per group, a column per indicator, and the key to its colours."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from itertools import groupby

from PySide6.QtCore import QModelIndex, QRectF, QSignalBlocker, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QKeySequence, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QTableView, QWidget

from lesobs.domain.instrument import Part
from lesobs.domain.picture import Grouping, Picture, PictureIndicator, PictureRow, explain_hidden
from lesobs.services.picture_views import ROW_WORDS, PictureView, Told, told
from lesobs.ui.delegates.heat import HEAT_HEIGHT, HEAT_WIDTH, HeatCell, HeatDelegate, NameCell
from lesobs.ui.look import theme
from lesobs.ui.models.table import Column, TableModel
from lesobs.ui.widgets.labels import Label
from lesobs.ui.widgets.rotated import Group, RotatedHeader
from lesobs.ui.widgets.tables import TableView

COUNTS = 3
FIRST = 1 + COUNTS
"""The column of the first indicator: after the name and the three counts."""

LOWEST = 28
"""Rows get this low before the map scrolls: two lines of figures still fit."""

NAME_WIDTH, SMALL_NAME_WIDTH, NARROW_NAME_WIDTH = 154, 138, 120


@dataclass(frozen=True, slots=True)
class Shown:
    """A picture and how it is looked at: what its rows are, the view, and the day of looking."""

    picture: Picture
    rows: Grouping
    view: PictureView
    on: date

    def told(self, row: PictureRow, place: int) -> Told:
        """What the cell of this row and indicator says."""
        return told(self.view, row, row.cells[place], self.on)


class HeatMap(TableView):
    """Walk through it with the arrow keys; `current_changed` tells that another cell is in focus,
    `copied_all` that Ctrl+C was pressed."""

    current_changed = Signal()
    copied_all = Signal()

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

    def show_picture(self, shown: Shown) -> None:
        """Show another picture; the cell in focus stays in focus when it is still there."""
        before = self.chosen()
        picture = self._picture = shown.picture
        self._model = TableModel(_columns(shown))
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

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.matches(QKeySequence.StandardKey.Copy):
            self.copied_all.emit()
            event.accept()
        else:
            super().keyPressEvent(event)

    def keyboardSearch(self, search: str) -> None:
        """Typing the beginning of a name goes to that row, and stays at the same indicator."""
        if self._picture is None:  # keys may come before the first figures
            return
        column = self.currentIndex().column()
        with QSignalBlocker(self.selectionModel()):
            self.setCurrentIndex(self.currentIndex().siblingAtColumn(0))
            super().keyboardSearch(search)
            row = self.currentIndex().row()
        self.setCurrentIndex(self._model.index(row, column))

    def chosen(self) -> tuple[PictureRow, int] | None:
        """The row and the number of the indicator in focus."""
        index = self.currentIndex()
        if self._picture is None or not index.isValid():
            return None
        place = max(0, index.column() - FIRST)
        row = self._model.line(index.row())
        return (row, place) if place < len(row.cells) else None

    def choose(self, group: str, indicator: str) -> None:
        """Put the ring on the cell of a group and an indicator, by their keys, if it is there."""
        row = self._model.row_of(lambda line: line.group.key == group)
        keys = [one.key for one in self._picture.indicators] if self._picture is not None else []
        if row >= 0 and indicator in keys:
            self.setCurrentIndex(self._model.index(row, FIRST + keys.index(indicator)))

    def set_narrow(self, narrow: bool) -> None:
        """Codes instead of turned titles."""
        if narrow != self._narrow:
            self._narrow = narrow
            self._header.set_narrow(narrow)
            self._size()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._size()

    def _size(self) -> None:
        """The name takes what the cells leave; cells share what is left over, up to twice as wide."""
        if self._picture is None or not self._model.columnCount():
            return
        cells = len(self._picture.indicators)
        name, counts = NAME_WIDTH, 40
        if self._narrow or self.viewport().width() < name + COUNTS * counts + cells * HEAT_WIDTH:
            name, counts = (NARROW_NAME_WIDTH if self._narrow else SMALL_NAME_WIDTH), 30
        room = self.viewport().width() - name - COUNTS * counts
        width = max(34, min(HEAT_WIDTH * 2, room // max(1, cells)))
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
        row, column = self._first_figure()
        if before is not None:
            same = self._model.row_of(lambda line: line.group.key == before[0].group.key)
            row, column = (same if same >= 0 else 0), FIRST + before[1]
        column = min(column, self._model.columnCount() - 1)
        self.setCurrentIndex(self._model.index(row, column))

    def _first_figure(self) -> tuple[int, int]:
        """Where there is something to see; the first cell when there is nothing."""
        figures = (
            (row, FIRST + place)
            for row, line in enumerate(self._model.lines())
            for place, cell in enumerate(line.cells)
            if cell.tally is not None and cell.tally.scored
        )
        return next(figures, (0, FIRST))

    def _moved(self, current: QModelIndex, _before: QModelIndex) -> None:
        self._header.set_current(current.column() if current.column() >= FIRST else -1)
        self.viewport().update()
        self.current_changed.emit()


class HeatKey(QWidget):
    """What the colours of the heat map mean."""

    def __init__(self) -> None:
        super().__init__()
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(0, 0, 0, 0)
        self._row.setSpacing(6)
        self._about = Label(role="secondary", tone="mute")
        self._row.addWidget(self._about)
        self._bands: list[Label] = []
        for band in range(1, 6):
            words = Label(role="secondary")
            self._bands.append(words)
            self._row.addSpacing(6)
            self._row.addWidget(_Swatch(band))
            self._row.addWidget(words)
        self._row.addSpacing(12)
        self._small = Label(role="secondary", tone="mute").shrinkable()
        self._small.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        self._row.addWidget(self._small, 1)

    def set_narrow(self, narrow: bool) -> None:
        """Only the colours; a hidden row says itself why it is hidden."""
        self._small.setVisible(not narrow)

    def show_key(self, view: PictureView, smallest: int) -> None:
        """The colours of a view, and from how many teachers on there are figures."""
        self._about.setText(view.about)
        for label, words in zip(self._bands, view.bands, strict=True):
            label.setText(words)
        also = {PictureView.SHARE: " · n.v.t. telt niet mee", PictureView.SCORED: "", PictureView.LAST: ""}[
            view
        ]
        self._small.setText(f"gestreept: minder dan {smallest} docenten{also}")


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


def _count(
    title: str, code: str, number: Callable[[PictureRow], int | None], smallest: int
) -> Column[PictureRow]:
    few = f"< {smallest} doc."
    return Column[PictureRow](
        title,
        number,
        text=lambda row: few if row.hidden else str(number(row)),
        align="centre",
        title_tip=title.capitalize(),
        code=code,
    )


def _columns(shown: Shown) -> list[Column[PictureRow]]:
    smallest = shown.picture.smallest
    return [
        Column[PictureRow](
            ROW_WORDS[shown.rows].capitalize(),
            lambda row: row.group.name,
            cell=lambda row: NameCell(row.group.name),
            accessible=lambda row: f"{row.group.name}, {row.sentence}",
            tooltip=lambda row: f"{row.group.name}: {row.sentence}",
        ),
        _count("lessen", "les.", lambda row: row.lessons, smallest),
        _count("docenten", "doc.", lambda row: row.teachers, smallest),
        _count("waarnemers", "wnr.", lambda row: row.observers, smallest),
        *(_indicator(shown, place, one) for place, one in enumerate(shown.picture.indicators)),
    ]


def _indicator(shown: Shown, place: int, indicator: PictureIndicator) -> Column[PictureRow]:
    def spoken(row: PictureRow) -> str:
        """`Wiskunde, Nagaan en bijstellen: 3 van 12, 25 procent`; never a figure of a hidden cell."""
        return f"{row.group.name}, {indicator.title}: {shown.told(row, place).spoken}"

    def heat(row: PictureRow) -> HeatCell:
        if row.hidden:
            return HeatCell(sentence=explain_hidden(row, shown.picture.smallest))
        cell = shown.told(row, place)
        return HeatCell(cell.large, cell.small, cell.band, cell.hidden)

    gone = ", staat niet meer in een kijkwijzer" if indicator.retired else ""
    return Column[PictureRow](
        indicator.title,
        lambda row: shown.told(row, place).large,
        cell=heat,
        accessible=spoken,
        tooltip=spoken,
        title_tip=f"{indicator.code} {indicator.title}{gone}",
        code=indicator.code,
        width=HEAT_WIDTH,
    )
