"""This file is what all pages share: they listen for changes, refresh themselves, and ask to go elsewhere."""

from collections.abc import Callable
from enum import StrEnum

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtGui import QAction, QKeySequence, QShowEvent
from PySide6.QtWidgets import QWidget

from lesobs.services.school import School, SchoolFileProblem


class Place(StrEnum):
    """Where the window can go. Observing, debrief and the list of visits take the id of a visit, the calendar
    that of an activity, a cycle its own, who does what that of a person, the school page the name of a tab;
    only observing, debrief and a cycle need one."""

    START = "start"
    VISITS = "visits"
    OBSERVE = "observe"
    DEBRIEF = "debrief"
    PICTURE = "picture"
    CALENDAR = "calendar"
    CYCLE = "cycle"
    LOAD = "load"
    SCHOOL = "school"


YEAR_TURN = "nieuw schooljaar"
"""What the calendar can be asked to show besides an activity or a cycle: making the next year ready."""
ALL_CYCLES = "cycli"
"""What the calendar can be asked to show too: the list of all cycles."""
OPEN_OF = "open van:"
"""Before the id of a person, when the calendar is asked for what that person has to do this year."""
SIGNAL = "signal:"
"""Before the key of a signal, when calendar or visits are asked to show just what that is about."""


class Changes(QObject):
    """Carries every commit of the open school to the pages; `changed` gives a frozenset of table names."""

    changed = Signal(frozenset)


class Page(QWidget):
    """A page of the window. A subclass sets `place`, `listens_to` (names of tables) and `help_page`, builds
    its widgets in the constructor, and fills them in `refresh`.

    A page never refreshes after its own action: it hears of the change like every other page. A page that is
    not shown waits until it is.
    """

    go = Signal(str, str)
    """Asks the window to show a Place, with what to show there ("" for nothing in particular)."""

    kept_changed = Signal()
    """Something could not be kept, or was kept after all: `unkept` tells what is left."""
    unreadable = Signal(SchoolFileProblem)
    """The school file could not be read: what the page shows is from before."""

    place: Place
    help_page = "start"
    listens_to: frozenset[str] = frozenset()
    came_from: Place = Place.START
    """The page before this one; the window sets it where going back depends on it."""

    def __init__(self, school: School, changes: Changes) -> None:
        super().__init__()
        self.school = school
        self._stale = True
        changes.changed.connect(self.hear)

    @property
    def is_stale(self) -> bool:
        """Whether something changed that is not shown yet."""
        return self._stale

    def refresh(self) -> None:
        """Read what the page shows from the services and show it, keeping selection and scroll position."""
        raise NotImplementedError

    def refresh_after(self, tables: frozenset[str]) -> None:
        """Refresh after a change of these tables; a page that hears of every key may read only those."""
        self.refresh()

    def show_item(self, item: str) -> None:
        """Show what `go` asked for, for example a visit by its id."""

    def menu_actions(self) -> list[QAction]:
        """Actions for the menu bar while this page is shown."""
        return []

    def make_action(
        self, text: str, key: str, do: Callable[[], object], menu: str, within: QWidget | None = None
    ) -> QAction:
        """An action for this menu of the bar. Its key works wherever the page is shown, or only while the
        keyboard is `within` a part of it."""
        action = QAction(text, self)
        # The menu shows the first: Enter, as people call it. That is the one of the numbers; both work.
        keys = dict.fromkeys((key.replace("Return", "Enter"), key))
        action.setShortcuts([QKeySequence(one) for one in keys if one])
        if within is not None:
            action.setShortcutContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        action.setProperty("menu", menu)
        action.triggered.connect(lambda: do())
        (within or self).addAction(action)
        return action

    def flush(self) -> bool:
        """Write what is being typed at once, before the page is left or the window closes; gives whether all
        of it is kept. What is not stays where it was typed, and `unkept` says why."""
        return True

    def unkept(self) -> str:
        """What could not be kept, why, and what becomes of it when the user goes away all the same; "" when
        everything is kept."""
        return ""

    def unkept_text(self) -> str:
        """All of the words that could not be kept, for a file of their own; "" when there are none."""
        from lesobs.ui.widgets.kept import KeptText  # no first page needs it

        refused = [field for field in self.findChildren(KeptText) if field.refusal]
        return "\n\n".join(f"{field.accessibleName()}:\n{field.toPlainText()}" for field in refused)

    def let_go(self) -> None:
        """The user goes away all the same: give up what could not be kept, and show what was."""

    def resume(self, item: str) -> None:
        """Show what one was busy with when the program stopped without closing."""
        self.show_item(item)

    def unfinished(self) -> str:
        """What to come back to when the program stops without closing; "" for nothing in particular."""
        return ""

    def showEvent(self, event: QShowEvent) -> None:
        if self._stale:
            self._refresh_or_tell()
        super().showEvent(event)

    def hear(self, tables: frozenset[str]) -> None:
        """Refresh if something changed that this page shows; "me" stands for who is at the keyboard."""
        heard = tables & self.listens_to
        if not heard:
            return
        if self.isVisible():
            self._refresh_or_tell(heard)
        else:
            self._stale = True

    def _refresh_or_tell(self, heard: frozenset[str] | None = None) -> None:
        """Qt called, and would not know what to do with an exception. `heard` is what just changed."""
        missed, self._stale = self._stale, False
        try:
            if heard is None or missed:
                self.refresh()
            else:
                self.refresh_after(heard)
        except SchoolFileProblem as problem:
            self._stale = True
            self.unreadable.emit(problem)
