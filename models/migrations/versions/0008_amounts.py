"""How much each step of a withdrawal was about: a later reservation may take another amount."""

import sqlalchemy as sa
from alembic import op

revision = "0008"
down_revision = "0007"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("withdrawal_lines", sa.Column("fen", sa.BigInteger(), nullable=True))


def downgrade() -> None:
    op.drop_column("withdrawal_lines", "fen")
