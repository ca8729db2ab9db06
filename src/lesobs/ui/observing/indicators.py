"""This file is the list of indicators at the left: where one is, what is scored, and what keys do there."""

from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QContextMenuEvent, QDragEnterEvent, QDragMoveEvent, QDropEvent, QKeyEvent
from PySide6.QtWidgets import QAbstractItemView, QMenu, QWidget

from lesobs.domain.instrument import Level
from lesobs.services.visit_detail import VisitDetail
from lesobs.ui.delegates.observing import IndicatorDelegate, IndicatorLine, PartLine
from lesobs.ui.models.lines import ListModel
from lesobs.ui.observing.keys import Command, Do, list_command
from lesobs.ui.widgets.tables import ListView

NOTE_MIME = "application/x-lesobs-note"


class IndicatorList(ListView):
    """The indicators under their parts; with the ring, bare letters and digits are for the page."""

    chosen = Signal(str)
    commanded = Signal(Command)
    note_dropped = Signal(str, str)
    """A note, by its id, was let go above an indicator, by its key."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("Indicatoren", parent)
        self.setProperty("kind", "left")
        self._lines: ListModel[PartLine | IndicatorLine] = ListModel(self)
        self.setModel(self._lines)
        self.selectionModel().currentChanged.connect(self._tell_chosen)
        self._delegate = IndicatorDelegate(self)
        self.setItemDelegate(self._delegate)
        self._fixed = False
        self.setAcceptDrops(True)
        self.setDragDropMode(QAbstractItemView.DragDropMode.DropOnly)

    def show_visit(self, detail: VisitDetail) -> None:
        """Show scores and numbers of notes; who has the ring keeps it."""
        current, top = self.current_key(), self.verticalScrollBar().value()
        noted = [note.indicator_key for note in detail.notes]
        lines: list[PartLine | IndicatorLine] = []
        for part, indicators in detail.instrument.parts():
            levels = [detail.ratings[one.key].level for one in indicators]
            done = sum(level is not None for level in levels)
            lines.append(PartLine(part.letter, part.title, done, len(indicators)))
            lines += [
                IndicatorLine(one.key, one.code, one.title, level, noted.count(one.key), one.text)
                for one, level in zip(indicators, levels, strict=True)
            ]
        self._lines.set_lines(lines)
        if current and current != self.current_key():
            self.choose(current)
            self.verticalScrollBar().setValue(top)

    def set_narrow(self, narrow: bool) -> None:
        """Lower rows, without the keys of the parts."""
        self._delegate.set_compact(narrow)
        self.scheduleDelayedItemsLayout()

    def set_touch(self, touch: bool) -> None:
        """Rows that a finger hits."""
        self._delegate.set_touch(touch)
        self.scheduleDelayedItemsLayout()

    def set_fixed(self, fixed: bool) -> None:
        """A settled visit is only read."""
        self._fixed = fixed

    def current_key(self) -> str:
        """The key of the indicator in focus, "" when there is none."""
        row = self.current_row()
        line = self._lines.line(row) if 0 <= row < self._lines.rowCount() else None
        return str(line.key) if isinstance(line, IndicatorLine) else ""

    def choose(self, key: str) -> None:
        """Put an indicator in focus."""
        self.select_row(self._lines.row_of(lambda line: isinstance(line, IndicatorLine) and line.key == key))

    def step(self, by: int) -> None:
        """Go so many indicators on, and stop at the ends."""
        rows = self._rows()
        here = rows.index(self.current_row()) if self.current_row() in rows else 0
        self.select_row(rows[min(max(here + by, 0), len(rows) - 1)])

    def to_part(self, letter: str) -> None:
        """Go to the first indicator of a part."""
        row = self._lines.row_of(lambda line: isinstance(line, PartLine) and line.letter == letter)
        if row >= 0:
            self.select_row(row + 1)

    def to_unscored(self) -> bool:
        """Go to the next indicator without a score, from the top again after the last; False if none is."""
        rows, here = self._rows(), self.current_row()
        for row in [row for row in rows if row > here] + [row for row in rows if row <= here]:
            line = self._lines.line(row)
            if isinstance(line, IndicatorLine) and line.level is None:
                self.select_row(row)
                return True
        return False

    def last_part(self) -> str:
        """The letter of the last part, "" without indicators."""
        return max((line.letter for line in self._lines.lines() if isinstance(line, PartLine)), default="")

    def keyPressEvent(self, event: QKeyEvent) -> None:
        command = list_command(event)
        if command is not None:
            self.commanded.emit(command)
        elif event.text().isprintable() and event.text():
            event.ignore()  # the list must not search for what one types
        else:
            super().keyPressEvent(event)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        """All that can be done with the indicator in focus; the keys stand beside it."""
        line = self._lines.line(self.current_row()) if self.current_key() else None
        if not isinstance(line, IndicatorLine) or self._fixed:
            return
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)

        def offer(words: str, command: Command, chosen: bool = False) -> None:
            action = menu.addAction(words, partial(self.commanded.emit, command))
            action.setCheckable(chosen)
            action.setChecked(chosen)

        for level in (*list(Level)[1:], Level.NOT_APPLICABLE):
            word = f"&{int(level)} {level.word}\t{int(level)}"
            offer(word, Command(Do.SCORE, int(level)), line.level == level)
        if line.level is not None:
            offer("Score &wissen\tBackspace", Command(Do.SCORE, None))
        menu.addSeparator()
        offer("&Toelichting\tTab", Command(Do.EXPLAIN))
        offer("Nieuwe &aantekening\tF7", Command(Do.NEW_NOTE))
        offer("Volgende &zonder score\tCtrl+U", Command(Do.UNSCORED))
        where = event.globalPos()
        if event.reason() == QContextMenuEvent.Reason.Keyboard:
            where = self.viewport().mapToGlobal(self.visualRect(self.currentIndex()).bottomLeft())
        menu.popup(where)

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        self._judge(event)

    def dragMoveEvent(self, event: QDragMoveEvent) -> None:
        self._judge(event)

    def dropEvent(self, event: QDropEvent) -> None:
        if self._judge(event):
            line = self._lines.line(self.indexAt(event.position().toPoint()))
            note = bytes(event.mimeData().data(NOTE_MIME).data()).decode()
            if isinstance(line, IndicatorLine):
                self.note_dropped.emit(note, str(line.key))

    def _judge(self, event: QDropEvent) -> bool:
        """Take a note above an indicator, and nothing else."""
        index = self.indexAt(event.position().toPoint())
        fits = event.mimeData().hasFormat(NOTE_MIME) and bool(index.flags() & Qt.ItemFlag.ItemIsSelectable)
        event.setDropAction(Qt.DropAction.MoveAction)
        event.setAccepted(fits)
        return fits

    def _tell_chosen(self) -> None:
        if key := self.current_key():
            self.chosen.emit(key)

    def _rows(self) -> list[int]:
        return [row for row, line in enumerate(self._lines.lines()) if isinstance(line, IndicatorLine)]
