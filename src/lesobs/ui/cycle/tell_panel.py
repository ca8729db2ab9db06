"""This file is the panel of a station that lies outside the cycle: what it was, and the way there."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from lesobs.domain import dutch
from lesobs.domain.cycle import turn_words
from lesobs.services.cycles import CycleIndicator, Turn
from lesobs.services.findings import FindingLine
from lesobs.ui.calendar.wording import one_line, status_chip
from lesobs.ui.cycle.whole import Stop, Whole
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
        measured = whole.line.measured
        single = measured[0].baseline if self._stop is Stop.PICTURE and len(measured) == 1 else None
        self._bar.setVisible(single is not None)
        self._bar.show_tally(single)
        rows = _rows(self._stop, whole)
        self.model.set_lines(rows)
        self.list.setVisible(bool(rows))
        if rows and self.list.current_row() < 0:
            self.list.select_row(0)
        self.button.setVisible(opens(self._stop, whole) and self._stop is not Stop.LOOKS)

    @property
    def chosen(self) -> str:
        """The key of the row in focus, of an indicator or a finding; empty when there are no rows."""
        place = self.list.current_row()
        return str(self.model.line(place).key) if 0 <= place < self.model.rowCount() else ""

    def take_focus(self) -> None:
        """Give the keyboard to what can be used here, if anything."""
        for widget in (self.button, self.list):
            if widget.isVisibleTo(self):
                widget.setFocus()
                return

    def _follow(self, _: object) -> None:
        if self._stop in (Stop.PICTURE, Stop.FINDING):
            self.opened.emit()
        elif self.chosen:
            self.followed.emit(self.chosen)


def opens(stop: Stop, whole: Whole) -> bool:
    """Whether there is something outside the cycle to open from here."""
    return {
        Stop.VISITS: bool(whole.line.measured),
        Stop.PICTURE: bool(whole.line.indicators),
        Stop.FINDING: bool(whole.findings),
        Stop.LOOKS: whole.next_turn is not None,
    }.get(stop, False)


def _said(stop: Stop, whole: Whole) -> tuple[str, str]:
    measured = whole.line.measured
    match stop:
        case Stop.VISITS if measured:
            about = dict.fromkeys(_stands_on(whole, one) for one in measured)
            return "\n".join(about), "Beoordelingsbezoeken tellen hier nooit in mee."
        case Stop.VISITS if whole.findings:
            return (
                "Van deze cyclus is geen beginmeting bewaard; de bevinding vertelt waar het begon. Bij te "
                "weinig docenten zijn er geen cijfers om mee te beginnen.",
                "",
            )
        case Stop.VISITS:
            return (
                "Deze cyclus begon niet bij lesbezoeken. Kies bij Plan een bevinding, of neem een "
                "beginmeting uit het beeld: dan kun je straks zien of er iets veranderd is.",
                "",
            )
        case Stop.PICTURE if len(whole.line.indicators) > 1:
            return "Kies een indicator om het beeld ervan te openen.", ""
        case Stop.PICTURE if measured:
            counts = measured[0].baseline
            lessons = dutch.count(counts.scored, "gescoorde les", "gescoorde lessen")
            words = f"{counts.high} van {lessons} op 3 of 4 ({counts.percent} %)."
            return words, measured[0].stands_on
        case Stop.PICTURE:
            return "Er is nog geen beginmeting. Neem haar bij Plan uit het beeld.", ""
        case Stop.FINDING if len(whole.findings) > 1:
            return "Deze bevindingen pakken jullie samen aan.", ""
        case Stop.FINDING if whole.findings:
            return whole.findings[0].text, _about(whole.findings[0])
        case Stop.FINDING:
            return "Dit is een eigen plan. Het kan bij Plan alsnog bij een bevinding gaan horen.", ""
        case _:
            return _what_follows(whole), ""


def _stands_on(whole: Whole, one: CycleIndicator) -> str:
    lessons = dutch.count(one.baseline.scored, "gescoorde les", "gescoorde lessen")
    about = one.stands_on or f"{lessons}, {whole.period_of(one)}"
    return about if len(whole.line.measured) == 1 else f"{one.code or one.title}: {about}"


def _about(found: FindingLine) -> str:
    talked = f"besproken {dutch.day(found.discussed_on)}" if found.discussed_on else ""
    parts = (
        found.scope,
        found.school_year,
        f"gevonden {dutch.day(found.found_on)}",
        talked,
        f"{found.kind.word}, {found.state.word}",
    )
    return " · ".join(part for part in parts if part)


def _what_follows(whole: Whole) -> str:
    if whole.next_turn is not None:
        return f"De cyclus ging verder in de {turn_words(whole.next_turn.number)}, met deze geschiedenis."
    if whole.closed:
        return "Wat er na deze ronde in de kalender staat, en welke rondes er waren."
    return (
        "Wie borgt, kijkt na 6 en 12 maanden nog eens; die dagen zet lesobs dan klaar in de kalender. Wie "
        "bijstelt, begint een volgende ronde die hier aan vastzit."
    )


def _rows(stop: Stop, whole: Whole) -> list[RowLine]:
    """What can be chosen at this station, when there is more than one."""
    match stop:
        case Stop.PICTURE if len(whole.line.indicators) > 1:
            return [_indicator(one) for one in whole.line.indicators]
        case Stop.FINDING if len(whole.findings) > 1:
            return [
                RowLine(one.id, one_line(one.text), caption=_about(one), icon="flag")
                for one in whole.findings
            ]
        case Stop.LOOKS | Stop.VISITS:
            return _turns(whole)
        case _:
            return []


def _indicator(one: CycleIndicator) -> RowLine:
    counts = one.baseline
    if not counts.scored:
        return RowLine(one.key, one.words, caption="nog geen beginmeting", icon="grid")
    after = f"van {counts.scored} op 3 of 4"
    caption = one.stands_on.split(". ")[0] or f"{counts.percent} %"
    return RowLine(one.key, one.words, caption=caption, icon="grid", figure=str(counts.high), after=after)


def _turns(whole: Whole) -> list[RowLine]:
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
