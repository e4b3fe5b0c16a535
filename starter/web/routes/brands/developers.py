"""What a brand's engineers come for: keys, endpoints with their health, the first steps, the catalogue."""

import json
from collections.abc import Sequence
from datetime import UTC, datetime
from typing import Any

from fastapi import APIRouter, Request, Response

from domain.parties.actor import ActorKind
from domain.parties.permissions import allows
from domain.webhooks.endpoint import brand
from services.access import keys
from services.threads import in_thread
from services.webhooks import deliveries, endpoints, heard
from starter.http.calling import app_of, origin_of
from starter.web.failing import PageRoute, on_its_form
from starter.web.forms import Form, form_of
from starter.web.once import once
from starter.web.rendering import page, to, wording
from starter.web.secret import shown_once
from starter.web.told.endpoints import endpoint_shown, undelivered_shown
from starter.web.told.keys import is_over, key_shown
from starter.web.told.start import steps
from starter.web.visitors import Visitor, allowed
from starter.web.wording import Wording

router = APIRouter(prefix="/developers", include_in_schema=False, route_class=PageRoute)
BRAND = ActorKind.BRAND
READ, WRITE, KEYS = "webhooks.read", "webhooks.write", "keys.manage"
HERE = "/developers"
TOLD = ("changed", "before", "removed", "redelivered")
UNDELIVERED = 8


@router.get("")
def developers(request: Request, done: str = "") -> Response:
    return shown(request, allowed(request, READ, BRAND), done=done)


@router.get("/events")
def catalogue(request: Request) -> Response:
    who, t = allowed(request, READ, BRAND), wording(request)
    kinds: dict[str, list[dict[str, Any]]] = {}
    for each in heard.types_for(brand(who.actor.party_id)):
        example = json.dumps(heard.example(each), ensure_ascii=False, indent=2)
        told = {"name": each.name, "words": t.label((each.zh, each.en)), "example": example}
        kinds.setdefault(each.kind, []).append(told)
    return page(request, "developers/events.html", who, kinds=list(kinds.items()))


@router.post("/endpoints")
async def add(request: Request) -> Response:
    """The secret is in this answer alone: sent again, the form says that it was sent."""
    who = await in_thread(allowed, request, WRITE, BRAND)
    given, app, origin = await form_of(request), app_of(request), origin_of(request, who.token)
    made: endpoints.NewSecret | None = None

    async def done() -> None:
        nonlocal made
        said = (given.text("url"), given.text("description"), given.several("type"))
        by = (app.engine, app.settings, who.actor, brand(who.actor.party_id))
        made = await in_thread(endpoints.create_endpoint, *by, *said, origin=origin)

    try:
        await once(request, who, given, done)
    except Exception as failed:  # noqa: BLE001  # told beside what was typed
        problem = on_its_form(request, failed)
        return await in_thread(lambda: shown(request, who, problem=problem, at="add", given=given))
    if made is None:
        return to(f"{HERE}?done=before")
    return await in_thread(secret_shown, request, who, made)


def secret_shown(request: Request, who: Visitor, made: endpoints.NewSecret) -> Response:
    t, kind = wording(request), "rotated" if made.previous_until else "made"
    words = {
        "title": t(f"developers.once_{kind}"),
        "help": t(f"developers.once_help_{kind}"),
        "secret": t("developers.secret"),
        "back": t("developers.title"),
    }
    facts = [(t("developers.number"), made.endpoint_id, "")]
    if made.previous_until:
        facts.append((t("developers.old_until"), t.at(made.previous_until), ""))
    return shown_once(request, who, made.secret, words, facts, f"{HERE}/endpoints/{made.endpoint_id}")


def shown(
    request: Request,
    who: Visitor,
    *,
    problem: dict[str, Any] | None = None,
    at: str = "",
    given: Form | None = None,
    done: str = "",
) -> Response:
    """``at``: of which form the problem is."""
    app, t, now = app_of(request), wording(request), datetime.now(UTC)
    owner = brand(who.actor.party_id)
    there = endpoints.endpoints_of(app.engine, who.actor, owner)
    held = keys.keys_of(app.engine, who.actor, owner.brand_id) if allows(who.actor, KEYS) else []
    good = [key_shown(each, t, now) for each in held if not is_over(each, now)]
    rows = [endpoint_shown(each, t) for each in there]
    hosts = {each["id"]: each["host"] for each in rows}
    failed = deliveries.not_arrived(app.engine, there, UNDELIVERED)
    return page(
        request,
        "developers/developers.html",
        who,
        status=problem["status"] if problem else 200,
        endpoints=sorted(rows, key=lambda each: each["order"]),
        undelivered=[undelivered_shown(each, hosts, t) for each in failed],
        fresh=not (there and good),
        keys=good,
        may_keys=allows(who.actor, KEYS),
        may_write=allows(who.actor, WRITE),
        steps=steps(site_of(request), t),
        types=type_choices(heard.types_for(owner), t),
        typed={name: given.text(name) if given else "" for name in ("url", "description")},
        ticked=given.several("type") if given else [],
        problem=problem,
        at=at,
        notice=t(f"developers.done_{done}") if done in TOLD else None,
    )


def type_choices(types: Sequence[Any], t: Wording) -> list[dict[str, str]]:
    return [{"name": each.name, "words": t.label((each.zh, each.en))} for each in types]


def site_of(request: Request) -> str:
    """Where the gateway answers from outside: what the operator has set, else what was asked for."""
    return app_of(request).settings.pages_address.rstrip("/") or str(request.base_url).rstrip("/")
