"""One commission, read from the books alone: how it stands, what happened, what may be done."""

import time
from typing import Annotated

from fastapi import APIRouter, Header, Query
from fastapi.responses import JSONResponse

from domain.commissions.moves import MESSAGES
from domain.commissions.views.vendor_words import as_told
from domain.parties.actor import Actor, ActorKind
from domain.party import Party
from models.api import commissions as shapes
from models.api.seen import ForBrand, ForCreator, ForOperator
from models.api.shapes import Digits
from services.app import App
from services.commissions import owned, reading
from starter.http.calling import OpenedApp, may

router = APIRouter(prefix="/v1/commissions/{commission_id}", tags=["commissions · 任务"])
Reader = Annotated[Actor, may("commission.read")]
MinSeq = Annotated[
    Digits | None,
    Header(
        alias="Starmap-Min-Seq",
        ge=0,
        le=10_000_000,
        description="命令答复的 seq：至多等 2 秒，直到账目记到 · of an answer: wait for the books",
    ),
]
WAITED_SECONDS, PAUSE_SECONDS = 2.0, 0.05
PAGE = 200


@router.get(
    "", response_model=ForBrand | ForCreator | ForOperator, summary="任务现状 · the commission as it stands"
)
def seen(app: OpenedApp, commission_id: str, actor: Reader, min_seq: MinSeq = None) -> JSONResponse:
    _reached(app, actor, commission_id, min_seq)
    return JSONResponse(owned.seen(app, actor, commission_id))


@router.get("/brief", response_model=shapes.Brief, summary="下单内容 · the brief, whole")
def brief(app: OpenedApp, commission_id: str, actor: Reader) -> shapes.Brief:
    return shapes.Brief.model_validate(owned.seen(app, actor, commission_id))


@router.get("/timeline", response_model=shapes.Timeline, summary="时间线 · everything that happened")
def timeline(
    app: OpenedApp,
    commission_id: str,
    actor: Reader,
    min_seq: MinSeq = None,
    after: Annotated[Digits, Query(ge=0, le=10_000_000)] = 0,
) -> shapes.Timeline:
    _reached(app, actor, commission_id, min_seq)
    lines = owned.timeline(app, actor, commission_id, after)
    told = [_entry(each, owned.party_of(actor)) for each in lines[:PAGE]]
    following = str(told[-1].seq) if len(lines) > PAGE else None
    return shapes.Timeline(entries=told, after=following)


@router.get("/moves", response_model=shapes.AllowedMoves, summary="现在可以做什么 · what may be done now")
def moves(app: OpenedApp, commission_id: str, actor: Reader, min_seq: MinSeq = None) -> shapes.AllowedMoves:
    _reached(app, actor, commission_id, min_seq)
    return shapes.AllowedMoves(moves=[_move(name) for name in owned.moves(app, actor, commission_id)])


@router.get(
    "/submissions",
    response_model=shapes.Submissions,
    summary="提交的各版本与驳回理由 · versions handed in, and why each was rejected",
)
def submissions(app: OpenedApp, commission_id: str, actor: Reader) -> shapes.Submissions:
    return shapes.Submissions.model_validate(owned.seen(app, actor, commission_id))


@router.get("/bill", response_model=shapes.Bill, summary="账单 · its bill")
def bill(app: OpenedApp, commission_id: str, actor: Reader) -> shapes.Bill:
    """An operator reads the brand's."""
    owned.row_of(app, actor, commission_id)
    side = Party.CREATOR if owned.party_of(actor) is Party.CREATOR else Party.BRAND
    lines = reading.bill(app.engine, commission_id, side)
    return shapes.Bill(lines=[shapes.BillLine(**each._asdict()) for each in lines])


@router.get(
    "/quote", response_model=shapes.CancelQuote, summary="现在取消的赔付金额 · what cancelling costs now"
)
def quote(
    app: OpenedApp, commission_id: str, actor: Annotated[Actor, may("commission.read", ActorKind.BRAND)]
) -> shapes.CancelQuote:
    found = owned.quote_of_cancelling(app, actor, commission_id)
    if found is None:
        return shapes.CancelQuote(possible=False)
    return shapes.CancelQuote(
        possible=True, fen=found.fen, bps=found.bps, version=found.version, if_passed_fen=found.if_passed_fen
    )


@router.get(
    "/notices", response_model=shapes.Notices, summary="发给本方的短信与电话 · SMS and calls to your side"
)
def notices(app: OpenedApp, commission_id: str, actor: Reader) -> shapes.Notices:
    owned.row_of(app, actor, commission_id)
    found = reading.notices(app.engine, commission_id, owned.party_of(actor))
    told = [
        shapes.Notice(at=each.at, channel=each.channel, state=each.state, text=each.text) for each in found
    ]
    return shapes.Notices(notices=told)


@router.get("/ratings", response_model=shapes.Ratings, summary="评价 · ratings")
def ratings(app: OpenedApp, commission_id: str, actor: Reader) -> shapes.Ratings:
    return shapes.Ratings(ratings=owned.seen(app, actor, commission_id)["rated"])


@router.get("/metrics", response_model=shapes.Readings, summary="投后数据 · post-campaign data")
def metrics(app: OpenedApp, commission_id: str, actor: Reader) -> shapes.Readings:
    owned.row_of(app, actor, commission_id)
    found = reading.metrics(app.engine, commission_id)
    return shapes.Readings(
        readings=[shapes.Reading.model_validate(each, from_attributes=True) for each in found]
    )


def _reached(app: App, actor: Actor, commission_id: str, seq: int | None) -> None:
    """Raises UnknownCommission. After two seconds it reads what there is: its `seq` says how far that is."""
    until = time.monotonic() + WAITED_SECONDS
    while seq and owned.row_of(app, actor, commission_id).seq < seq and time.monotonic() < until:
        time.sleep(PAUSE_SECONDS)


def _entry(line: reading.TimelineLine, role: Party) -> shapes.TimelineEntry:
    """What is said to an operator alone: who it was by name, and by which row of the rules."""
    told = shapes.TimelineEntry(
        seq=line.seq,
        at=line.at,
        move=line.move,
        by=line.by,
        from_stage=line.from_stage,
        to_stage=line.to_stage,
        round=line.round,
        reason=as_told(line.move, line.reason),
        refusal=line.refusal,
        deadlines=[dict(each) for each in line.deadlines],
        on_behalf_of=line.on_behalf_of,
    )
    if role is not Party.OPERATOR:
        return told
    more = {"actor": line.actor, "row": line.row, "details": dict(line.details)}
    return told.model_copy(update=more)


def _move(name: str) -> shapes.AllowedMove:
    message = MESSAGES[name]
    return shapes.AllowedMove(
        name=name, zh=message.zh, en=message.en, needs=list(message.needs), may=list(message.may)
    )
