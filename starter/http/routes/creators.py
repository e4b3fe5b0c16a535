"""A creator's own: profile, quotes, account, income, withdrawals; and what brands may see of one."""

from typing import Annotated

from fastapi import APIRouter, BackgroundTasks, Query, Request, Response

from domain.parties.actor import Actor, ActorKind
from domain.parties.profiles import CreatorProfile
from models.api import money, parties
from models.api.shapes import Digits, Instant
from services.access import codes
from services.money import earnings, withdrawals_read, withdrawing
from services.money.withheld import held_back
from services.parties import accounts, profiles
from services.parties.own_accounts import checked_type
from services.threads import in_thread
from starter.http.calling import OpenedApp, app_of, may, origin_of, token_of
from starter.http.described import NO_KEY
from starter.http.writing import once

router = APIRouter(prefix="/v1/creator", tags=["creators · 创作者"])
offers = APIRouter(prefix="/v1/creators", tags=["creators · 创作者"])
Mine = Annotated[Actor, may("money.read", ActorKind.CREATOR)]
Buyer = Annotated[Actor, may("commission.read", ActorKind.BRAND, ActorKind.OPERATOR)]
"""Creators do not read each other's prices here."""
Changing = Annotated[Actor, may("creator.profile")]


@router.get("", response_model=parties.CreatorProfile, summary="我的资料 · my profile")
def profile(app: OpenedApp, actor: Mine) -> parties.CreatorProfile:
    return told(profiles.creator(app.engine, actor.party_id))


@router.put("/pause", response_model=parties.CreatorProfile, summary="暂停或恢复接单 · take orders, or not")
async def pause(request: Request, wanted: parties.Pause, actor: Changing) -> Response:
    async def act(_: str) -> parties.CreatorProfile:
        engine = app_of(request).engine
        await in_thread(accounts.pause, engine, actor.party_id, paused=wanted.paused)
        return told(await in_thread(profiles.creator, engine, actor.party_id))

    return await once(request, actor, act)


@router.put(
    "/types/{task_type}",
    response_model=parties.CreatorProfile,
    summary="开通类型并报价 · open a type at a price",
)
async def quote(request: Request, task_type: str, wanted: parties.Quote, actor: Changing) -> Response:
    """Open commissions keep the price they were ordered at."""

    async def act(_: str) -> parties.CreatorProfile:
        engine, kind = app_of(request).engine, checked_type(task_type)
        await in_thread(accounts.set_price, engine, actor.party_id, kind, wanted.fen)
        await in_thread(accounts.open_type, engine, actor.party_id, kind)
        return told(await in_thread(profiles.creator, engine, actor.party_id))

    return await once(request, actor, act)


@router.put(
    "/payout-by-hand",
    response_model=parties.CreatorProfile,
    summary="手动或自动提现 · withdraw manually, or automatically",
)
async def by_hand(request: Request, wanted: parties.ByHand, actor: Changing) -> Response:
    async def act(_: str) -> parties.CreatorProfile:
        engine = app_of(request).engine
        await in_thread(accounts.pay_by_hand, engine, actor.party_id, by_hand=wanted.by_hand)
        return told(await in_thread(profiles.creator, engine, actor.party_id))

    return await once(request, actor, act)


@router.post(
    "/account/codes",
    response_model=parties.AccountCode,
    summary="换绑验证码 · a code to change the account",
    openapi_extra={NO_KEY: True},
)
def account_code(
    request: Request,
    app: OpenedApp,
    afterwards: BackgroundTasks,
    actor: Annotated[Actor, may("creator.accounts")],
) -> parties.AccountCode:
    """To the phone that the creator has; good for this session alone."""
    origin = origin_of(request, token_of(request))
    told = codes.request_account_code(app.engine, app.settings, actor, origin, later=afterwards.add_task)
    return parties.AccountCode.model_validate(told, from_attributes=True)


