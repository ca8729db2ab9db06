"""This file is the view of good lessons: what observers wrote without names, and the cards made from it."""

from typing import cast

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from lesobs.domain import dutch
from lesobs.domain.instrument import Indicator
from lesobs.domain.schoolyear import SchoolYear
from lesobs.services.good_lessons import GoodLessonLine
from lesobs.ui.look import NO_LIMIT, PAGE
from lesobs.ui.models.lines import ListModel
from lesobs.ui.page import Page
from lesobs.ui.talk.card_editor import CardEditor
from lesobs.ui.talk.text_lines import TextDelegate, TextLine
from lesobs.ui.talk.view import TalkView
from lesobs.ui.talk.wording import WHOLE_SCHOOL, all_indicators, indicator_words
from lesobs.ui.widgets.bars import MessageBar
from lesobs.ui.widgets.buttons import Switch, icon_button, plain_button
from lesobs.ui.widgets.cards import Card, rule
from lesobs.ui.widgets.fields import ComboBox
from lesobs.ui.widgets.labels import Label
from lesobs.ui.widgets.tables import ListView

WIDTH = 470
PURPOSE = (
    "Een kaart laat zien hoe het er in een les uitzag, zonder te zeggen bij wie. De zinnen hier leest alleen "
    "wie in lesobs werkt; in een bespreekpakket voor het team komen alleen kaarten die hier zijn goedgekeurd."
)
NO_LINES = (
    "Nog geen zinnen bij deze indicator. Ze komen uit toelichtingen en aantekeningen bij een 3 of een 4, "
    "in bezoeken die zijn afgerond."
)
NO_CARDS = "Nog geen kaarten. Kies links een zin en druk op Enter, of schrijf er zelf een met Ins."
REMOVED = "Goede-les-kaart verwijderen"
"""The words of the action that `school.good_lessons.remove` leaves for undo."""


