"""What a creator says of oneself: types with quotes, orders or none, breaches, sessions."""

from collections.abc import Awaitable, Callable
from decimal import Decimal
from typing import Any

from fastapi import APIRouter, Request, Response

from domain import forms
from domain.commissions.cases.breaches import BREACHES
from domain.commissions.task_types import TASK_TYPES
from domain.commissions.task_types.kind import TaskType
from domain.parties.actor import ActorKind
from domain.parties.profiles import CreatorProfile
from services.access import sessions
from services.app import App
from services.commissions import standing
from services.parties import accounts, profiles
from services.parties.breaches import Breach
from services.parties.own_accounts import checked_type
from services.terms_file import terms_for
from services.threads import in_thread
from starter.http.calling import app_of, origin_of
from starter.web.failing import PageRoute, on_its_form
from starter.web.forms import Form, form_of
from starter.web.rendering import page, to, wording
from starter.web.routes.creators.account import rail_of
from starter.web.visitors import Visitor, allowed
from starter.web.wording import Wording

router = APIRouter(prefix="/me", include_in_schema=False, route_class=PageRoute)
CREATOR = ActorKind.CREATOR
Act = Callable[[App, Visitor, Form], Awaitable[None]]
APPEALS = ("appeal", "escalate")
BREACHES_SHOWN = 20


@router.get("")
def me(request: Request, done: str = "") -> Response:
    return _me(request, allowed(request, "money.read", CREATOR), done=done)


@router.post("/pause")
async def pause(request: Request) -> Response:
    async def act(app: App, who: Visitor, given: Form) -> None:
        paused = given.is_ticked("paused")
        await in_thread(accounts.pause, app.engine, who.actor.party_id, paused=paused)

    return await _changed(request, act)


@router.post("/types/{task_type}")
async def quote(request: Request, task_type: str) -> Response:
    """Open commissions keep the price they were ordered at."""

    async def act(app: App, who: Visitor, given: Form) -> None:
        kind, fen = checked_type(task_type), forms.amount(given.text("quote"))
        await in_thread(accounts.set_price, app.engine, who.actor.party_id, kind, fen)
        await in_thread(accounts.open_type, app.engine, who.actor.party_id, kind)

    return await _changed(request, act, at=task_type)


@router.post("/sessions/{session_id}/end")
async def end(request: Request, session_id: str) -> Response:
    async def act(app: App, who: Visitor, _: Form) -> None:
        origin = origin_of(request, who.token)
        await in_thread(sessions.revoke_session, app.engine, who.actor, session_id, origin)

    return await _changed(request, act)


async def _changed(request: Request, act: Act, *, at: str = "") -> Response:
    """``at``: the type whose row says what went wrong, and keeps what was typed."""
    who = await in_thread(allowed, request, "creator.profile", CREATOR)
    given = await form_of(request)
    try:
        await act(app_of(request), who, given)
    except Exception as failed:  # noqa: BLE001  # told beside what was typed
        problem = on_its_form(request, failed)
        typed = (at, given.text("quote"))
        return await in_thread(lambda: _me(request, who, problem=problem, typed=typed))
    return to("/me?done=saved")


def _me(
    request: Request,
    who: Visitor,
    *,
    problem: dict[str, Any] | None = None,
    typed: tuple[str, str] = ("", ""),
    done: str = "",
) -> Response:
    app, whose, t = app_of(request), who.actor.party_id, wording(request)
    profile = profiles.creator(app.engine, whose)
    found = profiles.breaches(app.engine, whose)[-BREACHES_SHOWN:]
    return page(
        request,
        "me.html",
        who,
        status=problem["status"] if problem else 200,
        profile=profile,
        rail=rail_of(profile.payout_kind, t),
        types=[_type(kind, profile, typed, t) for kind in TASK_TYPES.values()],
        breaches=[_breach(each, app, who, t) for each in reversed(found)],
        sessions=sessions.sessions_of(app.engine, who.actor),
        here=who.actor.credential_id,
        problem=problem,
        at=typed[0],
        notice=t("me.saved") if done == "saved" else None,
    )


def _type(kind: TaskType, profile: CreatorProfile, typed: tuple[str, str], t: Wording) -> dict[str, Any]:
    service = profile.service(kind.name)
    known = t.money(service.quote_fen).removeprefix("¥") if service.quote_fen else ""
    terms = terms_for(kind)
    return {
        "name": kind.name,
        "words": t.pick((kind.zh, kind.en)),
        "opened": service.opened and bool(service.quote_fen),
        "quote": typed[1] if typed[0] == kind.name else known,
        "least": t.money(terms.price_least_fen),
        "fee": f"{Decimal(terms.fee_bps) / 100}%" if terms.fee_payer == "creator" else "",
    }


def _breach(each: Breach, app: App, who: Visitor, t: Wording) -> dict[str, Any]:
    rule = BREACHES[each.reason]
    moves = standing.one(app, who.actor, each.commission_id).moves
    way = next((name for name in APPEALS if name in moves), "")
    return {
        "at": each.at,
        "commission_id": each.commission_id,
        "words": t.pick((rule.zh, rule.en)),
        "appeal": f"/commissions/{each.commission_id}/{way}" if way else "",
    }
