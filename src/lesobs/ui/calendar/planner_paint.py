"""This file is the painting of the year planner: bars in the form of their phase, holidays, head and rows."""

from collections.abc import Sequence
from datetime import date, timedelta
from functools import lru_cache

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import (
    QBrush,
    QColor,
    QFont,
    QPainter,
    QPainterPath,
    QPen,
    QPixmap,
    QPixmapCache,
    QTransform,
)

from lesobs.domain.activity import ActivityStatus
from lesobs.services.calendar import ActivityLine
from lesobs.ui import icons
from lesobs.ui.calendar.planner_layout import (
    BAR,
    BLOCK,
    CHECKS,
    GAP,
    HEAD,
    LOWEST_ROW,
    MONTH_HEAD,
    ROUNDS,
    ROW_TOP,
    Bar,
    ChecksOfWeek,
    RoundBand,
    Row,
    Scale,
    place_checks,
    sign_of,
)
from lesobs.ui.look import Theme, font, sized_font, theme
from lesobs.ui.widgets.marks import paint_box, paint_focus, paint_hatch
from lesobs.ui.widgets.text import draw_text, width_of


def paint_bar(painter: QPainter, bar: Bar, *, selected: bool, focused: bool, within: float) -> None:
    """A bar with its title; a title inside stays right of `within`, where the visible part begins."""
    worn, line = theme(), bar.line
    if not bar.inside:
        patch = worn.color("sel" if selected else "surf")
        patch.setAlphaF(1.0 if selected else 0.9)
        paint_box(painter, bar.title_box.adjusted(-3, 1, 3, -1), None, patch, 2)
    paint_shape(painter, bar.box, line, worn, thick=selected)
    if bar.inside:
        _paint_title_inside(painter, bar, worn, within)
    else:
        write_title(painter, bar.title_box, bar.title, line, worn)
    if sign := sign_of(line):
        where = QRectF(bar.box.right() + 3, bar.box.center().y() - 7.5, 15, 15)
        icons.draw(painter, where, sign, "attention" if sign == "warn" else "done")
    if focused:
        paint_focus(painter, bar.box.adjusted(-3, -2.5, 3, 2.5), 5)


def paint_shape(
    painter: QPainter, box: QRectF, line: ActivityLine, worn: Theme, thick: bool, block: float | None = None
) -> None:
    """The bar itself: P hollow, D plain tint, C hatched, A dotted, each with its letter in a block; that
    stands at the left end, or from `block` on."""
    letter = line.phase.letter
    color, tint = worn.phase(letter)
    done = line.status is ActivityStatus.DONE
    shape = QPainterPath()
    shape.addRoundedRect(box.adjusted(0.5, 0.5, -0.5, -0.5), 3, 3)
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setClipPath(shape, Qt.ClipOperation.IntersectClip)
    if letter == "C" and not done:
        paint_hatch(painter, box, tint, _faint(color, 0.42), 6, 2)
    elif letter == "A" and not done:
        _paint_dots(painter, box, tint, _faint(color, 0.7))
    else:
        painter.fillRect(box, worn.color("surf") if letter == "P" else tint)
    painter.restore()
    edge = QPen(color, 2.5 if thick else 1.2)
    if line.status is ActivityStatus.DROPPED:
        edge.setDashPattern([3, 2])
    paint_box(painter, box, edge, None)
    left = box.left() if block is None else block
    _paint_block(painter, QRectF(left, box.top(), min(box.width(), BLOCK), box.height()), letter, worn)


def paint_ghost(painter: QPainter, box: QRectF, line: ActivityLine, words: str) -> None:
    """A bar while it is dragged, with the days it would get."""
    worn = theme()
    paint_shape(painter, box, line, worn, thick=True)
    paint_box(painter, ghost_label(box, words), QPen(worn.color("line2"), 1), worn.color("surf"), 3)
    draw_text(painter, ghost_label(box, words).adjusted(6, 0, 0, 0), words, title_font(), worn.color("ink"))


