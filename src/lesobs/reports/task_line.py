"""This file is the line of pupils on task over a lesson: a number per count, and the phases below it."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import groupby, pairwise

from reportlab.graphics.shapes import Circle, Drawing, Group, Line, Rect, Shape
from reportlab.lib.colors import HexColor

from lesobs.domain.dutch import clock
from lesobs.domain.time_on_task import TaskPoint, long_gaps
from lesobs.domain.visit import LessonPhase
from lesobs.reports import fonts
from lesobs.reports.charts import PAPER, Palette, label

LEFT, RIGHT = 22.0, 0.5
"""Room for the numbers of the axis, and for the edge of the frame."""
EDGE = 20.0
"""From the frame to the first and last count, so that their phases have room."""
PLOT, HEAD = 60.0, 10.0
"""From no pupil to all present, and above that for a number."""
ROW = 11.0
NUMBER, WORD = 8.3, 7.8
BESIDE = 4.0
"""Least room between two texts on one line."""
STEEP = 0.7


@dataclass(frozen=True, slots=True)
class _Spot:
    """A count with its place on paper."""

    point: TaskPoint
    x: float
    y: float
    ceiling: float
    """As high as all present at that moment."""


@dataclass(frozen=True, slots=True)
class _Run:
    """Counts after one another in one phase, from `left` to `right` on paper."""

    phase: LessonPhase
    left: float
    right: float


def task_line(points: Sequence[TaskPoint], width: float, *, palette: Palette = PAPER) -> Drawing:
    """Two or more counts in order of time, from 0 up to those present, over `width` points.

    Dashed where a time was not counted; when the number present changed, that is a thin line of its own.
    """
    spots = _spots(points, width)
    runs = _runs(spots, width)
    names = _rows(runs, width)
    floor = ROW * (2 + max(row for row, _ in names))
    drawing = Drawing(width, floor + PLOT + HEAD)
    plot = Group(transform=(1, 0, 0, 1, 0, floor))
    for shape in (
        *_grounds(runs, width, palette),
        *_axis(spots, palette),
        *_present(spots, palette),
        *_joints(spots, palette),
        *_numbers(spots, palette),
        *_marks(spots, palette),
    ):
        plot.add(shape)
    drawing.add(plot)
    for shape in (*_times(spots, floor, palette), *_names(runs, names, floor, palette)):
        drawing.add(shape)
    return drawing


def _spots(points: Sequence[TaskPoint], width: float) -> list[_Spot]:
    first, last = points[0].minute, points[-1].minute
    start, room = LEFT + EDGE, width - LEFT - RIGHT - 2 * EDGE
    up = PLOT / max(point.present for point in points)
    return [
        _Spot(
            point,
            start + room * ((point.minute - first) / (last - first) if last > first else 0.5),
            point.on_task * up,
            point.present * up,
        )
        for point in points
    ]


def _runs(spots: Sequence[_Spot], width: float) -> list[_Run]:
    """The phases; one ends halfway between its last count and the first of the next."""
    groups = [(phase, list(found)) for phase, found in groupby(spots, key=lambda spot: spot.point.phase)]
    ends = [(one[-1].x + other[0].x) / 2 for (_, one), (_, other) in pairwise(groups)]
    edges = [LEFT, *ends, width - RIGHT]
    return [
        _Run(phase, left, right) for (phase, _), (left, right) in zip(groups, pairwise(edges), strict=True)
    ]


def _rows(runs: Sequence[_Run], width: float) -> list[tuple[int, float]]:
    """For the name of each phase the row below the line where it fits, from 0, and where it begins."""
    ends: list[float] = []
    places: list[tuple[int, float]] = []
    for run in runs:
        taken = fonts.width(run.phase.word, fonts.REGULAR, WORD)
        x = min(run.left + 2, width - taken)
        row = next((row for row, end in enumerate(ends) if end + BESIDE <= x), len(ends))
        ends[row : row + 1] = [x + taken]
        places.append((row, x))
    return places


def _grounds(runs: Sequence[_Run], width: float, palette: Palette) -> Iterable[Rect | Line]:
    for place, run in enumerate(runs):
        if place % 2 == 0 and len(runs) > 1:
            shade = HexColor(palette.hidden)
            yield Rect(
                run.left, 0, run.right - run.left, PLOT, fillColor=shade, strokeWidth=0, strokeColor=None
            )
    for run in runs[1:]:
        yield _line(run.left, 0, run.left, PLOT, palette.hatch, 0.6)
    frame = Rect(LEFT, 0, width - RIGHT - LEFT, PLOT, fillColor=None, strokeWidth=0.6)
    frame.strokeColor = HexColor(palette.hatch)
    yield frame


def _axis(spots: Sequence[_Spot], palette: Palette) -> Iterable[Shape]:
    most = max(spot.point.present for spot in spots)
    for number, y in ((most, PLOT), (0, 0.0)):
        base = min(y, PLOT - WORD * 0.72) if number else y
        yield label(str(number), LEFT - 5, base, WORD, color=palette.mute, anchor="end")


def _present(spots: Sequence[_Spot], palette: Palette) -> Iterable[Shape]:
    """Steps of how many were present, with the number at each step; nothing when it never changed."""
    if len({spot.point.present for spot in spots}) == 1:
        return
    steps = [list(found) for _, found in groupby(spots, key=lambda spot: spot.point.present)]
    edges = [spots[0].x - EDGE, *((a[-1].x + b[0].x) / 2 for a, b in pairwise(steps)), spots[-1].x + EDGE]
    free = 0.0
    for step, (left, right) in zip(steps, pairwise(edges), strict=True):
        y = step[0].ceiling
        yield _line(left, y, right, y, palette.ink, 0.6)
        said = str(step[0].point.present)
        if left >= free:
            yield label(said, left + 2, y + 2, WORD, color=palette.ink)
            free = left + 2 + fonts.width(said, fonts.REGULAR, WORD) + BESIDE
    for before, after in pairwise(steps):
        x = (before[-1].x + after[0].x) / 2
        yield _line(x, before[0].ceiling, x, after[0].ceiling, palette.ink, 0.6)


def _joints(spots: Sequence[_Spot], palette: Palette) -> Iterable[Line]:
    apart = long_gaps([spot.point for spot in spots])
    for place, (one, other) in enumerate(pairwise(spots)):
        joint = _line(one.x, one.y, other.x, other.y, palette.levels[3], 1.5)
        joint.strokeDashArray = (3, 2.5) if place in apart else None
        yield joint


def _numbers(spots: Sequence[_Spot], palette: Palette) -> Iterable[Shape]:
    """Each number under its count, over a steep peak or near the floor above it; bold where it was lowest and
    highest."""
    extremes = {min(spot.point.share for spot in spots), max(spot.point.share for spot in spots)}
    free = {True: 0.0, False: 0.0}
    for place, spot in enumerate(spots):
        before, after = _slopes(spots, place)
        above = spot.y < NUMBER + 4 or (min(before, after) >= 0 and max(before, after) > STEEP)
        extreme = len(extremes) > 1 and spot.point.share in extremes
        font = fonts.BOLD if extreme else fonts.REGULAR
        taken = fonts.width(str(spot.point.on_task), font, NUMBER)
        x = spot.x
        if not above and max(before, after) > STEEP:  # out of the way of a line that falls beside it
            x += taken / 2 if before > after else -taken / 2
        if x - taken / 2 < free[above]:
            continue
        free[above] = x + taken / 2 + 1
        base = spot.y + 4.5 if above else spot.y - 5 - NUMBER * 0.72
        yield label(str(spot.point.on_task), x, base, NUMBER, font=font, color=palette.ink, anchor="middle")


def _slopes(spots: Sequence[_Spot], place: int) -> tuple[float, float]:
    """How steeply the line falls away from this count towards the one before and the one after it."""
    here = spots[place]
    beside = (spots[max(0, place - 1)], spots[min(len(spots) - 1, place + 1)])
    before, after = ((here.y - other.y) / max(1.0, abs(other.x - here.x)) for other in beside)
    return before, after


def _marks(spots: Sequence[_Spot], palette: Palette) -> Iterable[Circle]:
    for spot in spots:
        mark = Circle(spot.x, spot.y, 2.7, strokeWidth=1.4, fillColor=HexColor(palette.on_levels[3]))
        mark.strokeColor = HexColor(palette.levels[3])
        yield mark


def _times(spots: Sequence[_Spot], floor: float, palette: Palette) -> Iterable[Shape]:
    """The clock below the counts, as far as there is room: first, last, lowest, highest, then the others."""
    by_share = sorted(spots, key=lambda spot: spot.point.share)
    taken: list[tuple[float, float]] = []
    for spot in (spots[0], spots[-1], by_share[0], by_share[-1], *spots):
        said = clock(spot.point.at)
        half = fonts.width(said, fonts.REGULAR, WORD) / 2
        if all(spot.x + half + BESIDE <= left or spot.x - half >= right + BESIDE for left, right in taken):
            taken.append((spot.x - half, spot.x + half))
            yield label(said, spot.x, floor - ROW + 1, WORD, color=palette.ink, anchor="middle")


def _names(
    runs: Sequence[_Run], places: Sequence[tuple[int, float]], floor: float, palette: Palette
) -> Iterable[Shape]:
    for run, (row, x) in zip(runs, places, strict=True):
        yield label(run.phase.word, x, floor - ROW * (row + 2) + 1, WORD, color=palette.mute)


def _line(x1: float, y1: float, x2: float, y2: float, color: str, thick: float) -> Line:
    return Line(x1, y1, x2, y2, strokeColor=HexColor(color), strokeWidth=thick)
