"""This file is the board: open activities as cards in four columns, one for each phase."""

from collections.abc import Sequence

from PySide6.QtCore import (
    QItemSelectionModel,
    QMimeData,
    QModelIndex,
    QPersistentModelIndex,
    QPoint,
    Qt,
    Signal,
)
from PySide6.QtGui import QContextMenuEvent, QDragMoveEvent, QDropEvent, QFocusEvent, QKeyEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QFrame,
    QGridLayout,
    QHBoxLayout,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from lesobs.domain.cycle import Phase
from lesobs.domain.schoolyear import SchoolYear
from lesobs.services.calendar import ActivityLine
from lesobs.services.cycles import CycleLine
from lesobs.ui.calendar.board_cards import BoardCard, CardDelegate, activity_card, cycle_card
from lesobs.ui.calendar.wording import PHASE_TITLES
from lesobs.ui.models.lines import ListModel
from lesobs.ui.models.roles import Index
from lesobs.ui.widgets.labels import KeyCap, Label
from lesobs.ui.widgets.marks import PhaseMark
from lesobs.ui.widgets.tables import ListView

MIME = "application/x-lesobs-activity"
PHASES = tuple(Phase)
_BY_USER = (
    Qt.FocusReason.TabFocusReason,
    Qt.FocusReason.BacktabFocusReason,
    Qt.FocusReason.ShortcutFocusReason,
)
_FOOT = {
    Phase.CHECK: "Een cyclus sluit pas na een nieuwe blik.",
    Phase.ACT: "Wat geborgd is, blijft hier het hele schooljaar in beeld.",
}


class _Cards(ListModel[BoardCard]):
    """Cards that can be carried to another column."""

    def flags(self, index: Index) -> Qt.ItemFlag:
        flags = super().flags(index)
        if index.isValid() and self.line(index).movable:
            flags |= Qt.ItemFlag.ItemIsDragEnabled
        return flags | Qt.ItemFlag.ItemIsDropEnabled

    def mimeTypes(self) -> list[str]:
        return [MIME]

    def mimeData(self, indexes: Sequence[QModelIndex]) -> QMimeData:
        data = QMimeData()
        if indexes:
            data.setData(MIME, self.line(indexes[0]).key.encode())
        return data


