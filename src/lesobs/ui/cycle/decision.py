"""This file is the decision at the end of a turn: secure, adjust or stop, and what is missing for it."""

from collections.abc import Sequence
from datetime import date

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from lesobs.domain.cycle import (
    CycleFacts,
    Gap,
    Outcome,
    Phase,
    gaps,
    look_sentence,
    turn_words,
)
from lesobs.domain.dutch import FULL_MONTHS, count, day, listed
from lesobs.ui.cycle.whole import Whole
from lesobs.ui.widgets.anchor import OptionRow
from lesobs.ui.widgets.buttons import Button, main_button, plain_button
from lesobs.ui.widgets.flow import FlowLayout
from lesobs.ui.widgets.labels import Label
from lesobs.ui.widgets.marks import IconMark

_WAYS = {
    Gap.GOAL: ("Doel opschrijven", "pencil"),
    Gap.OWNER: ("Eigenaar kiezen", "person"),
    Gap.CHECK_ON: ("Dag kiezen", "cal"),
    Gap.STILL_DOING: ("Verder in de lus", "aright"),
    Gap.LOOK: ("Plan bezoeken", "visit"),
    Gap.REASON: ("Reden opschrijven", "pencil"),
}
EXPLAIN = "explain"
"""The other way out of a look that is missing: write down why not."""


class Decision(QWidget):
    """Three options of which one is chosen, and one button. It never only refuses: what is missing comes with
    the ways to do it, told by `way_asked` as the value of a Gap or EXPLAIN."""

    decided = Signal(object)
    way_asked = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self._whole: Whole | None = None
        self._outcome: Outcome | None = None
        self.options = {
            Outcome.SECURE: OptionRow("shield", "Borgen"),
            Outcome.ADJUST: OptionRow("loop", "Bijstellen"),
            Outcome.STOP: OptionRow("x", "Stoppen", "Met een reden die bewaard blijft."),
        }
        self.button = main_button("Besluit vastleggen", key="Ctrl+Enter").stretch()
        self.button.clicked.connect(self.decide)
        self.missing = Missing()
        self.missing.way_asked.connect(self.way_asked)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(6)
        column.addWidget(Label("Wat doen jullie ermee?", "card"))
        for outcome, row in self.options.items():
            row.clicked.connect(lambda _=False, outcome=outcome: self.choose(outcome))
            column.addWidget(row)
        column.addWidget(self.missing)
        column.addWidget(self.button)
        column.addStretch()

    def show_whole(self, whole: Whole) -> None:
        if self._whole is None or self._whole.line.id != whole.line.id:
            self._outcome = None
        self._whole = whole
        first, second = whole.after_securing
        months = f"{FULL_MONTHS[first.month - 1]} en {FULL_MONTHS[second.month - 1]} {second.year}"
        self._explain(Outcome.SECURE, f"Het hoort er nu bij. Nieuwe blik in {months}.")
        following = turn_words(whole.number + 1).capitalize()
        self._explain(Outcome.ADJUST, f"{following}, met deze geschiedenis.")
        self.setHidden(whole.closed)
        self.missing.hide()
        self._show_chosen()

    def choose(self, outcome: Outcome) -> None:
        """Take this one; nothing happens to the cycle yet."""
        self._outcome = outcome
        self.missing.hide()
        self._show_chosen()

    def decide(self) -> None:
        """Close the cycle as was chosen, or say what is missing and how to get it."""
        if self._whole is None:
            return
        if self._outcome is None:
            self.missing.show_gaps("Kies eerst: borgen, bijstellen of stoppen.", ())
            self.options[Outcome.SECURE].setFocus(Qt.FocusReason.TabFocusReason)
            return
        facts = self._whole.line.facts
        found = gaps(facts, self._outcome, self._whole.line.reason)
        if found:
            self.missing.show_gaps(_calm(found, facts, self._outcome), found)
            return
        self.decided.emit(self._outcome)

    def _explain(self, outcome: Outcome, sentence: str) -> None:
        self.options[outcome].set_sentence(sentence)

    def _show_chosen(self) -> None:
        for outcome, row in self.options.items():
            row.setChecked(outcome is self._outcome)


class Missing(QFrame):
    """A calm sentence with what is missing, and a button for each way to do it."""

    way_asked = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self.setProperty("kind", "bar-attention")
        self.words = Label(role="secondary", wrap=True)
        self.buttons: list[Button] = []
        column = QVBoxLayout(self)
        column.setContentsMargins(11, 8, 11, 9)
        column.setSpacing(7)
        row = QHBoxLayout()
        row.setSpacing(9)
        row.addWidget(IconMark("info", 18, "attention"))
        row.addWidget(self.words, 1)
        column.addLayout(row)
        self._ways = QWidget()
        self._flow = FlowLayout(self._ways, 7, 6)
        column.addWidget(self._ways)
        self.hide()

    def show_gaps(self, sentence: str, found: Sequence[Gap]) -> None:
        self.words.setText(sentence)
        self.setAccessibleName(sentence)
        while (item := self._flow.takeAt(0)) is not None:
            if (widget := item.widget()) is not None:
                widget.deleteLater()
        self.buttons = []
        for gap in found[:2]:
            self._add_way(*_WAYS[gap], gap)
            if gap is Gap.LOOK:
                self._add_way("Waarom nu niet", "note", EXPLAIN)
        self._ways.setVisible(bool(found))
        self.show()
        if self.buttons:
            self.buttons[0].setFocus()

    def _add_way(self, words: str, icon: str, way: str) -> None:
        button = plain_button(words, icon, small=True)
        button.clicked.connect(lambda: self.way_asked.emit(way))
        self._flow.addWidget(button)
        self.buttons.append(button)


def _calm(found: Sequence[Gap], facts: CycleFacts, outcome: Outcome) -> str:
    """What is missing, as one would say it to a colleague."""
    first = found[0]
    if Gap.STILL_DOING in found:
        begin = "" if first is Gap.STILL_DOING else f"{first.sentence} "
        return (
            f"{begin}Een cyclus sluit pas als jullie opnieuw gekeken hebben. Ga verder in de lus; dit "
            "besluit komt vanzelf terug."
        )
    if first is Gap.LOOK:
        return look_sentence(facts, outcome)
    return first.sentence


def closed_words(outcome: Outcome, whole: Whole, today: date) -> tuple[str, str, str]:
    """What is said once this cycle, which is still open, is closed today: that it is done, the way back, and
    what follows from it."""
    checks = [one for one in whole.activities if one.phase is Phase.CHECK and one.status.open]
    lapsed = sum(one.starts_on > today for one in checks)
    if outcome is Outcome.SECURE:
        days = listed(day(one) for one in whole.after_securing)
        more = f"Opnieuw kijken staat klaar in de kalender: {days}."
    elif outcome is Outcome.ADJUST:
        more = f"De {turn_words(whole.number + 1)} is begonnen, met deze geschiedenis."
    else:
        more = "De reden blijft hier staan."
    if lapsed and outcome is not Outcome.ADJUST:
        more += f" {count(lapsed, 'geplande check vervalt', 'geplande checks vervallen')}."
    return f"{outcome.word.capitalize()}.", "Ongedaan maken", more
