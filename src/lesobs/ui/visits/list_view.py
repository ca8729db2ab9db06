"""This file is the list of visits with the chosen one beside it, and all that can be done with that one."""

from collections.abc import Callable
from datetime import date

from PySide6.QtCore import QPoint, QSignalBlocker, Qt, Signal
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QHBoxLayout, QMenu, QVBoxLayout, QWidget

from lesobs.domain.schoolyear import SchoolDays, SchoolYear
from lesobs.domain.visit import VisitState
from lesobs.services.school import School
from lesobs.services.visit_lines import VisitLine
from lesobs.ui.errors import refusals_shown
from lesobs.ui.page import Page, Place
from lesobs.ui.visits.duo_actions import DuoActions, may_look
from lesobs.ui.visits.empty import no_visits, nothing_found
from lesobs.ui.visits.filters import FilterBar
from lesobs.ui.visits.one_visit import begin_visit, show_form, show_report, waits_now
from lesobs.ui.visits.plan_dialog import PlanDialog
from lesobs.ui.visits.rows import VisitRow, counts, make_rows, wanted
from lesobs.ui.visits.side_panel import VisitPanel
from lesobs.ui.visits.table import VisitsTable
from lesobs.ui.widgets.bars import MessageBar
from lesobs.ui.widgets.cards import Card
from lesobs.ui.widgets.content import ContentOrEmpty
from lesobs.ui.widgets.states import EmptyState

REMOVED = "Bezoek verwijderen"
"""The words of the action that `school.visits.remove` leaves for undo."""


