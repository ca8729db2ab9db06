"""This file is the small painted signs: level boxes, phase letters, hatching, chips and key caps."""

import math
from functools import lru_cache
from typing import Literal

from PySide6.QtCore import QPointF, QRect, QRectF, QSize, Qt
from PySide6.QtGui import (
    QBrush,
    QColor,
    QFont,
    QFontMetricsF,
    QPainter,
    QPainterPath,
    QPaintEvent,
    QPen,
    QPixmap,
    QPixmapCache,
    QTransform,
)
from PySide6.QtWidgets import QSizePolicy, QWidget

from lesobs.domain.cycle import Phase
from lesobs.domain.instrument import Level
from lesobs.ui import icons
from lesobs.ui.look import Theme, font, sized_font, theme
from lesobs.ui.widgets.text import draw_text, width_of

ChipKind = Literal["plain", "info", "attention", "error", "done"]

CHIP_HEIGHT = 20
CHIP_ICONS: dict[ChipKind, str] = {"attention": "warn", "error": "warn", "done": "check"}
_PHASES = {phase.letter: phase for phase in Phase}
# Signs Open Sans lacks, drawn as icons.
KEY_ICONS = {"↑": "aup", "↓": "adown", "←": "aleft", "→": "aright", "⌫": "backspace"}


def level_words(level: int | None) -> str:
    """A level 1–4, n.v.t. (0) or no score (None) as it is read aloud, such as `3, zichtbaar`."""
    if level is None:
        return "nog niet gescoord"
    return f"{level}, {Level(level).word}" if level else Level.NOT_APPLICABLE.word


def paint_box(
    painter: QPainter, where: QRectF, pen: QPen | None, fill: QColor | None, radius: float = 3
) -> None:
    """A rounded rectangle whose whole line lies inside `where`."""
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    width = pen.widthF() if pen is not None else 0
    middle = where.adjusted(width / 2, width / 2, -width / 2, -width / 2)
    if fill is not None:
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(fill)
        painter.drawRoundedRect(middle, radius, radius)
    if pen is not None and pen.style() == Qt.PenStyle.SolidLine:
        _fill_ring(painter, where, pen, radius)
    elif pen is not None:
        painter.setPen(pen)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawRoundedRect(middle, radius, radius)
    painter.restore()


def _fill_ring(painter: QPainter, where: QRectF, pen: QPen, radius: float) -> None:
    """A line around, painted as the area it covers: Qt takes fifty times as long to stroke a wide box."""
    width = pen.widthF()
    outer, inner = radius + width / 2 if radius else 0, max(0.0, radius - width / 2)
    ring = QPainterPath()
    ring.addRoundedRect(where, outer, outer)
    ring.addRoundedRect(where.adjusted(width, width, -width, -width), inner, inner)
    painter.fillPath(ring, pen.brush())


def paint_focus(painter: QPainter, where: QRect | QRectF, radius: float = 0) -> None:
    """The ring of what has the keyboard, inside `where`."""
    paint_box(painter, QRectF(where), QPen(theme().color("acc"), 2), None, radius)


def paint_dashes(painter: QPainter, where: QRectF, color: QColor, radius: float = 3) -> None:
    """An empty dashed box: something may still come here."""
    pen = QPen(color, 1)
    pen.setDashPattern([3, 2.5])
    paint_box(painter, where, pen, None, radius)


def paint_level(painter: QPainter, where: QRect | QRectF, level: int | None, worn: Theme) -> None:
    """The box of a level 1–4, of n.v.t. (0) or, dashed, of no score (None); 22×22, smaller in legends."""
    box = QRectF(where)
    if level is None:
        paint_dashes(painter, box, worn.color("ctl"))
        return
    ground, ink = worn.level(level)
    edge = QColor(255, 255, 255, 0x33) if worn.dark else QColor(0, 0, 0, 0x2E)
    paint_box(painter, box, QPen(edge, 1) if level == 1 else None, ground)
    if level == 1:  # the fill lies half under the line otherwise, and a pale box needs its edge
        paint_box(painter, box, QPen(edge, 1), None)
    scale = box.height() / 22
    text, size, weight = (
        ("nvt", 9.5, QFont.Weight.DemiBold) if level == 0 else (str(level), 12, QFont.Weight.Bold)
    )
    draw_text(
        painter, box, text, sized_font(max(8.0, size * scale), weight), ink, Qt.AlignmentFlag.AlignHCenter
    )


