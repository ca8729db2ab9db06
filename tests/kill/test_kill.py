"""An observer is killed in the middle of the work, at any moment: what was confirmed is in the file.

Ten times in the ordinary suite; `make torture N=200 SEED=7` for more. Plain and encrypted files take turns.
"""

import json
import os
import random
import subprocess
import sys
import threading
import time
from collections import Counter, defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import select
from tests.conftest import TODAY, plan_one

from lesobs.domain.schoolyear import Region
from lesobs.domain.visit import VisitState
from lesobs.services.debriefs import TEXTS
from lesobs.services.school import School
from lesobs.storage import tables as t
from lesobs.storage.recording import TABLES, as_json
from lesobs.ui.settings import Settings

KILLS = int(os.environ.get("LESOBS_KILLS", "10"))
SEED = int(os.environ.get("LESOBS_SEED", "1"))
OLDEST_TEXT = 1.0
"""Seconds of typing that a kill may cost."""
MOMENTS = (("ready", 1, 2.5), ("press", 40, 0.006), ("press", 40, 0.006), ("typed", 60, 0.45))
"""When a kill falls: after so many lines of this kind at most, and then at most so many seconds later. So by
the clock, or in the handling of a key that acts, or around the moment that a text is written by itself."""
Values = dict[str, Any]


@dataclass(frozen=True)
class Place:
    """A school file with a visit that is busy."""

    path: Path
    secret: str | None
    visit: str

    def opened(self) -> School:
        return School.open(self.path, self.secret)

    @property
    def is_in_commit(self) -> bool:
        """Whether a kill left a half-written commit behind, for SQLite to roll back."""
        return self.path.with_name(f"{self.path.name}-journal").exists()


@pytest.fixture
def places(tmp_path: Path) -> list[Place]:
    return [
        made(tmp_path / "school.lesobs", None),
        made(tmp_path / "geheim.lesobs", "wachtwoord van Marieke"),
    ]


def made(path: Path, secret: str | None) -> Place:
    with School.create(path, "Hazelkamp College", Region.MIDDLE, secret, today=lambda: TODAY) as school:
        visit = plan_one(school)
        school.visits.start(visit)
        Settings().set_me(path, school.people.observers()[0].id)
    return Place(path, secret, visit)


class Observer:
    """A process that is ready to observe, started while the one before is still at work."""

    def __init__(self, errors: Path) -> None:
        self._errors = errors
        self._killed_at: float | None = None
        command = [sys.executable, str(Path(__file__).with_name("observer.py"))]
        with errors.open("w") as stderr:
            self._process = subprocess.Popen(
                command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=stderr, encoding="utf-8"
            )

    def work_until_killed(self, order: Values, chance: random.Random) -> tuple[list[Values], float]:
        """Gives the journal and the moment of the kill: by the clock, in the handling of a key that acts, or
        somewhat after a key typed, when texts are written by themselves."""
        kind, most, latest = chance.choice(MOMENTS)
        line, wait = chance.randrange(most), chance.uniform(0, latest)
        clock = threading.Timer(wait, self.kill)
        stdin, stdout = self._process.stdin, self._process.stdout
        assert stdin is not None and stdout is not None
        stdin.write(f"{json.dumps(order)}\n")
        stdin.flush()
        journal: list[Values] = []
        for told in stdout:
            journal.append(json.loads(told))
            line -= kind in journal[-1]
            if line < 0 and not clock.is_alive() and self._killed_at is None:
                clock.start()
        clock.cancel()
        assert self._killed_at is not None, f"{journal[-4:]}, then it stopped:\n{self._errors.read_text()}"
        self.close()
        return journal, self._killed_at

    def kill(self) -> None:
        self._killed_at = time.time()
        self._process.kill()

    def close(self) -> None:
        with self._process:
            self._process.kill()


