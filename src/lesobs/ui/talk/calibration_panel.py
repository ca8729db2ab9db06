"""This file is one indicator in a calibration session: the pairs, how alike, and what to talk about."""

from collections.abc import Callable, Sequence
from datetime import date

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QGridLayout, QHBoxLayout, QVBoxLayout, QWidget

from lesobs.domain.agreement import (
    FEWEST_TO_TALK,
    Alpha,
    IndicatorAgreement,
    PairTable,
    TalkingQuestion,
)
from lesobs.domain.instrument import Level
from lesobs.services.agreement import IndicatorNote
from lesobs.ui.look import NO_LIMIT
from lesobs.ui.talk.agreed_notes import AgreedNotes
from lesobs.ui.talk.pair_grid import PairGrid
from lesobs.ui.talk.wording import indicator_words
from lesobs.ui.widgets.buttons import icon_button
from lesobs.ui.widgets.cards import rule, scrolled
from lesobs.ui.widgets.labels import Label
from lesobs.ui.widgets.marks import IconMark, LevelBox

WIDTH = 560
_TOGETHER = (
    "Neem er een les bij die jullie allebei zagen: wat zag de een dat de ander niet zag, en bij welke zin "
    "hoort dat?"
)


class CalibrationPanel(QFrame):
    """Everything about one indicator, numbers first and the one figure last."""

    back_asked = Signal()

    def __init__(self, write: Callable[[str], None]) -> None:
        super().__init__()
        self.setProperty("kind", "card")
        self.setAccessibleName("Gekozen indicator")
        self._title, self._watched = Label("", "panel", wrap=True), Label("", "secondary", "mute", wrap=True)
        self.grid, self._sentence = PairGrid(), Label("", strong=True, wrap=True)
        self._alpha = Label("", "note", "mute", wrap=True)
        self._question, self._why = (
            Label("", strong=True, wrap=True),
            Label("", "secondary", "mute", wrap=True),
        )
        self._anchors = QGridLayout()
        self.notes = AgreedNotes(write)
        column = QVBoxLayout(self)
        column.setContentsMargins(14, 12, 8, 12)
        column.addWidget(scrolled(self._build()))

    def show_indicator(
        self,
        one: IndicatorAgreement,
        question: TalkingQuestion | None,
        notes: Sequence[IndicatorNote],
        today: date,
    ) -> None:
        """`question` is None when there is too little, or nothing, to talk about."""
        self._title.setText(indicator_words(one.indicator))
        self._watched.setText(one.indicator.watched)
        self.grid.show_table(one.table)
        self._sentence.setText(f"{one.table.sentence[:1].upper()}{one.table.sentence[1:]}.")
        self._alpha.setText("Overeenstemming als getal: even rekenen …")
        self._question.setText(one.indicator.question)
        self._why.setText(_TOGETHER if question else _nothing_to_ask(one.table))
        self._show_anchors(question.anchors if question else ())
        self.notes.show_notes(notes, today)

    def show_alpha(self, alpha: Alpha) -> None:
        """Agreement as a number, small and last."""
        meaning = alpha_means(alpha.value)
        self._alpha.setText(f"Overeenstemming (Krippendorffs alfa): {alpha.words}. {meaning}".strip())

    def set_narrow(self, narrow: bool) -> None:
        """In a narrow window the panel stands in the place of the list."""
        self.setMinimumWidth(0 if narrow else WIDTH)
        self.setMaximumWidth(NO_LIMIT if narrow else WIDTH)
        self.back.setVisible(narrow)

    def _build(self) -> QWidget:
        inner = QWidget()
        column = QVBoxLayout(inner)
        column.setContentsMargins(0, 0, 6, 0)
        column.setSpacing(6)
        self.back = icon_button("x", "Terug naar de lijst (Esc)", small=True)
        self.back.clicked.connect(self.back_asked)
        self.back.hide()
        head = QHBoxLayout()
        head.addWidget(self._title, 1)
        head.addWidget(self.back)
        column.addLayout(head)
        column.addWidget(self._watched)
        row = QHBoxLayout()
        row.setSpacing(16)
        row.addWidget(self.grid)
        row.addLayout(_key(), 1)
        column.addLayout(row)
        column.addWidget(self._sentence)
        column.addWidget(self._alpha)
        column.addWidget(rule())
        column.addWidget(Label("Om over te praten", "secondary", "mute", strong=True))
        column.addWidget(self._question)
        self._anchors.setHorizontalSpacing(14)
        self._anchors.setVerticalSpacing(8)
        column.addLayout(self._anchors)
        column.addWidget(self._why)
        column.addWidget(rule())
        column.addWidget(self.notes)
        column.addStretch()
        return inner

    def _show_anchors(self, anchors: Sequence[tuple[Level, str]]) -> None:
        while (item := self._anchors.takeAt(0)) is not None:
            if (widget := item.widget()) is not None:
                widget.hide()
                widget.deleteLater()
        columns = 3 if len(anchors) == 3 else 2
        for place, (level, sentence) in enumerate(anchors):
            self._anchors.addWidget(_Anchor(level, sentence), place // columns, place % columns)
        for column in range(3):
            self._anchors.setColumnStretch(column, int(column < min(columns, len(anchors))))


class _Anchor(QWidget):
    """A level with its word and its sentence."""

    def __init__(self, level: Level, sentence: str) -> None:
        super().__init__()
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(7)
        grid.setVerticalSpacing(2)
        grid.setColumnStretch(1, 1)
        grid.addWidget(LevelBox(level, 20), 0, 0)
        grid.addWidget(Label(level.word, "secondary", strong=True), 0, 1)
        grid.addWidget(Label(sentence, "secondary", wrap=True), 1, 0, 1, 2, Qt.AlignmentFlag.AlignTop)
        grid.setRowStretch(1, 1)


def _key() -> QVBoxLayout:
    """What frame and sign in the table mean."""
    column = QVBoxLayout()
    column.setSpacing(6)
    column.addStretch()
    column.addWidget(Label("Elk getal is een aantal lessen.", "caption", "mute", wrap=True))
    column.addWidget(Label("Omlijnd: jullie gaven hetzelfde.", "caption", "mute", wrap=True))
    row = QHBoxLayout()
    row.setSpacing(5)
    row.addWidget(IconMark("warn", 14, "attention"), 0, Qt.AlignmentFlag.AlignTop)
    row.addWidget(Label("twee of meer niveaus uit elkaar", "caption", "mute", wrap=True), 1)
    column.addLayout(row)
    column.addStretch()
    return column


def _nothing_to_ask(table: PairTable) -> str:
    if table.pairs < FEWEST_TO_TALK:
        return f"Vanaf {FEWEST_TO_TALK} lessen met twee scores zeggen we hier waar jullie verschillen."
    return "Jullie gaven hier steeds hetzelfde. Mooi; wat maakt dat jullie dit zo gelijk zien?"


def alpha_means(value: float | None) -> str:
    """What the number says about the kijkwijzer, in words; the borders are those of Krippendorff."""
    if value is None:
        return ""
    if value >= 0.8:
        return "Dat is ruim genoeg om op dit kijkpunt te bouwen."
    if value >= 0.667:
        return "Dat is genoeg voor voorzichtige conclusies."
    if value > 0:
        return "Dat is meer dan toeval, maar te weinig om op één score te bouwen: praat erover."
    return "Dat is niet meer dan toeval: deze zinnen laten te veel open."
