"""This file is the discussion pack on paper: how to read it, the heat map, the pages, and the agreements."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path

from reportlab.platypus import Flowable, Spacer

from lesobs.domain.picture import Grouping, PictureRow
from lesobs.reports.flow import Columns, WritingLines, height_of
from lesobs.reports.heat_map import heat_pages
from lesobs.reports.pack_cover import cover_page, has_figures
from lesobs.reports.page import HEIGHT, LANDSCAPE, PORTRAIT, WIDTH, Chapter, Written, write_document
from lesobs.reports.section import SectionReport, bound, letterhead, section_page
from lesobs.reports.style import (
    BODY,
    CAPTION,
    SMALL,
    SUBHEADING,
    TITLE,
    text,
)

Tell = Callable[[int, int], None]
"""Hears how many steps are done of how many; may raise to stop."""

NAMES = 116.0
AGREED = (WIDTH - NAMES - 2 * 92.0 - 3 * 12, 92.0, 92.0)
MOST_TO_WRITE = 8
"""Lines for a group when there are few of them."""
AGREE_HOW = (
    "Liever één afspraak die jullie nakomen dan vijf goede voornemens. Zeg wat leerlingen ervan gaan merken, "
    "en wanneer jullie opnieuw kijken."
)
AGREE_WHAT = ("Wat spreken we af, en waaraan zien leerlingen het?", "Wie", "Opnieuw kijken op")
AGREE_AFTER = (
    "Na het gesprek: voer in wat jullie afspraken bij Sectiebeeld › Conclusies invoeren (Ctrl+Shift+B). "
    "Dan staat het in de kwaliteitskalender, en kan niemand het vergeten."
)


def write_pack(path: Path, report: SectionReport, tell: Tell | None = None) -> Written:
    """Write the pack on A4. A row without figures gets no page; the first page names it, with the reason."""
    tell = tell or (lambda _done, _total: None)
    shown = [row for row in report.rows if not row.hidden and row.lessons]
    steps = len(shown) + 2
    pages = [(PORTRAIT, _cover(report))]
    if groups_of(report) and report.picture.indicators and has_figures(report):
        pages.append((LANDSCAPE, _heat(report)))
    for done, row in enumerate(shown):
        tell(done, steps)
        pages.append((PORTRAIT, section_page(report, row)))
    if shown:
        pages.append((PORTRAIT, _agreements(report, shown)))
    tell(len(shown), steps)
    head = letterhead(report, "Bespreekpakket", f"Bespreekpakket {report.picture.year}")
    written = write_document(path, head, bound(pages))
    tell(steps, steps)
    return written


def groups_of(report: SectionReport) -> list[PictureRow]:
    """The rows of a report but for the whole school."""
    return [row for row in report.rows if row != report.picture.total]


def beside_each_other(report: SectionReport) -> str:
    """The title above the heat map."""
    word = {
        Grouping.SECTION: "De secties",
        Grouping.CLUSTER: "De clusters",
        Grouping.DEPARTMENT: "De afdelingen",
        Grouping.YEAR_LEVEL: "De leerjaren",
    }[report.rows_are]
    return f"{word} naast elkaar"


def _cover(report: SectionReport) -> list[Flowable]:
    return [Chapter("Zo lees je dit"), *cover_page(report)]


def _heat(report: SectionReport) -> list[Flowable]:
    title = beside_each_other(report)
    shown = replace(report.picture, rows=tuple(groups_of(report)))
    return [Chapter(title), *heat_pages(shown, title, report.picture.sentence)]


def _agreements(report: SectionReport, rows: Sequence[PictureRow]) -> list[Flowable]:
    """A page to write on: lines for every group and for everybody together."""
    names = [row.group.name for row in rows if row != report.picture.total]
    start: list[Flowable] = [
        Chapter("Onze afspraken"),
        text("Onze afspraken", TITLE),
        text(AGREE_HOW, BODY),
        Spacer(0, 12),
        Columns([[], *([text(word, CAPTION)] for word in AGREE_WHAT)], [NAMES, *AGREED], gap=12),
    ]
    after: list[Flowable] = [Spacer(0, 10), text(AGREE_AFTER, SMALL)]
    page: list[Flowable] = []
    for lines in range(MOST_TO_WRITE, 1, -1):
        page = [*start, *(_to_write(name, lines) for name in (*names, "Wij allemaal")), *after]
        if height_of(page, WIDTH) <= HEIGHT:
            break
    return page


def _to_write(name: str, lines: int) -> Columns:
    return Columns(
        [[Spacer(0, 7), text(name, SUBHEADING)], [WritingLines(lines, AGREED, gap=12)]],
        [NAMES, sum(AGREED) + 24],
        gap=12,
        space_after=6,
    )
