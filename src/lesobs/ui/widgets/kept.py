"""This file is the text field that keeps what is typed by itself: soon after the last key, and when left."""

from collections.abc import Callable

from PySide6.QtCore import QEvent, QTimer, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent, QKeySequence
from PySide6.QtWidgets import QWidget

from lesobs.domain.errors import RuleBroken
from lesobs.domain.texts import fitting, require_all_kept
from lesobs.services.school import SchoolFileProblem
from lesobs.ui.widgets.fields import TextArea

KEEP_AFTER_MS, AGAIN_AFTER_MS = 400, 5_000


class KeptText(TextArea):
    """Writes its text through `write` at most 400 ms after a key, and when it loses the keyboard.

    What could not be written stays in the field and is tried again; of a text that is too long that is only
    its end. `failed` tells the sentence why, `kept` that all is written.
    """

    kept = Signal()
    failed = Signal(str)

    def __init__(
        self,
        name: str,
        write: Callable[[str], None],
        placeholder: str = "",
        lines: int = 2,
        most: int = 8,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(name, placeholder, lines, most, parent)
        self._write, self._pending = write, False
        self.refusal = ""
        """Why what stands here could not be written, or not all of it; "" as long as nothing was refused."""
        self._timer = QTimer(self, singleShot=True, interval=KEEP_AFTER_MS)
        self._again = QTimer(self, singleShot=True, interval=AGAIN_AFTER_MS)
        for timer in (self._timer, self._again):
            timer.timeout.connect(self.flush)
        self.edited.connect(self._wait)

    def show_stored(self, text: str) -> None:
        """Show what the file holds, unless something newer is being typed."""
        if not self._pending:
            self.set_text(text)

    def flush(self) -> bool:
        """Write at once what is pending; gives whether all is kept."""
        self._timer.stop()
        self._again.stop()
        if not self._pending:
            return True
        text = self.toPlainText()
        try:
            self._write(fitting(text))
            require_all_kept(text)
        except RuleBroken as refusal:
            self.refusal = str(refusal)
            if isinstance(refusal, SchoolFileProblem):  # a full disk may have room later
                self._again.start()
            self.failed.emit(self.refusal)
            return False
        self._pending, self.refusal = False, ""
        self.kept.emit()
        return True

    @property
    def held(self) -> bool:
        """Whether words stand here that could not be written, so that nothing else may take their place."""
        return bool(self.refusal and self.toPlainText().strip())

    def holds_back(self) -> bool:
        """Write at once what is pending; gives whether it is `held`."""
        self.flush()
        return self.held

    def let_go(self) -> None:
        """Give up what could not be written; `show_stored` then shows what was."""
        self._timer.stop()
        self._again.stop()
        self._pending, self.refusal = False, ""

    def set_fixed(self, fixed: bool) -> None:
        """Whether the text can only be read."""
        if self.isReadOnly() != fixed:
            self.setReadOnly(fixed)
            self.style().unpolish(self)
            self.style().polish(self)

    def event(self, event: QEvent) -> bool:
        """Where nothing was typed there is nothing to undo here, and Ctrl+Z is the window's."""
        if event.type() == QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent):
            document = self.document()
            undo = event.matches(QKeySequence.StandardKey.Undo) and not document.isUndoAvailable()
            redo = event.matches(QKeySequence.StandardKey.Redo) and not document.isRedoAvailable()
            if undo or redo:
                event.ignore()
                return True
        return super().event(event)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self.flush()

    def _wait(self, _text: str) -> None:
        self._pending = True
        if not self._timer.isActive():  # not put off by the next key: typing on must not go unkept
            self._timer.start()
