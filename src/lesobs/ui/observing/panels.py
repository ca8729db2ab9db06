"""This file is how the panels of the observing page stand: three in a row, or two with the notes as a tab."""

from collections.abc import Sequence
from itertools import pairwise

from PySide6.QtWidgets import QApplication, QHBoxLayout, QToolButton, QWidget

from lesobs.services.visit_detail import VisitDetail
from lesobs.ui.look import NO_LIMIT
from lesobs.ui.observing import keys
from lesobs.ui.observing.indicators import IndicatorList
from lesobs.ui.observing.notes import NoteEntry, NotesPanel
from lesobs.ui.observing.scoring import TARGET, ScoringPanel
from lesobs.ui.widgets.buttons import Switch

WIDTHS = (1000, 1200, 1600)
"""Page widths in pixels from which there is room for three panels, for all words, and to spare."""
LIST_WIDTHS, NOTES_WIDTHS = (218, 280, 330, 380), (0, 300, 372, 500)


class Panels(QWidget):
    """The list, the scores and the notes of a visit, arranged for the width there is."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.indicators, self.scoring = IndicatorList(self), ScoringPanel(self)
        self.notes, self.entry = NotesPanel(self), NoteEntry(self)  # shown before it has its place
        self.tabs = Switch("Weergave", [("indicator", "Indicator"), ("notes", "Aantekeningen")], small=True)
        self.tabs.changed.connect(lambda _: self._show_tab())
        self.scoring.add_to_head(self.tabs)
        self._size = -1
        self._focused = ""
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(0, 0, 0, 0)
        self._row.setSpacing(0)
        self._row.addWidget(self.indicators)
        self._row.addWidget(self.scoring, 1)
        self._row.addWidget(self.notes)

    @property
    def is_narrow(self) -> bool:
        return self._size == 0

    def hints(self, now: QWidget, settled: bool, from_paper: bool) -> list[keys.Hint]:
        """The keys that fit the part that has the ring."""
        last_part = self.indicators.last_part()
        if settled:
            return keys.fixed_hints(last_part)
        if now is self.indicators:
            return keys.FORM_HINTS if from_paper else keys.list_hints(last_part, self.is_narrow)
        if now is self.scoring.explanation:
            return keys.EXPLANATION_HINTS
        if now is self.entry.field:
            return keys.TYPED_NOTE_HINTS
        return keys.NOTE_HINTS if now is self.notes.list else keys.OTHER_HINTS

    def arrange(self, width: int) -> bool:
        """Stand as fits a page of this width; False when that changes nothing. Who has the ring keeps it."""
        size = sum(width >= least for least in WIDTHS)
        if size == self._size:
            return False
        self._size = size
        held, entry_shown = QApplication.focusWidget(), not self.entry.isHidden()
        self.indicators.setFixedWidth(LIST_WIDTHS[size])
        for part in (self.indicators, self.scoring, self.notes, self.entry):
            part.set_narrow(self.is_narrow)
        if self.is_narrow:
            self.scoring.add_view(self.notes)
            self.scoring.foot.addWidget(self.entry, 1)
            self.notes.setMinimumWidth(0)
            self.notes.setMaximumWidth(NO_LIMIT)
        else:
            self._row.addWidget(self.notes)
            self.notes.add_foot(self.entry)
            self.notes.setFixedWidth(NOTES_WIDTHS[size])
            self.notes.show()
        self.entry.setVisible(entry_shown)  # another parent hid it
        self.tabs.setVisible(self.is_narrow)
        self._show_tab()
        if held is not None and self.isAncestorOf(held):
            held.setFocus()
        return True

    def order_keys(self, after: Sequence[QWidget]) -> None:
        """Set the way of the Tab key: where one writes first, then `after`, then what also has a key."""
        scoring = self.scoring
        order: list[QWidget] = [self.indicators, scoring.explanation, self.entry.field, self.notes.list]
        order += [*after, *scoring.look_fors, *scoring.levels, scoring.not_applicable]
        for before, next_one in pairwise(order):
            QWidget.setTabOrder(before, next_one)

    def show_notes(self, detail: VisitDetail, focused: str, hidden: str | None) -> None:
        """Show the notes, with those of the indicator in focus in view; `hidden` stands in the field."""
        self.notes.show_visit(detail, focused, hidden)
        if focused != self._focused:
            self._focused = focused
            self.notes.list.show_marked()
        of_focused = [note for note in detail.notes if note.indicator_key == focused and note.id != hidden]
        walking = self.is_narrow and detail.line.state.seen  # in the lesson there is no room to spare
        self.scoring.show_noted(of_focused if walking else ())
        self.tabs.set_text("notes", f"Aantekeningen {len(detail.notes)}")

    def show_tab(self, key: str) -> None:
        """In a narrow window, show the scores (`indicator`) or the `notes`."""
        self.tabs.set_value(key)
        self._show_tab()

    def set_touch(self, touch: bool) -> None:
        """Make everything one touches high enough for a finger."""
        for part in (self.indicators, self.scoring, self.notes):
            part.set_touch(touch)
        for tab in self.tabs.findChildren(QToolButton):
            tab.setMinimumHeight(TARGET if touch else 0)

    def _show_tab(self) -> None:
        notes = self.is_narrow and self.tabs.value() == "notes"
        self.scoring.show_view(self.notes if notes else None)
