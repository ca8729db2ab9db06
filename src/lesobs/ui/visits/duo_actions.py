"""This file is making a duo-visit of a visit, and two visits of a duo-visit."""

from collections.abc import Callable

from PySide6.QtWidgets import QWidget

from lesobs.domain import dutch
from lesobs.domain.visit import VisitState
from lesobs.services.school import School
from lesobs.services.visit_lines import VisitLine
from lesobs.ui import ask
from lesobs.ui.errors import refusals_shown
from lesobs.ui.form_dialog import FormDialog, Refused
from lesobs.ui.page import Page
from lesobs.ui.widgets.cards import Field
from lesobs.ui.widgets.fields import PickBox


class SecondObserverDialog(FormDialog):
    """Asks who comes along to look, each for themselves; `visit_id` is the visit of that observer."""

    def __init__(self, parent: QWidget, school: School, visit: VisitLine) -> None:
        super().__init__(
            parent,
            "Tweede waarnemer",
            "Toevoegen",
            "people",
            f"Jullie kijken samen naar deze les van {visit.teacher}, {dutch.day(visit.held_on)}, en scoren "
            "los van elkaar. Elkaars scores zie je pas als allebei klaar zijn; het gesprek is er één.",
            lowest=270,
        )
        self._school, self._visit = school, visit
        self.visit_id = ""
        others = [one for one in school.people.observers() if one.id != visit.observer_id]
        self.observer = PickBox("Wie kijkt er mee?", [(one.name, one.id) for one in others], "Naam")
        self.form.addWidget(Field("Wie kijkt er mee?", self.observer))
        self.form.addStretch()
        self.begin()
        self.observer.setFocus()

    @classmethod
    def ask(cls, parent: QWidget, school: School, visit: VisitLine) -> str | None:
        """The id of the visit of the second observer; None when the user thinks better of it."""
        dialog = cls(parent, school, visit)
        dialog.exec()
        dialog.deleteLater()
        return dialog.visit_id or None

    def _values(self) -> object:
        return self.observer.currentText()

    def _save(self) -> None:
        self.observer.settle()
        chosen = self.observer.value()
        if not isinstance(chosen, str):
            raise Refused("Kies wie er meekijkt uit de lijst van waarnemers.", self.observer)
        self.visit_id = self._school.duos.add_observer(self._visit.id, chosen)


def may_look(parent: QWidget, school: School, visit: VisitLine, me: str | None) -> bool:
    """Whether to open a visit; asked only where one observer of a duo-visit would see what the other scored
    before both are done. `me` is the person at the keyboard."""
    duo = school.duos.of(visit.id) if visit.duo_with and me is not None else None
    if duo is None or not duo.hides(visit.id, me):
        return True
    sentence = (
        f"Dit is de helft van {visit.observer}. In een duo-bezoek zie je elkaars scores pas als allebei "
        f"klaar zijn. Open dit alleen om voor {visit.observer} in te vullen."
    )
    return ask.confirm(parent, "Niet je eigen bezoek", sentence, "Toch openen")


class DuoActions:
    """What the menu has for making a duo-visit of the chosen visit, and for taking it apart."""

    def __init__(self, page: Page, chosen: Callable[[], VisitLine | None]) -> None:
        self._page, self._chosen = page, chosen
        self.second = page.make_action("Tweede waa&rnemer toevoegen…", "", self._add, "Lesbezoek")
        self.apart = page.make_action("D&uo-bezoek losmaken…", "", self._separate, "Lesbezoek")

    def show(self, visit: VisitLine | None) -> None:
        """Offer what can be done with this visit."""
        two = visit is not None and bool(visit.duo_with)
        talked = visit is None or visit.state in (VisitState.DISCUSSED, VisitState.SETTLED)
        self.second.setEnabled(not two and not talked)
        self.apart.setEnabled(two and visit is not None and visit.state is not VisitState.SETTLED)

    def _add(self) -> None:
        if (visit := self._chosen()) is not None:
            SecondObserverDialog.ask(self._page, self._page.school, visit)

    def _separate(self) -> None:
        """Make two visits of a duo-visit, when the user confirms."""
        visit = self._chosen()
        if visit is None:
            return
        sentence = (
            f"{visit.observer} en {visit.duo_with} hebben dan elk een eigen bezoek bij {visit.teacher}, met "
            "een eigen gesprek. Wat er al over het gesprek is opgeschreven, blijft bij de eerste waarnemer."
        )
        if ask.confirm(self._page, "Duo-bezoek losmaken?", sentence, "Losmaken"):
            with refusals_shown(self._page, "Dit blijft een duo-bezoek"):
                self._page.school.duos.separate(visit.id)
