"""This file is the line below the planner: what the phases look like, the holidays, and the keys."""

from PySide6.QtCore import QRectF, QSize, Signal
from PySide6.QtGui import QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QWidget

from lesobs.domain.cycle import Phase
from lesobs.ui.look import theme
from lesobs.ui.widgets.buttons import quiet_button
from lesobs.ui.widgets.labels import KeyCap, Label
from lesobs.ui.widgets.marks import PhaseMark, paint_box, paint_hatch


class _Hatch(QWidget):
    """A piece of a holiday."""

    def __init__(self) -> None:
        super().__init__()
        self.setFixedSize(QSize(20, 14))

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter, worn, box = QPainter(self), theme(), QRectF(self.rect())
        paint_hatch(painter, box, worn.color("holiday"), worn.color("hatch"))
        paint_box(painter, box, QPen(worn.color("line2"), 1), None, 0)


class Legend(QWidget):
    """The signs of the planner with their words; the holidays are a button."""

    holidays_asked = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(6)
        for phase in Phase:
            row.addWidget(PhaseMark(phase.letter))
            row.addWidget(Label(phase.word, "secondary", "mute"))
            row.addSpacing(8)
        row.addWidget(_Hatch())
        self.holidays = quiet_button("", small=True)
        self.holidays.clicked.connect(self.holidays_asked)
        row.addWidget(self.holidays)
        row.addStretch()
        self._of_planner = _keys("Per week, met Ctrl erbij per dag. Alt+Shift verlengt aan het begin.", False)
        self._of_month = _keys("Per dag of week. Alt+Shift verlengt aan het begin.", True)
        self._month = self._roomy = False
        row.addWidget(self._of_planner)
        row.addWidget(self._of_month)

    def show_holidays(self, region: str, to_check: int) -> None:
        """Say whose holidays these are, and how many dates the school should still look at."""
        words = f"vakantie, regio {region}"
        self.holidays.setText(f"{words} · {to_check} te controleren" if to_check else words)
        self.holidays.setToolTip("Vakanties en vrije dagen aanpassen")

    def show_keys(self, month: bool) -> None:
        """Tell the keys of the month, or those of the planner."""
        self._month = month
        self._arrange()

    def set_room(self, width: int) -> None:
        """Leave out the keys where they do not fit."""
        self._roomy = width >= 1000
        self._arrange()

    def _arrange(self) -> None:
        self._of_planner.setVisible(self._roomy and not self._month)
        self._of_month.setVisible(self._roomy and self._month)


def _keys(about: str, month: bool) -> QWidget:
    """← → schuif · Shift + → verleng; in the month the arrows alone go from day to day."""
    whole = QWidget()
    row = QHBoxLayout(whole)
    row.setContentsMargins(0, 0, 0, 0)
    row.setSpacing(3)
    caps = ("Ctrl", "+", "←", "→") if month else ("←", "→")
    for sign in (*caps, "schuif · ", "Shift", "+", "→", "verleng"):
        cap = sign in ("Ctrl", "Shift", "←", "→")
        row.addWidget(KeyCap(sign) if cap else Label(sign, "secondary", "mute"))
    whole.setToolTip(about)
    return whole
