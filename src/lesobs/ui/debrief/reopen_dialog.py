"""This file is the question at opening a settled visit again: why."""

from PySide6.QtWidgets import QLineEdit, QWidget

from lesobs.services.school import School
from lesobs.ui.form_dialog import FormDialog
from lesobs.ui.widgets.cards import Field


class ReopenDialog(FormDialog):
    """Opens the visit again once there is a reason, which is kept with the version that was settled."""

    def __init__(self, parent: QWidget, school: School, visit_id: str) -> None:
        super().__init__(
            parent,
            "Bezoek heropenen",
            "Heropenen",
            explanation="Je gaat verder in een volgende versie. Deze versie en je reden blijven te lezen.",
        )
        self._school, self._visit_id = school, visit_id
        self.reason = QLineEdit()
        self.form.addWidget(Field("Waarom moet dit bezoek weer open?", self.reason))
        self.form.addStretch()
        self.begin()
        self.reason.setFocus()

    def _values(self) -> object:
        return self.reason.text()

    def _save(self) -> None:
        self._school.debriefs.reopen(self._visit_id, self.reason.text())
