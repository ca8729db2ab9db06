"""Counts, own scores, duo-visits, versions and drafts for the visit; cards and notes for the team
talk; activities that come back in the calendar."""

from typing import Any

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"

# Added as SQL, since Alembic would rebuild the table for a column with a reference or a check.
COLUMNS = (
    "visit ADD COLUMN duo_of_id VARCHAR CONSTRAINT fk_visit_duo_of_id REFERENCES visit (id)",
    "visit ADD COLUMN count_every INTEGER "
    "CONSTRAINT ck_visit_count_every CHECK (count_every BETWEEN 1 AND 60)",
    "note ADD COLUMN in_report BOOLEAN",
    "debrief ADD COLUMN agreed_until DATE",
    "instrument ADD COLUMN retired_on DATE",
    "finding ADD COLUMN discussed_on DATE",
    "finding ADD COLUMN stands_on VARCHAR",
    "activity ADD COLUMN series_id VARCHAR CONSTRAINT fk_activity_series_id REFERENCES series (id)",
    "activity ADD COLUMN occurrence VARCHAR",
    "activity ADD COLUMN previous_id VARCHAR CONSTRAINT fk_activity_previous_id REFERENCES activity (id)",
    "activity ADD COLUMN suggested BOOLEAN DEFAULT 0 NOT NULL",
)


def upgrade() -> None:
    _create_series()
    for column in COLUMNS:
        op.execute(f"ALTER TABLE {column}")
    for name in ("series_id", "previous_id"):
        op.create_index(op.f(f"ix_activity_{name}"), "activity", [name])
    op.create_index(op.f("ix_visit_duo_of_id"), "visit", ["duo_of_id"])
    op.create_table(
        "teacher_rating",
        *_record(),
        _reference("teacher_rating", "visit"),
        _reference("teacher_rating", "indicator"),
        sa.Column("level", sa.Integer(), nullable=False),
        sa.CheckConstraint("level BETWEEN 0 AND 4", name=op.f("ck_teacher_rating_level")),
        sa.UniqueConstraint("visit_id", "indicator_id", name=op.f("uq_teacher_rating_visit_id_indicator_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_teacher_rating")),
    )
    op.create_index(op.f("ix_teacher_rating_indicator_id"), "teacher_rating", ["indicator_id"])
    op.create_table(
        "task_count",
        *_record(),
        _reference("task_count", "visit"),
        sa.Column("at", sa.Time(), nullable=False),
        sa.Column("phase", sa.String(), nullable=False),
        sa.Column("on_task", sa.Integer(), nullable=False),
        sa.Column("present", sa.Integer(), nullable=False),
        sa.Column("occupation", sa.String()),
        sa.CheckConstraint("on_task >= 0", name=op.f("ck_task_count_on_task")),
        sa.CheckConstraint("present BETWEEN 1 AND 99", name=op.f("ck_task_count_present")),
        sa.CheckConstraint("on_task <= present", name=op.f("ck_task_count_on_task_of_present")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_task_count")),
    )
    op.create_index(op.f("ix_task_count_visit_id"), "task_count", ["visit_id"])
    op.create_table(
        "visit_version",
        *_record(),
        _reference("visit_version", "visit"),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("reason", sa.String(), nullable=False),
        sa.Column("content", sa.JSON(), nullable=False),
        sa.UniqueConstraint("visit_id", "version", name=op.f("uq_visit_version_visit_id_version")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_visit_version")),
    )
    op.create_index(op.f("ix_visit_version_visit_id"), "visit_version", ["visit_id"])
    op.create_table(
        "instrument_draft",
        *_record(),
        sa.Column("key", sa.String(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("content", sa.JSON(), nullable=False),
        sa.UniqueConstraint("key", "version", name=op.f("uq_instrument_draft_key_version")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_instrument_draft")),
    )
    op.create_table(
        "good_lesson",
        *_record(),
        sa.Column("indicator_key", sa.String(), nullable=False),
        sa.Column(
            "section_id", sa.String(), sa.ForeignKey("section.id", name=op.f("fk_good_lesson_section_id"))
        ),
        sa.Column("text", sa.String(), nullable=False),
        sa.Column("approved_on", sa.Date()),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_good_lesson")),
    )
    op.create_index(op.f("ix_good_lesson_section_id"), "good_lesson", ["section_id"])
    op.create_table(
        "indicator_note",
        *_record(),
        sa.Column("indicator_key", sa.String(), nullable=False),
        sa.Column("text", sa.String(), nullable=False),
        sa.Column("written_on", sa.Date(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_indicator_note")),
    )


def _create_series() -> None:
    """The rules by which activities come back; `activity` refers to it."""
    referring = (("owner_id", "person"), ("section_id", "section"), ("department_id", "department"))
    op.create_table(
        "series",
        *_record(),
        sa.Column("title", sa.String(), nullable=False),
        sa.Column("description", sa.String(), nullable=False),
        sa.Column("phase", sa.String(), nullable=False),
        sa.Column("standard", sa.String(), nullable=False),
        *(
            sa.Column(name, sa.String(), sa.ForeignKey(f"{table}.id", name=op.f(f"fk_series_{name}")))
            for name, table in referring
        ),
        sa.Column("every", sa.String(), nullable=False),
        sa.Column("anchor", sa.String(), nullable=False),
        sa.Column("first_on", sa.Date(), nullable=False),
        sa.Column("last_on", sa.Date(), nullable=False),
        sa.Column("holiday", sa.String(), nullable=False),
        sa.Column("days", sa.Integer(), nullable=False),
        sa.Column("moves_out", sa.Boolean(), nullable=False),
        sa.Column("ended_on", sa.Date()),
        sa.Column("origin", sa.String(), nullable=False),
        sa.CheckConstraint("last_on >= first_on", name=op.f("ck_series_period")),
        sa.CheckConstraint("days BETWEEN 0 AND 60", name=op.f("ck_series_days")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_series")),
    )
    for name, _ in referring:
        op.create_index(op.f(f"ix_series_{name}"), "series", [name])


def _record() -> tuple[sa.Column[Any], ...]:
    return (
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("created_at", sa.DateTime(), nullable=False),
        sa.Column("updated_at", sa.DateTime(), nullable=False),
    )


def _reference(table: str, to: str) -> sa.Column[str]:
    name = op.f(f"fk_{table}_{to}_id")
    return sa.Column(f"{to}_id", sa.String(), sa.ForeignKey(f"{to}.id", name=name), nullable=False)
