"""This file is the page of one cycle: the loop, the panel of the station in focus, and its steps."""

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtGui import QAction, QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from lesobs.domain.cycle import Gap, Outcome, Phase
from lesobs.domain.cycle_look import Looks
from lesobs.domain.errors import RuleBroken
from lesobs.services.cycles import Aim, CycleField, CycleText
from lesobs.services.school import School
from lesobs.ui.cycle.act_panel import ActPanel
from lesobs.ui.cycle.actions import CycleActions
from lesobs.ui.cycle.check_panel import CheckPanel
from lesobs.ui.cycle.decision import EXPLAIN, Decision, closed_words
from lesobs.ui.cycle.do_panel import DoPanel
from lesobs.ui.cycle.head import CycleHead
from lesobs.ui.cycle.loop import Loop
from lesobs.ui.cycle.plan_panel import PlanPanel
from lesobs.ui.cycle.stations import stations
from lesobs.ui.cycle.tell_panel import TellPanel, opens
from lesobs.ui.cycle.whole import STOPS, Stop, Whole, whole_of
from lesobs.ui.look import PAGE
from lesobs.ui.page import Changes, Page, Place
from lesobs.ui.picture.asking import Asking
from lesobs.ui.widgets.bars import MessageBar

NARROW, LOW = 940, 560
"""Below this width or height of the page the loop is a list with the panel beside it."""


