"""From a brief to a commission: every check that needs the catalogue, then the order."""

from dataclasses import dataclass
from datetime import UTC, datetime

from domain.brief import Brief, digest, may_order, overdue, to_order
from domain.order import Order
from domain.refusals import REFUSALS
from gateways.refusals import BookRefusal
from starter.commissions import Placed, commission_id_of
from starter.office import Office
from starter.terms_file import read_terms


@dataclass(frozen=True)
class Why:
    """One reason against an order."""

    code: str
    zh: str
    en: str


class OrderRefused(Exception):
    """Nothing was started. All reasons at once."""

    def __init__(self, reasons: tuple[Why, ...]) -> None:
        super().__init__("; ".join(f"{each.code}: {each.zh} / {each.en}" for each in reasons))
        self.reasons = reasons


async def order(office: Office, brief: Brief, start_at: datetime | None = None) -> Placed:
    """Place a brief's order. The same brief again is the same commission. Raises OrderRefused."""
    known = _known(office, brief)
    wanted = to_order(brief, *_names(office, brief), read_terms()) if known else _checked(office, brief)
    try:
        return await office.place(wanted, brief.order, digest(brief), start_at)
    except BookRefusal as refused:
        raise OrderRefused((Why(refused.code, refused.zh, refused.en),)) from None


def _known(office: Office, brief: Brief) -> bool:
    """An order that was taken before is not checked again: quotes and pauses change, the order stands."""
    try:
        office.desk.commission(commission_id_of(brief.brand, brief.order))
    except BookRefusal:
        return False
    return True


def _names(office: Office, brief: Brief) -> tuple[str, str]:
    return office.catalogue.creator(brief.creator).name, office.catalogue.brand(brief.brand).name


def _checked(office: Office, brief: Brief) -> Order:
    try:
        creator, brand = office.catalogue.creator(brief.creator), office.catalogue.brand(brief.brand)
    except BookRefusal as refused:
        raise OrderRefused((Why(refused.code, refused.zh, refused.en),)) from None
    service = creator.service(brief.task_type)
    codes = may_order(
        brief,
        opened=service.opened,
        quote_fen=service.quote_fen,
        paused=creator.paused,
        creator_owner=creator.owner,
        brand_owner=brand.owner,
    )
    dates = overdue(brief, datetime.now(UTC))
    reasons = tuple(Why(code, *REFUSALS[code]) for code in codes)
    reasons += tuple(Why("DATE_PAST", f"{each.field} {each.zh}", f"{each.field} {each.en}") for each in dates)
    if reasons:
        raise OrderRefused(reasons)
    return to_order(brief, creator.name, brand.name, read_terms())
