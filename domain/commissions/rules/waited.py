"""Who is waited for while a clock runs."""

from collections.abc import Mapping

from domain.commissions.rules.clocks.clock import Clock
from domain.party import Party

WAITED: Mapping[str, tuple[Party, ...]] = {
    "release": (Party.BRAND,),
    "settle_by": (Party.BRAND,),
    "rating_by": (Party.CREATOR, Party.BRAND),
    "extension_reply_by": (Party.CREATOR, Party.BRAND),
    "suspended_limit": (Party.CREATOR,),
    "appeal_by": (Party.CREATOR, Party.BRAND),
    "breach_appeal_by": (Party.CREATOR,),
    "rework_appeal_by": (Party.CREATOR, Party.BRAND),
    "freeze_cancel": (Party.OPERATOR,),
    "brand_freeze_alert": (Party.OPERATOR,),
    **dict.fromkeys(
        (
            "look_again",
            "audit_answer_by",
            "audit_overdue",
            "audit_limit",
            "unknown_limit",
            "reprobe",
            "recheck",
        ),
        (Party.OUTSIDE,),
    ),
}
"""Who is waited for, where it is not whose clock it is."""
WITHOUT_CONSEQUENCE = ("release", "reprobe", "recheck")
"""Clocks without a consequence of their own, and somebody waits for them all the same."""


def whom(clock: Clock) -> tuple[Party, ...]:
    return WAITED.get(clock.name, (clock.whose,))
