"""This file is the page of the talk after a visit: what was seen beside what is said and agreed."""

from collections.abc import Callable
from datetime import date

from PySide6.QtGui import QAction, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from lesobs.domain import dutch
from lesobs.domain.errors import RuleBroken
from lesobs.domain.schoolyear import SchoolDays
from lesobs.domain.visit import LONG_WAIT, Purpose, VisitState
from lesobs.services.school import School
from lesobs.services.visit_lines import VisitLine
from lesobs.services.visits import VisitDetail
from lesobs.ui import ask
from lesobs.ui.debrief.lessons_strip import MOST_LESSONS, LessonsStrip
from lesobs.ui.debrief.scores_list import ScoresCard
from lesobs.ui.debrief.sentences import after_lesson
from lesobs.ui.debrief.talk_form import TalkForm
from lesobs.ui.errors import refusals_shown
from lesobs.ui.look import NO_LIMIT, PAGE
from lesobs.ui.page import Changes, Page, Place
from lesobs.ui.visits.one_visit import begin_visit, show_report
from lesobs.ui.widgets.bars import MessageBar
from lesobs.ui.widgets.buttons import Button, Switch, main_button, plain_button
from lesobs.ui.widgets.cards import PageHeader
from lesobs.ui.widgets.labels import Chip, Label
from lesobs.ui.widgets.states import EmptyState, Offer

NARROW, SMALLEST = 940, (640, 320)
"""Below NARROW the scores are a tab; the window may always become as small as SMALLEST."""
_SCORES_WIDTH = 400