class GoodLessonsView(TalkView):
    """Lines of one indicator at the left, cards at the right; Enter makes a card of a line."""

    listens_to = frozenset(
        {
            "good_lesson",
            "rating",
            "note",
            "visit",
            "teacher",
            "person",
            "class_group",
            "section",
            "instrument",
        }
    )

    def __init__(self, page: Page) -> None:
        super().__init__(page)
        self._cards: list[GoodLessonLine] = []
        self._indicators: dict[str, Indicator] = {}
        self._shown = ""
        self._narrow = False
        self.indicator, self.section = ComboBox("Indicator"), ComboBox("Sectie")
        self.years = ComboBox("Schooljaren")
        self.evidence: ListModel[TextLine] = ListModel(self)
        self.cards: ListModel[TextLine] = ListModel(self)
        self.lines, self.card_list = ListView("Zinnen uit de lessen"), ListView("Goede-les-kaarten")
        for view, model in ((self.lines, self.evidence), (self.card_list, self.cards)):
            view.setModel(model)
            view.setItemDelegate(TextDelegate(view))
        self.editor = CardEditor(self._write)
        self._removed = MessageBar("done", "", closable=True)
        self._removed.hide()
        self._build()
        self._connect()
        self._make_actions()
        self.setFocusProxy(self.lines)

    def refresh(self) -> None:
        self._indicators = all_indicators(self.school)
        self._cards = self.school.good_lessons.all()
        first_time = self.indicator.count() == 0
        self._offer()
        if first_time and self._cards:
            self.indicator.set_value(self._cards[0].indicator_key)
        if self.school.undo.next_undo != REMOVED:
            self._removed.hide()
        self._show_lines()
        self._show_cards()

    def show_item(self, item: str) -> None:
        """Show what there is of an indicator, by its key."""
        self.refresh()
        self.indicator.set_value(item)
        self._chosen_otherwise()

    def flush(self) -> bool:
        return self.editor.words.flush()

    def unkept(self) -> str:
        refusal = self.editor.words.refusal
        return f"Deze kaart is nog niet helemaal bewaard. {refusal}" if refusal else ""

    def let_go(self) -> None:
        self.editor.words.let_go()
        self.refresh()

    def set_narrow(self, narrow: bool) -> None:
        self._narrow = narrow
        self._right.setMinimumWidth(0 if narrow else WIDTH)
        self._right.setMaximumWidth(NO_LIMIT if narrow else WIDTH)
        self._tabs.setVisible(narrow)
        self._purpose.setVisible(not narrow)
        self.years.setVisible(not narrow)
        self._show_side()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape and self.editor.words.hasFocus():
            self.card_list.setFocus()
        elif event.key() == Qt.Key.Key_Escape and self._narrow and self._tabs.value() == "cards":
            self._go_side("lines")
        else:
            super().keyPressEvent(event)

    # What is shown

    def _offer(self) -> None:
        count = {key: sum(card.indicator_key == key for card in self._cards) for key in self._indicators}
        choices: list[tuple[str, object]] = []
        for key, indicator in self._indicators.items():
            cards = f" · {dutch.count(count[key], 'kaart', 'kaarten')}" if count[key] else ""
            choices.append((f"{indicator_words(indicator)}{cards}", key))
        self.indicator.set_choices(choices)
        sections = [(line.name, line.id) for line in self.school.people.sections()]
        self.section.set_choices([(WHOLE_SCHOOL, None), *sections])
        years = self.school.visits.years() or [self.school.year]
        whole = f"{years[-1]} tot {years[0]}" if len(years) > 2 else " en ".join(map(str, reversed(years)))
        self.years.set_choices(
            [(whole, tuple(years)), *((year.name, (year,)) for year in years if years[1:])]
        )

    def _show_lines(self) -> None:
        key, section = cast(str, self.indicator.value()), cast(str | None, self.section.value())
        years = cast(tuple[SchoolYear, ...], self.years.value())
        found = self.school.good_lessons.evidence(years, key, section) if key else []
        taken = {card.text for card in self._cards}
        lines = [TextLine(text, text, chip="kaart gemaakt" if text in taken else "") for text in found]
        row = self.lines.current_row()
        self.evidence.set_lines(lines)
        if lines:
            self.lines.select_row(min(max(row, 0), len(lines) - 1))
        self._left_stack.setCurrentIndex(0 if lines else 1)
        self._pick.setEnabled(bool(lines))
        title = (
            "Zinnen uit de lessen"
            if not lines
            else f"{dutch.count(len(lines), 'zin', 'zinnen')} uit de lessen"
        )
        self._left.set_title(title, "op 3 of 4, namen zijn weggelaten")

    def _show_cards(self) -> None:
        stays = self._shown if self.editor.words.held else ""
        mine = [card for card in self._cards if card.id == stays or self._is_shown(card)]
        self.cards.set_lines([self._line(card) for card in mine])
        place = self.cards.row_of(lambda line: line.key == self._shown)
        self.card_list.select_row(place if place >= 0 else 0 if mine else -1)
        self._right_stack.setCurrentIndex(0 if mine else 1)
        self._show_card()

    def _is_shown(self, card: GoodLessonLine) -> bool:
        return self._which.value() == "all" or card.indicator_key == self.indicator.value()

    def _line(self, card: GoodLessonLine) -> TextLine:
        words = indicator_words(self._indicators.get(card.indicator_key))
        here = self._which.value() == "one" and card.indicator_key == self.indicator.value()
        about = [] if here else [words]
        caption = " · ".join([*about, card.section or WHOLE_SCHOOL])
        if card.approved_on is None:
            return TextLine(card.id, card.text, caption, "concept")
        return TextLine(card.id, card.text, caption, "goedgekeurd", "done")

    def _show_card(self) -> None:
        card = self._current()
        if card is None or card.id != self._shown:
            row = self.cards.row_of(lambda line: line.key == self._shown)
            if self.editor.words.holds_back() and row >= 0:
                QTimer.singleShot(0, self, lambda: self.card_list.select_row(row))
                return
            self.editor.words.let_go()
            self.refusal.hide()
        self._shown = card.id if card is not None else ""
        self.editor.setVisible(card is not None)
        self._rule.setVisible(card is not None)
        if card is not None:
            words = indicator_words(self._indicators.get(card.indicator_key))
            self.editor.show_card(card, words, self.school.good_lessons.mentions(card.id))

    def _current(self) -> GoodLessonLine | None:
        row = self.card_list.current_row()
        key = self.cards.line(row).key if 0 <= row < self.cards.rowCount() else ""
        return next((card for card in self._cards if card.id == key), None)

    def _show_side(self) -> None:
        """Both beside each other, or one of them where there is no room."""
        self._left.setVisible(not self._narrow or self._tabs.value() == "lines")
        self._right.setVisible(not self._narrow or self._tabs.value() == "cards")

    def _go_side(self, side: str) -> None:
        self._tabs.set_value(side)
        self._show_side()
        (self.lines if side == "lines" else self.card_list).setFocus()

    # What the user does

    def _chosen_otherwise(self) -> None:
        self.editor.words.flush()
        self._show_lines()
        self._show_cards()

    def _step(self, by: int) -> None:
        """The next or the previous indicator."""
        keys = list(self._indicators)
        there = keys.index(cast(str, self.indicator.value())) + by if keys else -1
        if 0 <= there < len(keys):
            self.indicator.set_value(keys[there])
            self._chosen_otherwise()

    def _pick_line(self) -> None:
        """Make a card of the line in focus, and go to its words."""
        row = self.lines.current_row()
        if 0 <= row < self.evidence.rowCount():
            self._add(self.evidence.line(row).text)

    def _add(self, text: str) -> None:
        if self.editor.words.holds_back():
            return
        key, section = cast(str, self.indicator.value()), cast(str | None, self.section.value())
        made: list[str] = []
        if self.attempt(lambda: made.append(self.school.good_lessons.add(key, text, section))):
            self._shown = made[0]
            self._show_cards()
            self._tabs.set_value("cards")
            self._show_side()
            self.editor.words.setFocus()

    def _write(self, text: str) -> None:
        if self._shown:
            self.school.good_lessons.write(self._shown, text)

    def _approve_or_withdraw(self) -> None:
        card = self._current()
        if card is None or not self.flush():
            return
        lessons = self.school.good_lessons
        self.attempt(lambda: (lessons.approve if card.approved_on is None else lessons.withdraw)(card.id))

    def _remove(self) -> None:
        """Away, without a question: it can be undone."""
        card = self._current()
        if card is not None and self.attempt(lambda: self.school.good_lessons.remove(card.id)):
            self._removed.set_message("done", "Kaart verwijderd.", "Ongedaan maken")
            self._removed.show()
            self.card_list.setFocus()

    def _undo_remove(self) -> None:
        if self.school.undo.next_undo == REMOVED:
            self.attempt(self.school.undo.undo)
        self._removed.hide()

    def _say_unkept(self, sentence: str) -> None:
        self.refusal.set_message("attention", sentence)
        self.refusal.show()

    # How it is built

    def _make_actions(self) -> None:
        self.add_action("&Kaart goedkeuren of intrekken", "Ctrl+Return", self._approve_or_withdraw)
        self.add_action("&Zelf een kaart schrijven", "Ins", lambda: self._add(""))
        self.add_action("Volgende &indicator", "Alt+Down", lambda: self._step(1), "Beeld")
        self.add_action("Vori&ge indicator", "Alt+Up", lambda: self._step(-1), "Beeld")
        remove = self.page.make_action("Kaart verwij&deren", "Del", self._remove, "Kwaliteit", self.card_list)
        self.actions_for_menu.append(remove)

    def _build(self) -> None:
        self._purpose = Label(PURPOSE, tone="mute", wrap=True)
        self._tabs = Switch("Kant", [("lines", "Zinnen"), ("cards", "Kaarten")])
        self._tabs.changed.connect(self._go_side)
        self._tabs.hide()
        choices = QHBoxLayout()
        choices.setSpacing(8)
        parts: tuple[QWidget, ...] = (self._tabs, self.indicator, self.section, self.years)
        for part in parts:
            choices.addWidget(part)
        choices.addStretch()
        self.indicator.setSizeAdjustPolicy(ComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.indicator.setMinimumWidth(280)
        for step, sign, name in (
            (-1, "up", "Vorige indicator (Alt+↑)"),
            (1, "down", "Volgende indicator (Alt+↓)"),
        ):
            button = icon_button(sign, name)
            button.clicked.connect(lambda _=False, step=step: self._step(step))
            choices.insertWidget(2 if step < 0 else 3, button)
        row = QHBoxLayout()
        row.setSpacing(14)
        row.addWidget(self._build_left(), 1)
        row.addWidget(self._build_right())
        column = QVBoxLayout(self)
        column.setContentsMargins(PAGE, 10, PAGE, 12)
        column.setSpacing(9)
        for widget in (self._purpose, self.refusal, self._removed):
            column.addWidget(widget)
        column.addLayout(choices)
        column.addLayout(row, 1)

    def _build_left(self) -> Card:
        self._left = Card("Zinnen uit de lessen", "op 3 of 4, namen zijn weggelaten")
        self._pick = plain_button("Maak een kaart", "aright", "Enter", small=True)
        self._pick.clicked.connect(self._pick_line)
        self._left.add_right(self._pick)
        self._left_stack = QStackedWidget()
        self._left_stack.addWidget(self.lines)
        self._left_stack.addWidget(_hint(NO_LINES))
        self._left.body.addWidget(self._left_stack)
        return self._left

    def _build_right(self) -> Card:
        self._right = Card("Kaarten")
        self._which = Switch("Welke kaarten", [("one", "deze indicator"), ("all", "alle")], small=True)
        self._which.changed.connect(lambda _: self._chosen_otherwise())
        own = plain_button("Zelf schrijven", "plus", small=True)
        own.clicked.connect(lambda: self._add(""))
        self._right.add_right(self._which)
        self._right.add_right(own)
        self._right_stack = QStackedWidget()
        self._right_stack.addWidget(self.card_list)
        self._right_stack.addWidget(_hint(NO_CARDS))
        self._rule = rule()
        self._right.body.addWidget(self._right_stack, 1)
        self._right.body.addWidget(self._rule)
        self._right.body.addWidget(self.editor)
        return self._right

    def _connect(self) -> None:
        for box in (self.indicator, self.section, self.years):
            box.picked.connect(lambda _: self._chosen_otherwise())
        self.lines.activated.connect(lambda _: self._pick_line())
        self.card_list.activated.connect(lambda _: self.editor.words.setFocus())
        self.card_list.selectionModel().currentChanged.connect(lambda *_: self._show_card())
        self.editor.approve_asked.connect(self._approve_or_withdraw)
        self.editor.withdraw_asked.connect(self._approve_or_withdraw)
        self.editor.remove_asked.connect(self._remove)
        self.editor.words.failed.connect(self._say_unkept)
        self._removed.acted.connect(self._undo_remove)


def _hint(sentence: str) -> QWidget:
    """A sentence in the place of an empty list."""
    whole = QWidget()
    column = QVBoxLayout(whole)
    column.setContentsMargins(14, 12, 14, 12)
    column.addWidget(Label(sentence, tone="mute", wrap=True))
    column.addStretch()
    return whole