class Told:
    """What a journal says that each place may hold after a kill at this moment."""

    def __init__(self, before: Values, journal: list[Values], killed_at: float) -> None:
        self._held: defaultdict[str, list[tuple[float, Any]]] = defaultdict(lambda: [(0, None)])
        self._held |= {place: [(0, value)] for place, value in before.items()}
        self._killed_at = killed_at
        self.under_way: str | None = None
        self.page = ""
        self.done: Counter[str] = Counter()
        changes: Values = {}
        for line in journal:
            self.page = line.get("page", self.page)
            if "typed" in line:
                self._add(line["typed"], line["at"])
            elif "press" in line:
                self.under_way, changes = line["press"], line["changes"]
                self._add(changes, killed_at)
            elif "done" in line:
                self.under_way = None
                self.done[line["done"]] += 1
                self._held |= {place: [(0, value)] for place, value in changes.items()}

    def allowed(self, place: str) -> list[Any]:
        """The last value that was confirmed or is older than what a kill may cost, and all since."""
        held = self._held[place]
        oldest = max(at for at, (moment, _) in enumerate(held) if moment <= self._killed_at - OLDEST_TEXT)
        return [value for _, value in held[oldest:]]

    def places(self) -> set[str]:
        return set(self._held)

    def _add(self, changes: Values, moment: float) -> None:
        for place, value in changes.items():
            self._held[place].append((moment, value))


def found(school: School, visit: str) -> Values:
    """What the file holds in each place."""
    detail, talk = school.visits.get(visit), school.debriefs.get(visit)
    assert detail.line.state is VisitState.BUSY
    values: Values = {"phase": detail.phase.value, "here": school.observing.last_touched(visit)}
    for key, rating in detail.ratings.items():
        values[f"level {key}"] = rating.level
        values[f"seen {key}"] = sorted(rating.seen)
        values[f"explanation {key}"] = rating.explanation
    values |= {f"talk {name}": getattr(talk, name) for name in TEXTS}
    values["counts"] = len(detail.counts)
    values["marks"] = sum(not note.text for note in detail.notes)
    values |= {note.text.split()[0]: [note.text, note.indicator_key] for note in detail.notes if note.text}
    return values


def history_differs(school: School) -> Iterator[str]:
    """Rows that are not what their history says: the sign of half an action."""
    with school._file.reading() as session:
        told: dict[tuple[str, str], Values] = {}
        for change in session.scalars(select(t.Change).order_by(t.Change.number)):
            place = change.table, change.row_id
            if change.new is None:
                del told[place]
            else:
                told[place] = told.get(place, {}) | change.new
        for name in ("visit", "rating", "seen_look_for", "note", "task_count", "debrief"):
            table = TABLES[name]
            rows = {one.id: one for one in session.scalars(select(table))}
            if rows.keys() != {row_id for of, row_id in told if of == name}:
                yield f"{name}: other rows than in the history"
                continue
            for row_id, row in rows.items():
                for column, value in told[name, row_id].items():
                    if as_json(getattr(row, column)) != value:
                        yield f"{name} {row_id}: {column} is {getattr(row, column)!r}, not {value!r}"


def differences(told: Told, after: Values) -> Iterator[str]:
    """What the file holds otherwise than it was told."""
    for place in sorted(told.places() | after.keys()):
        allowed = told.allowed(place)
        anything = place == "here" and None in allowed
        if not anything and after.get(place) not in allowed:
            yield f"{place} is {after.get(place)!r}, confirmed was {allowed!r}"


def test_nothing_confirmed_is_lost(places: list[Place], tmp_path: Path) -> None:
    chance = random.Random(SEED)
    struck: Counter[str] = Counter()
    done: Counter[str] = Counter()
    pages: dict[Place, str] = {}
    observer = Observer(tmp_path / "errors-0")
    for kill in range(KILLS):
        at, following = places[kill % len(places)], Observer(tmp_path / f"errors-{kill + 1}")
        with at.opened() as school:
            before = found(school, at.visit)
        order: Values = {"file": str(at.path), "secret": at.secret, "visit": at.visit, "found": before}
        order |= {"resumed": pages.get(at, ""), "seed": SEED * 100_000 + kill}
        journal, killed_at = observer.work_until_killed(order, chance)
        told = Told(before, journal, killed_at)
        pages[at] = told.page
        done += told.done
        struck.update({told.under_way or "between keys": 1, "in a commit": at.is_in_commit})
        with at.opened() as school:
            after = found(school, at.visit)
            wrong = [*school.checks.problems(), *history_differs(school), *differences(told, after)]
        assert wrong == [], f"kill {kill} with seed {SEED}, journal: {journal[-6:]}"
        observer = following
    observer.close()
    print(f"{KILLS} kills: {dict(struck)}; keys before them: {dict(done)}")  # noqa: T201 - for `make torture`
