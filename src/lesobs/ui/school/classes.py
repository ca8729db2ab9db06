"""This file is the class groups and the departments of the school, each with its table and dialog."""

from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QWidget

from lesobs.services.people import ClassDraft, ClassLine, DepartmentDraft, DepartmentLine
from lesobs.services.school import School
from lesobs.ui.delegates.cells import TextCell
from lesobs.ui.form_dialog import Refused
from lesobs.ui.models.table import Column
from lesobs.ui.school.edit_dialog import EditDialog
from lesobs.ui.school.list_tab import ListTab
from lesobs.ui.widgets.cards import Field
from lesobs.ui.widgets.fields import ComboBox

_NONE = "-"
_HIGHEST_YEAR = 6


class ClassesTab(ListTab[ClassLine]):
    """All class groups."""

    main = ("Klas", "plus", "Ins")
    has_people = True
    one, many = "klas", "klassen"
    empty_title = "Nog geen klassen"
    empty_text = (
        "Lees een lijst in uit jullie administratie, dan komen leerjaar, afdeling en het aantal leerlingen "
        "mee. Een bezoek kan ook zonder klas."
    )
    columns = (
        Column("Klas", lambda line: line.name, cell=lambda line: TextCell(line.name, strong=True), width=0),
        Column("Leerjaar", lambda line: line.year_level, width=110),
        Column("Afdeling", lambda line: line.department, width=0),
        Column("Leerlingen", lambda line: line.pupils, align="right", width=120),
    )

    def __init__(self, school: School) -> None:
        self._department = ComboBox("Afdeling", [("alle afdelingen", None)])
        self._department.setMaximumWidth(190)
        super().__init__(school)
        self._department.picked.connect(lambda _: self._show())

    def read(self) -> list[ClassLine]:
        known = [(line.name, line.id) for line in self.school.people.departments()]
        self._department.set_choices([("alle afdelingen", None), *known, ("zonder afdeling", _NONE)])
        return self.school.people.classes()

    def words(self, line: ClassLine) -> str:
        return f"{line.name} {line.department}"

    def name(self, line: ClassLine) -> str:
        return f"Klas {line.name}"

    def filters(self) -> list[QWidget]:
        return [self._department]

    def wanted(self, line: ClassLine) -> bool:
        return self._department.value() in (None, line.department_id or _NONE)

    def is_filtered(self) -> bool:
        return self._department.value() is not None

    def clear_filters(self) -> None:
        self._department.set_value(None)

    def ask(self, line: ClassLine | None) -> str | None:
        return ClassDialog(self, self.school, line).run()

    def delete(self, line: ClassLine) -> None:
        self.school.people.remove_class(line.id)


class ClassDialog(EditDialog):
    """One class group; its year follows from a name such as 3H2 until it is chosen."""

    def __init__(self, parent: QWidget, school: School, line: ClassLine | None) -> None:
        self.name = QLineEdit(line.name if line else "")
        super().__init__(parent, "Klas", line is None, self.name)
        self._people, self._line = school.people, line
        years = [(f"leerjaar {year}", year) for year in range(1, _HIGHEST_YEAR + 1)]
        self.year = ComboBox("Leerjaar", [("niet ingevuld", None), *years])
        departments = [(one.name, one.id) for one in school.people.departments()]
        self.department = ComboBox("Afdeling", [("niet ingevuld", None), *departments])
        self.pupils = QLineEdit()  # a field for numbers would drop the last digit of 400, and say nothing
        self.pupils.setAccessibleName("Leerlingen")
        self.pupils.setPlaceholderText("niet ingevuld")
        if line is not None:
            self.year.set_value(line.year_level)
            self.department.set_value(line.department_id)
            self.pupils.setText(str(line.pupils or ""))
        row = QHBoxLayout()
        row.setSpacing(12)
        row.addWidget(Field("Leerjaar", self.year), 1)
        row.addWidget(Field("Afdeling", self.department), 1)
        row.addWidget(Field("Leerlingen", self.pupils), 1)
        self.form.addWidget(Field("Klas", self.name, "zoals in het rooster"))
        self.form.addLayout(row)
        self.form.addStretch()
        self._year_chosen = line is not None
        self.name.textEdited.connect(self._guess_year)
        self.year.picked.connect(lambda _: self._choose_year())

    def _values(self) -> object:
        return self.name.text(), self.year.value(), self.department.value(), self.pupils.text()

    def _save(self) -> None:
        if not self.name.text().strip():
            raise Refused("Vul de naam van de klas in.", self.name)
        year, department = self.year.value(), self.department.value()
        pupils = self.pupils.text().strip()
        if pupils and not pupils.isdecimal():
            raise Refused("Vul het aantal leerlingen in als getal, bijvoorbeeld 27.", self.pupils)
        draft = ClassDraft(
            name=self.name.text(),
            year_level=year if isinstance(year, int) else None,
            department_id=department if isinstance(department, str) else None,
            pupils=int(pupils) if pupils else None,
            id=self._line.id if self._line else None,
        )
        self.kept_id = self._people.save_class(draft)

    def _clear(self) -> None:
        self.name.clear()
        self.pupils.clear()
        self._year_chosen = False

    def _guess_year(self, name: str) -> None:
        first = name.strip()[:1]
        if not self._year_chosen and first.isdigit() and 1 <= int(first) <= _HIGHEST_YEAR:
            self.year.set_value(int(first))

    def _choose_year(self) -> None:
        self._year_chosen = True


class DepartmentsTab(ListTab[DepartmentLine]):
    """All departments."""

    main = ("Afdeling", "plus", "Ins")
    has_people = True
    one, many = "afdeling", "afdelingen"
    empty_title = "Nog geen afdelingen"
    empty_text = (
        "Bijvoorbeeld brugklas, vmbo-tl, havo en vwo. Klassen horen bij een afdeling, en het beeld kan per "
        "afdeling bekeken worden."
    )
    columns = (
        Column(
            "Afdeling", lambda line: line.name, cell=lambda line: TextCell(line.name, strong=True), width=0
        ),
        Column("Klassen", lambda line: line.classes, align="right", width=120),
    )

    def read(self) -> list[DepartmentLine]:
        return self.school.people.departments()

    def words(self, line: DepartmentLine) -> str:
        return line.name

    def name(self, line: DepartmentLine) -> str:
        return f"Afdeling {line.name}"

    def ask(self, line: DepartmentLine | None) -> str | None:
        return DepartmentDialog(self, self.school, line).run()

    def delete(self, line: DepartmentLine) -> None:
        self.school.people.remove_department(line.id)


class DepartmentDialog(EditDialog):
    """The name of one department."""

    def __init__(self, parent: QWidget, school: School, line: DepartmentLine | None) -> None:
        self.name = QLineEdit(line.name if line else "")
        super().__init__(parent, "Afdeling", line is None, self.name)
        self._people, self._line = school.people, line
        self.form.addWidget(Field("Naam van de afdeling", self.name, "bijvoorbeeld havo"))
        self.form.addStretch()

    def _values(self) -> object:
        return self.name.text()

    def _save(self) -> None:
        if not self.name.text().strip():
            raise Refused("Vul de naam van de afdeling in.", self.name)
        line_id = self._line.id if self._line else None
        self.kept_id = self._people.save_department(DepartmentDraft(self.name.text(), line_id))
