"""This file is how a measurement is taken and written down."""

import os
import statistics
import subprocess
import sys
import time
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from pathlib import Path

LARGE_DAY = date(2026, 11, 23)


@dataclass(frozen=True, slots=True)
class Row:
    """One line of the table; `ratio` None means the floor could not be taken on this machine."""

    what: str
    floor: str
    ours: str
    ratio: float | None
    budget: str

    def __str__(self) -> str:
        ratio = "–" if self.ratio is None else f"{self.ratio:.2f}"
        return f"{self.what:<46}{self.floor:>14}{self.ours:>14}{ratio:>8}  {self.budget}"


def compared(what: str, floor: float, ours: float, budget: float) -> Row:
    """A row of two times in seconds."""
    return Row(what, f"{floor * 1000:.2f} ms", f"{ours * 1000:.2f} ms", ours / floor, f"≤ {budget} ×")


def in_turn(one: Callable[[], object], other: Callable[[], object], times: int) -> tuple[float, float]:
    """Median seconds of two things done in turn, so that a busy moment hits both."""
    first, second = [], []
    one()
    other()
    for _ in range(times):
        first.append(seconds(one))
        second.append(seconds(other))
    return statistics.median(first), statistics.median(second)


def seconds(do: Callable[[], object]) -> float:
    begin = time.perf_counter()
    do()
    return time.perf_counter() - begin


def child(code: str, *arguments: str, folder: Path) -> list[float]:
    """Run a Python program of its own, told when it began; gives the numbers it prints."""
    environment = os.environ | {"QT_QPA_PLATFORM": "offscreen", "LESOBS_DATA": str(folder / "data")}
    done = subprocess.run(
        [sys.executable, "-c", code, str(time.time()), *arguments],
        env=environment,
        capture_output=True,
        text=True,
        check=True,
        timeout=120,
    )
    return [float(number) for number in done.stdout.split()]


def large_school(folder: Path) -> Path:
    """A school file of five years with 2,000 visits; made once."""
    from lesobs.services.demo import make_demo

    path = folder / "large.lesobs"
    if not path.exists():
        make_demo(path, years=5, visits_per_year=400, on=LARGE_DAY)
    return path
