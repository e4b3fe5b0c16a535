"""What each version of the terms stands for, since the platform first served with it."""

from datetime import datetime
from typing import Any

from sqlalchemy import JSON
from sqlmodel import Field, SQLModel

from models.tables.instants import UTCDateTime


class TermsVersion(SQLModel, table=True):
    """Append only: a version that others have read says the same for ever."""

    __tablename__ = "terms_versions"

    version: str = Field(primary_key=True)
    digest: str
    """Of the numbers."""
    numbers: dict[str, dict[str, Any]] = Field(sa_type=JSON)
    effective_from: str
    at: datetime = Field(sa_type=UTCDateTime)
    """When the platform first had it, in force or published for later."""
