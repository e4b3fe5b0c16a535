"""A page as HTML: templates with escaping on, and headers that let no script and no other site in."""

import hashlib
from collections.abc import Mapping
from datetime import UTC, datetime
from functools import cache
from pathlib import Path
from typing import Any

from fastapi import Request
from fastapi.responses import HTMLResponse, RedirectResponse
from jinja2 import Environment, FileSystemLoader, StrictUndefined

from domain.parties.actor import Actor, ActorKind
from domain.parties.permissions import allows
from services.parties import profiles
from services.sandboxed import serves_sandbox
from starter.http.calling import app_of
from starter.http.problems import language_of
from starter.web.faces import colour_of, initials
from starter.web.forms import new_key
from starter.web.visitors import LANGUAGE, LANGUAGES, THEME, THEMES, Visitor, actor_of
from starter.web.wording import Wording

HERE = Path(__file__).parent
ASSETS = HERE / "assets"
SEE_OTHER, FAILED = 303, 400
HEADERS = {
    "Content-Security-Policy": (
        "default-src 'none'; style-src 'self'; img-src 'self'; script-src 'self'; connect-src 'self'; "
        "form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
    ),
    "Cache-Control": "no-store",
    "Referrer-Policy": "same-origin",
    "X-Content-Type-Options": "nosniff",
}
NAVIGATION: Mapping[ActorKind, tuple[tuple[str, str, str], ...]] = {
    ActorKind.CREATOR: (
        ("/today", "today", "nav.today"),
        ("/income", "income", "nav.income"),
        ("/results", "health", "nav.results"),
        ("/me", "me", "nav.me"),
    ),
    ActorKind.BRAND: (
        ("/desk", "desk", "nav.desk"),
        ("/order", "order", "nav.order"),
        ("/money", "income", "nav.money"),
        ("/results", "health", "nav.results"),
        ("/members", "people", "nav.members"),
        ("/developers", "plug", "nav.developers"),
    ),
    ActorKind.OPERATOR: (
        ("/morning", "today", "nav.morning"),
        ("/commissions", "find", "nav.commissions"),
        ("/audits", "review", "nav.audits"),
        ("/parties", "people", "nav.parties"),
        ("/withdrawals", "income", "nav.withdrawals"),
        ("/claims", "settle", "nav.claims"),
        ("/reconciliation", "books", "nav.reconciliation"),
        ("/audit-log", "file", "nav.audit_log"),
    ),
    ActorKind.ANONYMOUS: (),
}
"""Address, icon and text, the most used first."""
NEEDED = {
    "/order": "commission.order",
    "/money": "money.read",
    "/members": "members.manage",
    "/developers": "webhooks.read",
    "/audit-log": "operator.audit_log",
}
"""Pages that not everybody of a kind may open."""


@cache
def environment() -> Environment:
    found = Environment(
        loader=FileSystemLoader(HERE / "templates"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    found.globals["asset"] = asset
    found.globals["new_key"] = new_key
    found.globals["initials"] = initials
    found.globals["colour_of"] = colour_of
    return found


@cache
def asset(name: str) -> str:
    """Its address, with a digest of what is in it: whoever keeps it for ever keeps the right one."""
    digest = hashlib.sha256((ASSETS / name).read_bytes()).hexdigest()[:12]
    return f"/assets/{name}?v={digest}"


def page(
    request: Request,
    template: str,
    visitor: Visitor | None = None,
    *,
    status: int = 200,
    now: datetime | None = None,
    **values: Any,
) -> HTMLResponse:
    """``now`` is what times are told against: of a commission whose clock runs ahead, its own."""
    lang, theme = language(request), request.cookies.get(THEME, "")
    actor = visitor.actor if visitor else actor_of(request)
    known: dict[str, Any] = {
        "t": Wording(lang, now or datetime.now(UTC)),
        "lang": lang,
        "theme": theme if theme in THEMES else "",
        "actor": actor,
        "home": visitor.home if visitor else "/sign-in",
        "mark": visitor.mark if visitor else "",
        "seen": getattr(request.state, "seen", ""),
        "path": request.url.path if status < FAILED else "/",  # what was asked for may be nobody's to repeat
        "navigation": [each for each in NAVIGATION[actor.kind] if _may_open(actor, each[0])],
        "sandbox": serves_sandbox(app_of(request).settings),
        "reader": _name(request, actor),
        "notice": None,
        "count": 0,
    }
    html = environment().get_template(template).render(known | values)
    return HTMLResponse(html, status, HEADERS)


def _may_open(actor: Actor, path: str) -> bool:
    return path not in NEEDED or allows(actor, NEEDED[path])


def _name(request: Request, actor: Actor) -> str:
    """Of who has signed in; of a party, as everybody knows it."""
    engine = app_of(request).engine
    match actor.kind:
        case ActorKind.CREATOR:
            return profiles.creator(engine, actor.party_id).name
        case ActorKind.BRAND:
            return f"{profiles.brand(engine, actor.party_id).name} {actor.name}"
        case _:
            return actor.name


def language(request: Request) -> str:
    """The one that was chosen, else the browser's."""
    chosen = request.cookies.get(LANGUAGE, "")
    return chosen if chosen in LANGUAGES else language_of(request.scope)


def wording(request: Request, now: datetime | None = None) -> Wording:
    return Wording(language(request), now or datetime.now(UTC))


def to(address: str) -> RedirectResponse:
    """To another page after something was done: going back or again does nothing twice."""
    return RedirectResponse(address, SEE_OTHER, HEADERS)
