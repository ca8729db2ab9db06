"""This file is the cards and rows that Start is made of."""

from collections.abc import Callable, Sequence
from datetime import date
from html import escape

from PySide6.QtCore import QModelIndex, Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QLayout, QVBoxLayout, QWidget

from lesobs.domain import dutch
from lesobs.domain.cycle import Phase, looks_after_securing
from lesobs.domain.instrument import kind_word
from lesobs.domain.schoolyear import Holiday
from lesobs.services.cycles import CycleLine
from lesobs.services.start import Waiting, WeekItem
from lesobs.ui.delegates.rows import RowDelegate, RowLine
from lesobs.ui.models.lines import ListModel
from lesobs.ui.page import Place
from lesobs.ui.widgets.cards import Card, rule
from lesobs.ui.widgets.doors import Door
from lesobs.ui.widgets.labels import Chip, Label
from lesobs.ui.widgets.marks import IconMark, PhaseChain, PhaseMark
from lesobs.ui.widgets.tables import ListView

Go = Callable[[str, str], object]
"""Asks the window to show a Place, and what to show there."""
_DAY_WIDTH = 46


class Rows(Card):
    """A card with a list of rows, as high as they are; `chosen` gives the key of the row the user opens."""

    chosen = Signal(str)

    def __init__(self, title: str) -> None:
        super().__init__(title)
        self._model: ListModel[RowLine] = ListModel()
        self._view = ListView(title)
        self._view.setModel(self._model)
        self._view.fit_height()
        self.setFocusProxy(self._view)
        delegate = RowDelegate(self._view)
        self._view.setItemDelegate(delegate)
        self._note = note("")
        self.body.addWidget(self._view)
        self.body.addWidget(self._note)
        delegate.pressed.connect(self._open)
        self._view.activated.connect(self._open)

    def set_lines(self, lines: list[RowLine], otherwise: str) -> None:
        """Show the rows, or a sentence when there are none."""
        row = self._view.current_row()
        self._model.set_lines(lines)
        self._view.setVisible(bool(lines))
        self._view.select_row(min(max(row, 0), len(lines) - 1))
        self._note.setText(otherwise)
        self._note.setVisible(not lines)

    def _open(self, index: QModelIndex) -> None:
        self.chosen.emit(str(self._model.line(index).key))


def cycle_row(cycle: CycleLine, go: Go) -> Door:
    """One open cycle: what it is about, how far it is, and what it waits for."""
    name = f"{cycle.title}, {cycle.scope}, {cycle.phase.word}"
    door = Door(name, lambda: go(Place.CYCLE, cycle.id))
    owner = cycle.owner or "nog geen eigenaar"
    names = _stacked(
        Label(cycle.title, strong=True, wrap=True),
        Label(f"{cycle.scope} · {owner}", "caption", "mute", wrap=True),
    )
    door.row.setSpacing(16)
    door.row.addLayout(names, 5)
    door.row.addWidget(PhaseChain(cycle.phase.letter), 0, Qt.AlignmentFlag.AlignVCenter)
    door.row.addLayout(_wait_of(cycle), 4)
    return door


def secured_row(cycle: CycleLine, holidays: Sequence[Holiday], go: Go) -> Door:
    """A cycle that was secured, and when somebody looks again."""
    assert cycle.closed_on is not None
    first, second = looks_after_securing(cycle.closed_on, holidays)
    caption = (
        f"geborgd {dutch.day(cycle.closed_on, year=False)} · opnieuw kijken in "
        f"{_month(first)} en {_month(second)} {second.year}"
    )
    door = Door(f"{cycle.title}, {cycle.scope}, {caption}", lambda: go(Place.CYCLE, cycle.id))
    label = Label(wrap=True)
    label.set_html(f"<b>{escape(cycle.title)}</b> · {escape(cycle.scope)}")
    _fill(door, PhaseMark("A"), label, Label(caption, "caption", "mute", wrap=True))
    return door


def week_row(item: WeekItem, go: Go, *, show_day: bool, today: bool) -> Door:
    """A visit or activity of the week; the day stands before the first of it."""
    day = f"{dutch.DAYS[item.day.weekday()]} {item.day.day}"
    label, caption = Label(wrap=True), ""
    mark: QWidget
    if item.visit is not None:
        visit = item.visit
        hour = f"les {visit.lesson_hour}" if visit.lesson_hour else ""
        place = "".join(f", {escape(part)}" for part in (visit.class_group, hour) if part)
        kind = "Duo-bezoek" if visit.duo_with else "Lesbezoek"
        label.set_html(f"{kind} <b>{escape(visit.teacher)}</b>{place}")
        too = f"samen met {visit.duo_with}" if visit.duo_with else ""
        caption = " · ".join(filter(None, (too, visit.focus_question)))
        name, mark = f"{kind} {visit.teacher}{place}", IconMark("visit", 20)
        door = Door(f"{day}: {name}", lambda: go(Place.VISITS, visit.id))
    else:
        assert item.activity is not None
        activity = item.activity
        label.setText(activity.title)
        mark = PhaseMark(activity.phase.letter)
        door = Door(f"{day}: {activity.title}", lambda: go(Place.CALENDAR, activity.id))
    before = Label(day if show_day else "", strong=True)
    before.setFixedWidth(_DAY_WIDTH)
    door.row.setContentsMargins(14, 5, 14, 5)
    door.row.addWidget(before, 0, Qt.AlignmentFlag.AlignTop)
    _fill(door, mark, label, *([Label(caption, "caption", "mute", wrap=True)] if caption else []))
    if today:
        door.mark()
    return door


