"""This file is the panel of Check: the same indicators then and now, and what may honestly be said."""

from collections.abc import Callable

from PySide6.QtCore import Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from lesobs.domain import dutch
from lesobs.domain.cycle import Phase
from lesobs.domain.cycle_look import COUNTING, Look, Looks
from lesobs.domain.instrument import Level
from lesobs.domain.tally import Tally
from lesobs.domain.uncertainty import Verdict
from lesobs.services.cycles import CycleText
from lesobs.ui.cycle.look_rows import LookRows
from lesobs.ui.cycle.panels import DecidingPanel
from lesobs.ui.cycle.whole import Whole
from lesobs.ui.talk.tally_bar import TallyBar
from lesobs.ui.widgets.bars import MessageBar
from lesobs.ui.widgets.buttons import plain_button, quiet_button
from lesobs.ui.widgets.cards import Field
from lesobs.ui.widgets.flow import FlowLayout
from lesobs.ui.widgets.kept import KeptText
from lesobs.ui.widgets.labels import Label
from lesobs.ui.widgets.marks import LevelBox


class CheckPanel(DecidingPanel):
    """Toen and nu below each other, large for one indicator and a row for each of several, the verdict and a
    reason why not; the decision beside it."""

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
        self._about = Label(role="secondary", tone="mute", wrap=True)
        self._then, self._now, self.rows = _Side("Toen"), _Side("Nu"), LookRows()
        self.verdict = MessageBar("info")
        self.plan = plain_button("Plan bezoeken", "cal", small=True)
        self.plan.clicked.connect(self.visits_asked)
        self.seen = quiet_button("Nieuwe bezoeken", "visit", small=True)
        self.seen.clicked.connect(self.seen_asked)
        self.back = quiet_button("Terug naar Do", "aleft", small=True)
        self.back.clicked.connect(self.back_asked)
        self._ordinary = Label("zonder beoordelingsbezoeken", "caption", "mute")
        self._legend = _legend(self._ordinary)
        self._reason = Field("Waarom nu niet?", self.reason, "blijft bij de cyclus staan")
        self._build()

    def show_whole(self, whole: Whole) -> None:
        looks, facts = whole.looks, whole.line.facts
        self._about.setText(_about(whole))
        self._about.setVisible(len(looks.each) < 2 or not looks.new_lessons)
        self._ordinary.setVisible(not self._about.isVisibleTo(self))
        for side in (self._then, self._now):
            side.setVisible(len(looks.each) < 2)
        self.rows.setVisible(len(looks.each) > 1)
        if len(looks.each) > 1:
            self.rows.show_looks(looks.each, lambda look: _stands_on(whole, look).replace("\n", ", "))
        else:
            self._show_single(whole, looks.single)
        self._legend.setVisible(
            any(one.then.scored or (one.now and one.now.cell.tally) for one in looks.each)
        )
        self._say_verdict(looks)
        self.reason.show_stored(whole.line.check_reason)
        self.reason.set_fixed(whole.closed)
        self._reason.setVisible(not facts.seen_again or bool(whole.line.check_reason.strip()))
        self.seen.setVisible(looks.new_lessons > 0)
        self.plan.setHidden(whole.closed)
        self.back.setVisible(whole.line.phase is Phase.CHECK and not whole.closed)
        self.decision.show_whole(whole)

    def ask_reason(self) -> None:
        """Let the user write down why there is no new look."""
        self._reason.show()
        self.reason.setFocus()

    def _show_single(self, whole: Whole, look: Look | None) -> None:
        """One indicator, or none: its two bars large."""
        now = look.now if look else None
        self._then.show_side(
            look.then if look else None, _stands_on(whole, look) if look else "", "geen beginmeting"
        )
        lessons = dutch.count(look.new_lessons, "nieuwe les", "nieuwe lessen") if look else ""
        otherwise = (
            f"{lessons}, {COUNTING if look.waiting else 'geen cijfers te tonen'}"
            if look and look.new_lessons
            else "nog geen nieuwe lessen"
        )
        lines = f"{now.stands_on}\n{now.period}" if now else ""
        self._now.show_side(now.cell.tally if now else None, lines, otherwise)

    def _say_verdict(self, looks: Looks) -> None:
        verdicts = [look.difference.verdict if look.difference else None for look in looks.each]
        all_higher = bool(verdicts) and all(one is Verdict.HIGHER for one in verdicts)
        more = " ".join(part for part in (looks.figures, looks.explanation) if part)
        self.verdict.set_message("done" if all_higher else "info", looks.headline, more=more)
        self.verdict.setVisible(looks.new_lessons > 0)

    def _build(self) -> None:
        left = QVBoxLayout()
        left.setSpacing(4)
        ways = QWidget()
        flow = FlowLayout(ways, 6, 2)
        for widget in (Label("Zien we nu meer?", "panel"), self.seen, self.back, self.plan):
            flow.addWidget(widget)
        left.addWidget(ways)
        left.addWidget(self._about)
        for side in (self._then, self._now, self.rows):
            left.addWidget(side)
        left.addWidget(self._legend)
        left.addWidget(self.verdict)
        left.addWidget(self._reason)
        left.addStretch()
        self._row.setContentsMargins(16, 5, 16, 3)
        self._put_beside(left)


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


def _about(whole: Whole) -> str:
    looks = whole.looks
    if not looks.each:
        return "Deze cyclus heeft geen indicator om opnieuw naar te kijken; kies er een bij Plan."
    if looks.done_on is None:
        return "Nieuwe lessen tellen na de laatste activiteit van Do; die is er nog niet."
    if not looks.new_lessons:
        return f"Nieuwe lessen zijn die van na {dutch.day(looks.done_on)}, de laatste dag van Do."
    same = "Zelfde indicator" if looks.single else "Dezelfde indicatoren"
    return f"{same}, andere lessen. Zonder beoordelingsbezoeken."


def _stands_on(whole: Whole, look: Look) -> str:
    if not look.then.scored:
        return ""
    if look.then_on:
        return look.then_on.split(". ")[0]
    lessons = dutch.count(look.then.scored, "gescoorde les", "gescoorde lessen")
    period = next((whole.period_of(one) for one in whole.line.indicators if one.key == look.key), "")
    return f"{lessons}\n{period}".strip()


def _legend(last: QWidget) -> QWidget:
    """The words of the four levels, and what else goes for the bars."""
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
    row.addWidget(last)
    return whole
