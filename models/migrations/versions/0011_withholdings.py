"""Each change of what a freeze withholds, in the ledger's order. What was frozen before counts from now."""

import sqlalchemy as sa
from alembic import op

revision = "0011"
down_revision = "0010"
branch_labels = None
depends_on = None

TABLE = "withholdings"


def upgrade() -> None:
    op.create_table(
        TABLE,
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("creator_id", sa.String(), nullable=False),
        sa.Column("commission_id", sa.String(), nullable=True),
        sa.Column("freeze_id", sa.Integer(), nullable=True),
        sa.Column("fen", sa.BigInteger(), nullable=False),
        sa.Column("after_entry", sa.Integer(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("operator", sa.String(), nullable=False, server_default=""),
        sa.Column("reason", sa.String(), nullable=False, server_default=""),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_index("ix_withholdings_creator", TABLE, ["creator_id", "id"])
    _as_it_stands()
    _append_only()


def _as_it_stands() -> None:
    op.execute(
        "insert into withholdings (creator_id, commission_id, fen, after_entry, at)"
        " select creator_id, id, withheld_fen, (select coalesce(max(id), 0) from ledger_entries), updated_at"
        " from commissions where withheld_fen > 0"
    )
    op.execute(
        "insert into withholdings (creator_id, freeze_id, fen, after_entry, at, operator, reason)"
        " select creator_id, id, 1, (select coalesce(max(id), 0) from ledger_entries), at, operator, reason"
        " from creator_freezes order by id"
    )
    op.execute(
        "insert into withholdings (creator_id, freeze_id, fen, after_entry, at, operator, reason)"
        " select creator_id, id, 0, (select coalesce(max(id), 0) from ledger_entries), ended_at, ended_by,"
        " ended_reason from creator_freezes where ended_at is not null order by id"
    )


def _append_only() -> None:
    if op.get_bind().dialect.name == "postgresql":
        op.execute(
            f"create trigger {TABLE}_append_only before update or delete or truncate on {TABLE} "
            "for each statement execute function refuse_change()"
        )
        return
    for change in ("update", "delete"):
        op.execute(
            f"create trigger {TABLE}_no_{change} before {change} on {TABLE} "
            f"begin select raise(abort, '{TABLE} is append only'); end"
        )


def downgrade() -> None:
    op.drop_table(TABLE)
