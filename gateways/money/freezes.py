"""What a creator may not withdraw: read in the transaction in which a withdrawal reserves.

Whoever freezes, records a frozen commission or reserves holds ``creator:ID``: of a freeze and a withdrawal at
the same instant, one is first.
"""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import ColumnElement, Engine, Select, func, select
from sqlalchemy.orm import Session
from sqlmodel import col

from domain.commissions.state.payout import PayoutState
from domain.commissions.state.stages import CLOSED, UNSETTLED, Stage
from domain.money.withdrawals.withholding import Withheld
from domain.operators import is_operator
from domain.party import Party
from domain.wording import check_words
from gateways.money.ledger import balance
from gateways.money.withholdings import note_began, note_ended
from gateways.refusals import CreatorNotFrozen, DecisionIncomplete, MoneyFrozen, UnknownCreator
from gateways.sql.database import lock, reading, writing
from models.tables.commissions import CommissionRow
from models.tables.ledger import LedgerEntry, LedgerPosting
from models.tables.parties import Creator, CreatorFreeze
from models.tables.withdrawals import WithdrawalRow

REASON_MAX = 100
ID, WITHHELD = col(CommissionRow.id), col(CommissionRow.withheld_fen)


def withheld(session: Session, creator_id: str) -> Withheld:
    account = freeze_in_force(session, creator_id)
    rows = session.execute(
        select(ID, col(CommissionRow.stage), WITHHELD).where(_of(creator_id), WITHHELD > 0).order_by(ID)
    )
    fens = {
        commission: fen if Stage(stage) in UNSETTLED else min(fen, _left(session, creator_id, commission))
        for commission, stage, fen in rows
    }
    return Withheld(account.reason if account else "", {each: fen for each, fen in fens.items() if fen > 0})


def withheld_of(session: Session, party: str) -> Withheld:
    """Of ``creator:ID`` or ``brand:ID``."""
    kind, _, owner = party.partition(":")
    return brand_frozen(session, owner) if kind == "brand" else withheld(session, owner)


def brand_frozen(session: Session, brand_id: str) -> Withheld:
    """A brand frozen in one of its open commissions sends nothing back: all of its balance rests."""
    freeze = col(CommissionRow.record)["brand_freeze"]
    found = select(ID, freeze["reason"].as_string()).where(
        col(CommissionRow.brand_id) == brand_id,
        col(CommissionRow.stage).not_in(sorted(CLOSED)),
        freeze["party"].as_string() == Party.BRAND.value,
    )
    row = session.execute(found.order_by(ID).limit(1)).first()
    return Withheld(f"{row[0]} · {row[1]}" if row else "")


def freeze_in_force(session: Session, creator_id: str) -> CreatorFreeze | None:
    return session.scalar(
        select(CreatorFreeze).where(
            col(CreatorFreeze.creator_id) == creator_id, col(CreatorFreeze.ended_at).is_(None)
        )
    )


def _of(creator_id: str) -> ColumnElement[bool]:
    return col(CommissionRow.creator_id) == creator_id


def _left(session: Session, creator_id: str, commission_id: str) -> int:
    """What a settled commission has left on the balance: less what paid a debt, or was clawed back."""
    earned = (
        select(func.coalesce(func.sum(col(LedgerPosting.fen)), 0))
        .join(LedgerEntry, col(LedgerEntry.id) == col(LedgerPosting.entry_id))
        .where(
            col(LedgerEntry.commission_id) == commission_id,
            col(LedgerPosting.account) == f"creator:{creator_id}",
            col(LedgerEntry.kind).not_like("payout%"),
        )
    )
    return int(session.scalar(earned) or 0)


def check_free(engine: Engine, row: WithdrawalRow) -> None:
    """Raises MoneyFrozen for one that waits and may not be sent now."""
    with reading(engine) as session:
        has, frozen = balance(session, row.party), withheld_of(session, row.party)
    if frozen.forbids(has):
        raise MoneyFrozen(f"{row.id} · {frozen.said(has)}")


