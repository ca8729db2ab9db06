"""This file is the dialog that gives an open school a passphrase, another one, or none."""

from PySide6.QtWidgets import QWidget

from lesobs.domain import dutch
from lesobs.services.school import School, WrongPassphrase
from lesobs.ui.form_dialog import FormDialog, Refused
from lesobs.ui.passphrases import NewPassphrase, PassphraseField
from lesobs.ui.waiting import done_beside
from lesobs.ui.widgets.buttons import Switch
from lesobs.ui.widgets.cards import Field
from lesobs.ui.widgets.labels import Label
from lesobs.ui.widgets.ticks import TickBox

_CHANGE, _REMOVE = "change", "remove"
_PLAIN = "Wie bij deze laptop kan, kan het bestand dan lezen, met alles wat er over lessen in staat."


class ChangePassphrase(FormDialog):
    """The file is written anew, compared, and only then takes the place of the old one. `sentence` says
    afterwards what was done."""

    def __init__(self, parent: QWidget, school: School) -> None:
        locked = school.encrypted
        super().__init__(
            parent,
            "Wachtwoord wijzigen" if locked else "Wachtwoord instellen",
            "Wijzigen" if locked else "Instellen",
            "key",
            "Verder verandert er niets: alles blijft in hetzelfde bestand. Er komt meteen een reservekopie.",
            560,
        )
        self.sentence = ""
        self._school, self._locked = school, locked
        self.present = PassphraseField("Wachtwoord van nu")
        ways = ((_CHANGE, "Een ander wachtwoord"), (_REMOVE, "Geen wachtwoord meer"))
        self.way = Switch("Wat wil je?", ways)
        self.new = NewPassphrase()
        self.plain = Label(_PLAIN, tone="mute", wrap=True)
        self._readable = len(school.backups.unprotected())
        copies = "oudere reservekopie" if self._readable == 1 else f"{self._readable} oudere reservekopieën"
        self.drop = TickBox(f"Verwijder de {copies} zonder wachtwoord; de nieuwe komt ervoor in de plaats")
        self.drop.setChecked(True)
        self._fill()
        self.begin()
        (self.present if locked else self.new).setFocus()

    @classmethod
    def ask(cls, parent: QWidget, school: School) -> str:
        """Change the passphrase; gives what was done, empty when the user thinks better of it."""
        dialog = cls(parent, school)
        dialog.exec()
        dialog.deleteLater()
        return dialog.sentence

    def _fill(self) -> None:
        if self._locked:
            self.form.addWidget(Field("Wachtwoord van nu", self.present))
            self.form.addWidget(self.way)
            self.way.changed.connect(self._show_way)
        for part in (self.new, self.plain, self.drop):
            self.form.addWidget(part)
        self.form.addStretch()
        self._show_way(_CHANGE)

    def _show_way(self, way: str) -> None:
        self.new.setVisible(way == _CHANGE)
        self.drop.setVisible(way == _CHANGE and self._readable > 0)
        self.plain.setVisible(way == _REMOVE)
        change = "Wijzigen" if self._locked else "Instellen"
        self.save_button.setText("Weghalen" if way == _REMOVE else change)
        self.fit()

    def _values(self) -> object:
        return None  # half a passphrase is nothing to keep

    def _save(self) -> None:
        removes = self._locked and self.way.value() == _REMOVE
        if self._locked and not self.present.text():
            raise Refused("Typ het wachtwoord dat het bestand nu heeft.", self.present)
        new = None if removes else self.new.checked("Typ een wachtwoord.")
        present = self.present.text() if self._locked else None
        try:
            done_beside(
                self,
                "Het bestand wordt opnieuw geschreven…",
                lambda _: self._school.change_passphrase(present, new),
                can_stop=False,
            )
        except WrongPassphrase as error:
            raise Refused(f"{error} Let op hoofdletters en spaties.", self.present) from error
        self.sentence = self._told(removes)

    def _told(self, removed: bool) -> str:
        if removed:
            return "Het bestand heeft geen wachtwoord meer. Oudere reservekopieën hebben het nog wel."
        dropped = self._school.backups.remove_unprotected() if self._readable and self.drop.isChecked() else 0
        told = "Het bestand en de nieuwe reservekopie hebben nu dit wachtwoord."
        if dropped:
            copies, verb = dutch.count(dropped, "kopie", "kopieën"), "is" if dropped == 1 else "zijn"
            return f"{told} {copies} zonder wachtwoord {verb} verwijderd."
        if self._locked:
            return f"{told} Oudere reservekopieën hebben het vorige."
        still = self._school.backups.unprotected()
        return f"{told} Oudere reservekopieën zijn nog zonder te lezen." if still else told
