"""This file is one card of the poster: a title to read from three metres, who it is of, and when."""

from dataclasses import dataclass

from reportlab.lib.colors import white
from reportlab.pdfgen.canvas import Canvas

from lesobs.domain.cycle import Phase
from lesobs.reports import fonts
from lesobs.reports.planner_bars import ATTENTION, INKS, done_sign, late_sign
from lesobs.reports.style import HAIRLINE, INK, MUTE

MOST_LINES = 3
EDGE, PAD = 7.0, 9.0
PITCH = 34.0
"""Between lines to write on, in points."""


@dataclass(frozen=True, slots=True)
class PosterCard:
    """One activity, or something that worked (without a phase). `late` says since when it is;
    `weeks_ahead` in how many weeks it begins, 0 when it has."""

    title: str
    owner: str
    when: str
    phase: Phase | None = None
    late: str = ""
    weeks_ahead: int = 0

    def cut(self, width: float, size: float) -> bool:
        """Whether the title does not fit its card."""
        return len(_wrapped(self.title, width, size)) > MOST_LINES

    def breaks(self, width: float, size: float) -> bool:
        """Whether a word of the title is too long for a line."""
        words = fonts.one_line(self.title).split(" ")
        return any(fonts.width(word, fonts.SEMIBOLD, size) > _inside(width) for word in words)


def card_height(card: PosterCard, width: float, size: float) -> float:
    """How high a card of this width is with titles of `size` points."""
    lines = min(len(_wrapped(card.title, width, size)), MOST_LINES)
    return 2 * PAD + lines * size * 1.18 + len(_captions(card)) * _small(size) * 1.32


def draw_card(canvas: Canvas, card: PosterCard, at: tuple[float, float], width: float, size: float) -> None:
    """A card with its lower left corner at a point."""
    (x, y), height, small = at, card_height(card, width, size), _small(size)
    canvas.setFillColor(white)
    canvas.setStrokeColor(INK)
    canvas.setLineWidth(1)
    canvas.roundRect(x, y, width, height, 4, fill=1)
    canvas.setFillColor(INKS[card.phase] if card.phase else INK)
    if card.phase:
        canvas.rect(x, y, EDGE, height, stroke=0, fill=1)
    left, base = x + EDGE + PAD, y + height - PAD - size * 0.92
    canvas.setFillColor(INK)
    lines = _wrapped(card.title, width, size)
    if len(lines) > MOST_LINES:
        rest = " ".join(lines[MOST_LINES - 1 :])
        last = fonts.elide(rest + fonts.ELLIPSIS, fonts.SEMIBOLD, size, _inside(width))
        lines = [*lines[: MOST_LINES - 1], last]
    for line in lines:
        fonts.draw(canvas, left, base, line, fonts.SEMIBOLD, size)
        base -= size * 1.18
    base += size * 1.18 - small * 1.5
    for caption in _captions(card):
        start = left
        if caption == card.late:
            late_sign(canvas, left, base + small * 0.36, small)
            start, color, font = left + small + 5, ATTENTION, fonts.BOLD
        else:
            color, font = (INK, fonts.SEMIBOLD) if caption == card.owner else (MUTE, fonts.REGULAR)
        if card.phase is None and caption == card.when:
            done_sign(canvas, left, base + small * 0.36, small)
            start = left + small + 5
        canvas.setFillColor(color)
        room = x + width - PAD / 2 - start
        fonts.draw(canvas, start, base, fonts.elide(caption, font, small, room), font, small)
        base -= small * 1.32


def draw_room(canvas: Canvas, x: float, y: float, width: float, height: float) -> None:
    """A dashed card with lines, to write on."""
    canvas.setStrokeColor(MUTE)
    canvas.setLineWidth(0.8)
    canvas.setDash(4, 4)
    canvas.roundRect(x, y, width, height, 4)
    canvas.setDash()
    canvas.setStrokeColor(HAIRLINE)
    line = y + height - PITCH
    while line > y + PITCH * 0.6:
        canvas.line(x + 10, line, x + width - 10, line)
        line -= PITCH


def _small(size: float) -> float:
    return size * 0.64


def _inside(width: float) -> float:
    return width - EDGE - 1.7 * PAD


def _captions(card: PosterCard) -> list[str]:
    return [one for one in (fonts.one_line(card.owner), card.late or card.when) if one]


def _wrapped(title: str, width: float, size: float) -> list[str]:
    """The title in lines that fit on a card; a word that is too long is broken."""
    room = _inside(width)
    lines: list[str] = []
    line = ""
    for word in fonts.one_line(title).split(" "):
        longer = f"{line} {word}" if line else word
        if fonts.width(longer, fonts.SEMIBOLD, size) <= room:
            line = longer
            continue
        lines += [line] if line else []
        line = word
        while fonts.width(line, fonts.SEMIBOLD, size) > room:
            fits = len(fonts.elide(line, fonts.SEMIBOLD, size, room)) - 1
            lines.append(f"{line[: max(1, fits)]}-")
            line = line[max(1, fits) :]
    return [*lines, line] if line else lines
