"""This file is the counter: a line in the head to count pupils on task, without leaving what one was at."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import time

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtWidgets import QApplication, QFrame, QHBoxLayout, QMenu, QSizePolicy, QVBoxLayout

from lesobs.domain import dutch
from lesobs.domain.time_on_task import MOST_PUPILS, Occupation
from lesobs.services.visit_detail import CountDetail
from lesobs.ui.observing.counter_fields import DoingRow
from lesobs.ui.observing.counter_numbers import NumberRow, Typed, WrongTyping, texts_of
from lesobs.ui.observing.keys import (
    COUNT_HINTS,
    DOING_HINTS,
    EARLIER_COUNT_HINTS,
    Command,
    Do,
    Hint,
)
from lesobs.ui.observing.scoring import TARGET
from lesobs.ui.widgets.buttons import icon_button
from lesobs.ui.widgets.labels import Label


@dataclass(frozen=True, slots=True)
class Counted:
    """What was entered. `count` is the earlier one that is changed, "" for a new one; without a time it is of
    this moment."""

    count: str
    at: time | None
    on_task: int
    present: int
    occupation: Occupation | None


@dataclass(frozen=True, slots=True)
class Countable:
    """What the counter starts from. `suggested` is the time to begin with after the lesson; `pupils` is the
    size of the class."""

    counts: Sequence[CountDetail]
    pupils: int | None
    is_live: bool
    suggested: time | None = None

    @property
    def present(self) -> int | None:
        """How many are likely there: as many as at the last count, else the class."""
        likely = self.counts[-1].present if self.counts else self.pupils
        return likely if likely is not None and 1 <= likely <= MOST_PUPILS else None


class Counter(QFrame):
    """First how many pupils are on task, then what is going on. Both can be typed in one go: `19` `Z`."""

    entered = Signal(Counted)
    removed = Signal(str)
    turned = Signal(str)
    """Another count is shown: its id, "" for a new one."""
    left = Signal()
    height_changed = Signal()

    def __init__(self, every: QMenu) -> None:
        """`every` has the choices of how often to count."""
        super().__init__()
        self._from = Countable((), None, is_live=True)
        self._earlier: CountDetail | None = None
        self._typed = ("", "", "")
        self._narrow = False
        self.numbers, self.doing = NumberRow(every), DoingRow()
        self._sum = Label("", "panel")
        self._words = Label("", "note", "mute").shrinkable()
        self._close = icon_button("x", "Niet tellen (Esc)")
        self._close.setMinimumSize(TARGET, TARGET)
        self._close.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setSizePolicy(QSizePolicy.Policy.MinimumExpanding, QSizePolicy.Policy.Preferred)
        self._build()
        self._connect()

    def start(self, source: Countable, count_id: str = "") -> None:
        """Begin to count, or to change an earlier count, and take the ring."""
        self._from, self._typed = source, ("", "", "")
        self._turn(next((one for one in source.counts if one.id == count_id), None))
        self.take_ring()

    def follow(self, source: Countable) -> None:
        """The visit changed while the counter is open; what is being typed stays."""
        before, self._from = self._earlier, source
        found = next((one for one in source.counts if before is not None and one.id == before.id), None)
        if found != before:
            had_ring = self.isAncestorOf(QApplication.focusWidget() or self)
            self._turn(found)
            if had_ring:
                self.take_ring()
        self.numbers.show_place(self._place(), len(source.counts))

    def take_ring(self) -> None:
        """Be typed in, at what is to be typed first."""
        if self.is_asking_what:
            self._ask_number()
        numbers, is_new = self.numbers, self._earlier is None
        if is_new and not numbers.present.text():
            numbers.present.take_ring()
        elif is_new and not self._from.is_live and not numbers.on_task.text():
            numbers.at.take_ring()
        else:
            numbers.on_task.take_ring()

    def set_narrow(self, narrow: bool) -> None:
        """Without a line of words, unless something is wrong."""
        self._narrow = narrow
        self.numbers.set_narrow(narrow)
        self._words.setVisible(not narrow)

    @property
    def is_asking_what(self) -> bool:
        """Whether the number is there, and what is going on is asked."""
        return not self.doing.isHidden()

    def event(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.LayoutRequest:
            self.height_changed.emit()
        return super().event(event)

    def hints(self) -> list[Hint]:
        """The keys that fit what is asked."""
        if self.is_asking_what:
            return DOING_HINTS
        return EARLIER_COUNT_HINTS if self._earlier is not None else COUNT_HINTS

    def said(self) -> str:
        """What is asked, or what is wrong."""
        return self._words.text()

    def _build(self) -> None:
        top = QHBoxLayout()
        top.setSpacing(8)
        for part in (self.numbers, self._sum, self.doing, self._close):
            top.addWidget(part)
        top.addStretch()
        column = QVBoxLayout(self)
        column.setContentsMargins(2, 0, 0, 0)
        column.setSpacing(1)
        column.addStretch()
        column.addLayout(top)
        column.addWidget(self._words)
        column.addStretch()

    def _connect(self) -> None:
        numbers = self.numbers
        for part in (numbers, self.doing):
            part.commanded.connect(self._do)
        numbers.edited.connect(self._explain)
        numbers.less.clicked.connect(lambda: self._nudge(-1))
        numbers.more.clicked.connect(lambda: self._nudge(1))
        numbers.wants_on.connect(self._go_on)
        numbers.wants_removed.connect(self._remove)
        numbers.stepped.connect(self._step)
        self._close.clicked.connect(self.left)

    def _do(self, command: Command) -> None:
        match command.do:
            case Do.COUNT_ON:
                self._go_on()
            case Do.COUNT_STEP if self.is_asking_what:
                self.take_ring()
            case Do.COUNT_STEP:
                self._step(int(command.value or 0))
            case Do.COUNT_DOING:
                self._enter(str(command.value))
            case Do.COUNT_REMOVE:
                self._remove()
            case Do.COUNT_LEAVE:
                self.left.emit()

    def _turn(self, count: CountDetail | None) -> None:
        """Show an earlier count, or with None the new one as it was typed so far."""
        self._earlier = count
        if count is not None:
            self.numbers.hold(texts_of(count))
        else:
            at, on_task, present = self._typed
            likely, suggested = self._from.present, self._from.suggested
            at = at or (dutch.clock(suggested) if suggested else "")
            self.numbers.hold((at, on_task, present or (str(likely) if likely else "")))
        self.numbers.show_kind(count is not None, self._from.is_live)
        self.numbers.show_place(self._place(), len(self._from.counts))
        self._ask_number()
        self.turned.emit(count.id if count else "")

    def _ask_number(self) -> None:
        self.doing.hide()
        self._sum.hide()
        self.numbers.show()
        self._explain()

    def _ask_what(self, typed: Typed) -> None:
        self._sum.setText(f"{typed.on_task} van {typed.present}")
        self.numbers.hide()
        self._sum.show()
        self.doing.show()
        self._explain()
        likely = self._earlier or (self._from.counts[-1] if self._from.counts else None)
        self.doing.take_ring(likely.occupation if likely else Occupation.LISTENING)

    def _go_on(self) -> None:
        """On to what is still to be typed, and then to what is going on."""
        numbers = self.numbers
        nothing_yet = not numbers.on_task.text()
        try:
            if nothing_yet and numbers.present.hasFocus():
                numbers.read_present()
                numbers.on_task.take_ring()
            elif nothing_yet and numbers.at.hasFocus():
                numbers.read_time(self._may_be_now())
                numbers.on_task.take_ring()
            else:
                self._ask_what(numbers.read(self._earlier, self._may_be_now()))
        except WrongTyping as wrong:
            self._complain(wrong)

    def _enter(self, letter: str) -> None:
        try:
            typed = self.numbers.read(self._earlier, self._may_be_now())
        except WrongTyping as wrong:
            self._complain(wrong)
            return
        doing = next((one for one in Occupation if one.letter == letter), None)
        count = self._earlier.id if self._earlier else ""
        self.entered.emit(Counted(count, typed.at, typed.on_task, typed.present, doing))

    def _remove(self) -> None:
        if self._earlier is not None:
            self.removed.emit(self._earlier.id)
            self._words.setText("Telling verwijderd. Ctrl+Z haalt haar terug.")

    def _step(self, by: int) -> None:
        """To an earlier or later count; what was typed of the new one is there again at its end."""
        if self._earlier is None:
            self._typed = self.numbers.texts()
        places: list[CountDetail | None] = [*self._from.counts, None]
        place = self._place() + by
        if 0 <= place < len(places):
            self._turn(places[place])
            self.take_ring()

    def _place(self) -> int:
        """Where what is shown stands among the counts; a new one stands behind them all."""
        ids = [count.id for count in self._from.counts]
        return ids.index(self._earlier.id) if self._earlier and self._earlier.id in ids else len(ids)

    def _nudge(self, by: int) -> None:
        last = self._from.counts[-1].on_task if self._from.counts else self._from.present
        self.numbers.nudge(by, last or 0)

    def _may_be_now(self) -> bool:
        return self._from.is_live and self._earlier is None

    def _complain(self, wrong: WrongTyping) -> None:
        """Say what is wrong, in the field that it is about."""
        if self.is_asking_what:
            self._ask_number()
        wrong.field.mark_wrong(True)
        wrong.field.take_ring()
        self._words.set_tone("error")
        self._words.setText(str(wrong))
        self._words.show()

    def _explain(self) -> None:
        """Say what is asked."""
        self._words.set_tone("mute")
        self._words.setVisible(not self._narrow)
        if self.is_asking_what:
            words = "Wat doen de leerlingen? Typ de letter."
        elif self._earlier is not None:
            words = f"Telling van {dutch.clock(self._earlier.at)}. Wijzig haar, of verwijder haar met Del."
        elif not self.numbers.present.text():
            words = "Hoeveel leerlingen zijn er? Daarna tel je wie er bij de les is."
        else:
            words = "Hoeveel leerlingen zijn bij de les? Zijn er minder aanwezig, typ dan 19/26."
        self._words.setText(words)
