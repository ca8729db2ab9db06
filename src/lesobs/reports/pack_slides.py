"""This file is the discussion pack to show on a wall: wide pages in large type, with one message each."""

from collections.abc import Sequence
from dataclasses import replace
from itertools import chain
from pathlib import Path

from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import Flowable, Spacer

from lesobs.domain.highlights import ENOUGH_LESSONS, Highlight, Highlights, has_enough, talk_highlights
from lesobs.domain.picture import PictureRow
from lesobs.domain.tally import Tally
from lesobs.reports import fonts
from lesobs.reports.charts import distribution, legend, longest
from lesobs.reports.flow import Columns, Edge, Padding, Rule, WritingLines, height_of
from lesobs.reports.pack import Tell, groups_of
from lesobs.reports.pack_cover import MEANWHILE, has_figures, nothing_yet, without_page
from lesobs.reports.page import PORTRAIT, Chapter, Written, draw_logo, write_document
from lesobs.reports.questions import KINDS, talk_questions
from lesobs.reports.section import HEADS_OF_SCHOOL, SectionReport, bound, cards_of, letterhead
from lesobs.reports.section_parts import NO_POINTS, NO_STRENGTHS, figures_of
from lesobs.reports.slide_map import map_slides
from lesobs.reports.style import (
    AMBER,
    INK,
    MUTE,
    RULE,
    SLIDE,
    SLIDE_MUTE,
    SLIDE_NAME,
    SLIDE_SMALL,
    SLIDE_TITLE,
    strong,
    text,
)

SIZE = (960.0, 540.0)
MARGINS = (34.0, 48.0, 44.0, 48.0)
WIDTH = SIZE[0] - 2 * 48.0
HEIGHT = SIZE[1] - 34.0 - 44.0
GAP = 36.0
HALF = (WIDTH - GAP) / 2
FOOT_SIZE = 12.0
BAR = 32.0
MOST_STRENGTHS, MOST_POINTS = 3, 2

Slide = list[Flowable]

FEW = f"Nog te weinig lessen om iets uit te lichten: dat kan vanaf {ENOUGH_LESSONS} gescoorde lessen."
OF_SCHOOL = f"{FEW} Herkennen we wat in de hele school opviel?"

READING = (
    "7 van 10: van de 10 lessen waarin we hierop keken, stonden er 7 op 3 of 4.",
    "Eén of twee lessen verschil zegt niets.",
    "Gestreept of in woorden: de groep is klein, en dan gaat een cijfer al snel over één persoon.",
    "Het gaat over lessen, niet over personen. Beoordelingsbezoeken tellen niet mee.",
)


def write_slides(path: Path, report: SectionReport, tell: Tell | None = None) -> Written:
    """Write the pack as pages of 16 by 9."""
    tell = tell or (lambda _done, _total: None)
    shown = [row for row in report.rows if not row.hidden and row.lessons]
    steps = len(shown) + 2
    slides: list[Slide] = [_title(report)]
    if has_figures(report):
        slides.append(_reading())
    if groups_of(report) and report.picture.indicators and has_figures(report):
        slides += map_slides(report.picture, groups_of(report), WIDTH, HEIGHT)
    for done, row in enumerate(shown):
        tell(done, steps)
        slides += _of_group(report, row)
    if shown:
        slides.append(_agreements())
    tell(len(shown), steps)
    head = letterhead(report, "Bespreekpakket", f"Bespreekpakket {report.picture.year}")
    context = f"{head.school} · {head.context}"

    def decorate(canvas: Canvas, number: int, total: int) -> None:
        draw_logo(canvas, 48, 17, 13)
        canvas.setFillColor(MUTE)
        place = f"{number} van {total}"
        room = WIDTH - 140
        fonts.draw(
            canvas, 70, 20, fonts.elide(context, fonts.REGULAR, FOOT_SIZE, room), fonts.REGULAR, FOOT_SIZE
        )
        taken = fonts.width(place, fonts.REGULAR, FOOT_SIZE)
        fonts.draw(canvas, SIZE[0] - 48 - taken, 20, place, fonts.REGULAR, FOOT_SIZE)

    pages = bound([(PORTRAIT, slide) for slide in slides])
    written = write_document(path, head, pages, size=SIZE, margins=MARGINS, decorate=decorate)
    tell(steps, steps)
    return written


