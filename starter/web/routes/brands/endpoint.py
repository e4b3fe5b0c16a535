"""One webhook endpoint of a brand: how it is, what it was sent, and what its owner may do with it."""

from collections.abc import Awaitable, Callable
from datetime import UTC, datetime, timedelta
from typing import Any

from fastapi import APIRouter, Request, Response

from domain.parties.actor import ActorKind
from domain.parties.permissions import allows
from domain.refusals import Refused
from domain.webhooks.log_words import DELIVERY_WORDS
from domain.webhooks.schedule import SECRETS_OVERLAP
from services.app import App
from services.threads import in_thread
from services.webhooks import deliveries, endpoints, heard, sending
from services.webhooks.deliveries import Wanted
from services.webhooks.endpoints import Changes
from starter.http.calling import app_of, origin_of
from starter.web.failing import PageRoute, on_its_form
from starter.web.forms import Form, form_of
from starter.web.once import once
from starter.web.rendering import page, to, wording
from starter.web.routes.brands.developers import HERE, READ, WRITE, secret_shown, type_choices
from starter.web.told.endpoints import attempt_shown, delivery_shown, endpoint_shown
from starter.web.visitors import Visitor, allowed

router = APIRouter(prefix="/developers/endpoints", include_in_schema=False, route_class=PageRoute)
BRAND = ActorKind.BRAND
ONE = "/{endpoint_id}"
TOLD = ("changed", "before", "enabled", "disabled", "tested", "redelivered", "none")
PAGE, TRIED = 20, 5
SPANS = (1, 24, 72, 720)
"""Hours back."""
DIGITS_MAX = 19
Made = endpoints.NewSecret | str
"""A secret that is shown, or where to go and what is told there."""
Act = Callable[[App, Visitor, Form, dict[str, Any]], Awaitable[Made]]


@router.get(ONE)
def one(request: Request, endpoint_id: str, done: str = "", state: str = "", before: str = "") -> Response:
    who = allowed(request, READ, BRAND)
    return _shown(request, who, endpoint_id, done=done, state=state, before=before)


@router.post(f"{ONE}/change")
async def change(request: Request, endpoint_id: str) -> Response:
    async def act(app: App, who: Visitor, given: Form, by: dict[str, Any]) -> str:
        changes = Changes(given.text("url"), given.text("description"), given.several("type"))
        asked = (app.engine, app.settings, who.actor, endpoint_id, changes)
        await in_thread(lambda: endpoints.change_endpoint(*asked, **by))
        return "changed"

    return await _done(request, endpoint_id, "change", act)


@router.post(f"{ONE}/secret")
async def rotate(request: Request, endpoint_id: str) -> Response:
    async def act(app: App, who: Visitor, _: Form, by: dict[str, Any]) -> Made:
        return await in_thread(lambda: endpoints.rotate_secret(app.engine, who.actor, endpoint_id, **by))

    return await _done(request, endpoint_id, "", act)


@router.post(f"{ONE}/enable")
async def enable(request: Request, endpoint_id: str) -> Response:
    async def act(app: App, who: Visitor, _: Form, by: dict[str, Any]) -> str:
        await sending.enable_endpoint(app, who.actor, endpoint_id, **by)
        return "enabled"

    return await _done(request, endpoint_id, "", act)


@router.post(f"{ONE}/disable")
async def disable(request: Request, endpoint_id: str) -> Response:
    async def act(app: App, who: Visitor, _: Form, by: dict[str, Any]) -> str:
        await in_thread(lambda: endpoints.disable_endpoint(app.engine, who.actor, endpoint_id, **by))
        return "disabled"

    return await _done(request, endpoint_id, "", act)


@router.post(f"{ONE}/remove")
async def remove(request: Request, endpoint_id: str) -> Response:
    async def act(app: App, who: Visitor, _: Form, by: dict[str, Any]) -> str:
        await in_thread(lambda: endpoints.remove_endpoint(app.engine, who.actor, endpoint_id, **by))
        return HERE

    return await _done(request, endpoint_id, "", act)


@router.post(f"{ONE}/test")
async def test(request: Request, endpoint_id: str) -> Response:
    async def act(app: App, who: Visitor, given: Form, by: dict[str, Any]) -> str:
        await sending.send_test(app, who.actor, endpoint_id, given.text("event"), **by)
        return "tested"

    return await _done(request, endpoint_id, "test", act)


