"""This file is the dialogs of a cycle: one in which it is made or changed, and one that asks for a reason."""

from dataclasses import replace
from typing import cast

from PySide6.QtCore import QRegularExpression
from PySide6.QtGui import QRegularExpressionValidator
from PySide6.QtWidgets import QLineEdit, QWidget

from lesobs.domain import dutch
from lesobs.domain.errors import RuleBroken
from lesobs.domain.standards import STANDARDS
from lesobs.domain.texts import LONGEST_TITLE
from lesobs.services.cycles import CycleDraft
from lesobs.services.school import School
from lesobs.ui.calendar.activity_dialog import Choices, distinct, owners
from lesobs.ui.calendar.wording import one_line
from lesobs.ui.form_dialog import FormDialog, beside, fill
from lesobs.ui.widgets.cards import Field
from lesobs.ui.widgets.dates import DateEdit
from lesobs.ui.widgets.fields import ComboBox, PickBox, TextArea
from lesobs.ui.widgets.labels import Label


class CycleDialog(FormDialog):
    """All fields of a cycle; `saved_id` is set once it is saved."""

    def __init__(self, parent: QWidget, school: School, draft: CycleDraft) -> None:
        title = "Cyclus wijzigen" if draft.id else "Nieuwe cyclus"
        super().__init__(parent, title, "Bewaar", width=660, enter_saves=False)
        self._school, self._draft = school, draft
        self._counts = {finding.id: finding.counts for finding in school.findings.all()}
        self.saved_id: str | None = None
        self._build_plain_fields(draft)
        self._build_choices(draft)
        fill(
            self.form,
            Field("&Titel", self.title),
            Field("&Begint bij bevinding", self.finding, "de cijfers daarvan zijn de beginmeting"),
            self.baseline,
            Field("&Doel", self.goal, "waaraan zien jullie in de les dat het lukt?"),
            beside(
                Field("&Indicator", self.indicator, "opnieuw kijken naar hetzelfde"),
                Field("Stree&fcijfer", self.target, "procent van de lessen op 3 of 4"),
            ),
            beside(Field("&Eigenaar", self.owner), Field("Ver&vanger", self.deputy)),
            beside(Field("&Opnieuw kijken vóór", self.check_on), Field("&Standaard", self.standard), (2, 3)),
            beside(Field("Se&ctie", self.section), Field("&Afdeling", self.department)),
        )
        self.form.addStretch()
        self._say_baseline()
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
        self.title.setMaxLength(LONGEST_TITLE)
        self.title.setPlaceholderText("bijv. Nagaan en bijstellen")
        self.goal = TextArea("Doel", "In 8 van de 12 lessen zien we dat …", lines=2, most=6)
        self.goal.set_text(draft.goal)
        self.check_on = DateEdit("Opnieuw kijken vóór", draft.check_on)
        self.target = QLineEdit("" if draft.target_percent is None else f"{draft.target_percent} %")
        self.target.setPlaceholderText("geen")
        self.target.setValidator(QRegularExpressionValidator(QRegularExpression(r"\d{0,3} ?%?"), self.target))
        self.baseline = Label("", "secondary", "mute", wrap=True)

    def _build_choices(self, draft: CycleDraft) -> None:
        school, whole = self._school, cast(Choices, [("hele school", None)])
        people = owners(school, draft.owner_id)
        self.owner = PickBox("Eigenaar", people, "nog niemand")
        self.deputy = PickBox("Vervanger", owners(school, draft.deputy_id), "niemand")
        self.finding = PickBox("Begint bij bevinding", findings_to_choose(school), "geen bevinding")
        self.indicator = PickBox("Indicator", indicators_to_choose(school), "nog geen indicator")
        self.standard = ComboBox("Standaard", [(f"{code} {name}", code) for code, name in STANDARDS.items()])
        self.section = ComboBox("Sectie", whole + [(line.name, line.id) for line in school.people.sections()])
        departments = [(line.name, line.id) for line in school.people.departments()]
        self.department = ComboBox("Afdeling", whole + cast(Choices, departments))
        for box, value in (
            (self.owner, draft.owner_id),
            (self.deputy, draft.deputy_id),
            (self.finding, draft.finding_id),
            (self.indicator, draft.indicator_key),
            (self.standard, draft.standard),
            (self.section, draft.section_id),
            (self.department, draft.department_id),
        ):
            box.set_value(value)
        for wide in (self.standard, self.section, self.department):
            wide.setSizeAdjustPolicy(ComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.finding.picked.connect(self._take_finding)

    def _take_finding(self, finding_id: object) -> None:
        """A finding brings its section and what was looked at."""
        if isinstance(finding_id, str):
            from_finding = self._school.cycles.draft_from(finding_id)
            self.section.set_value(from_finding.section_id)
            self.indicator.set_value(from_finding.indicator_key)
        self._say_baseline()

    def _say_baseline(self) -> None:
        counts = self._counts.get(cast(str, self.finding.value()))
        self.baseline.setVisible(counts is not None)
        if counts is not None:
            lessons = dutch.count(counts.scored, "les", "lessen")
            self.baseline.setText(f"Beginmeting: {counts.high} van {lessons} op 3 of 4 ({counts.percent} %)")

    def _values(self) -> CycleDraft:
        return replace(
            self._draft,
            title=self.title.text(),
            goal=self.goal.toPlainText(),
            standard=cast(str, self.standard.value()),
            section_id=cast(str | None, self.section.value()),
            department_id=cast(str | None, self.department.value()),
            finding_id=cast(str | None, self.finding.value()),
            indicator_key=cast(str | None, self.indicator.value()),
            target_percent=int(digits) if (digits := self.target.text().strip(" %")) else None,
            owner_id=cast(str | None, self.owner.value()),
            deputy_id=cast(str | None, self.deputy.value()),
            check_on=self.check_on.value(),
        )

    def _save(self) -> None:
        if not self.check_on.is_valid():
            raise RuleBroken(
                "De datum om opnieuw te kijken is geen datum. Schrijf bijvoorbeeld 11-12 of wk 50."
            )
        for box, what in (
            (self.owner, "eigenaar"),
            (self.deputy, "vervanger"),
            (self.finding, "bevinding"),
            (self.indicator, "indicator"),
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


def indicators_to_choose(school: School) -> Choices:
    """Everything a kijkwijzer of this school looks at, each once, in the order of its code."""
    found = {
        indicator.key: f"{indicator.code} {indicator.title}"
        for line in reversed(school.instruments.all(retired=True))
        for indicator in school.instruments.get(line.id).indicators
    }
    return distinct(sorted(((words, key) for key, words in found.items()), key=lambda pair: pair[0]))
