"""This file is the head of the page of a talk: whose lesson, how long ago, which version, what to do."""

from collections.abc import Sequence

from PySide6.QtCore import QPoint, Signal
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QMenu

from lesobs.domain import dutch
from lesobs.domain.schoolyear import SchoolDays
from lesobs.domain.visit import LONG_WAIT, VisitState
from lesobs.services.school import School
from lesobs.services.versions import VersionLine
from lesobs.services.visit_lines import VisitLine
from lesobs.ui.debrief.actions import DebriefActions
from lesobs.ui.debrief.sentences import after_lesson
from lesobs.ui.debrief.talk import Talk
from lesobs.ui.widgets.buttons import Button, Switch, main_button, plain_button, quiet_button
from lesobs.ui.widgets.cards import PageHeader
from lesobs.ui.widgets.labels import Chip, Label

_LEAST, _WIDEST = 40, 430
"""The title gives way last, unless it is too long itself."""


class TalkHead(PageHeader):
    """Title, days since the lesson, versions, tabs and buttons. `version_asked` tells the number of the
    version that was chosen."""

    version_asked = Signal(int)

    def __init__(self, school: School, act: DebriefActions) -> None:
        super().__init__()
        self._school = school
        self._versions: Sequence[VersionLine] = ()
        self._context = Label(role="secondary", tone="mute").shrinkable()
        self._chip, self._chip_words = Chip(""), ""
        self._version_button = quiet_button("", "book", small=True)
        self._version_button.setToolTip("Eerdere versie lezen (Ctrl+Shift+V)")
        self._version_button.clicked.connect(self._choose_version)
        self.tabs = Switch("Gesprek of scores", (("talk", "Gesprek"), ("scores", "Scores")))
        self.show_back("Terug naar de lijst (Alt+←)")
        for left in (self._context, self._chip, self._version_button, self.tabs):
            self.add_left(left)
        self._report = self._button(plain_button("Verslag", "pdf", "Ctrl+P"), act.report)
        self._finish = self._button(main_button("Rond bezoek af", "check"), act.finish)
        self._discuss = self._button(main_button("Besproken", "check"), act.discuss)
        self._settle = self._button(main_button("Vaststellen", "lock"), act.settle)
        self._reopen = self._button(plain_button("Heropenen…"), act.reopen)

    def show_talk(self, talk: Talk | None, versions: Sequence[VersionLine], *, shown: bool) -> None:
        """`shown`: the talk itself is in view, and not something in its place."""
        self._versions = versions if talk is not None and talk.version is None else ()
        line = talk.line if talk is not None else None
        self.set_title(f"Nabespreking {line.teacher}" if line is not None else "Nabespreking")
        self._context.setText(_context(line) if line is not None else "")
        self._show_days(line)
        state = line.state if line is not None and talk is not None and talk.version is None else None
        busy = shown and talk is not None and talk.seen[0].line.state is VisitState.BUSY
        self._finish.setVisible(busy)
        self._discuss.setVisible(shown and not busy and state in (VisitState.BUSY, VisitState.VISITED))
        self._settle.setVisible(shown and state is VisitState.DISCUSSED)
        self._reopen.setVisible(state is VisitState.SETTLED)
        if talk is not None:
            self._version_button.setText(f"versie {talk.lesson.version}")

    def arrange(self, *, narrow: bool, tabs: bool) -> None:
        """What there is room for; `tabs`: talk and scores can't be side by side."""
        self.tabs.setVisible(tabs)
        self._context.setVisible(not narrow)
        self._title.setMinimumWidth(_LEAST if narrow else min(self._title.sizeHint().width(), _WIDEST))
        self._chip.setVisible(not narrow and bool(self._chip_words))
        self._version_button.setVisible(not narrow and bool(self._versions))
        self._report.set_key("" if narrow else "Ctrl+P")

    def _show_days(self, visit: VisitLine | None) -> None:
        self._chip_words = self._days_after(visit) if visit is not None else ""
        if visit is not None and self._chip_words:
            waited = self._school_days().after(visit.held_on, self._school.today())
            late = visit.state is VisitState.VISITED and waited >= LONG_WAIT
            self._chip.set_chip(self._chip_words, "attention" if late else "plain")

    def _days_after(self, visit: VisitLine) -> str:
        if visit.state is VisitState.VISITED:
            return after_lesson(visit.held_on, self._school.today(), self._school_days())
        if visit.state.seen and visit.talked_on is not None:
            return after_lesson(visit.held_on, visit.talked_on, self._school_days())
        return ""

    def _school_days(self) -> SchoolDays:
        return SchoolDays(self._school.calendar.holidays())

    def _choose_version(self) -> None:
        """With one earlier version that one, else a menu of them."""
        if len(self._versions) == 1:
            self.version_asked.emit(self._versions[0].number)
            return
        menu = QMenu(self)
        for one in self._versions:
            day = dutch.day(dutch.local(one.reopened_at).date())
            action = menu.addAction(f"Versie {one.number}, tot {day}: {one.reason}".replace("&", "&&"))
            action.triggered.connect(lambda _=False, number=one.number: self.version_asked.emit(number))
        menu.popup(self._version_button.mapToGlobal(QPoint(0, self._version_button.height())))

    def _button(self, button: Button, action: QAction) -> Button:
        """A button that does what an action does, as long as that can be done."""
        button.clicked.connect(action.trigger)

        def follow() -> None:
            button.setEnabled(action.isEnabled())

        action.changed.connect(follow)
        return self.add_action(button)


def _context(visit: VisitLine) -> str:
    hour = f", les {visit.lesson_hour}" if visit.lesson_hour else ""
    words = (visit.section, visit.class_group, f"{dutch.day(visit.held_on)}{hour}")
    return " · ".join(word for word in words if word)
