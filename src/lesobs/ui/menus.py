"""This file is the menu bar: the actions that are always there, and those of the page that is shown."""

from collections.abc import Callable, Sequence
from functools import partial

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QAction, QActionGroup, QKeySequence
from PySide6.QtWidgets import QApplication, QMenu

from lesobs.domain import dutch
from lesobs.ui import look
from lesobs.ui.errors import refusals_shown
from lesobs.ui.waiting import done_beside
from lesobs.ui.widgets.labels import Label
from lesobs.ui.window import PLACES, Window

MENUS = ("&Bestand", "Be&werken", "B&eeld", "&Lesbezoek", "&Kwaliteit", "&Help")
"""In the order of the bar, each with a letter of its own for Alt."""
LOOKS: tuple[tuple[str, bool | None], ...] = (("Zoals de computer", None), ("Licht", False), ("Donker", True))


class Menus:
    """Builds the menu bar of the window and keeps it true."""

    def __init__(self, window: Window) -> None:
        self._window = window
        bar = window.menuBar()
        self._menus: dict[str, QMenu] = {name.replace("&", ""): bar.addMenu(name) for name in MENUS}
        self._of_page: list[QAction] = []
        self._need_school: list[QAction] = []
        self._build_file()
        self._build_edit()
        self._build_view()
        self._build_help()
        self._day = Label(tone="mute")
        self._day.setContentsMargins(0, 3, 16, 3)
        self._day.setAlignment(Qt.AlignmentFlag.AlignVCenter)
        bar.setCornerWidget(self._day)
        self._show_day()
        self._clock = QTimer(window)
        self._clock.timeout.connect(self._show_day)
        self._clock.start(60_000)
        self.school_changed()

    def set_page_actions(self, actions: Sequence[QAction]) -> None:
        """Put the actions of the page that is shown into their menus."""
        for action in self._of_page:
            for menu in self._menus.values():
                menu.removeAction(action)
        self._of_page = list(actions)
        for action in self._of_page:
            name = str(action.property("menu") or "Bewerken")
            if name == "Bestand":
                self._menus[name].insertAction(self._before_quit, action)
            else:
                self._menus[name].addAction(action)
        for name in ("Lesbezoek", "Kwaliteit"):
            self._menus[name].menuAction().setVisible(not self._menus[name].isEmpty())

    def school_changed(self) -> None:
        """A school was opened or closed."""
        is_open = self._window.school is not None
        for action in self._need_school:
            action.setEnabled(is_open)
        if not is_open:
            self.set_page_actions([])
        self.undo_changed()

    def undo_changed(self) -> None:
        """Say in the menu what undo and redo would do now."""
        undo = self._window.school.undo if self._window.school else None
        for action, word, next_one in (
            (self._undo, "Ongedaan maken", undo.next_undo if undo else None),
            (self._redo, "Opnieuw", undo.next_redo if undo else None),
        ):
            action.setText(f"{word}: {next_one}" if next_one else word)
            action.setEnabled(next_one is not None)

    def show_help(self, page: str) -> None:
        """Open the help beside the work."""
        from lesobs.ui.help import HelpWindow

        HelpWindow(self._window).show_page(page)

    def _build_file(self) -> None:
        menu, window = self._menus["Bestand"], self._window
        self._add(menu, "&Nieuwe school…", window.new_school)
        self._add(menu, "&Openen…", window.choose_file, "Ctrl+O")
        self._recent = menu.addMenu("&Laatst geopend")
        self._recent.aboutToShow.connect(self._fill_recent)
        self._add(menu, "&Voorbeeldschool bekijken", window.open_example)
        menu.addSeparator()
        self._need_school += [
            self._add(menu, "&Reservekopie maken", self._make_backup),
            self._add(menu, "&Wie ben je?…", self._choose_me),
            self._add(menu, "School &sluiten", self._close_school, "Ctrl+W"),
        ]
        menu.addSeparator()
        self._before_quit = menu.addSeparator()  # what the page has goes here; two lines become one
        self._add(menu, "&Afsluiten", window.close, "Ctrl+Q")

    def _build_edit(self) -> None:
        menu = self._menus["Bewerken"]
        self._undo = self._add(menu, "Ongedaan maken", lambda: self._take_back(redo=False), "Ctrl+Z")
        self._redo = self._add(menu, "Opnieuw", lambda: self._take_back(redo=True), "Ctrl+Y")
        self._redo.setShortcuts([QKeySequence("Ctrl+Y"), QKeySequence("Ctrl+Shift+Z")])
        menu.addSeparator()

    def _build_view(self) -> None:

        menu = self._menus["Beeld"]
        for number, (key, word, _) in enumerate(PLACES, start=1):
            show = self._add(menu, word, partial(self._window.show_place, key), f"Ctrl+{number}")
            self._need_school.append(show)
        menu.addSeparator()
        looks = menu.addMenu("&Licht of donker")
        menu.addSeparator()
        group = QActionGroup(looks)
        for name, dark in LOOKS:
            action = self._add(looks, name, partial(self._wear, dark))
            action.setCheckable(True)
            action.setChecked(self._window.settings.dark is dark)
            group.addAction(action)

    def _build_help(self) -> None:
        menu = self._menus["Help"]
        self._add(menu, "&Hulp bij deze pagina", self._help_here, "F1")
        self._add(menu, "&Begrippen", lambda: self.show_help("begrippen"))
        self._add(menu, "&Over lesobs", self._about)

    def _add(self, menu: QMenu, text: str, do: Callable[[], object], key: str = "") -> QAction:
        action = menu.addAction(text)
        action.triggered.connect(lambda: do())
        if key:
            action.setShortcut(QKeySequence(key))
        return action

    def _fill_recent(self) -> None:
        self._recent.clear()
        for recent in self._window.settings.recent_files():
            self._add(self._recent, recent.path.name, partial(self._window.open_file, recent.path))
        if self._recent.isEmpty():
            self._recent.addAction("Nog geen bestanden").setEnabled(False)

    def _take_back(self, *, redo: bool) -> None:
        school = self._window.school
        if school is None:
            return
        do = school.undo.redo if redo else school.undo.undo
        with refusals_shown(self._window):
            if school.undo.takes_long(redo=redo):
                words = "Wordt opnieuw gedaan…" if redo else "Wordt teruggehaald…"
                done_beside(self._window, words, lambda _: do(), can_stop=False)
            else:
                do()
        self.undo_changed()

    def _make_backup(self) -> None:
        school = self._window.school
        if school is not None:
            with refusals_shown(self._window, "De reservekopie is niet gemaakt"):
                backup = school.backups.make()
                moment = dutch.day_and_clock(backup.made_at)
                self._window.tell("done", f"Reservekopie gemaakt en gecontroleerd: {moment}.")

    def _choose_me(self) -> None:
        from lesobs.ui.opening import choose_me

        if self._window.school is not None and choose_me(self._window, self._window.school):
            self._window.show_me()

    def _close_school(self) -> None:
        if self._window.close_school():
            self._window.show_first_run()

    def _wear(self, dark: bool | None) -> None:
        app = QApplication.instance()
        assert isinstance(app, QApplication)
        self._window.settings.dark = dark
        look.apply(app, dark)

    def _help_here(self) -> None:
        shown = self._window.stack.currentWidget()  # its help may be that of what it shows now
        self.show_help(getattr(shown, "help_page", self._window.help_page))

    def _about(self) -> None:
        from lesobs.ui.help import show_about

        show_about(self._window)

    def _show_day(self) -> None:
        today = self._window.today()
        self._day.setText(f"{dutch.day(today)} · week {dutch.week(today)}")
