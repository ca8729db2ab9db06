"""This file measures the start: first paint, first page filled, and memory, beside an empty window."""

import statistics
from pathlib import Path

from benchmarks.measure import Row, child, compared, large_school

RUNS = 5

MEMORY = """
def memory():  # the most since this program began; what getrusage tells may be that of who started it
    status = open("/proc/self/status").read()
    return status.partition("VmHWM:")[2].split()[0]
"""

FLOOR = """
import sys, time
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
print(window.painted, memory())
"""

OURS = """
import lesobs.cli  # the command goes through it
import gc; gc.disable()  # as it does
import os, sys, time
from datetime import date
from pathlib import Path
from lesobs import app
class Timed(app.Window):
    painted = None
    def __init__(self, settings):
        super().__init__(settings, today=lambda: date(2026, 11, 23))
        settings.set_me(Path(sys.argv[2]), "")  # else the program asks who is there, and waits
    def paintEvent(self, event):
        self.painted = self.painted or time.time() - float(sys.argv[1])
    def furnish(self):
        super().furnish()
        Timed.shown = self
def filled(application):
    application.processEvents()
    filled = time.time() - float(sys.argv[1])
    print(Timed.shown.painted, filled, memory(), flush=True)
    os._exit(0)
app.Window, app.QApplication.exec = Timed, filled
app.main(Path(sys.argv[2]))
"""


def measure(folder: Path) -> list[Row]:
    school = large_school(folder)
    floors, ours = [], []
    for _ in range(RUNS + 1):
        floors.append(child(MEMORY + FLOOR, folder=folder))
        ours.append(child(MEMORY + OURS, str(school), folder=folder))
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
