"""This file is the real window on a school file, for what is measured in it."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from benchmarks.measure import LARGE_DAY
from lesobs.services.school import School
from lesobs.ui.settings import Settings
from lesobs.ui.window import Window


@contextmanager
def opened(path: Path, secret: str | None = None) -> Iterator[tuple[Window, School]]:
    """As large as on a school laptop, with somebody at the keyboard."""
    school = School.open(path, secret, today=lambda: LARGE_DAY)
    settings = Settings()
    settings.set_me(path, school.people.observers()[0].id)
    window = Window(settings, today=lambda: LARGE_DAY)
    window.furnish()
    window.setWindowState(Qt.WindowState.WindowNoState)
    window.resize(1366, 768)
    window.show()
    window._take(school)
    window.activateWindow()
    QTest.qWaitForWindowActive(window)
    yield window, school
    window.close_school()
    window.close()
