"""Withdrawals as operators and creators look at them: the newest first, those that wait before all others."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Engine, case, select
from sqlmodel import col

from domain.money.withdrawals.state import OPEN, InBooks, State, Withdrawal
from domain.process.trust import Trust
from domain.refusals import Refused
from gateways.money.withdrawals import requests as withdrawal_requests
from gateways.refusals import UnknownWithdrawal
from gateways.signing import pins
from gateways.sql.database import lock, reading, writing
from models.tables.parties import Brand, Creator
from models.tables.withdrawals import WithdrawalLine, WithdrawalRequest, WithdrawalRow


@dataclass(frozen=True)
class WantedWithdrawals:
    state: str = ""
    creator_id: str = ""
    brand_id: str = ""
    limit: int = 50


class SqlWithdrawalQueries:
    def __init__(self, engine: Engine) -> None:
        self._engine = engine

    def find(self, wanted: WantedWithdrawals) -> list[WithdrawalRow]:
        found = select(WithdrawalRow)
        if wanted.state:
            found = found.where(col(WithdrawalRow.state) == wanted.state)
        if wanted.creator_id:
            found = found.where(col(WithdrawalRow.creator_id) == wanted.creator_id)
        if wanted.brand_id:
            found = found.where(col(WithdrawalRow.brand_id) == wanted.brand_id)
        waits_first = case((col(WithdrawalRow.state) == InBooks.WAITING, 0), else_=1)
        newest = found.order_by(waits_first, col(WithdrawalRow.updated_at).desc(), col(WithdrawalRow.id))
        with reading(self._engine) as session:
            return list(session.scalars(newest.limit(wanted.limit)))

    def one(self, withdrawal_id: str) -> tuple[WithdrawalRow, list[WithdrawalLine]]:
        """With everything that happened to it. Raises UnknownWithdrawal."""
        lines = select(WithdrawalLine).where(col(WithdrawalLine.withdrawal_id) == withdrawal_id)
        with reading(self._engine) as session:
            row = session.get(WithdrawalRow, withdrawal_id)
            if row is None:
                raise UnknownWithdrawal(withdrawal_id)
            return row, list(session.scalars(lines.order_by(col(WithdrawalLine.seq))))

    def knows(self, withdrawal_id: str) -> bool:
        with reading(self._engine) as session:
            return session.get(WithdrawalRow, withdrawal_id) is not None

    def ask(
        self, withdrawal_id: str, creator_id: str, fen: int, at: datetime, trust: str = Trust.CLUSTER
    ) -> None:
        """Note that a creator asks for it, before anything is begun; asked again, nothing changes
        but that a refused one is open once more.

        One that nobody knows asks for nothing: the books refuse him when it is begun.
        """
        with writing(self._engine) as session:
            lock(session, f"withdrawal:{withdrawal_id}")
            known = session.get(WithdrawalRequest, (withdrawal_id, fen))
            if known is not None:
                withdrawal_requests.ask_anew(session, known, at)
            elif session.get(Creator, creator_id) is not None:
                asked = WithdrawalRequest(withdrawal_id=withdrawal_id, fen=fen, creator_id=creator_id, at=at)
                session.add(asked)
                pins.pin(session, f"withdrawal:{withdrawal_id}", "", trust, at)

    def ask_back(self, asked: WithdrawalRequest, trust: str = Trust.CLUSTER) -> None:
        """Note that a brand's balance is to go back, as ``ask`` does for a creator. Without an operator, the
        brand asks itself.
        """
        with writing(self._engine) as session:
            lock(session, f"withdrawal:{asked.withdrawal_id}")
            known = session.get(WithdrawalRequest, (asked.withdrawal_id, asked.fen))
            if known is not None:
                withdrawal_requests.ask_anew(session, known, asked.at)
            elif session.get(Brand, asked.brand_id) is not None:
                session.add(asked)
                pins.pin(session, f"withdrawal:{asked.withdrawal_id}", "", trust, asked.at)

    def refuse(self, w: Withdrawal, code: str, at: datetime) -> None:
        """Close what is refused at the door, before anybody hears of it; in the books it may be already."""
        with writing(self._engine) as session:
            lock(session, f"withdrawal:{w.id}")
            withdrawal_requests.close(session, w, Refused(code), at)

    def of(self, creator_id: str) -> list[WithdrawalRow]:
        return self.find(WantedWithdrawals(creator_id=creator_id, limit=1000))

    def needing_a_look(self) -> list[tuple[WithdrawalRow, WithdrawalLine]]:
        """Every one that waits or asks the bank, with its last line: the longest first."""
        last = (col(WithdrawalLine.withdrawal_id) == col(WithdrawalRow.id)) & (
            col(WithdrawalLine.seq) == col(WithdrawalRow.seq)
        )
        found = select(WithdrawalRow, WithdrawalLine).join(WithdrawalLine, last)
        found = found.where(
            col(WithdrawalRow.state).in_(OPEN),
            col(WithdrawalLine.state).in_((State.ASKING, State.WAITING)),
        )
        with reading(self._engine) as session:
            return [
                (row, line)
                for row, line in session.execute(
                    found.order_by(col(WithdrawalLine.at), col(WithdrawalRow.id))
                )
            ]

    def open_by_hand(self) -> list[WithdrawalRow]:
        """Under way or waiting, and of no commission."""
        found = select(WithdrawalRow).where(
            col(WithdrawalRow.commission_id).is_(None),
            col(WithdrawalRow.state).in_(OPEN),
        )
        with reading(self._engine) as session:
            return list(session.scalars(found.order_by(col(WithdrawalRow.id))))

    def open_of(self, creator_id: str) -> list[str]:
        """Ids of those under way or waiting: a mended account is news to them."""
        return [row.id for row in self.of(creator_id) if row.state in OPEN]
