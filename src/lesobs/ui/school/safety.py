"""This file is the safety of the school file: its place, its passphrase, its copies, and is it sound."""

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, QTimer, QUrl
from PySide6.QtGui import QDesktopServices, QGuiApplication
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from lesobs.domain import dutch
from lesobs.paths import data_folder
from lesobs.services.backups import Backup, backup_folder
from lesobs.services.school import School
from lesobs.ui import ask
from lesobs.ui.delegates.rows import RowDelegate, RowLine
from lesobs.ui.errors import refusals_shown
from lesobs.ui.look import ROW
from lesobs.ui.models.lines import ListModel
from lesobs.ui.opening import open_copy
from lesobs.ui.opening_dialogs import copy_words
from lesobs.ui.school.change_passphrase import ChangePassphrase
from lesobs.ui.school.tab import Notice, Tab
from lesobs.ui.school.two_columns import TwoColumns
from lesobs.ui.waiting import GivenUp, done_beside
from lesobs.ui.widgets.bars import MessageBar
from lesobs.ui.widgets.buttons import Button, plain_button
from lesobs.ui.widgets.cards import Card
from lesobs.ui.widgets.flow import FlowLayout
from lesobs.ui.widgets.labels import Label
from lesobs.ui.widgets.marks import IconMark
from lesobs.ui.widgets.tables import ListView

if TYPE_CHECKING:
    from lesobs.ui.window import Window

_MOST_PROBLEMS = 12
_MOST_ROWS = 9
_WITH = (
    "Met wachtwoord",
    "Zonder het wachtwoord kan niemand het bestand lezen, ook wij niet. Raakt het kwijt, dan zijn de "
    "gegevens weg. Ook de reservekopieën hebben dit wachtwoord.",
)
_WITHOUT = (
    "Zonder wachtwoord",
    "Wie bij deze laptop kan, kan het bestand lezen, met alles wat er over lessen in staat.",
)
_KEPT = (
    "lesobs maakt een kopie als je het bestand sluit en er iets veranderd is. De laatste tien blijven, en "
    "daarvóór één per maand. Zet er af en toe een op een USB-stick: deze laptop kan stukgaan of kwijtraken."
)


