"""Personal data of one party as it was given: the only way by which it leaves unmasked, but for an export."""

from sqlalchemy.orm import Session

from gateways.personal import rows
from gateways.refusals import UnknownBrand, UnknownCreator
from models.tables.parties import Brand, Creator

OF_CREATOR: tuple[str, ...] = ("phone", "verified_name", "payout_account", "payout_holder")
OF_BRAND: tuple[str, ...] = ("phone",)


def revealed(session: Session, party: str) -> dict[str, str]:
    """What is empty is left out. Raises UnknownCreator, UnknownBrand, DataUnreadable."""
    kind, _, owner = party.partition(":")
    row: Creator | Brand | None
    if kind == "creator":
        row, names = session.get(Creator, owner), OF_CREATOR
        if row is None:
            raise UnknownCreator(owner)
    else:
        row, names = session.get(Brand, owner), OF_BRAND
        if row is None:
            raise UnknownBrand(owner)
    read = {name: rows.usable(session, row, name) for name in names if getattr(row, name)}
    return {name: text for name, text in read.items() if text}
