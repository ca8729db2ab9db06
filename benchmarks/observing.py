"""This file measures the page one observes on: how long a visit takes to open, and each key in it."""

import statistics
from pathlib import Path

from benchmarks.measure import Row, large_copy, seconds, within
from benchmarks.presses import measure_keys
from benchmarks.window import opened
from lesobs.app import application, dress
from lesobs.domain.visit import VisitState
from lesobs.services.school import School
from lesobs.ui.window import Window

VISITS = 20
OPENING = 0.1
"""Seconds that opening a visit may take."""


def measure(folder: Path) -> list[Row]:
    """On the real window without a screen, with a plain and an encrypted file."""
    dress(application(), dark=False)
    rows = []
    for name, secret in (("plain", None), ("encrypted", "meten")):
        with opened(large_copy(folder, f"page-{name}", secret), secret) as (window, school):
            rows += [*_opening(window, school, name), *measure_keys(window, school, name)]
    return rows


def _opening(window: Window, school: School, name: str) -> list[Row]:
    """From the list to the painted page; the first time it is made as well."""
    seen = [line.id for line in school.visits.all() if line.state is VisitState.VISITED][:VISITS]

    def show(visit: str) -> None:
        window.show_place("observe", visit)
        application().processEvents()

    times = []
    for visit in seen:
        window.show_place("visits")
        application().processEvents()
        times.append(seconds(lambda visit=visit: show(visit)))  # type: ignore[misc]
    first, *others = times
    return [
        within(f"first visit opened, {name}", first, OPENING),
        within(f"  the next ones (median), {name}", statistics.median(others), OPENING),
    ]
