"""This file is the choice of a school year: one back, one on, and the name between."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QWidget

from lesobs.domain.schoolyear import SchoolYear
from lesobs.ui.widgets.buttons import icon_button
from lesobs.ui.widgets.labels import Label
from lesobs.ui.widgets.text import width_of


class YearChooser(QWidget):
    """‹ 2026-2027 ›; `changed` tells the year the user went to. Any year, unless `set_range` says less."""

    changed = Signal(object)

    def __init__(self, year: SchoolYear, keys: tuple[str, str] = ("", "")) -> None:
        """`keys` are shown in the tool tips of back and on; the page's actions carry the shortcuts."""
        super().__init__()
        self._year = year
        self._range: tuple[SchoolYear, SchoolYear] | None = None
        self._back = icon_button("left", "Vorig schooljaar")
        self._on = icon_button("right", "Volgend schooljaar")
        for button, key in zip((self._back, self._on), keys, strict=True):
            if key:
                button.setToolTip(f"{button.accessibleName()} ({key})")
        self._name = Label(strong=True)
        self._name.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._name.setMinimumWidth(round(width_of("2028-2029", self._name.font())) + 4)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        for widget in (self._back, self._name, self._on):
            row.addWidget(widget)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self._back.clicked.connect(lambda: self.step(-1))
        self._on.clicked.connect(lambda: self.step(1))
        self._show()

    def value(self) -> SchoolYear:
        return self._year

    def set_value(self, year: SchoolYear) -> None:
        """Show a year without telling it."""
        self._year = year
        self._show()

    def set_range(self, first: SchoolYear, last: SchoolYear) -> None:
        """The years one can go to."""
        self._range = first, last
        self._show()

    def step(self, years: int) -> None:
        """Go one year back or on, as the buttons do."""
        year = self._year.next if years > 0 else self._year.previous
        if self._range is None or self._range[0] <= year <= self._range[1]:
            self.set_value(year)
            self.changed.emit(year)

    def _show(self) -> None:
        self._name.setText(self._year.name)
        self.setAccessibleName(f"Schooljaar {self._year.name}")
        first, last = self._range or (self._year.previous, self._year.next)
        self._back.setEnabled(self._year > first)
        self._on.setEnabled(self._year < last)
