"""This file is the dialog in which a round of visits is made or changed."""

from datetime import date, timedelta

from PySide6.QtWidgets import QLineEdit, QWidget

from lesobs.domain import dutch
from lesobs.domain.schoolyear import SchoolDays, SchoolYear
from lesobs.services.calendar import RoundLine
from lesobs.services.rounds import RoundDraft
from lesobs.services.school import School
from lesobs.ui.form_dialog import FormDialog, Refused, beside, fill
from lesobs.ui.widgets.cards import Field
from lesobs.ui.widgets.dates import DateEdit
from lesobs.ui.widgets.labels import Label

_USUAL_WEEKS = 8


class RoundDialog(FormDialog):
    """Title, first and last day; `saved_id` is the round afterwards."""

    def __init__(self, parent: QWidget, school: School, draft: RoundDraft) -> None:
        super().__init__(
            parent,
            "Ronde wijzigen" if draft.id else "Nieuwe ronde",
            "Bewaar",
            explanation="Een bezoek hoort vanzelf bij de ronde waar zijn datum in valt.",
        )
        self._school, self._draft = school, draft
        self._days = SchoolDays(school.calendar.holidays())
        self.saved_id: str | None = None
        self.title = QLineEdit(draft.title)
        self.title.setPlaceholderText("bijv. Ronde 1, najaar")
        self.starts_on = DateEdit("Eerste dag", draft.starts_on)
        self.ends_on = DateEdit("Laatste dag", draft.ends_on)
        self._length = Label(role="secondary", tone="mute")
        fill(
            self.form,
            Field("&Titel", self.title),
            beside(Field("&Eerste dag", self.starts_on), Field("&Laatste dag", self.ends_on)),
            self._length,
        )
        for field in (self.starts_on, self.ends_on):
            field.changed.connect(lambda _: self._show_length())
        self._show_length()
        self.title.selectAll()
        self.title.setFocus()
        self.begin()

    @classmethod
    def ask(cls, parent: QWidget, school: School, draft: RoundDraft) -> str | None:
        """Make a round, or change one; gives its id, None when the user thinks better of it."""
        dialog = cls(parent, school, draft)
        dialog.exec()
        dialog.deleteLater()
        return dialog.saved_id

    def _values(self) -> object:
        return self.title.text(), self.starts_on.text(), self.ends_on.text()

    def _save(self) -> None:
        first, last = self.starts_on.value(), self.ends_on.value()
        if first is None:
            raise Refused("Vul een eerste dag in, bijvoorbeeld 28-9.", self.starts_on)
        if last is None:
            raise Refused("Vul een laatste dag in, bijvoorbeeld 18-12.", self.ends_on)
        self.saved_id = self._school.rounds.save(RoundDraft(self.title.text(), first, last, self._draft.id))

    def _show_length(self) -> None:
        first, last = self.starts_on.value(), self.ends_on.value()
        if first is None or last is None or not 0 <= (last - first).days <= 2 * 366:
            self._length.setText("")
            return
        days = self._days.after(first - timedelta(days=1), last)
        self._length.setText(f"{dutch.weeks(first, last)} · {dutch.count(days, 'schooldag', 'schooldagen')}")


def next_round(rounds: list[RoundLine], year: SchoolYear, today: date) -> RoundDraft:
    """A round to begin with: after the last one of the year, not before today when the year runs."""
    first = max([one.ends_on + timedelta(days=1) for one in rounds], default=year.first_day)
    first = max(first, today) if today in year else first
    first += timedelta(days=-first.weekday() % 7)  # rounds go by whole weeks
    last = first + timedelta(weeks=_USUAL_WEEKS, days=-3)
    return RoundDraft(f"Ronde {len(rounds) + 1}", first, last)
