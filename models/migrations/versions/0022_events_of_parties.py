"""An event bears its public type and whom it is told, so that a side reads its own by an index.

It only adds: the release before goes on writing and numbering without them, and whoever publishes fills them
in, of what is there from before as well.
"""

import sqlalchemy as sa
from alembic import op

revision = "0022"
down_revision = "0021"
branch_labels = None
depends_on = None

UNTYPED = sa.text("type is null and event_no is not null")
COLUMNS = ("type", "brand_id", "creator_id")
SIDES = ("brand_id", "creator_id")


def upgrade() -> None:
    for name in COLUMNS:
        op.add_column("outbox", sa.Column(name, sa.String(), nullable=True))
    for name in SIDES:
        op.create_index(f"ix_outbox_{name}_event_no", "outbox", [name, "event_no"])
    op.create_index(
        "ix_outbox_untyped", "outbox", ["event_no"], sqlite_where=UNTYPED, postgresql_where=UNTYPED
    )


def downgrade() -> None:
    op.drop_index("ix_outbox_untyped", "outbox")
    for name in SIDES:
        op.drop_index(f"ix_outbox_{name}_event_no", "outbox")
    for name in COLUMNS:
        op.drop_column("outbox", name)
