"""Creators and brands as operators and pages see them; personal data is masked."""

from contextlib import suppress

from sqlalchemy import Engine

from domain.parties.profiles import BrandProfile, CreatorProfile
from gateways.parties.catalogue import SqlCatalogue
from gateways.refusals import UnknownBrand, UnknownCreator
from services.parties.breaches import Breach
from services.records import record_of


def creators(engine: Engine, task_type: str = "") -> list[CreatorProfile]:
    """All of them, or those that have opened a type."""
    found = SqlCatalogue(engine).creators()
    return [each for each in found if not task_type or each.service(task_type).opened]


def page_of_creators(
    engine: Engine, task_type: str, after: str, limit: int
) -> tuple[list[CreatorProfile], bool]:
    """By their ids, those behind ``after``; and whether there are more."""
    found = SqlCatalogue(engine).page_of_creators(task_type, after, limit + 1)
    return found[:limit], len(found) > limit


def creator(engine: Engine, creator_id: str) -> CreatorProfile:
    """Raises UnknownCreator."""
    return SqlCatalogue(engine).creator(creator_id)


def breaches(engine: Engine, creator_id: str) -> list[Breach]:
    """Of all the creator's commissions. Raises UnknownCreator."""
    return [record_of(Breach, row) for row in SqlCatalogue(engine).breaches(creator_id)]


def brands(engine: Engine) -> list[BrandProfile]:
    return SqlCatalogue(engine).brands()


def brand(engine: Engine, brand_id: str) -> BrandProfile:
    """Raises UnknownBrand."""
    return SqlCatalogue(engine).brand(brand_id)


def name_of(engine: Engine, party_id: str) -> str:
    """Of a creator, else of a brand; the id itself where neither bears it."""
    catalogue = SqlCatalogue(engine)
    with suppress(UnknownCreator):
        return catalogue.creator(party_id).name
    with suppress(UnknownBrand):
        return catalogue.brand(party_id).name
    return party_id
