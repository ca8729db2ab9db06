"""This file is the panel beside the list: one visit in short, and the one thing to do next."""

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QGridLayout, QHBoxLayout, QVBoxLayout, QWidget

from lesobs.domain import dutch
from lesobs.domain.instrument import kind_word
from lesobs.domain.visit import VisitState
from lesobs.services.debriefs import DebriefDetail
from lesobs.services.visit_detail import VisitDetail
from lesobs.ui.look import NO_LIMIT
from lesobs.ui.visits.rows import VisitRow, state_chip, talk_words, when
from lesobs.ui.widgets.buttons import plain_button
from lesobs.ui.widgets.cards import rule, scrolled
from lesobs.ui.widgets.labels import Chip, Label
from lesobs.ui.widgets.strips import LevelStrip

_WIDTH = 286
_BEGIN = "F5"
_NEXT: dict[VisitState, tuple[str, str, str]] = {
    VisitState.PLANNED: ("Begin bezoek", "visit", _BEGIN),
    VisitState.BUSY: ("Ga verder met kijken", "visit", _BEGIN),
    VisitState.VISITED: ("Nabespreken", "chat", "Ctrl+N"),
    VisitState.DISCUSSED: ("Nabespreking vaststellen", "lock", "Ctrl+N"),
    VisitState.SETTLED: ("Verslag", "pdf", "Ctrl+P"),
}


class VisitPanel(QFrame):
    """Shows one visit; `next_asked` tells that its button was pressed."""

    next_asked = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("kind", "card")
        self.setAccessibleName("Dit bezoek")
        self._chip = Chip("")
        self._name = Label(role="panel", wrap=True)
        self._place = Label(role="secondary", tone="mute", wrap=True)
        self._facts = _Facts()
        self._question_title = Label("Kijkvraag", "secondary", strong=True)
        self._question = Label(role="body", wrap=True)
        self._scores_title = Label(role="secondary", strong=True)
        self._scores = _Scores()
        self._apart = Label(role="secondary", tone="mute", wrap=True)
        self._talk_title = Label("Afgesproken", "secondary", strong=True)
        self._talk = Label(wrap=True)
        self._next = plain_button("").stretch()
        self._next.clicked.connect(self.next_asked)
        self._rules = [rule() for _ in range(3)]
        self._build()

    def set_narrow(self, narrow: bool) -> None:
        """In a narrow window the panel is a tab of its own and takes the whole width."""
        self.setMinimumWidth(0 if narrow else _WIDTH)
        self.setMaximumWidth(NO_LIMIT if narrow else _WIDTH)

    def show_visit(
        self, row: VisitRow, detail: VisitDetail, debrief: DebriefDetail, *, now: bool, hidden: bool = False
    ) -> None:
        """`now`: it can begin by key. `hidden`: half of a duo-visit of which the scores and the talk are not
        to be seen yet."""
        visit = row.visit
        chip = state_chip(visit)
        self._chip.set_chip(chip.text, chip.kind, chip.icon)
        self._name.setText(visit.teacher)
        self._place.setText(" · ".join(word for word in (visit.section, visit.class_group) if word))
        self._facts.set_facts(_facts(row))
        self._question.setText(visit.focus_question)
        self._show(self._rules[0], self._question_title, self._question, shown=bool(visit.focus_question))
        self._scores_title.setText(f"{visit.scored} van {visit.indicators} gescoord")
        self._scores.show_detail(detail)
        seen = visit.state is not VisitState.PLANNED
        self._show(self._rules[1], self._scores_title, shown=seen)
        self._scores.setVisible(seen and not hidden)
        self._apart.setText(
            f"{visit.observer} en {visit.duo_with} kijken los van elkaar. De scores zie je als "
            "allebei klaar zijn."
        )
        self._apart.setVisible(seen and hidden)
        agreed = "" if hidden else debrief.agreement.strip() or debrief.next_step.strip()
        self._talk.setText(agreed)
        self._show(self._rules[2], self._talk_title, self._talk, shown=bool(agreed))
        words, icon, key = _NEXT[visit.state]
        if visit.duo_of_id is not None and key == "Ctrl+N":
            words = "Naar het gesprek"
        self._next.setText(words)
        self._next.set_icon(icon)
        self._next.set_key("" if key == _BEGIN and not now else key)

    def _show(self, *widgets: QWidget, shown: bool) -> None:
        for widget in widgets:
            widget.setVisible(shown)

    def _build(self) -> None:
        inner = QWidget()
        column = QVBoxLayout(inner)
        column.setContentsMargins(14, 12, 14, 8)
        column.setSpacing(4)
        column.addWidget(self._chip)
        column.addSpacing(2)
        column.addWidget(self._name)
        column.addWidget(self._place)
        column.addSpacing(6)
        column.addWidget(self._facts)
        parts: Sequence[tuple[QWidget, ...]] = (
            (self._question_title, self._question),
            (self._scores_title, self._scores, self._apart),
            (self._talk_title, self._talk),
        )
        for line, widgets in zip(self._rules, parts, strict=True):
            column.addSpacing(6)
            column.addWidget(line)
            column.addSpacing(4)
            for widget in widgets:
                column.addWidget(widget)
        column.addStretch()
        scroll = scrolled(inner)
        foot = QHBoxLayout()
        foot.setContentsMargins(14, 4, 14, 12)
        foot.addWidget(self._next)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(1, 1, 1, 1)
        outer.setSpacing(0)
        outer.addWidget(scroll, 1)
        outer.addLayout(foot)


