"""An observer is killed in the middle of a lesson, at any moment: what was confirmed is in the file.

Ten times in the ordinary suite; `make torture N=200 SEED=7` for more.
"""

import os
import random
import signal
import subprocess
import sys
import time
from pathlib import Path

from lesobs.services.school import School

KILLS = int(os.environ.get("LESOBS_KILLS", "10"))
SEED = int(os.environ.get("LESOBS_SEED", "1"))
OLDEST_TEXT = 1.0
"""Seconds of typing that a kill may cost."""


def killed_after(delay: float, file: Path, visit: str, journal: Path, seed: int) -> float:
    """Let an observer work for `delay` seconds and kill it; gives the moment of the kill."""
    script = Path(__file__).with_name("observer.py")
    command = [sys.executable, str(script), str(file), visit, str(journal), str(seed)]
    with subprocess.Popen(command, stderr=subprocess.DEVNULL) as observer:
        for _ in range(600):
            if journal.exists() and journal.read_text("utf-8").startswith("ready"):
                break
            assert observer.poll() is None, "the observer stopped by itself"
            time.sleep(0.05)
        time.sleep(delay)
        assert observer.poll() is None, "the observer stopped by itself"
        moment = time.time()
        observer.send_signal(signal.SIGKILL)
    return moment


def confirmed(lines: list[str]) -> tuple[dict[str, int], tuple[str, int] | None]:
    """The last confirmed score of each indicator, and the one that was under way."""
    scores: dict[str, int] = {}
    under_way: tuple[str, int] | None = None
    for line in lines:
        name, _, rest = line.partition(" ")
        if name == "score":
            key, level = rest.split()
            under_way = key, int(level)
        elif name == "done" and under_way is not None:
            scores[under_way[0]] = under_way[1]
            under_way = None
    return scores, under_way


def typed(lines: list[str], before: float) -> dict[str, list[tuple[float, str]]]:
    """All texts each explanation has had, with their moments, up to the kill."""
    texts: dict[str, list[tuple[float, str]]] = {}
    for line in lines:
        if line.startswith("text "):
            _, key, moment, text = line.split(" ", 3)
            if float(moment) <= before:
                texts.setdefault(key, []).append((float(moment), text))
    return texts


def test_nothing_confirmed_is_lost(planned: tuple[School, str], tmp_path: Path) -> None:
    school, visit = planned
    school.visits.start(visit)
    file = school.path
    school.close()
    moments = random.Random(SEED)
    for kill in range(KILLS):
        journal = tmp_path / f"journal-{kill}"
        killed_at = killed_after(moments.uniform(0.2, 2.0), file, visit, journal, SEED * 1000 + kill)
        *lines, _half = journal.read_text("utf-8").split("\n")
        with School.open(file) as found:
            assert found.checks.problems() == []
            ratings = found.visits.get(visit).ratings
        scores, under_way = confirmed(lines)
        for key, level in scores.items():
            allowed = {level, under_way[1]} if under_way and under_way[0] == key else {level}
            assert ratings[key].level in allowed, f"kill {kill}: {key} was confirmed as {level}"
        for key, texts in typed(lines, killed_at).items():
            late = [text for moment, text in texts if moment > killed_at - OLDEST_TEXT]
            settled = [text for moment, text in texts if moment <= killed_at - OLDEST_TEXT]
            allowed_texts = {*late, *settled[-1:]} if settled else {"", *late, ratings[key].explanation}
            assert ratings[key].explanation in allowed_texts, f"kill {kill}: text of {key} is too old"
