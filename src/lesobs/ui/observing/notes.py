"""This file is the notes at the right: a list in the order of the lesson, and a field for the next."""

from functools import partial

from PySide6.QtCore import QMimeData, Qt, QTimer, Signal
from PySide6.QtGui import QContextMenuEvent, QDrag, QFocusEvent, QKeyEvent
from PySide6.QtWidgets import QAbstractItemView, QFrame, QHBoxLayout, QMenu, QVBoxLayout, QWidget

from lesobs.domain import dutch
from lesobs.domain.visit import VisitState
from lesobs.services.visits import VisitDetail
from lesobs.ui.delegates.observing import NoteDelegate, NoteHeading, NoteLine
from lesobs.ui.models.lines import ListModel
from lesobs.ui.observing.indicators import NOTE_MIME
from lesobs.ui.observing.keys import Command, Do, note_command
from lesobs.ui.observing.texts import NoteField
from lesobs.ui.widgets.buttons import quiet_button
from lesobs.ui.widgets.labels import KeyCap, Label
from lesobs.ui.widgets.tables import ListView


class NoteList(ListView):
    """The notes under the phases of the lesson; those of the indicator in focus stand out."""

    commanded = Signal(Command)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("Aantekeningen", parent)
        self._fixed = False
        self._lines: ListModel[NoteHeading | NoteLine] = ListModel(self)
        self.setModel(self._lines)
        self.setItemDelegate(NoteDelegate(self))
        self.setDragEnabled(True)
        self.setDragDropMode(QAbstractItemView.DragDropMode.DragOnly)
        self.doubleClicked.connect(lambda _: self.commanded.emit(Command(Do.EDIT_NOTE)))

    def show_visit(self, detail: VisitDetail, focused: str, hidden: str | None) -> None:
        """Show the notes but the hidden one, which stands in the field; `focused` is an indicator's key."""
        before, row, top = self.current_id(), self.current_row(), self.verticalScrollBar().value()
        self._fixed = detail.line.state is VisitState.SETTLED
        old = {line.key for line in self._lines.lines() if isinstance(line, NoteLine)}
        lines = _lines(detail, focused, hidden)
        if lines == self._lines.lines():
            return
        self._lines.set_lines(lines)
        self.choose(before)
        if before and not self.current_id():  # it is gone: stay near where it was
            self._choose_near(row)
        if not self.hasFocus():
            self.clearSelection()
        self.verticalScrollBar().setValue(top)
        fresh = [line for line in lines if isinstance(line, NoteLine) and line.key not in old]
        if old and len(fresh) == 1:
            self.scrollTo(self._lines.index(self._lines.lines().index(fresh[0])))
        self.scheduleDelayedItemsLayout()

    def show_newest(self) -> None:
        """Scroll to the last note, once the rows have their heights."""
        QTimer.singleShot(0, self, self.scrollToBottom)

    def current_id(self) -> str:
        """The id of the note that has the ring, "" when there is none."""
        row = self.current_row()
        line = self._lines.line(row) if 0 <= row < self._lines.rowCount() else None
        return str(line.key) if isinstance(line, NoteLine) else ""

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
        """The same with the mouse; the keys stand beside it."""
        if not self.current_id() or self._fixed:
            return
        menu = QMenu(self)
        for words, do in (
            ("Wijzigen\tF2", Do.EDIT_NOTE),
            ("Zonder indicator", Do.FREE_NOTE),
            ("Verwijderen\tDel", Do.REMOVE_NOTE),
        ):
            menu.addAction(words, partial(self.commanded.emit, Command(do)))
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        menu.popup(event.globalPos())

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
        lines.append(NoteLine(note.id, dutch.clock(note.at), note.text, tag, bool(key) and key == focused))
    return lines


class NoteEntry(QFrame):
    """The field for a note with its clock time, and below it where the note will belong."""

    typed = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("kind", "foot")
        self.field = NoteField()
        self.field.setPlaceholderText("Wat zie of hoor je?")
        self.field.edited.connect(self.typed)
        self._tag = Label("", "caption", strong=True)
        self._tag.setProperty("kind", "tag")
        self._tag.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._tie = Label("", "secondary", "mute")
        self._below = QWidget()
        row = QHBoxLayout(self._below)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(6)
        row.addWidget(self._tag)
        row.addWidget(self._tie, 1)
        self._free = KeyCap("Ctrl+Enter")
        self._free_words = Label("zonder indicator", "secondary", "mute")
        row.addWidget(self._free)
        row.addWidget(self._free_words)
        self._column = QVBoxLayout(self)
        self._column.setSpacing(6)
        self._column.addWidget(self.field)
        self._column.addWidget(self._below)
        self._narrow = False
        self.set_narrow(False)

    def show_tie(self, at: str, code: str, editing: bool) -> None:
        """Say of the note in the field its time, its code ("" for none), and whether it was there before."""
        self.field.set_before(f"{at} {code}" if self._narrow and code else at)
        self.field.setAccessibleName("Aantekening wijzigen" if editing else "Nieuwe aantekening")
        self._tag.setText(code)
        self._tag.setVisible(bool(code))
        self._tie.setText(f"hoort bij {code}" if code else "zonder indicator")
        if editing:
            self._tie.setText(f"wijzigen · hoort bij {code}" if code else "wijzigen · zonder indicator")
        for widget in (self._free, self._free_words):
            widget.setVisible(bool(code))

    def set_fixed(self, fixed: bool) -> None:
        """A settled visit takes no notes."""
        self.setVisible(not fixed)

    def set_narrow(self, narrow: bool) -> None:
        """One line beside n.v.t., with the code behind the time."""
        self._narrow = narrow
        self._below.setVisible(not narrow)
        self.field.set_low(narrow)
        self.setProperty("kind", "bare" if narrow else "foot")
        self.style().unpolish(self)
        self.style().polish(self)
        self._column.setContentsMargins(*((0, 0, 0, 0) if narrow else (12, 9, 12, 10)))


class NotesPanel(QFrame):
    """The notes with their title and, in a wide window, the field at the foot."""

    asked = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("kind", "right")
        self.list = NoteList()
        self._head = QWidget()
        row = QHBoxLayout(self._head)
        row.setContentsMargins(12, 6, 4, 4)
        row.addWidget(Label("Aantekeningen", "card"), 1)
        self._to_note = quiet_button("naar aantekening", key="F7", small=True)
        self._to_note.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._to_note.clicked.connect(self.asked)
        row.addWidget(self._to_note)
        self._empty = Label(
            "Nog geen aantekeningen. Druk op F7 en typ wat je ziet en hoort; de tijd komt er vanzelf bij.",
            "secondary",
            "mute",
            wrap=True,
        )
        self._empty.setContentsMargins(12, 8, 12, 8)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(0)
        self._column.addWidget(self._head)
        self._column.addWidget(self._empty)
        self._column.addWidget(self.list, 1)

    def show_visit(self, detail: VisitDetail, focused: str, hidden: str | None) -> None:
        self.list.show_visit(detail, focused, hidden)
        self._to_note.setVisible(detail.line.state is not VisitState.SETTLED)
        self._empty.setVisible(self.list.model().rowCount() == 0)

    def set_narrow(self, narrow: bool) -> None:
        """As a tab, without a title of its own."""
        self._head.setVisible(not narrow)

    def add_foot(self, widget: QWidget) -> None:
        self._column.addWidget(widget)
