"""Who may come in: codes, sessions, members, invitations, keys, limits, and the log of who did what."""

import sqlalchemy as sa
from alembic import op

revision = "0018"
down_revision = "0017"
branch_labels = None
depends_on = None

LOG = "audit_log"
STAFF = "kind in ('brand', 'operator')"
OF_A_BRAND = "(kind = 'brand') = (brand_id is not null)"


def upgrade() -> None:
    op.create_index("ix_creators_phone", "creators", ["phone"])
    _codes_and_limits()
    _members()
    _sessions()
    _invitations()
    _keys()
    _log()


def _codes_and_limits() -> None:
    op.create_table(
        "sign_in_codes",
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("digest", sa.String(), nullable=False),
        sa.Column("tries", sa.Integer(), nullable=False),
        _at("created_at"),
        _at("expires_at"),
        _at("used_at", nullable=True),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_index("ix_sign_in_codes_expires_at", "sign_in_codes", ["expires_at"])
    op.create_table(
        "rate_limits",
        sa.Column("key", sa.String(), nullable=False),
        sa.Column("tat", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("key"),
    )
    op.create_index("ix_rate_limits_tat", "rate_limits", ["tat"])


def _members() -> None:
    op.create_table(
        "members",
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("brand_id", sa.String(), nullable=True),
        sa.Column("role", sa.String(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("login", sa.String(), nullable=False),
        sa.Column("password", sa.String(), nullable=False),
        sa.Column("totp", sa.String(), nullable=False),
        sa.Column("totp_step", sa.BigInteger(), nullable=False),
        _at("joined_at"),
        _at("removed_at", nullable=True),
        sa.CheckConstraint(STAFF, name="ck_members_kind"),
        sa.CheckConstraint(OF_A_BRAND, name="ck_members_brand_id"),
        sa.ForeignKeyConstraint(["brand_id"], ["brands.id"]),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_index("ix_members_brand_id", "members", ["brand_id"])
    here = sa.text("removed_at is null")
    op.create_index(
        "uq_members_login", "members", ["login"], unique=True, sqlite_where=here, postgresql_where=here
    )
    op.create_table(
        "recovery_codes",
        sa.Column("digest", sa.String(), nullable=False),
        sa.Column("member_id", sa.String(), nullable=False),
        _at("used_at", nullable=True),
        sa.ForeignKeyConstraint(["member_id"], ["members.id"]),
        sa.PrimaryKeyConstraint("digest"),
    )
    op.create_index("ix_recovery_codes_member_id", "recovery_codes", ["member_id"])


def _sessions() -> None:
    op.create_table(
        "sessions",
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("digest", sa.String(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("creator_id", sa.String(), nullable=True),
        sa.Column("member_id", sa.String(), nullable=True),
        sa.Column("environment", sa.String(), nullable=False),
        sa.Column("address", sa.String(), nullable=False),
        _at("created_at"),
        _at("used_at"),
        _at("expires_at"),
        _at("revoked_at", nullable=True),
        sa.CheckConstraint("kind in ('creator', 'brand', 'operator')", name="ck_sessions_kind"),
        sa.CheckConstraint("(kind = 'creator') = (creator_id is not null)", name="ck_sessions_creator_id"),
        sa.CheckConstraint("(kind = 'creator') = (member_id is null)", name="ck_sessions_member_id"),
        sa.ForeignKeyConstraint(["creator_id"], ["creators.id"]),
        sa.ForeignKeyConstraint(["member_id"], ["members.id"]),
        sa.PrimaryKeyConstraint("id"),
        sa.UniqueConstraint("digest"),
    )
    for column in ("creator_id", "member_id", "expires_at"):
        op.create_index(f"ix_sessions_{column}", "sessions", [column])


def _invitations() -> None:
    op.create_table(
        "invitations",
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("digest", sa.String(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("brand_id", sa.String(), nullable=True),
        sa.Column("role", sa.String(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("member_id", sa.String(), nullable=True),
        sa.Column("seed", sa.String(), nullable=False),
        sa.Column("by", sa.String(), nullable=False),
        _at("created_at"),
        _at("expires_at"),
        _at("used_at", nullable=True),
        _at("revoked_at", nullable=True),
        sa.CheckConstraint(STAFF, name="ck_invitations_kind"),
        sa.CheckConstraint(OF_A_BRAND, name="ck_invitations_brand_id"),
        sa.ForeignKeyConstraint(["brand_id"], ["brands.id"]),
        sa.ForeignKeyConstraint(["member_id"], ["members.id"]),
        sa.PrimaryKeyConstraint("id"),
        sa.UniqueConstraint("digest"),
    )
    op.create_index("ix_invitations_brand_id", "invitations", ["brand_id"])


def _keys() -> None:
    op.create_table(
        "api_keys",
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("digest", sa.String(), nullable=False),
        sa.Column("brand_id", sa.String(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("shown", sa.String(), nullable=False),
        sa.Column("environment", sa.String(), nullable=False),
        sa.Column("scopes", sa.JSON(), nullable=False),
        sa.Column("by", sa.String(), nullable=False),
        _at("created_at"),
        _at("expires_at", nullable=True),
        _at("used_at", nullable=True),
        sa.Column("used_from", sa.String(), nullable=False),
        _at("revoked_at", nullable=True),
        sa.Column("follows", sa.String(), nullable=True),
        sa.ForeignKeyConstraint(["brand_id"], ["brands.id"]),
        sa.ForeignKeyConstraint(["follows"], ["api_keys.id"]),
        sa.PrimaryKeyConstraint("id"),
        sa.UniqueConstraint("digest"),
    )
    op.create_index("ix_api_keys_brand_id", "api_keys", ["brand_id"])


def _log() -> None:
    op.create_table(
        LOG,
        sa.Column("id", sa.Integer(), nullable=False),
        _at("at"),
        sa.Column("account", sa.String(), nullable=False),
        sa.Column("party", sa.String(), nullable=False),
        sa.Column("what", sa.String(), nullable=False),
        sa.Column("whom", sa.String(), nullable=False),
        sa.Column("address", sa.String(), nullable=False),
        sa.Column("request_id", sa.String(), nullable=False),
        sa.Column("details", sa.JSON(), nullable=False),
        sa.PrimaryKeyConstraint("id"),
    )
    for column in ("account", "whom", "party"):
        op.create_index(f"ix_audit_log_{column}", LOG, [column, "id"])
    if op.get_bind().dialect.name == "postgresql":
        op.execute(
            f"create trigger {LOG}_append_only before update or delete or truncate on {LOG} "
            "for each statement execute function refuse_change()"
        )
        return
    for change in ("update", "delete"):
        op.execute(
            f"create trigger {LOG}_no_{change} before {change} on {LOG} "
            f"begin select raise(abort, '{LOG} is append only'); end"
        )


def _at(name: str, *, nullable: bool = False) -> sa.Column[object]:
    return sa.Column(name, sa.DateTime(timezone=True), nullable=nullable)


def downgrade() -> None:
    for table in (LOG, "api_keys", "invitations", "sessions", "recovery_codes", "members"):
        op.drop_table(table)
    for table in ("rate_limits", "sign_in_codes"):
        op.drop_table(table)
    op.drop_index("ix_creators_phone", "creators")
