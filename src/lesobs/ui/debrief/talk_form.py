"""This file is the form of the talk: the teacher first, then what was seen, then what comes next."""

from collections.abc import Callable
from datetime import date, timedelta

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QResizeEvent, QTextCursor
from PySide6.QtWidgets import QFrame, QGridLayout, QHBoxLayout, QVBoxLayout, QWidget

from lesobs.domain import dutch
from lesobs.domain.schoolyear import SchoolDays
from lesobs.domain.visit import VisitState
from lesobs.services.debriefs import DebriefText
from lesobs.services.school import School
from lesobs.ui.debrief.next_look import NextLookLine
from lesobs.ui.debrief.notes_offer import NotesOffer, OfferedNote
from lesobs.ui.debrief.sentences import after_lesson, from_today, who_sees_it
from lesobs.ui.debrief.state_track import StateTrack
from lesobs.ui.debrief.talk import Talk
from lesobs.ui.debrief.waiting_talk import TalkWriting
from lesobs.ui.errors import refusals_shown
from lesobs.ui.look import BUTTON_SMALL
from lesobs.ui.widgets.buttons import quiet_button
from lesobs.ui.widgets.cards import Field, rule, scrolled
from lesobs.ui.widgets.dates import DateEdit
from lesobs.ui.widgets.fields import ComboBox, TextArea
from lesobs.ui.widgets.kept import KeptText
from lesobs.ui.widgets.labels import Label, SavedMark
from lesobs.ui.widgets.marks import IconMark

_FAR = date(2200, 7, 31)
_LEFT_TO_A_LONG_TALK: tuple[DebriefText, ...] = ("teacher_view", "agreement", "help", "reaction")
"""What is not asked after a short visit, unless somebody wants to."""
_OBSERVER_HINT = "feit, dan effect"
_QUESTIONS: tuple[tuple[DebriefText, str, str], ...] = (
    ("teacher_view", "Wat dacht jij dat er gebeurde?", "de docent eerst"),
    ("observer_view", "Wat zag ik, en wat deed dat met leerlingen?", _OBSERVER_HINT),
    ("strength", "Eén sterk punt", "wat werkt, houden"),
    ("next_step", "Eén volgende stap", ""),
    ("agreement", "Wat ga je doen?", "afspraak"),
    ("help", "Wie of wat helpt daarbij?", ""),
    ("reaction", "Reactie van de docent", "in eigen woorden, komt in het verslag"),
)


