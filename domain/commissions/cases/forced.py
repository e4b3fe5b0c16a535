"""What an operator forces is a decision like any other: which one, and what it leaves the creator."""

from domain.commissions.cases.proposals import seconded
from domain.commissions.money.postings import PAYING, kill_fee_bps
from domain.commissions.moves import Move
from domain.commissions.state.commission import Commission
from domain.copies import replace
from domain.money.amounts import BPS

DECISIONS = {"force_settle": "settle", "force_refund": "refund"}


def meant(c: Commission, m: Move) -> Move:
    """A force as the decision it is, a second with what it seconds; any other move as it came."""
    if m.name == "second":
        return seconded(c, m)
    if m.name not in DECISIONS:
        return m
    bps = _due_bps(c, m) if m.name == "force_refund" and m.bearer in PAYING else None
    return replace(m, decision=DECISIONS[m.name], creator_bps=bps)


def _due_bps(c: Commission, m: Move) -> int:
    """What a refund that is not at the creator's charge leaves the creator: the work that was done."""
    return BPS if c.published_at else kill_fee_bps(c, m.at, m.bearer)
