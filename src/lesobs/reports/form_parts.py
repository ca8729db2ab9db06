"""This file is what paper forms are made of: fields, boxes to tick, tables to write in; black on white."""

from collections.abc import Sequence

from reportlab.lib.styles import ParagraphStyle
from reportlab.platypus import Flowable

from lesobs.domain.instrument import Level
from lesobs.reports import fonts
from lesobs.reports.charts import LEVELS
from lesobs.reports.flow import Columns, Edge, Padding, WritingLines
from lesobs.reports.page import WIDTH
from lesobs.reports.style import CAPTION, INK, SMALL, SMALL_STRONG, Span, strong, text

FINE = ParagraphStyle("form-fine", CAPTION, textColor=INK)
"""Small type that a poor printer prints too."""
FINE_STRONG = ParagraphStyle("form-fine-strong", FINE, fontName=fonts.SEMIBOLD)
LOOK = ParagraphStyle("form-look", FINE, fontSize=8, leading=10.5)
THIN = Edge(0.6, INK)
BETWEEN = 14.0
"""Between two fields on a line."""
WRITING = 22.0
"""From one line to write on to the next."""

BOX_WIDTH, BOX_HEIGHT, BOX_GAP = 27.0, 16.5, 4.0
SIGNS = (*(level.sign for level in LEVELS), Level.NOT_APPLICABLE.sign)
BOXES = len(SIGNS) * (BOX_WIDTH + BOX_GAP) - BOX_GAP
"""Width of the boxes of one indicator."""


class LevelBoxes(Flowable):  # type: ignore[misc]  # ReportLab has no types
    """The boxes 1 2 3 4 nvt of one indicator, to cross one."""

    def wrap(self, _width: float, _height: float) -> tuple[float, float]:
        self.width, self.height = BOXES, BOX_HEIGHT
        return self.width, self.height

    def draw(self) -> None:
        canvas = self.canv
        canvas.setStrokeColor(INK)
        canvas.setFillColor(INK)
        canvas.setLineWidth(0.9)
        for place, sign in enumerate(SIGNS):
            x = place * (BOX_WIDTH + BOX_GAP)
            canvas.rect(x, 0, BOX_WIDTH, BOX_HEIGHT)
            taken = fonts.width(sign, fonts.SEMIBOLD, 8.6)
            fonts.draw(canvas, x + (BOX_WIDTH - taken) / 2, 5, sign, fonts.SEMIBOLD, 8.6)


class TickBox(Flowable):  # type: ignore[misc]  # ReportLab has no types
    """A small empty square before a look-for."""

    SIDE = 7.0

    def wrap(self, _width: float, _height: float) -> tuple[float, float]:
        self.width, self.height = self.SIDE, LOOK.leading
        return self.width, self.height

    def draw(self) -> None:
        self.canv.setStrokeColor(INK)
        self.canv.setLineWidth(0.7)
        self.canv.rect(0, 1.2, self.SIDE, self.SIDE)


