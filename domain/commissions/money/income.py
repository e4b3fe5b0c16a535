"""What a creator earns and has: one line per entry, and what the balance page says."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime

from domain.commissions.money.postings import decided
from domain.commissions.state.commission import Commission

KINDS: Mapping[str, tuple[str, str]] = {
    "release": ("结算", "settlement"),
    "kill": ("赔付", "kill fee"),
    "make_whole": ("平台赔付", "paid by the platform"),
    "decision": ("判定", "decision"),
    "clawback": ("追回", "clawback"),
    "netting": ("抵扣", "netted against debt"),
    "compensation": ("平台赔付", "compensation"),
    "write_off": ("免除欠款", "debt given up"),
    "correction": ("更正", "correction"),
}
"""Of entries; a payout moves what was earned and is no income."""


@dataclass(frozen=True)
class Income:
    """``net`` is what was earned or taken back: it goes to the balance, or pays a debt, or makes one."""

    key: str
    kind: str
    commission_id: str
    title: str
    legal_at: datetime
    balance_fen: int
    """What it did to the balance."""
    debt_fen: int
    """What it did to the debt: below zero is a new debt, above zero one paid off."""
    fee_fen: int
    """Of the platform, where the creator bears it."""

    @property
    def net_fen(self) -> int:
        return self.balance_fen + self.debt_fen

    @property
    def gross_fen(self) -> int:
        return self.net_fen + self.fee_fen


@dataclass(frozen=True)
class CreatorMoney:
    """The balance page. Of ``balance_fen``, what no freeze withholds can be withdrawn."""

    balance_fen: int
    pending_fen: int
    """Net of the commissions under way, if all goes well."""
    reserve_fen: int
    """The creator's part of what is decided and can still be appealed."""
    in_transit_fen: int
    owed_fen: int
    """By the creator, after decisions against payouts; later income pays it first."""
    withheld_fen: int = 0
    """Of the balance, by freezes."""

    @property
    def free_fen(self) -> int:
        return max(self.balance_fen, 0) - self.withheld_fen


def pending_fen(under_way: Iterable[Commission]) -> int:
    """Of commissions whose money is held and not decided."""
    return sum(c.order.net_fen for c in under_way if not _decided(c))


def reserve_fen(under_way: Iterable[Commission]) -> int:
    """Of commissions whose money is held and decided."""
    return sum(decided(c).creator_fen for c in under_way if _decided(c))


def _decided(c: Commission) -> bool:
    return c.case is not None and bool(c.case.decision)
