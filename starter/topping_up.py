"""Money a brand pays in: first at the bank, then in our books, under one number."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Engine

from gateways.ledger import SqlLedger
from gateways.ports import VendorRefused
from gateways.refusals import TopUpChanged
from gateways.sandbox.bank import SandboxBank
from gateways.sandbox.faults import SandboxFaults


def cashier_of(engine: Engine) -> "Cashier":
    return Cashier(SandboxBank(engine, SandboxFaults(engine)), SqlLedger(engine))


@dataclass(frozen=True)
class Cashier:
    bank: SandboxBank | None
    """None beside a real bank: there the money has come in by itself, and its number is only booked."""
    ledger: SqlLedger

    def knows(self, number: str) -> bool:
        """Whether a deposit was booked under it."""
        return self.ledger.knows(f"top_up:{number}")

    def top_up(self, brand_id: str, fen: int, number: str, at: datetime) -> int:
        """The brand's balance afterwards. The same number again books what was not booked, and nothing else.

        Raises UnknownBrand, NotAnAmount, and TopUpChanged for another brand or amount under the number;
        what our books would refuse does not reach the bank.
        """
        self.ledger.check_top_up(brand_id, fen, number, at)
        if self.bank is not None:
            _deposit(self.bank, number, brand_id, fen, at)
        return self.ledger.top_up(brand_id, fen, number, at)


def _deposit(bank: SandboxBank, number: str, brand_id: str, fen: int, at: datetime) -> None:
    try:
        bank.deposit(number, brand_id, fen, at)
    except VendorRefused:
        raise TopUpChanged(number) from None
