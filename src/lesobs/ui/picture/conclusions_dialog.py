"""This file is the dialog to type in what teams concluded: Enter keeps a line and goes on."""

from dataclasses import replace

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QDialog, QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from lesobs.domain.dutch import day
from lesobs.domain.errors import RuleBroken
from lesobs.domain.finding import FindingKind
from lesobs.domain.schoolyear import SchoolYear
from lesobs.domain.small_groups import WHOLE_SCHOOL
from lesobs.services.findings import Agreed, FindingLine
from lesobs.services.school import School
from lesobs.ui.delegates.rows import RowDelegate, RowLine
from lesobs.ui.form_dialog import beside
from lesobs.ui.look import PAGE
from lesobs.ui.models.lines import ListModel
from lesobs.ui.screen import fit_screen
from lesobs.ui.widgets.bars import MessageBar
from lesobs.ui.widgets.buttons import Switch, main_button, plain_button
from lesobs.ui.widgets.cards import Field, rule
from lesobs.ui.widgets.dates import DateEdit
from lesobs.ui.widgets.fields import ComboBox
from lesobs.ui.widgets.labels import Label
from lesobs.ui.widgets.tables import ListView

ICONS = {FindingKind.STRENGTH: "star", FindingKind.DEVELOP: "target", FindingKind.QUESTION: "chat"}


