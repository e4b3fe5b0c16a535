"""A brand's own: profile, wallet, top-ups, money back, statements."""

from typing import Annotated

from fastapi import APIRouter, Query, Request, Response

from domain.parties.actor import Actor, ActorKind
from domain.parties.permissions import allows
from models.api import money, parties
from models.api.shapes import Digits, Instant
from services.money import paying_in, statements, wallets, withdrawals_read, withdrawing
from services.parties import profiles
from services.sandboxed import check_top_up
from starter.http.calling import OpenedApp, app_of, may
from starter.http.writing import once

router = APIRouter(prefix="/v1/brand", tags=["brands · 品牌主"])
Reader = Annotated[Actor, may("money.read", ActorKind.BRAND)]
LINES_MAX = 500


@router.get("", response_model=parties.BrandProfile, summary="我的资料 · our profile")
def profile(
    app: OpenedApp, actor: Annotated[Actor, may("commission.read", ActorKind.BRAND)]
) -> parties.BrandProfile:
    """`balance_fen` is for those alone who may read the brand's money."""
    told = parties.BrandProfile.model_validate(
        profiles.brand(app.engine, actor.party_id), from_attributes=True
    )
    return told if allows(actor, "money.read") else told.model_copy(update={"balance_fen": None})


@router.get("/wallet", response_model=money.Wallet, summary="钱包 · the wallet")
def wallet(app: OpenedApp, actor: Reader) -> money.Wallet:
    return money.Wallet.model_validate(wallets.wallet(app.engine, actor.party_id), from_attributes=True)


@router.post(
    "/top-ups", response_model=money.ToppedUp, summary="充值（沙箱银行） · top up, from the sandbox's bank"
)
async def top_up(
    request: Request, wanted: money.TopUp, actor: Annotated[Actor, may("money.top_up")]
) -> Response:
    """Commissions that wait for money go on at once."""

    check_top_up(app_of(request).settings)

    async def act(number: str) -> money.ToppedUp:
        given = {"kind": wanted.kind, "account": wanted.account, "holder": wanted.holder}
        done = await paying_in.top_up(app_of(request), actor.party_id, wanted.fen, number, **given)
        return money.ToppedUp(balance_fen=done.balance_fen, already=done.already, told=list(done.told))

    return await once(request, actor, act)


@router.post("/withdrawals", response_model=money.Withdrawing, summary="余额退回 · send the balance back")
async def send_back(
    request: Request, wanted: money.SendBack, actor: Annotated[Actor, may("money.withdraw")]
) -> Response:
    """To the accounts that paid it in, the oldest first: more than one of them takes is asked for again."""

    async def act(number: str) -> money.Withdrawing:
        done = await withdrawing.send_back(app_of(request), actor.party_id, wanted.fen, number[-24:])
        return money.Withdrawing.model_validate(done, from_attributes=True)

    return await once(request, actor, act)


@router.get("/withdrawals", response_model=money.Withdrawals, summary="退回记录 · what went back")
def withdrawals(
    app: OpenedApp, actor: Reader, limit: Annotated[Digits, Query(ge=1, le=100)] = 50
) -> money.Withdrawals:
    rows, more = withdrawals_read.withdrawals(app.engine, brand_id=actor.party_id, limit=limit)
    shown = [money.WithdrawalShown.model_validate(each, from_attributes=True) for each in rows]
    return money.Withdrawals(withdrawals=shown, more=more)


@router.get("/statement", response_model=money.Statement, summary="对账单 · a statement")
def statement(
    app: OpenedApp, actor: Reader, since: Instant | None = None, until: Instant | None = None
) -> money.Statement:
    """The first 500 lines of the period; for more, ask for a shorter one."""
    found, lines = statements.statement(app.engine, f"brand:{actor.party_id}", since, until)
    told = [
        money.StatementLine.model_validate(each, from_attributes=True)
        for _, each in zip(range(LINES_MAX), lines, strict=False)
    ]
    return money.Statement(
        account=found.account,
        opening_fen=found.opening_fen,
        closing_fen=found.closing_fen,
        count=found.count,
        lines=told,
    )
