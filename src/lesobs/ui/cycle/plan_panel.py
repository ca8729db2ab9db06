"""This file is the panel of Plan: what a team aims at, where it starts from, who leads it and until when."""

from collections.abc import Callable
from typing import Literal, cast

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QBoxLayout, QGridLayout, QHBoxLayout, QVBoxLayout, QWidget

from lesobs.domain.cycle import Phase
from lesobs.domain.standards import STANDARDS
from lesobs.services.cycles import Aim, CycleField, CycleText
from lesobs.services.school import School
from lesobs.ui.calendar.activity_dialog import owners
from lesobs.ui.calendar.cycle_dialog import findings_to_choose
from lesobs.ui.calendar.whom import WhomBox, whom
from lesobs.ui.cycle.indicators_field import AimLine, IndicatorsField, indicators_to_choose
from lesobs.ui.cycle.panels import LowPanel
from lesobs.ui.cycle.whole import Whole
from lesobs.ui.widgets.buttons import main_button
from lesobs.ui.widgets.cards import Field
from lesobs.ui.widgets.dates import DateEdit
from lesobs.ui.widgets.fields import ComboBox, PickBox
from lesobs.ui.widgets.kept import KeptText
from lesobs.ui.widgets.labels import Label

Write = Callable[[CycleText, str], None]
Change = Callable[[CycleField, object], None]
Measure = Callable[[tuple[Aim, ...]], None]
_Chosen = Literal["owner_id", "deputy_id", "finding_id", "department_id"]


