"""This file is the head of the page: who is visited, what can be done, pupils on task, and the clock."""

from collections.abc import Callable
from datetime import datetime

from PySide6.QtCore import QPoint, QRect, QRectF, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QAction, QMouseEvent, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QMenu, QSizePolicy, QVBoxLayout, QWidget

from lesobs.domain import dutch
from lesobs.domain.visit import VisitState
from lesobs.services.visit_detail import VisitDetail
from lesobs.ui.look import font, theme
from lesobs.ui.observing.actions import VisitActions
from lesobs.ui.observing.counter import Counter
from lesobs.ui.observing.lesson_span import minutes_busy
from lesobs.ui.observing.scoring import TARGET
from lesobs.ui.observing.task_line import TaskFigure, TaskLine, TaskState
from lesobs.ui.widgets.buttons import (
    Button,
    icon_button,
    main_button,
    menu_button,
    plain_button,
    quiet_button,
)
from lesobs.ui.widgets.labels import Label
from lesobs.ui.widgets.text import draw_text

HEIGHT, LOW, LOW_TARGET = 72, 44, 36
BESIDE_COUNTER = 1200
"""From this width of the page there is room for the line beside the counter."""


class Question(QWidget):
    """The focus question on one line, cut with … where it does not fit and whole in the tool tip."""

    clicked = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._text = ""
        self.setCursor(Qt.CursorShape.IBeamCursor)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def set_text(self, text: str) -> None:
        self._text = " ".join(text.split())
        self.setAccessibleName(f"Kijkvraag: {self._text or 'nog geen'}")
        self.setToolTip(f"{self._text}\nKlik om te wijzigen (Ctrl+K)".strip())
        self.update()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        if event.button() == Qt.MouseButton.LeftButton:
            self.clicked.emit()

    def sizeHint(self) -> QSize:
        return QSize(200, 18)

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter, plain, worn = QPainter(self), font("secondary"), theme()
        box = QRectF(self.rect())
        at = draw_text(painter, box, "Kijkvraag: ", plain, worn.color("mute"))
        words = self._text or "nog geen"
        ink = worn.color("ink" if self._text else "mute")
        draw_text(painter, box.adjusted(at, 0, 0, 0), words, plain, ink)


