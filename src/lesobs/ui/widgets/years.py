"""This file is the choice of a school year or a month: one back, one on, and the name between."""

from datetime import date

from PySide6.QtCore import QPoint, Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QWidget

from lesobs.domain import dutch
from lesobs.domain.schoolyear import SchoolYear
from lesobs.ui.widgets.buttons import icon_button
from lesobs.ui.widgets.labels import Label
from lesobs.ui.widgets.text import width_of


class _Stepper(QWidget):
    """‹ name ›."""

    def __init__(self, back: str, on: str, keys: tuple[str, str]) -> None:
        """What the buttons do, and the keys that are shown for it; the page's actions carry those."""
        super().__init__()
        self._back = icon_button("left", back)
        self._on = icon_button("right", on)
        for button, key in zip((self._back, self._on), keys, strict=True):
            if key:
                button.setToolTip(f"{button.accessibleName()} ({key})")
        self._name = Label(strong=True)
        self._name.setAlignment(Qt.AlignmentFlag.AlignCenter)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        for widget in (self._back, self._name, self._on):
            row.addWidget(widget)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self._back.clicked.connect(lambda: self.step(-1))
        self._on.clicked.connect(lambda: self.step(1))

    def step(self, by: int) -> None:
        """Go back or on, as the buttons do."""
        raise NotImplementedError

    def step_at(self, point: QPoint) -> int:
        """Which way the button at a point of the screen goes; 0 where there is none."""
        for button, by in ((self._back, -1), (self._on, 1)):
            if button.isVisible() and button.rect().contains(button.mapFromGlobal(point)):
                return by
        return 0

    def _be_wide_enough_for(self, widest: str) -> None:
        """What is right of it stays in its place."""
        self._name.setFixedWidth(round(width_of(widest, self._name.font())) + 4)


class YearChooser(_Stepper):
    """‹ 2026-2027 ›; `changed` tells the year the user went to. Any year, unless `set_range` says less."""

    changed = Signal(object)

    def __init__(self, year: SchoolYear, keys: tuple[str, str] = ("", "")) -> None:
        """`keys` are shown in the tool tips of back and on; the page's actions carry the shortcuts."""
        super().__init__("Vorig schooljaar", "Volgend schooljaar", keys)
        self._year = year
        self._range: tuple[SchoolYear, SchoolYear] | None = None
        self._be_wide_enough_for("2028-2029")
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

    def step(self, by: int) -> None:
        """Go one year back or on, as the buttons do."""
        year = self._year.next if by > 0 else self._year.previous
        if self._range is None or self._range[0] <= year <= self._range[1]:
            self.set_value(year)
            self.changed.emit(year)

    def _show(self) -> None:
        self._name.setText(self._year.name)
        self.setAccessibleName(f"Schooljaar {self._year.name}")
        first, last = self._range or (self._year.previous, self._year.next)
        self._back.setEnabled(self._year > first)
        self._on.setEnabled(self._year < last)


class MonthChooser(_Stepper):
    """‹ november 2026 ›; `stepped` asks for the month before or after it, and `show_month` shows one."""

    stepped = Signal(int)

    def __init__(self, keys: tuple[str, str]) -> None:
        super().__init__("Vorige maand", "Volgende maand", keys)
        self._month = date(2026, 8, 1)
        self._short = False
        self.set_short(False)

    def show_month(self, month: date) -> None:
        self._month = month
        full = f"{dutch.FULL_MONTHS[month.month - 1]} {month.year}"
        self._name.setText(f"{dutch.MONTHS[month.month - 1]} {month.year}" if self._short else full)
        self.setAccessibleName(f"Maand {full}")

    def set_short(self, short: bool) -> None:
        """Write `nov 2026` where there is little room."""
        self._short = short
        self._be_wide_enough_for("mmm 2028" if short else "september 2028")
        self.show_month(self._month)

    def step(self, by: int) -> None:
        self.stepped.emit(by)
