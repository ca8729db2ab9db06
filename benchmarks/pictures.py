"""This file measures a section picture beside one hand-written SQL query that gives the same counts, and how
long the window stands still while a filter is reckoned.

LESOBS_BENCHMARK_VISITS=200000 measures the largest school; making it takes some minutes.
"""

import os
from pathlib import Path

from benchmarks.measure import LARGE_DAY, Row, child, compared, in_turn, large_school, within
from lesobs.domain.schoolyear import SchoolYear
from lesobs.services.demo import make_demo
from lesobs.services.school import School

HUGE_VISITS = int(os.environ.get("LESOBS_BENCHMARK_VISITS", "20000"))
YEARS = 5

FLOOR = """
SELECT v.section_id, i.key, count(DISTINCT v.teacher_id),
       sum(r.level = 1), sum(r.level = 2), sum(r.level = 3), sum(r.level = 4), sum(r.level = 0)
FROM visit v JOIN rating r ON r.visit_id = v.id JOIN indicator i ON i.id = r.indicator_id
WHERE v.held_on BETWEEN ? AND ? AND v.state IN ('visited', 'discussed', 'settled')
  AND v.purpose <> 'appraisal' AND r.level IS NOT NULL
GROUP BY v.section_id, i.key
"""

PAUSES = """
import sys, time
from pathlib import Path
from lesobs.app import application, dress
from lesobs.services.school import School
from benchmarks.measure import LARGE_DAY
app = application()
dress(app, dark=False)
from PySide6.QtCore import QTimer
from PySide6.QtTest import QTest
from lesobs.domain.picture import Grouping, PictureFilter
from lesobs.domain.schoolyear import SchoolYear
from lesobs.ui.page import Changes
from lesobs.ui.picture.page import PicturePage

school = School.open(Path(sys.argv[2]), today=lambda: LARGE_DAY)
page = PicturePage(school, Changes())
page.resize(1190, 700)
page.show()
while page.waiting:
    QTest.qWait(5)
pauses, last = [], time.perf_counter()

def beat():
    global last
    now = time.perf_counter()
    pauses.append(now - last)
    last = now

timer = QTimer(interval=2)
timer.timeout.connect(beat)
timer.start()
page.ask(PictureFilter((SchoolYear.of(LARGE_DAY).previous,), Grouping.DEPARTMENT))
while page.waiting:
    QTest.qWait(5)
print(*pauses)
"""


def measure(folder: Path) -> list[Row]:
    large, huge = large_school(folder), folder / "huge.lesobs"
    make_demo(huge, years=YEARS, visits_per_year=HUGE_VISITS // YEARS, teachers=400, on=LARGE_DAY)
    return [
        _picture("section picture, 2,000 visits", large, 30),
        _picture(f"section picture, {HUGE_VISITS:,} visits", huge, 5),
        within(
            "longest pause while a filter is reckoned", max(child(PAUSES, str(large), folder=folder)), 0.1
        ),
    ]


def _picture(what: str, path: Path, times: int) -> Row:
    year = SchoolYear.of(LARGE_DAY).previous
    with School.open(path, today=lambda: LARGE_DAY) as school:
        raw = school._file._raw
        days = year.first_day.isoformat(), year.last_day.isoformat()
        floor, ours = in_turn(
            lambda: raw.execute(FLOOR, days).fetchall(), lambda: school.pictures.picture(year), times
        )
    return compared(what, floor, ours, 2.0)
