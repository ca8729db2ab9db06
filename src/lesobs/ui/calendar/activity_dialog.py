"""This file is the dialog in which one activity is made or changed."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from typing import cast

from PySide6.QtWidgets import QLineEdit, QWidget

from lesobs.domain import dutch
from lesobs.domain.activity import ActivityStatus, require_period
from lesobs.domain.cycle import Phase
from lesobs.domain.errors import RuleBroken
from lesobs.domain.schoolyear import Holiday, public_holidays
from lesobs.domain.standards import STANDARDS
from lesobs.services.calendar import ActivityDraft, FreePeriodLine
from lesobs.services.school import School
from lesobs.ui.calendar.repeat_field import RepeatField
from lesobs.ui.calendar.wording import PHASE_NAMES, one_line
from lesobs.ui.form_dialog import FormDialog, beside, fill
from lesobs.ui.look import Tone
from lesobs.ui.widgets.buttons import plain_button
from lesobs.ui.widgets.cards import Field
from lesobs.ui.widgets.dates import DateEdit
from lesobs.ui.widgets.fields import ComboBox, PickBox, TextArea
from lesobs.ui.widgets.labels import Label

Choices = list[tuple[str, object]]


class ActivityDialog(FormDialog):
    """All fields of an activity; `saved_id` is set once it is saved."""

    def __init__(self, parent: QWidget, school: School, draft: ActivityDraft) -> None:
        title = "Activiteit wijzigen" if draft.id else "Nieuwe activiteit"
        super().__init__(parent, title, "Bewaar", width=660, enter_saves=False)
        self._school, self._draft = school, draft
        self._free = school.calendar.free_periods()
        self.saved_id: str | None = None
        self.repeat = RepeatField(
            school,
            school.series.rule(draft.id) if draft.id else None,
            school.series.following(draft.id) if draft.id else 0,
        )
        self._build_fields(draft)
        follows = Field("&Volgt uit", self.follows, "een cyclus of bevinding, als die er is")
        fill(
            self.form,
            Field("&Titel", self.title),
            beside(Field("&Fase", self.phase), Field("&Standaard", self.standard), (2, 3)),
            beside(Field("V&an", self.starts_on), Field("T&ot en met", self.ends_on)),
            self.period_words,
            self.repeat,
            beside(Field("&Eigenaar", self.owner), Field("Stat&us", self.status)),
            beside(Field("Se&ctie", self.section), Field("Af&deling", self.department)),
            follows,
            Field("O&mschrijving", self.description),
        )
        self.form.addStretch()
        if draft.id:
            self.remove_button = plain_button("Verwijderen", "trash")
            self.remove_button.clicked.connect(self._remove)
            self.add_left(self.remove_button)
            self.repeat.scope_changed.connect(self._name_remove)
        self._say_period()
        if draft.suggested:
            self.say("info", "Een suggestie uit het standaardjaar. Bewaar haar, en ze is van jullie.")
        self.begin()
        self.title.setFocus()

    @classmethod
    def ask(cls, parent: QWidget, school: School, draft: ActivityDraft | str | None = None) -> str | None:
        """Make an activity, or change one by its id; gives the id of what was saved, None when nothing was.

        Raises RuleBroken when the activity is no longer there.
        """
        if isinstance(draft, str):
            draft = school.calendar.draft(draft)
        dialog = cls(parent, school, draft or blank(school.today()))
        dialog.exec()
        dialog.deleteLater()
        return dialog.saved_id

    def _build_fields(self, draft: ActivityDraft) -> None:
        school = self._school
        whole: Choices = [("hele school", None)]
        self.title = QLineEdit(draft.title)
        self.title.setPlaceholderText("bijv. Lesbezoekronde 1")
        self.phase = ComboBox("Fase", [(f"{p.letter} · {p.word}", p) for p in Phase])
        self.standard = ComboBox("Standaard", [(f"{code} {name}", code) for code, name in STANDARDS.items()])
        self.starts_on, self.ends_on = DateEdit("Van", draft.starts_on), DateEdit("Tot en met", draft.ends_on)
        self.period_words = Label("", "secondary", "mute", wrap=True)
        self.owner = PickBox("Eigenaar", owners(school, draft.owner_id), "nog niemand")
        self.status = ComboBox("Status", [(status.word, status) for status in ActivityStatus])
        self.section = ComboBox("Sectie", whole + [(line.name, line.id) for line in school.people.sections()])
        departments = [(line.name, line.id) for line in school.people.departments()]
        self.department = ComboBox("Afdeling", whole + cast(Choices, departments))
        self.follows = PickBox("Volgt uit", origins(school, draft), "niets, staat op zichzelf")
        self._clusters = clusters_of_origins(school)
        self.description = TextArea("Omschrijving", "Wat gaan jullie doen, en met wie?", lines=3, most=8)
        for box, value in (
            (self.phase, draft.phase),
            (self.standard, draft.standard),
            (self.owner, draft.owner_id),
            (self.status, draft.status),
            (self.section, draft.section_id),
            (self.department, draft.department_id),
            (self.follows, ("cycle", draft.cycle_id) if draft.cycle_id else ("finding", draft.finding_id)),
        ):
            box.set_value(value)
        for wide in (self.standard, self.section, self.department):
            wide.setSizeAdjustPolicy(ComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.follows.picked.connect(lambda _: self._name_whole())
        self._name_whole()
        self.description.set_text(draft.description)
        self.starts_on.changed.connect(self._start_changed)
        self.ends_on.changed.connect(lambda _: self._say_period())

    def _name_whole(self) -> None:
        """What follows from a cluster's cycle or finding is for that cluster, unless for one section."""
        cluster = self._clusters.get(self.follows.value(), "")
        self.section.setItemText(0, f"cluster {cluster}" if cluster else "hele school")

    def _start_changed(self, day: date | None) -> None:
        """A new begin takes the end with it while the activity is new and the end was not chosen."""
        if day is not None and self._draft.id is None and self.ends_on.value() == self._draft.ends_on:
            self.ends_on.set_value(max(day, self._draft.ends_on))
        self._say_period()

    def _name_remove(self) -> None:
        following = self.repeat.also_following
        self.remove_button.setText("Deze en alle volgende verwijderen" if following else "Verwijderen")

    def _say_period(self) -> None:
        """Below the dates: the weeks, a holiday, or what is wrong with them."""
        first, last = self.starts_on.value(), self.ends_on.value()
        self.repeat.set_days(first or self._draft.starts_on, last or self._draft.ends_on)
        if first is None or last is None:
            self._tell_period("Vul een begin- en een einddatum in.", "error")
            return
        try:
            require_period(first, last)
        except RuleBroken as refusal:
            self._tell_period(str(refusal), "error")
            return
        if words := holiday_words(self._free, first, last):
            self._tell_period(words, "attention")
        else:
            days = dutch.count((last - first).days + 1, "dag", "dagen")
            self._tell_period(f"{dutch.weeks(first, last)} · {days}", "mute")

    def _tell_period(self, words: str, tone: Tone) -> None:
        self.period_words.setText(words)
        self.period_words.set_tone(tone)
        self.ends_on.setAccessibleDescription(words)

    def _values(self) -> object:
        return self._filled(), self.repeat.state()

    def _filled(self) -> ActivityDraft:
        """What the form holds; a date that can't be read keeps its last value."""
        kind, origin = cast(tuple[str, str | None], self.follows.value() or ("", None))
        return replace(
            self._draft,
            title=self.title.text(),
            phase=cast(Phase, self.phase.value()),
            standard=cast(str, self.standard.value()),
            starts_on=self.starts_on.value() or self._draft.starts_on,
            ends_on=self.ends_on.value() or self._draft.ends_on,
            description=self.description.toPlainText(),
            status=cast(ActivityStatus, self.status.value()),
            owner_id=cast(str | None, self.owner.value()),
            section_id=cast(str | None, self.section.value()),
            department_id=cast(str | None, self.department.value()),
            cycle_id=origin if kind == "cycle" else None,
            finding_id=origin if kind == "finding" else None,
        )

    def _save(self) -> None:
        if self.starts_on.value() is None or self.ends_on.value() is None:
            raise RuleBroken("Vul een begin- en een einddatum in, bijvoorbeeld 23-11 of wk 48.")
        for box, what in ((self.owner, "eigenaar"), (self.follows, "cyclus of bevinding")):
            if box.currentText().strip() and box.value() is None:
                raise RuleBroken(f"Kies een {what} uit de lijst, of maak het veld leeg.")
        self.saved_id = self._school.series.save(
            self._filled(), self.repeat.value(), also_following=self.repeat.also_following
        )

    def _remove(self) -> None:
        """Away, without a question: it can be undone."""
        if self._draft.id is None:
            return
        try:
            self._school.series.remove(self._draft.id, also_following=self.repeat.also_following)
        except RuleBroken as refusal:
            self.refuse(str(refusal))
        else:
            self.accept()