def question_row(what: str, question: str, open_it: Callable[[], object]) -> Door:
    """A question about the year; it opens the list it speaks of."""
    door = Door(f"{what} {question}", open_it)
    label = Label(role="secondary", wrap=True)
    label.set_html(
        f'<span style="color:@link; text-decoration:underline">{escape(what)}</span> {escape(question)}'
    )
    door.row.setContentsMargins(14, 4, 14, 4)
    _fill(door, IconMark("help", 15), label)
    return door


def waiting_line(waiting: Waiting, me: str | None) -> RowLine:
    """A visit to go on with or to discuss or a cycle to check, as a row with its button."""
    if waiting.visit is not None:
        visit = waiting.visit
        hour = f", les {visit.lesson_hour}" if visit.lesson_hour else ""
        kind = kind_word(visit.kind)
        days = "schooldag" if waiting.days == 1 else "schooldagen"
        who = "jij was waarnemer" if visit.observer_id == me else visit.observer
        return RowLine(
            key=f"{Place.OBSERVE if waiting.busy else Place.DEBRIEF} {visit.id}",
            title=visit.teacher,
            context=" · ".join(part for part in (visit.section, visit.class_group) if part),
            caption=f"{dutch.day(visit.held_on, year=False)}{hour} · {kind} · {who}",
            icon="visit" if waiting.busy else "chat",
            figure="" if waiting.busy else str(waiting.days),
            after="nog niet afgerond" if waiting.busy else days,
            attention=waiting.pressing,
            action="Ga verder" if waiting.busy else "Nabespreken",
        )
    cycle = waiting.cycle
    assert cycle is not None and cycle.check_on is not None
    late = waiting.days < 0
    return RowLine(
        key=f"{Place.CYCLE} {cycle.id}",
        title="Opnieuw kijken",
        context=f"{cycle.title}, {cycle.scope}",
        caption=f"vóór {dutch.day(cycle.check_on, year=False)} · "
        + dutch.count(cycle.new_lessons, "nieuwe les", "nieuwe lessen"),
        icon="target",
        before="al" if late else "nog",
        figure=str(abs(waiting.days)),
        after="schooldagen te laat" if late else "schooldagen",
        attention=late,
        action="Bekijk cyclus",
    )


def with_mark(mark: QWidget, *labels: QWidget, right: QWidget | None = None) -> QWidget:
    """An icon, lines of text beside it, and at the right a button if there is one."""
    whole = QWidget()
    row = QHBoxLayout(whole)
    row.setContentsMargins(14, 7, 14, 7)
    row.setSpacing(10)
    row.addWidget(mark, 0, Qt.AlignmentFlag.AlignTop if right is None else Qt.AlignmentFlag.AlignVCenter)
    row.addLayout(_stacked(*labels), 1)
    if right is not None:
        row.addWidget(right, 0, Qt.AlignmentFlag.AlignVCenter)
    return whole


def note(sentence: str) -> Label:
    """A quiet sentence in the place of rows."""
    label = Label(sentence, tone="mute", wrap=True)
    label.setContentsMargins(14, 10, 14, 10)
    return label


def refill(body: QVBoxLayout, widgets: list[QWidget], *, ruled: bool = False) -> None:
    """Put other widgets into a card, with a line between them when `ruled`."""
    _empty(body)
    for place, widget in enumerate(widgets):
        if ruled and place:
            body.addWidget(rule())
        body.addWidget(widget)


def _empty(layout: QLayout) -> None:
    while (item := layout.takeAt(0)) is not None:
        if (widget := item.widget()) is not None:
            widget.hide()
            widget.deleteLater()


def _fill(door: Door, mark: QWidget, *labels: QWidget) -> None:
    """An icon or letter in a door, and lines of text beside it."""
    door.row.addWidget(mark, 0, Qt.AlignmentFlag.AlignTop)
    door.row.addLayout(_stacked(*labels), 1)


def _stacked(*labels: QWidget) -> QVBoxLayout:
    column = QVBoxLayout()
    column.setSpacing(0)
    for label in labels:
        column.addWidget(label)
    return column


def _wait_of(cycle: CycleLine) -> QVBoxLayout:
    """What a cycle waits for, in one line and a quieter one."""
    if cycle.check_on is None:
        column = QVBoxLayout()
        column.setSpacing(2)
        column.addWidget(Chip("Geen checkdatum", "attention"), 0, Qt.AlignmentFlag.AlignLeft)
        column.addWidget(Label("Wanneer kijken jullie opnieuw?", "caption", "mute"))
        return column
    day = dutch.day(cycle.check_on, year=False)
    lessons = dutch.count(cycle.new_lessons, "nieuwe les", "nieuwe lessen")
    words = {
        Phase.PLAN: ("<b>Plan</b> · doel en activiteiten", f"check staat op {day}"),
        Phase.DO: (
            f"<b>Do</b> · {cycle.activities_done} van {cycle.activities} activiteiten klaar",
            f"check staat op {day}",
        ),
        Phase.CHECK: (f"<b>Check</b> · {lessons}", f"vóór {day}"),
        Phase.ACT: ("<b>Act</b> · wacht op jullie besluit", lessons),
    }[cycle.phase]
    line = Label(role="secondary", wrap=True)
    line.set_html(words[0])
    return _stacked(line, Label(words[1], "caption", "mute", wrap=True))


def _month(day: date) -> str:
    return dutch.FULL_MONTHS[day.month - 1]
