"""This file is the agenda: activities and planned visits in a table, grouped by how soon they come."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from PySide6.QtCore import QPoint, QRectF, Qt, Signal, SignalInstance
from PySide6.QtGui import QContextMenuEvent, QKeyEvent, QPainter
from PySide6.QtWidgets import QStyleOptionViewItem, QWidget

from lesobs.domain import dutch
from lesobs.domain.visit import VisitState, is_missed
from lesobs.services.calendar import ActivityLine
from lesobs.services.round_rows import PlannedVisit
from lesobs.ui.calendar.wording import about, one_line, status_chip, tip
from lesobs.ui.delegates.cells import CellDelegate, ChipCell, PhaseCell, TextCell
from lesobs.ui.look import font, theme
from lesobs.ui.models.roles import Index, Role
from lesobs.ui.models.table import Column, TableModel
from lesobs.ui.widgets.tables import TableView
from lesobs.ui.widgets.text import draw_text

GROUPS = ("Over tijd", "Deze week", "Komende twee weken", "Later", "Klaar of vervallen")
HEADING_HEIGHT = 32


@dataclass(frozen=True, slots=True)
class AgendaLine:
    """An activity or planned visit in its group, or the heading of a group with how many it has of each."""

    group: int
    activity: ActivityLine | None = None
    visit: PlannedVisit | None = None
    count: int = 0
    visits: int = 0

    @property
    def id(self) -> str:
        """Of the activity or the visit; a heading has none."""
        return self.activity.id if self.activity else self.visit.id if self.visit else ""


def group_of(line: ActivityLine, today: date) -> int:
    """The place in GROUPS: what is late, what runs or starts this week, in two weeks, later, or is over."""
    if not line.status.open:
        return 4
    if line.overdue:
        return 0
    return _soon(line.starts_on, today)


def _soon(day: date, today: date) -> int:
    this_week = today + timedelta(days=6 - today.weekday())
    return 1 if day <= this_week else 2 if day <= this_week + timedelta(weeks=2) else 3


class AgendaModel(TableModel[AgendaLine]):
    """Sorts within the groups; their headings stay where they are."""

    def __init__(self) -> None:
        super().__init__(_columns())

    def flags(self, index: Index) -> Qt.ItemFlag:
        if index.isValid() and not self.line(index).id:
            return Qt.ItemFlag.ItemNeverHasChildren
        return super().flags(index)

    def _order(self, column: int, order: Qt.SortOrder) -> None:
        headings = [line for line in self._lines if not line.id]
        self._lines = [line for line in self._lines if line.id]
        super()._order(column, order)
        self._lines = [
            line
            for heading in headings
            for line in (heading, *(line for line in self._lines if line.group == heading.group))
        ]


class _Delegate(CellDelegate):
    """Paints the headings of the groups besides the cells."""

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        line = index.data(Role.LINE)
        if not isinstance(line, AgendaLine) or line.id:
            super().paint(painter, option, index)
            return
        worn, box = theme(), QRectF(option.rect)
        painter.fillRect(box, worn.color("sunk"))
        painter.fillRect(QRectF(box.left(), box.bottom(), box.width(), 1), worn.color("line"))
        tone = worn.color("attention" if line.group == 0 else "ink")
        space = box.adjusted(10, 0, -10, 0)
        at = draw_text(painter, space, GROUPS[line.group], font("small", True), tone)
        draw_text(
            painter, space.adjusted(at + 10, 0, 0, 0), _counted(line), font("caption"), worn.color("mute")
        )


class AgendaView(TableView):
    """Signals as the planner has them."""

    selected = Signal(str)
    show_asked = Signal(str)
    opened = Signal(str)
    menu_asked = Signal(str, QPoint)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("Agenda", parent=parent)
        self._model = AgendaModel()
        self.setItemDelegate(_Delegate(self))
        self.setSelectionMode(TableView.SelectionMode.SingleSelection)
        self.set_model(self._model)
        self._model.layoutChanged.connect(self._span_headings)
        self.activated.connect(lambda index: self._tell(self.opened, index))
        self.clicked.connect(lambda index: self._tell(self.show_asked, index))
        self.selectionModel().currentRowChanged.connect(lambda index, _: self._tell(self.selected, index))

    def show_lines(
        self, lines: Sequence[ActivityLine], today: date, visits: Sequence[PlannedVisit] = ()
    ) -> None:
        """Show these activities and planned visits; what was chosen and how it was sorted stay."""
        chosen, down = self.selected_id(), self.verticalScrollBar().value()
        members = [AgendaLine(group_of(line, today), line) for line in lines]
        members += [AgendaLine(_group_of_visit(visit, today), visit=visit) for visit in visits]
        members.sort(key=_first_day)
        shown = []
        for place in range(len(GROUPS)):
            mine = [line for line in members if line.group == place]
            count = sum(line.activity is not None for line in mine)
            if mine:
                shown += [AgendaLine(place, count=count, visits=len(mine) - count), *mine]
        blocked = self.blockSignals(True)
        self.selectionModel().blockSignals(True)
        self._model.set_lines(shown)
        self._span_headings()
        self.select(chosen)
        self.selectionModel().blockSignals(False)
        self.blockSignals(blocked)
        self.verticalScrollBar().setValue(down)

    def selected_id(self) -> str:
        row = self.current_row()
        return self._model.line(row).id if 0 <= row < self._model.rowCount() else ""

    def select(self, activity_id: str) -> None:
        """Choose an activity and bring it into view."""
        self.select_row(self._model.row_of(lambda line: bool(line.id) and line.id == activity_id))

    def set_narrow(self, narrow: bool) -> None:
        """Leave out the standard."""
        self.setColumnHidden(3, narrow)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Space and self.selected_id():
            self.show_asked.emit(self.selected_id())
        else:
            super().keyPressEvent(event)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        if chosen := self.selected_id():
            by_key = event.reason() == QContextMenuEvent.Reason.Keyboard
            at = self.visualRect(self.currentIndex()).bottomLeft() if by_key else event.pos()
            self.menu_asked.emit(chosen, self.viewport().mapToGlobal(at))

    def _tell(self, signal: SignalInstance, index: Index) -> None:
        if index.isValid() and (chosen := self._model.line(index).id):
            signal.emit(chosen)

    def _span_headings(self) -> None:
        self.clearSpans()
        for row, line in enumerate(self._model.lines()):
            heading = not line.id
            self.setRowHeight(row, HEADING_HEIGHT if heading else 40)
            if heading:
                self.setSpan(row, 0, 1, self._model.columnCount())


def _group_of_visit(visit: PlannedVisit, today: date) -> int:
    """As for activities; a plan of the past is late."""
    return 0 if is_missed(visit.state, visit.held_on, today) else _soon(visit.held_on, today)


def _first_day(line: AgendaLine) -> tuple[date, int]:
    """Visits come after the activities that begin on their day, in the order of their hours."""
    if line.visit is not None:
        return line.visit.held_on, 1 + (line.visit.lesson_hour or 0)
    return line.activity.starts_on if line.activity else date.min, 0


def _counted(heading: AgendaLine) -> str:
    """`3 activiteiten en 8 lesbezoeken`."""
    activities = dutch.count(heading.count, "activiteit", "activiteiten")
    visits = dutch.count(heading.visits, "lesbezoek", "lesbezoeken")
    return dutch.listed([activities] * bool(heading.count) + [visits] * bool(heading.visits))


def _columns() -> list[Column[AgendaLine]]:
    return [
        _column(
            "Activiteit",
            lambda line: line.title,
            lambda line: PhaseCell(line.phase.letter, one_line(line.title)),
            lambda visit: TextCell(
                f"Lesbezoek bij {visit.teacher}",
                f"{visit.section} {visit.class_group}".strip(),
                "visit",
                "mute",
            ),
            lambda line: tip(about(line)),
            width=0,
        ),
        _column(
            "Periode",
            lambda line: (line.starts_on, line.ends_on),
            _period,
            _moment,
            lambda line: dutch.period(line.starts_on, line.ends_on),
            width=176,
        ),
        _column(
            "Eigenaar",
            lambda line: line.owner or None,
            _owner,
            lambda visit: TextCell(visit.observers),
            width=150,
        ),
        _column(
            "Standaard",
            lambda line: line.standard,
            lambda line: TextCell(line.standard),
            lambda _: TextCell(""),
            width=96,
        ),
        _column("Status", lambda line: line.status.word, _status, _visit_status, width=124),
    ]


def _column(
    title: str,
    value: Callable[[ActivityLine], object],
    cell: Callable[[ActivityLine], object],
    visit_cell: Callable[[PlannedVisit], object],
    tooltip: Callable[[ActivityLine], str] | None = None,
    width: int | None = None,
) -> Column[AgendaLine]:
    """A column of activities and visits; on the line of a heading it only knows the name of the group."""

    def shown(line: AgendaLine) -> object:
        if line.visit is not None:
            return visit_cell(line.visit)
        return cell(line.activity) if line.activity else None

    def text(line: AgendaLine) -> str:
        return str(getattr(shown(line), "text", "")) if line.id else GROUPS[line.group]

    def sorted_by(line: AgendaLine) -> object:
        if line.activity is not None:
            return value(line.activity)
        if line.visit is not None and title == "Periode":
            return (line.visit.held_on, line.visit.held_on)
        return text(line) or None

    return Column(
        title,
        value=sorted_by,
        text=text,
        cell=shown,
        tooltip=lambda line: tooltip(line.activity) if line.activity and tooltip else "",
        width=width,
    )


def _period(line: ActivityLine) -> TextCell:
    """The years are known from the page, but not for what lasts longer; that leaves out the weekdays."""
    if (line.ends_on - line.starts_on).days > 300:
        first, last = (
            f"{day.day} {dutch.MONTHS[day.month - 1]} {day.year}" for day in (line.starts_on, line.ends_on)
        )
        return TextCell(f"{first} – {last}")
    first = dutch.day(line.starts_on, year=False)
    same = line.starts_on == line.ends_on
    return TextCell(first if same else f"{first} – {dutch.day(line.ends_on, year=False)}")


def _owner(line: ActivityLine) -> TextCell:
    return TextCell(line.owner) if line.owner else TextCell("nog niemand", tone="attention")


def _status(line: ActivityLine) -> ChipCell:
    if line.overdue:
        return ChipCell("over tijd", "attention")
    return ChipCell(*status_chip(line))


def _moment(visit: PlannedVisit) -> TextCell:
    hour = f", les {visit.lesson_hour}" if visit.lesson_hour else ""
    return TextCell(f"{dutch.day(visit.held_on, year=False)}{hour}")


def _visit_status(visit: PlannedVisit) -> ChipCell:
    return ChipCell(visit.state.word, "info" if visit.state is VisitState.BUSY else "plain")
