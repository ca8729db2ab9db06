"""This file is an open school in the window: its pages, made when first shown, and the ways between."""

import gc
from collections.abc import Iterator
from contextlib import suppress

from PySide6.QtCore import QObject, QTimer
from PySide6.QtGui import QAction, QKeySequence

from lesobs.domain.errors import RuleBroken
from lesobs.services.school import School, SchoolFileProblem
from lesobs.ui import ask
from lesobs.ui.leaving import may_go
from lesobs.ui.page import Changes, Page, Place
from lesobs.ui.waiting import begun_beside
from lesobs.ui.window import Window

INSIDE = {
    Place.OBSERVE: Place.VISITS,
    Place.DEBRIEF: Place.VISITS,
    Place.CYCLE: Place.CALENDAR,
    Place.LOAD: Place.CALENDAR,
}
"""Pages that have no place of their own in the bar, and the one they belong to."""
BEGIN_HERE = (Place.PICTURE, Place.CALENDAR, Place.CYCLE, Place.LOAD)
"""Pages where F5 begins a visit, as at Start; the others have an F5 of their own."""
READY = (
    *(Place.VISITS, Place.OBSERVE, Place.PICTURE, Place.CALENDAR),
    *(Place.DEBRIEF, Place.SCHOOL, Place.CYCLE, Place.LOAD),
)
"""Pages in the order in which they are made ready while nobody waits."""
SOON = 100
"""Milliseconds after opening that what waits is counted; the page one opens on comes first."""
IDLE, BETWEEN = 1_500, 400
"""Milliseconds after opening that the first page is made ready, and from one to the next."""
QUIET = 1_000
"""Milliseconds after the last change that what waits is counted again: that takes longer than a key may."""


