"""This file is the year planner as it is seen: months and weeks above, names at the left, bars between."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from PySide6.QtCore import QEvent, QPointF, QRectF, Qt
from PySide6.QtGui import QHelpEvent, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QAbstractScrollArea, QFrame, QToolTip, QWidget

from lesobs.domain import dutch
from lesobs.domain.schoolyear import Holiday, SchoolYear
from lesobs.ui.calendar import planner_paint as paint
from lesobs.ui.calendar.dragging import Drag
from lesobs.ui.calendar.grouping import Group
from lesobs.ui.calendar.planner_layout import (
    CHECKS,
    HEAD,
    ROUNDS,
    Bar,
    ChecksOfWeek,
    Layout,
    RoundBand,
    Row,
    Scale,
    lay_out,
    place_checks,
)
from lesobs.ui.calendar.wording import about, spoken, tip
from lesobs.ui.look import font, look, theme
from lesobs.ui.widgets.marks import paint_focus
from lesobs.ui.widgets.text import draw_text

NAMES_WIDTH = 134
HALF_YEAR_WEEKS = 26.5


@dataclass(frozen=True, slots=True)
class PlannerYear:
    """What is around the bars: the school year, the day of today, the holidays, the rounds of visits, and
    when the team looks again for its cycles."""

    year: SchoolYear
    today: date
    holidays: tuple[Holiday, ...] = ()
    rounds: tuple[RoundBand, ...] = ()
    checks: tuple[ChecksOfWeek, ...] = ()

    @property
    def checks_top(self) -> int:
        """How high months, weeks and rounds are together."""
        return HEAD + (ROUNDS if self.rounds else 0)

    @property
    def head(self) -> int:
        """The same with the row of checks."""
        return self.checks_top + (CHECKS if self.checks else 0)


class PlannerCanvas(QAbstractScrollArea):
    """Shows the rows of one school year, with one activity chosen and perhaps one held by the mouse."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAccessibleName("Jaarplanner")
        self.viewport().setMouseTracking(True)
        self.viewport().setAutoFillBackground(False)
        self._about = PlannerYear(SchoolYear(2026), date(2026, 8, 1))
        self._groups: tuple[Group, ...] = ()
        self._layout = Layout(Scale(self._about.year, NAMES_WIDTH, 800), (), 0)
        self._selected = ""
        self._half_year = False
        self._drag: Drag | None = None
        look.changed.connect(self.viewport().update)

    def show_year(self, about: PlannerYear, groups: Sequence[Group]) -> None:
        """Show these rows; what was chosen and where one looked stay."""
        another = about.year != self._about.year
        self._about, self._groups = about, tuple(groups)
        self._drag = None
        self._lay_out()
        if another and self._half_year:
            self._look_at_today()
        count = dutch.count(len(self._layout.bars), "activiteit", "activiteiten")
        self.setAccessibleName(f"Jaarplanner {about.year}, {count}")
        self._describe()

    def set_half_year(self, half: bool) -> None:
        """Show half a year at once, the rest by scrolling; for narrow windows."""
        if half != self._half_year:
            self._half_year = half
            self._lay_out()
            self._look_at_today()

    def selected_id(self) -> str:
        return self._selected if self._layout.bar(self._selected) else ""

    def _choose(self, activity_id: str) -> bool:
        """Choose an activity and bring it into view; gives whether it is another than before."""
        before, self._selected = self._layout.bar(self._selected), activity_id
        chosen = self._layout.bar(activity_id)
        for bar in (before, chosen):
            if bar is not None:
                self._update(bar.whole)
        self._describe()
        if chosen is not None:
            self._bring_into_view(chosen)
        return chosen is not None and chosen is not before

    def box_of(self, activity_id: str) -> QRectF | None:
        """Where the bar of an activity stands in the viewport."""
        bar = self._layout.bar(activity_id)
        return bar.box.translated(self._shift()) if bar else None

    def layout_shown(self) -> Layout:
        """Where everything stands."""
        return self._layout

    def resizeEvent(self, event: QResizeEvent) -> None:
        """What is chosen stays in view if it was, also while the page is still finding its size."""
        super().resizeEvent(event)
        chosen = self.box_of(self._selected)
        was_seen = chosen is not None and self._about.head <= chosen.top() < event.oldSize().height()
        if event.size().width() != event.oldSize().width():
            self._lay_out()
        else:
            self._fit_bars()
        if was_seen and (bar := self._layout.bar(self._selected)) is not None:
            self._bring_into_view(bar)

    def viewportEvent(self, event: QEvent) -> bool:
        if isinstance(event, QHelpEvent) and event.type() == QEvent.Type.ToolTip:
            QToolTip.showText(event.globalPos(), tip(self._tip(QPointF(event.pos()))), self.viewport())
            return True
        return super().viewportEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self.viewport())
        worn, scale, size = theme(), self._layout.scale, self.viewport().rect()
        shift, area = self._shift(), QRectF(event.rect())
        painter.fillRect(event.rect(), worn.color("surf"))
        spans = [
            (scale.x(day.starts_on), scale.x(day.ends_on + timedelta(days=1)) - scale.x(day.starts_on))
            for day in self._about.holidays
        ]
        painter.save()
        painter.setClipRect(
            QRectF(scale.left, self._about.head, size.width() - scale.left, size.height() - self._about.head)
        )
        painter.translate(shift)
        self._paint_rows(painter, area.translated(-shift), spans)
        painter.restore()
        painter.save()
        painter.setClipRect(QRectF(0, self._about.head, scale.left, size.height() - self._about.head))
        painter.translate(0, shift.y())
        for row in self._rows_in(area.translated(0, -shift.y())):
            paint.paint_name(painter, row, scale.left, self._about.head - shift.y())
        painter.restore()
        painter.save()
        painter.translate(shift.x(), 0)
        paint.paint_head(painter, scale, self._about.today, spans, scale.right)
        paint.paint_rounds(painter, scale, self._about.rounds)
        paint.paint_checks(painter, scale, self._about.checks, self._about.checks_top)
        painter.restore()
        self._paint_corner(painter)

    def _paint_corner(self, painter: QPainter) -> None:
        """What stays in place while the rest scrolls below it."""
        worn, left = theme(), self._layout.scale.left
        painter.fillRect(QRectF(0, 0, left, self._about.head), worn.color("surf"))
        painter.fillRect(QRectF(0, self._about.head - 1, left, 1), worn.color("line2"))
        about, plain = self._about, font("caption")
        for shown, top, high, words in (
            (about.rounds, HEAD, ROUNDS, "Lesbezoekrondes"),
            (about.checks, about.checks_top, CHECKS, "Opnieuw kijken"),
        ):
            if shown:
                draw_text(painter, QRectF(10, top, left - 16, high - 1), words, plain, worn.color("mute"))
        painter.fillRect(QRectF(left - 1, 0, 1, self.viewport().height()), worn.color("line2"))
        if self.hasFocus() and not self._layout.bars:
            paint_focus(painter, self.viewport().rect(), 3)

    def _paint_rows(self, painter: QPainter, area: QRectF, spans: list[tuple[float, float]]) -> None:
        """The visible rows: ground, bars, and on top what is dragged."""
        scale, height = (
            self._layout.scale,
            max(self._layout.height, self.viewport().height() - self._about.head),
        )
        paint.paint_holidays(painter, spans, height)
        paint.paint_months(painter, scale, height)
        for row in self._rows_in(area):
            painter.fillRect(QRectF(0, row.top + row.height - 1, scale.right, 1), theme().color("line"))
        paint.paint_today(painter, scale, self._about.today, height)
        dragged = self._drag.bar.line.id if self._drag and self._drag.moving else ""
        within = self._layout.scale.left - self._shift().x()
        for bar in [bar for row in self._rows_in(area) for bar in row.bars]:
            if bar.whole.intersects(area) and bar.line.id != dragged:
                chosen = bar.line.id == self._selected
                paint.paint_bar(
                    painter, bar, selected=chosen, focused=chosen and self.hasFocus(), within=within
                )
        if dragged and self._drag is not None:
            drag = self._drag
            paint.paint_ghost(painter, drag.box(scale), drag.bar.line, drag.words())

    def _rows_in(self, area: QRectF) -> list[Row]:
        return [
            row
            for row in self._layout.rows
            if row.top <= area.bottom() and row.top + row.height >= area.top()
        ]

    def _lay_out(self) -> None:
        width = self.viewport().width()
        names, weeks = NAMES_WIDTH, len(self._about.year.mondays())
        stretch = weeks / HALF_YEAR_WEEKS if self._half_year else 1.0
        scale = Scale(self._about.year, names, names + max(200, width - names) * stretch)
        self._layout = lay_out(self._groups, scale, paint.title_width)
        self._fit_bars()
        self.viewport().update()

    def _fit_bars(self) -> None:
        """How far one can scroll."""
        width, names = self.viewport().width(), NAMES_WIDTH
        down, across = self.verticalScrollBar(), self.horizontalScrollBar()
        page = self.viewport().height() - self._about.head
        down.setRange(0, max(0, round(self._layout.height) - page))
        down.setPageStep(max(1, page))
        down.setSingleStep(23)
        across.setRange(0, max(0, round(self._layout.scale.right) - width))
        across.setPageStep(max(1, width - names))
        across.setSingleStep(40)

    def _look_at_today(self) -> None:
        scale = self._layout.scale
        day = self._about.today if self._about.today in self._about.year else self._about.year.first_day
        self.horizontalScrollBar().setValue(round(scale.x(day) - scale.left - 6 * 7 * scale.day_width))

    def _shift(self) -> QPointF:
        """From content to viewport; rows begin below the head."""
        return QPointF(
            -self.horizontalScrollBar().value(), self._about.head - self.verticalScrollBar().value()
        )

    def _content(self, point: QPointF) -> QPointF:
        return point - self._shift()

    def _bar_at(self, point: QPointF) -> Bar | None:
        inside = point.x() >= self._layout.scale.left and point.y() >= self._about.head
        return self._layout.bar_at(self._content(point)) if inside else None

    def _checks_at(self, point: QPointF) -> ChecksOfWeek | None:
        """The cycles whose sign or words are under the pointer."""
        about, scale = self._about, self._layout.scale
        if not about.checks_top <= point.y() < about.head or point.x() < scale.left:
            return None
        x, placed = self._content(point).x(), place_checks(about.checks, scale, paint.title_width)
        return next((week for week, left, end in placed if left <= x <= end), None)

    def _update(self, area: QRectF) -> None:
        self.viewport().update(area.translated(self._shift()).adjusted(-6, -6, 6, 6).toAlignedRect())

    def _bring_into_view(self, bar: Bar) -> None:
        down, across = self.verticalScrollBar(), self.horizontalScrollBar()
        top, bottom = round(bar.box.top()) - 8, round(bar.box.bottom()) + 8
        down.setValue(max(min(down.value(), top), bottom - down.pageStep()))
        left = round(bar.box.left() - self._layout.scale.left) - 8
        right = round(min(bar.box.right(), bar.box.left() + across.pageStep() / 2) - self._layout.scale.left)
        across.setValue(max(min(across.value(), left), right + 8 - across.pageStep()))

    def _describe(self) -> None:
        bar = self._layout.bar(self._selected)
        self.setAccessibleDescription(spoken(bar.line) if bar else "")

    def _tip(self, point: QPointF) -> str:
        """What is under the pointer."""
        if bar := self._bar_at(point):
            return about(bar.line)
        row = self._layout.row_at(self._content(point).y())
        if row is not None and point.y() >= self._about.head and point.x() < self._layout.scale.left:
            return f"{row.group.name}\n{row.group.caption}"
        day = self._layout.scale.day_at(self._content(point).x())
        if checks := self._checks_at(point):
            return checks.about()
        if HEAD <= point.y() < self._about.checks_top:
            return next(
                (one.about() for one in self._about.rounds if one.starts_on <= day <= one.ends_on), ""
            )
        names = [free.name for free in self._about.holidays if day in free]
        return f"{names[0]}\n{dutch.day(day)}" if names else ""