class DebriefPage(Page):
    """The talk about one visit. What is typed is kept as it is typed; a settled visit can only be read."""

    place = Place.DEBRIEF
    help_page = "nabespreking"
    listens_to = frozenset({"visit", "rating", "note", "debrief", "teacher", "person", "free_period"})

    def __init__(self, school: School, changes: Changes) -> None:
        super().__init__(school, changes)
        self._visit_id = ""
        self._visit: VisitDetail | None = None
        self._header = PageHeader()
        self._context = Label(role="secondary", tone="mute").shrinkable()
        self._chip, self._chip_words = Chip(""), ""
        self._tabs = Switch("Gesprek of scores", (("talk", "Gesprek"), ("scores", "Scores")))
        self._bar = MessageBar("info", "")
        self._strip = LessonsStrip()
        self.form = TalkForm(school)
        self.scores = ScoresCard()
        self._body = QStackedWidget()
        self._empty: QWidget | None = None
        self._actions = self._make_actions()
        self._build()
        self._connect()
        self.setMinimumSize(*SMALLEST)
        self.setFocusProxy(self.form.texts["teacher_view"])

    def show_item(self, item: str) -> None:
        """Show the talk of another visit, once what is being typed here is kept."""
        if item == self._visit_id:
            return
        if not self.form.flush():
            ask.tell(
                self, "Nog niet bewaard", "Deze tekst kan zo niet bewaard worden. Maak hem eerst korter."
            )
            return
        self._visit_id = item
        self.refresh()

    def flush(self) -> None:
        self.form.flush()

    def menu_actions(self) -> list[QAction]:
        return self._actions

    def refresh(self) -> None:
        """Read the visit and its talk again, leaving alone what is being typed."""
        try:
            visit = self.school.visits.get(self._visit_id)
        except RuleBroken:
            self._visit = None
            self._show_header(None)
            self._show_instead(self._gone())
            return
        self._visit = visit
        self._show_header(visit.line)
        if visit.line.state is VisitState.PLANNED:
            self._show_instead(self._not_yet(visit.line))
            return
        teacher, observer = self._short_names(visit.line)
        self.form.show_talk(visit, self.school.debriefs.get(self._visit_id), teacher, observer)
        self.scores.show_visit(visit)
        self._show_lessons(visit)
        self._show_instead(None)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._set_narrow()

    # What the page shows

    def _show_header(self, visit: VisitLine | None) -> None:
        state = visit.state if visit is not None else None
        self._header.set_title(f"Nabespreking {visit.teacher}" if visit is not None else "Nabespreking")
        self._context.setText(_context(visit) if visit is not None else "")
        chip = self._days_after(visit) if visit is not None else ""
        self._chip_words = chip
        if visit is not None and chip:
            late = visit.state is VisitState.VISITED and self._waited(visit) >= LONG_WAIT
            self._chip.set_chip(chip, "attention" if late else "plain")
        self._discuss_button.setVisible(state in (VisitState.BUSY, VisitState.VISITED))
        self._discuss_button.setEnabled(state is VisitState.VISITED)
        self._settle_button.setVisible(state is VisitState.DISCUSSED)
        self._reopen_button.setVisible(state is VisitState.SETTLED)
        self._discuss_action.setEnabled(state is VisitState.VISITED)
        self._settle_action.setEnabled(state is VisitState.DISCUSSED)
        self._reopen_action.setEnabled(state is VisitState.SETTLED)
        seen = state not in (None, VisitState.PLANNED)
        for one in (self._report_button, self._report_action, self._lesson_action):
            one.setEnabled(seen)
        self._begin_action.setEnabled(state is VisitState.PLANNED)
        self._bar.setVisible(state is VisitState.BUSY)
        self._set_narrow()

    def _show_lessons(self, visit: VisitDetail) -> None:
        """This visit and the ones before it; visits for appraisal stay apart from all others."""
        line = visit.line
        appraisal = line.purpose is Purpose.APPRAISAL
        seen = [
            one
            for one in self.school.visits.of_teacher(line.teacher_id, line.held_on)
            if (one.purpose is Purpose.APPRAISAL) == appraisal
        ]
        before = [one.id for one in seen if one.id != line.id][: MOST_LESSONS - 1]
        lessons = [visit, *(self.school.visits.get(one) for one in before)]
        self._strip.show_lessons(lessons, len(seen), len({one.observer_id for one in seen}))

    def _show_instead(self, empty: QWidget | None) -> None:
        """Something else in the place of the talk, or the talk itself again."""
        if self._empty is not None:
            self._body.removeWidget(self._empty)
            self._empty.deleteLater()
        self._empty = empty
        if empty is not None:
            self._body.addWidget(empty)
            self._body.setCurrentWidget(empty)
        else:
            self._body.setCurrentIndex(0)
        self._set_narrow()

    def _not_yet(self, visit: VisitLine) -> QWidget:
        return EmptyState(
            "Deze les is nog niet bezocht",
            f"Het bezoek bij {visit.teacher} staat gepland op {dutch.day(visit.held_on)}. Na de les "
            "schrijven jullie hier op wat jullie zagen en wat je afspreekt.",
            Offer("Begin bezoek", self._begin, "visit", "F5"),
            Offer("Naar de lijst", self._back, "aleft"),
        )

    def _gone(self) -> QWidget:
        return EmptyState(
            "Kies eerst een bezoek" if not self._visit_id else "Dit bezoek is er niet meer",
            "In de lijst van lesbezoeken zie je welke lessen nog op een gesprek wachten.",
            Offer("Naar de lijst", self._back, "aleft"),
        )

    def _set_narrow(self) -> None:
        narrow, talking = self.width() < NARROW, self._empty is None
        on_scores = narrow and self._tabs.value() == "scores"
        self._tabs.setVisible(narrow and talking)
        self._context.setVisible(not narrow)
        self._chip.setVisible(not narrow and bool(self._chip_words))
        self._report_button.set_key("" if narrow else "Ctrl+P")
        self._strip.set_narrow(narrow)
        self._strip.setVisible(talking and (not narrow or on_scores))
        self.form.setVisible(not on_scores)
        self.scores.setVisible(not narrow or on_scores)
        self.scores.setFixedWidth(_SCORES_WIDTH) if not narrow else self.scores.setMaximumWidth(NO_LIMIT)

    def _short_names(self, visit: VisitLine) -> tuple[str, str]:
        teachers = self.school.people.teachers(also_left=True)
        teacher = next((one for one in teachers if one.id == visit.teacher_id), None)
        first = teacher.first_name if teacher is not None else ""
        return (
            first or visit.teacher,
            visit.observer.split()[0] if visit.observer.split() else "de waarnemer",
        )

    def _days_after(self, visit: VisitLine) -> str:
        if visit.state is VisitState.VISITED:
            day = self.school.today()
        elif visit.state.seen and visit.talked_on is not None:
            day = visit.talked_on
        else:
            return ""
        return after_lesson(visit.held_on, day, self._school_days())

    def _waited(self, visit: VisitLine) -> int:
        return self._school_days().after(visit.held_on, self.school.today())

    def _school_days(self) -> SchoolDays:
        return SchoolDays(self.school.calendar.holidays())

    # What one can do

    def _discuss(self) -> None:
        if not self.form.flush() or self._visit is None:
            return
        day = self.form.talked_on.value()
        if day is None:
            self.form.talked_on.setFocus()
            return
        with refusals_shown(self):
            self.school.debriefs.discuss(self._visit_id, day)

    def _settle(self) -> None:
        if self.form.flush():
            with refusals_shown(self, "Nog niet alles is ingevuld"):
                self.school.debriefs.settle(self._visit_id)

    def _reopen(self) -> None:
        question = "Waarom moet dit bezoek weer open? De reden blijft bij het bezoek bewaard."
        reason = ask.line(self, "Bezoek heropenen", question)
        if reason is not None:
            with refusals_shown(self):
                self.school.debriefs.reopen(self._visit_id, reason)

    def _move_talk(self, day: date) -> None:
        """Another day for a talk that was held; before that the day only waits for the button."""
        if self._visit is not None and self._visit.line.state is VisitState.DISCUSSED:
            with refusals_shown(self):
                self.school.debriefs.discuss(self._visit_id, day)

    def _begin(self) -> None:
        if self._visit is not None and begin_visit(self, self.school, self._visit.line):
            self.go.emit(Place.OBSERVE, self._visit_id)

    def _to_lesson(self) -> None:
        if self._visit is not None and self.form.flush():
            self.go.emit(Place.OBSERVE, self._visit_id)

    def _report(self) -> None:
        if self._visit is not None and self.form.flush():
            show_report(self, self.school, self._visit.line)

    def _back(self) -> None:
        if self.form.flush():
            self.go.emit(Place.VISITS, self._visit_id)

    # How it is put together

    def _build(self) -> None:
        self._header.show_back("Terug naar de lijst (Alt+←)")
        for left in (self._context, self._chip, self._tabs):
            self._header.add_left(left)
        self._report_button = self._button(plain_button("Verslag", "pdf", "Ctrl+P"), self._report)
        self._discuss_button = self._button(main_button("Besproken", "check"), self._discuss)
        self._settle_button = self._button(main_button("Vaststellen", "lock"), self._settle)
        self._reopen_button = self._button(plain_button("Heropenen…"), self._reopen)
        self._bar.set_message(
            "info",
            "Dit bezoek is nog bezig.",
            "Terug naar de les",
            "Schrijven kan al. Rond het bezoek af, dan kun je het bespreken.",
        )
        both = QWidget()
        row = QHBoxLayout(both)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(14)
        row.addWidget(self.form, 1)
        row.addWidget(self.scores)
        self._body.addWidget(both)
        column = QVBoxLayout(self)
        column.setContentsMargins(PAGE, 14, PAGE, 12)
        column.setSpacing(10)
        for widget in (self._header, self._bar, self._strip):
            column.addWidget(widget)
        column.addWidget(self._body, 1)

    def _button(self, button: Button, do: Callable[[], object]) -> Button:
        button.clicked.connect(lambda: do())
        return self._header.add_action(button)

    def _connect(self) -> None:
        self._header.back_asked.connect(self._back)
        self._tabs.changed.connect(lambda _: self._set_narrow())
        self._bar.acted.connect(self._to_lesson)
        self.scores.lesson_asked.connect(self._to_lesson)
        self.form.talk_moved.connect(self._move_talk)

    def _make_actions(self) -> list[QAction]:
        def make(text: str, key: str, do: Callable[[], object]) -> QAction:
            return self.make_action(text, key, do, "Lesbezoek")

        self._report_action = make("&Verslag", "Ctrl+P", self._report)
        self._discuss_action = make("&Besproken", "Ctrl+Return", self._discuss)
        self._settle_action = make("Vast&stellen", "Ctrl+Shift+Return", self._settle)
        self._reopen_action = make("&Heropenen…", "", self._reopen)
        self._lesson_action = make("Naar de &les", "Ctrl+L", self._to_lesson)
        self._begin_action = make("Be&gin bezoek", "F5", self._begin)
        make("&Terug naar de lijst", "Alt+Left", self._back)
        return self.actions()


def _context(visit: VisitLine) -> str:
    hour = f", les {visit.lesson_hour}" if visit.lesson_hour else ""
    words = (visit.section, visit.class_group, f"{dutch.day(visit.held_on)}{hour}")
    return " · ".join(word for word in words if word)
