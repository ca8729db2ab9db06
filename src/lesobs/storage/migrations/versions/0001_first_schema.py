"""The first schema."""

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None


def upgrade() -> None:
    op.create_table(
        "change",
        sa.Column("number", sa.Integer(), autoincrement=True, nullable=False),
        sa.Column("action_id", sa.String(), nullable=False),
        sa.Column("action", sa.String(), nullable=False),
        sa.Column("at", sa.DateTime(), nullable=False),
        sa.Column("person_id", sa.String(), nullable=True),
        sa.Column("table", sa.String(), nullable=False),
        sa.Column("row_id", sa.String(), nullable=False),
        sa.Column("old", sa.JSON(), nullable=True),
        sa.Column("new", sa.JSON(), nullable=True),
        sa.PrimaryKeyConstraint("number", name=op.f("pk_change")),
    )
    op.create_index(op.f("ix_change_action_id"), "change", ["action_id"], unique=False)
    op.create_table(
        "cluster",
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("created_at", sa.DateTime(), nullable=False),
        sa.Column("updated_at", sa.DateTime(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_cluster")),
        sa.UniqueConstraint("name", name=op.f("uq_cluster_name")),
    )
    op.create_table(
        "department",
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("created_at", sa.DateTime(), nullable=False),
        sa.Column("updated_at", sa.DateTime(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_department")),
        sa.UniqueConstraint("name", name=op.f("uq_department_name")),
    )
    op.create_table(
        "free_period",
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("starts_on", sa.Date(), nullable=False),
        sa.Column("ends_on", sa.Date(), nullable=False),
        sa.Column("to_confirm", sa.Boolean(), nullable=False),
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("created_at", sa.DateTime(), nullable=False),
        sa.Column("updated_at", sa.DateTime(), nullable=False),
        sa.CheckConstraint("ends_on >= starts_on", name=op.f("ck_free_period_period")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_free_period")),
    )
    op.create_index(op.f("ix_free_period_starts_on"), "free_period", ["starts_on"], unique=False)
    op.create_table(
        "indicator",
        sa.Column("key", sa.String(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("code", sa.String(), nullable=False),
        sa.Column("part", sa.String(), nullable=False),
        sa.Column("standard", sa.String(), nullable=False),
        sa.Column("title", sa.String(), nullable=False),
        sa.Column("text", sa.String(), nullable=False),
        sa.Column("question", sa.String(), nullable=False),
        sa.Column("watched", sa.String(), nullable=False),
        sa.Column("own", sa.Boolean(), nullable=False),
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("created_at", sa.DateTime(), nullable=False),
        sa.Column("updated_at", sa.DateTime(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_indicator")),
        sa.UniqueConstraint("key", "version", name=op.f("uq_indicator_key_version")),
    )
    op.create_table(
        "instrument",
        sa.Column("key", sa.String(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("title", sa.String(), nullable=False),
        sa.Column("description", sa.String(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("minutes_from", sa.Integer(), nullable=False),
        sa.Column("minutes_to", sa.Integer(), nullable=False),
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("created_at", sa.DateTime(), nullable=False),
        sa.Column("updated_at", sa.DateTime(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_instrument")),
        sa.UniqueConstraint("key", "version", name=op.f("uq_instrument_key_version")),
    )
    op.create_table(
        "person",
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("function", sa.String(), nullable=False),
        sa.Column("role", sa.String(), nullable=True),
        sa.Column("left_on", sa.Date(), nullable=True),
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("created_at", sa.DateTime(), nullable=False),
        sa.Column("updated_at", sa.DateTime(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_person")),
    )
    op.create_table(
        "round",
        sa.Column("title", sa.String(), nullable=False),
        sa.Column("starts_on", sa.Date(), nullable=False),
        sa.Column("ends_on", sa.Date(), nullable=False),
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("created_at", sa.DateTime(), nullable=False),
        sa.Column("updated_at", sa.DateTime(), nullable=False),
        sa.CheckConstraint("ends_on >= starts_on", name=op.f("ck_round_period")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_round")),
    )
    op.create_table(
        "school",
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("region", sa.String(), nullable=False),
        sa.Column("smallest_group", sa.Integer(), nullable=False),
        sa.Column("retention_years", sa.Integer(), nullable=False),
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("created_at", sa.DateTime(), nullable=False),
        sa.Column("updated_at", sa.DateTime(), nullable=False),
        sa.CheckConstraint("smallest_group >= 3", name=op.f("ck_school_smallest")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_school")),
    )
    op.create_table(
        "teacher",
        sa.Column("code", sa.String(), nullable=False),
        sa.Column("first_name", sa.String(), nullable=False),
        sa.Column("prefix", sa.String(), nullable=False),
        sa.Column("last_name", sa.String(), nullable=False),
        sa.Column("left_on", sa.Date(), nullable=True),
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("created_at", sa.DateTime(), nullable=False),
        sa.Column("updated_at", sa.DateTime(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_teacher")),
        sa.UniqueConstraint("code", name=op.f("uq_teacher_code")),
    )
    op.create_table(
        "tombstone",
        sa.Column("row_id", sa.String(), nullable=False),
        sa.Column("table", sa.String(), nullable=False),
        sa.Column("deleted_at", sa.DateTime(), nullable=False),
        sa.PrimaryKeyConstraint("row_id", name=op.f("pk_tombstone")),
    )
    op.create_table(
        "anchor",
        sa.Column("indicator_id", sa.String(), nullable=False),
        sa.Column("level", sa.Integer(), nullable=False),
        sa.Column("text", sa.String(), nullable=False),
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("created_at", sa.DateTime(), nullable=False),
        sa.Column("updated_at", sa.DateTime(), nullable=False),
        sa.ForeignKeyConstraint(["indicator_id"], ["indicator.id"], name=op.f("fk_anchor_indicator_id")),
        sa.CheckConstraint("level BETWEEN 1 AND 4", name=op.f("ck_anchor_level")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_anchor")),
        sa.UniqueConstraint("indicator_id", "level", name=op.f("uq_anchor_indicator_id_level")),
    )
    op.create_index(op.f("ix_anchor_indicator_id"), "anchor", ["indicator_id"], unique=False)
    op.create_table(
        "class_group",
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("year_level", sa.Integer(), nullable=True),
        sa.Column("department_id", sa.String(), nullable=True),
        sa.Column("pupils", sa.Integer(), nullable=True),
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("created_at", sa.DateTime(), nullable=False),
        sa.Column("updated_at", sa.DateTime(), nullable=False),
        sa.ForeignKeyConstraint(
            ["department_id"], ["department.id"], name=op.f("fk_class_group_department_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_class_group")),
        sa.UniqueConstraint("name", name=op.f("uq_class_group_name")),
    )
    op.create_index(op.f("ix_class_group_department_id"), "class_group", ["department_id"], unique=False)
    op.create_table(
        "instrument_item",
        sa.Column("instrument_id", sa.String(), nullable=False),
        sa.Column("indicator_id", sa.String(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("created_at", sa.DateTime(), nullable=False),
        sa.Column("updated_at", sa.DateTime(), nullable=False),
        sa.ForeignKeyConstraint(
            ["indicator_id"], ["indicator.id"], name=op.f("fk_instrument_item_indicator_id")
        ),
        sa.ForeignKeyConstraint(
            ["instrument_id"], ["instrument.id"], name=op.f("fk_instrument_item_instrument_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_instrument_item")),
        sa.UniqueConstraint(
            "instrument_id", "indicator_id", name=op.f("uq_instrument_item_instrument_id_indicator_id")
        ),
    )
    op.create_index(
        op.f("ix_instrument_item_indicator_id"), "instrument_item", ["indicator_id"], unique=False
    )
    op.create_index(
        op.f("ix_instrument_item_instrument_id"), "instrument_item", ["instrument_id"], unique=False
    )
    op.create_table(
        "look_for",
        sa.Column("indicator_id", sa.String(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("who", sa.String(), nullable=False),
        sa.Column("text", sa.String(), nullable=False),
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("created_at", sa.DateTime(), nullable=False),
        sa.Column("updated_at", sa.DateTime(), nullable=False),
        sa.ForeignKeyConstraint(["indicator_id"], ["indicator.id"], name=op.f("fk_look_for_indicator_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_look_for")),
        sa.UniqueConstraint("indicator_id", "position", name=op.f("uq_look_for_indicator_id_position")),
    )
    op.create_index(op.f("ix_look_for_indicator_id"), "look_for", ["indicator_id"], unique=False)
    op.create_table(
        "section",
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("cluster_id", sa.String(), nullable=True),
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("created_at", sa.DateTime(), nullable=False),
        sa.Column("updated_at", sa.DateTime(), nullable=False),
        sa.ForeignKeyConstraint(["cluster_id"], ["cluster.id"], name=op.f("fk_section_cluster_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_section")),
        sa.UniqueConstraint("name", name=op.f("uq_section_name")),
    )
    op.create_index(op.f("ix_section_cluster_id"), "section", ["cluster_id"], unique=False)
    op.create_table(
        "finding",
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("text", sa.String(), nullable=False),
        sa.Column("found_on", sa.Date(), nullable=False),
        sa.Column("school_year", sa.String(), nullable=False),
        sa.Column("section_id", sa.String(), nullable=True),
        sa.Column("indicator_key", sa.String(), nullable=True),
        sa.Column("counts", sa.JSON(), nullable=False),
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("created_at", sa.DateTime(), nullable=False),
        sa.Column("updated_at", sa.DateTime(), nullable=False),
        sa.ForeignKeyConstraint(["section_id"], ["section.id"], name=op.f("fk_finding_section_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_finding")),
    )
    op.create_index(op.f("ix_finding_section_id"), "finding", ["section_id"], unique=False)
    op.create_table(
        "teacher_section",
        sa.Column("teacher_id", sa.String(), nullable=False),
        sa.Column("section_id", sa.String(), nullable=False),
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("created_at", sa.DateTime(), nullable=False),
        sa.Column("updated_at", sa.DateTime(), nullable=False),
        sa.ForeignKeyConstraint(["section_id"], ["section.id"], name=op.f("fk_teacher_section_section_id")),
        sa.ForeignKeyConstraint(["teacher_id"], ["teacher.id"], name=op.f("fk_teacher_section_teacher_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_teacher_section")),
        sa.UniqueConstraint(
            "teacher_id", "section_id", name=op.f("uq_teacher_section_teacher_id_section_id")
        ),
    )
    op.create_index(op.f("ix_teacher_section_section_id"), "teacher_section", ["section_id"], unique=False)
    op.create_index(op.f("ix_teacher_section_teacher_id"), "teacher_section", ["teacher_id"], unique=False)
    op.create_table(
        "visit",
        sa.Column("teacher_id", sa.String(), nullable=False),
        sa.Column("section_id", sa.String(), nullable=False),
        sa.Column("class_group_id", sa.String(), nullable=True),
        sa.Column("observer_id", sa.String(), nullable=False),
        sa.Column("instrument_id", sa.String(), nullable=False),
        sa.Column("held_on", sa.Date(), nullable=False),
        sa.Column("lesson_hour", sa.Integer(), nullable=True),
        sa.Column("purpose", sa.String(), nullable=False),
        sa.Column("announced", sa.Boolean(), nullable=False),
        sa.Column("focus_question", sa.String(), nullable=False),
        sa.Column("state", sa.String(), nullable=False),
        sa.Column("phase", sa.String(), nullable=False),
        sa.Column("started_at", sa.DateTime(), nullable=True),
        sa.Column("finished_at", sa.DateTime(), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("reopen_reason", sa.String(), nullable=False),
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("created_at", sa.DateTime(), nullable=False),
        sa.Column("updated_at", sa.DateTime(), nullable=False),
        sa.ForeignKeyConstraint(["class_group_id"], ["class_group.id"], name=op.f("fk_visit_class_group_id")),
        sa.ForeignKeyConstraint(["instrument_id"], ["instrument.id"], name=op.f("fk_visit_instrument_id")),
        sa.ForeignKeyConstraint(["observer_id"], ["person.id"], name=op.f("fk_visit_observer_id")),
        sa.ForeignKeyConstraint(["section_id"], ["section.id"], name=op.f("fk_visit_section_id")),
        sa.ForeignKeyConstraint(["teacher_id"], ["teacher.id"], name=op.f("fk_visit_teacher_id")),
        sa.CheckConstraint("lesson_hour BETWEEN 1 AND 12", name=op.f("ck_visit_lesson_hour")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_visit")),
    )
    op.create_index(op.f("ix_visit_class_group_id"), "visit", ["class_group_id"], unique=False)
    op.create_index("ix_visit_held_on_state", "visit", ["held_on", "state"], unique=False)
    op.create_index(op.f("ix_visit_instrument_id"), "visit", ["instrument_id"], unique=False)
    op.create_index(op.f("ix_visit_observer_id"), "visit", ["observer_id"], unique=False)
    op.create_index(op.f("ix_visit_section_id"), "visit", ["section_id"], unique=False)
    op.create_index(op.f("ix_visit_teacher_id"), "visit", ["teacher_id"], unique=False)
    op.create_table(
        "cycle",
        sa.Column("title", sa.String(), nullable=False),
        sa.Column("goal", sa.String(), nullable=False),
        sa.Column("standard", sa.String(), nullable=False),
        sa.Column("section_id", sa.String(), nullable=True),
        sa.Column("department_id", sa.String(), nullable=True),
        sa.Column("finding_id", sa.String(), nullable=True),
        sa.Column("indicator_key", sa.String(), nullable=True),
        sa.Column("baseline", sa.JSON(), nullable=False),
        sa.Column("target_percent", sa.Integer(), nullable=True),
        sa.Column("owner_id", sa.String(), nullable=True),
        sa.Column("deputy_id", sa.String(), nullable=True),
        sa.Column("check_on", sa.Date(), nullable=True),
        sa.Column("phase", sa.String(), nullable=False),
        sa.Column("check_reason", sa.String(), nullable=False),
        sa.Column("outcome", sa.String(), nullable=True),
        sa.Column("reason", sa.String(), nullable=False),
        sa.Column("closed_on", sa.Date(), nullable=True),
        sa.Column("previous_id", sa.String(), nullable=True),
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("created_at", sa.DateTime(), nullable=False),
        sa.Column("updated_at", sa.DateTime(), nullable=False),
        sa.ForeignKeyConstraint(["department_id"], ["department.id"], name=op.f("fk_cycle_department_id")),
        sa.ForeignKeyConstraint(["deputy_id"], ["person.id"], name=op.f("fk_cycle_deputy_id")),
        sa.ForeignKeyConstraint(["finding_id"], ["finding.id"], name=op.f("fk_cycle_finding_id")),
        sa.ForeignKeyConstraint(["owner_id"], ["person.id"], name=op.f("fk_cycle_owner_id")),
        sa.ForeignKeyConstraint(["previous_id"], ["cycle.id"], name=op.f("fk_cycle_previous_id")),
        sa.ForeignKeyConstraint(["section_id"], ["section.id"], name=op.f("fk_cycle_section_id")),
        sa.CheckConstraint("target_percent BETWEEN 0 AND 100", name=op.f("ck_cycle_target")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_cycle")),
    )
    op.create_index(op.f("ix_cycle_department_id"), "cycle", ["department_id"], unique=False)
    op.create_index(op.f("ix_cycle_deputy_id"), "cycle", ["deputy_id"], unique=False)
    op.create_index(op.f("ix_cycle_finding_id"), "cycle", ["finding_id"], unique=False)
    op.create_index(op.f("ix_cycle_owner_id"), "cycle", ["owner_id"], unique=False)
    op.create_index(op.f("ix_cycle_previous_id"), "cycle", ["previous_id"], unique=False)
    op.create_index(op.f("ix_cycle_section_id"), "cycle", ["section_id"], unique=False)
    op.create_table(
        "debrief",
        sa.Column("visit_id", sa.String(), nullable=False),
        sa.Column("held_on", sa.Date(), nullable=True),
        sa.Column("teacher_view", sa.String(), nullable=False),
        sa.Column("observer_view", sa.String(), nullable=False),
        sa.Column("strength", sa.String(), nullable=False),
        sa.Column("next_step", sa.String(), nullable=False),
        sa.Column("next_step_indicator_id", sa.String(), nullable=True),
        sa.Column("agreement", sa.String(), nullable=False),
        sa.Column("help", sa.String(), nullable=False),
        sa.Column("look_again_on", sa.Date(), nullable=True),
        sa.Column("reaction", sa.String(), nullable=False),
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("created_at", sa.DateTime(), nullable=False),
        sa.Column("updated_at", sa.DateTime(), nullable=False),
        sa.ForeignKeyConstraint(
            ["next_step_indicator_id"], ["indicator.id"], name=op.f("fk_debrief_next_step_indicator_id")
        ),
        sa.ForeignKeyConstraint(["visit_id"], ["visit.id"], name=op.f("fk_debrief_visit_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_debrief")),
        sa.UniqueConstraint("visit_id", name=op.f("uq_debrief_visit_id")),
    )
    op.create_index(
        op.f("ix_debrief_next_step_indicator_id"), "debrief", ["next_step_indicator_id"], unique=False
    )
    op.create_table(
        "note",
        sa.Column("visit_id", sa.String(), nullable=False),
        sa.Column("indicator_id", sa.String(), nullable=True),
        sa.Column("at", sa.Time(), nullable=False),
        sa.Column("phase", sa.String(), nullable=False),
        sa.Column("text", sa.String(), nullable=False),
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("created_at", sa.DateTime(), nullable=False),
        sa.Column("updated_at", sa.DateTime(), nullable=False),
        sa.ForeignKeyConstraint(["indicator_id"], ["indicator.id"], name=op.f("fk_note_indicator_id")),
        sa.ForeignKeyConstraint(["visit_id"], ["visit.id"], name=op.f("fk_note_visit_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_note")),
    )
    op.create_index(op.f("ix_note_indicator_id"), "note", ["indicator_id"], unique=False)
    op.create_index(op.f("ix_note_visit_id"), "note", ["visit_id"], unique=False)
    op.create_table(
        "rating",
        sa.Column("visit_id", sa.String(), nullable=False),
        sa.Column("indicator_id", sa.String(), nullable=False),
        sa.Column("level", sa.Integer(), nullable=True),
        sa.Column("explanation", sa.String(), nullable=False),
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("created_at", sa.DateTime(), nullable=False),
        sa.Column("updated_at", sa.DateTime(), nullable=False),
        sa.ForeignKeyConstraint(["indicator_id"], ["indicator.id"], name=op.f("fk_rating_indicator_id")),
        sa.ForeignKeyConstraint(["visit_id"], ["visit.id"], name=op.f("fk_rating_visit_id")),
        sa.CheckConstraint("level BETWEEN 0 AND 4", name=op.f("ck_rating_level")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_rating")),
        sa.UniqueConstraint("visit_id", "indicator_id", name=op.f("uq_rating_visit_id_indicator_id")),
    )
    op.create_index("ix_rating_counts", "rating", ["visit_id", "indicator_id", "level"], unique=False)
    op.create_index(op.f("ix_rating_indicator_id"), "rating", ["indicator_id"], unique=False)
    op.create_table(
        "seen_look_for",
        sa.Column("visit_id", sa.String(), nullable=False),
        sa.Column("look_for_id", sa.String(), nullable=False),
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("created_at", sa.DateTime(), nullable=False),
        sa.Column("updated_at", sa.DateTime(), nullable=False),
        sa.ForeignKeyConstraint(["look_for_id"], ["look_for.id"], name=op.f("fk_seen_look_for_look_for_id")),
        sa.ForeignKeyConstraint(["visit_id"], ["visit.id"], name=op.f("fk_seen_look_for_visit_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_seen_look_for")),
        sa.UniqueConstraint("visit_id", "look_for_id", name=op.f("uq_seen_look_for_visit_id_look_for_id")),
    )
    op.create_index(op.f("ix_seen_look_for_look_for_id"), "seen_look_for", ["look_for_id"], unique=False)
    op.create_index(op.f("ix_seen_look_for_visit_id"), "seen_look_for", ["visit_id"], unique=False)
    op.create_table(
        "activity",
        sa.Column("title", sa.String(), nullable=False),
        sa.Column("description", sa.String(), nullable=False),
        sa.Column("phase", sa.String(), nullable=False),
        sa.Column("standard", sa.String(), nullable=False),
        sa.Column("owner_id", sa.String(), nullable=True),
        sa.Column("section_id", sa.String(), nullable=True),
        sa.Column("department_id", sa.String(), nullable=True),
        sa.Column("cycle_id", sa.String(), nullable=True),
        sa.Column("finding_id", sa.String(), nullable=True),
        sa.Column("starts_on", sa.Date(), nullable=False),
        sa.Column("ends_on", sa.Date(), nullable=False),
        sa.Column("status", sa.String(), nullable=False),
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("created_at", sa.DateTime(), nullable=False),
        sa.Column("updated_at", sa.DateTime(), nullable=False),
        sa.ForeignKeyConstraint(["cycle_id"], ["cycle.id"], name=op.f("fk_activity_cycle_id")),
        sa.ForeignKeyConstraint(["department_id"], ["department.id"], name=op.f("fk_activity_department_id")),
        sa.ForeignKeyConstraint(["finding_id"], ["finding.id"], name=op.f("fk_activity_finding_id")),
        sa.ForeignKeyConstraint(["owner_id"], ["person.id"], name=op.f("fk_activity_owner_id")),
        sa.ForeignKeyConstraint(["section_id"], ["section.id"], name=op.f("fk_activity_section_id")),
        sa.CheckConstraint("ends_on >= starts_on", name=op.f("ck_activity_period")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_activity")),
    )
    op.create_index(op.f("ix_activity_cycle_id"), "activity", ["cycle_id"], unique=False)
    op.create_index(op.f("ix_activity_department_id"), "activity", ["department_id"], unique=False)
    op.create_index(op.f("ix_activity_finding_id"), "activity", ["finding_id"], unique=False)
    op.create_index(op.f("ix_activity_owner_id"), "activity", ["owner_id"], unique=False)
    op.create_index(op.f("ix_activity_section_id"), "activity", ["section_id"], unique=False)
    op.create_index(op.f("ix_activity_starts_on"), "activity", ["starts_on"], unique=False)