@router.post(f"{ONE}/redeliver")
async def redeliver_failed(request: Request, endpoint_id: str) -> Response:
    async def act(app: App, who: Visitor, given: Form, by: dict[str, Any]) -> str:
        since = datetime.now(UTC) - timedelta(hours=_hours(given.text("hours")))
        done = await sending.redeliver_failed(app, who.actor, endpoint_id, since, **by)
        return "redelivered" if done.asked else "none"

    return await _done(request, endpoint_id, "redeliver", act)


@router.post(f"{ONE}/deliveries/{{event_no}}/redeliver")
async def redeliver(request: Request, endpoint_id: str, event_no: str) -> Response:
    async def act(app: App, who: Visitor, _: Form, by: dict[str, Any]) -> str:
        await sending.redeliver(app, who.actor, endpoint_id, _number(event_no), **by)
        return "redelivered"

    return await _done(request, endpoint_id, "", act)


def _hours(written: str) -> int:
    """Raises Refused: FIELD_INVALID."""
    if written not in map(str, SPANS):
        raise Refused("FIELD_INVALID")
    return int(written)


def _number(written: str) -> int:
    """Raises Refused: DELIVERY_UNKNOWN, for what is no number of an event."""
    if not (written.isascii() and written.isdigit() and len(written) < DIGITS_MAX):
        raise Refused("DELIVERY_UNKNOWN")
    return int(written)


async def _done(request: Request, endpoint_id: str, at: str, act: Act) -> Response:
    """A secret is in this answer alone: sent again, the form says that it was sent."""
    who = await in_thread(allowed, request, WRITE, BRAND)
    given, app = await form_of(request), app_of(request)
    made: Made = "before"

    async def done() -> None:
        nonlocal made
        made = await act(app, who, given, {"origin": origin_of(request, who.token)})

    try:
        await once(request, who, given, done)
        if isinstance(made, endpoints.NewSecret):
            return await in_thread(secret_shown, request, who, made)
        return to(f"{HERE}?done=removed" if made == HERE else f"{HERE}/endpoints/{endpoint_id}?done={made}")
    except Exception as failed:  # told beside what was typed
        problem = on_its_form(request, failed)
        if problem["code"] == "ENDPOINT_UNKNOWN":
            raise
        return await in_thread(lambda: _shown(request, who, endpoint_id, problem=problem, at=at, given=given))


def _shown(  # each is shown somewhere
    request: Request,
    who: Visitor,
    endpoint_id: str,
    *,
    problem: dict[str, Any] | None = None,
    at: str = "",
    given: Form | None = None,
    done: str = "",
    state: str = "",
    before: str = "",
) -> Response:
    """``at``: of which form the problem is."""
    app, t = app_of(request), wording(request)
    found = endpoints.endpoint(app.engine, who.actor, endpoint_id)
    wanted = state if state in DELIVERY_WORDS else ""
    start = int(before) if before.isascii() and before.isdigit() and len(before) < DIGITS_MAX else None
    asked = (app.engine, who.actor, endpoint_id)
    sent = deliveries.deliveries(*asked, Wanted(wanted), PAGE, start)
    types = heard.types_for(found.owner)
    is_typed = given is not None and at == "change"
    return page(
        request,
        "developers/endpoint.html",
        who,
        status=problem["status"] if problem else 200,
        it=endpoint_shown(found, t),
        sent=[delivery_shown(each, t) for each in sent],
        older=sent[-1].event_no if len(sent) == PAGE else None,
        tried=[attempt_shown(each, t) for each in deliveries.attempts(*asked, limit=TRIED)],
        state=wanted,
        states=[(name, t.label(words)) for name, words in DELIVERY_WORDS.items()],
        types=type_choices(types, t),
        event=given.text("event") if given and at == "test" else heard.TRIED,
        spans=[(hours, t("developers.span", span=t.span(hours * 3_600))) for hours in SPANS],
        typed={name: given.text(name) if given and is_typed else getattr(found, name) for name in KEPT},
        ticked=given.several("type") if given and is_typed else list(found.event_types),
        overlap_hours=int(SECRETS_OVERLAP.total_seconds() // 3_600),
        may_write=allows(who.actor, WRITE),
        problem=problem,
        at=at,
        notice=t(f"developers.done_{done}") if done in TOLD else None,
    )


KEPT = ("url", "description")
