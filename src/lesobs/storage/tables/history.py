"""This file is the tables of the history of changes."""

from datetime import datetime
from typing import Any

from sqlalchemy.orm import Mapped, mapped_column

from lesobs.storage.tables.base import Base, now


class Change(Base):
    """One row written by one action: who, when, what, old and new. Insert has no old, delete no new."""

    __tablename__ = "change"

    number: Mapped[int] = mapped_column(primary_key=True, autoincrement=True)
    action_id: Mapped[str] = mapped_column(index=True)
    action: Mapped[str]
    at: Mapped[datetime] = mapped_column(default=now)
    person_id: Mapped[str | None]
    table: Mapped[str]
    row_id: Mapped[str]
    old: Mapped[dict[str, Any] | None]
    new: Mapped[dict[str, Any] | None]


class Tombstone(Base):
    """A row that was deleted, so that a merge does not bring it back."""

    __tablename__ = "tombstone"

    row_id: Mapped[str] = mapped_column(primary_key=True)
    table: Mapped[str]
    deleted_at: Mapped[datetime] = mapped_column(default=now)
