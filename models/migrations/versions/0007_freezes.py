"""Freezes of whole accounts, and what each frozen commission withholds of its creator's balance."""

import json

import sqlalchemy as sa
from alembic import op

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None

INSTANT = sa.DateTime(timezone=True)
WITHHOLDS, IN_FORCE = sa.text("withheld_fen > 0"), sa.text("ended_at is null")
SETTLED = ("settled", "completed", "refunded", "declined", "expired", "cancelled")


def upgrade() -> None:
    op.add_column(
        "commissions", sa.Column("withheld_fen", sa.BigInteger(), nullable=False, server_default="0")
    )
    op.create_index(
        "ix_commissions_withheld",
        "commissions",
        ["creator_id"],
        sqlite_where=WITHHOLDS,
        postgresql_where=WITHHOLDS,
    )
    op.create_table(
        "creator_freezes",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("creator_id", sa.String(), nullable=False),
        sa.Column("at", INSTANT, nullable=False),
        sa.Column("operator", sa.String(), nullable=False),
        sa.Column("reason", sa.String(), nullable=False),
        sa.Column("ended_at", INSTANT, nullable=True),
        sa.Column("ended_by", sa.String(), nullable=False, server_default=""),
        sa.Column("ended_reason", sa.String(), nullable=False, server_default=""),
        sa.ForeignKeyConstraint(["creator_id"], ["creators.id"]),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_index("ix_creator_freezes_creator_id", "creator_freezes", ["creator_id"])
    op.create_index(
        "uq_creator_freezes_in_force",
        "creator_freezes",
        ["creator_id"],
        unique=True,
        sqlite_where=IN_FORCE,
        postgresql_where=IN_FORCE,
    )
    _withhold_what_is_frozen()


def downgrade() -> None:
    op.drop_table("creator_freezes")
    op.drop_index("ix_commissions_withheld", "commissions")
    op.drop_column("commissions", "withheld_fen")


def _withhold_what_is_frozen() -> None:
    """Commissions that were frozen before the books knew what a freeze withholds."""
    connection = op.get_bind()
    rows = connection.execute(
        sa.text(
            "select id, stage, record from commissions where attention like '%frozen%'"
            " or attention like '%payout_withheld%'"
        )
    ).all()
    for row in rows:
        record = json.loads(row.record) if isinstance(row.record, str) else row.record
        if fen := _withheld(row.stage, record):
            connection.execute(
                sa.text("update commissions set withheld_fen = :fen where id = :id"),
                {"fen": fen, "id": row.id},
            )


def _withheld(stage: str, record: dict) -> int:  # type: ignore[type-arg]
    freeze, payout = record.get("freeze") or {}, record.get("payout") or {}
    if freeze.get("party") != "creator":
        return 0
    if stage in SETTLED:
        return int(payout.get("fen", 0)) if payout.get("state") == "withheld" else 0
    order = record.get("order") or {}
    price, terms = int(order.get("price_fen", 0)), order.get("terms") or {}
    fee = price * int(terms.get("fee_bps", 0)) // 10_000
    return price - (fee if terms.get("fee_payer", "creator") == "creator" else 0)
