"""This file is the dialog in which a school chooses what it takes over of the standard year."""

from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QDialog, QHBoxLayout, QVBoxLayout, QWidget

from lesobs.domain import dutch
from lesobs.domain.errors import RuleBroken
from lesobs.domain.schoolyear import SchoolYear
from lesobs.services.school import School
from lesobs.services.standard_year import Suggestion
from lesobs.ui.calendar.year_turn_table import ChoiceModel, ChoiceTable
from lesobs.ui.delegates.cells import LinesCell, PhaseCell, TextCell
from lesobs.ui.look import PAGE, ROW_TWO_LINES
from lesobs.ui.models.table import Column
from lesobs.ui.screen import fit_screen
from lesobs.ui.widgets.bars import MessageBar
from lesobs.ui.widgets.buttons import main_button, plain_button
from lesobs.ui.widgets.cards import Card, rule
from lesobs.ui.widgets.labels import Label
from lesobs.ui.widgets.years import YearChooser

_EXPLANATION = (
    "Zo ziet een schooljaar er vaak uit. Niets hiervan moet: kies wat bij jullie past. Wat je overneemt, "
    "heet een suggestie tot iemand het wijzigt of bevestigt."
)
_DETAIL_HEIGHT = 62


def _owner(line: Suggestion) -> str:
    return line.owner or "nog niemand"


def _days(line: Suggestion) -> str:
    if line.starts_on is None or line.ends_on is None:
        return "geen plaats"
    return dutch.period(line.starts_on, line.ends_on)


def _state(line: Suggestion) -> str:
    if line.present:
        return "staat er al"
    if line.starts_on is None:
        return line.remark
    return f"al voorbij; {line.why}" if line.past else line.why


COLUMNS: tuple[Column[Suggestion], ...] = (
    Column(
        "Activiteit",
        lambda line: line.item.title,
        cell=lambda line: LinesCell(
            line.item.title, _state(line), "ink" if line.possible else "mute", strong=line.possible
        ),
        width=0,
    ),
    Column(
        "Wanneer",
        lambda line: line.starts_on,
        _days,
        cell=lambda line: TextCell(_days(line), tone="ink" if line.possible else "mute"),
        width=220,
    ),
    Column(
        "Fase",
        lambda line: line.item.phase.letter,
        cell=lambda line: PhaseCell(line.item.phase.letter, line.item.standard),
        accessible=lambda line: f"fase {line.item.phase.word}, standaard {line.item.standard}",
        width=96,
    ),
    Column(
        "Ligt vaak bij",
        lambda line: line.item.owner,
        cell=lambda line: LinesCell(line.item.owner, _owner(line)),
        accessible=lambda line: f"ligt vaak bij {line.item.owner}, wordt van {_owner(line)}",
        width=170,
    ),
)


