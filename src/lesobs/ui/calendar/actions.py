"""This file is what can be done with the activities of the calendar, by menu, key, mouse or button."""

from dataclasses import replace
from datetime import date

from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QMenu, QWidget

from lesobs.domain.activity import ActivityStatus
from lesobs.domain.cycle import Phase
from lesobs.services.calendar import ActivityDraft
from lesobs.services.cycles import CycleLine
from lesobs.services.school import School
from lesobs.ui.calendar.activity_dialog import ActivityDialog, blank
from lesobs.ui.calendar.wording import PHASE_TITLES
from lesobs.ui.errors import refusals_shown


class CalendarActions:
    """The actions of the page for activities and papers. Refusals are shown over `page`."""

    def __init__(self, page: QWidget, school: School) -> None:
        self._page, self._school = page, school

    def edit(self, draft: ActivityDraft | str) -> str | None:
        """Change an activity by its id, or make one from a draft; gives its id when it was saved."""
        with refusals_shown(self._page):
            return ActivityDialog.ask(self._page, self._school, draft)
        return None

    def draft_for(self, cycle: CycleLine, day: date) -> ActivityDraft:
        """A new activity of a cycle, in the phase it is in and for whoever leads it."""
        about = self._school.cycles.draft(cycle.id)
        return replace(
            blank(day),
            phase=cycle.phase,
            standard=cycle.standard,
            owner_id=about.owner_id,
            section_id=about.section_id,
            department_id=about.department_id,
            cycle_id=cycle.id,
        )

    def remove(self, activity_id: str) -> None:
        """Away, without a question: it can be undone."""
        with refusals_shown(self._page):
            self._school.calendar.remove(activity_id)

    def confirm(self, activity_id: str) -> None:
        """Take over a suggestion of the standard year as it is."""
        with refusals_shown(self._page):
            self._school.calendar.confirm(activity_id)

    def _is_suggested(self, activity_id: str) -> bool:
        with refusals_shown(self._page):
            return self._school.calendar.draft(activity_id).suggested
        return False

    def set_status(self, activity_id: str, status: ActivityStatus) -> None:
        with refusals_shown(self._page):
            self._school.calendar.set_status(activity_id, status)

    def set_phase(self, activity_id: str, phase: Phase) -> None:
        with refusals_shown(self._page):
            self._school.calendar.set_phase(activity_id, phase)

    def shift(self, activity_id: str, first: date, last: date) -> None:
        """Give an activity another period."""
        with refusals_shown(self._page):
            self._school.calendar.shift(activity_id, first, last)

    def open_menu(self, activity_id: str, at: QPoint, always: list[QAction]) -> None:
        """The menu of one activity: what is always possible, its status and its phase."""
        menu = QMenu(self._page)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        menu.addActions(always)
        if self._is_suggested(activity_id):
            menu.addAction("Suggestie bevestigen").triggered.connect(lambda: self.confirm(activity_id))
        menu.addSeparator()
        for status in ActivityStatus:
            entry = menu.addAction(status.word[:1].upper() + status.word[1:])
            entry.triggered.connect(lambda _=False, status=status: self.set_status(activity_id, status))
        phases = menu.addMenu("Fase")
        for phase in Phase:
            entry = phases.addAction(f"{phase.letter}  {PHASE_TITLES[phase]}")
            entry.triggered.connect(lambda _=False, phase=phase: self.set_phase(activity_id, phase))
        menu.popup(at)
