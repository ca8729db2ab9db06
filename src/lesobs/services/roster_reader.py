"""This file is how a list from a school's administration becomes rows of cells, whatever program wrote it."""

import datetime as dt
import io
import re
import warnings
import zipfile
from collections.abc import Iterable, Iterator, Sequence
from itertools import chain, islice
from pathlib import Path
from typing import Any

from lesobs.domain.dutch import listed
from lesobs.domain.errors import RuleBroken
from lesobs.domain.roster import RowProblem, Sheet, SheetRow, column_letter
from lesobs.services.roster_text import ROSTER, ListKind, read_text, unfolded

LARGEST_FILE = 50_000_000
LARGEST_UNPACKED = 500_000_000
MOST_ROWS = 100_000
PEEK_ROWS = 100

_OLD_OFFICE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_FORMULA = re.compile(rb"<(?:\w+:)?f[ />]")
_MERGED = re.compile(rb'<(?:\w+:)?mergeCell ref="[A-Z]+(\d+):[A-Z]+(\d+)"')
_SAVE_AS = "Open het in Excel of LibreOffice en sla het op als .xlsx of .csv."


def read_sheet(path: Path, kind: ListKind = ROSTER) -> Sheet:
    """The cells of a CSV, text or Excel file, without the empty rows, numbered as Excel shows them.

    Of a workbook with several sheets the first one with a header is read. Raises RuleBroken, with what to do,
    for a file that can't be read.
    """
    data = _bytes(path, kind)
    if data.startswith(b"PK"):
        sheet = _read_workbook(path.name, data, kind)
    elif data.startswith(_OLD_OFFICE):
        raise RuleBroken(_about_old_office(path.name, data))
    elif data.startswith((b"%PDF", b"{\\rtf")):
        raise RuleBroken(
            f"{path.name} is een document, geen lijst. Kies een bestand van het soort .xlsx of .csv."
        )
    elif re.match(rb"(?:\xef\xbb\xbf)?\s*<(?:!doctype|html|\?xml|table|meta)", data[:200], re.IGNORECASE):
        raise RuleBroken(f"{path.name} is een webpagina of XML-bestand met een andere naam. {_SAVE_AS}")
    else:
        sheet = read_text(data, kind)
    if not sheet.rows:
        raise RuleBroken(f"{path.name} is leeg. Kies een bestand met een kopregel en daaronder {kind.holds}.")
    if len(sheet.rows) > MOST_ROWS:
        raise RuleBroken(
            f"{path.name} heeft meer dan {MOST_ROWS} rijen. Laat er alleen {kind.holds} in staan."
        )
    return sheet


def _bytes(path: Path, kind: ListKind) -> bytes:
    try:
        if path.is_dir():
            raise RuleBroken(f"{path.name} is een map. Kies een bestand van het soort .xlsx of .csv.")
        if path.stat().st_size > LARGEST_FILE:
            raise RuleBroken(f"{path.name} is groter dan 50 MB. Laat in de lijst alleen {kind.holds} staan.")
        return path.read_bytes()
    except FileNotFoundError:
        raise RuleBroken(
            f"Het bestand {path.name} is er niet. Kijk of het verplaatst of hernoemd is."
        ) from None
    except (OSError, ValueError) as error:
        raise RuleBroken(
            f"{path.name} kan niet worden gelezen. Sluit het in andere programma's, of kies een plek waar je "
            "bij mag."
        ) from error


def _about_old_office(name: str, data: bytes) -> str:
    """An .xls file and a workbook with a password have the same envelope."""
    if "EncryptedPackage".encode("utf-16-le") in data:
        return f"{name} heeft een wachtwoord. Sla de lijst in Excel op zonder wachtwoord en lees haar dan in."
    return f"{name} is een oud Excel-bestand (.xls). {_SAVE_AS}"


# Workbooks


def _read_workbook(name: str, data: bytes, kind: ListKind) -> Sheet:
    damaged = f"{name} is beschadigd en kan niet worden gelezen. {_SAVE_AS}"
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as package:
            merged, formulas = _look_inside(name, package, kind)
        with warnings.catch_warnings():
            # openpyxl warns of styles and validations it leaves out; a list needs neither.
            warnings.simplefilter("ignore")
            return _read_sheets(data, merged, formulas, kind)
    except RuleBroken:
        raise
    except Exception as error:
        # A damaged file makes openpyxl fail in a dozen ways (KeyError, ParseError, BadZipFile …).
        raise RuleBroken(damaged) from error


def _look_inside(name: str, package: zipfile.ZipFile, kind: ListKind) -> tuple[bool, bool]:
    """Whether some sheet has cells merged over rows, and formulas; refuses what is no workbook."""
    parts = package.namelist()
    if any(part.flag_bits & 1 for part in package.infolist()):
        raise RuleBroken(
            f"{name} heeft een wachtwoord. Sla de lijst op zonder wachtwoord en lees haar dan in."
        )
    if "xl/workbook.xml" not in parts:
        office = "content.xml" in parts or "xl/workbook.bin" in parts
        what = "een LibreOffice-bestand (.ods) of .xlsb-bestand" if office else "geen Excel-bestand"
        raise RuleBroken(f"{name} is {what}. {_SAVE_AS}")
    if sum(part.file_size for part in package.infolist()) > LARGEST_UNPACKED:
        raise RuleBroken(f"{name} is uitgepakt te groot. Laat in de lijst alleen {kind.holds} staan.")
    merged = formulas = False
    for part in parts:
        if part.startswith("xl/worksheets/") and part.endswith(".xml"):
            content = package.read(part)
            merged = merged or any(area[1] != area[2] for area in _MERGED.finditer(content))
            formulas = formulas or bool(_FORMULA.search(content))
    return merged, formulas


