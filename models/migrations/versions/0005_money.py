"""Withdrawals by hand with a line for each step, real names, deposits and refunds at the bank, claims."""

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None

INSTANT = sa.DateTime(timezone=True)
STATES = "state in ('under_way', 'waiting', 'paid', 'returned', 'refunded')"
STATES_BEFORE = "state in ('under_way', 'paid', 'returned')"
APPEND_ONLY = ("withdrawal_lines", "claims")


def upgrade() -> None:
    with op.batch_alter_table("withdrawals") as table:
        table.alter_column("commission_id", existing_type=sa.String(), nullable=True)
        table.drop_constraint("ck_withdrawals_state", type_="check")
        table.create_check_constraint("ck_withdrawals_state", STATES)
        table.add_column(sa.Column("seq", sa.Integer(), nullable=False, server_default="0"))
        table.add_column(sa.Column("rail", sa.String(), nullable=False, server_default=""))
        table.add_column(sa.Column("requested_at", INSTANT, nullable=True))
    op.create_index("ix_withdrawals_requested", "withdrawals", ["creator_id", "requested_at"])
    with op.batch_alter_table("notices") as table:
        table.alter_column("commission_id", existing_type=sa.String(), nullable=True)
    op.add_column("creators", sa.Column("verified_name", sa.String(), nullable=False, server_default=""))
    op.add_column(
        "creators", sa.Column("payout_by_hand", sa.Boolean(), nullable=False, server_default=sa.false())
    )
    op.execute("update creators set verified_name = payout_holder")  # whoever was paid under it, bears it
    op.add_column("sandbox_transfer", sa.Column("refunded_at", INSTANT, nullable=True))
    op.create_index("ix_ledger_entries_recorded_at", "ledger_entries", ["recorded_at"])
    _lines()
    _deposits()
    _claims()
    _refuse_changes()


def downgrade() -> None:
    _allow_changes()
    for name in ("claims", "sandbox_deposit", "withdrawal_lines"):
        op.drop_table(name)
    op.drop_index("ix_ledger_entries_recorded_at", "ledger_entries")
    op.drop_column("sandbox_transfer", "refunded_at")
    op.drop_column("creators", "payout_by_hand")
    op.drop_column("creators", "verified_name")
    with op.batch_alter_table("notices") as table:
        table.alter_column("commission_id", existing_type=sa.String(), nullable=False)
    op.drop_index("ix_withdrawals_requested", "withdrawals")
    with op.batch_alter_table("withdrawals") as table:
        for added in ("requested_at", "rail", "seq"):
            table.drop_column(added)
        table.drop_constraint("ck_withdrawals_state", type_="check")
        table.create_check_constraint("ck_withdrawals_state", STATES_BEFORE)
        table.alter_column("commission_id", existing_type=sa.String(), nullable=False)


def _lines() -> None:
    texts = ("event", "state", "number", "code", "actor", "reason")
    op.create_table(
        "withdrawal_lines",
        sa.Column("withdrawal_id", sa.String(), nullable=False),
        sa.Column("seq", sa.Integer(), nullable=False),
        sa.Column("at", INSTANT, nullable=False),
        *(sa.Column(name, sa.String(), nullable=False) for name in texts),
        sa.ForeignKeyConstraint(["withdrawal_id"], ["withdrawals.id"]),
        sa.PrimaryKeyConstraint("withdrawal_id", "seq"),
    )


def _deposits() -> None:
    op.create_table(
        "sandbox_deposit",
        sa.Column("number", sa.String(), nullable=False),
        sa.Column("brand_id", sa.String(), nullable=False),
        sa.Column("fen", sa.BigInteger(), nullable=False),
        sa.Column("at", INSTANT, nullable=False),
        sa.PrimaryKeyConstraint("number"),
    )


def _claims() -> None:
    op.create_table(
        "claims",
        sa.Column("key", sa.String(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("party", sa.String(), nullable=False),
        sa.Column("commission_id", sa.String(), nullable=True),
        sa.Column("creator_bps", sa.Integer(), nullable=True),
        sa.Column("fen", sa.BigInteger(), nullable=False),
        sa.Column("operator", sa.String(), nullable=False),
        sa.Column("reason", sa.String(), nullable=False),
        sa.Column("at", INSTANT, nullable=False),
        sa.CheckConstraint("fen > 0", name="ck_claims_fen"),
        sa.CheckConstraint("kind in ('clawback', 'compensation', 'write_off')", name="ck_claims_kind"),
        sa.ForeignKeyConstraint(["commission_id"], ["commissions.id"]),
        sa.PrimaryKeyConstraint("key"),
    )
    op.create_index("ix_claims_commission_id", "claims", ["commission_id"])


def _refuse_changes() -> None:
    for table in APPEND_ONLY:
        if op.get_bind().dialect.name == "postgresql":
            op.execute(
                f"create trigger {table}_append_only before update or delete or truncate on {table} "
                "for each statement execute function refuse_change()"
            )
            continue
        for change in ("update", "delete"):
            op.execute(
                f"create trigger {table}_no_{change} before {change} on {table} "
                f"begin select raise(abort, '{table} is append only'); end"
            )


def _allow_changes() -> None:
    for table in APPEND_ONLY:
        if op.get_bind().dialect.name == "postgresql":
            op.execute(f"drop trigger {table}_append_only on {table}")
            continue
        for change in ("update", "delete"):
            op.execute(f"drop trigger {table}_no_{change}")
