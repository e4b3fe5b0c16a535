"""Webhook endpoints of a brand, and of the creators' app by operators; what they were sent."""

from typing import Annotated

from fastapi import APIRouter, Query, Request, Response

from domain.parties.actor import Actor, ActorKind
from domain.webhooks.health import health
from models.api import webhooks as shapes
from models.api.shapes import Digits, Instant
from services.threads import in_thread
from services.webhooks import deliveries, endpoints, sending
from services.webhooks.whose import owner_for
from starter.http.calling import OpenedApp, app_of, may, origin_of, token_of
from starter.http.described import NO_KEY
from starter.http.writing import once

router = APIRouter(prefix="/v1/webhooks", tags=["webhooks · 事件推送"])
of_platform = APIRouter(prefix="/v1/operations/webhooks", tags=["webhooks · 事件推送"])
BOTH = (ActorKind.BRAND, ActorKind.OPERATOR)
READ, WRITE = "webhooks.read", "webhooks.write"
Reader = Annotated[Actor, may(READ, *BOTH)]
Writer = Annotated[Actor, may(WRITE, *BOTH)]
OfBrand = Annotated[Actor, may(READ, ActorKind.BRAND)]
BrandWriter = Annotated[Actor, may(WRITE, ActorKind.BRAND)]
Operator = Annotated[Actor, may(READ, ActorKind.OPERATOR)]
OperatorWriter = Annotated[Actor, may(WRITE, ActorKind.OPERATOR)]
SHOWN_ONCE = {NO_KEY: True}
ONE = "/{endpoint_id}"
BEFORE = Query(ge=1, le=2**63 - 1, description="上一页的 before · of the page before")


@router.get("", response_model=shapes.Endpoints, summary="接收地址 · endpoints of the brand")
def listed(app: OpenedApp, actor: OfBrand) -> shapes.Endpoints:
    """The oldest first, with their health."""
    found = endpoints.endpoints_of(app.engine, actor, owner_for(actor))
    return shapes.Endpoints(endpoints=[told(each) for each in found])


@router.post(
    "", response_model=shapes.EndpointShown, summary="新接收地址 · a new endpoint", openapi_extra=SHOWN_ONCE
)
def create(
    request: Request, app: OpenedApp, wanted: shapes.NewEndpoint, actor: BrandWriter
) -> shapes.EndpointShown:
    """It is sent what happens from now on. The secret that signs is in this answer alone; asked again, it is
    another endpoint.
    """
    return made(request, app, actor, wanted)


@router.get(ONE, response_model=shapes.Endpoint, summary="一个接收地址 · one, with its health")
def read(app: OpenedApp, endpoint_id: str, actor: Reader) -> shapes.Endpoint:
    return told(endpoints.endpoint(app.engine, actor, endpoint_id))


@router.patch(ONE, response_model=shapes.Endpoint, summary="修改 · change")
async def change(
    request: Request, endpoint_id: str, wanted: shapes.ChangedEndpoint, actor: Writer
) -> Response:
    """Other types count from the next event on. The secret stays: rotate it after a move."""

    async def act(_: str) -> shapes.Endpoint:
        app, origin = app_of(request), origin_of(request, token_of(request))
        by, to = (app.engine, app.settings, actor), endpoints.Changes(**wanted.model_dump())
        return told(await in_thread(endpoints.change_endpoint, *by, endpoint_id, to, origin=origin))

    return await once(request, actor, act)


@router.post(
    f"{ONE}/secret",
    response_model=shapes.EndpointShown,
    summary="轮换签名密钥 · rotate the secret",
    openapi_extra=SHOWN_ONCE,
)
def rotate(request: Request, app: OpenedApp, endpoint_id: str, actor: Writer) -> shapes.EndpointShown:
    """Until `previous_until` every message bears two signatures: of the new secret and of the one before."""
    origin = origin_of(request, token_of(request))
    return shown(endpoints.rotate_secret(app.engine, actor, endpoint_id, origin=origin))


@router.post(f"{ONE}/enable", response_model=shapes.Endpoint, summary="启用 · enable")
async def enable(request: Request, endpoint_id: str, actor: Writer) -> Response:
    """What waited meanwhile is sent."""

    async def act(_: str) -> shapes.Endpoint:
        origin = origin_of(request, token_of(request))
        return told(await sending.enable_endpoint(app_of(request), actor, endpoint_id, origin=origin))

    return await once(request, actor, act)


@router.post(f"{ONE}/disable", response_model=shapes.Endpoint, summary="停用 · disable")
async def disable(request: Request, endpoint_id: str, actor: Writer) -> Response:
    """Nothing is sent, and nothing lost: it waits until the endpoint is enabled."""

    async def act(_: str) -> shapes.Endpoint:
        app, origin = app_of(request), origin_of(request, token_of(request))
        return told(
            await in_thread(endpoints.disable_endpoint, app.engine, actor, endpoint_id, origin=origin)
        )

    return await once(request, actor, act)


@router.delete(ONE, response_model=shapes.Removed, summary="删除 · remove", openapi_extra=SHOWN_ONCE)
def remove(request: Request, app: OpenedApp, endpoint_id: str, actor: Writer) -> shapes.Removed:
    """For good; what waited is given up."""
    origin = origin_of(request, token_of(request))
    endpoints.remove_endpoint(app.engine, actor, endpoint_id, origin=origin)
    return shapes.Removed()


