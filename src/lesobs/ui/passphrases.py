"""This file is the fields in which a passphrase is typed, and chosen."""

from PySide6.QtGui import QAction
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from lesobs.ui.form_dialog import Refused
from lesobs.ui.icons import icon
from lesobs.ui.widgets.bars import MessageBar
from lesobs.ui.widgets.cards import Field
from lesobs.ui.widgets.ticks import TickBox

_LOST = "Een wachtwoord dat kwijt is, is weg – en de gegevens van de school ook."
_LOST_MORE = "Niemand kan ze dan nog lezen, ook wij niet. Bewaar het wachtwoord op een veilige plek."


class PassphraseField(QLineEdit):
    """A hidden word with an eye to look at it."""

    def __init__(self, name: str) -> None:
        super().__init__()
        self.setAccessibleName(name)
        self.setEchoMode(QLineEdit.EchoMode.Password)
        eye = QAction(icon("visit", "mute"), "Toon wat er staat", self)
        eye.setCheckable(True)
        eye.toggled.connect(self._show)
        self.addAction(eye, QLineEdit.ActionPosition.TrailingPosition)

    def _show(self, shown: bool) -> None:
        self.setEchoMode(QLineEdit.EchoMode.Normal if shown else QLineEdit.EchoMode.Password)


class NewPassphrase(QWidget):
    """A passphrase typed twice, with what it means to lose it."""

    def __init__(self) -> None:
        super().__init__()
        self.passphrase = PassphraseField("Wachtwoord")
        self.again = PassphraseField("Wachtwoord nog een keer")
        self.read = TickBox("Ik heb dit gelezen en bewaar het wachtwoord")
        both = QHBoxLayout()
        both.setSpacing(12)
        both.addWidget(Field("Wachtwoord", self.passphrase, "liefst een zin"))
        both.addWidget(Field("Nog een keer", self.again))
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(10)
        column.addLayout(both)
        column.addWidget(MessageBar("attention", _LOST, more=_LOST_MORE))
        column.addWidget(self.read)
        self.setFocusProxy(self.passphrase)

    def checked(self, nothing: str) -> str:
        """The passphrase; raises Refused when it is not right yet, with `nothing` when it is empty."""
        if not self.passphrase.text():
            raise Refused(nothing, self.passphrase)
        if self.passphrase.text() != self.again.text():
            raise Refused("De twee wachtwoorden zijn niet gelijk. Typ ze opnieuw.", self.again)
        if not self.read.isChecked():
            raise Refused("Lees de waarschuwing en zet daar een vinkje.", self.read)
        return self.passphrase.text()
