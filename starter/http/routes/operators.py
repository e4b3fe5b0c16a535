"""What operators read and decide; the commands of a commission are with the commissions."""

from typing import Annotated

from fastapi import APIRouter, Query, Request, Response

from domain.commissions.money.shares import Said
from domain.money.claims import Outcome
from domain.operations.sweeps import SWEEPS
from domain.parties.actor import Actor
from models.api import money, operations
from models.api.shapes import Digits, Instant
from services.access import audit
from services.commissions import cancelling
from services.money import claims, freezing, withdrawals_read, withdrawing
from services.operations import attention, sweeps
from services.threads import in_thread
from starter.http.calling import OpenedApp, app_of, may
from starter.http.writing import once

router = APIRouter(prefix="/v1/operations", tags=["operators · 平台运营"])
Reader = Annotated[Actor, may("operator.decide")]
Claiming = Annotated[Actor, may("operator.claims")]
Parties = Annotated[Actor, may("operator.parties")]
Paying = Annotated[Actor, may("operator.withdrawals")]


@router.get("/attention", response_model=operations.Attention, summary="需要关注 · what waits for a person")
def waiting(app: OpenedApp, _: Reader) -> operations.Attention:
    payouts = withdrawals_read.in_need(app.engine)
    told = [late(*each) for each in payouts]
    found = [in_need(each) for each in attention.in_need(app.engine)]
    return operations.Attention(waiting=found, withdrawals=told)


def in_need(found: attention.InNeed) -> operations.InNeed:
    c = found.commission
    return operations.InNeed(
        commission_id=c.id,
        word=found.word,
        since=found.since,
        reasons=[operations.WhyInNeed(word=each.word, since=each.since) for each in found.reasons],
        title=c.order.title,
        brand_id=c.order.brand_id,
        creator_id=c.order.creator_id,
        price_fen=c.order.price_fen,
        stage=c.stage.value,
    )


def late(row: withdrawals_read.Shown, line: withdrawals_read.Step) -> operations.PayoutInNeed:
    alert = withdrawals_read.alert_of_step(row, line)
    told = operations.PayoutInNeed.model_validate(row, from_attributes=True)
    return told.model_copy(update={"since": line.at, "attention": alert})


@router.get("/withdrawals", response_model=money.Withdrawals, summary="全部提现 · all withdrawals")
def withdrawals(
    app: OpenedApp,
    _: Reader,
    state: Annotated[str, Query(max_length=20)] = "",
    creator_id: Annotated[str, Query(max_length=32)] = "",
    brand_id: Annotated[str, Query(max_length=32)] = "",
    limit: Annotated[Digits, Query(ge=1, le=100)] = 50,
) -> money.Withdrawals:
    rows, more = withdrawals_read.withdrawals(
        app.engine, state=state, creator_id=creator_id, brand_id=brand_id, limit=limit
    )
    shown = [money.WithdrawalShown.model_validate(each, from_attributes=True) for each in rows]
    return money.Withdrawals(withdrawals=shown, more=more)


@router.get(
    "/withdrawals/{withdrawal_id}",
    response_model=money.WithdrawalWhole,
    summary="一笔提现 · one, with its steps",
)
def withdrawal(app: OpenedApp, withdrawal_id: str, _: Reader) -> money.WithdrawalWhole:
    row, steps = withdrawals_read.withdrawal(app.engine, withdrawal_id)
    return money.WithdrawalWhole(
        withdrawal=money.WithdrawalShown.model_validate(row, from_attributes=True),
        steps=[money.Step.model_validate(each, from_attributes=True) for each in steps],
    )


@router.post(
    "/withdrawals/{withdrawal_id}/retry", response_model=money.Withdrawing, summary="换号重发 · send it again"
)
async def retry(request: Request, withdrawal_id: str, why: money.Decision, actor: Paying) -> Response:
    async def act(number: str) -> money.Withdrawing:
        by = {"operator": actor.spoken, "reason": why.reason, "command_id": number}
        done = await withdrawing.retry(app_of(request), withdrawal_id, **by)
        return money.Withdrawing.model_validate(done, from_attributes=True)

    return await once(request, actor, act)


