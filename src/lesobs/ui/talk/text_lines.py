"""This file is lists of whole sentences: each row as high as its words, a quiet line and a chip below."""

from dataclasses import dataclass

from PySide6.QtCore import QRectF, QSize
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QAbstractItemView, QStyle, QStyledItemDelegate, QStyleOptionViewItem

from lesobs.ui.look import font, theme
from lesobs.ui.models.roles import Index, Role
from lesobs.ui.widgets.marks import ChipKind, chip_width, paint_chip, paint_focus
from lesobs.ui.widgets.text import Run, draw_text, paint_wrapped, wrapped_height

_SIDE, _TOP, _FOOT = 14, 9, 22
_State = QStyle.StateFlag


@dataclass(frozen=True, slots=True)
class TextLine:
    """A sentence; `caption` and `chip` stand in a line below it."""

    key: str
    text: str
    caption: str = ""
    chip: str = ""
    chip_kind: ChipKind = "plain"

    def spoken(self) -> str:
        return ", ".join(part for part in (self.text, self.chip, self.caption) if part)


class TextDelegate(QStyledItemDelegate):
    """Paints TextLine."""

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        line, view = index.data(Role.LINE), option.widget
        if not isinstance(line, TextLine):
            return QSize(120, 40)
        width = view.viewport().width() if isinstance(view, QAbstractItemView) else option.rect.width()
        words = wrapped_height([_run(line)], width - 2 * _SIDE)
        return QSize(120, round(words) + 2 * _TOP + (_FOOT if line.caption or line.chip else 0))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        line, worn, box = index.data(Role.LINE), theme(), QRectF(option.rect)
        if not isinstance(line, TextLine):
            return
        painter.save()
        if option.state & _State.State_Selected:
            painter.fillRect(box, worn.color("sel"))
        elif option.state & _State.State_MouseOver:
            painter.fillRect(box, worn.color("hover"))
        painter.fillRect(QRectF(box.left(), box.bottom() - 1, box.width(), 1), worn.color("line"))
        space = box.adjusted(_SIDE, _TOP, -_SIDE, 0)
        words = paint_wrapped(painter, space, [_run(line)])
        self._paint_foot(painter, space.adjusted(0, words, 0, 0), line)
        if option.state & _State.State_HasFocus:
            paint_focus(painter, box)
        painter.restore()

    def _paint_foot(self, painter: QPainter, space: QRectF, line: TextLine) -> None:
        left, middle = space.left(), space.top() + 15
        if line.chip:
            paint_chip(painter, left, middle, line.chip, line.chip_kind)
            left += chip_width(line.chip, line.chip_kind) + 8
        if line.caption:
            room = QRectF(left, middle - 10, space.right() - left, 20)
            draw_text(painter, room, line.caption, font("secondary"), theme().color("mute"))


def _run(line: TextLine) -> Run:
    return Run(" ".join(line.text.split()) or "(nog zonder woorden)", font("body"), theme().color("ink"))
