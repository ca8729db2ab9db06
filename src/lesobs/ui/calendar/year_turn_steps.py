"""This file is the steps of making a school year ready: holidays, what comes back, what is open, owners."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from html import escape

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QScrollArea, QSizePolicy, QVBoxLayout, QWidget

from lesobs.domain import dutch
from lesobs.services.turn_rows import GoneOwner, NotPlaced, OpenCycle, TurnItem, TurnKind
from lesobs.services.year_turn import YearTurn
from lesobs.ui.calendar.wording import breakable
from lesobs.ui.calendar.year_turn_table import ChoiceModel, ChoiceTable
from lesobs.ui.delegates.cells import LinesCell, PhaseCell
from lesobs.ui.look import ROW_TWO_LINES
from lesobs.ui.models.table import Column
from lesobs.ui.widgets.bars import MessageBar
from lesobs.ui.widgets.buttons import plain_button
from lesobs.ui.widgets.cards import Card, Field, rule
from lesobs.ui.widgets.fields import PickBox
from lesobs.ui.widgets.labels import Chip, Label
from lesobs.ui.widgets.marks import PhaseChain

MOST_CYCLES_HEIGHT = 72


@dataclass(frozen=True, slots=True)
class TurnLine:
    """A row of a step: an activity for the new year, or what has no place in it."""

    item: TurnItem | None
    missing: NotPlaced | None = None

    @property
    def changeable(self) -> TurnItem | None:
        """What can be given other days; None for what is not its turn."""
        return self.item or (self.missing.item if self.missing else None)

    @property
    def key(self) -> str:
        return self.item.key if self.item else f"- {self.title}"

    @property
    def title(self) -> str:
        return self.item.title if self.item else self.missing.title if self.missing else ""

    @property
    def why(self) -> str:
        """Why it is here, and what is worth knowing about its days."""
        if self.item is None:
            return self.missing.why if self.missing else ""
        kind = "" if self.item.kind is TurnKind.RECURS else f"{self.item.kind.word}; "
        return f"{kind}{self.item.why}. {self.item.remark}".strip()

    @property
    def was(self) -> str:
        return dutch.period(*self.item.was) if self.item and self.item.was else ""

    @property
    def becomes(self) -> str:
        if self.item is not None:
            return dutch.period(self.item.starts_on, self.item.ends_on)
        return "nog geen plaats" if self.missing and self.missing.to_do else "dit jaar niet"

    @property
    def weeks(self) -> str:
        return dutch.weeks(self.item.starts_on, self.item.ends_on) if self.item else ""


def columns(owner: Callable[[TurnItem], str]) -> tuple[Column[TurnLine], ...]:
    """What a step shows of each; `owner` says who would own it."""

    def owned(line: TurnLine) -> str:
        return (owner(line.item) or "nog niemand") if line.item else ""

    return (
        Column(
            "Activiteit",
            lambda line: line.title,
            tooltip=lambda line: f"<qt>{escape(line.title)}<br>{escape(line.why)}</qt>",
            cell=lambda line: LinesCell(
                line.title, line.why, "ink" if line.item else "mute", strong=line.item is not None
            ),
            accessible=lambda line: f"{line.title}, {line.why}",
            width=0,
        ),
        Column(
            "Wordt",
            lambda line: line.becomes,
            cell=lambda line: LinesCell(
                line.becomes,
                f"was {line.was}" if line.was else line.weeks,
                "attention" if line.missing and line.missing.to_do else "ink" if line.item else "mute",
            ),
            accessible=lambda line: f"wordt {line.becomes}, was {line.was}",
            width=224,
        ),
        Column(
            "Fase",
            lambda line: line.item.phase.letter if line.item else "",
            cell=lambda line: PhaseCell(line.item.phase.letter, line.item.standard) if line.item else None,
            width=96,
        ),
        Column("Eigenaar", owned, width=150),
    )


class Step(QWidget):
    """One step of the wizard; `changed` tells that the user chose something else."""

    changed = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.column = QVBoxLayout(self)
        self.column.setContentsMargins(0, 0, 0, 0)
        self.column.setSpacing(10)


class HolidayStep(Step):
    """The holidays of the new year; those to confirm are marked."""

    check_asked = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._message = MessageBar("attention")
        self._card = Card()
        self.check = plain_button("Vakanties nakijken…", "cal")
        self.check.clicked.connect(self.check_asked)
        self.column.addWidget(self._message)
        self.column.addWidget(self._card)
        self.column.addWidget(self.check, 0, Qt.AlignmentFlag.AlignLeft)
        self.column.addStretch()

    def show_turn(self, turn: YearTurn) -> None:
        doubtful = sum(line.to_confirm for line in turn.holidays)
        known = any(line.starts_on in turn.to_year for line in turn.holidays)
        self._message.setVisible(bool(doubtful) or not known)
        if not known:
            self._message.set_message(
                "attention",
                f"Van {turn.to_year} zijn nog geen vakanties bekend.",
                more="Wat bij een vakantie hoort, krijgt nog geen plaats. Vul ze in, of kom later terug.",
            )
        elif doubtful:
            what = dutch.count(doubtful, "vakantie is", "vakanties zijn")
            self._message.set_message(
                "attention", f"{what} nog te controleren.", more="Wat eraan vastzit, schuift mee."
            )
        while (item := self._card.body.takeAt(0)) is not None:
            if (widget := item.widget()) is not None:
                widget.hide()
                widget.deleteLater()
        for number, line in enumerate(turn.holidays):
            if number:
                self._card.body.addWidget(rule())
            self._card.body.addWidget(
                _named_row(
                    line.name,
                    dutch.period(line.starts_on, line.ends_on),
                    Chip("te controleren", "attention") if line.to_confirm else None,
                )
            )
        self._card.setVisible(bool(turn.holidays))


class ChoiceStep(Step):
    """Activities to choose from, with what has no place below them."""

    days_asked = Signal(object)
    """Other days are asked for a TurnItem."""

    def __init__(self, name: str, nothing: str, owner: Callable[[TurnItem], str]) -> None:
        super().__init__()
        self._rows = ChoiceModel[TurnLine](
            columns(owner), lambda line: line.key, lambda line: line.item is not None, self
        )
        self.table = ChoiceTable(name)
        self.table.set_model(self._rows)
        self.table.verticalHeader().setDefaultSectionSize(ROW_TWO_LINES)
        self.table.setMinimumHeight(90)
        self.table.toggled.connect(self.changed)
        self.table.change_asked.connect(self._ask_days)
        self._nothing = Label(nothing, tone="mute", wrap=True)
        self._card = Card()
        self._card.body.addWidget(self.table)
        self.column.addWidget(self._nothing)
        self.column.addWidget(self._card, 1)
        self.setFocusProxy(self.table)

    @property
    def chosen(self) -> set[str]:
        """The keys of what is chosen here."""
        return set(self._rows.chosen)

    def keep(self, chosen: set[str]) -> None:
        """Let go what is not among these."""
        self._rows.choose(self.chosen & chosen)

    def show_lines(self, items: Iterable[TurnItem], missing: Iterable[NotPlaced], chosen: set[str]) -> None:
        lines = [*(TurnLine(item) for item in items), *(TurnLine(None, one) for one in missing)]
        self._rows.set_lines(lines)
        self._rows.choose(chosen & {line.key for line in lines})
        self._nothing.setVisible(not lines)
        self._card.setVisible(bool(lines))
        self.table.select_row(0 if lines else -1)

    def go_to(self, key: str) -> None:
        """Give the keyboard to the row of an item."""
        keys = [line.key for line in self._rows.lines()]
        self.table.select_row(keys.index(key) if key in keys else -1)
        self.table.setFocus()

    def _ask_days(self, row: int) -> None:
        if item := self._rows.line(row).changeable:
            self.days_asked.emit(item)


class OpenStep(ChoiceStep):
    """What was not ready, and the cycles that go on by themselves."""

    def __init__(self, owner: Callable[[TurnItem], str]) -> None:
        nothing = "Er staat niets open dat hier mee moet. Wat terugkomt, staat bij stap 2."
        super().__init__("Wat nog openstaat", nothing, owner)
        self._cycles = Card("Open cycli gaan door")
        self._cycles.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Maximum)
        self.column.addWidget(self._cycles)
        self.column.addStretch()

    def show_cycles(self, cycles: Sequence[OpenCycle]) -> None:
        number = len(cycles)
        self._cycles.set_title(
            "Open cycli gaan door",
            f"{number} met hun hele geschiedenis; er hoeft niets te gebeuren" if number else "",
        )
        inside = QWidget()
        column = QVBoxLayout(inside)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        for one in cycles:
            column.addWidget(_cycle_row(one))
        if not cycles:
            column.addWidget(_named_row("Er loopt geen cyclus.", "", None))
        area = QScrollArea()
        area.setWidget(inside)
        area.setWidgetResizable(True)
        area.setFrameShape(QFrame.Shape.NoFrame)
        area.setFixedHeight(min(MOST_CYCLES_HEIGHT, inside.sizeHint().height() + 2))
        while (item := self._cycles.body.takeAt(0)) is not None:
            if (widget := item.widget()) is not None:
                widget.hide()
                widget.deleteLater()
        self._cycles.body.addWidget(area)


class OwnerStep(Step):
    """Who left, and who takes over what was theirs."""

    def __init__(self) -> None:
        super().__init__()
        self.fields: dict[str, PickBox] = {}
        self._inside = QVBoxLayout()
        self._inside.setSpacing(12)
        self.column.addLayout(self._inside)
        self.column.addStretch()

    def show_owners(
        self,
        owners: Sequence[GoneOwner],
        choices: Sequence[tuple[str, object]],
        picked: dict[str, str | None],
    ) -> None:
        while (item := self._inside.takeAt(0)) is not None:
            if (widget := item.widget()) is not None:
                widget.hide()
                widget.deleteLater()
        self.fields = {}
        for one in owners:
            box = PickBox(f"Nieuwe eigenaar voor {one.name}", choices, "nog niemand")
            box.set_value(picked.get(one.id))
            box.picked.connect(lambda _: self.changed.emit())
            self.fields[one.id] = box
            parts = []
            if one.activities:
                parts.append(dutch.count(one.activities, "activiteit", "activiteiten"))
            if one.cycles:
                parts.append(dutch.count(one.cycles, "open cyclus", "open cycli"))
            hint = f"vertrokken {dutch.day(one.left_on)}; {dutch.listed(parts)}"
            self._inside.addWidget(Field(f"{one.name.replace('&', '&&')} wordt opgevolgd door", box, hint))
        if not owners:
            words = "Niemand die iets te doen heeft in het nieuwe schooljaar, is vertrokken."
            self._inside.addWidget(Label(words, tone="mute", wrap=True))
        if self.fields:
            self.setFocusProxy(next(iter(self.fields.values())))

    def picked(self) -> dict[str, str | None]:
        """The new owner of each who left; None: nobody yet."""
        found = {old: box.value() for old, box in self.fields.items()}
        return {old: new if isinstance(new, str) else None for old, new in found.items()}

    def unread(self) -> PickBox | None:
        """A field in which a name was typed that is not in the list."""
        return next(
            (box for box in self.fields.values() if box.currentText().strip() and box.value() is None), None
        )


def _named_row(name: str, words: str, chip: Chip | None) -> QWidget:
    whole = QWidget()
    row = QHBoxLayout(whole)
    row.setContentsMargins(14, 9, 14, 9)
    row.setSpacing(12)
    title = Label(name, strong=bool(words))
    title.setMinimumWidth(170)
    row.addWidget(title)
    row.addWidget(Label(words).shrinkable(), 1)
    if chip is not None:
        row.addWidget(chip)
    return whole


def _cycle_row(one: OpenCycle) -> QWidget:
    whole = QWidget()
    row = QHBoxLayout(whole)
    row.setContentsMargins(14, 6, 14, 6)
    row.setSpacing(12)
    chain = PhaseChain()
    chain.set_phase(one.line.phase.letter)
    row.addWidget(chain)
    about = [one.line.scope, one.line.owner or "nog geen eigenaar"]
    if one.turns:
        about.append(f"ronde {one.turns + 1}")
    if one.line.check_on is not None:
        about.append(f"opnieuw kijken vóór {dutch.day(one.line.check_on)}")
    label = Label()
    label.set_html(
        f"<b>{escape(breakable(one.line.title))}</b> "
        f'<span style="color:@mute">· {escape(" · ".join(about))}</span>'
    )
    row.addWidget(label.shrinkable(), 1)
    if one.owner_left:
        row.addWidget(Chip("eigenaar vertrokken", "attention", "person"))
    return whole
