"""This file is the fields one types in or picks from: search, notes, a plain choice and a pick by typing."""

from collections.abc import Sequence

from PySide6.QtCore import QRectF, QSize, QStringListModel, Qt, Signal
from PySide6.QtGui import (
    QAction,
    QFocusEvent,
    QKeyEvent,
    QPainter,
    QPaintEvent,
    QResizeEvent,
    QWheelEvent,
)
from PySide6.QtWidgets import (
    QComboBox,
    QCompleter,
    QLineEdit,
    QListView,
    QPlainTextEdit,
    QSizePolicy,
    QSpinBox,
    QStyledItemDelegate,
    QWidget,
)

from lesobs.domain.texts import folded
from lesobs.ui import icons
from lesobs.ui.icons import icon
from lesobs.ui.look import font

_VALUE = Qt.ItemDataRole.UserRole


class SearchField(QLineEdit):
    """A field to search in a list; Esc empties it. `textChanged` tells every letter."""

    def __init__(
        self, placeholder: str = "Zoeken", key: str = "Ctrl+F", parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.setPlaceholderText(placeholder)
        self.setAccessibleName(placeholder)
        self.setToolTip(f"{placeholder} ({key})" if key else placeholder)
        self.addAction(icon("search", "mute"), QLineEdit.ActionPosition.LeadingPosition)
        self._clear = QAction(icon("x", "mute"), "Zoeken wissen", self)
        self._clear.triggered.connect(self.clear)
        self.addAction(self._clear, QLineEdit.ActionPosition.TrailingPosition)
        self._clear.setVisible(False)
        self.textChanged.connect(lambda text: self._clear.setVisible(bool(text)))

    def sizeHint(self) -> QSize:
        return QSize(240, super().sizeHint().height())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape and self.text():
            self.clear()
        else:
            super().keyPressEvent(event)


class TextArea(QPlainTextEdit):
    """Several lines of plain text; Tab goes on to the next field, the height follows the text."""

    edited = Signal(str)

    def __init__(
        self, name: str, placeholder: str = "", lines: int = 2, most: int = 8, parent: QWidget | None = None
    ) -> None:
        """`name` is read aloud; between `lines` and `most` lines high."""
        super().__init__(parent)
        self._lines, self._most = lines, most
        self.setAccessibleName(name)
        self.setPlaceholderText(placeholder)
        self.setTabChangesFocus(True)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAsNeeded)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        self.document().setDocumentMargin(4)
        self.document().documentLayout().documentSizeChanged.connect(lambda _: self.updateGeometry())
        self._shown = ""
        self.textChanged.connect(self._tell)

    def set_text(self, text: str) -> None:
        """Show a text without telling it; the cursor stays where it was when the text is the same."""
        if text != self.toPlainText():
            self._shown = text
            self.setPlainText(text)

    def sizeHint(self) -> QSize:
        counted = min(self._most, max(self._lines, round(self.document().size().height())))
        return QSize(240, counted * self.fontMetrics().lineSpacing() + 17)

    def minimumSizeHint(self) -> QSize:
        return QSize(80, self._lines * self.fontMetrics().lineSpacing() + 17)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.updateGeometry()  # the lines wrap at another place now

    def _tell(self) -> None:
        text = self.toPlainText()
        if text != self._shown:
            self._shown = text
            self.edited.emit(text)


class NumberField(QSpinBox):
    """A whole number between two bounds, by typing or ↑ ↓; scrolling a page leaves it alone."""

    def __init__(self, name: str, first: int, last: int, parent: QWidget | None = None) -> None:
        """`name` is read aloud."""
        super().__init__(parent)
        self.setRange(first, last)
        self.setAccessibleName(name)
        self.lineEdit().setTextMargins(7, 0, 7, 0)

    def wheelEvent(self, event: QWheelEvent) -> None:
        event.ignore()