@router.post(
    "/withdrawals/{withdrawal_id}/cancel",
    response_model=money.Withdrawing,
    summary="退回余额 · back to the balance",
)
async def cancel(request: Request, withdrawal_id: str, why: money.Decision, actor: Paying) -> Response:
    async def act(number: str) -> money.Withdrawing:
        by = {"operator": actor.spoken, "reason": why.reason, "command_id": number}
        done = await withdrawing.cancel(app_of(request), withdrawal_id, **by)
        return money.Withdrawing.model_validate(done, from_attributes=True)

    return await once(request, actor, act)


@router.get("/claims", response_model=money.Claims, summary="追回、补偿与核销 · claims")
def claims_of(
    app: OpenedApp,
    _: Reader,
    commission_id: Annotated[str, Query(max_length=128)] = "",
    party: Annotated[str, Query(max_length=64)] = "",
) -> money.Claims:
    found = claims.claims(app.engine, commission_id, party)
    return money.Claims(
        claims=[money.ClaimShown.model_validate(each, from_attributes=True) for each in found]
    )


@router.post("/claims/clawbacks", response_model=money.Claimed, summary="追回 · claw back")
async def claw_back(request: Request, wanted: money.Claw, actor: Claiming) -> Response:
    async def act(number: str) -> money.Claimed:
        engine = app_of(request).engine
        share = Said(wanted.creator_bps, wanted.creator_percent, wanted.creator_fen)
        by = {"operator": actor.spoken, "reason": wanted.reason}
        done = await in_thread(claims.claw_back, engine, wanted.commission_id, share, number, **by)
        return await in_thread(claimed, app_of(request), actor, done, wanted.commission_id)

    return await once(request, actor, act)


@router.post("/claims/compensations", response_model=money.Claimed, summary="补偿 · compensate")
async def compensate(request: Request, wanted: money.Compensate, actor: Claiming) -> Response:
    async def act(number: str) -> money.Claimed:
        engine = app_of(request).engine
        by = {"operator": actor.spoken, "reason": wanted.reason, "commission_id": wanted.commission_id}
        done = await in_thread(claims.compensate, engine, wanted.party, wanted.fen, number, **by)
        return await in_thread(claimed, app_of(request), actor, done, "", wanted.party)

    return await once(request, actor, act)


@router.post("/claims/write-offs", response_model=money.Claimed, summary="核销欠款 · write off")
async def write_off(request: Request, wanted: money.WriteOff, actor: Claiming) -> Response:
    async def act(number: str) -> money.Claimed:
        engine = app_of(request).engine
        by = {"operator": actor.spoken, "reason": wanted.reason}
        done = await in_thread(claims.write_off, engine, wanted.creator_id, wanted.fen, number, **by)
        return await in_thread(claimed, app_of(request), actor, done, "", f"creator:{wanted.creator_id}")

    return await once(request, actor, act)


def claimed(
    app: OpenedApp, actor: Actor, done: Outcome, commission_id: str, party: str = ""
) -> money.Claimed:
    return money.Claimed(
        claims=claims_of(app, actor, commission_id, party).claims,
        claim=money.ClaimShown.model_validate(done.claim, from_attributes=True),
        moved=dict(done.moved),
        already=not done.new,
    )


@router.get("/sweeps", response_model=operations.Sweeps, summary="巡检结果 · what the sweeps found")
def swept(app: OpenedApp, _: Reader) -> operations.Sweeps:
    found = ((name, sweeps.last_sweep(app.engine, name)) for name in SWEEPS)
    return operations.Sweeps(
        sweeps=[
            operations.Swept(
                name=name,
                finished_at=last.finished_at if last else None,
                counts=dict(last.counts) if last else {},
                findings=[
                    operations.Finding.model_validate(each, from_attributes=True)
                    for each in (last.findings if last else ())
                ],
            )
            for name, last in found
        ]
    )


