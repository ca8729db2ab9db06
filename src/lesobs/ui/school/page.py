"""This file is the page of the school: its people, instruments, settings and safety, in tabs."""

from PySide6.QtGui import QAction, QResizeEvent, QShowEvent
from PySide6.QtWidgets import QStackedWidget, QVBoxLayout

from lesobs.services.school import School
from lesobs.ui.errors import refusals_shown
from lesobs.ui.look import PAGE
from lesobs.ui.page import Changes, Page, Place
from lesobs.ui.school.list_tab import UNDO, ListTab
from lesobs.ui.school.tab import Notice, Tab
from lesobs.ui.widgets.bars import MessageBar
from lesobs.ui.widgets.buttons import Switch, main_button, plain_button
from lesobs.ui.widgets.cards import PageHeader

TABS = (
    ("people", "Docenten"),
    ("classes", "Klassen"),
    ("departments", "Afdelingen"),
    ("sections", "Secties"),
    ("persons", "Medewerkers"),
    ("instruments", "Kijkwijzers"),
    ("settings", "Instellingen"),
    ("safety", "Veiligheid"),
)
OTHER_NAMES = {"teachers": "people", "holidays": "settings", "backups": "safety"}


class SchoolPage(Page):
    """One tab at a time; `show_item` takes the name of a tab. A tab is made when it is first shown."""

    place = Place.SCHOOL
    help_page = "school"
    listens_to = frozenset(
        {
            "teacher",
            "teacher_section",
            "section",
            "cluster",
            "department",
            "class_group",
            "person",
            "school",
            "free_period",
            "instrument",
            "instrument_draft",
        }
    )

    def __init__(self, school: School, changes: Changes) -> None:
        super().__init__(school, changes)
        self._tabs: dict[str, Tab] = {}
        self._shown = TABS[0][0]
        self._said: tuple[Notice, str | None] | None = None
        self._header = PageHeader("School")
        self.tabs = Switch("Onderdelen van de school", TABS)
        self.tabs.hide()  # until it is known that there is room for it
        self._tabs_below = Switch("Onderdelen van de school", TABS)
        self.bar = MessageBar("done")
        self.bar.hide()
        self._import = self._header.add_action(plain_button("Lijst inlezen", key="Ctrl+I"))
        self._main = self._header.add_action(main_button("Docent", "plus", "Ins"))
        self._stack = QStackedWidget()
        self._actions = self._make_actions()
        self._build()

    @property
    def tab(self) -> Tab:
        """The tab that is shown."""
        return self._tabs[self._shown]

    def refresh(self) -> None:
        """Read the tab that is shown again; the others are read when they are shown."""
        self._show_tab(self._shown)
        if self._said is not None and self._said[1] != self.school.undo.next_undo:
            self.bar.hide()

    def show_item(self, item: str) -> None:
        """Show a tab by its name; an unknown one changes nothing."""
        key = OTHER_NAMES.get(item, item)
        if key in dict(TABS):
            self._go_to(key)

    def menu_actions(self) -> list[QAction]:
        return self._actions

    def flush(self) -> bool:
        kept = [tab.flush() for tab in self._tabs.values()]  # each of them, also after one that failed
        return all(kept)

    def unkept(self) -> str:
        return " ".join(words for tab in self._tabs.values() if (words := tab.unkept()))

    def let_go(self) -> None:
        for tab in self._tabs.values():
            tab.let_go()

    def showEvent(self, event: QShowEvent) -> None:
        """Copies are made elsewhere too, and no table tells of them."""
        self._stale = True
        super().showEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._arrange()

    def read_list(self) -> None:
        """Read a list from the school's administration, after a look at what it changes."""
        from lesobs.ui.school.roster import read_list

        if summary := read_list(self, self.school):
            self._say(Notice("done", f"Lijst ingelezen: {summary}.", UNDO, self.school.undo.undo))

    def read_instrument(self) -> None:
        """Read a kijkwijzer from a file."""
        from lesobs.ui.school.instruments import InstrumentsTab

        self._go_to("instruments")
        assert isinstance(self.tab, InstrumentsTab)
        self.tab.read_file()

    def _go_to(self, key: str) -> None:
        self.flush()
        self.bar.hide()
        for switch in (self.tabs, self._tabs_below):
            switch.set_value(key)
        self._show_tab(key)

    def _show_tab(self, key: str) -> None:
        if key not in self._tabs:
            self._tabs[key] = tab = _make(key, self.school)
            tab.noticed.connect(self._say)
            tab.arranged.connect(self._show_actions)
            if isinstance(tab, ListTab):
                tab.list_asked.connect(self.read_list)
            self._stack.addWidget(tab)
        self._shown = key
        tab = self._tabs[key]
        self._stack.setCurrentWidget(tab)
        self.setFocusProxy(tab)
        self.help_page = tab.help_page
        tab.refresh()
        self._show_actions()

    def _show_actions(self) -> None:
        tab = self.tab
        self._import.setVisible(tab.has_people and not tab.offers_itself)
        self._main.setVisible(tab.main is not None and not tab.offers_itself)
        if tab.main is not None:
            words, icon, key = tab.main
            self._main.setText(words)
            self._main.set_icon(icon)
            self._main.set_key(key)
            self._main.setAccessibleName(f"{words} toevoegen")
            self._main.setToolTip(f"{words} toevoegen ({key})")
        self._read_action.setEnabled(tab.has_people)
        for action in self._row_actions:
            action.setEnabled(tab.has_rows)
        self._arrange()

    def _arrange(self) -> None:
        """The tabs beside the title, or below it where there is no room; none when a tab fills the page."""
        buttons = (self._import, self._main)
        wanted = sum(one.sizeHint().width() + 10 for one in buttons if not one.isHidden())
        whole = self._shown in self._tabs and self.tab.fills_page
        self._header.setVisible(not whole)
        wide = self.width() - 2 * PAGE - wanted - 90 >= self.tabs.sizeHint().width()
        self.tabs.setVisible(wide)
        self._tabs_below.setVisible(not wide and not whole)

    def _say(self, notice: Notice) -> None:
        """Say something above the tab; what can be undone is said until it is undone."""
        undoes = notice.action == UNDO
        self._said = (notice, self.school.undo.next_undo) if undoes else None
        self.bar.set_message(notice.kind, notice.sentence, notice.action)
        self.bar.show()
        self._notice = notice

    def _act(self) -> None:
        self.bar.hide()
        with refusals_shown(self):
            self._notice.do()

    def _step(self, by: int) -> None:
        keys = [key for key, _ in TABS]
        self._go_to(keys[(keys.index(self._shown) + by) % len(keys)])
        self.setFocus()

    def _build(self) -> None:
        self._header.add_left(self.tabs)
        column = QVBoxLayout(self)
        column.setContentsMargins(PAGE, 14, PAGE, 12)
        column.setSpacing(10)
        for widget in (self._header, self._tabs_below, self.bar):
            column.addWidget(widget)
        column.addWidget(self._stack, 1)
        for switch in (self.tabs, self._tabs_below):
            switch.changed.connect(self._go_to)
        self.bar.acted.connect(self._act)
        self._import.clicked.connect(self.read_list)
        self._main.clicked.connect(lambda: self.tab.add())

    def _make_actions(self) -> list[QAction]:
        make, rows = self.make_action, "Bewerken"
        self._read_action = make("Lijst &inlezen…", "Ctrl+I", self.read_list, "Bestand")
        self._row_actions = [
            make("&Toevoegen…", "Ins", lambda: self.tab.add(), rows),
            make("&Wijzigen…", "F2", lambda: self.tab.change(), rows, self),
            make("&Verwijderen", "Del", lambda: self.tab.remove(), rows, self),
            make("&Zoeken in de lijst", "Ctrl+F", lambda: self.tab.search_rows(), rows),
        ]
        return [
            self._read_action,
            make("&Kijkwijzer inlezen…", "", self.read_instrument, "Bestand"),
            *self._row_actions,
            make("Volgend &tabblad", "Ctrl+PgDown", lambda: self._step(1), "Beeld"),
            make("&Vorig tabblad", "Ctrl+PgUp", lambda: self._step(-1), "Beeld"),
        ]


def _make(key: str, school: School) -> Tab:
    """A tab; what only one of them needs is imported with it."""
    match key:
        case "people":
            from lesobs.ui.school.teachers import TeachersTab

            return TeachersTab(school)
        case "classes":
            from lesobs.ui.school.classes import ClassesTab

            return ClassesTab(school)
        case "departments":
            from lesobs.ui.school.classes import DepartmentsTab

            return DepartmentsTab(school)
        case "sections":
            from lesobs.ui.school.sections import SectionsTab

            return SectionsTab(school)
        case "persons":
            from lesobs.ui.school.persons import PersonsTab

            return PersonsTab(school)
        case "instruments":
            from lesobs.ui.school.instruments import InstrumentsTab

            return InstrumentsTab(school)
        case "settings":
            from lesobs.ui.school.settings_tab import SettingsTab

            return SettingsTab(school)
        case _:
            from lesobs.ui.school.safety import SafetyTab

            return SafetyTab(school)
