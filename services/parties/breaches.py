"""违约记录, as it is told: of a party, or of a commission."""

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True)
class Breach:
    at: datetime
    party: str
    commission_id: str
    reason: str
