"""This file is the dialog that writes an agenda: of all activities, those shown, or those of one person."""

from pathlib import Path

from PySide6.QtWidgets import QCheckBox, QWidget

from lesobs.paths import data_folder
from lesobs.services.calendar_choice import CalendarChoice
from lesobs.services.school import School
from lesobs.ui import ask
from lesobs.ui.form_dialog import FormDialog, fill
from lesobs.ui.widgets.cards import Field
from lesobs.ui.widgets.fields import ComboBox
from lesobs.ui.widgets.labels import Label

AGENDA_FILES = "Agenda (*.ics)"
ALL, SHOWN = "all", "shown"
EXPLANATION = (
    "Outlook, Google Agenda, Thunderbird en Apple Agenda lezen dit bestand in. Lees je later een nieuwer "
    "bestand in, dan worden de afspraken bijgewerkt en komt niets dubbel."
)


class AgendaDialog(FormDialog):
    """Asks whose activities, then where to; `saved_to` is the file afterwards."""

    def __init__(self, parent: QWidget, school: School, shown: CalendarChoice) -> None:
        super().__init__(parent, "Agenda exporteren", "Opslaan…", "cal", EXPLANATION, width=500)
        self._school, self._shown = school, shown
        self.saved_to: Path | None = None
        persons = [(f"Van {one.name}", one.id) for one in school.people.persons() if one.left_on is None]
        now = [(f"Wat nu te zien is: {_short(shown.words)}", SHOWN)] if shown.words else []
        self.whose = ComboBox("Wat gaat mee", [("Alle activiteiten van alle jaren", ALL), *now, *persons])
        self.whose.picked.connect(lambda _: self._follow())
        self.visits = QCheckBox("Ook de geplande lesbezoeken van deze persoon")
        self._warning = Label(
            "In de afspraken staan namen van docenten. Deel deze agenda niet openbaar.",
            "secondary",
            "attention",
            wrap=True,
        )
        self.visits.toggled.connect(self._warn)
        fill(self.form, Field("Wat gaat mee", self.whose), self.visits, self._warning)
        self.whose.set_value(SHOWN if shown.words else ALL)
        self._follow()
        self.begin()

    @classmethod
    def ask(cls, parent: QWidget, school: School, shown: CalendarChoice) -> Path | None:
        """Let the user choose and save; gives the file, None when nothing was written."""
        dialog = cls(parent, school, shown)
        dialog.exec()
        dialog.deleteLater()
        return dialog.saved_to

    def choice(self) -> CalendarChoice:
        """What goes along."""
        value = self.whose.value()
        if value == ALL:
            return CalendarChoice(tuple(self._school.choices.all()))
        if value == SHOWN:
            return self._shown
        name = next(one.name for one in self._school.people.persons() if one.id == value)
        lines = tuple(line for line in self._school.choices.all() if line.owner_id == value)
        return CalendarChoice(lines, name, str(value))

    def try_to_save(self) -> None:
        """Nothing is lost by choosing no file: then the dialog stays."""
        proposal = data_folder() / f"Agenda {self.choice().words or 'kwaliteitskalender'}.ics".replace(
            "/", "-"
        )
        self.saved_to = ask.save_file(self, "Agenda opslaan", AGENDA_FILES, proposal)
        if self.saved_to is not None and self.saved():
            self.accept()

    def _follow(self) -> None:
        """Visits are of one person."""
        person = self.whose.value() not in (ALL, SHOWN)
        self.visits.setEnabled(person)
        self.visits.setChecked(self.visits.isChecked() and person)
        self._warn(self.visits.isChecked())

    def _warn(self, visits: bool) -> None:
        self._warning.setVisible(visits)
        if self.isVisible():
            self.fit()

    def _values(self) -> object:
        return None  # nothing here is worth a question when one leaves

    def _save(self) -> None:
        assert self.saved_to is not None
        choice, path = self.choice(), self.saved_to
        self.saved_to = None
        visits_of = choice.owner_id if self.visits.isChecked() else None
        self._school.exchange.export_calendar(path, choice, visits_of=visits_of)
        self.saved_to = path


def _short(words: str) -> str:
    return words if len(words) <= 46 else f"{words[:45]}…"
