"""This file is the observing page: the list, the scores and the notes of one visit, joined."""

from collections.abc import Callable
from datetime import datetime

from PySide6.QtCore import QSize, Qt, QTimer
from PySide6.QtGui import QAction, QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QApplication, QHBoxLayout, QVBoxLayout, QWidget

from lesobs.domain import dutch
from lesobs.domain.errors import RuleBroken
from lesobs.domain.visit import VisitState
from lesobs.services.school import School
from lesobs.services.visits import VisitDetail
from lesobs.ui.observing import keys
from lesobs.ui.observing.actions import VisitActions
from lesobs.ui.observing.head import Head
from lesobs.ui.observing.keys import Command, Do
from lesobs.ui.observing.panels import Panels
from lesobs.ui.observing.sentences import Message, refusal_message, state_message
from lesobs.ui.observing.visit import ObservedVisit
from lesobs.ui.page import Changes, Page, Place
from lesobs.ui.widgets.bars import HintBar, MessageBar, MessageKind


class ObservingPage(Page):
    """Where a lesson is observed. Everything can be done by key; every score is on the disk when its key is
    released, every word soon after it was typed."""

    place = Place.OBSERVE
    help_page = "observeren"
    listens_to = frozenset({"visit", "rating", "seen_look_for", "note", "teacher", "section", "class_group"})

    def __init__(self, school: School, changes: Changes, now: Callable[[], datetime] = dutch.now) -> None:
        super().__init__(school, changes)
        self._now = now
        self._message: Message | None = None
        self._hints: list[keys.Hint] = []
        self.visit = ObservedVisit(school, now, self)
        self.act = VisitActions(self)
        self.head = Head(now, self.act)
        self.bar, self.hints = MessageBar(), HintBar()
        panels = self.panels = Panels()
        self.indicators, self.scoring = panels.indicators, panels.scoring
        self.notes, self.entry = panels.notes, panels.entry
        self._build()
        self._connect()
        self.setFocusProxy(self.indicators)

    def show_item(self, item: str) -> None:
        """Turn to a visit by its id, at the indicator that was last written on."""
        other = item != self.visit.id
        try:
            detail = self.visit.open(item)
        except RuleBroken:
            self._leave()
            return
        self._stale = False
        if other:
            self._message = None
            self.entry.field.start("")
        self._show(detail)
        if other:
            self.indicators.choose(self.visit.last_touched())
            self._focus(self.indicators.current_key())
            self.notes.list.show_newest()

    def refresh(self) -> None:
        if not self.visit.id:
            return
        try:
            self._show(self.visit.read())
        except RuleBroken:
            self._leave()

    def flush(self) -> None:
        self.visit.writer.flush()

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
            self.indicators.setFocus()
        else:
            super().keyPressEvent(event)

    def _build(self) -> None:
        holder = self._bar_holder = QWidget()
        around = QHBoxLayout(holder)
        around.setContentsMargins(12, 8, 12, 4)
        around.addWidget(self.bar)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.setSizeConstraint(QVBoxLayout.SizeConstraint.SetNoConstraint)
        column.addWidget(self.head)
        column.addWidget(holder)
        column.addWidget(self.panels, 1)
        column.addWidget(self.hints)

    def _connect(self) -> None:
        scoring, entry, act = self.scoring, self.entry, self.act
        for source in (self.indicators, self.notes.list, scoring.explanation, entry.field):
            source.commanded.connect(self._do)
        self.indicators.chosen.connect(self._focus)
        self.indicators.note_dropped.connect(self.visit.tie_note)
        scoring.scored.connect(lambda level: self._do(Command(Do.SCORE, level)))
        scoring.ticked.connect(lambda position: self._do(Command(Do.LOOK_FOR, position)))
        scoring.explained.connect(lambda text: self.visit.explain(self.indicators.current_key(), text))
        entry.typed.connect(self._type_note)
        for field in (scoring.explanation, entry.field):
            field.left.connect(self.flush)
        self.visit.writer.saved.connect(self._show_saved)
        self.visit.writer.refused.connect(self._show_refusal)
        self.visit.begun_by_itself.connect(self._show_begun)
        self.notes.asked.connect(self._new_note)
        self.head.back_asked.connect(lambda: self.go.emit(Place.VISITS, self.visit.id))
        self.head.minute.connect(self._show_entry)
        act.begin.triggered.connect(self.visit.begin)
        act.go_on.triggered.connect(self.visit.begin)
        act.finish.triggered.connect(self._finish)
        act.next_phase.triggered.connect(lambda: self.visit.set_phase(self.visit.detail.phase.next))
        act.last_phase.triggered.connect(lambda: self.visit.set_phase(self.visit.detail.phase.previous))
        act.mark_time.triggered.connect(self.visit.mark_time)
        act.new_note.triggered.connect(self._new_note)
        act.unscored.triggered.connect(self._to_unscored)
        act.debrief.triggered.connect(lambda: self.go.emit(Place.DEBRIEF, self.visit.id))
        app = QApplication.instance()
        assert isinstance(app, QApplication)
        app.focusChanged.connect(self._show_hints)

    def _rearrange(self) -> None:
        """The panels stand in another way: head, hints and the way of the Tab key follow."""
        narrow = self.panels.is_narrow
        self.head.set_narrow(narrow)
        self.hints.setFixedHeight(28 if narrow else 32)
        self.panels.order_keys(self.head.buttons())
        if self.visit.id:
            self.head.show_visit(self.visit.detail)
            self._show_entry()
        self._show_hints(None, QApplication.focusWidget())

    def _show(self, detail: VisitDetail) -> None:
        """Show a visit as it is now; words being typed, the ring and the scroll positions stay."""
        fixed = self._is_settled()
        self.act.show_state(detail)
        self.head.show_visit(detail)
        self.indicators.show_visit(detail)
        if not self.indicators.current_key():
            self.indicators.choose(detail.instrument.indicators[0].key)
        key = self.indicators.current_key()
        self.scoring.set_fixed(fixed)
        self.scoring.show_rating(detail.ratings[key], self.visit.explanation(key))
        self.entry.set_fixed(fixed)
        if (text := self.visit.note_text()) is not None:
            self.entry.field.set_text(text)
        self._show_notes()
        self._show_hints(None, QApplication.focusWidget())
        self.hints.set_right(f"{detail.scored} van {len(detail.ratings)}")
        self._show_bar()

    def _is_settled(self) -> bool:
        return bool(self.visit.id) and self.visit.detail.line.state is VisitState.SETTLED

    def _focus(self, key: str) -> None:
        """Another indicator came in focus."""
        detail = self.visit.detail
        indicator = next(one for one in detail.instrument.indicators if one.key == key)
        self.scoring.show_indicator(indicator, detail.ratings[key], self.visit.explanation(key))
        if self.entry.field.hasFocus():
            self.visit.follow(self.entry.field.toPlainText(), key)
        if not self.visit.writer.is_waiting:
            self._message = None
        self._show_notes()
        self._show_bar()

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
                self._end_note()
                self.indicators.setFocus()
            case Do.END_NOTE:
                self._end_note(tied=bool(value))
            case Do.EDIT_NOTE:
                self._edit_note()
            case Do.MOVE_NOTE:
                self.visit.move_note(self.notes.list.current_id(), int(value or 0), key)
            case Do.FREE_NOTE:
                self.visit.tie_note(self.notes.list.current_id(), None)
            case Do.REMOVE_NOTE:
                self.visit.remove_note(self.notes.list.current_id())

    def _score(self, key: str, level: int | None) -> None:
        if level is not None or self.visit.detail.ratings[key].level is not None:
            self.visit.score(key, level)

    def _tick(self, key: str, position: int) -> None:
        indicator = next(one for one in self.visit.detail.instrument.indicators if one.key == key)
        if position < len(indicator.look_fors) and not self.visit.tick(key, position):
            self.scoring.show_rating(self.visit.detail.ratings[key], self.visit.explanation(key))

    def _type_note(self, text: str) -> None:
        self.visit.type_note(text, self.indicators.current_key())
        self._show_entry()

    def _new_note(self) -> None:
        """A note that was in the field is ended when one was typing in it; else one goes on with it."""
        note = self.visit.note
        if note is not None and (self.entry.field.hasFocus() or not note.is_new):
            self._end_note()
        self.entry.field.setFocus()

    def _edit_note(self) -> None:
        note_id = self.notes.list.current_id()
        if not note_id or not self.act.new_note.isEnabled() or not self._end_note():
            return
        text = self.visit.edit_note(note_id)
        if text is not None:
            self.entry.field.start(text)
            self.entry.field.setFocus()
            self._show_notes()

    def _end_note(self, tied: bool = True) -> bool:
        """End the note in the field; False when it could not be written and stays there."""
        note = self.visit.note
        if note is None:
            return True
        if not self.visit.end_note(self.entry.field.toPlainText(), tied):
            return False
        self.entry.field.start("")
        self._show_notes()
        if not note.is_new and self.entry.field.hasFocus():
            self.notes.list.setFocus()
            self.notes.list.choose(note.id)
        return True

    def _finish(self) -> None:
        if self._end_note():
            self.visit.finish()

    def _to_unscored(self) -> None:
        if not self.indicators.to_unscored():
            self._say("done", "Alles heeft een score.")

    def _leave(self) -> None:
        """The visit is gone: back to the list, once the window is done with what it was doing."""
        self.visit.id = ""
        QTimer.singleShot(0, self, lambda: self.go.emit(Place.VISITS, ""))

    def _show_notes(self) -> None:
        note = self.visit.note
        hidden = note.id if note is not None and note.is_new else None
        self.notes.show_visit(self.visit.detail, self.indicators.current_key(), hidden)
        self.panels.tabs.set_text("notes", f"Aantekeningen {len(self.visit.detail.notes)}")
        self._show_entry()

    def _show_entry(self) -> None:
        """Say of the note in the field when it was seen and where it belongs."""
        if not self.visit.id:
            return
        note = self.visit.note
        at, tie = (note.at, note.tie) if note else (self._now(), self.indicators.current_key())
        codes = {one.key: one.code for one in self.visit.detail.instrument.indicators}
        self.entry.show_tie(dutch.clock(at), codes.get(tie or "", ""), note is not None and not note.is_new)

    def _show_bar(self) -> None:
        message = self._message or state_message(self.visit.detail, self._now().date())
        self._bar_holder.setVisible(message is not None)
        if message is not None:
            kind, sentence, more = message
            self.bar.set_message(kind, sentence, more=more)

    def _say(self, kind: MessageKind, sentence: str, more: str = "") -> None:
        self._message = (kind, sentence, more)
        self._show_bar()

    def _show_begun(self) -> None:
        self._say("done", f"Het bezoek is begonnen om {dutch.clock(self._now())}.")

    def _show_saved(self) -> None:
        now, troubled = self._now(), self._message is not None and self._message[0] in ("attention", "error")
        if troubled and self.visit.writer.is_waiting:
            return
        self.hints.saved.show_saved(f"{dutch.clock(now)}.{now.second:02d}")
        if troubled:
            self._message = None
            self._show_bar()

    def _show_refusal(self, refusal: RuleBroken) -> None:
        self.hints.saved.show_failed()
        self._say(*refusal_message(refusal))

    def _show_hints(self, _old: QWidget | None, now: QWidget | None) -> None:
        """Show the keys that fit what has the ring."""
        if now is not None and self.isAncestorOf(now):
            hints = self._fitting_hints(now)
            if hints != self._hints:
                self._hints = hints
                self.hints.set_hints(hints)

    def _fitting_hints(self, now: QWidget) -> list[keys.Hint]:
        last_part = self.indicators.last_part()
        if self._is_settled():
            return keys.fixed_hints(last_part)
        if now is self.indicators:
            return keys.list_hints(last_part, self.panels.is_narrow)
        if now is self.scoring.explanation:
            return keys.EXPLANATION_HINTS
        if now is self.entry.field:
            return keys.TYPED_NOTE_HINTS
        return keys.NOTE_HINTS if now is self.notes.list else keys.OTHER_HINTS