class Head(QFrame):
    """The bar above the observing page. Its buttons trigger the page's actions."""

    back_asked = Signal()
    question_asked = Signal()
    minute = Signal()
    """The clock went to another minute."""

    def __init__(self, now: Callable[[], datetime], act: VisitActions) -> None:
        super().__init__()
        self.setProperty("kind", "top")
        self._now, self._act, self._narrow = now, act, False
        self._detail: VisitDetail | None = None
        self._counts, self.is_counting = TaskState(), False
        self.line, self.figure, self.counter = TaskLine(), TaskFigure(), Counter(act.every)
        self._begin = _button(main_button("Begin", "aright", "F5"), act.begin)
        self._finish = _button(plain_button("Rond af", key="Shift+F5"), act.finish)
        self._go_on = _button(plain_button("Verder observeren"), act.go_on)
        self._debrief = _button(plain_button("Nabespreking", key="Ctrl+N"), act.debrief)
        self._debrief_main = _button(main_button("Nabespreking", "chat", "Ctrl+N"), act.debrief)
        self._next = _button(quiet_button("volgende", key="F6", small=True), act.next_phase)
        self._phase_button = _button(plain_button("", key="F6", small=True), act.next_phase)
        self._menu = QMenu(self)
        self._next.setMinimumHeight(32)
        self._phase_button.setMinimumHeight(LOW_TARGET)
        self._more = menu_button("Meer", self._menu)
        self._more.setMinimumHeight(LOW_TARGET)
        self._build_words()
        row = QHBoxLayout(self)
        row.setContentsMargins(6, 0, 14, 0)
        row.setSpacing(8)
        row.addWidget(self._back)
        row.addWidget(self._words, 2)
        row.addWidget(self.counter, 1)
        row.addWidget(self.line, 3)
        row.addWidget(self.figure)
        for button in (*self._of_state(), self._more):
            row.addWidget(button)
        row.addWidget(self._build_clock())
        self.counter.height_changed.connect(self._fit_height)
        self._timer = QTimer(self, singleShot=True)
        self._timer.timeout.connect(self._tick)
        self.set_narrow(False)
        self._tick()

    def show_visit(self, detail: VisitDetail) -> None:
        line = detail.line
        self._name.setText(line.teacher)
        lesson = f"les {line.lesson_hour}" if line.lesson_hour else ""
        where = (line.class_group, lesson) if self._narrow else (line.section, line.class_group, lesson)
        self._where.setText(" · ".join(part for part in where if part))
        self._question.set_text(line.focus_question)
        self._name.setToolTip(f"Kijkvraag: {line.focus_question}" if line.focus_question else "")
        self._detail = detail
        self._phase.setText(detail.phase.word)
        self._phase_button.setText(detail.phase.word)
        self._next.setEnabled(self._act.next_phase.isEnabled())
        self._phase_button.setEnabled(self._act.next_phase.isEnabled())
        self._show_parts()
        self._show_clock()

    def show_counts(self, state: TaskState) -> None:
        """Show the counts of pupils on task: as a line, or in a narrow window as a figure."""
        self.line.set_state(state)
        self.figure.set_state(state)
        changed = (state.is_drawn, state.can_count) != (self._counts.is_drawn, self._counts.can_count)
        self._counts = state
        if changed:
            self._show_parts()

    def set_counting(self, counting: bool) -> None:
        """Let the counter stand where the words and the buttons are, or take it away."""
        self.is_counting = counting
        self._show_parts()
        self._fit_height()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if (event.oldSize().width() >= BESIDE_COUNTER) != (event.size().width() >= BESIDE_COUNTER):
            self._show_parts()

    def set_narrow(self, narrow: bool) -> None:
        """One low line; what can be done goes into *Meer*."""
        self._narrow = narrow
        self.counter.set_narrow(narrow)
        self._fit_height()
        self._question.setVisible(not narrow)
        self._clock.setFont(font("figure" if narrow else "clock"))
        self._name.setFont(font("card" if narrow else "panel"))
        self._line.setVisible(not narrow)
        self._times.setContentsMargins(*((0, 0, 0, 0) if narrow else (0, 4, 0, 3)))
        self._show_parts()

    def question_place(self) -> QRect:
        """Where the focus question stands, or in a narrow window the name."""
        shown = self._words if self._narrow else self._question
        return QRect(shown.mapTo(self, QPoint()), shown.size())

    def set_touch(self, touch: bool) -> None:
        """Make what is lower than the rest as high as a finger needs."""
        for button, usual in ((self._next, 32), (self._phase_button, LOW_TARGET), (self._more, LOW_TARGET)):
            button.setMinimumHeight(TARGET if touch else usual)

    def buttons(self) -> tuple[QWidget, ...]:
        """What can have the ring, in the order of the Tab key."""
        return (self.figure, *self._of_state(), self._more, self._phase_button, self._next, self._back)

    def _of_state(self) -> tuple[Button, ...]:
        return (self._begin, self._finish, self._go_on, self._debrief, self._debrief_main)

    def _build_words(self) -> None:
        self._back = icon_button("aleft", "Terug naar de lesbezoeken")
        self._back.setMinimumSize(TARGET, TARGET)
        self._back.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self._back.clicked.connect(self.back_asked)
        self._words = QWidget()
        column = QVBoxLayout(self._words)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(1)
        row = QHBoxLayout()
        row.setSpacing(8)
        self._name, self._where = Label("", "panel"), Label("").shrinkable()
        row.addWidget(self._name)
        row.addWidget(self._where, 1)
        self._question = Question()
        self._question.clicked.connect(self.question_asked)
        column.addStretch()
        column.addLayout(row)
        column.addWidget(self._question)
        column.addStretch()

    def _build_clock(self) -> QWidget:
        self._clock = Label("", "clock")
        self._minutes = Label("", "secondary", "mute")
        self._phase = Label("", "secondary", strong=True)
        self._line = QFrame()
        self._line.setProperty("kind", "right")
        self._line.setFixedWidth(1)
        top, self._wide_phase = QHBoxLayout(), QWidget()
        top.setSpacing(10)
        top.addStretch()
        for widget in (self._minutes, self._phase_button, self._clock):
            top.addWidget(widget, 0, Qt.AlignmentFlag.AlignVCenter)
        below = QHBoxLayout(self._wide_phase)
        below.setContentsMargins(0, 0, 0, 0)
        below.setSpacing(0)
        below.addStretch()
        below.addWidget(self._phase, 0, Qt.AlignmentFlag.AlignVCenter)
        below.addWidget(self._next, 0, Qt.AlignmentFlag.AlignVCenter)
        column = self._times = QVBoxLayout()
        column.setSpacing(0)
        column.addLayout(top, 1)
        column.addWidget(self._wide_phase)
        holder = QWidget()
        row = QHBoxLayout(holder)
        row.setContentsMargins(8, 0, 0, 0)
        row.setSpacing(12)
        row.addWidget(self._line)
        row.addLayout(column)
        return holder

    def _fit_height(self) -> None:
        """As low as it can be; in a narrow window the counter needs room to say what is wrong."""
        needed = self.counter.sizeHint().height() + 2 if self.is_counting else 0
        self.setFixedHeight(max(LOW, needed) if self._narrow else HEIGHT)

    def _show_parts(self) -> None:
        """Show what fits the state of the visit, the width, and whether is being counted."""
        if self._detail is None:
            return
        counting, drawn = self.is_counting, self._counts.is_drawn and not self._narrow
        self._words.setVisible(not counting)
        self.counter.setVisible(counting)
        self.line.setVisible(drawn and (not counting or self.width() >= BESIDE_COUNTER))
        self.figure.setVisible(not counting and not drawn and self._has_counts())
        self._minutes.setVisible(not (counting and self._narrow))
        self._show_buttons(self._detail.line.state)

    def _has_counts(self) -> bool:
        return self._counts.can_count or bool(self._counts.counts)

    def _show_buttons(self, state: VisitState) -> None:
        begun, counting = state is not VisitState.PLANNED, self.is_counting
        self._wide_phase.setVisible(begun and not self._narrow)
        self._phase_button.setVisible(begun and self._narrow and not counting)
        shown = {
            VisitState.PLANNED: (self._begin,),
            VisitState.BUSY: (self._finish, self._debrief),
            VisitState.VISITED: (self._go_on, self._debrief_main),
            VisitState.DISCUSSED: (self._debrief_main,),
            VisitState.SETTLED: (self._debrief,),
        }[state]
        for button in self._of_state():
            fits = button in shown and (not self._narrow or button is self._begin)
            button.setVisible(fits and not counting)
        self._menu.clear()
        actions = (self._act.finish, self._act.go_on, self._act.last_phase, self._act.debrief)
        self._menu.addActions([action for action in actions if action.isEnabled()])
        self._more.setVisible(self._narrow and begun and not counting)

    def _show_clock(self) -> None:
        now = self._now()
        self._clock.setText(dutch.clock(now))
        self._clock.setAccessibleName(f"Het is {dutch.clock(now)}")
        busy_for = minutes_busy(self._detail, now) if self._detail is not None else None
        self._minutes.setText("" if busy_for is None else f"min {busy_for}")
        self._minutes.setToolTip("Minuten sinds het begin van het bezoek")

    def _tick(self) -> None:
        now = self._now()
        self._timer.start(60_000 - (now.second * 1000 + now.microsecond // 1000) + 20)
        self._show_clock()
        self.minute.emit()


def _button(button: Button, action: QAction) -> Button:
    """A button for an action: high enough for a finger, and a click leaves the ring where it is."""
    button.setMinimumHeight(TARGET)
    button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
    button.setToolTip(action.toolTip())
    button.clicked.connect(action.trigger)
    return button
