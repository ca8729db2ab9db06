"""This file is the list of cycles: the open ones, findings that have none yet, and what was closed."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from PySide6.QtCore import QRectF, QSize
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem

from lesobs.domain import dutch
from lesobs.domain.finding import FindingKind
from lesobs.services.cycles import CycleLine
from lesobs.services.findings import FindingLine
from lesobs.ui import icons
from lesobs.ui.calendar.wording import PHASE_NAMES, closed_chip, one_line, tip, waits_for
from lesobs.ui.look import font, theme
from lesobs.ui.models.roles import Index, Role
from lesobs.ui.widgets.marks import chip_width, paint_chain, paint_chip, paint_focus
from lesobs.ui.widgets.text import draw_text

ROW_HEIGHT, HEADING_HEIGHT, CHAIN_WIDTH = 52, 34, 146
_State = QStyle.StateFlag


@dataclass(frozen=True, slots=True)
class CycleHeading:
    """The heading of a part of the list."""

    title: str
    count: int
    selectable: bool = False

    def spoken(self) -> str:
        return f"{self.title}, {self.count}"


@dataclass(frozen=True, slots=True)
class CycleRow:
    """A cycle or a finding, with what it waits for."""

    key: str
    title: str
    context: str
    caption: str
    said: str
    cycle: CycleLine | None = None
    finding: FindingLine | None = None
    attention: bool = False

    @property
    def finding_id(self) -> str:
        """The finding itself, or the one a cycle came from; "" when there is none."""
        if self.finding is not None:
            return self.finding.id
        return (self.cycle.finding_id or "") if self.cycle is not None else ""

    @property
    def tooltip(self) -> str:
        return tip(self.title)

    def spoken(self) -> str:
        return self.said


ListLine = CycleHeading | CycleRow


def list_lines(cycles: Sequence[CycleLine], findings: Sequence[FindingLine], today: date) -> list[ListLine]:
    """All lines in the order shown; a part without lines has no heading. A strength waits for no cycle."""
    taken = {cycle.finding_id for cycle in cycles}
    waiting = [one for one in findings if one.id not in taken and one.kind is not FindingKind.STRENGTH]
    parts = (
        ("Lopende cycli", [_cycle_row(cycle, today) for cycle in cycles if cycle.closed_on is None]),
        ("Bevindingen zonder cyclus", [_finding_row(one) for one in waiting]),
        ("Gesloten", [_cycle_row(cycle, today) for cycle in cycles if cycle.closed_on is not None]),
    )
    lines: list[ListLine] = []
    for title, rows in parts:
        if rows:
            lines += [CycleHeading(title, len(rows)), *rows]
    return lines


def _cycle_row(cycle: CycleLine, today: date) -> CycleRow:
    waits, attention = waits_for(cycle, today)
    owner = cycle.owner or "nog geen eigenaar"
    title = one_line(cycle.title)
    return CycleRow(
        key=cycle.id,
        title=title,
        context=f"{cycle.scope} · {cycle.standard}",
        caption=f"{owner} · {waits}",
        said=f"cyclus {title}, {cycle.scope}, {owner}, fase {PHASE_NAMES[cycle.phase]}, {waits}",
        cycle=cycle,
        attention=attention,
    )


def _finding_row(finding: FindingLine) -> CycleRow:
    counts = finding.counts
    shown = (
        f" · {counts.high} van {dutch.count(counts.scored, 'les', 'lessen')} op 3 of 4"
        if counts.scored
        else ""
    )
    title = one_line(finding.text)
    caption = f"{finding.kind.word} van {dutch.day(finding.found_on)}{shown}"
    return CycleRow(
        key=finding.id,
        title=title,
        context=finding.scope,
        caption=caption,
        said=f"bevinding {title}, {finding.state.word}, {caption}",
        finding=finding,
    )


class CycleDelegate(QStyledItemDelegate):
    """Paints a heading, or a row with the track of its phases at the right."""

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        heading = isinstance(index.data(Role.LINE), CycleHeading)
        return QSize(200, HEADING_HEIGHT if heading else ROW_HEIGHT)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        line, worn, box = index.data(Role.LINE), theme(), QRectF(option.rect)
        painter.save()
        if isinstance(line, CycleHeading):
            painter.fillRect(box, worn.color("sunk"))
            space = box.adjusted(14, 0, -14, 0)
            at = draw_text(painter, space, line.title, font("small", True), worn.color("ink"))
            rest = space.adjusted(at + 8, 0, 0, 0)
            draw_text(painter, rest, str(line.count), font("caption"), worn.color("mute"))
        elif isinstance(line, CycleRow):
            if option.state & _State.State_Selected:
                painter.fillRect(box, worn.color("sel"))
            elif option.state & _State.State_MouseOver:
                painter.fillRect(box, worn.color("hover"))
            self._paint_row(painter, box.adjusted(14, 0, -14, -1), line)
        painter.fillRect(QRectF(box.left(), box.bottom() - 1, box.width(), 1), worn.color("line"))
        if option.state & _State.State_HasFocus:
            paint_focus(painter, box)
        painter.restore()

    def _paint_row(self, painter: QPainter, space: QRectF, row: CycleRow) -> None:
        worn, middle = theme(), space.center().y()
        right = space.right()
        if row.cycle is not None and row.cycle.closed_on is not None:
            chip, kind = closed_chip(row.cycle)
            right -= chip_width(chip, kind)
            paint_chip(painter, right, middle, chip, kind)
        elif row.cycle is not None and space.width() > 420:
            right -= CHAIN_WIDTH
            paint_chain(painter, right, middle, row.cycle.phase.letter, worn)
        elif row.finding is not None:
            right -= 18
            icons.draw(painter, QRectF(right, middle - 9, 18, 18), "plus", "mute")
            right -= chip_width(row.finding.state.word) + 10
            paint_chip(painter, right, middle, row.finding.state.word, "plain")
        first = QRectF(space.left(), middle - 19, right - space.left() - 12, 19)
        at = draw_text(painter, first, row.title, font("body", True), worn.color("ink"))
        context = first.adjusted(at, 0, 0, 0)
        draw_text(painter, context, f" · {row.context}", font("body"), worn.color("mute"))
        second = first.translated(0, 19)
        if row.attention:
            icons.draw(painter, QRectF(second.left(), second.top() + 2, 15, 15), "warn", "attention")
            second = second.adjusted(20, 0, 0, 0)
        tone = worn.color("attention" if row.attention else "mute")
        draw_text(painter, second, row.caption, font("secondary"), tone)
