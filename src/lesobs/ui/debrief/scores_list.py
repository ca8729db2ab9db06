"""This file is the list of scores beside the talk, whose rows open to what was seen, and its painting."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from html import escape

from PySide6.QtCore import QModelIndex, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QFrame, QStyle, QStyledItemDelegate, QStyleOptionViewItem

from lesobs.ui import icons
from lesobs.ui.debrief.score_lines import TALK_ABOUT, Column, ScoreLine
from lesobs.ui.look import font, theme
from lesobs.ui.models.lines import ListModel
from lesobs.ui.models.roles import Index, Role
from lesobs.ui.observing.keys import Command, Do, list_command
from lesobs.ui.widgets.marks import chip_width, paint_chip, paint_focus, paint_level
from lesobs.ui.widgets.tables import ListView
from lesobs.ui.widgets.text import Run, draw_text, paint_wrapped, width_of, wrapped_height

_ROW, _LEFT, _RIGHT = 28, 42, 12
_COLUMN, _NARROW_COLUMN, _EXTRA, _ROOMY = 67, 62, 44, 430
_CENTRE = Qt.AlignmentFlag.AlignHCenter
_State = QStyle.StateFlag


@dataclass(frozen=True, slots=True)
class Grid:
    """Where the columns of scores stand in a list of a width, and whether the chip fits beside them."""

    width: float
    columns: int

    @property
    def chip_fits(self) -> bool:
        return self.columns == 2 and self.width >= _ROOMY

    @property
    def pitch(self) -> float:
        return _COLUMN if self.columns <= 2 else _NARROW_COLUMN

    @property
    def extra(self) -> float:
        """The left edge of what stands at the right of the scores."""
        room = chip_width(TALK_ABOUT, "attention", "chat") + 6 if self.chip_fits else _EXTRA
        return self.width - _RIGHT - room

    @property
    def left(self) -> float:
        """The left edge of the first column."""
        return self.extra - self.columns * self.pitch

    def column(self, place: int) -> QRectF:
        return QRectF(self.left + place * self.pitch, 0, self.pitch, _ROW)


class ScoresHead(QFrame):
    """The words above the columns; that of the teacher stands out while the teacher scores."""

    def __init__(self) -> None:
        super().__init__()
        self.setProperty("kind", "head")
        self.setFixedHeight(32)
        self._title, self._columns, self._active = "", tuple[Column, ...](), False

    def show_columns(self, title: str, columns: Sequence[Column], active: bool) -> None:
        self._title, self._columns, self._active = title, tuple(columns), active
        self.setAccessibleName(", ".join((title, *(one.role for one in columns))))
        names = "".join(f"<p>{escape(f'{one.role}: {one.name}')}</p>" for one in columns)
        self.setToolTip(names)
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        painter, worn, grid = QPainter(self), theme(), Grid(self.width(), len(self._columns))
        strong = font("secondary", True)
        title = QRectF(_LEFT, 0, grid.left - _LEFT - 4, self.height() - 1)
        draw_text(painter, title, self._title, strong, worn.color("mute"))
        for place, column in enumerate(self._columns):
            ink = worn.color("acc" if self._active and place == 0 else "mute")
            where = grid.column(place).adjusted(0, 0, 0, self.height() - 1 - _ROW)
            draw_text(painter, where, column.title, strong, ink, _CENTRE)


class ScoreList(ListView):
    """Enter or a click opens a row. While the teacher scores, keys are the same as when observing."""

    commanded = Signal(Command)
    """What a key asks for while the teacher scores."""
    left = Signal()
    """Escape while the teacher scores."""
    chosen = Signal(str)

    def __init__(self) -> None:
        super().__init__("Scores naast elkaar")
        self._model = ListModel[ScoreLine](self)
        self.setModel(self._model)
        self.setItemDelegate(ScoreDelegate(self))
        self.filling = False
        self.activated.connect(self._toggle)
        self.clicked.connect(self._toggle)
        self.selectionModel().currentChanged.connect(self._tell_chosen)

    def show_lines(self, lines: Sequence[ScoreLine]) -> None:
        """Show other scores; rows that were open stay open as long as there is something to see."""
        opened = {line.key for line in self._model.lines() if line.is_open}
        current = self.current_key()
        shown = [replace(line, is_open=line.key in opened and bool(line.seen)) for line in lines]
        self._model.set_lines(shown)
        self.doItemsLayout()
        if current and current != self.current_key():
            self.choose(current)

    def close_rows(self) -> None:
        """Close what is open, before another visit comes."""
        self._model.set_lines([replace(line, is_open=False) for line in self._model.lines()])
        self.setCurrentIndex(QModelIndex())

    def lines(self) -> list[ScoreLine]:
        return self._model.lines()

    def current_key(self) -> str:
        """The key of the indicator in focus, "" when there is none."""
        row = self.current_row()
        return self._model.line(row).key if 0 <= row < self._model.rowCount() else ""

    def choose(self, key: str) -> None:
        """Put an indicator in focus."""
        self.select_row(self._model.row_of(lambda line: line.key == key))

    def step(self, by: int) -> None:
        """Go so many indicators on, and stop at the ends."""
        self.select_row(min(max(self.current_row() + by, 0), self._model.rowCount() - 1))

    def to_part(self, letter: str) -> None:
        """Go to the first indicator of a part."""
        if (row := self._model.row_of(lambda line: line.code.startswith(letter))) >= 0:
            self.select_row(row)

    def to_next(self, keys: Sequence[str]) -> str:
        """Go to the next of these indicators, after the last to the first again; gives its key."""
        rows = [row for row, line in enumerate(self._model.lines()) if line.key in keys]
        if not rows:
            return ""
        self.select_row(next((row for row in rows if row > self.current_row()), rows[0]))
        return self.current_key()

    def open_row(self, key: str) -> None:
        """Open the row of an indicator to what was seen, and close the others."""
        lines = self._model.lines()
        self._model.set_lines(
            [replace(one, is_open=one.key == key and bool(one.seen)) for one in lines],
        )
        self.doItemsLayout()
        self.choose(key)
        self.scrollTo(self.currentIndex())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if not self.filling:
            super().keyPressEvent(event)
            return
        command = list_command(event)
        if event.key() == Qt.Key.Key_Escape:
            self.left.emit()
        elif command is not None:
            if command.do is not Do.LOOK_FOR:
                self.commanded.emit(command)
        elif event.text().isprintable() and event.text():
            event.ignore()  # the list must not search for what one types
        else:
            super().keyPressEvent(event)

    def _toggle(self, index: Index) -> None:
        lines = self._model.lines()
        line = lines[index.row()]
        if line.seen and not self.filling:
            lines[index.row()] = replace(line, is_open=not line.is_open)
            self._model.set_lines(lines)
            self.doItemsLayout()
            self.scrollTo(self._model.index(index.row()))

    def _tell_chosen(self) -> None:
        if key := self.current_key():
            self.chosen.emit(key)


class ScoreDelegate(QStyledItemDelegate):
    """Paints a ScoreLine: code, title, scores, and what asks for a talk; below it what was seen when open."""

    def __init__(self, view: ScoreList) -> None:
        super().__init__(view)
        self._view = view

    def sizeHint(self, _option: QStyleOptionViewItem, index: Index) -> QSize:
        line = index.data(Role.LINE)
        if not isinstance(line, ScoreLine) or not line.is_open:
            return QSize(200, _ROW)
        below = sum(wrapped_height([_run(line, place)], self._room()) + 5 for place in range(len(line.seen)))
        return QSize(200, round(_ROW + below + 6))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        line, worn = index.data(Role.LINE), theme()
        if not isinstance(line, ScoreLine):
            return
        painter.save()
        box, state = QRectF(option.rect), option.state
        chosen = bool(state & _State.State_Selected) and (self._view.hasFocus() or self._view.filling)
        hovered = bool(state & _State.State_MouseOver)
        ground = "sel" if chosen else "attention_ground" if line.differs else "hover" if hovered else ""
        if ground:
            painter.fillRect(box, worn.color(ground))
        painter.fillRect(QRectF(box.left(), box.bottom() - 1, box.width(), 1), worn.color("line"))
        row = QRectF(box.left(), box.top(), self._view.width(), _ROW - 1)  # stays when a scroll bar comes
        grid = Grid(row.width(), len(line.levels))
        self._paint_row(painter, row, line, grid)
        if line.is_open:
            self._paint_seen(painter, QRectF(box.left() + _LEFT, row.bottom() + 1, 0, 0), line)
        if state & _State.State_HasFocus and not self._view.filling:
            paint_focus(painter, box)
        elif chosen and self._view.filling:
            cell = grid.column(0)
            centre = row.left() + cell.center().x()
            ring = QRectF(centre - 15, row.top() + 1, 30, _ROW - 3)
            paint_focus(painter, ring, 4)
        painter.restore()

    def _paint_row(self, painter: QPainter, row: QRectF, line: ScoreLine, grid: Grid) -> None:
        worn, middle = theme(), row.center().y()
        code = row.adjusted(12, 0, 0, 0)
        draw_text(painter, code, line.code, font("secondary", True), worn.color("mute"))
        for place, level in enumerate(line.levels):
            centre = row.left() + grid.column(place).center().x()
            paint_level(painter, QRectF(centre - 11, middle - 11, 22, 22), level, worn)
        title = QRectF(row.left() + _LEFT, row.top(), grid.left - _LEFT - 2, row.height())
        draw_text(painter, title, line.title, font("body", line.is_open), worn.color("ink"))
        left = row.left() + grid.extra
        if line.differs and grid.chip_fits:
            paint_chip(painter, left + 6, middle, TALK_ABOUT, "attention", "chat")
            return
        right = row.right() - _RIGHT
        if line.seen:
            right -= 15
            sign = "up" if line.is_open else "down"
            icons.draw(painter, QRectF(right, middle - 7.5, 15, 15), sign, "mute")
        if line.differs:
            icons.draw(painter, QRectF(left + 4, middle - 9, 18, 18), "chat", "attention")
        elif line.notes:
            self._paint_notes(painter, QRectF(left, row.top(), right - left - 5, row.height()), line.notes)

    def _paint_notes(self, painter: QPainter, where: QRectF, notes: int) -> None:
        mute, plain = theme().color("mute"), font("caption")
        number = str(notes)
        left = where.right() - width_of(number, plain)
        draw_text(painter, QRectF(left, where.top(), 40, where.height()), number, plain, mute)
        icons.draw(painter, QRectF(left - 18, where.center().y() - 7.5, 15, 15), "note", "mute")

    def _paint_seen(self, painter: QPainter, start: QRectF, line: ScoreLine) -> None:
        top = start.top()
        for place in range(len(line.seen)):
            run = [_run(line, place)]
            top += paint_wrapped(painter, QRectF(start.left(), top, self._room(), 2000), run) + 5

    def _room(self) -> float:
        return self._view.width() - _LEFT - 2 * _RIGHT - 4


def _run(line: ScoreLine, place: int) -> Run:
    ink = theme().color("mute" if place < line.anchors else "ink")
    return Run(line.seen[place], font("secondary"), ink)
