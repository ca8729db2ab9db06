"""This file is the panel of Check: the same indicator then and now, and what may honestly be said of it."""

from collections.abc import Callable

from PySide6.QtCore import QSize, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QHBoxLayout, QVBoxLayout, QWidget

from lesobs.domain import dutch
from lesobs.domain.cycle import Phase
from lesobs.domain.cycle_look import Look
from lesobs.domain.instrument import Level
from lesobs.domain.tally import Tally
from lesobs.domain.uncertainty import Verdict
from lesobs.services.cycles import CycleText
from lesobs.ui.cycle.decision import Decision
from lesobs.ui.cycle.stations import Whole
from lesobs.ui.talk.tally_bar import TallyBar
from lesobs.ui.widgets.bars import MessageBar
from lesobs.ui.widgets.buttons import plain_button, quiet_button
from lesobs.ui.widgets.cards import Field
from lesobs.ui.widgets.flow import FlowLayout
from lesobs.ui.widgets.kept import KeptText
from lesobs.ui.widgets.labels import Label
from lesobs.ui.widgets.marks import LevelBox


class CheckPanel(QWidget):
    """Toen and nu below each other on one scale, the verdict, a reason why not; the decision beside it."""

    visits_asked = Signal()
    seen_asked = Signal()
    back_asked = Signal()

    def __init__(self, write: Callable[[CycleText, str], None]) -> None:
        super().__init__()
        self.reason = KeptText(
            "Waarom is er niet opnieuw gekeken?",
            lambda text: write("check_reason", text),
            "Bijvoorbeeld: de indicator is vervangen, of het team bestaat niet meer",
            2,
            5,
        )
        self.decision = Decision()
        self._about = Label(role="secondary", tone="mute", wrap=True)
        self._then, self._now = _Side("Toen"), _Side("Nu")
        self.verdict = MessageBar("info")
        self.plan = plain_button("Plan bezoeken", "cal", small=True)
        self.plan.clicked.connect(self.visits_asked)
        self.seen = quiet_button("Nieuwe bezoeken", "visit", small=True)
        self.seen.clicked.connect(self.seen_asked)
        self.back = quiet_button("Terug naar Do", "aleft", small=True)
        self.back.clicked.connect(self.back_asked)
        self._legend = _legend()
        self._reason = Field("Waarom nu niet?", self.reason, "blijft bij de cyclus staan")
        self._build()

    def show_whole(self, whole: Whole) -> None:
        look = whole.look
        self._about.setText(_about(look))
        self._then.show_side(look.then, _stands_on(whole), "geen beginmeting")
        now = look.now
        waiting = (
            f"{dutch.count(look.new_lessons, 'nieuwe les', 'nieuwe lessen')}, geen cijfers te tonen"
            if look.new_lessons
            else "nog geen nieuwe lessen"
        )
        lines = f"{now.stands_on}\n{now.period}" if now else ""
        self._now.show_side(now.cell.tally if now else None, lines, waiting)
        self._legend.setVisible(bool(look.then.scored or (now and now.cell.tally)))
        self._say_verdict(look)
        self.reason.show_stored(whole.line.check_reason)
        self.reason.set_fixed(whole.closed)
        self._reason.setVisible(not look.new_lessons or bool(whole.line.check_reason.strip()))
        self.seen.setVisible(look.new_lessons > 0)
        self.plan.setHidden(whole.closed)
        self.back.setVisible(whole.line.phase is Phase.CHECK and not whole.closed)
        self.decision.show_whole(whole)

    def ask_reason(self) -> None:
        """Let the user write down why there is no new look."""
        self._reason.show()
        self.reason.setFocus()

    def minimumSizeHint(self) -> QSize:
        """As high as its width asks, not as high as its sentences would be in the narrowest column."""
        return QSize(super().minimumSizeHint().width(), 60)

    def set_narrow(self, narrow: bool) -> None:
        """The decision below, where there is no room beside."""
        self._row.setDirection(
            QBoxLayout.Direction.TopToBottom if narrow else QBoxLayout.Direction.LeftToRight
        )
        self.decision.setMaximumWidth(16_777_215 if narrow else 300)
        self.decision.setMinimumWidth(0 if narrow else 300)

    def _say_verdict(self, look: Look) -> None:
        told = look.difference is not None and look.difference.verdict is not Verdict.TOO_FEW
        kind = "done" if told and look.difference and look.difference.verdict is Verdict.HIGHER else "info"
        more = " ".join(part for part in (look.figures, look.explanation) if part)
        self.verdict.set_message("done" if kind == "done" else "info", look.headline, more=more)
        self.verdict.setVisible(look.new_lessons > 0)

    def _build(self) -> None:
        left = QVBoxLayout()
        left.setSpacing(6)
        ways = QWidget()
        flow = FlowLayout(ways, 6, 2)
        for widget in (Label("Zien we nu meer?", "panel"), self.seen, self.back, self.plan):
            flow.addWidget(widget)
        left.addWidget(ways)
        left.addWidget(self._about)
        for side in (self._then, self._now):
            left.addWidget(side)
        left.addWidget(self._legend)
        left.addWidget(self.verdict)
        left.addWidget(self._reason)
        left.addStretch()
        self._row = QBoxLayout(QBoxLayout.Direction.LeftToRight, self)
        self._row.setContentsMargins(16, 8, 16, 6)
        self._row.setSpacing(22)
        self._row.addLayout(left, 1)
        self._row.addWidget(self.decision)


