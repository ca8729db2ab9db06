"""This file is the tests of the time-on-task line: all numbers there, in place, honest about gaps."""

from datetime import time

import pytest
from reportlab.graphics.shapes import Circle, Drawing, Group, Line, Rect, String

from lesobs.domain.time_on_task import TaskPoint
from lesobs.domain.visit import LessonPhase
from lesobs.reports.task_line import LEFT, PLOT, task_line

PHASES = list(LessonPhase)
WIDTH = 505.0


def shapes(drawing: Drawing | Group) -> list[object]:
    """All shapes; those of the plot in its own place."""
    found: list[object] = []
    for child in drawing.contents:
        found += shapes(child) if isinstance(child, Group) else [child]
    return found


def strings(drawing: Drawing) -> list[str]:
    return [one.text for one in shapes(drawing) if isinstance(one, String)]


def points(*rows: tuple[int, int], present: int = 27, phases: str = "") -> list[TaskPoint]:
    """Counts as (minute after 10.00, on task); `phases` has the number of the phase of each."""
    codes = phases or "1" * len(rows)
    return [
        TaskPoint(time(10 + minute // 60, minute % 60), number, present, PHASES[int(code)])
        for (minute, number), code in zip(rows, codes, strict=True)
    ]


def test_a_count_is_a_point_at_its_time_and_height() -> None:
    drawing = task_line(points((0, 0), (10, 27), (40, 18)), WIDTH)
    marks = [one for one in shapes(drawing) if isinstance(one, Circle)]
    assert [round(mark.cy, 1) for mark in marks] == [0, PLOT, round(PLOT * 18 / 27, 1)]
    assert round((marks[2].cx - marks[0].cx) / (marks[1].cx - marks[0].cx), 2) == 4
    assert {"0", "27", "18", "10.00", "10.10", "10.40"} <= set(strings(drawing))


def test_twenty_five_counts_in_fifty_minutes_are_all_readable() -> None:
    numbers = [(9 * place) % 28 for place in range(25)]
    counts = points(*((2 * place, number) for place, number in enumerate(numbers)), present=28)
    drawing = task_line(counts, WIDTH)
    said = strings(drawing)
    assert all(said.count(str(number)) >= numbers.count(number) for number in set(numbers))
    placed = [one for one in shapes(drawing) if isinstance(one, String)]
    assert all(0 <= one.x <= WIDTH - 6 for one in placed)


def test_phases_are_named_in_order_and_stay_on_the_paper() -> None:
    counts = points((0, 9), (5, 9), (10, 9), (15, 9), (20, 9), (21, 9), phases="012344")
    drawing = task_line(counts, WIDTH)
    words = [one for one in strings(drawing) if one in {phase.word for phase in PHASES}]
    assert words == [phase.word for phase in PHASES]
    hurried = points(*((place, 20) for place in range(25)), phases="0123401234012340123401234")
    many = task_line(hurried, WIDTH)
    assert sum(word in {phase.word for phase in PHASES} for word in strings(many)) == 25
    assert many.height > drawing.height
    lowest = [one for one in shapes(many) if isinstance(one, String)]
    assert min(one.y for one in lowest) >= 0


def test_where_nobody_counted_the_line_is_dashed() -> None:
    drawing = task_line(points((0, 20), (5, 20), (10, 20), (40, 20), (45, 20)), WIDTH)
    joints = [one for one in shapes(drawing) if isinstance(one, Line) and one.strokeWidth == 1.5]
    assert [bool(joint.strokeDashArray) for joint in joints] == [False, False, True, False]


def test_another_number_present_has_a_line_of_its_own() -> None:
    same = task_line(points((0, 20), (5, 20)), WIDTH)
    changed = task_line([*points((0, 20), (5, 20)), TaskPoint(time(10, 10), 20, 24, PHASES[1])], WIDTH)
    assert "24" not in strings(same) and "24" in strings(changed)
    steps = [one for one in shapes(changed) if isinstance(one, Line) and one.strokeWidth == 0.6]
    assert {round(step.y1, 1) for step in steps} >= {PLOT, round(PLOT * 24 / 27, 1)}


@pytest.mark.parametrize("rows", [((5, 0), (5, 27)), ((5, 1), (6, 1)), ((0, 99), (59, 99))])
def test_odd_counts_draw_without_leaving_the_frame(rows: tuple[tuple[int, int], ...]) -> None:
    drawing = task_line(points(*rows, present=99), WIDTH)
    frame = next(one for one in shapes(drawing) if isinstance(one, Rect) and one.fillColor is None)
    assert (frame.x, frame.height) == (LEFT, PLOT)
    marks = [one for one in shapes(drawing) if isinstance(one, Circle)]
    assert all(LEFT < mark.cx < WIDTH and 0 <= mark.cy <= PLOT for mark in marks)
