"""This file is what the user says about a year plan: what its columns are, and what its names mean."""

from collections.abc import Mapping, Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QGridLayout, QScrollArea, QVBoxLayout, QWidget

from lesobs.domain.activity import ActivityStatus
from lesobs.domain.cycle import Phase
from lesobs.domain.dutch import count
from lesobs.domain.plan_columns import PlanField
from lesobs.domain.plan_import import PlanWord
from lesobs.domain.roster import column_letter
from lesobs.domain.standards import STANDARDS
from lesobs.services.plan_reader import PlanFile
from lesobs.services.school import School
from lesobs.ui.look import PAGE
from lesobs.ui.widgets.fields import ComboBox
from lesobs.ui.widgets.labels import Chip, Label

NOT_READ = "Niet inlezen"
LEFT_OPEN = {PlanField.STATUS: "Nog te doen", PlanField.STANDARD: "Zoals rijen zonder"}


class ColumnsPage(QScrollArea):
    """A line for every column of the file: its heading, its first values, and what it is."""

    changed = Signal()

    def __init__(self, file: PlanFile, columns: Mapping[int, PlanField]) -> None:
        super().__init__()
        self._boxes: dict[int, ComboBox] = {}
        grid = _grid(self)
        choices: list[tuple[str, object]] = [(NOT_READ, None), *((one.word, one) for one in PlanField)]
        for row, (at, heading) in enumerate(_filled(file)):
            box = ComboBox(f"Wat kolom {heading} is", choices)
            box.set_value(columns.get(at))
            box.picked.connect(lambda value, at=at: self._pick(at, value))
            self._boxes[at] = box
            if row == 0:
                self.setFocusProxy(box)
            grid.addWidget(Label(heading, strong=True).shrinkable(), row, 0)
            grid.addWidget(Label(file.examples(at), "secondary", "mute").shrinkable(), row, 1)
            grid.addWidget(box, row, 2)
        grid.setColumnStretch(0, 2)
        grid.setColumnStretch(1, 4)
        grid.setRowStretch(grid.rowCount(), 1)

    def columns(self) -> dict[int, PlanField]:
        """What every column is that is read."""
        found = {at: box.value() for at, box in self._boxes.items()}
        return {at: value for at, value in found.items() if isinstance(value, PlanField)}

    def _pick(self, at: int, value: object) -> None:
        """Each thing has one column: the one chosen last."""
        for other, box in self._boxes.items():
            if value is not None and other != at and box.value() is value:
                box.set_value(None)
        self.changed.emit()


class WordsPage(QScrollArea):
    """A line for every name in the plan, unknown ones first: in how many rows, and whom or what it means."""

    picked = Signal(object, object)
    """The (field, word) and its meaning: an id or code, None to leave it open."""

    def __init__(self, school: School) -> None:
        super().__init__()
        self._choices = _choices(school)
        self._shown: list[tuple[object, ...]] = []

    def show_words(self, words: Sequence[PlanWord]) -> None:
        """Show other words; the same ones keep the keyboard where it is."""
        known = sorted((str(word.field), word.text, word.rows) for word in words)
        if known == self._shown:
            return
        self._shown = list(known)
        grid = _grid(self)
        if not words:
            grid.addWidget(Label("In dit plan staan geen namen om te herkennen.", tone="mute"), 0, 0)
        for row, word in enumerate(words):
            box = ComboBox(f"{word.field.value} {word.text}", self._choices[word.field])
            box.set_value(word.value)
            box.picked.connect(lambda value, word=word: self.picked.emit(word.key, value))
            state = Chip("herkend", "plain") if word.value else Chip("niet herkend", "attention", "warn")
            box.picked.connect(lambda _, state=state: state.set_chip("gekozen", "info"))
            rows = count(word.rows, "rij", "rijen")
            for column, part in enumerate(
                (
                    Label(word.field.value, "secondary", "mute"),
                    Label(word.text, strong=True).shrinkable(),
                    Label(rows, "secondary", "mute"),
                    state,
                    box,
                )
            ):
                grid.addWidget(part, row, column)
        grid.setColumnStretch(1, 3)
        grid.setColumnStretch(4, 2)
        grid.setRowStretch(grid.rowCount(), 1)


def _choices(school: School) -> dict[PlanField, list[tuple[str, object]]]:
    persons = [one for one in school.people.persons() if one.left_on is None]
    found: dict[PlanField, list[tuple[str, object]]] = {
        PlanField.OWNER: [(f"{one.name}, {one.function}".strip(", "), one.id) for one in persons],
        PlanField.SECTION: [(one.name, one.id) for one in school.people.sections()],
        PlanField.DEPARTMENT: [(one.name, one.id) for one in school.people.departments()],
        PlanField.STANDARD: [(f"{code} {name}", code) for code, name in STANDARDS.items()],
        PlanField.PHASE: [(f"{one.letter}  {one.word}", one.value) for one in Phase],
        PlanField.STATUS: [(one.word.capitalize(), one.value) for one in ActivityStatus],
    }
    found[PlanField.PHASE].insert(0, (LEFT_OPEN[PlanField.STANDARD], None))
    for name, choices in found.items():
        if name is not PlanField.PHASE:
            choices.insert(0, (LEFT_OPEN.get(name, "Leeg laten"), None))
    return found


def _filled(file: PlanFile) -> list[tuple[int, str]]:
    """The columns with a heading or values, by their number; without a heading they go by their letter."""
    return [
        (at, heading or f"kolom {column_letter(at)}")
        for at, heading in enumerate(file.headings)
        if heading or file.examples(at)
    ]


def _grid(area: QScrollArea) -> QGridLayout:
    """A fresh grid inside a scrolling area."""
    area.setFrameShape(QFrame.Shape.NoFrame)
    area.setWidgetResizable(True)
    area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
    area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
    inside = QWidget()
    column = QVBoxLayout(inside)
    column.setContentsMargins(PAGE - 6, 10, PAGE - 6, 10)
    grid = QGridLayout()
    grid.setHorizontalSpacing(14)
    grid.setVerticalSpacing(7)
    column.addLayout(grid)
    column.addStretch()
    area.setWidget(inside)
    for part in (inside, area.viewport()):
        part.setAutoFillBackground(False)  # the card around it is white
    return grid
