"""This file is the bar above the list of visits: search, states with their counts, section and observer."""

from collections.abc import Mapping, Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from lesobs.services.people import PersonLine, SectionLine
from lesobs.ui.visits.rows import Filter, StateFilter
from lesobs.ui.widgets.buttons import Switch, plain_button
from lesobs.ui.widgets.fields import ComboBox, SearchField
from lesobs.ui.widgets.flow import FlowLayout


class FilterBar(QWidget):
    """Tells with `changed` that another part of the list is wanted."""

    changed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._silent = False
        self.search = SearchField("Zoek docent, klas, vraag…")
        self.state = Switch("Status van het bezoek", [(state.value, state.word) for state in StateFilter])
        self.section = ComboBox("Sectie")
        self.observer = ComboBox("Waarnemer")
        for field, width in ((self.search, 216), (self.section, 178), (self.observer, 190)):
            field.setFixedWidth(width)
        self._only: frozenset[str] | None = None
        self.only = plain_button("", "x", small=True)
        self.only.setToolTip("Weer alle bezoeken tonen (Esc)")
        self.only.clicked.connect(self.clear)
        self.only.hide()
        row = FlowLayout(self)
        for widget in (self.only, self.search, self.state, self.section, self.observer):
            row.addWidget(widget)
        self.search.textChanged.connect(lambda _: self._tell())
        self.state.changed.connect(lambda _: self._tell())
        self.section.picked.connect(lambda _: self._tell())
        self.observer.picked.connect(lambda _: self._tell())

    def value(self) -> Filter:
        section, observer = self.section.value(), self.observer.value()
        return Filter(
            words=self.search.text(),
            state=StateFilter(self.state.value()),
            section=section if isinstance(section, str) else None,
            observer_id=observer if isinstance(observer, str) else None,
            only=self._only,
        )

    def clear(self) -> None:
        """Show everything again."""
        self._silent = True
        self._only = None
        self.only.hide()
        self.search.clear()
        self.state.set_value(StateFilter.ALL.value)
        self.section.set_value(None)
        self.observer.set_value(None)
        self._silent = False
        self._tell()

    def show_only(self, visits: frozenset[str], words: str) -> None:
        """Show these visits and no others; `words` says which they are."""
        self.clear()
        self._only = visits
        self.only.setText(f"Alleen: {words}")
        self.only.setAccessibleName(f"Alleen: {words}. Weer alle bezoeken tonen")
        self.only.show()
        self._tell()

    def set_choices(
        self, sections: Sequence[SectionLine], observers: Sequence[PersonLine], me: str | None
    ) -> None:
        """The sections and observers one can choose; what was chosen stays chosen."""
        self.section.set_choices([("alle secties", None), *((one.name, one.name) for one in sections)])
        mine = [("alleen mijn bezoeken", me)] if any(one.id == me for one in observers) else []
        others = [(one.name, one.id) for one in observers if one.id != me]
        self.observer.set_choices([("alle waarnemers", None), *mine, *others])

    def set_counts(self, counts: Mapping[StateFilter, int]) -> None:
        """Say beside each state how many visits it would show."""
        for state, number in counts.items():
            self.state.set_text(state.value, f"{state.word} {number}")

    def _tell(self) -> None:
        if not self._silent:
            self.changed.emit()
