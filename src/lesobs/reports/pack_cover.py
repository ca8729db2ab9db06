"""This file is the first page of a discussion pack: how to read it, how to talk about it, what is in it."""

from collections.abc import Sequence

from reportlab.platypus import Flowable, Spacer

from lesobs.domain import dutch
from lesobs.domain.picture import PictureRow
from lesobs.domain.small_groups import Veil
from lesobs.domain.tally import Tally
from lesobs.reports import fonts
from lesobs.reports.charts import distribution, label, legend
from lesobs.reports.flow import Columns, Edge, Padding, Rule
from lesobs.reports.page import WIDTH
from lesobs.reports.painting import Chart
from lesobs.reports.section import SectionReport
from lesobs.reports.style import (
    BODY,
    BODY_MUTE,
    HAIRLINE,
    HEADING,
    INK,
    SMALL,
    SMALL_MUTE,
    TITLE,
    Span,
    strong,
    text,
)

EXAMPLE = 122.0
GAP = 20.0
BAR = "Elk vak is een aantal lessen, van licht naar donker:"
SHARE = (
    "Van de 10 lessen waarin we hierop keken, stonden er 7 op 3 of 4. Op het overzicht staat dan 70 met 7/10 "
    "eronder. Kon het in een les niet voorkomen (n.v.t.), dan telt die les hier niet mee."
)
STANDS_ON = (
    "Bij elk beeld staat van hoeveel lessen, docenten en waarnemers het komt. Hoe meer lessen van "
    "verschillende docenten, hoe meer je eraan hebt. Eén of twee lessen verschil zegt niets."
)
WORDS = (
    "Stond in een kleine groep niemand op 3 of 4, of juist iedereen, dan zou een cijfer over ieder van "
    "hen gaan. Dan zeggen we het in woorden."
)
LESSONS = (
    "Het gaat over lessen, niet over personen. Er staan geen namen, klassen of lesdagen in, en bezoeken "
    "voor een beoordeling tellen niet mee. Het is het begin van een gesprek, geen oordeel."
)
MEANWHILE = "Kijk tot die tijd bij elkaar in de les en praat daarover. Daar zijn geen cijfers voor nodig."
TALK: tuple[tuple[str, str | list[str | Span]], ...] = (
    ("10 min", "Begin links: wat was vaak te zien? Wat doen jullie daarvoor, en hoe houden jullie dat vast?"),
    ("5 min", "Kies samen één punt van rechts. Eén is genoeg."),
    (
        "20 min",
        [
            "Praat over de vragen ",
            strong("Nu"),
            " en ",
            strong("Als het lukt"),
            ", met voorbeelden uit jullie lessen.",
        ],
    ),
    (
        "10 min",
        [
            "Kies bij ",
            strong("Deze week"),
            " één ding, en schrijf op: wat, wie, en wanneer kijken we opnieuw?",
        ],
    ),
)


def cover_page(report: SectionReport) -> list[Flowable]:
    """How to read the pack, a way to talk about it in three quarters of an hour, and what is in it."""
    picture = report.picture
    story: list[Flowable] = [
        text(f"Bespreekpakket {picture.year}", TITLE),
        text(" · ".join(part for part in (report.school, report.rounds) if part), BODY_MUTE),
        Spacer(0, 6),
        text(picture.sentence, BODY),
        Spacer(0, 12),
    ]
    if not has_figures(report):
        return [*story, text(nothing_yet(report), BODY), Spacer(0, 8), text(MEANWHILE, BODY)]
    story += [
        text("Zo lees je dit", HEADING),
        Rule(WIDTH, Edge(1.1, INK)),
        *_reading(picture.hidden_sentence),
        Spacer(0, 13),
        text("Zo voer je het gesprek", HEADING),
        Rule(WIDTH, Edge(1.1, INK)),
    ]
    for minutes, step in TALK:
        story.append(_line([text(minutes, BODY_MUTE)], [text(step, BODY)], 52))
    return [*story, Spacer(0, 13), *_contents(report)]