class PlanPanel(LowPanel):
    """All fields of the plan, kept as they are typed or chosen."""

    baseline_asked = Signal()
    failed = Signal(str)
    go_on_asked = Signal()

    def __init__(self, school: School, write: Write, change: Change, measure: Measure) -> None:
        super().__init__()
        self._school, self._change = school, change
        self._whole: Whole | None = None
        self.title = KeptText("Titel", lambda text: write("title", text), "bijv. Nagaan en bijstellen", 1, 2)
        self.goal = KeptText(
            "Doel", lambda text: write("goal", text), "In 8 van de 12 lessen zien we …", 3, 6
        )
        for text in (self.title, self.goal):
            text.failed.connect(self.failed)
        self._build_choices()
        self.check_on = DateEdit("Opnieuw kijken vóór")
        self.check_on.changed.connect(self._on_check_on)
        self.indicators = IndicatorsField()
        self.indicators.changed.connect(measure)
        self.indicators.baseline_asked.connect(self.baseline_asked)
        self.go_on = main_button("Verder naar Do", "aright", "Ctrl+Enter")
        self.go_on.clicked.connect(self.go_on_asked)
        self._heading = Label("Wat willen jullie zien in de les?", "panel")
        self._history = Label(role="secondary", tone="mute", wrap=True)
        self._build()

    def show_whole(self, whole: Whole) -> None:
        """Show the plan; what is being typed stays."""
        other = self._whole is None or self._whole.line.id != whole.line.id
        self._whole = whole
        draft = whole.draft
        self.title.show_stored(draft.title)
        self.goal.show_stored(draft.goal)
        self._offer(whole)
        values: dict[_Chosen, object] = {
            "owner_id": draft.owner_id,
            "deputy_id": draft.deputy_id,
            "finding_id": draft.finding_id,
            "department_id": draft.department_id,
        }
        if other or not self.whom.hasFocus():
            self.whom.set_value(whom(draft))
        for name, value in values.items():
            box = self._boxes[name]
            if other or not box.hasFocus():
                box.set_value(value)
                if (line := box.lineEdit()) is not None:
                    line.setCursorPosition(0)
        self.standard.set_value(draft.standard)
        if other or not self.check_on.isModified():
            self.check_on.set_value(draft.check_on)
        self.indicators.show_lines((AimLine.of(one) for one in whole.line.indicators), afresh=other)
        self._say(whole)
        self._fix(whole)

    def flush(self) -> bool:
        """Write what is pending, also in a field that was not left yet; gives whether all is kept."""
        for box in self._boxes.values():
            if isinstance(box, PickBox) and (box.hasFocus() or box.isAncestorOf(self.focusWidget() or self)):
                box.settle()
        if self.check_on.hasFocus() and self.check_on.isModified():
            self.check_on.editingFinished.emit()
        self.indicators.settle()
        return all([self.title.flush(), self.goal.flush()])

    def let_go(self) -> None:
        for text in (self.title, self.goal):
            text.let_go()

    @property
    def refusal(self) -> str:
        return self.goal.refusal or self.title.refusal

    def restore(self, field: CycleField, whole: Whole) -> None:
        """Show again what the file holds, after a choice that was refused."""
        if (box := self._boxes.get(cast(_Chosen, field))) is not None:
            box.set_value(getattr(whole.draft, field))
        self.whom.set_value(whom(whole.draft))
        self.check_on.set_value(whole.draft.check_on)

    def show_indicators(self, whole: Whole) -> None:
        """Show again what the file holds of the indicators, after something was refused."""
        self.indicators.show_lines(AimLine.of(one) for one in whole.line.indicators)

    def focus_on(self, name: str) -> None:
        """Give the keyboard to what is missing: `goal`, `owner` or `check_on`."""
        widgets = {"owner": self._boxes["owner_id"], "check_on": self.check_on}
        widgets.get(name, self.goal).setFocus(Qt.FocusReason.TabFocusReason)

    def _build_choices(self) -> None:
        self.standard = ComboBox("Standaard", [(f"{code} {name}", code) for code, name in STANDARDS.items()])
        self.standard.picked.connect(lambda code: self._change("standard", code))
        self.whom, department = WhomBox(), ComboBox("Afdeling")
        self.whom.picked.connect(lambda chosen: self._change(*(chosen or ("section_id", None))))
        for wide in (self.standard, department):
            wide.setSizeAdjustPolicy(ComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self._boxes: dict[_Chosen, ComboBox] = {
            "owner_id": PickBox("Eigenaar", placeholder="nog niemand"),
            "deputy_id": PickBox("Vervanger", placeholder="niemand"),
            "finding_id": PickBox("Begint bij bevinding", placeholder="geen bevinding"),
            "department_id": department,
        }
        for name, box in self._boxes.items():
            box.picked.connect(lambda value, name=name: self._change(name, value))

    def _offer(self, whole: Whole) -> None:
        school, nobody = self._school, [("hele school", None)]
        departments = [(line.name, line.id) for line in school.people.departments()]
        choices: dict[_Chosen, list[tuple[str, object]]] = {
            "owner_id": owners(school, whole.draft.owner_id),
            "deputy_id": owners(school, whole.draft.deputy_id),
            "finding_id": findings_to_choose(school),
            "department_id": [*nobody, *departments],
        }
        if not self.whom.hasFocus() or not self.whom.count():
            self.whom.offer(school, whole.draft)
            self._whom_field.label.setText(self.whom.accessibleName())
        for name, offered in choices.items():
            box = self._boxes[name]
            if not box.hasFocus() or not box.count():
                box.set_choices(offered)
        self.indicators.offer(indicators_to_choose(school, whole.draft.standard))

    def _say(self, whole: Whole) -> None:
        before = whole.previous_turn
        self._history.setVisible(before is not None)
        if before is not None and before.line.outcome is not None:
            reason = f": {' '.join(before.line.reason.split())}" if before.line.reason.strip() else ""
            self._history.setText(f"Vorige ronde {before.line.outcome.word}{reason}")

    def _fix(self, whole: Whole) -> None:
        """What a closed cycle says can only be read; what is measured is fixed once the team is doing."""
        for text in (self.title, self.goal):
            text.set_fixed(whole.closed)
        planning = whole.line.phase is Phase.PLAN and not whole.closed
        for name, box in self._boxes.items():
            free = planning or (name in ("owner_id", "deputy_id") and not whole.closed)
            box.setEnabled(free)
            box.setToolTip("" if free or whole.closed else _FIXED)
        self.whom.setEnabled(planning)
        self.whom.setToolTip("" if planning or whole.closed else _FIXED)
        self.check_on.setReadOnly(whole.closed)
        self.standard.setEnabled(not whole.closed)
        self.indicators.set_free(planning, whole.closed)
        counting = whole.line.phase in (Phase.PLAN, Phase.DO) and not whole.closed
        self.indicators.take.setVisible(counting and bool(whole.line.indicators))
        self.go_on.setVisible(planning)

    def _on_check_on(self, day: object) -> None:
        if self.check_on.is_valid():
            self._change("check_on", day)

    def _build(self) -> None:
        head = QHBoxLayout()
        head.addWidget(self._heading)
        head.addStretch()
        head.addWidget(self.go_on)
        boxes = cast(dict[str, QWidget], self._boxes)
        words = _column(
            Field("Titel", self.title),
            Field("Doel", self.goal, "waaraan zien jullie dat het lukt?"),
            Field("Standaard", self.standard),
        )
        who, where = QWidget(), QWidget()
        self._whom_field = Field("Sectie", self.whom)
        self._rows = (
            _beside(
                who,
                Field("Eigenaar", boxes["owner_id"]),
                Field("Vervanger", boxes["deputy_id"]),
                Field("Opnieuw kijken vóór", self.check_on),
            ),
            _beside(
                where,
                Field("Begint bij bevinding", boxes["finding_id"]),
                self._whom_field,
                Field("Afdeling", boxes["department_id"]),
            ),
        )
        choices = _column(
            who,
            where,
            Field(
                "Indicatoren",
                self.indicators,
                "met de lessen op 3 of 4 waar jullie beginnen",
            ),
        )
        self._grid, self._held = QGridLayout(self), (words, choices)
        self._grid.setContentsMargins(16, 7, 16, 5)
        self._grid.setHorizontalSpacing(20)
        self._grid.setVerticalSpacing(0)
        self._grid.addLayout(head, 0, 0, 1, 2)
        self._grid.setRowMinimumHeight(1, 4)
        self._grid.addWidget(self._history, 4, 0, 1, 2)
        self._grid.setRowStretch(5, 1)
        self._beside: bool | None = None
        self._place(beside=True)

    def set_narrow(self, narrow: bool) -> None:
        """The columns below each other, where there is no room beside."""
        self._place(beside=not narrow)

    def _place(self, *, beside: bool) -> None:
        """The words beside the choices, or above them where there is no room."""
        if beside is self._beside:
            return
        self._beside = beside
        across, down = QBoxLayout.Direction.LeftToRight, QBoxLayout.Direction.TopToBottom
        for row in self._rows:
            row.setDirection(across if beside else down)
            row.setSpacing(10 if beside else 5)
        for place, held in enumerate(self._held):
            at = (2, place, 1, 1) if beside else (2 + place, 0, 1, 2)
            self._grid.addWidget(held, *at)
            self._grid.setColumnStretch(place, (4, 9)[place] if beside else 1)


_FIXED = "Dit ligt vast zodra jullie doen. Ga terug naar Plan om het te wijzigen."


def _column(*fields: QWidget) -> QWidget:
    held = QWidget()
    column = QVBoxLayout(held)
    column.setContentsMargins(0, 0, 0, 0)
    column.setSpacing(5)
    for field in fields:
        column.addWidget(field)
    column.addStretch()
    return held


def _beside(inside: QWidget, *fields: QWidget) -> QBoxLayout:
    row = QBoxLayout(QBoxLayout.Direction.LeftToRight, inside)
    row.setContentsMargins(0, 0, 0, 0)
    for field in fields:
        row.addWidget(field, 1)
    return row
