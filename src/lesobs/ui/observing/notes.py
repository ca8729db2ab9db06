"""This file is the notes at the right: the list in its panel, and the field for the next note."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from lesobs.domain.visit import VisitState
from lesobs.services.visit_detail import VisitDetail
from lesobs.ui.observing.note_list import NoteList
from lesobs.ui.observing.scoring import TARGET
from lesobs.ui.observing.texts import NoteField
from lesobs.ui.widgets.buttons import quiet_button
from lesobs.ui.widgets.labels import KeyCap, Label

USUAL_HINT = "Wat zie of hoor je?"


class NoteEntry(QFrame):
    """The field for a note with its clock time, and below it where the note will belong."""

    typed = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("kind", "foot")
        self.field = NoteField()
        self.field.setPlaceholderText(USUAL_HINT)
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
        """Say of the note in the field its time and code ("" for none), and whether it was there before."""
        before = [] if editing or not at else [at]  # who changes a note has its time in the field
        self.field.set_before(" ".join([*before, code] if self._narrow and code else before))
        self.field.setAccessibleName("Aantekening wijzigen" if editing else "Nieuwe aantekening")
        self._tag.setText(code)
        self._tag.setVisible(bool(code))
        self._tie.setText(f"hoort bij {code}" if code else "zonder indicator")
        if editing:
            self._tie.setText(f"wijzigen · bij {code}" if code else "wijzigen · zonder indicator")
        for widget in (self._free, self._free_words):
            widget.setVisible(bool(code))

    def set_from_paper(self, on: bool) -> None:
        """Ask for the time too, when the notes on a form are entered."""
        self.field.setPlaceholderText("10.42 wat er op het formulier staat" if on else USUAL_HINT)

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

    def set_touch(self, touch: bool) -> None:
        self.list.set_touch(touch)
        self._to_note.setMinimumHeight(TARGET if touch else 0)

    def set_narrow(self, narrow: bool) -> None:
        """As a tab, without a title of its own."""
        self._head.setVisible(not narrow)

    def add_foot(self, widget: QWidget) -> None:
        self._column.addWidget(widget)
