"""This file is the program: it puts the window together, shows it at once, and then loads the rest."""

import gc
import os
import sys
from collections.abc import Callable
from pathlib import Path

from PySide6.QtWidgets import QApplication

from lesobs import __version__
from lesobs.ui.settings import Settings
from lesobs.ui.window import Window

CALENDAR_VIEWS = 5


def main(path: Path | None = None) -> int:
    """Start the program, with a school file if one was given; returns the exit code."""
    app = application()
    window = Window(Settings())
    window.show()
    window.activateWindow()
    app.processEvents()  # paint first: what follows takes longer than all of Qt
    from lesobs.ui.errors import tell_of_mistakes

    dress(app, window.settings.dark)
    window.furnish()
    tell_of_mistakes(window)
    window.begin(path)
    gc.freeze()
    gc.enable()
    return app.exec()


def application() -> QApplication:
    """The Qt application, known to the system under its own name."""
    running = QApplication.instance()
    if isinstance(running, QApplication):
        return running
    if sys.platform == "win32":
        import ctypes  # else the task bar shows Python's own icon and group

        ctypes.windll.shell32.SetCurrentProcessExplicitAppUserModelID("nl.lesobs.lesobs")
    app = QApplication(sys.argv[:1])
    app.setApplicationName("lesobs")
    app.setApplicationDisplayName("lesobs")
    app.setApplicationVersion(__version__)
    app.setDesktopFileName("lesobs")
    return app


def dress(app: QApplication, dark: bool | None) -> None:
    """Give the program its look, and Qt's own words in Dutch; None follows the system's light or dark."""
    from PySide6.QtCore import QLibraryInfo, QLocale, QTranslator

    from lesobs.ui import look
    from lesobs.ui.focus import FocusReturn
    from lesobs.ui.house_words import HouseWords

    FocusReturn(app)
    QLocale.setDefault(QLocale(QLocale.Language.Dutch, QLocale.Country.Netherlands))
    translator = QTranslator(app)
    if translator.load("qtbase_nl", QLibraryInfo.path(QLibraryInfo.LibraryPath.TranslationsPath)):
        app.installTranslator(translator)
    app.installTranslator(HouseWords(app))
    look.apply(app, dark)


def self_test() -> int:
    """Make the example school, show every page and write every paper; returns 0 when all of it works."""
    import tempfile
    import traceback

    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    before = os.environ.get("LESOBS_DATA")
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as folder:
        os.environ["LESOBS_DATA"] = folder
        try:
            _try_everything(Path(folder))
        except Exception:
            traceback.print_exc()
            return 1
        finally:
            if before is None:
                del os.environ["LESOBS_DATA"]
            else:
                os.environ["LESOBS_DATA"] = before
    return 0


def _try_everything(folder: Path) -> None:
    from lesobs.domain.picture import PictureFilter
    from lesobs.services.demo import EXAMPLE_DAY, make_demo
    from lesobs.services.papers import PackChoice
    from lesobs.services.school import School

    app = application()
    dress(app, dark=False)
    school_file = folder / "zelftest.lesobs"
    make_demo(school_file)
    settings = Settings()
    with School.open(school_file) as made:
        settings.set_me(school_file, made.people.observers()[0].id)  # else the window asks who is there
    window = Window(settings, today=lambda: EXAMPLE_DAY)
    window.furnish()
    window.show()
    window.begin(school_file)
    assert window.school is not None, "the example school did not open"
    school = window.school
    visit = next(visit for visit in school.visits.all() if visit.talked_on is not None)
    for place in ("start", "visits", "observe", "debrief", "picture", "calendar", "cycle", "load", "school"):
        window.show_place(place, visit.id if place in ("observe", "debrief") else "")
        app.processEvents()
        assert not window.grab().isNull(), f"{place} was not painted"
    window.show_place("calendar")
    _step_through_views(window)
    papers, year, paper = school.papers, school.year, folder / "stuk.pdf"
    writers: tuple[Callable[[], str], ...] = (
        lambda: papers.visit(visit.id, paper),
        lambda: papers.form(school.visits.get(visit.id).draft.instrument_id, paper),
        lambda: papers.sections(year, ("Wiskunde",), paper),
        lambda: papers.discussion(year, paper),
        lambda: papers.pack(PackChoice(PictureFilter((year,)), project=True), paper),
        lambda: papers.planner(year, paper, paper="A3"),
        lambda: papers.planner(year, paper, paper="A4"),
        lambda: papers.month(EXAMPLE_DAY.replace(day=1), paper),
        lambda: papers.activities(year, paper),
        lambda: papers.hand_over(school.people.observers()[0].id, paper),
    )
    for write in writers:
        paper.unlink(missing_ok=True)
        write()
        assert paper.stat().st_size > 1000, "a paper is empty"
    window.close()


def _step_through_views(window: Window) -> None:
    """Show each view of the calendar, the way the keyboard does."""
    page = window.stack.currentWidget()
    actions = page.actions() if page is not None else []
    step = next(action for action in actions if action.text() == "&Volgende weergave")
    for _ in range(CALENDAR_VIEWS):
        step.trigger()
        assert not window.grab().isNull(), "a view of the calendar was not painted"
