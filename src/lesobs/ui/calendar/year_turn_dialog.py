"""This file is the wizard that makes the next school year ready: everything is seen before it happens."""

from datetime import date

from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import QFrame, QScrollArea, QStackedWidget, QWidget

from lesobs.domain import dutch
from lesobs.domain.errors import RuleBroken
from lesobs.domain.schoolyear import SchoolYear
from lesobs.services.school import School
from lesobs.services.turn_rows import TurnItem, TurnKind
from lesobs.services.year_turn import TurnChoices, YearTurn, took_over
from lesobs.ui.calendar.activity_dialog import owners
from lesobs.ui.calendar.holidays_dialog import HolidaysDialog
from lesobs.ui.calendar.year_turn_days import ItemDays
from lesobs.ui.calendar.year_turn_steps import ChoiceStep, HolidayStep, OpenStep, OwnerStep, Step
from lesobs.ui.steps_dialog import StepsDialog

_STEPS = (
    ("holidays", "1 Vakanties"),
    ("recurs", "2 Komt terug"),
    ("open", "3 Nog open"),
    ("owners", "4 Eigenaren"),
    ("ready", "5 Klaarzetten"),
)
_WORDS = {
    "holidays": "Kloppen de vakanties? Wat erbij hoort, schuift met ze mee.",
    "recurs": "Wat terugkomt, met de dagen van het nieuwe jaar. Onderaan: wat er dit jaar ook stond.",
    "open": "Neem mee wat nog niet klaar is. In het oude jaar heet het daarna vervallen.",
    "owners": "Wie neemt het over van wie vertrok? Overslaan mag: dan vraagt lesobs er later om.",
    "ready": "Dit komt in de kalender. Er is nog niets veranderd, en Ctrl+Z haalt straks alles terug.",
}
_KEYS = "Spatie kiest een regel, F2 geeft haar andere dagen."