def _facts(row: VisitRow) -> list[tuple[str, str]]:
    visit = row.visit
    words, caption = talk_words(row)
    facts = [
        ("Datum", f"{dutch.day(visit.held_on)}\n{when(visit)}"),
        ("Waarnemer", visit.observer),
        (
            "Soort",
            f"{kind_word(visit.kind)},\nduo met {visit.duo_with}"
            if visit.duo_with
            else kind_word(visit.kind),
        ),
        ("Doel", visit.purpose.word),
        ("Aangekondigd", "ja" if visit.announced else "nee"),
    ]
    if visit.duo_of_id is not None:
        facts.append(("Gesprek", f"bij {visit.duo_with}"))
    elif words:
        facts.append(("Gesprek", f"wacht {words}" if row.waits and row.days else f"{words}, {caption}"))
    if visit.look_again_on:
        facts.append(("Opnieuw kijken", dutch.day(visit.look_again_on)))
    return facts


class _Facts(QWidget):
    """Words at the left, facts at the right."""

    _MOST = 7

    def __init__(self) -> None:
        super().__init__()
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(8)
        grid.setVerticalSpacing(3)
        grid.setColumnMinimumWidth(0, 92)
        grid.setColumnStretch(1, 1)
        self._lines = [(Label(role="secondary", tone="mute"), Label(wrap=True)) for _ in range(self._MOST)]
        for place, (word, fact) in enumerate(self._lines):
            grid.addWidget(word, place, 0, Qt.AlignmentFlag.AlignTop)
            grid.addWidget(fact, place, 1, Qt.AlignmentFlag.AlignTop)

    def set_facts(self, facts: Sequence[tuple[str, str]]) -> None:
        for place, (word, fact) in enumerate(self._lines):
            shown = place < len(facts)
            word.setVisible(shown)
            fact.setVisible(shown)
            if shown:
                word.setText(facts[place][0])
                fact.setText(facts[place][1])


class _Scores(QWidget):
    """A strip of levels for each part of the instrument, with the name of the part behind it."""

    def __init__(self) -> None:
        super().__init__()
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 3, 0, 0)
        self._grid.setHorizontalSpacing(8)
        self._grid.setVerticalSpacing(5)
        self._grid.setColumnStretch(1, 1)
        self._lines: list[tuple[LevelStrip, Label]] = []

    def show_detail(self, detail: VisitDetail) -> None:
        parts = detail.instrument.parts()
        while len(self._lines) < len(parts):
            line = LevelStrip(), Label(role="caption", tone="mute")
            for column, widget in enumerate(line):
                self._grid.addWidget(widget, len(self._lines), column)
            self._lines.append(line)
        for place, (strip, title) in enumerate(self._lines):
            shown = place < len(parts)
            title.setVisible(shown)
            strip.setVisible(shown)
            if shown:
                part, indicators = parts[place]
                title.setText(f"{part.letter} · {part.title}")
                strip.set_levels([[detail.ratings[one.key].level for one in indicators]], part.title)