class CyclePage(Page):
    """One cycle. An item is its id, with `:` and a station behind it to begin there."""

    place = Place.CYCLE
    help_page = "verbetercyclus"
    listens_to = frozenset(
        {"cycle", "cycle_indicator", "activity", "finding", "visit", "rating", "round", "school", "person"}
        | {"section", "department", "class_group", "instrument", "teacher"}
    )

    def __init__(self, school: School, changes: Changes, me: Callable[[], str | None] = lambda: None) -> None:
        super().__init__(school, changes)
        self._id = ""
        self._whole: Whole | None = None
        self.came_from = Place.CALENDAR
        self._asking = Asking(school, self)
        self._do = CycleActions(self, school, me)
        self.head, self.loop = CycleHead(), Loop()
        self.plan, self.doing = PlanPanel(school, self._write, self._change, self._measure), DoPanel()
        self.check, self.act = CheckPanel(self._write), ActPanel(self._write)
        self.tells = {stop: TellPanel(stop) for stop in (Stop.VISITS, Stop.PICTURE, Stop.FINDING, Stop.LOOKS)}
        self.message = MessageBar("attention", closable=True)
        self.message.hide()
        self._undoes = False
        self._build()
        self._connect()
        self._actions = self._make_actions()
        self.setFocusProxy(self.loop)
        self.setMinimumSize(600, 320)

    # What is shown

    def refresh(self) -> None:
        if not self._id:  # nobody said which: the one that is to be looked at first
            self._id = next((line.id for line in self.school.cycles.all()), "")
        self.loop.setVisible(bool(self._id))
        if not self._id:
            return
        try:
            self._read(self._whole.looks if self._whole else None)
        except RuleBroken:  # it was taken away in the meantime
            self._id, self._whole = "", None
            if self.isVisible():
                self.go.emit(self.came_from, "")
            return
        self._asking.ask(lambda _: self._look(self._id), self._show_looks)

    def show_item(self, item: str) -> None:
        cycle, _, stop = item.partition(":")
        if cycle != self._id:
            self.flush()
            self._id, self._whole = cycle, None
            self.message.hide()
        self.refresh()
        if self._whole is not None:
            self._stale = False
            self.loop.select(Stop(stop) if stop in tuple(Stop) else self._first_stop())

    def menu_actions(self) -> list[QAction]:
        return self._actions

    def unfinished(self) -> str:
        return self._id

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        narrow = self.width() < NARROW or self.height() < LOW
        self.loop.set_narrow(narrow)
        for panel in (self.plan, self.doing, self.check, self.act):
            panel.set_narrow(narrow)
        self.head.set_room(self.width())

    def _read(self, looks: Looks | None) -> None:
        same = self._whole is not None and self._whole.line.id == self._id
        self._whole = whole_of(self.school, self._id, looks if same else None)
        self._fill()

    def _look(self, cycle_id: str) -> Looks | None:
        """Reckoned beside the window; None when the cycle is gone by now."""
        try:
            return self.school.cycle_looks.of(cycle_id)
        except RuleBroken:
            return None

    def _show_looks(self, looks: Looks | None) -> None:
        if looks is not None and self._whole is not None:
            self._read(looks)

    def _fill(self) -> None:
        whole = self._whole
        if whole is None:
            return
        self.head.show_whole(whole)
        self.loop.show_stations(stations(whole), goes_on=whole.next_turn is not None)
        for panel in (self.plan, self.doing, self.check, self.act):
            panel.show_whole(whole)
        for tell in self.tells.values():
            tell.show_whole(whole)

    def _first_stop(self) -> Stop:
        """Where the cycle is now; of a closed one what came out of it."""
        assert self._whole is not None
        return Stop.ACT if self._whole.closed else self._whole.stop

    # What is typed and chosen

    def flush(self) -> bool:
        return all([self.plan.flush(), self.check.reason.flush(), self.act.conclusion.flush()])

    def unkept(self) -> str:
        refusals = (self.plan.refusal, self.check.reason.refusal, self.act.conclusion.refusal)
        refusal = next((one for one in refusals if one), "")
        return f"Deze cyclus is nog niet helemaal bewaard. {refusal}" if refusal else ""

    def let_go(self) -> None:
        self.plan.let_go()
        self.check.reason.let_go()
        self.act.conclusion.let_go()
        self.message.hide()
        self.refresh()

    def _write(self, field: CycleText, text: str) -> None:
        self.school.cycles.write(self._id, field, text)

    def _change(self, field: CycleField, value: object) -> None:
        kept = self._try(
            lambda: self.school.cycles.change(self._id, field, value)  # type: ignore[arg-type]
        )
        if not kept and self._whole is not None:
            self.plan.restore(field, self._whole)

    def _measure(self, aims: tuple[Aim, ...]) -> None:
        kept = self._try(lambda: self.school.cycles.measure(self._id, aims))
        if not kept and self._whole is not None:
            self.plan.show_indicators(self._whole)

    # Steps

    def go_on(self) -> None:
        """The next step of where the cycle is: the next phase, or the decision."""
        if self._whole is None or self._whole.closed or not self.flush():
            return
        decision = {Stop.CHECK: self.check.decision, Stop.ACT: self.act.decision}.get(self.loop.stop)
        if decision is not None:
            decision.decide()
        elif self._whole.line.phase in (Phase.PLAN, Phase.DO):
            self._advance()
        else:
            self.loop.select(self._first_stop())
            self.loop.setFocus()

    def _advance(self) -> None:
        assert self._whole is not None
        before = self._whole.line
        if self._try(lambda: self.school.cycles.advance(self._id)):
            self._go_to(Stop(self.school.cycles.line(self._id).phase.value))
        elif before.phase is Phase.PLAN:
            facts = before.facts
            self._go_to(Stop.PLAN)
            self.plan.focus_on(
                "goal" if not facts.goal.strip() else "check_on" if facts.has_owner else "owner"
            )

    def _step_back(self) -> None:
        if self.flush() and self._try(lambda: self.school.cycles.step_back(self._id)):
            self._go_to(Stop(self.school.cycles.line(self._id).phase.value))

    def _decide(self, outcome: Outcome) -> None:
        if self._whole is None or not self.flush():
            return
        said = closed_words(outcome, self._whole, self.school.today())
        if not self._try(lambda: self.school.cycles.close(self._id, outcome)):
            return
        self._undoes = True
        self.message.set_message("done", *said)
        self.message.show()
        self._go_to(Stop.LOOKS if outcome is not Outcome.STOP else Stop.ACT)

    def _take_way(self, way: str) -> None:
        """Do what is missing for the decision."""
        assert self._whole is not None
        match way:
            case Gap.GOAL | Gap.OWNER | Gap.CHECK_ON:
                self._go_to(Stop.PLAN)
                self.plan.focus_on(way)
            case Gap.STILL_DOING:
                self._go_to(self._whole.stop)
            case Gap.LOOK:
                self._do.plan_visits(self._whole)
            case Gap.REASON:
                self._go_to(Stop.ACT)
                self.act.conclusion.setFocus()
            case _ if way == EXPLAIN:
                self._go_to(Stop.CHECK)
                self.check.ask_reason()

    def _go_to(self, stop: Stop) -> None:
        self.loop.select(stop)
        self.loop.setFocus()

    def _open(self, stop: str) -> None:
        """What a station speaks of: elsewhere, or its panel."""
        whole = self._whole
        if whole is None or not self.flush():
            return
        self.loop.select(Stop(stop))
        match Stop(stop):
            case Stop.VISITS if opens(Stop.VISITS, whole):
                self.go.emit(Place.VISITS, f"cycle:{whole.line.id}")
            case Stop.PICTURE if opens(Stop.PICTURE, whole):
                self._do.show_cell(whole, self.tells[Stop.PICTURE].chosen)
            case Stop.FINDING if whole.findings:
                chosen = self.tells[Stop.FINDING].chosen or whole.findings[0].id
                self.go.emit(Place.PICTURE, f"findings:{chosen}")
            case Stop.PLAN:
                self.plan.goal.setFocus()
            case Stop.DO:
                (self.doing.list if whole.activities else self.doing.add).setFocus()
            case Stop.CHECK | Stop.ACT:
                self._focus_decision(self.check.decision if stop == Stop.CHECK else self.act.decision)
            case Stop.LOOKS if whole.next_turn is not None:
                self.show_item(whole.next_turn.line.id)
            case other if other in self.tells:
                self.tells[other].take_focus()

    def _focus_decision(self, decision: Decision) -> None:
        target: QWidget = decision.options[Outcome.SECURE]
        if self._whole is not None and self._whole.closed:
            target = self.act.conclusion
        target.setFocus(Qt.FocusReason.TabFocusReason)

    def _follow(self, item: str) -> None:
        """To another turn here, or to an activity in the calendar."""
        if self._whole is not None and any(turn.line.id == item for turn in self._whole.turns):
            self.show_item(item)
            self.loop.setFocus()
        elif self.flush():
            self.go.emit(Place.CALENDAR, item)

    def _back(self) -> None:
        """From a field to its station, from a station to where one came from."""
        focused = self.focusWidget()
        if (
            focused is not None
            and focused not in self.loop.cards.values()
            and self.loop.isAncestorOf(focused)
        ):
            self.flush()
            self.loop.setFocus()
        else:
            self._leave()

    def _leave(self) -> None:
        self.go.emit(self.came_from, self._id if self.came_from is Place.CALENDAR else "")

    def _remove(self) -> None:
        if self.flush() and self._try(lambda: self.school.cycles.remove(self._id)):
            self._id, self._whole = "", None
            self.go.emit(self.came_from, "")

    def _undo(self) -> None:
        self.message.hide()
        if self._undoes:
            self._try(self.school.undo.undo)
            self._undoes = False

    def _try(self, do: Callable[[], object]) -> bool:
        """Do it, or say above the loop why not."""
        try:
            do()
        except RuleBroken as refusal:
            self._say(str(refusal))
            return False
        self.message.hide()
        return True

    def _say(self, sentence: str, more: str = "") -> None:
        self._undoes = False
        self.message.set_message("attention", sentence, more=more)
        self.message.show()

    # How it is put together

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self._back()
        else:
            super().keyPressEvent(event)

    def _build(self) -> None:
        panels = {Stop.PLAN: self.plan, Stop.DO: self.doing, Stop.CHECK: self.check, Stop.ACT: self.act}
        for stop in STOPS:
            self.loop.set_panel(stop, panels.get(stop) or self.tells[stop])
        self.loop.select(Stop.PLAN)
        column = QVBoxLayout(self)
        column.setContentsMargins(PAGE, 12, PAGE, 12)
        column.setSpacing(10)
        column.addWidget(self.head)
        column.addWidget(self.message)
        column.addWidget(self.loop, 1)

    def _connect(self) -> None:
        self.head.back_asked.connect(self._leave)
        self.head.paper_asked.connect(self._print)
        self.head.turn_asked.connect(self.show_item)
        self.loop.opened.connect(self._open)
        self.message.acted.connect(self._undo)
        self.plan.baseline_asked.connect(self._take_baseline)
        self.plan.failed.connect(self._say)
        for go_on in (self.plan.go_on_asked, self.doing.go_on_asked):
            go_on.connect(self.go_on)
        for back in (self.doing.back_asked, self.check.back_asked, self.act.back_asked):
            back.connect(self._step_back)
        self.doing.add_asked.connect(self._add)
        self.doing.edit_asked.connect(self._do.edit_activity)
        self.doing.remove_asked.connect(lambda one: self._try(lambda: self.school.calendar.remove(one)))
        self.doing.status_asked.connect(
            lambda one, status: self._try(lambda: self.school.calendar.set_status(one, status))
        )
        self.check.visits_asked.connect(self._plan_visits)
        self.check.seen_asked.connect(lambda: self.go.emit(Place.VISITS, f"cycle:{self._id}:since"))
        for decision in (self.check.decision, self.act.decision):
            decision.decided.connect(self._decide)
            decision.way_asked.connect(self._take_way)
        for text in (self.check.reason, self.act.conclusion):
            text.failed.connect(self._say)
        for stop, panel in self.tells.items():
            panel.opened.connect(lambda stop=stop: self._open(stop))
            panel.followed.connect(self._follow)

    def _make_actions(self) -> list[QAction]:
        def make(text: str, key: str, do: Callable[[], object], menu: str = "Kwaliteit") -> QAction:
            return self.make_action(text, key, do, menu, self)

        return [
            make("Verbe&terplan op één A4…", "Ctrl+P", self._print, "Bestand"),
            make("&Verder in de lus", "Ctrl+Return", self.go_on),
            make("Een fase &terug", "", self._step_back),
            make("&Activiteit bij deze cyclus…", "Ins", self._add),
            make("Bezoek plannen &bij deze cyclus…", "Ctrl+Shift+N", self._plan_visits),
            make("Begin&meting uit het beeld", "", self._take_baseline),
            make("Cyclus verwi&jderen", "", self._remove),
            make("Volgend &station", "Ctrl+PgDown", lambda: self.loop.step(1), "Beeld"),
            make("Vorig s&tation", "Ctrl+PgUp", lambda: self.loop.step(-1), "Beeld"),
            make("Te&rug", "Alt+Left", self._leave, "Beeld"),
        ]

    def _add(self) -> None:
        if self._whole is not None and not self._whole.closed and self.flush():
            self._do.add_activity(self._whole)

    def _take_baseline(self) -> None:
        if self._whole is not None and self.flush():
            self._go_to(Stop.PLAN)
            field = self.plan.indicators
            self._do.offer_baselines(self._whole, field.chosen, field.take, self._try)

    def _plan_visits(self) -> None:
        if self._whole is not None and self.flush():
            self._do.plan_visits(self._whole)

    def _print(self) -> None:
        if self._whole is not None and self.flush():
            self._do.show_paper(self._whole)
