"""Commissions: ordered, listed and steered. What is somebody else's looks absent."""

from typing import Annotated

from fastapi import APIRouter, Query, Request, Response

from domain.commissions.state.stages import Stage
from domain.parties.actor import Actor
from domain.party import Party
from models.api import commissions as shapes
from models.api.shapes import Digits, Instant
from services.app import App
from services.commissions import own_orders, owned
from services.commissions.listing import Listed
from services.commissions.row_verdicts import RowResult
from starter.http import cursors
from starter.http.calling import OpenedApp, app_of, may, signed_in
from starter.http.failing import told_of
from starter.http.problems import language_of
from starter.http.writing import CREATED, JSON, once

router = APIRouter(prefix="/v1/commissions", tags=["commissions · 任务"])
LIMIT = Query(ge=1, le=100, description="每页条数 · rows of a page")
AFTER = Query(max_length=cursors.LONGEST, description="上一页的 after · from the page before")


@router.post("", status_code=CREATED, response_model=shapes.Ordered, summary="下单 · order a commission")
async def order(
    request: Request, new: shapes.NewCommission, actor: Annotated[Actor, may("commission.order")]
) -> Response:
    async def act(_: str) -> shapes.Ordered:
        placed = await own_orders.order_one(app_of(request), actor.party_id, asked_of(new))
        return shapes.Ordered(commission_id=placed.commission_id, new=placed.new)

    return await once(request, actor, act, status=CREATED)


@router.post("/bulk", response_model=shapes.RowAnswers, summary="批量下单，至多 50 条 · order up to fifty")
async def order_many(
    request: Request, new: shapes.NewCommissions, actor: Annotated[Actor, may("commission.order")]
) -> Response:
    """Each row has its own outcome: a refused one holds up no other. `dry_run` orders nothing."""
    asked = [asked_of(each, new.defaults) for each in new.commissions]
    lang = language_of(request.scope)

    async def act(_: str) -> shapes.RowAnswers:
        results = await own_orders.order_many(app_of(request), actor.party_id, asked, dry_run=new.dry_run)
        return shapes.RowAnswers(rows=[row_answer(each, lang) for each in results])

    return await once(request, actor, act)


@router.get("", response_model=shapes.CommissionPage, summary="列表，新的在前 · list, the newest first")
def page(  # noqa: PLR0917  # each is a filter of its own
    app: OpenedApp,
    actor: Annotated[Actor, may("commission.read")],
    stage: Stage | None = None,
    brand_id: Annotated[str, Query(max_length=32)] = "",
    creator_id: Annotated[str, Query(max_length=32)] = "",
    external_id: Annotated[str, Query(max_length=64)] = "",
    attention: Annotated[str, Query(max_length=40)] = "",
    due_before: Instant | None = None,
    overdue: bool = False,
    after: Annotated[str | None, AFTER] = None,
    limit: Annotated[Digits, LIMIT] = 50,
) -> Response:
    """Of whoever asks: another's, named in a filter, are none. `attention` (a word, or `*`) is for operators,
    `external_id` for brands.
    """
    if external_id:
        return answered(one_by_external_id(app, actor, external_id))
    filters = owned.Filters(stage or "", brand_id, creator_id, attention, overdue, due_before)
    rows, following = owned.page(app, actor, filters, cursors.read(after), limit)
    shown = [listed(each, actor) for each in rows]
    return answered(shapes.CommissionPage(commissions=shown, after=cursors.written(following)))


def answered(page: shapes.CommissionPage) -> Response:
    """As it is: a list is long, and to check once more what was just made takes as long as to read it."""
    return Response(page.model_dump_json(), media_type=JSON)


@router.post(
    "/{commission_id}/commands/{name}",
    response_model=shapes.Answer,
    summary="发出一条命令 · give a command",
)
async def command(
    request: Request,
    commission_id: str,
    name: str,
    given: shapes.Command,
    actor: Annotated[Actor, signed_in()],
) -> Response:
    """By update: what comes back is what it became, or why it was refused. `docs/api.md` lists the names."""
    said = owned.Given(given.fields, given.round, given.on_behalf_of)

    async def act(number: str) -> shapes.Answer:
        answer = await owned.command(app_of(request), actor, commission_id, name, said, number)
        return shapes.Answer.model_validate(answer)

    return await once(request, actor, act)


def one_by_external_id(app: App, actor: Actor, external_id: str) -> shapes.CommissionPage:
    found = owned.found_by(app, actor, external_id)
    rows = [listed(owned.listed_of(owned.row_of(app, actor, found)), actor)] if found else []
    return shapes.CommissionPage(commissions=rows, after=None)


def asked_of(new: shapes.NewCommission, defaults: dict[str, object] | None = None) -> own_orders.Asked:
    label = own_orders.Label(new.external_id or "", new.metadata)
    return own_orders.Asked({**(defaults or {}), **new.brief}, label)


def row_answer(result: RowResult, lang: str) -> shapes.RowAnswer:
    reasons = [
        shapes.Reason(
            code=each.code, detail=told_of(each)[0 if lang == "zh" else 1], differs=list(each.differs)
        )
        for each in result.reasons
    ]
    return shapes.RowAnswer(
        row=result.row.number,
        order=result.row.order,
        outcome=result.outcome.value,
        commission_id=result.commission_id,
        reasons=reasons,
    )


def listed(row: Listed, actor: Actor) -> shapes.Listed:
    return shapes.Listed(
        id=row.id,
        task_type=row.task_type,
        title=row.title,
        price_fen=row.amount_fen,
        stage=row.stage.value,
        deadline=row.deadline,
        brand_id=row.brand_id,
        creator_id=row.creator_id,
        attention=list(row.attention) if owned.party_of(actor) is Party.OPERATOR else None,
    )
