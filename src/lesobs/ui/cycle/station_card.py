"""This file is one station of the loop as a card that can be chosen, large on the loop or small in a list."""

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QFocusEvent, QFont, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QAbstractButton, QWidget

from lesobs.ui import icons
from lesobs.ui.cycle.whole import Station, Words
from lesobs.ui.look import Theme, font, sized_font, theme
from lesobs.ui.widgets.marks import paint_box, paint_dashes, paint_focus, paint_phase
from lesobs.ui.widgets.text import Run, draw_text, paint_wrapped, width_of, wrapped_height

HEIGHT, ROW = 128, 40
LINE = 17.0


class StationCard(QAbstractButton):
    """Chosen as soon as it has the keyboard; a click or Enter opens what it speaks of."""

    chosen = Signal()
    opened = Signal()
    stepped = Signal(int)
    """An arrow key, as a Qt key."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._station: Station | None = None
        self._small = False
        self.setCheckable(True)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)

    def show_station(self, station: Station) -> None:
        self._station = station
        self.setAccessibleName(station.spoken())
        self.setToolTip(station.spoken().replace(". ", "\n"))
        self.update()

    def set_small(self, small: bool) -> None:
        """One line below the title, for the list of a narrow window."""
        self._small = small
        self.updateGeometry()

    def edge(self) -> QColor:
        """The colour of its line to the panel."""
        phase = self._station.stop.phase if self._station else None
        return theme().phase(phase.letter)[0] if phase else theme().color("acc")

    def sizeHint(self) -> QSize:
        return QSize(250, ROW if self._small else HEIGHT)

    def nextCheckState(self) -> None:
        """Who it is that is chosen, is for the page to say."""

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self.chosen.emit()

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """A click chooses; on the link, or a second time, it opens."""
        super().mouseReleaseEvent(event)
        if self.rect().contains(event.position().toPoint()) and self._on_link(event.position().y()):
            self.opened.emit()

    def mouseDoubleClickEvent(self, _event: QMouseEvent) -> None:
        self.opened.emit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space):
            self.opened.emit()
        elif event.key() in (Qt.Key.Key_Left, Qt.Key.Key_Right, Qt.Key.Key_Up, Qt.Key.Key_Down):
            self.stepped.emit(event.key())
        else:
            super().keyPressEvent(event)

    def paintEvent(self, _event: QPaintEvent) -> None:
        station, worn, painter = self._station, theme(), QPainter(self)
        if station is None:
            return
        box = QRectF(self.rect())
        self._paint_ground(painter, box, station, worn)
        inner = box.adjusted(10, 2, -8, -2) if self._small else box.adjusted(12, 8, -12, -7)
        self._paint_head(painter, inner, station, worn)
        if self._small:
            line = QRectF(inner.left() + 27, inner.top() + 17, inner.width() - 27, LINE)
            draw_text(painter, line, station.summary, font("caption"), worn.color("mute"))
        else:
            self._paint_lines(painter, inner.adjusted(0, 23, 0, 0), station)
        if self.hasFocus():
            paint_focus(painter, box, 6)

    def _paint_ground(self, painter: QPainter, box: QRectF, station: Station, worn: Theme) -> None:
        ahead = not station.walked
        ground = worn.color("win" if ahead else "surf")
        if self.underMouse():
            ground = worn.color("hover")
        if self.isChecked():
            paint_box(painter, box, None, worn.color("surf"), 6)
            paint_box(painter, box, QPen(self.edge(), 2), None, 6)
        elif ahead:
            paint_box(painter, box, None, ground, 6)
            paint_dashes(painter, box, worn.color("ctl"), 6)
        else:
            paint_box(painter, box, None, ground, 6)
            paint_box(painter, box, QPen(worn.color("line2"), 1), None, 6)

    def _paint_head(self, painter: QPainter, inner: QRectF, station: Station, worn: Theme) -> None:
        sign = QRectF(inner.left(), inner.top() + (1 if not self._small else 8), 20, 20)
        if station.stop.phase is not None:
            paint_phase(painter, sign, station.sign, worn, ahead=not station.walked)
        else:
            if station.walked:
                paint_box(painter, sign, None, worn.color("acc"), 10)
            else:
                paint_dashes(painter, sign, worn.color("ctl"), 10)
            ink = worn.color("onacc" if station.walked else "mute")
            digit = sized_font(11, QFont.Weight.Bold)
            draw_text(painter, sign, station.sign, digit, ink, Qt.AlignmentFlag.AlignHCenter)
        left, top = inner.left() + 27, inner.top() + (1 if not self._small else -1)
        title = QRectF(left, top, inner.width() - 27, 20)
        taken = draw_text(painter, title, station.title, font("body", True), worn.color("ink"))
        if station.now:
            words, small = "nu", font("count", True)
            chip = QRectF(left + taken + 8, top + 3, width_of(words, small) + 12, 15)
            paint_box(painter, chip, QPen(self.edge(), 1), None, 7.5)
            draw_text(painter, chip, words, small, self.edge(), Qt.AlignmentFlag.AlignHCenter)

    def _paint_lines(self, painter: QPainter, space: QRectF, station: Station) -> None:
        """As much as fits; the last lines keep their place, and long text before them is cut."""
        top, room = space.top(), space.height() - (22 if station.tally else 0)
        heights = _share([_height(line, space.width()) for line in station.lines], room)
        for place, (line, height) in enumerate(zip(station.lines, heights, strict=True)):
            if height < LINE - 1:
                continue
            _paint_line(painter, QRectF(space.left(), top, space.width(), height), line)
            top += height + 1
            if place == 0 and station.tally is not None:
                _paint_tally(painter, QRectF(space.left(), top + 4, space.width(), 13), station.tally.levels)
                top += 22

    def _on_link(self, y: float) -> bool:
        station = self._station
        return bool(
            station
            and station.lines
            and any(words.link for words in station.lines[-1])
            and y > self.height() * 0.45
        )


def _runs(line: tuple[Words, ...]) -> list[Run]:
    worn = theme()
    runs = []
    for words in line:
        shape = QFont(font("secondary", words.strong))
        shape.setUnderline(words.link)
        runs.append(Run(words.text, shape, worn.color(words.tone)))
    return runs


def _height(line: tuple[Words, ...], width: float) -> float:
    return LINE if line[0].tick is not None else wrapped_height(_runs(line), width)


def _share(wanted: list[float], room: float) -> list[float]:
    """How high each line may be: the longest gives way first, by whole lines; then the last but one goes."""
    heights = list(wanted)
    while sum(heights) + len(heights) > room + 1 and any(heights):
        longest = max(range(len(heights)), key=heights.__getitem__)
        if heights[longest] > LINE + 1:
            heights[longest] -= LINE
        else:
            shown = [place for place, height in enumerate(heights) if height]
            heights[shown[-2 if len(shown) > 1 else 0]] = 0
    return heights


def _paint_line(painter: QPainter, box: QRectF, line: tuple[Words, ...]) -> None:
    if (done := line[0].tick) is not None:
        icons.draw(
            painter,
            QRectF(box.left(), box.top() + 1, 15, 15),
            "check" if done else "clock",
            "done" if done else "mute",
        )
        words = line[0]
        draw_text(
            painter, box.adjusted(21, 0, 0, 0), words.text, font("secondary"), theme().color(words.tone)
        )
        return
    paint_wrapped(painter, box, _cut(_runs(line), box.width(), box.height()))


def _cut(runs: list[Run], width: float, height: float) -> list[Run]:
    """The runs, the last of them shortened with … until they fit."""
    if wrapped_height(runs, width) <= height + 1:
        return runs
    *before, last = runs
    low, high = 0, len(last.text)
    while low < high:
        middle = (low + high + 1) // 2
        tried = [*before, Run(last.text[:middle].rstrip() + " …", last.font, last.color)]
        if wrapped_height(tried, width) <= height + 1:
            low = middle
        else:
            high = middle - 1
    return [*before, Run(last.text[:low].rstrip() + " …", last.font, last.color)]


def _paint_tally(painter: QPainter, box: QRectF, levels: tuple[int, int, int, int]) -> None:
    """The four levels as parts of a small bar, without figures: these stand above it."""
    left, whole = box.left(), sum(levels)
    parts = [(level, number) for level, number in enumerate(levels, start=1) if number]
    room = box.width() - 2 * (len(parts) - 1)
    for level, number in parts:
        width = room * number / whole
        painter.fillRect(QRectF(left, box.top(), width, box.height()), theme().level(level)[0])
        left += width + 2
