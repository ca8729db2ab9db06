"""This file is the rows of the observing screen: indicators with their scores, notes with their time."""

from dataclasses import dataclass
from functools import lru_cache

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPen
from PySide6.QtWidgets import QAbstractItemView, QStyle, QStyledItemDelegate, QStyleOptionViewItem

from lesobs.domain.dutch import count
from lesobs.ui import icons
from lesobs.ui.look import font, theme
from lesobs.ui.models.roles import Index, Role
from lesobs.ui.widgets.marks import level_words, paint_box, paint_focus, paint_key, paint_level
from lesobs.ui.widgets.text import Run, draw_text, paint_wrapped, width_of, wrapped_height

_State = QStyle.StateFlag
_RIGHT = Qt.AlignmentFlag.AlignRight
_CENTRE = Qt.AlignmentFlag.AlignHCenter
TOUCH_ROW = 44
LONGEST_SHOWN = 600
"""Signs of a note that the list shows; the field shows all of it."""


@dataclass(frozen=True)
class PartLine:
    """The heading of one part of an instrument, with the key that leads to it and how many are scored."""

    letter: str
    title: str
    done: int
    total: int
    selectable: bool = False

    def spoken(self) -> str:
        return f"Deel {self.letter}, {self.title}, {self.done} van {self.total} gescoord"


@dataclass(frozen=True)
class IndicatorLine:
    """One indicator: its code, its words, how many notes it has and its score (0 is n.v.t., None none)."""

    key: object
    code: str
    text: str
    level: int | None = None
    notes: int = 0
    tooltip: str = ""

    def spoken(self) -> str:
        notes = f", {count(self.notes, 'aantekening', 'aantekeningen')}" if self.notes else ""
        return f"{self.code} {self.text}, {level_words(self.level)}{notes}"


class IndicatorDelegate(QStyledItemDelegate):
    """Paints PartLine and IndicatorLine; rows are 36 high, 30 when compact, 44 for fingers."""

    def __init__(self, view: QAbstractItemView) -> None:
        super().__init__(view)
        self._compact = self._touch = False

    def set_touch(self, touch: bool) -> None:
        """Rows that a finger hits."""
        self._touch = touch

    def set_compact(self, compact: bool) -> None:
        """For narrow windows: lower rows, no keys in the headings and no count of notes."""
        self._compact = compact

    def sizeHint(self, _option: QStyleOptionViewItem, index: Index) -> QSize:
        if isinstance(index.data(Role.LINE), PartLine):
            return QSize(200, 18 if self._compact else 22)
        return QSize(200, TOUCH_ROW if self._touch else 30 if self._compact else 36)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        line = index.data(Role.LINE)
        painter.save()
        if isinstance(line, PartLine):
            self._paint_part(painter, QRectF(option.rect), line)
        elif isinstance(line, IndicatorLine):
            self._paint_indicator(painter, option, line)
        painter.restore()

    def _paint_part(self, painter: QPainter, box: QRectF, line: PartLine) -> None:
        worn, strong = theme(), font("note", True)
        painter.fillRect(box, worn.color("sunk"))
        painter.fillRect(QRectF(box.left(), box.bottom() - 1, box.width(), 1), worn.color("line"))
        inner = box.adjusted(12, 0, -10, -1)
        left = inner.left()
        if not self._compact:
            left += paint_key(painter, left, inner.center().y(), line.letter, 16) + 6
        count = "" if self._compact else f"{line.done}/{line.total}"
        draw_text(painter, inner, count, strong, worn.color("mute"), _RIGHT)
        space = QRectF(left, inner.top(), inner.right() - left - width_of(count, strong) - 6, inner.height())
        draw_text(painter, space, line.title, strong, worn.color("mute"))

    def _paint_indicator(self, painter: QPainter, option: QStyleOptionViewItem, line: IndicatorLine) -> None:
        worn, box = theme(), QRectF(option.rect)
        chosen = bool(option.state & _State.State_Selected)
        ground = "sel" if chosen else "hover" if option.state & _State.State_MouseOver else ""
        if ground:
            painter.fillRect(box, worn.color(ground))
        painter.fillRect(QRectF(box.left(), box.bottom() - 1, box.width(), 1), worn.color("line"))
        if chosen:
            painter.fillRect(QRectF(box.left(), box.top(), 4, box.height()), worn.color("acc"))
        inner = box.adjusted(10, 0, -8, -1) if self._compact else box.adjusted(12, 0, -10, -1)
        middle, side = inner.center().y(), 20 if self._compact else 22
        paint_level(painter, QRectF(inner.right() - side, middle - side / 2, side, side), line.level, worn)
        right = inner.right() - side - 8
        if line.notes and not self._compact:
            right = self._paint_notes(painter, inner, right, line.notes)
        draw_text(painter, inner, line.code, font("note", True), worn.color("mute"))
        left = inner.left() + max(
            24.0 if self._compact else 30.0, width_of(line.code, font("note", True)) + 8
        )
        space = QRectF(left, inner.top(), right - left, inner.height())
        draw_text(
            painter, space, line.text, font("small" if self._compact else "body", chosen), worn.color("ink")
        )
        if option.state & _State.State_HasFocus:
            paint_focus(painter, box)

    def _paint_notes(self, painter: QPainter, inner: QRectF, right: float, notes: int) -> float:
        text, plain = str(notes), font("caption")
        width = width_of(text, plain)
        draw_text(
            painter,
            QRectF(right - width, inner.top(), width + 1, inner.height()),
            text,
            plain,
            theme().color("mute"),
        )
        left = right - width - 3 - 15
        icons.draw(painter, QRectF(left, inner.center().y() - 7.5, 15, 15), "note", "mute")
        return left - 6


