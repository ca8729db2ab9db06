"""This file is the settings of the school: name, small groups, how long reports stay, and the holidays."""

from dataclasses import replace

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from lesobs.domain import dutch
from lesobs.domain.errors import RuleBroken
from lesobs.domain.picture import SMALLEST_GROUP, USUAL_GROUP
from lesobs.domain.schoolyear import SchoolYear
from lesobs.services.calendar import FreePeriodLine
from lesobs.services.school import School, SchoolSettings
from lesobs.ui.delegates.rows import RowDelegate, RowLine
from lesobs.ui.models.lines import ListModel
from lesobs.ui.school.tab import Tab
from lesobs.ui.school.two_columns import TwoColumns
from lesobs.ui.widgets.buttons import plain_button
from lesobs.ui.widgets.cards import Card, Field
from lesobs.ui.widgets.fields import NumberField
from lesobs.ui.widgets.kept import KEEP_AFTER_MS
from lesobs.ui.widgets.labels import Chip, Label
from lesobs.ui.widgets.tables import ListView

_MOST_TEACHERS, _MOST_YEARS = 30, 20
_SMALL_GROUPS = (
    f"Zijn er minder docenten bezocht, dan toont lesobs geen cijfers; ook niet waar ze uit andere cijfers af "
    f"te leiden zijn. Gebruikelijk is {USUAL_GROUP}, het minste is {SMALLEST_GROUP}. Spreek een lagere grens "
    f"eerst af met de personeelsgeleding van de MR."
)


