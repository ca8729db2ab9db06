"""This file is the dialog that gives an activity other days in the school year that is made ready."""

from datetime import date

from PySide6.QtWidgets import QWidget

from lesobs.domain import dutch
from lesobs.domain.errors import RuleBroken
from lesobs.services.turn_rows import TurnItem
from lesobs.services.year_turn import YearTurn
from lesobs.ui.calendar.activity_dialog import holiday_words
from lesobs.ui.form_dialog import FormDialog, beside, fill
from lesobs.ui.widgets.cards import Field
from lesobs.ui.widgets.dates import DateEdit
from lesobs.ui.widgets.labels import Label


class ItemDays(FormDialog):
    """The first and the last day of one activity. Another first day takes the last one along."""

    def __init__(self, parent: QWidget, item: TurnItem, turn: YearTurn) -> None:
        was = f"Dit jaar: {dutch.period(*item.was)}." if item.was else ""
        super().__init__(parent, "Andere dagen", "Neem over", "cal", f"{item.title}. {was}".strip())
        self._item, self._turn = item, turn
        self.starts_on, self.ends_on = DateEdit("Van", item.starts_on), DateEdit("Tot en met", item.ends_on)
        self._first = item.starts_on
        self._words = Label(tone="mute", wrap=True)
        self.starts_on.changed.connect(self._take_along)
        self.ends_on.changed.connect(lambda _: self._say_period())
        fill(
            self.form,
            beside(Field("V&an", self.starts_on), Field("T&ot en met", self.ends_on)),
            self._words,
        )
        self._say_period()
        self.begin()
        self.starts_on.setFocus()
        self.starts_on.selectAll()

    @classmethod
    def ask(cls, parent: QWidget, item: TurnItem, turn: YearTurn) -> tuple[date, date] | None:
        """The days that were chosen, or None when the user thinks better of it."""
        dialog = cls(parent, item, turn)
        given = dialog.exec() == cls.DialogCode.Accepted
        days = dialog._values()
        dialog.deleteLater()
        return (days[0], days[1]) if given and days[0] and days[1] else None

    def _take_along(self, first: date | None) -> None:
        last = self.ends_on.value()
        if first is not None:
            if last is not None:
                self.ends_on.set_value(last + (first - self._first))
            self._first = first
        self._say_period()

    def _say_period(self) -> None:
        first, last = self._values()
        words = holiday_words(self._turn.holidays, first, last) if first and last else ""
        if first and last and not words:
            days = dutch.count((last - first).days + 1, "dag", "dagen")
            self._words.setText(f"{dutch.weeks(first, last)} · {days}")
        else:
            self._words.setText(words)
        self._words.set_tone("attention" if words else "mute")

    def _values(self) -> tuple[date | None, date | None]:
        return self.starts_on.value(), self.ends_on.value()

    def _save(self) -> None:
        first, last = self._values()
        if first is None or last is None:
            raise RuleBroken("Vul een begin- en een einddatum in, bijvoorbeeld 23-11 of wk 48.")
        self._turn.with_days({self._item.key: (first, last)})
