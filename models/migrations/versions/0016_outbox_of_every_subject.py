"""The outbox tells of every subject and gives public numbers; each consumer has deliveries of its own.

It only adds: the release before goes on writing what it knows, a commission and the number of its line.
Whoever numbers such a row, and those from before, writes down the subject as well.
"""

import sqlalchemy as sa
from alembic import op

revision = "0016"
down_revision = "0015"
branch_labels = None
depends_on = None

INSTANT = sa.DateTime(timezone=True)
UNDELIVERED = sa.text("delivered_at is null")
UNNUMBERED = sa.text("event_no is null")
WAITING = sa.text("state = 'waiting'")


def upgrade() -> None:
    op.drop_index("ix_outbox_waiting", "outbox")
    with op.batch_alter_table("outbox") as table:
        table.alter_column("commission_id", existing_type=sa.String(), nullable=True)
        table.add_column(sa.Column("subject_kind", sa.String(), nullable=False, server_default="commission"))
        table.add_column(sa.Column("subject_id", sa.String(), nullable=True))
        table.add_column(sa.Column("event_no", sa.BigInteger(), nullable=True))
        table.create_unique_constraint("uq_outbox_subject_seq", ["subject_kind", "subject_id", "seq"])
        table.create_unique_constraint("uq_outbox_event_no", ["event_no"])
    op.create_index(
        "ix_outbox_unnumbered", "outbox", ["id"], sqlite_where=UNNUMBERED, postgresql_where=UNNUMBERED
    )
    _deliveries()
    op.create_table(
        "leases",
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("holder", sa.String(), nullable=False),
        sa.Column("until", INSTANT, nullable=False),
        sa.PrimaryKeyConstraint("name"),
    )


def _deliveries() -> None:
    op.create_table(
        "deliveries",
        sa.Column("consumer", sa.String(), nullable=False),
        sa.Column("event_no", sa.BigInteger(), nullable=False),
        sa.Column("attempt", sa.Integer(), nullable=False),
        sa.Column("next_at", INSTANT, nullable=False),
        sa.Column("state", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(["event_no"], ["outbox.event_no"]),
        sa.PrimaryKeyConstraint("consumer", "event_no"),
    )
    op.create_index(
        "ix_deliveries_due",
        "deliveries",
        ["consumer", "next_at"],
        sqlite_where=WAITING,
        postgresql_where=WAITING,
    )


def downgrade() -> None:
    """What was told of other subjects is left out: the table of before has no room for it."""
    op.drop_table("leases")
    op.drop_table("deliveries")
    op.execute("delete from outbox where subject_kind <> 'commission'")
    op.drop_index("ix_outbox_unnumbered", "outbox")
    with op.batch_alter_table("outbox") as table:
        table.drop_constraint("uq_outbox_event_no", type_="unique")
        table.drop_constraint("uq_outbox_subject_seq", type_="unique")
        table.drop_column("event_no")
        table.drop_column("subject_id")
        table.drop_column("subject_kind")
        table.alter_column("commission_id", existing_type=sa.String(), nullable=False)
    op.create_index(
        "ix_outbox_waiting", "outbox", ["id"], sqlite_where=UNDELIVERED, postgresql_where=UNDELIVERED
    )
