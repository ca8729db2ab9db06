"""This file is how large a dialog may be: also a laptop at 150 percent shows the buttons at its foot."""

from PySide6.QtWidgets import QDialog


def fit_screen(dialog: QDialog, width: int, height: int) -> None:
    """Give a dialog this size, as far as the screen has room for it and its title bar."""
    screen, below = dialog.screen().availableSize(), dialog.parentWidget()
    room = screen if below is None else screen.expandedTo(below.window().size())
    dialog.resize(min(width, room.width() - 20), min(height, room.height() - 60))
