"""This file is the line below the day to look again: whether that visit is planned, and the button for it."""

from datetime import date

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QWidget

from lesobs.domain import dutch
from lesobs.domain.visit import VisitState
from lesobs.services.visit_lines import VisitLine
from lesobs.ui.widgets.buttons import plain_button, quiet_button
from lesobs.ui.widgets.labels import Label
from lesobs.ui.widgets.marks import IconMark


class NextLookLine(QFrame):
    """`plan_asked`: plan that visit, or move it to the day; `visit_asked`: go to it, by its id."""

    plan_asked = Signal()
    visit_asked = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("kind", "sunk")
        self._planned = ""
        self._mark = IconMark("cal", 15, "mute")
        self._words = Label(role="secondary", wrap=True)
        self.plan_button = plain_button("", "cal", "Ctrl+K", small=True)
        self._visit_button = quiet_button("Bekijken", small=True)
        row = QHBoxLayout(self)
        row.setContentsMargins(11, 5, 6, 5)
        row.setSpacing(8)
        row.addWidget(self._mark)
        row.addWidget(self._words, 1)
        row.addWidget(self.plan_button)
        row.addWidget(self._visit_button)
        self.plan_button.clicked.connect(self.plan_asked)
        self._visit_button.clicked.connect(lambda: self.visit_asked.emit(self._planned))

    def show_look(self, day: date | None, planned: VisitLine | None, called: str, *, fixed: bool) -> None:
        """`day` is what was agreed, `planned` the visit that is there for it; `called` the teacher."""
        self._planned = planned.id if planned is not None else ""
        there = planned is not None and planned.held_on == day
        offered = day is not None and not there and not fixed
        self.setVisible(day is not None and (there or offered))
        self._mark.set_icon("check" if there else "cal", "done" if there else "mute")
        self._words.setText(_words(day, planned, called))
        self.plan_button.setVisible(offered)
        self.plan_button.setText("Verzet het lesbezoek" if planned is not None else "Plan als lesbezoek")
        self._visit_button.setVisible(there)

    @property
    def offers(self) -> bool:
        """Whether there is something to plan now."""
        return self.plan_button.isVisibleTo(self)

    def said(self) -> str:
        return self._words.text()


def _words(day: date | None, planned: VisitLine | None, called: str) -> str:
    if planned is None:
        return f"Komt in de kalender van {called} en jou als lesbezoek, met de volgende stap als kijkvraag."
    if planned.held_on != day:
        return f"Het lesbezoek staat nog op {dutch.day(planned.held_on)}."
    if planned.state is VisitState.PLANNED:
        return f"Staat als lesbezoek in de kalender: {dutch.day(planned.held_on)}."
    return f"Op {dutch.day(planned.held_on)} is er opnieuw gekeken."
