"""This file is Start: what waits for me, this week, the open cycles, and what was secured this year."""

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtGui import QAction, QResizeEvent
from PySide6.QtWidgets import QFrame, QGridLayout, QScrollArea, QVBoxLayout, QWidget

from lesobs.domain import dutch
from lesobs.services.school import School
from lesobs.services.signals import About, Signal
from lesobs.services.start import Overview
from lesobs.ui.errors import refusals_shown
from lesobs.ui.look import PAGE, L
from lesobs.ui.page import ALL_CYCLES, SIGNAL, YEAR_TURN, Changes, Page, Place
from lesobs.ui.start.empty import people_first, ready_for_visits
from lesobs.ui.start.parts import (
    Rows,
    cycle_row,
    note,
    question_row,
    refill,
    secured_row,
    waiting_line,
    week_row,
    with_mark,
)
from lesobs.ui.widgets.buttons import main_button, plain_button, quiet_button
from lesobs.ui.widgets.cards import Card, PageHeader
from lesobs.ui.widgets.doors import Door
from lesobs.ui.widgets.labels import Chip, Label
from lesobs.ui.widgets.marks import IconMark
from lesobs.ui.widgets.states import EmptyState

ONE_COLUMN = 820
_HEAD = 22
"""What fits in the header of a card without making it higher than the others."""
_PLACES = {About.VISIT: Place.VISITS, About.SECTION: Place.VISITS, About.PERSON: Place.LOAD}
"""Where one sees what a signal is about, when that is not the calendar."""