class SqlFreezes:
    """Freezes of whole accounts."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine

    def freeze(self, creator_id: str, operator: str, reason: str, at: datetime) -> CreatorFreeze:
        """The freeze in force: this one, or the one that was there before, unchanged.

        Raises UnknownCreator, DecisionIncomplete.
        """
        _check(operator, reason)
        with writing(self._engine) as session:
            lock(session, f"creator:{creator_id}")
            if session.get(Creator, creator_id) is None:
                raise UnknownCreator(creator_id)
            found = freeze_in_force(session, creator_id)
            if found is None:
                found = CreatorFreeze(creator_id=creator_id, at=at, operator=operator, reason=reason.strip())
                session.add(found)
                session.flush()
                note_began(session, found)
            session.expunge(found)
            return found

    def unfreeze(self, creator_id: str, operator: str, reason: str, at: datetime) -> CreatorFreeze:
        """The freeze that has ended: now, or, asked again, the last one, unchanged.

        Raises UnknownCreator, CreatorNotFrozen where there never was one, DecisionIncomplete.
        """
        _check(operator, reason)
        with writing(self._engine) as session:
            lock(session, f"creator:{creator_id}")
            if session.get(Creator, creator_id) is None:
                raise UnknownCreator(creator_id)
            found = freeze_in_force(session, creator_id)
            if found is not None:
                found.ended_at, found.ended_by, found.ended_reason = at, operator, reason.strip()
                session.flush()
                note_ended(session, found)
            last = found or session.scalar(_freezes(creator_id).limit(1))
            if last is None:
                raise CreatorNotFrozen(creator_id)
            session.expunge(last)
            return last

    def in_force(self, creator_id: str) -> CreatorFreeze | None:
        with reading(self._engine) as session:
            return freeze_in_force(session, creator_id)

    def of(self, creator_id: str) -> Sequence[CreatorFreeze]:
        """Newest first."""
        with reading(self._engine) as session:
            return session.scalars(_freezes(creator_id)).all()

    def withheld(self, creator_id: str) -> Withheld:
        with reading(self._engine) as session:
            return withheld(session, creator_id)

    def open_commissions(self, creator_id: str) -> list[str]:
        """Whose money is not settled: a freeze of the account reaches all of them."""
        stages = [stage.value for stage in UNSETTLED]
        return self._ids(_of(creator_id), col(CommissionRow.stage).in_(stages))

    def frozen_by(self, freeze: CreatorFreeze) -> list[str]:
        """The commissions which that freeze has frozen, and that are frozen still."""
        began = col(CommissionRow.record)["freeze"]["command_id"].as_string()
        withholds = WITHHELD > 0
        return self._ids(_of(freeze.creator_id), withholds, began == freeze.command_id)

    def unpaid(self, creator_id: str) -> list[str]:
        """Commissions whose payout may be waiting for the money to be free."""
        payout = col(CommissionRow.record)["payout"]["state"].as_string()
        return self._ids(
            _of(creator_id), payout.in_((PayoutState.UNDER_WAY, PayoutState.WITHHELD, PayoutState.WAITING))
        )

    def _ids(self, *conditions: ColumnElement[bool]) -> list[str]:
        with reading(self._engine) as session:
            return list(session.scalars(select(ID).where(*conditions).order_by(ID)))


def _freezes(creator_id: str) -> Select[CreatorFreeze]:
    of = select(CreatorFreeze).where(col(CreatorFreeze.creator_id) == creator_id)
    return of.order_by(col(CreatorFreeze.id).desc())


def _check(operator: str, reason: str) -> None:
    if not is_operator(operator) or not reason.strip() or len(reason) > REASON_MAX:
        raise DecisionIncomplete(operator or "-")
    check_words({"operator": operator, "reason": reason})
