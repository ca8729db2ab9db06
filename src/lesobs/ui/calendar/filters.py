"""This file is which activities the calendar shows: the choices above its views."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import cast

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QAction, QActionGroup, QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QAbstractButton, QHBoxLayout, QMenu, QSizePolicy, QWidget

from lesobs.domain.cycle import Phase
from lesobs.domain.standards import STANDARDS
from lesobs.services.calendar import ActivityLine
from lesobs.services.round_rows import PlannedVisit
from lesobs.ui.calendar.grouping import RowsBy
from lesobs.ui.look import theme
from lesobs.ui.widgets.buttons import Button, icon_button
from lesobs.ui.widgets.fields import SearchField, folded
from lesobs.ui.widgets.labels import Label
from lesobs.ui.widgets.marks import chip_width, paint_box, paint_chip, paint_focus

ROWS: tuple[tuple[str, str, RowsBy], ...] = (
    ("eigenaar", "", "owner"),
    ("afdeling", "", "department"),
    ("standaard", "", "standard"),
    ("cyclus", "", "cycle"),
)

VISITS: tuple[tuple[str, str, bool], ...] = (("met lesbezoeken", "", True), ("zonder lesbezoeken", "", False))


@dataclass(frozen=True, slots=True)
class Wanted:
    """What must be true of an activity to be shown; None and empty let everything through."""

    phase: Phase | None = None
    standard: str | None = None
    department: str | None = None
    only_overdue: bool = False
    only_ownerless: bool = False
    words: str = ""

    def lets_through(self, line: ActivityLine) -> bool:
        text = folded(f"{line.title} {line.owner} {line.standard} {line.section} {line.description}")
        return (
            self.phase in (None, line.phase)
            and self.standard in (None, line.standard)
            and self.department in (None, line.department)
            and (line.overdue or not self.only_overdue)
            and (is_ownerless(line) or not self.only_ownerless)
            and all(word in text for word in folded(self.words).split())
        )


def is_ownerless(line: ActivityLine) -> bool:
    """Still to be done, and nobody does it."""
    return line.owner_id is None and line.status.open


class Choice(Button):
    """A button with an arrow that shows what was chosen; the words in its menu may be longer."""

    picked = Signal()

    def __init__(self, name: str, choices: Sequence[tuple[str, str, object]]) -> None:
        """`choices` are (words, explanation in the menu, value); `name` is read aloud."""
        super().__init__(choices[0][0], small=True, arrow=True)
        self._name = name
        self._menu = QMenu(self)
        self._group = QActionGroup(self)
        self._value: object = choices[0][2]
        self._choices: list[tuple[str, str, object]] = []
        self.clicked.connect(lambda: self._menu.popup(self.mapToGlobal(self.rect().bottomLeft())))
        self.set_choices(choices)

    def value(self) -> object:
        return self._value

    def set_choices(self, choices: Sequence[tuple[str, str, object]]) -> None:
        """Offer other choices; what was chosen stays when it is still there."""
        if list(choices) == self._choices:
            return
        self._menu.clear()
        self._choices = list(choices)
        for words, explanation, value in choices:
            action = QAction(f"{words}  {explanation}".strip().replace("&", "&&"), self._menu)
            action.setCheckable(True)
            action.triggered.connect(lambda _=False, value=value: self._pick(value))
            self._group.addAction(action)
            self._menu.addAction(action)
        self.set_value(self._value)

    def set_value(self, value: object) -> None:
        """Show a choice without telling it; an unknown value shows the first."""
        known = [choice[2] for choice in self._choices]
        place = known.index(value) if value in known else 0
        self._value = known[place]
        self._menu.actions()[place].setChecked(True)
        self.setText(self._choices[place][0].replace("&", "&&"))
        self.setAccessibleName(f"{self._name}: {self._choices[place][0]}")

    def menu_actions(self) -> list[QAction]:
        """The entries of its menu."""
        return self._menu.actions()

    def _pick(self, value: object) -> None:
        self.set_value(value)
        self.picked.emit()


class ChipButton(QAbstractButton):
    """A chip with a count that shows only what it counts while it is pressed."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setCheckable(True)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self._sign = "warn"

    def set_count(self, count: int, words: str, sign: str = "warn") -> None:
        """Show `3 over tijd`; nothing to count hides it, unless it is pressed."""
        self._sign = sign
        self.setText(f"{count} {words}")
        self.setAccessibleName(self.text())
        self.setToolTip(f"Toon alleen: {words}")
        self.setVisible(count > 0 or self.isChecked())
        self.updateGeometry()

    def sizeHint(self) -> QSize:
        sign = "check" if self.isChecked() else self._sign
        return QSize(round(chip_width(self.text(), "attention", sign)) + 6, 28)

    def nextCheckState(self) -> None:
        super().nextCheckState()
        self.updateGeometry()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.click()
        else:
            super().keyPressEvent(event)

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter, middle = QPainter(self), self.height() / 2
        sign = "check" if self.isChecked() else self._sign
        paint_chip(painter, 3, middle, self.text(), "attention", sign)
        if self.isChecked():
            box = self.rect().toRectF().adjusted(2, 3, -2, -3)
            pen = painter.pen()
            pen.setColor(theme().color("attention"))
            pen.setWidthF(1.6)
            paint_box(painter, box, pen, None, 11)
        if self.hasFocus():
            paint_focus(painter, self.rect().toRectF().adjusted(0, 1, 0, -1), 13)


