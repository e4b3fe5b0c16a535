"""A brand's balance goes back to the account that paid it in: asked for here, sent as a creator's money."""

from datetime import UTC, datetime
from typing import Any
from uuid import uuid4

from temporalio.client import Client

from domain.money.amounts import is_amount
from domain.money.withdrawals.messages import REASON_MAX
from domain.money.withdrawals.way_back import check_operator
from domain.operators import check_reason, is_operator
from domain.refusals import Refused
from domain.wording import check_words
from gateways.money.withdrawals.queries import SqlWithdrawalQueries
from models.tables.withdrawals import WithdrawalRequest
from services.commissions.commands import CommandRefused, check_ours
from services.money.withdrawals import begin, id_for, start_of
from services.terms_file import read_withdrawal_terms
from services.threads import in_thread
from settings import Settings
from workflows import names


async def send_back(
    client: Client,
    settings: Settings,
    store: SqlWithdrawalQueries,
    brand_id: str,
    fen: int,
    key: str = "",
    *,
    operator: str = "",
    reason: str = "",
) -> dict[str, Any]:
    """Note what is asked for, reserve it from the brand's balance and begin to send it back. Where it stands.

    ``operator`` is ``operator:ID``, with a reason; empty where the brand asks itself. The same key again is
    the same withdrawal, wherever it has come to. Raises CommandRefused by name (nothing was reserved), or
    NoAnswerYet.
    """
    withdrawal_id = id_for(f"brand:{brand_id}", key or uuid4().hex[:12])
    try:
        _check(fen, operator, reason)
    except Refused as refused:
        raise CommandRefused(refused.code, refused.zh, refused.en) from None
    await check_ours(client, settings, names.withdrawal_workflow_id(withdrawal_id))
    asked = WithdrawalRequest(
        withdrawal_id=withdrawal_id,
        brand_id=brand_id,
        fen=fen,
        at=datetime.now(UTC),
        operator=operator,
        reason=reason.strip(),
    )
    await in_thread(store.ask_back, asked, settings.trust)
    return await begin(client, settings, store, start_of(settings, withdrawal_id, fen, brand_id=brand_id))


def _check(fen: int, operator: str, reason: str) -> None:
    """Before anything is written: what was noted without an operator would stay without one."""
    if not is_amount(fen):
        raise Refused("WITHDRAWAL_AMOUNT")
    if operator and not is_operator(operator):
        raise Refused("OPERATOR_NEEDED")
    if operator:
        check_reason(reason, REASON_MAX)
    check_words({"operator": operator, "reason": reason})
    check_operator(fen, operator, read_withdrawal_terms())
