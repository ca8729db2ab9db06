"""This file is the program's icons: SVG line drawings that take their colour from the theme when painted."""

from functools import cache, lru_cache

from PySide6.QtCore import QByteArray, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QIcon, QIconEngine, QPainter, QPixmap
from PySide6.QtSvg import QSvgRenderer

from lesobs.paths import resources
from lesobs.ui.look import theme


def icon(name: str, role: str = "ink") -> QIcon:
    """An icon for buttons, menus and fields; `role` is a token of the theme. Disabled it is muted."""
    return QIcon(_Engine(name, role))


def pixmap(name: str, size: int, role: str = "ink") -> QPixmap:
    """The icon as a square picture of `size` pixels."""
    return _drawn(name, theme().color(role).name(), size, size)


def draw(painter: QPainter, where: QRect | QRectF, name: str, color: str | QColor = "ink") -> None:
    """Paint the icon in a square; `color` is a token of the theme or a colour."""
    chosen = theme().color(color) if isinstance(color, str) else color
    device = painter.device()
    ratio = device.devicePixelRatio() if device is not None else 1.0
    width, height = (max(1, round(round(side) * ratio)) for side in (where.width(), where.height()))
    picture = _drawn(name, chosen.name(), width, height)
    painter.drawPixmap(QRectF(where), picture, QRectF(picture.rect()))


def app_icon() -> QIcon:
    """The sign of the program, for the window and the task bar."""
    return QIcon(str(resources() / "logo.svg"))


def draw_logo(painter: QPainter, where: QRectF) -> None:
    """Paint the sign of the program in the colours of the theme."""
    svg = (resources() / "logo.svg").read_text(encoding="utf-8")
    svg = svg.replace("#17566C", theme().acc).replace("#965B0B", theme().phase_c)
    QSvgRenderer(QByteArray(svg.encode())).render(painter, where)


_clones: list[QIconEngine] = []


class _Engine(QIconEngine):
    """Paints one icon in the colours worn at that moment, so a change of theme needs no new icons."""

    def __init__(self, name: str, role: str) -> None:
        super().__init__()
        self._name, self._role = name, role

    def paint(self, painter: QPainter, rect: QRect, mode: QIcon.Mode, _state: QIcon.State) -> None:
        draw(painter, rect, self._name, self._color(mode))

    def pixmap(self, size: QSize, mode: QIcon.Mode, _state: QIcon.State) -> QPixmap:
        return _drawn(self._name, self._color(mode).name(), size.width(), size.height())

    def clone(self) -> QIconEngine:
        copy = _Engine(self._name, self._role)
        _clones.append(copy)  # Qt owns the copy, but Python would throw it away on return
        return copy

    def _color(self, mode: QIcon.Mode) -> QColor:
        return theme().color("mute" if mode == QIcon.Mode.Disabled else self._role)


@lru_cache(maxsize=1000)
def _drawn(name: str, color: str, width: int, height: int) -> QPixmap:
    """The drawing in device pixels."""
    picture = QPixmap(width, height)
    picture.fill(Qt.GlobalColor.transparent)
    painter = QPainter(picture)
    side = min(width, height)
    square = QRectF((width - side) / 2, (height - side) / 2, side, side)
    QSvgRenderer(QByteArray(_source(name).replace("currentColor", color).encode())).render(painter, square)
    painter.end()
    return picture


@cache
def _source(name: str) -> str:
    return (resources() / "icons" / f"{name}.svg").read_text(encoding="utf-8")
