"""This file is the calibration session: per indicator how alike pairs scored, and what to ask."""

from collections.abc import Sequence
from datetime import date
from typing import cast

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from lesobs.domain.agreement import FEWEST_TO_TALK, Calibration, IndicatorAgreement
from lesobs.domain.instrument import place_in_list
from lesobs.services.agreement import IndicatorNote
from lesobs.services.school import School
from lesobs.ui.delegates.rows import RowDelegate, RowLine
from lesobs.ui.look import PAGE
from lesobs.ui.models.lines import ListModel
from lesobs.ui.page import Page, Place
from lesobs.ui.picture.asking import Asking
from lesobs.ui.talk.agreed_notes import note_of_today
from lesobs.ui.talk.calibration_panel import CalibrationPanel
from lesobs.ui.talk.view import TalkView
from lesobs.ui.talk.wording import indicator_words
from lesobs.ui.widgets.buttons import plain_button
from lesobs.ui.widgets.cards import Card
from lesobs.ui.widgets.fields import ComboBox
from lesobs.ui.widgets.labels import Label
from lesobs.ui.widgets.states import EmptyState, Offer
from lesobs.ui.widgets.tables import ListView

Period = tuple[date, date]
PURPOSE = (
    "Hier gaat het om de kijkwijzer en om kijken, niet om wie er keek: waar lezen jullie de zinnen anders? "
    "Er staan geen namen bij, van waarnemers noch van docenten."
)


class CalibrationView(TalkView):
    """The indicators on which observers differ most come first; Enter goes to the one in focus, Esc back."""

    help_page = "ijksessie"
    listens_to = frozenset({"visit", "rating", "indicator_note", "instrument", "round"})

    def __init__(self, page: Page) -> None:
        super().__init__(page)
        self._calibration: Calibration | None = None
        self._shown = ""
        self._narrow = False
        self.period = ComboBox("Periode")
        self.sentence = Label(strong=True).shrinkable()
        self.model: ListModel[RowLine] = ListModel(self)
        self.list = ListView("Indicatoren, die om over te praten eerst")
        self.list.setModel(self.model)
        self.list.setItemDelegate(RowDelegate(self.list))
        self.panel = CalibrationPanel(self._write)
        self.panel.set_narrow(False)
        self._asking = Asking(self.school, self)
        self.paper = plain_button("Druk af", "pdf")
        self.paper.setToolTip("De ijksessie op één bladzijde (Ctrl+P)")
        self.paper.clicked.connect(self._print)
        self.add_action("IJksessie als &PDF…", "Ctrl+P", self._print, "Bestand")
        self._build()
        self.period.picked.connect(lambda _: self._choose_period())
        self.list.activated.connect(lambda _: self._open())
        self.list.clicked.connect(lambda _: self._open() if self._narrow else None)
        self.list.selectionModel().currentChanged.connect(lambda *_: self._show_chosen())
        self.panel.back_asked.connect(self._go_back)
        self.panel.notes.remove_asked.connect(self._remove_note)
        self.panel.notes.words.failed.connect(self._say_unkept)
        self.panel.notes.words.kept.connect(self.refusal.hide)
        self.setFocusProxy(self.list)

    def refresh(self) -> None:
        self.period.set_choices(_periods(self.school))
        self._read()

    def show_item(self, item: str) -> None:
        """Show an indicator, by its key."""
        if not self.panel.notes.words.holds_back():
            self._shown = item
        self.refresh()

    def flush(self) -> bool:
        return self.panel.notes.words.flush()

    def unkept(self) -> str:
        refusal = self.panel.notes.words.refusal
        return f"Wat jullie afspraken is nog niet helemaal bewaard. {refusal}" if refusal else ""

    def let_go(self) -> None:
        self.panel.notes.words.let_go()
        self.refresh()

    def set_narrow(self, narrow: bool) -> None:
        self._narrow = narrow
        self._purpose.setVisible(not narrow)
        self.panel.set_narrow(narrow)
        self._show_panel(not narrow)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape and not self.list.hasFocus():
            self._go_back()
        else:
            super().keyPressEvent(event)

    # What is shown

    def _choose_period(self) -> None:
        """Another period may be without the indicator about which something is not kept yet."""
        if self.panel.notes.words.holds_back() and self._calibration is not None:
            self.period.set_value((self._calibration.first_on, self._calibration.last_on))
        self._read()

    def _read(self) -> None:
        first, last = cast(Period, self.period.value())
        self._calibration = self.school.agreement.calibration(first, last)
        self.sentence.setText(self._calibration.sentence)
        self.paper.setEnabled(bool(self._calibration.lessons))
        self.model.set_lines([_row(one) for one in in_order(self._calibration)])
        place = self.model.row_of(lambda line: line.key == self._shown)
        has_lines = self.model.rowCount() > 0
        self.list.select_row(place if place >= 0 else 0 if has_lines else -1)
        self._stack.setCurrentIndex(0 if has_lines else 1)
        self._show_chosen()
        self._show_panel(not self._narrow or self.panel.isVisibleTo(self))

    def _show_chosen(self) -> None:
        one = self._current()
        key = one.indicator.key if one is not None else ""
        if key != self._shown:
            row = self.model.row_of(lambda line: line.key == self._shown)
            if self.panel.notes.words.holds_back() and row >= 0:
                QTimer.singleShot(0, self, lambda: self.list.select_row(row))
                return
            self.panel.notes.words.let_go()
            self.refusal.hide()
        self._asking.stop()
        if one is None or self._calibration is None:
            return
        self._shown = key
        question = next((ask for ask in self._calibration.questions if ask.indicator.key == key), None)
        self.panel.show_indicator(one, question, self._notes(), self.school.today())
        agreement, table = self.school.agreement, one.table
        self._asking.ask(lambda _: agreement.alpha(table), self.panel.show_alpha)

    def _current(self) -> IndicatorAgreement | None:
        row = self.list.current_row()
        if self._calibration is None or not 0 <= row < self.model.rowCount():
            return None
        key = self.model.line(row).key
        return next((one for one in self._calibration.indicators if one.indicator.key == key), None)

    def _notes(self) -> Sequence[IndicatorNote]:
        return self.school.agreement.notes(self._shown)

    def _show_panel(self, shown: bool) -> None:
        """Beside the list, or in its place when there is no room for both."""
        shown = shown and self.model.rowCount() > 0
        self.panel.setVisible(shown)
        self._left.setVisible(not (shown and self._narrow))

    # What the user does

    def _open(self) -> None:
        if self._narrow:
            self._show_panel(True)
        self.panel.notes.words.setFocus()

    def _go_back(self) -> None:
        self.flush()
        if self._narrow:
            self._show_panel(False)
        self.list.setFocus()

    def _write(self, text: str) -> None:
        """Keep the note of today: a new one, the same one, or none when nothing is left of it."""
        agreement = self.school.agreement
        now = note_of_today(self._notes(), self.school.today())
        if now is not None and not text.strip():
            agreement.remove_note(now.id)
        elif now is not None:
            agreement.write_note(now.id, text)
        elif text.strip():
            agreement.add_note(self._shown, text)

    def _remove_note(self, note_id: str) -> None:
        """Away, without a question: it can be undone."""
        if self.flush():
            self.attempt(lambda: self.school.agreement.remove_note(note_id))

    def _print(self) -> None:
        from lesobs.ui.preview import Preview

        if not self.flush():
            return
        first, last = cast(Period, self.period.value())
        Preview.show_paper(
            self,
            "IJksessie",
            f"IJksessie {self.period.currentText()}.pdf".replace("/", "-"),
            lambda path: self.school.papers.calibration(first, last, path),
        )

    def _say_unkept(self, sentence: str) -> None:
        self.refusal.set_message("attention", sentence)
        self.refusal.show()

    # How it is built

    def _build(self) -> None:
        self._purpose = Label(PURPOSE, tone="mute", wrap=True)
        card = Card()
        card.body.addWidget(self.list)
        empty = EmptyState(
            "Nog geen duo-bezoeken in deze periode",
            "Ga met zijn tweeën naar dezelfde les. Plan een bezoek en kies bij ‘Tweede waarnemer’ wie "
            "meegaat. Jullie scoren los van elkaar; daarna zie je hier waar jullie anders keken.",
            Offer("Naar Lesbezoeken", lambda: self.page.go.emit(Place.VISITS, ""), "visit"),
            Offer("Toon de hele periode", self._show_whole, "cal"),
            outline="grid",
        )
        self._stack = QStackedWidget()
        self._stack.addWidget(card)
        self._stack.addWidget(empty)
        choices = QHBoxLayout()
        choices.setSpacing(12)
        choices.addWidget(self.period)
        choices.addWidget(self.sentence, 1)
        choices.addWidget(self.paper)
        self._left = QWidget()
        left = QVBoxLayout(self._left)
        left.setContentsMargins(0, 0, 0, 0)
        left.setSpacing(9)
        left.addLayout(choices)
        left.addWidget(self._stack, 1)
        row = QHBoxLayout()
        row.setSpacing(14)
        row.addWidget(self._left, 1)
        row.addWidget(self.panel)
        column = QVBoxLayout(self)
        column.setContentsMargins(PAGE, 10, PAGE, 12)
        column.setSpacing(9)
        column.addWidget(self._purpose)
        column.addWidget(self.refusal)
        column.addLayout(row, 1)

    def _show_whole(self) -> None:
        self.period.set_value(_periods(self.school)[0][1])
        self._read()