class FilterRow(QWidget):
    """The choices above the views; `changed` tells that other activities are wanted."""

    changed = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.rows_by = Choice("Rijen per", ROWS)
        self._phase = Choice("Fase", _phases())
        self._standard = Choice("Standaard", _standards())
        self._department = Choice("Afdeling", [("alle afdelingen", "", None)])
        self.with_visits = Choice("Lesbezoeken", VISITS)
        self.search = SearchField("Zoek een activiteit")
        self.search.setMaximumWidth(220)
        self.overdue, self.ownerless = ChipButton(), ChipButton()
        self._clear = icon_button("x", "Filter wissen (Esc)", small=True)
        self._clear.clicked.connect(self.clear)
        self._rows_word, self._show_word = (
            Label("Rijen per", "secondary", "mute"),
            Label("Toon", "secondary", "mute"),
        )
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        self.setFixedHeight(34)
        row.setSpacing(8)
        for widget in (
            self._rows_word,
            self.rows_by,
            self.search,
            self.with_visits,
            self._show_word,
            self._phase,
            self._standard,
        ):
            row.addWidget(widget)
        row.addWidget(self._department)
        row.addWidget(self._clear)
        row.addStretch()
        row.addWidget(self.overdue)
        row.addWidget(self.ownerless)
        for choice in (self.rows_by, self._phase, self._standard, self._department, self.with_visits):
            choice.picked.connect(self._tell)
        for chip in (self.overdue, self.ownerless):
            chip.toggled.connect(self._tell)
        self.search.textChanged.connect(self._tell)
        self.set_view(rows=True, agenda=False)

    def wanted(self) -> Wanted:
        """What the choices ask for now."""
        return Wanted(
            cast(Phase | None, self._phase.value()),
            cast(str | None, self._standard.value()),
            cast(str | None, self._department.value()),
            self.overdue.isChecked(),
            self.ownerless.isChecked(),
            self.search.text() if not self.search.isHidden() else "",
        )

    def visits(self, visits: Sequence[PlannedVisit]) -> list[PlannedVisit]:
        """The planned visits wanted beside the activities. A visit has no phase, standard or department, so a
        choice among those leaves all of them out."""
        wanted = self.wanted()
        if not self.with_visits.value() or replace(wanted, words="") != Wanted():
            return []
        words = folded(wanted.words).split()
        return [one for one in visits if all(word in _searched(one) for word in words)]

    def rows(self) -> RowsBy:
        """By what the planner makes its rows."""
        return cast(RowsBy, self.rows_by.value())

    def is_active(self) -> bool:
        """Whether anything is left out."""
        return self.wanted() != Wanted()

    def set_lines(self, lines: Sequence[ActivityLine], departments: Sequence[str]) -> None:
        """Count what needs attention among all activities of the year, and offer the departments."""
        choices: list[tuple[str, str, object]] = [("alle afdelingen", "", None), ("hele school", "", "")]
        self._department.set_choices([*choices, *((name, "", name) for name in departments)])
        self.overdue.set_count(sum(line.overdue for line in lines), "over tijd")
        self.ownerless.set_count(sum(map(is_ownerless, lines)), "zonder eigenaar", "")
        self._clear.setVisible(self.is_active())

    def set_view(self, rows: bool, agenda: bool) -> None:
        """Each view has its own choices: the rows of the planner, or a field to search and the visits."""
        self.rows_by.setVisible(rows)
        self._rows_word.setVisible(rows and not self._show_word.isHidden())
        self.search.setVisible(agenda)
        self.with_visits.setVisible(agenda)

    def set_narrow(self, narrow: bool) -> None:
        """Leave out the words before the choices."""
        self._show_word.setVisible(not narrow)
        self._rows_word.setVisible(not narrow and not self.rows_by.isHidden())

    def clear(self) -> None:
        """Show everything again."""
        self.blockSignals(True)
        for choice in (self._phase, self._standard, self._department):
            choice.set_value(None)
        for chip in (self.overdue, self.ownerless):
            chip.setChecked(False)
        self.search.clear()
        self.blockSignals(False)
        self._tell()

    def _tell(self) -> None:
        self._clear.setVisible(self.is_active())
        self.changed.emit()


def _searched(visit: PlannedVisit) -> str:
    return folded(f"lesbezoek {visit.teacher} {visit.section} {visit.class_group} {visit.observers}")


def _phases() -> list[tuple[str, str, object]]:
    return [("alle fasen", "", None), *((phase.word, "", phase) for phase in Phase)]


def _standards() -> list[tuple[str, str, object]]:
    return [("alle standaarden", "", None), *((code, name, code) for code, name in STANDARDS.items())]
