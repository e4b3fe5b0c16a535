"""An item on the content platform as a look finds it: whatever a message claims of it, this counts."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum


class ItemState(StrEnum):
    """``taken_down`` is the platform's doing, ``hidden`` the creator's or ours."""

    DRAFT = "draft"
    SUBMITTED = "submitted"
    """Handed in and held for the brand; the platform's audit has not answered."""
    PASSED = "passed"
    FAILED = "failed"
    PUBLIC = "public"
    HIDDEN = "hidden"
    TAKEN_DOWN = "taken_down"
    DELETED = "deleted"


NOT_PUBLIC = (ItemState.HIDDEN, ItemState.TAKEN_DOWN, ItemState.DELETED)


@dataclass(frozen=True)
class Item:
    """One that does not exist says nothing but that. An instant the platform does not tell is None."""

    number: str
    exists: bool = True
    owner: str = ""
    """The creator's id."""
    commission: str = ""
    """The one ticked under 关联星图任务; empty where nothing is ticked."""
    state: ItemState = ItemState.DRAFT
    audit: str = ""
    """``passed``, ``failed`` or nothing yet; it stays known of one that is public."""
    ad_marked: bool = False
    title: str = ""
    reason: str = ""
    """Why its audit failed, or why it was taken down."""
    at: datetime | None = None
    """Since when it stands so."""
    published_at: datetime | None = None
    """When it became public for the first time."""
    edited_at: datetime | None = None
    """When its text was last changed after the first version."""

    @property
    def why_not_public(self) -> str:
        """``hidden``, ``taken_down`` or ``deleted`` (also one that does not exist any more); else empty."""
        state = self.state if self.exists else ItemState.DELETED
        return state.value if state in NOT_PUBLIC else ""