def in_order(calibration: Calibration) -> list[IndicatorAgreement]:
    """What is most worth a talk first, then what all agree on, then what has too few pairs."""
    questions = [question.indicator.key for question in calibration.questions]

    def place(one: IndicatorAgreement) -> tuple[int, bool, tuple[str, int]]:
        key = one.indicator.key
        rank = questions.index(key) if key in questions else len(questions)
        return rank, one.table.pairs < FEWEST_TO_TALK, place_in_list(one.indicator)

    return sorted(calibration.indicators, key=place)


def _row(one: IndicatorAgreement) -> RowLine:
    table, far = one.table, one.table.far_apart
    few = table.pairs < FEWEST_TO_TALK
    alike = f"{table.equal} van {table.pairs} gelijk, {table.within_one} van {table.pairs} binnen één"
    return RowLine(
        one.indicator.key,
        indicator_words(one.indicator),
        caption=f"{alike} · nog weinig lessen" if few else alike,
        chip=f"{far} ver uit elkaar" if far else "",
        chip_kind="plain" if few else "attention",
        tooltip=table.sentence,
    )


def _periods(school: School) -> list[tuple[str, object]]:
    """All years with visits together, each year, and the rounds of the newest ones."""
    years = school.visits.years() or [school.year]
    whole = f"{years[-1]} {'t/m' if years[2:] else 'en'} {years[0]}" if years[1:] else str(years[0])
    found: list[tuple[str, object]] = [(whole, (years[-1].first_day, years[0].last_day))]
    for year in years:
        if years[1:]:
            found.append((str(year), (year.first_day, year.last_day)))
        rounds = school.calendar.rounds(year)
        found += [(f"{one.title}, {year}", (one.starts_on, one.ends_on)) for one in rounds]
    return found
