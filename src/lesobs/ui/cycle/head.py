"""This file is the head of the page of a cycle: its title, whom it is about, who leads it, and its turns."""

from html import escape

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from lesobs.domain.cycle import turn_words
from lesobs.ui.calendar.wording import PHASE_NAMES, closed_chip, one_line
from lesobs.ui.cycle.whole import Whole
from lesobs.ui.widgets.buttons import plain_button
from lesobs.ui.widgets.cards import PageHeader
from lesobs.ui.widgets.fields import ComboBox
from lesobs.ui.widgets.labels import Chip, Label

ROOMY, NARROW = 1080, 820
"""Below ROOMY the head leaves out who leads the cycle, below NARROW its standard too."""


class CycleHead(QWidget):
    """The header with chips, and a switch between the turns when there are several."""

    back_asked = Signal()
    paper_asked = Signal()
    turn_asked = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self._header = PageHeader()
        self._header.show_back("Terug (Esc)")
        self._header.back_asked.connect(self.back_asked)
        self._scope, self._standard, self._phase = Chip(""), Chip(""), Chip("")
        self.turns = ComboBox("Ronde", small=True)
        self.turns.setToolTip("Naar een eerdere of latere ronde van deze cyclus")
        self.turns.picked.connect(lambda cycle: self.turn_asked.emit(cycle))
        for widget in (self._scope, self._standard, self._phase):
            self._header.add_left(widget)
        self._leads = Label(role="secondary", tone="mute")
        self.paper = plain_button("Verbeterplan op één A4", "pdf", "Ctrl+P")
        self.paper.clicked.connect(self.paper_asked)
        self._row = QHBoxLayout()
        self._row.setSpacing(12)
        self._row.addWidget(self._header, 1)
        self._row.addWidget(self._leads)
        self._row.addWidget(self.turns)
        self._row.addWidget(self.paper)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addLayout(self._row)

    def show_whole(self, whole: Whole) -> None:
        line = whole.line
        self._header.set_title(one_line(line.title))
        self._scope.set_chip(line.scope)
        self._standard.set_chip(line.standard)
        if whole.closed:
            self._phase.set_chip(*closed_chip(line))
        else:
            self._phase.set_chip(f"nu in {PHASE_NAMES[line.phase]}", "attention", "")
        deputy = f" · vervanger {escape(line.deputy)}" if line.deputy else ""
        if line.owner and not line.deputy and not whole.closed:
            deputy = " · nog geen vervanger"
        owner = f"eigenaar <b>{escape(line.owner)}</b>" if line.owner else "nog geen eigenaar"
        several = len(whole.turns) > 1
        number = "" if several else f" · {turn_words(whole.number)}"
        self._leads.set_html(f"{owner}{deputy}{number}")
        self.turns.set_choices([(turn_words(turn.number).capitalize(), turn.line.id) for turn in whole.turns])
        self.turns.set_value(line.id)
        self.turns.setVisible(several)

    def set_room(self, width: int) -> None:
        self._leads.setVisible(width >= ROOMY)
        self._standard.setVisible(width >= NARROW)
        self.paper.setText("Verbeterplan op één A4" if width >= NARROW else "Eén A4")
        self.paper.set_key("Ctrl+P" if width >= ROOMY + 120 else "")
