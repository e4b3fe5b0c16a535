"""Which workflow leads a commission: what another one under its id says is not written."""

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("commissions", sa.Column("run", sa.String(), nullable=False, server_default=""))


def downgrade() -> None:
    op.drop_column("commissions", "run")
