"""Payouts in the books. The row says where a withdrawal is, the ledger says the same in money.

``begin``, ``paid`` and ``returned`` serve withdrawals begun by earlier versions, which go on as they began.
"""

from datetime import datetime

from sqlalchemy import Engine
from sqlalchemy.orm import Session

from domain.money.entries import Entry
from domain.money.withdrawals.movements import movement
from domain.money.withdrawals.recording import Noted, Reservation, Reserved
from domain.money.withdrawals.state import InBooks, Withdrawal
from domain.money.withdrawals.withholding import FROZEN_MONEY
from gateways.money.freezes import withheld
from gateways.money.ledger import balance, find_entry, is_covered, write_entry
from gateways.money.payers import payer_of
from gateways.money.withdrawals import steps as withdrawal_steps
from gateways.money.withdrawals.owed import is_owed
from gateways.money.withdrawals.rows import withdrawal_of
from gateways.personal import rows
from gateways.ports.work import OutcomeUnknown, PayoutAccount, RecordConflict, VendorRefused
from gateways.sql.database import lock, reading, writing
from models.tables.parties import Creator
from models.tables.withdrawals import PayoutAccountRow, WithdrawalRow, vendor_number

UNDER_WAY, PAID, RETURNED = InBooks.UNDER_WAY, InBooks.PAID, InBooks.RETURNED


class SqlWithdrawalStore:
    def __init__(self, engine: Engine) -> None:
        self._engine = engine

    def reserve(self, wanted: Reservation, run: str = "") -> Reserved:
        return withdrawal_steps.reserve(self._engine, wanted, run)

    def note(self, noted: Noted) -> None:
        withdrawal_steps.note(self._engine, noted)

    def begin(
        self, withdrawal: str, generation: int, creator_id: str, commission_id: str, fen: int, at: datetime
    ) -> None:
        """A new generation opens only when the money of the one before it came back."""
        wanted = WithdrawalRow(
            id=withdrawal,
            commission_id=commission_id,
            creator_id=creator_id,
            fen=fen,
            generation=generation,
            state=UNDER_WAY,
            updated_at=at,
        )
        sent = _movement("payout_sent", wanted, at)
        asked = Withdrawal(withdrawal, creator_id, fen, commission_id, generation)
        with writing(self._engine) as session:
            lock(session, f"creator:{creator_id}")
            lock(session, f"withdrawal:{withdrawal}")
            row = session.get(WithdrawalRow, withdrawal)
            if find_entry(session, sent.key) is None:
                if session.get(Creator, creator_id) is None:
                    raise VendorRefused("NO_ACCOUNT")
                _refuse_unless_returned(row, wanted)
                if asked.by_hand or not is_owed(session, asked):  # by hand none ever began so
                    raise VendorRefused("NOT_OURS")
                if not is_covered(session, sent):
                    raise VendorRefused("BALANCE_SHORT")
                if fen > withheld(session, creator_id).free_fen(balance(session, f"creator:{creator_id}")):
                    raise VendorRefused(FROZEN_MONEY)
                session.merge(wanted)
                session.flush()
            write_entry(session, sent, commission_id)

    def check_under_way(self, number: str, party: str, fen: int) -> None:
        with reading(self._engine) as session:
            row = session.get(WithdrawalRow, number.rpartition("-")[0])
            known = row and (row.number, row.party, row.fen, row.state)
        if known != (number, party, fen, UNDER_WAY):
            raise RecordConflict(f"no {fen} fen are under way to {party} as {number}")

    def account_of(self, party: str, number: str) -> PayoutAccount:
        with writing(self._engine) as session:
            lock(session, party)
            lock(session, f"payout account:{number}")
            kept = session.get(PayoutAccountRow, number)
            if frozen := withdrawal_steps.withheld_now(session, party):
                if kept is not None:  # it may be at the bank already: only the bank can tell
                    raise OutcomeUnknown(FROZEN_MONEY)
                raise VendorRefused(FROZEN_MONEY, frozen.en)
            if kept is None:
                to = _where(session, party, number)
                if to is None:
                    raise VendorRefused("NO_ACCOUNT")
                kept = PayoutAccountRow(number=number, party=party, kind=to.kind, account="", holder="")
                rows.keep(session, kept, account=to.account, holder=to.holder)
                session.add(kept)
            return _kept(session, kept)

    def is_rebound(self, creator_id: str, number: str) -> bool:
        with reading(self._engine) as session:
            kept, creator = session.get(PayoutAccountRow, number), session.get(Creator, creator_id)
            if creator is None or not creator.payout_kind:
                return False
            return kept is None or _bound(session, creator) != _kept(session, kept)

    def standing(self, withdrawal: str) -> Withdrawal | None:
        with reading(self._engine) as session:
            row = session.get(WithdrawalRow, withdrawal)
            if row is None or row.state == RETURNED:  # a freeze holds one back before it is reserved
                rests = withdrawal_steps.resting(session, withdrawal)
                if rests is not None:
                    return rests
            return withdrawal_of(row) if row else None

    def rail_of(self, number: str) -> str:
        with reading(self._engine) as session:
            kept = session.get(PayoutAccountRow, number)
            return kept.kind if kept else ""

    def paid(self, withdrawal: str, generation: int, at: datetime) -> None:
        with writing(self._engine) as session:
            row = _under_way(session, withdrawal, generation, PAID)
            if row is not None:
                arrived = _movement("payout_arrived", row, at)
                write_entry(session, arrived, row.commission_id)
                row.state, row.reason, row.updated_at = PAID, "", at

    def returned(self, withdrawal: str, generation: int, reason: str, at: datetime) -> None:
        with writing(self._engine) as session:
            row = _under_way(session, withdrawal, generation, RETURNED)
            if row is not None:
                back = _movement("payout_returned", row, at)
                write_entry(session, back, row.commission_id)
                row.state, row.reason, row.updated_at = RETURNED, reason, at


