"""This file takes a picture of every page and dialog with the example school: shots.py FOLDER.

A menu action that ends in … opens a dialog; each of them is triggered on each page, seen and closed again.
"""

import os
import re
import sys
import tempfile
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from PySide6.QtCore import QTimer
from PySide6.QtGui import QAction
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QApplication, QWidget

from lesobs.app import application, dress
from lesobs.domain.narrowing import Split
from lesobs.domain.picture import Grouping, PictureFilter
from lesobs.domain.schoolyear import SchoolYear
from lesobs.services.demo import EXAMPLE_DAY, make_demo
from lesobs.services.picture_views import PictureView
from lesobs.services.school import School
from lesobs.ui import look
from lesobs.ui.calendar.page import CalendarPage
from lesobs.ui.cycle.whole import Stop
from lesobs.ui.help import HelpWindow
from lesobs.ui.picture.asking import Asking
from lesobs.ui.picture.page import PicturePage
from lesobs.ui.settings import Settings
from lesobs.ui.window import Window

SIZES = {"1366x768": (1366, 720), "klein": (853, 460), "groot": (1920, 1000)}
"""The room a maximised window has: a school laptop, 1280×720 at 150 percent, and a desk."""

STARTERS = {Split.PURPOSE: frozenset({"starter"})}

VIEWS = {
    "calendar": ("Maand", "Agenda", "Bord", "Cycli"),
    "visits": ("Ronde", "Bezoeken"),
    "picture": ("Bevindingen", "Goede lessen", "IJksessie", "Beeld"),
    "school": ("classes", "departments", "sections", "persons", "instruments", "settings", "safety"),
}
"""The views of a page beside its first: words on a switch, or names of tabs."""


YEAR_PLAN = """\
Activiteit;Wanneer;Wie;Standaard;Fase
Startvergadering;31 aug;rector;SKA1;plannen
Ouderavond;wk 41–43;Piet;OP2;doen
Cijferanalyse;begin november;teamleider havo;OR1;evaluatie
Enquête;9-10;Joke Veldhuizen;;
Evaluatie;n.t.b.;rector;SKA3;check
"""


