"""This file is the page of lesson visits: find one, plan one, begin one, talk about it, or plan a round."""

from collections.abc import Callable

from PySide6.QtCore import QPoint, QSignalBlocker, Qt
from PySide6.QtGui import QAction, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QMenu, QStackedWidget, QVBoxLayout, QWidget

from lesobs.domain.errors import RuleBroken
from lesobs.domain.schoolyear import SchoolDays, SchoolYear
from lesobs.domain.visit import VisitState
from lesobs.services.school import School
from lesobs.services.visit_lines import VisitLine
from lesobs.ui.errors import refusals_shown
from lesobs.ui.look import PAGE
from lesobs.ui.page import Changes, Page, Place
from lesobs.ui.visits.duo_actions import DuoActions, may_look
from lesobs.ui.visits.empty import no_visits, nothing_found
from lesobs.ui.visits.filters import FilterBar
from lesobs.ui.visits.one_visit import begin_visit, show_report
from lesobs.ui.visits.plan_dialog import PlanDialog
from lesobs.ui.visits.rounds_view import RoundView
from lesobs.ui.visits.rows import VisitRow, counts, make_rows, wanted
from lesobs.ui.visits.side_panel import VisitPanel
from lesobs.ui.visits.table import VisitsTable
from lesobs.ui.widgets.bars import MessageBar
from lesobs.ui.widgets.buttons import Switch, main_button, plain_button
from lesobs.ui.widgets.cards import Card, PageHeader
from lesobs.ui.widgets.years import YearChooser

NARROW, SMALLEST = 940, (640, 320)
"""Below NARROW the chosen visit is a tab; the window may always become as small as SMALLEST."""
_PLAN_KEY = "Ctrl+Shift+N"
_LIST, _ROUND = "list", "round"
REMOVED = "Bezoek verwijderen"
"""The words of the action that `school.visits.remove` leaves for undo."""


