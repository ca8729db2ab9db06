"""This file is the section picture on paper: pages to talk about, for one section or a whole pack."""

from dataclasses import dataclass
from datetime import date
from pathlib import Path

from reportlab.platypus import Flowable, KeepTogether, NextPageTemplate, PageBreak, Spacer

from lesobs.domain.highlights import ENOUGH_LESSONS, Highlight, choose_highlights
from lesobs.domain.picture import Picture, PictureRow
from lesobs.reports import fonts
from lesobs.reports.charts import BarRow, ListShape, bar_list, distribution, figure, legend, longest
from lesobs.reports.flow import Columns, Edge, Padding, Rule, WritingLines, height_of
from lesobs.reports.heat_map import heat_pages
from lesobs.reports.pack_cover import cover_page
from lesobs.reports.page import (
    HEIGHT,
    LANDSCAPE,
    PORTRAIT,
    WIDTH,
    Chapter,
    Letterhead,
    write_document,
)
from lesobs.reports.style import (
    AMBER,
    BODY,
    BODY_MUTE,
    CAPTION,
    CAPTION_RIGHT,
    HEADING,
    INK,
    SMALL,
    SMALL_MUTE,
    SMALL_STRONG,
    SUBHEADING,
    TITLE,
    text,
)

GAP = 18.0
HALF = (WIDTH - GAP) / 2
FIGURES = (52.0, 62.0)
WIDEST_TITLE = 230.0
FEWEST_LINES, MOST_LINES = 3, 6
SIGNS = [WIDTH - 2 * 102 - 2 * 14, 102.0, 102.0]


@dataclass(frozen=True, slots=True)
class SectionReport:
    """Pages for `rows` of a picture (sections, clusters or the whole school), in that order.

    As a `pack` they come with a page on how to read them and the heat map of the picture.
    """

    school: str
    picture: Picture
    rows: tuple[PictureRow, ...]
    pack: bool
    printed_on: date
    rounds: str = ""
    """Which rounds of visits are counted, `ronde 1 en 2`; empty when there are none."""
    by_cluster: bool = False
    """The rows are clusters of sections."""

    @property
    def group_word(self) -> str:
        return "het cluster" if self.by_cluster else "de sectie"

    def audience(self, row: PictureRow) -> str:
        """Who may see the page of this row."""
        if row == self.picture.total:
            return "Voor het MT en alle secties"
        return f"Voor {self.group_word} {row.group.name} en het MT"


def write_sections(path: Path, report: SectionReport) -> None:
    """Write the pages on A4."""
    pages = [(PORTRAIT, _page(report, row)) for row in report.rows]
    if report.pack and report.picture.rows and report.picture.indicators:
        pages.insert(0, (LANDSCAPE, _heat(report)))
    if report.pack:
        pages.insert(0, (PORTRAIT, _cover(report)))
    story: list[Flowable] = []
    for number, (template, page) in enumerate(pages):
        story += [NextPageTemplate(template), PageBreak(), *page] if number else page
    write_document(path, _letterhead(report), story)


def _letterhead(report: SectionReport) -> Letterhead:
    kind = "Bespreekpakket" if report.pack else "Sectiebeeld"
    names = "" if report.pack else f" – {', '.join(row.group.name for row in report.rows)}"
    chosen = "en het verst onder de school"
    if all(row == report.picture.total for row in report.rows) and not report.pack:
        chosen = "en het minst vaak"
    return Letterhead(
        title=f"{kind} {report.picture.year}{names}",
        subject="Wat in lessen te zien was, opgeteld; zonder namen, klassen of lesdagen",
        school=report.school,
        context=f"{kind} {report.picture.year}",
        audience="Voor het MT en de sectievoorzitters",
        purpose=(
            f"Gekozen: vaakst op 3 of 4, {chosen}; vanaf {ENOUGH_LESSONS} gescoorde lessen. "
            "Dit gaat over lessen en is geen oordeel over een persoon."
        ),
        printed_on=report.printed_on,
    )


def _cover(report: SectionReport) -> list[Flowable]:
    chapter = Chapter("Zo lees je dit", "Voor het MT en de sectievoorzitters")
    return [chapter, *cover_page(report.school, report.picture, report.rows, report.rounds)]


def _heat(report: SectionReport) -> list[Flowable]:
    title = "Alle clusters naast elkaar" if report.by_cluster else "Alle secties naast elkaar"
    chapter = Chapter(title, "Voor het MT en de sectievoorzitters")
    return [chapter, *heat_pages(report.picture, title, report.picture.sentence)]


def _page(report: SectionReport, row: PictureRow) -> list[Flowable]:
    """The page of one row, with as many highlights as leave it one page."""
    chapter = Chapter(row.group.name, report.audience(row))
    if row.hidden:
        return [chapter, *_hidden_page(report, row)]
    if not row.lessons:
        wait = f"Nog geen lessen in {report.picture.year}. Plan bezoeken; daarna staat hier het beeld."
        return [chapter, text(row.group.name, TITLE), Spacer(0, 8), text(wait, BODY)]
    story: list[Flowable] = []
    indicators = _all_indicators(report, row)
    for strengths, points in ((3, 3), (3, 2), (2, 2), (2, 1), (1, 1)):
        story = [*_opening(report, row), *_highlights(report, row, strengths, points), *indicators]
        if height_of([*story, *_agreements(FEWEST_LINES)], WIDTH) <= HEIGHT:
            break
    return [chapter, *_with_agreements(story)]


