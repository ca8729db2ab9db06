"""This file is the question at settling: whether the notes that stay out of the report are wiped."""

from PySide6.QtWidgets import QDialog, QHBoxLayout, QVBoxLayout, QWidget

from lesobs.domain import dutch
from lesobs.ui.look import PAGE
from lesobs.ui.widgets.buttons import Button, main_button, plain_button, quiet_button
from lesobs.ui.widgets.cards import rule
from lesobs.ui.widgets.labels import Label

_WIDTH = 560


class WipeDialog(QDialog):
    """Settle with or without the raw notes; `wipe` is the answer. Keeping them has the keyboard."""

    def __init__(self, parent: QWidget, notes: int) -> None:
        super().__init__(parent)
        self.setWindowTitle("Bezoek vaststellen")
        self.wipe = False
        counted = dutch.count(notes, "aantekening komt", "aantekeningen komen")
        them = "die" if notes == 1 else "ze"
        column = QVBoxLayout()
        column.setContentsMargins(PAGE, 14, PAGE, 14)
        column.setSpacing(8)
        column.addWidget(Label("Vaststellen", "page"))
        column.addWidget(Label(f"{counted} niet in het verslag.", strong=True, wrap=True))
        for words in (
            f"Wis je {them}, dan zijn alleen verslag, scores en afspraken er nog. Dat past bij een gesprek "
            "dat af is: wat de docent niet leest, hoef je ook niet te bewaren.",
            f"Wissen is voorgoed, ook uit de geschiedenis: Ongedaan maken brengt {them} niet terug. "
            "Reservekopieën van eerder bevatten nog wat er toen stond, tot die kopieën zelf weg zijn.",
        ):
            column.addWidget(Label(words, tone="mute", wrap=True))
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.setSpacing(0)
        outer.addLayout(column, 1)
        outer.addWidget(rule())
        outer.addLayout(self._buttons())
        self.keep_button.setFocus()
        self.setFixedWidth(min(_WIDTH, self.screen().availableSize().width() - 20))

    @classmethod
    def ask(cls, parent: QWidget, notes: int) -> bool | None:
        """Whether to wipe so many notes; None when the user thinks better of settling."""
        dialog = cls(parent, notes)
        accepted = dialog.exec() == QDialog.DialogCode.Accepted
        dialog.deleteLater()
        return dialog.wipe if accepted else None

    def _buttons(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setContentsMargins(PAGE, 12, PAGE, 14)
        row.setSpacing(9)
        leave = quiet_button("Annuleren", key="Esc")
        leave.clicked.connect(self.reject)
        row.addWidget(leave)
        row.addStretch()
        self.wipe_button = self._answer(plain_button("Wissen en vaststellen", "trash"), wipe=True)
        self.keep_button = self._answer(main_button("Bewaren en vaststellen", "lock"), wipe=False)
        row.addWidget(self.wipe_button)
        row.addWidget(self.keep_button)
        return row

    def _answer(self, button: Button, *, wipe: bool) -> Button:
        def answer() -> None:
            self.wipe = wipe
            self.accept()

        button.clicked.connect(answer)
        return button