@router.get("/audit-log", response_model=operations.AuditLog, summary="审计日志 · who did what")
def audit_log(  # noqa: PLR0917  # each is a filter of its own
    app: OpenedApp,
    actor: Annotated[Actor, may("operator.audit_log")],
    account: Annotated[str, Query(max_length=80)] = "",
    party: Annotated[str, Query(max_length=80)] = "",
    what: Annotated[str, Query(max_length=40)] = "",
    whom: Annotated[str, Query(max_length=200)] = "",
    since: Instant | None = None,
    until: Instant | None = None,
    after: Annotated[Digits | None, Query(ge=1, le=10**15)] = None,
    limit: Annotated[Digits, Query(ge=1, le=100)] = 50,
) -> operations.AuditLog:
    """The newest first."""
    wanted = audit.Wanted(account, party, what, whom, since, until)
    found = audit.audit_log(app.engine, actor, wanted, after, limit)
    lines = [operations.AuditLine.model_validate(each, from_attributes=True) for each in found]
    return operations.AuditLog(lines=lines, after=lines[-1].id if len(lines) == limit else None)


@router.post(
    "/creators/{creator_id}/freeze", response_model=operations.Frozen, summary="冻结创作者 · freeze a creator"
)
async def freeze(request: Request, creator_id: str, why: operations.Freezing, actor: Parties) -> Response:
    """The whole balance, and every open commission."""

    async def act(_: str) -> operations.Frozen:
        heard: list[freezing.Reached] = []
        by = (creator_id, actor.spoken, why.reason)
        done = await freezing.freeze(app_of(request), *by, heard.append)
        return operations.Frozen(
            commissions=reached(heard),
            withheld_fen=done.withheld_fen,
            at=done.at,
            operator=done.operator,
            reason=done.reason,
        )

    return await once(request, actor, act)


@router.post("/creators/{creator_id}/unfreeze", response_model=operations.Unfrozen, summary="解冻 · unfreeze")
async def unfreeze(request: Request, creator_id: str, why: operations.Freezing, actor: Parties) -> Response:
    async def act(_: str) -> operations.Unfrozen:
        heard: list[freezing.Reached] = []
        by = (creator_id, actor.spoken, why.reason)
        done = await freezing.unfreeze(app_of(request), *by, heard.append)
        return operations.Unfrozen(commissions=reached(heard), free_fen=done.free_fen, told=done.told)

    return await once(request, actor, act)


@router.post(
    "/brands/{brand_id}/cancel-open",
    response_model=operations.CancelledOffers,
    summary="取消未接收的订单 · cancel a brand's offers that nobody has accepted",
)
async def cancel_open(
    request: Request, brand_id: str, wanted: operations.CancelOpen, actor: Reader
) -> Response:
    """Under another key it finds what is still open; with ``dry_run`` it only lists."""

    async def act(_: str) -> operations.CancelledOffers:
        app = app_of(request)
        offers = await cancelling.open_offers(app, brand_id, actor.spoken)
        ids = [each.commission_id for each in offers]
        if wanted.dry_run:
            return operations.CancelledOffers(found=ids)
        done = await cancelling.cancel_offers(app, offers, actor.spoken, wanted.reason)
        return operations.CancelledOffers(
            found=ids,
            cancelled=[each.commission_id for each in done if each.why is None],
            kept=[
                operations.KeptOffer(commission_id=each.commission_id, code=each.why.code)
                for each in done
                if each.why is not None
            ],
        )

    return await once(request, actor, act)


def reached(heard: list[freezing.Reached]) -> list[operations.ReachedCommission]:
    return [
        operations.ReachedCommission(commission_id=each.commission_id, outcome=each.outcome, code=each.code)
        for each in heard
    ]
