"""A brand tops up: the money is booked, and the commissions that wait for it are told."""

from dataclasses import dataclass
from datetime import UTC, datetime

from sqlalchemy import Engine
from temporalio.service import RPCError

from domain.money.withdrawals.way_back import Payer
from gateways.commissions.orders import SqlOrders
from gateways.money.payers import NotedBy, SqlPayers
from gateways.ports.work import PayoutAccount
from services.app import App
from services.commissions.commands import CommandRefused
from services.failures import Complaint, named
from services.threads import in_thread


@dataclass(frozen=True)
class TopUp:
    balance_fen: int
    """Of the brand, afterwards."""
    already: bool
    """It was booked before, and nothing was booked now."""
    told: tuple[str, ...]
    """Commissions that waited for money and know of it."""
    untold: tuple[Complaint, ...]
    """Why the others could not be told: the money is booked all the same."""


async def top_up(
    app: App,
    brand_id: str,
    fen: int,
    number: str,
    *,
    kind: str = "",
    account: str = "",
    holder: str = "",
) -> TopUp:
    """The same number again books nothing, and tells those that still wait.

    ``account`` is what it was paid from, empty where nobody says. Raises what `Cashier.top_up` raises.
    """
    payer = PayoutAccount(kind, account, holder) if account else None
    known = await in_thread(app.cashier.knows, number)
    left = await in_thread(app.cashier.top_up, brand_id, fen, number, datetime.now(UTC), payer)
    told, untold = await _tell_those_that_wait(app, brand_id)
    return TopUp(left, known, told, untold)


async def _tell_those_that_wait(app: App, brand_id: str) -> tuple[tuple[str, ...], tuple[Complaint, ...]]:
    """One that cannot be told of it makes no failure of what is booked."""
    told: list[str] = []
    untold: list[Complaint] = []
    for commission_id in await in_thread(SqlOrders(app.engine).waiting_for_payment, brand_id):
        try:
            await app.tell(commission_id, "funded")
        except CommandRefused as refused:
            untold.append(Complaint(refused.code, refused.zh, refused.en))
        except RPCError as failed:
            untold += named(failed)
        else:
            told.append(commission_id)
    return tuple(told), tuple(untold)


def note_payer(
    engine: Engine, number: str, kind: str, account: str, holder: str, *, operator: str, reason: str
) -> str:
    """Note once which account an older top-up came from; the brand. Raises what `SqlPayers.give` raises."""
    by = NotedBy(operator, reason, datetime.now(UTC))
    return SqlPayers(engine).give(number, PayoutAccount(kind, account, holder), by)


def top_ups(engine: Engine, brand_id: str) -> list[Payer]:
    """The oldest first, each with the account it can go back to. Raises UnknownBrand."""
    return SqlPayers(engine).of(brand_id)
