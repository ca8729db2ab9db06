"""This file is the table of teachers in a round: what each row shows, and which rows are wanted."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date

from PySide6.QtGui import QGuiApplication, QKeyEvent, QKeySequence
from PySide6.QtWidgets import QWidget

from lesobs.domain import dutch
from lesobs.domain.planning import RoundState
from lesobs.domain.texts import folded
from lesobs.domain.visit import VisitState
from lesobs.services.round_rows import TeacherInRound
from lesobs.ui.delegates.cells import ChipCell, LinesCell, TextCell
from lesobs.ui.look import ROW_TWO_LINES, Tone
from lesobs.ui.models.table import Column, TableModel
from lesobs.ui.widgets.marks import ChipKind
from lesobs.ui.widgets.tables import TableView

_STATES = list(RoundState)
_CHIPS: dict[RoundState, tuple[ChipKind, str]] = {
    RoundState.PLANNED: ("info", "cal"),
    RoundState.VISITED: ("plain", "check"),
}


@dataclass(frozen=True, slots=True)
class RoundFilter:
    """Which teachers are wanted; empty means everybody. Every word of `words` must occur; with
    `only` those of any of these sections."""

    words: str = ""
    state: RoundState | None = None
    section_id: str | None = None
    only: frozenset[str] | None = None

    @property
    def is_empty(self) -> bool:
        return self == RoundFilter()


def wanted(rows: Sequence[TeacherInRound], chosen: RoundFilter) -> list[TeacherInRound]:
    """The teachers that fit, in the order they had."""
    return [row for row in without_state(rows, chosen) if chosen.state in (None, row.state)]


def without_state(rows: Sequence[TeacherInRound], chosen: RoundFilter) -> list[TeacherInRound]:
    """The teachers that fit the rest of the filter, to count the states among them."""
    words = folded(chosen.words).split()
    return [
        row
        for row in rows
        if chosen.section_id in (None, *row.teacher.section_ids)
        and (chosen.only is None or chosen.only.intersection(row.teacher.section_ids))
        and all(word in _searched(row) for word in words)
    ]


def _searched(row: TeacherInRound) -> str:
    teacher = row.teacher
    return folded(" ".join((teacher.code, teacher.name, *teacher.sections, *row.last_by, _who(row))))


def _who(row: TeacherInRound) -> str:
    return row.visit.observers if row.visit else row.suggestion.name if row.suggestion else ""


def moment(day: date, hour: int | None) -> str:
    """`di 1 dec, les 3`."""
    return f"{dutch.day(day, year=False)}{f', les {hour}' if hour else ''}"


class RoundTable(TableView):
    """The teachers of a round, by name; the same teacher stays chosen when the rows change."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("Docenten in deze ronde", parent=parent)
        self.verticalHeader().setDefaultSectionSize(ROW_TWO_LINES)
        self._today = date.min
        self.rows = TableModel[TeacherInRound](_columns(lambda: self._today), self)
        self.set_model(self.rows, sorted_by=0)

    def current(self) -> TeacherInRound | None:
        """The teacher that has the keyboard."""
        row = self.current_row()
        return self.rows.line(row) if 0 <= row < self.rows.rowCount() else None

    def show_rows(self, rows: Sequence[TeacherInRound], today: date) -> None:
        """Show other rows; a teacher who is gone makes place for the next one."""
        self._today = today
        before, place = self.current(), self.current_row()
        scrolled = self.verticalScrollBar().value()
        self.rows.set_lines(rows)
        self.executeDelayedItemsLayout()
        self.verticalScrollBar().setValue(scrolled)
        if before is None or not self.select_teacher(before.teacher.id):
            self.select_row(min(max(place, 0), len(rows) - 1))

    def select_teacher(self, teacher_id: str) -> bool:
        """Go to a teacher; gives whether they are in the list."""
        row = self.rows.row_of(lambda row: row.teacher.id == teacher_id)
        if row >= 0:
            self.select_row(row)
        return row >= 0

    def next_open(self) -> TeacherInRound | None:
        """The chosen teacher when nothing is planned there yet, else the next such one of the list, which
        goes on at the top."""
        lines, here = self.rows.lines(), max(self.current_row(), 0)
        ring = [*lines[here:], *lines[:here]]
        return next((row for row in ring if row.state is RoundState.OPEN), None)

    def set_narrow(self, narrow: bool) -> None:
        """Leave out the section; the filter still knows it."""
        self.setColumnHidden(1, narrow)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.matches(QKeySequence.StandardKey.Copy) and len(self.selected_rows()) <= 1:
            self.copy_all()  # nobody asks for one row of a list
            event.accept()
        else:
            super().keyPressEvent(event)

    def copy_all(self) -> None:
        """The whole list as it is shown goes to the clipboard as a table."""
        here = self.current_row()
        self.selectAll()
        QGuiApplication.clipboard().setText(self.copied())
        self.select_row(here)


