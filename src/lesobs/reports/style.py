"""This file is the stylesheet of everything on paper, and the one place where user text becomes markup."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from html import escape
from typing import Any

from reportlab.lib.colors import Color, HexColor
from reportlab.lib.enums import TA_LEFT, TA_RIGHT
from reportlab.lib.styles import ParagraphStyle
from reportlab.platypus import CondPageBreak, Flowable, Paragraph
from reportlab.platypus.paragraph import FragLine, ParaLines

from lesobs.reports import bidi, fonts

INK = HexColor("#14191B")
MUTE = HexColor("#4A5357")
RULE = HexColor("#9A988F")
HAIRLINE = HexColor("#D5D3CB")
SHADE = HexColor("#F1EFE9")
BLUE = HexColor("#123F58")
AMBER = HexColor("#965B0B")


def _style(name: str, font: str, size: float, leading: float, **more: object) -> ParagraphStyle:
    defaults: dict[str, object] = {"textColor": INK, "allowWidows": 0, "allowOrphans": 0, "splitLongWords": 1}
    return ParagraphStyle(name, fontName=font, fontSize=size, leading=leading, **{**defaults, **more})


TITLE = _style("title", fonts.BOLD, 19, 24)
SUBTITLE = _style("subtitle", fonts.BOLD, 15, 20)
HEADING = _style("heading", fonts.BOLD, 11.5, 15.5, spaceAfter=2)
SUBHEADING = _style("subheading", fonts.SEMIBOLD, 10.5, 14.5)
QUESTION = _style("question", fonts.SEMIBOLD, 14, 19)
BODY = _style("body", fonts.REGULAR, 10, 14.5)
BODY_MUTE = _style("body-mute", fonts.REGULAR, 10, 14.5, textColor=MUTE)
BODY_STRONG = _style("body-strong", fonts.SEMIBOLD, 10, 14.5)
SMALL = _style("small", fonts.REGULAR, 9.2, 13)
SMALL_STRONG = _style("small-strong", fonts.SEMIBOLD, 9.2, 13)
SMALL_MUTE = _style("small-mute", fonts.REGULAR, 9.2, 13, textColor=MUTE)
FINE = _style("fine", fonts.REGULAR, 8.5, 11.5)
CAPTION = _style("caption", fonts.REGULAR, 8.5, 11.5, textColor=MUTE)
CAPTION_STRONG = _style("caption-strong", fonts.SEMIBOLD, 8.5, 11.5, textColor=MUTE)
CAPTION_RIGHT = _style("caption-right", fonts.REGULAR, 8.5, 11.5, textColor=MUTE, alignment=TA_RIGHT)
SLIDE_TITLE = _style("slide-title", fonts.BOLD, 31, 38)
SLIDE_NAME = _style("slide-name", fonts.SEMIBOLD, 23, 30)
SLIDE = _style("slide", fonts.REGULAR, 22, 30)
SLIDE_SMALL = _style("slide-small", fonts.REGULAR, 19, 25)
SLIDE_MUTE = _style("slide-mute", fonts.REGULAR, 16, 22, textColor=MUTE)
FOOT = _style("foot", fonts.REGULAR, 7.8, 10.4, textColor=MUTE)
HEAD_RIGHT = _style("head-right", fonts.REGULAR, 8.6, 11.4, textColor=MUTE, alignment=TA_RIGHT)


def base_line(style: ParagraphStyle) -> float:
    """How far the base line of a one-line paragraph is above its bottom, in points."""
    return float(style.leading) - float(style.fontSize)


@dataclass(frozen=True, slots=True)
class Span:
    """A stretch of a paragraph in other type than the rest; None keeps that of the paragraph."""

    text: str
    font: str | None = None
    color: Color | None = None
    size: float | None = None


def strong(value: str) -> Span:
    """Semibold, in the colour of the paragraph."""
    return Span(value, font=fonts.SEMIBOLD)


def mute(value: str) -> Span:
    """Secondary text."""
    return Span(value, font=fonts.REGULAR, color=MUTE)


class _Measured(Paragraph):  # type: ignore[misc]  # ReportLab has no types
    """A paragraph that is broken into lines once for each width it is asked for in a row."""

    measured: float | None = None
    style: ParagraphStyle
    blPara: Any  # noqa: N815 - the lines, as ReportLab calls them

    def wrap(self, width: float, height: float) -> tuple[float, float]:
        if self.measured != width or not hasattr(self, "blPara"):
            super().wrap(width, height)
            self.measured = width
        return self.width, self.height


class _FromRight(_Measured):
    """A paragraph in which something runs from right to left: broken as it is read, turned as it is drawn."""

    side = ""

    def draw(self) -> None:
        as_read, style = self.blPara, self.style
        self.blPara = as_read.clone(lines=_turned(as_read, self.side))
        if self.side == "R" and style.alignment == TA_LEFT and len(as_read.lines) > 1:
            self.style = ParagraphStyle(style.name, style, alignment=TA_RIGHT)
        super().draw()
        self.blPara, self.style = as_read, style


class _WhollyFromRight(_FromRight):
    """The same when all of it is read from the right: set right, unless it is one line, such as a name."""

    side = "R"


def _turned(broken: ParaLines, side: str) -> list[Any]:
    """The lines of a broken paragraph with their signs in the order in which they are drawn."""
    if broken.kind == 0:  # one type for all, and no line that the user ended
        told = [[(space, " ".join(words))] for space, words in broken.lines]
        return [(space, [piece]) for line in bidi.drawn(told, side) for space, piece in line]
    found: list[Any] = []
    for lines in _ended(broken.lines):
        drawn = bidi.drawn([[(frag, frag.text) for frag in line.words] for line in lines], side)
        for line, pieces in zip(lines, drawn, strict=True):
            found.append(line.clone(words=[frag.clone(text=piece) for frag, piece in pieces]))
    return found


def _ended(lines: Sequence[FragLine]) -> list[list[FragLine]]:
    """Lines in groups, each up to where the user ended a line."""
    groups: list[list[FragLine]] = [[]]
    for line in lines:
        groups[-1].append(line)
        if line.lineBreak:
            groups.append([])
    return groups


def text(value: str | Sequence[str | Span], style: ParagraphStyle = BODY) -> Paragraph:
    """A paragraph of text as somebody typed it: nothing in it is markup, no sign of it is lost.

    This is the only way from text to a Paragraph, so escaping can't be forgotten elsewhere.
    """
    parts = [value] if isinstance(value, str) else value
    spans = [part if isinstance(part, Span) else Span(part) for part in parts]
    whole = "".join(span.text for span in spans)
    kind = _Measured
    if bidi.runs_right(whole):
        kind = _WhollyFromRight if bidi.wholly_right(whole) else _FromRight
    return kind("".join(_markup(span, style) for span in spans), style)


def heading(value: str) -> list[Flowable]:
    """A heading that begins a new page rather than stand at the end of this one."""
    return [CondPageBreak(60), text(value, HEADING)]


_PERCENT = re.compile(r"(?<=\d) (?=%)")
"""A space where no line may end."""


def _markup(span: Span, style: ParagraphStyle) -> str:
    wanted = span.font or style.fontName
    pieces = (
        escape(piece, quote=False).replace("\n", "<br/>")
        if name == style.fontName
        else f'<font name="{name}">{escape(piece, quote=False).replace(chr(10), "<br/>")}</font>'
        for name, piece in fonts.runs(_PERCENT.sub("\u00a0", span.text), wanted)
    )
    markup = "".join(pieces)
    if span.color is not None:
        markup = f'<font color="#{span.color.hexval()[2:]}">{markup}</font>'
    if span.size is not None:
        markup = f'<font size="{span.size}">{markup}</font>'
    return markup
