"""This file is the calendar on paper and into files, as it is shown, and a year plan that comes in."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from PySide6.QtGui import QAction
from PySide6.QtWidgets import QWidget

from lesobs.domain import dutch
from lesobs.domain.schoolyear import SchoolYear
from lesobs.paths import data_folder
from lesobs.services.calendar_choice import CalendarChoice
from lesobs.services.round_rows import PlannedVisit
from lesobs.services.school import School
from lesobs.ui import ask
from lesobs.ui.calendar.grouping import RowsBy
from lesobs.ui.errors import refusals_shown

EXCEL_FILES = "Excel (*.xlsx);;CSV (*.csv)"

MakeAction = Callable[[str, str, Callable[[], object], str], QAction]


@dataclass(frozen=True, slots=True)
class ShownMonth:
    """A month by its first day, and what is shown in its weeks."""

    first: date
    choice: CalendarChoice
    visits: tuple[PlannedVisit, ...]


class CalendarSharing:
    """What leaves the page and what comes in. `choice` and `rows_by` tell what is shown now, `month` what
    the month that one looks at shows."""

    def __init__(
        self,
        page: QWidget,
        school: School,
        year: Callable[[], SchoolYear],
        choice: Callable[[], CalendarChoice],
        rows_by: Callable[[], RowsBy],
        month: Callable[[], ShownMonth],
    ) -> None:
        self._page, self._school = page, school
        self._year, self._choice, self._rows_by, self._month = year, choice, rows_by, month

    def actions(self, make: MakeAction) -> tuple[list[QAction], list[QAction]]:
        """The papers, and what goes to other programs or comes from them."""
        papers = [
            make("&Jaarplanner op A3…", "Ctrl+P", lambda: self.show_planner("A3"), "Bestand"),
            make("Jaar&planner op A4…", "", lambda: self.show_planner("A4"), "Bestand"),
            make("&Maand op A4…", "", self.show_month, "Bestand"),
            make("Activiteiten per &eigenaar…", "", lambda: self.show_list("owner"), "Bestand"),
            make("Activiteiten per s&tandaard…", "", lambda: self.show_list("standard"), "Bestand"),
            make("Week&bord op A3…", "Ctrl+Shift+P", self.show_poster, "Bestand"),
        ]
        files = [
            make("A&genda exporteren…", "Ctrl+Shift+A", self.export_agenda, "Bestand"),
            make("Kalender als E&xcel…", "Ctrl+Shift+E", self.export_table, "Bestand"),
            make("Jaarplan &inlezen…", "Ctrl+Shift+I", self.read_plan, "Bestand"),
        ]
        return papers, files

    def show_planner(self, paper: str) -> None:
        """Show the year planner as it comes from the printer, on A3 or A4, with the rows of the screen."""
        year, choice, rows_by = self._year(), self._choice(), self._rows_by()
        self._show(
            f"Jaarplanner {year} op {paper}",
            f"Jaarplanner {year} {paper}.pdf",
            lambda path: self._school.papers.planner(
                year, path, paper="A4" if paper == "A4" else "A3", choice=choice, rows_by=rows_by
            ),
        )

    def show_month(self) -> None:
        """Show the month one looks at as it comes from the printer."""
        month = self._month()
        name = f"{dutch.FULL_MONTHS[month.first.month - 1]} {month.first.year}"
        self._show(
            f"{name.capitalize()} op A4",
            f"Kwaliteitskalender {name}.pdf",
            lambda path: self._school.papers.month(month.first, path, month.choice, month.visits),
        )

    def show_list(self, by: str) -> None:
        """Show the list of activities as it comes from the printer, per owner or standard."""
        year, choice = self._year(), self._choice()
        word = "eigenaar" if by == "owner" else "standaard"
        self._show(
            f"Activiteiten {year} per {word}",
            f"Activiteiten {year} per {word}.pdf",
            lambda path: self._school.papers.activities(
                year, path, by="owner" if by == "owner" else "standard", choice=choice
            ),
        )

    def show_poster(self) -> None:
        """Show the board of this week as it comes from the printer."""
        choice = self._choice()
        self._show("Weekbord op A3", "Weekbord.pdf", lambda path: self._school.papers.poster(path, choice))

    def export_agenda(self) -> None:
        """Ask for whom, and write an agenda."""
        from lesobs.ui.calendar.agenda_dialog import AgendaDialog

        AgendaDialog.ask(self._page, self._school, self._choice())

    def export_table(self) -> None:
        """Write what is shown as an Excel or CSV file."""
        proposal = data_folder() / f"Kwaliteitskalender {self._year()}.xlsx"
        path = ask.save_file(self._page, "Kalender opslaan als tabel", EXCEL_FILES, proposal)
        if path is not None:
            with refusals_shown(self._page, "Niet opgeslagen"):
                self._school.exchange.export_calendar(path, self._choice())

    def read_plan(self) -> None:
        """Read a year plan of elsewhere."""
        from lesobs.ui.calendar.plan_import_dialog import read_plan

        read_plan(self._page, self._school, self._year())

    def _show(self, title: str, proposal: str, write: Callable[[Path], str]) -> None:
        from lesobs.ui.preview import Preview

        Preview.show_paper(self._page, title, proposal, write)
