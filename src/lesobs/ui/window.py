"""This file is the window: its bar, its menus and the page that is shown."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QMainWindow

from lesobs.domain import dutch

# Only what an empty window needs is imported here; every class of Qt costs its share of the first paint.
if TYPE_CHECKING:
    from collections.abc import Callable

    from PySide6.QtGui import QCloseEvent, QResizeEvent
    from PySide6.QtWidgets import QStackedWidget, QWidget

    from lesobs.services.school import School
    from lesobs.ui.menus import Menus
    from lesobs.ui.open_school import OpenSchool
    from lesobs.ui.settings import Settings
    from lesobs.ui.widgets.bars import MessageBar, MessageKind
    from lesobs.ui.widgets.nav import NavBar

NARROW = 1200
PLACES = (
    ("start", "Start", "home"),
    ("visits", "Lesbezoeken", "visit"),
    ("picture", "Sectiebeeld", "grid"),
    ("calendar", "Kwaliteitskalender", "cal"),
    ("school", "School", "school"),
)
"""The five pages at the left: key, word and icon; Ctrl+1 to Ctrl+5 lead there."""


class Window(QMainWindow):
    """The one window of the program. It is shown empty, before anything but Qt is loaded; `furnish` then puts
    the bar and the menus in, and `begin` opens a file or shows the first choices."""

    stack: QStackedWidget
    nav: NavBar
    bar: MessageBar
    menus: Menus

    def __init__(self, settings: Settings, today: Callable[[], date] = dutch.today) -> None:
        super().__init__()
        self.settings, self.today = settings, today
        self.help_page = "start"
        self.school: School | None = None
        self._open: OpenSchool | None = None
        self._furnished = False
        self.setWindowTitle("lesobs")
        self.setMinimumSize(800, 460)
        self._place_window()

    def furnish(self) -> None:
        """Put the bar, the menus and the place of the pages in."""
        from PySide6.QtWidgets import QStackedWidget

        from lesobs.ui import icons
        from lesobs.ui.menus import Menus
        from lesobs.ui.widgets.bars import MessageBar
        from lesobs.ui.widgets.nav import NavBar, NavItem

        self.setWindowIcon(icons.app_icon())
        items = [NavItem(*place, f"Ctrl+{number}") for number, place in enumerate(PLACES, start=1)]
        self.nav = NavBar(items)
        self.nav.chosen.connect(lambda key: self.show_place(key))
        self.nav.set_narrow(self.width() < NARROW)
        self.nav.hide()
        self.bar = MessageBar("attention", "", "Begrepen")
        self.bar.acted.connect(self.bar.hide)
        self.bar.hide()
        self.stack = QStackedWidget()
        self.setCentralWidget(self._arranged())
        self.menus = Menus(self)
        self._furnished = True

    def _arranged(self) -> QWidget:
        from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

        right = QVBoxLayout()
        right.setContentsMargins(0, 0, 0, 0)
        right.setSpacing(0)
        right.addWidget(self.bar)
        right.addWidget(self.stack, 1)
        whole = QWidget()
        row = QHBoxLayout(whole)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        row.addWidget(self.nav)
        row.addLayout(right, 1)
        return whole

    def begin(self, path: Path | None) -> None:
        """Open this file, else the one used last; without one, show the three first choices."""
        recent = self.settings.recent_files()
        if path is None and recent:
            path = recent[0].path
        if path is None:
            self.show_first_run()
        else:
            self.open_file(path)

    def show_first_run(self) -> None:
        """The three choices: a new school, the example school, or a file."""
        from lesobs.ui.first_run import FirstRunPage

        page = FirstRunPage(self.settings.recent_files())
        page.new_school.connect(self.new_school)
        page.example.connect(self.open_example)
        page.open_file.connect(self.choose_file)
        page.open_recent.connect(lambda name: self.open_file(Path(name)))
        page.help.connect(lambda: self.menus.show_help("start"))
        self._show_alone(page)

    def new_school(self) -> None:
        from lesobs.ui.opening import make_school

        self._take(make_school(self, self.today))

    def open_example(self) -> None:
        from lesobs.ui.opening import make_example

        self._take(make_example(self, self.today))

    def choose_file(self) -> None:
        from lesobs.ui.opening import choose_file

        if path := choose_file(self):
            self.open_file(path)

    def open_file(self, path: Path) -> None:
        """Open a school file; when that fails, a page says what happened and what can be done."""
        from lesobs.services.school import SchoolFileProblem
        from lesobs.ui.opening import open_school, problem_page

        if self.school is not None and self.school.path == path.resolve():
            return
        if not self._may_close():
            return
        try:
            school = open_school(self, path, self.today)
        except SchoolFileProblem as problem:
            self.close_school()
            self._show_alone(problem_page(self, path, problem))
            return
        if school is None and self.school is None:
            self.show_first_run()
        self._take(school)

    def show_place(self, place: str, item: str = "") -> None:
        """Go to a page and show an item of it."""
        if self._open is not None:
            self._open.show(place, item)

    def close_school(self) -> bool:
        """Write what is pending, make a copy if anything changed, and let go of the file; False when the user
        stays because something could not be written."""
        if not self._may_close():
            return False
        if self._open is not None:
            self._open.close()
            self._open.deleteLater()
        self._open = self.school = None
        self.nav.hide()
        self.bar.hide()
        self.setWindowTitle("lesobs")
        self.menus.school_changed()
        return True

    def show_me(self) -> None:
        """Somebody else is at the keyboard."""
        if self._open is not None:
            self._open.change_me()

    def tell(self, kind: MessageKind, sentence: str) -> None:
        """Say something above the page, without standing in the way."""
        self.bar.set_message(kind, sentence, "Begrepen")
        self.bar.show()

    def saved(self) -> None:
        """Show that the last change is on the disk."""
        self.nav.saved.show_saved(dutch.now().strftime("%H.%M.%S"))
        self.menus.undo_changed()

    def failed(self) -> None:
        """Show that something is not kept yet."""
        self.nav.saved.show_failed("Nog niet bewaard")

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if self._furnished:
            self.nav.set_narrow(self.width() < NARROW)

    def closeEvent(self, event: QCloseEvent) -> None:
        self.settings.window = self.saveGeometry()
        if self._furnished and not self.close_school():
            event.ignore()
            return
        super().closeEvent(event)

    def _may_close(self) -> bool:
        return self._open is None or self._open.may_close()

    def _take(self, school: School | None) -> None:
        from lesobs.ui.open_school import OpenSchool

        if school is None:
            return
        if not self.close_school():
            school.close()
            return
        self.school = school
        self._clear()
        self._open = OpenSchool(self, school)
        self.settings.remember_file(school.path, dutch.now().replace(tzinfo=None), school.encrypted)
        self.setWindowTitle(f"{school.settings().name} – lesobs")
        self.nav.saved.show_saved()  # without the clock of the school before
        self.nav.show()
        self.menus.school_changed()
        if not self._open.go_on():
            self.show_place("start")
        if sentence := school.location_warning:
            self.tell("attention", sentence)

    def _show_alone(self, page: QWidget) -> None:
        self._clear()
        self.nav.hide()
        self.stack.addWidget(page)
        self.stack.setCurrentWidget(page)
        page.setFocus()

    def _clear(self) -> None:
        while (old := self.stack.widget(0)) is not None:
            self.stack.removeWidget(old)
            old.deleteLater()

    def _place_window(self) -> None:
        geometry = self.settings.window
        if geometry is None or not self.restoreGeometry(geometry):
            room = self.screen().availableGeometry()
            self.resize(min(1366, room.width()), min(768, room.height()))
            if room.width() <= 1440:
                self.setWindowState(Qt.WindowState.WindowMaximized)