@router.put("/account", response_model=parties.Bound, summary="绑定收款账户 · bind the payout account")
async def bind(
    request: Request, wanted: parties.Account, actor: Annotated[Actor, may("creator.accounts")]
) -> Response:
    async def act(_: str) -> parties.Bound:
        engine, origin = app_of(request).engine, origin_of(request, token_of(request))
        await in_thread(codes.confirm_account_code, engine, actor, wanted.code, origin)
        given = (wanted.kind, wanted.account, wanted.holder)
        bound = await accounts.bind_account(app_of(request), actor.party_id, *given)
        return parties.Bound(account=bound.account, told=bound.told)

    return await once(request, actor, act)


@router.get("/breaches", response_model=parties.Breaches, summary="违约记录 · breach records")
def breaches(app: OpenedApp, actor: Mine) -> parties.Breaches:
    found = profiles.breaches(app.engine, actor.party_id)
    lines = [
        parties.Breach(at=each.at, commission_id=each.commission_id, reason=each.reason) for each in found
    ]
    return parties.Breaches(breaches=lines)


@router.get("/balance", response_model=money.Balance, summary="余额 · what I have")
def balance(app: OpenedApp, actor: Mine) -> money.Balance:
    found, held = earnings.money_of(app.engine, actor.party_id), held_back(app.engine, actor.party_id)
    told_ = money.Balance.model_validate(found, from_attributes=True)
    return told_.model_copy(update={"withheld_because": held.why}) if held else told_


@router.get("/income", response_model=money.Income, summary="收入明细 · where it came from")
def income(
    app: OpenedApp, actor: Mine, begin: Instant | None = None, end: Instant | None = None
) -> money.Income:
    found = earnings.income(app.engine, actor.party_id, begin, end)
    return money.Income(lines=[money.IncomeLine.model_validate(each, from_attributes=True) for each in found])


@router.get("/withdrawals", response_model=money.Withdrawals, summary="提现记录 · withdrawals")
def withdrawals(
    app: OpenedApp, actor: Mine, limit: Annotated[Digits, Query(ge=1, le=100)] = 50
) -> money.Withdrawals:
    rows, more = withdrawals_read.withdrawals(app.engine, creator_id=actor.party_id, limit=limit)
    shown = [money.WithdrawalShown.model_validate(each, from_attributes=True) for each in rows]
    return money.Withdrawals(withdrawals=shown, more=more)


@router.post("/withdrawals", response_model=money.Withdrawing, summary="提现 · withdraw")
async def withdraw(
    request: Request, wanted: money.Withdraw, actor: Annotated[Actor, may("creator.withdraw")]
) -> Response:
    async def act(number: str) -> money.Withdrawing:
        done = await withdrawing.withdraw(app_of(request), actor.party_id, wanted.fen, number[-24:])
        return money.Withdrawing.model_validate(done, from_attributes=True)

    return await once(request, actor, act)


@offers.get("", response_model=parties.CreatorOffers, summary="可下单的创作者 · creators and their quotes")
def creators(
    app: OpenedApp,
    _: Buyer,
    task_type: Annotated[str, Query(max_length=40)] = "",
    after: Annotated[str, Query(max_length=32, description="上一页的 after · from the page before")] = "",
    limit: Annotated[Digits, Query(ge=1, le=100)] = 50,
) -> parties.CreatorOffers:
    """In the order of their ids."""
    found, more = profiles.page_of_creators(app.engine, task_type, after, limit)
    return parties.CreatorOffers(
        creators=[offer(each) for each in found], after=found[-1].id if more else None
    )


@offers.get("/{creator_id}", response_model=parties.CreatorOffer, summary="一位创作者 · one creator")
def creator(app: OpenedApp, creator_id: str, _: Buyer) -> parties.CreatorOffer:
    return offer(profiles.creator(app.engine, creator_id))


def told(profile: CreatorProfile) -> parties.CreatorProfile:
    return parties.CreatorProfile.model_validate(profile, from_attributes=True)


def offer(profile: CreatorProfile) -> parties.CreatorOffer:
    return parties.CreatorOffer.model_validate(profile, from_attributes=True)
