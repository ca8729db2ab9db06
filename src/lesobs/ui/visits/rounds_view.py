"""This file is a round of visits: who was not visited yet, and planning the next visits in a few keys."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace

from PySide6.QtCore import QPoint, QSignalBlocker, Qt
from PySide6.QtGui import QAction, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QMenu, QVBoxLayout, QWidget

from lesobs.domain.errors import RuleBroken
from lesobs.domain.planning import RoundState
from lesobs.domain.schoolyear import SchoolYear
from lesobs.domain.visit import VisitState
from lesobs.services.round_rows import PlannedVisit, RoundOverview, SectionInRound
from lesobs.services.rounds import RoundDraft
from lesobs.services.school import School
from lesobs.services.visit_lines import VisitLine
from lesobs.services.visit_plan import VisitDraft
from lesobs.ui.page import Page, Place
from lesobs.ui.visits.empty import missing_people, no_rounds, nobody_found
from lesobs.ui.visits.plan_dialog import PlanDialog
from lesobs.ui.visits.rounds_bar import RoundBar, RoundFilters, progress
from lesobs.ui.visits.rounds_dialog import RoundDialog, next_round
from lesobs.ui.visits.rounds_panel import SectionsCard
from lesobs.ui.visits.rounds_rows import RoundTable, moment, wanted, without_state
from lesobs.ui.widgets.bars import HintBar, MessageBar, MessageKind
from lesobs.ui.widgets.cards import Card
from lesobs.ui.widgets.content import ContentOrEmpty
from lesobs.ui.widgets.states import EmptyState

_HINTS = (
    (("Enter",), "plan"),
    (("Ctrl", "+", "D"), "zelfde plan voor de volgende"),
    (("F2",), "wijzig"),
    (("Ctrl", "+", "U"), "wie nog niet"),
    (("Ctrl", "+", "C"), "kopieer de lijst"),
)
_LOWEST_WITH_HINTS = 480


class RoundView(QWidget):
    """One round at a time. Enter plans a visit with the chosen teacher, Ctrl+D the same with the next one."""

    def __init__(self, page: Page, school: School, me: Callable[[], str | None]) -> None:
        super().__init__()
        self._page, self._school, self._me = page, school, me
        self._year = school.year
        self._round_id = ""
        self._overview: RoundOverview | None = None
        self._told, self._news = "", school.undo.next_undo
        self._made = ""
        self._bar_does: Callable[[], object] = self.change
        self.bar = MessageBar("done", closable=True)
        self.bar.hide()
        self.table, self.sections = RoundTable(), SectionsCard()
        self.filters, self.hints = RoundFilters(), HintBar()
        self.hints.set_hints(_HINTS)
        self.hints.saved.hide()  # the bar at the left says it
        self._body, self._list = ContentOrEmpty(), QWidget()
        self._narrow = False
        self.round_actions, self.visit_actions = self._make_actions()
        self.head = RoundBar(self.round_actions)
        self._build()
        self._connect()
        self.setFocusProxy(self.table)

    def show_year(self, year: SchoolYear) -> None:
        """Read the rounds of a year again and show the one that was chosen, else the likeliest."""
        self._year = year
        rounds = self._school.rounds.all(year)
        if all(one.id != self._round_id for one in rounds):
            likely = self._school.rounds.likely(year)
            self._round_id = likely.id if likely else ""
            self.bar.hide()
        self.head.show_rounds(rounds, self._round_id)
        for action in self.round_actions[1:]:
            action.setEnabled(bool(rounds))
        self._read()

    def show_running(self) -> None:
        """The round of today, or the likeliest."""
        if likely := self._school.rounds.likely(self._school.year):
            self._round_id = likely.id

    def plan(self) -> None:
        """Plan a visit with the chosen teacher, or change the plan there is."""
        row = self.table.current()
        if row is None:
            return
        if row.state is RoundState.PLANNED and row.visit is not None:
            self._ask(row.visit.id)
            return
        with self._refusals():
            section = self.filters.value().section_id
            self._ask(self._school.rounds.plan_for(self._round_id, row.teacher.id, section, self._made))

    def begin_plan(self) -> VisitDraft | None:
        """What one begins now with the chosen teacher, when nobody went there yet or plans to."""
        row = self.table.current()
        if row is None or row.state is not RoundState.OPEN:
            return None
        section, me = self.filters.value().section_id, self._me()
        draft = self._school.rounds.plan_for(self._round_id, row.teacher.id, section, self._made)
        return replace(draft, held_on=self._school.today(), observer_id=me or draft.observer_id)

    def copy_plan(self) -> None:
        """Plan the chosen visit, else the one planned last, with the next teacher nobody goes to yet."""
        source, target = self._planned(), self.table.next_open()
        source_id = source.id if source else self._made_last()
        if source_id is None:
            self._say(
                "info", "Plan eerst één bezoek met Enter. Daarna krijgt met Ctrl+D de volgende hetzelfde."
            )
        elif target is None:
            self._say("info", "In deze lijst is iedereen bezocht of gepland.")
        else:
            with self._refusals():
                made = self._school.rounds.copy_plan(self._round_id, source_id, target.teacher.id)
                self._tell_planned(made)

    def change(self) -> None:
        """Change the plan of the chosen teacher, else the plan that was just made."""
        visit = self._planned()
        if visit is not None or self._told:
            with self._refusals():
                self._ask(visit.id if visit else self._told)

    def remove(self) -> None:
        """Take the plan of the chosen teacher away; it can be undone."""
        if visit := self._planned():
            with self._refusals():
                self._school.visits.remove(visit.id)
                self._say("done", f"Bezoek van {visit.teacher} verwijderd.", "Ongedaan maken  Ctrl+Z")
                self._bar_does = self._take_back

    def chosen_visit(self) -> VisitLine | None:
        """The visit with the chosen teacher in this round."""
        row = self.table.current()
        return self._school.visits.get(row.visit.id).line if row and row.visit else None

    def set_narrow(self, narrow: bool) -> None:
        """In a narrow window the sections are in the filter only."""
        self._narrow = narrow
        self.table.set_narrow(narrow)
        self.filters.set_narrow(narrow)
        self.sections.setHidden(narrow)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._show_hints()

    # What is shown

    def _read(self) -> None:
        self._overview = self._school.rounds.overview(self._round_id) if self._round_id else None
        if self._overview is not None:
            self.filters.set_sections(self._overview.sections)
            self.head.progress.set_html(progress(self._overview))
            self.sections.show_sections(_sum(self._overview), self._overview.sections)
        self._hide_old_news()
        self._show_rows()

    def _hide_old_news(self) -> None:
        """What was undone is no news any more, nor what came before something else."""
        teachers = self._overview.teachers if self._overview else ()
        undone = self._told and all(not one.visit or one.visit.id != self._told for one in teachers)
        if undone or self._school.undo.next_undo != self._news:
            self._told = ""
            self.bar.hide()

    def _show_rows(self) -> None:
        rows = self._overview.teachers if self._overview else ()
        chosen = self.filters.value()
        fitting = without_state(rows, chosen)
        self.filters.set_counts({state: sum(one.state is state for one in fitting) for state in RoundState})
        shown = wanted(rows, chosen)
        with QSignalBlocker(self.table.selectionModel()):
            self.table.show_rows(shown, self._school.today())
        self.table.viewport().update()
        self.sections.select(chosen.section_id)
        if shown:
            self._body.show_content(self._list)
        else:
            self._body.show_empty(self._empty_state())
        self._arrange()
        self._enable()

    def _show_hints(self) -> None:
        room = self.height() >= _LOWEST_WITH_HINTS
        self.hints.setVisible(room and bool(self._overview and self._overview.teachers))

    def _empty_state(self) -> EmptyState:
        if self._overview is None:
            return no_rounds(self._year, self._add_round)
        if not self._overview.teachers:
            return missing_people(lambda: self._page.go.emit(Place.SCHOOL, ""), "docenten")
        return nobody_found(self._overview.count(RoundState.OPEN) == 0, self.filters.clear)

    def _arrange(self) -> None:
        self._show_hints()
        self.filters.setVisible(bool(self._overview and self._overview.teachers))
        self.sections.setVisible(not self._narrow and bool(self._overview and self._overview.sections))

    def _enable(self) -> None:
        copy, change, remove = self.visit_actions[:3]
        planned = self._planned() is not None
        copy.setEnabled(bool(self._overview and self._overview.teachers))
        change.setEnabled(planned or bool(self._told))
        remove.setEnabled(planned)

    def _made_last(self) -> str | None:
        """The visit of this round that was planned last: here, else as far as the file knows."""
        planned = [one.visit.id for one in self._overview.teachers if one.visit] if self._overview else []
        return self._made if self._made in planned else self._school.rounds.last_plan(self._round_id)

    def _planned(self) -> PlannedVisit | None:
        row = self.table.current()
        return row.visit if row and row.visit and row.visit.state is VisitState.PLANNED else None

    # What one can do

    def _ask(self, start: VisitDraft | str) -> None:
        visit_id = PlanDialog.ask(self._page, self._school, start, me=self._me())
        if visit_id is None:
            return
        if self._school.visits.get(visit_id).line.state is VisitState.BUSY:
            self._page.go.emit(Place.OBSERVE, visit_id)
        else:
            self._tell_planned(visit_id, "Gewijzigd" if isinstance(start, str) else "Gepland")

    def _tell_planned(self, visit_id: str, word: str = "Gepland") -> None:
        """Say what was made and what to mind, and go to its teacher."""
        detail = self._school.visits.get(visit_id)
        line = detail.line
        hints = self._school.rounds.hints(detail.draft, visit_id)
        when = moment(line.held_on, line.lesson_hour)
        sentence = f"{word}: {line.teacher}, {when}, door {line.observer}."
        more = " ".join((*(hint.sentence for hint in hints), "Ctrl+Z draait het terug."))
        self._say("attention" if hints else "done", sentence, "Aanpassen  F2", more)
        self._told = self._made = visit_id
        self._bar_does = lambda: self._ask(visit_id)
        self.table.select_teacher(line.teacher_id)
        self._enable()

    def _take_back(self) -> None:
        if self._school.undo.next_undo == self._news:
            with self._refusals():
                self._school.undo.undo()

    def _say(self, kind: MessageKind, sentence: str, action: str = "", more: str = "") -> None:
        """Say something above the list until something else is done."""
        self.bar.set_message(kind, sentence, action, more)
        self.bar.show()
        self._told, self._news = "", self._school.undo.next_undo

    @contextmanager
    def _refusals(self) -> Iterator[None]:
        """What can't be done is said above the list; it needs no dialog of its own."""
        try:
            yield
        except RuleBroken as refusal:
            self._say("attention", str(refusal))

    def _add_round(self) -> None:
        rounds = self._school.rounds
        self._ask_round(next_round(rounds.all(self._year), self._year, self._school.today()))

    def _change_round(self) -> None:
        if self._overview is not None:
            one = self._overview.round
            self._ask_round(RoundDraft(one.title, one.starts_on, one.ends_on, one.id))

    def _ask_round(self, draft: RoundDraft) -> None:
        with self._refusals():
            if made := RoundDialog.ask(self._page, self._school, draft):
                self._round_id = made
                self.show_year(self._year)

    def _remove_round(self) -> None:
        if self._overview is None:
            return
        title = self._overview.round.title
        with self._refusals():
            self._school.rounds.remove(self._round_id)
            more = "De bezoeken blijven staan."
            self._say("done", f"‘{title}’ verwijderd.", "Ongedaan maken  Ctrl+Z", more)
            self._bar_does = self._take_back

    def _pick_round(self, round_id: str) -> None:
        self._round_id = round_id
        self.bar.hide()
        self._read()

    def _show_visit(self) -> None:
        row = self.table.current()
        if row is not None and row.visit is not None:
            self._page.go.emit(Place.VISITS, row.visit.id)

    # How it is put together

    def _build(self) -> None:
        card = Card()
        card.body.addWidget(self.table)
        row = QHBoxLayout(self._list)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(12)
        row.addWidget(card, 1)
        row.addWidget(self.sections)
        self._list.setFocusProxy(self.table)
        self._body.addWidget(self._list)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(10)
        for widget in (self.head, self.bar, self.filters):
            column.addWidget(widget)
        column.addWidget(self._body, 1)
        column.addWidget(self.hints)

    def _connect(self) -> None:
        self.head.picked.connect(self._pick_round)
        self.filters.changed.connect(self._show_rows)
        self.filters.search.returnPressed.connect(self.table.setFocus)
        self.sections.chosen.connect(self.filters.set_section)
        self.bar.acted.connect(lambda: self._bar_does())
        self.table.activated.connect(lambda _: self.plan())
        self.table.selectionModel().currentRowChanged.connect(lambda *_: self._enable())
        self.table.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        self.table.customContextMenuRequested.connect(self._show_menu)

    def _make_actions(self) -> tuple[list[QAction], list[QAction]]:
        def make(text: str, key: str, do: Callable[[], object], menu: str = "Lesbezoek") -> QAction:
            return self._page.make_action(text, key, do, menu, self)

        visit = [
            make("Zelfde plan voor de &volgende docent", "Ctrl+D", self.copy_plan),
            make("Plan &wijzigen…", "F2", self.change),
            make("Plan verw&ijderen", "Del", self.remove),
            make("&Toon dit bezoek bij Bezoeken", "", self._show_visit),
            make("Wie nog niet be&zocht is", "Ctrl+U", self.filters.toggle_open, "Beeld"),
            make("&Lijst kopiëren", "", self.table.copy_all, "Bewerken"),
        ]
        rounds = [
            make("Nieuwe &ronde…", "Ins", self._add_round),
            make("R&onde wijzigen…", "", self._change_round),
            make("Ronde verwijderen", "", self._remove_round),
        ]
        return rounds, visit

    def _show_menu(self, where: QPoint) -> None:
        if self.table.current() is not None:
            menu = QMenu(self)
            menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
            menu.addAction("Bezoek plannen…  Enter", self.plan)
            menu.addActions(self.visit_actions[:4])
            menu.popup(self.table.viewport().mapToGlobal(where))


def _sum(overview: RoundOverview) -> SectionInRound:
    """All sections together, each teacher once."""
    visited, planned = overview.count(RoundState.VISITED), overview.count(RoundState.PLANNED)
    return SectionInRound("", "Alle secties", len(overview.teachers), visited, planned)