class VisitsPage(Page):
    """The visits of one school year with search, filter and sort, and the chosen one beside them; or, in its
    other view, the teachers of a round with who was not visited yet."""

    place = Place.VISITS
    help_page = "lesbezoeken"
    listens_to = frozenset(
        {
            "visit",
            "rating",
            "debrief",
            "teacher",
            "teacher_section",
            "section",
            "class_group",
            "person",
            "free_period",
            "round",
        }
    )

    def __init__(self, school: School, changes: Changes, me: Callable[[], str | None] = lambda: None) -> None:
        super().__init__(school, changes)
        self._me = me
        self._rows: list[VisitRow] = []
        self._shown: VisitRow | None = None
        self._removed = ""
        self._header = PageHeader("Lesbezoeken")
        self._years = YearChooser(school.year)
        self.view = Switch("Weergave", ((_LIST, "Bezoeken"), (_ROUND, "Ronde")))
        self.view.setToolTip("De andere weergave: Ctrl+PgDn")
        self._tabs = Switch("Weergave", ((_LIST, "Lijst"), ("visit", "Dit bezoek"), (_ROUND, "Ronde")))
        self._bar = MessageBar("done", "")
        self._bar.hide()
        self.filters = FilterBar()
        self.table = VisitsTable()
        self.panel = VisitPanel()
        self.round = RoundView(self, school, me)
        self._views = QStackedWidget()
        self._body = QStackedWidget()
        self._empty: QWidget | None = None
        self._actions = self._make_actions()
        self._build()
        self._connect()
        self.setMinimumSize(*SMALLEST)
        self.setFocusProxy(self.table)

    def refresh(self) -> None:
        """Read what is shown again; the same visit or teacher stays chosen."""
        years = [self.school.year, *self.school.visits.years()]
        if self.view.value() == _ROUND:  # the rounds of next year are made before this one is over
            self._years.set_range(min(years), max(*years, self.school.year.next))
            self.round.show_year(self._years.value())
            return
        self._years.set_range(min(years), max(years))
        visits = self.school.visits.all(self._years.value())
        codes = {one.id: one.code for one in self.school.people.teachers(also_left=True)}
        school_days = SchoolDays(self.school.calendar.holidays())
        self._rows = make_rows(visits, codes, self.school.today(), school_days)
        self.filters.set_choices(self.school.people.sections(), self.school.people.observers(), self._me())
        back_again = any(one.id == self._removed for one in visits)
        if self.school.undo.next_undo != REMOVED or back_again:
            self._bar.hide()  # something else was done since, or it was undone elsewhere
        first_time = self.table.current() is None
        self._show_rows(keep_place=True)
        if back_again:
            self.table.select_visit(self._removed)
            self._removed = ""
        if first_time:
            self.table.select_near(self.school.today())

    def show_item(self, item: str) -> None:
        """Choose a visit, in whatever year it is and whatever the filter says."""
        try:
            visit = self.school.visits.get(item).line
        except RuleBroken:
            return
        if self.view.value() != _LIST:
            self._show_view(_LIST)
        self._years.set_value(SchoolYear.of(visit.held_on))
        if not self.filters.value().is_empty:
            self.filters.clear()
        self.refresh()
        self.table.select_visit(item)

    def menu_actions(self) -> list[QAction]:
        return self._actions

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._set_narrow(event.size().width() < NARROW)

    # What the page shows

    def _show_rows(self, keep_place: bool = False) -> None:
        chosen = self.filters.value()
        rows = wanted(self._rows, chosen)
        self.filters.set_counts(counts(self._rows, chosen))
        with QSignalBlocker(self.table.selectionModel()):
            self.table.show_rows(rows, keep_place)
        self.table.viewport().update()
        self._show_empty(None if rows else self._empty_state())
        self._show_panel()

    def _empty_state(self) -> QWidget:
        if self._rows:
            return nothing_found(self._clear_filter)
        people = self.school.people
        ready = bool(people.teachers() and people.sections() and people.observers())
        return no_visits(
            self._years.value(),
            ready,
            plan=self._plan,
            to_school=lambda: self.go.emit(Place.SCHOOL, ""),
        )

    def _show_empty(self, empty: QWidget | None) -> None:
        if self._empty is not None:
            self._body.removeWidget(self._empty)
            self._empty.deleteLater()
        self._empty = empty
        if empty is not None:
            self._body.addWidget(empty)
            self._body.setCurrentWidget(empty)
        else:
            self._body.setCurrentIndex(0)
        self._set_narrow(self.width() < NARROW)

    def _show_panel(self) -> None:
        row = self.table.current()
        for action in self._on_one:
            action.setEnabled(row is not None)
        self._duo.show(row.visit if row is not None else None)
        if row is None or row is self._shown:
            return
        self._shown = row
        with refusals_shown(self):
            detail, duo = self.school.visits.get(row.visit.id), self.school.duos.of(row.visit.id)
            hidden = duo is not None and duo.hides(row.visit.id, self._me())
            self.panel.show_visit(row, detail, self.school.debriefs.get(row.visit.id), hidden=hidden)

    def _show_year(self) -> None:
        self.refresh()
        if self.view.value() == _LIST:
            self.table.select_near(self.school.today())

    def _show_view(self, view: str) -> None:
        """Go to the list or to the round; each has its own actions."""
        self.view.set_value(view)
        if (self._tabs.value() == _ROUND) != (view == _ROUND):
            self._tabs.set_value(view)
        shown = self.round if view == _ROUND else self._list_view
        for action in (*self._list_actions, *self.round.round_actions, *self.round.visit_actions):
            action.setVisible((action in self._list_actions) == (view == _LIST))
        self._views.setCurrentWidget(shown)
        self.setFocusProxy(self.round.table if view == _ROUND else self.table)
        self._set_narrow(self.width() < NARROW)
        self.refresh()
        self.setFocus()

    def _show_tab(self, tab: str) -> None:
        """In a narrow window the list, the chosen visit and the round are tabs."""
        view = _ROUND if tab == _ROUND else _LIST
        if view != self.view.value():
            self._show_view(view)
        self._set_narrow(self.width() < NARROW)

    def _other_view(self) -> None:
        self._show_view(_LIST if self.view.value() == _ROUND else _ROUND)

    def _set_narrow(self, narrow: bool) -> None:
        self._header.set_narrow(narrow)
        self.round.set_narrow(narrow)
        self._header.set_title("Bezoeken" if narrow else "Lesbezoeken")
        self._plan_button.set_key("" if narrow else _PLAN_KEY)
        self._start_button.set_key("" if narrow else "F5")
        self.view.setHidden(narrow)
        self._tabs.setVisible(narrow)
        self.panel.set_narrow(narrow)
        on_visit = self._tabs.value() == "visit"
        self._list_card.setVisible(not narrow or not on_visit)
        self.panel.setVisible(not narrow or on_visit)
        self.filters.setVisible(bool(self._rows) and not (narrow and on_visit))

    # What one can do

    def _plan(self) -> None:
        if self.view.value() == _ROUND and self.round.table.current() is not None:
            self.round.plan()
            return
        self._after_plan(PlanDialog.ask(self, self.school, me=self._me()))

    def _start(self) -> None:
        """Begin the chosen visit when it is planned or busy; else one that nobody planned."""
        visit = self._chosen()
        if visit is not None and visit.state in (VisitState.PLANNED, VisitState.BUSY):
            planned = visit.state is VisitState.PLANNED or may_look(self, self.school, visit, self._me())
            if planned and begin_visit(self, self.school, visit):
                self.go.emit(Place.OBSERVE, visit.id)
            return
        self._after_plan(PlanDialog.ask(self, self.school, me=self._me(), now=True))

    def _chosen(self) -> VisitLine | None:
        if self.view.value() == _ROUND:
            return self.round.chosen_visit()
        row = self.table.current()
        return row.visit if row else None

    def _open(self) -> None:
        row = self.table.current()
        if row is not None and may_look(self, self.school, row.visit, self._me()):
            talked = row.visit.state in (VisitState.DISCUSSED, VisitState.SETTLED)
            self.go.emit(Place.DEBRIEF if talked else Place.OBSERVE, row.visit.id)

    def _debrief(self) -> None:
        row = self.table.current()
        if row is not None and may_look(self, self.school, row.visit, self._me()):
            self.go.emit(Place.DEBRIEF, row.visit.id)

    def _next(self) -> None:
        """The button of the panel: what this visit waits for."""
        row = self.table.current()
        if row is None:
            return
        if row.visit.state in (VisitState.PLANNED, VisitState.BUSY):
            self._start()
        elif row.visit.state is VisitState.SETTLED:
            self._report()
        else:
            self._debrief()

    def _change(self) -> None:
        if row := self.table.current():
            with refusals_shown(self):
                self._after_plan(PlanDialog.ask(self, self.school, row.visit.id, me=self._me()))

    def _copy(self) -> None:
        """Plan the same for the next teacher of the section."""
        row = self.table.current()
        if row is None:
            return
        with refusals_shown(self):
            next_plan = self.school.rounds.for_next_colleague(row.visit.id)
            self._after_plan(PlanDialog.ask(self, self.school, next_plan, me=self._me()))

    def _after_plan(self, visit_id: str | None) -> None:
        if visit_id is None:
            return
        if self.school.visits.get(visit_id).line.state is VisitState.BUSY:
            self.go.emit(Place.OBSERVE, visit_id)
        else:
            self.show_item(visit_id)

    def _remove(self) -> None:
        if row := self.table.current():
            with refusals_shown(self, "Dit bezoek blijft staan"):
                self._removed = row.visit.id
                self.school.visits.remove(self._removed)
                self._bar.set_message(
                    "done", f"Bezoek van {row.visit.teacher} verwijderd.", "Ongedaan maken  Ctrl+Z"
                )
                self._bar.show()

    def _take_back(self) -> None:
        self._bar.hide()
        if self.school.undo.next_undo == REMOVED:
            with refusals_shown(self):
                self.school.undo.undo()

    def _report(self) -> None:
        row = self.table.current()
        if row is not None and may_look(self, self.school, row.visit, self._me()):
            show_report(self, self.school, row.visit)

    def _clear_filter(self) -> None:
        in_round = self.view.value() == _ROUND
        (self.round.filters if in_round else self.filters).clear()
        self.setFocus()

    # How it is put together

    def _build(self) -> None:
        for widget in (self._years, self.view, self._tabs):
            self._header.add_left(widget)
        self._start_button = self._header.add_action(plain_button("Start bezoek", "visit", "F5"))
        self._start_button.setToolTip("Start bezoek (F5)")
        self._start_button.clicked.connect(self._start)
        self._plan_button = main_button("Bezoek plannen", "cal", _PLAN_KEY)
        self._plan_button.setToolTip(f"Bezoek plannen ({_PLAN_KEY})")
        self._header.add_action(self._plan_button).clicked.connect(self._plan)
        self._list_card = Card()
        self._list_card.body.addWidget(self.table)
        both = QWidget()
        row = QHBoxLayout(both)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(12)
        row.addWidget(self._list_card, 1)
        row.addWidget(self.panel)
        self._body.addWidget(both)
        self._list_view = QWidget()
        self._list_view.setFocusProxy(self.table)
        whole = QVBoxLayout(self._list_view)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(self._bar)
        whole.addWidget(self.filters)
        whole.addWidget(self._body, 1)
        for view in (self._list_view, self.round):
            self._views.addWidget(view)
        column = QVBoxLayout(self)
        column.setContentsMargins(PAGE, 14, PAGE, 12)
        for layout in (whole, column):
            layout.setSpacing(10)
        column.addWidget(self._header)
        column.addWidget(self._views, 1)

    def _connect(self) -> None:
        self.view.changed.connect(self._show_view)
        self._years.changed.connect(lambda _: self._show_year())
        self._tabs.changed.connect(self._show_tab)
        self._bar.acted.connect(self._take_back)
        self.filters.changed.connect(lambda: self._show_rows())
        self.filters.search.returnPressed.connect(self.table.setFocus)
        self.table.selectionModel().currentRowChanged.connect(lambda *_: self._show_panel())
        self.table.activated.connect(lambda _: self._open())
        self.table.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        self.table.customContextMenuRequested.connect(self._show_menu)
        self.panel.next_asked.connect(self._next)

    def _make_actions(self) -> list[QAction]:
        make, visit = self.make_action, "Lesbezoek"
        make("Bezoek &plannen…", _PLAN_KEY, self._plan, visit)
        make("&Start bezoek", "F5", self._start, visit)
        self._on_one = [
            make("&Openen", "", self._open, visit, self.table),
            make("&Nabespreking", "Ctrl+N", self._debrief, visit),
            make("Plan &wijzigen…", "F2", self._change, visit, self.table),
            make("Plan &kopiëren naar volgende docent…", "Ctrl+D", self._copy, visit),
            make("&Verslag", "Ctrl+P", self._report, visit),
            make("Verwi&jderen", "Del", self._remove, visit, self.table),
        ]
        self._duo = DuoActions(self, self._chosen)
        self._on_one[-1:-1] = [self._duo.second, self._duo.apart]
        self._list_actions = list(self._on_one)
        make("&Andere weergave: bezoeken of ronde", "Ctrl+PgDown", self._other_view, "Beeld")
        make("&Zoeken in de lijst", "Ctrl+F", self._find, "Bewerken")
        make("&Filter wissen", "Esc", self._clear_filter, "Bewerken", self)
        for action in (*self.round.round_actions, *self.round.visit_actions):
            action.setVisible(False)
        return [*self.actions(), *self.table.actions(), *self.round.actions()]

    def _find(self) -> None:
        search = (self.round.filters if self.view.value() == _ROUND else self.filters).search
        search.setFocus(Qt.FocusReason.ShortcutFocusReason)
        search.selectAll()

    def _show_menu(self, where: QPoint) -> None:
        if self.table.current() is None:
            return
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        menu.addActions(self._on_one)
        menu.popup(self.table.viewport().mapToGlobal(where))
