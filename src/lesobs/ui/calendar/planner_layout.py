"""This file is where everything stands in the year planner: weeks, rows, lanes, bars and titles."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from functools import cache

from PySide6.QtCore import QPointF, QRectF

from lesobs.domain import dutch
from lesobs.domain.activity import ActivityStatus
from lesobs.domain.dutch import MONTHS, week
from lesobs.domain.schoolyear import SchoolYear
from lesobs.services.calendar import ActivityLine
from lesobs.services.cycle_rows import CycleLine
from lesobs.ui.calendar.grouping import Group
from lesobs.ui.calendar.wording import one_line

MONTH_HEAD, HEAD = 24, 44
ROUNDS = 22
"""Below the weeks, where the rounds of visits stand in a year that has them."""
CHECKS = 22
"""Below those, where it stands before when the team looks again for a cycle."""
BAR, PITCH, BLOCK = 20, 23, 17
ROW_TOP, LOWEST_ROW = 6, 43
LONGEST_TITLE = 260
SIGN = 18
GAP = 5


@cache
def _mondays(year: SchoolYear) -> tuple[date, ...]:
    """The weeks of a year; every place of every bar asks for them."""
    return tuple(year.mondays())


@dataclass(frozen=True, slots=True)
class Scale:
    """Days to pixels: names stand left of `left`, the weeks of the school year from there to `right`."""

    year: SchoolYear
    left: float
    right: float
    first: date = field(init=False)
    """The Monday at the left edge."""
    day_width: float = field(init=False)

    def __post_init__(self) -> None:
        mondays = _mondays(self.year)
        object.__setattr__(self, "first", mondays[0])
        object.__setattr__(self, "day_width", (self.right - self.left) / (7 * len(mondays)))

    def x(self, day: date) -> float:
        """Where a day begins, kept within the year."""
        at = self.left + (day - self.first).days * self.day_width
        return min(max(at, self.left), self.right)

    def day_at(self, x: float) -> date:
        """The day at a place, kept within the year."""
        days = int((x - self.left) / self.day_width)
        return self.first + timedelta(days=min(max(days, 0), 7 * len(_mondays(self.year)) - 1))

    def months(self) -> list[tuple[str, float]]:
        """The short name of each month and where it begins; a week belongs to the month of its Thursday."""
        found: list[tuple[str, float]] = [(MONTHS[7], self.left)]
        for monday in _mondays(self.year):
            thursday = min(max(monday + timedelta(days=3), self.year.first_day), self.year.last_day)
            name = MONTHS[thursday.month - 1]
            if name != found[-1][0]:
                found.append((name, self.x(monday)))
        return found

    def weeks(self, today: date) -> list[tuple[int, float, bool]]:
        """Number, middle and whether it is now, of the weeks whose number has room."""
        mondays = _mondays(self.year)
        now = next((place for place, day in enumerate(mondays) if 0 <= (today - day).days < 7), None)
        roomy = self.day_width * 7 >= 19
        shown = []
        for place, monday in enumerate(mondays):
            beside_now = now is not None and abs(place - now) == 1
            if place == now or roomy or (place % 2 == 1 and not beside_now):
                shown.append((week(monday), self.x(monday) + 3.5 * self.day_width, place == now))
        return shown


@dataclass(frozen=True, slots=True)
class RoundBand:
    """A round of visits, with how many of its visits are still planned."""

    title: str
    starts_on: date
    ends_on: date
    planned: int

    def words(self) -> str:
        """`Ronde 1 · 8 gepland`."""
        return f"{self.title} · {self.planned} gepland" if self.planned else self.title

    def about(self) -> str:
        """The round in a few lines, for a tool tip."""
        days = dutch.period(self.starts_on, self.ends_on)
        visits = dutch.count(self.planned, "lesbezoek gepland", "lesbezoeken gepland")
        return f"{self.title}\n{days}\n{visits}"


@dataclass(frozen=True, slots=True)
class ChecksOfWeek:
    """The open cycles for which the team looks again before a day of one week."""

    monday: date
    cycles: tuple[CycleLine, ...]
    late: bool

    def words(self) -> str:
        """`Nagaan en bijstellen`, with more of them one behind the other."""
        return " · ".join(one_line(cycle.title) for cycle in self.cycles)

    def about(self) -> str:
        """Which cycles, and before which day, for a tool tip."""
        told = (
            f"Opnieuw kijken vóór {dutch.day(cycle.check_on)}: {cycle.title}, {cycle.scope}"
            for cycle in self.cycles
            if cycle.check_on is not None
        )
        return "\n".join(told)


def checks_by_week(cycles: Iterable[CycleLine], year: SchoolYear, today: date) -> tuple[ChecksOfWeek, ...]:
    """The weeks of a school year before a day of which the team looks again, in their order."""
    weeks = defaultdict[date, list[CycleLine]](list)
    for cycle in cycles:
        if cycle.closed_on is None and cycle.check_on is not None and cycle.check_on in year:
            weeks[cycle.check_on - timedelta(days=cycle.check_on.weekday())].append(cycle)
    return tuple(
        ChecksOfWeek(monday, tuple(found), any(one.check_on and one.check_on < today for one in found))
        for monday, found in sorted(weeks.items())
    )


def place_checks(
    weeks: Sequence[ChecksOfWeek], scale: Scale, width_of: Callable[[str], float]
) -> list[tuple[ChecksOfWeek, float, float]]:
    """Each with its left edge and where its words end: with themselves, or short of the next one."""
    lefts = [round(scale.x(week.monday)) + 1.0 for week in weeks]
    return [
        (week, left, min(left + BLOCK + GAP + width_of(week.words()) + 1, end - GAP))
        for week, left, end in zip(weeks, lefts, [*lefts[1:], scale.right], strict=True)
    ]


@dataclass(frozen=True, slots=True)
class Bar:
    """One activity: its bar, its title inside or beside it, and `whole`: all it takes in its lane."""

    line: ActivityLine
    box: QRectF
    title: str
    title_box: QRectF
    inside: bool
    whole: QRectF

    def moved(self, down: float) -> "Bar":
        """The same bar further down."""
        return Bar(
            self.line,
            self.box.translated(0, down),
            self.title,
            self.title_box.translated(0, down),
            self.inside,
            self.whole.translated(0, down),
        )


@dataclass(frozen=True, slots=True)
class Row:
    """A row with its bars, in the order of time."""

    group: Group
    top: float
    height: float
    bars: tuple[Bar, ...]


@dataclass(frozen=True, slots=True)
class Layout:
    """All rows below one another, the first at 0."""

    scale: Scale
    rows: tuple[Row, ...]
    height: float

    @property
    def bars(self) -> list[Bar]:
        """Row by row, each in the order of time: as the arrow keys go."""
        return [bar for row in self.rows for bar in row.bars]

    def bar(self, activity_id: str) -> Bar | None:
        return next((bar for bar in self.bars if bar.line.id == activity_id), None)

    def bar_at(self, point: QPointF) -> Bar | None:
        """The bar under a point: the bar itself (with its edge) before the title of another."""
        row = self.row_at(point.y())
        if row is None:
            return None
        hit = [bar for bar in row.bars if bar.box.adjusted(0, -1, 4, 1).contains(point)]
        return next(iter(hit or [bar for bar in row.bars if bar.whole.contains(point)]), None)

    def row_at(self, y: float) -> Row | None:
        return next((row for row in self.rows if row.top <= y < row.top + row.height), None)


def lay_out(groups: Sequence[Group], scale: Scale, width_of: Callable[[str], float]) -> Layout:
    """Put every activity in the first lane of its row where it and its title touch nothing; `width_of` tells
    how wide a title is."""
    rows, top = [], 0.0
    for group in groups:
        placed = sorted(
            (place(line, scale, width_of) for line in group.lines), key=lambda bar: bar.whole.left()
        )
        ends: list[float] = []
        bars = []
        for bar in placed:
            lane = next((lane for lane, end in enumerate(ends) if end <= bar.whole.left()), len(ends))
            ends[lane : lane + 1] = [bar.whole.right()]
            bars.append(bar.moved(top + ROW_TOP + lane * PITCH))
        height = max(LOWEST_ROW, 2 * ROW_TOP + len(ends) * PITCH - (PITCH - BAR))
        bars.sort(key=lambda bar: (bar.line.starts_on, bar.line.ends_on, bar.box.top()))
        rows.append(Row(group, top, height, tuple(bars)))
        top += height
    return Layout(scale, tuple(rows), top)


def sign_of(line: ActivityLine) -> str:
    """The icon right of a bar: late, done, or none."""
    return "warn" if line.overdue else "check" if line.status is ActivityStatus.DONE else ""


def place(line: ActivityLine, scale: Scale, width_of: Callable[[str], float]) -> Bar:
    """A bar at the top of a lane, its title inside if it fits, else right, else left, else cut with …"""
    left = float(round(scale.x(line.starts_on)))  # whole pixels keep the edges sharp
    width = max(round(scale.x(line.ends_on + timedelta(days=1))) - left - 1, BLOCK)
    left = min(left, scale.right - width)
    box = QRectF(left, 0, width, BAR)
    sign = SIGN if sign_of(line) else 0
    words = one_line(line.title)
    if beyond := dutch.beyond(line.starts_on, line.ends_on, scale.year.first_day, scale.year.last_day):
        words += f" ({beyond})"
    needed = width_of(words) + 1
    inside, right = width - BAR - GAP, scale.right - box.right() - sign - 2 * GAP
    before = left - scale.left - 2 * GAP
    wanted = min(needed, LONGEST_TITLE)
    after = box.right() + sign + GAP
    if needed <= inside or (needed > LONGEST_TITLE and inside >= LONGEST_TITLE / 2):
        title = QRectF(left + BAR + 1, 0, min(needed, inside), BAR)
    elif wanted <= right:
        title = QRectF(after, 0, wanted, BAR)
    elif wanted <= before:
        title = QRectF(left - GAP - wanted, 0, wanted, BAR)
    elif inside >= max(right, before):
        title = QRectF(left + BAR + 1, 0, inside, BAR)
    elif right >= before:
        title = QRectF(after, 0, max(right, 0), BAR)
    else:
        title = QRectF(scale.left + GAP, 0, max(before, 0), BAR)
    whole = box.united(title).adjusted(-2, 0, GAP, 0)
    whole.setRight(max(whole.right(), box.right() + sign + GAP))
    return Bar(line, box, words, title, box.contains(title), whole)
