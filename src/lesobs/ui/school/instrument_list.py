"""This file is the list of an own kijkwijzer: its parts, and what of them is in, out and still missing."""

from dataclasses import dataclass

from PySide6.QtCore import QModelIndex, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent, QPainter
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem

from lesobs.domain import dutch
from lesobs.domain.instrument import Part, place_in_list
from lesobs.services.instrument_drafts import DraftDetail
from lesobs.ui import icons
from lesobs.ui.look import font, theme
from lesobs.ui.models.lines import ListModel
from lesobs.ui.models.roles import Index, Role
from lesobs.ui.widgets.marks import ChipKind, chip_width, paint_chip, paint_focus
from lesobs.ui.widgets.tables import ListView
from lesobs.ui.widgets.text import draw_text, width_of

_State = QStyle.StateFlag
_BOX = 38
"""How far from the left a click ticks instead of chooses."""


@dataclass(frozen=True)
class Heading:
    """A part, and how many of its indicators are in."""

    letter: str
    title: str
    taken: int
    total: int
    selectable: bool = False

    def spoken(self) -> str:
        return f"Deel {self.letter}, {self.title}, {self.taken} van {self.total} opgenomen"


@dataclass(frozen=True)
class DraftRow:
    """The kijkwijzer itself (no key), or one indicator; `lacks` is how many things it still misses."""

    key: str | None
    code: str
    title: str
    taken: bool = True
    own: bool = False
    lacks: int = 0

    @property
    def tooltip(self) -> str:
        return f"{self.code} {self.title}".strip()

    def spoken(self) -> str:
        words = [f"{self.code} {self.title or 'nog zonder titel'}".strip()]
        if self.key is not None:
            words.append("opgenomen" if self.taken else "weggelaten")
        words += ["eigen"] if self.own else []
        words += [f"er {_misses(self.lacks)}"] if self.lacks else []
        return ", ".join(words)


def _misses(number: int) -> str:
    return f"{'mist' if number == 1 else 'missen'} nog {dutch.count(number, 'ding', 'dingen')}"


class DraftList(ListView):
    """Space takes an indicator in or leaves it out; so does a click on its box."""

    toggled = Signal(str)
    chosen = Signal(object)
    """The key of the row that got the keyboard, None for the kijkwijzer itself."""

    def __init__(self) -> None:
        super().__init__("Indicatoren van deze kijkwijzer")
        self._lines: ListModel[Heading | DraftRow] = ListModel(self)
        self.setModel(self._lines)
        self.setItemDelegate(_Delegate(self))
        self.selectionModel().currentChanged.connect(self._tell)
        self._showing = False

    def show_detail(self, detail: DraftDetail, current: str | None) -> None:
        """Show a draft with this row chosen; nothing is told."""
        self._showing = True
        scrolled = self.verticalScrollBar().value()
        self._lines.set_lines(_lines(detail))
        self.verticalScrollBar().setValue(scrolled)
        self._choose(current)
        self._showing = False

    def choose(self, key: str | None) -> None:
        """Go to a row, as a click on it does."""
        self._choose(key)

    def row(self) -> DraftRow | None:
        """The row that has the keyboard."""
        place = self.current_row()
        line = self._lines.line(place) if 0 <= place < self._lines.rowCount() else None
        return line if isinstance(line, DraftRow) else None

    def rows(self) -> list[DraftRow]:
        return [line for line in self._lines.lines() if isinstance(line, DraftRow)]

    def step(self, by: int) -> None:
        """Go to the row before or after."""
        keys = [row.key for row in self.rows()]
        if (row := self.row()) is not None:
            self._choose(keys[min(max(keys.index(row.key) + by, 0), len(keys) - 1)])

    def keyPressEvent(self, event: QKeyEvent) -> None:
        row = self.row()
        if event.key() == Qt.Key.Key_Space and row is not None and row.key is not None:
            self.toggled.emit(row.key)
        else:
            super().keyPressEvent(event)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        super().mouseReleaseEvent(event)
        index = self.indexAt(event.position().toPoint())
        line = self._lines.line(index) if index.isValid() else None
        if isinstance(line, DraftRow) and line.key is not None and event.position().x() < _BOX:
            self.toggled.emit(line.key)

    def _choose(self, key: str | None) -> None:
        self.select_row(self._lines.row_of(lambda line: isinstance(line, DraftRow) and line.key == key))

    def _tell(self, current: QModelIndex, _before: QModelIndex) -> None:
        line = self._lines.line(current) if current.isValid() else None
        if isinstance(line, DraftRow) and not self._showing:
            self.chosen.emit(line.key)


