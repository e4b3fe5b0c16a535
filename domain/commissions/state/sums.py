"""Where the money of one commission is: the sums of its postings, and how each side is told of them.

Nothing here is computed from the price: what no entry has moved stands nowhere.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from domain.commissions.ordering.order import Order
from domain.copies import replace
from domain.money.amounts import yuan
from domain.money.entries import Entry
from domain.party import Party

Words = tuple[str, str]


@dataclass(frozen=True)
class Sums:
    """In fen. ``taken`` and what the platform bears is what all the others sum to, at every moment."""

    taken: int = 0
    """From the brand, ever."""
    held: int = 0
    """In escrow now (托管)."""
    reserved: int = 0
    """Decided, and held back while an appeal is possible."""
    creator: int = 0
    """Released to the creator's balance."""
    fee: int = 0
    """Kept by the platform."""
    refunded: int = 0
    """Back with the brand."""
    platform: int = 0
    """Paid by the platform out of its own."""

    @property
    def spent(self) -> int:
        """What the brand has paid for good."""
        return self.taken - self.refunded - self.held - self.reserved

    def after(self, entries: Iterable[Entry]) -> "Sums":
        sums = self
        for entry in entries:
            for posting in entry.postings:
                sums = sums._posted(entry.kind, posting.account.partition(":")[0], posting.fen)
        return sums

    def _posted(self, kind: str, account: str, fen: int) -> "Sums":
        if kind == "hold" and account == "brand":
            return replace(self, taken=self.taken - fen)
        name = PLACES.get(account)
        if name is None:
            return replace(self, platform=self.platform - fen)
        return replace(self, **{name: getattr(self, name) + fen})


PLACES = {
    "escrow": "held",
    "reserve": "reserved",
    "creator": "creator",
    "clawback": "creator",
    "fee": "fee",
    "brand": "refunded",
}
"""By the kind of account. Any other account is the platform's own."""

WORDS: dict[str, Words] = {
    "held": ("托管中 {} 元", "held CNY {}"),
    "reserved": ("已判定、待生效 {} 元", "decided and held back CNY {}"),
    "creator": ("已放款给创作者 {} 元", "released to the creator CNY {}"),
    "released": ("已放款 {} 元", "released CNY {}"),
    "fee": ("平台留存服务费 {} 元", "kept by the platform as its fee CNY {}"),
    "refunded": ("已退还品牌主 {} 元", "refunded to the brand CNY {}"),
    "platform": ("平台自付 {} 元", "paid by the platform itself CNY {}"),
}
NOTHING: Words = ("没有托管资金", "nothing is held")


def seen_by(sums: Sums, order: Order, party: Party) -> dict[str, int]:
    """What a side may know, by the names of ``WORDS``: no figure of another side.

    A brand does not see how a release divides; a creator sees the price alone, not a fee on top of it.
    """
    if party is Party.BRAND:
        return {
            "held": sums.held,
            "reserved": sums.reserved,
            "released": sums.creator + sums.fee - sums.platform,
            "refunded": sums.refunded,
        }
    if party is Party.CREATOR and order.terms.fee_payer == "brand":
        return _of_the_price(sums, order)
    return {name: getattr(sums, name) for name in WORDS if name != "released"}


def _of_the_price(sums: Sums, order: Order) -> dict[str, int]:
    """Without the fee on top, wherever it lies."""
    on_top = order.hold_fen - order.price_fen
    held, reserved = (max(each - on_top, 0) for each in (sums.held, sums.reserved))
    back = sums.refunded - (on_top - sums.fee) if sums.taken and not (sums.held or sums.reserved) else 0
    return {"held": held, "reserved": reserved, "creator": sums.creator, "refunded": max(back, 0)}


def told(sums: Sums, order: Order, party: Party, lang: str) -> str:
    """One line. Places without money are left out."""
    return told_of(seen_by(sums, order, party), lang)


def told_of(seen: dict[str, int], lang: str) -> str:
    """Of what a side may know, by the names of ``WORDS``."""
    at = 0 if lang == "zh" else 1
    lines = list(_lines(seen, at))
    return ("，" if lang == "zh" else ", ").join(lines) or NOTHING[at]


def _lines(seen: dict[str, int], at: int) -> Iterator[str]:
    for name, fen in seen.items():
        if fen:
            yield WORDS[name][at].format(yuan(fen))
