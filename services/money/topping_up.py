"""Money a brand pays in: first at the bank, then in our books, under one number."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Engine

from gateways.money.ledger import SqlLedger
from gateways.money.payers import plain_payer
from gateways.ports.work import PayoutAccount, VendorRefused
from gateways.refusals import TopUpChanged
from gateways.sandbox.bank import UNTOLD, SandboxBank
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

    def top_up(
        self, brand_id: str, fen: int, number: str, at: datetime, payer: PayoutAccount | None = None
    ) -> int:
        """The brand's balance afterwards. The same number again books what was not booked, and nothing else.

        ``payer`` is the account it was paid from: the balance can go back there alone. Raises UnknownBrand,
        NotAnAmount, AccountInvalid, BadRealName, and TopUpChanged for another brand, amount or payer under
        the number; what our books would refuse does not reach the bank.
        """
        plain = plain_payer(payer) if payer else None
        self.ledger.check_top_up(brand_id, fen, number, at, plain)
        if self.bank is not None:
            _deposit(self.bank, number, brand_id, fen, at, plain)
        return self.ledger.top_up(brand_id, fen, number, at, plain)


def _deposit(
    bank: SandboxBank, number: str, brand_id: str, fen: int, at: datetime, payer: PayoutAccount | None
) -> None:
    try:
        bank.deposit(number, brand_id, fen, at, payer or UNTOLD)
    except VendorRefused:
        raise TopUpChanged(number) from None
