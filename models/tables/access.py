"""Who may come in: codes, sessions, members, invitations, keys, and what was done by whom.

No secret stands here, only digests of them: whoever reads these tables can sign in as nobody.
"""

from datetime import datetime
from typing import Any

from sqlalchemy import JSON, BigInteger, CheckConstraint, Index, text
from sqlmodel import Field, SQLModel

from models.tables import parties  # noqa: F401  # what it refers to
from models.tables.instants import UTCDateTime

STAFF = "kind in ('brand', 'operator')"
OF_A_BRAND = "(kind = 'brand') = (brand_id is not null)"
HERE = text("removed_at is null")


class SignInCode(SQLModel, table=True):
    """A code that was asked for. Neither the phone nor the code can be had back from it: both digests are
    made with the secret of whoever asked, which is kept nowhere here.
    """

    __tablename__ = "sign_in_codes"
    __table_args__ = (Index("ix_sign_in_codes_expires_at", "expires_at"),)

    id: str = Field(primary_key=True)
    """Of who asked, the phone and the purpose: asked for again, the new code takes the old one's place."""
    digest: str = Field(repr=False)
    tries: int = 0
    """Looked at so often; the right one is the last."""
    created_at: datetime = Field(sa_type=UTCDateTime)
    expires_at: datetime = Field(sa_type=UTCDateTime)
    used_at: datetime | None = Field(default=None, sa_type=UTCDateTime)


class SessionRow(SQLModel, table=True):
    """Whoever signed in, on one device, until it ends. Kept for a while, to be looked at by its owner."""

    __tablename__ = "sessions"
    __table_args__ = (
        CheckConstraint("kind in ('creator', 'brand', 'operator')", name="ck_sessions_kind"),
        CheckConstraint("(kind = 'creator') = (creator_id is not null)", name="ck_sessions_creator_id"),
        CheckConstraint("(kind = 'creator') = (member_id is null)", name="ck_sessions_member_id"),
        Index("ix_sessions_creator_id", "creator_id"),
        Index("ix_sessions_member_id", "member_id"),
        Index("ix_sessions_expires_at", "expires_at"),
    )

    id: str = Field(primary_key=True)
    digest: str = Field(unique=True, repr=False)
    kind: str
    creator_id: str | None = Field(default=None, foreign_key="creators.id")
    member_id: str | None = Field(default=None, foreign_key="members.id")
    environment: str
    """A session of the sandbox is none where money is real."""
    address: str = Field(default="", repr=False)
    created_at: datetime = Field(sa_type=UTCDateTime)
    used_at: datetime = Field(sa_type=UTCDateTime)
    """To the minute."""
    expires_at: datetime = Field(sa_type=UTCDateTime)
    revoked_at: datetime | None = Field(default=None, sa_type=UTCDateTime)


class Member(SQLModel, table=True):
    """A person of a brand or of the platform. Removed, the row stays: what they did bears their name."""

    __tablename__ = "members"
    __table_args__ = (
        CheckConstraint(STAFF, name="ck_members_kind"),
        CheckConstraint(OF_A_BRAND, name="ck_members_brand_id"),
        Index("uq_members_login", "login", unique=True, sqlite_where=HERE, postgresql_where=HERE),
        Index("ix_members_brand_id", "brand_id"),
    )

    id: str = Field(primary_key=True)
    kind: str
    brand_id: str | None = Field(default=None, foreign_key="brands.id")
    role: str
    name: str
    login: str
    """As it is compared: the name folded, with ``@`` and the brand's id."""
    password: str = Field(repr=False)
    """As argon2 writes it, with its own salt and costs."""
    totp: str = Field(repr=False)
    """The secret of the one-time codes, sealed under the password: of no use without it."""
    totp_step: int = Field(default=0, sa_type=BigInteger)
    """The last code that was taken: none is good twice."""
    joined_at: datetime = Field(sa_type=UTCDateTime)
    removed_at: datetime | None = Field(default=None, sa_type=UTCDateTime)


