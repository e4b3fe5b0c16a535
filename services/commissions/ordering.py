"""From a brief to a commission: every check that needs the catalogue, then the order."""

from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Protocol

from domain.commissions.ordering.brief import Brief, beyond, digest, may_order, overdue, to_order
from domain.commissions.ordering.order import Order
from domain.commissions.ordering.prices import against_price
from domain.commissions.ordering.terms import Terms, terms_from
from domain.commissions.rules.versions import current
from domain.commissions.task_types import TASK_TYPES
from domain.copies import replace
from domain.parties.profiles import BrandProfile, CreatorProfile
from domain.refusals import in_words
from gateways.refusals import BookRefusal
from services.app import App
from services.commissions.commands import Placed, commission_id_of
from services.terms_file import read_terms
from services.terms_in_force import in_force
from services.threads import in_thread


@dataclass(frozen=True)
class Why:
    """One reason against an order."""

    code: str
    zh: str
    en: str
    differs: tuple[str, ...] = ()
    """Fields in which it differs from what stands."""


class OrderRefused(Exception):
    """Nothing was started. All reasons at once."""

    def __init__(self, reasons: tuple[Why, ...]) -> None:
        super().__init__("; ".join(f"{each.code}: {each.zh} / {each.en}" for each in reasons))
        self.reasons = reasons


class Register(Protocol):
    """The accounts an order is checked against: the catalogue, or what was just read from it."""

    def brand(self, brand_id: str) -> BrandProfile: ...

    def creator(self, creator_id: str) -> CreatorProfile: ...


async def order(app: App, brief: Brief, start_at: datetime | None = None) -> Placed:
    """Place a brief's order. The same brief again is the same commission. Raises OrderRefused."""
    try:
        wanted = await in_thread(_wanted, app, brief)
        return await app.place(wanted, brief.order, digest(brief), start_at)
    except BookRefusal as refused:
        raise refused_by_the_books(refused) from None


def _wanted(app: App, brief: Brief) -> Order:
    known = bool(app.queries.known([commission_id_of(brief.brand, brief.order)]))
    terms = read_terms() if known else in_force(app.engine).terms
    return judged(brief, app.catalogue, terms, known=known)


def refused_by_the_books(refused: BookRefusal) -> OrderRefused:
    return OrderRefused((Why(refused.code, refused.zh, refused.en),))


def judged(brief: Brief, register: Register, terms: Terms, *, known: bool) -> Order:
    """The order a brief asks for. Raises OrderRefused, or the book's own refusal.

    One that was taken before is not checked again: quotes and pauses change, the order stands.
    """
    creator, brand = register.creator(brief.creator), register.brand(brief.brand)
    reasons = () if known else _against(brief, creator, brand, terms)
    if reasons:
        raise OrderRefused(reasons)
    return replace(
        to_order(brief, creator.name, brand.name, terms), rulebook=current(TASK_TYPES[brief.task_type].family)
    )


def _against(brief: Brief, creator: CreatorProfile, brand: BrandProfile, terms: Terms) -> tuple[Why, ...]:
    service = creator.service(brief.task_type)
    codes = may_order(
        brief,
        opened=service.opened,
        quote_fen=service.quote_fen,
        paused=creator.paused,
        creator_owner=creator.owner,
        brand_owner=brand.owner,
        frozen=bool(creator.frozen_because),
        shared=bool(creator.identities & brand.identities),
    )
    now, pinned = datetime.now(UTC), terms_from(TASK_TYPES[brief.task_type].terms, terms)
    low = against_price(brief.price_fen, pinned)
    return (
        *(Why(code, *in_words(code)) for code in codes),
        *((Why(low.code, low.zh, low.en),) if low else ()),
        *(
            Why(each.code, f"{each.field} {each.zh}", f"{each.field} {each.en}")
            for each in (*overdue(brief, now), *beyond(brief, now, pinned))
        ),
    )
