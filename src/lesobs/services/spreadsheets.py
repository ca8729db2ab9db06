"""This file is tables as CSV and Excel files that open well in a Dutch Excel and never run as a formula."""

import csv
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from lesobs.domain.errors import RuleBroken
from lesobs.services.files import replacing

Value = str | int | date | None

LONGEST_CELL = 32_767
MOST_ROWS = 1_048_575
CUT_OFF = " … [afgekort: een cel van Excel kan niet langer; in de JSON-export staat de hele tekst]"

_FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r")
_UNPRINTABLE = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")


@dataclass(frozen=True)
class Table:
    """One table: a title, the headings, and rows as long as the headings; `above` are lines before these."""

    title: str
    headings: Sequence[str]
    rows: Iterable[Sequence[Value]]
    above: Sequence[str] = ()


def write_csv(table: Table, path: Path) -> None:
    """Semicolons and a BOM, as Excel in Dutch expects; dates as 2026-11-23."""
    with replacing(path) as half, half.open("w", encoding="utf-8-sig", newline="") as out:
        writer = csv.writer(out, delimiter=";", lineterminator="\r\n")
        for line in ([one] for one in table.above):
            writer.writerow([harmless(value) for value in line])
        writer.writerow([harmless(value) for value in table.headings])
        for row in table.rows:
            writer.writerow([harmless(value) for value in row])


def write_xlsx(tables: Sequence[Table], path: Path) -> None:
    """A sheet per table, with a bold heading that stays in sight; texts are only ever texts."""
    from openpyxl import Workbook

    book = Workbook(write_only=True)
    for table in tables:
        rows = [[_cell_value(value) for value in row] for row in table.rows]
        if len(rows) > MOST_ROWS:
            raise RuleBroken(f"Tabel {table.title} heeft meer rijen dan Excel aankan. Kies .json.")
        _write_sheet(book.create_sheet(table.title), table, rows)
    with replacing(path) as half:
        book.save(half)


def _write_sheet(sheet: Any, table: Table, rows: Sequence[Sequence[Value]]) -> None:
    from openpyxl.cell import WriteOnlyCell
    from openpyxl.styles import Font
    from openpyxl.utils import get_column_letter

    def cell(value: Value, *, bold: bool = False) -> Any:
        made = WriteOnlyCell(sheet, value=value)
        if isinstance(value, str):
            made.data_type = "s"  # else a text that begins with = becomes a formula
            made.style = "Normal"
        elif isinstance(value, date):
            made.number_format = "dd-mm-yyyy"
        if bold:
            made.font = Font(bold=True)
        return made

    sheet.freeze_panes = f"A{len(table.above) + 2}"
    for place, heading in enumerate(table.headings):
        longest = max((len(_width_text(row[place])) for row in rows), default=0)
        sheet.column_dimensions[get_column_letter(place + 1)].width = min(max(longest, len(heading)) + 3, 60)
    for line in table.above:
        sheet.append([cell(_cell_value(line))])
    sheet.append([cell(_cell_value(heading), bold=True) for heading in table.headings])
    for row in rows:
        sheet.append([cell(value) for value in row])


def _cell_value(value: Value) -> Value:
    if not isinstance(value, str):
        return value
    text = _UNPRINTABLE.sub("\ufffd", value)
    return text if len(text) <= LONGEST_CELL else text[: LONGEST_CELL - len(CUT_OFF)] + CUT_OFF


def _width_text(value: Value) -> str:
    return "0000-00-00" if isinstance(value, date) else str("" if value is None else value)


def harmless(value: Value) -> str | int:
    """A text that a spreadsheet would take for a formula gets an apostrophe in front."""
    if value is None or isinstance(value, int):
        return "" if value is None else value
    text = value.isoformat() if isinstance(value, date) else value
    return f"'{text}" if text.startswith(_FORMULA_STARTS) else text