def _read_sheets(data: bytes, merged: bool, formulas: bool, kind: ListKind) -> Sheet:
    """The first visible sheet with a header; without one, the first that isn't empty.

    Only a book that is loaded whole knows which cells are merged; otherwise it is streamed, twice as fast.
    """
    book = _open(data, streaming=not merged, values=True)
    found: list[tuple[str, Sheet]] = []
    spare = Sheet(())
    for sheet in book.worksheets:
        if sheet.sheet_state != "visible":
            continue
        rows = _rows(sheet)
        start = list(islice(rows, PEEK_ROWS))
        peeked = _sheet(start)
        usable = unfolded(peeked, kind) or peeked
        if kind.headings([row.cells for row in usable.rows]):
            whole = peeked if found else _sheet(chain(start, rows))
            found.append((sheet.title, unfolded(whole, kind) or whole))
        elif not spare.rows:
            spare = _sheet(chain(start, rows))
    if not found:
        return spare
    title, chosen = found[0]
    problems = tuple(_empty_formulas(data, title, chosen, kind)) if formulas else ()
    return Sheet(
        chosen.rows, problems, chosen.notes + tuple(_other_tabs(title, [tab for tab, _ in found[1:]]))
    )


def _open(data: bytes, *, streaming: bool, values: bool) -> Any:
    import openpyxl  # costs a tenth of a second, and most starts of the program read no list

    return openpyxl.load_workbook(
        io.BytesIO(data), read_only=streaming, data_only=values, keep_links=False, rich_text=False
    )


def _rows(sheet: Any) -> Iterator[tuple[int, tuple[str, ...]]]:
    """The rows of a sheet as text, with their numbers; a merged cell counts for each of its rows."""
    if hasattr(sheet, "reset_dimensions"):
        sheet.reset_dimensions()  # some programs write a wrong size, and then rows would be missed
    else:
        for area in list(sheet.merged_cells.ranges):
            value = sheet.cell(area.min_row, area.min_col).value
            sheet.unmerge_cells(area.coord)
            for row in range(area.min_row + 1, area.max_row + 1):
                sheet.cell(row, area.min_col).value = value
    for number, values in enumerate(sheet.iter_rows(values_only=True), start=1):
        cells = tuple(_text(value) for value in values)
        if any(cells):
            yield number, cells


def _sheet(rows: Iterable[tuple[int, tuple[str, ...]]]) -> Sheet:
    """Rows of one width: unlike in CSV, a cell beyond the last heading has not slipped there."""
    kept = list(islice(rows, MOST_ROWS + 1))
    width = max((len(cells) for _, cells in kept), default=0)
    return Sheet(tuple(SheetRow(number, cells + ("",) * (width - len(cells))) for number, cells in kept))


def _text(value: Any) -> str:
    """A value as the user sees it: 3.0 is `3`, a date is `31-08-2026`."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "ja" if value else "nee"
    if isinstance(value, float):
        return str(int(value)) if value.is_integer() else str(value).replace(".", ",")
    if isinstance(value, dt.date):
        return value.strftime("%d-%m-%Y")
    return str(value).strip()


def _empty_formulas(data: bytes, title: str, sheet: Sheet, kind: ListKind) -> Iterator[RowProblem]:
    """A problem for each column that is read and has formulas Excel never worked out."""
    header = kind.headings([row.cells for row in sheet.rows])
    read = header.read if header else frozenset()
    shown = {row.number: row.cells for row in sheet.rows}
    empty: dict[int, list[int]] = {}
    for row in _open(data, streaming=True, values=False)[title].iter_rows():
        for cell in row:
            if cell.data_type == "f" and cell.column - 1 in read and not _shown(shown, cell.row, cell.column):
                empty.setdefault(cell.column - 1, []).append(cell.row)
    for column, rows in sorted(empty.items()):
        where = f"rij {rows[0]}" if len(rows) == 1 else f"{len(rows)} rijen vanaf rij {rows[0]}"
        yield RowProblem(
            rows[0],
            f"Kolom {column_letter(column)}, {where}: hier staat een formule zonder uitkomst. Open de lijst "
            "in Excel, sla haar op en lees haar opnieuw in.",
        )


def _shown(cells: dict[int, tuple[str, ...]], row: int, column: int) -> str:
    return cells[row][column - 1] if row in cells and column <= len(cells[row]) else ""


def _other_tabs(title: str, others: Sequence[str]) -> Iterator[str]:
    if others:
        names = listed(f"‘{name}’" for name in others)
        yield f"Alleen het werkblad ‘{title}’ is gelezen. Bewaar {names} los en lees dat ook in."
