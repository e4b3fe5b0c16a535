"""Keys of personal data, and room for what is sealed under them. The rows themselves are sealed afterwards.

The programs before this one would write plain phones and accounts beside the sealed ones: they are shut out.
"""

import sqlalchemy as sa
from alembic import op

revision = "0020"
down_revision = "0019"
branch_labels = None
depends_on = None

SOME = 500
KEPT = sa.table("payout_accounts", sa.column("number", sa.String()), sa.column("party", sa.String()))
WITHDRAWALS = sa.table(
    "withdrawals", *(sa.column(name, sa.String()) for name in ("id", "creator_id", "brand_id"))
)
NOBODYS = "platform:payouts"
"""Of a number whose withdrawal is not there any more."""


def upgrade() -> None:
    _keys()
    _columns()
    _whose()
    op.execute("delete from rate_limits")  # their keys were digests that anybody could make
    op.execute("update schema_floor set revision = '0020'")


def _keys() -> None:
    op.create_table(
        "wrapping_keys",
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("is_current", sa.Boolean(), nullable=False),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_index(
        "uq_wrapping_keys_current",
        "wrapping_keys",
        ["is_current"],
        unique=True,
        sqlite_where=sa.text("is_current = 1"),
        postgresql_where=sa.text("is_current"),
    )
    op.create_table(
        "person_keys",
        sa.Column("person", sa.String(), nullable=False),
        sa.Column("wrapped", sa.String(), nullable=False),
        sa.Column("wrapped_by", sa.String(), nullable=False),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("destroyed_at", sa.DateTime(timezone=True), nullable=True),
        sa.PrimaryKeyConstraint("person"),
    )
    op.create_index("ix_person_keys_wrapped_by", "person_keys", ["wrapped_by"])


def _columns() -> None:
    text = sa.String()
    op.drop_index("ix_creators_phone", "creators")
    op.add_column("creators", sa.Column("phone_digest", text, nullable=False, server_default=""))
    op.create_index("ix_creators_phone_digest", "creators", ["phone_digest"])
    for table in ("creators", "brands"):
        op.add_column(table, sa.Column("erased_at", sa.DateTime(timezone=True), nullable=True))
    op.add_column("payout_accounts", sa.Column("party", text, nullable=False, server_default=""))
    op.create_index("ix_payout_accounts_party", "payout_accounts", ["party"])


def _whose() -> None:
    """A number is its withdrawal's id, a hyphen, and which try it is."""
    connection, after = op.get_bind(), ""
    while numbers := list(
        connection.scalars(
            sa.select(KEPT.c.number).where(KEPT.c.number > after).order_by(KEPT.c.number).limit(SOME)
        )
    ):
        ids = {number: number.rpartition("-")[0] for number in numbers}
        asked = sa.select(WITHDRAWALS).where(WITHDRAWALS.c.id.in_(set(ids.values())))
        owners = {row.id: _party(row.creator_id, row.brand_id) for row in connection.execute(asked)}
        connection.execute(
            sa.update(KEPT).where(KEPT.c.number == sa.bindparam("of")),
            [{"of": number, "party": owners.get(ids[number], NOBODYS)} for number in numbers],
        )
        after = numbers[-1]


def _party(creator_id: str | None, brand_id: str | None) -> str:
    return f"creator:{creator_id}" if creator_id else f"brand:{brand_id}"


def downgrade() -> None:
    """Only where nothing is sealed yet."""
    for table, index in (("payout_accounts", "party"), ("creators", "phone_digest")):
        op.drop_index(f"ix_{table}_{index}", table)
        op.drop_column(table, index)
    for table in ("creators", "brands"):
        op.drop_column(table, "erased_at")
    op.create_index("ix_creators_phone", "creators", ["phone"])
    op.drop_table("person_keys")
    op.drop_table("wrapping_keys")
    op.execute("update schema_floor set revision = '0003'")
