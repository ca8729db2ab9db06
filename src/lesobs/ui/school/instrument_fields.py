"""This file is the text fields of an own kijkwijzer: each counts its signs and says what is not right yet."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import QEvent, QKeyCombination, QMimeData, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from lesobs.domain.instrument import Level, LookFor
from lesobs.domain.instrument_draft import blank_look_for
from lesobs.domain.instrument_file import LONGEST, WATCHED_BEGINS
from lesobs.ui.widgets.cards import Field
from lesobs.ui.widgets.fields import ComboBox
from lesobs.ui.widgets.kept import KeptText
from lesobs.ui.widgets.labels import Label
from lesobs.ui.widgets.marks import LevelBox

_ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)
_MISSING = QKeyCombination(Qt.KeyboardModifier.ControlModifier, Qt.Key.Key_U)
_WHO = (("Docent", "docent"), ("Leerlingen", "leerling"))
_NEAR = 0.8
"""From this share of the room on, the number of signs is shown."""


class DraftText(KeptText):
    """One paragraph that keeps itself; Enter asks for the next one, and pasted lines become one."""

    entered = Signal()

    def __init__(
        self, name: str, write: Callable[[str], None], limit: int, placeholder: str = "", lines: int = 1
    ) -> None:
        super().__init__(name, write, placeholder, lines=lines, most=6)
        self.limit = limit

    def event(self, event: QEvent) -> bool:
        """Ctrl+U is the editor's here: what is still missing. Qt would delete the line."""
        if isinstance(event, QKeyEvent) and event.keyCombination() == _MISSING:
            event.ignore()
            return event.type() == QEvent.Type.ShortcutOverride
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in _ENTER:
            self.entered.emit()
        else:
            super().keyPressEvent(event)

    def insertFromMimeData(self, source: QMimeData) -> None:
        plain = QMimeData()
        plain.setText(" ".join(source.text().split()))
        super().insertFromMimeData(plain)


class DraftField(Field):
    """A text with its label; beside the label what it is for, or how many signs it has of how many fit."""

    def __init__(self, label: str, text: DraftText, hint: str, widget: QWidget | None = None) -> None:
        """`widget` is what stands below the label when that is more than the text alone."""
        super().__init__(label, widget or text, hint)
        self.text, self._purpose = text, hint
        self.label.setBuddy(text)
        text.textChanged.connect(self._count)

    def show_missing(self, sentences: Sequence[str]) -> None:
        """Say what is wrong with what is written; that nothing is written yet is no mistake."""
        self.say(" ".join(sentences) if self.text.toPlainText().strip() else "", "attention")
        self._count()

    def _count(self) -> None:
        length = len(self.text.toPlainText().strip())
        counted = f"{length} van {self.text.limit} tekens"
        self.hint.setText(counted if length > _NEAR * self.text.limit else self._purpose)
        self.hint.set_tone("attention" if length > self.text.limit else "mute")


class WatchedField(DraftField):
    """The sentence that begins with *We keken of*: those words stand before the field."""

    def __init__(self, write: Callable[[str], None]) -> None:
        text = DraftText(
            "We keken of",
            lambda words: write(_begun(words)),
            LONGEST["watched"] - len(WATCHED_BEGINS),
            "bijv. de les rustig begint en iedereen weet wat de bedoeling is.",
        )
        holder = _beside(Label(WATCHED_BEGINS.strip(), tone="mute"), text)
        super().__init__("Zin voor de sectie", text, "voor wie er niet bij was", holder)

    def show_stored(self, words: str) -> None:
        self.text.show_stored(words.removeprefix(WATCHED_BEGINS))


def _begun(words: str) -> str:
    """With the words before it, unless they were typed or pasted too."""
    return words if not words.strip() or words.startswith(WATCHED_BEGINS) else WATCHED_BEGINS + words


class LookForRow(QWidget):
    """One look-for: of whom, and what one sees; a blank one counts for nothing."""

    def __init__(self, position: int, write: Callable[[int, LookFor], None]) -> None:
        super().__init__()
        self._position, self._write = position, write
        name = f"Kijkpunt {position + 1}"
        example = _EXAMPLES[position] if position < len(_EXAMPLES) else ""
        self.who = ComboBox(f"{name}: van wie", _WHO)
        self.who.setFixedWidth(128)
        self.text = DraftText(name, self._keep, LONGEST["look_fors"], example)
        self.who.picked.connect(lambda _: self._keep(self.text.toPlainText()))
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(_beside(self.who, self.text))

    def show_stored(self, look_for: LookFor | None) -> None:
        stored = look_for or blank_look_for(self._position)
        self.text.show_stored(stored.text)
        self.who.set_value(stored.who)

    def _keep(self, words: str) -> None:
        who = self.who.value()
        self._write(self._position, LookFor("leerling" if who == "leerling" else "docent", words))


_EXAMPLES = (
    "bijv. staat bij de deur en groet leerlingen bij naam.",
    "bijv. leggen meteen hun spullen klaar.",
)


class AnchorField(QWidget):
    """The sentence of one level, behind its box and its word."""

    def __init__(self, level: Level, write: Callable[[str], None]) -> None:
        super().__init__()
        self.text = DraftText(f"Niveau {level.value}, {level.word}", write, LONGEST["anchors"], _SEEN[level])
        self.text.setAccessibleDescription(level.meaning)
        word = Label(level.word, "small")
        word.setFixedWidth(84)
        word.setWordWrap(True)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(8)
        row.addWidget(LevelBox(level.value), 0, Qt.AlignmentFlag.AlignVCenter)
        row.addWidget(word, 0, Qt.AlignmentFlag.AlignVCenter)
        row.addWidget(self.text, 1)


_SEEN = {
    Level.NOT_VISIBLE: "Wat je ziet als het er niet is",
    Level.EMERGING: "Er is een begin, nog zonder merkbaar effect",
    Level.VISIBLE: "Te zien bij de docent en de meeste leerlingen",
    Level.EFFECTIVE: "Leerlingen komen er verder door",
}


def _beside(before: QWidget, text: QWidget) -> QWidget:
    holder = QWidget()
    row = QHBoxLayout(holder)
    row.setContentsMargins(0, 0, 0, 0)
    row.setSpacing(8)
    row.addWidget(before, 0, Qt.AlignmentFlag.AlignVCenter)
    row.addWidget(text, 1)
    return holder
