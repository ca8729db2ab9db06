"""This file is the dialog in which the work of one person, or of nobody, goes to others: chosen, looked over,
then done."""

from pathlib import Path

from PySide6.QtCore import QSize
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QWidget

from lesobs.domain.errors import RuleBroken
from lesobs.services.hand_over import HandOver, Step, done_words
from lesobs.services.school import School
from lesobs.ui.load.hand_over_table import HandOverTable
from lesobs.ui.steps_dialog import StepsDialog
from lesobs.ui.widgets.buttons import plain_button
from lesobs.ui.widgets.cards import Card
from lesobs.ui.widgets.fields import PickBox
from lesobs.ui.widgets.labels import Label

_CHOOSE, _CHECK = "choose", "check"
_STEPS = ((_CHOOSE, "1 Kiezen"), (_CHECK, "2 Nalopen"))
_WORDS = {
    _CHOOSE: "Kies wie de gekozen regels overneemt; een andere regel kan naar iemand anders. De rest blijft "
    "zoals het is.",
    _CHECK: "Dit gaat er gebeuren. Er is nog niets veranderd, en Ctrl+Z haalt straks alles terug.",
}
_NOTHING = "{} heeft niets open: geen activiteiten, cycli, bezoeken of afspraken."
_ALL_OWNED = "Elke activiteit en elke cyclus heeft een eigenaar, en elke cyclus een vervanger."


