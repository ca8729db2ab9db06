"""This file is what stands above the teachers of a round: which round, how far it is, and the filter."""

from collections.abc import Sequence
from html import escape

from PySide6.QtCore import Signal
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QHBoxLayout, QMenu, QWidget

from lesobs.domain import dutch
from lesobs.domain.planning import RoundState
from lesobs.services.calendar import RoundLine
from lesobs.services.round_rows import RoundOverview, SectionInRound
from lesobs.ui.visits.rounds_rows import RoundFilter
from lesobs.ui.widgets.buttons import Switch, menu_button, plain_button
from lesobs.ui.widgets.fields import ComboBox, SearchField
from lesobs.ui.widgets.flow import FlowLayout
from lesobs.ui.widgets.labels import Label

_ALL = "all"
_WORDS = {_ALL: "Iedereen", "open": "Nog niet", "planned": "Gepland", "visited": "Bezocht"}


def progress(overview: RoundOverview) -> str:
    """How far a round is, in words, as html."""
    visited, planned = overview.count(RoundState.VISITED), overview.count(RoundState.PLANNED)
    everybody = dutch.count(len(overview.teachers), "docent", "docenten")
    ahead = f", {planned} gepland" if planned else ""
    left = overview.count(RoundState.OPEN)
    rest = f", {left} nog niet" if left else ""
    return f"<b>{visited} van {everybody} bezocht</b>{ahead}{rest}. De ronde {escape(overview.time_left)}."


class RoundBar(QWidget):
    """The choice of a round, what can be done with it, and its progress in words."""

    picked = Signal(str)

    def __init__(self, actions: Sequence[QAction], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.choice = ComboBox("Ronde")
        menu = QMenu()
        menu.addActions(list(actions))
        self._menu = menu_button("Ronde", menu, small=False)
        self._menu.setToolTip("Ronde maken, wijzigen of verwijderen")
        self.progress = Label(wrap=True)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(8)
        row.addWidget(self.choice)
        row.addWidget(self._menu)
        row.addSpacing(8)
        row.addWidget(self.progress, 1)
        self.choice.picked.connect(lambda value: self.picked.emit(str(value)))

    def show_rounds(self, rounds: Sequence[RoundLine], chosen: str) -> None:
        self.choice.set_choices([(_named(one), one.id) for one in rounds])
        self.choice.set_value(chosen)
        self.choice.setVisible(bool(rounds))
        self.setVisible(bool(rounds))


class RoundFilters(QWidget):
    """Search, state and section; `changed` tells that other teachers are wanted."""

    changed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.search = SearchField("Zoek docent, sectie…")
        self.state = Switch("Status in deze ronde", list(_WORDS.items()))
        self.state.setToolTip("Wie nog niet bezocht of gepland is: Ctrl+U")
        self.section = ComboBox("Sectie")
        self._only: frozenset[str] | None = None
        self.only = plain_button("", "x", small=True)
        self.only.setToolTip("Weer iedereen tonen (Esc)")
        self.only.clicked.connect(self.clear)
        self.only.hide()
        self.set_narrow(False)
        row = FlowLayout(self)
        for widget in (self.only, self.search, self.state, self.section):
            row.addWidget(widget)
        self.search.textChanged.connect(lambda _: self.changed.emit())
        self.state.changed.connect(lambda _: self.changed.emit())
        self.section.picked.connect(lambda _: self.changed.emit())

    def set_narrow(self, narrow: bool) -> None:
        """Stay on one line in a narrow window."""
        self.search.setFixedWidth(150 if narrow else 216)
        self.section.setFixedWidth(188 if narrow else 216)

    def value(self) -> RoundFilter:
        state, section = self.state.value(), self.section.value()
        return RoundFilter(
            words=self.search.text(),
            state=None if state == _ALL else RoundState(state),
            section_id=section if isinstance(section, str) else None,
            only=self._only,
        )

    def clear(self) -> None:
        """Show everybody again."""
        self.search.blockSignals(True)
        self.search.clear()
        self.search.blockSignals(False)
        self.state.set_value(_ALL)
        self.section.set_value(None)
        self._only = None
        self.only.hide()
        self.changed.emit()

    def show_only(self, sections: frozenset[str], words: str) -> None:
        """Show the teachers of these sections and of no others; `words` says which they are."""
        self.clear()
        self._only = sections
        self.only.setText(f"Alleen: {words}")
        self.only.setAccessibleName(f"Alleen: {words}. Weer iedereen tonen")
        self.only.show()
        self.changed.emit()

    def set_section(self, section_id: str | None) -> None:
        """Show the teachers of one section, or of all."""
        self._only = None
        self.only.hide()
        self.section.set_value(section_id)
        self.changed.emit()

    def toggle_open(self) -> None:
        """Only who is not visited and not planned, or everybody again."""
        is_open = self.state.value() == RoundState.OPEN.value
        self.state.set_value(_ALL if is_open else RoundState.OPEN.value)
        self.changed.emit()

    def set_sections(self, sections: Sequence[SectionInRound]) -> None:
        """Offer the sections with their counts; what was chosen stays chosen."""
        choices = [(f"{one.name} · {one.visited} van {one.teachers}", one.id) for one in sections]
        self.section.set_choices([("alle secties", None), *choices])

    def set_counts(self, counts: dict[RoundState, int]) -> None:
        """Say beside each state how many teachers it would show."""
        self.state.set_text(_ALL, f"{_WORDS[_ALL]} {sum(counts.values())}")
        for state, number in counts.items():
            self.state.set_text(state.value, f"{_WORDS[state.value]} {number}")


def _named(one: RoundLine) -> str:
    """`Ronde 1 · 28 sep – 18 dec`."""
    return f"{one.title} · {_short(one.starts_on.day, one.starts_on.month)} – " + _short(
        one.ends_on.day, one.ends_on.month
    )


def _short(day: int, month: int) -> str:
    return f"{day} {dutch.MONTHS[month - 1]}"