class _Column(ListView):
    """The cards of one phase. ← → carry a card to the phase beside it."""

    dropped = Signal(str)
    carried = Signal(int)
    """A card goes this many columns to the right."""
    stepped = Signal(int)
    """The keyboard goes to the column beside this one."""

    def __init__(self, phase: Phase) -> None:
        super().__init__(PHASE_TITLES[phase])
        self.cards = _Cards(self)
        self.setModel(self.cards)
        self.setItemDelegate(CardDelegate(self))
        self.setDragDropMode(QAbstractItemView.DragDropMode.DragDrop)
        # A copy, for Qt would take the card of a move away by itself; here the refresh does.
        self.setDefaultDropAction(Qt.DropAction.CopyAction)
        self.setDropIndicatorShown(False)
        self.setAutoFillBackground(False)
        self.viewport().setAutoFillBackground(False)

    def chosen(self) -> BoardCard | None:
        row = self.current_row()
        return self.cards.line(row) if 0 <= row < self.cards.rowCount() else None

    def keyPressEvent(self, event: QKeyEvent) -> None:
        sign = {Qt.Key.Key_Left: -1, Qt.Key.Key_Right: 1}.get(Qt.Key(event.key()), 0)
        if sign and event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            self.stepped.emit(sign)
        elif sign and not event.modifiers() & Qt.KeyboardModifier.AltModifier:
            self.carried.emit(sign)
        else:
            super().keyPressEvent(event)

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Take the first card when the user goes here, not when the window hands over the keyboard."""
        if self.chosen() is not None or event.reason() in _BY_USER:
            super().focusInEvent(event)
        if self.chosen() is None and self.cards.rowCount() and event.reason() in _BY_USER:
            self.select_row(0)

    def dragMoveEvent(self, event: QDragMoveEvent) -> None:
        """A card may be let go anywhere in a column, also below the last card."""
        if event.mimeData().hasFormat(MIME):
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        if event.mimeData().hasFormat(MIME):
            event.accept()
            self.setState(QAbstractItemView.State.NoState)
            self.dropped.emit(bytes(event.mimeData().data(MIME).data()).decode())


class BoardView(QWidget):
    """Four columns of cards; Enter opens a card, Ctrl+← → goes to the column beside."""

    moved = Signal(str, object)
    """An activity, by its id, goes to another Phase."""
    chosen = Signal(str)
    opened = Signal(str)
    cycle_asked = Signal(str)
    menu_asked = Signal(str, QPoint)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName("Bord")
        self._columns: dict[Phase, _Column] = {}
        self._counts: dict[Phase, Label] = {}
        self._feet: dict[Phase, Label] = {}
        self._frames = [self._build_column(phase) for phase in PHASES]
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setSpacing(12)
        self._across = 0
        self.set_narrow(False)
        self.setFocusProxy(self._columns[Phase.PLAN])

    def show_lines(
        self, lines: Sequence[ActivityLine], cycles: Sequence[CycleLine], year: SchoolYear
    ) -> None:
        """Show the open activities, and the cycles closed in this school year; what was chosen stays."""
        focused = next((column for column in self._columns.values() if column.hasFocus()), None)
        chosen = self.selected_id()
        closed = [cycle for cycle in cycles if cycle.closed_on is not None and cycle.closed_on in year]
        for phase, column in self._columns.items():
            mine = [line for line in lines if line.phase is phase]
            cards = [activity_card(line) for line in mine if line.status.open]
            cards.sort(key=lambda card: card.chip == "")
            over = len(mine) - len(cards)
            if phase is Phase.ACT:
                cards += [cycle_card(cycle) for cycle in closed]
            column.cards.set_lines(cards)
            self._counts[phase].setText(str(len(cards)))
            done = f"{over} klaar of vervallen, zie Agenda." if over else ""
            self._feet[phase].setText(f"{done} {_FOOT.get(phase, '')}".strip())
        self.select(chosen)
        holder = self._holder(chosen)
        if focused is not None and holder is not None and holder is not focused:
            holder.setFocus()

    def selected_id(self) -> str:
        """The activity chosen in the column that has (or had) the keyboard."""
        columns = sorted(self._columns.values(), key=lambda column: not column.hasFocus())
        cards = [card for column in columns if (card := column.chosen()) is not None and card.movable]
        return cards[0].key if cards else ""

    def select(self, activity_id: str) -> None:
        """Choose a card and nothing else."""
        for column in self._columns.values():
            row = column.cards.row_of(lambda card: card.key == activity_id)
            if row >= 0:
                column.select_row(row)
            else:
                column.selectionModel().setCurrentIndex(
                    QModelIndex(), QItemSelectionModel.SelectionFlag.Clear
                )
        if holder := self._holder(activity_id):
            self.setFocusProxy(holder)

    def column(self, phase: Phase) -> ListView:
        """The list of the cards of one phase."""
        return self._columns[phase]

    def set_narrow(self, narrow: bool) -> None:
        """Two columns beside one another instead of four."""
        across = 2 if narrow else 4
        if across == self._across:
            return
        self._across = across
        for place, frame in enumerate(self._frames):
            self._grid.addWidget(frame, place // across, place % across)
        for place in range(4):
            self._grid.setColumnStretch(place, int(place < across))
            self._grid.setRowStretch(place, int(place < 4 // across))
        for foot in (self._hint, *self._feet.values()):
            foot.setVisible(not narrow)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        if chosen := self.selected_id():
            self.menu_asked.emit(chosen, event.globalPos())

    def _build_column(self, phase: Phase) -> QFrame:
        frame = QFrame()
        frame.setProperty("kind", "sunk")
        frame.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Expanding)
        stack = QVBoxLayout(frame)
        stack.setContentsMargins(8, 8, 8, 8)
        stack.setSpacing(6)
        head = QHBoxLayout()
        head.setContentsMargins(4, 0, 4, 0)
        head.setSpacing(8)
        self._counts[phase] = Label("", tone="mute")
        head.addWidget(PhaseMark(phase.letter))
        head.addWidget(Label(PHASE_TITLES[phase], "card"), 1)
        head.addWidget(self._counts[phase])
        column = self._columns[phase] = _Column(phase)
        column.activated.connect(lambda index: self._open(column, index))
        column.dropped.connect(lambda key: self.moved.emit(key, phase))
        column.carried.connect(lambda sign: self._carry(phase, sign))
        column.stepped.connect(lambda sign: self._step(phase, sign))
        column.selectionModel().currentChanged.connect(lambda index, _: self._only(column, index))
        self._feet[phase] = Label("", "caption", "mute", wrap=True)
        stack.addLayout(head)
        stack.addWidget(column, 1)
        if phase is Phase.PLAN:
            self._hint = _hint()
            stack.addWidget(self._hint)
        stack.addWidget(self._feet[phase])
        return frame

    def _open(self, column: _Column, index: Index) -> None:
        card = column.cards.line(index)
        (self.opened if card.movable else self.cycle_asked).emit(card.key)

    def _carry(self, phase: Phase, sign: int) -> None:
        card, place = self._columns[phase].chosen(), PHASES.index(phase) + sign
        if card is not None and card.movable and 0 <= place < len(PHASES):
            self.moved.emit(card.key, PHASES[place])

    def _step(self, phase: Phase, sign: int) -> None:
        place = PHASES.index(phase) + sign
        if 0 <= place < len(PHASES):
            self._columns[PHASES[place]].setFocus(Qt.FocusReason.ShortcutFocusReason)

    def _only(self, column: _Column, index: QModelIndex | QPersistentModelIndex) -> None:
        """One card is chosen in the whole board."""
        if index.isValid():
            for other in self._columns.values():
                if other is not column and other.current_row() >= 0:
                    other.select_row(-1)
            if (card := column.chosen()) is not None and card.movable:
                self.chosen.emit(card.key)

    def _holder(self, activity_id: str) -> _Column | None:
        return next(
            (
                column
                for column in self._columns.values()
                if activity_id and column.cards.row_of(lambda card: card.key == activity_id) >= 0
            ),
            None,
        )


def _hint() -> QWidget:
    hint = QWidget()
    row = QHBoxLayout(hint)
    row.setContentsMargins(4, 0, 4, 0)
    row.setSpacing(3)
    for key in ("←", "→"):
        row.addWidget(KeyCap(key))
    row.addWidget(Label("verplaatst een kaart", "caption", "mute"), 1)
    return hint
