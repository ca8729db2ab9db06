"""This file is what every table shares: its identity, its moments, and how values are stored."""

import uuid
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import JSON, ForeignKey, MetaData
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column

from lesobs.domain.activity import ActivityStatus
from lesobs.domain.cycle import Outcome, Phase
from lesobs.domain.finding import FindingKind
from lesobs.domain.recurrence import Anchor, Every
from lesobs.domain.schoolyear import Region
from lesobs.domain.time_on_task import Occupation
from lesobs.domain.visit import LessonPhase, ObserverRole, Purpose, VisitState
from lesobs.storage.columns import CodeText, UtcDateTime

_made_up: ContextVar[tuple[Callable[[], str], datetime] | None] = ContextVar("made_up", default=None)


def new_id() -> str:
    """A fresh identity, the same on every laptop once given."""
    made_up = _made_up.get()
    return made_up[0]() if made_up else str(uuid.uuid4())


def now() -> datetime:
    """The moment of a change, in UTC."""
    made_up = _made_up.get()
    return made_up[1] if made_up else datetime.now(UTC)


@contextmanager
def made_up(ids: Callable[[], str], moment: datetime) -> Iterator[None]:
    """Within it rows get these identities and this moment, so that a made-up file can be made twice."""
    token = _made_up.set((ids, moment))
    try:
        yield
    finally:
        _made_up.reset(token)


class Base(DeclarativeBase):
    """Every table. Constraints are named, since SQLite can't drop an unnamed one in a later migration."""

    metadata = MetaData(
        naming_convention={
            "ix": "ix_%(column_0_N_label)s",
            "uq": "uq_%(table_name)s_%(column_0_N_name)s",
            "ck": "ck_%(table_name)s_%(constraint_name)s",
            "fk": "fk_%(table_name)s_%(column_0_N_name)s",
            "pk": "pk_%(table_name)s",
        }
    )
    type_annotation_map = {  # noqa: RUF012 - SQLAlchemy reads it as declared
        datetime: UtcDateTime,
        dict[str, Any]: JSON,
        ActivityStatus: CodeText(ActivityStatus),
        Anchor: CodeText(Anchor),
        Every: CodeText(Every),
        FindingKind: CodeText(FindingKind),
        LessonPhase: CodeText(LessonPhase),
        Occupation: CodeText(Occupation),
        ObserverRole: CodeText(ObserverRole),
        Outcome: CodeText(Outcome),
        Phase: CodeText(Phase),
        Purpose: CodeText(Purpose),
        Region: CodeText(Region),
        VisitState: CodeText(VisitState),
    }


class Record(Base):
    """What every row of a school has: an identity and two moments, so that laptops can merge later."""

    __abstract__ = True

    id: Mapped[str] = mapped_column(primary_key=True, default=new_id)
    created_at: Mapped[datetime] = mapped_column(default=now)
    updated_at: Mapped[datetime] = mapped_column(default=now, onupdate=now)


def reference(table: str, **options: Any) -> Any:
    """A column that refers to a row of another table."""
    return mapped_column(ForeignKey(f"{table}.id"), index=True, **options)
