"""This file is the dialog that plans a visit, changes a plan, or begins a visit that nobody planned."""

from collections.abc import Sequence
from dataclasses import replace

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import QDialog, QFrame, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from lesobs.domain.visit import VisitState
from lesobs.services.school import School
from lesobs.services.visit_plan import VisitDraft
from lesobs.ui import ask
from lesobs.ui.errors import refusals_shown
from lesobs.ui.opening import introduce
from lesobs.ui.page import Page, Place
from lesobs.ui.screen import fit_screen
from lesobs.ui.visits.empty import missing_people
from lesobs.ui.visits.plan_form import PlanForm
from lesobs.ui.widgets.buttons import Button, main_button, plain_button, quiet_button
from lesobs.ui.widgets.cards import rule
from lesobs.ui.widgets.labels import Label

_WIDTH, _HEIGHT = 720, 656
_TEACHERS, _SECTIONS, _OBSERVERS = "docenten", "secties", "waarnemers"
_TABS = {_TEACHERS: "teachers", _SECTIONS: "sections", _OBSERVERS: "persons"}
"""Where in School each can be added."""


class PlanDialog(QDialog):
    """Asks for all that is fixed about a visit before it starts; `visit_id` is the visit afterwards."""

    def __init__(
        self,
        parent: QWidget,
        school: School,
        start: VisitDraft | str | None = None,
        me: str | None = None,
        now: bool = False,
    ) -> None:
        super().__init__(parent)
        self.visit_id: str | None = None
        self._school, self._now = school, now
        self._changed = start if isinstance(start, str) else None
        planned = start is None or isinstance(start, VisitDraft)
        if isinstance(start, str):
            visit = school.visits.get(start)
            plan, planned = visit.draft, visit.line.state is VisitState.PLANNED
        else:
            plan = start or PlanForm.empty_plan(school, me)
        self._can_begin = planned
        title = "Bezoek beginnen" if now else "Plan wijzigen" if self._changed else "Bezoek plannen"
        self.setWindowTitle(title)
        self.form = PlanForm(school, plan, self._changed)
        self.form.teacher_given.connect(self._on_teacher_given)
        self._build(title)
        fit_screen(self, _WIDTH, _HEIGHT)
        first: QWidget = self.form.question if self._changed else self.form.teacher
        if plan.teacher_id and not self._changed:
            first = self.form.day  # the teacher was chosen in a list; what is left is when
        first.setFocus(Qt.FocusReason.TabFocusReason)

    @classmethod
    def ask(
        cls,
        parent: Page,
        school: School,
        start: VisitDraft | str | None = None,
        *,
        me: str | None = None,
        now: bool = False,
    ) -> str | None:
        """Plan a visit, or change one; gives its id, None when the user thinks better of it.

        `start` is a plan to begin from or the id of a visit to change, `me` the person at the keyboard. With
        `now` Enter behind the teacher begins at once. The state of the visit tells whether it was begun.
        """
        missing = _missing(school)
        if missing == [_OBSERVERS]:
            me = introduce(parent, school) or me
            missing = _missing(school)
        if missing:
            nobody = _NobodyDialog(parent, missing)
            if nobody.exec():
                parent.go.emit(Place.SCHOOL, _TABS[missing[0]])
            nobody.deleteLater()
            return None
        dialog = cls(parent, school, start, me, now)
        dialog.exec()
        dialog.deleteLater()
        return dialog.visit_id

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter goes on to the next field, or begins when that is what the dialog is for. The field of the
        teacher may have begun already: a line of text lets its Enter through."""
        if self.isHidden():
            event.accept()
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.begin() if self._now else self.focusNextChild()
        else:
            super().keyPressEvent(event)

    def reject(self) -> None:
        """Leave; a question of the user's own words is not thrown away unasked."""
        if not self.form.has_own_words() or ask.confirm(
            self, "Niet bewaren?", "De kijkvraag die je schreef, is nog niet bewaard.", "Weggooien"
        ):
            super().reject()

    def plan(self) -> None:
        """Keep the plan and close, when nothing is missing."""
        self._keep(begin=False)

    def begin(self) -> None:
        """Keep the plan for today, begin the visit and close, when nothing is missing."""
        if self._can_begin:
            self._keep(begin=True)

    def _keep(self, begin: bool) -> None:
        draft = self.form.draft()
        if draft is None:
            return
        if begin:
            draft = replace(draft, held_on=self._school.today())
            if self._changed is None and self._begin_planned(draft):
                return
        refused = "Het plan is niet gewijzigd" if self._changed else "Dit bezoek is niet gepland"
        with refusals_shown(self, refused):
            second = self.form.second_observer()
            if self._changed is not None:
                self._school.visits.change_plan(self._changed, draft)
                self.visit_id = self._changed
                if second is not None:
                    self._school.duos.add_observer(self._changed, second)
            elif second is not None:
                self.visit_id, _ = self._school.duos.plan(draft, second)
                self._changed = self.visit_id
            else:
                self.visit_id = self._changed = self._school.visits.plan(draft)
            if begin:
                self._school.visits.start(self.visit_id)
            self.accept()

    def _begin_planned(self, draft: VisitDraft) -> bool:
        """Begin the visit that was planned for today already, when that is the one meant; whether no other
        has to be begun. A question written here goes along."""
        visits = self._school.visits
        found = visits.planned(draft.teacher_id, draft.observer_id, draft.held_on)
        if found is None:
            return False
        hour = f", les {found.lesson_hour}" if found.lesson_hour else ""
        meant = ask.either(
            self,
            "Dit bezoek staat al gepland",
            f"Voor vandaag staat al een bezoek aan {found.teacher} gepland{hour}.",
            "Begin het geplande bezoek",
            "Nog een bezoek",
        )
        if not meant:
            return meant is None
        with refusals_shown(self, "Het bezoek is niet begonnen"):
            if self.form.has_own_words():
                planned = visits.get(found.id).draft
                visits.change_plan(found.id, replace(planned, focus_question=draft.focus_question))
            visits.start(found.id)
            self.visit_id = found.id
            self.accept()
        return True

    def _on_teacher_given(self) -> None:
        if self._now:
            self.begin()

    def _build(self, title: str) -> None:
        scroll = QScrollArea()
        scroll.setWidget(self.form)
        scroll.setWidgetResizable(True)
        scroll.setFrameShape(QFrame.Shape.NoFrame)
        scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        head = Label(title, "page")
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.setSpacing(0)
        inside = QVBoxLayout()
        inside.setContentsMargins(20, 14, 20, 10)
        inside.setSpacing(10)
        inside.addWidget(head)
        inside.addWidget(scroll, 1)
        outer.addLayout(inside, 1)
        outer.addWidget(rule())
        outer.addLayout(self._buttons())

    def _buttons(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setContentsMargins(20, 12, 20, 14)
        row.setSpacing(10)
        leave = quiet_button("Annuleren", key="Esc")
        leave.clicked.connect(self.reject)
        row.addWidget(leave)
        row.addStretch()
        keep, begin = self._keep_button(), self._begin_button()
        for button in (keep, begin) if self._now else (begin, keep):
            row.addWidget(button)
        if not self._can_begin:
            begin.hide()
        for key, do in (("Ctrl+Return", self.plan), ("Ctrl+Enter", self.plan), ("F5", self.begin)):
            QShortcut(QKeySequence(key), self, do)
        return row

    def _keep_button(self) -> Button:
        make = plain_button if self._now else main_button
        words = "Alleen plannen" if self._now else "Wijzigen" if self._changed else "Plannen"
        button = make(words, "cal", "Ctrl+Enter")
        button.clicked.connect(self.plan)
        return button

    def _begin_button(self) -> Button:
        make = main_button if self._now else plain_button
        button = make("Begin nu" if self._now or self._changed else "Plan en begin nu", "visit", "F5")
        button.clicked.connect(self.begin)
        return button


def plan_and_go(page: Page, school: School, me: str | None, *, now: bool) -> None:
    """Ask for a visit, and go there: to the classroom when it began, else to its place in the list."""
    visit_id = PlanDialog.ask(page, school, me=me, now=now)
    if visit_id is not None:
        begun = school.visits.get(visit_id).line.state is VisitState.BUSY
        page.go.emit(Place.OBSERVE if begun else Place.VISITS, visit_id)


class _NobodyDialog(QDialog):
    """In place of the form, when there is nobody to visit or nobody to do it."""

    def __init__(self, parent: QWidget, missing: Sequence[str]) -> None:
        super().__init__(parent)
        self.setWindowTitle("Bezoek plannen")
        column = QVBoxLayout(self)
        empty = missing_people(self.accept, missing)
        column.addWidget(empty)
        empty.buttons[0].setFocus()


def _missing(school: School) -> list[str]:
    """What must be there before a visit can be planned, in words."""
    people = school.people
    found = {
        _TEACHERS: people.teachers(),
        _SECTIONS: people.sections(),
        _OBSERVERS: people.observers(),
    }
    return [word for word, lines in found.items() if not lines]
