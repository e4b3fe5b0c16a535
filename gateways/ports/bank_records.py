"""What is asked of a provider's own records, page by page in the order of their numbers."""

from collections.abc import Sequence
from typing import Protocol

from domain.operations.reconciling import BankDeposit, BankTransfer


class BankRecords(Protocol):
    """It only reads, so that asking again changes nothing."""

    @property
    def lists(self) -> bool:
        """Whether the provider gives a list. Where it does not, ``transfers`` and ``deposits`` are empty."""

    def transfers(self, after: str, limit: int) -> Sequence[BankTransfer]:
        """Numbers greater than ``after``."""

    def deposits(self, after: str, limit: int) -> Sequence[BankDeposit]:
        """Numbers greater than ``after``."""

    def transfers_of(self, numbers: Sequence[str]) -> Sequence[BankTransfer]:
        """Those of these numbers that the provider knows, or cannot tell of (``AtBank.UNKNOWN``)."""

    def deposits_of(self, numbers: Sequence[str]) -> Sequence[BankDeposit]:
        """Those of these numbers that the provider knows."""
