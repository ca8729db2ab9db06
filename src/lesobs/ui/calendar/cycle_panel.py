"""This file is the panel of one cycle: its plan, what it waits for, and the steps that are open now."""

from datetime import date
from typing import Literal

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QGridLayout, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from lesobs.domain import dutch
from lesobs.domain.cycle import Outcome, Phase
from lesobs.services.cycles import CycleLine
from lesobs.services.findings import FindingLine
from lesobs.ui.calendar.wording import (
    baseline_words,
    breakable,
    new_lessons_words,
    one_line,
    target_words,
    waits_for,
)
from lesobs.ui.widgets.anchor import OptionRow
from lesobs.ui.widgets.bars import MessageBar
from lesobs.ui.widgets.buttons import Button, icon_button, plain_button, quiet_button
from lesobs.ui.widgets.cards import rule, scrolled
from lesobs.ui.widgets.labels import Label
from lesobs.ui.widgets.marks import PhaseChain

WIDTH = 340
Step = Literal["open", "edit", "remove", "advance", "visits", "explain", "activity", "take", "finding"]
_NEXT = {Phase.PLAN: "Verder naar Do", Phase.DO: "Verder naar Check", Phase.CHECK: "Verder naar Act"}
_OUTCOMES = (
    (Outcome.SECURE, "shield", "Borgen", "Het hoort er nu bij. Over 6 en 12 maanden kijken jullie opnieuw."),
    (Outcome.ADJUST, "loop", "Bijstellen", "Er begint een volgende ronde, met deze geschiedenis."),
    (Outcome.STOP, "x", "Stoppen", "Met een reden die bewaard blijft."),
)


