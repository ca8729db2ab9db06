"""This file is the first page of a discussion pack: how to read it, how to talk about it, what is in it."""

from collections.abc import Sequence

from reportlab.graphics.shapes import Drawing
from reportlab.platypus import Flowable, Spacer

from lesobs.domain.dutch import count
from lesobs.domain.picture import Picture, PictureRow
from lesobs.domain.tally import Tally
from lesobs.reports import fonts
from lesobs.reports.charts import distribution, label, legend
from lesobs.reports.flow import Columns, Edge, Padding, Rule
from lesobs.reports.page import WIDTH
from lesobs.reports.style import (
    BODY,
    BODY_MUTE,
    HAIRLINE,
    HEADING,
    INK,
    SMALL,
    SMALL_MUTE,
    TITLE,
    text,
)

EXAMPLE = 122.0
GAP = 20.0
TALK = (
    ("10 min", "Begin links: wat was vaak te zien? Wat doen jullie daarvoor, en hoe houden jullie dat vast?"),
    ("5 min", "Kies samen één punt van rechts. Eén is genoeg."),
    ("20 min", "Beantwoord de vraag die erbij staat met voorbeelden uit jullie eigen lessen."),
    (
        "10 min",
        "Spreek één ding af: wat doen jullie, waaraan zien leerlingen het, wanneer kijken we opnieuw?",
    ),
)


def cover_page(school: str, picture: Picture, rows: Sequence[PictureRow], rounds: str) -> list[Flowable]:
    """How to read the pack, a way to talk about it in three quarters of an hour, and its sections."""
    story: list[Flowable] = [
        text(f"Bespreekpakket {picture.year}", TITLE),
        text(" · ".join(part for part in (school, rounds) if part), BODY_MUTE),
        Spacer(0, 8),
        text(picture.sentence, BODY),
        Spacer(0, 14),
        text("Zo lees je dit", HEADING),
        Rule(WIDTH, Edge(1.1, INK)),
    ]
    story += _reading(picture)
    story += [Spacer(0, 16), text("Zo voer je het gesprek", HEADING), Rule(WIDTH, Edge(1.1, INK))]
    for minutes, step in TALK:
        story.append(_line([text(minutes, BODY_MUTE)], [text(step, BODY)], 52))
    return [*story, Spacer(0, 16), *_contents(rows)]


def _reading(picture: Picture) -> list[Flowable]:
    bar = distribution(Tally((1, 2, 5, 2), 1), EXAMPLE, 15)
    figure = Drawing(EXAMPLE, 17)
    figure.add(label("7 van 10", 0, 3, 13, font=fonts.SEMIBOLD))
    hidden = distribution(None, EXAMPLE, 15)
    words = Drawing(EXAMPLE, 14)
    words.add(label("Wat doet een leerling …?", 0, 3, 9.2, font=fonts.SEMIBOLD))
    rows = (
        (bar, "Elk vak is een aantal lessen, van licht naar donker:", True),
        (
            figure,
            "In 7 van de 10 lessen die we hierop scoorden, was het te zien op 3 of 4. Lessen waarin het niet "
            "kon voorkomen (n.v.t.) tellen daarin niet mee. Eén of twee lessen verschil zegt niets.",
            False,
        ),
        (hidden, picture.hidden_sentence, False),
        (
            words,
            "Het beeld is een begin van een gesprek, geen oordeel. Er staan geen namen, klassen of lesdagen "
            "in, en bezoeken voor een beoordeling tellen niet mee.",
            False,
        ),
    )
    width = WIDTH - EXAMPLE - GAP
    story: list[Flowable] = []
    for example, said, with_legend in rows:
        told: list[Flowable] = [text(said, BODY)]
        if with_legend:
            told += [Spacer(0, 3), legend(width)]
        story.append(_line([Spacer(0, 1), example], told, EXAMPLE))
    return story


def _line(left: list[Flowable], right: list[Flowable], width: float) -> Columns:
    return Columns(
        [left, right],
        [width, WIDTH - width - GAP],
        gap=GAP,
        padding=Padding(top=5.5, bottom=4.5),
        below=Edge(0.6, HAIRLINE),
    )


def _counts(row: PictureRow) -> str:
    if row.lessons is None or row.teachers is None:
        return "zonder cijfers"
    return f"{count(row.lessons, 'les', 'lessen')} van {count(row.teachers, 'docent', 'docenten')}"


def _contents(rows: Sequence[PictureRow]) -> list[Flowable]:
    """Which pages follow, in two columns."""
    if not rows:
        return [
            text("Er zijn nog geen lessen om over te praten. Plan bezoeken en maak dit pakket later.", BODY)
        ]
    width = (WIDTH - GAP) / 2
    lines: list[Flowable] = [
        Columns(
            [[text(row.group.name, SMALL)], [text(_counts(row), SMALL_MUTE)]],
            [130, width - 130 - 6],
            gap=6,
            space_after=1,
        )
        for row in rows
    ]
    half = (len(lines) + 1) // 2
    return [
        text("In dit pakket", HEADING),
        Rule(WIDTH, Edge(1.1, INK), space_after=4),
        Columns([lines[:half], lines[half:]], [width, width], gap=GAP),
    ]
