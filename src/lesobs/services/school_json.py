"""This file is a whole school as one JSON text, and a new school file made from such a text."""

import contextlib
import json
import secrets
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any, NoReturn

from sqlalchemy import Table, insert, select, text
from sqlalchemy.exc import DatabaseError
from sqlalchemy.orm import Session

from lesobs.domain.dutch import listed
from lesobs.domain.errors import RuleBroken
from lesobs.services.files import make_folder, replacing
from lesobs.services.row_rules import TABLES, Row, Rows, columns_of, faults
from lesobs.storage import upgrade
from lesobs.storage.earlier import EarlierSchool
from lesobs.storage.errors import from_os
from lesobs.storage.recording import as_json
from lesobs.storage.school_file import SchoolFile
from lesobs.storage.tables import Base

FORMAT = "lesobs-school"
VERSION = 1

UNREADABLE = (ValueError, TypeError, LookupError, DatabaseError)
"""What reading a row raises when a value in it can't be what its column is."""


def rows_of(session: Session, table: Table) -> Iterator[Row]:
    """All rows of a table by their identity, with the values as JSON has them.

    Raises RuleBroken when a value can't be what its column is.
    """
    columns = columns_of(table)
    names = [column.name for column in columns]
    try:
        for row in session.execute(select(*columns).order_by(*table.primary_key)):
            yield dict(zip(names, map(as_json, row), strict=True))
    except UNREADABLE as error:
        raise RuleBroken(f"In tabel {table.name} staat een waarde die niet te lezen is.") from error


def write_school(file: SchoolFile, path: Path) -> None:
    """Write every row of every table, history and tombstones too; the same school gives the same bytes."""
    with replacing(path) as half, half.open("w", encoding="utf-8", newline="\n") as out:
        out.write(f'{{\n"format": "{FORMAT}",\n"version": {VERSION},\n"schema": "{upgrade.NEWEST}",\n')
        out.write('"tables": {')
        with file.reading() as session:
            for place, table in enumerate(TABLES.values()):
                out.write(f'{"," if place else ""}\n"{table.name}": [')
                for number, row in enumerate(rows_of(session, table)):
                    out.write(f"{',' if number else ''}\n{json.dumps(row, ensure_ascii=False)}")
                out.write("\n]")
        out.write("\n}\n}\n")


def read_school(path: Path) -> Rows:
    """The rows in a text that `write_school` wrote; raises RuleBroken with the first place that is wrong."""
    document = _document(path)
    read = _tables if document["schema"] == upgrade.NEWEST else _of_earlier
    rows = read(document, path.name)
    _require_sound(rows, TABLES, path.name)
    if len(rows["school"]) != 1:
        raise RuleBroken(f"{path.name} klopt niet. Tabel school heeft precies één rij. Er is niets gemaakt.")
    return rows


def _of_earlier(document: Mapping[str, Any], name: str) -> Rows:
    """The rows of an export of an earlier program, brought up to date as its school file would be."""
    school = EarlierSchool(document["schema"])
    try:
        rows = _tables(document, name, school.tables)
        _require_sound(rows, school.tables, name)
        try:
            school.fill(
                {one: [_typed(table, row) for row in rows[one]] for one, table in school.tables.items()}
            )
        except RuleBroken as refused:
            raise RuleBroken(f"{name} klopt niet. {refused} Er is niets gemaakt.") from refused
        try:
            with school.brought_up_to_date() as session:
                return {one: list(rows_of(session, table)) for one, table in TABLES.items()}
        except (*UNREADABLE, AttributeError, RuleBroken) as error:
            raise RuleBroken(
                f"{name} heeft een oudere indeling ({document['schema']}), en bij het bijwerken bleek er "
                "iets in te staan dat niet kan. Er is niets gemaakt."
            ) from error
    finally:
        school.close()


def _require_sound(rows: Rows, tables: Mapping[str, Table], name: str) -> None:
    """Raises RuleBroken with the first row that its table does not allow, and how many there are."""
    wrong = faults(rows, tables)
    first = next(wrong, None)
    if first is not None:
        more = sum(1 for _ in wrong)
        others = f" Er {'is' if more == 1 else 'zijn'} nog {more} andere." if more else ""
        raise RuleBroken(f"{name} klopt niet. {first.sentence}{others} Er is niets gemaakt.")


def make_school(rows: Rows, path: Path, passphrase: str | None) -> None:
    """Make a new school file with these rows. The path must be free. Raises RuleBroken, with nothing made."""
    if path.exists():
        raise RuleBroken(f"{path.name} bestaat al en blijft zoals het is. Kies een andere naam.")
    make_folder(path.parent)
    half = path.with_name(f".{secrets.token_hex(4)}.{path.name}")
    try:
        with SchoolFile.create(half, passphrase) as file:
            _fill(file, rows)
        half.rename(path)
    except OSError as error:
        raise from_os(error, path) from error
    finally:
        for left in (half, half.with_name(f".{half.name}.lock"), half.with_name(f"{half.name}-journal")):
            with contextlib.suppress(OSError):
                left.unlink(missing_ok=True)


