"""This file is the dialogs around a school file: its passphrase, who you are, and which copy."""

from collections.abc import Callable, Sequence
from pathlib import Path

from PySide6.QtWidgets import QWidget

from lesobs.domain import dutch
from lesobs.services.backups import Backup
from lesobs.services.people import PersonLine
from lesobs.services.school import School, SchoolFileProblem, WrongPassphrase
from lesobs.ui.delegates.rows import RowDelegate, RowLine
from lesobs.ui.form_dialog import FormDialog, Refused
from lesobs.ui.models.lines import ListModel
from lesobs.ui.passphrases import PassphraseField
from lesobs.ui.waiting import done_beside
from lesobs.ui.widgets.buttons import quiet_button
from lesobs.ui.widgets.cards import Field, panel
from lesobs.ui.widgets.tables import ListView


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
    return dutch.day_and_clock(copy.made_at), size_words(copy.path)


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
