"""This file is what stands around a sheet of the calendar: title, legend, and what it had no room for."""

from collections.abc import Sequence

from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import Flowable

from lesobs.domain.cycle import Phase
from lesobs.domain.dutch import period
from lesobs.reports import fonts
from lesobs.reports.flow import Columns, Edge, Padding
from lesobs.reports.page import draw_logo
from lesobs.reports.planner_bars import ATTENTION, done_sign, hatched, late_sign, phase_form
from lesobs.reports.planner_layout import NO_OWNER, Measures, PlannerActivity
from lesobs.reports.style import (
    BODY_MUTE,
    CAPTION_STRONG,
    HAIRLINE,
    INK,
    MUTE,
    SUBTITLE,
    Span,
    mute,
    text,
)


def draw_title(canvas: Canvas, measures: Measures, title: str, about: str, right: Sequence[str]) -> None:
    """The title, what it is about beside it, and small lines at the right."""
    size = measures.title
    base = measures.page[1] - measures.top + size * 0.72
    edge = measures.page[0] - measures.side
    draw_logo(canvas, measures.side, base - size * 0.26, size * 1.25)
    canvas.setFillColor(INK)
    end = fonts.draw(canvas, measures.side + size * 1.7, base, title, fonts.BOLD, size)
    canvas.setFillColor(MUTE)
    small = measures.label
    room = edge - end - 40
    for place, line in enumerate(right):
        shown = fonts.elide(fonts.one_line(line), fonts.REGULAR, small, room / 2)
        wide = fonts.width(shown, fonts.REGULAR, small)
        y = base + small * 0.75 - place * small * 1.4
        fonts.draw(canvas, edge - wide, y, shown, fonts.REGULAR, small)
    shown = fonts.elide(fonts.one_line(about), fonts.REGULAR, small * 1.2, room / 2)
    fonts.draw(canvas, end + small * 1.2, base, shown, fonts.REGULAR, small * 1.2)


def draw_legend(canvas: Canvas, measures: Measures, place: str) -> None:
    """The forms of the phases and the signs, below the sheet; at the right which sheet it is."""
    size, bar = measures.label, measures.bar * 0.85
    y = measures.bottom - bar - 10
    base = y + bar / 2 - size * 0.36
    x = measures.side

    def word(said: str) -> None:
        nonlocal x
        x = fonts.draw(canvas, x, base, said, fonts.REGULAR, size) + size * 1.7

    for phase in Phase:
        phase_form(canvas, phase, x, y, bar * 2.2, bar)
        x += bar * 2.2 + 5
        canvas.setFillColor(INK)
        word(phase.word)
    hatched(canvas, x, y, bar * 1.5, bar)
    x += bar * 1.5 + 5
    canvas.setFillColor(INK)
    word("vakantie")
    done_sign(canvas, x, y + bar / 2, size)
    x += size + 4
    canvas.setFillColor(INK)
    word("klaar")
    late_sign(canvas, x, y + bar / 2, size + 1)
    x += size + 5
    canvas.setFillColor(ATTENTION)
    word("over tijd op de dag van afdrukken")
    canvas.setFillColor(MUTE)
    wide = fonts.width(place, fonts.REGULAR, size)
    fonts.draw(canvas, measures.page[0] - measures.side - wide, base, place, fonts.REGULAR, size)


def listed_in_full(
    heading: str, activities: Sequence[PlannerActivity], measures: Measures, *, numbered: bool = False
) -> list[Flowable]:
    """Activities that a sheet had no room for, whole, one below the other; nothing for none."""
    if not activities:
        return []
    heads = [text(word, CAPTION_STRONG) for word in ("", "activiteit", "wie", "wanneer")]
    rows = [
        _activity(f"{number}." if numbered else "", activity, measures)
        for number, activity in enumerate(activities, start=1)
    ]
    return [text(heading, SUBTITLE), _line(heads, Edge(0.8, INK), measures), *rows]


def _activity(sign: str, activity: PlannerActivity, measures: Measures) -> Flowable:
    who = activity.owner.strip() or NO_OWNER.lower()
    when = period(activity.starts_on, activity.ends_on)
    title: list[str | Span] = [activity.title, mute(f"  {activity.phase.word}")]
    return _line([text(sign, BODY_MUTE), text(title), text(who), text(when)], Edge(0.6, HAIRLINE), measures)


def _line(cells: Sequence[Flowable], below: Edge, measures: Measures) -> Flowable:
    widths = [26.0, measures.width - 26 - 150 - 190 - 30, 150.0, 190.0]
    return Columns(
        [[cell] for cell in cells], widths, gap=10, padding=Padding(top=3, bottom=2.5), below=below
    )
