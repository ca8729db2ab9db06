"""This file is the card of scores beside the talk: side by side, what differs, the teacher's own scores."""

from html import escape

from PySide6.QtCore import Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from lesobs.ui.debrief.score_lines import ScoreLine, columns_of, score_lines
from lesobs.ui.debrief.scores_list import ScoreList, ScoresHead
from lesobs.ui.debrief.sentences import about_differences
from lesobs.ui.debrief.talk import Talk
from lesobs.ui.widgets.buttons import plain_button, quiet_button
from lesobs.ui.widgets.cards import rule
from lesobs.ui.widgets.labels import Label
from lesobs.ui.widgets.ticks import TickBox

_ROOMY = 430


class ScoresCard(QFrame):
    """The scores of all who scored this lesson. `lesson_asked` asks for the lesson itself, `fill_asked` to
    let the teacher score, `form_asked` for the list on paper, `hiding_changed` to show or hide meanwhile what
    the observers scored."""

    lesson_asked = Signal()
    fill_asked = Signal()
    form_asked = Signal()
    hiding_changed = Signal(bool)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("kind", "card")
        self.setAccessibleName("Scores")
        self.list, self._head = ScoreList(), ScoresHead()
        self._words = Label(role="secondary", tone="mute", wrap=True)
        self.fill_button = plain_button("Scores van docent invullen", "pencil", small=True)
        self.fill_button.setToolTip("De docent scoort dezelfde les, los van jou (Ctrl+E)")
        self._lesson_button = quiet_button("Naar de les", small=True)
        self._form_button = plain_button("Formulier", "file", small=True)
        self._form_button.setToolTip(
            "Dezelfde lijst op papier, voor een docent die liever met een pen scoort"
        )
        self._hide = TickBox("Verberg mijn scores zolang")
        self._hide.setToolTip("Zo kijkt de docent niet met jouw scores in beeld (Ctrl+H)")
        self._talk: Talk | None = None
        self._filling = False
        self._build()
        self.fill_button.clicked.connect(self.fill_asked)
        self._lesson_button.clicked.connect(self.lesson_asked)
        self._form_button.clicked.connect(self.form_asked)
        self._hide.clicked.connect(self.hiding_changed)

    def show_talk(self, talk: Talk, *, filling: bool, hidden: bool) -> None:
        """`filling`: the teacher is scoring now; `hidden`: without what the observers scored."""
        self._talk, self._filling = talk, filling
        own, observers = filling or bool(talk.lesson.teacher_levels), not (filling and hidden)
        columns = columns_of(talk, own=own, observers=observers)
        self.list.filling = filling
        self._head.show_columns("Scores naast elkaar" if len(columns) > 1 else "Scores", columns, filling)
        self.list.show_lines(score_lines(talk, columns, own=own, observers=observers))
        self._show_foot(talk, hidden)

    def lines(self) -> list[ScoreLine]:
        return self.list.lines()

    def differing(self) -> list[str]:
        """The keys of the indicators that are worth a talk, as far as they may be seen now."""
        return [line.key for line in self.list.lines() if line.differs]

    def said(self) -> str:
        """The sentence below the scores."""
        return self._words.accessibleName()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        """The form is in the menu too, and gives way first."""
        fixed = self._talk is not None and self._talk.fixed
        self._form_button.setVisible(self.width() >= _ROOMY and not self._filling and not fixed)

    def _show_foot(self, talk: Talk, hidden: bool) -> None:
        filling = self._filling
        self._hide.setVisible(filling)
        self._hide.setChecked(hidden)
        who = "onze" if len(talk.seen) > 1 else "mijn"
        self._hide.set_words(f"Verberg {who} scores zolang")
        self.fill_button.setText("Klaar met invullen" if filling else "Scores van docent invullen")
        self.fill_button.set_icon("check" if filling else "pencil")
        self.fill_button.set_key("Esc" if filling else "")
        self.fill_button.setVisible(filling or not talk.fixed)
        self._lesson_button.setVisible(not filling)
        self._fit()
        html = self._sentence(talk)
        self._words.setVisible(bool(html))
        self._words.set_html(html)
        plain = html.replace("<b>", "").replace("</b>", "").replace('<span style="color:@ink">', "")
        self._words.setAccessibleName(plain.replace("</span>", ""))

    def _sentence(self, talk: Talk) -> str:
        if self._filling:
            done, number = len(talk.lesson.teacher_levels), len(self.list.lines())
            return escape(f"{done} van {number} ingevuld. Overslaan mag.")
        apart = [line for line in self.list.lines() if line.differs]
        if apart:
            return about_differences([line.code for line in apart], bool(talk.lesson.teacher_levels))
        if talk.lesson.teacher_levels:
            return "Nergens twee niveaus verschil. Waar keek de docent net iets anders, en waarom?"
        if talk.fixed:
            return ""
        return f"Laat {escape(talk.called)} eerst zelf scoren: wat verschilt, is het begin van het gesprek."

    def _build(self) -> None:
        buttons = QHBoxLayout()
        buttons.setContentsMargins(12, 4, 10, 8)
        buttons.setSpacing(8)
        buttons.addWidget(self.fill_button)
        buttons.addWidget(self._form_button)
        buttons.addWidget(self._lesson_button)
        buttons.addStretch()
        column = QVBoxLayout(self)
        column.setContentsMargins(1, 1, 1, 1)
        column.setSpacing(0)
        column.addWidget(self._head)
        column.addWidget(self.list, 1)
        column.addWidget(rule())
        self._words.setContentsMargins(12, 6, 12, 1)
        column.addWidget(self._words)
        self._hide.setContentsMargins(8, 0, 8, 0)
        inset = QHBoxLayout()
        inset.setContentsMargins(9, 2, 9, 0)
        inset.addWidget(self._hide)
        column.addLayout(inset)
        column.addLayout(buttons)
