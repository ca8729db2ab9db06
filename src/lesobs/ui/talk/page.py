"""This file is the page of the section picture and the team talk: a switch in its header, four views."""

from collections.abc import Callable
from contextlib import suppress

from PySide6.QtGui import QAction, QResizeEvent
from PySide6.QtWidgets import QStackedWidget, QVBoxLayout, QWidget

from lesobs.domain.errors import RuleBroken
from lesobs.services.school import School
from lesobs.ui.look import PAGE, L
from lesobs.ui.page import Changes, Page, Place
from lesobs.ui.picture.page import PicturePage
from lesobs.ui.talk.calibration_view import CalibrationView
from lesobs.ui.talk.findings_view import FindingsView
from lesobs.ui.talk.good_lessons_view import GoodLessonsView
from lesobs.ui.talk.view import SMALLEST, TalkView
from lesobs.ui.widgets.buttons import Switch
from lesobs.ui.widgets.cards import PageHeader

NARROW = 1000
CELL, PICTURE, FINDINGS, LESSONS, CALIBRATION = "cell", "picture", "findings", "lessons", "calibration"
VIEWS = (
    (PICTURE, "Beeld"),
    (FINDINGS, "Bevindingen"),
    (LESSONS, "Goede lessen"),
    (CALIBRATION, "IJksessie"),
)
_MAKERS: dict[str, Callable[[Page], TalkView]] = {
    FINDINGS: FindingsView,
    LESSONS: GoodLessonsView,
    CALIBRATION: CalibrationView,
}


class TalkPage(Page):
    """What the window shows at Place.PICTURE. An item is a view with what to show there: `findings:ID`,
    `lessons:INDICATOR`, `calibration:INDICATOR`, `picture`, or the `item` of a CellPlace.
    """

    place = Place.PICTURE
    help_page = PicturePage.help_page
    listens_to = FindingsView.listens_to | GoodLessonsView.listens_to | CalibrationView.listens_to

    def __init__(self, school: School, changes: Changes) -> None:
        super().__init__(school, changes)
        self.picture = PicturePage(school, changes)
        self.picture.go.connect(self.go)
        self._views: dict[str, TalkView] = {}
        self._stale_views: set[str] = set()
        self.switch = Switch("Onderdeel", VIEWS)
        self.switch.setToolTip("Het volgende onderdeel: Ctrl+PgDn")
        self.switch.changed.connect(self._show_view)
        self._step_actions = [
            self.make_action("Volgend &onderdeel", "Ctrl+PgDown", lambda: self._step(1), "Beeld"),
            self.make_action("Vorig o&nderdeel", "Ctrl+PgUp", lambda: self._step(-1), "Beeld"),
        ]
        self._header = PageHeader("Sectiebeeld")
        self._header.add_left(self.switch)
        self._stack = QStackedWidget()
        self._stack.addWidget(self.picture)
        self._build()
        self.setMinimumSize(*SMALLEST)
        self.setFocusProxy(self.picture)

    def view(self, key: str) -> TalkView:
        """A view by its key; it is made when it is first asked for."""
        if key not in self._views:
            made = self._views[key] = _MAKERS[key](self)
            self._stale_views.add(key)
            self._stack.addWidget(made)
            made.set_narrow(self.width() < NARROW)
        return self._views[key]

    @property
    def current(self) -> TalkView | None:
        """The view that is shown; None for the picture itself."""
        key = self.switch.value()
        return self.view(key) if key != PICTURE else None

    def refresh(self) -> None:
        self._stale_views = set(self._views)
        self._refresh_current()

    def show_item(self, item: str) -> None:
        kind, _, what = item.partition(":")
        if kind in _MAKERS:
            self.switch.set_value(kind)
            self._show_view(kind)
            if what:
                self.view(kind).show_item(what)
        elif kind in (PICTURE, CELL):
            self.switch.set_value(PICTURE)
            self._show_view(PICTURE)
            if kind == CELL:
                with suppress(RuleBroken):  # of a year that is none, written into a file by hand
                    self.picture.show_item(item)

    def menu_actions(self) -> list[QAction]:
        current = self.current
        mine = self.picture.menu_actions() if current is None else current.actions_for_menu
        return [*mine, *self._step_actions]

    def flush(self) -> bool:
        kept = [view.flush() for view in self._views.values()]
        return self.picture.flush() and all(kept)

    def unkept(self) -> str:
        return " ".join(filter(None, (view.unkept() for view in self._views.values())))

    def let_go(self) -> None:
        for view in self._views.values():
            view.let_go()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        narrow = self.width() < NARROW
        self._header.set_title("" if narrow else "Sectiebeeld")
        for view in self._views.values():
            view.set_narrow(narrow)

    def _build(self) -> None:
        self._above = QWidget()
        above = QVBoxLayout(self._above)
        above.setContentsMargins(PAGE, L, PAGE, 0)
        above.addWidget(self._header)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self._above)
        column.addWidget(self._stack, 1)

    def _step(self, by: int) -> None:
        """Go to the next or the last view, round and round."""
        keys = [key for key, _ in VIEWS]
        self._show_view(keys[(keys.index(self.switch.value()) + by) % len(keys)])

    def _show_view(self, key: str) -> None:
        """What was being typed is written first; what can't be written stays in sight."""
        before = self._stack.currentWidget()
        if isinstance(before, TalkView) and not before.flush():
            self.switch.set_value(next(name for name, view in self._views.items() if view is before))
            return
        self.switch.set_value(key)
        current = self.current
        self._stack.setCurrentWidget(current or self.picture)
        self._refresh_current()
        self.help_page = current.help_page if current else self.picture.help_page
        self.setFocusProxy(current or self.picture)
        self.setFocus()
        self.go.emit(self.place, "")  # the menus are those of this view now

    def _refresh_current(self) -> None:
        key, current = self.switch.value(), self.current
        if current is not None and key in self._stale_views:
            self._stale_views.discard(key)
            current.refresh()
