"""This file is the month one works in: days and items chosen, moved and lengthened by keys and mouse."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from PySide6.QtCore import QPoint, QPointF, Qt, Signal
from PySide6.QtGui import QAction, QContextMenuEvent, QFocusEvent, QKeyEvent, QMouseEvent
from PySide6.QtWidgets import QApplication, QMenu

from lesobs.domain import dutch
from lesobs.domain.month_weeks import DAY, first_of_month, other_month
from lesobs.domain.schoolyear import Holiday, SchoolYear
from lesobs.ui.calendar.dragging import Grip, MonthDrag, shifted
from lesobs.ui.calendar.edge_pull import EdgePull
from lesobs.ui.calendar.month_canvas import MORE, MonthCanvas
from lesobs.ui.calendar.month_layout import Item
from lesobs.ui.calendar.month_paint import Days
from lesobs.ui.calendar.planner_layout import RoundBand
from lesobs.ui.calendar.wording import one_line

_Key, _Mod = Qt.Key, Qt.KeyboardModifier
_ARROWS = {_Key.Key_Left: -1, _Key.Key_Right: 1, _Key.Key_Up: -7, _Key.Key_Down: 7}
_LONGEST_ENTRY = 60


class MonthView(MonthCanvas):
    """← → ↑ ↓ choose a day, Page Up/Down a month, Home/End its first and last day; Tab goes by what stands in
    the day. With Ctrl the arrows move what is chosen, with Shift they lengthen it at its end, with Alt+Shift
    at its start. Drag to move, drag an end to lengthen; at an edge the drag goes on in another month."""

    selected = Signal(str)
    """Another item was chosen, by its id, or a day without any ("")."""
    show_asked = Signal(str)
    """A click or Space: show what is known of it."""
    opened = Signal(str)
    """Enter or a double click."""
    add_asked = Signal(object, str)
    """Enter or a double click on a day without anything there: the day, and no row."""
    shifted = Signal(str, object, object)
    """An activity gets another period: id, first and last day."""
    menu_asked = Signal(str, QPoint)
    """The menu of an activity is asked at a point of the screen."""
    year_asked = Signal(object)
    """Another SchoolYear, since the chosen day lies in it."""
    month_changed = Signal(object)
    """The first day of the month that is shown."""

    def __init__(self) -> None:
        super().__init__()
        self._year, self._shown = SchoolYear(2026), False
        self._opened_day: QMenu | None = None
        self._from, self._pointer = self._day, QPointF()
        self.pull = EdgePull(self)
        self.pull.turned.connect(self._turn)

    def show_month(
        self,
        year: SchoolYear,
        today: date,
        holidays: tuple[Holiday, ...],
        items: Sequence[Item],
        rounds: Sequence[RoundBand],
    ) -> None:
        """Show these; the month and the day one looked at stay, also in another year. First that is the month
        of today."""
        month, years = self._looked_at(year, today)
        self._day = other_month(self._day if self._shown else today, 12 * years)
        self._year, self._shown = year, True
        self._take(Days(month, today, holidays), items, rounds)
        self._show_day(self._day, stay=True)
        self.month_changed.emit(self.month())

    def month_in(self, year: SchoolYear, today: date) -> date:
        """The month one looks at, as it is in this year; that of today before one has looked."""
        return self._looked_at(year, today)[0]

    def select(self, item_id: str) -> None:
        """Choose an item, and go to its first day when it does not run on the chosen one."""
        item = next((one for one in self._items if one.id == item_id), None)
        if item is None:
            return
        self._chosen = item_id
        if self._day in item:
            self._show_day(self._day, stay=True)
        elif here := self._layout.item(item_id):
            self._show_day(max(here.first, self._layout.weeks[0].monday), stay=True)
        else:
            self._go(min(max(item.first, self._year.first_day), self._year.last_day))

    def go_to(self, day: date) -> None:
        """Choose a day, in whatever school year."""
        self._go(day)

    def step(self, months: int) -> None:
        """Go some months on or back, to the same day there."""
        self._go(other_month(self._day, months))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key, keys = _Key(event.key()), event.modifiers() & ~_Mod.KeypadModifier
        if key == _Key.Key_Escape and self._drag is not None:
            self._end_drag(keep=False)
        elif key in _ARROWS and keys != _Mod.AltModifier:
            self._arrow(_ARROWS[key], keys)
        elif key in (_Key.Key_PageUp, _Key.Key_PageDown) and not keys:
            self.step(1 if key == _Key.Key_PageDown else -1)
        elif key in (_Key.Key_Home, _Key.Key_End) and not keys:
            first = first_of_month(self._day)
            self._go(first if key == _Key.Key_Home else other_month(first, 1) - DAY)
        elif key in (_Key.Key_Return, _Key.Key_Enter, _Key.Key_Space) and not keys:
            self._press(opening=key != _Key.Key_Space)
        else:
            super().keyPressEvent(event)

    def focusNextPrevChild(self, on: bool) -> bool:
        """Tab goes by what stands in the day, and then on to what comes after the month."""
        stops = self._stops()
        there = self._place(stops) + (1 if on else -1)
        if not 0 <= there < len(stops):
            return super().focusNextPrevChild(on)
        self._choose(stops[there])
        return True

    def mousePressEvent(self, event: QMouseEvent) -> None:
        point = event.position()
        if not self._inside(point) or event.button() not in (
            Qt.MouseButton.LeftButton,
            Qt.MouseButton.RightButton,
        ):
            super().mousePressEvent(event)
            return
        content = self._content(point)
        day, piece = self._layout.day_at(content), self._layout.piece_at(content)
        self._day = day
        more = self._layout.more_box(day).contains(content)
        self._choose(piece.item.id if piece else MORE if more else "")
        if event.button() == Qt.MouseButton.LeftButton and piece is not None:
            self._drag, self._from = MonthDrag.begin(piece, content, day), day

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        content, drag = self._content(event.position()), self._drag
        if drag is None:
            piece = self._layout.piece_at(content) if self._inside(event.position()) else None
            held = MonthDrag.begin(piece, content, self._day) if piece else None
            edge = held is not None and held.grip != "move"
            self.viewport().setCursor(Qt.CursorShape.SizeHorCursor if edge else Qt.CursorShape.ArrowCursor)
            return
        if not drag.moving and (content - drag.at).manhattanLength() < QApplication.startDragDistance():
            return
        self._pointer = event.position()
        self.pull.follow(self._pointer)
        if drag.move_to(self._layout.day_at(self._content(self._pointer))):
            self.viewport().update()

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        if event.button() != Qt.MouseButton.LeftButton:
            return
        content, drag = self._content(event.position()), self._drag
        moving = drag is not None and drag.moving
        self._end_drag(keep=True)
        if moving or not self._inside(event.position()):
            return
        if piece := self._layout.piece_at(content):
            self.show_asked.emit(piece.item.id)
        elif self._layout.more_box(self._layout.day_at(content)).contains(content):
            self._open_day()

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        if not self._inside(event.position()):
            return
        content = self._content(event.position())
        piece, day = self._layout.piece_at(content), self._layout.day_at(content)
        self._drag = None
        if piece is not None:
            self.opened.emit(piece.item.id)
        elif not self._layout.more_box(day).contains(content):
            self.add_asked.emit(day, "")

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        if not (chosen := self.selected_id()):
            return
        by_key = event.reason() == QContextMenuEvent.Reason.Keyboard
        at = self._ring().translated(self._shift()).bottomLeft().toPoint() if by_key else event.pos()
        self.menu_asked.emit(chosen, self.viewport().mapToGlobal(at))

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        stops = self._stops()
        if self._place(stops) < 0 and stops and event.reason() != Qt.FocusReason.MouseFocusReason:
            self._choose(stops[-1] if event.reason() == Qt.FocusReason.BacktabFocusReason else stops[0])
        self.viewport().update()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self._end_drag(keep=False)
        self.viewport().update()

    def _looked_at(self, year: SchoolYear, today: date) -> tuple[date, int]:
        """The month one looks at as it is in this school year, and how many years away that is."""
        month = self._days.month if self._shown else first_of_month(today)
        years = year.start - SchoolYear.of(month).start
        return other_month(month, 12 * years), years

    def _place(self, stops: list[str]) -> int:
        """Which stop of the day is chosen; what only counts is chosen in its count."""
        if self._on_more():
            return len(stops) - 1
        return stops.index(self._chosen) if self._chosen in stops else -1

    def _choose(self, item_id: str) -> None:
        self._chosen = item_id
        self._describe()
        self._bring_into_view()
        self.viewport().update()
        self.selected.emit(self.selected_id())

    def _go(self, day: date) -> None:
        """To a day of this school year or another."""
        before = self.month()
        if day not in self._year:
            self._day, self._days = day, replace(self._days, month=first_of_month(day))
            self.year_asked.emit(SchoolYear.of(day))
            return
        self._show_day(day)
        if self.month() != before:
            self.month_changed.emit(self.month())
        self.selected.emit(self.selected_id())

    def _arrow(self, days: int, keys: Qt.KeyboardModifier) -> None:
        if not keys:
            self._go(self._day + days * DAY)
            return
        grips: dict[Qt.KeyboardModifier, Grip] = {
            _Mod.ControlModifier: "move",
            _Mod.ShiftModifier: "end",
            _Mod.ShiftModifier | _Mod.AltModifier: "start",
        }
        item = self._layout.item(self._chosen)
        if keys not in grips or item is None or item.activity is None:
            return
        first, last = shifted(item.activity, grips[keys], days)
        if (first, last) == (item.first, item.last):
            return
        day = self._day
        self.shifted.emit(item.id, first, last)
        now = next((one for one in self._items if one.id == item.id), item)
        if keys == _Mod.ControlModifier and (now.first, now.last) == (first, last):
            self._go(day + days * DAY)

    def _press(self, opening: bool) -> None:
        """Enter opens what is chosen and Space shows it; a count shows what it counts, a day takes more."""
        if self._chosen == MORE:
            self._open_day()
        elif chosen := self.selected_id():
            (self.opened if opening else self.show_asked).emit(chosen)
        elif opening:
            self.add_asked.emit(self._day, "")

    def _open_day(self) -> None:
        """All that stands in the chosen day, as a menu at its place."""
        if self._opened_day is not None:
            self._opened_day.deleteLater()
        menu = self._opened_day = QMenu(self)
        menu.addSection(dutch.day(self._day))
        for item in self._layout.on(self._day):
            menu.addAction(self._entry(item, menu))
        menu.addSeparator()
        day = self._day
        menu.addAction("Activiteit toevoegen…").triggered.connect(lambda: self.add_asked.emit(day, ""))
        cell = self._layout.cell(self._day).translated(self._shift())
        menu.popup(self.viewport().mapToGlobal(cell.topLeft().toPoint()))

    def _entry(self, item: Item, menu: QMenu) -> QAction:
        if item.activity is not None:
            words = f"{item.activity.phase.letter}  {one_line(item.activity.title)}"
        else:
            words = item.about().split("\n")[0]
        short = words if len(words) <= _LONGEST_ENTRY else f"{words[: _LONGEST_ENTRY - 1]}…"
        entry = QAction(short.replace("&", "&&"), menu)
        entry.triggered.connect(lambda: self._take_from_day(item))
        return entry

    def _take_from_day(self, item: Item) -> None:
        self._choose(item.id)
        (self.show_asked if item.activity is not None else self.opened).emit(item.id)

    def _turn(self, months: int) -> None:
        """Another month, with what is dragged still in the hand."""
        drag = self._drag
        self._go(other_month(self.month(), months))
        self._drag, self._still = drag, None
        if drag is not None:
            drag.move_to(self._layout.day_at(self._content(self._pointer)))

    def _end_drag(self, keep: bool) -> None:
        self.pull.stop()
        drag, self._drag = self._drag, None
        if drag is None or not drag.moving:
            return
        self.viewport().update()
        if not keep:
            self._go(self._from)
        self._choose(drag.item.id)
        first, last = drag.period()
        if keep and (first, last) != (drag.item.first, drag.item.last):
            self._day = min(max(first, self._day), last)
            self.shifted.emit(drag.item.id, first, last)
