"""This file is the sections of the school and their clusters: the table, and the dialog for one section."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QCompleter, QLineEdit, QWidget

from lesobs.domain.dutch import listed
from lesobs.domain.texts import key
from lesobs.services.people import SectionDraft, SectionLine
from lesobs.services.school import School
from lesobs.ui.calendar.wording import one_line
from lesobs.ui.delegates.cells import TextCell
from lesobs.ui.form_dialog import Refused
from lesobs.ui.models.table import Column
from lesobs.ui.school.edit_dialog import EditDialog
from lesobs.ui.school.list_tab import ListTab
from lesobs.ui.widgets.cards import Field
from lesobs.ui.widgets.ticks import TickBox

_NOTE = 3


class SectionsTab(ListTab[SectionLine]):
    """All sections, and which are too small to show figures of."""

    main = ("Sectie", "plus", "Ins")
    has_people = True
    one, many = "sectie", "secties"
    empty_title = "Nog geen secties"
    empty_text = (
        "Een sectie is de groep docenten van een vak. Lees je een lijst docenten in, dan komen de secties "
        "vanzelf mee."
    )

    def __init__(self, school: School) -> None:
        self._smallest = school.settings().smallest_group
        self.columns = (
            Column(
                "Sectie", lambda line: line.name, cell=lambda line: TextCell(line.name, strong=True), width=0
            ),
            Column("Cluster", lambda line: line.cluster or None, width=165),
            Column("Docenten", lambda line: line.teachers, align="right", width=100),
            Column("In het sectiebeeld", self._note, cell=self._note_cell, tooltip=self._note, width=0),
        )
        super().__init__(school)

    def read(self) -> list[SectionLine]:
        self._smallest = self.school.settings().smallest_group
        return self.school.people.sections()

    def words(self, line: SectionLine) -> str:
        return f"{line.name} {line.cluster}"

    def name(self, line: SectionLine) -> str:
        return f"Sectie {line.name}"

    def ask(self, line: SectionLine | None) -> str | None:
        return SectionDialog(self, self.school, line).run()

    def delete(self, line: SectionLine) -> None:
        self.school.people.remove_section(line.id)

    def _note(self, line: SectionLine) -> str:
        if line.teachers >= self._smallest:
            return ""
        where = f"telt mee bij {line.cluster}" if line.cluster else "telt alleen mee bij de school"
        return f"geen eigen cijfers: {where}"

    def _note_cell(self, line: SectionLine) -> TextCell:
        note = self._note(line)
        return TextCell(note, icon="hidden" if note else "", tone="mute")


class SectionDialog(EditDialog):
    """The name of one section, and its cluster."""

    def __init__(self, parent: QWidget, school: School, line: SectionLine | None) -> None:
        self.name = QLineEdit(line.name if line else "")
        super().__init__(
            parent,
            "Sectie",
            line is None,
            self.name,
            "Een cluster voegt secties samen, zodat ook kleine secties een beeld krijgen.",
        )
        self._people, self._line = school.people, line
        self._before = line.cluster if line else ""
        self.cluster = QLineEdit(self._before)
        clusters = school.people.clusters()
        known = [one.name for one in clusters]
        completer = QCompleter(known, self.cluster)
        completer.setCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
        self.cluster.setCompleter(completer)
        self.form.addWidget(Field("Naam van de sectie", self.name))
        hint = f"bijvoorbeeld {known[0]}" if known else "mag leeg blijven, bijvoorbeeld Talen"
        self.form.addWidget(Field("Cluster", self.cluster, hint))
        inside = next((one.sections for one in clusters if line and one.name == line.cluster), ())
        others = [name for name in inside if line and name != line.name]
        self.whole = TickBox(f"Ook voor {listed(others)}: het hele cluster {self._before}")
        self.whole.setVisible(False)
        self.form.addWidget(self.whole)
        self.form.addStretch()
        self._others = bool(others)
        self._cycles = [
            f"‘{one_line(one.title)}’"
            for one in school.cycles.all()
            if self._before and one.cluster == self._before and one.closed_on is None
        ]
        self.cluster.textChanged.connect(lambda _: self._tell())
        self.whole.toggled.connect(lambda _: self._tell())

    def _tell(self) -> None:
        """What another cluster means for the other sections, and for an open cycle about the cluster."""
        other = key(self.cluster.text()) != key(self._before)
        self.whole.setVisible(other and self._others)
        alone = not self._others or self.whole.isChecked()
        if not other or not self._cycles or (alone and key(self.cluster.text())):
            self.unsay()
            if self.isVisible():
                self.fit()
            return
        goes = "gaat nog een cyclus" if len(self._cycles) == 1 else "gaan nog cycli"
        self.say(
            "attention",
            f"Over cluster {self._before} {goes}: {listed(self._cycles)}. De lessen van deze "
            "sectie tellen daar dan niet meer mee.",
        )

    def _values(self) -> object:
        return self.name.text(), self.cluster.text(), self._goes_along

    @property
    def _goes_along(self) -> bool:
        return not self.whole.isHidden() and self.whole.isChecked()

    def _save(self) -> None:
        if not self.name.text().strip():
            raise Refused("Vul de naam van de sectie in.", self.name)
        line_id = self._line.id if self._line else None
        draft = SectionDraft(self.name.text(), self.cluster.text(), line_id, self._goes_along)
        self.kept_id = self._people.save_section(draft)
