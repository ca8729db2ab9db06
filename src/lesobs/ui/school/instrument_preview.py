"""This file is how an indicator of a kijkwijzer looks while one is observing, to look at only."""

from dataclasses import replace

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QVBoxLayout, QWidget

from lesobs.domain.instrument import Indicator
from lesobs.services.visit_detail import RatingDetail
from lesobs.ui.observing.scoring import ScoringPanel
from lesobs.ui.widgets.labels import Label


class InstrumentPreview(QWidget):
    """The panel of the observing page with nothing scored; it takes no click and no key."""

    def __init__(self) -> None:
        super().__init__()
        self._panel = ScoringPanel()
        self._panel.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self._panel.explanation.hide()
        for widget in self._panel.findChildren(QWidget):
            widget.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        note = Label("Zo ziet een waarnemer deze indicator in de les.", "secondary", "mute")
        note.setContentsMargins(16, 10, 16, 0)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(note)
        column.addWidget(self._panel, 1)

    def show_indicator(self, indicator: Indicator) -> None:
        """Show it as far as it is written."""
        written = tuple(look for look in indicator.look_fors if look.text.strip())
        self._panel.show_indicator(replace(indicator, look_fors=written), RatingDetail(), "")
