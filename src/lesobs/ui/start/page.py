"""This file is Start: what waits for me, this week, the open cycles, and what was secured this year."""

from collections.abc import Callable
from datetime import date
from functools import partial
from html import escape

from PySide6.QtCore import Qt
from PySide6.QtGui import QAction, QResizeEvent
from PySide6.QtWidgets import QFrame, QGridLayout, QScrollArea, QSizePolicy, QVBoxLayout, QWidget

from lesobs.domain import dutch
from lesobs.domain.cycle import looks_after_securing
from lesobs.domain.visit import VisitState
from lesobs.services.school import School
from lesobs.services.start import Overview, Question
from lesobs.ui.errors import refusals_shown
from lesobs.ui.look import PAGE, L
from lesobs.ui.page import YEAR_TURN, Changes, Page, Place
from lesobs.ui.start.parts import CycleRow, Rows, add_week_item, note, refill, waiting_line, with_mark
from lesobs.ui.widgets.buttons import main_button, plain_button
from lesobs.ui.widgets.cards import Card, PageHeader
from lesobs.ui.widgets.labels import Label
from lesobs.ui.widgets.marks import IconMark, PhaseMark
from lesobs.ui.widgets.states import EmptyState, Offer

ONE_COLUMN = 820


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
        plan = plain_button("Bezoek plannen", "cal")
        plan.setToolTip("Bezoek plannen (Ctrl+Shift+N)")
        plan.clicked.connect(lambda: self._plan_visit(now=False))
        self._begin_button = main_button("Start bezoek", "visit", "F5")
        self._begin_button.clicked.connect(lambda: self._plan_visit(now=True))
        self._header.add_action(plan)
        self._header.add_action(self._begin_button)
        self._visit_actions = [
            self.make_action(
                "Bezoek &plannen…", "Ctrl+Shift+N", lambda: self._plan_visit(now=False), "Lesbezoek"
            ),
            self.make_action("&Start bezoek", "F5", lambda: self._plan_visit(now=True), "Lesbezoek"),
        ]
        self._waiting = Rows("Wacht op jou", "langst wachtend eerst")
        self._waiting.chosen.connect(self._open_waiting)
        self._cycles = Card("Open cycli", padding=0)
        self._week = Card("Deze week")
        self._secured = Card("Geborgd dit schooljaar")
        self._questions = Card("Vragen bij het jaar")
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
                card.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Maximum)
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
            self._empty.deleteLater()
            self._empty = None
        fresh = overview.teachers == 0 or (overview.visits == 0 and not overview.cycles)
        self._scroll.setVisible(not fresh)
        if not fresh:
            return
        if overview.teachers == 0:
            self._empty = EmptyState(
                "Eerst de mensen",
                "Lees de lijst van docenten in uit jullie administratie (Excel of CSV), of voer ze met de "
                "hand in. Daarna kun je een bezoek plannen.",
                Offer("Naar School", lambda: self.go.emit(Place.SCHOOL, "people"), "people"),
                outline="list",
            )
        else:
            self._empty = EmptyState(
                "Klaar voor het eerste bezoek",
                "Kies een docent en een les. Na het bezoek staat hier wie er wacht op een nabespreking, en "
                "wat deze week vraagt.",
                Offer("Bezoek plannen", lambda: self._plan_visit(now=False), "cal"),
                outline="list",
            )
        self._column.insertWidget(1, self._empty, 1)

    def _give_keyboard(self, something_waits: bool) -> None:
        """Who opens the page can go on with Enter: with what waits longest, or what is to be done first."""
        if self._empty is not None:
            self.setFocusProxy(self._empty.buttons[0])
        else:
            self.setFocusProxy(self._waiting if something_waits else self._begin_button)

    def _show_waiting(self, overview: Overview) -> None:
        lines = [waiting_line(waiting) for waiting in overview.waiting]
        self._waiting.set_lines(
            lines, "Alle bezoeken zijn afgerond en besproken, en geen cyclus wacht op een nieuwe blik."
        )

    def _open_waiting(self, key: str) -> None:
        place, _, item = key.partition(" ")
        self.go.emit(Place(place), item)

    def _show_cycles(self, overview: Overview) -> None:
        number = len(overview.cycles)
        subtitle = f"{number} {'loopt' if number == 1 else 'lopen'} · geen enkele gesloten zonder nieuwe blik"
        self._cycles.set_title("Open cycli", subtitle if number else "")
        rows: list[QWidget] = [
            CycleRow(cycle, partial(self.go.emit, Place.CYCLE, cycle.id)) for cycle in overview.cycles
        ]
        otherwise = note("Er loopt geen cyclus. Een bevinding uit het sectiebeeld kan er een worden.")
        refill(self._cycles.body, rows or [otherwise], ruled=True)

    def _show_week(self, overview: Overview) -> None:
        inside = QWidget()
        grid = QGridLayout(inside)
        grid.setContentsMargins(14, 10, 14, 12)
        grid.setHorizontalSpacing(10)
        grid.setVerticalSpacing(8)
        grid.setColumnMinimumWidth(0, 44)
        grid.setColumnStretch(2, 1)
        before = None
        for row, item in enumerate(overview.week):
            add_week_item(grid, row, item, self.go.emit, show_day=item.day != before)
            before = item.day
        self._week.set_title("Deze week", f"week {dutch.week(self.school.today())}")
        refill(self._week.body, [inside if overview.week else note("Deze week staat er niets gepland.")])

    def _show_secured(self, overview: Overview) -> None:
        self._secured.setVisible(bool(overview.secured))
        rows = []
        for cycle in overview.secured:
            assert cycle.closed_on is not None
            label = Label(wrap=True)
            label.set_html(f"<b>{escape(cycle.title)}</b> · {escape(cycle.scope)}")
            first, second = looks_after_securing(cycle.closed_on)
            caption = (
                f"geborgd {dutch.day(cycle.closed_on, year=False)} · opnieuw kijken in "
                f"{_month(first)} en {_month(second)} {second.year}"
            )
            rows.append(with_mark(PhaseMark("A"), label, Label(caption, "caption", "mute", wrap=True)))
        refill(self._secured.body, rows, ruled=True)

    def _show_questions(self, overview: Overview) -> None:
        questions = [*self._year_turn(), *overview.questions]
        self._questions.setVisible(bool(questions))
        inside = QWidget()
        grid = QGridLayout(inside)
        grid.setContentsMargins(0, 4, 0, 6)
        grid.setSpacing(0)
        for place, question in enumerate(questions):
            grid.addWidget(self._question(question), place // 2, place % 2, Qt.AlignmentFlag.AlignTop)
        refill(self._questions.body, [inside])

    def _year_turn(self) -> list[Question]:
        """From May on: the next school year is still empty."""
        due = self.school.year_turns.due()
        if due is None:
            return []
        words = "is nog leeg. Zetten jullie klaar wat terugkomt?"
        return [Question(1, f"Schooljaar {due.next}", words, Place.CALENDAR, YEAR_TURN)]

    def _question(self, question: Question) -> QWidget:
        label = Label(role="secondary", wrap=True)
        label.set_html(
            f'<a href="x" style="color:@link">{escape(question.what)}</a> {escape(question.question)}'
        )
        label.setTextInteractionFlags(
            Qt.TextInteractionFlag.LinksAccessibleByKeyboard | Qt.TextInteractionFlag.LinksAccessibleByMouse
        )
        label.linkActivated.connect(lambda _: self.go.emit(question.place, question.item))
        return with_mark(IconMark("help", 15), label)

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

    def _plan_visit(self, *, now: bool) -> None:
        """Ask for a visit, and go there: to the classroom when it began, else to its place in the list."""
        from lesobs.ui.visits.plan_dialog import PlanDialog

        visit_id = PlanDialog.ask(self, self.school, me=self._me(), now=now)
        if visit_id is not None:
            begun = self.school.visits.get(visit_id).line.state is VisitState.BUSY
            self.go.emit(Place.OBSERVE if begun else Place.VISITS, visit_id)

    def _make_copy(self) -> None:
        with refusals_shown(self, "De reservekopie is niet gemaakt"):
            self.school.backups.make()
            self._show_copies()


def _month(day: date) -> str:
    return dutch.FULL_MONTHS[day.month - 1]


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
