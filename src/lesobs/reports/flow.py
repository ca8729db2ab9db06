"""This file is the building blocks that flow over pages: columns, edged blocks, lines to write on."""

from collections.abc import Sequence
from dataclasses import dataclass

from reportlab.lib.colors import Color
from reportlab.platypus import Flowable

from lesobs.reports.style import RULE


@dataclass(frozen=True, slots=True)
class Edge:
    """A drawn side of a block, in points."""

    thickness: float
    color: Color


@dataclass(frozen=True, slots=True)
class Padding:
    """Room between the edge of a block and what it holds, in points."""

    top: float = 0
    right: float = 0
    bottom: float = 0
    left: float = 0


class Columns(Flowable):  # type: ignore[misc]  # ReportLab has no types
    """Lists of flowables side by side, which go on over the page end each on its own.

    `widths` are those of the columns without `gap`; edges and padding go around them all.
    """

    def __init__(
        self,
        cells: Sequence[Sequence[Flowable]],
        widths: Sequence[float],
        *,
        gap: float = 0,
        padding: Padding | None = None,
        left: Edge | None = None,
        box: Edge | None = None,
        below: Edge | None = None,
        ground: Color | None = None,
        space_after: float = 0,
        space_before: float = 0,
    ) -> None:
        super().__init__()
        self.cells = [list(cell) for cell in cells]
        self.widths, self.gap = tuple(widths), gap
        self.padding = padding or Padding()
        self.left, self.box, self.below, self.ground = left, box, below, ground
        self.width = self.height = 0.0
        self.spaceAfter, self.spaceBefore = space_after, space_before

    def wrap(self, _width: float, _height: float) -> tuple[float, float]:
        if self.height:  # what it holds does not change, and a long list asks for this on every page
            return self.width, self.height
        pad = self.padding
        inner = max((height_of(cell, width) for cell, width in self._pairs()), default=0)
        self.width = pad.left + sum(self.widths) + self.gap * (len(self.widths) - 1) + pad.right
        self.height = pad.top + inner + pad.bottom
        return self.width, self.height

    def split(self, _width: float, height: float) -> list[Flowable]:
        room = height - self.padding.top - self.padding.bottom
        parts = [_cut(cell, width, room) for cell, width in self._pairs()]
        if not any(top for top, _ in parts) or any(rest and not top for top, rest in parts):
            return []
        first = self._like([top for top, _ in parts])
        if not any(rest for _, rest in parts):
            return [first]
        first.below, first.spaceAfter = None, 0
        return [first, self._like([rest for _, rest in parts])]

    def _like(self, cells: list[list[Flowable]]) -> "Columns":
        return Columns(
            cells,
            self.widths,
            gap=self.gap,
            padding=self.padding,
            left=self.left,
            box=self.box,
            below=self.below,
            ground=self.ground,
            space_after=self.spaceAfter,
        )

    def _pairs(self) -> list[tuple[list[Flowable], float]]:
        return list(zip(self.cells, self.widths, strict=True))

    def draw(self) -> None:
        self._draw_edges()
        x = self.padding.left
        for cell, width in self._pairs():
            y = self.height - self.padding.top
            for index, (flowable, height) in enumerate(_sized(cell, width)):
                y -= height + (_between(cell, index) if index else 0)
                flowable.drawOn(self.canv, x, y)
            x += width + self.gap

    def _draw_edges(self) -> None:
        if self.ground:
            self.canv.setFillColor(self.ground)
            self.canv.rect(0, 0, self.width, self.height, stroke=0, fill=1)
        for edge, line in (
            (self.left, lambda t: (t / 2, 0, t / 2, self.height)),
            (self.below, lambda _: (0, 0, self.width, 0)),
        ):
            if edge:
                self.canv.setStrokeColor(edge.color)
                self.canv.setLineWidth(edge.thickness)
                self.canv.line(*line(edge.thickness))
        if self.box:
            self.canv.setStrokeColor(self.box.color)
            self.canv.setLineWidth(self.box.thickness)
            self.canv.rect(0, 0, self.width, self.height)


def _between(cell: Sequence[Flowable], index: int) -> float:
    before: float = cell[index].getSpaceBefore()
    after: float = cell[index - 1].getSpaceAfter()
    return max(before, after)


