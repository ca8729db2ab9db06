"""This file is the painter of plain table cells: text, or a level, phase or chip where there is one."""

from dataclasses import dataclass

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPen
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem, QTableView

from lesobs.ui import icons
from lesobs.ui.look import ROW, Tone, font, theme
from lesobs.ui.models.roles import Index, Role
from lesobs.ui.widgets.marks import ChipKind, paint_box, paint_chip, paint_level, paint_phase
from lesobs.ui.widgets.text import draw_text, width_of

_State = QStyle.StateFlag


@dataclass(frozen=True)
class LevelCell:
    """A score 1–4, n.v.t. (0) or none (None)."""

    level: int | None


@dataclass(frozen=True)
class PhaseCell:
    """A phase by its letter, with words after it."""

    letter: str
    text: str = ""


@dataclass(frozen=True)
class ChipCell:
    """A chip."""

    text: str
    kind: ChipKind = "plain"
    icon: str | None = None


@dataclass(frozen=True)
class TextCell:
    """A strong name with its muted context, an icon before it or a tone."""

    text: str
    context: str = ""
    icon: str = ""
    tone: Tone = "ink"
    strong: bool = False


@dataclass(frozen=True)
class LinesCell:
    """Words with a quiet line below them, for rows of two lines."""

    text: str
    caption: str = ""
    tone: Tone = "ink"
    strong: bool = False


@dataclass(frozen=True)
class BarCell:
    """A part of a whole as a bar, 0 to 100, with its words behind it."""

    percent: int
    text: str


_BAR_WIDTH, _BAR_HEIGHT = 84, 8


class CellDelegate(QStyledItemDelegate):
    """Paints a row's ground, line and ring, and in each cell its text or one of the cells above."""

    hovered = -1
    """The row the pointer is over; -1 for none."""

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        cell = index.data(Role.CELL)
        text = str(index.data() or "")
        width = width_of(text, font("body"))
        if isinstance(cell, TextCell):
            width = width_of(cell.text, font("body", cell.strong)) + (24 if cell.icon else 0)
            width += width_of(f" · {cell.context}", font("body")) if cell.context else 0
        elif isinstance(cell, LinesCell):
            width = max(
                width_of(cell.text, font("body", cell.strong)), width_of(cell.caption, font("caption"))
            )
        elif isinstance(cell, ChipCell | PhaseCell | LevelCell):
            width = max(width, 22) + 40
        elif isinstance(cell, BarCell):
            width += _BAR_WIDTH + 10
        return QSize(round(width), ROW)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        painter.save()
        self._paint_ground(painter, option, index)
        box = QRectF(option.rect).adjusted(10, 0, -10, -1)
        middle, cell = box.center().y(), index.data(Role.CELL)
        if isinstance(cell, LevelCell):
            paint_level(
                painter, QRectF(self._start(box, index, 22), middle - 11, 22, 22), cell.level, theme()
            )
        elif isinstance(cell, PhaseCell):
            paint_phase(painter, QRectF(box.left(), middle - 10, 20, 20), cell.letter, theme())
            self._write(painter, box.adjusted(27, 0, 0, 0), index, TextCell(cell.text))
        elif isinstance(cell, ChipCell):
            if cell.text:
                paint_chip(painter, box.left(), middle, cell.text, cell.kind, cell.icon)
        elif isinstance(cell, LinesCell):
            self._write_lines(painter, box, cell)
        elif isinstance(cell, BarCell):
            self._paint_bar(painter, box, cell)
        else:
            plain = TextCell(" ".join(str(index.data() or "").split()))
            self._write(painter, box, index, cell if isinstance(cell, TextCell) else plain)
        painter.restore()

    def _paint_ground(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        worn, box, view = theme(), option.rect, option.widget
        if option.state & _State.State_Selected:
            painter.fillRect(box, worn.color("sel"))
        elif index.row() == self.hovered:
            painter.fillRect(box, worn.color("hover"))
        painter.fillRect(QRectF(box.left(), box.bottom(), box.width(), 1), worn.color("line"))
        if isinstance(view, QTableView) and view.hasFocus() and view.currentIndex().row() == index.row():
            accent = worn.color("acc")  # the ring goes around the whole row, so each cell paints its part
            painter.fillRect(QRectF(box.left(), box.top(), box.width(), 2), accent)
            painter.fillRect(QRectF(box.left(), box.bottom() - 1, box.width(), 2), accent)
            header = view.horizontalHeader()
            if header.visualIndex(index.column()) == 0:
                painter.fillRect(QRectF(box.left(), box.top(), 2, box.height()), accent)
            if header.logicalIndexAt(header.length() - 1) == index.column():
                painter.fillRect(QRectF(box.right() - 1, box.top(), 2, box.height()), accent)

    def _write(self, painter: QPainter, box: QRectF, index: Index, cell: TextCell) -> None:
        if cell.icon:
            icons.draw(painter, QRectF(box.left(), box.center().y() - 9, 18, 18), cell.icon, cell.tone)
            box = box.adjusted(25, 0, 0, 0)
        align = index.data(Qt.ItemDataRole.TextAlignmentRole) or Qt.AlignmentFlag.AlignLeft
        side = Qt.AlignmentFlag(align) & Qt.AlignmentFlag.AlignHorizontal_Mask
        at = draw_text(painter, box, cell.text, font("body", cell.strong), theme().color(cell.tone), side)
        if cell.context:
            rest = box.adjusted(at, 0, 0, 0)
            draw_text(painter, rest, f" · {cell.context}", font("body"), theme().color("mute"))

    def _write_lines(self, painter: QPainter, box: QRectF, cell: LinesCell) -> None:
        middle, tall = box.center().y(), bool(cell.caption)
        first = QRectF(box.left(), middle - (17 if tall else 9), box.width(), 18)
        draw_text(painter, first, cell.text, font("body", cell.strong), theme().color(cell.tone))
        if tall:
            second = QRectF(box.left(), middle + 1, box.width(), 15)
            draw_text(painter, second, cell.caption, font("caption"), theme().color("mute"))

    def _paint_bar(self, painter: QPainter, box: QRectF, cell: BarCell) -> None:
        """A track of a fixed width with its part filled, so that rows can be compared; then the words."""
        worn, middle = theme(), box.center().y()
        track = QRectF(box.left(), middle - _BAR_HEIGHT / 2, min(_BAR_WIDTH, box.width() / 2), _BAR_HEIGHT)
        paint_box(painter, track, QPen(worn.color("line2"), 1), worn.color("surf"), 2)
        if cell.percent:
            part = max(2.0, track.width() * min(cell.percent, 100) / 100)
            paint_box(
                painter, QRectF(track.left(), track.top(), part, _BAR_HEIGHT), None, worn.color("acc"), 2
            )
        words = box.adjusted(track.width() + 10, 0, 0, 0)
        draw_text(painter, words, cell.text, font("body"), worn.color("ink"))

    def _start(self, box: QRectF, index: Index, width: float) -> float:
        align = Qt.AlignmentFlag(index.data(Qt.ItemDataRole.TextAlignmentRole) or Qt.AlignmentFlag.AlignLeft)
        if align & Qt.AlignmentFlag.AlignHCenter:
            return box.center().x() - width / 2
        return box.right() - width if align & Qt.AlignmentFlag.AlignRight else box.left()
