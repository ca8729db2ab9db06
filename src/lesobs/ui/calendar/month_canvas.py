"""This file is the month as it is seen: the names of the days above, weeks below, one day and item chosen."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from PySide6.QtCore import QEvent, QPointF, QRectF, Qt
from PySide6.QtGui import QHelpEvent, QPainter, QPaintEvent, QPixmap, QResizeEvent
from PySide6.QtWidgets import QAbstractScrollArea, QFrame, QToolTip, QWidget

from lesobs.domain import dutch
from lesobs.domain.month_weeks import first_of_month
from lesobs.ui.calendar import month_paint as paint
from lesobs.ui.calendar.dragging import MonthDrag
from lesobs.ui.calendar.month_lanes import lay_out
from lesobs.ui.calendar.month_layout import HEAD, Columns, Item, MonthLayout
from lesobs.ui.calendar.month_paint import Days
from lesobs.ui.calendar.planner_layout import RoundBand
from lesobs.ui.calendar.wording import tip
from lesobs.ui.look import look, theme
from lesobs.ui.widgets.marks import paint_focus

MORE = "more"
"""Chosen in a day instead of an item: the count of what has no place."""


class MonthCanvas(QAbstractScrollArea):
    """Shows the weeks of one month. Something is chosen on the chosen day: an item, by its id, or MORE."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setAccessibleName("Maand")
        self.viewport().setMouseTracking(True)
        self.viewport().setAutoFillBackground(False)
        self._days = Days(date(2026, 8, 1), date(2026, 8, 1))
        self._items: tuple[Item, ...] = ()
        self._rounds: tuple[RoundBand, ...] = ()
        self._layout = MonthLayout(self._days.month, Columns.across(0, 1))
        self._day = self._days.today
        self._chosen = ""
        self._short = False
        self._drag: MonthDrag | None = None
        self._still: QPixmap | None = None
        """The month without what is dragged, as long as something is."""
        look.changed.connect(self.viewport().update)

    def day(self) -> date:
        """The day that is chosen."""
        return self._day

    def month(self) -> date:
        """The first day of the month that is shown."""
        return self._days.month

    def selected_id(self) -> str:
        """The item that is chosen, also when it has no place of its own."""
        return self._chosen if self._layout.item(self._chosen) else ""

    def layout_shown(self) -> MonthLayout:
        """Where everything stands."""
        return self._layout

    def set_narrow(self, narrow: bool) -> None:
        """Say only how many more there are."""
        self._short = narrow
        self.viewport().update()

    def box_of(self, item_id: str) -> QRectF | None:
        """Where the first piece of an item stands in the viewport."""
        pieces = self._layout.pieces_of(item_id)
        return pieces[0].box.translated(self._shift()) if pieces else None

    def cell_of(self, day: date) -> QRectF:
        """Where a day stands in the viewport."""
        return self._layout.cell(day).translated(self._shift())

    def more_of(self, day: date) -> QRectF:
        """Where the count of what has no place in a day stands in the viewport."""
        return self._layout.more_box(day).translated(self._shift())

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._still = None
        self._lay_out()

    def viewportEvent(self, event: QEvent) -> bool:
        if isinstance(event, QHelpEvent) and event.type() == QEvent.Type.ToolTip:
            QToolTip.showText(event.globalPos(), tip(self._tip(QPointF(event.pos()))), self.viewport())
            return True
        return super().viewportEvent(event)

    def scrollContentsBy(self, across: int, down: int) -> None:
        super().scrollContentsBy(across, down)
        self._still = None

    def paintEvent(self, event: QPaintEvent) -> None:
        painter, drag = QPainter(self.viewport()), self._drag
        if drag is None or not drag.moving:
            self._still = None
            self._paint(painter, QRectF(event.rect()))
            return
        if self._still is None:  # so that a move of the mouse paints no more than what moves
            ratio = self.viewport().devicePixelRatioF()
            self._still = QPixmap((self.viewport().size().toSizeF() * ratio).toSize())
            self._still.setDevicePixelRatio(ratio)
            self._paint(QPainter(self._still), QRectF(self.viewport().rect()))
        painter.drawPixmap(0, 0, self._still)
        painter.setClipRect(self.viewport().rect().adjusted(0, HEAD, 0, 0))
        painter.translate(self._shift())
        paint.paint_ghost(painter, self._layout, drag.pieces(self._layout), drag.words())

    def _paint(self, painter: QPainter, area: QRectF) -> None:
        """All that stands still: the weeks that lie in this area, below the names of the days."""
        painter.fillRect(area, theme().color("surf"))
        painter.save()
        painter.setClipRect(self.viewport().rect().adjusted(0, HEAD, 0, 0))
        painter.translate(self._shift())
        self._paint_weeks(painter, area.translated(-self._shift()))
        painter.restore()
        paint.paint_head(painter, self._layout, self._days)

    def _paint_weeks(self, painter: QPainter, area: QRectF) -> None:
        layout, drag = self._layout, self._drag
        dragged = drag.item.id if drag is not None and drag.moving else ""
        for week in layout.weeks:
            if week.top > area.bottom() or week.top + week.height < area.top():
                continue
            paint.paint_week(painter, layout, week, self._days, self._day)
            for piece in week.pieces:
                if piece.item.id != dragged and piece.box.intersects(area):
                    chosen = piece.item.id == self._chosen
                    paint.paint_piece(painter, layout, piece, selected=chosen)
            for day, hidden in week.hidden.items():
                chosen = day == self._day and self._on_more()
                box = layout.more_box(day)
                paint.paint_more(painter, box, len(hidden), selected=chosen, short=self._short)
        if self.hasFocus() and not dragged:
            paint_focus(painter, self._ring(), 4)

    def _ring(self) -> QRectF:
        """What has the keyboard: an item in the week of the chosen day, the count of that day, or the day."""
        if self._on_more():
            return self._layout.more_box(self._day).adjusted(-1, -1, 1, 1)
        week = self._layout.week_of(self._day)
        for piece in week.pieces if week else ():
            if piece.item.id == self._chosen:
                return piece.box.adjusted(-2, -2, 2, 2)
        return self._layout.cell(self._day).adjusted(1, 0, 0, -1)

    def _on_more(self) -> bool:
        """Whether the count of the chosen day is chosen, or an item that it counts."""
        if self._chosen == MORE:
            return True
        return any(item.id == self._chosen for item in self._layout.hidden_on(self._day))

    def _stops(self) -> list[str]:
        """What the keyboard comes by on the chosen day."""
        shown = [item.id for item in self._layout.shown_on(self._day)]
        return [*shown, MORE] if self._layout.hidden_on(self._day) else shown

    def _show_day(self, day: date, stay: bool = False) -> None:
        """Choose a day, in the month it lies in, or with `stay` in the month where it is in sight already.
        What was chosen stays when it runs on that day."""
        self._day = day
        month = first_of_month(day)
        if month != self._days.month and not (stay and day in self._layout):
            self._days = replace(self._days, month=month)
            self._lay_out()
        item = self._layout.item(self._chosen)
        if item is None or day not in item:
            self._chosen = next(iter(self._stops()), "")
        self._bring_into_view()
        self._describe()
        self.viewport().update()

    def _take(self, days: Days, items: Sequence[Item], rounds: Sequence[RoundBand]) -> None:
        """Show these."""
        self._drag = None
        self._days, self._items, self._rounds = days, tuple(items), tuple(rounds)
        self._lay_out()

    def _lay_out(self) -> None:
        room = self.viewport().height() - HEAD
        self._layout = lay_out(self._days.month, self._items, self._rounds, self.viewport().width(), room)
        down = self.verticalScrollBar()
        down.setRange(0, max(0, round(self._layout.height) - room))
        down.setPageStep(max(1, room))
        down.setSingleStep(20)
        month = f"{dutch.FULL_MONTHS[self._days.month.month - 1]} {self._days.month.year}"
        activities = sum(item.activity is not None for item in self._layout.items)
        self.setAccessibleName(f"Maand {month}, {dutch.count(activities, 'activiteit', 'activiteiten')}")
        self.viewport().update()

    def _bring_into_view(self) -> None:
        cell, down = self._layout.cell(self._day), self.verticalScrollBar()
        if not cell.isNull():
            top, bottom = round(cell.top()), round(cell.bottom())
            down.setValue(min(max(down.value(), bottom - down.pageStep()), top))

    def _shift(self) -> QPointF:
        """From content to viewport; weeks begin below the head."""
        return QPointF(0, HEAD - self.verticalScrollBar().value())

    def _content(self, point: QPointF) -> QPointF:
        return point - self._shift()

    def _inside(self, point: QPointF) -> bool:
        """Whether a point of the viewport lies on a day."""
        content = self._content(point)
        return (
            point.y() >= HEAD
            and content.y() < self._layout.height
            and content.x() >= self._layout.columns.edges[0]
        )

    def _describe(self) -> None:
        """What the keyboard is on, as it is read aloud."""
        items = self._layout.on(self._day)
        activities = sum(item.activity is not None for item in items)
        counts = [dutch.count(activities, "activiteit", "activiteiten")]
        if activities < len(items):
            counts.append(dutch.count(len(items) - activities, "lesbezoek", "lesbezoeken"))
        today = ["vandaag"] if self._day == self._days.today else []
        parts = [dutch.day(self._day), f"week {dutch.week(self._day)}", *today, *self._days.names(self._day)]
        said = ", ".join((*parts, dutch.listed(counts)))
        if self._chosen == MORE:
            hidden = self._layout.hidden_on(self._day)
            said += f". Nog {len(hidden)} meer: {'; '.join(item.spoken() for item in hidden)}"
        elif item := self._layout.item(self._chosen):
            said += f". Gekozen: {item.spoken()}"
        self.setAccessibleDescription(said)

    def _tip(self, point: QPointF) -> str:
        """What is under the pointer."""
        if not self._inside(point):
            return ""
        content = self._content(point)
        if piece := self._layout.piece_at(content):
            return piece.item.about()
        day = self._layout.day_at(content)
        if self._layout.more_box(day).contains(content):
            return "\n".join(item.about().split("\n")[0] for item in self._layout.hidden_on(day))
        for band, box in self._layout.week_at(content.y()).bands:
            if box.contains(content):
                return band.about()
        return "\n".join((*self._days.names(day), dutch.day(day)))
