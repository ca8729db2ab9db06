"""This file is the tables of the kijkwijzers: instruments, indicators and drafts."""

from datetime import date
from typing import Any

from sqlalchemy import CheckConstraint, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from lesobs.storage.tables.base import Record, reference


class Instrument(Record):
    __tablename__ = "instrument"
    __table_args__ = (UniqueConstraint("key", "version"),)

    key: Mapped[str]
    version: Mapped[int]
    title: Mapped[str]
    description: Mapped[str]
    kind: Mapped[str]
    minutes_from: Mapped[int]
    minutes_to: Mapped[int]
    retired_on: Mapped[date | None]


class Indicator(Record):
    """One published wording of an indicator; look-fors and anchors are part of that wording."""

    __tablename__ = "indicator"
    __table_args__ = (UniqueConstraint("key", "version"),)

    key: Mapped[str]
    version: Mapped[int]
    code: Mapped[str]
    part: Mapped[str]
    standard: Mapped[str]
    title: Mapped[str]
    text: Mapped[str]
    question: Mapped[str]
    watched: Mapped[str]
    own: Mapped[bool]


class LookFor(Record):
    __tablename__ = "look_for"
    __table_args__ = (UniqueConstraint("indicator_id", "position"),)

    indicator_id: Mapped[str] = reference("indicator")
    position: Mapped[int]
    who: Mapped[str]
    text: Mapped[str]


class Anchor(Record):
    __tablename__ = "anchor"
    __table_args__ = (UniqueConstraint("indicator_id", "level"),)

    indicator_id: Mapped[str] = reference("indicator")
    level: Mapped[int] = mapped_column(CheckConstraint("level BETWEEN 1 AND 4", name="level"))
    text: Mapped[str]


class InstrumentItem(Record):
    __tablename__ = "instrument_item"
    __table_args__ = (UniqueConstraint("instrument_id", "indicator_id"),)

    instrument_id: Mapped[str] = reference("instrument")
    indicator_id: Mapped[str] = reference("indicator")
    position: Mapped[int]


class InstrumentDraft(Record):
    """A school's own instrument in the making; `content` is what its TOML file will say, mistakes and all."""

    __tablename__ = "instrument_draft"
    __table_args__ = (UniqueConstraint("key", "version"),)

    key: Mapped[str]
    version: Mapped[int]
    content: Mapped[dict[str, Any]]
