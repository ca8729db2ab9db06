"""This file is how a CSV or text file becomes rows of cells, whatever the state of its quotes and signs."""

import codecs
import csv
import re
import unicodedata
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Literal

from lesobs.domain.dutch import listed
from lesobs.domain.errors import RuleBroken
from lesobs.domain.roster import Sheet, SheetRow, find_header

DELIMITERS = (";", ",", "\t")
SAMPLE_LINES = 300
LONGEST_RECORD = 50
"""A quoted cell with line breaks is followed over so many lines; after that its quote is taken for a slip."""
NAMED_ROWS = 10


@dataclass(frozen=True)
class Headings:
    """The heading row of a list: how many cells it has, how many are known, and which columns are read."""

    width: int
    recognised: int
    read: frozenset[int]


@dataclass(frozen=True)
class ListKind:
    """What sort of list a file is taken for: what it holds, in words, and where its headings are."""

    holds: str
    headings: Callable[[Sequence[Sequence[str]]], Headings | None]


def _roster_headings(rows: Sequence[Sequence[str]]) -> Headings | None:
    header = find_header(rows)
    if header is None:
        return None
    read = frozenset(at for columns in header.columns.values() for at in columns)
    return Headings(header.width, header.recognised, read)


ROSTER = ListKind("docenten of klassen", _roster_headings)

_OPENING = re.compile(r' *"')
_QUOTED = re.compile(r'(?:[^"]++|"")*+"')


def read_text(data: bytes, kind: ListKind = ROSTER) -> Sheet:
    """The rows of a text file. A row is what Excel would show as one, so a cell may hold line breaks.

    Raises RuleBroken when the file isn't text.
    """
    lines = re.split(r"\r\n|\r|\n", _decoded(data))
    declared = re.fullmatch(r'"?sep=(.)"?[;,\t ]*', lines[0], re.IGNORECASE)
    if declared:
        lines = lines[1:]  # Excel doesn't show this line, so it doesn't count as a row either
    sheet = _sheet(lines, declared[1] if declared else _delimiter(lines, kind))
    return unfolded(sheet, kind) or sheet


def unfolded(sheet: Sheet, kind: ListKind = ROSTER) -> Sheet | None:
    """The sheet split again when each line ended up whole in one cell, as Excel may do to a CSV; or None."""
    if not sheet.rows or any(len(_filled(row.cells)) > 1 or "\n" in row.cells[0] for row in sheet.rows):
        return None
    lines = [""] * sheet.rows[-1].number
    for row in sheet.rows:
        lines[row.number - 1] = row.cells[0]
    split = _sheet(lines, _delimiter(lines, kind))
    header = kind.headings([row.cells for row in split.rows])
    return split if header and header.width > 1 else None


def _decoded(data: bytes) -> str:
    """The text of the bytes: UTF-16 or UTF-8 where that fits, else Windows-1252, line by line.

    Line by line, since lists that were pasted together hold both, and one bad sign must not spoil all names.
    """
    if data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        text = data.decode("utf-16", errors="replace")
    elif (order := _unmarked_utf16(data)) is not None:
        text = data.decode(order, errors="replace")
    else:
        lines = data.removeprefix(codecs.BOM_UTF8).split(b"\n")
        text = "\n".join(_decoded_line(line) for line in lines)
    strange = sum(1 for sign in text[:4000] if unicodedata.category(sign) == "Cc" and sign not in "\r\n\t")
    if strange * 10 > min(len(text), 4000):
        raise RuleBroken(
            "Dit bestand is geen lijst met tekst. Kies een bestand van het soort .xlsx, .csv of .txt."
        )
    return text.replace("\0", "")


def _decoded_line(line: bytes) -> str:
    for encoding in ("utf-8", "cp1252"):
        try:
            return line.decode(encoding)
        except UnicodeDecodeError:
            continue
    return line.decode("latin-1")