def _reading(hidden: str) -> list[Flowable]:
    width = WIDTH - EXAMPLE - GAP
    rows: tuple[tuple[Flowable, list[Flowable]], ...] = (
        (distribution(Tally((1, 2, 5, 2), 1), EXAMPLE, 15), [text(BAR, BODY), Spacer(0, 3), legend(width)]),
        (_sign("7 van 10 · 70"), [text(SHARE, BODY)]),
        (_sign("13 lessen · 8 docenten"), [text(STANDS_ON, BODY)]),
        (distribution(None, EXAMPLE, 15), [text(hidden, BODY)]),
        (distribution(None, EXAMPLE, 15, words=Veil.NEARLY_ALL.words), [text(WORDS, BODY)]),
        (_sign("Over lessen"), [text(LESSONS, BODY)]),
    )
    return [_line([Spacer(0, 1), example], told, EXAMPLE) for example, told in rows]


def _sign(words: str) -> Flowable:
    drawing = Chart(EXAMPLE, 16)
    drawing.add(label(words, 0, 4, 10, font=fonts.SEMIBOLD))
    return drawing


def _line(left: list[Flowable], right: list[Flowable], width: float) -> Columns:
    return Columns(
        [left, right],
        [width, WIDTH - width - GAP],
        gap=GAP,
        padding=Padding(top=4.5, bottom=4),
        below=Edge(0.6, HAIRLINE),
    )


def _contents(report: SectionReport) -> list[Flowable]:
    """Which pages follow, and which groups have none and why."""
    shown = [row for row in report.rows if not row.hidden and row.lessons]
    story: list[Flowable] = [text("In dit pakket", HEADING), Rule(WIDTH, Edge(1.1, INK), space_after=4)]
    if shown:
        width = (WIDTH - GAP) / 2
        lines = [_content(row, width) for row in shown]
        half = (len(lines) + 1) // 2
        story.append(Columns([lines[:half], lines[half:]], [width, width], gap=GAP))
    if why := without_page(report):
        story += [Spacer(0, 6), text(why, SMALL)]
    return story


def _content(row: PictureRow, width: float) -> Flowable:
    lessons, teachers = row.lessons or 0, row.teachers or 0
    counts = f"{dutch.count(lessons, 'les', 'lessen')}, {dutch.count(teachers, 'docent', 'docenten')}"
    figures = 104.0
    return Columns(
        [[text(row.group.name, SMALL)], [text(counts, SMALL_MUTE)]],
        [width - figures - 6, figures],
        gap=6,
        space_after=1,
    )


def has_figures(report: SectionReport) -> bool:
    """Whether there is anything to talk about: of a group, or of the whole school."""
    return any(not row.hidden and row.lessons for row in (*report.rows, report.picture.total))


def nothing_yet(report: SectionReport) -> str:
    """Why a pack has no figures at all."""
    if not hidden_names((*report.rows, report.picture.total)):
        return "Er zijn nog geen lessen om over te praten. Plan bezoeken en maak dit pakket later."
    return (
        f"In de hele school zijn nog minder dan {report.picture.smallest} docenten bezocht, en dan gaan "
        "cijfers al snel over één persoon. Plan meer bezoeken en maak dit pakket later."
    )


def without_page(report: SectionReport) -> str:
    """Which groups have no page and why; empty when all have one."""
    hidden = hidden_names(report.rows)
    if not hidden:
        return ""
    return (
        f"Zonder eigen bladzijde: {dutch.listed(hidden)}. Daar zijn minder dan {report.picture.smallest} "
        "docenten bezocht, en dan gaan cijfers al snel over één persoon. Hun lessen tellen mee bij de "
        "hele school."
    )


def hidden_names(rows: Sequence[PictureRow]) -> list[str]:
    return [row.group.name for row in rows if row.hidden]
