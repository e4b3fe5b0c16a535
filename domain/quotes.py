"""What a brand is quoted for cancelling, with a version: it changes whenever what it is based on changes.

A brand that names the version it read cancels on exactly that ground, even where another ground would cost
the same. A version is short enough to be read over the phone and says nothing by itself.
"""

from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256

from domain.commission import Commission
from domain.money import share
from domain.postings import kill_fee_bps
from domain.stages import CLOSED

VERSION_LENGTH = 8


@dataclass(frozen=True)
class Quote:
    bps: int
    fen: int
    version: str


def quote(c: Commission, at: datetime) -> Quote:
    """The kill fee if the brand cancelled at that instant (赔付报价)."""
    bps = kill_fee_bps(c, at)
    fen = share(c.order.price_fen, bps)
    basis = (c.id, c.stage.value, c.order.price_fen, c.order.terms.version, bps, fen)
    return Quote(bps, fen, sha256("|".join(map(str, basis)).encode()).hexdigest()[:VERSION_LENGTH])


def present_quote(c: Commission, now: datetime) -> Quote | None:
    """None once it is published or over: then nothing can be cancelled."""
    return quote(c, now) if c.stage not in CLOSED and c.published_at is None else None
