"""What cancelling costs, where it can be: no price is named for what nobody may do now."""

from datetime import datetime

from domain.commissions.money.quotes import Quote, present_quote
from domain.commissions.rules.allowed import may
from domain.commissions.state.commission import Commission
from domain.party import Party

WAYS = (("cancel", Party.BRAND), ("cancel", Party.OPERATOR), ("request_cancel", Party.CREATOR))


def may_be_cancelled(c: Commission, now: datetime) -> bool:
    """By either side, at its wish, or by the platform."""
    return any(may(c, name, party, now) for name, party in WAYS)


def cancel_quote(c: Commission, now: datetime) -> Quote | None:
    """Also where it is cancelled already and the audit's answer says what is owed."""
    return present_quote(c, now) if c.pending_cancel or may_be_cancelled(c, now) else None


def given_up(c: Commission, now: datetime) -> int:
    """The kill fee a creator gives up by asking to cancel now (申请取消将放弃的赔付)."""
    if "review_overdue" in c.attention or not may(c, "request_cancel", Party.CREATOR, now):
        return 0
    quoted = present_quote(c, now)
    return quoted.fen if quoted else 0
