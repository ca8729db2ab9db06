"""This file is the page every document stands on: its head and foot, its metadata and its way to the disk."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from io import BytesIO
from pathlib import Path

from reportlab.lib.pagesizes import A4, landscape
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import BaseDocTemplate, Flowable, Frame, PageTemplate

from lesobs import __version__
from lesobs.domain.dutch import day
from lesobs.reports import fonts
from lesobs.reports.style import AMBER, FOOT, HEAD_RIGHT, INK, MUTE, RULE, base_line, text

SIDE = 45.0
TOP = 68.0
BOTTOM = 62.0
WIDTH = A4[0] - 2 * SIDE
HEIGHT = A4[1] - TOP - BOTTOM
WIDE_WIDTH = A4[1] - 2 * SIDE
WIDE_HEIGHT = A4[0] - TOP - BOTTOM

PORTRAIT, LANDSCAPE = "portrait", "landscape"


@dataclass(frozen=True, slots=True)
class Letterhead:
    """What stands above and below every page, and what the file says about itself."""

    title: str
    subject: str
    school: str
    context: str
    audience: str
    """Who may see it, top right."""
    purpose: str
    """One or two sentences at the bottom left."""
    printed_on: date
    stamp: str = ""
    """Before the date at the bottom right, `versie 1`."""


@dataclass(frozen=True, slots=True)
class Written:
    """What came on paper."""

    pages: int
    missing: str
    """The signs that no font has, each once; a box stands in their place."""


Decorate = Callable[[Canvas, int, int], None]
"""Draws what is fixed on a page; gets the canvas, the page number and the number of pages."""


class _Pages(Canvas):  # type: ignore[misc]  # ReportLab has no types
    """A canvas that holds its pages back until their number is known, for the `pagina x van y` of each."""

    def __init__(self, *args: object, decorate: Decorate, **options: object) -> None:
        super().__init__(*args, **options)
        self.decorate = decorate
        self.audience: str | None = None
        self.chapter: str | None = None
        self.held: list[dict[str, object]] = []
        self.missing = ""

    def showPage(self) -> None:  # noqa: N802 - overrides ReportLab
        self.held.append(dict(self.__dict__))
        self.chapter = None
        self._startPage()

    def save(self) -> None:
        for number, state in enumerate(self.held, start=1):
            self.__dict__.update(state)
            if self.chapter:
                self.bookmarkPage(f"page-{number}")
                self.addOutlineEntry(self.chapter, f"page-{number}")
            self.decorate(self, number, len(self.held))
            super().showPage()
        self.missing = fonts.missing_in(self._doc)
        super().save()


class Chapter(Flowable):  # type: ignore[misc]  # ReportLab has no types
    """Takes no room: from its page on the audience is another (None: that of the letterhead), and the
    reader's contents list has a line."""

    def __init__(self, title: str, audience: str | None = None) -> None:
        super().__init__()
        self.title, self.audience = title, audience
        self.width = self.height = 0

    def wrap(self, _width: float, _height: float) -> tuple[float, float]:
        return 0, 0

    def draw(self) -> None:
        self.canv.chapter, self.canv.audience = fonts.one_line(self.title), self.audience


def write_document(
    path: Path,
    head: Letterhead,
    story: Sequence[Flowable],
    *,
    size: tuple[float, float] = A4,
    margins: tuple[float, float, float, float] = (TOP, SIDE, BOTTOM, SIDE),
    decorate: Decorate | None = None,
) -> Written:
    """Set `story` on pages of `size` (points) and write the PDF.

    `margins` are top, right, bottom, left. Pages are `size` until the story asks for the LANDSCAPE template.
    The same input gives the same bytes.
    """
    fonts.register()
    buffer = BytesIO()
    document = BaseDocTemplate(
        buffer,
        title=fonts.one_line(head.title),
        author=fonts.one_line(head.school),
        subject=fonts.one_line(head.subject),
        creator=f"lesobs {__version__}",
        keywords=[],
        lang="nl-NL",
        displayDocTitle=1,
        invariant=1,
        initialFontName=fonts.REGULAR,
        pageTemplates=[_template(PORTRAIT, size, margins), _template(LANDSCAPE, landscape(size), margins)],
    )
    fixed = decorate or _letterhead(head)

    def canvas(*args: object, **options: object) -> _Pages:
        pages = _Pages(*args, decorate=fixed, **options)
        pages.setDateFormatter(lambda *_: f"D:{head.printed_on:%Y%m%d}000000+00'00'")
        return pages

    document.build(list(story), canvasmaker=canvas)
    path.write_bytes(buffer.getvalue())
    return Written(int(document.page), document.canv.missing)


