"""This file is the middle of the page: the view that is shown, with the panel of one activity beside it."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from PySide6.QtCore import QPoint, Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from lesobs.domain import dutch
from lesobs.domain.schoolyear import Holiday, SchoolYear
from lesobs.services.calendar import ActivityLine
from lesobs.services.cycles import CycleLine
from lesobs.services.findings import FindingLine
from lesobs.services.round_rows import PlannedVisit
from lesobs.services.school import School
from lesobs.ui.calendar.agenda import AgendaView
from lesobs.ui.calendar.board import BoardView
from lesobs.ui.calendar.cycles_view import CyclesView
from lesobs.ui.calendar.grouping import RowsBy, grouped
from lesobs.ui.calendar.month_layout import Item
from lesobs.ui.calendar.month_view import MonthView
from lesobs.ui.calendar.planner_canvas import PlannerYear
from lesobs.ui.calendar.planner_layout import RoundBand, checks_by_week
from lesobs.ui.calendar.planner_view import PlannerView
from lesobs.ui.calendar.side_panel import WIDTH, SidePanel
from lesobs.ui.look import NO_LIMIT
from lesobs.ui.widgets.cards import Card
from lesobs.ui.widgets.content import ContentOrEmpty
from lesobs.ui.widgets.states import EmptyState, Offer

PLANNER, MONTH, AGENDA, BOARD, CYCLES = "planner", "month", "agenda", "board", "cycles"
BESIDE_PANEL = (PLANNER, MONTH, AGENDA)
"""The views with the panel beside them."""
WITH_VISITS = (MONTH, AGENDA)
"""The views in which planned visits stand too."""


@dataclass(frozen=True, slots=True)
class Content:
    """What the views show: of one school year, the activities a filter lets through out of `total`, and the
    planned visits it lets through. `beside` is what else lies in the first or the last week of the year."""

    year: SchoolYear
    today: date
    holidays: tuple[Holiday, ...]
    lines: tuple[ActivityLine, ...]
    total: int
    rows_by: RowsBy
    cycles: tuple[CycleLine, ...]
    findings: tuple[FindingLine, ...]
    rounds: tuple[RoundBand, ...] = ()
    visits: tuple[PlannedVisit, ...] = ()
    beside: tuple[ActivityLine, ...] = ()

    def items(self) -> list[Item]:
        """All that can stand in a month."""
        activities = [Item(activity=line) for line in (*self.lines, *self.beside)]
        return activities + [Item(visit=visit) for visit in self.visits]


class CalendarViews(QWidget):
    """Planner, month, agenda, board and cycles. One activity is chosen at a time, the same in every view."""

    opened = Signal(str)
    menu_asked = Signal(str, QPoint)
    add_asked = Signal()
    add_at_asked = Signal(object, str)
    standard_asked = Signal()
    """Start from the standard year."""
    all_asked = Signal()
    """Show again what the filter leaves out."""

    def __init__(self, school: School) -> None:
        super().__init__()
        self.planner, self.month = PlannerView(), MonthView()
        self.agenda, self.board = AgendaView(), BoardView()
        self.cycles, self.panel = CyclesView(school), SidePanel()
        self._view, self._selected = PLANNER, ""
        self._picked = False
        """Whether somebody chose it; else it is what is late or comes next."""
        self._order: list[str] = []
        self._content: Content | None = None
        self._panel_open, self._narrow = True, False
        self._stack, self._pages = ContentOrEmpty(), dict[str, QWidget]()
        for name, view in ((PLANNER, self.planner), (MONTH, self.month), (AGENDA, self.agenda)):
            card = Card()
            card.body.addWidget(view)
            card.setFocusProxy(view)
            self._pages[name] = card
        self._pages |= {BOARD: self.board, CYCLES: self.cycles}
        for page in self._pages.values():
            self._stack.addWidget(page)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(14)
        row.addWidget(self._stack, 1)
        row.addWidget(self.panel)
        self._connect()

    def selected_id(self) -> str:
        """The activity that is chosen, "" when there is none."""
        return self._selected

    def select(self, activity_id: str) -> None:
        """Choose an activity in all views."""
        self._selected, self._picked = activity_id, True
        if self._content is not None:
            self.fill(self._content)

    def show_view(self, view: str) -> None:
        """Show another view of the same; `fill` comes after."""
        self._view = view
        proxies: dict[str, QWidget] = {PLANNER: self.planner, MONTH: self.month, AGENDA: self.agenda}
        proxies[BOARD] = self.board
        self.setFocusProxy(proxies.get(view, self.cycles))

    def fill(self, content: Content) -> None:
        """Show this in the view that is shown; the others follow when they are."""
        self._content = content
        self._keep_choice(content)
        self._arrange()  # first, so that the view is laid out once, in the room it gets
        match self._view:
            case "planner":
                year, today = content.year, content.today
                checks = checks_by_week(content.cycles, year, today)
                about = PlannerYear(year, today, content.holidays, content.rounds, checks)
                self.planner.show_year(about, grouped(content.lines, content.rows_by))
                self.planner.select(self._selected)
                self._order = [bar.line.id for bar in self.planner.layout_shown().bars]
            case "month":
                self._fill_month(content)
            case "agenda":
                self.agenda.show_lines(content.lines, content.today, content.visits)
                self.agenda.select(self._selected)
            case "board":
                self.board.show_lines(content.lines, content.cycles, content.year)
                self.board.select(self._selected)
            case _:
                self.cycles.show_cycles(content.cycles, content.findings)
        self._fill_panel()

    def set_narrow(self, narrow: bool) -> None:
        """In a narrow window the panel comes in place of the view, when it is asked for."""
        self._narrow, self._panel_open = narrow, not narrow
        self.planner.set_half_year(narrow)
        self.month.set_narrow(narrow)
        self.agenda.set_narrow(narrow)
        self.board.set_narrow(narrow)
        self.cycles.set_narrow(narrow)
        self._arrange()

    def open_panel(self, opened: bool) -> None:
        """Show or hide what is known of the chosen activity."""
        had_focus = self.panel.isAncestorOf(self.focusWidget() or self)
        self._panel_open = opened
        self._arrange()
        if opened and self._narrow:
            self.panel.setFocus()
        elif had_focus and not opened:
            self.setFocus()

    def panel_covers(self) -> bool:
        """Whether the panel stands in place of the view."""
        return self._narrow and self.panel.isVisible()

    def _connect(self) -> None:
        for view in (self.planner, self.month, self.agenda):
            view.selected.connect(self._choose)
            view.show_asked.connect(self._show)
            view.opened.connect(self._open)
            view.menu_asked.connect(self.menu_asked)
        self.planner.add_asked.connect(self.add_at_asked)
        self.month.add_asked.connect(self.add_at_asked)
        self.board.chosen.connect(self._choose)
        self.board.opened.connect(self.opened)
        self.board.menu_asked.connect(self.menu_asked)
        self.panel.close_asked.connect(lambda: self.open_panel(False))

    def _choose(self, activity_id: str) -> None:
        self._selected, self._picked = activity_id, bool(activity_id)
        self._fill_panel()

    def _show(self, activity_id: str) -> None:
        self._choose(activity_id)
        if not self._narrow:
            self.open_panel(True)

    def _open(self, activity_id: str) -> None:
        """Enter changes an activity; in a narrow window it first shows it."""
        self._choose(activity_id)
        if self._narrow and not self.panel.isVisible():
            self.open_panel(True)
        else:
            self.opened.emit(activity_id)

    def _keep_choice(self, content: Content) -> None:
        """What was chosen stays; when it went, the one after it; at first, what is late or comes next."""
        lines = content.lines
        known = {line.id for line in lines}
        if self._view in WITH_VISITS:
            known |= {visit.id for visit in content.visits}
        if self._view == MONTH:
            known |= {line.id for line in content.beside}
        if self._selected in known:
            return
        self._picked = False
        after: list[str] = []
        if self._selected in self._order:
            here = self._order.index(self._selected)
            after = [*self._order[here + 1 :], *reversed(self._order[:here])]
        late = [line.id for line in lines if line.overdue]
        soon = [line.id for line in lines if line.coming_up]
        choices = [key for key in (*after, *late, *soon, *(line.id for line in lines)) if key in known]
        self._selected = choices[0] if choices else ""

    def _fill_month(self, content: Content) -> None:
        """What somebody chose is shown in its month; else the month that is shown says what is chosen."""
        picked = self._selected if self._picked else ""
        self.month.show_month(content.year, content.today, content.holidays, content.items(), content.rounds)
        if picked:
            self.month.select(picked)
        self._selected = self.month.selected_id()

    def _fill_panel(self) -> None:
        content = self._content
        if content is None:
            return
        lines = (*content.lines, *content.beside)
        line = next((line for line in lines if line.id == self._selected), None)
        cycle = next((one for one in content.cycles if line and one.id == line.cycle_id), None)
        visit = next((one for one in content.visits if one.id == self._selected), None)
        if visit is not None:
            self.panel.show_activity(None, None, "Een lesbezoek: open het met Enter")
        elif self._view == MONTH:
            day = dutch.day(self.month.day())
            self.panel.show_activity(line, cycle, f"{day}: nog niets gekozen. Ins voegt hier iets toe.")
        else:
            self.panel.show_activity(line, cycle)

    def _arrange(self) -> None:
        """Show the view or what to do when it is empty, and the panel where it belongs."""
        content = self._content
        empty = content is not None and self._view != CYCLES and not content.lines
        if self._view == MONTH or (self._view == AGENDA and content is not None and content.visits):
            empty = False  # a month without activities is still a month
        if self._view == BOARD and content is not None and content.total == 0:
            closed = [cycle.closed_on for cycle in content.cycles if cycle.closed_on is not None]
            empty = not any(day in content.year for day in closed)
        if empty and content is not None:
            self._show_empty(content)
        else:
            self._stack.show_content(self._pages[self._view])
        shown = self._panel_open and not empty and self._view in BESIDE_PANEL
        self.panel.setVisible(shown)
        self._stack.setHidden(shown and self._narrow)
        if self._narrow:
            self.panel.setMinimumWidth(0)
            self.panel.setMaximumWidth(NO_LIMIT)
        else:
            self.panel.setFixedWidth(WIDTH)

    def _show_empty(self, content: Content) -> None:
        self._stack.show_empty(
            _nothing_in(content.year, self.add_asked.emit, self.standard_asked.emit)
            if content.total == 0
            else _nothing_left(self.all_asked.emit)
        )


def _nothing_in(
    year: SchoolYear, add: Callable[[], object], take_standard: Callable[[], object]
) -> EmptyState:
    return EmptyState(
        f"Nog geen activiteiten in {year}",
        "Zet hier neer wanneer jullie plannen, lessen bezoeken en opnieuw kijken. Begin met wat vaststaat: "
        "een lesbezoekronde, een evaluatie, het jaarplan. Of kies uit het standaardjaar wat bij jullie past.",
        None,
        Offer("Eerste activiteit", add, "plus", "Ins"),
        Offer("Standaardjaar overnemen…", take_standard, "book"),
        outline="calendar",
    )


def _nothing_left(clear: Callable[[], object]) -> EmptyState:
    return EmptyState(
        "Geen activiteit past bij dit filter",
        "Er zijn dit schooljaar wel activiteiten, maar niet met deze keuze.",
        None,
        Offer("Filter wissen", clear, "x", "Esc"),
        outline="calendar",
    )
