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


def within(what: str, time: float, budget: float) -> Row:
    """A row of a time beside a budget that is the same on every machine, in seconds."""
    return Row(what, f"{budget * 1000:.0f} ms", f"{time * 1000:.2f} ms", time / budget, "≤ 1")


def late(times: list[float]) -> float:
    """The time that 99 % stays within."""
    return sorted(times)[round(0.99 * len(times)) - 1]


def in_turn(
    one: Callable[[], object],
    other: Callable[[], object],
    times: int,
    before: Callable[[], object] = lambda: None,
) -> tuple[float, float]:
    """Median seconds of two things done in turn, so that a busy moment hits both; what is done `before` each
    turn is not measured."""
    first, second = [], []
    one()
    other()
    for _ in range(times):
        before()
        first.append(seconds(one))
        second.append(seconds(other))
    return statistics.median(first), statistics.median(second)


def seconds(do: Callable[[], object]) -> float:
    begin = time.perf_counter()
    do()
    return time.perf_counter() - begin


def as_used() -> dict[str, str]:
    """The environment of a program of its own: as on a user's machine Python keeps what it compiled, even if
    it must not on this one."""
    return {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}


def child(code: str, *arguments: str, folder: Path) -> list[float]:
    """Run a Python program of its own, told when it began; gives the numbers it prints."""
    environment = as_used() | {"QT_QPA_PLATFORM": "offscreen", "LESOBS_DATA": str(folder / "data")}
    done = subprocess.run(
        [sys.executable, "-c", code, str(time.time()), *arguments],
        env=environment,
        capture_output=True,
        text=True,
        check=True,
        timeout=600,
    )
    return [float(number) for number in done.stdout.split()]


def large_school(folder: Path) -> Path:
    """A school file of five years with 2,000 visits; made once."""
    from lesobs.services.demo import make_demo

    path = folder / "large.lesobs"
    if not path.exists():
        make_demo(path, years=5, visits_per_year=400, on=LARGE_DAY)
    return path


def large_copy(folder: Path, name: str, secret: str | None) -> Path:
    """The large school in a file of its own, with or without a passphrase. A backup can't add one, so it goes
    through an attach."""
    import sqlcipher3.dbapi2 as sqlite

    from lesobs.storage.connection import APPLICATION_ID

    source, target = large_school(folder), folder / f"{name}.lesobs"
    if secret is None:
        target.write_bytes(source.read_bytes())
        return target
    raw = sqlite.connect(str(source))
    raw.execute(f"ATTACH DATABASE '{target}' AS locked KEY '{secret}'")
    raw.execute("SELECT sqlcipher_export('locked')")
    raw.execute(f"PRAGMA locked.application_id = {APPLICATION_ID}")
    raw.execute("DETACH DATABASE locked")
    raw.close()
    return target
