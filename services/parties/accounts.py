"""Accounts of creators and brands: opened, verified, bound to a payout account, priced and paused.

Each raises what `SqlCatalogue` says of it.
"""

from dataclasses import dataclass
from datetime import UTC, datetime

from sqlalchemy import Engine

from domain.commissions.ordering.prices import against_price
from domain.commissions.task_types import TASK_TYPES
from gateways.parties.catalogue import SqlCatalogue
from gateways.ports.work import PayoutAccount
from services.app import App
from services.money import withdrawals
from services.terms_file import terms_for
from services.threads import in_thread


def open_creator(
    engine: Engine,
    creator_id: str,
    name: str,
    phone: str,
    *,
    owner: str = "",
    real_name: str = "",
    kind: str = "",
    account: str = "",
    holder: str = "",
) -> None:
    """Whoever opens it has verified the real name; the holder's is taken where none is said. The owner is the
    creator where nobody else is named.
    """
    bound = PayoutAccount(kind, account, holder) if account else None
    SqlCatalogue(engine).add_creator(
        creator_id,
        name,
        owner or creator_id,
        phone,
        datetime.now(UTC),
        real_name=real_name or holder,
        account=bound,
    )


def open_brand(engine: Engine, brand_id: str, name: str, phone: str, *, owner: str = "") -> None:
    SqlCatalogue(engine).add_brand(brand_id, name, owner or brand_id, phone, datetime.now(UTC))


def verify_name(engine: Engine, creator_id: str, real_name: str) -> None:
    SqlCatalogue(engine).verify(creator_id, real_name)


@dataclass(frozen=True)
class Bound:
    account: str
    """Masked."""
    told: int
    """Withdrawals that were not done, and try again now."""


async def bind_account(app: App, creator_id: str, kind: str, account: str, holder: str) -> Bound:
    """Where the creator's money goes from now on; also that of withdrawals that wait for a mended account."""
    catalogue = app.catalogue
    await in_thread(catalogue.bind_account, creator_id, PayoutAccount(kind, account, holder))
    bound = (await in_thread(catalogue.creator, creator_id)).payout_account
    waiting = await in_thread(app.withdrawals.open_of, creator_id)
    return Bound(bound, await withdrawals.account_changed(app.client, waiting))


def unbind_account(engine: Engine, creator_id: str) -> None:
    """Settled money waits on the balance until another account is bound."""
    SqlCatalogue(engine).unbind_account(creator_id)


def pay_by_hand(engine: Engine, creator_id: str, *, by_hand: bool) -> None:
    """Whether settled money waits on the balance until the creator withdraws it."""
    SqlCatalogue(engine).pay_by_hand(creator_id, by_hand=by_hand)


def open_type(engine: Engine, creator_id: str, task_type: str) -> None:
    SqlCatalogue(engine).open_type(creator_id, task_type)


def set_price(engine: Engine, creator_id: str, task_type: str, fen: int) -> None:
    """Raises Refused for a price that no order may have; nothing is quoted then."""
    check_price(task_type, fen)
    SqlCatalogue(engine).quote(creator_id, task_type, fen)


def check_price(task_type: str, fen: int) -> None:
    """Raises Refused for a price that no order may have: whether a platform runs or not."""
    low = against_price(fen, terms_for(TASK_TYPES[task_type]))
    if low:
        raise low


def pause(engine: Engine, creator_id: str, *, paused: bool = True) -> None:
    """No orders are taken meanwhile; open commissions go on."""
    catalogue = SqlCatalogue(engine)
    (catalogue.pause if paused else catalogue.resume)(creator_id)
