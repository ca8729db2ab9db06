"""This file is the loop itself: eight stations on a track around a panel, or below each other when narrow."""

from collections.abc import Sequence
from itertools import pairwise

from PySide6.QtCore import QPointF, QRect, QRectF, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QColor, QPainter, QPainterPath, QPaintEvent, QPen, QResizeEvent
from PySide6.QtWidgets import QApplication, QScrollArea, QStackedWidget, QWidget

from lesobs.ui.cycle.station_card import HEIGHT, ROW, StationCard
from lesobs.ui.cycle.whole import STOPS, Station, Stop
from lesobs.ui.look import theme
from lesobs.ui.widgets.cards import scrolled
from lesobs.ui.widgets.marks import paint_box

SIDE, GAP, LIST = 56, 28, 236
_TOP, _BOTTOM = STOPS[:4], STOPS[:3:-1]
_Key = Qt.Key


class Loop(QWidget):
    """The cards, the track under them, and in the middle the panel of the chosen one."""

    chosen = Signal(str)
    opened = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self._stations: tuple[Station, ...] = ()
        self._stop = Stop.PLAN
        self._narrow = self._goes_on = False
        self.cards = {stop: StationCard(self) for stop in STOPS}
        self._panels: dict[Stop, QScrollArea] = {}
        self._stack = QStackedWidget(self)
        for stop, card in self.cards.items():
            card.chosen.connect(lambda stop=stop: self._choose(stop))
            card.opened.connect(lambda stop=stop: self.opened.emit(stop))
            card.stepped.connect(lambda key, stop=stop: self._step(stop, key))
        for before, after in pairwise(self.cards.values()):
            self.setTabOrder(before, after)
        app = QApplication.instance()
        assert isinstance(app, QApplication)
        app.focusChanged.connect(self._bring_into_view)

    def set_panel(self, stop: Stop, panel: QWidget) -> None:
        """What stands in the middle while this station is chosen."""
        area = scrolled(panel)
        self._panels[stop] = area
        self._stack.addWidget(area)

    def show_stations(self, stations: Sequence[Station], *, goes_on: bool) -> None:
        """`goes_on`: a next turn follows, so that the loop is closed."""
        self._stations, self._goes_on = tuple(stations), goes_on
        for station in stations:
            self.cards[station.stop].show_station(station)
        self.update()

    @property
    def stop(self) -> Stop:
        return self._stop

    def select(self, stop: Stop) -> None:
        """Show the panel of a station."""
        self._stop = stop
        for one, card in self.cards.items():
            card.setChecked(one is stop)
        self._stack.setCurrentWidget(self._panels[stop])
        self.setFocusProxy(self.cards[stop])
        self.update()

    def set_narrow(self, narrow: bool) -> None:
        self._narrow = narrow
        for card in self.cards.values():
            card.set_small(narrow)
        self._place()

    def step(self, by: int) -> None:
        """Walk along the loop, round and round."""
        self.cards[STOPS[(STOPS.index(self._stop) + by) % len(STOPS)]].setFocus()

    def minimumSizeHint(self) -> QSize:
        return QSize(560, 8 * 34)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._place()

    def _bring_into_view(self, _old: QWidget | None, new: QWidget | None) -> None:
        """What gets the keyboard in the panel is seen whole, once its neighbours have their places."""
        area = self._panels.get(self._stop)
        if new is not None and area is not None and area.isAncestorOf(new):
            QTimer.singleShot(0, new, lambda: area.ensureWidgetVisible(new, 0, 12))

    def _choose(self, stop: Stop) -> None:
        if stop is not self._stop:
            self.select(stop)
            self.chosen.emit(stop)

    def _step(self, stop: Stop, key: int) -> None:
        """On the loop arrows go where they point; at its corners they go on along it."""
        place = STOPS.index(stop)
        if self._narrow:
            by = 1 if key in (_Key.Key_Down, _Key.Key_Right) else -1
            to = min(max(place + by, 0), len(STOPS) - 1)
        else:
            row, column = (0, place) if place < 4 else (1, 7 - place)
            column += {_Key.Key_Left: -1, _Key.Key_Right: 1}.get(_Key(key), 0)
            row = {_Key.Key_Up: 0, _Key.Key_Down: 1}.get(_Key(key), row)
            column = min(max(column, 0), 3)
            to = column if row == 0 else 7 - column
        self.cards[STOPS[to]].setFocus()

    # Where everything stands

    def _place(self) -> None:
        if self._narrow:
            pitch = min(ROW + 14, self.height() // len(STOPS))
            for place, card in enumerate(self.cards.values()):
                card.setGeometry(22, place * pitch, LIST - 22, min(ROW, pitch - 2))
        else:
            tall, wide = self._card_size()
            for row, stops in ((0, _TOP), (self.height() - tall, _BOTTOM)):
                for column, stop in enumerate(stops):
                    left = round(column * (self.width() - wide) / 3)
                    self.cards[stop].setGeometry(left, row, wide, tall)
        self._stack.setGeometry(self._middle().adjusted(3, 3, -3, -3))
        self.update()

    def _card_size(self) -> tuple[int, int]:
        tall = HEIGHT + min(40, max(0, (self.height() - 640) // 4))
        return tall, min(290, (self.width() - 3 * 46) // 4)

    def _middle(self) -> QRect:
        if self._narrow:
            return QRect(LIST + 12, 0, self.width() - LIST - 12, self.height())
        tall, _ = self._card_size()
        gap = GAP if self.height() > 660 else 20
        return QRect(SIDE, tall + gap, self.width() - 2 * SIDE, self.height() - 2 * (tall + gap))

    # The track

    def paintEvent(self, _event: QPaintEvent) -> None:
        if not self._stations:
            return
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        walked = [station.walked for station in self._stations]
        for place in range(7):
            self._paint_part(painter, place, walked[place] and walked[place + 1])
        if not self._narrow:
            self._paint_part(painter, 7, self._goes_on)
        self._paint_middle(painter)

    def _paint_part(self, painter: QPainter, place: int, walked: bool) -> None:
        """The track from one station to the next, with its arrow halfway."""
        start, end = self._ends(place)
        worn = theme()
        color = worn.color("acc" if walked else "ctl")
        pen = QPen(color, 4 if walked else 3)
        if not walked:
            pen.setCapStyle(Qt.PenCapStyle.RoundCap)
            pen.setDashPattern([0.1, 2.4])
        painter.setPen(pen)
        painter.drawLine(start, end)
        if not self._narrow:
            _paint_arrow(painter, (start + end) / 2, end - start, color, worn.color("win"))

    def _ends(self, place: int) -> tuple[QPointF, QPointF]:
        here = QRectF(self.cards[STOPS[place]].geometry())
        there = QRectF(self.cards[STOPS[(place + 1) % 8]].geometry())
        if self._narrow:
            return QPointF(10, here.center().y()), QPointF(10, there.center().y())
        if place == 3:
            return QPointF(here.right() - 24, here.bottom()), QPointF(here.right() - 24, there.top())
        if place == 7:
            return QPointF(here.left() + 24, here.top()), QPointF(here.left() + 24, there.bottom())
        if place < 3:
            return QPointF(here.right(), here.center().y()), QPointF(there.left(), here.center().y())
        return QPointF(here.left(), here.center().y()), QPointF(there.right(), here.center().y())

    def _paint_middle(self, painter: QPainter) -> None:
        card, box = self.cards[self._stop], QRectF(self._middle())
        here = QRectF(card.geometry())
        painter.setPen(QPen(card.edge(), 3))
        if self._narrow:
            painter.drawLine(QPointF(here.right(), here.center().y()), QPointF(box.left(), here.center().y()))
            for station in self._stations:
                spot = QPointF(10, self.cards[station.stop].geometry().center().y())
                painter.setBrush(theme().color("acc" if station.walked else "win"))
                painter.setPen(QPen(theme().color("acc" if station.walked else "ctl"), 2))
                painter.drawEllipse(spot, 5, 5)
        else:
            x = min(max(here.center().x(), box.left() + 20), box.right() - 20)
            up = here.top() < box.top()
            painter.drawLine(
                QPointF(x, here.bottom() if up else here.top()), QPointF(x, box.top() if up else box.bottom())
            )
        paint_box(painter, box, None, theme().color("surf"), 6)
        paint_box(painter, box, QPen(card.edge(), 2), None, 6)


def _paint_arrow(painter: QPainter, at: QPointF, along: QPointF, color: QColor, ground: QColor) -> None:
    """A point in the direction of walking, on a round patch."""
    painter.save()
    painter.translate(at)
    if abs(along.x()) < abs(along.y()):
        painter.rotate(90 if along.y() > 0 else -90)
    elif along.x() < 0:
        painter.rotate(180)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(ground)
    painter.drawEllipse(QPointF(0, 0), 10, 10)
    pen = QPen(color, 3.2)
    pen.setCapStyle(Qt.PenCapStyle.RoundCap)
    pen.setJoinStyle(Qt.PenJoinStyle.RoundJoin)
    painter.setPen(pen)
    painter.setBrush(Qt.BrushStyle.NoBrush)
    point = QPainterPath(QPointF(-4, -6))
    point.lineTo(3.5, 0)
    point.lineTo(-4, 6)
    painter.drawPath(point)
    painter.restore()
