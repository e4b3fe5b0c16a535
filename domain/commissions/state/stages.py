"""Where a commission stands. Overlays (a complaint, an open edit session, a freeze) lie beside the stage."""

from enum import StrEnum


class Stage(StrEnum):
    AWAITING_PAYMENT = "awaiting_payment"
    OFFERED = "offered"
    OUTLINE_DRAFTING = "outline_drafting"
    OUTLINE_REVIEW = "outline_review"
    CONTENT_DRAFTING = "content_drafting"
    PLATFORM_AUDIT = "platform_audit"
    CONTENT_REVIEW = "content_review"
    FINAL_REVIEW = "final_review"
    AWAITING_RELEASE = "awaiting_release"
    PUBLISHED = "published"
    SETTLING = "settling"
    SETTLEMENT_SUSPENDED = "settlement_suspended"
    ARBITRATION = "arbitration"
    DECIDED = "decided"
    SETTLED = "settled"
    COMPLETED = "completed"
    REFUNDED = "refunded"
    DECLINED = "declined"
    EXPIRED = "expired"
    CANCELLED = "cancelled"


CLOSED = frozenset(
    {Stage.COMPLETED, Stage.REFUNDED, Stage.DECLINED, Stage.EXPIRED, Stage.CANCELLED},
)
"""Nothing happens any more: the money is final and nobody is owed an answer."""

DRAFTING = (Stage.OUTLINE_DRAFTING, Stage.CONTENT_DRAFTING)
REVIEWS = (Stage.CONTENT_REVIEW, Stage.FINAL_REVIEW)
REVIEWED = (Stage.OUTLINE_REVIEW, *REVIEWS)
"""The brand looks at what was handed in."""
UNPUBLISHED = (*DRAFTING, Stage.OUTLINE_REVIEW, Stage.PLATFORM_AUDIT, *REVIEWS, Stage.AWAITING_RELEASE)
"""Accepted, and nothing is public yet."""
TO_BE_MADE = (Stage.OFFERED, *UNPUBLISHED)
"""Offered or at work: what a creator has on its hands."""
PUBLIC = (Stage.PUBLISHED, Stage.SETTLING, Stage.SETTLEMENT_SUSPENDED)
EDITABLE = (Stage.PUBLISHED, Stage.SETTLEMENT_SUSPENDED, Stage.SETTLED)
"""Where the brand may open the edit permission: until the ratings are over, and never for money."""
LOOKED_AT = (*UNPUBLISHED, *PUBLIC, Stage.ARBITRATION, Stage.DECIDED)
"""Where a fact about the item can still matter."""
REPORTED = (*LOOKED_AT, Stage.SETTLED)
"""Where one may be reported: what is settled is to stay as it is while the ratings run."""
OPEN = tuple(stage for stage in Stage if stage not in CLOSED)
UNSETTLED = tuple(stage for stage in OPEN if stage is not Stage.SETTLED)
ENDED = (Stage.CANCELLED, Stage.REFUNDED, Stage.SETTLED, Stage.COMPLETED)
"""Where a breach record may be left and appealed."""
EVERY = tuple(Stage)