def _sized(cell: Sequence[Flowable], width: float) -> list[tuple[Flowable, float]]:
    return [(flowable, flowable.wrap(width, 1e6)[1]) for flowable in cell]


def height_of(cell: Sequence[Flowable], width: float) -> float:
    """How much of a page column of `width` points these flowables take, in points."""
    return sum(height + (_between(cell, i) if i else 0) for i, (_, height) in enumerate(_sized(cell, width)))


def _cut(cell: list[Flowable], width: float, room: float) -> tuple[list[Flowable], list[Flowable]]:
    """What of a column fits in `room` points, and the rest."""
    for index, (flowable, height) in enumerate(_sized(cell, width)):
        room -= _between(cell, index) if index else 0
        if height > room + 1e-6:
            halves = flowable.splitOn(None, width, room) if room > 0 else []
            head = cell[:index] + halves[:1]
            while head and not halves and getattr(head[-1], "keepWithNext", False):
                head.pop()
                index -= 1
            return head, (halves[1:] + cell[index + 1 :]) if halves else cell[len(head) :]
        room -= height
    return cell, []


class Listing(Flowable):  # type: ignore[misc]  # ReportLab has no types
    """Rows under a head that comes back on every page, as `again` if that is given; a row may be a listing
    itself, and may go on over the page end."""

    def __init__(
        self, head: Flowable, rows: Sequence[Flowable], width: float, again: Flowable | None = None
    ) -> None:
        super().__init__()
        self.head, self.rows, self.width, self.again = head, list(rows), width, again or head

    def wrap(self, _width: float, _height: float) -> tuple[float, float]:
        self.height = height_of([self.head, *self.rows], self.width)
        return self.width, self.height

    def split(self, _width: float, height: float) -> list[Flowable]:
        top, rest = _cut(self.rows, self.width, height - height_of([self.head], self.width))
        if not top:
            return []
        parts = [Listing(self.head, top, self.width, self.again)]
        return [*parts, Listing(self.again, rest, self.width)] if rest else parts

    def draw(self) -> None:
        y = self.height
        for flowable, height in _sized([self.head, *self.rows], self.width):
            y -= height
            flowable.drawOn(self.canv, 0, y)


class WritingLines(Flowable):  # type: ignore[misc]  # ReportLab has no types
    """Empty lines to write on, in one or more columns; a page end may come between them.

    With `below`, the height that must fit under them on the same page, they become fewer, down to two.
    """

    def __init__(
        self,
        count: int,
        widths: Sequence[float],
        *,
        gap: float = 0,
        pitch: float = 22,
        below: float = 0,
        color: Color = RULE,
    ) -> None:
        super().__init__()
        self.count, self.widths, self.gap, self.pitch = count, tuple(widths), gap, pitch
        self.below, self.color = below, color

    def wrap(self, _width: float, height: float) -> tuple[float, float]:
        if self.below:
            self.count = max(2, min(self.count, int((height - self.below) // self.pitch)))
        self.width = sum(self.widths) + self.gap * (len(self.widths) - 1)
        self.height = self.count * self.pitch
        return self.width, self.height

    def split(self, _width: float, height: float) -> list[Flowable]:
        fits = int(height // self.pitch)
        if not 0 < fits < self.count:
            return []
        return [
            WritingLines(n, self.widths, gap=self.gap, pitch=self.pitch, color=self.color)
            for n in (fits, self.count - fits)
        ]

    def draw(self) -> None:
        self.canv.setStrokeColor(self.color)
        self.canv.setLineWidth(0.75)
        for line in range(self.count):
            x = 0.0
            for width in self.widths:
                self.canv.line(x, line * self.pitch, x + width, line * self.pitch)
                x += width + self.gap


class Rule(Flowable):  # type: ignore[misc]  # ReportLab has no types
    """A horizontal line over the given width."""

    def __init__(self, width: float, edge: Edge, *, space_after: float = 0) -> None:
        super().__init__()
        self.width, self.edge, self.spaceAfter = width, edge, space_after

    def wrap(self, _width: float, _height: float) -> tuple[float, float]:
        self.height = self.edge.thickness
        return self.width, self.height

    def draw(self) -> None:
        self.canv.setStrokeColor(self.edge.color)
        self.canv.setLineWidth(self.edge.thickness)
        self.canv.line(0, self.edge.thickness / 2, self.width, self.edge.thickness / 2)