def _with_agreements(story: list[Flowable]) -> list[Flowable]:
    """Room to write below, as much as the page has left, and not too much."""
    for lines in range(MOST_LINES, FEWEST_LINES, -1):
        page = [*story, *_agreements(lines)]
        if height_of(page, WIDTH) <= HEIGHT:
            return page
    return [*story, KeepTogether(_agreements(FEWEST_LINES))]


def _opening(report: SectionReport, row: PictureRow) -> list[Flowable]:
    counts = ", ".join(part for part in (row.sentence, report.rounds) if part)
    reading = (
        "Zonder beoordelingsbezoeken. Balklengte is het aantal lessen; "
        "één of twee lessen verschil zegt niets."
    )
    return [text(row.group.name, TITLE), text(counts, BODY_MUTE), text(reading, SMALL_MUTE), Spacer(0, 9)]


def _highlights(report: SectionReport, row: PictureRow, strengths: int, points: int) -> list[Flowable]:
    chosen = choose_highlights(report.picture, row)
    scale = longest(cell.tally for cell in row.cells)
    enough = any(cell.tally and cell.tally.scored >= ENOUGH_LESSONS for cell in row.cells)
    few = (
        f"Nog te weinig lessen: vanaf {ENOUGH_LESSONS} gescoorde lessen van een indicator zetten we hier "
        "iets neer. Kijk samen naar de lijst hieronder."
    )
    left: list[Flowable] = [text("Dit was vaak te zien", HEADING)]
    for line in chosen.strengths[:strengths]:
        left += _highlight(line, scale, "")
    if not chosen.strengths:
        none = "Geen indicator stond in de helft van de lessen of vaker op 3 of 4. Wat herkennen jullie?"
        left += _said(none if enough else few)
    right: list[Flowable] = [text("Hier valt iets te bespreken", HEADING)]
    for line in chosen.points[:points]:
        right += _highlight(line, scale, line.indicator.question)
    if not chosen.points:
        none = "Geen indicator ligt onder de school. Kies zelf waar jullie het over willen hebben."
        right += _said(none if enough else few)
    return [Columns([left, right], [HALF, HALF], gap=GAP, space_after=9)]


def _said(sentence: str) -> list[Flowable]:
    return [Rule(HALF, Edge(1.9, INK), space_after=4), text(sentence, SMALL)]


def _highlight(line: Highlight, scale: int, question: str) -> list[Flowable]:
    figures = f"{line.tally.high} van {line.tally.scored} lessen op 3 of 4"
    if line.school is not None:
        figures += f" · school {line.school.high} van {line.school.scored}"
    block: list[Flowable] = [
        Rule(HALF, Edge(1.9, INK), space_after=4),
        text(line.indicator.title, SUBHEADING),
        text(figures, SMALL_MUTE),
        Spacer(0, 4),
        distribution(line.tally, HALF, 16, scale=scale),
        Spacer(0, 4),
        text(line.indicator.watched, SMALL),
    ]
    if question.strip():
        pad = Padding(0, 0, 2, 9)
        asked: list[Flowable] = [text(question, SMALL_STRONG)]
        block += [Spacer(0, 4), Columns([asked], [HALF - 9], padding=pad, left=Edge(3, AMBER))]
    return [*block, Spacer(0, 7)]


def _all_indicators(
    report: SectionReport, row: PictureRow, title: str = "Alle indicatoren"
) -> list[Flowable]:
    """The bars of all indicators, with the figures of the school beside them unless this is the school."""
    whole = row == report.picture.total
    scale = longest(cell.tally for cell in row.cells)
    titles = (fonts.width(fonts.one_line(i.title), fonts.REGULAR, 9) for i in report.picture.indicators)
    bar_at = max(150, min(WIDEST_TITLE, 37 + max(titles, default=0)))
    shape = ListShape(WIDTH, bar_at=bar_at, figures=(sum(FIGURES), 0) if whole else FIGURES)
    words = ("", "op 3 of 4") if whole else ("op 3 of 4", "school")
    head = Columns(
        [[text(title, HEADING)], *([Spacer(0, 3), text(word, CAPTION_RIGHT)] for word in words)],
        [WIDTH - sum(FIGURES), *FIGURES],
    )
    bars: list[Flowable] = []
    cells = zip(report.picture.indicators, row.cells, report.picture.total.cells, strict=True)
    for indicator, cell, total in cells:
        beside = "" if whole else figure(total.tally)
        line = BarRow(indicator.code, indicator.title, cell.tally, beside)
        bars.append(bar_list([line], shape, scale=scale))
    note: list[Flowable] = []
    if any(cell.hidden for cell in row.cells):
        note = [text(f"Gestreept: {report.picture.hidden_sentence}", CAPTION)]
    signs = Columns([[legend(WIDTH - 27)]], [WIDTH - 27], padding=Padding(left=27))
    return [head, *bars, Spacer(0, 2), signs, *note]


def _agreements(lines: int) -> list[Flowable]:
    words = ("afspraak, en waaraan zien leerlingen het?", "wie", "opnieuw kijken op")
    return [
        Spacer(0, 5),
        text("Wat spreken jullie af?", HEADING),
        WritingLines(lines, SIGNS, gap=14),
        Spacer(0, 1),
        Columns([[text(word, CAPTION)] for word in words], SIGNS, gap=14),
    ]


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
        story += [Spacer(0, 12), *_all_indicators(report, report.picture.total, "De hele school")]
    return _with_agreements(story)


def _numbered(number: int, sentence: str) -> Flowable:
    return Columns([[text(f"{number}.", BODY)], [text(sentence, BODY)]], [16, WIDTH - 16], space_after=3)