def _lines(detail: DraftDetail) -> list[Heading | DraftRow]:
    """The kijkwijzer itself, and then every part with what is in it and what could be."""
    lacks: dict[str | None, int] = {}
    for missing in detail.missing:
        lacks[missing.indicator] = lacks.get(missing.indicator, 0) + 1
    inside = detail.draft.instrument.indicators
    lines: list[Heading | DraftRow] = [DraftRow(None, "", "Over deze kijkwijzer", lacks=lacks.get(None, 0))]
    for part in Part:
        taken = [one for one in inside if one.part is part]
        out = [one for one in detail.left_out if one.part is part]
        if not taken and not out and part is not Part.OWN:
            continue
        lines.append(Heading(part.letter, part.title, len(taken), len(taken) + len(out)))
        lines += [
            DraftRow(one.key, one.code, one.title, one in taken, one.own, lacks.get(one.key, 0))
            for one in sorted((*taken, *out), key=lambda one: (place_in_list(one), one in out))
        ]
    return lines


class _Delegate(QStyledItemDelegate):
    """Rows of 36 with a box to tick, the code, the title, and what is missing."""

    def sizeHint(self, _option: QStyleOptionViewItem, index: Index) -> QSize:
        return QSize(180, 24 if isinstance(index.data(Role.LINE), Heading) else 36)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        line = index.data(Role.LINE)
        painter.save()
        if isinstance(line, Heading):
            _paint_heading(painter, QRectF(option.rect), line)
        elif isinstance(line, DraftRow):
            _paint_row(painter, option, line)
        painter.restore()


def _paint_heading(painter: QPainter, box: QRectF, line: Heading) -> None:
    worn, strong = theme(), font("note", True)
    painter.fillRect(box, worn.color("sunk"))
    painter.fillRect(QRectF(box.left(), box.bottom() - 1, box.width(), 1), worn.color("line"))
    inner = box.adjusted(12, 0, -12, -1)
    count = f"{line.taken}/{line.total}" if line.total else ""
    draw_text(painter, inner, count, strong, worn.color("mute"), Qt.AlignmentFlag.AlignRight)
    space = inner.adjusted(0, 0, -width_of(count, strong) - 8, 0)
    draw_text(painter, space, f"{line.letter}   {line.title}", strong, worn.color("mute"))


def _paint_row(painter: QPainter, option: QStyleOptionViewItem, line: DraftRow) -> None:
    worn, box = theme(), QRectF(option.rect)
    chosen = bool(option.state & _State.State_Selected)
    if chosen or option.state & _State.State_MouseOver:
        painter.fillRect(box, worn.color("sel" if chosen else "hover"))
    painter.fillRect(QRectF(box.left(), box.bottom() - 1, box.width(), 1), worn.color("line"))
    inner = box.adjusted(12, 0, -12, -1)
    middle = inner.center().y()
    name = "pencil" if line.key is None else "tick" if line.taken else "box"
    tone = "acc" if line.taken and line.key is not None else "mute"
    icons.draw(painter, QRectF(inner.left(), middle - 9, 18, 18), name, tone)
    left = inner.left() + 26
    if line.code:
        draw_text(painter, inner.adjusted(26, 0, 0, 0), line.code, font("note", True), worn.color("mute"))
        left += max(28.0, width_of(line.code, font("note", True)) + 8)
    right = _paint_right(painter, inner, line)
    words = font("body", chosen)
    ink = worn.color("ink" if line.taken and line.title else "mute")
    space = QRectF(left, inner.top(), right - left - 6, inner.height())
    draw_text(painter, space, line.title or "nog zonder titel", words, ink)
    if option.state & _State.State_HasFocus:
        paint_focus(painter, box)


def _paint_right(painter: QPainter, inner: QRectF, line: DraftRow) -> float:
    """What is missing, or that it is an own one; gives where that begins."""
    if not line.lacks and not line.own:
        return inner.right()
    text = f"{line.lacks}" if line.lacks else "eigen"
    kind: ChipKind = "attention" if line.lacks else "plain"
    left = inner.right() - chip_width(text, kind)
    paint_chip(painter, left, inner.center().y(), text, kind)
    return left
