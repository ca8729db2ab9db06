"""This file is the schema of a school file: one class per table, the bare noun, singular."""

import uuid
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import UTC, date, datetime, time
from typing import Any

from sqlalchemy import JSON, CheckConstraint, ForeignKey, Index, MetaData, UniqueConstraint
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column

from lesobs.domain.activity import ActivityStatus
from lesobs.domain.cycle import Outcome, Phase
from lesobs.domain.finding import FindingKind
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


def _reference(table: str, **options: Any) -> Any:
    return mapped_column(ForeignKey(f"{table}.id"), index=True, **options)


class School(Record):
    """The one row about the school itself."""

    __tablename__ = "school"

    name: Mapped[str]
    region: Mapped[Region]
    smallest_group: Mapped[int] = mapped_column(CheckConstraint("smallest_group >= 3", name="smallest"))
    retention_years: Mapped[int]


class Department(Record):
    __tablename__ = "department"

    name: Mapped[str] = mapped_column(unique=True)


class Cluster(Record):
    __tablename__ = "cluster"

    name: Mapped[str] = mapped_column(unique=True)


class Section(Record):
    __tablename__ = "section"

    name: Mapped[str] = mapped_column(unique=True)
    cluster_id: Mapped[str | None] = _reference("cluster")


class Teacher(Record):
    __tablename__ = "teacher"

    code: Mapped[str] = mapped_column(unique=True)
    first_name: Mapped[str] = mapped_column(default="")
    prefix: Mapped[str] = mapped_column(default="")
    last_name: Mapped[str]
    left_on: Mapped[date | None]


class TeacherSection(Record):
    __tablename__ = "teacher_section"
    __table_args__ = (UniqueConstraint("teacher_id", "section_id"),)

    teacher_id: Mapped[str] = _reference("teacher")
    section_id: Mapped[str] = _reference("section")


class ClassGroup(Record):
    __tablename__ = "class_group"

    name: Mapped[str] = mapped_column(unique=True)
    year_level: Mapped[int | None]
    department_id: Mapped[str | None] = _reference("department")
    pupils: Mapped[int | None]


class Person(Record):
    """Somebody who visits lessons (then `role` says how), owns activities and cycles, or both."""

    __tablename__ = "person"

    name: Mapped[str]
    function: Mapped[str] = mapped_column(default="")
    role: Mapped[ObserverRole | None]
    left_on: Mapped[date | None]


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

    indicator_id: Mapped[str] = _reference("indicator")
    position: Mapped[int]
    who: Mapped[str]
    text: Mapped[str]


class Anchor(Record):
    __tablename__ = "anchor"
    __table_args__ = (UniqueConstraint("indicator_id", "level"),)

    indicator_id: Mapped[str] = _reference("indicator")
    level: Mapped[int] = mapped_column(CheckConstraint("level BETWEEN 1 AND 4", name="level"))
    text: Mapped[str]


class InstrumentItem(Record):
    __tablename__ = "instrument_item"
    __table_args__ = (UniqueConstraint("instrument_id", "indicator_id"),)

    instrument_id: Mapped[str] = _reference("instrument")
    indicator_id: Mapped[str] = _reference("indicator")
    position: Mapped[int]


class InstrumentDraft(Record):
    """A school's own instrument in the making; `content` is what its TOML file will say, mistakes and all."""

    __tablename__ = "instrument_draft"
    __table_args__ = (UniqueConstraint("key", "version"),)

    key: Mapped[str]
    version: Mapped[int]
    content: Mapped[dict[str, Any]]


class Round(Record):
    """A period of visits; a visit belongs to the round its date falls in."""

    __tablename__ = "round"

    title: Mapped[str]
    starts_on: Mapped[date]
    ends_on: Mapped[date] = mapped_column(CheckConstraint("ends_on >= starts_on", name="period"))


