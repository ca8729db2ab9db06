"""This file is the dialog that asks for all a new school needs, and makes it."""

from collections.abc import Callable
from datetime import date
from pathlib import Path

from PySide6.QtWidgets import QLineEdit, QVBoxLayout, QWidget

from lesobs.domain.schoolyear import Region
from lesobs.paths import data_folder
from lesobs.services.school import School, place_warning
from lesobs.ui import ask
from lesobs.ui.form_dialog import FormDialog, Refused
from lesobs.ui.passphrases import NewPassphrase
from lesobs.ui.waiting import done_beside
from lesobs.ui.widgets.bars import MessageBar
from lesobs.ui.widgets.buttons import plain_button
from lesobs.ui.widgets.cards import Field
from lesobs.ui.widgets.fields import ComboBox
from lesobs.ui.widgets.labels import Label
from lesobs.ui.widgets.ticks import TickBox

REGIONS: tuple[tuple[str, Region | None], ...] = (
    ("Kies de regio…", None),
    ("Noord – Groningen, Friesland, Drenthe, Overijssel, Flevoland, Noord-Holland", Region.NORTH),
    ("Midden – Zuid-Holland, Utrecht, het grootste deel van Gelderland", Region.MIDDLE),
    ("Zuid – Limburg, Noord-Brabant, Zeeland, het zuiden van Gelderland", Region.SOUTH),
)
_REGION_HELP = (
    "Bepaalt de schoolvakanties. Twijfel je? Kies de regio van jullie zomervakantie. Elke vakantie is later "
    "te veranderen, de regio niet."
)


class NewSchoolDialog(FormDialog):
    """Asks for a name, a region, a place and perhaps a passphrase; `school` is the open school made of it."""

    def __init__(self, parent: QWidget, today: Callable[[], date]) -> None:
        super().__init__(
            parent,
            "Nieuwe school",
            "School maken",
            "school",
            "Alles komt in één bestand op deze laptop. Je kunt meteen daarna een lijst docenten inlezen.",
            560,
        )
        self.school: School | None = None
        self._today = today
        self._placed: Path | None = None
        self.name = QLineEdit()
        self.name.setPlaceholderText("bijvoorbeeld Hazelkamp College")
        self.region = ComboBox("Regio van de vakanties", REGIONS)
        self.place = QLineEdit()
        self.place.setReadOnly(True)
        self._risk = MessageBar("attention")
        self._risk.hide()
        self.with_passphrase = TickBox("Bescherm het bestand met een wachtwoord")
        self.secret = NewPassphrase()
        self._fill()
        self.name.textChanged.connect(lambda _: self._show_place())
        self.with_passphrase.toggled.connect(self._show_secret)
        self._show_place()
        self.begin()
        self.name.setFocus()

    @classmethod
    def ask(cls, parent: QWidget, today: Callable[[], date]) -> School | None:
        """Make a school; gives it open, None when the user thinks better of it."""
        dialog = cls(parent, today)
        dialog.exec()
        dialog.deleteLater()
        return dialog.school

    def _values(self) -> object:
        return self.name.text(), self.secret.passphrase.text()

    def _save(self) -> None:
        region = self.region.value()
        if not self.name.text().strip():
            raise Refused("Vul de naam van de school in.", self.name)
        if not isinstance(region, Region):
            raise Refused("Kies de regio van jullie schoolvakanties.", self.region)
        chosen = self.with_passphrase.isChecked()
        secret = self.secret.checked("Typ een wachtwoord, of haal het vinkje weg.") if chosen else None
        path, name, today = self._path(), self.name.text(), self._today
        self.school = done_beside(
            self,
            "De school wordt gemaakt…",
            lambda _: School.create(path, name, region, secret, today),
            can_stop=False,
        )

    def _path(self) -> Path:
        return self._placed or _free(data_folder(), self.name.text())

    def _show_place(self) -> None:
        self.place.setText(str(self._path()))
        self.place.setToolTip(self.place.text())
        risk = place_warning(self._path())
        self._risk.set_message("attention", risk)
        if self._risk.isHidden() == bool(risk):
            self._risk.setVisible(bool(risk))
            self.fit()

    def _choose_place(self) -> None:
        chosen = ask.save_file(self, "Waar komt het schoolbestand?", ask.SCHOOL_FILES, self._path())
        if chosen is not None:
            self._placed = chosen
            self._show_place()

    def _show_secret(self, shown: bool) -> None:
        self.secret.setVisible(shown)
        self.fit()
        (self.secret if shown else self.with_passphrase).setFocus()

    def _fill(self) -> None:
        region = Field("Regio van de vakanties", self.region)
        help_line = Label(_REGION_HELP, "caption", "mute", wrap=True)
        region_column = QVBoxLayout()
        region_column.setSpacing(4)
        region_column.addWidget(region)
        region_column.addWidget(help_line)
        other = plain_button("Andere plaats…", "folder", small=True)
        other.clicked.connect(self._choose_place)
        place = Field("Plaats van het bestand", self.place)
        place.add_right(other)
        self.form.addWidget(Field("Naam van de school", self.name))
        self.form.addLayout(region_column)
        self.form.addWidget(place)
        self.form.addWidget(self._risk)
        self.form.addWidget(self.with_passphrase)
        self.form.addWidget(self.secret)
        self.form.addStretch()
        self.secret.hide()


def _free(folder: Path, name: str) -> Path:
    """A path in the folder for a school of this name that is not taken; signs no disk takes are left out."""
    words = "".join(" " if sign in '<>:"/\\|?*' or ord(sign) < 32 else sign for sign in name)
    stem = " ".join(words.split()).strip(". ")[:80] or "Nieuwe school"
    names = (f"{stem}.lesobs", *(f"{stem} {number}.lesobs" for number in range(2, 100)))
    return next((path for path in (folder / name for name in names) if not path.exists()), folder / names[0])
