"""This file is the view of the cycles: the list, the panel beside it, and the steps of the one chosen."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QWidget

from lesobs.domain import dutch
from lesobs.domain.cycle import Outcome, require_closable
from lesobs.domain.errors import RuleBroken
from lesobs.services.cycles import CycleLine
from lesobs.services.findings import FindingLine
from lesobs.services.school import School
from lesobs.ui import ask
from lesobs.ui.calendar.cycle_dialog import CycleDialog, ReasonDialog
from lesobs.ui.calendar.cycle_list import CycleDelegate, CycleRow, ListLine, list_lines
from lesobs.ui.calendar.cycle_panel import WIDTH, CyclePanel
from lesobs.ui.look import NO_LIMIT
from lesobs.ui.models.lines import ListModel
from lesobs.ui.widgets.cards import Card
from lesobs.ui.widgets.states import EmptyState, Offer
from lesobs.ui.widgets.tables import ListView

_WHY_NOT = "Waarom kunnen jullie nu niet opnieuw kijken? Deze reden blijft bij de cyclus staan."
_WHY_STOP = "Waarom stoppen jullie met deze cyclus? Deze reden blijft bewaard."


class CyclesView(QWidget):
    """Open cycles, findings without one, and closed cycles. In a narrow window Enter shows the panel."""

    activity_asked = Signal(object)
    """A new activity for this CycleLine."""
    visits_asked = Signal()
    """Go to where visits are planned."""
    opened = Signal(str)
    """Show this cycle on a page of its own."""
    finding_asked = Signal(str)
    """Go to this finding and its way."""

    def __init__(self, school: School) -> None:
        super().__init__()
        self._school = school
        self._narrow = False
        self._cycles: list[CycleLine] = []
        self.model: ListModel[ListLine] = ListModel(self)
        self.list = ListView("Cycli")
        self.list.setModel(self.model)
        self.list.setItemDelegate(CycleDelegate(self.list))
        self.list.activated.connect(self._open)
        self.list.clicked.connect(lambda _: self._show_panel(True))
        self.list.selectionModel().currentChanged.connect(lambda *_: self._fill_panel())
        self.panel = CyclePanel()
        self.panel.setFixedWidth(WIDTH)
        self.panel.asked.connect(self._take_step)
        self.panel.close_asked.connect(self._close)
        self.panel.back_asked.connect(self._go_back)
        self._card = Card()
        self._card.body.addWidget(self.list)
        self._empty = EmptyState(
            "Nog geen verbetercyclus",
            "Een cyclus begint bij wat jullie in de lessen zagen, en is rond als je opnieuw hebt gekeken. "
            "Begin met een bevinding uit het sectiebeeld, of met een eigen plan.",
            Offer("Cyclus", self.add, "plus", "Ins"),
            outline="list",
        )
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(14)
        for widget in (self._empty, self._card):
            row.addWidget(widget, 1)
        row.addWidget(self.panel)
        self.setFocusProxy(self.list)

    def show_cycles(self, cycles: Sequence[CycleLine], findings: Sequence[FindingLine]) -> None:
        """Show these; what was chosen stays."""
        chosen = self.selected_id()
        self._cycles = list(cycles)
        self.model.set_lines(list_lines(cycles, findings, self._school.today()))
        nothing = self.model.rowCount() == 0
        self._empty.setVisible(nothing)
        self._card.setHidden(nothing)
        self.select(chosen)
        self._show_panel(not self._narrow)

    def selected_id(self) -> str:
        """The cycle or finding that is chosen."""
        row = self._row()
        return row.key if row else ""

    def select(self, key: str) -> None:
        """Choose a cycle or finding; an unknown one chooses the first."""
        place = self.model.row_of(lambda line: isinstance(line, CycleRow) and line.key == key)
        if place < 0:
            place = self.model.row_of(lambda line: isinstance(line, CycleRow))
        self.list.select_row(place)
        self._fill_panel()

    def set_narrow(self, narrow: bool) -> None:
        self._narrow = narrow
        self.panel.setMinimumWidth(0 if narrow else WIDTH)
        self.panel.setMaximumWidth(NO_LIMIT if narrow else WIDTH)
        self.panel.back.setVisible(narrow)
        self._show_panel(not narrow)

    def add(self) -> None:
        """Make a cycle; from the finding that is chosen, when one is."""
        row = self._row()
        finding = row.finding if row else None

        def make() -> None:
            draft = self._school.cycles.draft_from(finding.id) if finding else None
            if made := CycleDialog.ask(self, self._school, draft):
                self.select(made)

        self._try(make)

    def edit(self) -> None:
        """Change the cycle that is chosen."""
        row = self._row()
        if row is not None and row.cycle is not None:
            self._try(lambda: CycleDialog.ask(self, self._school, row.key))

    def remove(self) -> None:
        """Take away the cycle that is chosen, when it never began."""
        row = self._row()
        if row is not None and row.cycle is not None:
            self._try(lambda: self._school.cycles.remove(row.key))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape and self._narrow and self.panel.isVisible():
            self._go_back()
        else:
            super().keyPressEvent(event)

    def _go_back(self) -> None:
        """From the panel to the list that it covers."""
        self._show_panel(False)
        self.list.setFocus()

    def _row(self) -> CycleRow | None:
        place = self.list.current_row()
        line = self.model.line(place) if 0 <= place < self.model.rowCount() else None
        return line if isinstance(line, CycleRow) else None

    def _open(self, _: QModelIndex | QPersistentModelIndex) -> None:
        row = self._row()
        if self._narrow and not self.panel.isVisible():
            self._show_panel(True)
            self.panel.setFocus()
        elif row is not None and row.finding is not None:
            self.add()
        elif row is not None:
            self.opened.emit(row.key)

    def _fill_panel(self) -> None:
        row = self._row()
        if row is None:
            self.panel.show_nothing()
        elif row.cycle is not None:
            self.panel.show_cycle(row.cycle, self._school.today())
        elif row.finding is not None:
            self.panel.show_finding(row.finding)

    def _show_panel(self, shown: bool) -> None:
        """Beside the list, or in its place when there is no room for both."""
        shown = shown and self.model.rowCount() > 0
        self.panel.setVisible(shown)
        self._card.setVisible(self.model.rowCount() > 0 and not (shown and self._narrow))

    def _take_step(self, step: str) -> None:
        row = self._row()
        if row is None:
            return
        cycles = self._school.cycles
        match step:
            case "take":
                self.add()
            case "open":
                self.opened.emit(row.key)
            case "edit":
                self.edit()
            case "remove":
                self.remove()
            case "visits":
                self.visits_asked.emit()
            case "finding":
                self.finding_asked.emit(row.finding_id)
            case "activity":
                self.activity_asked.emit(row.cycle)
            case "advance":
                self._try(lambda: cycles.advance(row.key))
            case "explain" if row.cycle is not None:
                reason = ReasonDialog.ask(
                    self, "Waarom nu niet kijken", _WHY_NOT, "Bewaar", row.cycle.check_reason
                )
                if reason is not None:
                    self._try(lambda: cycles.explain_no_check(row.key, reason))

    def _close(self, outcome: Outcome) -> None:
        """Close the cycle, after saying what that brings; the rule speaks before the question."""
        row = self._row()
        if row is None or row.cycle is None:
            return
        cycle, reason = row.cycle, "-"
        if not self._try(lambda: require_closable(cycle.facts, outcome, reason)):
            return
        if outcome is Outcome.STOP:
            given = ReasonDialog.ask(self, "Cyclus stoppen", _WHY_STOP, "Stoppen")
        else:
            given = "" if ask.confirm(self, *self._closing_words(outcome)) else None
        if given is not None:
            self._try(lambda: self._school.cycles.close(row.key, outcome, given))

    def _closing_words(self, outcome: Outcome) -> tuple[str, str, str]:
        if outcome is Outcome.ADJUST:
            return (
                "Cyclus bijstellen",
                "Deze ronde sluit, en er begint een volgende met hetzelfde doel en dezelfde beginmeting. "
                "Die kun je daarna aanpassen.",
                "Bijstellen",
            )
        days = dutch.listed(dutch.day(day) for day in self._school.cycles.new_looks())
        return "Cyclus borgen", f"Er komt twee keer ‘opnieuw kijken’ in de kalender: {days}.", "Borgen"

    def _try(self, action: Callable[[], object]) -> bool:
        """Do it, or show in the panel why not."""
        try:
            action()
        except RuleBroken as refusal:
            self.panel.refuse(str(refusal))
            return False
        return True
