"""This file is a school of an earlier schema in memory: empty tables to fill, then brought up to date."""

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from typing import Any

from sqlalchemy import Connection, MetaData, Table, insert, text
from sqlalchemy.exc import DatabaseError
from sqlalchemy.orm import Session

from lesobs.domain.errors import RuleBroken
from lesobs.storage import upgrade
from lesobs.storage.columns import CodeText
from lesobs.storage.connection import IN_MEMORY, engine, make
from lesobs.storage.tables import Base


class EarlierSchool:
    """Tables as an earlier program had them, by name; of these the file itself is the only record."""

    def __init__(self, schema: str) -> None:
        self._raw = make(IN_MEMORY, None)
        upgrade.to(self._raw, schema)
        self._engine, known = engine(self._raw), MetaData()
        known.reflect(self._engine)
        self._ordered = [table for table in known.sorted_tables if table.name != upgrade.VERSION_TABLE]
        self.tables: Mapping[str, Table] = {table.name: table for table in self._ordered}
        for table in self._ordered:
            _name_codes(table)

    def fill(self, rows: Mapping[str, Sequence[Mapping[str, Any]]]) -> None:
        """Put in all rows of every table. Raises RuleBroken for one that its table does not take."""
        with self._engine.begin() as connection:
            connection.execute(text("PRAGMA defer_foreign_keys = ON"))  # a row may stand before one it names
            for table in self._ordered:
                if rows[table.name]:
                    _insert(connection, table, rows[table.name])

    @contextmanager
    def brought_up_to_date(self) -> Iterator[Session]:
        """The same rows in the newest schema, by the migrations that a file goes through."""
        upgrade.to_newest(self._raw)
        with Session(self._engine.execution_options(reading=True)) as session:
            yield session

    def close(self) -> None:
        self._engine.dispose()
        self._raw.close()


def _insert(connection: Connection, table: Table, rows: Sequence[Mapping[str, Any]]) -> None:
    """All at once, and one by one only to find which row it is that the table does not take."""
    try:
        with connection.begin_nested():
            connection.execute(insert(table), rows)
    except DatabaseError:
        for number, row in enumerate(rows, start=1):
            try:
                connection.execute(insert(table), row)
            except DatabaseError as error:
                raise RuleBroken(f"Tabel {table.name}, rij {number}: een waarde kan daar niet.") from error


def _name_codes(table: Table) -> None:
    """A file keeps an enumeration as a text; its codes are known from today's tables, that only ever get more
    of them."""
    today = Base.metadata.tables.get(table.name, table)
    for column in table.columns:
        known = today.columns.get(column.name, column)
        if isinstance(known.type, CodeText):
            column.type = known.type
