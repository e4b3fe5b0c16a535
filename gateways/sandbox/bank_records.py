"""The sandbox bank's own log, read to be held against our ledger."""

from collections.abc import Sequence

from sqlalchemy import Engine, select
from sqlmodel import col

from domain.operations.reconciling import AtBank, BankDeposit, BankTransfer
from domain.parties.payee import payee_digest
from gateways.sql.database import reading
from models.tables.sandbox import SandboxDeposit, SandboxTransfer


class SandboxBankRecords:
    lists = True

    def __init__(self, engine: Engine) -> None:
        self._engine = engine

    def transfers(self, after: str, limit: int) -> list[BankTransfer]:
        number = col(SandboxTransfer.number)
        page = select(SandboxTransfer).where(number > after).order_by(number).limit(limit)
        with reading(self._engine) as session:
            return [_transfer(row) for row in session.scalars(page)]

    def deposits(self, after: str, limit: int) -> list[BankDeposit]:
        number = col(SandboxDeposit.number)
        page = select(SandboxDeposit).where(number > after).order_by(number).limit(limit)
        with reading(self._engine) as session:
            return [_deposit(row) for row in session.scalars(page)]

    def transfers_of(self, numbers: Sequence[str]) -> list[BankTransfer]:
        with reading(self._engine) as session:
            found = session.scalars(select(SandboxTransfer).where(col(SandboxTransfer.number).in_(numbers)))
            return [_transfer(row) for row in found]

    def deposits_of(self, numbers: Sequence[str]) -> list[BankDeposit]:
        with reading(self._engine) as session:
            found = session.scalars(select(SandboxDeposit).where(col(SandboxDeposit.number).in_(numbers)))
            return [_deposit(row) for row in found]


def _transfer(row: SandboxTransfer) -> BankTransfer:
    paid = AtBank.REFUNDED if row.refunded_at else AtBank.PAID
    payee = payee_digest(row.kind, row.account, row.holder)
    return BankTransfer(row.number, paid if row.paid else AtBank.REFUSED, row.fen, payee)


def _deposit(row: SandboxDeposit) -> BankDeposit:
    payer = payee_digest(row.kind, row.account, row.holder) if row.kind else ""
    return BankDeposit(row.number, row.brand_id, row.fen, payer)
