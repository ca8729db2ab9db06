"""This file is the page of the quality calendar: a school year as planner, month, agenda, board or cycles."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import date, timedelta

from PySide6.QtCore import QPoint, Qt, QTimer
from PySide6.QtGui import QAction, QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QMenu, QVBoxLayout

from lesobs.domain.schoolyear import Holiday, SchoolYear
from lesobs.services.calendar import ActivityDraft, ActivityLine, FreePeriodLine, RoundLine
from lesobs.services.calendar_filter import ActivityFilter
from lesobs.services.cycles import CycleLine
from lesobs.services.findings import FindingLine
from lesobs.services.round_rows import PlannedVisit
from lesobs.services.school import School
from lesobs.services.signals import About
from lesobs.ui.calendar.actions import CalendarActions
from lesobs.ui.calendar.activity_dialog import blank
from lesobs.ui.calendar.asked import AskedBar
from lesobs.ui.calendar.filters import FilterRow
from lesobs.ui.calendar.legend import Legend
from lesobs.ui.calendar.planner_layout import RoundBand
from lesobs.ui.calendar.sharing import CalendarSharing, ShownMonth
from lesobs.ui.calendar.views import (
    AGENDA,
    BOARD,
    CYCLES,
    MONTH,
    PLANNER,
    WITH_VISITS,
    CalendarViews,
    Content,
)
from lesobs.ui.calendar.ways import CalendarWays
from lesobs.ui.calendar.year_bars import YearBars
from lesobs.ui.page import YEAR_TURN, Changes, Page, Place
from lesobs.ui.widgets.buttons import Switch, main_button, menu_button, plain_button
from lesobs.ui.widgets.cards import PageHeader
from lesobs.ui.widgets.years import MonthChooser, YearChooser

NARROW, ROOMY = 960, 1150
"""From ROOMY on the way to who does what has a button; below it is in the menu."""
_VIEWS = ((PLANNER, "Jaarplanner"), (MONTH, "Maand"), (AGENDA, "Agenda"), (BOARD, "Bord"), (CYCLES, "Cycli"))


class CalendarPage(Page):
    """The year of a school: header, filter and legend around the views."""

    place = Place.CALENDAR
    help_page = "kwaliteitskalender"
    listens_to = frozenset(
        {"activity", "free_period", "cycle", "cycle_indicator", "finding", "person", "section", "department"}
        | {"school", "visit", "rating", "round", "teacher", "class_group", "series", "me"}
    )

    def __init__(self, school: School, changes: Changes, me: Callable[[], str | None] = lambda: None) -> None:
        """`me` tells who is at the keyboard, by id."""
        super().__init__(school, changes)
        self._me = me
        self._lines: list[ActivityLine] = []
        self._beside: list[ActivityLine] = []
        self._cycles: list[CycleLine] = []
        self._findings: list[FindingLine] | None = None
        """Read when the cycles are shown, which they can become; no other view needs them."""
        self._free: list[FreePeriodLine] = []
        self._rounds: list[RoundLine] = []
        self._visits: list[PlannedVisit] = []
        self._narrow = False
        self._do = CalendarActions(self, school)
        self.years = YearChooser(school.year, ("Alt+←", "Alt+→"))
        self.years.changed.connect(lambda _: self._go_to_year())
        self.months = MonthChooser(("PgUp", "PgDn"))
        self.views = CalendarViews(school)
        self.filters, self.legend = FilterRow(), Legend()
        self._share = CalendarSharing(
            self,
            school,
            self.years.value,
            lambda: school.choices.of(self._wanted(), self._lines),
            self.filters.rows,
            self._month,
        )
        self._bars = YearBars(self, school, self.years.value)
        self.message, self.turn_offer = self._bars.holidays, self._bars.turn
        self.asked = AskedBar(school)
        parts = (self.years, self.filters, self.asked, self.views)
        self._ways = CalendarWays(school, parts, self.view, self._show_view, self._read_now)
        self._build_actions()
        self._build_header()
        self._connect()
        column = QVBoxLayout(self)
        column.setContentsMargins(20, 16, 20, 12)
        column.setSpacing(9)
        bars = (self.turn_offer, self.message, self.asked)
        for widget in (self.header, *bars, self.filters, self.views, self.legend):
            column.addWidget(widget, int(widget is self.views))
        self._show_view(PLANNER)

    def refresh(self) -> None:
        year, calendar = self.years.value(), self.school.calendar
        weeks, first, last = year.mondays(), year.first_day, year.last_day
        around = calendar.between(weeks[0], weeks[-1] + timedelta(days=6))
        self._lines = [one for one in around if one.starts_on <= last and one.ends_on >= first]
        self._beside = [one for one in around if one.starts_on > last or one.ends_on < first]
        self._free = calendar.free_periods(year)
        self._cycles, self._findings = self.school.cycles.all(), None
        self._rounds, self._visits = self.school.rounds.all(year), self.school.rounds.planned(year)
        self.asked.read()
        names = [line.name for line in self.school.people.departments()]
        me = next((one for one in self.school.people.persons() if one.id == self._me()), None)
        self.filters.set_lines(self._lines, names, me)
        to_check = sum(line.to_confirm for line in self._free)
        self.legend.show_holidays(self.school.settings().region.word, to_check)
        self._bars.refresh(self._free)
        self._fill()

    def show_item(self, item: str) -> None:
        """An activity or a cycle by its id, YEAR_TURN, or what CalendarWays knows more."""
        if item == YEAR_TURN:
            QTimer.singleShot(0, self._bars.turn_year)  # the page is shown first
            return
        self._ways.follow(item)

    def menu_actions(self) -> list[QAction]:
        return self._menu_actions

    def view(self) -> str:
        """The view that is shown: planner, month, agenda, board or cycles."""
        return self.switch.value()

    def add(self) -> None:
        """Make an activity, or a cycle while the cycles are shown."""
        if self.view() == CYCLES:
            self.views.cycles.add()
        else:
            self._add(blank(self._likely_day()))

    def edit(self) -> None:
        """Change what is chosen."""
        if self.view() == CYCLES:
            self.views.cycles.edit()
        elif chosen := self.views.selected_id():
            self._open(chosen)

    def remove(self) -> None:
        """Take away what is chosen; it can be undone."""
        if self.view() == CYCLES:
            self.views.cycles.remove()
        elif (chosen := self.views.selected_id()) and not self._is_visit(chosen):
            self._do.remove(chosen)

    def go_on(self) -> None:
        """Call what is chosen begun, or done; what is over is taken up again."""
        chosen = self.views.selected_id() if self.view() != CYCLES else ""
        line = next((line for line in self._around() if line.id == chosen), None)
        if line is not None:
            self._do.set_status(chosen, line.status.next)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape and self.views.panel_covers():
            self.views.open_panel(False)
        elif event.key() == Qt.Key.Key_Escape and (self.filters.is_active() or self.asked.about):
            self._ways.show_all()
        else:
            super().keyPressEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.legend.set_room(self.width())
        narrow = self.width() < NARROW
        self.load.setVisible(self.width() >= ROOMY)
        if narrow != self._narrow:
            self._narrow = narrow
            self.header.set_title("Kalender" if narrow else "Kwaliteitskalender")
            self.print_button.setVisible(not narrow)
            self.months.set_short(narrow)
            self.filters.set_narrow(narrow)
            self.views.set_narrow(narrow)

    def _build_actions(self) -> None:
        years = self.years

        def make(text: str, key: str, do: Callable[[], object], menu: str = "Kwaliteit") -> QAction:
            return self.make_action(text, key, do, menu, self)

        status = make("Be&gonnen of klaar", "Ctrl+Return", self.go_on)
        self._edit_actions = [make("Be&werken…", "F2", self.edit), make("Ve&rwijderen", "Del", self.remove)]
        self._print_actions, self._file_actions = self._share.actions(make)
        self._menu_actions = [
            *self._print_actions,
            *self._file_actions,
            make("&Toevoegen…", "Ins", self.add),
            *self._edit_actions,
            status,
            make("&Cyclus toevoegen…", "", self._add_cycle),
            make("Wie &doet wat", "Ctrl+Shift+D", self._show_load),
            make("&Vakanties en vrije dagen…", "", self._bars.open_holidays),
            make("&Nieuw schooljaar klaarzetten…", "Ctrl+Shift+J", self._bars.turn_year),
            make("&Standaardjaar overnemen…", "", self._bars.take_standard_year),
            make("&Zoeken in de agenda", "Ctrl+F", self._search, "Bewerken"),
            make("&Volgende weergave", "Ctrl+PgDown", lambda: self._step(1), "Beeld"),
            make("Vorige weer&gave", "Ctrl+PgUp", lambda: self._step(-1), "Beeld"),
            make("Vandaag in de &maand", "Alt+Home", self._show_today, "Beeld"),
            make("Vorig schooljaar", "Alt+Left", lambda: years.step(-1), "Beeld"),
            make("Volgend schooljaar", "Alt+Right", lambda: years.step(1), "Beeld"),
        ]

    def _build_header(self) -> None:
        self.header = PageHeader("Kwaliteitskalender")
        self.switch = Switch("Weergave", _VIEWS)
        self.switch.changed.connect(self._show_view)
        self.header.add_left(self.years)
        self.header.add_left(self.months)
        self.header.add_left(self.switch)
        menu = QMenu()
        menu.addActions(self._print_actions)
        menu.addSeparator()
        menu.addActions(self._file_actions)
        self.load = self.header.add_action(plain_button("Wie doet wat", "people"))
        self.load.setToolTip("Wie doet wat, en werk overdragen (Ctrl+Shift+D)")
        self.load.clicked.connect(self._show_load)
        self.load.hide()  # else the page could not be opened as narrow as it may be
        self.print_button = self.header.add_action(menu_button("Druk af", menu, "pdf", small=False))
        self.main = self.header.add_action(main_button("Activiteit", "plus", "Ins"))
        self.main.clicked.connect(self.add)

    def _connect(self) -> None:
        views = self.views
        self.filters.changed.connect(self._fill)
        self.asked.acted.connect(self._ways.show_all)
        self._bars.made.connect(self._show_year)
        views.standard_asked.connect(self._bars.take_standard_year)
        self.legend.holidays_asked.connect(self._bars.open_holidays)
        views.opened.connect(self._open)
        views.menu_asked.connect(self._open_menu)
        views.add_asked.connect(self.add)
        views.add_at_asked.connect(self._add_at)
        views.all_asked.connect(self._ways.show_all)
        views.planner.shifted.connect(self._do.shift)
        views.month.shifted.connect(self._do.shift)
        views.month.month_changed.connect(self.months.show_month)
        views.month.year_asked.connect(self._follow_month)
        self.months.stepped.connect(views.month.step)
        views.month.pull.step_at = self.months.step_at
        views.board.moved.connect(self._do.set_phase)
        views.board.cycle_asked.connect(self._ways.show_cycle)
        views.panel.edit_asked.connect(self.edit)
        views.panel.status_asked.connect(self._do.set_status)
        views.panel.cycle_asked.connect(self._ways.show_cycle)
        views.planner.cycle_asked.connect(self._ways.show_cycle)
        views.cycles.opened.connect(lambda one: self.go.emit(Place.CYCLE, one))
        views.cycles.activity_asked.connect(self._add_to_cycle)
        views.cycles.visits_asked.connect(lambda: self.go.emit(Place.VISITS, ""))
        views.cycles.finding_asked.connect(lambda one: self.go.emit(Place.PICTURE, f"findings:{one}"))

    def _step(self, by: int) -> None:
        """Go to the next or the last view, round and round."""
        keys = [key for key, _ in _VIEWS]
        self._show_view(keys[(keys.index(self.switch.value()) + by) % len(keys)])
        self.setFocus()

    def _show_view(self, view: str) -> None:
        self.switch.set_value(view)
        self.main.setText("Cyclus" if view == CYCLES else "Activiteit")
        self.years.setVisible(view != MONTH)
        self.months.setVisible(view == MONTH)
        self.filters.set_view(rows=view == PLANNER, search=view == AGENDA, visits=view in WITH_VISITS)
        self.filters.setVisible(view != CYCLES)
        self.legend.setVisible(view in (PLANNER, MONTH))
        self.legend.show_keys(month=view == MONTH)
        self.views.show_view(view)
        self.setFocusProxy(self.views)
        self._fill()

    def _go_to_year(self) -> None:
        self._bars.year_changed()
        self.asked.clear()
        self._read_now()

    def _read_now(self) -> None:
        self._stale = False
        self.refresh()

    def _wanted(self) -> ActivityFilter:
        """What the choices above the views ask for, and the question."""
        return self.asked.narrow(self.filters.wanted())

    def _wanted_visits(self) -> tuple[PlannedVisit, ...]:
        return tuple(self.filters.visits(self._visits, self.school.today()))

    def _wanted_findings(self) -> tuple[FindingLine, ...]:
        if self.view() != CYCLES:
            return ()
        if self._findings is None:
            self._findings = self.school.findings.all()
        return tuple(self._findings)

    def _fill(self) -> None:
        """Show what was read, as far as the filter and a question let it through."""
        wanted, about = self._wanted(), self.asked.about
        if about is not None:
            self.asked.setVisible((about is About.CYCLE) == (self.view() == CYCLES))
        self.views.fill(
            Content(
                year=self.years.value(),
                today=self.school.today(),
                holidays=tuple(Holiday(line.name, line.starts_on, line.ends_on) for line in self._free),
                lines=tuple(line for line in self._lines if wanted.lets_through(line)),
                total=len(self._lines),
                rows_by=self.filters.rows(),
                cycles=self.asked.cycles(self._cycles),
                findings=() if about is About.CYCLE else self._wanted_findings(),
                rounds=tuple(self._bands()),
                visits=() if about is About.ACTIVITY else self._wanted_visits(),
                beside=tuple(line for line in self._beside if wanted.lets_through(line)),
            )
        )

    def _month(self) -> ShownMonth:
        """The month one looks at, and what is shown in its weeks."""
        month = self.views.month.month_in(self.years.value(), self.school.today())
        choice = self.school.choices.of(self._wanted(), self._around())
        return ShownMonth(month, choice, self._wanted_visits())

    def _around(self) -> list[ActivityLine]:
        """The activities of all weeks that have a day in this school year."""
        return [*self._lines, *self._beside]

    def _bands(self) -> Iterator[RoundBand]:
        for one in self._rounds:
            planned = sum(one.starts_on <= visit.held_on <= one.ends_on for visit in self._visits)
            yield RoundBand(one.title, one.starts_on, one.ends_on, planned)

    def _is_visit(self, item: str) -> bool:
        return any(visit.id == item for visit in self._visits)

    def _open(self, item: str) -> None:
        """Change an activity; a planned visit is changed on its own page."""
        if self._is_visit(item):
            self.go.emit(Place.VISITS, item)
        else:
            self._do.edit(item)

    def _open_menu(self, item: str, at: QPoint) -> None:
        if not self._is_visit(item):
            self._do.open_menu(item, at, self._edit_actions)

    def _likely_day(self) -> date:
        if self.view() == MONTH:
            return self.views.month.day()
        today, year = self.school.today(), self.years.value()
        return today if today in year else year.first_day

    def _add(self, draft: ActivityDraft) -> None:
        if made := self._do.edit(draft):
            self.views.select(made)

    def _add_at(self, day: date, row: str) -> None:
        """A new activity where the planner was double clicked, for whoever has that row."""
        by_owner = self.view() == PLANNER and self.filters.rows() == "owner"
        owner = row if by_owner and row else None
        self._add(replace(blank(day), owner_id=owner))

    def _add_to_cycle(self, cycle: CycleLine) -> None:
        self._add(self._do.draft_for(cycle, self._likely_day()))

    def _add_cycle(self) -> None:
        self._show_view(CYCLES)
        self.views.cycles.add()

    def _follow_month(self, year: SchoolYear) -> None:
        """The month went into another school year."""
        self.years.set_value(year)
        self._go_to_year()

    def _show_today(self) -> None:
        """The month of today, with today chosen."""
        if self.view() != MONTH:
            self._show_view(MONTH)
        self.views.month.go_to(self.school.today())
        self.views.setFocus()

    def _show_year(self, year: SchoolYear) -> None:
        """Go to a year that was filled."""
        self.years.set_value(year)
        if self.view() == CYCLES:
            self._show_view(PLANNER)
        self._read_now()

    def _show_load(self) -> None:
        self.go.emit(Place.LOAD, "")

    def _search(self) -> None:
        self._show_view(AGENDA)
        self.filters.search.setFocus()
