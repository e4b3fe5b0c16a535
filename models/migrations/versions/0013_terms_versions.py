"""What each version of the terms stands for, and how many commissions a creator has on its hands.

Of an older database the version that serves next is the first.
"""

import sqlalchemy as sa
from alembic import op

revision = "0013"
down_revision = "0012"
branch_labels = None
depends_on = None

TABLE = "terms_versions"


def upgrade() -> None:
    op.create_index("ix_commissions_creator_stage", "commissions", ["creator_id", "stage"])
    op.create_table(
        TABLE,
        sa.Column("version", sa.String(), nullable=False),
        sa.Column("digest", sa.String(), nullable=False),
        sa.Column("numbers", sa.JSON(), nullable=False),
        sa.Column("effective_from", sa.String(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("version"),
    )
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
    op.drop_index("ix_commissions_creator_stage", "commissions")