@dataclass(frozen=True)
class NoteHeading:
    """The phase of the lesson in which the notes below it were made."""

    title: str
    selectable: bool = False

    def spoken(self) -> str:
        return self.title


@dataclass(frozen=True)
class NoteLine:
    """One note: its clock time (`10.33`), its words, the code of its indicator; no words is only a time mark.

    `marked` notes belong to the indicator that is being scored, `reported` ones are in the teacher's report.
    """

    key: object
    time: str
    text: str
    tag: str = ""
    marked: bool = False
    reported: bool = False

    @property
    def tooltip(self) -> str:
        return IN_REPORT if self.reported else "Niet in het verslag (R)" if self.text else ""

    def spoken(self) -> str:
        tag = f", bij {self.tag}" if self.tag else ""
        report = ", in het verslag" if self.reported else ""
        return f"{self.time}{tag}{report}: {self.text or EMPTY_NOTE}"


EMPTY_NOTE = "tijdstip, nog zonder tekst"
IN_REPORT = "Komt in het verslag aan de docent (R)"


class NoteDelegate(QStyledItemDelegate):
    """Paints NoteHeading and NoteLine; a note is as high as its words need, and for fingers 44 at least."""

    def __init__(self, parent: QAbstractItemView) -> None:
        super().__init__(parent)
        self._touch = False

    def set_touch(self, touch: bool) -> None:
        """Rows that a finger hits."""
        self._touch = touch

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        line, view = index.data(Role.LINE), option.widget
        if isinstance(line, NoteLine):
            width = view.viewport().width() if isinstance(view, QAbstractItemView) else option.rect.width()
            return QSize(120, max(_note_height(_shown(line), width), TOUCH_ROW if self._touch else 0))
        return QSize(120, 27)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        line, box = index.data(Role.LINE), QRectF(option.rect)
        painter.save()
        if isinstance(line, NoteHeading):
            painter.fillRect(box, theme().color("sunk"))
            self._paint_line(painter, box)
            draw_text(
                painter,
                box.adjusted(12, 0, -12, -1),
                line.title,
                font("caption", True),
                theme().color("mute"),
            )
        elif isinstance(line, NoteLine):
            self._paint_note(painter, option, line)
        painter.restore()

    def _paint_note(self, painter: QPainter, option: QStyleOptionViewItem, line: NoteLine) -> None:
        worn, box = theme(), QRectF(option.rect)
        if line.marked or option.state & _State.State_Selected:
            painter.fillRect(box, worn.color("sel"))
        elif option.state & _State.State_MouseOver:
            painter.fillRect(box, worn.color("hover"))
        self._paint_line(painter, box)
        time = QRectF(box.left() + 12, box.top() + 6, 44, 18)
        draw_text(painter, time, line.time, font("secondary"), worn.color("mute"))
        paint_wrapped(painter, _text_box(box), [self._words(line)])
        if line.reported:
            icons.draw(painter, QRectF(box.left() + 46, box.top() + 9, 12, 12), "file", "mute")
        if line.tag:
            self._paint_tag(painter, box, line)
        if option.state & _State.State_HasFocus:
            paint_focus(painter, box)

    def _paint_tag(self, painter: QPainter, box: QRectF, line: NoteLine) -> None:
        worn, strong = theme(), font("caption", True)
        width = width_of(line.tag, strong) + 12
        tag = QRectF(box.right() - 12 - width, box.top() + 6, width, 18)
        edge, ground = ("acc", "sel") if line.marked else ("line2", "surf")
        paint_box(painter, tag, QPen(worn.color(edge), 1), worn.color(ground), 3)
        draw_text(painter, tag, line.tag, strong, worn.color("ink" if line.marked else "mute"), _CENTRE)

    def _paint_line(self, painter: QPainter, box: QRectF) -> None:
        painter.fillRect(QRectF(box.left(), box.bottom() - 1, box.width(), 1), theme().color("line"))

    def _words(self, line: NoteLine) -> Run:
        return Run(_shown(line), font("body"), theme().color("ink" if line.text else "mute"))


def _shown(line: NoteLine) -> str:
    """The words of a note as the list shows them."""
    shown = line.text if len(line.text) <= LONGEST_SHOWN else f"{line.text[:LONGEST_SHOWN]}…"
    return shown or EMPTY_NOTE


@lru_cache(maxsize=1000)
def _note_height(words: str, width: int) -> int:
    """Kept, since a list asks it of all its notes whenever one comes or goes."""
    return round(wrapped_height([Run(words, font("body"))], _text_box(QRectF(0, 0, width, 0)).width())) + 13


def _text_box(row: QRectF) -> QRectF:
    """Where the words of a note stand: after its time, before its tag."""
    return QRectF(row.left() + 60, row.top() + 6, row.width() - 60 - 50, row.height())