def _template(
    name: str, size: tuple[float, float], margins: tuple[float, float, float, float]
) -> PageTemplate:
    top, right, bottom, left = margins
    frame = Frame(
        left,
        bottom,
        size[0] - left - right,
        size[1] - top - bottom,
        leftPadding=0,
        rightPadding=0,
        topPadding=0,
        bottomPadding=0,
    )
    return PageTemplate(name, [frame], pagesize=size)


def _letterhead(head: Letterhead) -> Decorate:
    def decorate(canvas: Canvas, number: int, total: int) -> None:
        page_width, page_height = canvas._pagesize
        right = page_width - SIDE
        _draw_head(canvas, head, right, page_height)
        parts = [head.stamp, day(head.printed_on), f"pagina {number} van {total}"]
        place = " · ".join(part for part in parts if part)
        taken = fonts.width(place, FOOT.fontName, FOOT.fontSize)
        canvas.setStrokeColor(RULE)
        canvas.setLineWidth(0.75)
        canvas.line(SIDE, 51, right, 51)
        canvas.setFillColor(MUTE)
        fonts.draw(canvas, right - taken, 38, place, FOOT.fontName, FOOT.fontSize)
        purpose = text(head.purpose, FOOT)
        _, height = purpose.wrap(right - SIDE - taken - 20, 100)
        purpose.drawOn(canvas, SIDE, 46 - height)

    return decorate


def _draw_head(canvas: Canvas, head: Letterhead, right: float, page_height: float) -> None:
    line = page_height - 53
    base = line + 8.5
    half = (right - SIDE) / 2
    draw_logo(canvas, SIDE, base - 3, 13.5)
    canvas.setFillColor(INK)
    school = fonts.elide(fonts.one_line(head.school), fonts.SEMIBOLD, 8.6, half - 30)
    end = fonts.draw(canvas, SIDE + 20, base, school, fonts.SEMIBOLD, 8.6)
    canvas.setFillColor(MUTE)
    context = fonts.elide(fonts.one_line(head.context), fonts.REGULAR, 8.6, SIDE + half + 30 - end)
    fonts.draw(canvas, end + 7, base, context, fonts.REGULAR, 8.6)
    audience = fonts.one_line(canvas.audience or head.audience)
    seen_by = text(fonts.elide(audience, fonts.REGULAR, 8.6, 2 * (half - 50)), HEAD_RIGHT)
    seen_by.wrap(half - 30, 60)
    seen_by.drawOn(canvas, right - half + 30, base - base_line(HEAD_RIGHT))
    canvas.setStrokeColor(INK)
    canvas.setLineWidth(1.1)
    canvas.line(SIDE, line, right, line)


def draw_logo(canvas: Canvas, x: float, y: float, size: float) -> None:
    """The mark of the program in a square of `size` points with its lower left corner at (x, y)."""
    canvas.saveState()
    canvas.translate(x, y)
    canvas.scale(size / 32, size / 32)
    canvas.setStrokeColor("#17566C")
    canvas.setFillColor("#17566C")
    canvas.setLineWidth(3.6)
    canvas.setLineCap(1)
    canvas.arc(5.5, 5.5, 26.5, 26.5, 0, -307)
    canvas.circle(16, 16, 4.2, stroke=0, fill=1)
    canvas.setFillColor(AMBER)
    canvas.circle(25.3, 21.8, 2.4, stroke=0, fill=1)
    canvas.restoreState()
