"""Who looks at a page: by a cookie that no script reads; every form bears a mark no other site knows."""

import hashlib
import hmac
from dataclasses import dataclass

from fastapi import Request, Response

from domain.parties import tokens
from domain.parties.actor import ANONYMOUS, Actor, ActorKind
from domain.parties.permissions import allows
from domain.refusals import Refused
from services.access.sessions import who
from services.commissions import changes
from starter.http.calling import COOKIE, app_of, origin_of

LANGUAGE, THEME, BINDING = "starmap_lang", "starmap_theme", "starmap_binding"
KEYS = "starmap_keys"
"""Whether keys of the keyboard lead anywhere: off for whoever speaks to the machine, or types blindly."""
LANGUAGES, THEMES, SWITCHED = ("zh", "en"), ("light", "dark"), ("on", "off")
A_YEAR = 365 * 24 * 3_600
HALF_A_YEAR = 180 * 24 * 3_600
MARK_CHARS = 32
HOME = {
    ActorKind.CREATOR: "/today",
    ActorKind.BRAND: "/desk",
    ActorKind.OPERATOR: "/morning",
    ActorKind.ANONYMOUS: "/sign-in",
}


@dataclass(frozen=True)
class Visitor:
    actor: Actor
    token: str
    mark: str
    """What a form of this visitor bears (against requests that another site's page makes)."""

    @property
    def home(self) -> str:
        return HOME[self.actor.kind]


def visitor(request: Request) -> Visitor:
    """Somebody who has signed in. Raises Refused: SIGN_IN_NEEDED."""
    found = perhaps(request)
    if found is None:
        raise Refused("SIGN_IN_NEEDED")
    return found


def perhaps(request: Request) -> Visitor | None:
    token = request.cookies.get(COOKIE, "")
    if tokens.prefix_of(token) != tokens.SESSION:  # a key is for programs, and says so itself
        return None
    app = app_of(request)
    actor = who(app.engine, app.settings, token, origin_of(request, token))
    if actor is None:
        return None
    request.state.actor = actor
    if (
        request.method == "GET"
    ):  # taken before anything is read: what a page shows is at least as new as its mark
        request.state.seen = changes.mark_of(app, actor)
    return Visitor(actor, token, mark_of(token))


def allowed(request: Request, permission: str, *kinds: ActorKind) -> Visitor:
    """Raises Refused: SIGN_IN_NEEDED, FORBIDDEN."""
    found = visitor(request)
    if not allows(found.actor, permission) or (kinds and found.actor.kind not in kinds):
        raise Refused("FORBIDDEN")
    return found


def actor_of(request: Request) -> Actor:
    """Nobody's where the page was not asked by somebody."""
    actor: Actor = getattr(request.state, "actor", ANONYMOUS)
    return actor


def mark_of(secret: str) -> str:
    """Of a session's token, or of the binding of a sign-in under way: neither is ever in a page."""
    return hmac.new(secret.encode(), b"form", hashlib.sha256).hexdigest()[:MARK_CHARS]


def check_mark(request: Request, given: str) -> None:
    """Raises Refused: FORM_STALE, where the form is not of this session."""
    secret = request.cookies.get(COOKIE) or request.cookies.get(BINDING) or ""
    if not secret or not hmac.compare_digest(mark_of(secret).encode(), given.encode()):
        raise Refused("FORM_STALE")


def keep(request: Request, response: Response, name: str, value: str, seconds: int | None = None) -> None:
    """``Secure`` wherever the connection is: on the loopback of a sandbox there is no TLS."""
    is_here = request.url.hostname in ("127.0.0.1", "localhost", "::1")
    response.set_cookie(name, value, max_age=seconds, httponly=True, samesite="lax", secure=not is_here)


def forget(response: Response, *names: str) -> None:
    for each in names:
        response.delete_cookie(each)
