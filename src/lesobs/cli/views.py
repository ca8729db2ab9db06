"""This file is what the commands show as text: lists, a picture and a calendar for reading in a terminal."""

from collections.abc import Iterable, Sequence

from lesobs.cli.tables import HIDDEN, Cell, table
from lesobs.domain import dutch
from lesobs.domain.picture import Cell as PictureCell
from lesobs.domain.picture import Picture, PictureFilter, PictureRow, explain_hidden, hidden_names
from lesobs.domain.schoolyear import SchoolYear
from lesobs.services.calendar import FreePeriodLine
from lesobs.services.calendar_choice import CalendarChoice
from lesobs.services.picture_views import remark
from lesobs.services.rosters import RosterPreview
from lesobs.services.visit_lines import VisitLine

SHOWN_NUMBER = 8


NEARLY = "geen en alle betekenen bij een kleine groep: geen of bijna geen, alle of bijna alle."


def visits(lines: Sequence[VisitLine]) -> str:
    headings = (
        *("Nummer", "Datum", "Uur", "Docent", "Sectie", "Klas", "Waarnemer", "Kijkwijzer", "Doel"),
        *("Status", "Scores"),
    )
    rows = [
        (
            *(line.id[:SHOWN_NUMBER], dutch.day(line.held_on), line.lesson_hour, line.teacher, line.section),
            *(line.class_group, line.observer, line.instrument, line.purpose.word, line.state.word),
            f"{line.scored} van {line.indicators}",
        )
        for line in lines
    ]
    total = _capital(dutch.count(len(lines), "bezoek", "bezoeken"))
    return f"{table(headings, rows)}\n\n{total}." if rows else "Nog geen lesbezoeken."


def picture(shown: Picture, question: PictureFilter) -> str:
    """Every section and the school: in how many of the scored lessons each indicator was at 3 or 4."""
    if not shown.indicators:
        return shown.sentence
    note = remark(question, shown)
    headings = ("Groep", "Lessen", "Docenten", "Waarnemers", *(one.code for one in shown.indicators))
    rows = [_group(row) for row in (*shown.rows, shown.total)]
    parts = [
        f"Sectiebeeld {shown.year}\n{_capital(shown.sentence)}",
        *([note.sentence] if note is not None and note.urgent else []),
        table(headings, rows),
        "\n".join(f"{one.code:<4}{one.title}" for one in shown.indicators),
        "9/13 betekent: in 9 van de 13 lessen met een score zichtbaar (3) of zichtbaar en werkzaam (4).",
    ]
    if any(cell.sign for row in shown.rows for cell in row.cells):
        parts.append(NEARLY)
    if any(cell.hidden for row in shown.rows for cell in row.cells):
        names = hidden_names(shown.rows)
        small = f" Te weinig docenten bezocht: {names}." if names else ""
        parts.append(f"{HIDDEN} {shown.hidden_sentence}{small}")
    return "\n\n".join(parts)


def section(shown: Picture, row: PictureRow) -> str:
    """One group beside the whole school: the distribution, and the share at 3 or 4."""
    title = f"{row.group.name} · {shown.year}"
    if row.hidden:
        return f"{title}\n\n{explain_hidden(row, shown.smallest)}"
    beside = row != shown.total
    headings = ["Indicator", "1", "2", "3", "4", "n.v.t.", "3 of 4", *(["hele school"] if beside else [])]
    rows: list[list[Cell]] = []
    for indicator, cell, school in zip(shown.indicators, row.cells, shown.total.cells, strict=True):
        name = f"{indicator.code:<4}{indicator.title}"
        tally = cell.tally
        levels: list[Cell] = [HIDDEN] * 5 if tally is None else [*tally.levels, tally.not_applicable]
        rows.append([name, *levels, _share(cell), *([_share(school)] if beside else [])])
    parts = [f"{title}\n{_capital(row.sentence)}.", table(headings, rows)]
    parts.append(f"Hele school: {shown.sentence}" if beside else _capital(shown.sentence))
    if any(cell.hidden for cell in row.cells):
        parts.append(f"{HIDDEN} {shown.hidden_sentence}")
    return "\n\n".join(parts)


def calendar(year: SchoolYear, choice: CalendarChoice, free: Iterable[FreePeriodLine]) -> str:
    """The chosen activities of a school year as a table, and its holidays."""
    headings = ("Periode", "Week", "Fase", "Activiteit", "Standaard", "Eigenaar", "Sectie", "Status")
    rows = [
        (
            *(dutch.period(line.starts_on, line.ends_on), dutch.weeks(line.starts_on, line.ends_on)),
            *(line.phase.letter, line.title, line.standard, line.owner, line.group),
            f"{line.status.word}, over tijd" if line.overdue else line.status.word,
        )
        for line in choice.lines
    ]
    late = sum(line.overdue for line in choice.lines)
    coming = sum(line.coming_up for line in choice.lines)
    total = dutch.count(len(rows), "activiteit", "activiteiten")
    only, nothing = "", "Nog geen activiteiten in dit schooljaar."
    if choice.words:
        only, nothing = f", alleen: {choice.words}", "Geen activiteit past bij deze keuze."
    parts = [f"Kwaliteitskalender {year}{only}", table(headings, rows) if rows else nothing]
    if rows:
        parts.append(f"{_capital(total)}: {late} over tijd, {coming} bezig of binnen twee weken.")
    breaks = [f"  {dutch.period(one.starts_on, one.ends_on)}  {one.name}" for one in free]
    if breaks:
        parts.append("\n".join(["Vakanties", *breaks]))
    return "\n\n".join(parts)


def roster(preview: RosterPreview, *, applied: bool) -> str:
    """What is new, changed and left out; what stays as it is, is only counted."""
    rows = [
        (line.row, line.kind, line.what, line.name, line.detail)
        for line in preview.lines
        if line.kind != "ongewijzigd"
    ]
    parts = [table(("Rij", "Soort", "Wat", "Naam", "Toelichting"), rows)] if rows else []
    same = sum(line.kind == "ongewijzigd" for line in preview.lines)
    kept = f"; {same} blijven zoals ze zijn" if same > 1 else "; 1 blijft zoals die is" if same else ""
    parts.append(f"{_capital(preview.summary)}{kept}.")
    parts += preview.notes
    if applied:
        parts.append("Overgenomen." if preview.changes else "Er was niets over te nemen.")
    elif preview.changes:
        parts.append("Er is nog niets veranderd. Met --apply wordt de lijst overgenomen.")
    return "\n\n".join(parts)


def _group(row: PictureRow) -> list[Cell]:
    cells = [_figure(cell) for cell in row.cells]
    if row.hidden:
        return [row.group.name, None, None, None, *cells]
    return [row.group.name, row.lessons, row.teachers, row.observers, *cells]


def _figure(cell: PictureCell) -> str:
    if cell.tally is None:
        return cell.sign[0] if cell.sign else HIDDEN
    return f"{cell.tally.high}/{cell.tally.scored}"


def _share(cell: PictureCell) -> str:
    tally = cell.tally
    if tally is None:
        return cell.words or HIDDEN
    if tally.percent is None:
        return "niet gescoord"
    return f"{tally.high} van {tally.scored} ({tally.percent} %)"


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]