class Invitation(SQLModel, table=True):
    __tablename__ = "invitations"
    __table_args__ = (
        CheckConstraint(STAFF, name="ck_invitations_kind"),
        CheckConstraint(OF_A_BRAND, name="ck_invitations_brand_id"),
        Index("ix_invitations_brand_id", "brand_id"),
    )

    id: str = Field(primary_key=True)
    digest: str = Field(unique=True, repr=False)
    kind: str
    brand_id: str | None = Field(default=None, foreign_key="brands.id")
    role: str
    name: str = ""
    """Empty of the first operator, who says it."""
    member_id: str | None = Field(default=None, foreign_key="members.id")
    """Of somebody who is a member already and lost the way in."""
    seed: str = Field(repr=False)
    """With the token, which is not here, it makes the secret of the one-time codes; empty once accepted."""
    by: str
    created_at: datetime = Field(sa_type=UTCDateTime)
    expires_at: datetime = Field(sa_type=UTCDateTime)
    used_at: datetime | None = Field(default=None, sa_type=UTCDateTime)
    revoked_at: datetime | None = Field(default=None, sa_type=UTCDateTime)


class RecoveryCode(SQLModel, table=True):
    """Instead of a one-time code, once."""

    __tablename__ = "recovery_codes"

    digest: str = Field(primary_key=True, repr=False)
    member_id: str = Field(foreign_key="members.id", index=True)
    used_at: datetime | None = Field(default=None, sa_type=UTCDateTime)


class ApiKey(SQLModel, table=True):
    __tablename__ = "api_keys"
    __table_args__ = (Index("ix_api_keys_brand_id", "brand_id"),)

    id: str = Field(primary_key=True)
    digest: str = Field(unique=True, repr=False)
    brand_id: str = Field(foreign_key="brands.id")
    name: str
    shown: str
    """Its beginning, so that its owner knows which it is."""
    environment: str
    scopes: list[str] = Field(sa_type=JSON)
    """Permissions; none is all that a brand's system has."""
    by: str
    created_at: datetime = Field(sa_type=UTCDateTime)
    expires_at: datetime | None = Field(default=None, sa_type=UTCDateTime)
    used_at: datetime | None = Field(default=None, sa_type=UTCDateTime)
    """To the minute."""
    used_from: str = Field(default="", repr=False)
    revoked_at: datetime | None = Field(default=None, sa_type=UTCDateTime)
    follows: str | None = Field(default=None, foreign_key="api_keys.id")
    """The key that it was made in place of."""


class RateLimit(SQLModel, table=True):
    """One limit of one phone, address or member: when it will have been paid off (GCRA)."""

    __tablename__ = "rate_limits"
    __table_args__ = (Index("ix_rate_limits_tat", "tat"),)

    key: str = Field(primary_key=True)
    tat: int = Field(sa_type=BigInteger)
    """In microseconds since 1970: it is reckoned with in the statement itself."""


class AuditLine(SQLModel, table=True):
    """Append only: the database refuses to change or delete a line. Never personal data but the address."""

    __tablename__ = "audit_log"
    __table_args__ = (
        Index("ix_audit_log_account", "account", "id"),
        Index("ix_audit_log_whom", "whom", "id"),
        Index("ix_audit_log_party", "party", "id"),
    )

    id: int | None = Field(default=None, primary_key=True)
    at: datetime = Field(sa_type=UTCDateTime)
    account: str
    """Who: ``member:…``, ``key:…``, ``creator:…``, ``terminal:…``."""
    party: str
    """In whose name: ``brand:ID``, ``creator:ID``, ``operator:NAME``."""
    what: str
    whom: str
    """For whom or on what: ``commission:…``, ``brand:…``, ``member:…``."""
    address: str = Field(default="", repr=False)
    request_id: str = ""
    details: dict[str, Any] = Field(default_factory=dict, sa_type=JSON)
