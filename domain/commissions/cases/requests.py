"""What a creator who asks to cancel asks for: nothing, a share, or the kill fee of an overdue brand."""

from domain.commissions.money.postings import kill_fee_bps
from domain.commissions.money.shares import recorded, said
from domain.commissions.moves import Move
from domain.commissions.state.commission import Commission
from domain.copies import replace


def at_brands_fault(c: Commission, m: Move) -> bool:
    """Asked while the brand is overdue with its review. Who names a share proposes an agreement."""
    return "review_overdue" in c.attention and not said(m).forms


def asks_share(c: Commission, m: Move) -> bool:
    found = recorded(c.order, said(m))
    return bool(found.fen or found.bps)


def bounds(c: Commission, m: Move) -> tuple[int, int]:
    """The least and the most basis points of a share that can be agreed: what was asked, and the kill fee."""
    most = kill_fee_bps(replace(c, cancel_request=None), m.at)
    asked = c.cancel_request
    least = (most if asked.owed else asked.bps) if asked else 0
    return min(least, most), most


def within(c: Commission, m: Move) -> bool:
    given = said(m)
    least, most = bounds(c, m)
    return not given.forms or least <= recorded(c.order, given).bps <= most
