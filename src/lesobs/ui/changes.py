"""This file is how the window hears that data changed: one signal, with the names of the tables."""

from PySide6.QtCore import QObject, Signal


class Changes(QObject):
    """Carries every commit of the open school to the pages; `changed` gives a frozenset of table names."""

    changed = Signal(frozenset)
