"""This file is which activities the calendar shows: the choices above its views."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from typing import cast

from PySide6.QtCore import Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QWidget

from lesobs.domain.activity import WantedStatus
from lesobs.domain.cycle import Phase
from lesobs.domain.signals import is_ownerless
from lesobs.domain.standards import STANDARDS
from lesobs.domain.visit import VisitState, is_missed
from lesobs.services.calendar import ActivityLine
from lesobs.services.calendar_filter import NOBODY, WHOLE_SCHOOL, ActivityFilter
from lesobs.services.people import PersonLine
from lesobs.services.round_rows import PlannedVisit
from lesobs.ui.calendar.filter_buttons import ChipButton, Choice, MoreChoices, Offered
from lesobs.ui.calendar.grouping import RowsBy
from lesobs.ui.widgets.buttons import icon_button
from lesobs.ui.widgets.fields import SearchField
from lesobs.ui.widgets.labels import Label

SPACE = 8
MINE = object()
"""Asked for as an owner: whoever is at the keyboard."""

ROWS: tuple[tuple[str, str, RowsBy], ...] = (
    ("eigenaar", "", "owner"),
    ("afdeling", "", "department"),
    ("standaard", "", "standard"),
    ("cyclus", "", "cycle"),
)
VISITS: tuple[tuple[str, str, bool], ...] = (("met lesbezoeken", "", True), ("zonder lesbezoeken", "", False))
_EVERYONE: list[Offered] = [("alle eigenaren", "", None), ("zonder eigenaar", "", NOBODY)]
_PHASES: list[Offered] = [("alle fasen", "", None), *((phase.word, "", phase) for phase in Phase)]
_STATUSES: list[Offered] = [("elke status", "", None), *((one.word, "", one) for one in WantedStatus)]
_STANDARDS: list[Offered] = [
    ("alle standaarden", "", None),
    *((code, name, code) for code, name in STANDARDS.items()),
]
_DEPARTMENTS: list[Offered] = [("alle afdelingen", "", None), ("hele school", "", WHOLE_SCHOOL)]


class FilterRow(QWidget):
    """The choices above the views; `changed` tells that other activities are wanted.

    What has no room goes into *Meer filters*, what leaves nothing out first. The chips are ways to a choice
    that is asked for often.
    """

    changed = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.rows_by = Choice("Rijen per", ROWS)
        self.owner = Choice("Eigenaar", _EVERYONE)
        self.phase = Choice("Fase", _PHASES)
        self.status = Choice("Status", _STATUSES)
        self.standard = Choice("Standaard", _STANDARDS)
        self.department = Choice("Afdeling", _DEPARTMENTS)
        self.with_visits = Choice("Lesbezoeken", VISITS)
        self.more = MoreChoices()
        self.search = SearchField("Zoek een activiteit")
        self.overdue, self.ownerless = ChipButton(), ChipButton()
        self._clear = icon_button("x", "Filter wissen (Esc)", small=True)
        self._rows_word = Label("Rijen per", "secondary", "mute")
        self._show_word = Label("Toon", "secondary", "mute")
        self._choosing = (self.owner, self.phase, self.status, self.standard, self.department)
        self._me: PersonLine | None = None
        self._narrow = self._visits_shown = False
        # It puts away what has no room; without this it would ask for the width of all.
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        self.setFixedHeight(34)
        self._fill_row()
        self._clear.clicked.connect(self.clear)
        for choice in (self.rows_by, *self._choosing, self.with_visits):
            choice.picked.connect(self._tell)
        self.overdue.clicked.connect(self._take_overdue)
        self.ownerless.clicked.connect(self._take_ownerless)
        self.search.textChanged.connect(self._tell)
        self.set_view(rows=True)

    def wanted(self) -> ActivityFilter:
        """What the choices ask for now."""
        owner, name = self.owner.value(), ""
        if owner is MINE and self._me is not None:
            owner, name = self._me.id, self._me.name
        elif owner is not None:
            name = self.owner.words()
        return ActivityFilter(
            owner=cast(str | None, owner),
            owner_name=name,
            phase=cast(Phase | None, self.phase.value()),
            standard=cast(str | None, self.standard.value()),
            department=cast(str | None, self.department.value()),
            status=cast(WantedStatus | None, self.status.value()),
            words="" if self.search.isHidden() else self.search.text(),
        )

    def visits(self, visits: Sequence[PlannedVisit], today: date) -> list[PlannedVisit]:
        """The planned visits wanted beside the activities. A visit has no phase, standard or department, so a
        choice among those leaves all of them out."""
        wanted = self.wanted()
        without = replace(wanted, owner=None, owner_name="", status=None, words="")
        if not self.with_visits.value() or without != ActivityFilter():
            return []
        return [
            one
            for one in visits
            if _is_of(one, wanted) and _is_so_far(one, wanted.status, today) and wanted.finds(_searched(one))
        ]

    def rows(self) -> RowsBy:
        """By what the planner makes its rows."""
        return cast(RowsBy, self.rows_by.value())

    def is_active(self) -> bool:
        """Whether anything is left out."""
        return self.wanted() != ActivityFilter()

    def set_lines(
        self, lines: Sequence[ActivityLine], departments: Sequence[str], me: PersonLine | None = None
    ) -> None:
        """Count what needs attention among all activities of the year; offer whose they are."""
        self._me = me
        self.owner.set_choices(self._owners(lines))
        self.department.set_choices([*_DEPARTMENTS, *((name, "", name) for name in departments)])
        self.overdue.set_count(sum(line.overdue for line in lines), "over tijd")
        self.ownerless.set_count(sum(map(is_ownerless, lines)), "zonder eigenaar", "")
        self._follow()

    def set_view(self, rows: bool = False, search: bool = False, visits: bool = False) -> None:
        """Each view has its own choices: the rows of the planner, a field to search, the visits."""
        self.rows_by.setVisible(rows)
        self.search.setVisible(search)
        self._visits_shown = visits
        self._arrange()

    def set_narrow(self, narrow: bool) -> None:
        """Leave out the words before the choices."""
        self._narrow = narrow
        self._arrange()

    def show_open_of(self, person_id: str) -> None:
        """Ask for what one person still has to do, and for nothing else."""
        self.clear()
        is_me = self._me is not None and self._me.id == person_id
        self.owner.set_value(MINE if is_me else person_id)
        self.status.set_value(WantedStatus.OPEN)
        self._tell()

    def clear(self) -> None:
        """Show everything again."""
        for choice in self._choosing:
            choice.set_value(None)
        blocked = self.search.blockSignals(True)
        self.search.clear()
        self.search.blockSignals(blocked)
        self._tell()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._arrange()

    def _fill_row(self) -> None:
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(SPACE)
        left: tuple[QWidget, ...] = (self._rows_word, self.rows_by, self.search, self._show_word)
        for widget in (*left, *self._choosing, self.with_visits, self.more, self._clear):
            row.addWidget(widget)
        row.addStretch()
        row.addWidget(self.overdue)
        row.addWidget(self.ownerless)

    def _owners(self, lines: Sequence[ActivityLine]) -> list[Offered]:
        """Whoever owns an activity of this year; the one who is chosen stays when another year is shown."""
        owners = {line.owner_id: line.owner for line in lines if line.owner_id is not None}
        if isinstance(chosen := self.owner.value(), str) and chosen != NOBODY:
            owners.setdefault(chosen, self.owner.words())
        mine: list[Offered] = [("mijn activiteiten", "", MINE)] if self._me is not None else []
        named = sorted(owners.items(), key=lambda one: one[1].casefold())
        return [_EVERYONE[0], *mine, _EVERYONE[1], *((name, "", key) for key, name in named)]

    def _take_overdue(self, on: bool) -> None:
        self.status.set_value(WantedStatus.OVERDUE if on else None)
        self._tell()

    def _take_ownerless(self, on: bool) -> None:
        self.owner.set_value(NOBODY if on else None)
        self.status.set_value(WantedStatus.OPEN if on else None)
        self._tell()

    def _tell(self) -> None:
        self._follow()
        self.changed.emit()

    def _follow(self) -> None:
        """Chips and the cross say what the choices are now."""
        owner, status = self.owner.value(), self.status.value()
        self.overdue.set_on(status is WantedStatus.OVERDUE)
        self.ownerless.set_on(owner == NOBODY and status is WantedStatus.OPEN)
        self._clear.setVisible(self.is_active())
        self._arrange()

    def _arrange(self) -> None:
        """Show the choices there is room for, first those that leave something out."""
        self._show_word.setVisible(not self._narrow)
        self._rows_word.setVisible(not self._narrow and not self.rows_by.isHidden())
        self.search.setFixedWidth(130 if self._narrow else 180)
        choices = [*self._choosing, self.with_visits] if self._visits_shown else list(self._choosing)
        others = (self._rows_word, self.rows_by, self.search, self._show_word, self._clear)
        taken = sum(_room(one) for one in (*others, self.overdue, self.ownerless) if not one.isHidden())
        room = self.width() - taken
        away: list[Choice] = []
        if sum(map(_room, choices)) > room:
            away = list(choices)
            self.more.hold(away)  # at its widest, with all that is chosen on it
            room -= _room(self.more)
            for choice in sorted(choices, key=lambda one: not one.is_active()):
                if _room(choice) <= room:
                    room -= _room(choice)
                    away.remove(choice)
        self.more.hold(away, max(0, room))
        self.more.setVisible(bool(away))
        for choice in (*self._choosing, self.with_visits):
            choice.setVisible(choice in choices and choice not in away)


def _room(widget: QWidget) -> int:
    """How wide a part of the row is, with the space beside it."""
    hint = widget.sizeHint().width()
    return min(max(hint, widget.minimumWidth()), widget.maximumWidth()) + SPACE


def _is_of(visit: PlannedVisit, wanted: ActivityFilter) -> bool:
    """Whether a visit is made by the owner that is asked for; of a duo-visit either of the two."""
    if wanted.owner is None:
        return True
    return visit.observer_id == wanted.owner or wanted.owner_name == visit.with_observer != ""


def _is_so_far(visit: PlannedVisit, status: WantedStatus | None, today: date) -> bool:
    """Whether a visit that is still to be held is as far as the activities asked for."""
    match status:
        case None | WantedStatus.OPEN:
            return True
        case WantedStatus.TODO:
            return visit.state is VisitState.PLANNED
        case WantedStatus.DOING:
            return visit.state is VisitState.BUSY
        case WantedStatus.OVERDUE:
            return is_missed(visit.state, visit.held_on, today)
    return False


def _searched(visit: PlannedVisit) -> str:
    return f"lesbezoek {visit.teacher} {visit.section} {visit.class_group} {visit.observers}"
