"""Cycles about several indicators, each with its own counts and target; what was asked for a finding."""

import json
import uuid
from typing import Any

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"

IDENTITIES = uuid.UUID("5b0c3f5e-7f0a-4f7a-9d5e-0c9d1b6a2e03")
"""Two laptops that bring the same school up to date must give a row the same identity."""


def upgrade() -> None:
    op.execute("ALTER TABLE finding ADD COLUMN asked JSON")
    _create_cycle_indicator()
    for cycle in _cycles():
        _move(cycle)
    with op.batch_alter_table("cycle") as batch:
        batch.drop_constraint(op.f("ck_cycle_target"), type_="check")
        for name in ("indicator_key", "baseline", "target_percent"):
            batch.drop_column(name)


def _create_cycle_indicator() -> None:
    op.create_table(
        "cycle_indicator",
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("created_at", sa.DateTime(), nullable=False),
        sa.Column("updated_at", sa.DateTime(), nullable=False),
        sa.Column("cycle_id", sa.String(), nullable=False),
        sa.Column("indicator_key", sa.String(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("baseline", sa.JSON(), nullable=False),
        sa.Column("stands_on", sa.String(), nullable=False),
        sa.Column("taken_on", sa.Date()),
        sa.Column("target_percent", sa.Integer()),
        sa.Column("finding_id", sa.String()),
        sa.ForeignKeyConstraint(["cycle_id"], ["cycle.id"], name=op.f("fk_cycle_indicator_cycle_id")),
        sa.ForeignKeyConstraint(["finding_id"], ["finding.id"], name=op.f("fk_cycle_indicator_finding_id")),
        sa.CheckConstraint("target_percent BETWEEN 0 AND 100", name=op.f("ck_cycle_indicator_target")),
        sa.UniqueConstraint(
            "cycle_id", "indicator_key", name=op.f("uq_cycle_indicator_cycle_id_indicator_key")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_cycle_indicator")),
    )
    for name in ("cycle_id", "finding_id"):
        op.create_index(op.f(f"ix_cycle_indicator_{name}"), "cycle_indicator", [name])


def _cycles() -> list[dict[str, Any]]:
    """Every cycle with what its finding says of the counts. As text, so that nothing is made of it."""
    query = sa.text(
        "SELECT cycle.*, finding.indicator_key AS found_key, finding.counts AS found_counts, "
        "finding.stands_on AS found_stands_on, finding.found_on AS found_on "
        "FROM cycle LEFT JOIN finding ON finding.id = cycle.finding_id"
    )
    return [dict(row) for row in op.get_bind().execute(query).mappings()]


def _move(cycle: dict[str, Any]) -> None:
    """Give a cycle its one indicator. Counts without one are about that of the finding; a target that is
    about nothing counted goes on in the words of the goal."""
    baseline = json.loads(cycle["baseline"])
    stands_on = baseline.pop("stands_on", "")
    counted = any(baseline.get("levels", ()))
    key = cycle["indicator_key"] or (cycle["found_key"] if counted else None)
    if key is None:
        if cycle["target_percent"] is not None:
            _keep_in_goal(cycle)
        return
    of_finding = counted and not stands_on and key == cycle["found_key"]
    op.get_bind().execute(
        sa.text(
            "INSERT INTO cycle_indicator VALUES (:id, :created_at, :updated_at, :cycle_id, :indicator_key, "
            "0, :baseline, :stands_on, :taken_on, :target_percent, :finding_id)"
        ),
        {
            "id": str(uuid.uuid5(IDENTITIES, f"{cycle['id']} {key}")),
            "created_at": cycle["created_at"],
            "updated_at": cycle["updated_at"],
            "cycle_id": cycle["id"],
            "indicator_key": key,
            "baseline": json.dumps(baseline),
            "stands_on": stands_on or cycle["found_stands_on"] or "",
            "taken_on": cycle["found_on"] if of_finding else None,
            "target_percent": cycle["target_percent"],
            "finding_id": cycle["finding_id"] if key == cycle["found_key"] else None,
        },
    )


def _keep_in_goal(cycle: dict[str, Any]) -> None:
    goal = f"{cycle['goal'].rstrip()} (streefcijfer: {cycle['target_percent']} %)".strip()
    op.get_bind().execute(
        sa.text("UPDATE cycle SET goal = :goal WHERE id = :id"), {"goal": goal, "id": cycle["id"]}
    )
