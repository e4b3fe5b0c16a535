"""An SMS stands in the books from the line on that orders it."""

import sqlalchemy as sa
from alembic import op

revision = "0014"
down_revision = "0013"
branch_labels = None
depends_on = None

STATES = "state in ('ordered', 'sending', 'sent', 'answered', 'unanswered', 'refused', 'unknown', 'failed')"
STATES_BEFORE = "state in ('sending', 'sent', 'answered', 'unanswered', 'refused', 'unknown')"


def upgrade() -> None:
    with op.batch_alter_table("notices") as table:
        table.drop_constraint("ck_notices_state", type_="check")
        table.create_check_constraint("ck_notices_state", STATES)
        table.add_column(sa.Column("ordered_at", sa.DateTime(timezone=True), nullable=True))
        table.add_column(sa.Column("is_open", sa.Boolean(), nullable=False, server_default=sa.false()))
    op.create_index(
        "ix_notices_open",
        "notices",
        ["ordered_at"],
        sqlite_where=sa.text("is_open = 1"),
        postgresql_where=sa.text("is_open"),
    )


def downgrade() -> None:
    op.drop_index("ix_notices_open", "notices")
    op.execute("update notices set state = 'unknown' where state in ('ordered', 'failed')")
    with op.batch_alter_table("notices") as table:
        table.drop_column("is_open")
        table.drop_column("ordered_at")
        table.drop_constraint("ck_notices_state", type_="check")
        table.create_check_constraint("ck_notices_state", STATES_BEFORE)
