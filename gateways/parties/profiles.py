"""Makes the profiles of creators and brands. Personal data is masked here and leaves no other way."""

from sqlalchemy import select
from sqlalchemy.orm import Session
from sqlmodel import col

from domain.identity import identities
from domain.parties.payee import masked_account, masked_name
from domain.parties.profiles import BrandProfile, CreatorProfile, Service
from gateways.money.freezes import freeze_in_force
from gateways.money.ledger import balance
from gateways.money.payers import paying_accounts
from models.tables.parties import Brand, Creator, CreatorService


def creator_profile(session: Session, row: Creator) -> CreatorProfile:
    offered = select(CreatorService).where(col(CreatorService.creator_id) == row.id)
    services = session.scalars(offered.order_by(col(CreatorService.task_type)))
    return CreatorProfile(
        id=row.id,
        name=row.name,
        owner=row.owner,
        paused=row.paused,
        services=tuple(Service(each.task_type, each.opened, each.quote_fen) for each in services),
        payout_kind=row.payout_kind,
        payout_account=masked_account(row.payout_account),
        payout_holder=masked_name(row.payout_holder),
        verified_name=masked_name(row.verified_name),
        payout_by_hand=row.payout_by_hand,
        balance_fen=balance(session, f"creator:{row.id}"),
        joined_at=row.joined_at,
        identities=identities_of_creator(row),
        frozen_because=freeze.reason if (freeze := freeze_in_force(session, row.id)) else "",
    )


def brand_profile(session: Session, row: Brand) -> BrandProfile:
    held, known = balance(session, f"brand:{row.id}"), identities_of_brand(session, row)
    return BrandProfile(row.id, row.name, row.owner, held, row.joined_at, known)


def identities_of_creator(row: Creator) -> frozenset[str]:
    return identities((row.owner, row.verified_name), (row.phone, row.payout_account))


def identities_of_brand(session: Session, row: Brand) -> frozenset[str]:
    """With every account it ever paid in from, and whose the bank says they are."""
    holders, accounts = paying_accounts(session, row.id)
    return identities((row.owner, *holders), (row.phone, *accounts))
