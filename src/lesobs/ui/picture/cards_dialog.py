"""This file is the lines from good lessons on one indicator, to read."""

from collections.abc import Sequence

from PySide6.QtWidgets import QDialog, QFrame, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from lesobs.services.good_lessons import GoodLessonLine
from lesobs.ui.look import PAGE
from lesobs.ui.screen import fit_screen
from lesobs.ui.widgets.buttons import main_button
from lesobs.ui.widgets.cards import panel
from lesobs.ui.widgets.labels import Label


class CardsDialog(QDialog):
    """Shows approved lines; Esc closes."""

    def __init__(self, parent: QWidget, title: str, lines: Sequence[GoodLessonLine]) -> None:
        super().__init__(parent)
        self.setWindowTitle("Goede-les-kaarten")
        inside = QWidget()
        cards = QVBoxLayout(inside)
        cards.setContentsMargins(PAGE, 4, PAGE, 8)
        cards.setSpacing(8)
        for line in lines:
            frame, column = panel()
            column.addWidget(Label(line.text, wrap=True))
            if line.section:
                column.addWidget(Label(line.section, "caption", "mute"))
            cards.addWidget(frame)
        cards.addStretch()
        scroll = QScrollArea()
        scroll.setFrameShape(QFrame.Shape.NoFrame)
        scroll.setWidgetResizable(True)
        scroll.setAccessibleName(title)
        scroll.setWidget(inside)
        close = main_button("Sluiten", key="Esc")
        close.clicked.connect(self.reject)
        foot = QHBoxLayout()
        foot.setContentsMargins(PAGE, 8, PAGE, 14)
        foot.addStretch()
        foot.addWidget(close)
        head = QVBoxLayout()
        head.setContentsMargins(PAGE, 14, PAGE, 8)
        head.addWidget(Label(title, "page", wrap=True))
        head.addWidget(
            Label("Uit lessen in deze school, zonder namen, door jullie goedgekeurd.", tone="mute")
        )
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.setSpacing(0)
        outer.addLayout(head)
        outer.addWidget(scroll, 1)
        outer.addLayout(foot)
        fit_screen(self, 560, 520)
        close.setFocus()

    @classmethod
    def show_lines(cls, parent: QWidget, title: str, lines: Sequence[GoodLessonLine]) -> None:
        """Show them until the user closes the dialog."""
        dialog = cls(parent, title, lines)
        dialog.exec()
        dialog.deleteLater()
