"""Where each vendor number goes, kept before it is first sent."""

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None


def upgrade() -> None:
    columns = (sa.Column(name, sa.String(), nullable=False) for name in ("kind", "account", "holder"))
    op.create_table(
        "payout_accounts",
        sa.Column("number", sa.String(), nullable=False),
        *columns,
        sa.PrimaryKeyConstraint("number"),
    )


def downgrade() -> None:
    op.drop_table("payout_accounts")
