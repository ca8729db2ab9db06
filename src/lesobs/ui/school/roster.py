"""This file is reading a list of people and classes: choose it, see what it would change, and take it in."""

from collections import Counter
from html import escape
from pathlib import Path

from PySide6.QtCore import QStandardPaths
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QDialog, QHBoxLayout, QVBoxLayout, QWidget

from lesobs.domain import dutch
from lesobs.domain.errors import RuleBroken
from lesobs.domain.roster import Kind, PlanLine
from lesobs.services.rosters import RosterPreview
from lesobs.services.school import School
from lesobs.ui import ask
from lesobs.ui.delegates.cells import ChipCell, TextCell
from lesobs.ui.errors import refusals_shown
from lesobs.ui.look import PAGE
from lesobs.ui.models.table import Column, TableModel
from lesobs.ui.screen import fit_screen
from lesobs.ui.waiting import GivenUp, done_beside
from lesobs.ui.widgets.bars import MessageBar
from lesobs.ui.widgets.buttons import Switch, main_button, plain_button
from lesobs.ui.widgets.cards import Card, rule
from lesobs.ui.widgets.labels import Label
from lesobs.ui.widgets.marks import ChipKind
from lesobs.ui.widgets.tables import TableView

_ALL = "all"
_KINDS: dict[Kind, tuple[str, ChipKind, str]] = {
    "nieuw": ("Nieuw", "done", "plus"),
    "wijzigt": ("Gewijzigd", "info", "pencil"),
    "overgeslagen": ("Overgeslagen", "attention", "warn"),
    "ongewijzigd": ("Ongewijzigd", "plain", ""),
}
_ORDER = list(_KINDS)
_NOTES_SHOWN = 3
_DETAIL_HEIGHT = 44

COLUMNS: tuple[Column[PlanLine], ...] = (
    Column(
        "Soort",
        lambda line: _ORDER.index(line.kind),
        lambda line: line.kind,
        cell=lambda line: ChipCell(line.kind, *_KINDS[line.kind][1:]),
        width=134,
    ),
    Column("Rij", lambda line: line.row, align="right", width=60),
    Column("Wat", lambda line: line.what, width=88),
    Column("Naam", lambda line: line.name, cell=lambda line: TextCell(line.name, strong=True), width=170),
    Column("Verandering", lambda line: line.detail, tooltip=lambda line: line.detail, width=0),
)


def read_list(parent: QWidget, school: School) -> str | None:
    """Let the user choose a list, look at what it changes and take it in.

    Gives what was done in words, `58 nieuw, 2 gewijzigd`, None when nothing was.
    """
    path = _choose(parent)
    while path is not None:
        preview = _preview(parent, school, path)
        if preview is None:
            return None
        dialog = RosterDialog(parent, school, path, preview)
        dialog.exec()
        dialog.deleteLater()
        if not dialog.wants_other:
            return dialog.summary
        path = _choose(parent)
    return None


def _choose(parent: QWidget) -> Path | None:
    folder = QStandardPaths.writableLocation(QStandardPaths.StandardLocation.DownloadLocation)
    return ask.open_file(parent, "Welke lijst wil je inlezen?", ask.LIST_FILES, Path(folder))


def _preview(parent: QWidget, school: School, path: Path) -> RosterPreview | None:
    with refusals_shown(parent, "Deze lijst kan niet gelezen worden"):
        try:
            return done_beside(parent, f"{path.name} wordt gelezen…", lambda _: school.rosters.preview(path))
        except GivenUp:
            pass
    return None


