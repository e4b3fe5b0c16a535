"""What a party says of its own account, checked before it reaches the books."""

from domain.commissions.task_types import TASK_TYPES
from domain.refusals import Refused


def checked_type(task_type: str) -> str:
    """Raises Refused: TASK_TYPE_UNKNOWN."""
    if task_type not in TASK_TYPES:
        raise Refused("TASK_TYPE_UNKNOWN")
    return task_type
