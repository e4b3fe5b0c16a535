"""Files that a side handed in for a commission."""

import sqlalchemy as sa
from alembic import op

revision = "0019"
down_revision = "0018"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "uploads",
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("commission_id", sa.String(), nullable=False),
        sa.Column("party", sa.String(), nullable=False),
        sa.Column("by", sa.String(), nullable=False),
        sa.Column("purpose", sa.String(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("size", sa.BigInteger(), nullable=False),
        sa.Column("digest", sa.String(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("kept_until", sa.DateTime(timezone=True), nullable=True),
        sa.CheckConstraint("party in ('brand', 'creator', 'operator')", name="ck_uploads_party"),
        sa.CheckConstraint("size > 0", name="ck_uploads_size"),
        sa.ForeignKeyConstraint(["commission_id"], ["commissions.id"]),
        sa.PrimaryKeyConstraint("id"),
    )
    for column in ("commission_id", "kept_until"):
        op.create_index(f"ix_uploads_{column}", "uploads", [column])


def downgrade() -> None:
    op.drop_table("uploads")
