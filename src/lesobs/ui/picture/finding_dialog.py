"""This file is the dialog in which a team writes down what it concludes from one figure."""

from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QDialog, QHBoxLayout, QVBoxLayout, QWidget

from lesobs.domain.finding import FindingKind
from lesobs.domain.picture import Tally
from lesobs.ui.widgets.buttons import Switch, main_button, plain_button
from lesobs.ui.widgets.cards import Field
from lesobs.ui.widgets.fields import TextArea
from lesobs.ui.widgets.labels import Label


class FindingDialog(QDialog):
    """Asks what kind of finding it is and for the team's own words."""

    def __init__(self, parent: QWidget, group: str, indicator: str, tally: Tally) -> None:
        super().__init__(parent)
        self.setWindowTitle("Bevinding maken")
        self._kind = Switch("Soort", [(kind.value, kind.word) for kind in FindingKind])
        self._kind.set_value(FindingKind.DEVELOP.value)
        self._text = TextArea("In jullie eigen woorden", "Wat zien jullie, en wat betekent het?", lines=3)
        self._keep = main_button("Bewaar bevinding", "flag", "Ctrl+Enter")
        self._keep.setEnabled(False)
        self._keep.clicked.connect(self.accept)
        self._text.edited.connect(lambda text: self._keep.setEnabled(bool(text.strip())))
        cancel = plain_button("Annuleren", "", "Esc")
        cancel.clicked.connect(self.reject)
        for key in ("Ctrl+Return", "Ctrl+Enter"):
            QShortcut(QKeySequence(key), self, self._keep.click)
        buttons = QHBoxLayout()
        buttons.addStretch()
        buttons.addWidget(cancel)
        buttons.addWidget(self._keep)
        column = QVBoxLayout(self)
        column.setContentsMargins(20, 16, 20, 16)
        column.setSpacing(12)
        column.addWidget(Label(f"{group} · {indicator}", "panel", wrap=True))
        counts = (
            f"{tally.high} van {tally.scored} lessen op 3 of 4. Deze stand blijft bij de bevinding bewaard."
        )
        column.addWidget(Label(counts, tone="mute", wrap=True))
        column.addWidget(self._kind)
        column.addWidget(Field("In jullie eigen woorden", self._text))
        column.addLayout(buttons)
        self.setMinimumWidth(460)
        self._text.setFocus()

    @classmethod
    def ask(cls, parent: QWidget, group: str, indicator: str, tally: Tally) -> tuple[FindingKind, str] | None:
        """The kind and the words, or None when the user thinks better of it."""
        dialog = cls(parent, group, indicator, tally)
        given = dialog.exec() == QDialog.DialogCode.Accepted
        answer = FindingKind(dialog._kind.value()), dialog._text.toPlainText()
        dialog.deleteLater()
        return answer if given else None
