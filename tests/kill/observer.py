"""Somebody observing at speed, until killed: python observer.py FILE VISIT JOURNAL SEED.

Every line of the journal is on its way to the disk before the next key: `score KEY LEVEL` before a score is
pressed, `done` when the key is released, `text KEY TIME TEXT` after each key typed.
"""

import os
import random
import sys
import time
from datetime import date
from pathlib import Path

os.environ["QT_QPA_PLATFORM"] = "offscreen"

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from lesobs.app import application, dress
from lesobs.services.school import School
from lesobs.ui.observing.page import ObservingPage
from lesobs.ui.page import Changes

LEVELS = {Qt.Key.Key_1: 1, Qt.Key.Key_2: 2, Qt.Key.Key_3: 3, Qt.Key.Key_4: 4, Qt.Key.Key_0: 0}
WORDS = "de hele klas schrijft eerst en overlegt daarna met wie ernaast zit "


class Observer:
    """Fingers on the real page."""

    def __init__(self, file: Path, visit: str, journal: Path, seed: int) -> None:
        self.app = application()
        dress(self.app, dark=False)
        self.school = School.open(file, today=lambda: date(2026, 11, 19))
        changes = Changes(self.app)
        self.school.on_change(changes.changed.emit)
        self.page = ObservingPage(self.school, changes)
        self.page.resize(1366, 720)
        self.page.show()
        self.page.activateWindow()
        QTest.qWaitForWindowActive(self.page)
        self.page.show_item(visit)
        self.page.setFocus()
        self.app.processEvents()
        self.random = random.Random(seed)
        self.journal = os.open(journal, os.O_WRONLY | os.O_APPEND | os.O_CREAT)

    def work(self) -> None:
        self.write("ready")
        while True:
            self.score() if self.random.random() < 0.7 else self.explain()

    def score(self) -> None:
        for _ in range(self.random.randrange(4)):
            self.press(Qt.Key.Key_Down if self.random.random() < 0.6 else Qt.Key.Key_Up)
        key, level = self.random.choice(list(LEVELS.items()))
        self.write(f"score {self.page.indicators.current_key()} {level}")
        self.press(key)
        self.write("done")

    def explain(self) -> None:
        indicator = self.page.indicators.current_key()
        self.press(Qt.Key.Key_Tab)
        for sign in WORDS[: self.random.randrange(8, len(WORDS))]:
            QTest.keyClicks(self.app.focusWidget(), sign)
            self.app.processEvents()
            text = self.page.scoring.explanation.toPlainText()
            self.write(f"text {indicator} {time.time()} {text}")
            QTest.qWait(self.random.randrange(1, 30))
        self.press(Qt.Key.Key_Escape)

    def press(self, key: Qt.Key) -> None:
        QTest.keyClick(self.app.focusWidget(), key)
        self.app.processEvents()

    def write(self, line: str) -> None:
        os.write(self.journal, f"{line}\n".encode())


if __name__ == "__main__":
    Observer(Path(sys.argv[1]), sys.argv[2], Path(sys.argv[3]), int(sys.argv[4])).work()
