"""This file is the dialog with the holidays of a school; every date can be changed."""

from datetime import date

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QDialog, QFrame, QHBoxLayout, QLineEdit, QScrollArea, QVBoxLayout, QWidget

from lesobs.domain.errors import RuleBroken
from lesobs.domain.schoolyear import SchoolYear
from lesobs.services.calendar import FreePeriodDraft, FreePeriodLine
from lesobs.services.school import School
from lesobs.ui.look import BUTTON_SMALL
from lesobs.ui.screen import fit_screen
from lesobs.ui.widgets.bars import MessageBar
from lesobs.ui.widgets.buttons import icon_button, main_button, plain_button
from lesobs.ui.widgets.dates import DateEdit
from lesobs.ui.widgets.labels import Chip, Label
from lesobs.ui.widgets.years import YearChooser

SOURCE = (
    "Kerst-, mei- en zomervakantie legt het ministerie vast. Herfst- en voorjaarsvakantie zijn een advies: "
    "je school kan andere data kiezen. Kijk ze daarom na."
)
SIDE_WIDTH = 196


class HolidayRow(QWidget):
    """One holiday; what is changed is kept as soon as its name and dates are right."""

    refused = Signal(str)
    kept = Signal()
    remove_asked = Signal()

    def __init__(self, school: School, line: FreePeriodLine | None, day: date) -> None:
        """`line` None is a new holiday, not kept before it has a name; its dates begin at `day`."""
        super().__init__()
        self._school, self._line = school, line
        self.name = QLineEdit(line.name if line else "")
        self.name.setPlaceholderText("bijv. studiedagen")
        self.name.setAccessibleName("Naam")
        self.starts_on = DateEdit("Eerste vrije dag", line.starts_on if line else day)
        self.ends_on = DateEdit("Laatste vrije dag", line.ends_on if line else day)
        self._check = Chip("te controleren", "attention")
        self.confirm = plain_button("Klopt", small=True)
        self.confirm.setToolTip("Deze data kloppen voor onze school")
        remove = icon_button("trash", "Verwijder deze vrije dagen", small=True)
        side = QWidget()
        side.setFixedWidth(SIDE_WIDTH)
        marks = QHBoxLayout(side)
        marks.setContentsMargins(0, 0, 0, 0)
        marks.setSpacing(6)
        marks.addWidget(self._check)
        marks.addWidget(self.confirm)
        marks.addStretch()
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(8)
        for widget, stretch in (
            (self.name, 3),
            (self.starts_on, 3),
            (self.ends_on, 3),
            (side, 0),
            (remove, 0),
        ):
            row.addWidget(widget, stretch)
        self._mark(line is not None and line.to_confirm)
        self.name.editingFinished.connect(self.keep)
        self.starts_on.changed.connect(lambda _: self.keep())
        self.ends_on.changed.connect(lambda _: self.keep())
        self.confirm.clicked.connect(lambda: self.keep(confirmed=True))
        remove.clicked.connect(self.remove_asked)

    @property
    def id(self) -> str | None:
        return self._line.id if self._line else None

    def keep(self, confirmed: bool = False) -> None:
        """Write what the row holds now, when that is something else than what is kept."""
        first, last = self.starts_on.value(), self.ends_on.value()
        name = self.name.text().strip()
        if first is None or last is None:
            self.refused.emit("Vul een eerste en een laatste vrije dag in, bijvoorbeeld 17-10 en 25-10.")
            return
        line = self._line
        if (
            not confirmed
            and line is not None
            and (name, first, last) == (line.name, line.starts_on, line.ends_on)
        ):
            self.kept.emit()
            return
        if line is None and not name:
            return
        try:
            key = self._school.calendar.save_free_period(FreePeriodDraft(name, first, last, self.id))
        except RuleBroken as refusal:
            self.refused.emit(str(refusal))
            return
        self._line = FreePeriodLine(key, name, first, last, to_confirm=False)
        self._mark(False)
        self.kept.emit()

    def _mark(self, to_confirm: bool) -> None:
        self._check.setVisible(to_confirm)
        self.confirm.setVisible(to_confirm)


