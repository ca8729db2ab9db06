"""This file is the page of lesson visits: its list, and its other view, a round; plan one, or begin one."""

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtGui import QAction, QResizeEvent
from PySide6.QtWidgets import QStackedWidget, QVBoxLayout

from lesobs.domain.errors import RuleBroken
from lesobs.domain.schoolyear import SchoolYear
from lesobs.services.school import School
from lesobs.services.signals import About
from lesobs.services.visit_lines import VisitLine
from lesobs.ui.errors import refusals_shown
from lesobs.ui.look import PAGE
from lesobs.ui.page import SIGNAL, Changes, Page, Place
from lesobs.ui.visits.list_view import VisitList
from lesobs.ui.visits.one_visit import waits_now
from lesobs.ui.visits.plan_dialog import PlanDialog
from lesobs.ui.visits.rounds_view import RoundView
from lesobs.ui.widgets.buttons import Switch, main_button, plain_button
from lesobs.ui.widgets.cards import PageHeader
from lesobs.ui.widgets.years import YearChooser

NARROW, SMALLEST = 940, (640, 320)
"""Below NARROW the chosen visit is a tab; the window may always become as small as SMALLEST."""
_PLAN_KEY = "Ctrl+Shift+N"
_LIST, _ROUND = "list", "round"


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
        self._header = PageHeader("Lesbezoeken")
        self._years = YearChooser(school.year)
        self.view = Switch("Weergave", ((_LIST, "Bezoeken"), (_ROUND, "Ronde")))
        self.view.setToolTip("De andere weergave: Ctrl+PgDn")
        self._tabs = Switch("Weergave", ((_LIST, "Lijst"), ("visit", "Dit bezoek"), (_ROUND, "Ronde")))
        self._begin_actions = self._make_begin_actions()
        self.list = VisitList(self, school, me, self._plan)
        self.table, self.filters, self.panel = self.list.table, self.list.filters, self.list.panel
        self.round = RoundView(self, school, me)
        self._views = QStackedWidget()
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
        else:
            self._years.set_range(min(years), max(years))
            self.list.show_year(self._years.value())

    def show_item(self, item: str) -> None:
        """Choose a visit, in whatever year it is and whatever the filter says. `cycle:ID` shows the visits
        that a cycle came from, with `:since` behind it those after its activities; SIGNAL and a key what that
        signal is about."""
        kind, _, cycle = item.partition(":")
        if kind == "cycle":
            self._show_visits_of(cycle)
            return
        if item.startswith(SIGNAL):
            self._show_asked(item.removeprefix(SIGNAL))
            return
        try:
            visit = self.school.visits.get(item).line
        except RuleBroken:
            return
        if self.view.value() != _LIST:
            self._show_view(_LIST)
        self._years.set_value(SchoolYear.of(visit.held_on))
        self.list.choose(item)

    def _show_visits_of(self, cycle: str) -> None:
        cycle_id, _, since = cycle.partition(":")
        with refusals_shown(self):
            found = self.school.cycle_looks.visits(cycle_id, since=bool(since))
            if self.view.value() != _LIST:
                self._show_view(_LIST)
            self._years.set_value(found.year)
            self.filters.show_only(found.ids, found.words)
            self.refresh()
            self.table.select_near(self.school.today())

    def _show_asked(self, key: str) -> None:
        """The visits that a signal is about, or the teachers in the present round of its sections."""
        signal = self.school.signals.one(key)
        if signal is None:
            return
        of_sections = signal.about is About.SECTION
        self._years.set_value(self.school.year)
        if of_sections:
            self.round.show_running()
        self._show_view(_ROUND if of_sections else _LIST)
        filters = self.round.filters if of_sections else self.filters
        filters.show_only(frozenset(signal.ids), signal.listed)
        if not of_sections:
            self.table.select_near(self.school.today())

    def menu_actions(self) -> list[QAction]:
        return self._actions

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._set_narrow(event.size().width() < NARROW)

    # What the page shows

    def _show_year(self) -> None:
        self.refresh()
        if self.view.value() == _LIST:
            self.table.select_near(self.school.today())

    def _show_view(self, view: str) -> None:
        """Go to the list or to the round; each has its own actions."""
        self.view.set_value(view)
        if (self._tabs.value() == _ROUND) != (view == _ROUND):
            self._tabs.set_value(view)
        for action in self.list.visit_actions:
            action.setVisible(view == _LIST)
        for action in (*self.round.round_actions, *self.round.visit_actions):
            action.setVisible(view == _ROUND)
        self._views.setCurrentWidget(self.round if view == _ROUND else self.list)
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
        self.list.set_narrow(narrow, self._tabs.value() == "visit")
        self._header.set_title("Bezoeken" if narrow else "Lesbezoeken")
        self._plan_button.set_key("" if narrow else _PLAN_KEY)
        self._show_start_key()
        self.view.setHidden(narrow)
        self._tabs.setVisible(narrow)

    # What one can do

    def _plan(self) -> None:
        if self.view.value() == _ROUND and self.round.table.current() is not None:
            self.round.plan()
            return
        self.list.after_plan(PlanDialog.ask(self, self.school, me=self._me()))

    def _start(self) -> None:
        """Begin the chosen visit when it waits now; else one that nobody planned."""
        if (visit := self._waiting()) is not None:
            self.list.begin(visit)
        else:
            self._start_unplanned()

    def _start_unplanned(self) -> None:
        """One that nobody planned; in a round with the chosen teacher."""
        with refusals_shown(self):
            plan = self.round.begin_plan() if self.view.value() == _ROUND else None
            self.list.after_plan(PlanDialog.ask(self, self.school, plan, me=self._me(), now=True))

    def _waiting(self) -> VisitLine | None:
        """The chosen visit, when it waits now."""
        visit = self.round.chosen_visit() if self.view.value() == _ROUND else self.list.chosen()
        return visit if visit is not None and waits_now(self.school, visit) else None

    def _show_start_key(self) -> None:
        """F5 is for the chosen visit when that waits now; the button beside it then has the key."""
        taken = self.view.value() == _LIST and self._waiting() is not None
        self._start_button.set_key("" if taken or self.width() < NARROW else "F5")

    def _clear_filter(self) -> None:
        in_round = self.view.value() == _ROUND
        (self.round.filters if in_round else self.filters).clear()
        self.setFocus()

    def _find(self) -> None:
        search = (self.round.filters if self.view.value() == _ROUND else self.filters).search
        search.setFocus(Qt.FocusReason.ShortcutFocusReason)
        search.selectAll()

    # How it is put together

    def _build(self) -> None:
        for widget in (self._years, self.view, self._tabs):
            self._header.add_left(widget)
        self._start_button = self._header.add_action(plain_button("Start bezoek", "visit", "F5"))
        self._start_button.setToolTip("Een bezoek dat niet gepland was")
        self._start_button.clicked.connect(self._start_unplanned)
        self._plan_button = main_button("Bezoek plannen", "cal", _PLAN_KEY)
        self._plan_button.setToolTip(f"Bezoek plannen ({_PLAN_KEY})")
        self._header.add_action(self._plan_button).clicked.connect(self._plan)
        for view in (self.list, self.round):
            self._views.addWidget(view)
        column = QVBoxLayout(self)
        column.setContentsMargins(PAGE, 14, PAGE, 12)
        column.setSpacing(10)
        column.addWidget(self._header)
        column.addWidget(self._views, 1)

    def _connect(self) -> None:
        self.view.changed.connect(self._show_view)
        self.list.turned.connect(self._show_start_key)
        self._years.changed.connect(lambda _: self._show_year())
        self._tabs.changed.connect(self._show_tab)

    def _make_begin_actions(self) -> list[QAction]:
        return [
            self.make_action("Bezoek &plannen…", _PLAN_KEY, self._plan, "Lesbezoek"),
            self.make_action("&Start bezoek", "F5", self._start, "Lesbezoek"),
        ]

    def _make_actions(self) -> list[QAction]:
        """All of them, in the order of the menus; those of the round once that is in view."""
        make = self.make_action
        rest = [
            make("&Andere weergave: bezoeken of ronde", "Ctrl+PgDown", self._other_view, "Beeld"),
            make("&Zoeken in de lijst", "Ctrl+F", self._find, "Bewerken"),
            make("&Filter wissen", "Esc", self._clear_filter, "Bewerken", self),
        ]
        of_round = [*self.round.round_actions, *self.round.visit_actions]
        for action in of_round:
            action.setVisible(False)
        return [*self._begin_actions, *self.list.visit_actions, *of_round, *rest]
