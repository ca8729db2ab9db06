"""This file takes a picture of every page with the example school: python packaging/shots.py FOLDER."""

import os
import sys
import tempfile
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

SIZES = {"1366x768": (1366, 720), "klein": (853, 460), "groot": (1920, 1000)}
"""The room a maximised window has: a school laptop, 1280×720 at 150 percent, and a desk."""


def main(folder: Path) -> int:
    """Write <page>-<size>-<light or dark>.png into the folder; returns the exit code."""
    folder.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as data:
        os.environ["LESOBS_DATA"] = data
        _shoot(Path(data), folder)
    print(f"{len(list(folder.glob('*.png')))} pictures in {folder}")
    return 0


def _shoot(data: Path, folder: Path) -> None:
    from lesobs.app import application, dress
    from lesobs.services.demo import EXAMPLE_DAY, make_demo
    from lesobs.services.school import School
    from lesobs.ui import look
    from lesobs.ui.settings import Settings
    from lesobs.ui.window import Window

    app = application()
    dress(app, dark=False)
    example = data / "Hazelkamp College.lesobs"
    make_demo(example)
    settings = Settings()
    with School.open(example) as school:
        me = next(one for one in school.people.observers() if one.name == "Marieke Doornbos")
    settings.set_me(example, me.id)
    for dark in (False, True):
        look.apply(app, dark=dark)
        first = Window(settings, today=lambda: EXAMPLE_DAY)
        first.furnish()
        first.show()
        first.showNormal()
        first.resize(1366, 720)
        first.show_first_run()
        _save(first, folder, "welkom", "1366x768", dark)
        first.close()
        window = Window(settings, today=lambda: EXAMPLE_DAY)
        window.furnish()
        window.show()
        window.begin(example)
        assert window.school is not None
        mine = [visit for visit in window.school.visits.all() if visit.observer_id == me.id]
        seen = next(visit for visit in mine if visit.state.value == "visited")
        for name, (width, height) in SIZES.items():
            window.showNormal()
            window.resize(width, height)
            for place in ("start", "visits", "observe", "debrief", "picture", "calendar", "school"):
                window.show_place(place, seen.id if place in ("observe", "debrief") else "")
                app.processEvents()
                _save(window, folder, place, name, dark)
        window.close()


def _save(window: "object", folder: Path, page: str, size: str, dark: bool) -> None:
    from PySide6.QtWidgets import QApplication, QWidget

    assert isinstance(window, QWidget)
    for _ in range(3):
        QApplication.processEvents()
    window.grab().save(str(folder / f"{page}-{size}-{'donker' if dark else 'licht'}.png"))


raise SystemExit(main(Path(sys.argv[1] if len(sys.argv) > 1 else "build/shots")))
