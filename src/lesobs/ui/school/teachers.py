"""This file is the teachers of the school: their table, and the dialog for one of them."""

from collections.abc import Sequence

from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QWidget

from lesobs.domain import dutch
from lesobs.services.people import SectionLine, TeacherDraft, TeacherLine
from lesobs.services.school import School
from lesobs.ui.delegates.cells import TextCell
from lesobs.ui.form_dialog import Refused
from lesobs.ui.models.table import Column
from lesobs.ui.school.edit_dialog import EditDialog
from lesobs.ui.school.list_tab import ListTab
from lesobs.ui.school.tab import Notice
from lesobs.ui.widgets.cards import Field
from lesobs.ui.widgets.dates import DateEdit
from lesobs.ui.widgets.fields import ComboBox
from lesobs.ui.widgets.flow import FlowLayout
from lesobs.ui.widgets.labels import Label
from lesobs.ui.widgets.ticks import TickBox

_NO_SECTION = "-"
_LEFT = 3


def _sections(teacher: TeacherLine) -> str:
    return ", ".join(teacher.sections)


class TeachersTab(ListTab[TeacherLine]):
    """All teachers, by last name."""

    main = ("Docent", "plus", "Ins")
    has_people = True
    one, many = "docent", "docenten"
    sorted_by = 1
    empty_title = "Nog geen docenten"
    empty_text = (
        "Lees de lijst in uit jullie administratie: Somtoday, Magister, Zermelo of een eigen lijst in Excel "
        "of CSV. Je ziet eerst wat er verandert. Met de hand toevoegen kan ook."
    )
    columns = (
        Column("Afkorting", lambda line: line.code, width=112),
        Column(
            "Naam",
            lambda line: line.sort_name,
            cell=lambda line: TextCell(line.sort_name, strong=True),
            width=0,
        ),
        Column("Secties", _sections, tooltip=_sections, width=0),
        Column(
            "Uit dienst sinds",
            lambda line: line.left_on,
            lambda line: dutch.day(line.left_on) if line.left_on else "",
            width=150,
        ),
    )

    def __init__(self, school: School) -> None:
        self._section = ComboBox("Sectie", [("alle secties", None)])
        self._also_left = TickBox("ook wie uit dienst is")
        self._section.setMaximumWidth(190)
        super().__init__(school)
        self.table.setColumnHidden(_LEFT, True)
        self._section.picked.connect(lambda _: self._show())
        self._also_left.toggled.connect(self._show_left)

    def read(self) -> list[TeacherLine]:
        sections = [(section.name, section.id) for section in self.school.people.sections()]
        self._section.set_choices([("alle secties", None), *sections, ("zonder sectie", _NO_SECTION)])
        return self.school.people.teachers(also_left=self._also_left.isChecked())

    def words(self, line: TeacherLine) -> str:
        return f"{line.code} {line.name} {line.sort_name} {_sections(line)}"

    def name(self, line: TeacherLine) -> str:
        return line.name

    def filters(self) -> list[QWidget]:
        return [self._section, self._also_left]

    def wanted(self, line: TeacherLine) -> bool:
        section = self._section.value()
        return section is None or section in (line.section_ids or (_NO_SECTION,))

    def is_filtered(self) -> bool:
        return self._section.value() is not None

    def clear_filters(self) -> None:
        self._section.set_value(None)

    def ask(self, line: TeacherLine | None) -> str | None:
        return TeacherDialog.ask(self, self.school, line)

    def delete(self, line: TeacherLine) -> None:
        self.school.people.remove_teacher(line.id)

    def refused(self, line: TeacherLine, sentence: str) -> Notice:
        return Notice("attention", sentence, "Uit dienst zetten…", lambda: self._leave(line))

    def _leave(self, line: TeacherLine) -> None:
        self._select(TeacherDialog.ask(self, self.school, line, leaves=True))

    def _show_left(self, shown: bool) -> None:
        self.table.setColumnHidden(_LEFT, not shown)
        self.refresh()


class TeacherDialog(EditDialog):
    """The code, name and sections of one teacher."""

    def __init__(self, parent: QWidget, school: School, line: TeacherLine | None) -> None:
        self.code = QLineEdit(line.code if line else "")
        super().__init__(parent, "Docent", line is None, self.code, width=560)
        self._people, self._line = school.people, line
        self.first_name = QLineEdit(line.first_name if line else "")
        self.prefix = QLineEdit(line.prefix if line else "")
        self.last_name = QLineEdit(line.last_name if line else "")
        self.left_on = DateEdit("Uit dienst sinds", line.left_on if line else None)
        self.sections = {
            section.id: self._tick(section, line is not None and section.id in line.section_ids)
            for section in school.people.sections()
        }
        self._fill()

    @classmethod
    def ask(
        cls, parent: QWidget, school: School, line: TeacherLine | None = None, *, leaves: bool = False
    ) -> str | None:
        """Add or change a teacher; gives the id. With `leaves` it begins at the day they left."""
        dialog = cls(parent, school, line)
        if leaves:
            dialog.left_on.set_value(school.today())
            dialog.first = dialog.left_on
        return dialog.run()

    def _values(self) -> object:
        chosen = frozenset(key for key, tick in self.sections.items() if tick.isChecked())
        names = (self.first_name.text(), self.prefix.text(), self.last_name.text())
        return self.code.text(), names, chosen, self.left_on.text()

    def _save(self) -> None:
        if not self.code.text().strip():
            raise Refused("Vul de afkorting in, zoals die in het rooster staat.", self.code)
        if not self.last_name.text().strip():
            raise Refused("Vul de achternaam in.", self.last_name)
        if not self.left_on.is_valid():
            raise Refused(self.left_on.toolTip(), self.left_on)
        draft = TeacherDraft(
            code=self.code.text(),
            first_name=self.first_name.text(),
            prefix=self.prefix.text(),
            last_name=self.last_name.text(),
            section_ids=frozenset(key for key, tick in self.sections.items() if tick.isChecked()),
            left_on=self.left_on.value(),
            id=self._line.id if self._line else None,
        )
        self.kept_id = self._people.save_teacher(draft)

    def _fill(self) -> None:
        self.code.setMaximumWidth(130)
        self.prefix.setMaximumWidth(110)
        names = QHBoxLayout()
        names.setSpacing(12)
        names.addWidget(Field("Voornaam", self.first_name), 3)
        names.addWidget(Field("Tussenvoegsel", self.prefix), 2)
        names.addWidget(Field("Achternaam", self.last_name), 4)
        self.form.addWidget(Field("Afkorting", self.code, "zoals in het rooster"))
        self.form.addLayout(names)
        self.form.addWidget(Field("Secties", self._ticks(list(self.sections.values()))))
        if self._line is not None:
            self.left_on.setMaximumWidth(220)
            hint = "de bezoeken blijven bewaard"
            self.form.addWidget(Field("Uit dienst sinds", self.left_on, hint))
        self.form.addStretch()

    def _tick(self, section: SectionLine, on: bool) -> TickBox:
        tick = TickBox(section.name)
        tick.setChecked(on)
        return tick

    def _ticks(self, ticks: Sequence[QWidget]) -> QWidget:
        if not ticks:
            return Label("Er zijn nog geen secties. Je maakt ze op het tabblad Secties.", tone="mute")
        inside = QWidget()
        flow = FlowLayout(inside, across=10, down=0)
        for tick in ticks:
            flow.addWidget(tick)
        return inside
