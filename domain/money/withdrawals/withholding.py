"""What a freeze withholds of a creator's balance, and what is told of it (冻结金额, D12.15).

A commission frozen on the creator's side withholds what it has settled or may settle; an account that is
frozen withholds all of it. What is already at the bank arrives.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field

from domain.money.amounts import yuan

FROZEN_MONEY = "WITHDRAWAL_FROZEN"
NAMED_MAX = 3


@dataclass(frozen=True)
class Withheld:
    """``account`` is why the whole account is frozen; ``commissions`` what each frozen one withholds."""

    account: str = ""
    commissions: Mapping[str, int] = field(default_factory=dict)

    def free_fen(self, balance_fen: int) -> int:
        """What of a balance can be withdrawn."""
        if self.account:
            return 0
        return max(balance_fen - sum(self.commissions.values()), 0)

    def fen(self, balance_fen: int) -> int:
        """What of a balance cannot."""
        return max(balance_fen, 0) - self.free_fen(balance_fen)

    def forbids(self, balance_fen: int) -> bool:
        """Whether money on its way must stay: less than is withheld would be left with us."""
        return bool(self.account) or sum(self.commissions.values()) > max(balance_fen, 0)

    def said(self, balance_fen: int) -> str:
        """What is withheld, by which freezes, and what is left."""
        return f"{yuan(self.fen(balance_fen))} ← {self.why}; ✓ {yuan(self.free_fen(balance_fen))}"

    @property
    def why(self) -> str:
        """The account, or the commissions that withhold most."""
        if self.account:
            return f"account: {self.account}"
        most = sorted(self.commissions.items(), key=lambda each: (-each[1], each[0]))
        named = [f"{name} {yuan(fen)}" for name, fen in most[:NAMED_MAX]]
        return ", ".join([*named, *(["…"] if len(most) > NAMED_MAX else [])])


NOTHING = Withheld()
