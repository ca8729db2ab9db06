"""This file is the dialogs around a school file: a new school, its passphrase, who you are, and copies."""

from collections.abc import Callable, Sequence
from datetime import date
from pathlib import Path

from PySide6.QtGui import QAction
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from lesobs.domain import dutch
from lesobs.domain.schoolyear import Region
from lesobs.paths import data_folder
from lesobs.services.backups import Backup
from lesobs.services.people import PersonLine
from lesobs.services.school import School, SchoolFileProblem, WrongPassphrase, place_warning
from lesobs.ui import ask
from lesobs.ui.delegates.rows import RowDelegate, RowLine
from lesobs.ui.form_dialog import FormDialog, Refused
from lesobs.ui.icons import icon
from lesobs.ui.models.lines import ListModel
from lesobs.ui.waiting import done_beside
from lesobs.ui.widgets.bars import MessageBar
from lesobs.ui.widgets.buttons import plain_button, quiet_button
from lesobs.ui.widgets.cards import Field, panel
from lesobs.ui.widgets.fields import ComboBox
from lesobs.ui.widgets.labels import Label
from lesobs.ui.widgets.tables import ListView
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
        self.passphrase = PassphraseField("Wachtwoord")
        self.again = PassphraseField("Wachtwoord nog een keer")
        self.read = TickBox("Ik heb dit gelezen en bewaar het wachtwoord")
        self._secret = QWidget()
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
        return self.name.text(), self.passphrase.text()

    def _save(self) -> None:
        region = self.region.value()
        if not self.name.text().strip():
            raise Refused("Vul de naam van de school in.", self.name)
        if not isinstance(region, Region):
            raise Refused("Kies de regio van jullie schoolvakanties.", self.region)
        secret = self._checked_secret()
        path, name, today = self._path(), self.name.text(), self._today
        self.school = done_beside(
            self,
            "De school wordt gemaakt…",
            lambda _: School.create(path, name, region, secret, today),
            can_stop=False,
        )

    def _checked_secret(self) -> str | None:
        if not self.with_passphrase.isChecked():
            return None
        if not self.passphrase.text():
            raise Refused("Typ een wachtwoord, of haal het vinkje weg.", self.passphrase)
        if self.passphrase.text() != self.again.text():
            raise Refused("De twee wachtwoorden zijn niet gelijk. Typ ze opnieuw.", self.again)
        if not self.read.isChecked():
            raise Refused("Lees de waarschuwing en zet daar een vinkje.", self.read)
        return self.passphrase.text()

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
        self._secret.setVisible(shown)
        self.fit()
        (self.passphrase if shown else self.with_passphrase).setFocus()

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
        self.form.addWidget(self._secret)
        self.form.addStretch()
        column = QVBoxLayout(self._secret)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(10)
        both = QHBoxLayout()
        both.setSpacing(12)
        both.addWidget(Field("Wachtwoord", self.passphrase, "liefst een zin"))
        both.addWidget(Field("Nog een keer", self.again))
        column.addLayout(both)
        column.addWidget(MessageBar("attention", _LOST, more=_LOST_MORE))
        column.addWidget(self.read)
        self._secret.hide()


class PassphraseDialog(FormDialog):
    """Asks for the passphrase of a file until it opens, or the user gives up."""

    def __init__(self, parent: QWidget, path: Path, open_it: Callable[[str], School]) -> None:
        super().__init__(
            parent,
            "Wachtwoord",
            "Openen",
            "key",
            f"{path.name} is beschermd. Zonder wachtwoord zijn de gegevens niet te lezen, ook niet door ons.",
            440,
        )
        self.school: School | None = None
        self.problem: SchoolFileProblem | None = None
        self._open_it = open_it
        self.passphrase = PassphraseField("Wachtwoord")
        self.form.addWidget(Field("Wachtwoord", self.passphrase))
        self.form.addStretch()
        self.begin()
        self.passphrase.setFocus()

    @classmethod
    def ask(cls, parent: QWidget, path: Path, open_it: Callable[[str], School]) -> School | None:
        """Open the file with `open_it`; None when the user gives up.

        Raises the SchoolFileProblem of `open_it` when it is not about the passphrase.
        """
        dialog = cls(parent, path, open_it)
        dialog.exec()
        dialog.deleteLater()
        if dialog.problem is not None:
            raise dialog.problem
        return dialog.school

    def _values(self) -> object:
        return None  # half a passphrase is nothing to keep

    def _save(self) -> None:
        if not self.passphrase.text():
            raise Refused("Typ het wachtwoord van dit bestand.", self.passphrase)
        secret = self.passphrase.text()
        try:
            self.school = done_beside(
                self, "Het bestand wordt geopend…", lambda _: self._open_it(secret), can_stop=False
            )
        except WrongPassphrase as error:
            sentence = "Dit wachtwoord past niet. Probeer het nog eens, en let op hoofdletters en spaties."
            raise Refused(sentence, self.passphrase) from error
        except SchoolFileProblem as problem:
            self.problem = problem


