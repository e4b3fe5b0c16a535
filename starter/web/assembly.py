"""The pages put together, beside the HTTP interface and over the same books."""

from fastapi import FastAPI

from starter.web import failing
from starter.web.routes import (
    commission,
    components,
    entering,
    files,
    interface,
    notices,
    operators,
    results,
    review,
    rules,
    sandbox,
    shared,
    submit,
)
from starter.web.routes.brands import desk, developers, endpoint, money, order, team
from starter.web.routes.creators import account, income, me, today

ROUTERS = (
    shared.router,
    rules.router,
    interface.router,
    components.router,
    entering.router,
    today.router,
    income.router,
    account.router,
    me.router,
    desk.router,
    order.router,
    money.router,
    team.router,
    developers.router,
    endpoint.router,
    notices.router,
    results.router,
    *operators.ROUTERS,
    *sandbox.ROUTERS,
    review.router,
    submit.router,
    files.router,
    commission.router,
)


def pages(api: FastAPI) -> FastAPI:
    """``api``'s state is theirs: one gateway opens one set of books."""
    found = FastAPI(docs_url=None, redoc_url=None, openapi_url=None, redirect_slashes=False)
    found.state = api.state
    for router in ROUTERS:
        found.include_router(router)
    failing.install(found)
    return found
