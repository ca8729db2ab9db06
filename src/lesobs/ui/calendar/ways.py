"""This file is the ways into the calendar from elsewhere: to one thing, or to a list narrowed to a few."""

from collections.abc import Callable

from lesobs.domain.errors import RuleBroken
from lesobs.domain.schoolyear import SchoolYear
from lesobs.services.school import School
from lesobs.services.signals import About
from lesobs.ui.calendar.asked import AskedBar
from lesobs.ui.calendar.filters import FilterRow
from lesobs.ui.calendar.views import AGENDA, CYCLES, PLANNER, CalendarViews
from lesobs.ui.page import ALL_CYCLES, OPEN_OF, SIGNAL
from lesobs.ui.widgets.years import YearChooser


class CalendarWays:
    """Goes where `show_item` of the page asks. `view` tells what is shown, `show_view` shows another view and
    `read` reads the year anew."""

    def __init__(
        self,
        school: School,
        parts: tuple[YearChooser, FilterRow, AskedBar, CalendarViews],
        view: Callable[[], str],
        show_view: Callable[[str], object],
        read: Callable[[], object],
    ) -> None:
        self._school = school
        self._years, self._filters, self._asked, self._views = parts
        self._view, self._show_view, self._read = view, show_view, read

    def follow(self, item: str) -> None:
        """To an activity or a cycle by its id, or to what one of the words of `ui/page.py` stands for."""
        self._asked.clear()
        if item == ALL_CYCLES:
            self._show_view(CYCLES)
        elif item.startswith(SIGNAL):
            self._show_asked(item.removeprefix(SIGNAL))
        elif item.startswith(OPEN_OF):
            self._show_open_of(item.removeprefix(OPEN_OF))
        elif any(cycle.id == item for cycle in self._school.cycles.all()):
            self.show_cycle(item)
        else:
            self._show_activity(item)

    def show_cycle(self, cycle_id: str) -> None:
        """One cycle among the others."""
        self._show_view(CYCLES)
        self._read()
        self._views.cycles.select(cycle_id)
        self._views.setFocus()

    def show_all(self) -> None:
        """Leave nothing out any more."""
        self._asked.clear()
        self._filters.clear()
        self._views.setFocus()

    def _show_activity(self, activity_id: str) -> None:
        try:
            draft = self._school.calendar.draft(activity_id)
        except RuleBroken:
            return  # it was taken away in the meantime
        year = self._years.value()
        if draft.starts_on > year.last_day or draft.ends_on < year.first_day:
            self._years.set_value(SchoolYear.of(draft.starts_on))
        if self._view() == CYCLES:
            self._show_view(PLANNER)
        self._filters.clear()
        self._read()
        self._views.select(activity_id)

    def _show_asked(self, key: str) -> None:
        """Only what this signal is about, as a list."""
        self._years.set_value(self._school.year)
        self._filters.clear()
        self._asked.ask(key)
        self._show_view(CYCLES if self._asked.about is About.CYCLE else AGENDA)
        self._read()

    def _show_open_of(self, person_id: str) -> None:
        """What one person still has to do this year, as a list."""
        self._years.set_value(self._school.year)
        self._show_view(AGENDA)
        self._read()
        self._filters.show_open_of(person_id)
