"""What creators asked to withdraw by hand: a withdrawal begins only where it was asked for."""

import sqlalchemy as sa
from alembic import op

revision = "0010"
down_revision = "0009"
branch_labels = None
depends_on = None

TABLE = "withdrawal_requests"


def upgrade() -> None:
    op.create_table(
        TABLE,
        sa.Column("withdrawal_id", sa.String(), nullable=False),
        sa.Column("fen", sa.BigInteger(), nullable=False),
        sa.Column("creator_id", sa.String(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["creator_id"], ["creators.id"]),
        sa.PrimaryKeyConstraint("withdrawal_id", "fen"),
    )
    op.execute(
        "insert into withdrawal_requests (withdrawal_id, fen, creator_id, at)"  # begun before: asked for
        " select id, fen, creator_id, coalesce(requested_at, updated_at) from withdrawals"
        " where commission_id is null"
    )
    _append_only()


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
