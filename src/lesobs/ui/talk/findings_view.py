"""This file is the view of all findings: the table, the one in focus, and the way to what follows from it."""

from dataclasses import replace
from datetime import date

from PySide6.QtCore import QPoint, Qt, QTimer
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QMenu, QStackedWidget, QVBoxLayout

from lesobs.domain.cycle import Phase
from lesobs.domain.finding import FindingKind
from lesobs.domain.small_groups import WHOLE_SCHOOL
from lesobs.services.findings import FindingLine
from lesobs.ui.calendar.wording import one_line
from lesobs.ui.look import PAGE
from lesobs.ui.page import Page, Place
from lesobs.ui.picture.asking import Asking
from lesobs.ui.picture.cell_place import CellPlace
from lesobs.ui.talk.finding_panel import FindingPanel
from lesobs.ui.talk.finding_table import FindingFilters, FindingTable
from lesobs.ui.talk.view import TalkView
from lesobs.ui.talk.wording import all_indicators, indicator_words
from lesobs.ui.widgets.bars import MessageBar
from lesobs.ui.widgets.cards import Card
from lesobs.ui.widgets.states import EmptyState, Offer

FIGURES_AFTER_MS = 120
"""Walking through the table must not wait for the picture of now."""
REMOVED = "Bevinding verwijderen"
"""The words of the action that `school.findings.remove` leaves for undo."""


