"""This file is the panel of a station that lies outside the cycle: what it was, and the way there."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from lesobs.domain import dutch
from lesobs.domain.cycle import turn_words
from lesobs.services.cycles import Turn
from lesobs.ui.calendar.wording import one_line, status_chip
from lesobs.ui.cycle.stations import Stop, Whole
from lesobs.ui.delegates.rows import RowDelegate, RowLine
from lesobs.ui.models.lines import ListModel
from lesobs.ui.talk.tally_bar import TallyBar
from lesobs.ui.widgets.buttons import plain_button
from lesobs.ui.widgets.labels import Label
from lesobs.ui.widgets.tables import ListView

_TITLES = {
    Stop.VISITS: "Waar het begon",
    Stop.PICTURE: "Wat het beeld vertelde",
    Stop.FINDING: "Wat jullie eruit opmaakten",
    Stop.LOOKS: "Wat volgt",
}
_BUTTONS = {
    Stop.VISITS: ("Bekijk de bezoeken", "visit"),
    Stop.PICTURE: ("Open dit vakje in het beeld", "grid"),
    Stop.FINDING: ("Open de bevinding", "flag"),
}


class TellPanel(QWidget):
    """Words, a bar, a list of turns and looks, as far as the station has them, and one button."""

    opened = Signal()
    followed = Signal(str)
    """Go to this cycle or activity."""

    def __init__(self, stop: Stop) -> None:
        super().__init__()
        self._stop = stop
        self._words, self._bar = Label(role="body", wrap=True), TallyBar()
        self._caption = Label(role="secondary", tone="mute", wrap=True)
        self.model: ListModel[RowLine] = ListModel(self)
        self.list = ListView("Rondes en nieuwe blikken")
        self.list.setModel(self.model)
        self.list.setItemDelegate(RowDelegate(self.list))
        self.list.fit_height()
        self.list.activated.connect(self._follow)
        self.list.clicked.connect(self._follow)
        self.button = plain_button(*_BUTTONS.get(stop, ("", "")), key="Enter")
        self.button.clicked.connect(self.opened)
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 10, 16, 12)
        column.setSpacing(9)
        column.addWidget(Label(_TITLES[stop], "panel"))
        for widget in (self._words, self._bar, self._caption, self.list):
            column.addWidget(widget)
        column.addWidget(self.button, 0, Qt.AlignmentFlag.AlignLeft)
        column.addStretch()

    def show_whole(self, whole: Whole) -> None:
        words, caption = _said(self._stop, whole)
        self._words.setText(words)
        self._caption.setText(caption)
        self._caption.setVisible(bool(caption))
        counts = whole.line.baseline
        self._bar.setVisible(self._stop is Stop.PICTURE and counts.scored > 0)
        self._bar.show_tally(counts)
        rows = _rows(whole) if self._stop in (Stop.LOOKS, Stop.VISITS) else []
        self.model.set_lines(rows)
        self.list.setVisible(bool(rows))
        self.button.setVisible(opens(self._stop, whole) and self._stop is not Stop.LOOKS)

    def take_focus(self) -> None:
        """Give the keyboard to what can be used here, if anything."""
        for widget in (self.button, self.list):
            if widget.isVisibleTo(self):
                widget.setFocus()
                return

    def _follow(self, _: object) -> None:
        place = self.list.current_row()
        if 0 <= place < self.model.rowCount():
            self.followed.emit(str(self.model.line(place).key))


def opens(stop: Stop, whole: Whole) -> bool:
    """Whether there is something outside the cycle to open from here."""
    return {
        Stop.VISITS: whole.draft.indicator_key is not None and whole.line.baseline.scored > 0,
        Stop.PICTURE: whole.draft.indicator_key is not None,
        Stop.FINDING: whole.finding is not None,
        Stop.LOOKS: whole.next_turn is not None,
    }.get(stop, False)


def _said(stop: Stop, whole: Whole) -> tuple[str, str]:
    line, counts = whole.line, whole.line.baseline
    lessons = dutch.count(counts.scored, "gescoorde les", "gescoorde lessen")
    match stop:
        case Stop.VISITS if counts.scored:
            stands_on = line.stands_on or f"{lessons}, {whole.period_then}"
            return stands_on, "Beoordelingsbezoeken tellen hier nooit in mee."
        case Stop.VISITS:
            return (
                "Deze cyclus begon niet bij lesbezoeken. Kies bij Plan een bevinding, of neem een "
                "beginmeting uit het beeld: dan kun je straks zien of er iets veranderd is.",
                "",
            )
        case Stop.PICTURE if counts.scored:
            return f"{counts.high} van {lessons} op 3 of 4 ({counts.percent} %).", line.stands_on
        case Stop.PICTURE:
            return "Er is nog geen beginmeting. Neem haar bij Plan uit het beeld.", ""
        case Stop.FINDING if whole.finding is not None:
            found = whole.finding
            parts = (
                found.section or "hele school",
                found.school_year,
                f"gevonden {dutch.day(found.found_on)}",
            )
            talked = f"besproken {dutch.day(found.discussed_on)}" if found.discussed_on else ""
            state = " · ".join(
                part for part in (*parts, talked, f"{found.kind.word}, {found.state.word}") if part
            )
            return found.text, state
        case Stop.FINDING:
            return "Dit is een eigen plan. Het kan bij Plan alsnog bij een bevinding gaan horen.", ""
        case _:
            return _what_follows(whole), ""


def _what_follows(whole: Whole) -> str:
    if whole.next_turn is not None:
        return f"De cyclus ging verder in de {turn_words(whole.next_turn.number)}, met deze geschiedenis."
    if whole.closed:
        return "Wat er na deze ronde in de kalender staat, en welke rondes er waren."
    return (
        "Wie borgt, kijkt na 6 en 12 maanden nog eens; die dagen zet lesobs dan klaar in de kalender. Wie "
        "bijstelt, begint een volgende ronde die hier aan vastzit."
    )


def _rows(whole: Whole) -> list[RowLine]:
    """The other turns; after this one its looks too."""
    rows = [_turn(turn) for turn in whole.turns if turn.line.id != whole.line.id]
    closed_on = whole.line.closed_on
    for one in whole.activities:
        if closed_on is not None and one.starts_on > closed_on:
            chip, kind = status_chip(one)
            caption = f"{one.owner or 'nog geen eigenaar'} · {dutch.period(one.starts_on, one.ends_on)}"
            rows.append(
                RowLine(
                    one.id,
                    one_line(one.title),
                    caption=caption,
                    phase=one.phase.letter,
                    chip=chip,
                    chip_kind=kind,
                )
            )
    return rows


def _turn(turn: Turn) -> RowLine:
    line = turn.line
    state = "loopt nu"
    if line.outcome is not None and line.closed_on is not None:
        state = f"{line.outcome.word} op {dutch.day(line.closed_on)}"
    reason = f" · {one_line(line.reason)}" if line.reason.strip() else ""
    return RowLine(line.id, turn_words(turn.number).capitalize(), caption=f"{state}{reason}", icon="loop")
