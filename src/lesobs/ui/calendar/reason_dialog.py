"""This file is the dialog that asks for a reason in one's own words, which stays with the cycle."""

from PySide6.QtWidgets import QWidget

from lesobs.domain.errors import RuleBroken
from lesobs.ui.calendar.form_dialog import FormDialog, fill
from lesobs.ui.widgets.fields import TextArea
from lesobs.ui.widgets.labels import Label


class ReasonDialog(FormDialog):
    """One question with room for a few lines."""

    def __init__(self, parent: QWidget, title: str, question: str, save: str, text: str = "") -> None:
        super().__init__(parent, title, save)
        self.text = TextArea(question, "In jullie eigen woorden", lines=4, most=12)
        self.text.set_text(text)
        fill(self.form, Label(question, wrap=True), self.text)
        self.begin(520)
        self.text.setFocus()

    @classmethod
    def ask(cls, parent: QWidget, title: str, question: str, save: str, text: str = "") -> str | None:
        """The reason, or None when the user thinks better of it."""
        dialog = cls(parent, title, question, save, text)
        given = dialog.exec() == cls.DialogCode.Accepted
        dialog.deleteLater()
        return dialog.text.toPlainText().strip() if given else None

    def _values(self) -> str:
        return self.text.toPlainText()

    def _save(self) -> None:
        if not self.text.toPlainText().strip():
            raise RuleBroken("Schrijf eerst in een paar woorden de reden op.")
