"""This file is reading a year plan: say what its columns are, see what it would add, and take it in."""

from collections.abc import Callable
from html import escape
from pathlib import Path

from PySide6.QtCore import QStandardPaths
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QDialog, QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from lesobs.domain import dutch
from lesobs.domain.cycle import Phase
from lesobs.domain.errors import RuleBroken
from lesobs.domain.plan_columns import WHEN_FIELDS, PlanField
from lesobs.domain.plan_import import PlanChoices, PlanLine, YearPlan
from lesobs.domain.schoolyear import SchoolYear
from lesobs.domain.standards import STANDARDS
from lesobs.services.plan_reader import PlanFile
from lesobs.services.school import School
from lesobs.ui import ask
from lesobs.ui.calendar.plan_import_pages import ColumnsPage, WordsPage
from lesobs.ui.delegates.cells import ChipCell, TextCell
from lesobs.ui.errors import refusals_shown
from lesobs.ui.look import PAGE
from lesobs.ui.models.table import Column, TableModel
from lesobs.ui.screen import fit_screen
from lesobs.ui.settings import Settings
from lesobs.ui.waiting import GivenUp, done_beside
from lesobs.ui.widgets.bars import MessageBar
from lesobs.ui.widgets.buttons import Button, Switch, main_button, plain_button
from lesobs.ui.widgets.cards import Card, Field, rule
from lesobs.ui.widgets.fields import ComboBox
from lesobs.ui.widgets.labels import Label
from lesobs.ui.widgets.marks import ChipKind
from lesobs.ui.widgets.tables import TableView

COLUMNS_PAGE, WORDS_PAGE, LINES_PAGE = "columns", "words", "lines"
_KINDS: dict[str, tuple[ChipKind, str]] = {
    "overgeslagen": ("attention", "warn"),
    "nieuw": ("done", "plus"),
    "aanwezig": ("plain", ""),
}
_ORDER = list(_KINDS)

COLUMNS: tuple[Column[PlanLine], ...] = (
    Column(
        "Soort",
        lambda line: _ORDER.index(line.kind),
        lambda line: line.kind,
        cell=lambda line: ChipCell(line.kind, *_KINDS[line.kind]),
        width=134,
    ),
    Column("Rij", lambda line: line.row, align="right", width=56),
    Column(
        "Activiteit", lambda line: line.title, cell=lambda line: TextCell(line.title, strong=True), width=260
    ),
    Column("Wanneer", lambda line: line.when, width=190),
    Column("Toelichting", lambda line: line.detail, tooltip=lambda line: line.detail, width=0),
)


def read_plan(parent: QWidget, school: School, year: SchoolYear) -> int | None:
    """Let the user choose a year plan, look at what it adds and take it in.

    Gives how many activities were added, None when nothing was done.
    """
    path = _choose(parent)
    while path is not None:
        file = _open(parent, school, path)
        if file is None:
            return None
        dialog = PlanImportDialog(parent, school, file, year)
        dialog.exec()
        dialog.deleteLater()
        if not dialog.wants_other:
            return dialog.added
        path = _choose(parent)
    return None


def _choose(parent: QWidget) -> Path | None:
    folder = QStandardPaths.writableLocation(QStandardPaths.StandardLocation.DocumentsLocation)
    return ask.open_file(parent, "Welk jaarplan wil je inlezen?", ask.LIST_FILES, Path(folder))


def _open(parent: QWidget, school: School, path: Path) -> PlanFile | None:
    with refusals_shown(parent, "Dit jaarplan kan niet gelezen worden"):
        try:
            return done_beside(parent, f"{path.name} wordt gelezen…", lambda _: school.plans.open(path))
        except GivenUp:
            pass
    return None


