"""This file is the bars above the calendar: a year without known holidays, and a next year to make ready."""

from collections.abc import Callable, Iterable

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from lesobs.domain import dutch
from lesobs.domain.schoolyear import SchoolYear
from lesobs.services.calendar import FreePeriodLine
from lesobs.services.school import School
from lesobs.ui.calendar.holidays_dialog import HolidaysDialog
from lesobs.ui.widgets.bars import MessageBar


class YearBars(QObject):
    """Says what a year still lacks, and makes it: its holidays, what comes back, the standard year."""

    made = Signal(object)
    """Activities were put in this SchoolYear."""

    def __init__(self, page: QWidget, school: School, year: Callable[[], SchoolYear]) -> None:
        super().__init__(page)
        self._page, self._school, self._year = page, school, year
        self._just_made = False
        """Whether the bar says what was made; it goes when another year is shown."""
        self.holidays, self.turn = MessageBar("attention"), MessageBar("info")
        self.holidays.acted.connect(self.open_holidays)
        self.turn.acted.connect(self.turn_year)
        for bar in (self.holidays, self.turn):
            bar.hide()

    def refresh(self, free: Iterable[FreePeriodLine]) -> None:
        """Say what holds now, with the holidays of the year that is shown."""
        self._tell_holidays(free)
        self._offer_turn()

    def year_changed(self) -> None:
        """Another year is shown: what was made in the one before was read."""
        self._just_made = False

    def open_holidays(self) -> None:
        HolidaysDialog.ask(self._page, self._school, self._year())

    def turn_year(self) -> None:
        """Make the next school year ready."""
        from lesobs.ui.calendar.year_turn_dialog import YearTurnDialog

        from_year = self._school.year_turns.due() or self._school.year
        if done := YearTurnDialog.ask(self._page, self._school, from_year):
            self._show_made(*done)

    def take_standard_year(self) -> None:
        """Take over suggestions for a year."""
        from lesobs.ui.calendar.standard_year_dialog import StandardYearDialog

        if done := StandardYearDialog.ask(self._page, self._school, self._year()):
            year, added = done
            words = dutch.count(added, "suggestie", "suggesties")
            self._show_made(
                year, f"{words} overgenomen in {year}. Wijzig of bevestig ze; Ctrl+Z haalt ze weg."
            )

    def _tell_holidays(self, free: Iterable[FreePeriodLine]) -> None:
        """The list of published holidays ends somewhere; say so instead of showing a year without any."""
        year = self._year()
        known = any(line.starts_on in year for line in free)
        self.holidays.setVisible(not known)
        if not known:
            sentence = f"Van {year} zijn nog geen vakanties bekend."
            self.holidays.set_message("attention", sentence, "Vakanties invullen")

    def _offer_turn(self) -> None:
        """From May on, while the next year is empty; what was just done stays to be read."""
        due = self._school.year_turns.due()
        if due is not None:
            sentence = f"Schooljaar {due.next} is nog leeg."
            self.turn.set_message(
                "info", sentence, "Klaarzetten", "Zet klaar wat terugkomt en wat openstaat."
            )
            self.turn.show()
        elif not self._just_made:
            self.turn.hide()

    def _show_made(self, year: SchoolYear, sentence: str) -> None:
        """Go to the year that was filled, and say what was done."""
        self._just_made = True
        self.made.emit(year)
        self.turn.set_message("done", sentence)
        self.turn.show()
