"""This file measures the start: first paint, first page filled, and memory, beside an empty window."""

import statistics
from pathlib import Path

from benchmarks.measure import Row, child, compared, large_school

RUNS = 5

FLOOR = """
import resource, sys, time
from PySide6.QtWidgets import QApplication, QMainWindow, QTableView
app = QApplication([])
class Window(QMainWindow):
    def paintEvent(self, event):
        if not hasattr(self, "painted"):
            self.painted = time.time() - float(sys.argv[1])
window = Window()
window.setCentralWidget(QTableView())
window.resize(1366, 768)
window.show()
while not hasattr(window, "painted"):
    app.processEvents()
print(window.painted, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss)
"""

OURS = """
import resource, sys, time
from datetime import date
from pathlib import Path
from lesobs.app import application, dress
from lesobs.ui.settings import Settings
from lesobs.ui.window import Window
app = application()
class Timed(Window):
    def paintEvent(self, event):
        if not hasattr(self, "painted"):
            self.painted = time.time() - float(sys.argv[1])
window = Timed(Settings(), today=lambda: date(2026, 11, 23))
window.resize(1366, 768)
window.show()
while not hasattr(window, "painted"):
    app.processEvents()
window.settings.set_me(Path(sys.argv[2]), "")  # else the program asks who is there, and waits
dress(app, window.settings.dark)
window.furnish()
window.begin(Path(sys.argv[2]))
app.processEvents()
filled = time.time() - float(sys.argv[1])
print(window.painted, filled, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss, flush=True)
import os
os._exit(0)
"""


def measure(folder: Path) -> list[Row]:
    school = large_school(folder)
    floors, ours = [], []
    for _ in range(RUNS + 1):
        floors.append(child(FLOOR, folder=folder))
        ours.append(child(OURS, str(school), folder=folder))
    floor_paint, floor_memory = _medians(floors[1:])
    paint, filled, memory = _medians(ours[1:])
    return [
        compared("first paint of the window", floor_paint, paint, 1.0),
        compared("first page filled, 2,000 visits", floor_paint, filled, 2.5),
        Row(
            "memory after start",
            f"{floor_memory / 1024:.0f} MB",
            f"{memory / 1024:.0f} MB",
            memory / floor_memory,
            "≤ 2.0 ×",
        ),
    ]


def _medians(runs: list[list[float]]) -> list[float]:
    return [statistics.median(values) for values in zip(*runs, strict=True)]
