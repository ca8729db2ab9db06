"""This file is the place of what a page is about, or of what to do when there is nothing."""

from PySide6.QtWidgets import QStackedWidget, QWidget

from lesobs.ui.widgets.states import EmptyState


class ContentOrEmpty(QStackedWidget):
    """Shows one of its widgets, or an empty state. Whoever was at the keyboard of the one is at that of the
    other: Qt would look for another at random, also under a dialog."""

    def __init__(self) -> None:
        super().__init__()
        self._empty: EmptyState | None = None

    @property
    def empty(self) -> EmptyState | None:
        """What is shown in place of content."""
        return self._empty

    def show_content(self, content: QWidget) -> None:
        """Show a widget that was added; its focus proxy gets the keyboard when the empty state had it."""
        self._turn_to(content, None)

    def show_empty(self, empty: EmptyState) -> None:
        """Show this, until content is shown again or something else is to be done."""
        self.addWidget(empty)
        self._turn_to(empty, empty)

    def _turn_to(self, shown: QWidget, empty: EmptyState | None) -> None:
        gone, self._empty = self._empty, empty
        at = self.window().focusWidget()
        had_keyboard = at is not None and at is not self and self.isAncestorOf(at)
        turns = shown is not self.currentWidget()
        self.setCurrentWidget(shown)
        if had_keyboard and turns:
            (empty.buttons[0] if empty is not None else shown).setFocus()
        if gone is not None:
            self.removeWidget(gone)
            gone.deleteLater()