def _columns(today: Callable[[], date]) -> tuple[Column[TeacherInRound], ...]:
    return (
        Column(
            "Docent",
            lambda row: row.teacher.sort_name,
            text=lambda row: row.teacher.name,
            cell=lambda row: LinesCell(row.teacher.name, row.teacher.code, strong=True),
            tooltip=lambda row: row.teacher.name,
            width=0,
        ),
        Column(
            "Sectie",
            lambda row: ", ".join(row.teacher.sections) or None,
            tooltip=lambda row: ", ".join(row.teacher.sections),
            width=122,
        ),
        Column(
            "In deze ronde",
            lambda row: _STATES.index(row.state),
            text=_state,
            cell=_state_cell,
            width=112,
        ),
        Column(
            "Wanneer",
            lambda row: (row.visit.held_on, row.visit.lesson_hour or 0) if row.visit else None,
            text=lambda row: _joined(_when(row)),
            cell=lambda row: LinesCell(*_when(row), _tone(row, today())),
            tooltip=lambda row: _joined(_when(row)),
            width=142,
        ),
        Column(
            "Laatst bezocht",
            lambda row: row.last_on,
            text=lambda row: _joined(_last(row, today())),
            cell=lambda row: LinesCell(*_last(row, today()), "ink" if row.last_on else "mute"),
            tooltip=lambda row: _joined(_last(row, today())),
            width=188,
        ),
        Column(
            "Voorstel",
            lambda row: _proposal(row) or None,
            text=_proposal,
            title_tip="Iemand anders dan de vorige keer, liefst wie hier nog niet of het langst niet was",
            tooltip=_proposal,
            width=136,
        ),
    )


def _joined(lines: tuple[str, str]) -> str:
    return ", ".join(filter(None, lines))


def _state(row: TeacherInRound) -> str:
    """A lesson that is being seen now is no plan any more, and not yet a visit."""
    busy = row.visit is not None and row.visit.state is VisitState.BUSY
    return VisitState.BUSY.word if busy else row.state.word


def _state_cell(row: TeacherInRound) -> ChipCell | TextCell:
    """Who was not visited yet stands out by not having a chip: at first that is everybody."""
    if row.state is RoundState.OPEN:
        return TextCell(_state(row), strong=True)
    return ChipCell(_state(row), *_CHIPS[row.state])


def _when(row: TeacherInRound) -> tuple[str, str]:
    """When and by whom, in two short lines; nothing before there is a plan."""
    visit = row.visit
    return (moment(visit.held_on, visit.lesson_hour), f"door {visit.observers}") if visit else ("", "")


def _tone(row: TeacherInRound, today: date) -> Tone:
    """A plan of the past asks for attention: was it forgotten, or not written down?"""
    missed = row.state is RoundState.PLANNED and row.visit is not None and row.visit.held_on < today
    return "attention" if missed else "ink"


def _last(row: TeacherInRound, today: date) -> tuple[str, str]:
    """How long ago the last visit was, and its date and observers."""
    if row.last_on is None:
        return "nog nooit", ""
    long_ago = (today - row.last_on).days >= 300
    return dutch.ago(
        row.last_on, today
    ), f"{dutch.day(row.last_on, year=long_ago)}, {dutch.listed(row.last_by)}"


def _proposal(row: TeacherInRound) -> str:
    """Who could go, for whom nobody goes yet."""
    return row.suggestion.name if row.state is RoundState.OPEN and row.suggestion else ""
