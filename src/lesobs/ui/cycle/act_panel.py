"""This file is the panel of Act: what the team concludes, and how the turn closes."""

from collections.abc import Callable
from html import escape

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout

from lesobs.domain import dutch
from lesobs.domain.cycle import Phase
from lesobs.services.cycles import CycleText
from lesobs.ui.cycle.panels import DecidingPanel
from lesobs.ui.cycle.whole import Whole
from lesobs.ui.widgets.buttons import quiet_button
from lesobs.ui.widgets.cards import Field
from lesobs.ui.widgets.kept import KeptText
from lesobs.ui.widgets.labels import Label


class ActPanel(DecidingPanel):
    """The conclusion in the team's own words, kept as it is typed, with the decision beside it."""

    back_asked = Signal()

    def __init__(self, write: Callable[[CycleText, str], None]) -> None:
        super().__init__()
        self.conclusion = KeptText(
            "Conclusie",
            lambda text: write("reason", text),
            "Wat houden we, wat veranderen we, en waarom? Bij stoppen: de reden.",
            4,
            9,
        )
        self.back = quiet_button("Terug naar Check", "aleft", small=True)
        self.back.clicked.connect(self.back_asked)
        self._title, self._look = Label("", "panel"), Label(role="body", wrap=True)
        left = QVBoxLayout()
        left.setSpacing(9)
        left.addWidget(self._title)
        left.addWidget(self._look)
        left.addWidget(Field("Conclusie", self.conclusion, "in jullie eigen woorden"))
        left.addWidget(self.back)
        left.addStretch()
        self._row.setContentsMargins(16, 10, 16, 12)
        self._put_beside(left)

    def show_whole(self, whole: Whole) -> None:
        line, looks = whole.line, whole.looks
        if line.outcome is not None and line.closed_on is not None:
            self._title.setText(f"{line.outcome.word.capitalize()} op {dutch.day(line.closed_on)}")
        else:
            self._title.setText("Wat nemen jullie mee?")
        words = f"<b>{escape(looks.headline)}</b> {escape(looks.figures)}"
        if line.check_reason.strip() and not line.facts.seen_again:
            missing = line.facts.missing_look if looks.new_lessons else "niet opnieuw gekeken"
            not_seen = f"<b>{escape(missing[:1].upper() + missing[1:])}.</b> {escape(line.check_reason)}"
            words = f"{words}<br>{not_seen}" if looks.new_lessons else not_seen
        self._look.set_html(words)
        self.conclusion.show_stored(line.reason)
        self.conclusion.set_fixed(whole.closed)
        self.back.setVisible(line.phase is Phase.ACT and not whole.closed)
        self.decision.show_whole(whole)