class PlanImportDialog(QDialog):
    """What a year plan would add, row by row; nothing is written before *Inlezen*.

    `added` says afterwards how many; `wants_other` that the user goes for another file.
    """

    def __init__(self, parent: QWidget, school: School, file: PlanFile, year: SchoolYear) -> None:
        super().__init__(parent)
        self.setWindowTitle("Jaarplan inlezen")
        self.added: int | None = None
        self.wants_other = False
        self._school, self._file, self._plan = school, file, YearPlan((), (), {})
        self._settings = Settings()
        self._meanings: dict[tuple[PlanField, str], str | None] = {}
        self.year = ComboBox("Schooljaar", _years(year))
        self.standard = ComboBox("Standaard voor rijen zonder", _standards())
        self.phase = ComboBox("Fase voor rijen zonder", _phases())
        self.columns = ColumnsPage(file, self._remembered())
        self.words = WordsPage(school)
        self.table = TableView("Wat dit jaarplan toevoegt")
        self._rows = TableModel[PlanLine](COLUMNS, self)
        self.table.set_model(self._rows)
        self.views = Switch("Wat je ziet", [(key, "") for key in (COLUMNS_PAGE, WORDS_PAGE, LINES_PAGE)])
        self._sentence = Label(wrap=True)
        self._detail = Label(role="secondary", tone="mute", wrap=True)
        self._error = MessageBar("error")
        self._error.hide()
        self.take_in = main_button("Inlezen", "check", "Ctrl+Enter")
        self._build()
        self._connect()
        self.year.set_value(year)
        self._read()
        self.show_view(LINES_PAGE if self._complete() else COLUMNS_PAGE)
        (self.table if self._complete() else self.columns).setFocus()
        fit_screen(self, 1060, 680)

    def choices(self) -> PlanChoices:
        """What the user has said so far."""
        year, standard, phase = self.year.value(), self.standard.value(), self.phase.value()
        assert isinstance(year, SchoolYear)
        return PlanChoices(
            year,
            self.columns.columns(),
            dict(self._meanings),
            standard if isinstance(standard, str) else None,
            phase if isinstance(phase, Phase) else None,
        )

    def show_view(self, view: str) -> None:
        self.views.set_value(view)
        self._stack.setCurrentIndex((COLUMNS_PAGE, WORDS_PAGE, LINES_PAGE).index(view))

    def apply(self) -> None:
        """Add it all in one go; Ctrl+Z takes it all back."""
        if not self._plan.new:
            return
        file, choices, plans = self._file, self.choices(), self._school.plans
        try:
            done = done_beside(
                self, "Het jaarplan wordt ingelezen…", lambda _: plans.apply(file, choices), can_stop=False
            )
        except RuleBroken as refusal:
            self._error.set_message("error", str(refusal))
            self._error.show()
            return
        named = {self._file.headings[at]: name.value for at, name in choices.columns.items()}
        self._settings.remember_plan(self._file.headings, named)
        self.added = len(done.new)
        self.accept()

    def _remembered(self) -> dict[int, PlanField]:
        """What these columns were the last time, else what their headings seem to say."""
        kept = self._settings.plan_columns(self._file.headings)
        before = {heading.casefold(): name for heading, name in kept.items()}
        fields = {one.value: one for one in PlanField}
        found = {
            at: fields[before[heading.casefold()]]
            for at, heading in enumerate(self._file.headings)
            if before.get(heading.casefold()) in fields
        }
        return found or dict(self._file.proposal)

    def _complete(self) -> bool:
        found = set(self.columns.columns().values())
        return PlanField.TITLE in found and bool(found & {*WHEN_FIELDS, PlanField.END})

    def _read(self) -> None:
        """See again what would happen."""
        self._plan = self._school.plans.preview(self._file, self.choices())
        row = max(self.table.current_row(), 0)
        self._rows.set_lines(self._plan.lines)
        self.table.select_row(row if row < self._rows.rowCount() else -1)
        self.words.show_words(self._plan.words)
        unknown = sum(word.value is None and not word.chosen for word in self._plan.words)
        self.views.set_text(COLUMNS_PAGE, f"Kolommen {len(self.columns.columns())}")
        self.views.set_text(WORDS_PAGE, f"Namen, {unknown} onbekend" if unknown else "Namen")
        self.views.set_text(LINES_PAGE, f"Wat erbij komt {len(self._plan.new)}")
        self.take_in.setEnabled(bool(self._plan.new))
        self._sentence.set_html(self._summary())
        self._show_detail()

    def _summary(self) -> str:
        """What would happen, in one sentence, and what to do first."""
        if not self._complete():
            return "<b>Kies eerst welke kolom de titel is en welke zegt wanneer.</b>"
        new, there, left = (self._plan.count(kind) for kind in ("nieuw", "aanwezig", "overgeslagen"))
        parts = [f"{dutch.count(new, 'activiteit komt', 'activiteiten komen').capitalize()} erbij"]
        parts += [f"{there} {'staat' if there == 1 else 'staan'} er al"] if there else []
        parts += [f"{left} {'wordt' if left == 1 else 'worden'} overgeslagen"] if left else []
        said = f"<b>{escape(dutch.listed(parts))}.</b> Er wordt niets gewijzigd of verwijderd."
        for name in (PlanField.STANDARD, PlanField.PHASE):
            if number := self._plan.without.get(name):
                said += f" <b>Kies een {name.value}</b> voor {dutch.count(number, 'rij', 'rijen')} zonder."
        return said

    def _show_detail(self) -> None:
        """The current line in full; reasons are longer than a row."""
        row = self.table.current_row()
        line = self._rows.line(row) if 0 <= row < self._rows.rowCount() else None
        self._detail.setText(f"Rij {line.row}: {line.detail or line.kind}" if line else "")

    def _mean(self, word: tuple[PlanField, str], value: str | None) -> None:
        self._meanings[word] = value
        self._read()

    def _other(self) -> None:
        self.wants_other = True
        self.reject()

    def _connect(self) -> None:
        for box in (self.year, self.standard, self.phase):
            box.picked.connect(lambda _: self._read())
        self.columns.changed.connect(self._read)
        self.words.picked.connect(self._mean)
        self.views.changed.connect(self.show_view)
        self.table.selectionModel().currentChanged.connect(lambda *_: self._show_detail())
        for key in ("Ctrl+Return", "Ctrl+Enter"):
            QShortcut(QKeySequence(key), self, self.apply)

    def _build(self) -> None:
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.setSpacing(0)
        outer.addLayout(self._head())
        self._stack = QStackedWidget()
        for page in (self.columns, self.words, self._lines()):
            self._stack.addWidget(page)
        card = Card()
        card.body.addWidget(self._stack)
        middle = QVBoxLayout()
        middle.setContentsMargins(PAGE, 0, PAGE, 12)
        middle.addWidget(card)
        outer.addLayout(middle, 1)
        outer.addWidget(rule())
        outer.addLayout(self._foot())

    def _head(self) -> QVBoxLayout:
        head = QVBoxLayout()
        head.setContentsMargins(PAGE, 14, PAGE, 8)
        head.setSpacing(8)
        top = QHBoxLayout()
        top.setSpacing(12)
        top.addWidget(Label("Jaarplan inlezen", "page"))
        top.addWidget(Label(self._file.name, tone="mute").shrinkable(), 1)
        top.addWidget(self.views)
        head.addLayout(top)
        head.addWidget(self._sentence)
        if self._file.notes:
            head.addWidget(MessageBar("info", " ".join(self._file.notes[:2])))
        head.addWidget(self._error)
        row = QHBoxLayout()
        row.setSpacing(12)
        for words, box in (
            ("Schooljaar", self.year),
            ("Standaard voor rijen zonder", self.standard),
            ("Fase voor rijen zonder", self.phase),
        ):
            row.addWidget(Field(words, box))
        row.addStretch()
        head.addLayout(row)
        return head

    def _lines(self) -> QWidget:
        page = QWidget()
        column = QVBoxLayout(page)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        self._detail.setContentsMargins(10, 6, 10, 6)
        self._detail.setMinimumHeight(40)
        column.addWidget(self.table)
        column.addWidget(rule())
        column.addWidget(self._detail)
        return page

    def _foot(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setContentsMargins(PAGE, 12, PAGE, 14)
        row.setSpacing(9)
        row.addWidget(_pressing(plain_button("Ander bestand…", "folder"), self._other))
        row.addStretch()
        row.addWidget(_pressing(plain_button("Annuleren", key="Esc"), self.reject))
        row.addWidget(_pressing(self.take_in, self.apply))
        return row


def _pressing(button: Button, do: Callable[[], None]) -> Button:
    button.clicked.connect(do)
    return button


def _years(year: SchoolYear) -> list[tuple[str, object]]:
    years = [year.previous, year, year.next]
    return [(one.name, one) for one in years]


def _standards() -> list[tuple[str, object]]:
    return [("Kies…", None), *((f"{code} {name}", code) for code, name in STANDARDS.items())]


def _phases() -> list[tuple[str, object]]:
    return [("Kies…", None), *((f"{phase.letter}  {phase.word}", phase) for phase in Phase)]
