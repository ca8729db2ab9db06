"""This file is the line of pupils on task in the head: the counts so far, and when to count again."""

from dataclasses import dataclass

from PySide6.QtCore import QEvent, QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QHelpEvent, QMouseEvent, QPainter, QPaintEvent, QPen, QPolygonF
from PySide6.QtWidgets import QAbstractButton, QSizePolicy, QToolTip, QWidget

from lesobs.domain import dutch
from lesobs.domain.time_on_task import TaskPoint, long_gaps
from lesobs.services.visit_detail import CountDetail
from lesobs.ui import icons
from lesobs.ui.look import font, theme
from lesobs.ui.observing.lesson_span import LessonSpan, minute_of
from lesobs.ui.widgets.marks import key_width, paint_box, paint_dashes, paint_focus, paint_key
from lesobs.ui.widgets.text import draw_text, width_of

KEY = "Ctrl+L"
AXIS, EDGE, CAPTION, PLOT_TOP, PLOT_BOTTOM = 24, 6, 20, 25, 55
"""Room for the numbers at the left, at the right, for the words above; and where all pupils and none are."""
LAST, REACH = 84, 20
"""Room for the last count after now, and how far from a point a finger may land."""


@dataclass(frozen=True, slots=True)
class TaskState:
    """Everything the line shows. `left` is the minutes until the next count, 0 when it is time and None when
    nobody asked to be reminded."""

    counts: tuple[CountDetail, ...] = ()
    span: LessonSpan | None = None
    pupils: int | None = None
    left: int | None = None
    last: CountDetail | None = None
    chosen: str = ""
    can_count: bool = False

    @property
    def is_drawn(self) -> bool:
        """Whether there is a line: counts, or the wish to count."""
        return self.span is not None and bool(self.counts or self.left is not None)

    @property
    def reminder(self) -> str:
        if self.left is None:
            return "telling"
        return f"volgende telling over {self.left} min" if self.left else "telling nu"

    def spoken(self) -> str:
        """The line in words."""
        number = len(self.counts)
        said = f"{number} telling{'' if number == 1 else 'en'} van leerlingen die bij de les zijn"
        if self.last is not None:
            said += f", de laatste {spoken(self.last)}"
        return f"{said}. {self.reminder.capitalize()}." if self.left is not None else f"{said}."


def spoken(count: CountDetail) -> str:
    """`19 van 27 om 10.38`, and what was going on."""
    doing = f", {count.occupation.word}" if count.occupation else ""
    return f"{count.on_task} van {count.present} om {dutch.clock(count.at)}{doing}"