class SettingsTab(Tab):
    """Every change is kept at once; a refused one says why and leaves what was."""

    def __init__(self, school: School) -> None:
        super().__init__(school)
        self.name = QLineEdit()
        self.group = NumberField("Kleinste groep docenten", 0, _MOST_TEACHERS)
        self.years = NumberField("Bewaartermijn in schooljaren", 0, _MOST_YEARS)
        self._region = Chip("", "info")
        self._keep_until = Label(role="secondary", tone="mute", wrap=True)
        self._refusals: dict[QWidget, Label] = {
            field: _refusal() for field in (self.name, self.group, self.years)
        }
        self._holidays = ListModel[RowLine](self)
        self.holidays = ListView("Vakanties van dit schooljaar")
        self._typing = QTimer(self)
        self._typing.setSingleShot(True)
        self._typing.setInterval(KEEP_AFTER_MS)
        self._build()
        self._connect()
        self.setFocusProxy(self.name)

    def refresh(self) -> None:
        settings = self.school.settings()
        if not self._typing.isActive() and self.name.text() != settings.name:
            self.name.setText(settings.name)
        for field, value in ((self.group, settings.smallest_group), (self.years, settings.retention_years)):
            field.blockSignals(True)
            field.setValue(value)
            field.blockSignals(False)
        self._region.set_chip(f"regio {settings.region.word}", "info")
        self._show_keep_until(settings.retention_years)
        periods = self.school.calendar.free_periods(self.school.year)
        self._holidays.set_lines([_holiday_row(period) for period in periods])

    def flush(self) -> bool:
        if self._typing.isActive():
            self._keep_name()
        return not self.unkept()

    def unkept(self) -> str:
        refusal = self._refusals[self.name]
        if refusal.isHidden() or self.name.text() == self.school.settings().name:
            return ""
        return f"De naam van de school is nog niet bewaard. {refusal.text()} Ga je weg, dan blijft de oude."

    def let_go(self) -> None:
        self.refresh()
        self._refusals[self.name].hide()

    def _keep_name(self) -> None:
        self._typing.stop()
        settings = self.school.settings()
        self._keep(self.name, replace(settings, name=self.name.text()))

    def _keep_group(self) -> None:
        self._keep(self.group, replace(self.school.settings(), smallest_group=self.group.value()))

    def _keep_years(self) -> None:
        self._keep(self.years, replace(self.school.settings(), retention_years=self.years.value()))

    def _keep(self, field: QWidget, settings: SchoolSettings) -> None:
        """Keep the settings; a refusal stands below the field it is about."""
        refusal = self._refusals[field]
        refusal.hide()
        if settings == self.school.settings():
            return
        try:
            self.school.change_settings(settings)
        except RuleBroken as broken:
            refusal.setText(str(broken))
            refusal.show()
            if field is not self.name:  # a name that is being typed stays to be finished
                self.refresh()

    def _show_keep_until(self, years: int) -> None:
        year = self.school.year
        last = SchoolYear(year.start + years).last_day
        self._keep_until.setText(
            f"Op elk verslag staat tot wanneer het bewaard mag blijven. Van een bezoek in {year.name} is dat "
            f"{dutch.day(last)}. lesobs wist zelf niets."
        )

    def _change_holidays(self) -> None:
        from lesobs.ui.calendar.holidays_dialog import HolidaysDialog

        HolidaysDialog.ask(self, self.school, self.school.year)

    def _connect(self) -> None:
        self.name.textEdited.connect(lambda _: self._typing.start())
        self.name.editingFinished.connect(self._keep_name)
        self._typing.timeout.connect(self._keep_name)
        self.group.valueChanged.connect(lambda _: self._keep_group())
        self.years.valueChanged.connect(lambda _: self._keep_years())
        self.holidays.activated.connect(lambda _: self._change_holidays())

    def _build(self) -> None:
        for field in (self.group, self.years):
            field.setKeyboardTracking(False)
            field.setFixedWidth(90)
        left = (self._name_card(), self._groups_card(), self._years_card())
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(TwoColumns(left, (self._holidays_card(),)))

    def _name_card(self) -> Card:
        card = Card("De school", padding=14)
        card.add_right(self._region)
        hint = "staat op elk verslag"
        card.body.addWidget(Field("Naam", self.name, hint))
        card.body.addWidget(self._refusals[self.name])
        note = "De regio is bij het maken van het bestand gekozen en bepaalt de vakanties."
        card.body.addWidget(Label(note, "secondary", "mute", wrap=True))
        return card

    def _groups_card(self) -> Card:
        card = Card("Kleine groepen", padding=14)
        card.body.addLayout(_number("Toon cijfers vanaf", self.group, "docenten"))
        card.body.addWidget(self._refusals[self.group])
        card.body.addWidget(Label(_SMALL_GROUPS, "secondary", "mute", wrap=True))
        return card

    def _years_card(self) -> Card:
        card = Card("Bewaartermijn", padding=14)
        card.body.addLayout(_number("Bewaar verslagen tot", self.years, "schooljaren na het bezoek"))
        card.body.addWidget(self._refusals[self.years])
        card.body.addWidget(self._keep_until)
        return card

    def _holidays_card(self) -> Card:
        card = Card("Vakanties", self.school.year.name)
        change = plain_button("Aanpassen…", "cal", small=True)
        change.clicked.connect(self._change_holidays)
        card.add_right(change)
        self.holidays.setModel(self._holidays)
        self.holidays.setItemDelegate(RowDelegate(self.holidays))
        self.holidays.fit_height()
        card.body.addWidget(self.holidays)
        return card


def _refusal() -> Label:
    label = Label("", "secondary", "error", strong=True, wrap=True)
    label.hide()
    return label


def _number(before: str, field: NumberField, after: str) -> QHBoxLayout:
    row = QHBoxLayout()
    row.setSpacing(8)
    word = Label(before, strong=True)
    word.setBuddy(field)
    for widget in (word, field, Label(after)):
        row.addWidget(widget)
    row.addStretch()
    return row


def _holiday_row(period: FreePeriodLine) -> RowLine:
    when = dutch.period(period.starts_on, period.ends_on)
    chip = "te controleren" if period.to_confirm else ""
    return RowLine(period.id, period.name, when, icon="cal", chip=chip, chip_kind="attention")
