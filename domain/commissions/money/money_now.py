"""Where a commission's money is now: kept in its state, posting by posting.

A state from before it was kept tells by its stage and its payout what must have been posted.
"""

from domain.commissions.money.postings import divide, hold
from domain.commissions.moves import Move
from domain.commissions.rules.row import Row
from domain.commissions.state.commission import Commission
from domain.commissions.state.stages import CLOSED, Stage
from domain.commissions.state.sums import Sums
from domain.money.amounts import BPS
from domain.money.entries import Division, Entry

KILL_TERMS = ("kill_fee_final_bps", "kill_fee_content_bps", "kill_fee_outline_bps", "kill_fee_nothing_bps")


def money_now(c: Commission) -> Sums:
    return c.sums if c.sums is not None else _told_by_the_stage(c)


def posted(before: Commission, after: Commission, m: Move, row: Row, entries: tuple[Entry, ...]) -> Sums:
    """After a move. A hold that is only asked for counts from the answer that it is held."""
    sums = money_now(before)
    if after.held and not before.held:
        sums = sums.after(hold(before, m))
    return sums if row.hold else sums.after(entries)


def _told_by_the_stage(c: Commission) -> Sums:
    fen = c.order.hold_fen
    if not c.held:
        return Sums()
    if c.stage not in CLOSED and c.stage is not Stage.SETTLED:
        decided = c.case is not None and bool(c.case.decision)
        return Sums(taken=fen, reserved=fen) if decided else Sums(taken=fen, held=fen)
    parts = _divided(c)
    return Sums(taken=fen, creator=parts.creator_fen, fee=parts.fee_fen, refunded=parts.brand_fen)


def _divided(c: Commission) -> Division:
    """The division that gave the creator what its payout was for."""
    decided = (c.case.creator_bps,) if c.case else ()
    shares = (0, BPS, *decided, *(int(getattr(c.order.terms, name)) for name in KILL_TERMS))
    ways = (divide(c, bps) for bps in shares)
    return next((each for each in ways if each.creator_fen == c.payout.fen), divide(c, 0))