def paint_phase(
    painter: QPainter, where: QRect | QRectF, phase: str, worn: Theme, ahead: bool = False
) -> None:
    """A phase in its form: P hollow, D solid, C hatched, A with an inner ring; dashed when still ahead."""
    box = QRectF(where)
    color, tint = worn.phase(phase)
    surf, ink = worn.color("surf"), color
    if ahead:
        paint_dashes(painter, box, worn.color("ctl"))
        ink = worn.color("mute")
    elif phase in "DA":
        paint_box(painter, box, None, color)
        ink = surf
        if phase == "A":
            paint_box(painter, box.adjusted(3, 3, -3, -3), QPen(surf, 1), None, 1)
    else:
        paint_box(painter, box, None, surf)
        if phase == "C":
            paint_hatch(painter, box.adjusted(1, 1, -1, -1), surf, tint.darker(104), 5, 2.2)
        paint_box(painter, box, QPen(color, 1.5), None)
    size = 11.5 * box.height() / 20
    draw_text(painter, box, phase, sized_font(size, QFont.Weight.Bold), ink, Qt.AlignmentFlag.AlignHCenter)


_LINK = 22


def paint_chain(painter: QPainter, left: float, middle: float, current: str, worn: Theme) -> float:
    """P—D—C—A from `left` around the height `middle`, walked up to `current`; gives its width."""
    at, reached = left, list(_PHASES).index(current)
    for place, phase in enumerate(_PHASES):
        paint_phase(painter, QRectF(at, middle - 10, 20, 20), phase, worn, ahead=place > reached)
        at += 20
        if place < 3:
            painter.fillRect(
                QRectF(at, middle - 1, _LINK, 2), worn.color("acc" if place < reached else "line2")
            )
            at += _LINK
    return at - left


def paint_hatch(
    painter: QPainter, where: QRect | QRectF, ground: QColor, line: QColor, step: float = 6, width: float = 1
) -> None:
    """Lines of 45° over a plain ground; our own texture, because Qt's patterns shrink on a scaled screen."""
    device = painter.device()
    ratio = device.devicePixelRatio() if device is not None else 1.0
    painter.save()
    painter.setPen(Qt.PenStyle.NoPen)
    painter.fillRect(QRectF(where), ground)
    brush = QBrush(_stripes(line, step * 2**0.5, width, ratio))
    brush.setTransform(QTransform.fromScale(1 / ratio, 1 / ratio))
    painter.fillRect(QRectF(where), brush)
    painter.restore()


def _stripes(line: QColor, step: float, width: float, ratio: float) -> QPixmap:
    side = max(4, round(step * ratio))
    key = f"lesobs/stripes/{line.rgba()}/{side}/{width * ratio}"
    tile = QPixmap()
    if QPixmapCache.find(key, tile):
        return QPixmap(tile)
    tile = QPixmap(side, side)
    tile.fill(Qt.GlobalColor.transparent)
    painter = QPainter(tile)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(QPen(line, width * ratio))
    for shift in (-side, 0, side):
        painter.drawLine(QPointF(shift - 1, side + 1), QPointF(shift + side + 1, -1))
    painter.end()
    QPixmapCache.insert(key, tile)
    return QPixmap(tile)


def chip_width(text: str, kind: ChipKind = "plain", icon: str | None = None) -> float:
    """How wide a painted chip is."""
    sign = CHIP_ICONS.get(kind, "") if icon is None else icon
    words = QFontMetricsF(font("note", kind not in ("plain", "info"))).horizontalAdvance(text)
    return 2 * 9 + words + (19 if sign else 0)


def paint_chip(
    painter: QPainter,
    left: float,
    middle: float,
    text: str,
    kind: ChipKind = "plain",
    icon: str | None = None,
) -> float:
    """A chip in a list; gives its width. The kinds that warn or confirm bring their icon."""
    worn, width = theme(), chip_width(text, kind, icon)
    sign = CHIP_ICONS.get(kind, "") if icon is None else icon
    box = QRectF(left, middle - CHIP_HEIGHT / 2, width, CHIP_HEIGHT)
    edge, ground, ink = (
        (worn.line2, worn.surf, worn.ink)
        if kind == "plain"
        else tuple(getattr(worn, name) for name in (f"{kind}_edge", f"{kind}_ground", kind))
    )
    paint_box(painter, box, QPen(QColor(edge), 1), QColor(ground), CHIP_HEIGHT / 2)
    at = left + 9
    if sign:
        icons.draw(painter, QRectF(at, middle - 7.5, 15, 15), sign, QColor(ink))
        at += 19
    space = QRectF(at, box.top(), width, CHIP_HEIGHT)
    draw_text(painter, space, text, font("note", kind not in ("plain", "info")), QColor(ink))
    return width