class ComboBox(QComboBox):
    """A choice from a short list; `picked` tells the value the user chose."""

    picked = Signal(object)

    def __init__(
        self,
        name: str,
        choices: Sequence[tuple[str, object]] = (),
        small: bool = False,
        parent: QWidget | None = None,
    ) -> None:
        """`name` is read aloud, `choices` are (words, value)."""
        super().__init__(parent)
        self.setProperty("house", True)
        self.setProperty("small", small)
        self.setAccessibleName(name)
        self.setFont(font("small" if small else "body"))
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToContents)
        self.setMaxVisibleItems(14)
        self.setItemDelegate(QStyledItemDelegate(self))  # the box's own one ignores the style sheet
        self.set_choices(choices)
        self.activated.connect(lambda row: self.picked.emit(self.itemData(row)))

    def set_choices(self, choices: Sequence[tuple[str, object]]) -> None:
        """Offer other choices; what was chosen stays chosen when it is still there."""
        before = self.value()
        self.clear()
        for words, value in choices:
            self.addItem(words, _Kept(value))
        self.set_value(before)

    def value(self) -> object:
        """The value of the choice, None when the list is empty."""
        kept = super().currentData()
        return kept.value if isinstance(kept, _Kept) else None

    def set_value(self, value: object) -> None:
        """Show a choice without telling it; an unknown value shows the first."""
        rows = range(self.count())
        self.setCurrentIndex(next((row for row in rows if self.itemData(row) == value), 0))

    def itemData(self, index: int, role: int = _VALUE) -> object:
        kept = super().itemData(index, role)
        return kept.value if isinstance(kept, _Kept) else kept

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Scrolling a page must not change a choice that happens to lie below the mouse."""
        event.ignore()

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        box = QRectF(self.width() - 22, self.height() / 2 - 7.5, 15, 15)
        icons.draw(QPainter(self), box, "down", "ink" if self.isEnabled() else "mute")


class _Kept:
    """Carries any Python value through Qt unchanged."""

    def __init__(self, value: object) -> None:
        self.value = value


class PickBox(ComboBox):
    """A choice from a long list by typing any part of a name, with or without accents.

    `picked` tells the value, or None when the field is emptied. Words that are no choice stay as they were
    typed and mark the field; `value()` is None then.
    """

    def __init__(
        self,
        name: str,
        choices: Sequence[tuple[str, object]] = (),
        placeholder: str = "",
        parent: QWidget | None = None,
    ) -> None:
        self._told: object = None
        super().__init__(name, choices, parent=parent)
        self.setInsertPolicy(QComboBox.InsertPolicy.NoInsert)
        self.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.setMinimumContentsLength(18)
        field = QLineEdit()
        self.setLineEdit(field)
        self._field = field
        field.setPlaceholderText(placeholder or "Typ een deel van de naam")
        field.setAccessibleName(name)
        self._fitting = _Completer(self)
        field.textEdited.connect(self._offer)  # before the completer shows what it has
        self.setCompleter(self._fitting)
        self._fitting.activated.connect(self._complete)
        field.editingFinished.connect(self._settle)
        self.activated.disconnect()
        self.activated.connect(lambda _row: self._settle())
        self.set_value(None)

    def value(self) -> object:
        """The value whose words stand in the field, or None."""
        row = self._row_of(self.currentText()) if self.isEditable() else -1
        return self.itemData(row) if row >= 0 else None

    def set_value(self, value: object) -> None:
        """Show a value without telling it; an unknown one or None empties the field."""
        row = next((row for row in range(self.count()) if self.itemData(row) == value), -1)
        self.setCurrentIndex(row)
        if row < 0:
            self.setEditText("")
        self._told = value if row >= 0 else None
        self._mark(wrong=False)

    @property
    def is_choosing(self) -> bool:
        """Whether somebody walks through the list below the field: Enter is then for that list."""
        shown = self._fitting.list
        return shown.isVisible() and shown.currentIndex().isValid()

    def settle(self) -> None:
        """Take what was typed now, without waiting until the field is left."""
        self._fitting.list.hide()
        self._settle()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Down, Qt.Key.Key_Up):
            self._open()
        else:
            super().keyPressEvent(event)

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        if event.reason() in (Qt.FocusReason.TabFocusReason, Qt.FocusReason.BacktabFocusReason):
            self._field.selectAll()

    def _open(self) -> None:
        """Show the list below the field, to walk through: all of it at what is chosen, or what fits the words
        that are no choice yet. Qt would choose the next one of all, whatever stands in the field."""
        row = self._row_of(self.currentText())
        self._offer(self.currentText() if row < 0 else "")
        self._fitting.complete()
        self._fitting.list.setCurrentIndex(self._fitting.model().index(max(row, 0), 0))

    def _offer(self, typed: str) -> None:
        """Have in the list what these letters stand in, first where a word begins with them."""
        wanted = folded(typed.strip())
        texts = [(self.itemText(row), folded(self.itemText(row))) for row in range(self.count())]
        found = [one for one in texts if wanted in one[1]]
        found.sort(key=lambda one: f" {wanted}" not in f" {one[1]}")
        self._fitting.words.setStringList([text for text, _ in found])

    def _row_of(self, words: str) -> int:
        wanted = folded(words.strip())
        return next((row for row in range(self.count()) if folded(self.itemText(row)) == wanted), -1)

    def _complete(self, words: str) -> None:
        self.setEditText(words)
        self._settle()

    def _settle(self) -> None:
        """Take what was typed: a choice, the only one that fits best, or nothing."""
        words = self.currentText().strip()
        row = self._row_of(words)
        if row < 0 and words:
            best = self._best(folded(words))
            row = best[0] if len(best) == 1 else -1
        if row >= 0:
            self.setCurrentIndex(row)
            self.setEditText(self.itemText(row))
        self._mark(wrong=bool(words) and row < 0)
        value = self.itemData(row) if row >= 0 else None
        if value != self._told:
            self._told = value
            self.picked.emit(value)

    def fitting(self) -> int:
        """How many choices fit best what was typed: none, one, or several to choose from."""
        return len(self._best(folded(self.currentText().strip())))

    def _best(self, wanted: str) -> list[int]:
        """A code that stands first wins over a word that begins so, and that over the same letters in the
        middle: *sanne* is Sanne, not Lisanne."""
        texts = [(row, folded(self.itemText(row))) for row in range(self.count())]
        return (
            [row for row, text in texts if text.split(maxsplit=1)[:1] == [wanted]]
            or [row for row, text in texts if f" {wanted}" in f" {text}"]
            or [row for row, text in texts if wanted in text]
        )

    def _mark(self, wrong: bool) -> None:
        if bool(self.property("wrong")) != wrong:
            self.setProperty("wrong", wrong)
            self.setToolTip("Kies een naam uit de lijst (↓)." if wrong else "")
            self.style().unpolish(self)
            self.style().polish(self)


class _Completer(QCompleter):
    """Shows below a field the words that its box offers, all of them."""

    def __init__(self, box: QComboBox) -> None:
        self.words = QStringListModel()
        super().__init__(self.words, box)
        self.setCompletionMode(QCompleter.CompletionMode.UnfilteredPopupCompletion)
        self.setMaxVisibleItems(12)
        self.list = QListView()
        self.list.setProperty("popup", True)
        self.setPopup(self.list)
