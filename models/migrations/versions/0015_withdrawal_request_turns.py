"""A request to withdraw that was refused is closed with its reason, until its owner asks again.

Of before, nobody knows which were refused: those older than a day of which nothing was reserved are closed.
"""

from datetime import UTC, datetime, timedelta

import sqlalchemy as sa
from alembic import op

revision = "0015"
down_revision = "0014"
branch_labels = None
depends_on = None

TABLE = "withdrawal_request_turns"


def upgrade() -> None:
    op.create_table(
        TABLE,
        sa.Column("withdrawal_id", sa.String(), nullable=False),
        sa.Column("fen", sa.BigInteger(), nullable=False),
        sa.Column("seq", sa.Integer(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("refused", sa.String(), nullable=False, server_default=""),
        sa.Column("detail", sa.String(), nullable=False, server_default=""),
        sa.Column("run", sa.String(), nullable=False, server_default=""),
        sa.ForeignKeyConstraint(
            ["withdrawal_id", "fen"], ["withdrawal_requests.withdrawal_id", "withdrawal_requests.fen"]
        ),
        sa.PrimaryKeyConstraint("withdrawal_id", "fen", "seq"),
    )
    _close_the_old()
    _append_only()


def _close_the_old() -> None:
    now = datetime.now(UTC)
    old = sa.text(
        "insert into withdrawal_request_turns (withdrawal_id, fen, seq, at, refused)"
        " select withdrawal_id, fen, 1, :now, 'NOT_OURS' from withdrawal_requests"
        " where at < :old and withdrawal_id not in (select id from withdrawals)"
    ).bindparams(
        sa.bindparam("now", now, sa.DateTime(timezone=True)),
        sa.bindparam("old", now - timedelta(days=1), sa.DateTime(timezone=True)),
    )
    op.execute(old)


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
