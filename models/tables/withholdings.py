"""What a freeze withholds of a creator's balance, each change of it, beside the ledger's own order.

Written in the transaction that freezes, while ``creator:ID`` is locked: whoever checks the ledger later knows
which withdrawal came before a freeze and which after. Append only.
"""

from datetime import datetime

from sqlalchemy import BigInteger, Index
from sqlmodel import Field, SQLModel

from models.tables.instants import UTCDateTime


class Withholding(SQLModel, table=True):
    __tablename__ = "withholdings"
    __table_args__ = (Index("ix_withholdings_creator", "creator_id", "id"),)

    id: int | None = Field(default=None, primary_key=True)
    creator_id: str
    commission_id: str | None = None
    """None: the whole account, by the freeze that is named."""
    freeze_id: int | None = None
    fen: int = Field(sa_type=BigInteger)
    """From now on; 0: nothing more. Of a whole account 1 while it is frozen."""
    after_entry: int
    """The last entry of the ledger that was written before."""
    at: datetime = Field(sa_type=UTCDateTime)
    operator: str = ""
    reason: str = ""