class YearTurnDialog(StepsDialog):
    """Five steps, in which Enter goes on as well."""

    def __init__(self, parent: QWidget, school: School, from_year: SchoolYear) -> None:
        super().__init__(parent, f"Schooljaar {from_year.next} klaarzetten", _STEPS, "Enter")
        self.setWindowTitle("Nieuw schooljaar klaarzetten")
        self._school, self._from = school, from_year
        self._turn: YearTurn = school.year_turns.preview(from_year)
        self._days: dict[str, tuple[date, date]] = {}
        """The days that were chosen by hand, by the key of an item."""
        self._chosen = {item.key for item in self._turn.items if item.proposed}
        self._picked: dict[str, str | None] = {one.id: one.proposed for one in self._turn.owners}
        self._people = owners(school)
        self._names = {value: words for words, value in self._people}
        self.holidays, self.gone = HolidayStep(), OwnerStep()
        nothing = "Geen enkele activiteit komt terug. Stel bij een activiteit Herhalen in, en ze staat hier."
        self.recurs = ChoiceStep("Wat terugkomt", nothing, self._owner)
        self.unready = OpenStep(self._owner)
        self.ready = ChoiceStep("Wat er in de kalender komt", "Er is niets gekozen.", self._owner)
        self._pages: dict[str, Step] = {
            "holidays": self.holidays,
            "recurs": self.recurs,
            "open": self.unready,
            "owners": self.gone,
            "ready": self.ready,
        }
        self._stack = QStackedWidget()
        for page in self._pages.values():
            self._stack.addWidget(_scrolled(page) if page in (self.holidays, self.gone) else page)
        self.body.addWidget(self._stack)
        self.main.setDefault(True)
        self.holidays.check.setAutoDefault(False)
        self._connect()
        self._fill()
        self.begin(QSize(980, 660))

    @classmethod
    def ask(cls, parent: QWidget, school: School, from_year: SchoolYear) -> tuple[SchoolYear, str] | None:
        """Make the year after this one ready; gives that year and what was done, None when nothing was."""
        dialog = cls(parent, school, from_year)
        dialog.exec()
        dialog.deleteLater()
        return (from_year.next, dialog.sentence) if dialog.sentence else None

    def show_step(self, step: str) -> None:
        """Go to a step, with the keyboard in it."""
        if (box := self.gone.unread()) is not None:
            step = "owners"
            self._message.set_message(
                "error", f"‘{box.currentText()}’ staat niet in de lijst. Kies een naam."
            )
        self._message.setVisible(box is not None)
        if step == "ready":
            self._fill_ready()
        self.steps.set_value(step)
        page = self._pages[step]
        keys = f" {_KEYS}" if isinstance(page, ChoiceStep) else ""
        self._words.setText(f"{_WORDS[step]}{keys}")
        self._stack.setCurrentIndex(list(self._pages).index(step))
        last = step == "ready"
        self.main.setText("Klaarzetten" if last else "Volgende")
        self.main.setEnabled(not last or self._can_apply())
        self.back.setEnabled(step != "holidays")
        (page.focusProxy() or self.main).setFocus()

    def _choice(self) -> object:
        return dict(self._days), set(self._chosen), dict(self._picked)

    def _apply(self) -> None:
        if not self._can_apply():
            return
        choices = TurnChoices(frozenset(self._chosen), dict(self._picked))
        try:
            added = self._school.year_turns.apply(self._turn, choices)
        except RuleBroken as refusal:
            self._say("error", str(refusal))
            return
        self.sentence = took_over(self._turn, choices, added)
        self.accept()

    def _can_apply(self) -> bool:
        return bool(self._chosen) or any(new is not None for new in self._picked.values())

    def _owner(self, item: TurnItem) -> str:
        """Who would own an activity, as it is chosen now."""
        if item.owner_id in self._picked:
            return self._names.get(self._picked[item.owner_id], "")
        return item.owner

    def _fill(self) -> None:
        turn = self._turn
        self.holidays.show_turn(turn)
        back = sorted(
            (one for one in turn.items if one.kind is not TurnKind.OPEN),
            key=lambda one: one.kind is TurnKind.ONCE,
        )
        opened = [one for one in turn.items if one.kind is TurnKind.OPEN]
        missing = sorted(turn.not_placed, key=lambda one: not one.to_do)
        self.recurs.show_lines(back, missing, self._chosen)
        self.unready.show_lines(opened, (), self._chosen)
        self.unready.show_cycles(turn.cycles)
        self.gone.show_owners(turn.owners, self._people, self._picked)

    def _fill_ready(self) -> None:
        items = [one for one in self._turn.items if one.key in self._chosen]
        self.ready.show_lines(items, [one for one in self._turn.not_placed if one.to_do], self._chosen)
        missing = sum(one.to_do for one in self._turn.not_placed)
        parts = [dutch.count(len(items), "activiteit erbij", "activiteiten erbij")]
        if self._turn.cycles:
            parts.append(dutch.count(len(self._turn.cycles), "cyclus gaat door", "cycli gaan door"))
        if missing:
            parts.append(f"{missing} nog zonder plaats")
        if self._turn.present:
            parts.append(f"{self._turn.present} stonden er al")
        summary = ", ".join(parts)
        self._say("attention" if missing else "info", f"{summary[0].upper()}{summary[1:]}.")

    def _take_choices(self) -> None:
        """Remember what the steps say now."""
        if self.steps.value() == "ready":
            self._chosen = self.ready.chosen
            for step in (self.recurs, self.unready):
                step.keep(self._chosen)
        else:
            self._chosen = self.recurs.chosen | self.unready.chosen
        self._picked = self.gone.picked()
        self.main.setEnabled(self.steps.value() != "ready" or self._can_apply())

    def _check_holidays(self) -> None:
        """Let the user look at the holidays, and find the days anew; what was let go stays so."""
        let_go = {item.key for item in self._turn.items} - self._chosen
        HolidaysDialog.ask(self, self._school, self._turn.to_year)
        self._turn = self._school.year_turns.preview(self._from)
        self._days = {key: days for key, days in self._days.items() if key in _keys(self._turn)}
        self._turn = self._turn.with_days(self._days)
        kept = self._chosen & {item.key for item in self._turn.items}
        self._chosen = kept | {one.key for one in self._turn.items if one.proposed and one.key not in let_go}
        self._fill()
        self.main.setFocus()

    def _ask_days(self, item: TurnItem) -> None:
        """Let the user give an item other days; it is chosen then."""
        days = ItemDays.ask(self, item, self._turn)
        if days is None:
            return
        self._days[item.key] = days
        self._turn = self._turn.with_days({item.key: days})
        self._chosen.add(item.key)
        self._fill()
        if self.steps.value() == "ready":
            self._fill_ready()
        step = self._pages[self.steps.value()]
        if isinstance(step, ChoiceStep):
            step.go_to(item.key)

    def _connect(self) -> None:
        self.holidays.check_asked.connect(self._check_holidays)
        for step in (self.recurs, self.unready, self.gone, self.ready):
            step.changed.connect(self._take_choices)
        for table in (self.recurs, self.unready, self.ready):
            table.days_asked.connect(self._ask_days)


def _keys(turn: YearTurn) -> set[str]:
    """What days can be given to."""
    return {one.key for one in turn.items} | {one.item.key for one in turn.not_placed if one.item}


def _scrolled(page: Step) -> QScrollArea:
    """A step that is as long as it is, for a low screen."""
    area = QScrollArea()
    area.setWidget(page)
    area.setWidgetResizable(True)
    area.setFrameShape(QFrame.Shape.NoFrame)
    area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
    page.setAutoFillBackground(False)
    area.viewport().setAutoFillBackground(False)
    return area