class RosterDialog(QDialog):
    """What a list would change, line by line; nothing is written before *Inlezen*.

    `summary` says afterwards what was done; `wants_other` that the user goes for another file.
    """

    def __init__(self, parent: QWidget, school: School, path: Path, preview: RosterPreview) -> None:
        super().__init__(parent)
        self.setWindowTitle("Lijst inlezen")
        self.summary: str | None = None
        self.wants_other = False
        self._school, self._preview = school, preview
        self._counted = Counter(line.kind for line in preview.lines)
        self.table = TableView("Wat deze lijst verandert")
        self._rows = TableModel[PlanLine](COLUMNS, self)
        self.table.set_model(self._rows, sorted_by=0)
        self.kinds = Switch("Welke regels", self._choices())
        self.kinds.changed.connect(lambda _: self._show())
        self._detail = Label(role="secondary", tone="mute", wrap=True)
        self._detail.setContentsMargins(10, 6, 10, 6)
        self._detail.setMinimumHeight(_DETAIL_HEIGHT)
        self._error = MessageBar("error")
        self._error.hide()
        self.take_in = main_button("Inlezen", "check", "Ctrl+Enter")
        self.take_in.setEnabled(bool(preview.changes))
        self._build(path)
        self.table.selectionModel().currentChanged.connect(lambda *_: self._show_detail())
        self._show()
        fit_screen(self, 960, 640)
        (self.take_in if preview.changes else self.table).setFocus()

    def apply(self) -> None:
        """Write it all in one go; Ctrl+Z takes it all back."""
        if not self._preview.changes:
            return
        preview, rosters = self._preview, self._school.rosters
        try:
            done = done_beside(
                self, "De lijst wordt ingelezen…", lambda _: rosters.apply(preview), can_stop=False
            )
        except RuleBroken as refusal:
            self._error.set_message("error", str(refusal))
            self._error.show()
            return
        self.summary = done.summary
        self.accept()

    def _choices(self) -> list[tuple[str, str]]:
        kinds = [(kind, words) for kind, (words, _, _) in _KINDS.items() if self._counted[kind]]
        counted = [(str(kind), f"{words} {self._counted[kind]}") for kind, words in kinds]
        return [(_ALL, f"Alles {len(self._preview.lines)}"), *counted]

    def _show(self) -> None:
        chosen = self.kinds.value()
        self._rows.set_lines([line for line in self._preview.lines if chosen in (_ALL, line.kind)])
        self.table.select_row(0 if self._rows.rowCount() else -1)

    def _show_detail(self) -> None:
        """The current line in full; reasons are longer than a row."""
        row = self.table.current_row()
        line = self._rows.line(row) if 0 <= row < self._rows.rowCount() else None
        self._detail.setText(line.detail or f"{line.what} {line.name}: {line.kind}" if line else "")

    def _other(self) -> None:
        self.wants_other = True
        self.reject()

    def _build(self, path: Path) -> None:
        head = QVBoxLayout()
        head.setContentsMargins(PAGE, 14, PAGE, 8)
        head.setSpacing(8)
        titles = QVBoxLayout()
        titles.setSpacing(2)
        titles.addWidget(Label("Lijst inlezen", "page"))
        titles.addWidget(Label(path.name, tone="mute"))
        head.addLayout(titles)
        head.addWidget(self._sentence())
        if notes := self._notes():
            head.addWidget(notes)
        head.addWidget(self._error)
        head.addWidget(self.kinds)
        card = Card()
        card.body.addWidget(self.table)
        card.body.addWidget(rule())
        card.body.addWidget(self._detail)
        middle = QVBoxLayout()
        middle.setContentsMargins(PAGE, 0, PAGE, 12)
        middle.addWidget(card)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.setSpacing(0)
        outer.addLayout(head)
        outer.addLayout(middle, 1)
        outer.addWidget(rule())
        outer.addLayout(self._foot())

    def _foot(self) -> QHBoxLayout:
        other = plain_button("Andere lijst…", "folder")
        other.clicked.connect(self._other)
        cancel = plain_button("Annuleren", key="Esc")
        cancel.clicked.connect(self.reject)
        self.take_in.clicked.connect(self.apply)
        for key in ("Ctrl+Return", "Ctrl+Enter"):
            QShortcut(QKeySequence(key), self, self.apply)
        row = QHBoxLayout()
        row.setContentsMargins(PAGE, 12, PAGE, 14)
        row.setSpacing(9)
        row.addWidget(other)
        row.addStretch()
        row.addWidget(cancel)
        row.addWidget(self.take_in)
        return row

    def _sentence(self) -> Label:
        """What would happen, in one sentence."""
        new, changed, skipped = (self._counted[kind] for kind in ("nieuw", "wijzigt", "overgeslagen"))
        label = Label(wrap=True)
        if not self._preview.changes:
            words = "<b>Niets te doen.</b> De school heeft alles al zoals het in deze lijst staat."
        else:
            parts = [
                *([f"{new} {'komt' if new == 1 else 'komen'} erbij"] if new else []),
                *([f"{changed} {'verandert' if changed == 1 else 'veranderen'}"] if changed else []),
            ]
            words = f"<b>{dutch.listed(parts)}.</b> Er wordt niets verwijderd."
        if skipped:
            verb = "wordt" if skipped == 1 else "worden"
            words += f" {dutch.count(skipped, 'regel', 'regels')} {verb} overgeslagen; de reden staat erbij."
        label.set_html(words)
        return label

    def _notes(self) -> QWidget | None:
        """Remarks about the list as a whole; the rest of a long row goes into the tool tip."""
        notes = self._preview.notes
        if not notes:
            return None
        bar = MessageBar("info", " ".join(notes[:_NOTES_SHOWN]))
        if len(notes) > _NOTES_SHOWN:
            bar.setToolTip("<p>" + "</p><p>".join(map(escape, notes)) + "</p>")
        return bar
