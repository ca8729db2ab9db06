"""This file is the dialogs of a cycle: one in which it is made or changed, and one that asks for a reason."""

from dataclasses import replace
from typing import cast

from PySide6.QtWidgets import QLineEdit, QWidget

from lesobs.domain import dutch
from lesobs.domain.errors import RuleBroken
from lesobs.domain.standards import STANDARDS
from lesobs.services.cycle_scope import SCOPE, Scope
from lesobs.services.cycles import Aim, CycleDraft, require_aims
from lesobs.services.school import School
from lesobs.ui.calendar.activity_dialog import Choices, distinct, owners
from lesobs.ui.calendar.whom import WhomBox, whom
from lesobs.ui.calendar.wording import one_line
from lesobs.ui.cycle.indicators_field import AimLine, IndicatorsField, begins, indicators_to_choose
from lesobs.ui.form_dialog import FormDialog, beside, fill
from lesobs.ui.widgets.cards import Field
from lesobs.ui.widgets.dates import DateEdit
from lesobs.ui.widgets.fields import ComboBox, PickBox, TextArea


class CycleDialog(FormDialog):
    """All fields of a cycle; `saved_id` is set once it is saved."""

    def __init__(self, parent: QWidget, school: School, draft: CycleDraft) -> None:
        title = "Cyclus wijzigen" if draft.id else "Nieuwe cyclus"
        super().__init__(parent, title, "Bewaar", width=720, enter_saves=False)
        self._school, self._draft, self._aims = school, draft, draft.indicators
        self._refused = ""
        self._findings = {finding.id: finding for finding in school.findings.all()}
        self._words = {
            indicator.key: f"{indicator.code} {indicator.title}"
            for line in reversed(school.instruments.all(retired=True))
            for indicator in school.instruments.get(line.id).indicators
        }
        before = school.cycles.line(draft.id).indicators if draft.id else ()
        self._begins = {(one.key, one.finding_id): begins(one.baseline, one.stands_on) for one in before}
        self.saved_id: str | None = None
        self._build_plain_fields(draft)
        self._build_choices(draft)
        fill(
            self.form,
            Field("&Titel", self.title),
            Field("&Begint bij bevinding", self.finding, "de cijfers daarvan zijn de beginmeting"),
            Field("&Doel", self.goal, "waaraan zien jullie in de les dat het lukt?"),
            Field("&Indicatoren", self.indicators, "hiernaar kijken jullie straks opnieuw"),
            beside(Field("&Eigenaar", self.owner), Field("Ver&vanger", self.deputy)),
            beside(Field("&Opnieuw kijken vóór", self.check_on), Field("&Standaard", self.standard), (2, 3)),
            beside(Field(self.whom.label, self.whom), Field("&Afdeling", self.department)),
        )
        self.form.addStretch()
        self._show_aims(draft.indicators)
        self.begin()
        self.title.setFocus()

    @classmethod
    def ask(cls, parent: QWidget, school: School, draft: CycleDraft | str | None = None) -> str | None:
        """Make a cycle, or change one by its id; gives the id of what was saved, None when nothing was.

        Raises RuleBroken when the cycle is no longer there.
        """
        if isinstance(draft, str):
            draft = school.cycles.draft(draft)
        dialog = cls(parent, school, draft or CycleDraft("", "OP3"))
        dialog.exec()
        dialog.deleteLater()
        return dialog.saved_id

    def _build_plain_fields(self, draft: CycleDraft) -> None:
        self.title = QLineEdit(draft.title)
        self.title.setPlaceholderText("bijv. Nagaan en bijstellen")
        self.goal = TextArea("Doel", "In 8 van de 12 lessen zien we dat …", lines=2, most=6)
        self.goal.set_text(draft.goal)
        self.check_on = DateEdit("Opnieuw kijken vóór", draft.check_on)
        self.indicators = IndicatorsField()
        self.indicators.take.hide()
        self.indicators.changed.connect(self._show_aims)

    def _build_choices(self, draft: CycleDraft) -> None:
        school, whole = self._school, cast(Choices, [("hele school", None)])
        people = owners(school, draft.owner_id)
        self.owner = PickBox("Eigenaar", people, "nog niemand")
        self.deputy = PickBox("Vervanger", owners(school, draft.deputy_id), "niemand")
        self.finding = PickBox("Begint bij bevinding", findings_to_choose(school), "geen bevinding")
        self.standard = ComboBox("Standaard", [(f"{code} {name}", code) for code, name in STANDARDS.items()])
        self.whom = WhomBox()
        self.whom.offer(school, draft)
        departments = [(line.name, line.id) for line in school.people.departments()]
        self.department = ComboBox("Afdeling", whole + cast(Choices, departments))
        for box, value in (
            (self.owner, draft.owner_id),
            (self.deputy, draft.deputy_id),
            (self.finding, draft.finding_id),
            (self.standard, draft.standard),
            (self.whom, whom(draft)),
            (self.department, draft.department_id),
        ):
            box.set_value(value)
            if (line := box.lineEdit()) is not None:
                line.setCursorPosition(0)  # the begin of a long finding tells which it is
        for wide in (self.standard, self.department):
            wide.setSizeAdjustPolicy(ComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.finding.picked.connect(self._take_finding)
        self.standard.picked.connect(lambda _: self._offer())
        for scope in (self.whom, self.department):
            scope.picked.connect(lambda _: self._show_aims(self._aims))
        self._begun_with = draft.finding_id

    def _take_finding(self, finding_id: object) -> None:
        """A finding brings whom it is about and what was looked at."""
        wanted = finding_id if isinstance(finding_id, str) else None
        draft = self._school.cycles.begin_with(replace(self._values(), finding_id=self._begun_with), wanted)
        self._begun_with = wanted
        if wanted is not None:
            self.whom.set_value(whom(draft))
            self.department.set_value(draft.department_id)
        self._show_aims(draft.indicators)

    def _show_aims(self, aims: tuple[Aim, ...]) -> None:
        """What was asked for in the list, unless a cycle can't be about that."""
        try:
            require_aims(aims)
            self._aims = aims
            self.unsay()
        except RuleBroken as refusal:
            self._refused = str(refusal)
            self.refuse(self._refused)
        self.indicators.show_lines(
            AimLine(aim, self._words.get(aim.key, aim.key), self._beginning(aim)) for aim in self._aims
        )
        self._offer()

    def _beginning(self, aim: Aim) -> str:
        """Where it starts from: the counts it had, or those of its finding."""
        draft = self._values()
        known = self._begins.get((aim.key, aim.finding_id))
        if known is not None:
            same = all(getattr(draft, name) == getattr(self._draft, name) for name in SCOPE)
            return known if same else "beginmeting vervalt: andere lessen"
        finding = self._findings.get(aim.finding_id or "")
        scope = Scope(draft.section_id, draft.cluster_id, draft.department_id)
        if finding is not None and finding.indicator_key == aim.key and scope == finding.about:
            return begins(finding.counts, finding.stands_on)
        return "beginmeting neem je straks uit het beeld"

    def _offer(self) -> None:
        self.indicators.offer(indicators_to_choose(self._school, cast(str, self.standard.value())))

    def _values(self) -> CycleDraft:
        return replace(
            self._draft,
            title=self.title.text(),
            goal=self.goal.toPlainText(),
            standard=cast(str, self.standard.value()),
            section_id=self.whom.chosen("section_id"),
            cluster_id=self.whom.chosen("cluster_id"),
            department_id=cast(str | None, self.department.value()),
            finding_id=cast(str | None, self.finding.value()),
            indicators=self._aims,
            owner_id=cast(str | None, self.owner.value()),
            deputy_id=cast(str | None, self.deputy.value()),
            check_on=self.check_on.value(),
        )

    def saved(self) -> bool:
        self._refused = ""  # what was refused before has been said
        return super().saved()

    def _save(self) -> None:
        self.indicators.settle()
        if self._refused:
            raise RuleBroken(self._refused)
        if not self.check_on.is_valid():
            raise RuleBroken(
                "De datum om opnieuw te kijken is geen datum. Schrijf bijvoorbeeld 11-12 of wk 50."
            )
        for box, what in (
            (self.owner, "eigenaar"),
            (self.deputy, "vervanger"),
            (self.finding, "bevinding"),
            (self.indicators.add, "indicator"),
        ):
            if box.currentText().strip() and box.value() is None:
                raise RuleBroken(f"Kies een {what} uit de lijst, of maak het veld leeg.")
        self.saved_id = self._school.cycles.save(self._values())


class ReasonDialog(FormDialog):
    """One question with room for a few lines in one's own words, which stay with the cycle."""

    def __init__(self, parent: QWidget, title: str, question: str, save: str, text: str = "") -> None:
        super().__init__(parent, title, save, explanation=question, width=520, enter_saves=False)
        self.text = TextArea(question, "In jullie eigen woorden", lines=4, most=12)
        self.text.set_text(text)
        self.form.addWidget(self.text)
        self.begin()
        self.text.setFocus()

    @classmethod
    def ask(cls, parent: QWidget, title: str, question: str, save: str, text: str = "") -> str | None:
        """The reason, or None when the user thinks better of it."""
        dialog = cls(parent, title, question, save, text)
        given = dialog.exec() == cls.DialogCode.Accepted
        dialog.deleteLater()
        return dialog.text.toPlainText().strip() if given else None

    def _values(self) -> str:
        return self.text.toPlainText()

    def _save(self) -> None:
        if not self.text.toPlainText().strip():
            raise RuleBroken("Schrijf eerst in een paar woorden de reden op.")


def findings_to_choose(school: School) -> Choices:
    """All findings, the newest first."""
    return distinct(
        [
            (f"{dutch.day(finding.found_on)}: {one_line(finding.text)}", finding.id)
            for finding in school.findings.all()
        ]
    )