class ConclusionsDialog(QDialog):
    """A line is in the school file as soon as it is added; closing adds what is still being typed."""

    def __init__(self, parent: QWidget, school: School, year: SchoolYear, group: str | None) -> None:
        """`group` is the row of the picture to begin with, by its key; the whole school for None and for what
        has no team of its own."""
        super().__init__(parent)
        self.setWindowTitle("Conclusies invoeren")
        self._school, self._year = school, year
        self._clusters = {one.name for one in school.people.clusters()}
        groups = [(f"Cluster {name}", name) for name in sorted(self._clusters, key=str.casefold)]
        groups += [(line.name, line.id) for line in school.people.sections()]
        self._group = ComboBox(
            "Sectie of cluster" if self._clusters else "Sectie", [(WHOLE_SCHOOL, None), *groups]
        )
        self._group.set_value(group)
        self._kind = Switch("Soort", [(kind.value, kind.word) for kind in FindingKind])
        self._kind.set_value(FindingKind.DEVELOP.value)
        self._words = QLineEdit()
        self._words.setPlaceholderText("Wat spraken jullie af, of wat stelden jullie vast?")
        indicators = {one.key: one for one in school.instruments.known().values()}
        known = sorted(indicators.values(), key=lambda one: one.code)
        titles: list[tuple[str, object]] = [(f"{one.code} {one.title}", one.key) for one in known]
        self._indicator = ComboBox("Indicator", [("geen bepaalde", None), *titles])
        owners = [(line.name, line.id) for line in school.people.persons()]
        self._owner = ComboBox("Wie", [("nog niemand", None), *owners])
        self._until = DateEdit("Opnieuw kijken op")
        self._message = MessageBar("error")
        self._message.hide()
        self._lines: ListModel[RowLine] = ListModel()
        self._list = ListView("Vandaag ingevoerd")
        self._list.setModel(self._lines)
        rows = RowDelegate(self._list)
        self._list.setItemDelegate(rows)
        rows.pressed.connect(lambda index: self._take_back(self._lines.line(index)))
        self._build()
        self._show_lines()
        for key in ("Return", "Enter"):
            shortcut = QShortcut(QKeySequence(key), self, self._enter)
            shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        QShortcut(QKeySequence("Del"), self._list, self._take_back_current)
        self._words.setFocus()

    @classmethod
    def enter(cls, parent: QWidget, school: School, year: SchoolYear, group: str | None) -> None:
        """Let conclusions be typed until the user is done."""
        dialog = cls(parent, school, year, group)
        dialog.exec()
        dialog.deleteLater()

    def reject(self) -> None:
        """Esc and closing: what is being typed is kept first; if that can't be, the dialog says why and "
        "stays."""
        if not self._words.text().strip() or self._add():
            super().reject()

    def _enter(self) -> None:
        """Enter in the list takes nothing away; anywhere else it adds the line."""
        if not self._list.hasFocus():
            self._add()

    def _add(self) -> bool:
        """Keep the line and begin another; gives whether that went well."""
        self._until.setFocus() if self._until.hasFocus() else self._words.setFocus()
        group = _id(self._group.value())
        cluster = group if group is not None and group in self._clusters else ""
        try:
            self._school.findings.conclude(
                FindingKind(self._kind.value()),
                self._words.text(),
                self._year,
                None if cluster else group,
                _id(self._indicator.value()),
                self._agreed(),
                cluster=cluster,
            )
        except RuleBroken as refusal:
            self._message.set_message("error", str(refusal))
            self._message.show()
            return False
        self._message.hide()
        self._words.clear()
        for field in (self._indicator, self._owner):
            field.set_value(None)
        self._until.set_value(None)
        self._words.setFocus()
        self._show_lines()
        return True

    def _agreed(self) -> Agreed | None:
        """Who does it and until when; a name without a day would be forgotten."""
        owner, typed = _id(self._owner.value()), self._until.text().strip()
        self._until.editingFinished.emit()
        until = self._until.value()
        if typed and (until is None or not self._until.is_valid()):
            self._until.setFocus()
            raise RuleBroken(f"‘{typed}’ is geen datum. Typ bijvoorbeeld 18-1 of wk 3.")
        if until is None:
            if owner is not None:
                self._until.setFocus()
                raise RuleBroken("Spreek ook af wanneer jullie opnieuw kijken; dan staat het in de kalender.")
            return None
        return Agreed(until, owner)

    def _take_back_current(self) -> None:
        row = self._list.current_row()
        if row >= 0:
            self._take_back(self._lines.line(row))

    def _take_back(self, line: RowLine) -> None:
        try:
            self._school.findings.take_back(str(line.key))
        except RuleBroken as refusal:
            self._message.set_message("error", str(refusal))
            self._message.show()
        self._show_lines()

    def _show_lines(self) -> None:
        titles = {one.key: one.title for one in self._school.instruments.known().values()}
        rows = []
        for line in reversed(self._school.findings.concluded_today()):
            row = _row(line, titles.get(line.indicator_key or "", ""))
            for activity in self._school.calendar.following(line.id)[:1]:
                until = f"opnieuw kijken op {day(activity.ends_on)}"
                row = replace(row, caption=" · ".join(filter(None, (row.caption, activity.owner, until))))
            rows.append(row)
        self._lines.set_lines(rows)
        self._none.setVisible(not rows)
        self._list.setVisible(bool(rows))

    def _build(self) -> None:
        add = main_button("Toevoegen", "plus", "Enter")
        add.setAutoDefault(False)
        add.clicked.connect(lambda: self._add())
        done = plain_button("Klaar", "", "Esc")
        done.setAutoDefault(False)
        done.clicked.connect(self.reject)
        about = (
            "Wat sprak het team af? Elke regel is meteen bewaard als bevinding. Met een datum erbij komt "
            "de afspraak ook in de kwaliteitskalender."
        )
        self._none = Label("Vandaag is er nog niets ingevoerd.", tone="mute")
        column = QVBoxLayout(self)
        column.setContentsMargins(PAGE, 14, PAGE, 14)
        column.setSpacing(11)
        column.addWidget(Label(f"Conclusies invoeren, {self._year}", "page"))
        column.addWidget(Label(about, tone="mute", wrap=True))
        column.addWidget(self._message)
        column.addLayout(beside(Field(self._group.accessibleName(), self._group), Field("Soort", self._kind)))
        column.addWidget(Field("In jullie eigen woorden", self._words))
        agreement = QHBoxLayout()
        agreement.setSpacing(12)
        for field, share in (
            (Field("Indicator", self._indicator), 4),
            (Field("Wie", self._owner), 3),
            (Field("Opnieuw kijken op", self._until), 3),
        ):
            agreement.addWidget(field, share)
        column.addLayout(agreement)
        row = QHBoxLayout()
        row.addStretch()
        row.addWidget(add)
        column.addLayout(row)
        column.addWidget(rule())
        column.addWidget(Label("Vandaag ingevoerd", "card"))
        column.addWidget(self._none)
        column.addWidget(self._list, 1)
        column.addStretch()
        foot = QHBoxLayout()
        foot.addStretch()
        foot.addWidget(done)
        column.addLayout(foot)
        fit_screen(self, 720, 600)


def _row(line: FindingLine, indicator: str) -> RowLine:
    return RowLine(
        line.id,
        line.text,
        caption=" · ".join(
            part for part in (f"{line.scope[:1].upper()}{line.scope[1:]}", line.kind.word, indicator) if part
        ),
        icon=ICONS[line.kind],
        action="Verwijderen",
        tooltip=line.text,
    )


def _id(value: object) -> str | None:
    return value if isinstance(value, str) else None
