"""The page of all components: for whoever makes pages, so only where all is a sandbox."""

from datetime import UTC, datetime

from fastapi import APIRouter, Request, Response

from domain.refusals import Refused
from services.sandboxed import serves_sandbox
from starter.http.calling import app_of
from starter.web.failing import PageRoute
from starter.web.kit import examples
from starter.web.rendering import page
from starter.web.visitors import LANGUAGES, perhaps
from starter.web.wording import Wording

router = APIRouter(include_in_schema=False, route_class=PageRoute)


@router.get("/components")
def components(request: Request) -> Response:
    """Raises Refused: PATH_UNKNOWN, as if there were no such page."""
    if not serves_sandbox(app_of(request).settings):
        raise Refused("PATH_UNKNOWN")
    now = datetime.now(UTC)
    shown = [examples(Wording(lang, now)) for lang in LANGUAGES]
    return page(request, "components.html", perhaps(request), both=shown)
