"""This file is the editor of one good-lesson card: its words, the names still in them, and its approval."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import Signal
from PySide6.QtGui import QColor, QTextCharFormat, QTextCursor, QTextDocument
from PySide6.QtWidgets import QHBoxLayout, QTextEdit, QVBoxLayout, QWidget

from lesobs.domain import dutch
from lesobs.services.good_lessons import GoodLessonLine
from lesobs.ui.look import look, theme
from lesobs.ui.widgets.bars import MessageBar
from lesobs.ui.widgets.buttons import main_button, plain_button
from lesobs.ui.widgets.kept import KeptText
from lesobs.ui.widgets.labels import Label


class CardEditor(QWidget):
    """Words are kept as they are typed by `write`; names in them are marked."""

    approve_asked = Signal()
    withdraw_asked = Signal()
    remove_asked = Signal()

    def __init__(self, write: Callable[[str], None]) -> None:
        super().__init__()
        self._names: tuple[str, ...] = ()
        self.words = KeptText(
            "Tekst van de kaart", write, "Wat was er te zien, en wat deden leerlingen daardoor?", 3, 8
        )
        self._about = Label(role="secondary", tone="mute", wrap=True)
        self.warning = MessageBar("attention")
        self.warning.hide()
        self.approve = main_button("Goedkeuren", "check", "Ctrl+Enter").stretch()
        self.withdraw = plain_button("Goedkeuring intrekken", "undo", "Ctrl+Enter").stretch()
        self.remove = plain_button("Verwijderen", "trash")
        self.approve.clicked.connect(self.approve_asked)
        self.withdraw.clicked.connect(self.withdraw_asked)
        self.remove.clicked.connect(self.remove_asked)
        look.changed.connect(self._mark)
        column = QVBoxLayout(self)
        column.setContentsMargins(14, 10, 14, 12)
        column.setSpacing(8)
        for widget in (self._about, self.words, self.warning):
            column.addWidget(widget)
        row = QHBoxLayout()
        row.setSpacing(8)
        for button in (self.approve, self.withdraw, self.remove):
            row.addWidget(button)
        column.addLayout(row)

    def show_card(self, card: GoodLessonLine, indicator: str, names: Sequence[str]) -> None:
        """Show a card; `names` are those of people and classes that still stand in it."""
        self._about.setText(f"{indicator} · {card.section or 'hele school'}")
        self.words.show_stored(card.text)
        approved = card.approved_on is not None
        self.approve.setVisible(not approved)
        self.withdraw.setVisible(approved)
        self._names = tuple(names)
        self.warning.setVisible(bool(names))
        if names:
            self.warning.set_message(
                "attention", "Er staat nog een naam of klas in:", more=f"{', '.join(names)}. Haal die eruit."
            )
        elif approved and card.approved_on is not None:
            self._about.setText(f"{self._about.text()} · goedgekeurd {dutch.day(card.approved_on)}")
        self._mark()

    def _mark(self) -> None:
        """Put a ground under the names, and a line for who does not see the colour."""
        self.words.setExtraSelections([self._selection(cursor) for cursor in self._found()])

    def _found(self) -> list[QTextCursor]:
        flags = QTextDocument.FindFlag.FindWholeWords | QTextDocument.FindFlag.FindCaseSensitively
        document, found = self.words.document(), []
        for name in self._names:
            cursor = document.find(name, 0, flags)
            while not cursor.isNull():
                found.append(cursor)
                cursor = document.find(name, cursor, flags)
        return found

    def _selection(self, cursor: QTextCursor) -> QTextEdit.ExtraSelection:
        shape, selection = QTextCharFormat(), QTextEdit.ExtraSelection()
        shape.setBackground(QColor(theme().attention_ground))
        shape.setForeground(QColor(theme().attention))
        shape.setUnderlineStyle(QTextCharFormat.UnderlineStyle.SingleUnderline)
        selection.cursor, selection.format = cursor, shape
        return selection
