"""This file is the page of who does what: how much open work each person and each layer holds."""

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtGui import QAction, QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout

from lesobs.domain import dutch
from lesobs.domain.signals import SignalKind
from lesobs.services.responsibility import Division, LoadLine
from lesobs.services.school import School
from lesobs.services.signals import About, Signal
from lesobs.ui.load.panel import ONE_PERSON, HeldPanel
from lesobs.ui.load.table import LoadTable
from lesobs.ui.look import PAGE
from lesobs.ui.page import OPEN_OF, SIGNAL, Changes, Page, Place
from lesobs.ui.widgets.bars import MessageBar
from lesobs.ui.widgets.buttons import Switch, main_button, plain_button
from lesobs.ui.widgets.cards import Card, PageHeader
from lesobs.ui.widgets.states import EmptyState, Offer
from lesobs.ui.widgets.years import YearChooser

NARROW = 940
_PERSONS, _LAYERS = "persons", "layers"
_KEY = "Ctrl+Shift+O"


class LoadPage(Page):
    """Persons or layers with what they hold, the chosen one beside them. Enter shows the activities of a
    person in the calendar."""

    place = Place.LOAD
    help_page = "wie-doet-wat"
    listens_to = frozenset({"activity", "cycle", "person", "section", "department", "free_period"})
    came_from = Place.CALENDAR

    def __init__(self, school: School, changes: Changes) -> None:
        super().__init__(school, changes)
        self._division: Division | None = None
        self._signal: Signal | None = None
        self._header = PageHeader("Wie doet wat")
        self._header.show_back("Terug (Esc)")
        self.years = YearChooser(school.year, ("Alt+←", "Alt+→"))
        self.switch = Switch("Weergave", ((_PERSONS, "Per persoon"), (_LAYERS, "Per laag")))
        self.bar = MessageBar("info", closable=True)
        self.bar.hide()
        self.deputies = plain_button("", "loop", small=True)
        self.hand_over = main_button("Overdragen…", "people", _KEY)
        self.table, self.panel = LoadTable(), HeldPanel()
        self._empty = EmptyState(
            "Nog niemand om werk over te verdelen",
            "Zet in School wie lessen bezoekt of eigenaar is van een activiteit of cyclus. Daarna zie je "
            "hier wie hoeveel doet.",
            Offer("Naar School", lambda: self.go.emit(Place.SCHOOL, "persons"), "people"),
        )
        self._actions = self._make_actions()
        self._build()
        self._connect()
        self.setFocusProxy(self.table)
        self.setMinimumSize(560, 320)

    def refresh(self) -> None:
        self._division = self.school.responsibility.division(self.years.value())
        division = self._division
        cycles = dutch.count(division.without_deputy, "cyclus", "cycli")
        self.deputies.setText(f"{cycles} zonder vervanger")
        self._ask_again()
        self._fill()

    def show_item(self, item: str) -> None:
        """A person by id, or what a signal about a person asks, by SIGNAL and its key."""
        self._signal, person = None, item
        if item.startswith(SIGNAL):
            self._signal = self.school.signals.one(item.removeprefix(SIGNAL))
            person = self._signal.ids[0] if self._signal and self._signal.about is About.PERSON else ""
        self.years.set_value(self.school.year)
        self._show_view(_PERSONS)
        self._stale = False
        self.refresh()
        self.table.select(person)

    def menu_actions(self) -> list[QAction]:
        return self._actions

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self._go_back()
        else:
            super().keyPressEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._arrange()

    # What is shown

    def _fill(self) -> None:
        assert self._division is not None
        by_layer = self.switch.value() == _LAYERS
        lines = self._division.layers if by_layer else self._division.persons
        self.table.show_lines(lines)
        self._empty.setHidden(bool(self._division.persons))
        self._card.setVisible(bool(self._division.persons))
        self._arrange()
        self._show_chosen()

    def _show_chosen(self) -> None:
        line = self.table.current()
        of_one = line is not None and self.switch.value() == _PERSONS
        for one in (self._hand_over_action, self.hand_over, self._open_action):
            one.setEnabled(of_one)
        self._function_action.setEnabled(of_one and bool(line and line.key))
        self.hand_over.setText("Verdelen…" if of_one and line and not line.key else "Overdragen…")
        if line is None:
            return
        if self.switch.value() == _LAYERS and line.key:
            self.panel.show_layer(line, self._persons_of(line))
        else:
            held = self.school.responsibility.held_by(line.key or None, self.years.value())
            self.panel.show_person(line, held)

    def _ask_again(self) -> None:
        """Keep the question that led here in view, as long as it is one."""
        if self._signal is not None:
            self._signal = self.school.signals.one(self._signal.key)
        if self._signal is not None:
            self.bar.set_message("info", self._signal.what, "", self._signal.question)
        self.bar.setVisible(self._signal is not None)

    def _show_view(self, view: str) -> None:
        self.switch.set_value(view)
        if self._division is not None:
            self._fill()

    def _arrange(self) -> None:
        narrow = self.width() < NARROW
        by_layer = self.switch.value() == _LAYERS
        self.table.set_room(narrow, by_layer)
        self.panel.setVisible(not narrow and bool(self._division and self._division.persons))
        self.hand_over.set_key("" if narrow else _KEY)
        self.deputies.setVisible(not narrow and bool(self._division and self._division.without_deputy))
        self._header.set_title(
            "Wie doet wat", "" if narrow or not self._division else _summary(self._division)
        )

    # What one can do

    def _open(self) -> None:
        """The activities of a person in the calendar; of a layer its persons."""
        line = self.table.current()
        if line is None:
            return
        if self.switch.value() == _LAYERS and line.key:
            first = next((one for one in self._persons_of(line)), None)
            self._show_view(_PERSONS)
            self.table.select(first.key if first else "")
        elif line.key:
            self.go.emit(Place.CALENDAR, f"{OPEN_OF}{line.key}")
        else:
            self.go.emit(Place.CALENDAR, f"{SIGNAL}{SignalKind.NO_OWNER}")

    def _persons_of(self, layer: LoadLine) -> list[LoadLine]:
        persons = self._division.persons if self._division else ()
        return [one for one in persons if one.key and one.layer is layer.layer]

    def _open_held(self, place: str, item: str) -> None:
        if place == ONE_PERSON:
            self._show_view(_PERSONS)
            self.table.select(item)
            self.table.setFocus()
        else:
            self.go.emit(place, item)

    def _hand_over(self) -> None:
        from lesobs.ui.load.hand_over_dialog import HandOverDialog

        line = self.table.current()
        if line is None or self.switch.value() != _PERSONS:
            return
        if done := HandOverDialog.ask(self, self.school, line.key or None):
            self._signal = None
            self.bar.set_message("done", done, "", "Ctrl+Z haalt alles terug.")
            self.bar.show()

    def _fill_in_function(self) -> None:
        """What the layer of the chosen person follows from."""
        from lesobs.ui.school.persons import PersonDialog

        line = self.table.current()
        persons = self.school.people.persons(also_left=True)
        person = next((one for one in persons if line is not None and one.id == line.key), None)
        if person is not None and self.switch.value() == _PERSONS:
            PersonDialog.ask(self, self.school, person, at_function=True)

    def _show_alone(self) -> None:
        """The cycles that stop when their owner leaves."""
        self.go.emit(Place.CALENDAR, f"{SIGNAL}{SignalKind.NO_DEPUTY}")

    def _go_back(self) -> None:
        self.go.emit(self.came_from, "")

    def _step_view(self) -> None:
        self._show_view(_LAYERS if self.switch.value() == _PERSONS else _PERSONS)
        self.setFocus()

    # How it is put together

    def _build(self) -> None:
        self._header.add_left(self.years)
        self._header.add_left(self.switch)
        self._header.add_action(self.deputies)
        self._header.add_action(self.hand_over)
        self._card = Card()
        self._card.body.addWidget(self.table)
        row = QHBoxLayout()
        row.setSpacing(12)
        row.addWidget(self._card, 1)
        row.addWidget(self._empty, 1)
        row.addWidget(self.panel)
        column = QVBoxLayout(self)
        column.setContentsMargins(PAGE, 14, PAGE, 12)
        column.setSpacing(10)
        column.addWidget(self._header)
        column.addWidget(self.bar)
        column.addLayout(row, 1)

    def _connect(self) -> None:
        self._header.back_asked.connect(self._go_back)
        self.years.changed.connect(lambda _: self.refresh())
        self.switch.changed.connect(self._show_view)
        self.hand_over.clicked.connect(self._hand_over)
        self.deputies.clicked.connect(self._show_alone)
        self.table.activated.connect(lambda _: self._open())
        self.table.selectionModel().currentRowChanged.connect(lambda *_: self._show_chosen())
        self.panel.opened.connect(self._open_held)
        self.panel.calendar_asked.connect(self._open)
        self.panel.function_asked.connect(self._fill_in_function)

    def _make_actions(self) -> list[QAction]:
        def make(text: str, key: str, do: Callable[[], object], menu: str = "Kwaliteit") -> QAction:
            return self.make_action(text, key, do, menu, self)

        self._open_action = make("Toon in de &kalender", "", self._open)
        self._hand_over_action = make("&Overdragen…", _KEY, self._hand_over)
        self._function_action = make("&Functie van deze persoon…", "F2", self._fill_in_function)
        return [
            self._open_action,
            self._hand_over_action,
            self._function_action,
            make("Cycli &zonder vervanger", "", self._show_alone),
            make("&Andere weergave: personen of lagen", "Ctrl+PgDown", self._step_view, "Beeld"),
            make("Vorig schooljaar", "Alt+Left", lambda: self.years.step(-1), "Beeld"),
            make("Volgend schooljaar", "Alt+Right", lambda: self.years.step(1), "Beeld"),
        ]


def _summary(division: Division | None) -> str:
    """How much is open, and how many hold it."""
    if division is None:
        return ""
    holders = sum(bool(line.key) and line.load.total > 0 for line in division.persons)
    things = dutch.count(division.whole, "open activiteit of cyclus", "open activiteiten en cycli")
    return f"{things}, bij {dutch.count(holders, 'medewerker', 'medewerkers')}"
