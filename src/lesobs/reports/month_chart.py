"""This file is the sheet of a month as it is drawn: days, hatched holidays, and bars that run through it."""

from collections.abc import Mapping, Sequence
from datetime import date

from reportlab.platypus import Flowable

from lesobs.domain.dutch import FULL_DAYS, MONTHS, count, week
from lesobs.domain.month_weeks import DAY
from lesobs.domain.schoolyear import Holiday, public_holidays
from lesobs.reports import fonts
from lesobs.reports.month_layout import DAY_HEAD, HEAD, NUMBERS, MonthSheet, MonthWeek, edges
from lesobs.reports.planner_bars import draw_bar, hatched, patch
from lesobs.reports.style import INK, MUTE, RULE, SHADE

SMALL = 7.5


class MonthChart(Flowable):  # type: ignore[misc]  # ReportLab has no types
    """The weeks of a month below one another; `empty` is said when nothing stands in them, and `visits` are
    how many lesson visits a day has."""

    def __init__(
        self,
        sheet: MonthSheet,
        month: date,
        holidays: Sequence[Holiday],
        empty: str,
        visits: Mapping[date, int],
    ) -> None:
        super().__init__()
        self.visits = visits
        self.sheet, self.month, self.measures, self.empty = sheet, month, sheet.measures, empty
        self.free = (*holidays, *public_holidays(month.year - 1), *public_holidays(month.year))
        self.free += tuple(public_holidays(month.year + 1))
        self.edges = edges(self.measures.width)

    def wrap(self, _width: float, _height: float) -> tuple[float, float]:
        self.width = self.measures.width
        self.height = HEAD + sum(one.height for one in self.sheet.weeks)
        return self.width, self.height

    def draw(self) -> None:
        canvas, top = self.canv, self.height
        for number, name in enumerate(FULL_DAYS):
            canvas.setFillColor(INK)
            x = self.edges[number] + 4
            fonts.draw(canvas, x, top - HEAD + 5, name, fonts.SEMIBOLD, self.measures.label)
        canvas.setFillColor(MUTE)
        fonts.draw(canvas, 4, top - HEAD + 5, "wk", fonts.REGULAR, SMALL)
        y = top - HEAD
        for one in self.sheet.weeks:
            self._ground(one, y)
            y -= one.height
        self._grid()
        y = top - HEAD
        for one in self.sheet.weeks:
            self._fill(one, y)
            y -= one.height
        if self.empty:
            self._empty()

    def _ground(self, one: MonthWeek, top: float) -> None:
        """Weekends in a light shade, free days hatched."""
        for number in range(7):
            left, wide = self.edges[number], self.edges[number + 1] - self.edges[number]
            if self._names(one.monday + number * DAY):
                hatched(self.canv, left, top - one.height, wide, one.height)
            elif number > 4:
                self.canv.setFillColor(SHADE)
                self.canv.rect(left, top - one.height, wide, one.height, fill=1, stroke=0)

    def _grid(self) -> None:
        canvas = self.canv
        canvas.setStrokeColor(RULE)
        canvas.setLineWidth(0.5)
        for x in self.edges[:-1]:
            canvas.line(x, 0, x, self.height)
        canvas.setStrokeColor(INK)
        canvas.setLineWidth(0.7)
        y = self.height - HEAD
        for one in self.sheet.weeks:
            canvas.line(0, y, self.width, y)
            y -= one.height
        canvas.setLineWidth(0.9)
        canvas.rect(0, 0, self.width, self.height)

    def _fill(self, one: MonthWeek, top: float) -> None:
        canvas, measures = self.canv, self.measures
        number = str(week(one.monday))
        canvas.setFillColor(INK)
        middle = (NUMBERS - fonts.width(number, fonts.SEMIBOLD, measures.label)) / 2
        fonts.draw(canvas, middle, top - DAY_HEAD + 4, number, fonts.SEMIBOLD, measures.label)
        for place in range(7):
            self._day_head(one.monday + place * DAY, place, top)
        for lane, bar in one.bars:
            draw_bar(canvas, bar, 0, top - DAY_HEAD - (lane + 1) * self.sheet.pitch + 1, measures)
        foot = top - one.height + 5
        for day, hidden in one.more.items():
            words = f"+ {hidden}, zie lijst"
            left = self.edges[day.weekday()] + 4
            patch(canvas, left - 2, foot - 2, fonts.width(words, fonts.SEMIBOLD, SMALL) + 4, SMALL + 2.5)
            canvas.setFillColor(INK)
            fonts.draw(canvas, left, foot, words, fonts.SEMIBOLD, SMALL)

    def _day_head(self, day: date, place: int, top: float) -> None:
        """The number of a day, light outside the month, and what makes it free where that begins."""
        canvas, label = self.canv, self.measures.label
        inside = day.month == self.month.month
        said = str(day.day) if inside and day.day > 1 else f"{day.day} {MONTHS[day.month - 1]}"
        font, base = fonts.BOLD if inside else fonts.REGULAR, top - DAY_HEAD + 4
        names = self._names(day)
        left, right = self.edges[place] + 4, self.edges[place + 1] - 3
        before = self._names(day - DAY) if place else []
        told = ", ".join(fonts.one_line(name) for name in names if name not in before)
        if names:
            patch(canvas, left - 2, base - 2, fonts.width(said, font, label) + 4, label + 2)
        canvas.setFillColor(INK if inside else MUTE)
        end = fonts.draw(canvas, left, base, said, font, label) + 5
        right = self._visits(day, right, base)
        if told:
            if fonts.width(told, fonts.REGULAR, SMALL) > right - end:
                told = told.replace("eerste ", "1e ").replace("tweede ", "2e ")
            shown = fonts.elide(told, fonts.REGULAR, SMALL, right - end)
            patch(canvas, end - 2, base - 2, fonts.width(shown, fonts.REGULAR, SMALL) + 4, SMALL + 2.5)
            canvas.setFillColor(INK)
            fonts.draw(canvas, end, base, shown, fonts.REGULAR, SMALL)

    def _visits(self, day: date, right: float, base: float) -> float:
        """How many lesson visits a day has, at the right of its head; gives where that begins."""
        if not (found := self.visits.get(day, 0)):
            return right
        words = count(found, "lesbezoek", "lesbezoeken")
        left = right - fonts.width(words, fonts.SEMIBOLD, SMALL)
        patch(self.canv, left - 2, base - 2, right - left + 4, SMALL + 2.5)
        self.canv.setFillColor(INK)
        fonts.draw(self.canv, left, base, words, fonts.SEMIBOLD, SMALL)
        return left - 5

    def _names(self, day: date) -> list[str]:
        """What makes a day free."""
        return list(dict.fromkeys(one.name for one in self.free if day in one))

    def _empty(self) -> None:
        canvas, size = self.canv, self.measures.label + 3
        wide = fonts.width(self.empty, fonts.SEMIBOLD, size)
        x, y = (self.width - wide) / 2, self.height / 2
        patch(canvas, x - 14, y - size, wide + 28, size * 2.8)
        canvas.setFillColor(INK)
        fonts.draw(canvas, x, y, self.empty, fonts.SEMIBOLD, size)
