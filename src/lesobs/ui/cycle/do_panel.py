"""This file is the panel of Do: the activities of a cycle with who, when and how far."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QBoxLayout, QHBoxLayout, QVBoxLayout, QWidget

from lesobs.domain import dutch
from lesobs.domain.activity import ActivityStatus
from lesobs.domain.cycle import Phase
from lesobs.services.calendar import ActivityLine
from lesobs.ui.calendar.wording import activity_row
from lesobs.ui.cycle.whole import Whole
from lesobs.ui.delegates.rows import RowDelegate, RowLine
from lesobs.ui.models.lines import ListModel
from lesobs.ui.widgets.buttons import main_button, plain_button, quiet_button
from lesobs.ui.widgets.labels import Label
from lesobs.ui.widgets.tables import ListView


class DoPanel(QWidget):
    """The list of activities: Enter changes one, space says whether it is done, Ins adds one."""

    edit_asked = Signal(str)
    add_asked = Signal()
    status_asked = Signal(str, object)
    remove_asked = Signal(str)
    go_on_asked = Signal()
    back_asked = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._lines: tuple[ActivityLine, ...] = ()
        self.model: ListModel[RowLine] = ListModel(self)
        self.list = _Activities("Activiteiten van deze cyclus")
        self.list.setModel(self.model)
        self.list.setItemDelegate(RowDelegate(self.list))
        self.list.activated.connect(lambda _: self._tell(self.edit_asked))
        self.list.toggled.connect(self._toggle)
        self.list.removed.connect(lambda: self._tell(self.remove_asked))
        self.add = plain_button("Activiteit", "plus", "Ins")
        self.add.clicked.connect(self.add_asked)
        self.go_on = main_button("Verder naar Check", "aright", "Ctrl+Enter")
        self.go_on.clicked.connect(self.go_on_asked)
        self.back = quiet_button("Terug naar Plan", "aleft", small=True)
        self.back.clicked.connect(self.back_asked)
        self._about = Label(role="secondary", tone="mute", wrap=True)
        column = self._column = QVBoxLayout(self)
        column.setContentsMargins(16, 10, 16, 10)
        column.setSpacing(6)
        self._head = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self._head.setSpacing(8)
        words, buttons = QHBoxLayout(), QHBoxLayout()
        words.addWidget(Label("Wat doen jullie?", "panel"))
        words.addWidget(self._about, 1)
        buttons.addStretch()
        for button in (self.back, self.add, self.go_on):
            buttons.addWidget(button)
        self._head.addLayout(words, 1)
        self._head.addLayout(buttons)
        column.addLayout(self._head)
        column.addWidget(self.list, 1)
        self._empty = Label(
            "Nog niets. Wat ga je doen, wie trekt het, en van wanneer tot wanneer? Wat hier staat, staat ook "
            "in de kalender. Opnieuw kijken telt vanaf de laatste dag.",
            "body",
            "mute",
            wrap=True,
        )
        column.addWidget(self._empty)
        column.addStretch()

    def set_narrow(self, narrow: bool) -> None:
        """The buttons below the words and without their keys, where there is no room beside."""
        self._head.setDirection(
            QBoxLayout.Direction.TopToBottom if narrow else QBoxLayout.Direction.LeftToRight
        )
        self.add.set_key("" if narrow else "Ins")
        self.go_on.set_key("" if narrow else "Ctrl+Enter")
        self._column.activate()  # so that it tells at once how narrow it can be, also while it is hidden

    def show_whole(self, whole: Whole) -> None:
        self._lines = whole.activities
        chosen = self._chosen()
        self.model.set_lines([_row(one) for one in self._lines])
        self.list.setVisible(bool(self._lines))
        self._empty.setVisible(not self._lines)
        self.list.select_row(next((at for at, one in enumerate(self._lines) if one.id == chosen), 0))
        line, doing = whole.line, whole.doing
        words = f"{sum(not one.status.open for one in doing)} van {len(doing)} klaar" if doing else ""
        if line.done_on is not None:
            words += f" · nieuwe lessen tellen na {dutch.day(line.done_on)}"
        self._about.setText(words)
        on = line.phase is Phase.DO and not whole.closed
        self.go_on.setVisible(on)
        self.back.setVisible(on)
        self.add.setHidden(whole.closed)

    def _chosen(self) -> str:
        place = self.list.current_row()
        return str(self.model.line(place).key) if 0 <= place < self.model.rowCount() else ""

    def _tell(self, signal: object) -> None:
        if chosen := self._chosen():
            signal.emit(chosen)  # type: ignore[attr-defined]

    def _toggle(self) -> None:
        line = next((one for one in self._lines if one.id == self._chosen()), None)
        if line is not None:
            done = line.status is ActivityStatus.DONE
            self.status_asked.emit(line.id, ActivityStatus.DOING if done else ActivityStatus.DONE)


class _Activities(ListView):
    """Space and Del mean something here."""

    toggled = Signal()
    removed = Signal()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Space:
            self.toggled.emit()
        elif event.key() == Qt.Key.Key_Delete:
            self.removed.emit()
        else:
            super().keyPressEvent(event)


def _row(line: ActivityLine) -> RowLine:
    weeks = dutch.weeks(line.starts_on, line.ends_on)
    return activity_row(line, more=f" · {weeks}", hint="\nspatie: klaar of niet")