def _where(session: Session, party: str, number: str) -> PayoutAccount | None:
    """A creator's bound account; of a brand's the account of the top-up it was reserved against."""
    kind, _, owner = party.partition(":")
    if kind == "brand":
        row = session.get(WithdrawalRow, number.rpartition("-")[0])
        return payer_of(session, row.top_up) if row and row.party == party else None
    creator = session.get(Creator, owner)
    if creator is None or not creator.payout_kind:
        return None
    return _bound(session, creator)


def _bound(session: Session, row: Creator) -> PayoutAccount:
    told = (rows.read(session, row, each) for each in ("payout_account", "payout_holder"))
    return PayoutAccount(row.payout_kind, *told)


def _kept(session: Session, row: PayoutAccountRow) -> PayoutAccount:
    return PayoutAccount(row.kind, *(rows.read(session, row, each) for each in ("account", "holder")))


def _movement(kind: str, row: WithdrawalRow, at: datetime) -> Entry:
    return movement(kind, row.party, row.id, row.number, row.fen, at)


def _refuse_unless_returned(row: WithdrawalRow | None, wanted: WithdrawalRow) -> None:
    """A second generation beside one that is not proven to have failed would pay twice."""
    if row is None:
        return
    same = (row.creator_id, row.commission_id, row.fen) == (
        wanted.creator_id,
        wanted.commission_id,
        wanted.fen,
    )
    if row.state != RETURNED or wanted.generation <= row.generation or not same:
        raise RecordConflict(f"withdrawal {wanted.number} beside {row.number}, which is {row.state}")


def _under_way(session: Session, withdrawal: str, generation: int, end: str) -> WithdrawalRow | None:
    """The row to bring to its end; None when this generation came to that end before."""
    lock(session, f"withdrawal:{withdrawal}")
    row = session.get(WithdrawalRow, withdrawal)
    number = vendor_number(withdrawal, generation)
    if row is not None and (row.generation, row.state) == (generation, UNDER_WAY):
        return row
    ended_so = "payout_arrived" if end == PAID else "payout_returned"
    if find_entry(session, f"{ended_so}:{number}") is None:
        raise RecordConflict(f"withdrawal {number} cannot be {end}")
    return None
