"""This file measures a section picture beside one hand-written SQL query that gives the same counts."""

from pathlib import Path

from benchmarks.measure import LARGE_DAY, Row, compared, in_turn, large_school
from lesobs.domain.schoolyear import SchoolYear
from lesobs.services.demo import make_demo
from lesobs.services.school import School

HUGE_VISITS = 200_000
YEARS = 5

FLOOR = """
SELECT v.section_id, i.key, count(DISTINCT v.teacher_id),
       sum(r.level = 1), sum(r.level = 2), sum(r.level = 3), sum(r.level = 4), sum(r.level = 0)
FROM visit v JOIN rating r ON r.visit_id = v.id JOIN indicator i ON i.id = r.indicator_id
WHERE v.held_on BETWEEN ? AND ? AND v.state IN ('visited', 'discussed', 'settled')
  AND v.purpose <> 'appraisal' AND r.level IS NOT NULL
GROUP BY v.section_id, i.key
"""


def measure(folder: Path) -> list[Row]:
    huge = folder / "huge.lesobs"
    make_demo(huge, years=YEARS, visits_per_year=HUGE_VISITS // YEARS, teachers=400, on=LARGE_DAY)
    return [
        _picture("section picture, 2,000 visits", large_school(folder), 30),
        _picture("section picture, 200,000 visits", huge, 5),
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
