"""This file is the field in which a team chooses what a cycle is measured by, and towards what share."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QPainter, QRegularExpressionValidator
from PySide6.QtWidgets import (
    QHBoxLayout,
    QLineEdit,
    QSizePolicy,
    QStyleOptionViewItem,
    QVBoxLayout,
    QWidget,
)

from lesobs.domain.cycle import MOST_INDICATORS
from lesobs.domain.instrument import Indicator, place_in_list
from lesobs.domain.tally import Tally
from lesobs.services.cycles import Aim, CycleIndicator
from lesobs.services.school import School
from lesobs.ui.calendar.activity_dialog import Choices, distinct
from lesobs.ui.calendar.wording import tip
from lesobs.ui.delegates.rows import RowDelegate, RowLine
from lesobs.ui.look import font, theme
from lesobs.ui.models.lines import ListModel
from lesobs.ui.widgets.buttons import icon_button, quiet_button
from lesobs.ui.widgets.fields import PickBox
from lesobs.ui.widgets.flow import FlowLayout
from lesobs.ui.widgets.labels import Label
from lesobs.ui.widgets.tables import ListView
from lesobs.ui.widgets.text import draw_text

_Key = Qt.Key
_LOW = 28
"""A row of one line among three or more, so that the plan fits on a low screen."""


@dataclass(frozen=True, slots=True)
class AimLine:
    """An indicator with its words, and what is known of where it starts from."""

    aim: Aim
    words: str
    begins: str

    @property
    def code(self) -> str:
        return self.words.split(" ", 1)[0]

    @classmethod
    def of(cls, one: CycleIndicator) -> "AimLine":
        """An indicator as a cycle has it."""
        return cls(
            Aim(one.key, one.target_percent, one.finding_id), one.words, begins(one.baseline, one.stands_on)
        )


class IndicatorsField(QWidget):
    """Typing adds one; in the list Del takes one away, Ctrl+Shift+↑↓ moves it and Enter goes to its target.

    `changed` tells which aims are asked for; its owner shows what came of it.
    """

    changed = Signal(object)
    baseline_asked = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._lines: list[AimLine] = []
        self._wanted = ""
        self._free, self._fixed = True, False
        self.model: ListModel[RowLine] = ListModel(self)
        self.list = _Aims("Indicatoren van deze cyclus")
        self.list.setModel(self.model)
        self.list.setItemDelegate(_AimDelegate(self.list))
        self.list.fit_height()
        self.list.selectionModel().currentChanged.connect(lambda *_: self._show_current())
        self.list.activated.connect(lambda _: self._to_target())
        self.list.moved.connect(self.move_current)
        self.list.removed.connect(self.remove_current)
        self.add = PickBox("Indicator erbij", placeholder="typ een deel van een indicator")
        self.add.picked.connect(self._add)
        self.target = QLineEdit()
        self.target.setPlaceholderText("geen")
        self.target.setFixedWidth(64)
        self.target.setValidator(QRegularExpressionValidator(r"\d{0,3} ?%?", self.target))
        self.target.editingFinished.connect(self._on_target)
        self.take = quiet_button("Neem uit het beeld", "grid", small=True)
        self.take.clicked.connect(self.baseline_asked)
        self._build()

    @property
    def current(self) -> AimLine | None:
        """The indicator that has the keyboard, or had it last."""
        place = self.list.current_row()
        return self._lines[place] if 0 <= place < len(self._lines) else None

    @property
    def chosen(self) -> str:
        """The key of that indicator, "" without any."""
        return self.current.aim.key if self.current is not None else ""

    @property
    def aims(self) -> tuple[Aim, ...]:
        return tuple(line.aim for line in self._lines)

    def offer(self, choices: Choices) -> None:
        """What can be added; what is in the list already is left out."""
        if not self.add.currentText():
            taken = {line.aim.key for line in self._lines}
            self.add.set_choices([(words, key) for words, key in choices if key not in taken])

    def show_lines(self, lines: Iterable[AimLine], *, afresh: bool = False) -> None:
        """Show what the cycle is measured by; the same one stays chosen, unless it is another cycle."""
        wanted = self._wanted or ("" if afresh else self.chosen)
        self._wanted = ""
        self._lines = list(lines)
        self.model.set_lines([_row(line) for line in self._lines])
        keys = [line.aim.key for line in self._lines]
        before = -1 if afresh else min(self.list.current_row(), len(keys) - 1)
        place = keys.index(wanted) if wanted in keys else before
        self.list.select_row(max(place, 0) if keys else -1)
        self.list.setVisible(bool(keys))
        self._none.setVisible(not keys)
        self._show_current()

    def set_free(self, free: bool, fixed: bool) -> None:
        """Whether others can be chosen, and whether nothing can be changed any more."""
        self._free, self._fixed = free, fixed
        self._show_current()

    def settle(self) -> None:
        """Take what was typed now, without waiting until a field is left."""
        if self.add.hasFocus() or self.add.isAncestorOf(self.focusWidget() or self):
            self.add.settle()
        if self.target.hasFocus() and self.target.isModified():
            self._on_target()

    def move_current(self, by: int) -> None:
        """Put the one that is chosen before or after its neighbour."""
        place = self.list.current_row()
        if self._fixed or not (0 <= place < len(self._lines) and 0 <= place + by < len(self._lines)):
            return
        lines = list(self._lines)
        lines.insert(place + by, lines.pop(place))
        self._ask(lines, lines[place + by].aim.key)

    def remove_current(self) -> None:
        """Take away the one that is chosen."""
        if self._free and (line := self.current) is not None:
            self._ask([one for one in self._lines if one is not line], "")

    def _to_target(self) -> None:
        self.target.setFocus(Qt.FocusReason.TabFocusReason)

    def _add(self, key: object) -> None:
        if isinstance(key, str):
            words = self.add.currentText()
            self.add.set_value(None)
            self._ask([*self._lines, AimLine(Aim(key), words, "")], key)

    def _on_target(self) -> None:
        digits, line = self.target.text().strip(" %"), self.current
        value = int(digits) if digits else None
        if line is not None and value != line.aim.target_percent:
            changed = replace(line, aim=replace(line.aim, target_percent=value))
            self._ask([changed if one is line else one for one in self._lines], line.aim.key)
        self._show_target()

    def _ask(self, lines: Sequence[AimLine], chosen: str) -> None:
        """Show it at once, for the next key may come before the page hears of it."""
        self._wanted = chosen
        self.show_lines(lines)
        self.changed.emit(self.aims)

    def _show_current(self) -> None:
        line, place = self.current, self.list.current_row()
        self._target_name.setText(f"Streefcijfer {line.code}" if line else "Streefcijfer")
        said = f"Streefcijfer van {line.words}, procent van de lessen op 3 of 4" if line else "Streefcijfer"
        self.target.setAccessibleName(said)
        self.target.setToolTip(said)
        for widget in (self._target, self._tools):
            widget.setVisible(line is not None)
        self.target.setReadOnly(self._fixed)
        if not self.target.hasFocus() or not self.target.isModified():
            self._show_target()
        self.add.setVisible(self._free and len(self._lines) < MOST_INDICATORS)
        self._full.setVisible(self._free and len(self._lines) >= MOST_INDICATORS)
        self._up.setVisible(not self._fixed and len(self._lines) > 1)
        self._down.setVisible(self._up.isVisibleTo(self))
        self._up.setEnabled(place > 0)
        self._down.setEnabled(place < len(self._lines) - 1)
        self._away.setVisible(self._free)

    def _show_target(self) -> None:
        percent = self.current.aim.target_percent if self.current else None
        self.target.setText("" if percent is None else f"{percent} %")
        self.target.setModified(False)

    def _build(self) -> None:
        self._none = Label(
            "Nog geen. Kies waaraan je het in de les ziet: daar kijken jullie straks opnieuw naar.",
            "secondary",
            "mute",
            wrap=True,
        )
        self._full = Label(f"Vol: hooguit {MOST_INDICATORS}.", "secondary", "mute")
        self._up = icon_button("aup", "Naar boven (Ctrl+Shift+↑)", small=True)
        self._up.clicked.connect(lambda: self.move_current(-1))
        self._down = icon_button("adown", "Naar beneden (Ctrl+Shift+↓)", small=True)
        self._down.clicked.connect(lambda: self.move_current(1))
        self._away = icon_button("trash", "Haal deze indicator weg (Del)", small=True)
        self._away.clicked.connect(self.remove_current)
        self._target_name = Label("Streefcijfer", "secondary", strong=True)
        self._target_name.setBuddy(self.target)
        self._target = _in_a_row(self._target_name, self.target)
        self._tools = _in_a_row(self._up, self._down, self._away)
        self.add.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.add.setMinimumWidth(200)
        below = QWidget()
        flow = FlowLayout(below, 12, 4)
        for widget in (self.add, self._full, self._target, self._tools, self.take):
            flow.addWidget(widget)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        for widget in (self._none, self.list, below):
            column.addWidget(widget)
        self.setFocusProxy(self.add)
        self._show_current()


class _Aims(ListView):
    """Ctrl+Shift+↑↓ and Del mean something here."""

    moved = Signal(int)
    removed = Signal()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        both = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier
        if event.key() in (_Key.Key_Up, _Key.Key_Down) and event.modifiers() & both == both:
            self.moved.emit(-1 if event.key() == _Key.Key_Up else 1)
        elif event.key() == _Key.Key_Delete:
            self.removed.emit()
        elif event.key() == _Key.Key_F2:
            self.activated.emit(self.currentIndex())
        else:
            super().keyPressEvent(event)


class _AimDelegate(RowDelegate):
    """From three on, an indicator is one line: where it begins stands behind its name."""

    def sizeHint(self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> QSize:
        return QSize(200, _LOW) if index.model().rowCount() > 2 else super().sizeHint(option, index)

    def _paint_words(self, painter: QPainter, space: QRectF, line: RowLine) -> None:
        if space.height() > _LOW:
            super()._paint_words(painter, space, line)
            return
        at = draw_text(painter, space, line.title, font("body", True), theme().color("ink"))
        behind = space.adjusted(at + 12, 0, 0, 0)
        words = line.caption.removeprefix("beginmeting ")  # the head of the list says so
        draw_text(painter, behind, words, font("caption"), theme().color("mute"))


def begins(counts: Tally, stands_on: str) -> str:
    """Where an indicator starts from, with what that stands on."""
    if not counts.scored:
        return "nog geen beginmeting"
    about = f" · {stands_on.split('. ')[0]}" if stands_on else ""
    return f"beginmeting {counts.high} van {counts.scored} ({counts.percent} %){about}"


def indicators_to_choose(school: School, standard: str) -> Choices:
    """What a kijkwijzer in use looks at, each once: those of this standard first, others with theirs."""
    offered: dict[str, Indicator] = {
        indicator.key: indicator
        for line in reversed(school.instruments.all())
        for indicator in school.instruments.get(line.id).indicators
    }
    in_order = sorted(offered.values(), key=lambda one: (one.standard != standard, place_in_list(one)))
    return distinct(
        [
            (f"{one.code} {one.title}" + (f" · {one.standard}" if one.standard != standard else ""), one.key)
            for one in in_order
        ]
    )


def _row(line: AimLine) -> RowLine:
    target = f"{line.aim.target_percent} %" if line.aim.target_percent is not None else ""
    return RowLine(
        line.aim.key,
        line.words,
        caption=line.begins,
        chip=f"streven {target}" if target else "",
        tooltip=tip(f"{line.words}\n{line.begins}"),
    )


def _in_a_row(*widgets: QWidget) -> QWidget:
    whole = QWidget()
    row = QHBoxLayout(whole)
    row.setContentsMargins(0, 0, 0, 0)
    row.setSpacing(6)
    for widget in widgets:
        row.addWidget(widget)
    return whole
