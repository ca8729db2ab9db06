"""This file is the list row: icon, name and context, a caption below, and a figure or button at the right."""

from dataclasses import dataclass

from PySide6.QtCore import QAbstractItemModel, QEvent, QModelIndex, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QCursor, QMouseEvent, QPainter, QPen
from PySide6.QtWidgets import QAbstractItemView, QStyle, QStyledItemDelegate, QStyleOptionViewItem

from lesobs.ui import icons
from lesobs.ui.look import ROW, ROW_TWO_LINES, FontRole, font, theme
from lesobs.ui.models.roles import Index, Role
from lesobs.ui.widgets.marks import ChipKind, chip_width, paint_box, paint_chip, paint_focus, paint_phase
from lesobs.ui.widgets.text import draw_text, width_of

_State = QStyle.StateFlag
_RIGHT = Qt.AlignmentFlag.AlignRight


@dataclass(frozen=True)
class RowLine:
    """One row of a list. `key` is the page's own; `figure` is large, between `before` and `after`."""

    key: object
    title: str
    context: str = ""
    caption: str = ""
    icon: str = ""
    phase: str = ""
    before: str = ""
    figure: str = ""
    after: str = ""
    attention: bool = False
    chip: str = ""
    chip_kind: ChipKind = "plain"
    action: str = ""
    tooltip: str = ""

    def spoken(self) -> str:
        """The row as it is read aloud."""
        figure = f"{self.before} {self.figure} {self.after}".strip()
        button = f"Enter: {self.action}" if self.action else ""
        parts = (self.title, self.context, self.caption, figure, self.chip, button)
        return ", ".join(" ".join(part.split()) for part in parts if part)


class RowDelegate(QStyledItemDelegate):
    """Paints RowLine; `pressed` tells that the button of a row was clicked."""

    pressed = Signal(QModelIndex)

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        line = index.data(Role.LINE)
        return QSize(200, ROW_TWO_LINES if isinstance(line, RowLine) and line.caption else ROW)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        line, worn = index.data(Role.LINE), theme()
        if not isinstance(line, RowLine):
            return
        painter.save()
        box = QRectF(option.rect)
        if option.state & _State.State_Selected:
            painter.fillRect(box, worn.color("sel"))
        elif option.state & _State.State_MouseOver:
            painter.fillRect(box, worn.color("hover"))
        if index.row() < index.model().rowCount() - 1:
            painter.fillRect(QRectF(box.left(), box.bottom() - 1, box.width(), 1), worn.color("line"))
        inner = box.adjusted(14, 0, -14, -1)
        right = self._paint_right(painter, inner, line, option)
        left = self._paint_sign(painter, inner, line)
        self._paint_words(painter, QRectF(left, inner.top(), right - left - 8, inner.height()), line)
        if option.state & _State.State_HasFocus:
            paint_focus(painter, box)
        painter.restore()

    def editorEvent(
        self, event: QEvent, model: QAbstractItemModel, option: QStyleOptionViewItem, index: Index
    ) -> bool:
        """A click on the painted button."""
        line = index.data(Role.LINE)
        if isinstance(event, QMouseEvent) and isinstance(line, RowLine) and line.action:
            on_button = self._button(QRectF(option.rect).adjusted(14, 0, -14, -1), line).contains(
                event.position()
            )
            if event.type() == QEvent.Type.MouseButtonRelease and on_button:
                self.pressed.emit(model.index(index.row(), index.column()))
            return on_button
        return super().editorEvent(event, model, option, index)

    def _paint_sign(self, painter: QPainter, inner: QRectF, line: RowLine) -> float:
        """The icon or phase letter; gives where the words start."""
        middle = inner.center().y()
        if line.phase:
            paint_phase(painter, QRectF(inner.left(), middle - 10, 20, 20), line.phase, theme())
            return inner.left() + 30
        if line.icon:
            icons.draw(painter, QRectF(inner.left(), round(middle - 9), 18, 18), line.icon)
            return inner.left() + 28
        return inner.left()

    def _paint_words(self, painter: QPainter, space: QRectF, line: RowLine) -> None:
        worn = theme()
        first = space
        if line.caption:
            first = QRectF(space.left(), space.center().y() - 17, space.width(), 18)
            second = QRectF(space.left(), space.center().y() + 1, space.width(), 15)
            draw_text(painter, second, line.caption, font("caption"), worn.color("mute"))
        at = draw_text(painter, first, line.title, font("body", True), worn.color("ink"))
        if line.context:
            rest = first.adjusted(at, 0, 0, 0)
            draw_text(painter, rest, f" · {line.context}", font("body"), worn.color("mute"))

    def _paint_right(
        self, painter: QPainter, inner: QRectF, line: RowLine, option: QStyleOptionViewItem
    ) -> float:
        """Button, chip and figure from the right; gives where they start."""
        right = inner.right()
        if line.action:
            button = self._button(inner, line)
            self._paint_button(painter, button, line.action, option)
            right = button.left() - 10
        if line.chip:
            right -= chip_width(line.chip, line.chip_kind)
            paint_chip(painter, right, inner.center().y(), line.chip, line.chip_kind)
            right -= 10
        if line.figure or line.after:
            right = self._paint_figure(
                painter, QRectF(inner.left(), inner.top(), right - inner.left(), inner.height()), line
            )
        return right

    def _paint_figure(self, painter: QPainter, space: QRectF, line: RowLine) -> float:
        color = theme().color("attention" if line.attention else "ink")
        right = space.right()
        words: tuple[tuple[str, FontRole, float], ...] = (
            (f" {line.after}" if line.after else "", "body", 0.0),
            (line.figure, "figure", -1.0),
            (f"{line.before} " if line.before else "", "body", 0.0),
        )
        for text, role, lift in words:
            chosen = font(role)
            width = width_of(text, chosen)
            draw_text(
                painter,
                QRectF(right - width, space.top() + lift, width + 1, space.height()),
                text,
                chosen,
                color,
            )
            right -= width
        return right - 10

    def _button(self, inner: QRectF, line: RowLine) -> QRectF:
        width = width_of(line.action, font("small")) + 22
        return QRectF(inner.right() - width, inner.center().y() - 14, width, 28)

    def _paint_button(
        self, painter: QPainter, where: QRectF, words: str, option: QStyleOptionViewItem
    ) -> None:
        worn, view = theme(), option.widget
        over = isinstance(view, QAbstractItemView) and where.contains(
            view.viewport().mapFromGlobal(QCursor.pos())
        )
        ground = QColor(worn.hover if over and option.state & _State.State_MouseOver else worn.surf)
        paint_box(painter, where, None, ground, 4)
        paint_box(painter, where, QPen(worn.color("ctl"), 1), None, 4)
        draw_text(painter, where, words, font("small"), worn.color("ink"), Qt.AlignmentFlag.AlignHCenter)