class TaskLine(QWidget):
    """The counts over the lesson, with its phases. A click on a point chooses that count, any other asks for
    a new one."""

    asked = Signal()
    chosen = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self.state = TaskState()
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.setMinimumWidth(200)

    def set_state(self, state: TaskState) -> None:
        if state != self.state:
            self.state = state
            self.setAccessibleName(state.spoken())
            self.setCursor(
                Qt.CursorShape.PointingHandCursor if state.can_count else Qt.CursorShape.ArrowCursor
            )
            self.update()

    def point_of(self, count_id: str) -> QPointF:
        """Where a count is drawn."""
        return next(self._spot(count) for count in self.state.counts if count.id == count_id)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        if not self.state.can_count or event.button() != Qt.MouseButton.LeftButton:
            return
        near = self._near(event.position())
        if near is None:
            self.asked.emit()
        else:
            self.chosen.emit(near.id)

    def event(self, event: QEvent) -> bool:
        if isinstance(event, QHelpEvent) and event.type() == QEvent.Type.ToolTip:
            near = self._near(QPointF(event.pos()))
            plain = "Tel hoeveel leerlingen bij de les zijn (Ctrl+L)" if self.state.can_count else ""
            QToolTip.showText(event.globalPos(), spoken(near) if near else plain, self)
            return True
        return super().event(event)

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        self._paint_caption(painter)
        if self.state.span is not None:
            self._paint_phases(painter, self.state.span)
            self._paint_axis(painter)
            self._paint_line(painter)
            self._paint_now(painter, self.state.span)

    def _paint_caption(self, painter: QPainter) -> None:
        worn, state, box = theme(), self.state, QRectF(0, 4, self.width() - EDGE, CAPTION - 3)
        right = box.right()
        if state.can_count:
            right -= key_width(KEY)
            paint_key(painter, right, box.center().y(), KEY, 17)
            now = state.left == 0
            words, plain = state.reminder, font("note", strong=now)
            right -= width_of(words, plain) + 6
            color = worn.color("attention" if now else "mute")
            draw_text(painter, QRectF(right, box.y(), 300, box.height()), words, plain, color)
            if now:
                right -= 19
                icons.draw(painter, QRectF(right, box.center().y() - 7.5, 15, 15), "clock", color)
        at = draw_text(painter, box, "Bij de les", font("note", strong=True), worn.color("ink"))
        present = f" · leerlingen van {self._top()} aanwezig"
        if at + width_of(present, font("note")) < right - 12:
            draw_text(painter, box.adjusted(at, 0, 0, 0), present, font("note"), worn.color("mute"))

    def _paint_phases(self, painter: QPainter, span: LessonSpan) -> None:
        worn, small = theme(), font("count")
        for place, band in enumerate(span.bands):
            left, right = self._x(band.start), self._x(band.end)
            gap = 1 if place < len(span.bands) - 1 else 0
            if right - left > gap:
                where = QRectF(left, PLOT_TOP - 2, right - left - gap, PLOT_BOTTOM - PLOT_TOP + 4)
                painter.fillRect(where, worn.color("sunk"))
            is_last = band is span.bands[-1]
            room = (self._x(span.end) if is_last and span.now is None else right) - left
            if width_of(band.phase.word, small) <= room:
                space = QRectF(left + 1, PLOT_BOTTOM + 1, room + 2, 14)
                draw_text(painter, space, band.phase.word, small, worn.color("mute"))
        ahead = self._x(span.bands[-1].end)
        if span.now is not None and ahead < self._x(span.end) - 2:
            rest = QRectF(ahead, PLOT_TOP - 2, self._x(span.end) - ahead, PLOT_BOTTOM - PLOT_TOP + 4)
            paint_dashes(painter, rest, worn.color("line"), 0)

    def _paint_axis(self, painter: QPainter) -> None:
        for number, y in ((self._top(), PLOT_TOP + 2), (0, PLOT_BOTTOM - 2)):
            space, right = QRectF(0, y - 7, AXIS - 5, 14), Qt.AlignmentFlag.AlignRight
            draw_text(painter, space, str(number), font("count"), theme().color("mute"), right)

    def _paint_line(self, painter: QPainter) -> None:
        worn, counts = theme(), self.state.counts
        spots = [self._spot(count) for count in counts]
        if len({count.present for count in counts}) > 1:
            ceiling = [
                QPointF(spot.x(), self._y(count.present)) for spot, count in zip(spots, counts, strict=True)
            ]
            painter.setPen(QPen(worn.color("line2"), 1))
            painter.drawPolyline(QPolygonF(ceiling))
        apart = long_gaps(
            [TaskPoint(one.at, one.on_task, one.present, one.phase, one.occupation) for one in counts]
        )
        for place in range(len(spots) - 1):
            joint = QPen(worn.color("acc"), 2)
            if place in apart:
                joint.setDashPattern([2, 2])
            painter.setPen(joint)
            painter.drawLine(spots[place], spots[place + 1])
        for spot, count in zip(spots, counts, strict=True):
            painter.setPen(QPen(worn.color("acc"), 2))
            painter.setBrush(worn.color("acc" if count.id == self.state.chosen else "surf"))
            side = 5.5 if count.id == self.state.chosen else 3.5
            painter.drawEllipse(spot, side, side)

    def _paint_now(self, painter: QPainter, span: LessonSpan) -> None:
        worn, last = theme(), self.state.last
        small, now = font("count"), span.now
        if now is None:
            return
        amber, x, gone = worn.phase("C")[0], self._x(now), int(now - span.start)
        painter.fillRect(QRectF(x - 1, PLOT_TOP - 4, 2, PLOT_BOTTOM - PLOT_TOP + 8), amber)
        bold = font("count", strong=True)
        below = QRectF(x + 4, PLOT_BOTTOM + 1, 90, 14)
        taken = draw_text(painter, below, f"nu · min {gone}", bold, amber)
        end, right = f"min {int(self._end() - span.start)}", Qt.AlignmentFlag.AlignRight
        edge = QRectF(self.width() - EDGE - 50, PLOT_BOTTOM + 1, 50, 14)
        if x + 4 + taken + 10 < edge.right() - width_of(end, small):
            draw_text(painter, edge, end, small, worn.color("mute"), right)
        if last is not None:
            figure, strong = QRectF(x + 6, PLOT_TOP - 1, LAST, 15), font("note", strong=True)
            draw_text(painter, figure, f"{last.on_task} van {last.present}", strong, worn.color("ink"))
            at = QRectF(x + 6, PLOT_TOP + 14, LAST, 14)
            draw_text(painter, at, f"om {dutch.clock(last.at)}", font("caption"), worn.color("mute"))

    def _top(self) -> int:
        return max([count.present for count in self.state.counts] or [self.state.pupils or 1])

    def _end(self) -> float:
        """The end of the line: late enough to leave room for the last count behind now."""
        span = self.state.span
        assert span is not None
        room = self.width() - AXIS - EDGE
        if span.now is None or room <= 2 * LAST:
            return span.end
        gone = max(span.now, span.bands[-1].end) - span.start
        return max(span.end, span.start + gone * room / (room - LAST))

    def _x(self, minute: float) -> float:
        span = self.state.span
        assert span is not None
        inset = 8 if span.now is None else 0  # else the first and last point would stand on the edge
        room = self.width() - AXIS - EDGE - 2 * inset
        return AXIS + inset + room * (minute - span.start) / (self._end() - span.start)

    def _y(self, pupils: int) -> float:
        return PLOT_BOTTOM - (PLOT_BOTTOM - PLOT_TOP) * pupils / self._top()

    def _spot(self, count: CountDetail) -> QPointF:
        return QPointF(self._x(minute_of(count.at)), self._y(count.on_task))

    def _near(self, where: QPointF) -> CountDetail | None:
        """The count whose point is nearest to where the mouse is, within the reach of a finger."""
        if self.state.span is None or not self.state.counts or where.y() < CAPTION:
            return None
        nearest = min(self.state.counts, key=lambda count: abs(self._spot(count).x() - where.x()))
        return nearest if abs(self._spot(nearest).x() - where.x()) <= REACH else None