class StandardYearDialog(QDialog):
    """Every item with its days in this school's own year; `added` is how many were taken over."""

    def __init__(self, parent: QWidget, school: School, year: SchoolYear) -> None:
        super().__init__(parent)
        self.setWindowTitle("Standaardjaar overnemen")
        self._school = school
        self.added = 0
        self.years = YearChooser(year)
        self.years.changed.connect(lambda _: self._fill())
        self._message = MessageBar("error")
        self._message.hide()
        self.table = ChoiceTable("Wat het standaardjaar voorstelt")
        self._rows = ChoiceModel[Suggestion](
            COLUMNS, lambda line: line.item.key, lambda line: line.possible, self
        )
        self.table.set_model(self._rows)
        self.table.verticalHeader().setDefaultSectionSize(ROW_TWO_LINES)
        self.table.toggled.connect(self._count)
        self._detail = Label(role="secondary", tone="mute", wrap=True)
        self._detail.setContentsMargins(10, 6, 10, 6)
        self._detail.setMinimumHeight(_DETAIL_HEIGHT)
        self.take_over = main_button("Overnemen", "check", "Ctrl+Enter")
        self.take_over.clicked.connect(self.apply)
        for key in ("Ctrl+Return", "Ctrl+Enter"):
            QShortcut(QKeySequence(key), self, self.apply)
        self._build()
        self.table.selectionModel().currentRowChanged.connect(lambda *_: self._show_detail())
        self._fill()
        fit_screen(self, 960, 660)
        self.table.setFocus()

    @classmethod
    def ask(cls, parent: QWidget, school: School, year: SchoolYear) -> tuple[SchoolYear, int] | None:
        """Let the user choose; gives the school year and how many were added, None when nothing was."""
        dialog = cls(parent, school, year)
        dialog.exec()
        dialog.deleteLater()
        return (dialog.years.value(), dialog.added) if dialog.added else None

    def apply(self) -> None:
        """Take over what is chosen, in one go; Ctrl+Z takes it all back."""
        if not self._rows.chosen:
            return
        try:
            self.added = self._school.standard_year.apply(self.years.value(), self._rows.chosen)
        except RuleBroken as refusal:
            self._message.set_message("error", str(refusal))
            self._message.show()
            return
        self.accept()

    def _fill(self) -> None:
        lines = self._school.standard_year.preview(self.years.value())
        self._rows.set_lines(lines)
        self._rows.choose({line.item.key for line in lines if line.proposed})
        self._tell_what_is_left_out(lines)
        self.table.select_row(0)
        self._show_detail()
        self._count()

    def _tell_what_is_left_out(self, lines: list[Suggestion]) -> None:
        unplaced = sum(line.starts_on is None for line in lines)
        past = sum(line.past and line.possible for line in lines)
        self._message.setVisible(bool(unplaced or past))
        if unplaced:
            words = (
                f"De vakanties van {self.years.value()} zijn nog niet allemaal bekend. "
                f"{dutch.count(unplaced, 'activiteit heeft', 'activiteiten hebben')} daarom nog geen plaats."
            )
            self._message.set_message("attention", words)
        elif past:
            over = dutch.count(
                past, "activiteit is al voorbij en staat", "activiteiten zijn al voorbij en staan"
            )
            self._message.set_message("info", f"{over} uit.")

    def _count(self) -> None:
        chosen = len(self._rows.chosen)
        words = dutch.count(chosen, "activiteit", "activiteiten")
        self.take_over.setText(f"{words.capitalize() if not chosen else words} overnemen")
        self.take_over.setEnabled(bool(chosen))

    def _show_detail(self) -> None:
        row = self.table.current_row()
        line = self._rows.line(row) if 0 <= row < self._rows.rowCount() else None
        if line is None:
            return
        self._detail.setText(" ".join(filter(None, (line.item.description, line.remark))))

    def _build(self) -> None:
        head = QVBoxLayout()
        head.setContentsMargins(PAGE, 14, PAGE, 10)
        head.setSpacing(6)
        titles = QHBoxLayout()
        titles.setSpacing(10)
        titles.addWidget(Label("Standaardjaar overnemen", "page"))
        titles.addStretch()
        titles.addWidget(self.years)
        head.addLayout(titles)
        head.addWidget(Label(_EXPLANATION, tone="mute", wrap=True))
        head.addWidget(self._message)
        card = Card()
        card.body.addWidget(self.table)
        card.body.addWidget(rule())
        card.body.addWidget(self._detail)
        middle = QVBoxLayout()
        middle.setContentsMargins(PAGE, 0, PAGE, 12)
        middle.addWidget(card)
        hint = Label("Spatie kiest een regel; Ctrl+A en spatie kiest alles.", "secondary", "mute")
        cancel = plain_button("Annuleren", key="Esc")
        cancel.clicked.connect(self.reject)
        foot = QHBoxLayout()
        foot.setContentsMargins(PAGE, 12, PAGE, 14)
        foot.setSpacing(9)
        foot.addWidget(hint.shrinkable(), 1)
        foot.addWidget(cancel)
        foot.addWidget(self.take_over)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.setSpacing(0)
        outer.addLayout(head)
        outer.addLayout(middle, 1)
        outer.addWidget(rule())
        outer.addLayout(foot)