def ghost_label(box: QRectF, words: str) -> QRectF:
    """Where the days of a dragged bar stand: below it, so that the pointer does not cover them."""
    return QRectF(box.left(), box.bottom() + 3, width_of(words, title_font()) + 14, BAR)


def paint_holidays(painter: QPainter, spans: Sequence[tuple[float, float]], height: float) -> None:
    """Hatched bands over the rows; a span is left edge and width."""
    worn = theme()
    for left, width in spans:
        paint_hatch(painter, QRectF(left, 0, width, height), worn.color("holiday"), worn.color("hatch"), 6, 1)


def paint_months(painter: QPainter, scale: Scale, height: float) -> None:
    """The lines between the months."""
    painter.setPen(QPen(theme().color("line2"), 1))
    for _, left in scale.months():
        painter.drawLine(QPointF(round(left) + 0.5, 0), QPointF(round(left) + 0.5, height))


def paint_today(painter: QPainter, scale: Scale, today: date, height: float) -> None:
    """The line of today, when it lies in the year."""
    if today in scale.year:
        x = scale.x(today) + scale.day_width / 2
        painter.fillRect(QRectF(x - 0.75, 0, 1.5, height), theme().color("acc"))


def paint_head(
    painter: QPainter, scale: Scale, today: date, holidays: Sequence[tuple[float, float]], width: float
) -> None:
    """Months above week numbers, with the week of today in the accent."""
    worn = theme()
    painter.fillRect(QRectF(0, 0, width, HEAD), worn.color("surf"))
    painter.save()
    painter.translate(0, MONTH_HEAD)
    paint_holidays(painter, holidays, HEAD - MONTH_HEAD)
    painter.restore()
    paint_months(painter, scale, HEAD)
    months = scale.months()
    for place, (name, left) in enumerate(months):
        end = months[place + 1][1] if place + 1 < len(months) else scale.right
        space = QRectF(left + 6, 0, max(0, end - left - 6), MONTH_HEAD)
        draw_text(painter, space, name, font("secondary", True), worn.color("ink"))
    for number, middle, now in scale.weeks(today):
        box = QRectF(middle - 9, MONTH_HEAD + 1.5, 18, 17)
        if now:
            paint_box(painter, box, None, worn.color("acc"), 2)
        ink = worn.color("onacc" if now else "mute")
        chosen = sized_font(10, QFont.Weight.Bold) if now else font("count")
        draw_text(painter, box, str(number), chosen, ink, Qt.AlignmentFlag.AlignHCenter)
    painter.fillRect(QRectF(0, MONTH_HEAD - 0.5, width, 1), worn.color("line"))
    painter.fillRect(QRectF(0, HEAD - 1, width, 1), worn.color("line2"))


def paint_rounds(painter: QPainter, scale: Scale, rounds: Sequence[RoundBand]) -> None:
    """The rounds of visits as quiet bands below the weeks."""
    worn = theme()
    if not rounds:
        return
    painter.fillRect(QRectF(0, HEAD, scale.right, ROUNDS), worn.color("surf"))
    painter.fillRect(QRectF(0, HEAD + ROUNDS - 1, scale.right, 1), worn.color("line2"))
    for one in rounds:
        left, right = scale.x(one.starts_on), scale.x(one.ends_on + timedelta(days=1))
        band = QRectF(left, HEAD + 3, max(right - left, 3), ROUNDS - 7)
        paint_box(painter, band, QPen(worn.color("line2"), 1), worn.color("sunk"))
        draw_text(painter, band.adjusted(6, 0, -4, 0), one.words(), font("caption"), worn.color("mute"))


def paint_checks(painter: QPainter, scale: Scale, weeks: Sequence[ChecksOfWeek], top: float) -> None:
    """When the team looks again: the letter of that phase, and which cycles."""
    worn = theme()
    if not weeks:
        return
    painter.fillRect(QRectF(0, top, scale.right, CHECKS), worn.color("surf"))
    painter.fillRect(QRectF(0, top + CHECKS - 1, scale.right, 1), worn.color("line2"))
    for week, left, end in place_checks(weeks, scale, title_width):
        _paint_block(painter, QRectF(left, top + 2.5, BLOCK, BLOCK - 1), "C", worn)
        start = left + BLOCK + GAP
        words = QRectF(start, top, max(0, end - start), CHECKS - 1)
        ink = worn.color("attention" if week.late else "mute")
        draw_text(painter, words, week.words(), title_font(), ink)


