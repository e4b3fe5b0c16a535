"""Who may open the sandbox's pages: whoever is at this machine, where everything outside is a sandbox."""

from fastapi import APIRouter, Depends, Request

from domain.refusals import Refused
from services.sandboxed import serves_sandbox
from starter.http.calling import app_of
from starter.http.routes.sandbox import named_as_here
from starter.web.failing import PageRoute

OF_ANOTHER_SITE = ("cross-site", "same-site")


async def of_this_machine(request: Request) -> None:
    """Raises Refused: PATH_UNKNOWN, as if there were no such page; FORM_STALE for a form of another site."""
    if not serves_sandbox(app_of(request).settings):
        raise Refused("PATH_UNKNOWN")
    if request.method == "POST" and request.headers.get("sec-fetch-site") in OF_ANOTHER_SITE:
        raise Refused("FORM_STALE")


def sandbox_router() -> APIRouter:
    return APIRouter(
        prefix="/sandbox",
        include_in_schema=False,
        route_class=PageRoute,
        dependencies=[Depends(named_as_here), Depends(of_this_machine)],
    )