class _Side(QWidget):
    """One period: its name, what it stands on, and its bar."""

    def __init__(self, name: str) -> None:
        super().__init__()
        self._words, self._bar = Label(role="caption", tone="mute", wrap=True), TallyBar()
        self._otherwise = Label(role="secondary", tone="mute", wrap=True)
        self._name = QWidget()
        names = QVBoxLayout(self._name)
        names.setContentsMargins(0, 0, 0, 0)
        names.setSpacing(0)
        names.addWidget(Label(name, "body", strong=True))
        names.addWidget(self._words)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(14)
        row.addWidget(self._name)
        row.addWidget(self._bar, 1)
        row.addWidget(self._otherwise, 1)
        self._bar.setFixedHeight(28)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._name.setFixedWidth(max(110, min(196, event.size().width() // 3)))

    def show_side(self, tally: Tally | None, stands_on: str, otherwise: str) -> None:
        has = tally is not None and tally.scored > 0
        self._bar.setVisible(has)
        self._otherwise.setVisible(not has)
        self._otherwise.setText(otherwise)
        self._words.setText(stands_on)
        if has:
            self._bar.show_tally(tally)


def _about(look: Look) -> str:
    words = "Zelfde indicator, andere lessen. Zonder beoordelingsbezoeken."
    if look.done_on is None:
        return "Nieuwe lessen tellen na de laatste activiteit van Do; die is er nog niet."
    if not look.new_lessons:
        return f"Nieuwe lessen zijn die van na {dutch.day(look.done_on)}, de laatste dag van Do."
    return words


def _stands_on(whole: Whole) -> str:
    line = whole.line
    if not line.baseline.scored:
        return ""
    if line.stands_on:
        return line.stands_on.split(". ")[0]
    lessons = dutch.count(line.baseline.scored, "gescoorde les", "gescoorde lessen")
    return f"{lessons}\n{whole.period_then}".strip()


def _legend() -> QWidget:
    """The words of the four levels."""
    whole = QWidget()
    row = FlowLayout(whole, 12, 2)
    for level in range(1, 5):
        one = QWidget()
        pair = QHBoxLayout(one)
        pair.setContentsMargins(0, 0, 0, 0)
        pair.setSpacing(5)
        pair.addWidget(LevelBox(level, 15))
        pair.addWidget(Label(Level(level).word, "caption", "mute"))
        row.addWidget(one)
    return whole
