"""This file measures a section picture beside one hand-written SQL query that gives the same counts, the
first filter after lessons changed, with and without reckoning ahead, and how long the window stands still
while something is reckoned.

LESOBS_BENCHMARK_VISITS=200000 measures the largest school; making it takes some minutes.
"""

import os
from collections.abc import Callable
from pathlib import Path

from sqlalchemy import select

from benchmarks.measure import LARGE_DAY, Row, child, compared, in_turn, large_copy, within
from lesobs.domain.narrowing import Split
from lesobs.domain.picture import Grouping, PictureFilter
from lesobs.domain.schoolyear import SchoolYear
from lesobs.services.demo import make_demo
from lesobs.services.picture_queries import in_picture
from lesobs.services.school import School
from lesobs.storage import tables as t

HUGE_VISITS = int(os.environ.get("LESOBS_BENCHMARK_VISITS", "20000"))
YEARS = 5
LAST = SchoolYear.of(LARGE_DAY).previous

FLOOR = """
SELECT v.section_id, i.key, count(DISTINCT v.teacher_id),
       sum(r.level = 1), sum(r.level = 2), sum(r.level = 3), sum(r.level = 4), sum(r.level = 0)
FROM visit v JOIN rating r ON r.visit_id = v.id JOIN indicator i ON i.id = r.indicator_id
WHERE v.held_on BETWEEN ? AND ? AND v.state IN ('visited', 'discussed', 'settled')
  AND v.purpose <> 'appraisal' AND r.level IS NOT NULL
GROUP BY v.section_id, i.key
"""

PAUSES = """
import gc, sys, time
from pathlib import Path
from lesobs.app import application, dress
from lesobs.services.school import School
from benchmarks.measure import LARGE_DAY
app = application()
dress(app, dark=False)
from PySide6.QtCore import QEventLoop, QTimer
from lesobs.domain.narrowing import Split
from lesobs.domain.picture import Grouping, PictureFilter
from lesobs.domain.schoolyear import SchoolYear
from lesobs.ui.page import Changes
from lesobs.ui.picture.asking import QUIET_MS
from lesobs.ui.picture.page import PicturePage

school = School.open(Path(sys.argv[2]), today=lambda: LARGE_DAY)
page = PicturePage(school, Changes())
page.resize(1190, 700)
page.show()

def run(milliseconds):  # QTest would keep Python to itself meanwhile
    loop = QEventLoop()
    QTimer.singleShot(milliseconds, loop.quit)
    loop.exec()

def wait():
    while page.waiting:
        run(5)

wait()
gc.freeze()  # as the window does when it has made a page
pauses, last = [], time.perf_counter()

def beat():
    global last
    now = time.perf_counter()
    pauses.append(now - last)
    last = now

timer = QTimer(interval=2)
timer.timeout.connect(beat)
timer.start()
year = SchoolYear.of(LARGE_DAY).previous
page.ask(PictureFilter((year,)))
wait()
run(QUIET_MS + 50)
ahead = page._asking._worker.submit(int)
while not ahead.done():
    run(5)
for forget in school._file.listeners:
    forget(frozenset({"round"}))
announced = {Split.ANNOUNCED: frozenset({"ja"})}
autumn = {Split.MONTH: frozenset(f"{year.start}-{month:02}" for month in (9, 10, 11))}
for rows, wanted in (
    (Grouping.DEPARTMENT, {}),
    (Grouping.DEPARTMENT, announced),
    (Grouping.SECTION, announced),
    (Grouping.SECTION, autumn),
    (Grouping.SECTION, announced | autumn),
):
    page.ask(PictureFilter((year,), rows, wanted))
    wait()
print(*pauses)
"""


def measure(folder: Path) -> list[Row]:
    large, huge = large_copy(folder, "pictured", None), folder / "huge.lesobs"
    make_demo(huge, years=YEARS, visits_per_year=HUGE_VISITS // YEARS, teachers=400, on=LARGE_DAY)
    visits = f"{HUGE_VISITS:,} visits"
    return [
        compared("section picture, 2,000 visits", *_picture(large, 30), 2.0),
        compared(f"section picture, {visits}", *_picture(huge, 5), 2.0),
        compared("the same after a score, 2,000 visits", *_after_a_score(large, 30), 2.0),
        compared(f"the same after a score, {visits}", *_after_a_score(huge, 5), 2.0),
        within("first filter, 2,000 visits", _first_filter(large, 5)[1], 1.0),
        compared(f"first filter, {visits}", *_first_filter(huge, 3), 4.0),
        compared("first filter, reckoned ahead, 2,000 visits", *_first_filter(large, 5, ahead=True), 2.0),
        compared(f"first filter, reckoned ahead, {visits}", *_first_filter(huge, 3, ahead=True), 2.0),
        within("longest pause meanwhile, 2,000 visits", max(child(PAUSES, str(large), folder=folder)), 0.1),
        within(f"longest pause meanwhile, {visits}", max(child(PAUSES, str(huge), folder=folder)), 0.1),
    ]


def _picture(path: Path, times: int) -> tuple[float, float]:
    """Seconds of the floor, and of all sections of a year."""
    with School.open(path, today=lambda: LARGE_DAY) as school:
        return in_turn(_floor(school), lambda: school.pictures.picture(LAST), times)


def _after_a_score(path: Path, times: int) -> tuple[float, float]:
    """The same when a lesson that counts was scored otherwise just before."""
    with School.open(path, today=lambda: LARGE_DAY) as school:
        school.pictures.picture(LAST)
        score = _score(school)
        return in_turn(_floor(school), lambda: school.pictures.picture(LAST), times, before=score)


def _first_filter(path: Path, times: int, *, ahead: bool = False) -> tuple[float, float]:
    """Seconds of the floor, and of a filter in a school just opened, or one of which the plain picture was
    looked at so long that what may be told is reckoned already."""
    question = PictureFilter((LAST,), Grouping.SECTION, {Split.ANNOUNCED: frozenset({"ja"})})
    with School.open(path, today=lambda: LARGE_DAY) as school:

        def forget() -> None:
            for hear in school._file.listeners:
                hear(frozenset({"round"}))
            if ahead:
                school.pictures.picture(LAST)
                school.pictures.reckon_ahead(PictureFilter((LAST,)), lambda: None)

        return in_turn(_floor(school), lambda: school.pictures.ask(question), times, before=forget)


def _score(school: School) -> Callable[[], object]:
    """Score one lesson of the year otherwise each time, on one indicator."""
    with school._file.reading() as session:
        query = (
            select(t.Rating.id)
            .join(t.Visit, t.Visit.id == t.Rating.visit_id)
            .where(*in_picture([LAST]), t.Rating.level > 0)
        )
        rating = session.scalars(query).first()

    def score() -> None:
        with school._file.transaction("Score") as session:
            row = session.get_one(t.Rating, rating)
            row.level = 5 - (row.level or 1)

    return score


def _floor(school: School) -> Callable[[], object]:
    days = LAST.first_day.isoformat(), LAST.last_day.isoformat()
    return lambda: school._file._raw.execute(FLOOR, days).fetchall()
