"""This file is who gets the keyboard back when a dialog closes, also where no window manager sees to it."""

import shiboken6
from PySide6.QtCore import QObject, QTimer
from PySide6.QtWidgets import QApplication, QDialog, QWidget


class FocusReturn(QObject):
    """Gives the keyboard to the window below a dialog that closed and left it to nobody.

    On an X server without a window manager every key after a dialog would be lost.
    """

    def __init__(self, app: QApplication) -> None:
        super().__init__(app)
        app.focusChanged.connect(self._on_changed)

    def _on_changed(self, old: QWidget | None, new: QWidget | None) -> None:
        dialog = old.window() if old is not None and new is None else None
        if isinstance(dialog, QDialog) and (parent := dialog.parentWidget()) is not None:
            QTimer.singleShot(0, parent, lambda: _give_back(dialog, parent.window()))


def _give_back(dialog: QDialog, below: QWidget) -> None:
    """Not while the dialog is still there: then the user went to another program."""
    closed = not shiboken6.isValid(dialog) or not dialog.isVisible()
    if closed and QApplication.activeWindow() is None:
        below.activateWindow()