class SafetyTab(Tab):
    """What one can do so that no work is ever lost."""

    def __init__(self, school: School) -> None:
        super().__init__(school)
        self._rows = ListModel[RowLine](self)
        self.copies = ListView("Reservekopieën")
        self.copies.setModel(self._rows)
        self.copies.setItemDelegate(RowDelegate(self.copies))
        self._none = Label("Nog geen reservekopie.", tone="mute")
        self.put_back = _button("Terugzetten…", "undo", self._put_back)
        self.make = _button("Nu maken", "shield", self._make)
        self.check = _button("Bestand controleren", "check", self._check)
        self.passphrase = _button("", "key", self._change_passphrase)
        self._lock, self._lock_title = IconMark("key"), Label(strong=True)
        self._lock_words = Label("", "secondary", "mute", wrap=True)
        self._result = MessageBar("done")
        self._result.hide()
        self._problems = Label(wrap=True)
        self._problems.hide()
        self._build()
        self.copies.activated.connect(lambda _: self._put_back())
        self.setFocusProxy(self.make)

    def refresh(self) -> None:
        before = self.copies.current_row()
        copies = self.school.backups.all()
        self._rows.set_lines([_copy_row(copy, newest=place == 0) for place, copy in enumerate(copies)])
        self.copies.select_row(min(max(before, 0), len(copies) - 1))
        self.copies.setFixedHeight(ROW * min(max(len(copies), 1), _MOST_ROWS))
        self.copies.setVisible(bool(copies))
        self._none.setVisible(not copies)
        self.put_back.setEnabled(bool(copies))

    def _make(self) -> None:
        with refusals_shown(self, "De reservekopie is niet gemaakt"):
            made = done_beside(
                self, "De reservekopie wordt gemaakt…", lambda _: self.school.backups.make(), can_stop=False
            )
            sentence = f"Reservekopie van {copy_words(made)[0]} gemaakt en gecontroleerd."
            self.noticed.emit(Notice("done", sentence))
            self.refresh()

    def _change_passphrase(self) -> None:
        if sentence := ChangePassphrase.ask(self, self.school):
            window = _window(self)
            window.settings.remember_file(
                self.school.path, dutch.now().replace(tzinfo=None), self.school.encrypted
            )
            self._show_lock()
            self.refresh()
            self.noticed.emit(Notice("done", sentence))

    def _put_back(self) -> None:
        row = self.copies.current_row()
        copy = self._rows.line(row).key if row >= 0 else None
        if isinstance(copy, Backup) and ask.confirm(
            self,
            "Reservekopie terugzetten",
            f"De kopie van {copy_words(copy)[0]} komt als nieuw bestand naast dit bestand te staan en gaat "
            "meteen open. Dit bestand blijft zoals het is.",
            "Terugzetten",
        ):
            window, path = _window(self), self.school.path
            QTimer.singleShot(0, window, lambda: open_copy(window, path, copy))

    def _check(self) -> None:
        """Look for mistakes; nothing is changed."""
        with refusals_shown(self, "Het bestand kan niet gecontroleerd worden"):
            try:
                problems = done_beside(
                    self, "Het bestand wordt gecontroleerd…", lambda _: self.school.checks.problems()
                )
            except GivenUp:
                return
            self._show_problems(problems)

    def _show_problems(self, problems: list[str]) -> None:
        self._result.show()
        self._problems.setVisible(bool(problems))
        if not problems:
            self._result.set_message("done", "Alles klopt.", more=f"{self.school.checks.summary()}.")
            return
        count = dutch.count(len(problems), "ding klopt", "dingen kloppen")
        self._result.set_message(
            "attention", f"{count} niet.", more="Er is niets veranderd. Maak eerst een reservekopie."
        )
        lines = problems[:_MOST_PROBLEMS]
        if len(problems) > _MOST_PROBLEMS:
            lines.append(f"… en nog {len(problems) - _MOST_PROBLEMS}.")
        self._problems.setText("\n".join(lines))

    def _build(self) -> None:
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(TwoColumns((self._file_card(), self._check_card()), (self._copies_card(),)))

    def _file_card(self) -> Card:
        path = self.school.path
        card = Card("Het schoolbestand", padding=14)
        name = Label(path.name, strong=True, wrap=True)
        folder = Label(_breakable(str(path.parent)), "secondary", "mute", wrap=True)
        card.body.addLayout(_with_mark(IconMark("file"), name, folder))
        buttons = QWidget()
        row = FlowLayout(buttons)
        row.addWidget(_button("Plaats kopiëren", "copy", self._copy_path))
        row.addWidget(_button("Map openen", "folder", lambda: _open_folder(path.parent)))
        card.body.addWidget(buttons)
        if warning := self.school.location_warning:
            card.body.addWidget(MessageBar("attention", warning))
        card.body.addSpacing(6)
        card.body.addLayout(_with_mark(self._lock, self._lock_title, self._lock_words))
        card.body.addWidget(self.passphrase)
        self._show_lock()
        return card

    def _show_lock(self) -> None:
        locked = self.school.encrypted
        title, meaning = _WITH if locked else _WITHOUT
        self._lock.set_icon("lock" if locked else "key")
        self._lock_title.setText(title)
        self._lock_words.setText(meaning)
        self.passphrase.setText("Wachtwoord wijzigen…" if locked else "Wachtwoord instellen…")

    def _check_card(self) -> Card:
        card = Card("Klopt alles nog?", padding=14)
        words = (
            "Kijkt of het bestand heel is en of alle gegevens bij elkaar passen. Er wordt niets veranderd."
        )
        card.body.addWidget(Label(words, "secondary", "mute", wrap=True))
        card.body.addWidget(self.check)
        card.body.addWidget(self._result)
        card.body.addWidget(self._problems)
        return card

    def _copies_card(self) -> Card:
        card = Card("Reservekopieën")
        card.add_right(self.put_back)
        card.add_right(self.make)
        self._none.setContentsMargins(14, 12, 14, 12)
        card.body.addWidget(self._none)
        card.body.addWidget(self.copies)
        foot = QVBoxLayout()
        foot.setContentsMargins(14, 10, 14, 12)
        foot.setSpacing(8)
        foot.addWidget(Label(_KEPT, "secondary", "mute", wrap=True))
        folder = _button("Map met kopieën openen", "folder", self._open_copies)
        foot.addWidget(folder)
        card.body.addLayout(foot)
        return card

    def _copy_path(self) -> None:
        QGuiApplication.clipboard().setText(str(self.school.path))
        self.noticed.emit(Notice("done", "De plaats van het bestand staat op het klembord."))

    def _open_copies(self) -> None:
        folder = backup_folder(self.school.path)
        _open_folder(folder if folder.is_dir() else data_folder())


def _window(widget: QWidget) -> "Window":
    from lesobs.ui.window import Window

    window = widget.window()
    assert isinstance(window, Window), "this page lives in the window of the program"
    return window


def _button(text: str, icon: str, do: Callable[[], object]) -> Button:
    made = plain_button(text, icon, small=True)
    made.clicked.connect(lambda: do())
    return made


def _with_mark(mark: IconMark, *labels: QWidget) -> QHBoxLayout:
    column = QVBoxLayout()
    column.setSpacing(1)
    for label in labels:
        column.addWidget(label)
    row = QHBoxLayout()
    row.setSpacing(10)
    row.addWidget(mark, 0, Qt.AlignmentFlag.AlignTop)
    row.addLayout(column, 1)
    return row


def _copy_row(copy: Backup, newest: bool) -> RowLine:
    moment, size = copy_words(copy)
    return RowLine(copy, moment, size, icon="shield", chip="nieuwste" if newest else "")


def _breakable(path: str) -> str:
    """A path that may go on at the next line after each folder."""
    return path.replace("/", "/\u200b").replace("\\", "\\\u200b")


def _open_folder(folder: object) -> None:
    QDesktopServices.openUrl(QUrl.fromLocalFile(str(folder)))
