"""Who calls, and whether that may: every route says by name what it lets whom do."""

from dataclasses import dataclass
from typing import Annotated, Any

from fastapi import Depends, Request

from domain.parties.actor import Actor, ActorKind
from domain.parties.permissions import allows
from domain.parties.sign_in import Origin
from domain.refusals import Refused
from services.access.sessions import who
from services.app import App
from starter.http.addresses import address_of

SCHEME = "bearer "
COOKIE = "starmap_session"


@dataclass(frozen=True)
class Needed:
    """What an operation asks of its caller."""

    permission: str
    kinds: tuple[ActorKind, ...]
    """None: of any."""


def app_of(request: Request) -> App:
    """What the gateway was opened with."""
    found: App = request.app.state.opened
    return found


def origin_of(request: Request, binding: str = "") -> Origin:
    """``binding``: what only this client holds, a session's token or that of a sign-in under way."""
    return Origin(address_of(request), binding, str(request.state.request_id))


def token_of(request: Request) -> str:
    """What the caller shows, empty where that is nothing."""
    written = request.headers.get("authorization", "")
    return written[len(SCHEME) :].strip() if written.lower().startswith(SCHEME) else ""


def caller(request: Request) -> Actor:
    """Raises Refused: SIGN_IN_NEEDED for no token, and for one that is unknown, expired or revoked."""
    app, token = app_of(request), token_of(request)
    found = who(app.engine, app.settings, token, origin_of(request, token))
    if found is None:
        raise Refused("SIGN_IN_NEEDED")
    request.state.actor = found
    return found


def may(permission: str, *kinds: ActorKind) -> Any:
    """A dependency: whoever calls has this permission, and is of one of these kinds; none is any.

    Raises Refused: SIGN_IN_NEEDED, FORBIDDEN.
    """

    async def allowed(actor: Annotated[Actor, Depends(caller)]) -> Actor:
        if not allows(actor, permission) or (kinds and actor.kind not in kinds):
            raise Refused("FORBIDDEN")
        return actor

    allowed.needs = Needed(permission, kinds)  # type: ignore[attr-defined]  # told by the document
    return Depends(allowed)


def signed_in() -> Any:
    """A dependency: whoever calls is somebody; what that may do is asked for each thing."""
    return Depends(caller)


async def _opened(request: Request) -> App:
    """In the loop: what does not wait for the books needs no thread."""
    return app_of(request)


OpenedApp = Annotated[App, Depends(_opened)]
