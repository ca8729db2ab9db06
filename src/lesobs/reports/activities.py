"""This file is the list of activities on paper, per owner or standard: what, which phase, when, how far."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Literal

from reportlab.platypus import Flowable, Spacer

from lesobs.domain.activity import ActivityStatus
from lesobs.domain.cycle import Phase
from lesobs.domain.dutch import count, day, listed, period, weeks
from lesobs.domain.schoolyear import SchoolYear
from lesobs.domain.standards import STANDARDS
from lesobs.reports import fonts
from lesobs.reports.flow import Columns, Edge, Listing, Padding
from lesobs.reports.page import WIDTH, Letterhead, Written, write_document
from lesobs.reports.planner_bars import phase_form
from lesobs.reports.planner_layout import NO_OWNER
from lesobs.reports.style import (
    BODY,
    BODY_MUTE,
    CAPTION_STRONG,
    HAIRLINE,
    INK,
    SHADE,
    SMALL,
    SUBHEADING,
    TITLE,
    Span,
    base_line,
    mute,
    strong,
    text,
)

GAP = 8.0
By = Literal["owner", "standard"]
COLUMNS: dict[By, tuple[tuple[str, float], ...]] = {
    "owner": (("Activiteit", 0), ("Fase", 106), ("Standaard", 43), ("Wanneer", 104), ("Status", 54)),
    "standard": (("Activiteit", 0), ("Fase", 106), ("Eigenaar", 82), ("Wanneer", 104), ("Status", 54)),
}
"""Heads and widths in points; the first column gets what is left."""
CAPTION_SIZE = 8.2


@dataclass(frozen=True, slots=True)
class ActivityLine:
    """One activity as a row of the list."""

    title: str
    phase: Phase
    standard: str
    starts_on: date
    ends_on: date
    status: ActivityStatus
    overdue: bool
    owner: str
    owner_function: str
    follows_from: str = ""
    """The cycle or finding it comes from."""


@dataclass(frozen=True, slots=True)
class ActivitiesReport:
    """The activities of one school year; rows of an owner stand together, those without an owner first, or
    those of a standard, as the framework has them."""

    school: str
    year: SchoolYear
    lines: tuple[ActivityLine, ...]
    printed_on: date
    standards_sentence: str
    """Which standards are shown, `alle standaarden`."""
    audience: str = "Voor het hele team"
    by: By = "owner"


class PhaseMark(Flowable):  # type: ignore[misc]  # ReportLab has no types
    """The letter of a phase in its form, and its word."""

    def __init__(self, phase: Phase) -> None:
        super().__init__()
        self.phase = phase

    def wrap(self, width: float, _height: float) -> tuple[float, float]:
        self.width, self.height = width, SMALL.leading
        return self.width, self.height

    def draw(self) -> None:
        phase_form(self.canv, self.phase, 0, 0.6, 12.5, 12.5)
        self.canv.setFillColor(INK)
        fonts.draw(self.canv, 18, base_line(SMALL), self.phase.word, fonts.REGULAR, SMALL.fontSize)


def write_activities(path: Path, report: ActivitiesReport) -> Written:
    """Write the list on A4."""
    story = [
        text(f"Activiteiten {report.year.name}", TITLE),
        text(_summary(report), BODY_MUTE),
        Spacer(0, 10),
        *([_listing(report)] if report.lines else _nothing_yet(report)),
    ]
    head = Letterhead(
        title=f"Activiteiten {report.year.name}",
        subject=f"Activiteiten uit de kwaliteitskalender, {report.standards_sentence}",
        school=report.school,
        context=f"Kwaliteitskalender {report.year.name}",
        audience=report.audience,
        purpose="Over tijd: nog niet klaar, en de laatste dag is voorbij op de dag van afdrukken.",
        printed_on=report.printed_on,
    )
    return write_document(path, head, story)


def _summary(report: ActivitiesReport) -> str:
    """`40 activiteiten, alle standaarden: 12 klaar, 5 bezig en 23 nog te doen; 3 over tijd.`"""
    number = count(len(report.lines), "activiteit", "activiteiten")
    if not report.lines:
        return f"{number.capitalize()}, {report.standards_sentence}."
    found = Counter(line.status for line in report.lines)
    order = (ActivityStatus.DONE, ActivityStatus.DOING, ActivityStatus.TODO, ActivityStatus.DROPPED)
    states = listed(f"{found[status]} {status.word}" for status in order if found[status])
    late = sum(line.overdue for line in report.lines)
    return f"{number}, {report.standards_sentence}: {states}{f'; {late} over tijd' if late else ''}."


def _nothing_yet(report: ActivitiesReport) -> list[Flowable]:
    return [
        text(f"De kalender van {report.year.name} is nog leeg.", SUBHEADING),
        text(
            "Begin met één activiteit: wat willen jullie dit jaar bereiken, "
            "en wanneer kijken jullie of het lukt?",
            BODY,
        ),
    ]


def _listing(report: ActivitiesReport) -> Flowable:
    """All rows under one head; a name never stands alone at a page end."""
    rows: list[Flowable] = []
    for (name, about), mine in _groups(report).items():
        mine.sort(key=lambda line: (line.starts_on, line.ends_on))
        number = count(len(mine), "activiteit", "activiteiten")
        lines = [_row(line, report) for line in mine]
        rows.append(Listing(_owner(name, about, number), lines, WIDTH, _owner(name, about, "vervolg")))
    heads = [text(word, CAPTION_STRONG) for word, _ in COLUMNS[report.by]]
    return Listing(_columns(heads, Edge(0.9, INK), report.by), rows, WIDTH)


def _groups(report: ActivitiesReport) -> dict[tuple[str, str], list[ActivityLine]]:
    """The lines under the name, and what is said of it, of their owner or standard."""
    groups: dict[tuple[str, str], list[ActivityLine]] = {}
    if report.by == "standard":
        order = list(STANDARDS)
        for line in sorted(report.lines, key=lambda one: [*order, one.standard].index(one.standard)):
            groups.setdefault((line.standard, STANDARDS.get(line.standard, "")), []).append(line)
        return groups
    for line in sorted(report.lines, key=lambda line: bool(line.owner.strip())):
        named = bool(line.owner.strip())
        key = (line.owner, line.owner_function) if named else (NO_OWNER, "wie pakt dit op?")
        groups.setdefault(key, []).append(line)
    return groups


def _columns(cells: Sequence[Flowable], below: Edge, by: By) -> Columns:
    columns = COLUMNS[by]
    fixed = sum(width for _, width in columns) + GAP * (len(columns) - 1)
    widths = [width or WIDTH - fixed for _, width in columns]
    return Columns(
        [[cell] for cell in cells], widths, gap=GAP, padding=Padding(top=4, bottom=3.5), below=below
    )


def _owner(owner: str, function: str, about: str) -> Flowable:
    said: list[str | Span] = [fonts.name(owner)]
    if function.strip():
        said.append(mute(f" · {fonts.name(function)}"))
    said.append(mute(f" · {about}"))
    return Columns([[text(said, SUBHEADING)]], [WIDTH - 10], padding=Padding(4.5, 5, 3.5, 5), ground=SHADE)


def _row(line: ActivityLine, report: ActivitiesReport) -> Flowable:
    title: list[str | Span] = [line.title]
    if line.follows_from.strip():
        title.append(_caption(f"\nvolgt uit: {line.follows_from}"))
    when: list[str | Span] = [
        _period(line, report.year),
        _caption(f"\n{weeks(line.starts_on, line.ends_on)}"),
    ]
    state: list[str | Span] = [line.status.word]
    if line.overdue:
        state = [strong("over tijd"), _caption(f"\n{line.status.word}")]
    middle = line.standard if report.by == "owner" else line.owner or NO_OWNER.lower()
    whose = text(middle, SMALL)
    cells = [text(title, SMALL), PhaseMark(line.phase), whose, text(when, SMALL), text(state, SMALL)]
    return _columns(cells, Edge(0.5, HAIRLINE), report.by)


def _period(line: ActivityLine, year: SchoolYear) -> str:
    """Without years as long as the school year above the list gives them."""
    start, end = line.starts_on, line.ends_on
    if start not in year or end not in year:
        return period(start, end)
    days = [day(start, year=False), day(end, year=False)]
    return days[0] if start == end else " – ".join(days)


def _caption(value: str) -> Span:
    return Span(value, font=fonts.REGULAR, color=mute("").color, size=CAPTION_SIZE)