class Visit(Record):
    __tablename__ = "visit"
    __table_args__ = (Index("ix_visit_held_on_state", "held_on", "state"),)

    teacher_id: Mapped[str] = _reference("teacher")
    section_id: Mapped[str] = _reference("section")
    class_group_id: Mapped[str | None] = _reference("class_group")
    observer_id: Mapped[str] = _reference("person")
    instrument_id: Mapped[str] = _reference("instrument")
    held_on: Mapped[date]
    lesson_hour: Mapped[int | None] = mapped_column(
        CheckConstraint("lesson_hour BETWEEN 1 AND 12", name="lesson_hour")
    )
    purpose: Mapped[Purpose]
    announced: Mapped[bool] = mapped_column(default=True)
    focus_question: Mapped[str] = mapped_column(default="")
    state: Mapped[VisitState] = mapped_column(default=VisitState.PLANNED)
    phase: Mapped[LessonPhase] = mapped_column(default=LessonPhase.START)
    started_at: Mapped[datetime | None]
    finished_at: Mapped[datetime | None]
    version: Mapped[int] = mapped_column(default=1)
    reopen_reason: Mapped[str] = mapped_column(default="")
    duo_of_id: Mapped[str | None] = _reference("visit")
    """The visit of the first observer, when this is the other half of a duo-visit."""
    count_every: Mapped[int | None] = mapped_column(
        CheckConstraint("count_every BETWEEN 1 AND 60", name="count_every")
    )
    """Minutes between counts of pupils on task; none when nobody asked for counts."""


class VisitVersion(Record):
    """A settled version of a visit that was opened again: all its rows as they were, to be read later."""

    __tablename__ = "visit_version"
    __table_args__ = (UniqueConstraint("visit_id", "version"),)

    visit_id: Mapped[str] = _reference("visit")
    version: Mapped[int]
    reason: Mapped[str]
    content: Mapped[dict[str, Any]]


class Rating(Record):
    """The score and explanation of one indicator; level 0 is n.v.t., no level is not yet scored."""

    __tablename__ = "rating"
    __table_args__ = (
        UniqueConstraint("visit_id", "indicator_id"),
        Index("ix_rating_counts", "visit_id", "indicator_id", "level"),
    )

    visit_id: Mapped[str] = mapped_column(ForeignKey("visit.id"))
    indicator_id: Mapped[str] = _reference("indicator")
    level: Mapped[int | None] = mapped_column(CheckConstraint("level BETWEEN 0 AND 4", name="level"))
    explanation: Mapped[str] = mapped_column(default="")


class TeacherRating(Record):
    """How the teacher scored the own lesson on one indicator; level 0 is n.v.t."""

    __tablename__ = "teacher_rating"
    __table_args__ = (UniqueConstraint("visit_id", "indicator_id"),)

    visit_id: Mapped[str] = mapped_column(ForeignKey("visit.id"))
    indicator_id: Mapped[str] = _reference("indicator")
    level: Mapped[int] = mapped_column(CheckConstraint("level BETWEEN 0 AND 4", name="level"))


class SeenLookFor(Record):
    """A look-for ticked as seen in one visit."""

    __tablename__ = "seen_look_for"
    __table_args__ = (UniqueConstraint("visit_id", "look_for_id"),)

    visit_id: Mapped[str] = _reference("visit")
    look_for_id: Mapped[str] = _reference("look_for")


class Note(Record):
    """What was seen, with the clock time of the classroom; tied to an indicator or free."""

    __tablename__ = "note"

    visit_id: Mapped[str] = _reference("visit")
    indicator_id: Mapped[str | None] = _reference("indicator")
    at: Mapped[time]
    phase: Mapped[LessonPhase]
    text: Mapped[str]
    in_report: Mapped[bool | None]
    """Whether the teacher reads it in the report; without a choice, when it is tied to an indicator."""


class TaskCount(Record):
    """How many of the pupils present were on task at one moment, and what was going on."""

    __tablename__ = "task_count"
    visit_id: Mapped[str] = _reference("visit")
    at: Mapped[time]
    phase: Mapped[LessonPhase]
    on_task: Mapped[int] = mapped_column(
        CheckConstraint("on_task >= 0", name="on_task"),
        CheckConstraint("on_task <= present", name="on_task_of_present"),
    )
    present: Mapped[int] = mapped_column(CheckConstraint("present BETWEEN 1 AND 99", name="present"))
    occupation: Mapped[Occupation | None]