class HandOverDialog(StepsDialog):
    """Without a person it is about what nobody has."""

    def __init__(self, parent: QWidget, school: School, person_id: str | None) -> None:
        self._school, self._person_id = school, person_id
        self._hand_over: HandOver = school.hand_overs.of(person_id)
        self._choices: dict[str, str] = {}
        self._name = self._hand_over.person.name if self._hand_over.person else ""
        heading = f"Werk van {self._name} overdragen" if self._name else "Verdelen wat nog van niemand is"
        super().__init__(parent, heading, _STEPS, "Ctrl+Enter")
        self._do = "Overdragen" if self._name else "Verdelen"
        self.setWindowTitle(f"Werk {self._do.lower()}")
        self.heir = PickBox(
            "Nieuwe eigenaar van de gekozen regels",
            [(one.name, one.id) for one in self._hand_over.heirs],
            "Wie neemt het over?",
        )
        self.keep = plain_button("Laat staan", key="Del", small=True)
        self.table = HandOverTable()
        self._count = Label(role="secondary", tone="mute")
        self._arrange()
        self._connect()
        self._fill()
        self.table.selectAll()
        self.begin(QSize(980, 640))

    @classmethod
    def ask(cls, parent: QWidget, school: School, person_id: str | None) -> str:
        """Let the user choose; gives what was done in a sentence, empty when nothing was."""
        dialog = cls(parent, school, person_id)
        dialog.exec()
        dialog.deleteLater()
        return dialog.sentence

    def show_step(self, step: str) -> None:
        """Go to a step, with the keyboard in it."""
        self.heir.settle()
        if step == _CHECK and not any(one.goes for one in self._steps()):
            step = _CHOOSE
            self._say("error", "Kies eerst wie iets overneemt.")
        elif not self._hand_over.heirs and self._hand_over.items:
            self._say("attention", "Er is nog niemand anders. Voeg bij School eerst een medewerker toe.")
        else:
            self._message.hide()
        self.steps.set_value(step)
        self._words.setText(_WORDS[step] if self._hand_over.items else "")
        self._choosing.setVisible(step == _CHOOSE and bool(self._hand_over.items))
        self.back.setEnabled(step == _CHECK)
        self.main.setText(self._do if step == _CHECK else "Volgende")
        self._fill()
        (self.main if step == _CHECK else self.heir).setFocus()

    def _choice(self) -> object:
        return dict(self._choices)

    def _apply(self) -> None:
        wanted = {one.item.key: one.heir.id for one in self._steps() if one.goes and one.heir}
        try:
            self.sentence = self._school.hand_overs.apply(self._person_id, wanted)
        except RuleBroken as refusal:
            self._hand_over = self._school.hand_overs.of(self._person_id)
            self.show_step(_CHOOSE)
            self._say("error", str(refusal))
            return
        self.accept()

    def _give(self, heir_id: object) -> None:
        """Somebody takes the chosen rows over, as far as that can be."""
        if isinstance(heir_id, str):
            heir = self._hand_over.heir(heir_id)
            chosen = self.table.chosen()
            self._choices |= {
                one.item.key: heir_id
                for one in self._steps()
                if one.item.key in chosen and heir is not None and not one.item.kind.is_personal
            }
            self._message.hide()
            self._fill()

    def _keep(self) -> None:
        for key in self.table.chosen():
            self._choices.pop(key, None)
        self.heir.set_value(None)
        self._fill()

    def _steps(self) -> tuple[Step, ...]:
        return self._school.hand_overs.preview(self._hand_over, self._choices)

    def _fill(self) -> None:
        steps = self._steps()
        if self.steps.value() == _CHECK:
            chosen = [one for one in steps if one.heir is not None]
            chosen.sort(key=lambda one: (not one.refused, not one.remark))  # what asks for a look comes first
            self.table.show_steps(chosen)
            self.table.clearSelection()
            self._say("info", done_words(self._hand_over, steps))
        else:
            self.table.show_steps(steps)
        going, staying = sum(one.goes for one in steps), sum(not one.goes for one in steps)
        self._count.setText(
            f"{going} {'gaat' if going == 1 else 'gaan'} over · "
            f"{staying} {'blijft' if staying == 1 else 'blijven'} staan"
        )
        self._count.setVisible(bool(steps))
        self._card.setVisible(bool(steps))
        self._nothing.setHidden(bool(steps))
        self.main.setEnabled(bool(steps))
        self.paper.setEnabled(bool(steps))

    def _show_paper(self) -> None:
        """The list as it comes from the printer, with who takes what over as it is chosen now."""
        from lesobs.ui.preview import Preview

        person_id = self._person_id
        if person_id is None:
            return

        def write(path: Path) -> str:
            return self._school.papers.hand_over(person_id, path, self._choices)

        Preview.show_paper(self, f"Overdracht van {self._name}", f"Overdracht {self._name}.pdf", write)

    def _to_pick(self) -> None:
        self.heir.setFocus()
        if (field := self.heir.lineEdit()) is not None:
            field.selectAll()

    def _connect(self) -> None:
        self.heir.picked.connect(self._give)
        self.keep.clicked.connect(self._keep)
        self.table.keep_asked.connect(self._keep)
        self.table.owner_asked.connect(self._to_pick)
        self.table.selectionModel().selectionChanged.connect(lambda *_: self._show_heir())
        QShortcut(QKeySequence("Ctrl+P"), self, self._show_paper)

    def _show_heir(self) -> None:
        """Who takes the chosen rows over now, when that is one person."""
        chosen = [one.item for one in self.table.chosen_steps() if not one.item.kind.is_personal]
        heirs = {self._choices.get(item.key) for item in chosen}
        self.heir.set_value(heirs.pop() if len(heirs) == 1 else None)

    def _arrange(self) -> None:
        self.paper = plain_button("Lijst op papier", "pdf", "Ctrl+P")
        self.paper.clicked.connect(self._show_paper)
        self.paper.setHidden(self._person_id is None)
        self.add_left(self.paper)
        self._choosing = QWidget()
        choose = QHBoxLayout(self._choosing)
        choose.setContentsMargins(0, 0, 0, 0)
        choose.setSpacing(9)
        choose.addWidget(Label("Gekozen regels naar"))
        self.heir.setMinimumWidth(240)
        choose.addWidget(self.heir)
        choose.addWidget(self.keep)
        choose.addStretch()
        self._beside_steps.addWidget(self._count)
        self._head.addWidget(self._choosing)
        self._card = Card()
        self._card.body.addWidget(self.table)
        nothing = _NOTHING.format(self._name) if self._name else _ALL_OWNED
        self._nothing = Label(nothing, tone="mute", wrap=True)
        self.body.addWidget(self._card, 1)
        self.body.addWidget(self._nothing)
