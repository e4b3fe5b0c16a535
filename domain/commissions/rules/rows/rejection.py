"""What the platform decides about a rejection that the creator disputes: it stands, or it is struck.

Either way it stays used: whoever is right loses nothing by the dispute, whoever is wrong gains nothing.
"""

from domain.commissions.rules.row import Row
from domain.commissions.rules.rows.places import DUE, OPERATOR, RETURNS, REVIEW, S

GUARDS = ("fits_case", "not_decided", "heard")
BASIS = "D12.18: two answers to a dispute, so that neither being right nor being wrong is free"

ROWS = (
    Row(
        "T60",
        (S.ARBITRATION,),
        "arbitrate",
        (OPERATOR,),
        back=True,
        when=("upholds_rejection",),
        guards=GUARDS,
        does=("uphold_rejection",),
        tells=("rejection_stands", "rejection_upheld"),
        starts=(*DUE, *RETURNS),
        basis=BASIS,
    ),
    Row(
        "T60a",
        (S.ARBITRATION,),
        "arbitrate",
        (OPERATOR,),
        S.OUTLINE_REVIEW,
        when=("strikes_outline",),
        guards=GUARDS,
        does=("strike_rejection",),
        tells=("rejection_struck", "review_again"),
        starts=("outline_review_by", "review_reminder", "review_total", *RETURNS),
        basis=BASIS,
    ),
    Row(
        "T60b",
        (S.ARBITRATION,),
        "arbitrate",
        (OPERATOR,),
        S.CONTENT_REVIEW,
        when=("strikes_content",),
        guards=GUARDS,
        does=("strike_rejection",),
        tells=("rejection_struck", "review_again"),
        starts=(*REVIEW, *RETURNS),
        basis=BASIS,
    ),
    Row(
        "T60c",
        (S.ARBITRATION,),
        "arbitrate",
        (OPERATOR,),
        S.FINAL_REVIEW,
        when=("strikes_last",),
        guards=GUARDS,
        does=("strike_rejection",),
        tells=("rejection_struck", "review_again"),
        starts=(*REVIEW, *RETURNS),
        basis=BASIS,
    ),
)