class FindingsView(TalkView):
    """All findings of the school; Enter goes from the table to the finding, Esc back."""

    listens_to = frozenset(
        {"finding", "cycle", "cycle_indicator", "activity", "section", "person", "visit", "rating"}
        | {"round", "instrument"}
    )

    def __init__(self, page: Page) -> None:
        super().__init__(page)
        self._all: list[FindingLine] = []
        self._shown: FindingLine | None = None
        self._narrow = False
        self.filters, self.table = FindingFilters(), FindingTable()
        self.panel = FindingPanel(self._write)
        self.panel.set_narrow(False)
        self._removed = MessageBar("done", "", closable=True)
        self._removed.hide()
        self._asking = Asking(self.school, self)
        self._figures = QTimer(self, singleShot=True, interval=FIGURES_AFTER_MS)
        self._figures.timeout.connect(self._show_since)
        self._build()
        self._connect()
        self.add_action("&Zoek in bevindingen", "Ctrl+F", self.filters.search.setFocus, "Bewerken")
        self.add_action("Maak een &cyclus van deze bevinding…", "Ctrl+Return", self._make_cycle)
        self.add_action("Voeg toe aan een cyclus in &Plan", "Ctrl+Shift+Return", self._take_along)
        self.add_action("Activiteit bij deze be&vinding…", "Ins", self._make_activity)
        self.add_action("Naar het vak&je in het beeld", "Ctrl+G", self._to_cell)
        self._remove_action = self.page.make_action(
            "Bevinding verwij&deren", "Del", self._remove, "Kwaliteit", self.table
        )
        self.actions_for_menu.append(self._remove_action)
        self.setFocusProxy(self.table)

    def refresh(self) -> None:
        self._all = self.school.findings.all()
        self._indicators = all_indicators(self.school)
        self.filters.offer(self._all)
        if self.school.undo.next_undo != REMOVED:
            self._removed.hide()
        self._fill()

    def show_item(self, item: str) -> None:
        """Show a finding, whatever the filter says."""
        self.filters.clear()
        self._all = self.school.findings.all()
        self._indicators = all_indicators(self.school)
        self.filters.offer(self._all)
        self._fill(item)
        self._show_panel(True)

    def flush(self) -> bool:
        return self.panel.words.flush()

    def unkept(self) -> str:
        refusal = self.panel.words.refusal
        return f"Deze bevinding is nog niet helemaal bewaard. {refusal}" if refusal else ""

    def let_go(self) -> None:
        self.panel.words.let_go()
        self.refresh()

    def set_narrow(self, narrow: bool) -> None:
        self._narrow = narrow
        self.filters.set_narrow(narrow)
        self.panel.set_narrow(narrow)
        self._show_panel(not narrow)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape and not self.table.hasFocus():
            self._go_back()
        else:
            super().keyPressEvent(event)

    # What is shown

    def _fill(self, chosen: str = "") -> None:
        wanted, stays = self.filters.wanted(), self._in_hand()
        lines = [
            line for line in self._all if line.id == stays or wanted.lets_through(line, self._indicator(line))
        ]
        self.filters.show_count(len(lines), len(self._all))
        self.table.selectionModel().blockSignals(True)
        self.table.show_findings(lines, chosen or (self._shown.id if self._shown else ""))
        self.table.selectionModel().blockSignals(False)
        self.table.viewport().update()
        self._stack.setCurrentIndex(0 if lines else 1 if self._all else 2)
        self._show_chosen()
        self._show_panel(not self._narrow or self.panel.isVisibleTo(self))

    def _in_hand(self) -> str:
        """The finding that no filter takes away: one is writing in it, or what was written is not kept."""
        words = self.panel.words
        return self._shown.id if self._shown is not None and (words.held or words.hasFocus()) else ""

    def _filter(self) -> None:
        self.panel.words.flush()
        self._fill()

    def _show_chosen(self) -> None:
        finding = self.table.current()
        if self._shown is not None and (finding is None or finding.id != self._shown.id):
            row = self.table.lines.row_of(lambda line: self._shown is not None and line.id == self._shown.id)
            if self.panel.words.holds_back() and row >= 0:
                QTimer.singleShot(0, self, lambda: self.table.select_row(row))
                return
            self.panel.words.let_go()
        if finding is not None and (self._shown is None or finding.id != self._shown.id):
            self.refusal.hide()
        self._shown = finding
        self._asking.stop()
        self.panel.setEnabled(finding is not None)
        if finding is not None:
            under = self.school.follow_ups.of(finding.id)
            fits = bool(self.school.cycles.fitting(finding.id))
            self.panel.show_finding(finding, self._indicator(finding), under, self.school.today(), fits=fits)
            self._figures.start()

    def _show_since(self) -> None:
        finding, follow_ups = self._shown, self.school.follow_ups
        if finding is not None:
            self._asking.ask(lambda _: follow_ups.since(finding), self.panel.show_since)

    def _indicator(self, finding: FindingLine) -> str:
        return indicator_words(self._indicators.get(finding.indicator_key or ""))

    def _show_panel(self, shown: bool) -> None:
        """Beside the table, or in its place when there is no room for both."""
        shown = shown and bool(self._all)
        self.panel.setVisible(shown)
        self._stack.setVisible(not (shown and self._narrow))
        self.filters.setVisible(bool(self._all) and self._stack.isVisibleTo(self))

    # What the user does

    def _open(self) -> None:
        if self._narrow:
            self._show_panel(True)
        self.panel.words.setFocus()

    def _go_back(self) -> None:
        self.panel.words.flush()
        if self._narrow:
            self._show_panel(False)
        self.table.setFocus()

    def _write(self, text: str) -> None:
        if self._shown is not None:
            self.school.findings.write(self._shown.id, text)

    def _set_kind(self, kind: FindingKind) -> None:
        if self._shown is not None and self.panel.words.flush():
            finding, text = self._shown.id, self.panel.words.toPlainText()
            self.attempt(lambda: self.school.findings.change(finding, kind, text))

    def _discuss(self, day: date | None) -> None:
        if self._shown is not None:
            finding = self._shown.id
            self.attempt(lambda: self.school.findings.discuss(finding, day))

    def _make_cycle(self) -> None:
        from lesobs.ui.calendar.cycle_dialog import CycleDialog

        if (finding := self._ready()) is not None:
            self.attempt(
                lambda: CycleDialog.ask(self, self.school, self.school.cycles.draft_from(finding.id))
            )

    def _take_along(self) -> None:
        """Into a cycle about the same lessons that is still in Plan; of several the user chooses one."""
        finding = self._ready()
        fitting = self.school.cycles.fitting(finding.id) if finding is not None else []
        if finding is None or not fitting:
            return
        if len(fitting) == 1:
            self._take_along_in(fitting[0].id, finding.id)
            return
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        for line in fitting:
            chosen = menu.addAction(one_line(line.title).replace("&", "&&"))
            chosen.triggered.connect(lambda _=False, line=line: self._take_along_in(line.id, finding.id))
        menu.popup(self.panel.along.mapToGlobal(QPoint(0, self.panel.along.height() + 2)))

    def _take_along_in(self, cycle: str, finding: str) -> None:
        self.attempt(lambda: self.school.cycles.take_along(cycle, finding))

    def _make_activity(self) -> None:
        from lesobs.ui.calendar.activity_dialog import ActivityDialog, blank

        if (finding := self._ready()) is not None:
            draft = replace(
                blank(self.school.today()),
                phase=Phase.DO,
                section_id=finding.section_id,
                finding_id=finding.id,
            )
            self.attempt(lambda: ActivityDialog.ask(self, self.school, draft))

    def _remove(self) -> None:
        """Away, without a question: it can be undone."""
        if (finding := self._ready()) is not None and self.attempt(
            lambda: self.school.findings.remove(finding.id)
        ):
            self._removed.set_message("done", "Bevinding verwijderd.", "Ongedaan maken")
            self._removed.show()
            if self._narrow:
                self._go_back()

    def _undo_remove(self) -> None:
        if self.school.undo.next_undo == REMOVED:
            self.attempt(self.school.undo.undo)
        self._removed.hide()

    def _ready(self) -> FindingLine | None:
        """The finding in focus, once what is typed is kept."""
        return self._shown if self._shown is not None and self.panel.words.flush() else None

    def _to_cell(self) -> None:
        """Back to the picture that the finding was made from."""
        if (finding := self._ready()) is not None and finding.indicator_key is not None:
            place = CellPlace(finding.school_year, finding.indicator_key, finding.section_id or WHOLE_SCHOOL)
            if (asked := finding.asked) is not None:
                place = replace(place, group=asked.group, rows=asked.question.rows)
            self.page.go.emit(Place.PICTURE, place.item)

    # How it is built

    def _build(self) -> None:
        card = Card()
        card.body.addWidget(self.table)
        nothing = EmptyState(
            "Geen bevinding past hierbij",
            "Kies een andere status of sectie, of zoek met minder woorden.",
            Offer("Toon alle bevindingen", self._show_all, "filter"),
            outline="list",
        )
        empty = EmptyState(
            "Nog geen bevindingen",
            "Een bevinding is wat jullie uit het beeld opmaken, in jullie eigen woorden en met de aantallen "
            "van dat moment. Kies in het beeld een vakje en druk op Ctrl+B. Hier zie je hoe ver het is.",
            Offer("Naar het beeld", lambda: self.page.go.emit(Place.PICTURE, "picture"), "grid"),
            outline="list",
        )
        self._stack = QStackedWidget()
        for widget in (card, nothing, empty):
            self._stack.addWidget(widget)
        row = QHBoxLayout()
        row.setSpacing(14)
        row.addWidget(self._stack, 1)
        row.addWidget(self.panel)
        column = QVBoxLayout(self)
        column.setContentsMargins(PAGE, 10, PAGE, 12)
        column.setSpacing(9)
        column.addWidget(self.refusal)
        column.addWidget(self._removed)
        column.addWidget(self.filters)
        column.addLayout(row, 1)

    def _show_all(self) -> None:
        self.filters.clear()
        self._fill()
        self.table.setFocus()

    def _connect(self) -> None:
        self.filters.changed.connect(self._filter)
        self.filters.ordered.connect(self.table.sortByColumn)
        self.table.selectionModel().currentRowChanged.connect(lambda *_: self._show_chosen())
        self.table.activated.connect(lambda _: self._open())
        self.table.clicked.connect(lambda _: self._open() if self._narrow else None)
        self._removed.acted.connect(self._undo_remove)
        panel = self.panel
        panel.kind_picked.connect(self._set_kind)
        panel.discussed_on.connect(self._discuss)
        panel.cell_asked.connect(self._to_cell)
        panel.cycle_asked.connect(self._make_cycle)
        panel.along_asked.connect(self._take_along)
        panel.activity_asked.connect(self._make_activity)
        panel.remove_asked.connect(self._remove)
        panel.followed.connect(self._follow)
        panel.back_asked.connect(self._go_back)
        panel.words.failed.connect(self._say_unkept)
        panel.words.kept.connect(self.refusal.hide)

    def _follow(self, item: str) -> None:
        """To the page of a cycle, or to an activity in the calendar."""
        is_cycle = any(line.id == item for line in self.school.cycles.all())
        self.page.go.emit(Place.CYCLE if is_cycle else Place.CALENDAR, item)

    def _say_unkept(self, sentence: str) -> None:
        self.refusal.set_message("attention", sentence)
        self.refusal.show()