class Table(Flowable):  # type: ignore[misc]  # ReportLab has no types
    """Empty rows under titles of columns; without a number of rows as many as the page still has room for."""

    def __init__(
        self, titles: Sequence[str], widths: Sequence[float], *, rows: int = 0, pitch: float = WRITING
    ) -> None:
        super().__init__()
        self.titles, self.widths, self.rows, self.pitch = tuple(titles), tuple(widths), rows, pitch

    def wrap(self, _width: float, height: float) -> tuple[float, float]:
        head = FINE.leading + 4
        self.count = self.rows or max(1, int((height - head) // self.pitch))
        self.width, self.height = sum(self.widths), self.count * self.pitch + head
        return self.width, self.height

    def draw(self) -> None:
        canvas, top = self.canv, self.count * self.pitch
        canvas.setStrokeColor(INK)
        canvas.setFillColor(INK)
        x = 0.0
        for title, width in zip(self.titles, self.widths, strict=True):
            fonts.draw(canvas, x + (4 if x else 0), top + 4, title, fonts.SEMIBOLD, FINE.fontSize)
            if x:
                canvas.setLineWidth(0.5)
                canvas.line(x, 0, x, top)
            x += width
        for row in range(self.count + 1):
            canvas.setLineWidth(0.9 if row == self.count else 0.5)
            canvas.line(0, row * self.pitch, self.width, row * self.pitch)


class Strip(Flowable):  # type: ignore[misc]  # ReportLab has no types
    """Rows of empty boxes side by side, named at their left; `above` names the columns."""

    HEAD, HIGH = 14.0, 21.0

    def __init__(self, names: Sequence[str], columns: int, *, above: Sequence[str] = ()) -> None:
        super().__init__()
        self.names, self.columns, self.above = tuple(names), columns, tuple(above)

    def wrap(self, _width: float, _height: float) -> tuple[float, float]:
        self.width = WIDTH
        self.height = self.HIGH * len(self.names) + (self.HEAD if self.above else 0)
        return self.width, self.height

    def draw(self) -> None:
        canvas, size = self.canv, FINE.fontSize
        left = max((fonts.width(name, fonts.REGULAR, size) + 8 for name in self.names), default=0.0)
        wide = (WIDTH - left) / self.columns
        canvas.setStrokeColor(INK)
        canvas.setFillColor(INK)
        canvas.setLineWidth(0.7)
        for row, name in enumerate(reversed(self.names)):
            fonts.draw(canvas, 0, row * self.HIGH + 7, name, fonts.REGULAR, size)
            for column in range(self.columns):
                canvas.rect(left + column * wide, row * self.HIGH, wide, self.HIGH)
        for column, title in enumerate(self.above):
            top = len(self.names) * self.HIGH + 4
            fonts.draw(canvas, left + column * wide, top, title, fonts.SEMIBOLD, size)


class IfRoom(Flowable):  # type: ignore[misc]  # ReportLab has no types
    """Flowables that stand at the end of a page when they fit there, and else nowhere."""

    def __init__(self, flowables: Sequence[Flowable]) -> None:
        super().__init__()
        self.held = Columns([flowables], [WIDTH])

    def wrap(self, width: float, height: float) -> tuple[float, float]:
        needed = self.held.wrap(width, height)[1]
        self.width, self.height = WIDTH, needed if needed <= height else 0.0
        return self.width, self.height

    def draw(self) -> None:
        if self.height:
            self.held.drawOn(self.canv, 0, 0)


def fields(row: Sequence[tuple[str, str, float]]) -> Columns:
    """Fields beside one another: title, what is known already, share of the line."""
    room = WIDTH - BETWEEN * (len(row) - 1)
    widths = [room * share / sum(share for _, _, share in row) for _, _, share in row]
    cells: list[list[Flowable]] = []
    for (title, known, _), width in zip(row, widths, strict=True):
        said = text([Span(f"{title}  ", size=FINE.fontSize), strong(known)], SMALL)
        cells.append([Columns([[said]], [width], padding=Padding(top=9, bottom=2), below=THIN)])
    return Columns(cells, widths, gap=BETWEEN)


def legend() -> Columns:
    """The levels in words, with the signs of the boxes."""
    width = (WIDTH - 18 - BETWEEN) / 2
    said = [
        text([strong(f"{level.sign}  {level.word}"), f"  {level.meaning}"], FINE)
        for level in (*LEVELS, Level.NOT_APPLICABLE)
    ]
    return Columns([said[:3], said[3:]], [width, width], gap=BETWEEN, padding=Padding(5, 9, 5, 9), box=THIN)


def part_head(title: str, above: float) -> Columns:
    """The title of a part of the instrument, with this room above it."""
    pad = Padding(top=above, bottom=1.5)
    return Columns([[text(title, SMALL_STRONG)]], [WIDTH], padding=pad, below=Edge(1.1, INK))


def prompt(question: str, lines: int) -> list[Flowable]:
    """A question with lines to write an answer on."""
    return [text(question, FINE_STRONG), WritingLines(lines, [WIDTH], pitch=WRITING, color=INK)]