class CyclePanel(QFrame):
    """A cycle or a finding; what can be done now stands at its foot."""

    asked = Signal(str)
    """A Step, for what is shown."""
    close_asked = Signal(object)
    """Close the cycle with this Outcome."""
    back_asked = Signal()
    """Back to the list, where there is no room for both."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("kind", "card")
        self.setAccessibleName("Gekozen cyclus")
        self.refusal = MessageBar("attention", closable=True)
        self.refusal.hide()
        column = QVBoxLayout(self)
        column.setContentsMargins(14, 12, 14, 12)
        column.setSpacing(8)
        column.addWidget(self.refusal)
        column.addWidget(self._build_middle(), 1)
        column.addWidget(self._build_foot())
        self.show_nothing()

    def show_nothing(self) -> None:
        """Nothing is chosen."""
        self._fill("Kies een cyclus of een bevinding", "", [], None)
        self._buttons()

    def show_cycle(self, cycle: CycleLine, today: date) -> None:
        """Show a cycle with the steps of its phase."""
        waits, attention = waits_for(cycle, today)
        until = dutch.day(cycle.check_on) if cycle.check_on else "nog kiezen"
        activities = (
            f"{cycle.activities_done} van {cycle.activities} klaar" if cycle.activities else "nog geen"
        )
        facts = [
            ("Doel", cycle.goal or "nog opschrijven"),
            ("Indicator" if len(cycle.indicators) == 1 else "Indicatoren", _indicators(cycle)),
            ("Beginmeting", baseline_words(cycle)),
            ("Streefcijfer", target_words(cycle)),
            ("Eigenaar", cycle.owner or "nog kiezen"),
            ("Vervanger", cycle.deputy or ("nog kiezen" if cycle.closed_on is None else "")),
            ("Opnieuw kijken", f"vóór {until}" if cycle.check_on else until),
            ("Activiteiten", activities),
            ("Opnieuw gezien", new_lessons_words(cycle) if cycle.phase in (Phase.CHECK, Phase.ACT) else ""),
            ("Waarom niet", one_line(cycle.check_reason)),
            ("Bevinding", cycle.finding),
        ]
        self._fill(cycle.title, f"{cycle.scope} · {cycle.standard}", facts, cycle.phase.letter)
        self.to_finding.setVisible(cycle.finding_id is not None)
        self._waits.setText(waits)
        self._waits.set_tone("attention" if attention else "mute")
        self._waits.show()
        if cycle.closed_on is not None:
            self._buttons("open")
            return
        steps: list[Step] = ["open", "edit", "activity"]
        steps += ["remove"] if cycle.phase is Phase.PLAN and not cycle.activities else []
        steps += ["visits", "explain"] if cycle.phase is Phase.CHECK else []
        steps += ["advance"] if cycle.phase is not Phase.ACT else []
        self._advance.setText(_NEXT.get(cycle.phase, ""))
        self._buttons(*steps, close=cycle.phase is Phase.ACT)

    def show_finding(self, finding: FindingLine) -> None:
        """Show a finding that has no cycle yet."""
        counts = finding.counts
        lessons = dutch.count(counts.scored, "les", "lessen")
        facts = [
            ("Status", finding.state.word),
            ("Gevonden", dutch.day(finding.found_on)),
            ("Cijfers", f"{counts.high} van {lessons} op 3 of 4" if counts.scored else ""),
        ]
        about = f"{finding.kind.word} · {finding.scope}"
        self._fill(finding.text, about, facts, None)
        self.to_finding.show()
        self._buttons("take")

    def button(self, step: Step) -> Button:
        """The button of a step."""
        return self._steps[step]

    def outcome(self, outcome: Outcome) -> OptionRow:
        """The row with which a cycle closes."""
        return self._outcomes[outcome]

    def refuse(self, sentence: str) -> None:
        """Say why a step can't be taken yet."""
        self.refusal.set_message("attention", sentence)
        self.refusal.show()

    def _build_middle(self) -> QScrollArea:
        inner = QWidget()
        column = QVBoxLayout(inner)
        column.setContentsMargins(0, 0, 6, 0)
        column.setSpacing(6)
        self._about, self._title = Label("", "small", "mute"), Label("", "panel", wrap=True)
        self.back = icon_button("x", "Terug naar de lijst (Esc)", small=True)
        self.back.clicked.connect(self.back_asked)
        self.back.hide()
        head = QHBoxLayout()
        head.addWidget(self._about, 1)
        head.addWidget(self.back)
        column.addLayout(head)
        self._chain, self._waits = PhaseChain(), Label("", "small", strong=True, wrap=True)
        whole = QWidget()
        self._facts = QGridLayout(whole)
        self._facts.setContentsMargins(0, 4, 0, 0)
        self._facts.setHorizontalSpacing(8)
        self._facts.setVerticalSpacing(5)
        self._facts.setColumnMinimumWidth(0, 98)
        self._facts.setColumnStretch(1, 1)
        for widget in (self._title, self._chain, self._waits, whole):
            column.addWidget(widget)
        self.to_finding = quiet_button("Naar de bevinding", "flag", small=True)
        self.to_finding.clicked.connect(lambda: self.asked.emit("finding"))
        column.addWidget(self.to_finding, 0, Qt.AlignmentFlag.AlignLeft)
        column.addStretch()
        return scrolled(inner)

    def _build_foot(self) -> QWidget:
        self._foot = QWidget()
        column = QVBoxLayout(self._foot)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        column.addWidget(rule())
        self._outcomes: dict[Outcome, OptionRow] = {}
        for outcome, icon, word, sentence in _OUTCOMES:
            row = self._outcomes[outcome] = OptionRow(icon, word, sentence)
            row.clicked.connect(lambda _=False, outcome=outcome: self.close_asked.emit(outcome))
            column.addWidget(row)
        self._advance = plain_button("", "aright")
        self._steps: dict[Step, Button] = {
            "open": plain_button("Open de lus", "loop", "Enter"),
            "edit": plain_button("Bewerken", "", "F2"),
            "remove": plain_button("Verwijderen", "", "Del"),
            "activity": plain_button("Activiteit erbij", "plus"),
            "visits": plain_button("Plan bezoeken", "visit"),
            "explain": plain_button("Waarom nu niet…"),
            "advance": self._advance,
            "take": plain_button("Maak er een cyclus van", "loop"),
        }
        pairs: tuple[tuple[Step, ...], ...] = (
            ("take",),
            ("open",),
            ("visits", "explain"),
            ("advance", "remove"),
            ("edit", "activity"),
        )
        self._groups: list[tuple[QWidget, tuple[Step, ...]]] = []
        for pair in pairs:
            group = QWidget()  # hidden as a whole, for an empty row would still take its spacing
            line = QHBoxLayout(group)
            line.setContentsMargins(0, 0, 0, 0)
            line.setSpacing(8)
            for name in pair:
                line.addWidget(self._steps[name].stretch())
            column.addWidget(group)
            self._groups.append((group, pair))
        for step, button in self._steps.items():
            button.clicked.connect(lambda _=False, step=step: self.asked.emit(step))
        return self._foot

    def _fill(self, title: str, about: str, facts: list[tuple[str, str]], phase: str | None) -> None:
        self.refusal.hide()
        self._waits.hide()
        self.to_finding.hide()
        self._title.setText(breakable(title))
        self._about.setText(about)
        self._chain.setVisible(phase is not None)
        if phase is not None:
            self._chain.set_phase(phase)
        while (item := self._facts.takeAt(0)) is not None:
            if (widget := item.widget()) is not None:
                widget.hide()
                widget.deleteLater()
        for place, (name, value) in enumerate(pair for pair in facts if pair[1]):
            self._facts.addWidget(Label(name, "small", "mute"), place, 0, Qt.AlignmentFlag.AlignTop)
            self._facts.addWidget(Label(breakable(value), "small", wrap=True), place, 1)

    def _buttons(self, *steps: Step, close: bool = False) -> None:
        for step, button in self._steps.items():
            button.setVisible(step in steps)
        for group, pair in self._groups:
            group.setVisible(any(step in steps for step in pair))
        for row in self._outcomes.values():
            row.setVisible(close)
        self._foot.setVisible(bool(steps) or close)


def _indicators(cycle: CycleLine) -> str:
    return "\n".join(one.words for one in cycle.indicators) or "nog kiezen"