@router.get(f"{ONE}/deliveries", response_model=shapes.Deliveries, summary="投递记录 · deliveries")
def sent(  # noqa: PLR0917  # each is a filter of its own
    app: OpenedApp,
    endpoint_id: str,
    actor: Reader,
    state: Annotated[str, Query(pattern="^(waiting|delivered|failed)?$")] = "",
    event: Annotated[str, Query(max_length=80, description="类型 · its type")] = "",
    since: Instant | None = None,
    before: Annotated[Digits | None, BEFORE] = None,
    limit: Annotated[Digits, Query(ge=1, le=100)] = 50,
) -> shapes.Deliveries:
    """One row an event, the newest first. `state=failed&since=…`: what was given up since then."""
    wanted = deliveries.Wanted(state, event, since)
    found = deliveries.deliveries(app.engine, actor, endpoint_id, wanted, limit, before)
    rows = [shapes.Delivery.model_validate(each, from_attributes=True) for each in found]
    return shapes.Deliveries(deliveries=rows, before=rows[-1].event_no if len(rows) == limit else None)


@router.get(f"{ONE}/attempts", response_model=shapes.Attempts, summary="每次尝试 · every attempt")
def tried(
    app: OpenedApp,
    endpoint_id: str,
    actor: Reader,
    event_no: Annotated[Digits | None, BEFORE] = None,
    limit: Annotated[Digits, Query(ge=1, le=100)] = 50,
) -> shapes.Attempts:
    """The newest first, with test events and what was asked for by hand."""
    found = deliveries.attempts(app.engine, actor, endpoint_id, event_no, limit)
    return shapes.Attempts(
        attempts=[shapes.Attempt.model_validate(each, from_attributes=True) for each in found]
    )


@router.post(
    f"{ONE}/deliveries/{{event_no}}/redeliver", response_model=shapes.Asked, summary="重发 · redeliver"
)
async def redeliver(request: Request, endpoint_id: str, event_no: Digits, actor: Writer) -> Response:
    """Once: the same bytes under the same `webhook-id`, signed with the secret of now."""

    async def act(_: str) -> shapes.Asked:
        asked = (actor, endpoint_id, event_no)
        origin = origin_of(request, token_of(request))
        return shapes.Asked(request=await sending.redeliver(app_of(request), *asked, origin=origin))

    return await once(request, actor, act)


@router.post(
    f"{ONE}/redeliver-failed",
    response_model=shapes.AskedForAll,
    summary="重发全部失败 · redeliver all failed",
)
async def redeliver_failed(
    request: Request, endpoint_id: str, wanted: shapes.FailedSince, actor: Writer
) -> Response:
    """What was given up since then, the oldest first, up to 100 at a time."""

    async def act(_: str) -> shapes.AskedForAll:
        asked, origin = (actor, endpoint_id, wanted.since), origin_of(request, token_of(request))
        done = await sending.redeliver_failed(app_of(request), *asked, origin=origin)
        return shapes.AskedForAll(asked=done.asked, left=done.left)

    return await once(request, actor, act)


@router.post(f"{ONE}/tests", response_model=shapes.Asked, summary="发送测试事件 · send a test event")
async def test(request: Request, endpoint_id: str, wanted: shapes.TestEvent, actor: Writer) -> Response:
    """The example of the type, signed as any other; its data bears `"test": true`."""

    async def act(_: str) -> shapes.Asked:
        asked, origin = (actor, endpoint_id, wanted.event), origin_of(request, token_of(request))
        return shapes.Asked(request=await sending.send_test(app_of(request), *asked, origin=origin))

    return await once(request, actor, act)


@of_platform.get("", response_model=shapes.Endpoints, summary="全部接收地址 · endpoints of all owners")
def every(app: OpenedApp, actor: Operator) -> shapes.Endpoints:
    """Those that do not get through first."""
    return shapes.Endpoints(endpoints=[told(each) for each in endpoints.every_endpoint(app.engine, actor)])


@of_platform.post(
    "",
    response_model=shapes.EndpointShown,
    summary="创作者端的接收地址 · of the creators' app",
    openapi_extra=SHOWN_ONCE,
)
def create_for(
    request: Request, app: OpenedApp, wanted: shapes.NewEndpointOf, actor: OperatorWriter
) -> shapes.EndpointShown:
    """For the creators' app, which hears what creators hear; or for a brand."""
    return made(request, app, actor, wanted, wanted.brand_id)


def made(
    request: Request, app: OpenedApp, actor: Actor, wanted: shapes.NewEndpoint, brand_id: str = ""
) -> shapes.EndpointShown:
    done = endpoints.create_endpoint(
        app.engine,
        app.settings,
        actor,
        owner_for(actor, brand_id),
        wanted.url,
        wanted.description,
        wanted.event_types,
        origin=origin_of(request, token_of(request)),
    )
    return shown(done)


def shown(new: endpoints.NewSecret) -> shapes.EndpointShown:
    return shapes.EndpointShown(id=new.endpoint_id, secret=new.secret, previous_until=new.previous_until)


def told(found: endpoints.EndpointTold) -> shapes.Endpoint:
    owner = f"brand:{found.owner.brand_id}" if found.owner.brand_id else found.owner.kind.value
    is_so = health(found.state, found.failures, found.probe_at, found.last_success_at)
    known = {name: getattr(found, name) for name in shapes.Endpoint.model_fields if hasattr(found, name)}
    return shapes.Endpoint(
        **{**known, "owner": owner, "event_types": list(found.event_types), "health": is_so.value}
    )
