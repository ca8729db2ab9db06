"""This file is the cards of the board: what stands on one, and how it is painted."""

from dataclasses import dataclass

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPainterPath, QPen, QTextLayout
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem

from lesobs.domain import dutch
from lesobs.domain.cycle import Phase
from lesobs.services.calendar import ActivityLine
from lesobs.services.cycles import CycleLine
from lesobs.ui import icons
from lesobs.ui.calendar.wording import about, closed_chip, one_line, short_weeks, spoken, status_chip, tip
from lesobs.ui.look import font, theme
from lesobs.ui.models.roles import Index, Role
from lesobs.ui.widgets.marks import ChipKind, paint_box, paint_chip, paint_focus
from lesobs.ui.widgets.text import draw_text, width_of

EDGE, GAP, LINE = 5, 7, 18
_State = QStyle.StateFlag
_RIGHT = Qt.AlignmentFlag.AlignRight


@dataclass(frozen=True, slots=True)
class BoardCard:
    """An activity on the board, or a closed cycle (then `movable` is False). `when` stands behind a clock."""

    key: str
    title: str
    who: str
    standard: str
    letter: str
    said: str
    tooltip: str
    when: str = ""
    chip: str = ""
    chip_kind: ChipKind = "plain"
    foot: str = ""
    movable: bool = True

    def spoken(self) -> str:
        return self.said


def activity_card(line: ActivityLine) -> BoardCard:
    """The card of an open activity."""
    running = line.phase is Phase.DO and line.coming_up
    until = f"t/m {dutch.until_week(line.starts_on, line.ends_on).replace('week', 'wk')}"
    chip, kind = status_chip(line) if line.overdue else ("", "plain")
    return BoardCard(
        key=line.id,
        title=one_line(line.title),
        who=line.owner or (f"sectie {line.section}" if line.section else line.group) or "nog geen eigenaar",
        standard=line.standard,
        letter=line.phase.letter,
        said=spoken(line),
        tooltip=tip(about(line)),
        when="" if chip else until if running else short_weeks(line.starts_on, line.ends_on),
        chip=chip,
        chip_kind=kind,
        foot=one_line(line.follows),
    )


def cycle_card(cycle: CycleLine) -> BoardCard:
    """The card of a cycle that was closed this year; it stays in sight."""
    chip, kind = closed_chip(cycle)
    return BoardCard(
        key=cycle.id,
        title=one_line(cycle.title),
        who=cycle.scope,
        standard=cycle.standard,
        letter=Phase.ACT.letter,
        said=f"cyclus {cycle.title}, {cycle.scope}, {chip}",
        tooltip="",
        chip=chip,
        chip_kind=kind,
        movable=False,
    )


class CardDelegate(QStyledItemDelegate):
    """Paints BoardCard: a thick edge in the colour of the phase, the title in at most two lines."""

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        card = index.data(Role.LINE)
        width = max(120, option.rect.width())
        if not isinstance(card, BoardCard):
            return QSize(width, 60)
        lines = len(_title_lines(card.title, width - 4 - EDGE - 20))
        return QSize(width, lines * LINE + 56 + (15 if card.foot else 0) + GAP)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        card, worn = index.data(Role.LINE), theme()
        if not isinstance(card, BoardCard):
            return
        painter.save()
        box = QRectF(option.rect).adjusted(2, 2, -2, -GAP + 2)
        chosen = bool(option.state & _State.State_Selected)
        ground = worn.color("sel" if chosen else "surf")
        paint_box(painter, box, QPen(worn.color("line2"), 1), ground, 4)
        shape = QPainterPath()
        shape.addRoundedRect(box, 4, 4)
        painter.setClipPath(shape)
        painter.fillRect(QRectF(box.left(), box.top(), EDGE, box.height()), worn.phase(card.letter)[0])
        painter.setClipping(False)
        self._paint_words(painter, box.adjusted(EDGE + 10, 7, -10, -6), card)
        if option.state & _State.State_HasFocus:
            paint_focus(painter, QRectF(option.rect).adjusted(0, 0, 0, -GAP + 4), 5)
        painter.restore()

    def _paint_words(self, painter: QPainter, space: QRectF, card: BoardCard) -> None:
        worn = theme()
        line = QRectF(space.left(), space.top(), space.width(), LINE)
        for words in _title_lines(card.title, space.width()):
            draw_text(painter, line, words, font("body", True), worn.color("ink"))
            line.translate(0, LINE)
        second = QRectF(space.left(), line.top(), space.width(), 16)
        taken = width_of(card.standard, font("secondary")) + 8
        draw_text(painter, second.adjusted(0, 0, -taken, 0), card.who, font("secondary"), worn.color("mute"))
        draw_text(painter, second, card.standard, font("secondary"), worn.color("mute"), _RIGHT)
        third = second.translated(0, 20)
        if card.chip:
            paint_chip(painter, third.left(), third.center().y() + 1, card.chip, card.chip_kind)
        elif card.when:
            icons.draw(painter, QRectF(third.left(), third.top() + 1, 15, 15), "clock")
            draw_text(painter, third.adjusted(21, 0, 0, 0), card.when, font("secondary"), worn.color("ink"))
        if card.foot:
            draw_text(painter, third.translated(0, 19), card.foot, font("caption"), worn.color("mute"))


def _title_lines(title: str, width: float) -> list[str]:
    """A title in one line or two; what the second can't hold is cut with … where it is painted."""
    layout = QTextLayout(title, font("body", True))
    layout.beginLayout()
    line = layout.createLine()
    line.setLineWidth(width)
    layout.endLayout()
    first = title.encode("utf-16-le")[: 2 * line.textLength()].decode("utf-16-le", "ignore")
    rest = title[len(first) :]
    return [first.rstrip(), rest] if rest else [first]
