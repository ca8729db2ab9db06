"""This file is the roles under which models hand whole Python values to views and delegates."""

from enum import IntEnum

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, Qt

Index = QModelIndex | QPersistentModelIndex
NO_PARENT = QModelIndex()


class Role(IntEnum):
    """LINE is the whole line of a row, CELL what a delegate paints in a cell, CODE a short column title."""

    LINE = Qt.ItemDataRole.UserRole + 100
    CELL = Qt.ItemDataRole.UserRole + 101
    CODE = Qt.ItemDataRole.UserRole + 102
