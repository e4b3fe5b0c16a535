"""Erasing a person: the data key is destroyed, and with it whatever was sealed under it.

What is owed, what is open and what the law has kept stays: entries, lines and ids name nobody.
"""

from datetime import datetime

from sqlalchemy import select, update
from sqlalchemy.orm import Session
from sqlmodel import col

from domain.commissions.state.stages import CLOSED
from domain.money.amounts import yuan
from domain.parties.actor import ActorKind
from domain.parties.erased import ERASED
from gateways.money.ledger import balance
from gateways.parties import sessions
from gateways.personal import keys
from gateways.refusals import PersonInvolved, UnknownPerson
from gateways.sql.database import lock
from models.tables.commissions import CommissionRow
from models.tables.parties import Brand, Creator
from models.tables.people import PersonKey
from models.tables.withdrawals import WithdrawalRow

UNDONE = ("under_way", "waiting")


def erase(session: Session, person: str, at: datetime) -> bool:
    """Whether it was done now; False: it was done before. ``person`` is ``creator:ID`` or ``brand:ID``.

    Raises UnknownPerson, PersonInvolved: money is owed, or something is open.
    """
    kind, _, party_id = person.partition(":")
    lock(session, person)
    row = _party(session, kind, party_id)
    if row is None:
        raise UnknownPerson(person)
    if row.erased_at is not None:
        return False
    _check_nothing_is_open(session, person, kind, party_id)
    _clear(session, row, at)
    _destroy(session, person, at)
    return True


def _party(session: Session, kind: str, party_id: str) -> Creator | Brand | None:
    match kind:
        case "creator":
            return session.get(Creator, party_id, with_for_update=True)
        case "brand":
            return session.get(Brand, party_id, with_for_update=True)
        case _:
            return None


def _check_nothing_is_open(session: Session, person: str, kind: str, party_id: str) -> None:
    is_creator = kind == "creator"
    of_commissions = col(CommissionRow.creator_id if is_creator else CommissionRow.brand_id)
    going_on = col(CommissionRow.stage).not_in([stage.value for stage in CLOSED])
    commission = session.scalar(
        select(col(CommissionRow.id)).where(of_commissions == party_id, going_on).limit(1)
    )
    if commission is not None:
        raise PersonInvolved(f"{person} · commission {commission}")
    of_withdrawals = col(WithdrawalRow.creator_id if is_creator else WithdrawalRow.brand_id)
    undone = col(WithdrawalRow.state).in_(UNDONE)
    withdrawal = session.scalar(
        select(col(WithdrawalRow.id)).where(of_withdrawals == party_id, undone).limit(1)
    )
    if withdrawal is not None:
        raise PersonInvolved(f"{person} · withdrawal {withdrawal}")
    for account in (person, f"clawback:{party_id}") if is_creator else (person,):
        if fen := balance(session, account):
            raise PersonInvolved(f"{person} · {account} {yuan(fen)}")


def _clear(session: Session, row: Creator | Brand, at: datetime) -> None:
    """What is not sealed, and what others are told by."""
    row.name, row.owner, row.phone, row.erased_at = ERASED, ERASED, "", at
    if isinstance(row, Creator):
        row.phone_digest = row.payout_kind = row.payout_account = row.payout_holder = ""
        row.paused = True
        sessions.end_all(session, ActorKind.CREATOR, row.id, at)
    session.flush()


def _destroy(session: Session, person: str, at: datetime) -> None:
    gone = update(PersonKey).where(col(PersonKey.person) == person, col(PersonKey.wrapped) != "")
    session.execute(gone.values(wrapped="", destroyed_at=at))
    keys.held(session).forget(person)