def _unmarked_utf16(data: bytes) -> str | None:
    """The byte order when every second byte is 0, as in UTF-16 without its mark."""
    sample = data[:2000]
    half = len(sample) // 2
    if half and sample[1::2].count(0) > half * 0.8:
        return "utf-16-le"
    return "utf-16-be" if half and sample[0::2].count(0) > half * 0.8 else None


def _delimiter(lines: Sequence[str], kind: ListKind) -> str:
    """The separator under which the header is understood best, then the one that gives the evenest rows."""
    sample = lines[:SAMPLE_LINES]

    def fitness(delimiter: str) -> tuple[int, float, int]:
        rows = [cells for _, cells, _ in _records(sample, delimiter) if any(cells)]
        header = kind.headings(rows)
        width, times = Counter(map(len, rows)).most_common(1)[0] if rows else (1, 0)
        evenness = times / len(rows) if width > 1 else 0.0
        return header.recognised if header else 0, evenness, width

    return max(DELIMITERS, key=fitness)


def _sheet(lines: Sequence[str], delimiter: str) -> Sheet:
    rows, stray = [], []
    for number, cells, loose_quote in _records(lines, delimiter):
        if any(cell.strip() for cell in cells):
            rows.append(SheetRow(number, tuple(cells)))
            stray += [str(number)] if loose_quote else []
    return Sheet(tuple(rows), notes=tuple(_about_quotes(stray)))


def _about_quotes(rows: list[str]) -> Iterator[str]:
    if len(rows) == 1:
        yield f"In rij {rows[0]} staat een los aanhalingsteken. De rij is gelezen; kijk of zij klopt."
    elif rows:
        more = len(rows) - NAMED_ROWS
        named = [*rows[:NAMED_ROWS], f"{more} andere"] if more > 0 else rows
        yield f"In rij {listed(named)} staat een los aanhalingsteken. Ze zijn gelezen; kijk of ze kloppen."


def _records(lines: Sequence[str], delimiter: str) -> Iterator[tuple[int, list[str], bool]]:
    """Each row with its number, its cells, and whether a loose quote had to be taken for an ordinary sign."""
    widths = Counter(line.count(delimiter) + 1 for line in lines if line.strip())
    width = widths.most_common(1)[0][0] if widths else 1
    at = number = 0
    while at < len(lines):
        number += 1
        line = lines[at]
        end = at
        if '"' not in line:
            yield number, line.split(delimiter), False
        elif (last := _record_end(lines, at, delimiter, width)) is None:
            yield number, [cell.strip().strip('"') for cell in line.split(delimiter)], True
        else:
            end = last
            record = "\n".join(lines[at : end + 1])
            yield number, next(csv.reader([record], delimiter=delimiter, skipinitialspace=True)), False
        at = end + 1


def _record_end(lines: Sequence[str], start: int, delimiter: str, width: int) -> int | None:
    """The line where the record ends; None when a quote in it is a slip, so that it never swallows rows."""
    text = ""
    for end in range(start, min(start + LONGEST_RECORD, len(lines))):
        text = f"{text}\n{lines[end]}" if end > start else lines[end]
        quotes = _quotes(text, delimiter)
        if quotes == "loose" or len(text) > csv.field_size_limit():
            return None
        if quotes == "paired":
            rows_of_their_own = all(line.count(delimiter) + 1 >= width for line in lines[start : end + 1])
            return None if end > start and rows_of_their_own else end
    return None


def _quotes(record: str, delimiter: str) -> Literal["paired", "open", "loose"]:
    """Whether quoted cells are closed, still open at the end, or closed in the middle of a cell."""
    at = 0
    while True:
        if opening := _OPENING.match(record, at):
            quoted = _QUOTED.match(record, opening.end())
            if not quoted:
                return "open"
            rest = record[quoted.end() :].lstrip(" ")
            if rest and not rest.startswith(delimiter):
                return "loose"
            at = quoted.end()
        at = record.find(delimiter, at) + 1
        if not at:
            return "paired"


def _filled(cells: Sequence[str]) -> list[str]:
    return [cell for cell in cells if cell.strip()]
