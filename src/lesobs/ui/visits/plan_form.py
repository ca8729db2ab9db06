"""This file is the form of a planned visit; what is wrong or worth knowing stands below its field."""

from dataclasses import replace

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QApplication, QGridLayout, QVBoxLayout, QWidget

from lesobs.domain.planning import Concern
from lesobs.domain.visit import Purpose, VisitState
from lesobs.services.people import PersonLine, TeacherLine
from lesobs.services.school import School
from lesobs.services.visit_plan import LAST_LESSON_HOUR, VisitDraft
from lesobs.ui.widgets.buttons import quiet_button
from lesobs.ui.widgets.cards import Field
from lesobs.ui.widgets.dates import DateEdit
from lesobs.ui.widgets.fields import ComboBox, PickBox, TextArea
from lesobs.ui.widgets.flow import FlowLayout
from lesobs.ui.widgets.labels import Label
from lesobs.ui.widgets.ticks import TickBox

EXAMPLE_QUESTIONS = (
    "Wie geeft er antwoord, en wie nog niet?",
    "Weten leerlingen wat ze leren en waarom?",
    "Wat doen leerlingen met de feedback die ze krijgen?",
)


class PlanForm(QWidget):
    """The fields of one visit. `teacher_given` tells that Enter was pressed behind a known teacher."""

    teacher_given = Signal()

    def __init__(self, school: School, plan: VisitDraft, visit_id: str | None) -> None:
        super().__init__()
        self._school, self._plan, self._visit_id = school, plan, visit_id
        self._teachers = {teacher.id: teacher for teacher in _teachers(school, plan.teacher_id)}
        self._make_fields()
        self._build()
        self._show_plan(plan)
        self._connect()
        self._hint()

    @classmethod
    def empty_plan(cls, school: School, me: str | None) -> VisitDraft:
        """A plan for today by whoever works here, with the purpose and kijkwijzer used last; an appraisal is
        always a choice of one's own."""
        observers = [one.id for one in school.people.observers()]
        observer = me if me in observers else observers[0] if len(observers) == 1 else ""
        last = next(
            (
                one
                for one in school.visits.all()
                if one.observer_id == observer and one.purpose is not Purpose.APPRAISAL
            ),
            None,
        )
        before = school.visits.get(last.id).draft if last is not None else None
        return VisitDraft(
            teacher_id="",
            section_id="",
            observer_id=observer or "",
            instrument_id=school.instruments.offered_like(before.instrument_id)
            if before
            else school.instruments.all()[0].id,
            held_on=school.today(),
            purpose=before.purpose if before else Purpose.DEVELOPMENT,
        )

    def draft(self) -> VisitDraft | None:
        """What the fields say; None when something is missing, which is then said below its field."""
        self._settle()
        self._hint()
        wrong = [field for field, sentence in self._complaints() if sentence]
        if wrong:
            for field, sentence in self._complaints():
                if sentence:
                    field.say(sentence)
            wrong[0].widget.setFocus()
            return None
        return self._entered()

    def _entered(self) -> VisitDraft:
        """The fields as they are now; what is not chosen yet is empty, no date is that of the plan."""
        hour = self.hour.value()
        purpose = self.purpose.value()
        return replace(
            self._plan,
            teacher_id=_text(self.teacher.value()),
            section_id=_text(self.section.value()),
            class_group_id=_text(self.class_group.value()) or None,
            observer_id=_text(self.observer.value()),
            instrument_id=_text(self.instrument.value()),
            held_on=self.day.value() or self._plan.held_on,
            lesson_hour=hour if isinstance(hour, int) else None,
            purpose=purpose if isinstance(purpose, Purpose) else self._plan.purpose,
            announced=self.announced.isChecked(),
            focus_question=self.question.toPlainText(),
        )

    def second_observer(self) -> str | None:
        """Who is to come along, by id; None without, or when that is fixed already."""
        return _text(self.second.value()) or None if self.second.isEnabled() else None

    def has_own_words(self) -> bool:
        """Whether a question was written here that is kept nowhere yet."""
        return self.question.toPlainText().strip() not in ("", self._plan.focus_question, *EXAMPLE_QUESTIONS)

    def _make_fields(self) -> None:
        people = self._school.people
        self.teacher = PickBox(
            "Docent",
            [(f"{one.code} · {one.name}", one.id) for one in self._teachers.values()],
            "Afkorting of naam",
        )
        self.section = ComboBox("Sectie")
        self.class_group = PickBox("Klas", [(one.name, one.id) for one in people.classes()], "Bijv. 3H2")
        self.day = DateEdit("Datum")
        hours = range(1, LAST_LESSON_HOUR + 1)
        self.hour = ComboBox("Lesuur", [("–", None), *((str(hour), hour) for hour in hours)])
        self.observer = PickBox(
            "Waarnemer",
            [(one.name, one.id) for one in _observers(self._school, self._plan.observer_id)],
            "Wie kijkt er?",
        )
        self.second = PickBox(
            "Tweede waarnemer",
            [(one.name, one.id) for one in _observers(self._school, "")],
            "Alleen bij een duo-bezoek",
        )
        offered = self._school.instruments.all(also=self._plan.instrument_id if self._visit_id else None)
        self.instrument = ComboBox("Kijkwijzer", [(one.title, one.id) for one in offered])
        self.purpose = ComboBox("Doel", [(purpose.word, purpose) for purpose in Purpose])
        self.announced = TickBox("Aangekondigd: de docent weet dat je komt")
        self.question = TextArea("Kijkvraag", "Waar wil de docent dat je naar kijkt?", lines=2, most=4)

    def _build(self) -> None:
        self._teacher_field = Field("Docent", self.teacher)
        self._section_field = Field("Sectie", self.section)
        self._day_field = Field("Datum", self.day)
        self._class_field = Field("Klas", self.class_group, "mag leeg")
        self._observer_field = Field("Waarnemer", self.observer)
        self._second_field = Field("Tweede waarnemer", self.second, "duo-bezoek, mag leeg")
        self._purpose_words = Label(role="secondary", tone="mute", wrap=True)
        grid = QGridLayout()
        grid.setHorizontalSpacing(12)
        grid.setVerticalSpacing(10)
        for column in range(2):
            grid.setColumnStretch(column, 1)
        hour_and_class = QGridLayout()
        hour_and_class.setHorizontalSpacing(12)
        hour_and_class.setColumnStretch(1, 1)
        top = Qt.AlignmentFlag.AlignTop
        hour_and_class.addWidget(Field("Lesuur", self.hour), 0, 0, top)
        hour_and_class.addWidget(self._class_field, 0, 1, top)
        grid.addWidget(self._teacher_field, 0, 0, top)
        grid.addWidget(self._section_field, 0, 1, top)
        grid.addWidget(self._day_field, 1, 0, top)
        grid.addLayout(hour_and_class, 1, 1)
        grid.addWidget(self._observer_field, 2, 0, top)
        grid.addWidget(self._second_field, 2, 1, top)
        grid.addWidget(Field("Kijkwijzer", self.instrument), 3, 0, top)
        grid.addWidget(Field("Doel", self.purpose), 3, 1, top)
        grid.addWidget(self._purpose_words, 4, 0, 1, 2)
        grid.addWidget(self.announced, 5, 0, 1, 2)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(10)
        whole.addLayout(grid)
        whole.addWidget(Field("Kijkvraag", self.question, "één vraag, liefst van de docent zelf"))
        whole.addLayout(self._examples())
        whole.addStretch()

    def _examples(self) -> FlowLayout:
        examples = FlowLayout(across=4, down=2)
        examples.addWidget(Label("Bijvoorbeeld:", "secondary", "mute"))
        for question in EXAMPLE_QUESTIONS:
            button = quiet_button(question, small=True)
            button.clicked.connect(lambda _=False, question=question: self._take_example(question))
            examples.addWidget(button)
        return examples

    def _show_plan(self, plan: VisitDraft) -> None:
        self.teacher.set_value(plan.teacher_id)
        self._offer_sections(plan.section_id)
        self.class_group.set_value(plan.class_group_id)
        self.day.set_value(plan.held_on)
        self.hour.set_value(plan.lesson_hour)
        self.observer.set_value(plan.observer_id)
        self.instrument.set_value(plan.instrument_id)
        self.purpose.set_value(plan.purpose)
        self.announced.setChecked(plan.announced)
        self.question.set_text(plan.focus_question)
        if self._visit_id is not None:
            begun = self._school.visits.get(self._visit_id).line.state is not VisitState.PLANNED
            self.purpose.setEnabled(not begun)
            self.instrument.setEnabled(not begun)
            self._show_second(self._visit_id)

    def _show_second(self, visit_id: str) -> None:
        """Of a duo-visit that is there already: who the other observer is, which stays."""
        duo = self._school.duos.of(visit_id)
        if duo is not None:
            other = duo.second if duo.first.id == visit_id else duo.first
            self.second.set_choices([(other.observer, other.observer_id)])
            self.second.set_value(other.observer_id)
            self.second.setEnabled(False)

    def _connect(self) -> None:
        self.teacher.picked.connect(self._on_teacher)
        field = self.teacher.lineEdit()
        assert field is not None
        field.returnPressed.connect(self._on_enter)
        for told in (
            self.day.changed,
            self.hour.picked,
            self.class_group.picked,
            self.observer.picked,
            self.purpose.picked,
        ):
            told.connect(lambda _: self._hint())
        for box in (self.teacher, self.class_group, self.observer, self.second):
            words = box.lineEdit()
            assert words is not None
            words.editingFinished.connect(self._hint)

    def _on_teacher(self, _teacher: object) -> None:
        self._offer_sections("")
        self._hint()

    def _on_enter(self) -> None:
        was_choosing = self.teacher.is_choosing
        self.teacher.settle()
        if self.teacher.value() is not None and not was_choosing:
            self.teacher_given.emit()

    def _offer_sections(self, chosen: str) -> None:
        """The sections of the teacher; all of them for a teacher without one."""
        teacher = self._teachers.get(_text(self.teacher.value()))
        sections = {one.id: one.name for one in self._school.people.sections()}
        own = teacher.section_ids if teacher else ()
        if teacher is None:
            choices: list[tuple[str, object]] = [("kies eerst een docent", "")]
        elif own:
            choices = [(sections[section_id], section_id) for section_id in own]
        else:
            choices = [("kies een sectie", ""), *((name, key) for key, name in sections.items())]
        if chosen and chosen not in [key for _, key in choices]:
            choices.append((sections.get(chosen, ""), chosen))
        self.section.set_choices(choices)
        self.section.set_value(chosen or choices[0][1])
        self.section.setEnabled(len(choices) > 1)

    def _take_example(self, question: str) -> None:
        """An example takes the place of another example, never of the user's own words."""
        own = self.question.toPlainText().strip()
        self.question.set_text(question if not own or own in EXAMPLE_QUESTIONS else f"{own} {question}")
        self.question.setFocus()

    def _settle(self) -> None:
        """Let the field that has the keyboard read what was typed in it."""
        for box in (self.teacher, self.class_group, self.observer, self.second):
            box.settle()
        focused = QApplication.focusWidget()
        if focused is not None and self.isAncestorOf(focused):
            focused.clearFocus()
            focused.setFocus()

    def _complaints(self) -> list[tuple[Field, str]]:
        return [
            (self._teacher_field, _unknown(self.teacher, "Kies een docent.", "docenten")),
            (
                self._section_field,
                "" if self.section.value() or not self.teacher.value() else "Kies een sectie.",
            ),
            (self._day_field, self._wrong_day()),
            (self._class_field, _unknown(self.class_group, "", "klassen")),
            (self._observer_field, _unknown(self.observer, "Kies wie er kijkt.", "waarnemers")),
            (self._second_field, self._wrong_second()),
        ]

    def _wrong_second(self) -> str:
        if self.second.isEnabled() and self.second.value() and self.second.value() == self.observer.value():
            return "Een duo-bezoek doe je met zijn tweeën: kies iemand anders."
        return _unknown(self.second, "", "waarnemers") if self.second.isEnabled() else ""

    def _wrong_day(self) -> str:
        if self.day.value() is not None:
            return ""
        return "Dit is geen datum. Schrijf bijvoorbeeld 23-11." if self.day.text() else "Kies een datum."

    def _hint(self) -> None:
        """Say below each field what is worth knowing about it, and what the purpose means."""
        found = self._school.rounds.hints(self._entered(), self._visit_id) if self.day.value() else ()
        said = {hint.about: hint.sentence for hint in found}
        for field, about in (
            (self._day_field, Concern.DAY),
            (self._teacher_field, Concern.TEACHER),
            (self._observer_field, Concern.OBSERVER),
            (self._class_field, Concern.CLASS),
        ):
            field.say(said.get(about, ""), "attention")
        for field in (self._section_field, self._second_field):
            field.say("")
        for field, box, plural in (
            (self._teacher_field, self.teacher, "docenten"),
            (self._class_field, self.class_group, "klassen"),
            (self._observer_field, self.observer, "waarnemers"),
            (self._second_field, self.second, "waarnemers"),
        ):
            if box.isEnabled() and (sentence := _unknown(box, "", plural)):
                field.say(sentence)
        purpose = self.purpose.value()
        if isinstance(purpose, Purpose):
            fixed = "" if self.purpose.isEnabled() else " Staat vast: het bezoek is al begonnen."
            self._purpose_words.setText(f"{purpose.meaning} Het verslag is voor docent en waarnemer.{fixed}")


def _text(value: object) -> str:
    return value if isinstance(value, str) else ""


def _unknown(box: PickBox, empty: str, plural: str) -> str:
    """What is wrong with a pick: nothing chosen, or words that are in no list or fit several choices."""
    typed = box.currentText().strip()
    if box.value() is not None:
        return ""
    if typed and (number := box.fitting()) > 1:
        return f"Bij ‘{typed}’ passen {number} {plural}. Kies er een uit de lijst (↓)."
    return f"‘{typed}’ staat niet bij de {plural}." if typed else empty


def _teachers(school: School, own: str) -> list[TeacherLine]:
    """Who can be visited, and who this visit was to even when that teacher has left."""
    return [one for one in school.people.teachers(also_left=True) if one.left_on is None or one.id == own]


def _observers(school: School, own: str) -> list[PersonLine]:
    persons = school.people.persons(also_left=True)
    return [one for one in persons if (one.role is not None and one.left_on is None) or one.id == own]
