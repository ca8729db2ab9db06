"""This file is the head of the page: who is visited, the question, what can be done, and the clock."""

from collections.abc import Callable
from datetime import datetime, timedelta

from PySide6.QtCore import QRectF, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QAction, QPainter, QPaintEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QMenu, QSizePolicy, QVBoxLayout, QWidget

from lesobs.domain import dutch
from lesobs.domain.visit import VisitState
from lesobs.services.visits import VisitDetail
from lesobs.ui.look import font, theme
from lesobs.ui.observing.actions import VisitActions
from lesobs.ui.observing.scoring import TARGET
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
LONGEST_LESSON = timedelta(hours=3)


class Question(QWidget):
    """The focus question on one line, cut with … where it does not fit and whole in the tool tip."""

    def __init__(self) -> None:
        super().__init__()
        self._text = ""
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def set_text(self, text: str) -> None:
        self._text = " ".join(text.split())
        self.setAccessibleName(f"Kijkvraag: {self._text or 'nog geen'}")
        self.setToolTip(self._text)
        self.update()

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
    minute = Signal()
    """The clock went to another minute."""

    def __init__(self, now: Callable[[], datetime], act: VisitActions) -> None:
        super().__init__()
        self.setProperty("kind", "top")
        self._now, self._act, self._narrow = now, act, False
        self._began_at: datetime | None = None
        self._begin = _button(main_button("Begin", "aright", "F5"), act.begin)
        self._finish = _button(plain_button("Rond af"), act.finish)
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
        row.addWidget(self._words, 1)
        for button in (*self._of_state(), self._more):
            row.addWidget(button)
        row.addWidget(self._build_clock())
        self._timer = QTimer(self, singleShot=True)
        self._timer.timeout.connect(self._tick)
        self.set_narrow(False)
        self._tick()

    def show_visit(self, detail: VisitDetail) -> None:
        line, state = detail.line, detail.line.state
        self._name.setText(line.teacher)
        lesson = f"les {line.lesson_hour}" if line.lesson_hour else ""
        where = (line.class_group, lesson) if self._narrow else (line.section, line.class_group, lesson)
        self._where.setText(" · ".join(part for part in where if part))
        self._question.set_text(line.focus_question)
        self._name.setToolTip(f"Kijkvraag: {line.focus_question}" if line.focus_question else "")
        began = dutch.local(detail.started_at).replace(tzinfo=None) if detail.started_at else None
        self._began_at = began if state is VisitState.BUSY else None
        self._phase.setText(detail.phase.word)
        self._phase_button.setText(detail.phase.word)
        self._next.setEnabled(self._act.next_phase.isEnabled())
        self._phase_button.setEnabled(self._act.next_phase.isEnabled())
        self._show_buttons(state)
        self._show_clock()

    def set_narrow(self, narrow: bool) -> None:
        """One low line; what can be done goes into *Meer*."""
        self._narrow = narrow
        self.setFixedHeight(LOW if narrow else HEIGHT)
        self._question.setVisible(not narrow)
        self._clock.setFont(font("figure" if narrow else "clock"))
        self._name.setFont(font("card" if narrow else "panel"))
        self._line.setVisible(not narrow)
        self._times.setContentsMargins(*((0, 0, 0, 0) if narrow else (0, 4, 0, 3)))

    def buttons(self) -> tuple[QWidget, ...]:
        """What can have the ring, in the order of the Tab key."""
        return (*self._of_state(), self._more, self._phase_button, self._next, self._back)

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
        self._name, self._where = Label("", "panel"), Label("")
        row.addWidget(self._name)
        row.addWidget(self._where, 1)
        self._question = Question()
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

    def _show_buttons(self, state: VisitState) -> None:
        begun = state is not VisitState.PLANNED
        self._wide_phase.setVisible(begun and not self._narrow)
        self._phase_button.setVisible(begun and self._narrow)
        shown = {
            VisitState.PLANNED: (self._begin,),
            VisitState.BUSY: (self._finish, self._debrief),
            VisitState.VISITED: (self._go_on, self._debrief_main),
            VisitState.DISCUSSED: (self._debrief_main,),
            VisitState.SETTLED: (self._debrief,),
        }[state]
        for button in self._of_state():
            button.setVisible(button in shown and (not self._narrow or button is self._begin))
        self._menu.clear()
        actions = (self._act.finish, self._act.go_on, self._act.last_phase, self._act.debrief)
        self._menu.addActions([action for action in actions if action.isEnabled()])
        self._more.setVisible(self._narrow and state is not VisitState.PLANNED)

    def _show_clock(self) -> None:
        now = self._now()
        self._clock.setText(dutch.clock(now))
        self._clock.setAccessibleName(f"Het is {dutch.clock(now)}")
        busy_for = now.replace(tzinfo=None) - self._began_at if self._began_at else None
        known = busy_for is not None and timedelta() <= busy_for < LONGEST_LESSON
        self._minutes.setText(f"min {busy_for // timedelta(minutes=1)}" if known and busy_for else "")
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