class StartPage(Page):
    """The first page. Every line leads to the page where one can do something about it."""

    place = Place.START
    help_page = "start"
    listens_to = frozenset(
        {
            "visit",
            "debrief",
            "activity",
            "cycle",
            "cycle_indicator",
            "free_period",
            "person",
            "teacher",
            "round",
            "section",
            "me",
        }
    )

    def __init__(self, school: School, changes: Changes, me: Callable[[], str | None]) -> None:
        super().__init__(school, changes)
        self._me = me
        self._header = PageHeader("Start")
        self._plan_button = plain_button("Bezoek plannen", "cal")
        self._plan_button.setToolTip("Bezoek plannen (Ctrl+Shift+N)")
        self._plan_button.clicked.connect(lambda: self._plan_visit(False))
        self._begin_button = main_button("Start bezoek", "visit", "F5")
        self._begin_button.clicked.connect(lambda: self._plan_visit(True))
        self._header.add_action(self._plan_button)
        self._header.add_action(self._begin_button)
        self._visit_actions = [
            self.make_action(
                "Bezoek &plannen…", "Ctrl+Shift+N", lambda: self._plan_visit(False), "Lesbezoek"
            ),
            self.make_action("&Start bezoek", "F5", lambda: self._plan_visit(True), "Lesbezoek"),
            self.make_action(
                "Wie &doet wat", "Ctrl+Shift+D", lambda: self.go.emit(Place.LOAD, ""), "Kwaliteit"
            ),
        ]
        self._waiting = Rows("Wacht op jou")
        self._waiting.chosen.connect(self._open_waiting)
        self._cycles = Card("Open cycli", padding=0)
        self._all_cycles = quiet_button("Alle cycli", small=True)
        self._all_cycles.setFixedHeight(_HEAD)
        self._all_cycles.clicked.connect(lambda: self.go.emit(Place.CALENDAR, ALL_CYCLES))
        self._cycles.add_right(self._all_cycles)
        self._week = Card("Deze week")
        self._week_number = Label(role="secondary", tone="mute")
        self._week.add_right(self._week_number)
        self._secured = Card("Geborgd dit schooljaar")
        self._secured_count = Chip("", "done")
        self._secured.add_right(self._secured_count)
        self._questions = Card("Vragen bij het jaar")
        who = quiet_button("Wie doet wat", small=True)
        who.setFixedHeight(_HEAD)
        who.clicked.connect(self._show_load)
        self._questions.add_right(who)
        self._copies = Card()
        self._empty: EmptyState | None = None
        self._build()

    def menu_actions(self) -> list[QAction]:
        return self._visit_actions

    def refresh(self) -> None:
        overview = self.school.start.overview(self._me())
        self._header.set_title(self._greeting(), _summary(overview))
        self._show_empty(overview)
        self._show_waiting(overview)
        self._show_cycles(overview)
        self._show_week(overview)
        self._show_secured(overview)
        self._show_questions(overview)
        self._show_copies()
        self._give_keyboard(bool(overview.waiting))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._arrange()

    def _build(self) -> None:
        self._left, self._right = QVBoxLayout(), QVBoxLayout()
        for column, cards in (
            (self._left, (self._waiting, self._cycles, self._questions)),
            (self._right, (self._week, self._secured, self._copies)),
        ):
            column.setSpacing(14)
            for card in cards:
                column.addWidget(card)
            column.addStretch(1)
        inside = QWidget()
        self._grid = QGridLayout(inside)
        self._grid.setContentsMargins(0, 0, 0, PAGE)
        self._grid.setSpacing(L)
        self._scroll = QScrollArea()
        self._scroll.setFrameShape(QFrame.Shape.NoFrame)
        self._scroll.setWidgetResizable(True)
        self._scroll.setWidget(inside)
        self._scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(PAGE, L, PAGE, 0)
        self._column.setSpacing(10)
        self._column.addWidget(self._header)
        self._column.addWidget(self._scroll, 1)
        self._arrange()

    def _arrange(self) -> None:
        """Two columns, or one below the other where there is no room for both."""
        wide = self.width() >= ONE_COLUMN
        for column in (self._left, self._right):
            self._grid.removeItem(column)
        self._grid.addLayout(self._left, 0, 0)
        self._grid.addLayout(self._right, 0 if wide else 1, 1 if wide else 0)
        self._grid.setColumnStretch(0, 65 if wide else 1)
        self._grid.setColumnStretch(1, 35 if wide else 0)

    def _greeting(self) -> str:
        hour = dutch.now().hour
        word = "Goedemorgen" if 5 <= hour < 12 else "Goedemiddag" if 12 <= hour < 18 else "Goedenavond"
        me = self._me()
        name = next((person.name for person in self.school.people.persons() if person.id == me), "")
        return f"{word}, {name.split()[0]}" if name else word

    def _show_empty(self, overview: Overview) -> None:
        """A new school: what to do first."""
        if self._empty is not None:
            self._empty.hide()  # at once: below a dialog Qt deletes nothing yet
            self._empty.deleteLater()
            self._empty = None
        self._scroll.setVisible(not overview.is_fresh)
        for button in (self._plan_button, self._begin_button):  # the empty page has its own
            button.setHidden(overview.is_fresh)
        if not overview.is_fresh:
            return
        self._empty = (
            ready_for_visits(self._plan_visit)
            if overview.teachers
            else people_first(lambda: self.go.emit(Place.SCHOOL, "people"))
        )
        self._column.insertWidget(1, self._empty, 1)

    def _give_keyboard(self, something_waits: bool) -> None:
        """Who opens the page can go on with Enter: with what waits longest, or what is to be done first."""
        if self._empty is not None:
            self.setFocusProxy(self._empty.buttons[0])
        else:
            self.setFocusProxy(self._waiting if something_waits else self._begin_button)

    def _show_waiting(self, overview: Overview) -> None:
        me = self._me()
        lines = [waiting_line(waiting, me) for waiting in overview.waiting]
        self._waiting.set_title("Wacht op jou", "langst wachtend eerst" if len(lines) > 1 else "")
        nothing = "Alle bezoeken zijn afgerond en besproken, en geen cyclus wacht op een nieuwe blik."
        if not overview.visits:
            nothing = "Dit schooljaar is er nog geen bezoek, en geen cyclus wacht op een nieuwe blik."
        self._waiting.set_lines(lines, nothing)

    def _open_waiting(self, key: str) -> None:
        place, _, item = key.partition(" ")
        self.go.emit(Place(place), item)

    def _show_cycles(self, overview: Overview) -> None:
        number = len(overview.cycles)
        subtitle = f"{number} {'loopt' if number == 1 else 'lopen'} · geen enkele gesloten zonder nieuwe blik"
        self._cycles.set_title("Open cycli", subtitle if number else "")
        rows: list[QWidget] = [cycle_row(cycle, self.go.emit) for cycle in overview.cycles]
        otherwise = note("Er loopt geen cyclus. Een bevinding uit het sectiebeeld kan er een worden.")
        refill(self._cycles.body, rows or [otherwise], ruled=True)

    def _show_week(self, overview: Overview) -> None:
        today, monday = self.school.today(), overview.monday
        name = "Deze week" if monday <= today else "Komende week"
        self._week.set_title(name)
        self._week_number.setText(f"week {dutch.week(monday)}")
        rows: list[QWidget] = []
        before = None
        for item in overview.week:
            rows.append(week_row(item, self.go.emit, show_day=item.day != before, today=item.day == today))
            before = item.day
        refill(self._week.body, rows or [note(f"{name} staat er niets gepland.")])

    def _show_secured(self, overview: Overview) -> None:
        self._secured.setVisible(bool(overview.secured))
        self._secured_count.set_chip(str(len(overview.secured)), "done")
        holidays = self.school.calendar.holidays() if overview.secured else ()
        rows: list[QWidget] = [secured_row(one, holidays, self.go.emit) for one in overview.secured]
        refill(self._secured.body, rows, ruled=True)

    def _show_questions(self, overview: Overview) -> None:
        rows = [*self._year_turn(), *(self._question(one) for one in overview.questions)]
        self._questions.setVisible(bool(rows))
        inside = QWidget()
        grid = QGridLayout(inside)
        grid.setContentsMargins(0, 4, 0, 6)
        grid.setSpacing(0)
        for place, row in enumerate(rows):
            grid.addWidget(row, place // 2, place % 2, Qt.AlignmentFlag.AlignTop)
        for column in range(2):
            grid.setColumnStretch(column, 1)
        refill(self._questions.body, [inside])

    def _year_turn(self) -> list[Door]:
        """From May on: the next school year is still empty."""
        due = self.school.year_turns.due()
        if due is None:
            return []
        words = "is nog leeg. Zetten jullie klaar wat terugkomt?"
        turn = question_row(f"Schooljaar {due.next}", words, lambda: self.go.emit(Place.CALENDAR, YEAR_TURN))
        return [turn]

    def _question(self, signal: Signal) -> Door:
        """A signal, with the list it speaks of one step away."""
        place = _PLACES.get(signal.about, Place.CALENDAR)
        return question_row(
            signal.what, signal.question, lambda: self.go.emit(place, f"{SIGNAL}{signal.key}")
        )

    def _show_copies(self) -> None:
        newest = next(iter(self.school.backups.all()), None)
        if newest is None:
            title, caption = "Nog geen reservekopie", "lesobs maakt er een zodra je het bestand sluit."
        else:
            title = f"Reservekopie: {dutch.day_and_clock(newest.made_at, year=False)}"
            age = (self.school.today() - newest.made_at.date()).days
            old = "van vandaag" if age <= 0 else f"{dutch.count(age, 'dag', 'dagen')} oud"
            caption = f"{old} · gecontroleerd en leesbaar"
        button = plain_button("Nu maken", small=True)
        button.clicked.connect(self._make_copy)
        labels = (Label(title, strong=True, wrap=True), Label(caption, "caption", "mute", wrap=True))
        refill(self._copies.body, [with_mark(IconMark("shield", 18), *labels, right=button)])

    def _show_load(self) -> None:
        self.go.emit(Place.LOAD, "")

    def _plan_visit(self, now: bool) -> None:
        from lesobs.ui.visits.plan_dialog import plan_and_go

        plan_and_go(self, self.school, self._me(), now=now)

    def _make_copy(self) -> None:
        with refusals_shown(self, "De reservekopie is niet gemaakt"):
            self.school.backups.make()
            self._show_copies()


def _summary(overview: Overview) -> str:
    """How many things wait, and how far the round is."""
    number = len(overview.waiting)
    things = "ding wacht" if number == 1 else "dingen wachten"
    words = f"{dutch.number_word(number).capitalize()} {things} op jou."
    if not number:
        words = "Er wacht niets op je."
    if overview.round is None:
        return words
    return (
        f"{words} {overview.round.title} loopt nog tot {dutch.day(overview.round.ends_on, year=False)}: "
        f"{overview.visited_teachers} van {overview.teachers} docenten bezocht."
    )
