"""This file is the list of notes in the order of the lesson, and what keys and the mouse do there."""

from functools import partial

from PySide6.QtCore import QMimeData, Qt, QTimer, Signal
from PySide6.QtGui import QContextMenuEvent, QDrag, QFocusEvent, QKeyEvent
from PySide6.QtWidgets import QAbstractItemView, QMenu, QWidget

from lesobs.domain import dutch
from lesobs.domain.instrument import Indicator
from lesobs.domain.visit import VisitState
from lesobs.services.visit_detail import VisitDetail
from lesobs.ui.delegates.observing import NoteDelegate, NoteHeading, NoteLine
from lesobs.ui.models.lines import ListModel
from lesobs.ui.observing.indicators import NOTE_MIME
from lesobs.ui.observing.keys import Command, Do, note_command
from lesobs.ui.widgets.tables import ListView


class NoteList(ListView):
    """The notes under the phases of the lesson; those of the indicator in focus stand out."""

    commanded = Signal(Command)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("Aantekeningen", parent)
        self._fixed = False
        self._shown: object = None
        self._lines: ListModel[NoteHeading | NoteLine] = ListModel(self)
        self.setModel(self._lines)
        self._delegate = NoteDelegate(self)
        self.setItemDelegate(self._delegate)
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self._indicators: tuple[Indicator, ...] = ()
        self.setDragEnabled(True)
        self.setDragDropMode(QAbstractItemView.DragDropMode.DragOnly)
        self.doubleClicked.connect(lambda _: self.commanded.emit(Command(Do.EDIT_NOTE)))

    def show_visit(self, detail: VisitDetail, focused: str, hidden: str | None) -> None:
        """Show the notes but the hidden one, which stands in the field; `focused` is an indicator's key."""
        self._fixed = detail.line.state is VisitState.SETTLED
        shown = (detail.notes, detail.instrument, focused, hidden)
        if shown == self._shown:
            return
        self._shown = shown
        self._indicators = tuple(detail.instrument.indicators)
        old, lines = self._lines.lines(), _lines(detail, focused, hidden)
        if lines == old:
            return
        if len(lines) == len(old):
            self._put(lines)
        else:
            pairs = enumerate(zip(lines, old, strict=False))
            first = next((row for row, (new, was) in pairs if new != was), min(len(lines), len(old)))
            with self.painting_from(first):
                self._put(lines)
        known = {line.key for line in old if isinstance(line, NoteLine)}
        fresh = [line for line in lines if isinstance(line, NoteLine) and line.key not in known]
        if known and len(fresh) == 1:
            self.scrollTo(self._lines.index(lines.index(fresh[0])))

    def _put(self, lines: list[NoteHeading | NoteLine]) -> None:
        """Show these lines; who has the ring and the scroll position stay."""
        before, row, top = self.current_id(), self.current_row(), self.verticalScrollBar().value()
        self._lines.set_lines(lines)
        self.choose(before)
        if before and not self.current_id():  # it is gone: stay near where it was
            self._choose_near(row)
        if not self.hasFocus():
            self.clearSelection()
        self.verticalScrollBar().setValue(top)

    def show_first(self, newest: bool) -> None:
        """Once rows have their heights, scroll to the newest note or to those of the indicator in focus."""
        QTimer.singleShot(0, self, self.scrollToBottom if newest else self.show_marked)

    def current_id(self) -> str:
        """The id of the note that has the ring, "" when there is none."""
        row = self.current_row()
        line = self._lines.line(row) if 0 <= row < self._lines.rowCount() else None
        return str(line.key) if isinstance(line, NoteLine) else ""

    def selected_ids(self) -> list[str]:
        """The ids of the selected notes, else of the one that has the ring, in the order of the lesson."""
        lines = [self._lines.line(row) for row in sorted(index.row() for index in self.selectedIndexes())]
        chosen = [str(line.key) for line in lines if isinstance(line, NoteLine)]
        return chosen or [one for one in (self.current_id(),) if one]

    def set_touch(self, touch: bool) -> None:
        self._delegate.set_touch(touch)
        self.scheduleDelayedItemsLayout()

    def show_marked(self) -> None:
        """Bring the notes of the indicator in focus into view."""
        marked = [
            at for at, line in enumerate(self._lines.lines()) if isinstance(line, NoteLine) and line.marked
        ]
        for row in marked[-1:] + marked[:1]:
            self.scrollTo(self._lines.index(row))

    def choose(self, note_id: str) -> None:
        row = self._lines.row_of(lambda line: isinstance(line, NoteLine) and line.key == note_id)
        if row != self.current_row():
            self.select_row(row)

    def _choose_near(self, row: int) -> None:
        notes = [at for at, line in enumerate(self._lines.lines()) if isinstance(line, NoteLine)]
        if notes:
            self.select_row(min(notes, key=lambda at: abs(at - row)))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        command = note_command(event)
        if command is not None:
            self.commanded.emit(command)
        elif event.text().isprintable() and event.text():
            event.ignore()
        else:
            super().keyPressEvent(event)

    def focusInEvent(self, event: QFocusEvent) -> None:
        new_here = not self.currentIndex().isValid()
        super().focusInEvent(event)
        if event.reason() == Qt.FocusReason.MouseFocusReason:
            return
        self.select_row(self._lines.rowCount() - 1 if new_here else self.current_row())

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self.clearSelection()  # without the ring only the notes of the indicator in focus stand out

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        """All that can be done with a note; the keys stand beside it."""
        line = self._lines.line(self.current_row()) if self.current_id() else None
        if not isinstance(line, NoteLine) or self._fixed:
            return
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)

        def offer(words: str, command: Command, where: QMenu = menu) -> None:
            where.addAction(words, partial(self.commanded.emit, command))

        offer("Wi&jzigen, ook de tijd\tF2", Command(Do.EDIT_NOTE))
        if line.text:
            report = "&Niet in het verslag\tR" if line.reported else "In het &verslag\tR"
            offer(report, Command(Do.REPORT_NOTE))
        ties = menu.addMenu("Naar &indicator")
        for one in self._indicators:
            if one.code != line.tag:
                offer(f"{one.code} {one.title}".replace("&", "&&"), Command(Do.TIE_NOTE, one.key), ties)
        if line.tag:
            offer("&Zonder indicator", Command(Do.TIE_NOTE, None))
        offer("Ver&wijderen\tDel", Command(Do.REMOVE_NOTE))
        where = event.globalPos()
        if event.reason() == QContextMenuEvent.Reason.Keyboard:
            where = self.viewport().mapToGlobal(self.visualRect(self.currentIndex()).bottomLeft())
        menu.popup(where)

    def startDrag(self, _actions: Qt.DropAction) -> None:
        if note := self.current_id():
            drag = QDrag(self)
            carried = QMimeData()
            carried.setData(NOTE_MIME, note.encode())
            drag.setMimeData(carried)
            drag.exec(Qt.DropAction.MoveAction)


def _lines(detail: VisitDetail, focused: str, hidden: str | None) -> list[NoteHeading | NoteLine]:
    codes = {indicator.key: indicator.code for indicator in detail.instrument.indicators}
    lines: list[NoteHeading | NoteLine] = []
    phase = None
    for note in detail.notes:
        if note.id == hidden:
            continue
        if note.phase is not phase:
            phase = note.phase
            lines.append(NoteHeading(phase.word))
        key = note.indicator_key
        tag = codes.get(key, "") if key else ""
        reported = bool(note.text) and note.goes_into_report
        marked = bool(key) and key == focused
        lines.append(NoteLine(note.id, dutch.clock(note.at), note.text, tag, marked, reported))
    return lines
