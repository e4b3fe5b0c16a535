"""Keys that commands are signed with: the platform's own, brands' public ones, and what workflows pinned."""

from datetime import datetime
from typing import Any

from sqlalchemy import JSON, BigInteger, CheckConstraint, Index, UniqueConstraint, text
from sqlmodel import Field, SQLModel

from models.tables import parties  # noqa: F401  # what it refers to
from models.tables.instants import UTCDateTime

ROOT_IN_FORCE = text("use = 'root' and until is null")


class PlatformKey(SQLModel, table=True):
    """The root key signs sets of keys and nothing else; a gateway key signs what the platform sends."""

    __tablename__ = "platform_keys"
    __table_args__ = (
        CheckConstraint("use in ('root', 'gateway')", name="ck_platform_keys_use"),
        Index(
            "uq_platform_keys_root",
            "use",
            unique=True,
            sqlite_where=ROOT_IN_FORCE,
            postgresql_where=ROOT_IN_FORCE,
        ),
    )

    id: str = Field(primary_key=True)
    """The ``kid`` of its signatures."""
    use: str
    public: str
    """The 32 bytes in base64url."""
    sealed: str = Field(repr=False)
    """The private half, sealed under the platform's data key; empty once nothing needs it any more."""
    by: str
    since: datetime = Field(sa_type=UTCDateTime)
    until: datetime | None = Field(default=None, sa_type=UTCDateTime)
    """Another one is used since; of a gateway key what it has signed counts so long."""
    revoked_at: datetime | None = Field(default=None, sa_type=UTCDateTime)
    made_in: int = Field(sa_type=BigInteger)
    """The version of the sets from which on it is in them."""
    replaced_in: int = Field(default=0, sa_type=BigInteger)
    """The version of the sets from which on it is not needed to reach anybody; 0: it is in use."""


class SigningKey(SQLModel, table=True):
    """A brand's public key. The private half was never here."""

    __tablename__ = "signing_keys"
    __table_args__ = (UniqueConstraint("brand_id", "public", name="uq_signing_keys_public"),)

    id: str = Field(primary_key=True)
    """The ``kid`` of its signatures."""
    brand_id: str = Field(foreign_key="brands.id")
    name: str
    public: str
    by: str
    since: datetime = Field(sa_type=UTCDateTime)
    until: datetime | None = Field(default=None, sa_type=UTCDateTime)
    used_at: datetime | None = Field(default=None, sa_type=UTCDateTime)
    """When something counted that it had signed, the last time."""
    revoked_at: datetime | None = Field(default=None, sa_type=UTCDateTime)


class KeyVersion(SQLModel, table=True):
    """Of whose keys the last change was when: versions grow over all of them."""

    __tablename__ = "key_versions"

    of: str = Field(primary_key=True)
    """``brand:ID``; empty: the platform's own."""
    version: int = Field(sa_type=BigInteger)


class PinnedKeys(SQLModel, table=True):
    """Whose word counts with one workflow. None without a row: there a plain message counts."""

    __tablename__ = "pinned_keys"
    __table_args__ = (
        CheckConstraint("trust in ('operators', 'signed')", name="ck_pinned_keys_trust"),
        Index("ix_pinned_keys_of_version", "of", "version"),
        Index("ix_pinned_keys_version", "version"),
    )

    subject: str = Field(primary_key=True)
    """``commission:ID`` or ``withdrawal:ID``."""
    of: str
    """Whose keys are in it beside the platform's: ``brand:ID``; empty: nobody's."""
    trust: str
    begun_with: dict[str, Any] = Field(sa_type=JSON)
    """The set in its start, as it was signed for: another one is not ours."""
    version: int = Field(sa_type=BigInteger)
    """Of the set it was told last."""
    root: str
    """The root key, by its id, that the next set has to be signed with."""
    told_at: datetime = Field(sa_type=UTCDateTime)
