"""The creator's share of a price: one strict reader of three forms, whoever asks.

Whole percents, basis points, or fen of the price before the fee. All three lead to the same record: basis
points where some make exactly that amount, else the fen. Nothing under one percent is taken for basis points:
``60`` was meant as a percentage.
"""

from dataclasses import dataclass
from typing import TYPE_CHECKING

from domain.commissions.moves import Move
from domain.commissions.ordering.order import Order
from domain.money.amounts import BPS, share, yuan
from domain.refusals import Refused

if TYPE_CHECKING:
    from domain.money.entries import Division

PERCENT = BPS // 100
"""Basis points of one percent."""


@dataclass(frozen=True)
class Said:
    """As somebody wrote it."""

    bps: int | None = None
    percent: int | None = None
    fen: int | None = None

    @property
    def forms(self) -> int:
        return sum(each is not None for each in (self.bps, self.percent, self.fen))

    def is_slip(self, least_bps: int = PERCENT) -> bool:
        return self.bps is not None and 0 < self.bps < least_bps

    @property
    def meant(self) -> str:
        """What a slip was likely to say."""
        return f"creator_percent={self.bps}"


@dataclass(frozen=True)
class Share:
    """Recorded. ``fen`` only where no basis points make exactly that amount; then ``bps`` is 0."""

    bps: int = 0
    fen: int = 0


def said(m: Move) -> Said:
    return Said(m.creator_bps, m.creator_percent, m.creator_fen)


def recorded(order: Order, given: Said) -> Share:
    if given.percent is not None:
        return Share(bps=given.percent * PERCENT)
    if given.fen is None:
        return Share(bps=given.bps or 0)
    for bps in _near(order.price_fen, given.fen):
        if share(order.price_fen, bps) == given.fen:
            return Share(bps=bps)
    return Share(fen=given.fen)


def splits(order: Order, given: Said) -> bool:
    """Whether it is one share, and leaves something to each side."""
    found = recorded(order, given)
    return 0 < (found.fen or found.bps) < (order.price_fen if found.fen else BPS)


def check(order: Order, given: Said) -> Share:
    """Of a decision after the settlement: basis points, and they may be none. Raises Refused."""
    if given.forms > 1:
        raise Refused("SHARE_TWICE")
    if given.is_slip():
        raise Refused("SHARE_TOO_SMALL", detail=given.meant)
    found = recorded(order, given)
    if not given.forms or not 0 <= found.bps <= BPS or found.fen > order.price_fen:
        raise Refused("SHARE_NEEDED", detail=allowed(order, 0))
    if found.fen:
        raise Refused("SHARE_INEXACT", detail=neighbours(order, found.fen))
    return found


def allowed(order: Order, least: int = 1) -> str:
    """What each form may be; ``least`` 0 where the creator may be left with nothing."""
    if least:
        return f"creator_percent 1–99, creator_bps {PERCENT}–{BPS - 1}, creator_fen 1–{order.price_fen - 1}"
    return f"creator_percent 0–100, creator_bps 0, {PERCENT}–{BPS}, creator_fen 0–{order.price_fen}"


def neighbours(order: Order, fen: int) -> str:
    """The amounts beside it that basis points make."""
    below = fen * BPS // order.price_fen
    return f"creator_fen {share(order.price_fen, below)}, {share(order.price_fen, below + 1)}"


def _near(price: int, fen: int) -> tuple[int, ...]:
    """The whole percent, and the basis points, that may make it: what people say comes first."""
    return (-(-fen * 100 // price) * PERCENT, -(-fen * BPS // price))


def in_yuan(parts: "Division") -> tuple[str, str]:
    """A decision as both sides read it: what the creator gets, what the brand gets back, the fee."""
    creator, brand, fee = yuan(parts.creator_fen), yuan(parts.brand_fen), yuan(parts.fee_fen)
    return (
        f"创作者得 {creator} 元，退还品牌主 {brand} 元，服务费 {fee} 元",
        f"creator gets CNY {creator}, brand gets back {brand}, fee {fee}",
    )
