"""Withdrawing by hand, and what an operator does about a withdrawal that waits."""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any

from gateways.money.freezes import check_free
from services.app import App
from services.lost_words import of_withdrawal
from services.money import brand_withdrawals, withdrawals
from services.terms_in_force import in_force
from services.threads import in_thread

SOON = timedelta(seconds=2)
"""After the instant it is asked for: it has begun by then."""


@dataclass(frozen=True)
class Withdrawing:
    """Where a withdrawal stands."""

    id: str
    fen: int
    state: str
    number: str
    """At the bank."""
    already: bool = False
    """It was asked for before, and nothing was done again."""


async def withdraw(app: App, creator_id: str, fen: int, number: str) -> Withdrawing:
    """To the account the creator has bound; 0 fen is all there is. Raises as `withdrawals.withdraw`."""
    known = await _prepared(app, withdrawals.withdrawal_id_of(creator_id, number))
    told = await withdrawals.withdraw(app.client, app.settings, app.withdrawals, creator_id, fen, number)
    return _standing(told, already=known)


async def send_back(
    app: App, brand_id: str, fen: int, number: str, *, operator: str = "", reason: str = ""
) -> Withdrawing:
    """A brand's balance, to the accounts that paid it in. Raises as `brand_withdrawals.send_back`."""
    known = await _prepared(app, withdrawals.id_for(f"brand:{brand_id}", number))
    told = await brand_withdrawals.send_back(
        app.client,
        app.settings,
        app.withdrawals,
        brand_id,
        fen,
        number,
        operator=operator,
        reason=reason,
    )
    return _standing(told, already=known)


async def withdraw_at(app: App, creator_id: str, fen: int, number: str, at: datetime) -> None:
    """As ``withdraw``, at an instant to come; where time may be skipped, it is skipped to."""
    handle = await withdrawals.begin_at(
        app.client, app.settings, app.withdrawals, creator_id, fen, number, at
    )
    if app.skipper:
        await app.skipper.fast_forward(handle, at - datetime.now(UTC) + SOON)


async def retry(
    app: App, withdrawal_id: str, *, operator: str, reason: str, command_id: str = ""
) -> Withdrawing:
    """One that waits is sent again under a new number.

    Raises UnknownWithdrawal, MoneyFrozen, CommandRefused.
    """
    row, _ = await in_thread(app.withdrawals.one, withdrawal_id)
    await in_thread(check_free, app.engine, row)
    said = {"actor": operator, "reason": reason, "command_id": command_id}
    return await _said(app, withdrawal_id, "retry_payout", said)


async def cancel(
    app: App, withdrawal_id: str, *, operator: str, reason: str, command_id: str = ""
) -> Withdrawing:
    """One that waits goes back to the balance. Raises UnknownWithdrawal, CommandRefused."""
    await in_thread(app.withdrawals.one, withdrawal_id)
    said = {"actor": operator, "reason": reason, "command_id": command_id}
    return await _said(app, withdrawal_id, "cancel_payout", said)


async def ask_bank(app: App, withdrawal_id: str) -> tuple[str, bool]:
    """Of one that is paid: its number, and whether it was sent back, which is booked then."""
    row, _ = await in_thread(app.withdrawals.one, withdrawal_id)
    answer = await withdrawals.ask_again(app.client, app.settings, row)
    return row.number, answer != "kept"


async def _prepared(app: App, withdrawal_id: str) -> bool:
    """Whether the books know it. The terms it is asked for under are kept in them first."""
    known = await in_thread(app.withdrawals.knows, withdrawal_id)
    await in_thread(in_force, app.engine)
    return known


async def _said(app: App, withdrawal_id: str, name: str, said: dict[str, str]) -> Withdrawing:
    try:
        told = await withdrawals.say(app.client, withdrawal_id, name, **said)
    except withdrawals.NotThere as refused:
        row, _ = await in_thread(app.withdrawals.one, withdrawal_id)
        raise of_withdrawal(row, refused) from None
    return _standing({**told, "id": withdrawal_id})


def _standing(told: dict[str, Any], *, already: bool = False) -> Withdrawing:
    return Withdrawing(told["id"], told.get("fen", 0), told["state"], told["number"], already)