class TalkForm(QFrame):
    """Everything that is written about one talk; what is typed is kept by itself. `talk_moved` tells that the
    day of the talk was changed, `changed` that something was kept or could not be."""

    talk_moved = Signal(object)
    changed = Signal()

    def __init__(self, school: School, writing: TalkWriting, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("kind", "card")
        self.setAccessibleName("Het gesprek")
        self._school, self._writing = school, writing
        self._talk: Talk | None = None
        self._all_asked = False
        self._school_days = SchoolDays(())
        self._make_fields()
        self._build()
        self._connect()

    def show_talk(self, talk: Talk) -> None:
        """Show a talk, leaving alone what is being typed."""
        other = self._talk is None or (self._talk.line.id, self._talk.version) != (talk.line.id, talk.version)
        self._talk = talk
        self._school_days = SchoolDays(self._school.calendar.holidays())
        self.track.set_state(talk.line.state)
        for name, text in self.texts.items():
            text.show_stored(getattr(talk.debrief, name))
        if other:
            self._area.verticalScrollBar().setValue(0)
            self._all_asked = False
        self._show_questions(talk)
        self.notes.show_notes(talk, _OBSERVER_HINT)
        self.indicator.set_choices(
            [
                ("kies een kijkpunt", None),
                *((f"{one.code} · {one.title}", one.key) for one in talk.lesson.instrument.indicators),
            ]
        )
        self.indicator.set_value(talk.debrief.next_step_indicator)
        self._show_days(talk, other)
        self._show_next_look(talk)
        self._purpose.setText(who_sees_it(talk.line.purpose, talk.called, *talk.observers))
        self._set_fixed(talk.fixed)
        if other:
            self.show_kept(clock="")

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.notes.fit(self.width() - 2 * 16)

    def bring_into_view(self, field: QWidget) -> None:
        """Scroll to the field that got the ring, with its question, once its neighbours have their places."""
        if self._area.isAncestorOf(field):
            QTimer.singleShot(0, field, lambda: self._area.ensureWidgetVisible(field, 0, 26))

    def show_kept(self, clock: str | None = None) -> None:
        """Say whether all is kept, until now or until `clock`."""
        unkept = len(self.refused()) + len(self._writing.writer.failed())
        if unkept:
            self.saved.show_failed(f"{unkept} nog niet bewaard")
        else:
            self.saved.show_saved(dutch.now().strftime("%H.%M.%S") if clock is None else clock)
        self.changed.emit()

    def refused(self) -> list[KeptText]:
        """The texts that the rules refuse as they stand."""
        return [text for text in self.texts.values() if text.refusal]

    def resume(self, name: DebriefText | None) -> None:
        """Let the keyboard come to the text that was last written in, at its end."""
        if name is not None and not self.texts[name].isHidden():
            self.texts[name].moveCursor(QTextCursor.MoveOperation.End)
            self.setFocusProxy(self.texts[name])

    def flush(self) -> bool:
        """Write what is pending; gives whether all is kept."""
        kept = [text.flush() for text in self.texts.values()]  # each of them, also after one that failed
        return all(kept)

    def _make_fields(self) -> None:
        self.texts: dict[DebriefText, KeptText] = {
            name: KeptText(question, self._writer(name, question)) for name, question, _ in _QUESTIONS
        }
        self.fields = {name: Field(question, self.texts[name], hint) for name, question, hint in _QUESTIONS}
        self.indicator = ComboBox("Kijkpunt van de volgende stap", small=True)
        self.indicator.setSizeAdjustPolicy(ComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.indicator.setMinimumContentsLength(14)
        self.indicator.setFixedHeight(BUTTON_SMALL)
        self.notes = NotesOffer(self._insert, self.fields["observer_view"].hint)
        self.talked_on = DateEdit("Wanneer was het gesprek?")
        self.agreed_until = DateEdit("Tot wanneer?")
        self.look_again_on = DateEdit("Wanneer kijken we opnieuw?")
        self.next_look = NextLookLine()
        self._talked_field = Field("Wanneer was het gesprek?", self.talked_on)
        self._agreed_field = Field("Tot wanneer?", self.agreed_until)
        self._look_again_field = Field("Wanneer kijken we opnieuw?", self.look_again_on)
        self.track = StateTrack()
        self.saved = SavedMark()
        self._purpose = Label(role="secondary", tone="mute", wrap=True)
        self._talked_words = Label(role="secondary", tone="mute", wrap=True)
        self._agreed_words = Label(role="secondary", tone="mute", wrap=True)
        self._look_again_words = Label(role="secondary", tone="mute", wrap=True)
        self._agreed = _with_words(self._agreed_field, self._agreed_words)
        self.all_questions = quiet_button("Alle vragen van een gesprek", "plus", small=True)
        self.all_questions.setToolTip("Wat de docent dacht, de afspraak, wie helpt, en de reactie")

    def _writer(self, name: DebriefText, question: str) -> Callable[[str], None]:
        def write(text: str) -> None:
            if self._talk is not None:
                self._writing.text(name, question, text)

        return write

    def _connect(self) -> None:
        for text in self.texts.values():
            text.kept.connect(lambda: self.show_kept())
            text.failed.connect(lambda _: self.show_kept())
        self.indicator.picked.connect(self._on_indicator)
        self.talked_on.changed.connect(self._on_talked)
        self.agreed_until.changed.connect(self._on_agreed)
        self.look_again_on.changed.connect(self._on_look_again)
        self.next_look.plan_asked.connect(self.plan_next_look)
        self.all_questions.clicked.connect(self._ask_all)

    # What is shown

    def _show_questions(self, talk: Talk) -> None:
        """After a short visit only what leads to one next step, until more is asked or was written."""
        texts = [self.texts[name] for name in _LEFT_TO_A_LONG_TALK]
        written = any(text.toPlainText() for text in texts) or talk.debrief.agreed_until is not None
        short = talk.line.kind == "flits" and not written and not self._all_asked
        for field in (*(self.fields[name] for name in _LEFT_TO_A_LONG_TALK), self._agreed):
            field.setVisible(not short)
        self.all_questions.setVisible(short and not talk.fixed)
        self.setFocusProxy(self.texts["observer_view" if short else "teacher_view"])

    def _ask_all(self) -> None:
        self._all_asked = True
        if self._talk is not None:
            self._show_questions(self._talk)
            self.texts["teacher_view"].setFocus()

    def _show_days(self, talk: Talk, other: bool) -> None:
        held_on, debrief = talk.line.held_on, talk.debrief
        self.talked_on.set_range(held_on, _FAR)
        self.agreed_until.set_range(held_on, _FAR)
        self.look_again_on.set_range(held_on + timedelta(days=1), _FAR)
        if debrief.held_on is not None and talk.line.state is not VisitState.VISITED:
            self.talked_on.set_value(debrief.held_on)
        elif other or not self.talked_on.text():
            self.talked_on.set_value(max(held_on, self._school.today()))
        for field, day in (
            (self.agreed_until, debrief.agreed_until),
            (self.look_again_on, debrief.look_again_on),
        ):
            if other or not field.isModified():
                field.set_value(day)
        self._say_days()

    def _say_days(self) -> None:
        if self._talk is None:
            return
        talked, until, again = (
            one.value() for one in (self.talked_on, self.agreed_until, self.look_again_on)
        )
        today = self._school.today()
        words = after_lesson(self._talk.line.held_on, talked, self._school_days) if talked else ""
        self._talked_words.setText(f"{words[:1].upper()}{words[1:]}." if words else "")
        for label, day in ((self._agreed_words, until), (self._look_again_words, again)):
            label.setText(from_today(today, day, self._school_days) if day else "")
        for field, date_edit, wrong in (
            (self._talked_field, self.talked_on, "Kies een dag vanaf de les zelf."),
            (self._agreed_field, self.agreed_until, "Kies een dag vanaf de les zelf."),
            (self._look_again_field, self.look_again_on, "Kies een dag na de les."),
        ):
            field.say("" if date_edit.is_valid() else wrong)

    def _show_next_look(self, talk: Talk) -> None:
        now = talk.version is None
        planned = self._school.debriefs.next_look(talk.line.id) if now else None
        day = talk.debrief.look_again_on if now else None
        was_there = not self.next_look.isHidden()
        self.next_look.show_look(day, planned, talk.called, fixed=False)
        if (field := self.focusWidget()) is not None and was_there == self.next_look.isHidden():
            self.bring_into_view(field)  # what is below the line moved

    def _set_fixed(self, fixed: bool) -> None:
        for text in self.texts.values():
            text.set_fixed(fixed)
        for day in (self.talked_on, self.agreed_until, self.look_again_on):
            day.setReadOnly(fixed)
            day.setPlaceholderText("geen datum" if fixed else "bijv. 23-11 of wk 48")
            for opener in day.actions():
                opener.setEnabled(not fixed)
        self.indicator.setEnabled(not fixed)

    # What the user does

    def offer_notes(self) -> None:
        """Open the menu of notes at the cursor of the text that has the keyboard."""
        focused = next((text for text in self.texts.values() if text.hasFocus()), None)
        field = focused or self.texts["observer_view"]
        if self._talk is not None and not self._talk.fixed:
            field.setFocus()
            self.notes.open_at(field)

    def plan_next_look(self) -> None:
        """Plan the visit to look again, or move it to the day that was agreed."""
        if self._talk is not None and self.next_look.offers:
            with refusals_shown(self, "Niet gepland"):
                self._school.debriefs.plan_next_look(self._talk.line.id)

    def _insert(self, note: OfferedNote, into: TextArea | None) -> None:
        """Set a note into a text, on a line of its own where the cursor is."""
        field = into or self.texts["observer_view"]
        cursor = field.textCursor()
        before = field.toPlainText()[: cursor.position()]
        start = "\n" if before and not before.endswith("\n") else ""
        cursor.insertText(f"{start}{note.words}")
        field.setTextCursor(cursor)
        field.setFocus()

    def _on_indicator(self, key: object) -> None:
        if self._talk is not None:
            self._writing.next_step(self._talk.indicator(key) if isinstance(key, str) else None)

    def _on_talked(self, day: object) -> None:
        self._say_days()
        if isinstance(day, date):
            self.talk_moved.emit(day)

    def _on_agreed(self, day: object) -> None:
        self._say_days()
        if self._talk is not None and self.agreed_until.is_valid():
            self._writing.agree_until(day if isinstance(day, date) else None)

    def _on_look_again(self, day: object) -> None:
        self._say_days()
        if self._talk is not None and self.look_again_on.is_valid():
            self._writing.look_again(day if isinstance(day, date) else None)

    # How it is put together

    def _build(self) -> None:
        head = QHBoxLayout()
        head.setContentsMargins(16, 10, 16, 6)
        head.addWidget(Label("Het gesprek", "card"))
        head.addStretch()
        head.addWidget(self.track)
        questions = self._questions()
        self._area = scrolled(questions)
        foot = QHBoxLayout()
        foot.setContentsMargins(16, 7, 16, 8)
        foot.setSpacing(6)
        foot.addWidget(IconMark("lock", 15, "mute"))
        foot.addWidget(self._purpose, 1)
        foot.addWidget(self.saved)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(1, 1, 1, 1)
        outer.setSpacing(0)
        outer.addLayout(head)
        outer.addWidget(self._area, 1)
        outer.addWidget(rule())
        outer.addLayout(foot)

    def _questions(self) -> QWidget:
        self.fields["observer_view"].add_right(self.notes.button)
        self.fields["next_step"].add_right(self.indicator)
        for name in ("strength", "next_step"):  # beside each other, though only one has a choice in its label
            self.fields[name].label.setMinimumHeight(BUTTON_SMALL)
        inner = QWidget()
        grid = QGridLayout(inner)
        grid.setContentsMargins(16, 2, 16, 12)
        grid.setHorizontalSpacing(12)
        grid.setVerticalSpacing(10)
        top = Qt.AlignmentFlag.AlignTop
        places: tuple[tuple[QWidget, int, int, int], ...] = (
            (self.fields["teacher_view"], 0, 0, 2),
            (self.fields["observer_view"], 1, 0, 2),
            (self.fields["strength"], 2, 0, 1),
            (self.fields["next_step"], 2, 1, 1),
            (self.fields["agreement"], 3, 0, 1),
            (self.fields["help"], 3, 1, 1),
            (self._agreed, 4, 0, 1),
            (_with_words(self._look_again_field, self._look_again_words), 4, 1, 1),
            (self.next_look, 5, 0, 2),
            (self.fields["reaction"], 6, 0, 2),
            (_with_words(self._talked_field, self._talked_words), 7, 0, 2),
            (self.all_questions, 8, 0, 2),
        )
        for widget, row, column, columns in places:
            grid.addWidget(widget, row, column, 1, columns, top)
        grid.setColumnStretch(0, 1)
        grid.setColumnStretch(1, 1)
        grid.setRowStretch(9, 1)
        return inner


def _with_words(field: Field, words: Label) -> QWidget:
    """A date with what it means at its right."""
    whole = QWidget()
    row = QHBoxLayout(whole)
    row.setContentsMargins(0, 0, 0, 0)
    row.setSpacing(10)
    field.widget.setFixedWidth(196)
    words.setContentsMargins(0, 21, 0, 0)
    row.addWidget(field, 0, Qt.AlignmentFlag.AlignTop)
    row.addWidget(words, 1, Qt.AlignmentFlag.AlignTop)
    return whole
