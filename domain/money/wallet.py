"""A brand's wallet: topped up + compensated = available + held + gone back + spent."""

from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True)
class Wallet:
    available_fen: int
    held: Mapping[str, int]
    """By commission."""
    topped_up_fen: int
    compensated_fen: int
    """Paid to the brand by the platform."""
    gone_back_fen: int = 0
    """To the accounts that paid it in; what is on its way there too."""

    @property
    def held_fen(self) -> int:
        return sum(self.held.values())

    @property
    def spent_fen(self) -> int:
        """On creators and fees, what came back taken off."""
        came = self.topped_up_fen + self.compensated_fen
        return came - self.available_fen - self.held_fen - self.gone_back_fen
