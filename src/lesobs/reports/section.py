"""This file is the section picture on paper: a page to talk about, for each of some sections."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from itertools import chain
from pathlib import Path

from reportlab.platypus import Flowable, KeepTogether, NextPageTemplate, PageBreak, Spacer

from lesobs.domain.highlights import RULE, Highlight, has_enough, talk_highlights
from lesobs.domain.picture import Grouping, Picture, PictureRow
from lesobs.reports.charts import longest
from lesobs.reports.flow import Columns, height_of
from lesobs.reports.page import HEIGHT, PORTRAIT, WIDTH, Chapter, Letterhead, Written, write_document
from lesobs.reports.section_parts import (
    FEW,
    LEFT,
    LINE,
    NO_POINTS,
    NO_STRENGTHS,
    OF_SCHOOL,
    RIGHT,
    agreements,
    all_indicators,
    columns,
    good_lesson,
    highlight,
    point,
    said,
)
from lesobs.reports.style import BODY, BODY_MUTE, HEADING, SMALL_MUTE, TITLE, text

HEADS = "Dit was vaak te zien", "Hier valt iets te bespreken"
HEADS_OF_SCHOOL = "In de hele school vaak te zien", "In de hele school te bespreken"
FEWEST_LINES, MOST_LINES = 3, 6
MOST_CARDS = 2
POINTS_IN_TURN = (
    (3, True, 3),
    (3, False, 3),
    (2, True, 3),
    (2, False, 3),
    (2, False, 2),
    (2, False, 1),
    (1, False, 3),
)
"""How many points, whether with what was looked for, and how many questions after the first point."""


@dataclass(frozen=True, slots=True)
class GoodLessonCard:
    """A line from a good lesson that an MT member approved, without names."""

    indicator_key: str
    text: str


@dataclass(frozen=True, slots=True)
class SectionReport:
    """Pages for `rows` of a picture (sections, clusters or the whole school), in that order."""

    school: str
    picture: Picture
    rows: tuple[PictureRow, ...]
    printed_on: date
    rounds: str = ""
    """Which rounds of visits are counted, `ronde 1 en 2`; empty when there are none."""
    rows_are: Grouping = Grouping.SECTION
    good_lessons: Mapping[str, tuple[GoodLessonCard, ...]] = field(default_factory=dict)
    """What may be shown on the page of a group, by the key of the group."""

    @property
    def leaders(self) -> str:
        """Who may see all groups beside one another."""
        of_sections = self.rows_are in (Grouping.SECTION, Grouping.CLUSTER)
        return f"Voor het MT en de {'sectievoorzitters' if of_sections else 'teamleiders'}"

    def audience(self, row: PictureRow) -> str:
        """Who may see the page of this row."""
        if row == self.picture.total:
            return f"Voor het MT en alle {self.rows_are.word.lower()}"
        word = {"section": "de sectie ", "cluster": "het cluster ", "department": "de afdeling "}
        return f"Voor {word.get(self.rows_are, '')}{row.group.name} en het MT"

    def stands_on(self, row: PictureRow) -> str:
        """What the figures of a row are made of, and from when."""
        return ", ".join(part for part in (row.sentence, self.rounds or self.picture.asked) if part)


def write_sections(path: Path, report: SectionReport) -> Written:
    """Write the pages on A4."""
    names = ", ".join(row.group.name for row in report.rows)
    head = letterhead(report, "Sectiebeeld", f"Sectiebeeld {report.picture.year} – {names}")
    return write_document(path, head, bound([(PORTRAIT, section_page(report, row)) for row in report.rows]))


def bound(pages: Sequence[tuple[str, list[Flowable]]]) -> list[Flowable]:
    """Pages behind one another, each on paper of its own shape."""
    story: list[Flowable] = []
    for number, (template, page) in enumerate(pages):
        story += [NextPageTemplate(template), PageBreak(), *page] if number else page
    return story


def letterhead(report: SectionReport, kind: str, title: str) -> Letterhead:
    """What stands around every page of this report."""
    return Letterhead(
        title=title,
        subject="Wat in lessen te zien was, opgeteld; zonder namen, klassen of lesdagen",
        school=report.school,
        context=f"{kind} {report.picture.year}",
        audience=report.leaders,
        purpose=f"{RULE} Dit gaat over lessen, niet over personen.",
        printed_on=report.printed_on,
    )


def section_page(report: SectionReport, row: PictureRow) -> list[Flowable]:
    """The page of one row, with as many highlights as leave it one page."""
    chapter = Chapter(row.group.name, report.audience(row))
    if row.hidden:
        return [chapter, *_hidden_page(report, row)]
    if not row.lessons:
        wait = f"Nog geen lessen in {report.picture.year}. Plan bezoeken; daarna staat hier het beeld."
        return [chapter, text(row.group.name, TITLE), Spacer(0, 8), text(wait, BODY)]
    opening, indicators = _opening(report, row), all_indicators(report.picture, row)
    room = HEIGHT - height_of([*opening, *indicators, *agreements(FEWEST_LINES)], WIDTH)
    page = [*opening, *_highlights(report, row, room), *indicators]
    return [chapter, *with_agreements(page)]


def with_agreements(story: list[Flowable]) -> list[Flowable]:
    """Room to write below, as much as the page has left, and not too much."""
    left = HEIGHT - height_of([*story, *agreements(FEWEST_LINES)], WIDTH)
    if left < 0:
        return [*story, KeepTogether(agreements(FEWEST_LINES))]
    return [*story, *agreements(min(MOST_LINES, FEWEST_LINES + int(left // LINE)))]


def _opening(report: SectionReport, row: PictureRow) -> list[Flowable]:
    reading = (
        "Zonder beoordelingsbezoeken. Balklengte is het aantal lessen; één of twee lessen verschil zegt "
        "niets."
    )
    return [
        text(row.group.name, TITLE),
        text(report.stands_on(row), BODY_MUTE),
        text(reading, SMALL_MUTE),
        Spacer(0, 9),
    ]


def _highlights(report: SectionReport, row: PictureRow, room: float) -> list[Flowable]:
    """What was often seen beside what is worth a talk, in `room` points if that can be."""
    chosen = talk_highlights(report.picture, row)
    found = bool(chosen.strengths or chosen.points)
    why = [text(OF_SCHOOL, BODY), Spacer(0, 8)] if chosen.of_school and found else []
    source = report.picture.total if why else row
    scale = longest(cell.tally for cell in source.cells)
    titles = HEADS_OF_SCHOOL if why else HEADS
    heads = [[text(title, HEADING)] for title in titles]
    enough = found or has_enough(row)
    room -= height_of([*why, *heads[0]], LEFT) + 9
    right = _points(chosen.points, scale, room) or [said(NO_POINTS if enough else FEW, RIGHT)]
    left = [highlight(line, scale) for line in chosen.strengths]
    left = left or [said(NO_STRENGTHS if enough else FEW, LEFT)]
    put_forward = (*chosen.points[: len(right)], *chosen.strengths)
    cards = [good_lesson(title, line) for title, line in cards_of(report, row, put_forward)]
    kept = _that_fit([*left[:2], *cards[:1], *left[2:], *cards[1:]], LEFT, room)
    shown = [block for block in (*left, *cards) if any(block is one for one in kept)]
    return [*why, columns([*heads[0], *chain(*shown)], [*heads[1], *chain(*right)])]


def _points(points: Sequence[Highlight], scale: int, room: float) -> list[list[Flowable]]:
    """As many points as fit, two if it can be, and of these as much as fits."""
    parts = [point(line, scale) for line in points]
    blocks: list[list[Flowable]] = []
    for most, watched, questions in POINTS_IN_TURN:
        blocks = [
            one.block(watched=watched, questions=questions if place else 3)
            for place, one in enumerate(parts[:most])
        ]
        if sum(height_of(block, RIGHT) for block in blocks) <= room:
            break
    return blocks


def cards_of(
    report: SectionReport, row: PictureRow, put_forward: Sequence[Highlight]
) -> list[tuple[str, str]]:
    """Title and words of lines from good lessons on what is put forward, one of each indicator."""
    known = {card.indicator_key: card.text for card in reversed(report.good_lessons.get(row.group.key, ()))}
    found = [line.indicator for line in put_forward if line.indicator.key in known]
    return [(indicator.title, known[indicator.key]) for indicator in found[:MOST_CARDS]]


def _that_fit(blocks: Sequence[list[Flowable]], width: float, room: float) -> list[list[Flowable]]:
    """The first of these, and as many more as fit."""
    fitting: list[list[Flowable]] = []
    for block in blocks:
        room -= height_of(block, width)
        if fitting and room < 0:
            break
        fitting.append(block)
    return fitting


def _hidden_page(report: SectionReport, row: PictureRow) -> list[Flowable]:
    """Calmly why there are no figures, what a small section can do, and the school to talk about instead."""
    smallest = report.picture.smallest
    why = (
        f"Hier zijn minder dan {smallest} docenten bezocht. Cijfers over zo’n kleine groep gaan al snel over "
        "één persoon, en daar is dit beeld niet voor. De lessen tellen wel mee bij de hele school."
    )
    cluster = row.group.cluster
    together = (
        f"Bekijk het beeld van cluster {cluster}, samen met de andere secties daarin."
        if cluster
        else "Vorm met verwante secties een cluster. Dan is er samen wel een beeld."
    )
    ways = (
        "Leg de hele school, hieronder, naast jullie eigen lessen: wat herkennen jullie, wat niet?",
        together,
        "Kijk bij elkaar in de les en praat daarover. Daar zijn geen cijfers voor nodig.",
    )
    story: list[Flowable] = [text(row.group.name, TITLE), Spacer(0, 8)]
    story += [text("Waarom hier geen cijfers staan", HEADING), text(why, BODY), Spacer(0, 12)]
    story.append(text("Wat jullie wel kunnen doen", HEADING))
    story += [_numbered(number, way) for number, way in enumerate(ways, start=1)]
    if not report.picture.total.hidden:
        story += [Spacer(0, 12), *all_indicators(report.picture, report.picture.total, "De hele school")]
    return with_agreements(story)


def _numbered(number: int, sentence: str) -> Flowable:
    return Columns([[text(f"{number}.", BODY)], [text(sentence, BODY)]], [16, WIDTH - 16], space_after=3)
