"""This file is the painting of the month: days, weeks, holidays, and the pieces of what runs through them."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QPainter, QPen

from lesobs.domain import dutch
from lesobs.domain.month_weeks import DAY
from lesobs.domain.schoolyear import Holiday, public_holidays
from lesobs.ui import icons
from lesobs.ui.calendar.month_layout import DAY_HEAD, HEAD, NUMBERS, Item, MonthLayout, Piece, Week
from lesobs.ui.calendar.planner_layout import BLOCK, sign_of
from lesobs.ui.calendar.planner_paint import ghost_label, paint_shape, title_font, title_width, write_title
from lesobs.ui.calendar.wording import one_line
from lesobs.ui.look import font, theme
from lesobs.ui.widgets.marks import paint_box, paint_hatch
from lesobs.ui.widgets.text import draw_text, width_of

_CENTRE = Qt.AlignmentFlag.AlignHCenter
_BEYOND = 8
"""How far a bar that goes on next week is painted past Sunday, where it is cut off."""


@dataclass(frozen=True, slots=True)
class Days:
    """What is known of the days of a month, besides what stands in them."""

    month: date
    today: date
    holidays: tuple[Holiday, ...] = ()

    def names(self, day: date) -> list[str]:
        """What makes a day free: public holidays, then those of the school."""
        public = [one.name for one in public_holidays(day.year) if day in one]
        return [*public, *(one.name for one in self.holidays if day in one)]


def paint_head(painter: QPainter, layout: MonthLayout, days: Days) -> None:
    """The names of the days above the weeks, that of today in the accent when it is in sight."""
    worn, edges = theme(), layout.columns.edges
    painter.fillRect(QRectF(0, 0, edges[-1], HEAD), worn.color("surf"))
    draw_text(painter, QRectF(0, 0, NUMBERS, HEAD), "wk", font("count"), worn.color("mute"), _CENTRE)
    for number, name in enumerate(dutch.DAYS):
        now = days.today in layout and days.today.weekday() == number
        space = QRectF(edges[number] + 7, 0, edges[number + 1] - edges[number] - 7, HEAD)
        draw_text(painter, space, name, font("secondary", now), worn.color("acc" if now else "mute"))
    painter.fillRect(QRectF(0, HEAD - 1, edges[-1], 1), worn.color("line2"))


def paint_week(painter: QPainter, layout: MonthLayout, week: Week, days: Days, chosen: date) -> None:
    """The ground of a week: its number, its days, the free ones hatched, and the rounds."""
    worn = theme()
    number = QRectF(0, week.top, NUMBERS, DAY_HEAD)
    now = week.monday <= days.today <= week.days[-1]
    ink = worn.color("acc" if now else "mute")
    draw_text(painter, number, str(dutch.week(week.monday)), font("caption", now), ink, _CENTRE)
    for day in week.days:
        cell = layout.cell(day)
        _paint_ground(painter, cell, day, days, chosen)
        painter.fillRect(QRectF(cell.left(), cell.top(), 1, cell.height()), worn.color("line"))
        _paint_day_head(painter, cell, day, days, _head_words(day, week, days))
    bottom = week.top + week.height - 1
    painter.fillRect(QRectF(0, bottom, layout.columns.edges[-1], 1), worn.color("line2"))
    for _, box in week.bands:
        paint_box(painter, box, None, worn.color("line2"), 1)


def paint_piece(painter: QPainter, layout: MonthLayout, piece: Piece, *, selected: bool) -> None:
    """A part of an activity with its letter and title, or a visit in one line."""
    line, box = piece.item.activity, piece.box
    if line is None:
        _paint_visit(painter, piece, selected)
        return
    worn, edges = theme(), layout.columns.edges
    shape = box.adjusted(0 if piece.begins else -_BEYOND, 0, 0 if piece.ends else _BEYOND, 0)
    painter.save()
    painter.setClipRect(QRectF(edges[0], box.top(), edges[-1] - edges[0], box.height()))
    paint_shape(painter, shape, line, worn, thick=selected, block=box.left() if not piece.begins else None)
    painter.restore()
    space = box.adjusted(BLOCK + 4, 0, -3, 0)
    if sign := sign_of(line):
        where = QRectF(box.right() - 16, box.center().y() - 6.5, 13, 13)
        paint_box(painter, where.adjusted(-1, 0, 1, 0), None, worn.color("surf"), 3)
        icons.draw(painter, where, sign, "attention" if sign == "warn" else "done")
        space.setRight(where.left() - 3)
    words = one_line(line.title)
    space.setWidth(max(0.0, min(space.width(), title_width(words) + 1)))
    if line.phase.letter in "CA" and space.width() > 4:
        paint_box(painter, space.adjusted(-2, 2, 2, -2), None, worn.color("surf"), 2)
    write_title(painter, space, words, line, worn)


def paint_more(painter: QPainter, box: QRectF, count: int, *, selected: bool, short: bool) -> None:
    """How many items of a day have no place."""
    worn = theme()
    if selected:
        paint_box(painter, box, None, worn.color("sel"), 3)
    words = f"+{count}" if short else f"+{count} meer"
    draw_text(painter, box.adjusted(5, 0, -2, 0), words, font("caption", True), worn.color("link"))


def paint_ghost(painter: QPainter, layout: MonthLayout, pieces: Sequence[Piece], words: str) -> None:
    """An activity while it is dragged, with the days it would get."""
    worn = theme()
    for piece in pieces:
        paint_piece(painter, layout, piece, selected=True)
    label = ghost_place(layout, pieces, words)
    paint_box(painter, label, QPen(worn.color("line2"), 1), worn.color("surf"), 3)
    draw_text(painter, label.adjusted(6, 0, 0, 0), words, title_font(), worn.color("ink"))


def ghost_place(layout: MonthLayout, pieces: Sequence[Piece], words: str) -> QRectF:
    """Where the days of a dragged activity stand: below its first part, within the month."""
    label = ghost_label(pieces[0].box, words) if pieces else QRectF()
    return label.translated(min(0.0, layout.columns.edges[-1] - 2 - label.right()), 0)


def day_words(day: date) -> str:
    """`23`, and `1 dec` where a month begins."""
    return f"{day.day} {dutch.MONTHS[day.month - 1]}" if day.day == 1 else str(day.day)


def _paint_ground(painter: QPainter, cell: QRectF, day: date, days: Days, chosen: date) -> None:
    worn = theme()
    inside = (day.year, day.month) == (days.month.year, days.month.month)
    painter.fillRect(cell, worn.color("surf" if inside else "sunk"))
    if days.names(day):
        paint_hatch(painter, cell, worn.color("holiday"), worn.color("hatch"), 6, 1)
    if day == chosen:
        painter.fillRect(QRectF(cell.left(), cell.top(), cell.width(), DAY_HEAD), worn.color("sel"))


def _head_words(day: date, week: Week, days: Days) -> str:
    """What stands beside the number of a day: what makes it free, or the round, where it begins in a week."""
    names, first = days.names(day), day == week.monday
    if any(day in one for one in public_holidays(day.year)):
        return names[0]
    if names:
        return names[0] if first or names != days.names(day - DAY) else ""
    return next((one.title for one, _ in week.bands if first or day == one.starts_on), "")


def _paint_day_head(painter: QPainter, cell: QRectF, day: date, days: Days, words: str) -> None:
    """Its number, in the accent today, and the words beside it."""
    worn, number = theme(), day_words(day)
    now, inside = day == days.today, day.month == days.month.month
    free = bool(days.names(day))
    box = QRectF(cell.left() + 3, cell.top() + 2, width_of(number, font("note", now)) + 9, 16)
    if now:
        paint_box(painter, box, None, worn.color("acc"), 3)
    elif free:
        paint_box(painter, box, None, worn.color("holiday"), 3)
    ink = "onacc" if now else "ink" if inside else "mute"
    draw_text(painter, box, number, font("note", now), worn.color(ink), _CENTRE)
    if not words:
        return
    space = QRectF(box.right() + 2, box.top(), cell.right() - box.right() - 4, 16)
    words = _short_enough(words, space.width() - 6)
    space.setWidth(min(space.width(), width_of(words, font("caption")) + 6))
    if free:
        paint_box(painter, space, None, worn.color("holiday"), 3)
    draw_text(painter, space.adjusted(3, 0, -2, 0), words, font("caption"), worn.color("mute"))


def _short_enough(words: str, room: float) -> str:
    """`eerste paasdag` as `1e paasdag` where there is little room, and `voorjaarsvakantie` as `voorjaar`."""
    shorter = words.replace("eerste ", "1e ").replace("tweede ", "2e ").replace("vakantie", "vak.")
    shortest = re.sub(r"(s?vak\.|(?<=pinkster)dag)$", "", shorter)
    tries = (words, shorter, shortest)
    return next((one for one in tries if width_of(one, font("caption")) <= room), shortest)


def _paint_visit(painter: QPainter, piece: Piece, selected: bool) -> None:
    worn, box = theme(), piece.box
    if selected:
        paint_box(painter, box, QPen(worn.color("acc"), 1), worn.color("sel"), 3)
    icons.draw(painter, QRectF(box.left() + 3, box.center().y() - 6.5, 13, 13), "visit", "mute")
    words = visit_words(piece.item)
    draw_text(painter, box.adjusted(20, 0, -2, 0), words, title_font(), worn.color("mute"))


def visit_words(item: Item) -> str:
    """`les 2 Emre Kaya`, as it stands in a day."""
    visit = item.visit
    if visit is None:
        return ""
    return f"les {visit.lesson_hour} {visit.teacher}" if visit.lesson_hour else visit.teacher
