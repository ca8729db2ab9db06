"""This file is who visits lessons or owns activities: their table, and the dialog for one of them."""

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QWidget

from lesobs.domain import dutch
from lesobs.domain.layers import placed
from lesobs.domain.visit import ObserverRole
from lesobs.services.people import PersonDraft, PersonLine
from lesobs.services.school import School
from lesobs.ui.delegates.cells import TextCell
from lesobs.ui.form_dialog import Refused
from lesobs.ui.models.table import Column
from lesobs.ui.school.edit_dialog import EditDialog
from lesobs.ui.school.list_tab import UNDO, ListTab
from lesobs.ui.school.tab import Notice
from lesobs.ui.widgets.cards import Field
from lesobs.ui.widgets.dates import DateEdit
from lesobs.ui.widgets.fields import ComboBox
from lesobs.ui.widgets.ticks import TickBox
from lesobs.ui.window import Window

_LEFT = 3


def _things(number: int) -> str:
    return dutch.count(number, "ding", "dingen")


def _role(line: PersonLine) -> str:
    return line.role.word if line.role else "bezoekt geen lessen"


class PersonsTab(ListTab[PersonLine]):
    """All persons who visit lessons or own activities."""

    main = ("Medewerker", "plus", "Ins")
    one, many = "medewerker", "medewerkers"
    empty_title = "Wie bezoekt er lessen?"
    empty_text = (
        "Zet jezelf erin, en iedereen die lessen bezoekt of eigenaar is van een activiteit of cyclus. "
        "Docenten die alleen bezocht worden, horen hier niet."
    )
    columns = (
        Column("Naam", lambda line: line.name, cell=lambda line: TextCell(line.name, strong=True), width=0),
        Column("Functie", lambda line: line.function, width=0),
        Column(
            "Bezoekt lessen als",
            _role,
            cell=lambda line: TextCell(_role(line), tone="ink" if line.role else "mute"),
            width=200,
        ),
        Column(
            "Uit dienst sinds",
            lambda line: line.left_on,
            lambda line: dutch.day(line.left_on) if line.left_on else "",
            width=150,
        ),
    )

    def __init__(self, school: School) -> None:
        self._also_left = TickBox("ook wie uit dienst is")
        super().__init__(school)
        self.table.setColumnHidden(_LEFT, True)
        self._also_left.toggled.connect(self._show_left)

    def read(self) -> list[PersonLine]:
        return self.school.people.persons(also_left=self._also_left.isChecked())

    def words(self, line: PersonLine) -> str:
        return f"{line.name} {line.function} {_role(line)}"

    def name(self, line: PersonLine) -> str:
        return line.name

    def filters(self) -> list[QWidget]:
        return [self._also_left]

    def add(self) -> None:
        """Who adds the first persons is mostly one of them."""
        person_id = self.ask(None)
        self._select(person_id)
        window = self.window()
        if person_id is None or not isinstance(window, Window) or window.settings.me(self.school.path):
            return
        name = next(one.name for one in self.school.people.persons() if one.id == person_id)
        sentence = f"Ben jij {name}? Dan laat Start zien wat op jou wacht."
        self.noticed.emit(Notice("info", sentence, "Dat ben ik", lambda: self._this_is_me(window, person_id)))

    def ask(self, line: PersonLine | None) -> str | None:
        return self._told(PersonDialog.ask(self, self.school, line))

    def delete(self, line: PersonLine) -> None:
        self.school.people.remove_person(line.id)

    def refused(self, line: PersonLine, sentence: str) -> Notice:
        if number := self.school.hand_overs.number(line.id):
            words = f"{line.name} blijft staan: nog {_things(number)} open. Draag dat eerst over."
            return self._offer(line.id, words)
        return Notice("attention", sentence, "Uit dienst zetten…", lambda: self._leave(line))

    def more(self, line: PersonLine) -> list[tuple[str, Callable[[], object]]]:
        return [("Werk overdragen…", lambda: self._hand_over(line.id))]

    def _told(self, person_id: str | None) -> str | None:
        """Whoever leaves may still hold something; say so, and offer to hand it over."""
        persons = self.school.people.persons(also_left=True)
        left = next((one for one in persons if one.id == person_id and one.left_on is not None), None)
        if left is not None and (number := self.school.hand_overs.number(left.id)):
            self.noticed.emit(self._offer(left.id, f"{left.name} heeft nog {_things(number)} open."))
        return person_id

    def _offer(self, person_id: str, sentence: str) -> Notice:
        return Notice("attention", sentence, "Overdragen…", lambda: self._hand_over(person_id))

    def _hand_over(self, person_id: str) -> None:
        from lesobs.ui.load.hand_over_dialog import HandOverDialog

        if done := HandOverDialog.ask(self, self.school, person_id):
            self.noticed.emit(Notice("done", done, UNDO, self.school.undo.undo))

    def _this_is_me(self, window: Window, person_id: str) -> None:
        window.settings.set_me(self.school.path, person_id)
        window.show_me()

    def _leave(self, line: PersonLine) -> None:
        self._select(self._told(PersonDialog.ask(self, self.school, line, leaves=True)))

    def _show_left(self, shown: bool) -> None:
        self.table.setColumnHidden(_LEFT, not shown)
        self.refresh()