class Photographer:
    """Goes through one window and keeps what it sees in a folder."""

    def __init__(self, window: Window, folder: Path, light: str) -> None:
        self.window, self.folder, self.light = window, folder, light
        self._name = ""
        self._shutter = QTimer(window, interval=400)
        self._shutter.timeout.connect(self._press)

    def pages(self, visit_id: str) -> None:
        for size, (width, height) in SIZES.items():
            self.window.showNormal()
            self.window.resize(width, height)
            for place in ("start", "visits", "observe", "debrief", "picture", "calendar", "load", "school"):
                self.window.show_place(place, visit_id if place in ("observe", "debrief") else "")
                self.keep(self.window, f"{place}-{size}")

    def counting(self, visit_id: str) -> None:
        """The counter of pupils on task, at a new count and at an earlier one."""
        for size in ("1366x768", "klein"):
            self.window.resize(*SIZES[size])
            self.window.show_place("observe", visit_id)
            for key in ("Ctrl+L", "Up", "Return", "Esc"):
                QTest.keySequence(QApplication.focusWidget(), key)
                if key != "Esc":
                    self.keep(self.window, f"observe-tellen-{key.lower()}-{size}")

    def tabs(self) -> None:
        self.window.resize(*SIZES["1366x768"])
        for tab in VIEWS["school"]:
            self.window.show_place("school", tab)
            self.keep(self.window, f"school-{tab}")
        for place in ("calendar", "visits"):
            self.window.show_place(place)
            for view in VIEWS[place]:
                self._switch(view)
                self.keep(self.window, f"{place}-{view.lower()}")

    def calendar(self) -> None:
        """The views of the calendar in other sizes, as they are and with a filter."""
        for size in ("klein", "groot"):
            self.window.resize(*SIZES[size])
            self.window.show_place("calendar")
            for view in VIEWS["calendar"][:-1]:
                self._switch(view)
                self.keep(self.window, f"calendar-{view.lower()}-{size}")
        page = self.window.findChild(CalendarPage)
        assert page is not None
        for size in ("1366x768", "klein"):
            self.window.resize(*SIZES[size])
            for choice, place in ((page.filters.owner, 1), (page.filters.status, 1), (page.filters.phase, 2)):
                choice.menu_actions()[place].trigger()
            for view in ("Jaarplanner", *VIEWS["calendar"][:-1]):
                self._switch(view)
                self.keep(self.window, f"calendar-filter-{view.lower()}-{size}")
            page.filters.clear()

    def team_talk(self) -> None:
        """Findings, good lessons and the calibration session; their figures come a moment later."""
        for size in ("1366x768", "klein"):
            self.window.resize(*SIZES[size])
            self.window.show_place("picture", "picture")
            for view in VIEWS["picture"]:
                self._switch(view)
                self.keep(self.window, f"picture-{view.lower().replace(' ', '-')}-{size}")

    def cycles(self) -> None:
        """A cycle in each phase, and one at every station."""
        school = self.window.school
        assert school is not None
        lines = school.cycles.all()
        shown = {line.outcome or line.phase: line for line in reversed(lines)}
        for size in SIZES:
            self.window.resize(*SIZES[size])
            for state, line in shown.items():
                self.window.show_place("cycle", line.id)
                self.keep(self.window, f"cycle-{state}-{size}")
        self.window.resize(*SIZES["1366x768"])
        for stop in Stop:
            self.window.show_place("cycle", f"{lines[0].id}:{stop}")
            self.keep(self.window, f"cycle-station-{stop}")

    def round(self) -> None:
        """The round of visits in other sizes, and its dialogs."""
        self.window.show_place("visits")
        self._switch("Ronde")
        for size in ("klein", "groot"):
            self.window.resize(*SIZES[size])
            self.keep(self.window, f"visits-ronde-{size}")
        self.window.resize(*SIZES["1366x768"])
        self._open_dialogs("ronde-")
        self._switch("Bezoeken")

    def talk(self, visit_id: str) -> None:
        """The teacher's own scoring, the differences, and a duo-visit with its scores side by side."""
        school = self.window.school
        assert school is not None
        both = (
            one for one in school.visits.all() if (duo := school.duos.of(one.id)) and duo.open_to_each_other
        )
        two = next(both, None)
        for size in ("1366x768", "klein"):
            self.window.resize(*SIZES[size])
            self.window.show_place("debrief", visit_id)
            for view, key in (("docent-scoort", "Ctrl+E"), ("naast-elkaar", "Esc"), ("verschil", "F8")):
                QTest.keySequence(self.window.stack.currentWidget(), key)
                self.keep(self.window, f"debrief-{view}-{size}")
            if two is not None:
                self.window.show_place("visits", two.id)
                self.keep(self.window, f"visits-duo-{size}")
                self.window.show_place("debrief", two.id)
                self.keep(self.window, f"debrief-duo-{size}")
        self._earlier_version(school)

    def _earlier_version(self, school: School) -> None:
        reopened = next(one for one in school.visits.all() if school.versions.of(one.id))
        self.window.resize(*SIZES["1366x768"])
        self.window.show_place("debrief", reopened.id)
        for view, key in (("versie-2", "Home"), ("versie-1", "Ctrl+Shift+V")):
            QTest.keySequence(self.window.stack.currentWidget(), key)
            self.keep(self.window, f"debrief-{view}")

    def kijkwijzer(self) -> None:
        """An own kijkwijzer in the making: the whole, what is missing, how it looks in the lesson."""
        for size, room in SIZES.items():
            self.window.resize(*room)
            self.window.show_place("school", "instruments")
            self.keep(self.window, f"school-kijkwijzers-{size}")
            for view, key in (("concept", "F2"), ("mist", "Ctrl+U"), ("voorbeeld", "F5")):
                QTest.keySequence(QApplication.focusWidget(), key)
                self.keep(self.window, f"school-kijkwijzer-{view}-{size}")
            for key in ("F5", "Esc", "Esc"):
                QTest.keySequence(QApplication.focusWidget(), key)

    def picture(self) -> None:
        """The section picture in its views, with other rows, with filters, and a cell in a small window."""
        self.window.show_place("picture")
        page = self.window.findChild(PicturePage)
        assert page is not None
        year = SchoolYear.of(EXAMPLE_DAY).previous
        for size in ("1366x768", "klein"):
            self.window.resize(*SIZES[size])
            for view in PictureView:
                page.show_view(view)
                self.keep(self.window, f"picture-{view.value}-{size}")
            page.show_view(PictureView.SHARE)
            for name, question in (
                ("afdelingen", PictureFilter((year,), Grouping.DEPARTMENT)),
                ("filter", PictureFilter((year,), wanted={Split.FORM: frozenset({"flits"})})),
                ("niets", PictureFilter((year,), wanted={Split.YEAR_LEVEL: frozenset("6")} | STARTERS)),
                ("alles", PictureFilter((year,))),
            ):
                page.ask(question)
                self.keep(self.window, f"picture-{name}-{size}")
        QTest.keySequence(QApplication.focusWidget(), "Return")
        self.keep(self.window, "picture-vakje-klein")
        QTest.keySequence(QApplication.focusWidget(), "Esc")

    def hand_over(self) -> None:
        """Who does what by layer, and the steps of handing work over."""
        from lesobs.ui.load.hand_over_dialog import HandOverDialog

        school = self.window.school
        assert school is not None
        people = {one.name: one.id for one in school.people.persons()}
        for size in ("1366x768", "klein"):
            self.window.resize(*SIZES[size])
            self.window.show_place("load")
            self._switch("Per laag")
            self.keep(self.window, f"load-lagen-{size}")
            self._switch("Per persoon")
            dialog = HandOverDialog(self.window, school, people["Marieke Doornbos"])
            dialog.show()
            self.keep(dialog, f"dialoog-overdragen-kiezen-{size}")
            dialog.heir.picked.emit(people["Rachid el Amrani"])
            dialog.show_step("check")
            self.keep(dialog, f"dialoog-overdragen-nalopen-{size}")
            dialog.done(0)  # not by closing it, which asks about what was chosen
            dialog.deleteLater()

    def asked(self) -> None:
        """What a question of Start is about, in the calendar and in the round."""
        self.window.resize(*SIZES["1366x768"])
        for place, signal in (("calendar", "no_deputy"), ("calendar", "no_owner"), ("visits", "no_visit")):
            self.window.show_place(place, f"signal:{signal}")
            self.keep(self.window, f"vraag-{signal}")
        self.window.show_place("calendar", "cycli")
        self.window.show_place("visits")
        self._switch("Bezoeken")

    def year_turn(self) -> None:
        """The steps of making the next school year ready, on a laptop and on a low screen."""
        from lesobs.ui.calendar.year_turn_dialog import YearTurnDialog

        assert self.window.school is not None
        for size in ("1366x768", "klein"):
            self.window.resize(*SIZES[size])
            dialog = YearTurnDialog(self.window, self.window.school, self.window.school.year)
            dialog.show()
            for step in ("holidays", "recurs", "open", "owners", "ready"):
                dialog.show_step(step)
                self.keep(dialog, f"dialoog-schooljaar-{step}-{size}")
            self._name = f"schooljaar-dagen-{size}"
            self._shutter.start()
            QTest.keySequence(dialog.ready.table, "F2")
            self._shutter.stop()
            dialog.close()
            dialog.deleteLater()
        self.window.activateWindow()

    def year_plan(self, plan: Path) -> None:
        """The pages of reading a year plan, on a laptop and on a low screen."""
        from lesobs.ui.calendar.plan_import_dialog import PlanImportDialog

        school = self.window.school
        assert school is not None
        plan.write_text(YEAR_PLAN, encoding="utf-8")
        for size in ("1366x768", "klein"):
            self.window.resize(*SIZES[size])
            dialog = PlanImportDialog(self.window, school, school.plans.open(plan), school.year)
            dialog.show()
            for view in ("columns", "words", "lines"):
                dialog.show_view(view)
                self.keep(dialog, f"dialoog-jaarplan-{view}-{size}")
            dialog.close()
            dialog.deleteLater()

    def _switch(self, word: str) -> None:
        """Press the part of a switch that says this."""
        for button in self.window.stack.currentWidget().findChildren(QAbstractButton):
            if button.text() == word and button.isVisible():
                button.click()
                return

    def dialogs(self, visit_id: str) -> None:
        for place in ("visits", "debrief", "picture", "calendar", "school"):
            self.window.show_place(place, visit_id)
            self._open_dialogs()
        self.window.menus.show_help("start")
        (help_window,) = self.window.findChildren(HelpWindow)
        self.keep(help_window, "dialoog-hulp")
        help_window.close()

    def _open_dialogs(self, before: str = "") -> None:
        for action in self._opening():
            self._name = before + re.sub(r"\W+", "-", action.text().replace("&", "")).strip("-").lower()
            self._shutter.start()
            action.trigger()  # comes back when the dialog was closed
            self._shutter.stop()

    def keep(self, widget: QWidget, name: str) -> None:
        """Keep what a widget looks like when its figures are there."""
        QApplication.processEvents()
        while any(one.waiting for one in (*widget.findChildren(PicturePage), *widget.findChildren(Asking))):
            QTest.qWait(20)
        for _ in range(3):
            QApplication.processEvents()
        widget.grab().save(str(self.folder / f"{name}-{self.light}.png"))

    def _opening(self) -> list[QAction]:
        menus = [menu.menu() for menu in self.window.menuBar().actions()]
        actions = [action for menu in menus if menu is not None for action in menu.actions()]
        return [action for action in actions if action.text().endswith("…") and action.isEnabled()]

    def _press(self) -> None:
        """Picture the dialog that is open and close it; a question it asks on closing goes the same way."""
        dialog = QApplication.activeModalWidget()
        if dialog is not None:
            self.keep(dialog, f"dialoog-{self._name}")
            self._name += "-vraag"
            dialog.close()