class VisitList(QWidget):
    """The visits of one school year with search, filter and sort. Enter opens the chosen one."""

    turned = Signal()
    """Another visit may be chosen now, or the same one looks different."""

    def __init__(
        self, page: Page, school: School, me: Callable[[], str | None], plan: Callable[[], object]
    ) -> None:
        """`plan` plans a visit from scratch, which a page without visits offers."""
        super().__init__()
        self._page, self._school, self._me, self._plan = page, school, me, plan
        self._year = school.year
        self._rows: list[VisitRow] = []
        self._shown: VisitRow | None = None
        self._removed = ""
        self._narrow = self._on_visit = False
        self._bar = MessageBar("done", "")
        self._bar.hide()
        self.filters, self.table, self.panel = FilterBar(), VisitsTable(), VisitPanel()
        self._list_card = Card()
        self._body, self._list = ContentOrEmpty(), QWidget()
        self.duo = DuoActions(page, self.chosen)
        self.visit_actions = self._make_actions()
        self._build()
        self._connect()
        self.setFocusProxy(self.table)

    def show_year(self, year: SchoolYear) -> None:
        """Read the visits of a year again; the same visit stays chosen."""
        self._year = year
        school = self._school
        visits = school.visits.all(year)
        codes = {one.id: one.code for one in school.people.teachers(also_left=True)}
        self._rows = make_rows(visits, codes, school.today(), SchoolDays(school.calendar.holidays()))
        self.filters.set_choices(school.people.sections(), school.people.observers(), self._me())
        back_again = any(one.id == self._removed for one in visits)
        if school.undo.next_undo != REMOVED or back_again:
            self._bar.hide()  # something else was done since, or it was undone elsewhere
        first_time = self.table.current() is None
        self._show_rows()
        if back_again:
            self.table.select_visit(self._removed)
            self._removed = ""
        if first_time:
            self.table.select_near(school.today())

    def choose(self, visit_id: str) -> None:
        """Choose a visit of the year in view; a filter stays, unless it leaves this visit out."""
        self._page.refresh()
        if not self.table.select_visit(visit_id):
            self.filters.clear()
            self.table.select_visit(visit_id)

    def chosen(self) -> VisitLine | None:
        row = self.table.current()
        return row.visit if row else None

    def set_narrow(self, narrow: bool, on_visit: bool) -> None:
        """In a narrow window there is room for the list, or `on_visit` for the chosen one."""
        self._narrow, self._on_visit = narrow, on_visit
        self.panel.set_narrow(narrow)
        self._list_card.setVisible(not narrow or not on_visit)
        self.panel.setVisible(not narrow or on_visit)
        self.filters.setVisible(bool(self._rows) and not (narrow and on_visit))

    def begin(self, visit: VisitLine) -> None:
        """To the classroom for this visit, planned or busy."""
        planned = visit.state is VisitState.PLANNED or may_look(self, self._school, visit, self._me())
        if planned and begin_visit(self, self._school, visit):
            self._page.go.emit(Place.OBSERVE, visit.id)

    # What is shown

    def _show_rows(self, near: date | None = None) -> None:
        chosen = self.filters.value()
        rows = wanted(self._rows, chosen)
        self.filters.set_counts(counts(self._rows, chosen))
        with QSignalBlocker(self.table.selectionModel()):
            self.table.show_rows(rows, near)
        self.table.viewport().update()
        if rows:
            self._body.show_content(self._list)
        else:
            self._body.show_empty(self._empty_state())
        self.set_narrow(self._narrow, self._on_visit)
        self._show_panel()

    def _empty_state(self) -> EmptyState:
        if self._rows:
            return nothing_found(self._clear_filter)
        people = self._school.people
        ready = bool(people.teachers() and people.sections() and people.observers())
        return no_visits(
            self._year,
            ready,
            plan=self._plan,
            to_school=lambda: self._page.go.emit(Place.SCHOOL, ""),
        )

    def _show_panel(self) -> None:
        row = self.table.current()
        for action in self.visit_actions:
            action.setEnabled(row is not None)
        if row is not None and row.visit.state is VisitState.PLANNED:
            self._report_action.setEnabled(False)  # there is nothing yet to report
        self.duo.show(row.visit if row is not None else None)
        self.turned.emit()
        if row is None or row is self._shown:
            return
        self._shown = row
        with refusals_shown(self):
            detail, duo = self._school.visits.get(row.visit.id), self._school.duos.of(row.visit.id)
            hidden = duo is not None and duo.hides(row.visit.id, self._me())
            talk, now = self._school.debriefs.get(row.visit.id), waits_now(self._school, row.visit)
            self.panel.show_visit(row, detail, talk, now=now, hidden=hidden)

    # What one can do with the chosen visit

    def _open(self) -> None:
        visit = self._looked_at()
        if visit is not None:
            talked = visit.state in (VisitState.DISCUSSED, VisitState.SETTLED)
            self._page.go.emit(Place.DEBRIEF if talked else Place.OBSERVE, visit.id)

    def _debrief(self) -> None:
        if (visit := self._looked_at()) is not None:
            self._page.go.emit(Place.DEBRIEF, visit.id)

    def _report(self) -> None:
        if (visit := self._looked_at()) is not None:
            show_report(self, self._school, visit)

    def _form(self) -> None:
        """The list of this visit on paper, for who observes with a pen."""
        if (visit := self.chosen()) is not None:
            instrument_id = self._school.visits.get(visit.id).draft.instrument_id
            show_form(self, self._school, instrument_id, visit.id)

    def _looked_at(self) -> VisitLine | None:
        """The chosen visit, when what is in it may be seen now."""
        visit = self.chosen()
        return visit if visit is not None and may_look(self, self._school, visit, self._me()) else None

    def _next(self) -> None:
        """The button of the panel: what this visit waits for."""
        visit = self.chosen()
        if visit is None:
            return
        if visit.state in (VisitState.PLANNED, VisitState.BUSY):
            self.begin(visit)
        elif visit.state is VisitState.SETTLED:
            self._report()
        else:
            self._debrief()

    def _change(self) -> None:
        if visit := self.chosen():
            with refusals_shown(self):
                self.after_plan(PlanDialog.ask(self._page, self._school, visit.id, me=self._me()))

    def _copy(self) -> None:
        """Plan the same for the next teacher of the section."""
        if visit := self.chosen():
            with refusals_shown(self):
                next_plan = self._school.rounds.for_next_colleague(visit.id)
                self.after_plan(PlanDialog.ask(self._page, self._school, next_plan, me=self._me()))

    def after_plan(self, visit_id: str | None) -> None:
        """Go to a visit that was planned: to the classroom when it began, else to its place in the list."""
        if visit_id is None:
            return
        if self._school.visits.get(visit_id).line.state is VisitState.BUSY:
            self._page.go.emit(Place.OBSERVE, visit_id)
        else:
            self._page.show_item(visit_id)

    def _remove(self) -> None:
        if visit := self.chosen():
            with refusals_shown(self, "Dit bezoek blijft staan"):
                self._removed = visit.id
                self._school.visits.remove(visit.id)
                self._bar.set_message(
                    "done", f"Bezoek van {visit.teacher} verwijderd.", "Ongedaan maken  Ctrl+Z"
                )
                self._bar.show()

    def _take_back(self) -> None:
        self._bar.hide()
        if self._school.undo.next_undo == REMOVED:
            with refusals_shown(self):
                self._school.undo.undo()

    def _clear_filter(self) -> None:
        self.filters.clear()
        self.table.setFocus()

    # How it is put together

    def _build(self) -> None:
        self._list_card.body.addWidget(self.table)
        row = QHBoxLayout(self._list)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(12)
        row.addWidget(self._list_card, 1)
        row.addWidget(self.panel)
        self._list.setFocusProxy(self.table)
        self._body.addWidget(self._list)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(10)
        whole.addWidget(self._bar)
        whole.addWidget(self.filters)
        whole.addWidget(self._body, 1)

    def _connect(self) -> None:
        self._bar.acted.connect(self._take_back)
        self.filters.changed.connect(lambda: self._show_rows(self._school.today()))
        self.filters.search.returnPressed.connect(self.table.setFocus)
        self.table.selectionModel().currentRowChanged.connect(lambda *_: self._show_panel())
        self.table.activated.connect(lambda _: self._open())
        self.table.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        self.table.customContextMenuRequested.connect(self._show_menu)
        self.panel.next_asked.connect(self._next)

    def _make_actions(self) -> list[QAction]:
        make, menu, table = self._page.make_action, "Lesbezoek", self.table
        self._report_action = make("&Verslag", "Ctrl+P", self._report, menu)
        return [
            make("&Openen", "", self._open, menu),
            make("&Nabespreking", "Ctrl+N", self._debrief, menu),
            make("Plan &wijzigen…", "F2", self._change, menu, table),
            make("Plan &kopiëren naar volgende docent…", "Ctrl+D", self._copy, menu),
            self._report_action,
            make("Blanco &formulier", "Ctrl+Shift+P", self._form, menu),
            self.duo.second,
            self.duo.apart,
            make("Verwi&jderen", "Del", self._remove, menu, table),
        ]

    def _show_menu(self, where: QPoint) -> None:
        if self.table.current() is None:
            return
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        menu.addActions(self.visit_actions)
        menu.popup(self.table.viewport().mapToGlobal(where))
