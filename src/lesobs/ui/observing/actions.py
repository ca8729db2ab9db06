"""This file is what can be done with a visit from the menu, by a button, or by a key anywhere."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QAction, QActionGroup, QKeySequence
from PySide6.QtWidgets import QMenu, QWidget

from lesobs.domain.visit import VisitState
from lesobs.services.visit_detail import VisitDetail

_OPEN = frozenset(VisitState) - {VisitState.SETTLED}
_BEGUN = _OPEN - {VisitState.PLANNED}
INTERVALS = (None, 2, 3, 5, 10)
"""Minutes between counts one can choose from; None is no reminder."""


class VisitActions:
    """The actions of the observing page, each possible in some states of a visit."""

    def __init__(self, page: QWidget) -> None:
        self._page = page
        self._states: dict[QAction, frozenset[VisitState]] = {}
        self.begin = self._action("&Begin het bezoek", "F5", {VisitState.PLANNED})
        self.finish = self._action("&Rond het bezoek af", "Shift+F5", {VisitState.BUSY})
        self.go_on = self._action("&Verder observeren", "", {VisitState.VISITED})
        self.next_phase = self._action("V&olgende lesfase", "F6", _BEGUN)
        self.last_phase = self._action("Vor&ige lesfase", "Shift+F6", _BEGUN)
        self.unscored = self._action("Volgende &zonder score", "Ctrl+U", frozenset(VisitState))
        self.new_note = self._action("Nieuwe &aantekening", "F7", _OPEN)
        self.mark_time = self._action("&Tijdstip vastleggen", "Ctrl+T", _OPEN)
        self.count = self._action("&Leerlingen bij de les tellen", "Ctrl+L", _OPEN)
        self.every = self._every_menu()
        self.debrief = self._action("&Nabespreking", "Ctrl+N", set(VisitState) - {VisitState.PLANNED})

        self.question = self._action("&Kijkvraag wijzigen", "Ctrl+K", _OPEN)
        self.from_paper = self._switch("Form&ulier invoeren", "F8", _OPEN)
        self.from_paper.setToolTip("Formulier op papier invoeren: elke score gaat door naar de volgende (F8)")
        self.step_on = self._switch("&Doorgaan na een score", "", _OPEN)
        self.touch = self._switch("&Aanraken", "", frozenset(VisitState), menu="Beeld")

    def all(self) -> list[QAction]:
        """In the order of the menu."""
        return list(self._states)

    def show_state(self, detail: VisitDetail) -> None:
        """Offer what can be done with a visit in this state."""
        state, phase = detail.line.state, detail.phase
        for action, states in self._states.items():
            action.setEnabled(state in states)
        self.next_phase.setEnabled(state in _BEGUN and phase.next is not phase)
        self.last_phase.setEnabled(state in _BEGUN and phase.previous is not phase)

    def show_interval(self, minutes: int | None) -> None:
        """Mark how often is counted."""
        for choice in self.every.actions():
            choice.setChecked(choice.data() == minutes)

    def _every_menu(self) -> QMenu:
        menu = QMenu("Tellen &elke…", self._page)
        group = QActionGroup(menu)
        for minutes in INTERVALS:
            choice = menu.addAction(interval_words(minutes).capitalize())
            choice.setData(minutes)
            choice.setCheckable(True)
            group.addAction(choice)
        menu.menuAction().setProperty("menu", "Lesbezoek")
        self._states[menu.menuAction()] = _OPEN
        return menu

    def _switch(self, text: str, key: str, states: frozenset[VisitState], menu: str = "Lesbezoek") -> QAction:
        action = self._action(text, key, states)
        action.setCheckable(True)
        action.setProperty("menu", menu)
        return action

    def _action(self, text: str, key: str, states: set[VisitState] | frozenset[VisitState]) -> QAction:
        action = QAction(text, self._page)
        action.setProperty("menu", "Lesbezoek")
        if key:
            action.setShortcut(QKeySequence(key))
            action.setShortcutContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            action.setToolTip(f"{text.replace('&', '')} ({key})")
        self._page.addAction(action)
        self._states[action] = frozenset(states)
        return action


def interval_words(minutes: int | None) -> str:
    """How an interval between counts is called."""
    return "niet herinneren" if minutes is None else f"{minutes} minuten"
