"""This file is the teacher's own scoring: one indicator with what each level means, and keys or a touch."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from lesobs.domain.instrument import Indicator, Level
from lesobs.ui.widgets.anchor import AnchorRow
from lesobs.ui.widgets.buttons import plain_button
from lesobs.ui.widgets.cards import scrolled
from lesobs.ui.widgets.labels import Label


class OwnScores(QFrame):
    """In the place of the talk while the teacher scores. `scored` tells 0 (n.v.t.) to 4, or None to clear;
    `stepped` -1 or 1. The keyboard stays with the list of scores, beside it."""

    scored = Signal(object)
    stepped = Signal(int)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("kind", "card")
        self.setAccessibleName("Scores van de docent")
        self._turn = Label(role="card")
        self._ask = Label(role="secondary", tone="mute", wrap=True)
        self._code = Label(role="small", tone="mute", strong=True)
        self._title = Label(role="panel", wrap=True)
        self._text = Label(wrap=True)
        self.rows = [AnchorRow(level, Level(level).word) for level in (1, 2, 3, 4, 0)]
        self.rows[-1].set_text(Level.NOT_APPLICABLE.word, Level.NOT_APPLICABLE.meaning)
        self._level: int | None = None
        self._before = plain_button("Vorige", "aup", small=True)
        self._after = plain_button("Volgende", "adown", small=True)
        self._build()

    def show_turn(self, called: str, observers: str, hidden: bool) -> None:
        """Say whose turn it is."""
        self._turn.setText(f"{called} aan de beurt")
        later = f"Wat {observers} scoorde, zie je daarna." if hidden else ""
        self._ask.setText(f"Wat was er in deze les te zien? Het gaat om de les, niet om jou. {later}".strip())

    def show_indicator(self, indicator: Indicator, level: int | None) -> None:
        """Show an indicator with the teacher's own score of it."""
        self._code.setText(f"{indicator.code} · {indicator.part.title}")
        self._title.setText(indicator.title)
        self._text.setText(indicator.text)
        self._level = level
        for row in self.rows:
            if row.level():
                row.set_text(Level(row.level()).word, indicator.anchor(Level(row.level())))
            row.set_chosen(row.level() == level)

    def set_narrow(self, narrow: bool) -> None:
        """Lower rows and no sentences, for a small window."""
        for row in self.rows:
            row.set_compact(narrow)
        for label in (self._ask, self._text, self._code):
            label.setVisible(not narrow)

    def _score(self, row: AnchorRow) -> None:
        self.scored.emit(None if row.level() == self._level else row.level())

    def _build(self) -> None:
        inner = QWidget()
        column = QVBoxLayout(inner)
        column.setContentsMargins(16, 8, 16, 8)
        column.setSpacing(6)
        column.addWidget(self._code)
        column.addWidget(self._title)
        column.addWidget(self._text)
        column.addSpacing(4)
        for row in self.rows:
            row.setFocusPolicy(Qt.FocusPolicy.NoFocus)
            row.clicked.connect(lambda _=False, row=row: self._score(row))
            column.addWidget(row)
        column.addStretch()
        area = scrolled(inner)
        head = QHBoxLayout()
        head.setContentsMargins(16, 10, 12, 0)
        head.setSpacing(8)
        head.addWidget(self._turn)
        head.addStretch()
        for button, by in ((self._before, -1), (self._after, 1)):
            button.setFocusPolicy(Qt.FocusPolicy.NoFocus)
            button.clicked.connect(lambda _=False, by=by: self.stepped.emit(by))
            head.addWidget(button)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(1, 1, 1, 1)
        outer.setSpacing(2)
        outer.addLayout(head)
        self._ask.setContentsMargins(16, 0, 16, 4)
        outer.addWidget(self._ask)
        outer.addWidget(area, 1)
