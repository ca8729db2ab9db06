"""This file is the panel beside who does what: what the chosen person holds, each a step away."""

from collections.abc import Sequence

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from lesobs.domain import dutch
from lesobs.services.cycles import CycleLine
from lesobs.services.responsibility import HeldWork, LoadLine
from lesobs.ui.calendar.wording import one_line
from lesobs.ui.delegates.rows import RowDelegate, RowLine
from lesobs.ui.look import PANEL_WIDTH
from lesobs.ui.models.lines import ListModel
from lesobs.ui.page import Place
from lesobs.ui.widgets.buttons import plain_button
from lesobs.ui.widgets.cards import Card
from lesobs.ui.widgets.labels import Chip, Label
from lesobs.ui.widgets.tables import ListView

ONE_PERSON = "person"
"""Before the id of a person, as key of a row that leads to that person."""


class HeldPanel(Card):
    """The cycles and activities of a person, or the persons of a layer. `opened` tells a Place and what to
    show there, or ONE_PERSON and who."""

    opened = Signal(str, str)
    calendar_asked = Signal()
    function_asked = Signal()
    """Fill in the function of somebody whose layer is not known."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent=parent)
        self.setFixedWidth(PANEL_WIDTH)
        self._model: ListModel[RowLine] = ListModel()
        self.list = ListView("Wat deze persoon heeft")
        self.list.setModel(self._model)
        delegate = RowDelegate(self.list)
        self.list.setItemDelegate(delegate)
        self.list.activated.connect(self._open)
        self._chips = QWidget()
        self._row = QHBoxLayout(self._chips)
        self._row.setContentsMargins(14, 8, 14, 4)
        self._row.setSpacing(6)
        self._layer, self._left = Chip(""), Chip("", "attention")
        for chip in (self._layer, self._left):
            self._row.addWidget(chip)
        self._row.addStretch()
        self._chips.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        self._nothing = Label(tone="mute", wrap=True)
        self._nothing.setContentsMargins(14, 10, 14, 10)
        self.calendar = plain_button("Activiteiten in de kalender", "cal", small=True).stretch()
        self.calendar.clicked.connect(self.calendar_asked)
        self.function = plain_button("Functie aanvullen…", "pencil", "F2", small=True).stretch()
        self.function.clicked.connect(self.function_asked)
        foot = QVBoxLayout()
        foot.setSpacing(8)
        foot.addWidget(self.function)
        foot.setContentsMargins(14, 8, 14, 12)
        foot.addWidget(self.calendar)
        self.body.addWidget(self._chips)
        self.body.addWidget(self._nothing, 1, Qt.AlignmentFlag.AlignTop)
        self.body.addWidget(self.list, 1)
        self.body.addLayout(foot)
        self.setFocusProxy(self.list)

    def show_person(self, line: LoadLine, held: HeldWork) -> None:
        """What one person holds, or what nobody holds."""
        self.set_title(line.name)
        known = line.layer is not None
        self._layer.set_chip(line.layer_word or "zonder eigenaar", "plain" if known else "attention")
        self._layer.setToolTip(line.why)
        self.function.setVisible(bool(line.key) and not known)
        self._left.setVisible(line.left_on is not None)
        if line.left_on is not None:
            self._left.set_chip(f"uit dienst {dutch.day(line.left_on, year=False)}", "attention")
        rows = [_cycle_row(one) for one in held.cycles]
        rows += [_deputy_row(one) for one in held.deputy_of]
        rows += [
            RowLine(
                key=f"{Place.CALENDAR} {one.id}",
                title=one_line(one.title),
                caption=f"{dutch.period(one.starts_on, one.ends_on)} · "
                + ("over tijd" if one.overdue else one.status.word),
                phase=one.phase.letter,
                attention=one.overdue,
                tooltip=one.title,
            )
            for one in held.activities
        ]
        self._show(rows, "Heeft dit schooljaar niets open.")
        self.calendar.setVisible(True)
        self.calendar.setEnabled(bool(held.activities))

    def show_layer(self, line: LoadLine, persons: Sequence[LoadLine]) -> None:
        """The persons of one layer."""
        self.set_title(line.name)
        self._layer.set_chip(line.about)
        self._layer.setToolTip("")
        self.function.hide()
        self._left.hide()
        rows = [
            RowLine(
                key=f"{ONE_PERSON} {one.key}",
                title=one.name,
                caption=one.about or " ",
                icon="person",
                figure=str(one.load.total),
            )
            for one in persons
        ]
        self._show(rows, "Niemand hoort bij deze laag.")
        self.calendar.hide()

    def _show(self, rows: list[RowLine], otherwise: str) -> None:
        here = max(self.list.current_row(), 0)
        self._model.set_lines(rows)
        self.list.select_row(min(here, len(rows) - 1))
        self.list.setVisible(bool(rows))
        self._nothing.setText(otherwise)
        self._nothing.setVisible(not rows)

    def _open(self, index: QModelIndex | QPersistentModelIndex) -> None:
        place, _, item = str(self._model.line(index).key).partition(" ")
        self.opened.emit(place, item)


def _cycle_row(one: CycleLine) -> RowLine:
    return _row_of(one, f"cyclus · vervanger: {one.deputy or 'nog niemand'}", "loop")


def _deputy_row(one: CycleLine) -> RowLine:
    return _row_of(one, f"vervanger van {one.owner or 'nog niemand'}", "person")


def _row_of(one: CycleLine, caption: str, icon: str) -> RowLine:
    return RowLine(
        key=f"{Place.CYCLE} {one.id}",
        title=one_line(one.title),
        caption=caption,
        icon=icon,
        tooltip=f"{one.title} · {one.scope}",
    )
