"""This file is the dialog in which a team writes down what it concludes from one figure."""

from PySide6.QtWidgets import QWidget

from lesobs.domain.errors import RuleBroken
from lesobs.domain.finding import FindingKind
from lesobs.domain.tally import Tally
from lesobs.ui.form_dialog import FormDialog, fill
from lesobs.ui.widgets.buttons import Switch
from lesobs.ui.widgets.cards import Field
from lesobs.ui.widgets.fields import TextArea
from lesobs.ui.widgets.labels import Label


class FindingDialog(FormDialog):
    """Asks what kind of finding it is and for the team's own words."""

    def __init__(self, parent: QWidget, group: str, indicator: str, tally: Tally, compared: str = "") -> None:
        """`compared` says how this group stands beside the school."""
        counts = f"{tally.high} van {tally.scored} lessen op 3 of 4."
        if compared:
            counts = f"{counts} {compared}."
        counts = f"{counts} Deze stand blijft bij de bevinding bewaard."
        super().__init__(
            parent, "Bevinding maken", "Bewaar bevinding", "flag", f"{group} · {indicator}", enter_saves=False
        )
        self._kind = Switch("Soort", [(kind.value, kind.word) for kind in FindingKind])
        self._kind.set_value(FindingKind.DEVELOP.value)
        self._text = TextArea("In jullie eigen woorden", "Wat zien jullie, en wat betekent het?", lines=3)
        words = Field("In jullie eigen woorden", self._text)
        fill(self.form, Label(counts, tone="mute", wrap=True), self._kind, words)
        self.begin()
        self._text.setFocus()

    @classmethod
    def ask(
        cls, parent: QWidget, group: str, indicator: str, tally: Tally, compared: str = ""
    ) -> tuple[FindingKind, str] | None:
        """The kind and the words, or None when the user thinks better of it."""
        dialog = cls(parent, group, indicator, tally, compared)
        given = dialog.exec() == cls.DialogCode.Accepted
        answer = FindingKind(dialog._kind.value()), dialog._text.toPlainText()
        dialog.deleteLater()
        return answer if given else None

    def _values(self) -> str:
        return self._text.toPlainText()

    def _save(self) -> None:
        if not self._text.toPlainText().strip():
            raise RuleBroken("Schrijf in jullie eigen woorden op wat jullie zien.")
