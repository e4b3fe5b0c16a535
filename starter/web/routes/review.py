"""The page on which a brand reviews what was handed in: beside the brief, and beside the version before."""

from typing import Any
from urllib.parse import urlencode

from fastapi import APIRouter, Request, Response

from domain.parties.actor import ActorKind
from domain.refusals import Refused
from services.commissions import reviewing
from services.commissions.reviewing import JUDGING, Review
from services.operations import idempotency
from services.operations.idempotency import Place
from services.threads import in_thread
from starter.http.calling import app_of
from starter.web.failing import PageRoute, on_its_form
from starter.web.fields import said as said_fields
from starter.web.forms import Form, form_of
from starter.web.rendering import page, to
from starter.web.told import review as reviewed
from starter.web.told.quicker import overtaken
from starter.web.visitors import KEYS, Visitor, allowed

router = APIRouter(
    prefix="/commissions/{commission_id}/review", include_in_schema=False, route_class=PageRoute
)
BRAND = ActorKind.BRAND
NEWER = "VERSION_NEWER"


@router.get("")
def review(request: Request, commission_id: str, version: int = 0, alone: bool = False) -> Response:
    """Its address names the version: what comes meanwhile never takes the place of what is being read."""
    who = allowed(request, "commission.read")
    found = reviewing.look(app_of(request), who.actor, commission_id, version, compares=not alone)
    if not version and found.version:
        return to(f"/commissions/{commission_id}/review?version={found.version.seq}")
    return _page(request, who, found, {})


@router.post("")
async def decide(request: Request, commission_id: str, version: int = 0) -> Response:
    """Approved, rejected, or only filled in: a phrase put into the reason, or the newer version looked at."""
    who = await in_thread(allowed, request, "commission.read", BRAND)
    given = await form_of(request)
    try:
        given.check()
    except Refused as refused:
        problem = on_its_form(request, refused)
        return await in_thread(_refused, request, who, commission_id, version, given, problem)
    does = given.text("do")
    if does not in JUDGING:
        return await in_thread(_filled_in, request, who, commission_id, version, given)
    place = Place(who.actor.account, "POST", f"/commissions/{commission_id}/{does}", given.key)
    try:
        wanted = said_fields(does, given)
        app, number = app_of(request), idempotency.number_of(place)
        answer = await reviewing.judge(app, who.actor, commission_id, does, wanted, version, number)
    except Exception as failed:  # noqa: BLE001  # told on the same page
        problem = on_its_form(request, failed)
        if fresh := await in_thread(overtaken, request, who, commission_id, given, problem):
            return fresh
        return await in_thread(_refused, request, who, commission_id, version, given, problem)
    return to(f"/commissions/{commission_id}?{urlencode({'seq': answer['seq'], 'done': does})}")


def _filled_in(request: Request, who: Visitor, commission_id: str, version: int, given: Form) -> Response:
    seq = 0 if given.text("do") == "switch" else version
    found = reviewing.look(app_of(request), who.actor, commission_id, seq)
    return _page(request, who, found, reviewed.with_phrase(given, request))


def _refused(
    request: Request, who: Visitor, commission_id: str, version: int, given: Form, problem: dict[str, Any]
) -> Response:
    found = reviewing.look(app_of(request), who.actor, commission_id, version)
    told = None if problem["code"] == NEWER else problem  # the page says it itself, with the way to it
    return _page(request, who, found, given.texts, told, problem["status"])


def _page(
    request: Request,
    who: Visitor,
    found: Review,
    typed: dict[str, str],
    problem: dict[str, Any] | None = None,
    status: int = 200,
) -> Response:
    has_keys = request.cookies.get(KEYS, "on") != "off"
    return page(
        request,
        "review.html",
        who,
        status=status,
        now=found.shown.now,
        problem=problem,
        has_keys=has_keys,
        does=typed.get("do", ""),
        **reviewed.told(request, who, found, typed),
    )
