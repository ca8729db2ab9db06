"""This file is the first half of the counter: when it was, how many pupils are on task, and of how many."""

from dataclasses import dataclass
from datetime import time

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QMenu, QWidget

from lesobs.domain import dutch
from lesobs.domain.errors import RuleBroken
from lesobs.domain.time_on_task import MOST_PUPILS, require_count
from lesobs.services.visit_detail import CountDetail
from lesobs.ui.observing.counter_fields import CountField, count_typed, number_typed, time_typed
from lesobs.ui.observing.keys import Command
from lesobs.ui.observing.scoring import TARGET
from lesobs.ui.widgets.buttons import Button, icon_button, menu_button
from lesobs.ui.widgets.labels import Label


class WrongTyping(RuleBroken):
    """What was typed in this field can't be meant."""

    def __init__(self, sentence: str, field: CountField) -> None:
        super().__init__(sentence)
        self.field = field


@dataclass(frozen=True, slots=True)
class Typed:
    """What was typed. Without a time it is of this moment."""

    at: time | None
    on_task: int
    present: int


class NumberRow(QWidget):
    """The fields for one count and, beside them, the ways to the others."""

    commanded = Signal(Command)
    edited = Signal()
    wants_on, wants_removed = Signal(), Signal()
    stepped = Signal(int)

    def __init__(self, every: QMenu) -> None:
        """`every` has the choices of how often to count."""
        super().__init__()
        self.at = CountField("Tijd van de telling", 64, ".: ")
        self.on_task = CountField("Leerlingen bij de les", 66, "/")
        self.present = CountField("Leerlingen aanwezig", 48, "/")
        self._fields = (self.at, self.on_task, self.present)
        self._unit = Label("bij de les", "secondary")
        self._earlier = _icon("left", "Eerdere telling (↑)")
        self._later = _icon("right", "Latere telling (↓)")
        self._trash = _icon("trash", "Telling verwijderen (Del)")
        choices = QMenu()
        choices.addActions(every.actions())
        self._every = _for_a_finger(menu_button("", choices))
        self._every.setToolTip("Hoe vaak het programma je aan tellen herinnert")
        self._build()

    def hold(self, typed: tuple[str, str, str]) -> None:
        """Time, pupils on task and pupils present, as text, not touched yet."""
        for field, text in zip(self._fields, typed, strict=True):
            field.start(text)

    def texts(self) -> tuple[str, str, str]:
        return self.at.text(), self.on_task.text(), self.present.text()

    def show_kind(self, earlier: bool, live: bool) -> None:
        """Whether it is an earlier count, and else whether it is of this moment."""
        self.at.setPlaceholderText("nu" if live and not earlier else "")
        self.on_task.removes = earlier
        self._trash.setVisible(earlier)
        self._every.setVisible(live and not earlier)

    def show_place(self, place: int, counts: int) -> None:
        """Which count is shown, from 0, of how many; the new one comes after them."""
        for button, possible in ((self._earlier, place > 0), (self._later, place < counts)):
            button.setVisible(counts > 0)
            button.setEnabled(possible)

    def show_interval(self, words: str) -> None:
        self._every.setText(words)

    def set_narrow(self, narrow: bool) -> None:
        self._unit.setVisible(not narrow)

    def read(self, earlier: CountDetail | None, may_be_now: bool) -> Typed:
        """What was typed. Raises WrongTyping; what was typed stays."""
        on_task, also_present = count_typed(self.on_task.text())
        if also_present is not None and on_task is not None:  # `19/26`
            self.present.start(str(also_present))
            self.on_task.setText(str(on_task))
        present, at = self.read_present(), self.read_time(may_be_now)
        if on_task is None:
            raise WrongTyping(
                "Typ hoeveel leerlingen bij de les zijn, bijvoorbeeld 19 of 19/26.", self.on_task
            )
        _require(on_task, present, self.on_task)
        if earlier is not None and at == earlier.at.replace(second=0):
            at = earlier.at
        return Typed(at, on_task, present)

    def read_present(self) -> int:
        """How many are present. Raises WrongTyping."""
        present = number_typed(self.present.text())
        if present is None:
            raise WrongTyping("Vul eerst in hoeveel leerlingen er zijn.", self.present)
        _require(0, present, self.present)
        return present

    def read_time(self, may_be_now: bool) -> time | None:
        """The time, None for now. Raises WrongTyping."""
        at = time_typed(self.at.text())
        if at is None and (self.at.text().strip() or not may_be_now):
            raise WrongTyping("Typ hoe laat je telde, bijvoorbeeld 10.38.", self.at)
        return at

    def nudge(self, by: int, start: int) -> None:
        """One pupil more or less than there stands; where nothing stands yet, begin at `start`."""
        on_task, present = number_typed(self.on_task.text()), number_typed(self.present.text())
        wanted = start if on_task is None else on_task + by
        self.on_task.setText(str(min(max(0, wanted), MOST_PUPILS if present is None else present)))
        self.on_task.mark_wrong(False)
        self.edited.emit()

    def _take_over(self, typed: str) -> None:
        """`19/26`, begun where only the pupils present are asked, is the count itself."""
        if "/" in typed:
            self.present.clear()
            self.on_task.setFocus(Qt.FocusReason.OtherFocusReason)
            self.on_task.setText(typed)

    def _build(self) -> None:
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(4)
        self.less, self.more = _step("–", "Een leerling minder"), _step("+", "Een leerling meer")
        go_on = _icon("aright", "Verder (Enter)")
        for part in (
            *(Label("om", "secondary", "mute"), self.at, self.less, self.on_task, self.more),
            *(Label("van", "secondary"), self.present, self._unit, go_on),
            *(self._earlier, self._later, self._trash, self._every),
        ):
            row.addWidget(part)
        for field in self._fields:
            field.commanded.connect(self.commanded)
            field.textEdited.connect(lambda _: self.edited.emit())
        self.present.textEdited.connect(self._take_over)
        go_on.clicked.connect(self.wants_on)
        self._trash.clicked.connect(self.wants_removed)
        self._earlier.clicked.connect(lambda: self.stepped.emit(-1))
        self._later.clicked.connect(lambda: self.stepped.emit(1))


def texts_of(count: CountDetail) -> tuple[str, str, str]:
    """An earlier count, as it would be typed."""
    return dutch.clock(count.at), str(count.on_task), str(count.present)


def _require(on_task: int, present: int, field: CountField) -> None:
    try:
        require_count(on_task, present)
    except RuleBroken as refusal:
        raise WrongTyping(str(refusal), field) from refusal


def _for_a_finger(button: Button) -> Button:
    """High enough; a click leaves the ring where it is."""
    button.setMinimumSize(TARGET, TARGET)
    button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
    return button


def _icon(icon: str, name: str) -> Button:
    return _for_a_finger(icon_button(icon, name))


def _step(text: str, name: str) -> Button:
    button = _for_a_finger(Button(text))
    button.setAccessibleName(name)
    button.setToolTip(name)
    button.setFixedSize(TARGET, TARGET)
    button.setFocusPolicy(Qt.FocusPolicy.NoFocus)
    return button
