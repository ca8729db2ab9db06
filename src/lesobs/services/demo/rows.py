"""This file is the rows of the example school on their way into the file: many at once, parents first."""

from datetime import datetime
from typing import Any

from sqlalchemy.orm import Session

from lesobs.storage import tables as t


class Rows:
    """Rows that wait to be written. All rows of one table must be given the same columns."""

    def __init__(self, session: Session) -> None:
        self._session = session
        self._waiting: dict[str, list[dict[str, Any]]] = {}

    def add(
        self,
        table: type[t.Record],
        values: dict[str, Any],
        made: datetime | None = None,
        changed: datetime | None = None,
    ) -> str:
        """One row, `made` when the school was made up unless said, and `changed` then too; gives its id."""
        row_id, made = t.new_id(), made or t.now()
        row = {"id": row_id, "created_at": made, "updated_at": changed or made, **values}
        self._waiting.setdefault(table.__tablename__, []).append(row)
        return row_id

    def write(self) -> None:
        """Write what waits, in an order that foreign keys allow."""
        connection = self._session.connection()
        for table in t.Base.metadata.sorted_tables:
            if rows := self._waiting.pop(table.name, None):
                connection.execute(table.insert(), rows)