def main(folder: Path) -> int:
    """Fill the folder; returns the exit code."""
    folder.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as data:
        os.environ["LESOBS_DATA"] = data
        _shoot(Path(data), folder)
    print(f"{len(list(folder.glob('*.png')))} pictures in {folder}")
    return 0


def _shoot(data: Path, folder: Path) -> None:
    app = application()
    dress(app, dark=False)
    example = data / "Hazelkamp College.lesobs"
    make_demo(example)
    settings = Settings()
    with School.open(example) as school:
        me = next(one for one in school.people.observers() if one.name == "Marieke Doornbos")
        seen = next(
            visit
            for visit in school.visits.all()
            if visit.state.value == "visited" and visit.observer_id == me.id
        )
    settings.set_me(example, me.id)
    for light, dark in (("licht", False), ("donker", True)):
        look.apply(app, dark=dark)
        window = Window(settings, today=lambda: EXAMPLE_DAY)
        window.furnish()
        window.show()
        window.showNormal()
        window.resize(*SIZES["1366x768"])
        photographer = Photographer(window, folder, light)
        window.show_first_run()
        photographer.keep(window, "welkom")
        broken = data / "beschadigd.lesobs"
        broken.write_bytes(example.read_bytes()[:20_000])
        window.open_file(broken)
        photographer.keep(window, "fout")
        window.open_file(example)
        photographer.pages(seen.id)
        photographer.counting(seen.id)
        photographer.talk(seen.id)
        photographer.tabs()
        photographer.calendar()
        photographer.kijkwijzer()
        photographer.team_talk()
        photographer.cycles()
        photographer.round()
        photographer.asked()
        photographer.hand_over()
        photographer.year_turn()
        photographer.picture()
        photographer.year_plan(data / "jaarplan.csv")
        photographer.dialogs(seen.id)
        window.close()


if __name__ == "__main__":
    raise SystemExit(main(Path(sys.argv[1] if len(sys.argv) > 1 else "build/shots")))
