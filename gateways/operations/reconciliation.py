"""The ledger beside the provider's records, page by page and both ways. It writes nothing."""

from collections.abc import Iterable, Sequence
from datetime import datetime

from sqlalchemy import Engine, func, select
from sqlmodel import col

from domain.instants import written
from domain.money.withdrawals.state import OPEN
from domain.operations.findings import Finding
from domain.operations.reconciling import AtBank, deposit_difference, transfer_difference
from gateways.money.bookings import booked, payouts_after, top_ups, top_ups_after
from gateways.operations.audit.accounts import adrift
from gateways.operations.findings import skipped
from gateways.ports.bank_records import BankRecords
from gateways.ports.sweeps import Looked
from gateways.sql.database import reading
from models.tables.withdrawals import WithdrawalRow


class SqlReconciliation:
    def __init__(self, engine: Engine, records: BankRecords) -> None:
        self._engine = engine
        self._records = records

    @property
    def lists(self) -> bool:
        return self._records.lists

    def transfers(self, after: str, limit: int) -> Looked:
        page = self._records.transfers(after, limit)
        with reading(self._engine) as session:
            ours = booked(session, [each.number for each in page])
        found = (transfer_difference(ours.get(each.number), each) for each in page)
        return _looked(found, [each.number for each in page])

    def payouts(self, since: datetime | None, after: str, limit: int) -> Looked:
        with reading(self._engine) as session:
            page, last = payouts_after(session, since, int(after or 0), limit)
            ours = booked(session, page)
        theirs = {each.number: each for each in self._records.transfers_of(page)}
        found = (transfer_difference(ours.get(number), theirs.get(number)) for number in page)
        untold = sum(each.state is AtBank.UNKNOWN for each in theirs.values())
        return Looked(len(page), _kept(found), str(last) if page else "", untold)

    def deposits(self, after: str, limit: int) -> Looked:
        page = self._records.deposits(after, limit)
        with reading(self._engine) as session:
            ours = top_ups(session, [each.number for each in page])
        found = (deposit_difference(ours.get(each.number), each) for each in page)
        return _looked(found, [each.number for each in page])

    def top_ups(self, after: str, limit: int) -> Looked:
        if not self._records.lists:
            return Looked(0)
        with reading(self._engine) as session:
            page, last = top_ups_after(session, int(after or 0), limit)
            ours = top_ups(session, page)
        theirs = {each.number: each for each in self._records.deposits_of(page)}
        found = (deposit_difference(ours.get(number), theirs.get(number)) for number in page)
        return Looked(len(page), _kept(found), str(last) if page else "")

    def endless(self, before: datetime, after: str, limit: int) -> list[Finding]:
        of, changed = col(WithdrawalRow.id), col(WithdrawalRow.updated_at)
        state, commission = col(WithdrawalRow.state), func.coalesce(col(WithdrawalRow.commission_id), "")
        long = select(of, state, changed).where(
            state.in_(OPEN), changed < before, of > after, ~skipped(commission)
        )
        with reading(self._engine) as session:
            rows = session.execute(long.order_by(of).limit(limit)).all()
        return [Finding("endless", id_, f"{state} {written(at)}", at) for id_, state, at in rows]

    def adrift(self) -> list[Finding]:
        with reading(self._engine) as session:
            return list(adrift(session))


def _looked(found: Iterable[Finding | None], numbers: Sequence[str]) -> Looked:
    return Looked(len(numbers), _kept(found), numbers[-1] if numbers else "")


def _kept(found: Iterable[Finding | None]) -> list[Finding]:
    return [each for each in found if each is not None]
