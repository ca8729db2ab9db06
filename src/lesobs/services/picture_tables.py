"""This file is a picture as a table for elsewhere, with what it stands on and nothing that is hidden."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from lesobs.domain.errors import RuleBroken
from lesobs.domain.picture import Cell, Picture, PictureFilter, PictureIndicator
from lesobs.services.picture_views import ROW_WORDS, PictureView, month, remark
from lesobs.services.spreadsheets import Table, Value, harmless, write_csv, write_xlsx

HIDDEN = "–"
"""In the place of every figure that is not shown."""

FORMATS = (".xlsx", ".csv")


@dataclass(frozen=True, slots=True)
class ShownPicture:
    """A picture as it was asked for, in the view it is looked at, with the day of looking."""

    question: PictureFilter
    picture: Picture
    view: PictureView
    on: date


def write_picture(shown: ShownPicture, path: Path) -> None:
    """Write the table as .csv or .xlsx. Raises RuleBroken for another ending, or when it can't be written."""
    if path.suffix.lower() not in FORMATS:
        raise RuleBroken(f"Een tabel eindigt op {' of '.join(FORMATS)}; {path.name} niet.")
    if path.suffix.lower() == ".csv":
        write_csv(picture_table(shown), path)
    else:
        write_xlsx([picture_table(shown)], path)


def as_text(shown: ShownPicture) -> str:
    """The table to paste elsewhere: lines with tabs between."""
    table = picture_table(shown)
    lines: list[Sequence[Value]] = [*([one] for one in table.above), table.headings, *table.rows]
    return "".join(
        "\t".join(" ".join(str(harmless(value)).split()) for value in line) + "\n" for line in lines
    )


def picture_table(shown: ShownPicture) -> Table:
    """A row per group and the whole school; beside every share the counts it comes from."""
    picture, note = shown.picture, remark(shown.question, shown.picture)
    rows = (*picture.rows, picture.total)
    veiled = any(cell.tally is None for row in rows for cell in row.cells)
    above = [
        f"Sectiebeeld, {shown.view.word.lower()}",
        picture.sentence,
        *([f"{HIDDEN}: {picture.hidden_sentence}"] if veiled else []),
        *([note.sentence] if note else []),
        "",
    ]
    headings = [ROW_WORDS[shown.question.rows].capitalize(), "lessen", "docenten", "waarnemers"]
    for indicator in picture.indicators:
        headings += _headings(indicator, shown.view)
    lines: list[list[Value]] = []
    for row in rows:
        counts = (row.lessons, row.teachers, row.observers)
        line: list[Value] = [row.group.name, *(HIDDEN if number is None else number for number in counts)]
        for cell in row.cells:
            line += _values(cell, shown.view)
        lines.append(line)
    return Table("sectiebeeld", headings, lines, above=above)


def _headings(indicator: PictureIndicator, view: PictureView) -> list[str]:
    code, title = indicator.code, indicator.title
    match view:
        case PictureView.SHARE:
            return [f"{code} {title}: % op 3 of 4", f"{code} op 3 of 4", f"{code} gescoord"]
        case PictureView.SCORED:
            return [f"{code} {title}: gescoord", f"{code} n.v.t."]
        case PictureView.LAST:
            return [f"{code} {title}: laatst gezien"]


def _values(cell: Cell, view: PictureView) -> list[Value]:
    tally = cell.tally
    match view:
        case PictureView.SHARE:
            if tally is None:
                return [cell.words or HIDDEN, HIDDEN, HIDDEN]
            return [tally.percent, tally.high, tally.scored]
        case PictureView.SCORED:
            return [HIDDEN, HIDDEN] if tally is None else [tally.scored, tally.not_applicable]
        case PictureView.LAST:
            if tally is None:
                return [HIDDEN]
            return [month(cell.last_on) if cell.last_on else None]