def blank(day: date) -> ActivityDraft:
    """A new activity to fill in, on one day."""
    return ActivityDraft("", Phase.DO, "OP3", day, day)


def distinct(choices: Choices) -> Choices:
    """Choices of which no two have the same words, so that each can be picked by typing."""
    seen: dict[str, int] = {}
    found: Choices = []
    for words, value in choices:
        number = seen[words] = seen.get(words, 0) + 1
        found.append((words if number == 1 else f"{words} ({number})", value))
    return found


def owners(school: School, also: str | None = None) -> Choices:
    """The persons who can own something, and the one who owns it now."""
    persons = school.people.persons(also_left=True)
    return distinct(
        [(person.name, person.id) for person in persons if person.left_on is None or person.id == also]
    )


def origins(school: School, draft: ActivityDraft) -> Choices:
    """What an activity can follow from: the open cycles, the findings, and what it follows from now."""
    cycles: Choices = [
        (f"cyclus {one_line(cycle.title)} ({cycle.scope}, {PHASE_NAMES[cycle.phase]})", ("cycle", cycle.id))
        for cycle in school.cycles.all()
        if cycle.closed_on is None or cycle.id == draft.cycle_id
    ]
    findings: Choices = [
        (f"bevinding {dutch.day(finding.found_on)}: {one_line(finding.text)}", ("finding", finding.id))
        for finding in school.findings.all()
    ]
    return distinct(cycles + findings)


def clusters_of_origins(school: School) -> dict[object, str]:
    """Of what is about a cluster, by the value it has among the origins, the name of that cluster."""
    found: dict[object, str] = {("cycle", cycle.id): cycle.cluster for cycle in school.cycles.all()}
    return found | {("finding", one.id): one.cluster for one in school.findings.all()}


def holiday_words(free: Sequence[FreePeriodLine], first: date, last: date) -> str:
    """Says which holidays lie in a period; they are allowed, but worth knowing."""
    hit: list[FreePeriodLine | Holiday]
    hit = [line for line in free if line.starts_on <= last and line.ends_on >= first]
    if first == last:
        hit += [holiday for holiday in public_holidays(first.year) if first in holiday]
    if not hit:
        return ""
    names = dutch.listed(f"{line.name} ({dutch.period(line.starts_on, line.ends_on)})" for line in hit)
    whole = any(line.starts_on <= first and line.ends_on >= last for line in hit)
    return f"{'Valt helemaal in' if whole else 'In deze periode valt'}: {names}. Dat mag."
