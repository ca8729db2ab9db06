"""This file is the dialog that adds or changes one thing of the school, or adds several in a row."""

from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QLineEdit, QWidget

from lesobs.ui.form_dialog import FormDialog
from lesobs.ui.widgets.buttons import plain_button


class EditDialog(FormDialog):
    """A subclass fills `form`, sets `kept_id` in `_save`, and clears its fields in `_clear`."""

    def __init__(
        self,
        parent: QWidget,
        what: str,
        adds: bool,
        first: QLineEdit,
        explanation: str = "",
        width: int = 480,
    ) -> None:
        """`what` is the thing with a capital; `first` is the field where typing begins."""
        verb = "toevoegen" if adds else "wijzigen"
        super().__init__(
            parent, f"{what} {verb}", verb.capitalize(), "plus" if adds else "check", explanation, width
        )
        self.kept_id: str | None = None
        self.first = first
        if adds:
            another = plain_button("En nog een", key="Ctrl+N")
            another.clicked.connect(self.add_another)
            self.add_left(another)
            QShortcut(QKeySequence("Ctrl+N"), self, self.add_another)

    def add_another(self) -> None:
        """Keep this one and start on the next."""
        if not self.saved():
            return
        self.say("done", f"{self._told()} toegevoegd.")
        self._clear()
        self.begin()
        self.first.setFocus()

    def run(self) -> str | None:
        """Let the user fill it in; gives the id of what was kept last, None when nothing was."""
        self.begin()
        self.first.setFocus()
        self.exec()
        self.deleteLater()
        return self.kept_id

    def _told(self) -> str:
        """What was just added, in a word or two."""
        return self.first.text().strip()

    def _clear(self) -> None:
        """Empty the fields for the next one."""
        for field in self.findChildren(QLineEdit):
            field.clear()
