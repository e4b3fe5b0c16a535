"""The bill of a commission, for the brand's eyes and for the creator's: what was agreed, where the money is.

Amounts come from the ledger, so a bill after a split, a kill fee or a clawback needs no rule of its own.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import NamedTuple

from domain.commissions.ordering.order import Order
from domain.money.amounts import yuan
from domain.party import Party


class Line(NamedTuple):
    zh: str
    en: str
    fen: int
    note_zh: str = ""
    note_en: str = ""


@dataclass(frozen=True)
class Bill:
    """At every moment: paid + the platform's own = to the creator + fee + refunded + remaining."""

    order: Order
    paid_fen: int
    """Held from the brand's wallet."""
    to_creator_fen: int
    fee_fen: int
    refunded_fen: int
    remaining_fen: int
    """Still held."""
    platform_fen: int = 0
    """Of what the creator has: paid by the platform out of its own."""

    @property
    def deducted_fen(self) -> int:
        """What the brand has spent: on the creator and the fee."""
        return self.to_creator_fen + self.fee_fen - self.platform_fen

    @property
    def gross_fen(self) -> int:
        """What the creator earned before the fee."""
        return self.to_creator_fen + (self.fee_fen if self.order.terms.fee_payer == "creator" else 0)


def lines(bill: Bill, role: Party) -> tuple[Line, ...]:
    """An operator reads both."""
    return tuple(line for part in SEEN_BY[role] for line in part(bill))


def _for_brand(bill: Bill) -> tuple[Line, ...]:
    order = bill.order
    on_top = order.hold_fen - order.price_fen
    borne_zh = "品牌主另付" if on_top else "由创作者承担，已含在任务金额中"
    borne_en = "on top, by the brand" if on_top else "borne by the creator, within the task cost"
    return (
        Line("任务金额", "task cost", order.price_fen),
        Line("平台服务费", "platform fee", order.fee_fen, borne_zh, borne_en),
        Line("合计", "total", order.hold_fen),
        Line("已付（托管）", "paid (held)", bill.paid_fen),
        Line("已扣", "deducted", bill.deducted_fen, *_split(bill)),
        Line("已退", "refunded", bill.refunded_fen),
        Line("剩余（仍在托管）", "remaining (still held)", bill.remaining_fen),
    )


def _split(bill: Bill) -> tuple[str, str]:
    creator, fee = yuan(bill.to_creator_fen - bill.platform_fen), yuan(bill.fee_fen)
    return f"创作者 {creator}，服务费 {fee}", f"creator {creator}, fee {fee}"


def _for_creator(bill: Bill) -> tuple[Line, ...]:
    order = bill.order
    own = order.terms.fee_payer == "creator"
    return (
        Line("报价", "price", order.price_fen),
        Line("约定实得", "net as agreed", order.net_fen),
        Line("收入（扣服务费前）", "earned before the fee", bill.gross_fen),
        Line(
            "平台服务费",
            "platform fee",
            bill.gross_fen - bill.to_creator_fen,
            *(("", "") if own else PAID_BY_BRAND),
        ),
        Line("代扣个税", "tax withheld", 0, "未启用", "not enabled"),
        Line("实得", "net", bill.to_creator_fen),
    )


PAID_BY_BRAND = ("由品牌主承担", "borne by the brand")
SEEN_BY: dict[Party, tuple[Callable[[Bill], tuple[Line, ...]], ...]] = {
    Party.BRAND: (_for_brand,),
    Party.CREATOR: (_for_creator,),
    Party.OPERATOR: (_for_brand, _for_creator),
}
