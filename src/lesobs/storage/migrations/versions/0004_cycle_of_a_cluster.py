"""Cycles about a cluster of sections."""

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"


def upgrade() -> None:
    with op.batch_alter_table("cycle") as batch:
        batch.add_column(sa.Column("cluster_id", sa.String()))
        batch.create_foreign_key(op.f("fk_cycle_cluster_id"), "cluster", ["cluster_id"], ["id"])
        batch.create_index(op.f("ix_cycle_cluster_id"), ["cluster_id"])
