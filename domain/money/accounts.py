"""The chart of accounts. An account is written ``kind:owner``, or ``kind`` where there is only one of it."""

from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True)
class Account:
    kind: str
    zh: str
    en: str
    of: str = ""
    """Whose it is: a brand, a creator, a commission, a withdrawal. Empty: the platform's only one."""
    may_be_below_zero: bool = False
    why: str = ""
    """Of one that may be below zero: what that means."""


CHART: Mapping[str, Account] = {
    each.kind: each
    for each in (
        Account("brand", "品牌主余额", "a brand's wallet", of="brand"),
        Account("escrow", "托管", "held for a commission", of="commission"),
        Account("reserve", "待生效（申诉期内）", "decided, while an appeal is possible", of="commission"),
        Account("creator", "创作者余额", "a creator's balance", of="creator"),
        Account(
            "clawback",
            "待追回",
            "what a creator owes after a decision against a payout",
            of="creator",
            may_be_below_zero=True,
            why="below zero is the debt; later income is netted against it",
        ),
        Account("transit", "提现途中", "taken from a balance and not yet arrived", of="withdrawal"),
        Account("fee", "平台服务费", "the platform's fee"),
        Account(
            "compensation",
            "平台赔付",
            "paid by the platform for faults of its own",
            may_be_below_zero=True,
            why="below zero is what the platform has paid out of its own pocket",
        ),
        Account(
            "bank",
            "银行（平台之外）",
            "the world outside: what stands at the bank, with its sign turned",
            may_be_below_zero=True,
            why="below zero is the money the bank holds for all accounts above",
        ),
    )
}


def kind_of(account: str) -> str:
    """Of ``escrow:c1`` it is ``escrow``."""
    return account.partition(":")[0]


def may_be_below_zero(account: str) -> bool:
    """An account that does not stand in the chart may not."""
    known = CHART.get(kind_of(account))
    return known is not None and known.may_be_below_zero


def stands_in_chart(account: str) -> bool:
    """Of a kind of the chart, and with an owner exactly where the kind has one."""
    kind, _, owner = account.partition(":")
    known = CHART.get(kind)
    return known is not None and bool(owner) == bool(known.of)
