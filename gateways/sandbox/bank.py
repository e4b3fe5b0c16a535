"""A bank of one machine. It keeps a log of its own, to be held against our ledger."""

from datetime import datetime

from sqlalchemy import Engine, select
from sqlmodel import col

from gateways.ports.work import NeverSent, OutcomeUnknown, PayoutAccount, Transfer, VendorRefused
from gateways.sandbox.faults import SandboxFaults
from gateways.sql.database import lock, reading, writing
from models.tables.sandbox import SandboxDeposit, SandboxTransfer, SandboxTransferRequest

ACCOUNT_KINDS = frozenset({"alipay", "bank_card"})
UNTOLD = PayoutAccount("", "", "")
"""Of a deposit of which nobody says who paid it."""


class SandboxBank:
    def __init__(self, engine: Engine, faults: SandboxFaults) -> None:
        self._engine = engine
        self._faults = faults

    def transfer(self, number: str, account: PayoutAccount, fen: int, at: datetime) -> Transfer:
        with self._faults.answering("bank", "transfer", number) as ordered:
            refusal = ordered or _refusal(account, fen)
            wanted = SandboxTransfer(
                number=number,
                kind=account.kind,
                account=account.account,
                holder=account.holder,
                fen=fen,
                at=at,
                paid=not refusal,
                refusal=refusal,
            )
            return self._receive(wanted)

    def find(self, number: str) -> Transfer | None:
        with self._faults.asking("bank", "find", number) as refusal, reading(self._engine) as session:
            if refusal:
                raise NeverSent(refusal)
            first = session.get(SandboxTransfer, number)
            return _answer(first) if first else None

    def refund(self, number: str, at: datetime) -> None:
        """退票: the payee's bank sends a paid transfer back. Again: nothing. Raises VendorRefused."""
        with writing(self._engine) as session:
            row = session.get(SandboxTransfer, number)
            if row is None or not row.paid:
                raise VendorRefused("NO_SUCH_TRANSFER")
            row.refunded_at = row.refunded_at or at

    def log(self) -> list[SandboxTransfer]:
        with reading(self._engine) as session:
            return list(session.scalars(select(SandboxTransfer).order_by(col(SandboxTransfer.number))))

    def requests(self, number: str) -> list[SandboxTransferRequest]:
        """Every request that arrived with this number, in the order of arrival."""
        received = select(SandboxTransferRequest).where(col(SandboxTransferRequest.number) == number)
        with reading(self._engine) as session:
            return list(session.scalars(received.order_by(col(SandboxTransferRequest.id))))

    def deposit(
        self, number: str, brand_id: str, fen: int, at: datetime, payer: PayoutAccount = UNTOLD
    ) -> None:
        """A brand pays into the platform's account. The same number again is the same deposit.

        Raises VendorRefused("NUMBER_REUSED") for another brand, amount or payer under it.
        """
        with writing(self._engine) as session:
            lock(session, f"sandbox bank deposit {number}")
            first = session.get(SandboxDeposit, number)
            if first is None:
                from_ = {"kind": payer.kind, "account": payer.account, "holder": payer.holder}
                session.add(SandboxDeposit(number=number, brand_id=brand_id, fen=fen, at=at, **from_))
            elif (first.brand_id, first.fen) != (brand_id, fen) or payer not in (UNTOLD, _payer(first)):
                raise VendorRefused("NUMBER_REUSED")

    def deposits(self) -> list[SandboxDeposit]:
        with reading(self._engine) as session:
            return list(session.scalars(select(SandboxDeposit).order_by(col(SandboxDeposit.number))))

    def _receive(self, wanted: SandboxTransfer) -> Transfer:
        request = SandboxTransferRequest(number=wanted.number, fen=wanted.fen, at=wanted.at)
        with writing(self._engine) as session:
            lock(session, f"sandbox bank {wanted.number}")
            session.add(request)
            first = session.get(SandboxTransfer, wanted.number)
            if first is None:
                session.add(wanted)
                return _answer(wanted)
            if _same(first, wanted):
                return _answer(first)
        raise OutcomeUnknown("NUMBER_REUSED")


def _payer(row: SandboxDeposit) -> PayoutAccount:
    return PayoutAccount(row.kind, row.account, row.holder)


def _refusal(account: PayoutAccount, fen: int) -> str:
    if fen <= 0:
        return "AMOUNT_INVALID"
    if account.holder == "冻结":
        return "ACCOUNT_FROZEN"
    if account.kind not in ACCOUNT_KINDS or not account.holder or account.account.endswith("0000"):
        return "ACCOUNT_INVALID"
    return "ACCOUNT_INVALID" if any(letter.isdigit() for letter in account.holder) else ""


def _same(first: SandboxTransfer, again: SandboxTransfer) -> bool:
    asked = {"kind", "account", "holder", "fen"}
    return first.model_dump(include=asked) == again.model_dump(include=asked)


def _answer(row: SandboxTransfer) -> Transfer:
    if row.refunded_at:
        return Transfer(row.number, paid=False, refusal="SENT_BACK", fen=row.fen)
    return Transfer(row.number, paid=row.paid, refusal=row.refusal, fen=row.fen)
