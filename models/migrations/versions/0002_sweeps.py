"""Sweeps: runs and findings, observations, since when attention is wanted, and indexes for the gauges."""

from datetime import datetime

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None

INSTANT = sa.DateTime(timezone=True)


def upgrade() -> None:
    _sweep_runs()
    _findings()
    _observations()
    _attention()
    op.add_column("commissions", sa.Column("item", sa.String(), nullable=False, server_default=""))
    op.add_column("commissions", sa.Column("published_at", INSTANT, nullable=True))
    op.create_index("ix_commissions_published_at", "commissions", ["published_at"])
    op.create_index("ix_notices_channel_state", "notices", ["channel", "state"])
    op.create_index("ix_withdrawals_state", "withdrawals", ["state", "updated_at"])
    _fill()


def downgrade() -> None:
    for index, table in (
        ("ix_withdrawals_state", "withdrawals"),
        ("ix_notices_channel_state", "notices"),
        ("ix_commissions_published_at", "commissions"),
    ):
        op.drop_index(index, table)
    op.drop_column("commissions", "published_at")
    op.drop_column("commissions", "item")
    for table in ("attention", "observations", "findings", "sweep_runs"):
        op.drop_table(table)


def _sweep_runs() -> None:
    op.create_table(
        "sweep_runs",
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("at", INSTANT, nullable=False),
        sa.Column("finished_at", INSTANT, nullable=False),
        sa.Column("counts", sa.JSON(), nullable=False),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_index("ix_sweep_runs_name", "sweep_runs", ["name", "at"])


def _findings() -> None:
    op.create_table(
        "findings",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("sweep_id", sa.String(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("subject", sa.String(), nullable=False),
        sa.Column("detail", sa.String(), nullable=False),
        sa.Column("since", INSTANT, nullable=True),
        sa.Column("found_at", INSTANT, nullable=False),
        sa.PrimaryKeyConstraint("id"),
        sa.UniqueConstraint(
            "sweep_id", "kind", "subject", "detail", name="uq_findings_sweep_id_kind_subject"
        ),
    )


def _observations() -> None:
    op.create_table(
        "observations",
        sa.Column("commission_id", sa.String(), nullable=False),
        sa.Column("began_at", INSTANT, nullable=False),
        sa.Column("item", sa.String(), nullable=False),
        sa.Column("public", sa.Boolean(), nullable=False),
        sa.Column("last_at", INSTANT, nullable=False),
        sa.Column("told", sa.Boolean(), nullable=False),
        sa.ForeignKeyConstraint(["commission_id"], ["commissions.id"]),
        sa.PrimaryKeyConstraint("commission_id", "began_at"),
    )


def _attention() -> None:
    op.create_table(
        "attention",
        sa.Column("commission_id", sa.String(), nullable=False),
        sa.Column("word", sa.String(), nullable=False),
        sa.Column("since", INSTANT, nullable=False),
        sa.ForeignKeyConstraint(["commission_id"], ["commissions.id"]),
        sa.PrimaryKeyConstraint("commission_id", "word"),
    )
    op.create_index("ix_attention_word", "attention", ["word", "since"])


def _fill() -> None:
    """From what the rows hold already. Attention began no later than the last change that is known."""
    commissions = sa.table(
        "commissions",
        sa.column("id", sa.String()),
        sa.column("attention", sa.String()),
        sa.column("record", sa.JSON()),
        sa.column("updated_at", INSTANT),
        sa.column("item", sa.String()),
        sa.column("published_at", INSTANT),
    )
    attention = sa.table(
        "attention", sa.column("commission_id"), sa.column("word"), sa.column("since", INSTANT)
    )
    connection = op.get_bind()
    known = connection.execute(
        sa.select(commissions.c.id, commissions.c.attention, commissions.c.record, commissions.c.updated_at)
    ).all()
    for row in known:
        published = (row.record or {}).get("published_at")
        connection.execute(
            commissions.update()
            .where(commissions.c.id == row.id)
            .values(
                item=(row.record or {}).get("item", ""),
                published_at=datetime.fromisoformat(published) if published else None,
            )
        )
        for word in filter(None, row.attention.split(",")):
            connection.execute(
                attention.insert().values(commission_id=row.id, word=word, since=row.updated_at)
            )