class Debrief(Record):
    __tablename__ = "debrief"

    visit_id: Mapped[str] = mapped_column(ForeignKey("visit.id"), unique=True)
    held_on: Mapped[date | None]
    teacher_view: Mapped[str] = mapped_column(default="")
    observer_view: Mapped[str] = mapped_column(default="")
    strength: Mapped[str] = mapped_column(default="")
    next_step: Mapped[str] = mapped_column(default="")
    next_step_indicator_id: Mapped[str | None] = _reference("indicator")
    agreement: Mapped[str] = mapped_column(default="")
    help: Mapped[str] = mapped_column(default="")
    agreed_until: Mapped[date | None]
    look_again_on: Mapped[date | None]
    reaction: Mapped[str] = mapped_column(default="")


class Finding(Record):
    """What the team concludes from a picture, with the counts of that moment."""

    __tablename__ = "finding"

    kind: Mapped[FindingKind]
    text: Mapped[str]
    found_on: Mapped[date]
    school_year: Mapped[str]
    section_id: Mapped[str | None] = _reference("section")
    indicator_key: Mapped[str | None]
    counts: Mapped[dict[str, Any]]
    discussed_on: Mapped[date | None]
    stands_on: Mapped[str | None]
    """What the counts were made of, as the sentence above the picture."""


class GoodLesson(Record):
    """A line from a lesson without names, as a leader edited it; in packs once it is approved."""

    __tablename__ = "good_lesson"

    indicator_key: Mapped[str]
    section_id: Mapped[str | None] = _reference("section")
    text: Mapped[str]
    approved_on: Mapped[date | None]


class IndicatorNote(Record):
    """What observers agreed about an indicator when they compared how they score it."""

    __tablename__ = "indicator_note"

    indicator_key: Mapped[str]
    text: Mapped[str]
    written_on: Mapped[date]


class Cycle(Record):
    """One turn of Plan, Do, Check and Act."""

    __tablename__ = "cycle"

    title: Mapped[str]
    goal: Mapped[str] = mapped_column(default="")
    standard: Mapped[str]
    section_id: Mapped[str | None] = _reference("section")
    department_id: Mapped[str | None] = _reference("department")
    finding_id: Mapped[str | None] = _reference("finding")
    indicator_key: Mapped[str | None]
    baseline: Mapped[dict[str, Any]]
    target_percent: Mapped[int | None] = mapped_column(
        CheckConstraint("target_percent BETWEEN 0 AND 100", name="target")
    )
    owner_id: Mapped[str | None] = _reference("person")
    deputy_id: Mapped[str | None] = _reference("person")
    check_on: Mapped[date | None]
    phase: Mapped[Phase] = mapped_column(default=Phase.PLAN)
    check_reason: Mapped[str] = mapped_column(default="")
    outcome: Mapped[Outcome | None]
    reason: Mapped[str] = mapped_column(default="")
    closed_on: Mapped[date | None]
    previous_id: Mapped[str | None] = _reference("cycle")


class Activity(Record):
    __tablename__ = "activity"

    title: Mapped[str]
    description: Mapped[str] = mapped_column(default="")
    phase: Mapped[Phase]
    standard: Mapped[str]
    owner_id: Mapped[str | None] = _reference("person")
    section_id: Mapped[str | None] = _reference("section")
    department_id: Mapped[str | None] = _reference("department")
    cycle_id: Mapped[str | None] = _reference("cycle")
    finding_id: Mapped[str | None] = _reference("finding")
    starts_on: Mapped[date] = mapped_column(index=True)
    ends_on: Mapped[date] = mapped_column(CheckConstraint("ends_on >= starts_on", name="period"))
    status: Mapped[ActivityStatus] = mapped_column(default=ActivityStatus.TODO)


class FreePeriod(Record):
    """A holiday as this school keeps it; starts as the published date and stays editable."""

    __tablename__ = "free_period"

    name: Mapped[str]
    starts_on: Mapped[date] = mapped_column(index=True)
    ends_on: Mapped[date] = mapped_column(CheckConstraint("ends_on >= starts_on", name="period"))
    to_confirm: Mapped[bool]


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