class TaskFigure(QAbstractButton):
    """The last count as a figure and whether it is time for the next, where there is no room for a line."""

    def __init__(self) -> None:
        super().__init__()
        self.state = TaskState()
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.setToolTip("Tel hoeveel leerlingen bij de les zijn (Ctrl+L)")
        self.setCursor(Qt.CursorShape.PointingHandCursor)

    def set_state(self, state: TaskState) -> None:
        if state != self.state:
            self.state = state
            self.setEnabled(state.can_count)
            self.setAccessibleName(state.spoken())
            self.updateGeometry()
            self.update()

    def sizeHint(self) -> QSize:
        return QSize(round(self._paint(None)) + 13, 40)

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter, box = QPainter(self), QRectF(self.rect())
        if self.underMouse() and self.isEnabled():
            paint_box(painter, box, None, theme().color("hover"), 4)
        if self.hasFocus():
            paint_focus(painter, box, 4)
        self._paint(painter)

    def _paint(self, painter: QPainter | None) -> float:
        """Paint it, or only find out how wide it is."""
        worn, state, at, height = theme(), self.state, 6.0, self.height()
        due = state.left == 0
        words = [("bij de les ", font("secondary"), "mute")] if state.last and not due else []
        if due:
            if painter is not None:
                icons.draw(painter, QRectF(at, height / 2 - 7.5, 15, 15), "clock", worn.color("attention"))
            at += 19
            words.append(("telling nu", font("secondary", strong=True), "attention"))
        if state.last is not None:
            figure = f"{state.last.on_task} van {state.last.present}"
            words.append((f" · {figure}" if due else figure, font("secondary", strong=True), "ink"))
        elif not due:
            words.append(("telling", font("secondary"), "link"))
        for said, worn_font, tone in words:
            if painter is not None:
                draw_text(painter, QRectF(at, 0, 300, height), said, worn_font, worn.color(tone))
            at += width_of(said, worn_font)
        if state.last is None:
            at += 6
            if painter is not None:
                paint_key(painter, at, height / 2, KEY)
            at += key_width(KEY)
        return at
