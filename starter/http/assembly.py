"""The gateway put together: layers around it, routes in it, one way to fail."""

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import AbstractAsyncContextManager, AsyncExitStack, asynccontextmanager, suppress

import structlog
from fastapi import Depends, FastAPI

from services.app import App
from services.operations.event_streams import EventStreams
from services.operations.gateway_chores import EVERY_SECONDS, forget_old
from services.sandboxed import serves_sandbox
from services.threads import in_thread
from settings import Settings
from starter.http import failing
from starter.http.addresses import trusted_proxies
from starter.http.body import BodyReader
from starter.http.described import DESCRIPTION, TAGS, complete
from starter.http.doors import Doors
from starter.http.heads import HeadReader
from starter.http.limits import Limits
from starter.http.parameters import known_parameters
from starter.http.request_ids import VERSION, RequestIds
from starter.http.routes import (
    brands,
    commission,
    commissions,
    creators,
    events,
    health,
    members,
    operators,
    sandbox,
    sign_in,
    signing_keys,
    uploads,
    webhooks,
)
from starter.http.verbs import Heads
from starter.web.assembly import pages
from starter.web.outside import ProblemsAsPages

ROUTERS = (
    commissions.router,
    commission.router,
    uploads.router,
    uploads.of_commission,
    creators.router,
    creators.offers,
    brands.router,
    operators.router,
    sign_in.router,
    sign_in.mine,
    members.router,
    members.of_brand,
    members.of_platform,
    signing_keys.router,
    signing_keys.of_platform,
    events.router,
    webhooks.router,
    webhooks.of_platform,
    health.router,
)
Opening = Callable[[], AbstractAsyncContextManager[App]]


def assembled(settings: Settings, opening: Opening) -> FastAPI:
    """``opening`` opens what the routes work with, for as long as the gateway runs."""

    @asynccontextmanager
    async def lifespan(api: FastAPI) -> AsyncIterator[None]:
        async with AsyncExitStack() as running:
            try:
                api.state.opened = await running.enter_async_context(opening())
            except Exception as failed:
                api.state.failed = failed  # whoever serves it says why it did not begin
                raise
            chores = asyncio.create_task(_forget_every_hour(api.state.opened))
            running.push_async_callback(_ended, chores)
            yield

    api = FastAPI(
        title="星图 Starmap",
        version=VERSION,
        description=DESCRIPTION,
        openapi_tags=TAGS,
        lifespan=lifespan,
        dependencies=[Depends(known_parameters)],
        redirect_slashes=False,
        docs_url=None,
        redoc_url=None,
        openapi_url="/v1/openapi.json",
    )
    api.state.streams = EventStreams()
    api.state.proxies = trusted_proxies(settings.trusted_proxies)
    for router in (*ROUTERS, *((sandbox.router,) if serves_sandbox(settings) else ())):
        api.include_router(router)
    failing.install(api)
    complete(api)
    api.state.described = api.openapi
    api.add_middleware(failing.Failing)
    api.add_middleware(Doors, pages(api))
    api.add_middleware(BodyReader)
    api.add_middleware(HeadReader)
    api.add_middleware(Limits, settings.requests_a_minute, settings.anonymous_requests_a_minute)
    api.add_middleware(ProblemsAsPages)
    api.add_middleware(Heads)
    api.add_middleware(RequestIds)
    return api


async def _forget_every_hour(app: App) -> None:
    while True:
        try:
            await in_thread(forget_old, app.engine, app.settings)
        except Exception as failed:  # noqa: BLE001  # the books are away: it is done in an hour
            structlog.get_logger().warning("old rows are kept", error=type(failed).__name__)
        await asyncio.sleep(EVERY_SECONDS)


async def _ended(task: asyncio.Task[None]) -> None:
    task.cancel()
    with suppress(asyncio.CancelledError):
        await task
