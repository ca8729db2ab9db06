"""This file is the table of findings, and which of them the choices above it let through."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import cast

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from lesobs.domain import dutch
from lesobs.domain.finding import FindingState
from lesobs.domain.texts import folded
from lesobs.services.findings import FindingLine
from lesobs.ui.calendar.wording import one_line, tip
from lesobs.ui.delegates.cells import ChipCell, LinesCell
from lesobs.ui.look import ROW_TWO_LINES
from lesobs.ui.models.table import Column, TableModel
from lesobs.ui.talk.wording import ENDS, TRACK, WHOLE_SCHOOL, lessons_high, place_on_track, state_chip
from lesobs.ui.widgets.fields import ComboBox, SearchField
from lesobs.ui.widgets.labels import Label
from lesobs.ui.widgets.tables import TableView

OPEN = "open"
_TEXT, _SECTION, _COUNTS, _FOUND, _STATE = range(5)
_ORDERS = (
    ("nieuwste eerst", (_FOUND, Qt.SortOrder.DescendingOrder)),
    ("oudste eerst", (_FOUND, Qt.SortOrder.AscendingOrder)),
    ("minst ver eerst", (_STATE, Qt.SortOrder.AscendingOrder)),
    ("per sectie", (_SECTION, Qt.SortOrder.AscendingOrder)),
)


@dataclass(frozen=True, slots=True)
class WantedFindings:
    """What must be true of a finding to be shown; None and empty let everything through."""

    state: FindingState | str | None = None
    section: str | None = None
    year: str | None = None
    words: str = ""

    def lets_through(self, line: FindingLine, also: str) -> bool:
        """`also` are words that are not in the finding itself, such as its indicator."""
        section = line.scope
        text = folded(f"{line.text} {section} {line.kind.word} {line.state.word} {line.stands_on} {also}")
        is_open = line.state not in ENDS
        return (
            (self.state in (None, line.state) or (self.state == OPEN and is_open))
            and self.section in (None, section)
            and self.year in (None, line.school_year)
            and all(word in text for word in folded(self.words).split())
        )


class FindingFilters(QWidget):
    """The choices above the table; `changed` when the user chose otherwise, `ordered` for another order."""

    changed = Signal()
    ordered = Signal(int, Qt.SortOrder)

    def __init__(self) -> None:
        super().__init__()
        self.search = SearchField("Zoek in bevindingen")
        states = [("elke status", None), ("nog open", OPEN)]
        words = [(state.word, state) for state in (*TRACK[:-1], *ENDS)]
        self.state = ComboBox("Status", [*states, *words])
        self.section, self.year = ComboBox("Sectie"), ComboBox("Schooljaar")
        self.order = ComboBox("Volgorde", _ORDERS)
        self._count = Label(role="secondary", tone="mute")
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(8)
        row.addWidget(self.search, 1)
        for box in (self.state, self.section, self.year, self.order):
            row.addWidget(box)
        row.addWidget(self._count)
        self.search.setMinimumWidth(150)
        self.search.setMaximumWidth(360)
        row.addStretch()
        self.search.textChanged.connect(lambda _: self.changed.emit())
        for box in (self.state, self.section, self.year):
            box.picked.connect(lambda _: self.changed.emit())
        self.order.picked.connect(lambda chosen: self.ordered.emit(*chosen))

    def offer(self, findings: Sequence[FindingLine]) -> None:
        """The sections and years that occur, and nothing else."""
        groups = sorted(
            {line.scope for line in findings}, key=lambda one: (one == WHOLE_SCHOOL, one.casefold())
        )
        years = sorted({line.school_year for line in findings}, reverse=True)
        self.section.set_choices([("alle secties", None), *((name, name) for name in groups)])
        self.year.set_choices([("alle jaren", None), *((name, name) for name in years)])

    def wanted(self) -> WantedFindings:
        return WantedFindings(
            cast(FindingState | str | None, self.state.value()),
            cast(str | None, self.section.value()),
            cast(str | None, self.year.value()),
            self.search.text(),
        )

    def clear(self) -> None:
        """Let everything through, without telling."""
        for box in (self.state, self.section, self.year):
            box.set_value(None)
        self.search.blockSignals(True)
        self.search.clear()
        self.search.blockSignals(False)

    def show_count(self, shown: int, whole: int) -> None:
        words = dutch.count(whole, "bevinding", "bevindingen")
        self._count.setText(words if shown == whole else f"{shown} van {words}")

    def set_narrow(self, narrow: bool) -> None:
        for widget in (self._count, self.year, self.order):
            widget.setVisible(not narrow)


class FindingTable(TableView):
    """Findings in rows of two lines; Enter is `activated`."""

    def __init__(self) -> None:
        super().__init__("Bevindingen")
        self.lines: TableModel[FindingLine] = TableModel(_columns())
        self.verticalHeader().setDefaultSectionSize(ROW_TWO_LINES)
        self.setSelectionMode(TableView.SelectionMode.SingleSelection)
        self.set_model(self.lines, sorted_by=_FOUND, down=True)
        self.setColumnHidden(_FOUND, True)  # it is in the line below the words; one can still sort by it

    def show_findings(self, findings: Sequence[FindingLine], chosen: str) -> None:
        """Show these with this one chosen, else the first."""
        self.lines.set_lines(findings)
        place = self.lines.row_of(lambda line: line.id == chosen)
        self.select_row(place if place >= 0 else 0 if findings else -1)

    def current(self) -> FindingLine | None:
        """The finding in focus."""
        row = self.current_row()
        return self.lines.line(row) if 0 <= row < self.lines.rowCount() else None


def _columns() -> list[Column[FindingLine]]:
    return [
        Column(
            "Bevinding",
            lambda line: folded(line.text),
            text=lambda line: one_line(line.text),
            cell=lambda line: LinesCell(one_line(line.text), _about(line), strong=True),
            tooltip=lambda line: tip(line.text),
            width=0,
        ),
        Column("Sectie", lambda line: line.scope, tooltip=lambda line: line.scope, width=118),
        Column(
            "Op 3 of 4",
            lambda line: line.counts.percent,
            text=lambda line: lessons_high(line.counts) if line.counts.scored else "",
            cell=lambda line: (
                LinesCell(f"{line.counts.high} van {line.counts.scored}", f"{line.counts.percent} %")
                if line.counts.scored
                else LinesCell("")
            ),
            tooltip=lambda line: tip(line.stands_on),
            width=92,
        ),
        Column("Gevonden", lambda line: line.found_on, text=lambda line: dutch.day(line.found_on)),
        Column(
            "Status",
            lambda line: (place_on_track(line.state), line.state.word),
            text=lambda line: line.state.word,
            cell=lambda line: ChipCell(*state_chip(line.state)),
            width=142,
        ),
    ]


def _about(line: FindingLine) -> str:
    return f"{line.kind.word} · gevonden {dutch.day(line.found_on)}"
