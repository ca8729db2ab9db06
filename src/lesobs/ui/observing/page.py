"""This file is the observing page: the list, the scores and the notes of one visit, joined."""

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime

from PySide6.QtCore import QSize, Qt, QTimer
from PySide6.QtGui import QAction, QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QApplication, QVBoxLayout, QWidget

from lesobs.domain import dutch
from lesobs.domain.errors import RuleBroken
from lesobs.domain.visit import VisitState
from lesobs.services.school import School, SchoolFileProblem
from lesobs.services.visit_detail import VisitDetail
from lesobs.ui.observing.actions import VisitActions
from lesobs.ui.observing.changes import what_changed
from lesobs.ui.observing.clock_watch import ClockWatch
from lesobs.ui.observing.counting import Counting
from lesobs.ui.observing.head import Head
from lesobs.ui.observing.keys import Command, Do
from lesobs.ui.observing.note_taking import NoteTaking
from lesobs.ui.observing.panels import Panels
from lesobs.ui.observing.question import QuestionField
from lesobs.ui.observing.sentences import duo_words, resumed_message
from lesobs.ui.observing.visit import ObservedVisit
from lesobs.ui.observing.voice import Voice
from lesobs.ui.page import Changes, Page, Place
from lesobs.ui.settings import Settings
from lesobs.ui.unkept import as_text, unkept_words
from lesobs.ui.widgets.bars import Message


