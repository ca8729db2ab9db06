"""This file is the tables of lesson visits: rounds, what was seen, and the talk."""

from datetime import date, datetime, time
from typing import Any

from sqlalchemy import CheckConstraint, ForeignKey, Index, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from lesobs.domain.time_on_task import Occupation
from lesobs.domain.visit import LessonPhase, Purpose, VisitState
from lesobs.storage.tables.base import Record, reference


class Round(Record):
    """A period of visits; a visit belongs to the round its date falls in."""

    __tablename__ = "round"

    title: Mapped[str]
    starts_on: Mapped[date]
    ends_on: Mapped[date] = mapped_column(CheckConstraint("ends_on >= starts_on", name="period"))


class Visit(Record):
    __tablename__ = "visit"
    __table_args__ = (Index("ix_visit_held_on_state", "held_on", "state"),)

    teacher_id: Mapped[str] = reference("teacher")
    section_id: Mapped[str] = reference("section")
    class_group_id: Mapped[str | None] = reference("class_group")
    observer_id: Mapped[str] = reference("person")
    instrument_id: Mapped[str] = reference("instrument")
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
    duo_of_id: Mapped[str | None] = reference("visit")
    """The visit of the first observer, when this is the other half of a duo-visit."""
    count_every: Mapped[int | None] = mapped_column(
        CheckConstraint("count_every BETWEEN 1 AND 60", name="count_every")
    )
    """Minutes between counts of pupils on task; none when nobody asked for counts."""


class VisitVersion(Record):
    """A settled version of a visit that was opened again: all its rows as they were, to be read later."""

    __tablename__ = "visit_version"
    __table_args__ = (UniqueConstraint("visit_id", "version"),)

    visit_id: Mapped[str] = reference("visit")
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
    indicator_id: Mapped[str] = reference("indicator")
    level: Mapped[int | None] = mapped_column(CheckConstraint("level BETWEEN 0 AND 4", name="level"))
    explanation: Mapped[str] = mapped_column(default="")


class TeacherRating(Record):
    """How the teacher scored the own lesson on one indicator; level 0 is n.v.t."""

    __tablename__ = "teacher_rating"
    __table_args__ = (UniqueConstraint("visit_id", "indicator_id"),)

    visit_id: Mapped[str] = mapped_column(ForeignKey("visit.id"))
    indicator_id: Mapped[str] = reference("indicator")
    level: Mapped[int] = mapped_column(CheckConstraint("level BETWEEN 0 AND 4", name="level"))


class SeenLookFor(Record):
    """A look-for ticked as seen in one visit."""

    __tablename__ = "seen_look_for"
    __table_args__ = (UniqueConstraint("visit_id", "look_for_id"),)

    visit_id: Mapped[str] = reference("visit")
    look_for_id: Mapped[str] = reference("look_for")


class Note(Record):
    """What was seen, with the clock time of the classroom; tied to an indicator or free."""

    __tablename__ = "note"

    visit_id: Mapped[str] = reference("visit")
    indicator_id: Mapped[str | None] = reference("indicator")
    at: Mapped[time]
    phase: Mapped[LessonPhase]
    text: Mapped[str]
    in_report: Mapped[bool | None]
    """Whether the teacher reads it in the report; without a choice, when it is tied to an indicator."""


class TaskCount(Record):
    """How many of the pupils present were on task at one moment, and what was going on."""

    __tablename__ = "task_count"
    visit_id: Mapped[str] = reference("visit")
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
    next_step_indicator_id: Mapped[str | None] = reference("indicator")
    agreement: Mapped[str] = mapped_column(default="")
    help: Mapped[str] = mapped_column(default="")
    agreed_until: Mapped[date | None]
    look_again_on: Mapped[date | None]
    reaction: Mapped[str] = mapped_column(default="")