class _ChooseDialog(FormDialog):
    """A list of which one row is chosen."""

    def __init__(self, parent: QWidget, title: str, choose: str, icon: str, explanation: str) -> None:
        super().__init__(parent, title, choose, icon, explanation, 520, lowest=420)
        self.rows = ListModel[RowLine](self)
        self.list = ListView(title)
        self.list.setModel(self.rows)
        self.list.setItemDelegate(RowDelegate(self.list))
        self.list.activated.connect(lambda _: self.try_to_save())
        frame, column = panel(1)
        column.addWidget(self.list)
        self.form.addWidget(frame, 1)

    def chosen(self) -> object:
        """The key of the row that is chosen, None when there is none."""
        row = self.list.current_row()
        return self.rows.line(row).key if row >= 0 else None

    def show_rows(self, lines: Sequence[RowLine]) -> None:
        self.rows.set_lines(lines)
        self.list.select_row(0 if lines else -1)
        self.save_button.setEnabled(bool(lines))
        self.list.setFocus()

    def _values(self) -> object:
        return None

    def _save(self) -> None:
        """What is chosen is asked for afterwards."""


class ChooseMeDialog(_ChooseDialog):
    """Asks who is at the keyboard."""

    def __init__(self, parent: QWidget, school: School, me: str | None) -> None:
        super().__init__(
            parent,
            "Wie ben je?",
            "Dat ben ik",
            "person",
            "Dan staat op Start wat op jou wacht, en ben jij de waarnemer van je bezoeken. Het geldt voor "
            "deze laptop en is later te veranderen.",
        )
        self._school = school
        new = quiet_button("Ik sta er niet bij…", "plus")
        new.clicked.connect(self._add_me)
        self.add_left(new)
        self._show(me)

    @classmethod
    def ask(cls, parent: QWidget, school: School, me: str | None) -> str | None:
        """The id of the person who works here, None when that is left open."""
        dialog = cls(parent, school, me)
        done = dialog.exec()
        chosen = dialog.chosen()
        dialog.deleteLater()
        return chosen if done and isinstance(chosen, str) else None

    def _show(self, person_id: str | None) -> None:
        """Those who visit lessons first; that is who mostly sits here."""
        persons = sorted(self._school.people.persons(), key=lambda person: person.role is None)
        self.show_rows([_person_row(person) for person in persons])
        self.list.select_row(max(0, self.rows.row_of(lambda row: row.key == person_id)) if persons else -1)

    def _add_me(self) -> None:
        from lesobs.ui.school.persons import PersonDialog

        if (person_id := PersonDialog.ask(self, self._school)) is not None:
            self._show(person_id)


class ChooseCopyDialog(_ChooseDialog):
    """Asks which copy of a school file to go back to."""

    def __init__(self, parent: QWidget, copies: Sequence[Backup]) -> None:
        super().__init__(
            parent,
            "Welke reservekopie?",
            "Deze openen",
            "shield",
            "De kopie komt als nieuw bestand naast het schoolbestand te staan. Er wordt niets overschreven.",
        )
        self.show_rows([RowLine(copy, *copy_words(copy), icon="shield") for copy in copies])

    @classmethod
    def ask(cls, parent: QWidget, copies: Sequence[Backup]) -> Backup | None:
        """The copy of the user's choice, None when they think better of it."""
        dialog = cls(parent, copies)
        done = dialog.exec()
        chosen = dialog.chosen()
        dialog.deleteLater()
        return chosen if done and isinstance(chosen, Backup) else None


def copy_words(copy: Backup) -> tuple[str, str]:
    """`vr 20 nov 2026, 16.12 uur` and its size, `1,2 MB`."""
    return f"{dutch.day(copy.made_at)}, {dutch.clock(copy.made_at)} uur", size_words(copy.path)


def size_words(path: Path) -> str:
    """How large a file is, `412 kB` or `1,2 MB`; nothing when it is gone."""
    try:
        size = path.stat().st_size
    except OSError:
        return ""
    return f"{size / 1e6:.1f} MB".replace(".", ",") if size >= 1e6 else f"{max(1, round(size / 1e3))} kB"


def _person_row(person: PersonLine) -> RowLine:
    role = person.role.word if person.role else ""
    return RowLine(person.id, person.name, person.function or role, icon="person")


def _free(folder: Path, name: str) -> Path:
    """A path in the folder for a school of this name that is not taken; signs no disk takes are left out."""
    words = "".join(" " if sign in '<>:"/\\|?*' or ord(sign) < 32 else sign for sign in name)
    stem = " ".join(words.split()).strip(". ")[:80] or "Nieuwe school"
    names = (f"{stem}.lesobs", *(f"{stem} {number}.lesobs" for number in range(2, 100)))
    return next((path for path in (folder / name for name in names) if not path.exists()), folder / names[0])
