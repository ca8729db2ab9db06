"""This file is where everything on the year planner stands: bars in lanes, lanes in rows, rows on pages."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from typing import Literal

from reportlab.lib.styles import ParagraphStyle
from reportlab.platypus import Flowable

from lesobs.domain.cycle import Phase
from lesobs.domain.schoolyear import SchoolYear
from lesobs.reports import fonts
from lesobs.reports.flow import height_of
from lesobs.reports.style import INK, MUTE, text

NO_OWNER = "Geen eigenaar"
WIDEST_LABEL = 0.36
"""Of the chart: a longer title is elided, and printed in full on a page of its own."""
BETWEEN = 4.0


@dataclass(frozen=True, slots=True)
class PlannerActivity:
    """One activity; without an `owner` it stands in the first row. `overdue` is on the day of printing.

    With a `row` (and the `caption` below that) it stands in that row instead of in its owner's.
    """

    title: str
    phase: Phase
    starts_on: date
    ends_on: date
    owner: str
    owner_function: str
    overdue: bool
    done: bool
    row: str = ""
    caption: str = ""


@dataclass(frozen=True, slots=True)
class Measures:
    """The sizes of one kind of paper, in points."""

    page: tuple[float, float]
    side: float
    top: float
    bottom: float
    title: float
    label: float
    small: float
    names: float
    """Width of the column with the owners."""
    months: float
    weeks: float
    bar: float
    least_pitch: float
    most_pitch: float
    room: float
    """Of a row, above and below its lanes together."""

    @property
    def width(self) -> float:
        return self.page[0] - 2 * self.side

    @property
    def height(self) -> float:
        return self.page[1] - self.top - self.bottom

    @property
    def chart(self) -> float:
        """Width of the weeks."""
        return self.width - self.names

    @property
    def head(self) -> float:
        return self.months + self.weeks


A3 = Measures((1190.55, 841.89), 30, 62, 52, 21, 9.6, 8.6, 126, 22, 23, 18, 21, 34, 10)
A4 = Measures((841.89, 595.28), 25, 50, 40, 16, 7.9, 7.5, 100, 17, 20, 12.5, 14.5, 25, 6)


@dataclass(frozen=True, slots=True)
class Weeks:
    """The weeks a page shows, by their Mondays."""

    mondays: tuple[date, ...]

    @classmethod
    def of_year(cls, year: SchoolYear) -> "Weeks":
        return cls(tuple(year.mondays()))

    def halves(self, year: SchoolYear) -> tuple["Weeks", "Weeks"]:
        """Up to and from February; a week belongs to the month of its Thursday."""
        february = date(year.start + 1, 2, 1)
        first = sum(monday + timedelta(days=3) < february for monday in self.mondays)
        return Weeks(self.mondays[:first]), Weeks(self.mondays[first:])

    def column(self, day: date) -> int:
        """The column of the week of this day; outside the page below 0 or past the last."""
        return (day - self.mondays[0]).days // 7

    def position(self, day: date) -> float:
        """Where a day begins, in columns: five school days to a week, a weekend takes no room."""
        return self.column(day) + min(day.weekday(), 5) / 5


@dataclass(frozen=True, slots=True)
class Bar:
    """A bar from `left` to `right`, and its label; both in points from the left of the chart."""

    activity: PlannerActivity
    left: float
    right: float
    label: str
    side: Literal["inside", "right", "left"]
    start: float
    """Where bar and label together begin."""
    end: float


@dataclass(frozen=True, slots=True)
class Row:
    """The lanes of one owner on one page."""

    owner: str
    function: str
    lanes: tuple[tuple[Bar, ...], ...]
    name_height: float
    """Of owner and function at the left of the row."""

    def height(self, pitch: float, measures: Measures) -> float:
        return max(self.name_height, len(self.lanes) * pitch) + measures.room


@dataclass(frozen=True, slots=True)
class Sheet:
    """One page: its weeks, its rows, and the distance between lanes."""

    weeks: Weeks
    rows: tuple[Row, ...]
    pitch: float


@dataclass(slots=True)
class Numbers:
    """Which activities got a number since their title did not fit, in the order they were met."""

    activities: list[PlannerActivity] = field(default_factory=list)

    def of(self, activity: PlannerActivity) -> int:
        if activity not in self.activities:
            self.activities.append(activity)
        return self.activities.index(activity) + 1


def lay_out(
    activities: Sequence[PlannerActivity], year: SchoolYear, measures: Measures, room: float
) -> tuple[list[Sheet], Numbers]:
    """The pages for activities in `room` points of rows: the year on one, else its halves on two or more.

    A half with nothing in it is left out.
    """
    weeks = Weeks.of_year(year)
    numbers = Numbers()
    rows = _rows(activities, weeks, measures, numbers)
    if _total(rows, measures.least_pitch, measures) <= room:
        return [_sheet(weeks, rows, measures, room)], numbers
    numbers = Numbers()
    sheets: list[Sheet] = []
    for half in weeks.halves(year):
        rows = _rows(activities, half, measures, numbers)
        if rows:
            sheets += [_sheet(half, page, measures, room) for page in _pages(rows, measures, room)]
    return sheets, numbers


def _total(rows: Iterable[Row], pitch: float, measures: Measures) -> float:
    return sum(row.height(pitch, measures) for row in rows)


def _sheet(weeks: Weeks, rows: Sequence[Row], measures: Measures, room: float) -> Sheet:
    """Share the free height of the page over its rows."""
    low, high = measures.least_pitch, measures.most_pitch
    for _ in range(12):
        middle = (low + high) / 2
        low, high = (middle, high) if _total(rows, middle, measures) <= room else (low, middle)
    return Sheet(weeks, tuple(rows), low)


def _pages(rows: Sequence[Row], measures: Measures, room: float) -> list[list[Row]]:
    """Rows over pages; a row that does not fit goes on, lane by lane, on the next page."""
    pages: list[list[Row]] = [[]]
    left = room
    for row in rows:
        rest = row
        while rest.lanes:
            fits = sum(
                replace(rest, lanes=rest.lanes[:n]).height(measures.least_pitch, measures) <= left
                for n in range(1, len(rest.lanes) + 1)
            )
            if not fits and pages[-1]:
                pages.append([])
                left = room
                continue
            taken = replace(rest, lanes=rest.lanes[: max(1, fits)])
            pages[-1].append(taken)
            left -= taken.height(measures.least_pitch, measures)
            rest = _row(row.owner, row.function, rest.lanes[max(1, fits) :], measures, going_on=True)
    return pages


def _rows(
    activities: Sequence[PlannerActivity], weeks: Weeks, measures: Measures, numbers: Numbers
) -> list[Row]:
    """The rows in the order they come, those without an owner first."""
    owners: dict[tuple[str, str], list[PlannerActivity]] = {}
    for activity in sorted(activities, key=lambda a: bool(a.row or a.owner.strip())):
        named = bool(activity.owner.strip())
        key = (activity.owner, activity.owner_function) if named else (NO_OWNER, "wie pakt dit op?")
        if activity.row:
            key = (activity.row, activity.caption)
        mine = owners.setdefault(key, [])
        if _shown(activity, weeks):
            mine.append(activity)
    return [
        _row(fonts.name(owner), fonts.name(function), _lanes(mine, weeks, measures, numbers), measures)
        for (owner, function), mine in owners.items()
        if mine
    ]


def _row(
    owner: str,
    function: str,
    lanes: tuple[tuple[Bar, ...], ...],
    measures: Measures,
    *,
    going_on: bool = False,
) -> Row:
    shown = f"{owner} (vervolg)" if going_on else owner
    return Row(shown, function, lanes, height_of(row_name(shown, function, measures), measures.names - 12))


def row_name(owner: str, function: str, measures: Measures) -> list[Flowable]:
    """What stands at the left of a row."""
    size = measures.small + 1.5
    name = ParagraphStyle("owner", fontName=fonts.BOLD, fontSize=size, leading=size * 1.25, textColor=INK)
    small = ParagraphStyle(
        "function",
        fontName=fonts.REGULAR,
        fontSize=measures.small,
        leading=measures.small * 1.3,
        textColor=MUTE,
    )
    return [text(owner, name), *([text(function, small)] if function.strip() else [])]


def _lanes(
    activities: Iterable[PlannerActivity], weeks: Weeks, measures: Measures, numbers: Numbers
) -> tuple[tuple[Bar, ...], ...]:
    """Each bar with its label in the first lane where nothing is in its way."""
    lanes: list[list[Bar]] = []
    for activity in sorted(activities, key=lambda a: (a.starts_on, -a.ends_on.toordinal())):
        bar = _bar(activity, weeks, measures, numbers)
        lane = next(
            (
                lane
                for lane in lanes
                if all(bar.start >= other.end + BETWEEN or bar.end <= other.start - BETWEEN for other in lane)
            ),
            None,
        )
        if lane is None:
            lane = []
            lanes.append(lane)
        lane.append(bar)
    return tuple(tuple(lane) for lane in lanes)


def _bar(activity: PlannerActivity, weeks: Weeks, measures: Measures, numbers: Numbers) -> Bar:
    step = measures.chart / len(weeks.mondays)
    left = max(0, weeks.column(activity.starts_on)) * step
    right = min(len(weeks.mondays), weeks.column(activity.ends_on) + 1) * step - 1.2
    block, mark = measures.bar, mark_width(activity, measures)
    title = fonts.one_line(activity.title)
    wide = fonts.width(title, fonts.REGULAR, measures.label)
    if wide + mark + block + 6 <= right - left:
        return Bar(activity, left, right, title, "inside", left, right)
    beside = {"right": measures.chart - right - mark - 8, "left": left - mark - 8}
    room = min(WIDEST_LABEL * measures.chart, max(beside.values()))
    if wide > room:
        sign = f" ({numbers.of(activity)})"
        space = room - fonts.width(sign, fonts.REGULAR, measures.label)
        title = fonts.elide(title, fonts.REGULAR, measures.label, space) + sign
        wide = fonts.width(title, fonts.REGULAR, measures.label)
    if wide <= beside["right"]:
        return Bar(activity, left, right, title, "right", left, right + 6 + mark + wide)
    return Bar(activity, left, right, title, "left", left - 6 - mark - wide, right)


def mark_width(activity: PlannerActivity, measures: Measures) -> float:
    """Room for the sign of an activity that is late or done, before its label."""
    return measures.label + 4 if activity.overdue or activity.done else 0.0


def outside(activities: Iterable[PlannerActivity], year: SchoolYear) -> list[PlannerActivity]:
    """Activities with no day in the weeks of this school year, which no chart can show."""
    weeks = Weeks.of_year(year)
    return [a for a in activities if not _shown(a, weeks)]


def _shown(activity: PlannerActivity, weeks: Weeks) -> bool:
    return weeks.column(activity.ends_on) >= 0 and weeks.column(activity.starts_on) < len(weeks.mondays)
