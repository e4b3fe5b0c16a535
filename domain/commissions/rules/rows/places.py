"""Short names the tables of rows share: stages, parties, and clocks that start together."""

from domain.commissions.state.stages import PUBLIC, REVIEWS, UNPUBLISHED, Stage
from domain.party import Party

S = Stage
CREATOR, BRAND, OPERATOR = Party.CREATOR, Party.BRAND, Party.OPERATOR
OUTSIDE, SYSTEM, CLOCK = Party.OUTSIDE, Party.SYSTEM, Party.CLOCK

EARLY = (S.OUTLINE_DRAFTING, S.OUTLINE_REVIEW, S.CONTENT_DRAFTING, S.PLATFORM_AUDIT, *REVIEWS)
AUDITED = (*REVIEWS, S.AWAITING_RELEASE)
BEFORE_MONEY = (*UNPUBLISHED, *PUBLIC, S.ARBITRATION)

RETURNS = ("freeze_cancel",)
"""What stood still while the work was elsewhere: whoever has a right hears of it when it is back."""
DUE = ("submit_by", "submit_reminder", "grace_over", "abandon")
REVIEW = ("review_reminder", "review_attention", "review_last_reminder", "review_limit", "review_total")
RELEASE = ("release", "release_alert", "release_limit")
SUSPENDED = ("recheck", "suspended_reminder", "suspended_limit")
WINDOW = ("settle_by", "settle_reminder")
CANCEL = ("cancel_reply_by", "cancel_reminder")
CREATOR_ANSWERS = ("answer_by", "answer_reminder")
BRAND_ANSWERS = ("brand_answer_by", "brand_answer_reminder")
DECIDE = ("decide_by", "decide_again", "decide_limit")
AUDIT = ("audit_alert", "audit_overdue", "audit_limit")
RECORD = ("breach_appeal_by",)
