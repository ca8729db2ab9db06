"""This file is the tables of what follows from the lessons: findings, cycles and the calendar."""

from datetime import date
from typing import Any

from sqlalchemy import JSON, CheckConstraint, UniqueConstraint, false
from sqlalchemy.orm import Mapped, mapped_column

from lesobs.domain.activity import ActivityStatus
from lesobs.domain.cycle import Outcome, Phase
from lesobs.domain.finding import FindingKind
from lesobs.domain.recurrence import Anchor, Every
from lesobs.storage.tables.base import Record, reference


class Finding(Record):
    """What the team concludes from a picture, with the counts of that moment."""

    __tablename__ = "finding"

    kind: Mapped[FindingKind]
    text: Mapped[str]
    found_on: Mapped[date]
    school_year: Mapped[str]
    section_id: Mapped[str | None] = reference("section")
    indicator_key: Mapped[str | None]
    counts: Mapped[dict[str, Any]]
    discussed_on: Mapped[date | None]
    stands_on: Mapped[str | None]
    """What the counts were made of, as the sentence above the picture."""
    asked: Mapped[dict[str, Any] | None] = mapped_column(JSON(none_as_null=True))
    """What the picture was asked and which row it was, so that the same can be asked of later lessons."""


class GoodLesson(Record):
    """A line from a lesson without names, as a leader edited it; in packs once it is approved."""

    __tablename__ = "good_lesson"

    indicator_key: Mapped[str]
    section_id: Mapped[str | None] = reference("section")
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
    section_id: Mapped[str | None] = reference("section")
    cluster_id: Mapped[str | None] = reference("cluster")
    department_id: Mapped[str | None] = reference("department")
    finding_id: Mapped[str | None] = reference("finding")
    owner_id: Mapped[str | None] = reference("person")
    deputy_id: Mapped[str | None] = reference("person")
    check_on: Mapped[date | None]
    phase: Mapped[Phase] = mapped_column(default=Phase.PLAN)
    check_reason: Mapped[str] = mapped_column(default="")
    outcome: Mapped[Outcome | None]
    reason: Mapped[str] = mapped_column(default="")
    closed_on: Mapped[date | None]
    previous_id: Mapped[str | None] = reference("cycle")


class CycleIndicator(Record):
    """One thing a cycle is measured by, with the counts it starts from and the share it aims at."""

    __tablename__ = "cycle_indicator"
    __table_args__ = (UniqueConstraint("cycle_id", "indicator_key"),)

    cycle_id: Mapped[str] = reference("cycle")
    indicator_key: Mapped[str]
    position: Mapped[int]
    baseline: Mapped[dict[str, Any]]
    stands_on: Mapped[str] = mapped_column(default="")
    """What the counts were made of, in words."""
    taken_on: Mapped[date | None]
    """The day on which the picture told these counts; lessons after it are not among them."""
    target_percent: Mapped[int | None] = mapped_column(
        CheckConstraint("target_percent BETWEEN 0 AND 100", name="target")
    )
    finding_id: Mapped[str | None] = reference("finding")
    """The finding that brought it, beside the one the cycle begins with."""


class Series(Record):
    """An activity that comes back: what each is like, and by what rule it finds its days."""

    __tablename__ = "series"

    title: Mapped[str]
    description: Mapped[str] = mapped_column(default="")
    phase: Mapped[Phase]
    standard: Mapped[str]
    owner_id: Mapped[str | None] = reference("person")
    section_id: Mapped[str | None] = reference("section")
    department_id: Mapped[str | None] = reference("department")
    every: Mapped[Every]
    anchor: Mapped[Anchor]
    first_on: Mapped[date]
    last_on: Mapped[date] = mapped_column(CheckConstraint("last_on >= first_on", name="period"))
    holiday: Mapped[str] = mapped_column(default="")
    days: Mapped[int] = mapped_column(CheckConstraint("days BETWEEN 0 AND 60", name="days"), default=0)
    moves_out: Mapped[bool] = mapped_column(default=False)
    ended_on: Mapped[date | None]
    """None comes back that would begin after this day."""
    origin: Mapped[str] = mapped_column(default="")
    """The item of the standard year it was taken from."""


class Activity(Record):
    __tablename__ = "activity"

    title: Mapped[str]
    description: Mapped[str] = mapped_column(default="")
    phase: Mapped[Phase]
    standard: Mapped[str]
    owner_id: Mapped[str | None] = reference("person")
    section_id: Mapped[str | None] = reference("section")
    department_id: Mapped[str | None] = reference("department")
    cycle_id: Mapped[str | None] = reference("cycle")
    finding_id: Mapped[str | None] = reference("finding")
    starts_on: Mapped[date] = mapped_column(index=True)
    ends_on: Mapped[date] = mapped_column(CheckConstraint("ends_on >= starts_on", name="period"))
    status: Mapped[ActivityStatus] = mapped_column(default=ActivityStatus.TODO)
    series_id: Mapped[str | None] = reference("series")
    occurrence: Mapped[str | None]
    """Which time of its series this is; stays when its days change, so that no year gets it twice."""
    previous_id: Mapped[str | None] = reference("activity")
    """The activity of an earlier year that this one goes on from."""
    suggested: Mapped[bool] = mapped_column(default=False, server_default=false())
    """Taken from the standard year, and not looked at yet."""


class FreePeriod(Record):
    """A holiday as this school keeps it; starts as the published date and stays editable."""

    __tablename__ = "free_period"

    name: Mapped[str]
    starts_on: Mapped[date] = mapped_column(index=True)
    ends_on: Mapped[date] = mapped_column(CheckConstraint("ends_on >= starts_on", name="period"))
    to_confirm: Mapped[bool]