class ObservingPage(Page):
    """Where a lesson is observed. Everything can be done by key; every score is on the disk when its key is
    released, every word soon after it was typed."""

    place = Place.OBSERVE
    help_page = "observeren"
    listens_to = frozenset(
        {"visit", "rating", "seen_look_for", "note", "task_count", "teacher", "section", "class_group"}
    )

    def __init__(
        self,
        school: School,
        changes: Changes,
        now: Callable[[], datetime] = dutch.now,
        settings: Settings | None = None,
    ) -> None:
        super().__init__(school, changes)
        self._now, self._settings = now, settings or Settings()
        self._about: tuple[object, object] = (None, None)
        self.visit = ObservedVisit(school, now, self)
        self.act = VisitActions(self)
        self.head = Head(now, self.act)
        self.question = QuestionField(self.head)
        panels = self.panels = Panels(self)
        self.indicators, self.scoring = panels.indicators, panels.scoring
        self.notes, self.entry = panels.notes, panels.entry
        self.taking = NoteTaking(self.visit, panels, lambda: not self._is_settled())
        self.voice = Voice(self.visit, now, self._to_unscored)
        self.bar, self.hints = self.voice.bar, self.voice.hints
        self._build()
        self._connect()
        self.counting = Counting(self.visit, self.head, self.act, self._settings, self.indicators)
        ClockWatch(self.visit, self.head, now, self.voice.say)
        self._set_touch(self._settings.touch)
        self.setFocusProxy(self.indicators)

    def show_item(self, item: str) -> None:
        """Turn to a visit by its id, at the indicator that was last written on."""
        other = item != self.visit.id
        try:
            detail = self.visit.open(item)
        except SchoolFileProblem:
            raise
        except RuleBroken:
            self._leave()
            return
        self._stale = False
        if other:
            self.voice.forget()
            self.entry.field.start("")
            self._set_from_paper(False)
        self._show(detail)
        if other:
            self.indicators.choose(self.visit.last_touched())
            self._focus(self.indicators.current_key())
            self.notes.list.show_first(newest=detail.line.state is VisitState.BUSY)
            if detail.line.state is VisitState.BUSY and (words := duo_words(detail)):
                self.voice.say(Message("info", words))

    def resume(self, item: str) -> None:
        self.show_item(item)
        if self.visit.id:
            self.voice.say(resumed_message("dit bezoek", self.school.observing.last_written(item)))

    def unfinished(self) -> str:
        busy = bool(self.visit.id) and self.visit.detail.line.state is VisitState.BUSY
        return self.visit.id if busy else ""

    def refresh(self) -> None:
        self._show_after(self.visit.read)

    def refresh_after(self, tables: frozenset[str]) -> None:
        self._show_after(lambda: self.visit.read_changed(tables))

    def _show_after(self, read: Callable[[], VisitDetail]) -> None:
        """Show what changed in the visit, which `read` gives as it is now."""
        if not self.visit.id:
            return
        before = self.visit.detail
        try:
            detail = read()
        except SchoolFileProblem:  # what is on the page stays; writing tells what is wrong
            return
        except RuleBroken:
            self._leave()
            return
        self.voice.set_gone(False)
        self._show(detail)
        if self.school.undo.replaying:
            found = what_changed(before, detail)
            # Not now: a field that loses the ring writes, and the undo has not come to its end yet.
            QTimer.singleShot(0, self, lambda: self._go_to_change(found))

    def flush(self) -> bool:
        return self.visit.writer.flush()

    def unkept(self) -> str:
        return unkept_words(self.visit.writer.failed())

    def unkept_text(self) -> str:
        return as_text(self.visit.writer.failed())

    def let_go(self) -> None:
        self.visit.writer.let_go()
        if self.visit.id:
            self.visit.forget_typing()
            self.entry.field.start("")
            self.scoring.explanation.document().setModified(False)
            self.refresh()

    def menu_actions(self) -> list[QAction]:
        return self.act.all()

    def minimumSizeHint(self) -> QSize:
        """As narrow as the page can be arranged, not as it happens to be arranged now."""
        return QSize(760, 380)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if self.panels.arrange(self.width()):
            self._rearrange()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.counting.leave()
            self.indicators.setFocus()
        else:
            super().keyPressEvent(event)

    def _build(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.setSizeConstraint(QVBoxLayout.SizeConstraint.SetNoConstraint)
        column.addWidget(self.head)
        column.addWidget(self.voice.holder)
        column.addWidget(self.panels, 1)
        column.addWidget(self.hints)

    def _connect(self) -> None:
        scoring, entry = self.scoring, self.entry
        for source in (self.indicators, self.notes.list, scoring.explanation, entry.field):
            source.commanded.connect(self._do)
        self.indicators.chosen.connect(self._focus)
        scoring.scored.connect(lambda level: self._do(Command(Do.SCORE, level)))
        scoring.ticked.connect(lambda position: self._do(Command(Do.LOOK_FOR, position)))
        scoring.explained.connect(lambda text: self.visit.explain(self.indicators.current_key(), text))
        for field in (scoring.explanation, entry.field):
            field.left.connect(self._on_left)
        self.visit.writer.refused.connect(lambda _: self._show_waiting())
        self.visit.writer.saved.connect(self.kept_changed)
        self.question.typed.connect(self.visit.ask)
        self.question.ended.connect(self.indicators.setFocus)
        self.head.question_asked.connect(self._ask)
        self.head.back_asked.connect(lambda: self.go.emit(Place.VISITS, self.visit.id))
        self.head.minute.connect(self.taking.show_entry)
        self._connect_actions()
        app = QApplication.instance()
        assert isinstance(app, QApplication)
        app.focusChanged.connect(self._show_hints)

    def _connect_actions(self) -> None:
        act = self.act
        act.begin.triggered.connect(self.visit.begin)
        act.go_on.triggered.connect(self.visit.begin)
        act.finish.triggered.connect(self._finish)
        act.next_phase.triggered.connect(lambda: self.visit.set_phase(self.visit.detail.phase.next))
        act.last_phase.triggered.connect(lambda: self.visit.set_phase(self.visit.detail.phase.previous))
        act.mark_time.triggered.connect(self.visit.listed.mark_time)
        act.new_note.triggered.connect(self.taking.start_new)
        act.unscored.triggered.connect(self._to_unscored)
        act.question.triggered.connect(self._ask)
        act.debrief.triggered.connect(lambda: self.go.emit(Place.DEBRIEF, self.visit.id))
        act.from_paper.toggled.connect(self._set_from_paper)
        act.step_on.setChecked(self._settings.step_on)
        act.step_on.toggled.connect(lambda on: setattr(self._settings, "step_on", on))
        act.touch.setChecked(self._settings.touch)
        act.touch.toggled.connect(lambda on: setattr(self._settings, "touch", on))
        act.touch.toggled.connect(self._set_touch)

    # What is shown

    def _rearrange(self) -> None:
        """The panels stand in another way: head, hints and the way of the Tab key follow."""
        narrow = self.panels.is_narrow
        self.head.set_narrow(narrow)
        self.voice.set_narrow(narrow)
        self.hints.setFixedHeight(28 if narrow else 32)
        self.panels.order_keys(self.head.buttons())
        if self.visit.id:
            self.head.show_visit(self.visit.detail)
            self.taking.show()
        self._show_hints(None, QApplication.focusWidget())

    def _show(self, detail: VisitDetail) -> None:
        """Show a visit as it is now; words being typed, the ring and the scroll positions stay."""
        self._show_head(detail)
        self.indicators.show_visit(detail)
        if not self.indicators.current_key():
            self.indicators.choose(detail.instrument.indicators[0].key)
        key = self.indicators.current_key()
        self.scoring.show_rating(detail.ratings[key], self._explanation(key))
        self.taking.show_change(self.school.undo.replaying)
        self.taking.show()
        self.hints.set_right(f"{detail.scored} van {len(detail.ratings)}")
        self.voice.show()

    def _show_head(self, detail: VisitDetail) -> None:
        """What a score does not change: only when it did change, since a key may take no time."""
        line = replace(detail.line, scored=0)
        about = (line, detail.phase, detail.started_at, detail.finished_at, detail.count_every, detail.pupils)
        before, self._about = self._about, (about, detail.counts)
        if before == self._about:
            return
        if before[0] != about:
            self._show_line(detail)
        self.counting.show_visit()
        self._show_hints(None, QApplication.focusWidget())

    def _show_line(self, detail: VisitDetail) -> None:
        """What a count does not change either."""
        fixed = self._is_settled()
        self.act.show_state(detail)
        self.head.show_visit(detail)
        self.question.show_text(detail.line.focus_question)
        self.indicators.set_fixed(fixed)
        self.scoring.set_fixed(fixed)
        self.entry.set_fixed(fixed)

    def _explanation(self, key: str) -> str:
        """The explanation as it is, or as it is being typed here."""
        field, undone = self.scoring.explanation, self.school.undo.replaying
        typed = field.toPlainText() if field.is_typed_in() and not undone else None
        return self.visit.explanation(key, typed)

    def _show_waiting(self) -> None:
        """Show what the file did not take as it will be."""
        if self.visit.id:
            self._show(self.visit.show_waiting())
        self.kept_changed.emit()

    def _is_settled(self) -> bool:
        return bool(self.visit.id) and self.visit.detail.line.state is VisitState.SETTLED

    def _focus(self, key: str) -> None:
        """Another indicator came in focus."""
        detail = self.visit.detail
        indicator = next(one for one in detail.instrument.indicators if one.key == key)
        self.scoring.show_indicator(indicator, detail.ratings[key], self.visit.explanation(key, None))
        self.taking.follow(key)
        self.taking.show()
        self.voice.say(None)

    def _go_to_change(self, found: tuple[str, str] | None) -> None:
        """Give the ring to what an undo changed."""
        if found is None or not self.visit.id:
            return
        part, which = found
        if part in ("score", "explanation"):
            self.panels.show_tab("indicator")
            self.indicators.choose(which)
            (self.indicators if part == "score" else self.scoring.explanation).setFocus()
        elif part == "note":
            self.taking.go_to(which)
        elif not self.entry.field.hasFocus():
            (self.notes.list if self.visit.detail.notes else self.indicators).setFocus()

    # What is done

    def _do(self, command: Command) -> None:
        """Do what a key or a click asked for."""
        key, value = self.indicators.current_key(), command.value
        match command.do:
            case Do.SCORE:
                self._score(key, None if value is None else int(value))
            case Do.STEP:
                self.indicators.step(int(value or 0))
            case Do.PART:
                self.indicators.to_part(str(value))
            case Do.LOOK_FOR:
                self._tick(key, int(value or 0))
            case Do.TO_LIST:
                self.taking.end()
                self.indicators.setFocus()
            case Do.END_NOTE:
                self.taking.end(tied=bool(value))
            case Do.NEW_NOTE:
                self.taking.start_new()
            case Do.TYPE_NOTE:
                self.taking.begin_with(str(value))
            case Do.EXPLAIN:
                self.scoring.explanation.setFocus()
            case Do.UNSCORED:
                self._to_unscored()
            case Do.NEXT_ON_FORM:
                self.indicators.setFocus()
                self.indicators.step(1)
            case _:
                self.taking.do(command)

    def _score(self, key: str, level: int | None) -> None:
        if level is None and self.visit.detail.ratings[key].level is None:
            return
        self.visit.score(key, level)
        typing = self.scoring.explanation.hasFocus() or self.entry.field.hasFocus()
        goes_on = self.visit.from_paper or self._settings.step_on
        if level is not None and goes_on and not typing and not self._is_settled():
            self.indicators.step(1)

    def _tick(self, key: str, position: int) -> None:
        indicator = next(one for one in self.visit.detail.instrument.indicators if one.key == key)
        if position < len(indicator.look_fors) and not self.visit.tick(key, position):
            self.scoring.show_rating(self.visit.detail.ratings[key], self._explanation(key))

    def _ask(self) -> None:
        """Change the focus question, over the place where it stands."""
        if self.visit.id and not self._is_settled():
            self.question.open(self.visit.detail.line.focus_question, self.head.question_place())

    def _finish(self) -> None:
        if self.taking.end():
            self.visit.finish()

    def _to_unscored(self) -> None:
        if self.indicators.to_unscored():
            self.panels.show_tab("indicator")
            self.indicators.setFocus()
        else:
            self.voice.say(Message("done", "Alles heeft een score."))

    def _on_left(self) -> None:
        """A field lost the ring: write it, and then show what it holds elsewhere by now."""
        self.flush()
        if self.visit.id:
            self._show(self.visit.detail)

    def _set_from_paper(self, on: bool) -> None:
        """Enter a form on paper: every score goes on to the next, and notes bring their own time."""
        self.visit.from_paper = self.scoring.explanation.tab_goes_on = on
        self.act.from_paper.setChecked(on)
        self.entry.set_from_paper(on)
        self.taking.show_entry()
        self._show_hints(None, QApplication.focusWidget())

    def _set_touch(self, on: bool) -> None:
        self.panels.set_touch(on)
        self.head.set_touch(on)

    def _leave(self) -> None:
        """The visit is gone: back to the list, unless something typed would go with it."""
        if not self.visit.writer.flush() or self.entry.field.toPlainText().strip():
            self.voice.set_gone(True)
            return
        self.visit.id = ""
        QTimer.singleShot(0, self, lambda: self.go.emit(Place.VISITS, ""))

    def _show_hints(self, _old: QWidget | None, now: QWidget | None) -> None:
        """Show the keys that fit what has the ring."""
        if now is None or not self.isAncestorOf(now):
            return
        settled, counter = self._is_settled(), self.head.counter
        if counter.isAncestorOf(now) and not settled:
            self.voice.show_hints(counter.hints())
        else:
            self.voice.show_hints(self.panels.hints(now, settled, self.visit.from_paper))
