"""This file measures a score key: from the press to durable on disk, beside one raw insert and commit."""

import statistics
from pathlib import Path

import sqlcipher3.dbapi2 as sqlite

from benchmarks.measure import LARGE_DAY, Row, compared, large_school, seconds
from lesobs.services.school import School
from lesobs.storage import connection as connections

PRESSES = 300
SECRET = "meten"
FRAME = 0.016


def measure(folder: Path) -> list[Row]:
    rows = []
    for name, secret in (("plain", None), ("encrypted", SECRET)):
        path = folder / f"keys-{name}.lesobs"
        _copy(large_school(folder), path, secret)
        floor, ours = _presses(path, secret)
        median = statistics.median(ours)
        rows.append(compared(f"score key → disk, {name}", statistics.median(floor), median, 3.0))
        late = sorted(ours)[round(0.99 * len(ours)) - 1]
        rows.append(
            Row(
                f"  99 % of keys, {name}",
                f"{FRAME * 1000:.0f} ms",
                f"{late * 1000:.2f} ms",
                late / FRAME,
                "≤ 1",
            )
        )
    return rows


def _copy(source: Path, target: Path, secret: str | None) -> None:
    """The same school with or without a passphrase. A backup can't add one, so it goes through an attach."""
    if secret is None:
        target.write_bytes(source.read_bytes())
        return
    raw = sqlite.connect(str(source))
    raw.execute(f"ATTACH DATABASE '{target}' AS locked KEY '{secret}'")
    raw.execute("SELECT sqlcipher_export('locked')")
    raw.execute(f"PRAGMA locked.application_id = {connections.APPLICATION_ID}")
    raw.execute("DETACH DATABASE locked")
    raw.close()


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
