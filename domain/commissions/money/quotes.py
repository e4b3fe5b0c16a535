"""What a brand is quoted for cancelling, with a version: it changes whenever what it is based on changes.

A brand that names the version it read cancels on exactly that ground, even where another ground would cost
the same. A version is short enough to be read over the phone and says nothing by itself.
"""

from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256

from domain.commissions.money.killing import audit_answered
from domain.commissions.money.postings import kill_fee_bps
from domain.commissions.state.commission import Commission
from domain.commissions.state.stages import CLOSED, Stage
from domain.money.amounts import share

VERSION_LENGTH = 8


@dataclass(frozen=True)
class Quote:
    bps: int
    fen: int
    version: str
    if_passed_fen: int = 0
    """While the platform audits: what is owed if it passes. Otherwise the same."""


def quote(c: Commission, at: datetime, fault: str = "") -> Quote:
    """The kill fee if the brand cancelled at that instant, or an operator at that fault (赔付报价)."""
    bps = kill_fee_bps(c, at, fault)
    fen, passed = share(c.order.price_fen, bps), _if_passed(c, at, fault)
    basis: tuple[object, ...] = (c.id, c.stage.value, c.order.price_fen, c.order.terms.version, bps, fen)
    if c.stage is Stage.PLATFORM_AUDIT:
        basis = (*basis, passed)
    version = sha256("|".join(map(str, basis)).encode()).hexdigest()[:VERSION_LENGTH]
    return Quote(bps, fen, version, passed)


def _if_passed(c: Commission, at: datetime, fault: str) -> int:
    known = audit_answered(c, passed=True) if c.stage is Stage.PLATFORM_AUDIT else c
    return share(c.order.price_fen, kill_fee_bps(known, at, fault))


def present_quote(c: Commission, now: datetime) -> Quote | None:
    """None once it is published or over: then nothing can be cancelled."""
    return quote(c, now) if c.stage not in CLOSED and c.published_at is None else None
