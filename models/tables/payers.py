"""Which account paid a top-up in: a brand's balance goes back there and nowhere else.

An account and its holder are sealed here (``gateways.personal``).
"""

from datetime import datetime

from sqlmodel import Field, SQLModel

from models.tables import parties  # noqa: F401  # what it refers to
from models.tables.instants import UTCDateTime


class TopUpPayer(SQLModel, table=True):
    """Append only: where money goes back to is said once."""

    __tablename__ = "top_up_payers"

    top_up: str = Field(primary_key=True)
    """The top-up's number, as the bank knows it."""
    brand_id: str = Field(foreign_key="brands.id", index=True)
    kind: str
    account: str = Field(repr=False)
    holder: str = Field(repr=False)
    at: datetime = Field(sa_type=UTCDateTime)
    operator: str = ""
    """Of a top-up that came without: who noted it, and why. Empty: it came with the money."""
    reason: str = ""