class OpenSchool(QObject):
    """Pages of one open school. Changes of the data go to all of them; wishes to go elsewhere come here."""

    def __init__(self, window: Window, school: School) -> None:
        super().__init__(window)
        self._window, self._school = window, school
        self._changes = Changes(self)
        self._pages: dict[Place, Page] = {}
        self._changed = self._unkept = False
        school.on_change(self._changes.changed.emit)
        self._changes.changed.connect(self._on_changed)
        self._quiet = QTimer(self, singleShot=True)
        self._quiet.timeout.connect(self._count_when_seen)
        self._begin = QAction("&Start bezoek", self)
        self._begin.setShortcut(QKeySequence("F5"))
        self._begin.setProperty("menu", "Lesbezoek")
        self._begin.triggered.connect(lambda: self._begin_visit())
        self.show_me()
        QTimer.singleShot(SOON, self, self.count_waiting)
        self._steps = self._steps_ahead()
        self._idle = QTimer(self, interval=BETWEEN)
        self._idle.timeout.connect(self._make_ready)
        QTimer.singleShot(IDLE, self._idle, self._idle.start)

    @property
    def current(self) -> Page | None:
        page = self._window.stack.currentWidget()
        return page if isinstance(page, Page) else None

    def show(self, place: str, item: str = "", *, resumed: bool = False) -> None:
        """Go to a page; what was being typed on the one before is written first, and what can't be written is
        left only when the user says so. `resumed`: the program had stopped there without closing."""
        if self.current is not None and not self._may_leave([self.current]):
            self._show_place_of(self.current)
            return
        try:
            self._go(Place(place), item, resumed=resumed)
        except SchoolFileProblem as problem:  # stay where one is: there is nothing to show of the other
            self._tell_unreadable(problem)

    def _go(self, place: Place, item: str, *, resumed: bool) -> None:
        before, page = self.current, self._page(place)
        if page.place in (Place.CYCLE, Place.LOAD) and before is not None and before is not page:
            page.came_from = before.place
        if item and resumed:
            page.resume(item)
        elif item:
            page.show_item(item)
        if page is not before and (last := page.focusWidget()) is not None:
            last.clearFocus()  # else the ring goes there first, and a page may turn to what has it
        if page.place is Place.OBSERVE:
            self._window.nav.hide()  # first: else the page would be arranged beside it and then without it
        self._window.stack.setCurrentWidget(page)
        # What is seen was read, else it could not be and has said so. Unseen, it is read later.
        if page.is_stale and page.isVisible() and before is not None:
            page = before
            self._window.stack.setCurrentWidget(page)
        self._show_place_of(page)
        self._remember_unfinished()

    def go_on(self) -> bool:
        """Go back to what one was busy with when the program stopped here without closing, if anything."""
        place, item = self._window.settings.unfinished(self._school.path) or ("", "")
        if place not in tuple(Place):
            return False
        self.show(place, item, resumed=True)
        return True

    def may_close(self) -> bool:
        """Write what is pending; gives whether everything is kept, or the user gives up what can't be."""
        return self._may_leave(list(self._pages.values()))

    def _may_leave(self, pages: list[Page]) -> bool:
        unkept = [page for page in pages if not page.flush() and page.unkept()]
        if not unkept:
            return True
        if not may_go(self._window, unkept):
            self._window.stack.setCurrentWidget(unkept[0])
            return False
        for page in unkept:
            page.let_go()
        return True

    def _show_place_of(self, page: Page) -> None:
        """Bar, menus and help belong to this page now, and the keyboard is on it."""
        self._window.nav.setVisible(page.place is not Place.OBSERVE)
        self._window.nav.choose(INSIDE.get(page.place, page.place))
        of_page = page.menu_actions()
        self._begin.setEnabled(page.place in BEGIN_HERE)
        self._window.menus.set_page_actions([*of_page, self._begin] if self._begin.isEnabled() else of_page)
        self._window.help_page = page.help_page
        page.setFocus()

    def _begin_visit(self) -> None:
        """A lesson does not wait until one is back at Start."""
        from lesobs.ui.visits.plan_dialog import plan_and_go

        if self.current is not None:
            plan_and_go(self.current, self._school, self.me(), now=True)

    def show_me(self) -> None:
        """Show who is at the keyboard, and let the history know."""
        me = self.me()
        self._school.work_as(me)
        person = next((one for one in self._school.people.persons() if one.id == me), None)
        self._window.nav.set_person(person.name if person else "", person.function if person else "")

    def change_me(self) -> None:
        """Somebody else is at the keyboard: what waits for "me" is other work."""
        self.show_me()
        self.count_waiting()
        for page in self._pages.values():
            page.hear(frozenset({"me"}))

    def me(self) -> str | None:
        return self._window.settings.me(self._school.path)

    def count_waiting(self) -> None:
        """Show at Start how many things wait for me."""
        if self._school.closed:
            return  # before its first page was there
        self._window.nav.set_count("start", self._school.start.number_waiting(self.me()))

    def _count_when_seen(self) -> None:
        """Count what waits after a change; during a lesson the bar is hidden, and no time is taken for it."""
        if self._window.nav.isHidden():
            self._quiet.start(QUIET)
            return
        with suppress(SchoolFileProblem):  # who writes hears of it; the next change counts again
            self.count_waiting()

    def close(self) -> None:
        """Copy the file when it changed, and let go of it; ask `may_close` first."""
        self._idle.stop()
        self._window.settings.set_unfinished(self._school.path)
        for page in self._pages.values():
            page.flush()
            self._window.stack.removeWidget(page)
            page.deleteLater()
        if self._changed:
            try:
                self._school.backups.make()
            except RuleBroken as refusal:
                ask.tell(self._window, "Er is geen reservekopie gemaakt", str(refusal))
        self._quiet.stop()
        self._school.close()
        gc.unfreeze()

    def _make_ready(self) -> None:
        """Take one step ahead while Start is read; never while somebody types elsewhere."""
        if self.current is None or self.current.place is not Place.START:
            return
        with suppress(SchoolFileProblem):  # told when somebody asks for the page
            if next(self._steps, None) is None:
                self._idle.stop()

    def _steps_ahead(self) -> Iterator[str]:
        """Make one page after the other, so that the first look at each need not wait. A step takes no longer
        than a key may."""
        for place in READY:
            if place is Place.PICTURE and place not in self._pages:
                import lesobs.services.charts  # noqa: F401 - what draws takes as long as the page itself

                yield "charts"
            self._page(place)
            yield place

    def _page(self, place: Place) -> Page:
        if place not in self._pages:
            page = self._make(place)
            page.go.connect(self.show)
            page.unreadable.connect(self._tell_unreadable)
            page.kept_changed.connect(self._show_kept)
            self._pages[place] = page
            self._window.stack.addWidget(page)
            gc.freeze()  # a page stays; looking it through for garbage held up a key for 80 ms
            if place is Place.OBSERVE:
                QTimer.singleShot(SOON, self, self._rehearse)
        return self._pages[place]

    def _rehearse(self) -> None:
        """Let the first keys of a lesson be as quick as later ones."""
        if not self._school.closed:
            begun_beside(self._school.rehearse)

    def _make(self, place: Place) -> Page:
        """Pages are imported when first shown, so that the first one is there soon."""
        school, changes = self._school, self._changes
        match place:
            case Place.START:
                from lesobs.ui.start.page import StartPage

                return StartPage(school, changes, self.me)
            case Place.VISITS:
                from lesobs.ui.visits.list_page import VisitsPage

                return VisitsPage(school, changes, self.me)
            case Place.OBSERVE:
                from lesobs.ui.observing.page import ObservingPage

                return ObservingPage(school, changes, settings=self._window.settings)
            case Place.DEBRIEF:
                from lesobs.ui.debrief.page import DebriefPage

                return DebriefPage(school, changes)
            case Place.PICTURE:
                from lesobs.ui.talk.page import TalkPage

                return TalkPage(school, changes)
            case Place.CALENDAR:
                from lesobs.ui.calendar.page import CalendarPage

                return CalendarPage(school, changes, self.me)
            case Place.CYCLE:
                from lesobs.ui.cycle.page import CyclePage

                return CyclePage(school, changes, self.me)
            case Place.LOAD:
                from lesobs.ui.load.page import LoadPage

                return LoadPage(school, changes)
            case Place.SCHOOL:
                from lesobs.ui.school.page import SchoolPage

                return SchoolPage(school, changes)

    def _on_changed(self, tables: frozenset[str]) -> None:
        self._changed = True
        self._window.saved()
        if self._unkept:
            self._window.failed()
        if "school" in tables:
            self._window.setWindowTitle(f"{self._school.settings().name} – lesobs")
        if "person" in tables:
            self.show_me()
        if tables & {"visit", "debrief", "cycle", "free_period"}:
            self._quiet.start(QUIET)
        if "visit" in tables:  # once the page has heard of it too
            QTimer.singleShot(0, self, self._remember_unfinished)

    def _show_kept(self) -> None:
        """Say at the left whether all is kept, of whatever page."""
        before, self._unkept = self._unkept, any(page.unkept() for page in self._pages.values())
        if self._unkept:
            self._window.failed()
        elif before:
            self._window.saved()

    def _tell_unreadable(self, problem: SchoolFileProblem) -> None:
        self._window.tell("error", f"{problem} {problem.advice}")

    def _remember_unfinished(self) -> None:
        """What to come back to when the program is killed now."""
        page = self.current
        item = page.unfinished() if page is not None else ""
        self._window.settings.set_unfinished(self._school.path, page.place if page else "", item)
