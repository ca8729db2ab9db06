"""This file is the card beside the teachers of a round: how many of each section were visited."""

from dataclasses import dataclass

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QPainter, QPen
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from lesobs.services.round_rows import SectionInRound
from lesobs.ui.look import font, theme
from lesobs.ui.models.lines import ListModel
from lesobs.ui.models.roles import Index, Role
from lesobs.ui.widgets.cards import Card
from lesobs.ui.widgets.marks import paint_box, paint_focus
from lesobs.ui.widgets.tables import ListView
from lesobs.ui.widgets.text import draw_text

WIDTH, _ROW, _BAR = 262, 38, 6


@dataclass(frozen=True, slots=True)
class SectionLine:
    """A section with its counts; without an id all sections together."""

    section: SectionInRound
    tooltip: str = "Toon alleen deze sectie"

    def spoken(self) -> str:
        one = self.section
        planned = f", {one.planned} gepland" if one.planned else ""
        return f"{one.name}: {one.visited} van {one.teachers} bezocht{planned}"


class SectionsCard(Card):
    """Choosing a section shows only its teachers; the first row shows them all."""

    chosen = Signal(object)
    """The id of a section, None for all."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("Per sectie", "bezocht", parent=parent)
        self.setFixedWidth(WIDTH)
        self.list = ListView("Bezocht per sectie")
        self.list.setItemDelegate(_Delegate(self.list))
        self._model = ListModel[SectionLine]()
        self.list.setModel(self._model)
        self.body.addWidget(self.list)
        self.list.clicked.connect(self._tell)
        self.list.activated.connect(self._tell)

    def show_sections(self, everybody: SectionInRound, sections: tuple[SectionInRound, ...]) -> None:
        """Show these sections below their sum."""
        self._model.set_lines([SectionLine(one) for one in (everybody, *sections)])

    def select(self, section_id: str | None) -> None:
        """Mark the section that is shown now, without telling it."""
        self.list.select_row(self._model.row_of(lambda line: line.section.id == (section_id or "")))

    def _tell(self, index: Index) -> None:
        self.chosen.emit(self._model.line(index).section.id or None)


class _Delegate(QStyledItemDelegate):
    """Name and count above a bar: solid what was visited, hollow what is planned."""

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        return QSize(WIDTH - 2, _ROW)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        line = index.data(Role.LINE)
        if not isinstance(line, SectionLine):
            return
        worn, box, one = theme(), QRectF(option.rect), line.section
        painter.save()
        if option.state & QStyle.StateFlag.State_Selected:
            painter.fillRect(box, worn.color("sel"))
        elif option.state & QStyle.StateFlag.State_MouseOver:
            painter.fillRect(box, worn.color("hover"))
        inside = box.adjusted(14, 5, -14, -7)
        words = QRectF(inside.left(), inside.top(), inside.width(), 17)
        count = f"{one.visited} van {one.teachers}"
        right = Qt.AlignmentFlag.AlignRight
        taken = draw_text(painter, words, count, font("secondary"), worn.color("mute"), right)
        name = words.adjusted(0, 0, -taken - 8, 0)
        draw_text(painter, name, one.name, font("small", not one.id), worn.color("ink"))
        track = QRectF(inside.left(), inside.bottom() - _BAR + 1, inside.width(), _BAR)
        paint_progress(painter, track, one, worn.color("acc"), worn.color("line2"))
        if option.state & QStyle.StateFlag.State_HasFocus:
            paint_focus(painter, box.adjusted(1, 1, -1, -1), 3)
        painter.restore()


def paint_progress(
    painter: QPainter, track: QRectF, one: SectionInRound, color: QColor, empty: QColor
) -> None:
    """Solid for the visited, hollow for the planned, a thin line for the rest."""
    middle = track.center().y()
    painter.fillRect(QRectF(track.left(), middle - 0.5, track.width(), 1), empty)
    each = track.width() / max(one.teachers, 1)
    done, ahead = each * one.visited, each * one.planned
    if one.planned:
        hollow = QRectF(track.left() + done, track.top(), ahead, track.height()).adjusted(
            0.5, 0.5, -0.5, -0.5
        )
        paint_box(painter, hollow, QPen(color, 1), theme().color("surf"), 2)
    if one.visited:
        paint_box(painter, QRectF(track.left(), track.top(), done, track.height()), None, color, 2)
