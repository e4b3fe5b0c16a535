"""The outbox belongs to every subject and gives public numbers; deliveries wait for their consumers."""

import sqlalchemy as sa
from alembic import op

revision = "0016"
down_revision = "0015"
branch_labels = None
depends_on = None

INSTANT = sa.DateTime(timezone=True)
OUTBOX, OLD = "outbox", "outbox_of_commissions"
TOLD = "seq, event, payload, created_at, delivered_at"
INDEXES = (("ix_outbox_waiting", "delivered_at is null"), ("ix_outbox_unnumbered", "event_no is null"))


def upgrade() -> None:
    if op.get_bind().dialect.name == "sqlite":
        _made_anew()
    else:
        _changed_in_place()
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
    due = sa.text("state = 'waiting'")
    op.create_index(
        "ix_deliveries_due",
        "deliveries",
        ["consumer", "next_at"],
        sqlite_where=due,
        postgresql_where=due,
    )
    op.create_table(
        "leases",
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("holder", sa.String(), nullable=False),
        sa.Column("until", INSTANT, nullable=False),
        sa.PrimaryKeyConstraint("name"),
    )


def downgrade() -> None:
    """What was told of other subjects is left out: the table of before has no room for it."""
    op.drop_table("leases")
    op.drop_table("deliveries")
    op.execute("delete from outbox where subject_kind <> 'commission'")
    with op.batch_alter_table(OUTBOX) as table:
        table.drop_index("ix_outbox_unnumbered")
        table.drop_constraint("uq_outbox_event_no", type_="unique")
        table.drop_constraint("uq_outbox_subject_seq", type_="unique")
        table.drop_column("event_no")
        table.drop_column("subject_kind")
        table.alter_column("subject_id", new_column_name="commission_id", existing_type=sa.String())
        table.create_foreign_key("outbox_commission_id_fkey", "commissions", ["commission_id"], ["id"])
        table.create_unique_constraint("uq_outbox_commission_id_seq", ["commission_id", "seq"])


def _made_anew() -> None:
    """SQLite changes no constraint in place."""
    op.drop_index("ix_outbox_waiting", OUTBOX)
    op.rename_table(OUTBOX, OLD)
    op.create_table(
        OUTBOX,
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("subject_kind", sa.String(), nullable=False),
        sa.Column("subject_id", sa.String(), nullable=False),
        sa.Column("seq", sa.Integer(), nullable=False),
        sa.Column("event", sa.String(), nullable=False),
        sa.Column("payload", sa.JSON(), nullable=False),
        sa.Column("created_at", INSTANT, nullable=False),
        sa.Column("delivered_at", INSTANT, nullable=True),
        sa.Column("event_no", sa.BigInteger(), nullable=True),
        sa.PrimaryKeyConstraint("id"),
        sa.UniqueConstraint("subject_kind", "subject_id", "seq", name="uq_outbox_subject_seq"),
        sa.UniqueConstraint("event_no", name="uq_outbox_event_no"),
    )
    op.execute(
        f"insert into {OUTBOX} (id, subject_kind, subject_id, {TOLD})"  # noqa: S608
        f" select id, 'commission', commission_id, {TOLD} from {OLD}"
    )
    op.drop_table(OLD)
    for name, where in INDEXES:
        op.create_index(name, OUTBOX, ["id"], sqlite_where=sa.text(where))


def _changed_in_place() -> None:
    op.add_column(OUTBOX, sa.Column("subject_kind", sa.String(), nullable=True))
    op.execute("update outbox set subject_kind = 'commission'")
    op.alter_column(OUTBOX, "subject_kind", nullable=False)
    op.add_column(OUTBOX, sa.Column("event_no", sa.BigInteger(), nullable=True))
    op.execute(
        "do $$ declare named text; begin"
        " for named in select conname from pg_constraint"
        " where conrelid = 'outbox'::regclass and contype = 'f'"
        " loop execute format('alter table outbox drop constraint %I', named); end loop; end $$"
    )
    op.drop_constraint("uq_outbox_commission_id_seq", OUTBOX, type_="unique")
    op.alter_column(OUTBOX, "commission_id", new_column_name="subject_id")
    op.create_unique_constraint("uq_outbox_subject_seq", OUTBOX, ["subject_kind", "subject_id", "seq"])
    op.create_unique_constraint("uq_outbox_event_no", OUTBOX, ["event_no"])
    op.create_index(*INDEXES[1][:1], OUTBOX, ["id"], postgresql_where=sa.text(INDEXES[1][1]))