def _title(report: SectionReport) -> Slide:
    picture = report.picture
    when = ", ".join(part for part in (picture.year, report.rounds) if part)
    slide: Slide = [
        Chapter("Bespreekpakket"),
        Spacer(0, 90),
        text("Wat zagen we in onze lessen?", SLIDE_TITLE),
        Spacer(0, 6),
        text(f"{report.school} · {when}", SLIDE_NAME),
        Spacer(0, 14),
        text(picture.sentence, SLIDE),
    ]
    if not has_figures(report):
        return [*slide, Spacer(0, 14), *_said(nothing_yet(report), MEANWHILE)]
    if why := without_page(report):
        slide += [Spacer(0, 14), text(why, SLIDE_MUTE)]
    return slide


def _said(*sentences: str) -> Slide:
    return list(chain(*((text(one, SLIDE), Spacer(0, 10)) for one in sentences)))


def _reading() -> Slide:
    slide: Slide = [*_headed("Zo lees je dit"), distribution(Tally((1, 2, 5, 2), 1), 440, 40), Spacer(0, 8)]
    slide += [legend(WIDTH, 15), Spacer(0, 12)]
    return slide + [
        Columns([[_dot()], [text(line, SLIDE)]], [16, WIDTH - 16], space_after=10) for line in READING
    ]


def _dot() -> Flowable:
    return text("•", SLIDE)


def _headed(title: str, beside: str = "") -> Slide:
    said = [text(title, SLIDE_TITLE)]
    return [Chapter(title), *said, *([text(beside, SLIDE_MUTE)] if beside else []), Spacer(0, 12)]


def _of_group(report: SectionReport, row: PictureRow) -> list[Slide]:
    """What was often seen and what is worth a talk; while there are too few lessons for that, one page with
    what the whole school can talk about."""
    chosen = talk_highlights(report.picture, row, MOST_STRENGTHS)
    chosen = replace(chosen, points=chosen.points[:MOST_POINTS])
    if chosen.of_school or not (chosen.strengths or chosen.points or has_enough(row)):
        return [_of_school(report, row, chosen)]
    return [_strengths(report, row, chosen.strengths), _points(row, chosen.points)]


def _of_school(report: SectionReport, row: PictureRow, chosen: Highlights) -> Slide:
    found = chosen.strengths or chosen.points
    title = f"{row.group.name}: herkennen we dit?" if found else row.group.name
    slide = _headed(title, report.stands_on(row))
    if not found:
        return [*slide, text(FEW, SLIDE)]
    slide += [text(OF_SCHOOL, SLIDE_SMALL), Spacer(0, 10)]
    room = HEIGHT - height_of(slide, WIDTH)
    seen = [_named_only(line) for line in chosen.strengths]
    asked = [[*_named_only(line)[:-1], *_first_question(line)] for line in chosen.points]
    halves = [_that_fit(*one, room) for one in zip(HEADS_OF_SCHOOL, (seen, asked), strict=True)]
    cells = [half for half in halves if half]
    return [*slide, Columns(cells, [HALF] * len(cells), gap=GAP)]


def _named_only(line: Highlight) -> Slide:
    return [text(line.indicator.title, SLIDE_NAME), text(figures_of(line), SLIDE_MUTE), Spacer(0, 10)]


def _first_question(line: Highlight) -> Slide:
    """The question to begin with; nothing when there is none."""
    asked = talk_questions(line.indicator.key, line.indicator.question).first
    quoted = Columns([[text(asked, SLIDE_SMALL)]], [HALF - 16], padding=Padding(left=16), left=Edge(4, AMBER))
    return [Spacer(0, 4), quoted, Spacer(0, 12)] if asked else [Spacer(0, 10)]


def _that_fit(title: str, blocks: list[Slide], room: float) -> Slide:
    """The first of these below their title, and as many more as fit; nothing without any."""
    column: Slide = [Rule(HALF, Edge(2.2, INK), space_after=4), text([strong(title)], SLIDE_SMALL)]
    column.append(Spacer(0, 6))
    for number, block in enumerate(blocks):
        if number and height_of([*column, *block], HALF) > room:
            break
        column += block
    return column if blocks else []