def paint_name(painter: QPainter, row: Row, width: float, top: float) -> None:
    """The name of a row with its caption, in sight below `top` as long as the row is."""
    worn, group = theme(), row.group
    painter.fillRect(QRectF(0, row.top, width, row.height), worn.color("surf"))
    painter.fillRect(QRectF(0, row.top + row.height - 1, width, 1), worn.color("line"))
    ink = worn.color("attention" if group.attention else "ink")
    down = min(max(row.top, top), row.top + row.height - LOWEST_ROW)
    space = QRectF(10, down + ROW_TOP, width - 16, 18)
    draw_text(painter, space, group.name, font("small", True), ink)
    draw_text(painter, space.translated(0, 16), group.caption, font("caption"), worn.color("mute"))


def title_font() -> QFont:
    """The font of the titles at the bars."""
    return font("note")


@lru_cache(maxsize=4000)
def title_width(words: str) -> float:
    """How wide a title is; it is asked for again at every size of the window."""
    return width_of(words, title_font())


def _paint_block(painter: QPainter, box: QRectF, letter: str, worn: Theme) -> None:
    color, surf = worn.phase(letter)[0], worn.color("surf")
    filled = letter in "DA"
    paint_box(painter, box, QPen(color, 1.2), color if filled else surf)
    if letter == "A":
        paint_box(painter, box.adjusted(3, 3, -3, -3), QPen(surf, 1), None, 1.5)
    bold = sized_font(11, QFont.Weight.Bold)
    draw_text(painter, box, letter, bold, surf if filled else color, Qt.AlignmentFlag.AlignHCenter)


def _paint_title_inside(painter: QPainter, bar: Bar, worn: Theme, within: float) -> None:
    space = QRectF(bar.title_box)
    if within > space.left():
        room = bar.box.right() - 4 - space.width()
        space.moveLeft(max(space.left(), min(within + 4, room)))
    if bar.line.phase.letter in "CA":
        paint_box(painter, space.adjusted(-2, 2, 2, -2), None, worn.color("surf"), 2)
    write_title(painter, space, bar.title, bar.line, worn)


def write_title(painter: QPainter, space: QRectF, words: str, line: ActivityLine, worn: Theme) -> None:
    """A title at or in a bar: struck through when it was dropped, quieter when it is done."""
    chosen = QFont(title_font())
    chosen.setStrikeOut(line.status is ActivityStatus.DROPPED)
    draw_text(painter, space, words, chosen, worn.color("ink" if line.status.open else "mute"))


def _faint(color: QColor, share: float) -> QColor:
    faint = QColor(color)
    faint.setAlphaF(share)
    return faint


def _paint_dots(painter: QPainter, where: QRectF, ground: QColor, dot: QColor) -> None:
    """Dots on a plain ground, from a texture at the ratio of the screen."""
    device = painter.device()
    ratio = device.devicePixelRatio() if device is not None else 1.0
    side = round(5 * ratio)
    key = f"lesobs/dots/{dot.rgba()}/{side}"
    tile = QPixmap()
    if not QPixmapCache.find(key, tile):
        tile = QPixmap(side, side)
        tile.fill(Qt.GlobalColor.transparent)
        brush = QPainter(tile)
        brush.setRenderHint(QPainter.RenderHint.Antialiasing)
        brush.setPen(Qt.PenStyle.NoPen)
        brush.setBrush(dot)
        brush.drawEllipse(QPointF(side / 2, side / 2), 0.9 * ratio, 0.9 * ratio)
        brush.end()
        QPixmapCache.insert(key, tile)
    painter.fillRect(where, ground)
    texture = QBrush(tile)
    texture.setTransform(QTransform.fromScale(1 / ratio, 1 / ratio))
    painter.fillRect(where, texture)
