"""This file is the panel beside the planner and the agenda: all that is known of one activity."""

from collections.abc import Sequence
from html import escape

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QGridLayout, QHBoxLayout, QMenu, QScrollArea, QVBoxLayout, QWidget

from lesobs.domain import dutch
from lesobs.domain.activity import ActivityStatus
from lesobs.domain.cycle import Phase
from lesobs.domain.standards import STANDARDS
from lesobs.services.calendar import ActivityLine
from lesobs.services.cycles import CycleLine
from lesobs.ui.calendar.wording import PHASE_NAMES, baseline_words, breakable
from lesobs.ui.widgets.buttons import icon_button, menu_button, plain_button
from lesobs.ui.widgets.cards import rule, scrolled
from lesobs.ui.widgets.labels import Label
from lesobs.ui.widgets.marks import IconMark, PhaseChain, PhaseMark

WIDTH = 286
_NEXT = {ActivityStatus.TODO: ("Begonnen", "aright"), ActivityStatus.DOING: ("Klaar", "check")}
_REOPEN = ("Heropenen", "undo")


class SidePanel(QFrame):
    """One activity with its cycle; its status changes here in one click."""

    edit_asked = Signal()
    close_asked = Signal()
    status_asked = Signal(str, object)
    """Another ActivityStatus for the activity with this id."""
    cycle_asked = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("kind", "card")
        self.setAccessibleName("Gekozen activiteit")
        self._line: ActivityLine | None = None
        column = QVBoxLayout(self)
        column.setContentsMargins(14, 10, 14, 12)
        column.setSpacing(8)
        column.addLayout(self._build_head())
        column.addWidget(self._build_middle(), 1)
        column.addLayout(self._build_foot())

    def show_activity(
        self, line: ActivityLine | None, cycle: CycleLine | None, otherwise: str = "Kies een activiteit"
    ) -> None:
        """Show an activity with the cycle it belongs to, or what to do when none is chosen."""
        self._line = line
        for widget in (self._mark, self._scroll, self._edit, self._next):
            widget.setVisible(line is not None)
        self._about.setText(otherwise if line is None else _about(line))
        if line is None:
            return
        self._mark.set_phase(line.phase.letter)
        self._title.setText(breakable(line.title))
        self._description.setText(breakable(line.description))
        self._description.setVisible(bool(line.description))
        self._period.setText(dutch.period(line.starts_on, line.ends_on))
        self._weeks.setText(dutch.weeks(line.starts_on, line.ends_on))
        self._status.setText(line.status.word)
        self._status.setAccessibleName(f"Status: {line.status.word}")
        self._late.setVisible(line.overdue)
        self._late_words.setText(f"over tijd sinds {dutch.day(line.ends_on)}")
        words, sign = _NEXT.get(line.status, _REOPEN)
        self._next.setText(words)
        self._next.set_icon(sign)
        self._fill_facts(line, cycle)
        self._fill_cycle(line, cycle)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.close_asked.emit()
        else:
            super().keyPressEvent(event)

    def _build_head(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(7)
        self._mark = PhaseMark("P")
        self._about = Label("", "small", "mute")
        close = icon_button("x", "Sluit dit paneel (Esc)", small=True)
        close.clicked.connect(self.close_asked)
        row.addWidget(self._mark)
        row.addWidget(self._about, 1)
        row.addWidget(close)
        return row

    def _build_middle(self) -> QScrollArea:
        inner = QWidget()
        column = QVBoxLayout(inner)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(6)
        self._title = Label("", "panel", wrap=True)
        self._description = Label("", "small", "mute", wrap=True)
        self._title.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        column.addWidget(self._title)
        column.addWidget(self._description)
        column.addSpacing(4)
        column.addWidget(self._build_status())
        column.addWidget(self._build_facts())
        column.addWidget(self._build_cycle())
        column.addStretch()
        self._scroll = scrolled(inner)
        return self._scroll

    def _build_status(self) -> QWidget:
        self._late = QWidget()
        row = QHBoxLayout(self._late)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(6)
        self._late_words = Label("", "small", "attention", strong=True)
        row.addWidget(IconMark("warn", 15, "attention"))
        row.addWidget(self._late_words, 1)
        return self._late

    def _build_facts(self) -> QWidget:
        """Names left, values right; empty ones are left out."""
        whole = QWidget()
        self._facts = QGridLayout(whole)
        self._facts.setContentsMargins(0, 0, 0, 0)
        self._facts.setHorizontalSpacing(8)
        self._facts.setVerticalSpacing(4)
        self._facts.setColumnMinimumWidth(0, 70)
        self._facts.setColumnStretch(1, 1)
        self._period, self._weeks = Label("", "small", wrap=True), Label("", "small", "mute")
        menu = QMenu()
        for status in ActivityStatus:
            action = menu.addAction(status.word)
            action.triggered.connect(lambda _=False, status=status: self._ask_status(status))
        self._status = menu_button("", menu)
        self._values = {
            name: Label("", "small", wrap=True)
            for name in (
                *("Eigenaar", "Vervanger", "Sectie", "Cluster"),
                *("Afdeling", "Standaard", "Herhalen", "Herkomst"),
            )
        }
        self._names: dict[str, Label] = {}
        rows: list[tuple[str, Sequence[QWidget]]] = [("Periode", (self._period, self._weeks))]
        rows += [(name, (value,)) for name, value in self._values.items()]
        rows.append(("Status", (self._status,)))
        for place, (name, widgets) in enumerate(rows):
            self._names[name] = Label(name, "small", "mute")
            alignment = Qt.AlignmentFlag.AlignVCenter if name == "Status" else Qt.AlignmentFlag.AlignTop
            self._facts.addWidget(self._names[name], place, 0, alignment)
            cell = QVBoxLayout()
            cell.setSpacing(0)
            for widget in widgets:  # a button is as wide as its words and must not hold the column back
                side = Qt.AlignmentFlag.AlignLeft if widget is self._status else Qt.AlignmentFlag(0)
                cell.addWidget(widget, 0, side)
            self._facts.addLayout(cell, place, 1)
        return whole

    def _build_cycle(self) -> QWidget:
        self._cycle = QWidget()
        column = QVBoxLayout(self._cycle)
        column.setContentsMargins(0, 4, 0, 0)
        column.setSpacing(6)
        self._chain = PhaseChain()
        self._cycle_name = Label("", "small", wrap=True)
        self._cycle_name.setTextInteractionFlags(
            Qt.TextInteractionFlag.LinksAccessibleByMouse | Qt.TextInteractionFlag.LinksAccessibleByKeyboard
        )
        self._cycle_name.linkActivated.connect(self.cycle_asked)
        self._follows = Label("", "small", "mute", wrap=True)
        self._lessons = Label("", "small", wrap=True)
        column.addWidget(rule())
        column.addWidget(Label("Volgt uit", "small", strong=True))
        for widget in (self._chain, self._cycle_name, self._follows, self._lessons):
            column.addWidget(widget)
        return self._cycle

    def _build_foot(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(8)
        self._edit = plain_button("Bewerken", "", "F2").stretch()
        self._edit.clicked.connect(self.edit_asked)
        self._next = plain_button("Klaar", "check").stretch()
        self._next.setToolTip("Ctrl+Enter")
        self._next.clicked.connect(self._go_on)
        row.addWidget(self._edit)
        row.addWidget(self._next)
        return row

    def _fill_facts(self, line: ActivityLine, cycle: CycleLine | None) -> None:
        values = {
            "Eigenaar": line.owner or "nog niemand",
            "Vervanger": (cycle.deputy or "nog niemand") if cycle else "",
            "Sectie": line.section,
            "Cluster": line.cluster,
            "Afdeling": line.department,
            "Standaard": f"{line.standard} {STANDARDS.get(line.standard, '')}".strip(),
            "Herhalen": line.recurs,
            "Herkomst": "suggestie uit het standaardjaar" if line.suggested else "",
        }
        for name, value in values.items():
            self._values[name].setText(value)
            self._values[name].setVisible(bool(value))
            self._names[name].setVisible(bool(value))

    def _fill_cycle(self, line: ActivityLine, cycle: CycleLine | None) -> None:
        self._cycle.setVisible(bool(line.follows))
        for widget in (self._chain, self._cycle_name, self._lessons):
            widget.setVisible(cycle is not None)
        if cycle is None:
            self._follows.setText(breakable(line.follows))
            return
        self._chain.set_phase(cycle.phase.letter)
        link = f'<a href="{cycle.id}" style="color:@link">Cyclus {escape(breakable(cycle.title))}</a>'
        self._cycle_name.set_html(link)
        self._cycle_name.setAccessibleName(f"Naar cyclus {cycle.title}")
        counts = baseline_words(cycle)
        parts = [part for part in (cycle.finding, counts) if part]
        self._follows.setText(f"uit de bevinding: {breakable(' · '.join(parts))}" if parts else "")
        self._follows.setVisible(bool(parts))
        seen = dutch.count(cycle.new_lessons, "nieuwe les", "nieuwe lessen")
        self._lessons.setText(f"{seen} gezien" if cycle.new_lessons else "nog geen nieuwe lessen gezien")
        self._lessons.setVisible(cycle.phase is Phase.CHECK)

    def _ask_status(self, status: ActivityStatus) -> None:
        if self._line is not None and status is not self._line.status:
            self.status_asked.emit(self._line.id, status)

    def _go_on(self) -> None:
        if self._line is not None:
            self._ask_status(self._line.status.next)


def _about(line: ActivityLine) -> str:
    return f"{PHASE_NAMES[line.phase]} · {line.standard}"
