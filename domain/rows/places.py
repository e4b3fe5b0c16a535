"""Short names the tables of rows share: stages, parties, and clocks that start together."""

from domain.stages import PUBLIC, REVIEWS, UNPUBLISHED, Party, Stage

S = Stage
CREATOR, BRAND, OPERATOR = Party.CREATOR, Party.BRAND, Party.OPERATOR
OUTSIDE, SYSTEM, CLOCK = Party.OUTSIDE, Party.SYSTEM, Party.CLOCK

EARLY = (S.OUTLINE_DRAFTING, S.OUTLINE_REVIEW, S.CONTENT_DRAFTING, S.PLATFORM_AUDIT, *REVIEWS)
AUDITED = (*REVIEWS, S.AWAITING_RELEASE)
BEFORE_MONEY = (*UNPUBLISHED, *PUBLIC, S.ARBITRATION)

DUE = ("submit_by", "submit_reminder", "abandon")
REVIEW = ("review_reminder", "review_attention", "review_last_reminder", "review_limit")
RELEASE = ("release", "release_alert", "release_limit")
WINDOW = ("settle_by", "settle_reminder")
CASE = ("answer_by", "answer_reminder", "decide_by")
