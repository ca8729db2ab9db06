"""This file is the loop of a cycle as a small drawing on paper: eight stations on their track."""

from collections.abc import Sequence

from reportlab.lib.colors import white
from reportlab.platypus import Flowable

from lesobs.domain.cycle import Phase
from lesobs.reports import fonts
from lesobs.reports.page import WIDTH
from lesobs.reports.planner_bars import phase_form
from lesobs.reports.style import INK, MUTE, RULE, SHADE


class LoopDrawing(Flowable):  # type: ignore[misc]  # ReportLab has no types
    """The eight stations on their track; walked is a full line, still to go is dashed."""

    HIGH, BOX, SIDE = 66.0, 13.0, 58.0

    def __init__(self, walked: Sequence[bool]) -> None:
        """`walked` says of each station whether the cycle came there or further."""
        super().__init__()
        self.walked = walked

    def wrap(self, _width: float, _height: float) -> tuple[float, float]:
        self.width, self.height = WIDTH, self.HIGH
        return self.width, self.height

    def draw(self) -> None:
        canvas, step = self.canv, (WIDTH - 2 * self.SIDE) / 3
        spots = [(self.SIDE + step * place, self.HIGH - 13) for place in range(4)]
        spots += [(x, 13.0) for x, _ in reversed(spots)]
        walked = self.walked
        canvas.setFillColor(SHADE)
        for place in range(8):
            (x1, y1), (x2, y2) = spots[place], spots[(place + 1) % 8]
            on = walked[place] and place < 7 and walked[place + 1]
            canvas.setStrokeColor(INK if on else RULE)
            canvas.setLineWidth(2.2 if on else 1.2)
            canvas.setDash(*([] if on else [[1.5, 2.5]]))
            canvas.line(x1, y1, x2, y2)
        canvas.setDash()
        for place, (x, y) in enumerate(spots):
            self._station(place, x, y, walked[place])

    def _station(self, place: int, x: float, y: float, walked: bool) -> None:
        canvas, half = self.canv, self.BOX / 2
        names = ("Bezoeken", "Sectiebeeld", "Bevinding", "Plan", "Do", "Check", "Act", "Blijven kijken")
        phases = dict(zip((3, 4, 5, 6), Phase, strict=True))
        canvas.setFillColor(white)
        name = names[place]
        size = 8.2
        taken = fonts.width(name, fonts.SEMIBOLD, size)
        whole = self.BOX + 5 + taken + 10
        left = x - whole / 2
        canvas.setStrokeColor(INK if walked else RULE)
        canvas.setLineWidth(0.9)
        canvas.setDash(*([] if walked else [[2, 1.6]]))
        canvas.roundRect(left - 2, y - 11, whole + 4, 22, 4, fill=1)
        canvas.setDash()
        if (phase := phases.get(place)) is not None and walked:
            phase_form(canvas, phase, left + 3, y - half, self.BOX, self.BOX)
        else:
            sign = phase.letter if phase is not None else str(place + 1 if place < 3 else 4)
            canvas.setStrokeColor(INK if walked else MUTE)
            canvas.setFillColor(INK if walked else white)
            canvas.circle(left + 3 + half, y, half, fill=1)
            canvas.setFillColor(white if walked else MUTE)
            wide = fonts.width(sign, fonts.BOLD, 7.6)
            fonts.draw(canvas, left + 3 + half - wide / 2, y - 2.7, sign, fonts.BOLD, 7.6)
        canvas.setFillColor(INK if walked else MUTE)
        fonts.draw(canvas, left + 8 + self.BOX, y - 2.9, name, fonts.SEMIBOLD, size)
