"""This file is what observers agreed about one indicator: what was written earlier, and room for today."""

from collections.abc import Callable, Sequence
from datetime import date

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from lesobs.domain import dutch
from lesobs.services.agreement import IndicatorNote
from lesobs.ui.widgets.buttons import icon_button
from lesobs.ui.widgets.kept import KeptText
from lesobs.ui.widgets.labels import Label


class AgreedNotes(QWidget):
    """The note of today is kept as it is typed, by `write`; earlier ones are read, or taken away."""

    remove_asked = Signal(str)

    def __init__(self, write: Callable[[str], None]) -> None:
        super().__init__()
        self.words = KeptText(
            "Wat spreken jullie hierover af?", write, "Bijv. een 3 geven we pas als …", lines=2, most=6
        )
        self._earlier = QWidget()
        self._rows = QVBoxLayout(self._earlier)
        self._rows.setContentsMargins(0, 0, 0, 0)
        self._rows.setSpacing(4)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(6)
        column.addWidget(Label("Wat spreken jullie hierover af?", "secondary", "mute", strong=True))
        column.addWidget(self.words)
        column.addWidget(self._earlier)

    def show_notes(self, notes: Sequence[IndicatorNote], today: date) -> None:
        """Show the notes of one indicator, the newest first."""
        now = note_of_today(notes, today)
        self.words.show_stored(now.text if now else "")
        while (item := self._rows.takeAt(0)) is not None:
            if (widget := item.widget()) is not None:
                widget.hide()
                widget.deleteLater()
        for note in notes:
            if note is not now:
                self._rows.addWidget(self._row(note))
        self._earlier.setVisible(self._rows.count() > 0)

    def _row(self, note: IndicatorNote) -> QWidget:
        whole = QWidget()
        row = QHBoxLayout(whole)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(6)
        day = dutch.day(note.written_on)
        row.addWidget(Label(f"{day}: {note.text.strip()}", "secondary", wrap=True), 1)
        away = icon_button("trash", f"Afspraak van {day} verwijderen", small=True)
        away.clicked.connect(lambda: self.remove_asked.emit(note.id))
        row.addWidget(away)
        return whole


def note_of_today(notes: Sequence[IndicatorNote], today: date) -> IndicatorNote | None:
    """The note that is being written; one of an earlier session is left as it was."""
    return next((note for note in notes if note.written_on == today), None)
