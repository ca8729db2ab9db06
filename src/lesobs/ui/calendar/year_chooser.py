"""This file is the choice of a school year: one back, its name, one further."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from lesobs.domain.schoolyear import SchoolYear
from lesobs.ui.widgets.buttons import icon_button
from lesobs.ui.widgets.labels import Label


class YearChooser(QWidget):
    """‹ 2026-2027 ›"""

    changed = Signal(object)
    """Another SchoolYear was chosen."""

    def __init__(self, year: SchoolYear, keys: tuple[str, str] = ("", "")) -> None:
        """`keys` are shown in the tool tips of back and further; the page's actions carry the shortcuts."""
        super().__init__()
        self._year = year
        self._name = Label(year.name, strong=True)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(2)
        for icon, words, key, step in (
            ("left", "Vorig schooljaar", keys[0], -1),
            ("right", "Volgend schooljaar", keys[1], 1),
        ):
            button = icon_button(icon, words, small=True)
            button.setToolTip(f"{words} ({key})" if key else words)
            button.clicked.connect(lambda _=False, step=step: self.step(step))
            row.addWidget(button)
        row.insertWidget(1, self._name)

    def year(self) -> SchoolYear:
        return self._year

    def set_year(self, year: SchoolYear) -> None:
        """Show a year without telling it."""
        self._year = year
        self._name.setText(year.name)

    def step(self, years: int) -> None:
        """Go back or further as the buttons do."""
        self.set_year(self._year.next if years > 0 else self._year.previous)
        self.changed.emit(self._year)
