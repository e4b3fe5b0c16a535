"""Keys that commands are signed with, and what each open workflow pinned of them."""

import sqlalchemy as sa
from alembic import op

revision = "0024"
down_revision = "0023"
branch_labels = None
depends_on = None

ROOT_IN_FORCE = sa.text("use = 'root' and until is null")


def upgrade() -> None:
    op.create_table(
        "platform_keys",
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("use", sa.String(), nullable=False),
        sa.Column("public", sa.String(), nullable=False),
        sa.Column("sealed", sa.String(), nullable=False),
        sa.Column("by", sa.String(), nullable=False),
        _at("since"),
        _at("until", nullable=True),
        _at("revoked_at", nullable=True),
        sa.Column("made_in", sa.BigInteger(), nullable=False),
        sa.Column("replaced_in", sa.BigInteger(), nullable=False),
        sa.CheckConstraint("use in ('root', 'gateway')", name="ck_platform_keys_use"),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_index(
        "uq_platform_keys_root",
        "platform_keys",
        ["use"],
        unique=True,
        sqlite_where=ROOT_IN_FORCE,
        postgresql_where=ROOT_IN_FORCE,
    )
    op.create_table(
        "signing_keys",
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("brand_id", sa.String(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("public", sa.String(), nullable=False),
        sa.Column("by", sa.String(), nullable=False),
        _at("since"),
        _at("until", nullable=True),
        _at("used_at", nullable=True),
        _at("revoked_at", nullable=True),
        sa.ForeignKeyConstraint(["brand_id"], ["brands.id"]),
        sa.PrimaryKeyConstraint("id"),
        sa.UniqueConstraint("brand_id", "public", name="uq_signing_keys_public"),
    )
    op.create_table(
        "key_versions",
        sa.Column("of", sa.String(), nullable=False),
        sa.Column("version", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("of"),
    )
    op.create_table(
        "pinned_keys",
        sa.Column("subject", sa.String(), nullable=False),
        sa.Column("of", sa.String(), nullable=False),
        sa.Column("trust", sa.String(), nullable=False),
        sa.Column("begun_with", sa.JSON(), nullable=False),
        sa.Column("version", sa.BigInteger(), nullable=False),
        sa.Column("root", sa.String(), nullable=False),
        _at("told_at"),
        sa.CheckConstraint("trust in ('operators', 'signed')", name="ck_pinned_keys_trust"),
        sa.PrimaryKeyConstraint("subject"),
    )
    op.create_index("ix_pinned_keys_of_version", "pinned_keys", ["of", "version"])
    op.create_index("ix_pinned_keys_version", "pinned_keys", ["version"])


def _at(name: str, *, nullable: bool = False) -> "sa.Column[object]":
    return sa.Column(name, sa.DateTime(timezone=True), nullable=nullable)


def downgrade() -> None:
    for table in ("pinned_keys", "key_versions", "signing_keys", "platform_keys"):
        op.drop_table(table)