def _strengths(report: SectionReport, row: PictureRow, lines: Sequence[Highlight]) -> Slide:
    """What was often seen, with a line from a good lesson beside it if there is one."""
    slide = _headed(f"{row.group.name}: dit was vaak te zien", report.stands_on(row))
    if not lines:
        return [*slide, text(NO_STRENGTHS, SLIDE)]
    scale = longest(cell.tally for cell in row.cells)
    cards = cards_of(report, row, lines)[:1]
    width = HALF + 60 if cards else WIDTH
    left = [*chain(*(_named(line, scale, width) for line in lines))]
    watched = [*chain(*(_watched(line, scale, width) for line in lines))]
    if height_of([*slide, *watched], width) <= HEIGHT:
        left = watched
    if not cards:
        return slide + left
    (indicator, said), room = cards[0], WIDTH - width - GAP
    card: list[Flowable] = [
        text("Uit een goede les", SLIDE_NAME),
        text(indicator, SLIDE_MUTE),
        Spacer(0, 4),
        text(f"“{said}”", SLIDE_SMALL),
    ]
    box = Columns([card], [room - 32], padding=Padding(10, 16, 12, 16), box=Edge(1.2, INK))
    return [*slide, Columns([left, [Spacer(0, 8), box]], [width, room], gap=GAP)]


def _points(row: PictureRow, points: Sequence[Highlight]) -> Slide:
    """What is worth a talk, with its questions."""
    slide = _headed(f"{row.group.name}: hier valt iets te bespreken")
    if not points:
        return [*slide, text(NO_POINTS, SLIDE)]
    scale = longest(cell.tally for cell in row.cells)
    width = HALF if len(points) > 1 else WIDTH
    room = HEIGHT - height_of(slide, WIDTH)
    columns = [_point(line, scale, width, room) for line in points]
    return [*slide, Columns(columns, [width] * len(columns), gap=GAP)]


def _point(line: Highlight, scale: int, width: float, room: float) -> list[Flowable]:
    """With as many of its questions as fit."""
    named = _named(line, scale, width)
    asked = talk_questions(line.indicator.key, line.indicator.question).asked
    for most in range(len(asked), 0, -1):
        questions = Columns(
            [
                [
                    flowable
                    for word, question in zip(KINDS.values(), asked[:most], strict=False)
                    for flowable in (text([strong(f"{word}  "), question], SLIDE_SMALL), Spacer(0, 7))
                ]
            ],
            [width - 16],
            padding=Padding(left=16),
            left=Edge(4, AMBER),
        )
        if height_of([*named, questions], width) <= room or most == 1:
            return [*named, questions]
    return named


def _named(line: Highlight, scale: int, width: float) -> list[Flowable]:
    block: list[Flowable] = [
        Rule(width, Edge(2.2, INK), space_after=4),
        text(line.indicator.title, SLIDE_NAME),
        text(figures_of(line), SLIDE_MUTE),
        Spacer(0, 5),
    ]
    if line.tally is not None:
        block.append(distribution(line.tally, width, BAR, scale=scale))
    return [*block, Spacer(0, 12)]


def _watched(line: Highlight, scale: int, width: float) -> list[Flowable]:
    """With what was looked for."""
    return [
        *_named(line, scale, width)[:-1],
        Spacer(0, 4),
        text(line.indicator.watched, SLIDE_SMALL),
        Spacer(0, 12),
    ]


def _agreements() -> Slide:
    widths = (WIDTH - 2 * 180 - 2 * 24, 180.0, 180.0)
    words = ("Wat spreken we af, en waaraan zien leerlingen het?", "Wie", "Opnieuw kijken op")
    return [
        *_headed("Onze afspraken", "Liever één afspraak die we nakomen dan vijf goede voornemens."),
        Spacer(0, 10),
        Columns([[text(word, SLIDE_SMALL)] for word in words], widths, gap=24),
        WritingLines(4, widths, gap=24, pitch=60, color=RULE),
    ]
