"""This file is the field in which the focus question is changed, over the line in the head that shows it."""

from PySide6.QtCore import QEvent, QRect, Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent
from PySide6.QtWidgets import QLineEdit, QWidget

LEAST_WIDTH, HEIGHT = 420, 28


class QuestionField(QLineEdit):
    """One line over the head; every key is told, and Enter, Esc or leaving it puts it away."""

    typed = Signal(str)
    ended = Signal()

    def __init__(self, head: QWidget) -> None:
        super().__init__(head)
        self._head = head
        self.setAccessibleName("Kijkvraag")
        self.setPlaceholderText("Waar wil de docent dat je naar kijkt?")
        self.setToolTip("Wordt bewaard terwijl je typt; Enter of Esc sluit het veld")
        self.textEdited.connect(self.typed)
        self.hide()

    def open(self, text: str, over: QRect) -> None:
        """Show the field over this part of the head, with the question selected."""
        self.show_text(text)
        room = self._head.width() - over.left() - 8
        width = min(max(over.width(), LEAST_WIDTH), room)
        top = max(over.center().y() - HEIGHT // 2, self._head.height() - HEIGHT - 6)
        self.setGeometry(over.left(), top, width, HEIGHT)
        self.show()
        self.raise_()
        self.setFocus(Qt.FocusReason.OtherFocusReason)
        self.selectAll()

    def show_text(self, text: str) -> None:
        """Show the question as it is now, unless it is being typed."""
        if text != self.text() and not self.isModified():
            self.setText(text)

    def event(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent):
            undo, held = event.key() == Qt.Key.Key_Z, event.modifiers()
            if undo and held == Qt.KeyboardModifier.ControlModifier and not self.isUndoAvailable():
                event.ignore()  # what was not typed here is the window's to undo
                return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Escape):
            self.ended.emit()
        else:
            super().keyPressEvent(event)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        if event.reason() not in (Qt.FocusReason.ActiveWindowFocusReason, Qt.FocusReason.PopupFocusReason):
            self.setModified(False)
            self.hide()
