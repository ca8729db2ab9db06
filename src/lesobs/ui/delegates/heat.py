"""This file is the cells of the heat map: a figure over its count in the colour of its band, or hidden."""

from dataclasses import dataclass

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPen
from PySide6.QtWidgets import QAbstractItemView, QStyle, QStyledItemDelegate, QStyleOptionViewItem

from lesobs.ui import icons
from lesobs.ui.look import Theme, font, theme
from lesobs.ui.models.roles import Index, Role
from lesobs.ui.widgets.marks import paint_box, paint_dashes, paint_hatch
from lesobs.ui.widgets.text import Run, draw_text, paint_wrapped, width_of, wrapped_height

HEAT_WIDTH, HEAT_HEIGHT = 40, 36
_CENTRE = Qt.AlignmentFlag.AlignHCenter
_LEADING = 2
"""The room between lines that two lines of a name may lack."""


@dataclass(frozen=True)
class HeatCell:
    """One figure. `large` stands over `small`; without a band it stands on the plain ground.

    `hidden` cells show nothing but a hatch and –; `sentence` makes it the explanation of a hidden row.
    """

    large: str = ""
    small: str = ""
    band: int | None = None
    hidden: bool = False
    sentence: str = ""


@dataclass(frozen=True)
class NameCell:
    """The name of a row, such as a section."""

    text: str


class HeatDelegate(QStyledItemDelegate):
    """Paints HeatCell and NameCell, and plain text for counts.

    `group_starts` are the columns with a gap before them, `total_row` the row under the double line.
    """

    def __init__(self, view: QAbstractItemView, group_starts: frozenset[int] = frozenset()) -> None:
        super().__init__(view)
        self.group_starts = group_starts
        self.total_row: int | None = None

    def sizeHint(self, _option: QStyleOptionViewItem, _index: Index) -> QSize:
        return QSize(HEAT_WIDTH, HEAT_HEIGHT)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        worn, box, cell = theme(), QRectF(option.rect), index.data(Role.CELL)
        painter.save()
        total = index.row() == self.total_row
        painter.fillRect(box, worn.color("surf"))
        if isinstance(cell, HeatCell) and cell.sentence:
            self._paint_sentence(painter, box, cell.sentence)
        elif isinstance(cell, HeatCell):
            self._paint_cell(painter, option, index, cell, total)
        else:
            self._paint_plain(painter, box, index, cell, total)
        if total:
            painter.fillRect(QRectF(box.left(), box.top(), box.width(), 2), worn.color("ctl"))
        elif not isinstance(cell, HeatCell) or cell.sentence:
            painter.fillRect(QRectF(box.left(), box.top(), box.width(), 1), worn.color("line"))
        painter.restore()

    def _paint_cell(
        self, painter: QPainter, option: QStyleOptionViewItem, index: Index, cell: HeatCell, total: bool
    ) -> None:
        worn = theme()
        wide = option.rect.width() >= HEAT_WIDTH
        gap = (5 if wide else 4) if index.column() in self.group_starts else 2
        inner = QRectF(option.rect).adjusted(gap, 2, 0, 0)
        if cell.hidden:
            paint_hatch(painter, inner, worn.color("sunk"), worn.color("hatch"), 6)
            patch = QRectF(inner.center().x() - 7, inner.center().y() - 8, 14, 16)
            painter.fillRect(patch, worn.color("sunk"))
            draw_text(painter, inner, "–", font("body"), worn.color("mute"), _CENTRE)
        else:
            self._paint_figure(painter, inner, cell, worn)
        if self._is_current(option, index):
            paint_box(painter, inner, QPen(worn.color("ink"), 2.5), None, 0)
            within = inner.adjusted(2.5, 2.5, -2.5, -2.5)  # else it is lost on a cell as dark as the ink
            paint_box(painter, within, QPen(worn.color("surf"), 1), None, 0)

    def _paint_figure(self, painter: QPainter, inner: QRectF, cell: HeatCell, worn: Theme) -> None:
        ground, ink = worn.band(cell.band) if cell.band else (worn.color("surf"), worn.color("ink"))
        painter.fillRect(inner, ground)
        if not cell.small:
            draw_text(painter, inner, cell.large, font("body", True), ink, _CENTRE)
            return
        upper = QRectF(inner.left(), inner.center().y() - 14, inner.width(), 16)
        lower = QRectF(inner.left(), inner.center().y() + 1, inner.width(), 12)
        draw_text(painter, upper, cell.large, font("body", True), ink, _CENTRE)
        small = cell.small
        if width_of(small, font("count")) > lower.width():  # `of bijna` is `bijna` where there is less room
            small = small.rpartition(" ")[2]
        draw_text(painter, lower, small, font("count"), ink, _CENTRE)

    def _paint_plain(self, painter: QPainter, box: QRectF, index: Index, cell: object, total: bool) -> None:
        worn = theme()
        if isinstance(cell, NameCell):
            view = self.parent()
            current = isinstance(view, QAbstractItemView) and view.currentIndex().row() == index.row()
            run = Run(cell.text, font("body", total or current), worn.color("ink"))
            inner = box.adjusted(10, 1, -6, 0)
            fits = width_of(cell.text, run.font) <= inner.width()
            if fits or wrapped_height([run], inner.width()) > inner.height() + _LEADING:
                draw_text(painter, inner, cell.text, run.font, worn.color("ink"))
            else:
                paint_wrapped(painter, inner, [run], centred=True)
            return
        draw_text(painter, box, str(index.data() or ""), font("secondary"), worn.color("ink"), _CENTRE)

    def _paint_sentence(self, painter: QPainter, box: QRectF, sentence: str) -> None:
        worn, plain = theme(), font("secondary")
        paint_hatch(painter, box, worn.color("sunk"), worn.color("holiday"), 6)
        width = min(box.width() - 12, width_of(sentence, plain) + 8 + 19 + 8)
        patch = QRectF(box.left() + 6, box.center().y() - 10, width, 20)
        painter.fillRect(patch, worn.color("sunk"))
        paint_dashes(painter, patch, worn.color("line2"))
        icons.draw(painter, QRectF(patch.left() + 8, patch.center().y() - 7.5, 15, 15), "hidden")
        draw_text(painter, patch.adjusted(27, 0, -6, 0), sentence, plain, worn.color("ink"))

    def _is_current(self, option: QStyleOptionViewItem, index: Index) -> bool:
        view = option.widget
        if isinstance(view, QAbstractItemView):
            current = view.currentIndex()
            return current.row() == index.row() and current.column() == index.column()
        return bool(option.state & QStyle.StateFlag.State_HasFocus)
