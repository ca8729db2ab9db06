"""This file is the year planner one works in: activities chosen, moved and lengthened by keys and mouse."""

from PySide6.QtCore import QPoint, QPointF, Qt, Signal
from PySide6.QtGui import QContextMenuEvent, QFocusEvent, QKeyEvent, QMouseEvent
from PySide6.QtWidgets import QApplication

from lesobs.ui.calendar.dragging import Drag, Grip, shifted
from lesobs.ui.calendar.planner_canvas import PlannerCanvas
from lesobs.ui.calendar.planner_layout import Bar

_Key, _Mod = Qt.Key, Qt.KeyboardModifier
NEAR_EDGE = 14
"""So near to the edge a drag scrolls."""


class PlannerView(PlannerCanvas):
    """↑ ↓ choose an activity, Page Up/Down a row, Home/End the first and last. ← → move it by a week, with
    Shift they lengthen it at its end, with Alt+Shift at its start; with Ctrl it goes by days. Drag a bar to
    move it, an edge to lengthen it."""

    selected = Signal(str)
    """Another activity was chosen, by its id."""
    show_asked = Signal(str)
    """A click or Space: show what is known of it."""
    opened = Signal(str)
    """Enter or a double click."""
    add_asked = Signal(object, str)
    """A double click on an empty place: its day and the key of its row."""
    shifted = Signal(str, object, object)
    """An activity gets another period: id, first and last day."""
    menu_asked = Signal(str, QPoint)
    """The menu of an activity is asked at a point of the screen."""
    cycle_asked = Signal(str)
    """A click on when a cycle is looked at again."""

    def select(self, activity_id: str, tell: bool = False) -> None:
        """Choose an activity and bring it into view."""
        if self._choose(activity_id) and tell:
            self.selected.emit(activity_id)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key, bar = event.key(), self._layout.bar(self._selected)
        if key == _Key.Key_Escape and self._drag is not None:
            self._end_drag(keep=False)
        elif key in (_Key.Key_Left, _Key.Key_Right) and (grip := _grip(event.modifiers())):
            if bar is not None:
                days = 1 if event.modifiers() & _Mod.ControlModifier else 7
                self._shift_by_key(bar, grip, days if key == _Key.Key_Right else -days)
        elif key in _STEPS:
            self._step(key)
        elif key in (_Key.Key_Return, _Key.Key_Enter) and bar is not None:
            self.opened.emit(bar.line.id)
        elif key == _Key.Key_Space and bar is not None:
            self.show_asked.emit(bar.line.id)
        else:
            super().keyPressEvent(event)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        point = self._content(event.position())
        bar = self._bar_at(event.position())
        checks = self._checks_at(event.position())
        if checks is not None and event.button() == Qt.MouseButton.LeftButton:
            self.cycle_asked.emit(checks.cycles[0].id)
            return
        if bar is None or event.button() not in (Qt.MouseButton.LeftButton, Qt.MouseButton.RightButton):
            super().mousePressEvent(event)
            return
        self.select(bar.line.id, tell=True)
        if event.button() == Qt.MouseButton.LeftButton:
            self._drag = Drag.begin(bar, point)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        point, drag = self._content(event.position()), self._drag
        if drag is None:
            bar = self._bar_at(event.position())
            grip = Drag.begin(bar, point).grip if bar else "none"
            cursor = Qt.CursorShape.SizeHorCursor if grip in ("start", "end") else Qt.CursorShape.ArrowCursor
            if self._checks_at(event.position()) is not None:
                cursor = Qt.CursorShape.PointingHandCursor
            self.viewport().setCursor(cursor)
            return
        if not drag.moving and abs(point.x() - drag.from_x) < QApplication.startDragDistance():
            return
        point = self._scroll_along(event.position())
        before = drag.area(self._layout.scale)
        if drag.move_to(point.x(), self._layout.scale):
            self._update(before.united(drag.area(self._layout.scale)))

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        if event.button() == Qt.MouseButton.LeftButton and self._drag is not None:
            clicked, moving = self._drag.bar.line.id, self._drag.moving
            self._end_drag(keep=True)
            if not moving:
                self.show_asked.emit(clicked)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        bar, point = self._bar_at(event.position()), self._content(event.position())
        row = self._layout.row_at(point.y())
        if bar is not None:
            self._drag = None
            self.opened.emit(bar.line.id)
        elif row is not None and event.position().x() > self._layout.scale.left and point.y() >= 0:
            self.add_asked.emit(self._layout.scale.day_at(point.x()), row.group.key)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        bar = self._layout.bar(self._selected)
        if bar is None:
            return
        by_key = event.reason() == QContextMenuEvent.Reason.Keyboard
        at = bar.box.translated(self._shift()).bottomLeft().toPoint() if by_key else event.pos()
        self.menu_asked.emit(bar.line.id, self.viewport().mapToGlobal(at))

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        if not self.selected_id() and self._layout.bars:
            self.select(self._layout.bars[0].line.id, tell=True)
        self.viewport().update()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self._end_drag(keep=False)
        self.viewport().update()

    def _step(self, key: int) -> None:
        bars = self._layout.bars
        if not bars:
            return
        ids = [bar.line.id for bar in bars]
        here = ids.index(self._selected) if self._selected in ids else -1
        if key in (_Key.Key_PageUp, _Key.Key_PageDown):
            here = self._other_row(here, -1 if key == _Key.Key_PageUp else 1)
        else:
            here = {_Key.Key_Home: 0, _Key.Key_End: len(ids) - 1}.get(_Key(key), here + _STEPS[key])
        self.select(ids[min(max(here, 0), len(ids) - 1)], tell=True)

    def _other_row(self, here: int, step: int) -> int:
        """The first activity of the row above or below."""
        starts, at = [], 0
        for row in self._layout.rows:
            starts.append(at)
            at += len(row.bars)
        mine = max((place for place, start in enumerate(starts) if start <= here), default=0)
        return starts[min(max(mine + step, 0), len(starts) - 1)]

    def _shift_by_key(self, bar: Bar, grip: Grip, days: int) -> None:
        first, last = shifted(bar.line, grip, days)
        if (first, last) != (bar.line.starts_on, bar.line.ends_on):
            self.shifted.emit(bar.line.id, first, last)

    def _scroll_along(self, at: QPointF) -> QPointF:
        """Bring weeks into sight for what is dragged to the edge; gives the place in the year then."""
        across, left = self.horizontalScrollBar(), self._layout.scale.left
        if at.x() > self.viewport().width() - NEAR_EDGE:
            across.setValue(across.value() + across.singleStep())
        elif at.x() < left + NEAR_EDGE:
            across.setValue(across.value() - across.singleStep())
        return self._content(at)

    def _end_drag(self, keep: bool) -> None:
        drag, self._drag = self._drag, None
        if drag is None or not drag.moving:
            return
        self._update(drag.area(self._layout.scale))
        first, last = drag.period()
        if keep and (first, last) != (drag.bar.line.starts_on, drag.bar.line.ends_on):
            self.shifted.emit(drag.bar.line.id, first, last)


def _grip(keys: Qt.KeyboardModifier) -> Grip | None:
    """What the arrows take hold of; with Alt alone they are of the page."""
    if not keys & _Mod.ShiftModifier:
        return None if keys & _Mod.AltModifier else "move"
    return "start" if keys & _Mod.AltModifier else "end"


_STEPS: dict[int, int] = {
    _Key.Key_Up: -1,
    _Key.Key_Down: 1,
    _Key.Key_Home: 0,
    _Key.Key_End: 0,
    _Key.Key_PageUp: 0,
    _Key.Key_PageDown: 0,
}