def _fill(file: SchoolFile, rows: Rows) -> None:
    with file.transaction("Inlezen", record=False) as session:
        session.execute(text("PRAGMA defer_foreign_keys = ON"))  # a cycle may stand before the one it follows
        for table in Base.metadata.sorted_tables:
            if rows[table.name]:
                session.execute(insert(table), [_typed(table, row) for row in rows[table.name]])


def _typed(table: Table, row: Row) -> dict[str, Any]:
    return {column.name: _value(column.type.python_type, row[column.name]) for column in table.columns}


def _value(kind: type[Any], value: Any) -> Any:
    """What a column takes for a value of JSON."""
    if isinstance(value, str) and kind is not str:
        return kind.fromisoformat(value) if hasattr(kind, "fromisoformat") else kind(value)
    return value


def _document(path: Path) -> dict[str, Any]:
    """The top of the JSON text, of a format and version that this program reads."""
    document = _json(path)
    if not isinstance(document, dict) or document.get("format") != FORMAT:
        raise RuleBroken(
            f"{path.name} is geen export van een hele school. Maak die met: "
            "lesobs export BESTAND all --out NAAM.json"
        )
    version, schema = document.get("version"), document.get("schema")
    if type(version) is not int or not isinstance(schema, str):
        raise RuleBroken(f"In {path.name} ontbreekt de versie (version, schema). Er is niets gemaakt.")
    if version > VERSION or schema > upgrade.NEWEST:
        raise RuleBroken(
            f"{path.name} is gemaakt met een nieuwere lesobs (indeling {schema}; deze lesobs kent "
            f"{upgrade.NEWEST}). Installeer de nieuwste lesobs. Er is niets gemaakt."
        )
    if version < VERSION or schema not in (*upgrade.earlier(), upgrade.NEWEST):
        raise RuleBroken(
            f"{path.name} heeft een indeling die geen lesobs ooit had ({schema}). Er is niets gemaakt."
        )
    return document


def _json(path: Path) -> Any:
    try:
        source = path.read_bytes().decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise RuleBroken(f"{path.name} is geen tekst in UTF-8. Er is niets gemaakt.") from error
    except FileNotFoundError as error:
        raise RuleBroken(f"{path.name} staat niet in de map {path.parent}.") from error
    except OSError as error:
        raise RuleBroken(
            f"{path.name} kan niet gelezen worden. Is het een bestand, en mag je het lezen?"
        ) from error
    try:
        return json.loads(source, object_pairs_hook=_object, parse_constant=_no_number)
    except json.JSONDecodeError as error:
        raise RuleBroken(
            f"{path.name} is geen JSON: het gaat mis in regel {error.lineno}, teken {error.colno}. "
            "Er is niets gemaakt."
        ) from error
    except (ValueError, RecursionError) as error:
        raise RuleBroken(f"{path.name} is geen JSON die lesobs kan lezen. Er is niets gemaakt.") from error


def _object(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) < len(pairs):
        raise ValueError("a name occurs twice in one object")
    return found


def _no_number(name: str) -> NoReturn:
    raise ValueError(f"{name} is no number")


def _tables(document: Mapping[str, Any], name: str, known: Mapping[str, Table] = TABLES) -> Rows:
    """The rows by table, once every table and every column is known to be there."""
    tables = document.get("tables")
    if not isinstance(tables, dict):
        raise RuleBroken(f"In {name} ontbreken de tabellen (tables). Er is niets gemaakt.")
    _require_names(tables, known, f"In {name}", "tabel", "tabellen")
    for table, rows in tables.items():
        if not isinstance(rows, list):
            raise RuleBroken(f"In {name} is tabel {table} geen lijst van rijen. Er is niets gemaakt.")
        columns = {column.name: column for column in known[table].columns}
        for number, row in enumerate(rows, start=1):
            place = f"In {name}, tabel {table}, rij {number},"
            if not isinstance(row, dict):
                raise RuleBroken(f"{place} staat geen object. Er is niets gemaakt.")
            _require_names(row, columns, place, "kolom", "kolommen")
    return tables


def _require_names(
    found: Mapping[str, Any], wanted: Mapping[str, Any], place: str, one: str, many: str
) -> None:
    if found.keys() == wanted.keys():
        return
    missing, unknown = sorted(wanted.keys() - found.keys()), sorted(found.keys() - wanted.keys())
    parts = []
    if missing:
        which = f"ontbreekt {one}" if len(missing) == 1 else f"ontbreken de {many}"
        parts.append(f"{which} {listed(missing)}")
    if unknown:
        parts.append(f"staat een onbekende {one}: {listed(name[:40] for name in unknown[:3])}")
    raise RuleBroken(f"{place} {' en '.join(parts)}. Er is niets gemaakt.")
