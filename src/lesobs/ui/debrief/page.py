"""This file is the page of the talk after a visit: what was seen beside what is said and agreed."""

from collections.abc import Callable
from datetime import date

from PySide6.QtGui import QAction, QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QApplication, QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from lesobs.domain import dutch
from lesobs.domain.errors import RuleBroken
from lesobs.domain.visit import VisitState
from lesobs.services.school import School, SchoolFileProblem
from lesobs.services.versions import VersionLine
from lesobs.services.visit_lines import VisitLine
from lesobs.ui import ask
from lesobs.ui.debrief import actions as keys
from lesobs.ui.debrief.actions import DebriefActions
from lesobs.ui.debrief.head import TalkHead
from lesobs.ui.debrief.instead import gone, not_yet, too_soon
from lesobs.ui.debrief.lessons_strip import LessonsStrip
from lesobs.ui.debrief.own_scores import OwnScores
from lesobs.ui.debrief.scores_card import ScoresCard
from lesobs.ui.debrief.sentences import page_message
from lesobs.ui.debrief.steps import Steps
from lesobs.ui.debrief.talk import Talk
from lesobs.ui.debrief.talk_form import TalkForm
from lesobs.ui.debrief.teacher_scoring import TeacherScoring
from lesobs.ui.debrief.voice import TalkVoice
from lesobs.ui.debrief.waiting_talk import TalkWriting
from lesobs.ui.errors import refusals_shown
from lesobs.ui.look import NO_LIMIT, PAGE
from lesobs.ui.observing.sentences import resumed_message
from lesobs.ui.page import Changes, Page, Place
from lesobs.ui.visits.duo_actions import DuoActions
from lesobs.ui.visits.one_visit import begin_visit, show_form, show_report
from lesobs.ui.widgets.bars import HintBar
from lesobs.ui.writer import Writer

NARROW, SMALLEST = 940, (640, 320)
"""Below NARROW the scores are a tab; the window may always become as small as SMALLEST."""
_SCORES_WIDTH, _SCORES_LEAST, _SCORES_NARROW, _ROOMY = 452, 400, 340, 1120

_OF_THE_TALK = frozenset({"debrief", "teacher_rating"})
"""The tables that the lessons in the strip do not depend on."""


