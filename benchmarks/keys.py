"""This file measures a score key: from the press to durable on disk, beside one raw insert and commit."""

import statistics
from pathlib import Path

from benchmarks.measure import LARGE_DAY, Row, compared, large_copy, late, seconds, within
from lesobs.services.school import School

PRESSES = 300
SECRET = "meten"
FRAME = 0.016


def measure(folder: Path) -> list[Row]:
    rows = []
    for name, secret in (("plain", None), ("encrypted", SECRET)):
        floor, ours = _presses(large_copy(folder, f"keys-{name}", secret), secret)
        median = statistics.median(ours)
        rows.append(compared(f"score key → disk, {name}", statistics.median(floor), median, 3.0))
        rows.append(within(f"  99 % of keys (raw: {late(floor) * 1000:.1f} ms), {name}", late(ours), FRAME))
    return rows


def _presses(path: Path, secret: str | None) -> tuple[list[float], list[float]]:
    with School.open(path, secret, today=lambda: LARGE_DAY) as school:
        visit = next(line for line in school.visits.all() if line.state.value == "visited")
        keys = [one.key for one in school.visits.get(visit.id).instrument.indicators]
        raw = school._file._raw
        raw.execute("CREATE TABLE IF NOT EXISTS floor (id TEXT PRIMARY KEY, level INTEGER)")
        floor, ours = [], []
        for press in range(PRESSES):

            def insert(press: int = press) -> None:
                raw.execute("BEGIN IMMEDIATE")
                raw.execute("INSERT INTO floor VALUES (?, ?)", (str(press), 1))
                raw.execute("COMMIT")

            key, level = keys[press % len(keys)], 1 + (press // len(keys)) % 4
            floor.append(seconds(insert))
            ours.append(seconds(lambda key=key, level=level: school.observing.score(visit.id, key, level)))  # type: ignore[misc]
        return floor[20:], ours[20:]
