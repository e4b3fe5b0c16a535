"""A write: under an Idempotency-Key, done once, and answered in the same words as often as it is asked."""

import json
from collections.abc import Awaitable, Callable
from typing import Any

from fastapi import Request, Response
from pydantic import BaseModel

from domain.forms import is_key
from domain.parties.actor import Actor
from domain.refusals import Refused
from services.access.audit import line
from services.operations import idempotency
from services.operations.idempotency import Place
from services.threads import in_thread
from starter.http.calling import app_of, origin_of

KEY = "idempotency-key"
JSON = "application/json"
CREATED, OK = 201, 200
REPLAYED = "Idempotent-Replayed"
WHOM_MAX = 200


async def once(
    request: Request,
    actor: Actor,
    act: Callable[[str], Awaitable[BaseModel | dict[str, Any]]],
    *,
    status: int = OK,
    said: bytes | None = None,
) -> Response:
    """Carry ``act`` out under the number that this account's key has in the books. ``said``: what tells this
    request from another under the same key, where that is not its body.

    Raises Refused: KEY_NEEDED, KEY_INVALID, KEY_REUSED, KEY_IN_USE; and whatever ``act`` raises.
    """
    place = place_of(request, actor)
    engine = app_of(request).engine
    asked = await request.body() if said is None else said
    found, holder = await in_thread(idempotency.claim, engine, place, asked)
    if not found.ours:
        return Response(found.body, found.status, {REPLAYED: "true"}, JSON)
    try:
        async with idempotency.held(engine, place, holder):
            told = as_json(await act(idempotency.number_of(place)))
    except BaseException:
        await in_thread(idempotency.let_go, engine, place, holder)
        raise
    await in_thread(_keep, request, actor, place, holder, status, told)
    return Response(told, status, media_type=JSON)


def _keep(request: Request, actor: Actor, place: Place, holder: str, status: int, told: str) -> None:
    """With its line in the audit log."""
    whom = "/".join(str(each) for each in request.path_params.values()) or actor.spoken
    noted = line(actor, request.scope["route"].name, whom[:WHOM_MAX], origin_of(request))
    idempotency.answered(app_of(request).engine, place, holder, status, told, noted)


def place_of(request: Request, actor: Actor) -> Place:
    key = request.headers.get(KEY, "")
    if not key:
        raise Refused("IDEMPOTENCY_KEY_NEEDED")
    if not is_key(key):
        raise Refused("IDEMPOTENCY_KEY_INVALID")
    return Place(actor.account, request.method, request.scope["path"], key)  # never of the Host header


def as_json(told: BaseModel | dict[str, Any]) -> str:
    if isinstance(told, BaseModel):
        return told.model_dump_json()
    return json.dumps(told, ensure_ascii=False)