def key_width(text: str) -> float:
    """How wide a painted key cap is."""
    if text in KEY_ICONS:
        return 22
    return max(20.0, width_of(text, font("caption", True)) + 12)


def paint_key(painter: QPainter, left: float, middle: float, text: str, height: float = 20) -> float:
    """A key cap in a list or button; gives its width."""
    device = painter.device()
    ratio = device.devicePixelRatio() if device is not None else 1.0
    painter.drawPixmap(QPointF(left, middle - height / 2), _key(text, height, theme(), ratio))
    return key_width(text)


@lru_cache(maxsize=200)
def _key(text: str, height: float, worn: Theme, ratio: float) -> QPixmap:
    """A key cap, drawn once: some twenty of them are painted with every move of the ring."""
    box = QRectF(0, 0, key_width(text), height)
    cap = QPixmap(math.ceil(box.width() * ratio), math.ceil(height * ratio))
    cap.setDevicePixelRatio(ratio)
    cap.fill(Qt.GlobalColor.transparent)
    painter = QPainter(cap)
    paint_box(painter, box, None, worn.color("ctl"))
    paint_box(painter, box.adjusted(1, 1, -1, -2), None, worn.color("surf"), 2)
    face = box.adjusted(0, 0, 0, -1)
    if text in KEY_ICONS:
        icons.draw(painter, QRectF(face.center().x() - 6.5, face.center().y() - 6.5, 13, 13), KEY_ICONS[text])
    else:
        strong = font("caption", True)
        draw_text(painter, face, text, strong, worn.color("ink"), Qt.AlignmentFlag.AlignHCenter)
    painter.end()
    return cap


class _Mark(QWidget):
    """A sign of a fixed size that follows the theme."""

    def __init__(self, size: QSize, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setFixedSize(size)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)


class LevelBox(_Mark):
    """The box of one score; None is no score, 0 is n.v.t."""

    def __init__(self, level: int | None = None, side: int = 22, parent: QWidget | None = None) -> None:
        super().__init__(QSize(side, side), parent)
        self.set_level(level)

    def set_level(self, level: int | None) -> None:
        self._level = level
        self.setAccessibleName(level_words(level))
        self.update()

    def level(self) -> int | None:
        return self._level

    def paintEvent(self, _event: QPaintEvent) -> None:
        paint_level(QPainter(self), self.rect(), self._level, theme())


class PhaseMark(_Mark):
    """The letter of one phase; dashed when it is still ahead."""

    def __init__(self, phase: str, ahead: bool = False, parent: QWidget | None = None) -> None:
        super().__init__(QSize(20, 20), parent)
        self.set_phase(phase, ahead)

    def set_phase(self, phase: str, ahead: bool = False) -> None:
        self._phase, self._ahead = phase, ahead
        self.setAccessibleName(f"fase {phase}, {_PHASES[phase].word}")
        self.update()

    def paintEvent(self, _event: QPaintEvent) -> None:
        paint_phase(QPainter(self), self.rect(), self._phase, theme(), self._ahead)


class PhaseChain(_Mark):
    """P—D—C—A with what has been walked solid and what is ahead dashed."""

    def __init__(self, current: str = "P", parent: QWidget | None = None) -> None:
        super().__init__(QSize(146, 20), parent)
        self.set_phase(current)

    def set_phase(self, current: str) -> None:
        self._current = current
        self.setAccessibleName(f"nu in fase {current}, {_PHASES[current].word}")
        self.update()

    def paintEvent(self, _event: QPaintEvent) -> None:
        paint_chain(QPainter(self), 0, 10, self._current, theme())


class IconMark(_Mark):
    """An icon that stands by itself, in the colour of a token; words beside it say what it means."""

    def __init__(self, name: str, size: int = 18, role: str = "ink", parent: QWidget | None = None) -> None:
        super().__init__(QSize(size, size), parent)
        self._name, self._role = name, role

    def set_icon(self, name: str, role: str = "ink") -> None:
        if (name, role) != (self._name, self._role):
            self._name, self._role = name, role
            self.update()

    def paintEvent(self, _event: QPaintEvent) -> None:
        box = QRect(0, (self.height() - self.width()) // 2, self.width(), self.width())
        icons.draw(QPainter(self), box, self._name, self._role if self.isEnabled() else "mute")


class Logo(_Mark):
    """The sign of the program."""

    def __init__(self, size: int = 54, parent: QWidget | None = None) -> None:
        super().__init__(QSize(size, size), parent)
        self.setAccessibleName("lesobs")

    def paintEvent(self, _event: QPaintEvent) -> None:
        icons.draw_logo(QPainter(self), QRectF(self.rect()))
