"""What stands in the creator's breach record for one commission."""

from dataclasses import dataclass
from enum import StrEnum


class RecordState(StrEnum):
    OPEN = "open"
    """It may be appealed."""
    APPEALED = "appealed"
    STANDS = "stands"
    LIFTED = "lifted"


RECORD_OVER = frozenset({RecordState.STANDS, RecordState.LIFTED})


@dataclass(frozen=True)
class OnRecord:
    """The breach record this commission left, and its appeal."""

    reason: str
    state: RecordState = RecordState.OPEN