class DebriefPage(Page):
    """The talk about one visit. What is typed is kept as it is typed; a settled visit can only be read, as
    can the versions before it. Of a duo-visit both halves lead to the one talk."""

    place = Place.DEBRIEF
    help_page = "nabespreking"
    listens_to = frozenset(
        {
            "visit",
            "rating",
            "teacher_rating",
            "note",
            "debrief",
            "visit_version",
            "teacher",
            "person",
            "free_period",
        }
    )

    def __init__(self, school: School, changes: Changes) -> None:
        super().__init__(school, changes)
        self._visit_id = ""
        self._talk: Talk | None = None
        self._version: int | None = None
        self._versions: list[VersionLine] = []
        self._hints: list[keys.Hint] = []
        self._strip_due = True
        self.writer = Writer(self)
        self._writing = TalkWriting(school, self.writer)
        self._strip = LessonsStrip()
        self.form = TalkForm(school, self._writing)
        self.voice = TalkVoice(self.form, self.writer)
        self.bar = self.voice.bar
        self.own = OwnScores()
        self.scores = ScoresCard()
        self.hints = HintBar()
        self._body = QStackedWidget()
        self._empty: QWidget | None = None
        self.act = DebriefActions(self)
        self._duo = DuoActions(self, self._lesson)
        self._head = TalkHead(school, self.act)
        self.scoring = TeacherScoring(self._writing, self.scores, self.own, self)
        self._build()
        self._connect()
        self.setMinimumSize(*SMALLEST)
        self.setFocusProxy(self.form)

    def show_item(self, item: str) -> None:
        """Show the talk of another visit, once what is being typed here is kept."""
        if item == self._visit_id:
            return
        self.writer.flush()
        if not self.form.flush():
            ask.tell(self, "Nog niet bewaard", self.unkept())
            return
        before, self._visit_id, self._version, self._strip_due = self._visit_id, item, None, True
        self.scoring.reset()
        self.scores.list.close_rows()
        try:
            self.refresh()
        except SchoolFileProblem:
            self._visit_id = before
            raise
        self._stale = False
        self.voice.say(None)

    def resume(self, item: str) -> None:
        self.show_item(item)
        if self._talk is not None and self._empty is None:
            debriefs = self.school.debriefs
            self.form.resume(debriefs.last_touched(item))
            self.voice.say(resumed_message("deze nabespreking", debriefs.last_written(item)))

    def unfinished(self) -> str:
        """The talk, as long as it can be written in."""
        written = self._talk is not None and self._empty is None and not self._talk.fixed
        return self._visit_id if written else ""

    def flush(self) -> bool:
        kept = self.form.flush()
        return self.writer.flush() and kept

    def unkept(self) -> str:
        return self.voice.unkept()

    def unkept_text(self) -> str:
        return self.voice.unkept_text()

    def let_go(self) -> None:
        for text in self.form.texts.values():
            text.let_go()
        self.refresh()

    def menu_actions(self) -> list[QAction]:
        return self.actions()

    def hear(self, tables: frozenset[str]) -> None:
        self._strip_due = self._strip_due or bool(tables - _OF_THE_TALK)
        super().hear(tables)

    def refresh(self) -> None:
        """Read the visit and its talk again, leaving alone what is being typed."""
        try:
            talk = Talk.read(self.school, self._visit_id, self._version)
        except SchoolFileProblem:  # what is on the page stays
            raise
        except RuleBroken:
            self._talk, self._versions = None, []
            self._show_instead(gone(self._back, chosen=bool(self._visit_id)))
            return
        self._versions = self.school.versions.of(talk.line.id)
        talk = self._talk = self._writing.turn_to(talk)
        if talk.line.state is VisitState.PLANNED and talk.seen[0].line.state is VisitState.PLANNED:
            self._show_instead(not_yet(talk.seen[0].line, self._begin, self._back))
        elif talk.too_soon:
            self._show_instead(too_soon(talk, self._to_lesson, self._back))
        else:
            self.form.show_talk(talk)
            self.scoring.show_talk(talk)
            if self._strip_due:  # not for every word of the talk: it reads three lessons
                self._strip.show_talk(self.school, talk)
                self._strip_due = False
            self._show_instead(None)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._set_narrow()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if self.scoring.active and keys.ends_filling(event):
            self.scoring.end()
        else:
            super().keyPressEvent(event)

    # What the page shows

    def _show_instead(self, empty: QWidget | None) -> None:
        """Something else in the place of the talk, or the talk itself again."""
        if self._empty is not None:
            self._body.removeWidget(self._empty)
            self._empty.deleteLater()
        self._empty = empty
        if empty is not None:
            self.scoring.reset()
            self._body.addWidget(empty)
            self._body.setCurrentWidget(empty)
        else:
            self._body.setCurrentIndex(0)
        self._show_state()

    def _show_state(self) -> None:
        """What can be done and what there is to say, as the talk is now."""
        talk, shown, filling = self._talk, self._empty is None, self.scoring.active
        self.act.show_talk(talk, filling=filling, shown=shown, versions=bool(self._versions))
        self.act.hide.setChecked(self.scoring.hidden)
        self._duo.show(self._lesson())
        self._head.show_talk(talk, self._versions, shown=shown)
        self.voice.show(page_message(talk, self._versions) if talk and shown else None, shown=shown)
        self._set_narrow()
        self._show_hints(QApplication.focusWidget())

    def _on_refused(self, refusal: RuleBroken) -> None:
        """The file takes nothing now, which is shown as it will be, or a choice was against the rules."""
        if not isinstance(refusal, SchoolFileProblem):
            ask.tell(self, "Dat kan nu niet", str(refusal))
        elif self._talk is not None:
            self._talk = self._writing.turn_to(self._talk)
            self.scoring.show_talk(self._talk)
        self.form.show_kept()

    def _set_narrow(self) -> None:
        narrow, talking, filling = self.width() < NARROW, self._empty is None, self.scoring.active
        on_scores = narrow and self._head.tabs.value() == "scores"
        self._head.arrange(narrow=narrow, tabs=narrow and talking and not filling)
        self._strip.set_narrow(narrow)
        self._strip.setVisible(talking and not filling and (not narrow or on_scores))
        self.form.setVisible(not filling and not on_scores)
        self.own.setVisible(filling)
        self.own.set_narrow(narrow)
        self.scores.setVisible(not narrow or on_scores or filling)
        self.hints.setVisible(talking)
        wide = _SCORES_WIDTH if self.width() >= _ROOMY else _SCORES_LEAST
        least, most = (0, NO_LIMIT) if narrow else (wide, wide)
        self.scores.setMinimumWidth(_SCORES_NARROW if narrow and filling else least)
        self.scores.setMaximumWidth(_SCORES_NARROW if narrow and filling else most)

    def _on_focus(self, _old: QWidget | None, now: QWidget | None) -> None:
        if now is not None and self.isAncestorOf(now):
            self._show_hints(now)
            self.form.bring_into_view(now)

    def _show_hints(self, now: QWidget | None) -> None:
        """Show the keys that fit what has the ring."""
        if self._talk is None:
            return
        filling = self.scoring.active
        if filling:
            hints = keys.fill_hints(max(line.code[:1] for line in self.scores.lines()))
        elif self._talk.fixed:
            hints = keys.FIXED_HINTS
        else:
            fitting = keys.list_hints if now is self.scores.list else keys.text_hints
            hints = fitting(self._talk.line.state)
        done, number = len(self._talk.lesson.teacher_levels), len(self._talk.lesson.instrument.indicators)
        self.hints.set_right(f"{done} van {number}" if filling else "")
        self.hints.saved.setVisible(filling)
        if hints != self._hints:
            self._hints = hints
            self.hints.set_hints(hints)

    def _turn(self) -> None:
        """The teacher began to score, or is done."""
        if not self.scoring.active and self.width() < NARROW:
            self._head.tabs.set_value("scores")
        self._show_state()

    # What one can do

    def _fill(self) -> None:
        if self.scoring.active:
            self.scoring.end()
        elif self.act.fill.isEnabled() and self.form.flush():
            self.scoring.begin()

    def _to_difference(self) -> None:
        """Go to the next indicator that is worth a talk, open to what was seen."""
        key = self.scores.list.to_next(self.scores.differing())
        if key and not self.scoring.active:
            if self.width() < NARROW:
                self._head.tabs.set_value("scores")
                self._set_narrow()
            self.scores.list.open_row(key)
            self.scores.list.setFocus()

    def _read_earlier(self) -> None:
        """Read the version before the one in view; with more of them the button offers each."""
        here = self._version if self._version is not None else self._versions[0].number + 1
        earlier = next((one.number for one in self._versions if one.number < here), None)
        self._read(earlier if earlier is not None else self._versions[0].number)

    def _read(self, version: int | None) -> None:
        """Turn to an earlier version, or with None to the present one."""
        if self.form.flush():
            self._version, self._strip_due = version, True
            self.scoring.reset()
            self.refresh()

    def _show_kept(self) -> None:
        self.hints.saved.show_saved(dutch.now().strftime("%H.%M.%S"))

    def _move_talk(self, day: date) -> None:
        """Another day for a talk that was held; before that the day only waits for the button."""
        if self._talk is not None and self._talk.line.state is VisitState.DISCUSSED:
            with refusals_shown(self):
                self.school.debriefs.discuss(self._talk.line.id, day)

    def _lesson(self) -> VisitLine | None:
        """The visit that the talk goes by, as it is now."""
        return self._talk.line if self._talk is not None and self._talk.version is None else None

    def _begin(self) -> None:
        if self._talk is not None and begin_visit(self, self.school, self._talk.seen[0].line):
            self.go.emit(Place.OBSERVE, self._visit_id)

    def _to_lesson(self) -> None:
        if self._talk is not None:
            self.go.emit(Place.OBSERVE, self._visit_id)

    def _report(self) -> None:
        if self._talk is not None and self.flush():
            show_report(self, self.school, self._talk.line, self._talk.version)

    def _form(self, *, own: bool) -> None:
        """The same list on paper, for an observer or, `own`, for a teacher who rather scores with a pen."""
        if self._talk is not None:
            line = self._talk.lesson
            show_form(self, self.school, line.draft.instrument_id, line.line.id, own=own)

    def _on_bar(self) -> None:
        if self.voice.unkept_message is not None:
            self.flush()
        else:
            self._read(None) if self._version is not None else self._to_lesson()

    def _back(self) -> None:
        if self._version is not None:
            self._read(None)
        else:
            self.go.emit(Place.VISITS, self._visit_id)

    # How it is put together

    def _build(self) -> None:
        both = QWidget()
        row = QHBoxLayout(both)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(14)
        row.addWidget(self.form, 1)
        row.addWidget(self.own, 1)
        row.addWidget(self.scores)
        self._body.addWidget(both)
        inner = QVBoxLayout()
        inner.setContentsMargins(PAGE, 14, PAGE, 10)
        inner.setSpacing(10)
        for widget in (self._head, self.bar, self._strip):
            inner.addWidget(widget)
        inner.addWidget(self._body, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(inner, 1)
        column.addWidget(self.hints)

    def _connect(self) -> None:
        self._head.back_asked.connect(self._back)
        self._head.version_asked.connect(self._read)
        self._head.tabs.changed.connect(lambda _: self._set_narrow())
        self.bar.acted.connect(self._on_bar)
        self.scores.lesson_asked.connect(self._to_lesson)
        self.scores.fill_asked.connect(self._fill)
        self.scores.form_asked.connect(lambda: self._form(own=True))
        self.scoring.turned.connect(self._turn)
        self.scoring.kept.connect(self._show_kept)
        self.form.talk_moved.connect(self._move_talk)
        self.form.changed.connect(self.kept_changed)
        self.writer.saved.connect(self.form.show_kept)
        self.writer.refused.connect(self._on_refused)
        self.form.next_look.visit_asked.connect(lambda visit: self.go.emit(Place.VISITS, visit))
        act, steps = self.act, Steps(self, self.school, self.form, lambda: self._talk)
        wanted: tuple[tuple[QAction, Callable[[], object]], ...] = (
            (act.report, self._report),
            (act.finish, steps.finish),
            (act.discuss, steps.discuss),
            (act.settle, steps.settle),
            (act.reopen, steps.reopen),
            (act.earlier, self._read_earlier),
            (act.fill, self._fill),
            (act.hide, lambda: self.scoring.hide(not self.scoring.hidden)),
            (act.difference, self._to_difference),
            (act.unscored, self.scoring.to_unscored),
            (act.note, self.form.offer_notes),
            (act.next_look, self.form.plan_next_look),
            (act.form, lambda: self._form(own=True)),
            (act.blank, lambda: self._form(own=False)),
            (act.lesson, self._to_lesson),
            (act.begin, self._begin),
            (act.back, self._back),
        )
        for action, do in wanted:
            action.triggered.connect(lambda _=False, do=do: do())
        app = QApplication.instance()
        assert isinstance(app, QApplication)
        app.focusChanged.connect(self._on_focus)
