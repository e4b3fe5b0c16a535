"""Makes the profiles of creators and brands. Personal data is masked here and leaves no other way."""

from collections.abc import Callable

from sqlalchemy import select
from sqlalchemy.orm import Session
from sqlmodel import SQLModel, col

from domain.identity import identities
from domain.parties.payee import masked_account, masked_name
from domain.parties.profiles import BrandProfile, CreatorProfile, Service
from gateways.money.freezes import freeze_in_force
from gateways.money.ledger import balance
from gateways.money.payers import paying_accounts
from gateways.personal import rows
from models.tables.parties import Brand, Creator, CreatorService

Reader = Callable[[Session, SQLModel, str], str]


def left_out(_session: Session, _row: SQLModel, _name: str) -> str:
    """For a list, which shows nothing of it."""
    return ""


def creator_profile(session: Session, row: Creator, told: Reader = rows.shown) -> CreatorProfile:
    offered = select(CreatorService).where(col(CreatorService.creator_id) == row.id)
    services = session.scalars(offered.order_by(col(CreatorService.task_type)))
    return CreatorProfile(
        id=row.id,
        name=row.name,
        owner=row.owner,
        paused=row.paused,
        services=tuple(Service(each.task_type, each.opened, each.quote_fen) for each in services),
        payout_kind=row.payout_kind,
        payout_account=masked_account(told(session, row, "payout_account")),
        payout_holder=masked_name(told(session, row, "payout_holder")),
        verified_name=masked_name(told(session, row, "verified_name")),
        payout_by_hand=row.payout_by_hand,
        balance_fen=balance(session, f"creator:{row.id}"),
        joined_at=row.joined_at,
        identities=identities_of_creator(session, row, _known(told)),
        frozen_because=freeze.reason if (freeze := freeze_in_force(session, row.id)) else "",
    )


def brand_profile(session: Session, row: Brand, told: Reader = rows.shown) -> BrandProfile:
    held, known = balance(session, f"brand:{row.id}"), identities_of_brand(session, row, _known(told))
    return BrandProfile(row.id, row.name, row.owner, held, row.joined_at, known)


def _known(told: Reader) -> Reader:
    return rows.legible if told is rows.shown else told


def identities_of_creator(session: Session, row: Creator, told: Reader = rows.usable) -> frozenset[str]:
    """Whoever decides by it refuses what cannot be read; a list goes on without it."""
    name, phone, account = (told(session, row, each) for each in ("verified_name", "phone", "payout_account"))
    return identities((row.owner, name), (phone, account))


def identities_of_brand(session: Session, row: Brand, told: Reader = rows.usable) -> frozenset[str]:
    """With every account it ever paid in from, and whose the bank says they are."""
    holders, accounts = paying_accounts(session, row.id, told)
    return identities((row.owner, *holders), (told(session, row, "phone"), *accounts))