class HolidaysDialog(QDialog):
    """The holidays of one school year after another; every change is kept at once."""

    def __init__(self, parent: QWidget, school: School, year: SchoolYear) -> None:
        super().__init__(parent)
        self.setWindowTitle("Vakanties en vrije dagen")
        self._school = school
        self.years = YearChooser(year)
        self.years.changed.connect(lambda _: self._fill())
        self._message = MessageBar("error")
        self._message.hide()
        self.rows: list[HolidayRow] = []
        head = QHBoxLayout()
        head.setSpacing(10)
        head.addWidget(Label("Vakanties en vrije dagen", "panel"))
        head.addWidget(self.years)
        head.addStretch()
        head.addWidget(Chip(f"regio {school.settings().region.word}", "info"))
        self._list = QVBoxLayout()
        self._list.setContentsMargins(0, 0, 10, 0)
        self._list.setSpacing(8)
        add = plain_button("Vrije dagen toevoegen", "plus")
        add.clicked.connect(self.add)
        close = main_button("Klaar", "", "Esc")
        close.clicked.connect(self.accept)
        foot = QHBoxLayout()
        foot.addWidget(add)
        foot.addStretch()
        foot.addWidget(close)
        column = QVBoxLayout(self)
        column.setContentsMargins(20, 18, 20, 16)
        column.setSpacing(12)
        column.addLayout(head)
        column.addWidget(Label(SOURCE, "secondary", "mute", wrap=True))
        column.addWidget(self._message)
        column.addLayout(_titles())
        column.addWidget(self._scrolled(), 1)
        column.addLayout(foot)
        self._fill()
        close.setFocus()
        fit_screen(self, 860, 500)

    @classmethod
    def ask(cls, parent: QWidget, school: School, year: SchoolYear) -> None:
        """Let the user change the holidays."""
        dialog = cls(parent, school, year)
        dialog.exec()
        dialog.deleteLater()

    def done(self, result: int) -> None:
        self.setFocus()  # a field being typed in is kept when it is left
        super().done(result)

    def add(self) -> HolidayRow:
        """A new empty row to fill in."""
        year, today = self.years.value(), self._school.today()
        row = self._add_row(None, today if today in year else year.first_day)
        row.name.setFocus()
        return row

    def _scrolled(self) -> QScrollArea:
        inner = QWidget()
        inner.setLayout(self._list)
        area = QScrollArea()
        area.setWidget(inner)
        area.setWidgetResizable(True)
        area.setFrameShape(QFrame.Shape.NoFrame)
        area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        return area

    def _fill(self) -> None:
        while (item := self._list.takeAt(0)) is not None:
            if (widget := item.widget()) is not None:
                widget.hide()
                widget.deleteLater()
        self.rows = []
        year = self.years.value()
        self._list.addStretch()
        lines = self._school.calendar.free_periods(year)
        for line in lines:
            self._add_row(line, line.starts_on)
        self._message.setVisible(not lines)
        if not lines:
            words = f"Van {year} zijn nog geen vakanties bekend. Vul ze in zoals ze voor je school gelden."
            self._message.set_message("attention", words)

    def _add_row(self, line: FreePeriodLine | None, day: date) -> HolidayRow:
        row = HolidayRow(self._school, line, day)
        row.refused.connect(self._refuse)
        row.kept.connect(self._message.hide)
        row.remove_asked.connect(lambda: self._remove(row))
        self._list.insertWidget(len(self.rows), row)
        self.rows.append(row)
        return row

    def _remove(self, row: HolidayRow) -> None:
        if row.id is not None:
            self._school.calendar.remove_free_period(row.id)
        self.rows.remove(row)
        self._list.removeWidget(row)
        row.hide()
        row.deleteLater()

    def _refuse(self, sentence: str) -> None:
        self._message.set_message("error", sentence)
        self._message.show()


def _titles() -> QHBoxLayout:
    """The words above the fields of the rows."""
    row = QHBoxLayout()
    row.setContentsMargins(1, 0, 10 + SIDE_WIDTH + BUTTON_SMALL + 2 * 8, 0)
    row.setSpacing(8)
    for words in ("Naam", "Eerste vrije dag", "Laatste vrije dag"):
        row.addWidget(Label(words, "secondary", "mute"), 3)
    return row
