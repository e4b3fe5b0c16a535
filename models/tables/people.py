"""The keys that personal data is sealed under: one a person, wrapped by a key outside of the books.

Whoever has the database alone, or a copy of it, can read none of what is sealed.
"""

from datetime import datetime

from sqlalchemy import Index, text
from sqlmodel import Field, SQLModel

from models.tables.instants import UTCDateTime

CURRENT = text("is_current")


class WrappingKey(SQLModel, table=True):
    """A key of STARMAP_DATA_KEY_FILE that data keys are wrapped by, known here by its fingerprint alone."""

    __tablename__ = "wrapping_keys"
    __table_args__ = (
        Index(
            "uq_wrapping_keys_current",
            "is_current",
            unique=True,
            sqlite_where=text("is_current = 1"),
            postgresql_where=CURRENT,
        ),
    )

    id: str = Field(primary_key=True)
    is_current: bool
    """The one that new data keys are wrapped by; others are left over from a change that did not end."""
    made_at: datetime = Field(sa_type=UTCDateTime)


class PersonKey(SQLModel, table=True):
    """The data key of one person. Erased, the row stays and the key is gone: nothing under it can be read."""

    __tablename__ = "person_keys"
    __table_args__ = (Index("ix_person_keys_wrapped_by", "wrapped_by"),)

    person: str = Field(primary_key=True)
    """``creator:ID``, ``brand:ID``, ``member:ID``; ``platform:lookup`` is the key of the digests, and
    ``webhook:ID`` that of an endpoint's signing secrets."""
    wrapped: str = Field(repr=False)
    """Empty once it is destroyed."""
    wrapped_by: str
    made_at: datetime = Field(sa_type=UTCDateTime)
    destroyed_at: datetime | None = Field(default=None, sa_type=UTCDateTime)
