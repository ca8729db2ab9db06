"""This file is the table of what somebody holds, with who takes each thing over."""

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QWidget

from lesobs.domain import dutch
from lesobs.services.hand_over import Step
from lesobs.ui.delegates.cells import LinesCell, TextCell
from lesobs.ui.look import ROW_TWO_LINES
from lesobs.ui.models.table import Column, TableModel
from lesobs.ui.widgets.tables import TableView

_KEPT = "blijft staan"
_KIND, _ROOMY = 2, 860
"""The column of the kind makes room in a table narrower than this."""


class HandOverTable(TableView):
    """All rows are chosen at first. F2 asks for a new owner for the chosen rows, Del lets them stay."""

    owner_asked = Signal()
    keep_asked = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("Wat iemand heeft", parent=parent)
        self.verticalHeader().setDefaultSectionSize(ROW_TWO_LINES)
        self.rows = TableModel[Step](COLUMNS, self)
        self.set_model(self.rows)

    def show_steps(self, steps: Sequence[Step]) -> None:
        """Show how it stands now; the same rows stay chosen."""
        chosen = set(self.chosen())
        self.rows.set_lines(steps)
        self.clearSelection()
        flags = self.selectionModel().SelectionFlag.Select | self.selectionModel().SelectionFlag.Rows
        for row, step in enumerate(self.rows.lines()):
            if step.item.key in chosen:
                self.selectionModel().select(self.rows.index(row, 0), flags)

    def chosen(self) -> list[str]:
        """The keys of the items whose rows are selected."""
        return [step.item.key for step in self.chosen_steps()]

    def chosen_steps(self) -> list[Step]:
        """The selected rows."""
        return [self.rows.line(row) for row in self.selected_rows()]

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.setColumnHidden(_KIND, self.width() < _ROOMY)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_F2:
            self.owner_asked.emit()
        elif event.key() in (Qt.Key.Key_Delete, Qt.Key.Key_Backspace):
            self.keep_asked.emit()
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            event.ignore()
        else:
            super().keyPressEvent(event)


def _next(step: Step) -> str:
    return dutch.day(step.item.next_on) if step.item.next_on else ""


def _heir(step: Step) -> str:
    if step.refused or step.heir is None:
        return _KEPT
    return step.heir.name


def _heir_cell(step: Step) -> LinesCell:
    if step.refused:
        return LinesCell(_KEPT, step.refused, "attention")
    if step.heir is None:
        return LinesCell(_KEPT, "alleen om te weten" if step.item.kind.is_personal else "", "mute")
    return LinesCell(step.heir.name, step.remark, strong=True)


def _spoken(step: Step) -> str:
    return ", ".join(filter(None, (f"nieuwe eigenaar: {_heir(step)}", step.refused, step.remark)))


COLUMNS: tuple[Column[Step], ...] = (
    Column(
        "Wat",
        lambda step: step.item.title,
        cell=lambda step: LinesCell(step.item.title, step.item.about, strong=True),
        tooltip=lambda step: f"{step.item.title}\n{step.item.about}",
        accessible=lambda step: f"{step.item.kind.heading}: {step.item.title}, {step.item.about}",
        width=0,
    ),
    Column(
        "Hoe ver, en wanneer",
        lambda step: step.item.next_on,
        _next,
        cell=lambda step: LinesCell(_next(step) or step.item.state, step.item.state if _next(step) else ""),
        accessible=lambda step: f"{step.item.state}, {_next(step)}",
        tooltip=lambda step: step.item.history,
        width=196,
    ),
    Column(
        "Soort",
        lambda step: list(type(step.item.kind)).index(step.item.kind),
        lambda step: step.item.kind.word,
        cell=lambda step: TextCell(step.item.kind.word, tone="mute"),
        width=96,
    ),
    Column(
        "Wordt van",
        _heir,
        cell=_heir_cell,
        accessible=_spoken,
        tooltip=lambda step: " ".join(filter(None, (step.refused, step.remark))),
        width=262,
    ),
)