class PersonDialog(EditDialog):
    """The name, function and role of one person."""

    def __init__(
        self, parent: QWidget, school: School, line: PersonLine | None, explanation: str = ""
    ) -> None:
        self.name = QLineEdit(line.name if line else "")
        super().__init__(parent, "Medewerker", line is None, self.name, explanation, width=520)
        self._people, self._line = school.people, line
        self.function = QLineEdit(line.function if line else "")
        roles = [(role.word, role) for role in ObserverRole]
        self.role = ComboBox("Bezoekt lessen als", [*roles, ("bezoekt geen lessen", None)])
        self.left_on = DateEdit("Uit dienst sinds", line.left_on if line else None)
        self.role.set_value(ObserverRole.TEAM_LEADER if line is None else line.role)
        row = QHBoxLayout()
        row.setSpacing(12)
        self._function = Field("Functie", self.function, "bijvoorbeeld teamleider havo")
        row.addWidget(self._function, 3, Qt.AlignmentFlag.AlignTop)
        row.addWidget(Field("Bezoekt lessen als", self.role), 2, Qt.AlignmentFlag.AlignTop)
        self.form.addWidget(Field("Voor- en achternaam", self.name))
        self.form.addLayout(row)
        if line is not None:
            self.left_on.setMaximumWidth(220)
            hint = "de bezoeken blijven bewaard"
            self.form.addWidget(Field("Uit dienst sinds", self.left_on, hint))
        self.form.addStretch()
        self.function.textChanged.connect(lambda _: self._tell_layer())
        self.role.picked.connect(lambda _: self._tell_layer())
        self._tell_layer()

    @classmethod
    def ask(
        cls,
        parent: QWidget,
        school: School,
        line: PersonLine | None = None,
        *,
        leaves: bool = False,
        at_function: bool = False,
        explanation: str = "",
    ) -> str | None:
        """Add or change a person; gives the id. With `leaves` it begins at the day they left, with
        `at_function` at their function."""
        dialog = cls(parent, school, line, explanation)
        if at_function:
            dialog.first = dialog.function
        if leaves:
            dialog.left_on.set_value(school.today())
            dialog.first = dialog.left_on
        return dialog.run()

    def _tell_layer(self) -> None:
        """Under which layer somebody counts with this function, and why."""
        role = self.role.value()
        told = placed(role if isinstance(role, ObserverRole) else None, self.function.text())
        self._function.say(f"Laag: {told.word}. {told.why}", "mute" if told.layer else "attention")

    def _values(self) -> object:
        return self.name.text(), self.function.text(), self.role.value(), self.left_on.text()

    def _save(self) -> None:
        if not self.name.text().strip():
            raise Refused("Vul de naam in.", self.name)
        if not self.left_on.is_valid():
            raise Refused(self.left_on.toolTip(), self.left_on)
        role = self.role.value()
        draft = PersonDraft(
            name=self.name.text(),
            function=self.function.text(),
            role=role if isinstance(role, ObserverRole) else None,
            left_on=self.left_on.value(),
            id=self._line.id if self._line else None,
        )
        self.kept_id = self._people.save_person(draft)
